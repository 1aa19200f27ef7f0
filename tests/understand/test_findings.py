"""Shorthand as clinicians type it, and what must be read from it."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understand.findings import merge_cases, read_case, read_findings
from understand.vocabulary import Vocabulary, load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
# Seconds: about a seventh of an answer. A quiet machine reads sixty words in 2 to 4 thousandths.
READING_SECONDS = 0.015


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The vocabulary as shipped."""
    return VOCABULARY


def said(text: str) -> dict[str, str]:
    """Finding ids and how they are meant; the strongest presence of each."""
    presences: dict[str, str] = {}
    for finding in read_findings(text, VOCABULARY):
        presences.setdefault(finding.id, finding.presence if finding.subject == "patient" else "other")
    return presences


PRESENT = [
    ("graded-by-response", "load added once sway settled", {"skill_progression"}),
    ("demand-first", "Platform speed was raised by measured steps", {"skill_progression"}),
    ("hands-on-body", "my hands at lower trunk", {"skill_facilitation"}),
    ("by-hand", "guided the scapula by hand", {"skill_facilitation"}),
    ("errors-told", "misses called out per trial", {"skill_feedback"}),
    ("helper-does", "wife buttons his shirts", {"function_limitation"}),
    ("will-not", "Will not carry laundry down the hall", {"function_limitation"}),
    ("not-firing", "VMO won't fire", {"muscle_activation_deficit"}),
    ("knee-caves", "knee caves inward on step downs", {"movement_quality_deficit"}),
    ("lost-limb", "can't tell where her foot is", {"kinesthesia_deficit"}),
    ("listing", "lists to the hemi side", {"balance_deficit"}),
    ("measured-despite-denial", "MiniBEST 14/28, no LOB today", {"balance_deficit"}),
    ("after-stroke", "72 yo s/p L CVA 6 wks, R hemi", {"dx_stroke", "weakness_neurological"}),
    ("spelled-loosely", "poor balence and propriception", {"balance_deficit", "proprioception_deficit"}),
    ("quality-before", "impaired dynamic standing balance", {"balance_dynamic", "balance_deficit"}),
    ("quality-after", "coordination is markedly impaired", {"coordination_deficit"}),
    ("problem-noun", "fine motor deficits noted", {"fine_motor_deficit", "coordination_deficit"}),
    (
        "list-after",
        "poor balance, coordination, and posture",
        {"balance_deficit", "coordination_deficit", "posture_deficit"},
    ),
    ("list-before", "balance and strength are decreased", {"balance_deficit", "strength_loss"}),
    ("tone", "hypotonic trunk, spasticity R UE MAS 2", {"tone_low", "tone_high", "measure_ashworth"}),
    (
        "neuropathy",
        "DPN, absent ankle reflexes, vib absent, burning feet",
        {"dx_polyneuropathy", "reflex_loss", "vibration_loss", "burning_pain"},
    ),
    ("foot-drop", "peroneal nerve palsy w/ foot drop", {"dx_peroneal_palsy", "foot_drop", "nerve_palsy"}),
    ("complaints", "c/o N/T, HAs, tight UTs, dec cervical ROM", {"paresthesia", "headache", "tightness", "rom_loss"}),
    (
        "back",
        "LBP, quad lag, dynamic valgus",
        {"dx_low_back_pain", "muscle_activation_deficit", "movement_quality_deficit"},
    ),
    ("scapula", "scap dyskinesis w/ overhead reach", {"motor_control_deficit"}),
    (
        "facilitated",
        "PNF D2, NDT, W/S, min A, VC/TC",
        {"do_pnf", "do_ndt", "do_balance_training", "skill_guarding", "skill_cueing"},
    ),
    ("gaze", "VOR x1, gait with head turns", {"do_gaze_stabilization", "do_vestibular_training"}),
    ("canalith", "Dix-Hallpike + R, Epley done", {"dx_bppv", "do_canalith"}),
    ("worked-on", "worked on balance w/ CGA", {"do_balance_training", "skill_guarding"}),
    ("strength-purpose", "theraband rows 3x10 to strengthen scapula", {"do_strengthening", "for_strength"}),
    (
        "balance-purpose",
        "foam stance to improve balance and coordination",
        {"do_balance_training", "for_balance", "for_coordination"},
    ),
    ("range-purpose", "exercises for strength and ROM", {"for_strength", "for_rom"}),
    ("stimulation", "NMES to quads", {"do_estim_attended"}),
    (
        "same-thing",
        "same exercises every visit, 22 visits, plateaued",
        {"unskilled_repetition", "visits_count", "progress_plateau"},
    ),
    ("who", "tech did it, then PTA, student watched", {"by_aide", "by_assistant", "by_student"}),
    ("chiropractor", "our DC bills it", {"by_chiropractor"}),
    ("home-program", "independent with HEP", {"home_program_independent"}),
    (
        "function",
        "can't reach overhead, difficulty with stairs, goal: step over tub",
        {"function_limitation", "function_goal"},
    ),
    ("wife-reports", "wife reports falls", {"falls"}),
    ("double-negation", "not without balance deficits", {"balance_deficit"}),
    ("not-normal", "reflexes not normal", {"reflex_loss"}),
    ("hypothetical", "what if the tech did it?", {"by_aide"}),
    ("maintenance", "maintenance for PD, slow decline", {"maintenance", "dx_parkinson"}),
    ("codes", "G35.A and M54.2", {"dx_ms", "dx_cervicalgia"}),
    ("bilateral", "tingling in both arms", {"flag_bilateral_arm", "paresthesia"}),
    ("pays-more", "it pays more than 97110", {"intent_upcode"}),
]


@pytest.mark.parametrize(("text", "ids"), [row[1:] for row in PRESENT], ids=[row[0] for row in PRESENT])
def test_shorthand_is_read(text: str, ids: set[str]) -> None:
    """Each phrase states its findings as present."""
    found = said(text)
    assert {id for id in ids if found.get(id) == "present"} == ids, found


NOT_PRESENT = [
    ("no-deficit", "no balance deficit", "balance_deficit", "absent"),
    ("denies", "denies falls", "falls", "absent"),
    ("denies-list", "denies falls, numbness, or dizziness", "dizziness", "absent"),
    ("without", "neck pain without paresthesia", "paresthesia", "absent"),
    ("list-of-like", "no numbness, tingling, weakness", "strength_loss", "absent"),
    ("glued-minus", "-Hoffman", "flag_hoffmann", "absent"),
    ("negative-after", "Babinski negative", "flag_babinski", "absent"),
    ("negative-list", "Hoffmann, clonus and Babinski negative", "flag_clonus", "absent"),
    ("intact", "coordination intact", "coordination_deficit", "absent"),
    ("within-limits", "proprioception WNL", "proprioception_deficit", "absent"),
    ("ruled-out", "fracture: c-spine fx ruled out", "flag_fracture", "absent"),
    ("rule-out", "r/o myelopathy", "dx_myelopathy", "uncertain"),
    ("glued-question", "?BPPV", "dx_bppv", "uncertain"),
    ("concern", "concern for cauda equina", "flag_saddle_anesthesia", "uncertain"),
    ("no-result", "Hoffmann mentioned", "flag_hoffmann", "uncertain"),
    ("history", "hx of TKA 2015", "dx_knee_replacement", "historical"),
    ("mother", "her mother has PD", "dx_parkinson", "other"),
    ("an-inability-is-no-item", "no clonus, can't stand at the stove", "function_limitation", "present"),
    ("fine-is-no-result", "loss of fine finger dexterity", "fine_motor_deficit", "present"),
    ("ground-of-a-denial", "CGS denied after week 6 because weakness needs 97110", "strength_loss", "uncertain"),
    ("bladder", "denies bowel/bladder changes", "flag_bowel_bladder", "absent"),
]


@pytest.mark.parametrize(
    ("text", "id", "presence"), [row[1:] for row in NOT_PRESENT], ids=[row[0] for row in NOT_PRESENT]
)
def test_what_is_denied_doubted_or_past_is_not_present(text: str, id: str, presence: str) -> None:
    """Negation, doubt, history and another person's facts are told apart."""
    assert said(text).get(id) == presence


SILENT = [
    ("bill-balance", "her bill balance is due", "balance_deficit"),
    ("nickname", "is neuro re-ed 97112 covered", "do_neuro_reed_unspecified"),
    ("policy-posture", "the posture of the policy changed", "posture_deficit"),
    ("gait-belt", "use a gait belt", "do_gait_training"),
    ("health-plan", "group health plan requires auth", "do_group"),
    ("payer-manual", "see the manual for 97112 rules", "do_manual_therapy"),
    ("billing-cannot", "we are unable to reach the rep at Cigna", "function_limitation"),
    ("paid", "my claim was denied, can't get paid", "function_limitation"),
    ("error-rate", "the reviewer called out errors in our notes", "skill_feedback"),
    ("number-ten", "ten visits", "do_estim_unattended"),
    ("stand-pivot", "SPT w CGA to toilet", "by_student"),
    ("aide-tried", "her aide tried it and could not", "by_aide"),
    ("front-desk", "the front desk asks", "by_aide"),
    ("but", "no numbness but balance is off", "paresthesia"),
    ("stops-at-comma", "no change, neuropathy pt", "progress_improving"),
    ("opposite-list", "no balance deficit, headache", "balance_deficit"),
    ("not-tested", "reflexes not tested", "reflex_loss"),
    ("code-number", "97112 Berg", "measure_berg"),
    ("gait-training", "gait training", "gait_deficit"),
    ("balance-training", "balance training", "balance_deficit"),
    ("insurer-denies", "Aetna denied balance training", "balance_deficit"),
    ("word-not-misspelled", "the training was straining and the ceiling was failing", "falls"),
]


@pytest.mark.parametrize(("text", "id"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_what_is_not_said_is_not_read(text: str, id: str) -> None:
    """Look-alikes state nothing."""
    assert said(text).get(id) != "present"


VALUES = [
    ("after-name", "Berg 41", "measure_berg", 41.0),
    ("fraction", "Mini-BEST 14/28", "measure_minibest", 14.0),
    ("unit", "JPE of 6.2 deg", "measure_jpe", 6.2),
    ("glued-unit", "TUG 16s", "measure_tug", 16.0),
    ("noun-between", "BESS errors 24", "measure_bess", 24.0),
    ("before-name", "scored 17/30 on the FGA", "measure_fga", 17.0),
    ("change", "Berg 38 -> 44", "measure_berg", 44.0),
    ("grade", "MAS 2", "measure_ashworth", 2.0),
    ("visits", "seen for 22 visits", "visits_count", 22.0),
    ("visit-number", "visit #14", "visits_count", 14.0),
]


@pytest.mark.parametrize(("text", "id", "value"), [row[1:] for row in VALUES], ids=[row[0] for row in VALUES])
def test_a_value_is_read_beside_its_test(text: str, id: str, value: float) -> None:
    """The number belongs to the test that it stands beside."""
    found = [finding for finding in read_findings(text, VOCABULARY) if finding.id == id]
    assert [finding.value for finding in found] == [value]


def test_a_value_past_its_cutoff_supports_the_impairment(vocabulary: Vocabulary) -> None:
    """A Mini-BESTest of 14 is past its published cut-off and implies a balance deficit that says so."""
    findings = {finding.id: finding for finding in read_findings("Mini-BEST 14/28", vocabulary)}
    assert findings["balance_deficit"].implied_by == "measure_minibest"
    (cutoff,) = vocabulary.measures["measure_minibest"].passed_cutoffs(14, None)
    assert cutoff.verified
    assert "Parkinson" in cutoff.population


def test_a_value_short_of_its_cutoff_proves_nothing(vocabulary: Vocabulary) -> None:
    """A normal score is no absence of a deficit."""
    assert [finding.id for finding in read_findings("Berg 54/56", vocabulary)] == ["measure_berg"]


def test_codes_are_kept_apart_from_findings(vocabulary: Vocabulary) -> None:
    """Procedure and diagnosis codes stand in the case, each once."""
    case = read_case("97112 and 97110 for m54.2, M54.2", vocabulary)
    assert (case.codes, case.diagnosis_codes) == (("97112", "97110"), ("M54.2",))


def test_a_vertebra_is_no_diagnosis_code(vocabulary: Vocabulary) -> None:
    """T12 and L5 are places of the spine."""
    assert read_case("pain at T12, L5-S1", vocabulary).diagnosis_codes == ()


def test_a_follow_up_adds_and_overrides(vocabulary: Vocabulary) -> None:
    """What the later turn says of a finding replaces what was said, and what followed from it."""
    earlier = read_case("M54.2, neck pain, Berg 41, falls", vocabulary)
    merged = merge_cases(earlier, read_case("denies falls. Berg is 54. JPE of 7 degrees", vocabulary))
    assert "falls" in merged.absent()
    assert "falls" not in merged.present()
    assert "balance_deficit" not in merged.present()
    assert {"proprioception_deficit", "dx_cervicalgia"} <= merged.present()
    assert merged.diagnosis_codes == ("M54.2",)


WORDS = st.sampled_from(
    [
        "no",
        "poor",
        "balance",
        "deficit",
        ",",
        "and",
        "or",
        "Berg",
        "41/56",
        "denies",
        "falls",
        "hx of",
        "?",
        "-",
        "(",
        ")",
        "to improve",
        "posture",
        "intact",
        "WNL",
        "\n",
        ".",
        "97112",
        "M54.2",
        "’s",
        "é",
        "→",
        "pt",
        "her mother",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)))
def test_every_span_is_an_exact_slice_of_any_text(text: str) -> None:
    """No text breaks the reading, and each finding says where it stands."""
    for finding in read_findings(text, VOCABULARY):
        assert text[finding.span.start : finding.span.end] == finding.span.text
        assert finding.span.text.strip()


DENIABLE = sorted(
    [
        "falls",
        "numbness",
        "tingling",
        "headaches",
        "balance deficit",
        "foot drop",
        "ataxia",
        "spasticity",
        "dizziness",
        "weakness",
        "swelling",
        "clonus",
        "hyperreflexia",
        "saddle anesthesia",
    ]
)


@given(st.sampled_from(DENIABLE), st.sampled_from(["no", "denies", "without", "negative for", "no evidence of"]))
def test_a_denied_phrase_is_absent(phrase: str, cue: str) -> None:
    """Every cue denies every plain finding."""
    own = {f.id for f in read_findings(phrase, VOCABULARY) if not f.implied_by}
    denied = {f.id: f.presence for f in read_findings(f"pt {cue} {phrase}", VOCABULARY)}
    assert own
    assert {denied.get(id) for id in own} == {"absent"}


def test_the_same_text_reads_the_same(vocabulary: Vocabulary) -> None:
    """Reading is a function of the text alone."""
    text = "poor balance, Berg 41, denies falls"
    assert read_findings(text, vocabulary) == read_findings(text, load_vocabulary(CORPUS))


@pytest.mark.slow
def test_a_question_of_sixty_words_is_read_in_a_small_part_of_an_answer(vocabulary: Vocabulary) -> None:
    """The best of fifty readings, because the machine may be shared; loading is not counted."""
    text = "72 yo s/p L CVA, R hemi, Berg 41, poor dynamic standing balance, PNF D2 with min A and VC/TC, " * 3
    assert len(text.split()) >= 55
    taken = []
    for _ in range(50):
        start = time.perf_counter()
        read_case(text, vocabulary)
        taken.append(time.perf_counter() - start)
    assert min(taken) < READING_SECONDS


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param("Neuro: no sensory loss", "sensory_loss", id="exam-line"),
        pytest.param("Correction: no falls.", "falls", id="correction"),
        pytest.param("Falls: no", "falls", id="answer-after-the-label"),
        pytest.param("falls: none, balance: poor", "falls", id="list-of-labels"),
    ],
)
def test_no_after_a_colon_denies(text: str, finding: str, vocabulary: Vocabulary) -> None:
    """A label's colon may stand before what is denied or after it; both are denied."""
    assert finding in read_case(text, vocabulary).absent()
