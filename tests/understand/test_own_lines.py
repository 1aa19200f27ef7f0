"""Work of other codes' lines on the day sheet says nothing of 97112."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.findings import read_case
from understand.own_lines import set_apart
from understand.services import read_services
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
CODES = load_tables(CORPUS).codes
VOCABULARY = load_vocabulary(CORPUS)


def apart(text: str) -> list[bool]:
    case = set_apart(read_case(text, VOCABULARY), read_services(text, CODES), VOCABULARY.category)
    return [
        finding.apart for finding in case.findings if VOCABULARY.category(finding.id) in ("intervention", "purpose")
    ]


@pytest.mark.parametrize("text", ["neuro re ed 15 min, there ex 20 min", "45 min total, neuro re ed 1, there ex 2"])
def test_another_line_is_set_apart(text: str) -> None:
    """Whether the lines tell minutes or units."""
    assert any(apart(text))


def test_a_helpers_minutes_say_nothing_of_the_therapists() -> None:
    """Neither what was done in them nor who did it rules the therapist's own minutes out."""
    text = "my aide took him through 12 min of ther ex, i did 23 neuro"
    case = set_apart(read_case(text, VOCABULARY), read_services(text, CODES), VOCABULARY.category)
    theirs = [finding for finding in case.findings if VOCABULARY.category(finding.id) == "provider"]
    assert theirs
    assert all(finding.apart for finding in theirs)


def test_what_was_done_twice_is_no_other_line() -> None:
    """A manoeuvre repeated within the minutes of 97112 is the work itself."""
    text = "R post canal BPPV, Epley x2, 2nd neg. 12 min total. nothing else done, balance fine after. 97112?"
    assert apart(text)
    assert not any(apart(text))
