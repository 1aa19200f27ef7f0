"""Cases are decided in two questions, by every reading that applies."""

import time
from pathlib import Path

import pytest

from rules.necessity import NecessityResult, Status, determine
from rules.readings import load_readings
from understand.case import Case, Finding, Presence, Span
from understand.payers import load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
MARKS: dict[str, Presence] = {"-": "absent", "?": "uncertain", "<": "historical", "~": "present"}
SKILLED_BALANCE = "balance_static do_balance_training skill_facilitation function_limitation"
SKILLED_PROPRIOCEPTION = "proprioception_deficit do_proprioceptive_training skill_feedback function_limitation"


def case(findings: str) -> Case:
    """A case from finding ids; "-id" is absent, "?id" uncertain, "<id" of the past, "~id" only read by meaning."""
    read = []
    for position, word in enumerate(findings.split()):
        name, place = word.lstrip("-?<~"), Span(position, position + 1, word)
        read.append(Finding(name, MARKS.get(word[0], "present"), place, by_meaning=word[0] == "~"))
    return Case(tuple(read))


def decide(findings: str, payer: str | None = None) -> NecessityResult:
    return determine(case(findings), BOOK, PAYERS, payer)


@pytest.mark.parametrize(
    ("findings", "payer", "status"),
    [
        pytest.param(f"dx_stroke {SKILLED_BALANCE}", "medicare-cgs", "supported", id="balance-for-cgs"),
        pytest.param(f"dx_ankle_sprain {SKILLED_BALANCE}", None, "depends_on_payer", id="orthopedic-balance-no-payer"),
        pytest.param(f"dx_stroke {SKILLED_BALANCE}", None, "depends_on_payer", id="stroke-balance-no-payer"),
        pytest.param(f"dx_stroke {SKILLED_BALANCE}", "tricare", "depends_on_payer", id="payer-without-findings"),
        pytest.param(f"{SKILLED_BALANCE} maintenance", "medicare", "supported", id="skilled-maintenance-medicare"),
        pytest.param(f"{SKILLED_BALANCE} maintenance", "bcbs-ks", "not_supported", id="maintenance-kansas"),
        pytest.param(f"{SKILLED_BALANCE} maintenance", None, "depends_on_payer", id="maintenance-any-payer"),
        pytest.param(SKILLED_PROPRIOCEPTION, None, "depends_on_payer", id="proprioception-readings-differ"),
        pytest.param(SKILLED_PROPRIOCEPTION, "medicare-noridian", "supported", id="proprioception-skill-test-only"),
        pytest.param(SKILLED_PROPRIOCEPTION, "medicare-cgs", "supported", id="a-purpose-of-the-code"),
        pytest.param(
            "muscle_activation_deficit do_motor_control_training skill_cueing function_limitation",
            "medicare-cgs", "insufficient_information", id="not-one-of-seven",
        ),
        pytest.param(SKILLED_BALANCE, "aetna", "depends_on_payer", id="aetna-wording-unseen"),
        pytest.param("dx_cervicalgia", "aetna", "insufficient_information", id="aetna-nothing-documented"),
        pytest.param(SKILLED_BALANCE, "kaiser", "depends_on_payer", id="payer-without-a-reading"),
        pytest.param("dx_parkinson", None, "insufficient_information", id="diagnosis-alone"),
        pytest.param("pain dx_chronic_pain", None, "insufficient_information", id="pain-alone"),
        pytest.param("balance_deficit do_balance_training", "medicare-cgs", "insufficient_information", id="no-skill"),
        pytest.param("?balance_deficit", None, "insufficient_information", id="rule-out-is-no-finding"),
        pytest.param("do_strengthening for_strength dx_stroke", None, "not_supported", id="strength-after-stroke"),
        pytest.param("do_stretching spasm tightness for_rom", None, "not_supported", id="stretching"),
        pytest.param("do_gait_training for_gait dx_stroke", None, "not_supported", id="walking-pattern"),
        pytest.param("pain spasm for_pain_relief do_manual_therapy", None, "not_supported", id="pain-relief"),
        pytest.param("pain -balance_deficit -coordination_deficit", None, "not_supported", id="elements-normal"),
        pytest.param(f"{SKILLED_BALANCE} by_aide", "medicare", "not_supported", id="aide"),
        pytest.param(f"{SKILLED_BALANCE} do_group", None, "not_supported", id="group"),
        pytest.param(f"{SKILLED_BALANCE} do_aquatic", "medicare-cgs", "not_supported", id="water"),
        pytest.param(f"{SKILLED_BALANCE} by_chiropractor", "medicare", "not_supported", id="chiropractor-medicare"),
        pytest.param(f"{SKILLED_BALANCE} by_chiropractor", None, "depends_on_payer", id="chiropractor-any-payer"),
        pytest.param(f"{SKILLED_BALANCE} by_student", "medicare-cgs", "not_supported", id="student"),
        pytest.param("dx_bppv do_canalith", None, "not_supported", id="epley"),
        pytest.param("do_wellness for_wellness balance_deficit", None, "not_supported", id="wellness"),
        pytest.param("unskilled_reminders balance_deficit", "medicare-ngs", "not_supported", id="reminders"),
        pytest.param("do_balance_training unskilled_repetition", "medicare-noridian", "not_supported", id="repetition"),
        pytest.param(
            "vestibular_deficit balance_deficit do_gaze_stabilization skill_cueing function_goal",
            "medicare-ngs", "not_supported", id="gaze-drills-alone-ngs",
        ),
        pytest.param(
            "reflex_loss vibration_loss burning_pain do_balance_training skill_guarding function_goal",
            "medicare-cgs", "supported", id="neuropathy-signs",
        ),
    ],
)  # fmt: skip
def test_a_case_has_the_status_that_its_sources_give(findings: str, payer: str | None, status: Status) -> None:
    """Findings, purpose, skill and payer decide; a diagnosis alone never does."""
    assert decide(findings, payer).status == status


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ("do_strengthening", "97110"), ("do_stretching", "97110"), ("do_endurance", "97110"),
        ("do_gait_training", "97116"), ("do_functional_activity", "97530"), ("do_manual_therapy", "97140"),
        ("do_massage", "97124"), ("concurrent do_balance_training", "97150"), ("do_canalith", "95992"),
        ("do_estim_attended", "97032"), ("do_estim_unattended", "G0283"), ("do_education", "97535"),
        ("do_aquatic", "97113"), ("do_sensory_integration", "97533"), ("do_pelvic_biofeedback", "90912"),
    ],
)  # fmt: skip
def test_the_right_code_is_named_from_what_was_done(findings: str, code: str) -> None:
    """Work that is not 97112 names the code that it is."""
    result = decide(findings)
    assert result.status == "not_supported"
    assert code in [alternative.code for alternative in result.alternatives]


def test_the_two_questions_are_answered_apart() -> None:
    """Skilled work under the wrong code, and the right code without skill, are told apart."""
    aide = decide(f"{SKILLED_BALANCE} by_aide", "medicare")
    strength = decide("do_strengthening skill_cueing function_goal", "medicare")
    assert (aide.code_fit, aide.skilled_need) == ("supported", "not_supported")
    assert (strength.code_fit, strength.skilled_need) == ("not_supported", "supported")


def test_every_diagnosis_gives_way_to_the_purpose() -> None:
    """Strengthening alone is not supported, whatever the diagnosis."""
    diagnoses = [name for name in BOOK.labels if name.startswith("dx_")]
    assert {decide(f"{dx} do_strengthening for_strength").status for dx in diagnoses} == {"not_supported"}


def test_the_seed_case_lacks_information_and_a_screen() -> None:
    """Neck pain with arm tingling: not enough said, the screen is asked for, the published answer is shown."""
    result = decide("dx_cervicalgia pain headache paresthesia flag_bilateral_arm")
    assert result.status == "insufficient_information"
    assert [flag.id for flag in result.red_flags] == ["arm-symptoms-without-screen"]
    assert "97110" in [alternative.code for alternative in result.alternatives]
    assert result.source_views
    assert result.conflicts
    advice = " ".join(item.text for item in result.would_change)
    assert "payer" in advice
    assert "craniocervical flexion test" in advice


def test_an_urgent_sign_is_flagged_whatever_the_code() -> None:
    """A cord sign is urgent and stands before what is only to be screened."""
    result = decide("dx_cervicalgia paresthesia flag_hoffmann do_balance_training")
    assert [flag.level for flag in result.red_flags] == ["urgent", "screen"]


def test_a_sign_that_a_known_condition_explains_is_no_alarm() -> None:
    """Clonus after a stroke is expected; with neck pain it is a cord sign again."""
    assert decide("dx_stroke flag_clonus").red_flags == ()
    assert decide("dx_stroke dx_cervicalgia flag_clonus").red_flags[0].level == "urgent"


def test_a_denied_or_past_sign_raises_no_flag() -> None:
    """What is stated absent or long past is no red flag; what is only asked about wants an answer."""
    assert decide("-flag_saddle_anesthesia <flag_stroke_signs").red_flags == ()
    assert [f.level for f in decide("?flag_hoffmann").red_flags] == ["screen"]


def test_a_screen_that_was_done_is_not_asked_for() -> None:
    """With the neurological screen recorded, no screen is missing."""
    assert decide("dx_cervicalgia paresthesia neuro_screen_normal").red_flags == ()


def test_missing_facts_come_with_their_source() -> None:
    """Each missing fact says what to document, and cites why."""
    advice = decide("dx_cervicalgia", "medicare-cgs").would_change
    assert advice
    assert all(item.text and item.cites for item in advice)


def test_more_facts_of_the_right_kind_change_the_result() -> None:
    """What would change the result does change it."""
    assert decide("balance_deficit do_balance_training", "medicare-ngs").status == "insufficient_information"
    assert decide("balance_deficit do_balance_training skill_cueing falls", "medicare-ngs").status == "supported"


def test_the_same_case_always_gives_the_same_result() -> None:
    """Deciding is pure: equal input, equal output."""
    assert decide(SKILLED_BALANCE, "medicare") == decide(SKILLED_BALANCE, "medicare")


def test_a_decision_takes_under_five_milliseconds() -> None:
    """The best of several runs, so that a busy machine does not decide."""
    seen = case(f"dx_stroke falls {SKILLED_BALANCE}")
    runs = []
    for _ in range(15):
        started = time.perf_counter()
        determine(seen, BOOK, PAYERS)
        runs.append(time.perf_counter() - started)
    assert min(runs) < 0.005


def test_payers_side_by_side_are_decided_together():
    """One that accepts and one that does not make it depend on the payer; one not seen leaves it open."""
    beside = determine(case(f"dx_stroke {SKILLED_BALANCE}"), BOOK, PAYERS, None, ("medicare-cgs", "medicare-palmetto"))
    assert beside.status == "supported"
    assert beside.accepting == ("CGS Administrators", "Palmetto GBA")
    unseen = determine(case(f"dx_stroke {SKILLED_BALANCE}"), BOOK, PAYERS, None, ("medicare-cgs", "aetna"))
    assert (unseen.status, unseen.unseen) == ("depends_on_payer", ("aetna",))


def test_the_cause_that_ends_the_matter_comes_first() -> None:
    """Who did it comes before how many were treated, and that before what it was for."""
    result = decide("do_strengthening for_strength do_group by_aide")
    assert [exclusion.id for exclusion in result.exclusions][:2] == ["aide", "group"]
    assert result.alternatives == ()
    assert [a.code for a in decide("do_strengthening for_strength do_group").alternatives] == ["97150"]


@pytest.mark.parametrize(
    "findings", ["do_strengthening by_aide", "do_stretching by_caregiver", "do_group for_wellness"]
)
def test_no_code_is_offered_for_what_is_no_therapy(findings: str) -> None:
    """An aide's or a caregiver's work and wellness are billable under no code, and it is said why."""
    result = decide(findings)
    assert result.status == "not_supported"
    assert result.alternatives == ()
    assert result.no_code


def test_needling_and_cupping_are_no_manual_therapy() -> None:
    """They are read as hands-on work, but no code is named for them."""
    needled = Finding("do_manual_therapy", "present", Span(0, 11, "dry needling"))
    result = determine(Case((needled,)), BOOK, PAYERS)
    assert [exclusion.id for exclusion in result.exclusions] == ["needling-or-cupping"]
    assert result.alternatives == ()


def test_work_without_a_code_leaves_other_work_of_the_visit_its_own() -> None:
    """Massage beside cupping is still 97124, and it comes first; cupping is not called manual therapy."""
    cupped = Finding("do_manual_therapy", "present", Span(13, 20, "cupping"))
    massaged = Finding("do_massage", "present", Span(0, 7, "massage"))
    result = determine(Case((massaged, cupped)), BOOK, PAYERS)
    assert [exclusion.id for exclusion in result.ending] == ["massage", "needling-or-cupping"]
    assert [alternative.code for alternative in result.alternatives] == ["97124"]
    assert result.no_code == ""


def test_a_score_is_a_measure_and_no_effect_on_function() -> None:
    """A failing Berg shows the impairment; what the person cannot do is asked for."""
    scored = "balance_deficit measure_berg do_balance_training skill_guarding"
    assert decide(scored, "medicare-cgs").status == "insufficient_information"
    assert decide(f"{scored} function_limitation", "medicare-cgs").status == "supported"


def test_what_is_impaired_is_no_evidence_of_its_retraining() -> None:
    """Facilitation of high tone is retraining; the tone itself is not quoted for it."""
    result = decide("tone_high skill_facilitation function_limitation", "medicare-cgs")
    criteria = {c.id: c for c in result.readings[0].criteria}
    assert criteria["retraining"].status == "met"
    assert [f.id for f in criteria["retraining"].evidence] == ["skill_facilitation"]


def test_a_purpose_alone_is_no_retraining() -> None:
    """A purpose says why, not what was done."""
    result = decide("balance_deficit for_balance falls", "medicare-cgs")
    criteria = {c.id: c for c in result.readings[0].criteria}
    assert criteria["retraining"].status == "not_documented"


def test_a_denied_limit_of_function_is_not_met() -> None:
    """What the case denies is not unknown; a goal of function still counts."""
    posture = "posture_deficit do_postural_training skill_feedback -function_limitation"
    assert decide(posture).status == "not_supported"
    assert decide(f"{posture} function_goal").status != "not_supported"


def test_what_was_only_guessed_does_not_undo_a_case_that_tells_all() -> None:
    """A clause that is merely like one of a group leaves a whole case as it is; in words it decides."""
    whole = f"dx_stroke {SKILLED_BALANCE}"
    assert decide(f"{whole} do_group", "medicare-cgs").status == "not_supported"
    assert decide(f"{whole} ~do_group", "medicare-cgs").status == "supported"


def test_what_was_only_guessed_decides_where_little_else_is_told() -> None:
    """Where the case does not tell what the code asks for, what a clause is like is the best there is."""
    assert decide("dx_stroke ~do_group").status == "not_supported"
