"""What is not counted as minutes is said, with what is left."""

from datetime import date
from pathlib import Path

import pytest

from answer.describe_billing import describe_billing
from rules.tables import load_tables
from understand.services import continue_services, read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")


def said(text: str, earlier: str = "") -> str:
    services = read_services(text, TABLES.codes)
    if earlier:
        before = read_services(earlier, TABLES.codes)
        services = continue_services(before, read_services(text, TABLES.codes, told=before.only_code), text)
    result = describe_billing(text, services, [], TABLES, date(2026, 11, 22))
    return " ".join(statement.text for statement in result.statements) if result else ""


@pytest.mark.parametrize(
    ("text", "earlier", "sentence"),
    [
        (
            "neuro 40 min, 6 of it on the phone, how many units",
            "",
            "6 minutes (“6 of it on the phone”) do not count and are taken off 97112, which leaves 34.",
        ),
        (
            "97112 30, nurse came in for 6 min of it, how many units",
            "",
            "6 minutes (“nurse came in for 6 min of it”) are counted within 97112: take off what was no treatment.",
        ),
        (
            "how many units minus 5 for the phone call",
            "neuro 30 min, te 15 min",
            "5 minutes (“5 for the phone call”) are not taken off, because it is not said of which code.",
        ),
        (
            "russian stim and quad sets 12 min, neuro 15 min, how many units",
            "",
            "Whether the electrical stimulation was attended is not said, so its 12 minutes are left out as untimed",
        ),
    ],
)
def test_minutes_that_do_not_count_are_told(text: str, earlier: str, sentence: str) -> None:
    """Time off, time off of nobody knows which code, and stimulation that may have been attended."""
    assert sentence in said(text, earlier)
    assert sentence not in said("neuro 40 min, ifc 10 min, how many units")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("what if the last 10 minutes he did alone while I wrote notes, count those?", "No: the 10 minutes (“"),
        ("can i bill the first 8 min she was on the bike alone", "No: the 8 minutes (“"),
        ("do the last 12 count? aide ran the last 12", "therapy aide or technician delivers are not billable"),
        ("the OT session was just 8", "8 minutes are told, but of no service"),
        ("ot did 8", "8 minutes are told, but of no service"),
        ("23 min balance, aide ran the last 8", "(“aide ran the last 8”) do not count and are taken off 97112"),
        ("aide 10 min, PT 20 min of neuro, units?", "10 minutes (“aide 10 min”) do not count."),
        ("20 balance 15 walking units", "“walking” is counted as 97116 (gait training, stairs included)"),
        ("tech ran 15 min of balance, I did 25 neuro", "(“tech ran 15 min of balance”) do not count"),
        ("PTA 14, PT 9 more on same thing, PT 15 ther ex", "without 23 minutes (“PTA 14” and “PT 9”)"),
        ("pta 12 min, pt 10 min, then te 15", "without 22 minutes (“pta 12 min” and “pt 10 min”)"),
        ("he did 10 min of it by himself, 25 neuro total", "15 timed minutes are 1 unit"),
        ("45 timed min, nmr 30 te 20", "add up to 50, not to the timed total of 45"),
        ("total 53: nmr 23 te 15 mt 10", "The total of 53 minutes holds 5 minutes more"),
        ("40 min total, 25 nmr 13 te", "The total of 40 minutes holds 2 minutes more"),
        ("nmr 22, te 22, the pta did one of them", "Which of the minutes are meant is not said clearly"),
        ("how many units, 22 nmr 15 te, pta was in the room", "None of the minutes told are read as the PTA's"),
    ],
)
def test_what_cannot_be_counted_is_said(text: str, sentence: str) -> None:
    """Minutes alone, minutes of no code, totals that do not fit their parts, and parts of nobody."""
    assert sentence in said(text)


def test_minutes_of_no_service_are_answered_without_other_sentences() -> None:
    """What is missing is all that helps."""
    for text in ("the OT session was just 8", "the last 10 he did alone, count those?"):
        result = describe_billing(text, read_services(text, TABLES.codes), [], TABLES, date(2026, 11, 22))
        assert result is not None
        assert result.alone
        assert not result.units


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("the last 10 min he was alone on the bike", "No: the"),
        ("38 min total, 25 nmr 13 therex", "The total of"),
        ("session 60 min, neuro 30", "The total of"),
        ("40 min total, 25 nmr 13 te, 2 min rest", "The total of"),
        ("how many units, 22 nmr 15 te, no pta", "None of the minutes"),
        ("does medicare pay for 8 minutes", "of no service"),
        ("the OT session was just what she needed", "of no service"),
    ],
)
def test_what_is_not_asked_or_fits_is_not_said(text: str, never: str) -> None:
    """A case that asks for no count, a total that its parts fill, and a question of a rule."""
    assert never not in said(text)
