"""Who sent the person furnished nothing, an aide's part supports nothing, a wish makes no retraining of other work."""

from pathlib import Path

import pytest

from rules.necessity import determine
from rules.readings import load_readings
from understand.case import Case
from understand.findings import merge_cases, read_case
from understand.payers import load_payers
from understand.taken_back import load_same_things, without_taken_back
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
PAYERS = load_payers(CORPUS)
READINGS = load_readings(CORPUS)
SAME = load_same_things(CORPUS)


def present(case: Case) -> set[str]:
    return {finding.id for finding in case.findings if finding.presence == "present" and not finding.apart}


def status(case: Case) -> str:
    return determine(case, READINGS, PAYERS, "medicare").status


def told(*turns: str) -> Case:
    case = read_case(turns[0], VOCABULARY)
    for turn in turns[1:]:
        later = read_case(turn, VOCABULARY)
        case = merge_cases(without_taken_back(case, later, turn, VOCABULARY.category, SAME), later)
    return case


@pytest.mark.parametrize(
    "sent",
    [
        "chiro referred a pt",
        "pt sent over by her chiropractor",
        "pt sees a chiropractor for her low back",
        "was seen by a chiro first",
        "under the care of a DC for neck",
        "chiropractor ordered PT",
        "referral from chiro",
        "saw her chiro last month",
        "goes to a chiropractor weekly too",
    ],
)
def test_who_sent_or_sees_the_person_furnished_nothing(sent: str) -> None:
    case = read_case(f"{sent}. poor balance, tandem on foam with CGA 20 min, falls at home", VOCABULARY)
    assert "by_chiropractor" not in present(case)
    assert status(case) == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "chiropractor did 97112",
        "97112 by a chiropractor",
        "our chiro did the balance retraining",
        "pt sees chiropractor for 97112",
        "chiropractor sent the 97112 claim",
        "chiro office bills 97112",
    ],
)
def test_a_chiropractor_who_did_it_did_it(text: str) -> None:
    case = read_case(f"{text}. poor balance, foam with CGA, falls", VOCABULARY)
    assert status(case) == "not_supported"


@pytest.mark.parametrize(
    "part",
    [
        "the aide did the other half on foam with cues",
        "tech took over for the second half w tandem and guarding",
        "gave her to the tech for the last 12 min of foam balance w CGA",
        "aide finished the last 10 with foam and cues",
        "aide ran the rest of it on foam w CGA",
    ],
)
def test_what_an_aide_did_supports_nothing(part: str) -> None:
    case = told("stroke, poor standing balance, cannot get to toilet alone", part)
    assert "by_aide_part" in present(case)
    assert not present(case) & {"do_balance_training", "skill_cueing", "skill_guarding"}
    assert status(case) == "insufficient_information"


def test_what_the_clinician_did_beside_an_aides_part_stands() -> None:
    own = "stroke, poor standing balance, cannot get to toilet alone, foam with CGA 20 min"
    assert status(told(own, "aide did the other half on foam with CGA")) == "supported"
    assert "skill_guarding" in present(told("aide did half of it and i did foam with CGA"))


@pytest.mark.parametrize(
    "work",
    [
        'STM and trigger pt to UT/levator 15 min "to normalize tone"',
        "soft tissue mobilization 15 min to normalize tone",
        "massage to UT to reduce tone 15 min",
        "IASTM to calf to inhibit tone before gait",
        "joint mobs to ankle to improve proprioception, 10 min",
        'rows and Y T W 3x12 w yellow band, wrote "NMR for scapular stability", scap dyskinesis when reaching to shelf',
        "clamshells and bridges 3x10 labeled NMR for pelvic stability",
        "leg press 3x10 for knee stability, charged 97112",
    ],
)
def test_a_wish_alone_makes_no_retraining_of_other_work(work: str) -> None:
    result = determine(read_case(work, VOCABULARY), READINGS, PAYERS, "medicare")
    assert result.status == "not_supported"
    assert result.code_fit == "not_supported"


@pytest.mark.parametrize(
    "work",
    [
        "rows with yellow band, cues to keep the scap down for scapular control, scap dyskinesis, cannot reach shelf",
        "single leg squat w mirror and tactile cues for knee control, valgus collapse, cannot descend stairs",
        "stroke, MAS 2, STM 5 min to normalize tone then facilitated reach with cues 15 min, can't feed herself",
    ],
)
def test_control_work_with_skill_and_a_purpose_stays_retraining(work: str) -> None:
    assert determine(read_case(work, VOCABULARY), READINGS, PAYERS, "medicare").code_fit == "supported"


STUDENT = "student did foam balance with cues, poor balance, falls"


@pytest.mark.parametrize(
    "turn",
    ["i was in the room the whole time directing it", "i stood beside him and directed every step"],
)
def test_a_student_whom_the_therapist_directs_is_the_therapists_service(turn: str) -> None:
    assert status(told(STUDENT)) == "not_supported"
    assert status(told(STUDENT, turn)) == "supported"


@pytest.mark.parametrize(
    "turn",
    [
        "i was there but charting",
        "i was directing another patient",
        "i was right there directing while treating another patient",
    ],
)
def test_a_therapist_who_does_something_else_directs_no_student(turn: str) -> None:
    assert status(told(STUDENT, turn)) == "not_supported"


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("cued big step turns + pull test practice 16 min w min A", {"skill_cueing", "do_perturbation"}),
        ("push and release practice with gait belt", {"do_perturbation", "skill_guarding"}),
        ("quarter turn practice and wide turns around cones", {"do_balance_training"}),
        ("laser head repositioning w feedback", {"do_proprioceptive_training", "skill_feedback"}),
    ],
)
def test_trade_words_of_retraining(text: str, done: set[str]) -> None:
    assert done <= present(read_case(text, VOCABULARY))


def test_a_failed_pull_test_is_no_practice() -> None:
    assert "do_perturbation" not in present(read_case("pull test 3 steps, retropulsion", VOCABULARY))
