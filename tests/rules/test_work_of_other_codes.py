"""Work of neighbouring codes as it is told, and retraining that is told beside the same things."""

from pathlib import Path

import pytest

from rules.necessity import determine
from rules.readings import load_readings
from understand.findings import read_case
from understand.payers import load_payers
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
VOCABULARY = load_vocabulary(CORPUS)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("L hemi, 25 min don/doff shirt one handed and button hook. 97112?", "97535"),
        ("taught her to hook her bra and pull up slacks one handed after the stroke. 97112", "97535"),
        ("TBI can't follow a recipe. memory book and sequencing cards for making eggs. 97112?", "97129"),
        ("attention worksheets and money math with my TBI pt, 97112", "97129"),
        ("made thumb spica and checked fit. 97112?", "97760"),
        ("fabricated resting hand splint after stroke. 97112", "97760"),
        ("BKA, sock ply and donning the socket, skin check. 97112", "97760"),
        ("T10 para, manual chair: wheelies, curb drops and ramps for 30 minutes. 97112", "97542"),
        ("axial decompress table 15 min for a bulging disc. 97112?", "97012"),
        ("nmes on the quads while she squats, i ramp it myself. 97112?", "97032"),
        ("autistic boy, swing brushing & heavy work so he can tolerate circle time. 97112", "97533"),
        ("PD big steps down hallway w metronome 20 min arm swing cues. 97112", "97116"),
        ("HS + piriformis stretch and foam roll, it inhibits the tone right so neuro re ed?", "97110"),
        ("pec stretch + thoracic ext on roller 12 min for posture. 97112", "97110"),
        ("neck pain, chin tucks 10s holds 3x10 build endurance. 97112?", "97110"),
        ("edge tool on her forearm extensors and cross friction for tennis elbow. 97112", "97140"),
        ("sup to sit and rolling practice w mod assist, CVA. 97112?", "97530"),
        ("DCD boy, obstacle course w 3 other kids, i floated between. 97112", "97150"),
        ("spent 20 min talking posture with the desk worker. 97112", "97535"),
        ("stroke lady, did pants over the weak leg first then sock with the aid, half hour. 97112", "97535"),
        ("cut and shaped a hand splint, new velcro. is that neuro re-ed", "97760"),
        ("above knee amputee learned to get the socket on, counted ply. 97112", "97760"),
        ("exaggerated steps to a drumbeat around the track w PD. 97112?", "97116"),
        ("got on and off the toilet 8 times w rail, mod assist. 97112", "97530"),
        ("neck holds lying down till she shook, 8 x 15 sec. 97112", "97110"),
        ("had three others on the airex beside her, i walked the line. 97112 for every one", "97150"),
    ],
)
def test_work_of_another_code_points_there(question: str, code: str) -> None:
    """Told by things and verbs alone, without a purpose."""
    result = determine(read_case(question, VOCABULARY), BOOK, PAYERS)
    assert (result.status, code in [a.code for a in result.alternatives]) == ("not_supported", True)


@pytest.mark.parametrize(
    "question",
    [
        "poor sitting balance after L CVA, falls to the left when dressing. weight shift onto the L hip with my hand "
        "on her pelvis while she reached for her socks, faded it, so she can dress",
        "stroke, coordination poor, cannot button. button board with my hand steadying the wrist, corrected every slip",
        "Parkinson, poor dynamic balance, falls. reactive stepping in the hallway with pulls at the waist, CGA",
        "BKA, poor balance. weight shifts onto the prosthesis on foam with CGA and cues, cannot stand at the sink",
        "wheelchair user with poor sitting balance, reaches to cones with my hand on the sternum, gave less each time, "
        "cannot pick things off the floor",
        "CP, poor balance, falls. bolster swing half kneel with my hands at the pelvis cueing the weight shift",
        "neck pain, repositioning error 8 deg, can't check her blind spot. eyes shut head return to target, I told her "
        "how far off, targets closer. stretched traps 3 min first",
        "ataxia, spills her coffee. pouring beans between cups to a metronome, I damped the forearm and let go",
    ],
)
def test_retraining_beside_the_same_things_stays_retraining(question: str) -> None:
    """What was retrained and why decides, not the thing in the hand."""
    result = determine(read_case(question, VOCABULARY), BOOK, PAYERS)
    assert (result.status, result.exclusions) == ("depends_on_payer", ())


@pytest.mark.parametrize(
    "question",
    [
        "she cannot button her shirt or tie her shoes since the stroke. 97112?",
        "uses a walker and a manual wheelchair, lives with 3 other residents. 97112?",
        "wears an AFO and a wrist splint at night, unsteady. 97112?",
        "memory is poor since her TBI and she is unsteady. 97112?",
        "working on dressing goals with OT. 97112?",
        "memory book user, TBI, falls. would neuro re-ed be ok",
        "kid in a group home w 4 other kids, low tone. 97112?",
        "she stretches at home and takes a balance class, ankle sprain. 97112 appropriate?",
    ],
)
def test_what_someone_owns_or_cannot_do_rules_nothing_out(question: str) -> None:
    """It was not done in treatment."""
    result = determine(read_case(question, VOCABULARY), BOOK, PAYERS)
    assert (result.status, result.exclusions) == ("insufficient_information", ())


@pytest.mark.parametrize(
    "question",
    [
        "knee oa, recumbent bike, i checked on her between other pts, 15 min. 97112?",
        "kept an eye on him on the nustep while i worked w someone else, 20 min, 97112?",
        "he was on the treadmill while i treated another patient, 15 min. 97112?",
        "she did the bike by herself while i was with my other patients. 97112?",
    ],
)
def test_one_left_on_a_machine_is_no_group(question: str) -> None:
    """Watching somebody exercise among others is neither retraining nor group therapy."""
    result = determine(read_case(question, VOCABULARY), BOOK, PAYERS)
    assert result.status == "not_supported"
    assert "97150" not in {alternative.code for alternative in result.alternatives}
