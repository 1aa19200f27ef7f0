"""Who was there, where the therapist was, what the work is called and how the course went, in small words."""

from pathlib import Path

import pytest

from understand.findings import read_case
from understand.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def found(text: str) -> frozenset[str]:
    return read_case(text, VOCABULARY).present()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("mom was in room holding toys, does that matter", "family_present"),
        ("dad was doing the counting part", "family_present"),
        ("wife sat in the session watching", "family_present"),
        ("his son held the ball for us", "family_present"),
        ("daughter asks can she do it at home and do we bill that", "helper_at_home"),
        ("her husband wants to practice it with her at home", "helper_at_home"),
        ("15 of it was at same time as the OT was in there too", "second_therapist"),
        ("no ot was only there first 15", "second_therapist"),
        ("cotreat with the slp 30 min", "second_therapist"),
        ("me and the OT together", "second_therapist"),
        ("pt (the therapist) was in the building not in room", "therapist_elsewhere"),
        ("ot was out that day. on phone tho", "therapist_elsewhere"),
        ("the supervising PT was at the other clinic", "therapist_elsewhere"),
        ("what if i call it motor control", "called_otherwise"),
        ("can we just label it balance", "called_otherwise"),
        ("he isnt getting better just not worse", "progress_none"),
        ("he isnt getting better just not worse", "maintenance"),
        ("shes holding her own", "maintenance"),
        ("rehab tech ran the last set", "by_aide_part"),
        ("pt aide threw the ball", "by_aide_part"),
        ("8 minutes me 14 the tech", "by_aide_part"),
        ("tech stood on the other side of her", "by_aide_part"),
        ("his wife was calling out the counts", "family_present"),
        ("neighbor lady drove him and watched", "family_present"),
        ("mom will keep doing it at home w him", "helper_at_home"),
        ("the slp joined the last ten", "second_therapist"),
        ("hes been the same for 2 months", "progress_none"),
        ("plus scifit 8 min to warm up", "do_endurance"),
    ],
)
def test_who_was_there_and_how_it_goes_is_read(text: str, id: str) -> None:
    assert id in found(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("i did estim to wrist extensors same time", "concurrent"),
        ("estim at the same time as the weight bearing", "concurrent"),
        ("15 of it was at same time as the OT", "concurrent"),
        ("mom has PD", "family_present"),
        ("wife watches her on the stairs", "family_present"),
        ("lives with daughter", "family_present"),
        ("falls at home, daughter does the cooking at home", "helper_at_home"),
        ("pt was out of breath", "therapist_elsewhere"),
        ("poor balance, OT eval pending", "second_therapist"),
        ("what if i call it motor control", "do_motor_control_training"),
        ("pain is not worse with neck motion", "maintenance"),
        ("rehab aide did 20 min of balance board", "maintenance"),
    ],
)
def test_near_it_nothing_is_read(text: str, id: str) -> None:
    assert id not in found(text)


def test_another_patient_at_a_machine_did_none_of_the_work() -> None:
    """The bike is the other patient's."""
    present = found("the therapist had another patient on the bike next to him, rest 1on1 balance training")
    assert {"concurrent", "one_on_one", "do_balance_training"} <= present
    assert "do_endurance" not in present


@pytest.mark.parametrize(
    "text",
    [
        'translate "neuromuscular reeducation" into spanish for a handout',
        "how do you say neuromuscular reeducation in plain words for a patient handout",
        "write me a one line patient handout explaining neuro re-ed",
    ],
)
def test_a_paper_that_is_wanted_is_no_teaching(text: str) -> None:
    assert not found(text)


def test_a_paper_that_was_given_is_teaching() -> None:
    assert "do_education" in found("gave her a posture handout and went over it 8 min")


@pytest.mark.parametrize("text", ["BPPV maneuver 10 min and then 15 of gaze stuff", "epley then vor stuff 15 min"])
def test_gaze_work_told_loosely_is_gaze_work(text: str) -> None:
    assert "do_gaze_stabilization" in found(text)
