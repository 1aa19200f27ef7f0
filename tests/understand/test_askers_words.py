"""What the asker says of the claim, the note and the house is no fact of the patient."""

from pathlib import Path

import pytest

from understand.case import Case
from understand.findings import read_case
from understand.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def read(text: str) -> Case:
    return read_case(text, VOCABULARY)


def told(text: str, category: str) -> set[str]:
    return {id for id in read(text).present() if VOCABULARY.category(id) == category}


@pytest.mark.parametrize(
    "text",
    [
        "what would I need to write",
        "what do i have to put in the note",
        "knee OA quad sets, boss wants neuro re-ed for everything",
        "owner wants us to bill nmr on everybody, rows",
        "need to walk my new biller through this: hip OA, clams",
        "we need to get up to 4 units per pt says corporate",
        "cant reach anybody at aetna. TKA, SLR",
    ],
)
def test_dealings_with_the_claim_limit_no_function(text: str) -> None:
    assert not told(text, "function")


@pytest.mark.parametrize(
    "text", ["can't reach the top shelf", "resident wants to walk to the bathroom", "needs to get up stairs"]
)
def test_a_patients_own_needs_are_read(text: str) -> None:
    assert told(text, "function")


@pytest.mark.parametrize(
    "text",
    [
        "KT tape to facilitate glute med",
        "taped the shoulder to inhibit upper trap",
        "cold laser on the neck 10 min",
        "class IV laser to knee",
        "does the laser count toward my minutes",
        "laser headlamp joint position error 7 deg",
    ],
)
def test_an_aim_or_a_device_is_no_skill(text: str) -> None:
    assert not told(text, "skill")


@pytest.mark.parametrize(
    "text",
    [
        "hands on pelvis to facilitate wt shift",
        "therapist to facilitate midline",
        "facilitated trunk rotation",
        "step-downs w/ laser on patella",
        "head repositioning w laser feedback",
    ],
)
def test_what_hands_did_and_what_fed_back_is_skill(text: str) -> None:
    assert told(text, "skill")


def test_absent_after_and_speaks_of_what_follows() -> None:
    assert "posture_deficit" in read("lateral shift and absent multifidus on US").present()
    assert "paresthesia" in read("numbness and tingling absent").absent()


@pytest.mark.parametrize(
    "text",
    ["my CA ran the wobble board", "adjusted C5, CA supervised the balance work", "chiro assistant did the band"],
)
def test_a_chiropractic_assistant_is_no_cancer(text: str) -> None:
    present = read(text).present()
    assert "by_aide" in present
    assert not {"flag_cancer", "dx_cancer"} & present


def test_cancer_in_two_letters_stays_cancer() -> None:
    assert "flag_cancer" in read("pt hx of CA, back pain worse at night").present()


ARM = "flag_arm_numb_and_weak"


@pytest.mark.parametrize(
    "text",
    [
        "tingling in thumb and weak wrist ext, is it C6 or CTS",
        "thumb and index numb, cant extend the wrist well, DNF work",
        "pins n needles in the pinky and weak grip",
        "numb middle finger w triceps weakness",
    ],
)
def test_one_arm_numb_and_weak_asks_for_a_screen(text: str) -> None:
    case = read(text)
    assert ARM in case.present()
    assert "dx_cts" not in case.present()


@pytest.mark.parametrize("text", ["ulnar nerve repair, numb pinky and weak pinch", "no numbness in hand, weak grip"])
def test_a_told_cause_or_a_denial_does_not(text: str) -> None:
    assert ARM not in read(text).present()


@pytest.mark.parametrize(
    "text", ["balance work on airex, hip fx, fell twice", "85 yo keeps falling, tandem and foam w cues"]
)
def test_balance_work_for_one_who_falls_hints_at_a_deficit(text: str) -> None:
    """A hint meets no criterion: the deficit is still to be measured and said."""
    hints = [finding.presence for finding in read(text).findings if finding.id == "balance_deficit"]
    assert hints == ["uncertain"]


@pytest.mark.parametrize("text", ["ankle sprain, balance work on bosu", "no falls, balance work on airex"])
def test_work_alone_hints_at_nothing(text: str) -> None:
    assert "balance_deficit" not in {finding.id for finding in read(text).findings}
