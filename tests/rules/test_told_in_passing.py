"""What is told in passing decides no case: a tool not used, a credential, a bone, a score without a comma."""

from pathlib import Path

import pytest

from rules.necessity import NecessityResult, determine
from rules.readings import load_readings
from understand.findings import read_case
from understand.payers import load_payers
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
VOCABULARY = load_vocabulary(CORPUS)


def decided(question: str, payer: str | None = None) -> NecessityResult:
    return determine(read_case(question, VOCABULARY), BOOK, PAYERS, payer)


@pytest.mark.parametrize(
    "question",
    [
        # a tool that was not used
        "no estim used, foam balance w cues 20 min, SLS 2 sec, falls",
        "no bosu today, tandem w tactile cues at the pelvis 15 min, berg 35, cant get in the tub",
        "didnt use the biofeedback unit, palpation and verbal cues to let the pelvic floor drop 20 min, dyssynergia, "
        "strains 30 min a day",
        "without the mirror today, guided reaching with tactile cues 15 min, dysmetria R arm, spills coffee",
        "pt declined e-stim. tib ant facilitation w tapping in stance, foot drop, catches toe on stairs",
        "never got to the stairs, did foam perturbations w CGA and cues, falls x2, FGA 17, cant take out trash",
        "no sensor no emg, palpation + cues to drop the pelvic floor, dyssynergia, strains 30 min daily",
        # cues that are skill
        "PD, minibest 13, falls. stepping practice, cues to use bigger steps sideways over a line, 20 min",
        "imbalance, cant stand to shower, foam w head movement and cues to use ankles 18 min",
        "PD, freezes in doorways, cues to take bigger steps and weight shift before turns, 24 min, minibest 15, falls",
        # a number and a verb
        "cva pt, berg 31 falls, 20 min weight shift with manual cues",
        "TUG 24 falls in kitchen, 20 min weight shift w cues",
        "SLS R 5 sec L 22 sec, trips on curbs, foam 12 min w cues",
        "ankle, SLS 8 sec on the bad side 25 sec other side, trips on curbs, wobble board w me cueing the foot",
        # function and skill in plain words
        "CRPS hand. laterality 60% correct, wont pick up a fork w it. 25 minutes GMI then mirror box, cueing each step",
        "stroke ataxia, spills cup, 24 min hands on PNF for reach",
    ],
)
def test_a_case_with_all_of_it_is_not_refused(question: str) -> None:
    """Element, retraining, skill and function are told; what else is said takes none of it away."""
    assert decided(question).status == "depends_on_payer"


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        (
            "fabricated resting hand orthosis and went over wear schedule, neuro code since its for tone",
            "orthotic",
        ),
        ("18 min biodex isokinetics, 97112?", "strengthening"),
        ("biodex quads/hams 60 and 180 deg/s 3 sets, 18 min", "strengthening"),
        ("zone 2 flexor tendon wk 5 place and hold, blocking, passive flexion 15 min", "stretching"),
        ("6yo sensory seeker. swing, lycra, brushing", "sensory-integration"),
        ("denneroll and wedge lying there 10 min, forward head 3cm on xray", "passive-positioning"),
        ("knee guy did balance on foam while i finished my notes 15 min, SLS 5 vs 20", "charting"),
        ("went over the same home exercises 15 min nothing new, 97112", "repetition"),
        ("cues to use call light and grab bar, dementia, 20 min", "supervision"),
        ('posture "forward head, rounded shoulders" only, wall angels & rows', "strengthening"),
    ],
)
def test_work_of_another_code_is_known_by_its_things(question: str, rule: str) -> None:
    """The trade's own words name the work as well as its title does."""
    assert rule in {exclusion.id for exclusion in decided(question).exclusions}


@pytest.mark.parametrize(
    "question",
    [
        "biodex balance system LOS training w feedback 15 min, berg 35, falls at church",
        "in the AFO, facilitated weight shift and tandem w cues 20 min, berg 38, trips on carpet",
        "JPE 7 deg, cant turn to back out the car, laser head relocation w feedback 15 min then denneroll 5 min",
        "berg 37, falls. foam w tactile cues and guarding 20 min, i charted while she rested",
        "same home exercises 5 min then perturbation w guarding 20 min, berg 38, falls in hall",
        "power chair tilt 30 deg, Aetna wont touch it. berg 38, foam w cues, falls in hall",
        "wall angels w tactile cues to keep ribs down, poor posture control, cant sit at desk, 15 min",
    ],
)
def test_the_same_things_beside_retraining_end_nothing(question: str) -> None:
    """A thing of another trade does not undo what was retrained with skill."""
    assert not decided(question).exclusions


@pytest.mark.parametrize(
    "credential",
    [
        "PT, OCS, ATC here.",
        "ATC/DPT here.",
        "I'm a PT and ATC.",
        "physical therapist and certified athletic trainer,",
    ],
)
def test_a_therapist_with_a_second_credential_is_a_therapist(credential: str) -> None:
    """The letters behind a name tell who treats; an athletic trainer alone is none."""
    rest = "berg 33, falls in bathroom, foam w tactile cues 20 min"
    assert decided(f"{credential} {rest}", "medicare").status == "supported"
    assert decided(f"our ATC ran it. {rest}", "medicare").status == "not_supported"


@pytest.mark.parametrize(
    ("student", "status"),
    [
        ("student did it alone while i was with another pt.", "not_supported"),
        ("student PT did the drill with me in room.", "insufficient_information"),
        ("SPT did it under my direction, i was in the room and treated no one else.", "supported"),
    ],
)
def test_a_student_counts_by_what_the_therapist_did(student: str, status: str) -> None:
    """In the room is not yet directing, and a student's own service is nobody's."""
    assert decided(f"{student} balance 20 min berg 30, falls in tub, w cues", "medicare-cgs").status == status


@pytest.mark.parametrize(
    "told",
    [
        "tib plateau fx.",
        "bicondylar tibial plateau orif.",
        "Adhesive capsulitis hit a plateau in ROM.",
        "the IME was a chiropractor. PT treated.",
        "IME doctor is a chiropractor but PT did the work.",
    ],
)
def test_a_word_of_the_prose_is_no_fact_of_the_case(told: str) -> None:
    """A bone is no halt of progress, and who examines for the other side treats nobody."""
    rest = "SLS 2 s, foam perturbation with tactile cues, falls on curbs, cant use stairs"
    assert decided(f"{told} {rest}", "medicare-cgs").status == "supported"


@pytest.mark.parametrize("said", ["no balance training or coordination work was done, just nustep 20 min. berg 35"])
def test_retraining_that_was_not_done_is_denied(said: str) -> None:
    """Training of an element that is said not to have been done still speaks against the code."""
    assert decided(said).status == "not_supported"


def test_a_clumsy_hand_of_a_trained_ataxia_is_no_alarm() -> None:
    """With neck, legs or a recent change beside it the alarm stays."""
    known = "ataxia, cant button, finger to nose & rhythmic stabilization by me 24 min"
    assert not decided(known).red_flags
    assert decided(f"neck pain, {known}").red_flags
    assert decided(f"{known}, unsteady and falls more").red_flags
