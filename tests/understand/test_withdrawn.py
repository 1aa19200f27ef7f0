"""A turn that was of another patient, or from the wrong chart, is taken back whole."""

from pathlib import Path

import pytest

from understand.findings import read_findings
from understand.vocabulary import load_vocabulary
from understand.withdrawn import takes_back_a_turn, without_withdrawn

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")
CASE = "neck pain w tingling to the thumb, deep neck flexor training"
SIGN = "both hands are clumsy and she drops cups"


def left(*turns: str) -> tuple[str, ...]:
    return without_withdrawn(turns, VOCABULARY, lambda turn: read_findings(turn, VOCABULARY))


@pytest.mark.parametrize(
    "line",
    [
        "scratch that, that was another pt. only the thumb tingling",
        "oops wrong patient",
        "ignore that last bit, wrong chart",
        "no sorry thats my 3 oclock, not her",
        "no wait thats my 2pm lady",
        "i mixed up charts",
        "my mistake i was reading another persons note",
        "scratch that",
        "mixed her up with someone",
        "sorry had the wrong chart open",
        "that was about someone else",
    ],
)
def test_what_was_of_another_patient_goes_whole(line: str) -> None:
    """Whatever words say so; the line itself stays."""
    assert left(CASE, SIGN, line) == (CASE, line)


@pytest.mark.parametrize(
    "line",
    [
        "she says its only since yesterday",
        "not my patient, covering for a colleague",
        "sorry wrong code i meant 97112",
        "can i ignore that and finish the session",
        "what if i charted it on the wrong patient",
        "scratch that, 20 min not 15",
        "another pt did the same drill beside her",
        "that was the last one",
        "the drill confused her",
    ],
)
def test_other_words_take_back_no_turn(line: str) -> None:
    """A danger sign goes only where it is said to be another's."""
    assert not takes_back_a_turn(line, VOCABULARY)


def test_a_thing_that_is_named_is_denied_and_the_first_turn_stays() -> None:
    line = "correction, no tingling, i mixed up charts"
    assert left(CASE, line) == (CASE, line)
    assert left(CASE, SIGN, "no clumsy hands, wrong chart") == (CASE, "no clumsy hands, wrong chart")


def test_a_turn_that_names_only_who_pays_is_not_what_was_of_another() -> None:
    assert left(CASE, SIGN, "and medicare?", "oops wrong patient") == (CASE, "and medicare?", "oops wrong patient")
