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
            "6 minutes told as no treatment (“6 of it on the phone”) are taken off 97112, which leaves 34.",
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
