"""Diagnoses and operations as people say them, and words that only look like findings."""

from pathlib import Path

import pytest

from understand.findings import read_findings
from understand.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def presence_of(text: str) -> dict[str, str]:
    return {finding.id: finding.presence for finding in read_findings(text, VOCABULARY)}


@pytest.mark.parametrize(
    ("text", "diagnosis"),
    [
        ("got a new knee in march", "dx_knee_replacement"),
        ("knee replaced 6 wks ago", "dx_knee_replacement"),
        ("had her hip swapped out", "dx_hip_replacement"),
        ("hip pinned in june", "dx_hip_fracture"),
        ("broke his hip", "dx_hip_fracture"),
        ("her ankle was plated, broken ankle", "dx_ankle_fracture"),
        ("cuff strain", "dx_rotator_cuff"),
        ("rear ended in may", "dx_whiplash"),
        ("L4-5 disc", "dx_lumbar_radiculopathy"),
        ("knee scope last month", "dx_surgical_aftercare"),
        ("flexor tendon repair", "dx_elbow_hand"),
        ("leaks when she coughs", "dx_pelvic_floor"),
        ("T6 para", "dx_sci"),
        ("inner ear nerve damage, vestibular nerve inflamed", "dx_vestibular_hypofunction"),
    ],
)
def test_lay_words_name_the_diagnosis(text: str, diagnosis: str) -> None:
    """What was done to a joint, or broke, stands for the diagnosis."""
    assert presence_of(text).get(diagnosis) == "present"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("steps over pool noodles", "do_aquatic"),
        ("the gym teacher sits him out", "do_wellness"),
        ("charted across the gym", "do_wellness"),
        ("IT band is sore", "do_strengthening"),
        ("his fist curls into the palm", "do_strengthening"),
        ("a flat palm under the scapula", "progress_plateau"),
        ("4 of 5 landings stuck", "stiffness"),
        ("husband does her buttons", "by_caregiver"),
        ("the aides at home feed her", "by_aide"),
        ("waits for the kid", "for_function"),
        ("she has met the therapist twice", "do_manual_therapy"),
        ("long strokes down the back", "dx_stroke"),
        ("takes the back roads", "skill_described"),
        ("his big toe drags", "do_motor_control_training"),
    ],
)
def test_a_word_in_another_sense_is_no_finding(text: str, finding: str) -> None:
    """The words around it show the other sense."""
    assert finding not in presence_of(text)


@pytest.mark.parametrize(
    "text",
    [
        'Their medical director: "scapular exercises are strengthening, bill 97110".',
        "The reviewer wrote that it should be stretching.",
        "According to the insurer, the work was just strengthening.",
    ],
)
def test_what_a_reviewer_claims_is_not_what_was_done(text: str) -> None:
    """A claim is doubted; what the record shows is not."""
    assert "present" not in {presence_of(text).get(name) for name in ("do_strengthening", "do_stretching")}
    assert presence_of("The reviewer says the log shows leg press 3x12.")["do_strengthening"] == "present"


def test_a_question_that_is_answered_no_is_denied() -> None:
    """ "Stretching? no" says that none was done, and a question without its answer denies nothing."""
    assert presence_of("Hamstring stretch? no - graded reach instead")["do_stretching"] == "absent"
    assert presence_of("Can we bill stretching? No balance test on file").get("do_stretching") != "absent"
