"""A later turn adds a neighbouring service to the work told before, or tells that work anew."""

from pathlib import Path

import pytest

from rules.readings import load_readings
from understand.added_work import adds_to_a_case, set_apart_added, without_replaced
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
        "same but just leg press",
        "same but only clamshells with a band",
        "same pt, but just step ups today",
        "same guy, just the bike this time",
        "what if it was only the nustep",
        "same thing but instead of foam its just calf raises",
    ],
)
def test_work_told_in_the_place_of_other_work_replaces_it(later: str) -> None:
    """What was done, and how, goes; who it was done for stays."""
    left = without_replaced(read_case(TOLD, VOCABULARY), read_case(later, VOCABULARY), later, VOCABULARY).present()
    assert "dx_stroke" in left
    assert not {"do_balance_training", "skill_cueing", "skill_facilitation"} & left


@pytest.mark.parametrize(
    "later",
    ["same but just 10 min of foam", "same but also leg press", "same but just with aetna", "same but the PTA did it"],
)
def test_the_same_work_or_another_payer_replaces_nothing(later: str) -> None:
    left = without_replaced(read_case(TOLD, VOCABULARY), read_case(later, VOCABULARY), later, VOCABULARY)
    assert left == read_case(TOLD, VOCABULARY)


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


@pytest.mark.parametrize(
    ("later", "stays"),
    [
        ("actually the whole thing was leg press", False),
        ("all of it was stretching", False),
        ("he actually only did the bike", False),
        ("and leg press 10 min", True),
        ("the whole thing was 20 min", True),
    ],
)
def test_the_whole_told_anew_takes_the_place_of_the_work(later: str, stays: bool) -> None:
    """What is wrong with the patient stays whatever was done."""
    left = without_replaced(read_case(TOLD, VOCABULARY), read_case(later, VOCABULARY), later, VOCABULARY).present()
    assert ("do_balance_training" in left) is stays
    assert "balance_deficit" in left


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("numbers are flat since august, not dropping tho", True),
        ("pt (the therapist) was in the building not in room", True),
        ("at the same time we did ball toss", True),
        ("the tech threw him the ball while i guarded", True),
        ("can an aide do balance training with her", False),
        ("stroke, foam balance with cues", False),
        ("new patient, the aide did foam", False),
        ("PTA did 12 min balance and PT 14 min", False),
        ("97112 by a pta", False),
    ],
)
def test_a_line_that_asks_nothing_and_tells_of_no_patient_goes_on(text: str, adds: bool) -> None:
    assert adds_to_a_case(text, read_case(text, VOCABULARY).findings, VOCABULARY) is adds


def test_who_gave_an_added_service_gave_nothing_of_the_rest() -> None:
    assert "by_aide" not in {
        f.id for f in added("aide walked him to the bike and rode with him").findings if not f.apart
    }


def test_where_no_work_was_told_what_a_turn_tells_is_the_work() -> None:
    """ "And leg press 12 min" after a bare diagnosis says what was done."""
    assert not any(finding.apart for finding in added("and leg press 12 min", "TKA, quad weak").findings)
