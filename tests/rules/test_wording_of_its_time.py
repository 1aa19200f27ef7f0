"""A payer that replaced its wording is judged by the one of the day of service."""

from datetime import date
from pathlib import Path

import pytest

from rules.necessity import determine
from rules.readings import load_readings
from understand.findings import read_case
from understand.payers import load_payers, read_payer
from understand.service_dates import ServiceDates
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
READINGS, PAYERS, VOCABULARY = load_readings(CORPUS), load_payers(CORPUS), load_vocabulary(CORPUS)
ANKLE = "ankle sprain, single leg stance 3 sec, falls at work, foam balance with tactile cues"
STROKE = "stroke, berg 33, falls in the kitchen, foam balance with tactile cues"


def status(text: str, day: date | None) -> str:
    served = ServiceDates(day, day) if day else None
    return determine(read_case(text, VOCABULARY), READINGS, PAYERS, "aetna", served=served).status


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        (STROKE, date(2025, 10, 28), "supported"),
        (ANKLE, date(2025, 10, 28), "not_supported"),
        (STROKE, date(2025, 10, 29), "depends_on_payer"),
        (ANKLE, None, "depends_on_payer"),
    ],
)
def test_the_wording_in_force_that_day_decides(text: str, day: date | None, found: str) -> None:
    """Aetna asked for a neurological cause until 28 October 2025; its wording since was not seen."""
    assert status(text, day) == found


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("new york medicare, VOR drills", "medicare-ngs"),
        ("medicare pt in Ohio", "medicare-cgs"),
        ("medicare, she moved here from new york", "medicare"),
        ("medicare in texas", "medicare"),
        ("her name is Virginia, medicare", "medicare"),
        ("new york workers comp", "wc-ny"),
    ],
)
def test_medicare_in_a_state_is_its_contractor(text: str, payer: str) -> None:
    """Where a source held here says whose the state is."""
    assert read_payer(text, PAYERS) == payer
