"""Units beside one total, codes that are only counted, and names that no code is known by."""

from datetime import date
from pathlib import Path

import pytest

from answer.billing.said import OPENING
from answer.describe_billing import describe_billing
from answer.draft import DraftStatement
from rules.tables import load_tables
from understand.services import continue_services, read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")


def statements(*turns: str) -> list[DraftStatement]:
    first, *later = turns
    services = read_services(first, TABLES.codes)
    for text in later:
        services = continue_services(services, read_services(text, TABLES.codes, told=services.only_code), text)
    result = describe_billing(turns[-1], services, [], TABLES, date(2026, 11, 22))
    return list(result.statements) if result else []


def said(*turns: str) -> str:
    return " ".join(statement.text for statement in statements(*turns))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("neuro x2 therex x1 38 timed min does it match", "are 3 units; 97112 ×2 and 97110 ×1 as billed are 3 units"),
        ("timed total 30 min. nmr 2 units, mt 1 unit", "which is 1 unit too many, if those are all the timed minutes"),
        ("nmr 1 unit, mt 1 unit, timed minutes 40. right?", "which is 1 unit fewer"),
        ("97112 x2, 97110 x2, 38 min", "a total of 38 minutes cannot hold them"),
        ("session 40 mins, TA 1 NMR 1 MT 1", "need 38 to 52 timed minutes"),
    ],
)
def test_units_billed_are_held_against_the_total(text: str, sentence: str) -> None:
    """A small number behind a code is a unit where the only minutes are those of the whole."""
    assert sentence in said(text)
    assert "The minutes of each code are not told" in said(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PTX 20, TE 15 medicare", "PTX 20"),
        ("TE 15 PTX 20 MT 8", "PTX 20"),
        ("20 PTX, 15 TE, 8 MT", "20 PTX"),
        ("XYZ 12', TE 15', how many units", "XYZ 12'"),
        ("our PTA logs balance: 25, bootcamp: 10", "bootcamp: 10"),
    ],
)
def test_a_name_without_a_code_is_said_first(text: str, name: str) -> None:
    """Its minutes are added to no other code, and the first sentence says that the count is without them."""
    opening = statements(text)[0]
    assert opening.section == OPENING
    assert f"(“{name}”)" in opening.text


@pytest.mark.parametrize(
    "text",
    [
        "neuro 20, te 15 units",
        "does 7 minutes of 97112 count",
        "neuro 20 min. heel raises 15 reps, bridges 20, clams 12. units",
        "berg 44 -> 47, NMR 23, TE 15",
        "I did 20 TE and 15 NMR",
    ],
)
def test_nothing_is_left_out_where_all_is_counted(text: str) -> None:
    """Repetitions, scores and the words of a question are no services."""
    assert "The count is without" not in said(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8 nmr 8 te 8 manual 3 units", "for 24 timed minutes: if those were all, 3 units in all are 1 too many"),
        ("10 te 10 nmr 10 ta billed 2 units, right?", "which agrees with the 2 units told"),
        ("97112 38 min 97110 8 min billed 2 units", "so 2 units in all are 1 fewer"),
    ],
)
def test_units_told_of_all_codes_are_held_against_their_minutes(text: str, sentence: str) -> None:
    assert sentence in said(text)


def test_codes_without_names_are_counted() -> None:
    """Each of them has the minutes told, and a follow-up changes one."""
    assert "36 timed minutes are 2 units." in said("3 codes 12 min each medicare how many units")
    turns = ("3 codes 12 min each medicare how many units", "and if one of them was 16")
    assert "40 timed minutes are 3 units." in said(*turns)
    named = "Which of the services is 16 minutes is not said: 97112 is taken."
    assert statements("11 min each 97112 and 97110 units?", "and if one of them was 16")[0].text == named
    differ = statements("neuro 20, te 15 units", "and if one of them was 16")[0].text
    assert differ == "Which of the services is 16 minutes is not said, so nothing is changed."


def test_only_what_ties_is_said_to_tie() -> None:
    """Fewer minutes left over are told beside the tie, not in it."""
    assert "97116, 97112 and 97530 tie at 10 min left over" in said("gait 10 neuro 10 theract 10 manual 5")
    assert "97112 first, then 97110 and 97140 tie at 7 min" in said("97112 9, 97110 7, 97140 7 medicare")


def test_too_many_units_depend_on_all_minutes_being_told() -> None:
    """Other minutes of the day may exist."""
    assert "if those were all, 97112 ×3 as billed is 2 units too many" in said(
        "charged 3 units of 97112, he did 10 min"
    )
