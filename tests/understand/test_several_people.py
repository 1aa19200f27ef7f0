"""Who is treated, who treats, and who only says so."""

from pathlib import Path

import pytest

from understand.findings import read_findings
from understand.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def presence_of(text: str) -> dict[str, str]:
    return {finding.id: finding.presence for finding in read_findings(text, VOCABULARY)}


@pytest.mark.parametrize(
    "text",
    [
        "97032 and 97112 at the same time like estim on the quad while he does step ups",
        "can i bill 97112 and 97140 at the same time",
        "cued him at the same time",
        "97112 with 2 PTAs together 30 min",
        "i had two assistants treating him together",
        "2 people needed to hold him during balance training",
        "two therapists side by side held her on the foam",
    ],
)
def test_two_codes_or_two_who_treat_are_no_two_patients(text: str) -> None:
    assert "concurrent" not in presence_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "had another patient at the same time",
        "treating two patients at the same time with 97112",
        "husband and wife both were treated at the same time",
        "2 pts at same time",
        "2 people on foam",
        "saw 3 together on the mat",
    ],
)
def test_two_patients_are_read(text: str) -> None:
    assert presence_of(text)["concurrent"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "insurance stopped pt saying he met his goals, can they just do that",
        "my father was cut off pt because goals met but he is still falling",
        "they ended moms therapy because goals were met",
        "the plan denied more visits stating goals achieved",
        "insurance says mom reached her goals but she still falls",
    ],
)
def test_an_insurers_reason_is_no_fact(text: str) -> None:
    assert presence_of(text)["goals_met"] == "uncertain"


@pytest.mark.parametrize("text", ["we discharged him because goals were met", "she met her goals, insurance stopped"])
def test_goals_that_were_met_are_a_fact(text: str) -> None:
    assert presence_of(text)["goals_met"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "my father was cut off pt because goals met but he is falling",
        "humana cut her off saying met goals, still falls",
    ],
)
def test_what_still_is_so_ends_the_insurers_words(text: str) -> None:
    assert presence_of(text)["falls"] == "present"


def test_running_exercises_is_no_activity_that_is_limited() -> None:
    """An aide who runs a drill does not do a patient's errands; a daughter who runs them does."""
    assert "function_limitation" not in presence_of("can pt aide run the balance exercises while im charting")
    assert presence_of("daughter runs errands for her")["function_limitation"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "compliance officer at a 6 clinic group, what should i sample",
        "sampled 30 charts from the group",
        "we are an ortho group with 9 locations",
        "medical group practice",
        "our group has 6 clinics",
        "group of physician owned clinics",
        "the whole pt group uses one template",
        "ortho group with 12 therapists",
    ],
)
def test_a_firm_of_several_clinics_is_no_group_of_patients(text: str) -> None:
    assert "do_group" not in presence_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "clinic group therapy on fridays",
        "in a group of four residents",
        "parkinsons group at our clinic, 97112 for each?",
        "hospital group class for falls",
        "did balance with the group",
    ],
)
def test_a_group_that_is_treated_is_one_wherever_it_meets(text: str) -> None:
    assert presence_of(text)["do_group"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "dad fell 3 times this year",
        "my mom had a stroke and fell twice",
        "hi, my wife keeps falling",
        "grandma has parkinsons and fell",
    ],
)
def test_the_relative_with_whom_a_text_opens_is_the_one_it_asks_about(text: str) -> None:
    assert all(finding.subject == "patient" for finding in read_findings(text, VOCABULARY))


@pytest.mark.parametrize(
    "text",
    [
        "pt's mother fell last year",
        "patient is dizzy; father had parkinsons",
        "his wife had a stroke",
        "mother had MS",
        "his dad died of a stroke and mother has pancreatic cancer",
    ],
)
def test_a_relative_named_beside_a_patient_is_somebody_else(text: str) -> None:
    assert any(finding.subject == "other" for finding in read_findings(text, VOCABULARY))


def test_a_trip_is_trained_only_where_training_is_told() -> None:
    assert "do_perturbation" not in presence_of("trips")
    assert "do_perturbation" not in presence_of("two trips to the bathroom with cga")
    assert "do_perturbation" in presence_of("trip training with a harness")
    assert "do_perturbation" in presence_of("treadmill trips")


def test_leaning_to_one_side_is_a_lost_control_of_posture() -> None:
    assert "postural_control_deficit" in presence_of("stroke, leans left")
    assert "postural_control_deficit" in presence_of("lists to the right in the chair")
    assert "postural_control_deficit" not in presence_of("sitting leans left and right with cues")
