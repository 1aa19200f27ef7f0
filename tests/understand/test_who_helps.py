"""An aide in daily life, or beside the therapist, gives no treatment; function told as full is not limited."""

from pathlib import Path

import pytest

from rules.necessity import determine
from rules.readings import load_readings
from understand.findings import read_case
from understand.payers import load_payers
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)


def found(text: str) -> set[str]:
    case = read_case(text, VOCABULARY)
    return {finding.id for finding in case.findings if finding.presence == "present" and finding.subject == "patient"}


@pytest.mark.parametrize(
    "text",
    [
        "needs to sit on commode with one aide",
        "stroke, goal sit on toilet w 1 aide",
        "patient needs 1 aide to transfer",
        "transfers w 2 aides at the nursing home",
        "lives with an aide, poor balance",
        "home health aide bathes her",
        "CNA gets her up at home",
        "rides the bus with an aide",
        "assist of one aide plus walker at home",
        "an aide followed with the chair while I facilitated weight shift",
        "his wife wants to know if the aide can do the rest",
        "son wonders whether the tech could run the balance part",
        "boss asked me if an aide can finish the set",
    ],
)
def test_an_aide_who_helps_in_daily_life_gave_no_treatment(text: str) -> None:
    assert "by_aide" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "aide did the balance drills with her",
        "rehab aide walked her and did foam stance",
        "balance work on foam by the aide while I charted",
        "had my aide do the neuro re-ed today",
        "transfers and foam with the aide today",
        "sitting balance done by one aide",
        "one aide did weight shifts with him 15 min",
        "tech ran the BAPS board",
    ],
)
def test_an_aide_who_does_the_work_did_it(text: str) -> None:
    assert found(text) & {"by_aide", "by_caregiver"}


TOLD = "scoliosis, poor posture, postural training w mirror, I cued her ribs, {}"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("no pain no limits, plays volleyball fine", "not_met"),
        ("no functional limits", "not_met"),
        ("does everything she wants", "not_met"),
        ("works full time without problems", "not_met"),
        ("no trouble with anything", "not_met"),
        ("not limited in anything", "not_met"),
        ("plays volleyball fine but cant sit through class", "met"),
        ("no limits on walking, falls on the stairs", "met"),
        ("no weight limits", "not_documented"),
        ("no limits set by the surgeon", "not_documented"),
        ("used to play volleyball fine", "not_documented"),
    ],
)
def test_function_told_as_full_is_not_met(told: str, status: str) -> None:
    result = determine(read_case(TOLD.format(told), VOCABULARY), load_readings(CORPUS), load_payers(CORPUS))
    asked = [c for reading in result.readings for c in reading.criteria if c.short == "an effect on function"]
    assert {criterion.status for criterion in asked} == {status}


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("7 mo torticollis, tips over L in sitting", True),
        ("infant low tone, falls over when sitting", True),
        ("baby slumps to the side in the high chair", True),
        ("toddler keels over when he reaches for toys", True),
        ("sways in sitting", False),
        ("cup tips over", False),
    ],
)
def test_who_cannot_keep_sitting_is_limited(text: str, function: bool) -> None:
    assert ("function_limitation" in found(text)) == function


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("student PT did 25 min foam balance, CI was in the gym w another pt", False),
        ("CI was with another patient while the student cued balance on foam", False),
        ("student ran a group of 4 on foam", True),
        ("I treated another pt at the same time, foam balance", True),
    ],
)
def test_the_instructors_own_patient_makes_no_group_with_the_students(text: str, group: bool) -> None:
    result = determine(read_case(text, VOCABULARY), load_readings(CORPUS), load_payers(CORPUS))
    assert ("group" in {exclusion.id for exclusion in result.exclusions}) == group
    assert ("97150" in {alternative.code for alternative in result.alternatives}) == group
