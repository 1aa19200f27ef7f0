"""What an insurer, a reviewer, an employer's doctor or the other side says is no finding of the record."""

from pathlib import Path

import pytest

from understand.contentions import without_contentions
from understand.findings import read_findings
from understand.vocabulary import load_vocabulary
from understand.words import split_words

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def presence_of(text: str) -> dict[str, str]:
    return {finding.id: finding.presence for finding in read_findings(text, VOCABULARY)}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Employer doc says maintenance only.", "maintenance"),
        ("QIC decision: same exercises repeated, no skill.", "unskilled_repetition"),
        ("Per the adjuster, the same exercises were repeated every visit.", "unskilled_repetition"),
        ("The work comp insurer's doctor believes it's only strengthening.", "do_strengthening"),
        ("Husband's insurance says it is only strengthening.", "do_strengthening"),
        ("Her auto insurer's chiro reviewer says she plateaued.", "progress_plateau"),
        ("IME says she has no balance deficit.", "balance_deficit"),
        ("Denied as strengthening.", "do_strengthening"),
        ("Humana denied it: strengthening only.", "do_strengthening"),
        ("Opposing counsel argues it was leg press.", "do_strengthening"),
        ("Plan: wording then in force spoke of recovery from paralysis.", "nerve_palsy"),
        ("Their policy only covers stroke.", "dx_stroke"),
        ("the bulletin requires parkinsons or ms", "dx_parkinson"),
        ("old cpb wording said poor balance after a stroke", "balance_deficit"),
        ("LCD lists poor balance", "balance_deficit"),
    ],
)
def test_what_somebody_with_an_interest_says_is_neither_met_nor_excluded(text: str, finding: str) -> None:
    assert finding in VOCABULARY.terms
    assert presence_of(text).get(finding) not in {"present", "absent"}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Reviewer says it is skilled but the chart shows leg press 3x12 for strength.", "do_strengthening"),
        ("The insurer denied it. Note: leg press 3x12.", "do_strengthening"),
        ("Insurer says only strengthening, pt has poor balance", "balance_deficit"),
        ("Carrier: no neuro dx so 97112 out. Clinic: poor balance", "balance_deficit"),
        ("Progress note says plateaued for 3 months.", "progress_plateau"),
        ("MAC denied: peroneal nerve palsy, foot drop, poor balance", "balance_deficit"),
        ("Medicare pt, poor balance, the plan: tandem on foam", "balance_deficit"),
        ("the policy requires a score, hers is berg 38, poor balance", "balance_deficit"),
        ("does the lcd cover this, poor balance after TKA", "balance_deficit"),
    ],
)
def test_what_the_record_shows_stays(text: str, finding: str) -> None:
    assert presence_of(text)[finding] == "present"


def test_a_patient_who_denies_is_no_payer_who_denies() -> None:
    assert presence_of("Patient denies falls, dizziness or numbness").get("dizziness") != "present"
    assert presence_of("MAC denied: toe drags, ataxia")["ataxia"] == "present"


def test_the_insurers_chiropractor_treats_nobody() -> None:
    assert "by_chiropractor" in VOCABULARY.terms
    assert "by_chiropractor" not in presence_of("insurer's chiro says degenerative")
    assert presence_of("chiro treats her for poor balance")["by_chiropractor"] == "present"


def test_blanks_take_the_place_of_a_contention() -> None:
    text = "UHC's nurse calls it general conditioning. Note: tandem on foam"
    blanked = without_contentions(text, split_words(text), VOCABULARY)
    assert len(blanked) == len(text)
    assert blanked.strip(" .") == "Note: tandem on foam"


def test_a_title_is_no_disease_and_work_set_apart_is_not_the_work() -> None:
    assert "dx_ms" not in presence_of("Ms. [name] 102 y.o. SLS 3 s")
    assert presence_of("Ms. [name] has MS")["dx_ms"] == "present"
    found = read_findings("foam with cues, separate 15 min from the cuff strengthening", VOCABULARY)
    assert {finding.id: finding.apart for finding in found}["do_strengthening"]


def test_who_carries_letters_contends_nothing() -> None:
    assert presence_of("mail carrier says his balance is worse")["balance_deficit"] == "present"
    assert presence_of("the carrier says his balance is worse")["balance_deficit"] == "uncertain"


def test_who_writes_at_the_head_contends_nothing() -> None:
    """A role and a colon at the head name who asks; what opens as a contention stays one."""
    assert presence_of("Reviewer: DNF training, cueing to avoid SCM")["skill_cueing"] == "present"
    assert presence_of("nurse reviewer: stroke, cant dress")["dx_stroke"] == "present"
    assert presence_of("Reviewer: no balance deficit shown.")["balance_deficit"] == "uncertain"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('planks 3x10, clinic owner says "its motor control so 97112"', "do_motor_control_training"),
        ("leg press 3x10, my boss calls it balance training", "do_balance_training"),
        ("boss wants it called motor control. leg curls 3x12", "do_motor_control_training"),
        ("hamstring curls 3x10, biller put it down as kinesthetic training", "do_proprioceptive_training"),
        ("rows 3x10, coworker says its postural training", "do_postural_training"),
    ],
)
def test_what_somebody_of_the_house_calls_the_work_was_not_done_by_that(text: str, finding: str) -> None:
    assert presence_of(text)[finding] == "uncertain"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("denied as not neuro, knee OA w poor balance, balance training", "balance_deficit"),
        ("they denied it as not skilled, stroke, poor sitting balance", "balance_deficit"),
        ("carrier denied as maintenance, berg 38 to 44, poor balance", "balance_deficit"),
        ("boss calls it motor control, bridges 3x12 for strength", "do_strengthening"),
        ("supervisor said so, I did balance training on foam", "do_balance_training"),
    ],
)
def test_a_contention_ends_where_a_case_begins(text: str, finding: str) -> None:
    assert presence_of(text)[finding] == "present"


def test_a_list_of_reasons_is_contended_to_its_end() -> None:
    found = presence_of("reviewer says only strengthening, no balance deficit, maintenance")
    assert found["balance_deficit"] == found["maintenance"] == "uncertain"
