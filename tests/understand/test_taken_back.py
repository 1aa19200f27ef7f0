"""A follow-up takes back what it denies, who did the work, or what the work was told to be for."""

from pathlib import Path

import pytest

from understand.findings import read_case
from understand.taken_back import done_for_something_else, load_same_things, tells_only_purpose, without_taken_back
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
SAME = load_same_things(CORPUS)


def left(earlier: str, later: str) -> frozenset[str]:
    told, now = read_case(earlier, VOCABULARY), read_case(later, VOCABULARY)
    return without_taken_back(told, now, later, VOCABULARY.category, SAME).present()


@pytest.mark.parametrize(
    ("earlier", "later", "gone"),
    [
        ("SUI, emg biofeedback w vaginal sensor", "what if no sensor just my finger", "do_pelvic_biofeedback"),
        ("SUI emg biofeedback 30 min", "no probe, only cues", "skill_feedback"),
        ("leg press and joint position error 8 deg", "there was no joint position test actually", "measure_jpe"),
        ("stroke, MAS 2, box and blocks 11, putty", "what if box n blocks and MAS were never recorded", "tone_high"),
        ("stroke, box and blocks 11 vs 40, putty", "the box and blocks wasn't measured", "coordination_deficit"),
        ("TKA, SLS 3 s, foam", "and if the SLS was never documented", "balance_deficit"),
        ("foam balance, an aide ran it", "sorry, the student did it", "by_aide"),
        ("balance on foam for endurance", "the purpose was strength", "for_endurance"),
    ],
)
def test_what_is_denied_or_told_anew_is_taken_back(earlier: str, later: str, gone: str) -> None:
    """Whatever words tell it."""
    assert gone in read_case(earlier, VOCABULARY).present()
    assert gone not in left(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("foam balance with cues, berg 30, falls", "no falls today"),
        ("foam balance with cues", "no estim used"),
        ("foam balance with cues", "not sure about the minutes"),
        ("foam balance with cues, berg 30", "the MAS was never recorded"),
        ("im the PTA, foam balance", "tech did half of it"),
        ("foam balance for coordination", "plus 10 min leg press for strength"),
    ],
)
def test_what_is_not_spoken_of_stays(earlier: str, later: str) -> None:
    """A symptom that is denied, another thing, or a part of the work takes nothing of the work back."""
    work = {
        f for f in read_case(earlier, VOCABULARY).present() if VOCABULARY.category(f) not in ("function", "measure")
    }
    assert work <= left(earlier, later)


def test_a_purpose_told_of_all_the_work_sets_its_names_apart() -> None:
    """What looks like balance training and was done for strength is no retraining."""
    earlier, later = (
        read_case(text, VOCABULARY)
        for text in ("foam eyes closed, perturbation", "purpose of every set was quad strength")
    )
    assert tells_only_purpose(later, VOCABULARY.category)
    assert not tells_only_purpose(read_case("plus leg press for strength", VOCABULARY), VOCABULARY.category)
    case = done_for_something_else(earlier, earlier.findings, VOCABULARY.category)
    assert all(finding.apart for finding in case.findings if finding.id.startswith("do_"))
