"""A later turn adds a neighbouring service to the work told before, or tells that work anew."""

from pathlib import Path

import pytest

from rules.readings import load_readings
from understand.added_work import set_apart_added
from understand.case import Case
from understand.findings import read_case
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
BESIDE = load_readings(CORPUS).groups["service_beside"]
TOLD = "stroke, foam balance with cues at the pelvis, berg 38, falls"


def added(later: str, earlier: str = TOLD) -> Case:
    return set_apart_added(read_case(earlier, VOCABULARY), read_case(later, VOCABULARY), later, VOCABULARY, BESIDE)


@pytest.mark.parametrize(
    "later",
    [
        "and 11 min of estim attended",
        "oh and i did estim to wrist extensors same time, NMES",
        "pt also did leg press and slr for 12 min",
        "also 3x10 er with yellow band 9 min",
        "plus scar massage 9 min",
        "and with manual 10 min",
        "then gait training w/ walker 10 min",
        "finished with nustep 8 min",
        "forgot 10 min hamstring stretching",
        "and leg press for strength",
    ],
)
def test_a_service_that_a_turn_adds_stands_apart(later: str) -> None:
    """It has a line of its own, and decides nothing about the work before."""
    work = [finding for finding in added(later).findings if VOCABULARY.category(finding.id) == "intervention"]
    assert work
    assert all(finding.apart for finding in work)


@pytest.mark.parametrize(
    "later",
    [
        "it was leg press actually",
        "and he only did the bike",
        "and what if it was leg press",
        "sorry, and that was all stretching",
        "and weight shifts on foam",
        "and the leg press was on foam with perturbations",
    ],
)
def test_work_told_anew_or_more_retraining_is_the_work(later: str) -> None:
    assert not any(finding.apart for finding in added(later).findings)


def test_where_no_work_was_told_what_a_turn_tells_is_the_work() -> None:
    """ "And leg press 12 min" after a bare diagnosis says what was done."""
    assert not any(finding.apart for finding in added("and leg press 12 min", "TKA, quad weak").findings)
