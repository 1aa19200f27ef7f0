"""The border of the product: named boundaries, and how far a question may lean outside."""

from dataclasses import replace
from pathlib import Path

import pytest

from answer.engine import Engine
from answer.scope import Asked, Leaning, Scope

SCOPE = Scope.load(Path(__file__).parents[2] / "corpus")
KNOWN = frozenset({"97112", "97110", "97530", "97140", "98941"})


def asked(question: str, has_case: bool = False, imported: bool = False) -> Asked:
    return Asked.read(question, KNOWN, has_case, imported)


@pytest.mark.parametrize(
    ("question", "boundary"),
    [
        pytest.param("what is the kx threshold for 2027", "kx_2027", id="next-year"),
        pytest.param("will aetna pay this claim", "payment_prediction", id="prediction"),
        pytest.param("what does my patient's Cigna plan allow for visits", "plan_benefits", id="plan"),
        pytest.param("medicare rate for 90837", "other_code_rates", id="other-rate"),
        pytest.param("can I sue the clinic", "legal_advice", id="law"),
        pytest.param("is our biller liable personally if it was fraud", "legal_advice", id="whose-fault"),
        pytest.param("is the patient personally responsible for a CO-50 denial", None, id="who-owes-by-group-code"),
        pytest.param("reword my note so it gets paid", "write_to_fit", id="write-to-fit"),
        pytest.param("where does modifier AT go on 97112", "modifier_at", id="modifier-of-chiropractors"),
        pytest.param("what is the KL modifier", "modifiers_not_described", id="other-modifier"),
        pytest.param("does 97112 take modifier 76", "modifiers_not_described", id="other-modifier-number"),
        pytest.param("will anthem pay 97112 x3 for my knee pt", "payment_for_a_patient", id="one-patient"),
        pytest.param("which modifier at NGS", None, id="no-modifier-named"),
        pytest.param("is modifier GP or KX first", None, id="held-modifier"),
        pytest.param("will anthem pay 97112 without a neuro diagnosis", None, id="asks-for-the-reading"),
        pytest.param("what is the kx threshold for 2026", None, id="held-figure"),
        pytest.param("what's the conversion factor for 2026 and 2027", None, id="held-figure-and-another"),
        pytest.param("conversion factor for 2025 and 2027 pls", None, id="last-years-factor-and-another"),
        pytest.param("conversion factor 2027", "future_figures", id="next-years-factor"),
        pytest.param("how much will medicare pay me for 97112 in 2027", "future_figures", id="next-years-pay"),
        pytest.param("she wants to know if she can refuse it", "right_to_refuse", id="refusal"),
        pytest.param("can a patient say no to the balance part", "right_to_refuse", id="refusal-of-a-part"),
        pytest.param("is he allowed to decline therapy", "right_to_refuse", id="refusal-of-all"),
        pytest.param("pt refused half the session, can i bill 97112", None, id="refused-and-billed"),
        pytest.param("can they refuse to pay 97112 for my knee", None, id="a-payer-refuses"),
        pytest.param("if she can refuse, what do i chart", None, id="refusal-to-chart"),
        pytest.param("what should my note say about cueing", None, id="asks-what-is-wanted"),
        pytest.param("does 98941 with 97112 need 59", None, id="pair"),
    ],
)
def test_a_boundary_stops_what_it_names(question: str, boundary: str | None) -> None:
    """The first boundary met decides; what is held is not stopped."""
    found = SCOPE.boundary(question, "", asked(question))
    assert (found.id if found else None) == boundary


@pytest.mark.parametrize(
    ("question", "boundary"),
    [
        ("what's the kx number going to be the year after this one", "kx_2027"),
        ("did the targeted review amount for 2029 come out", "kx_2027"),
        ("2028 physician fee schedule factor", "future_figures"),
        ("2026 rvu of this code, work PE and MP each", "current_rate"),
        ("exact allowed amount today in Miami for one unit", "current_rate"),
        ("our contract with Multiplan says what about timed codes", "current_rate"),
        ("what will medicare pay for neuro next year", "future_figures"),
        ("anthem ppo session cap?", "plan_benefits"),
        ("ot and pt cotreated 45 min, units each?", "two_therapists_at_once"),
        ("can 2 pts bill the same 30 min, both hands on", "two_therapists_at_once"),
        ("is my dad having a stroke, his mouth hangs", "diagnosis_of_a_person"),
        ("modifier with a cortisone injection", "other_services"),
        ("cdt code for a bite splint", "other_professions"),
        ("what time does your office close", "office_and_software"),
        ("horse is stiff after a fall, code?", "animals"),
        ("q4 2026 pair file: is 97112 with 97530 still clean", "later_quarter"),
        ("which edits get added in january", "later_quarter"),
        ("paste the present cpb 0325 section on this code, unedited", "aetna_wording"),
        ("word-for-word Palmetto article as posted this morning", "wording_of_today"),
        ("federal workers comp (OWCP) what do they accept under it", "federal_programs_not_seen"),
        ("Kaiser's internal criteria for balance retraining", "payer_criteria_not_seen"),
        ("excellus. same", "payer_criteria_not_seen"),
        ("do teamsters local 120 members need auth after ten", "plan_benefits"),
        ("how many visits left on his blue card plan", "plan_benefits"),
        ("ok and what's her deductible", "plan_benefits"),
        ("has anyone at CGS looked at my redetermination yet", "claim_status"),
        ("status of claim submitted march 3, united", "claim_status"),
        ("is sunrise rehab in-network with anthem", "claim_status"),
        ("what share of such therapy appeals will succeed nationwide", "statistics"),
        ("will lawmakers kill the multiple procedure cut next session", "what_comes_next"),
        ("so they'll pay it then, yes?", "payment_prediction"),
        ("same question for 97164, dollars", "other_code_rates"),
        ("ceu hours for texas ptas this cycle", "education_and_licences"),
        ("what is the icd 10 for tennis elbow", "other_diagnosis_code"),
        ("which icd-10 do i use for bursitis of the elbow", "other_diagnosis_code"),
        ("compact license, moving to colorado, can i start before it clears", "education_and_licences"),
        ("what does a cota make hourly in phoenix", "work_and_pay"),
        ("double booked the 3 o'clock, whats a nice text to send her", "office_and_software"),
        ("raintree vs prompt for scheduling", "office_and_software"),
        ("which tens unit should mom buy", "equipment"),
        ("what should I charge for posture coaching at my gym", "other_prices"),
        ("Is ibuprofen ok with her blood thinner for the neck ache?", "medication"),
        ("should i ask for an mri or is ultrasound good enough", "imaging_advice"),
        ("my hip aches after sessions, is that normal", "own_complaint"),
        ("so give me the drills, which ones and how long each", "exercise_program"),
        ("my greyhound knuckles his back paw, does disc work help dogs", "animals"),
        ("anesthesia base units plus time, 75 minutes, formula?", "other_professions"),
        ("rbt hours per week limit?", "other_professions"),
        ("nice. what's for lunch", "small_talk"),
        ("hey", "greeting"),
        ("hi there, how are you?", "greeting"),
        ("thx ur the best", "thanks"),
        ("thank you so much, that helped", "thanks"),
        ("ok", "acknowledged"),
        ("ok bye", "farewell"),
        ("are you a real person", "who_is_this"),
        ("who made you", "who_is_this"),
        ("what can i ask you", "who_is_this"),
        ("whats the reimbursement for 97140 at aetna", "payer_fees"),
        ("how much does cigna pay for 97530", "payer_fees"),
        ("bcbs allowed amount for a pt eval", "payer_fees"),
        ("what do i bill for a swallowing eval", "other_professions"),
        ("speech therapy session code", "other_professions"),
        ("what do acupuncturists charge for 30 min", "other_professions"),
        ("RBT code per 15 min", "other_professions"),
        ("how do i fix her foot drop", "treatment_advice"),
        ("will aetna cover her next 6 visits", "payment_prediction"),
        ("is anthem going to approve the ten sessions next month", "payment_prediction"),
        ("does humana require prior authorization", "plan_benefits"),
        ("aetna preauth rule for pt", "plan_benefits"),
        ("Forget 97112. Tell me a joke about therapists", "entertainment"),
        ("write a poem about neuro re-ed", "entertainment"),
        ("write an essay on 97112", "texts_to_order"),
        ("make a quiz on 97112 with 3 questions for my OTA class", "texts_to_order"),
        ("diagnose me: dizzy when i roll over in bed", "diagnosis_of_a_person"),
        ("what is wrong with my balance", "diagnosis_of_a_person"),
        ("best PT clinic near 60614", "a_provider_nearby"),
        ("what are united's secret claim denial algorithms", "hidden_screens"),
        ("do insurers use an algorithm to deny 97112", "hidden_screens"),
        ("what questions could i ask you about this code", "who_is_this"),
        ("will my dad walk again after his stroke", "prognosis"),
        ("how long til ACL pt returns to sport", "prognosis"),
        ("patient was here 5 min, tell me what to chart so 97112 goes through", "write_to_fit"),
        ("is foot drop permanent", "prognosis"),
        ("will this bell's palsy clear up on its own", "prognosis"),
        ("how long is a concussion kid gonna be dizzy", "prognosis"),
        ("is the arm numbness from his neck or his elbow", "diagnosis_of_a_person"),
        ("do you think its cerebellar? she overshoots everything", "diagnosis_of_a_person"),
        ("what intensity for parkinsons balance work", "treatment_choice"),
        ("does ataxia get worse over time", "prognosis"),
        ("tingling in thumb and weak wrist ext, is it C6 or CTS", "diagnosis_of_a_person"),
        ("foot drop, L5 or peroneal, how do i tell", "diagnosis_of_a_person"),
        ("whats causing my hand tingling", "diagnosis_of_a_person"),
        ("how many times a week should i see a s/p CVA pt for neuro re-ed", "treatment_choice"),
        ("is 2x a week enough for parkinsons or 3", "treatment_choice"),
        ("which is better for balance, foam or bosu", "treatment_choice"),
        ("how do I add a CQ modifier line in kareo", "software_steps"),
        ("does quickbooks do superbills for chiro", "software_steps"),
        ("excel formula to count timed units", "software_steps"),
        ("will aetna pay this 97112 yes or no, pt has a TKA", "payment_prediction"),
        ("so is uhc paying this one, yes or no", "payment_prediction"),
        ("what does medicare pay for 97530 in texas", "rate_of_a_neighbour"),
        ("how much does 97530 pay", "rate_of_a_neighbour"),
        ("is my employer allowed to fire me for a comp claim", "legal_advice"),
        ("should i get a lawyer for my medicare audit", "legal_advice"),
        ("my attorney says sue the insurer for not paying 97112", "legal_advice"),
        ("find me a qui tam attorney in miami", "legal_advice"),
        ("is my claim guaranteed to be paid", "payment_prediction"),
    ],
)
def test_each_family_outside_is_named(question: str, boundary: str) -> None:
    """What is not held, and what other trades ask, is declined for its own reason."""
    found = SCOPE.boundary(question, "", asked(question))
    assert found is not None
    assert found.id == boundary


@pytest.mark.parametrize(
    "question",
    [
        "modifier on 97112 with an injection 62321 the same day",
        "what time does the note need, start and stop",
        "me and the pta treated together for 30 min",
        "treated 2 pts at the same time, 15 min each of neuro",
        "had two pts on the mats together for half an hour",
        "is the kx threshold for pt and slp together one amount",
        "did the kx amount go up from 2025 to 2026",
        "what icd 10 for unsteadiness",
        "dx code for carpal tunnel",
        "diagnosis code for gout pt getting 97112",
        "is the 3000 review amount still the same in 2027",
        "2026 conversion factor?",
        "what was the 2024 national payment",
        "is the CQ payment still 85 percent in 2026",
        "did the 2026 fee schedule rule change supervision",
        "does medicare telehealth for therapists end in 2027",
        "what did congress change for telehealth",
        "what share of therapy claims did cert find improper",
        "how many therapists can bill one patient at the same time",
        "Medicare will pay for maintenance if it needs skill, true?",
        "does aetna pay for it these days with a shoulder",
        "we're in network with Aetna, does the bulletin bind us",
        "is Mrs. Jones covered under Palmetto, stroke, poor sitting balance",
        "what does the contract between HNS and blue cross say about one therapy",
        "does the patient's deductible count toward the KX amount",
        "is out of pocket billing allowed for maintenance",
        "fell off a ladder, tap on L1 and he screams, never went to the ER bc copay",
        "does Kaiser matter if he has Medicare primary",
        "I have the referral on file and faxed the poc, does the 2025 rule save me",
        "is the ceu instructor right that foam always equals neuro?",
        "i teach at a PT school. explain the code to students in two lines",
        "at a job interview they told me they bill 4 units neuro per patient. allowed?",
        "our EMR adds 59 to neuro by itself whenever manual is on. needed?",
        "front desk scheduled two medicare people at 9. how do i bill the half hour",
        "the front desk moved her from Monday to Friday, is the progress report now late",
        "does time with a personal trainer on staff count as skilled",
        "baclofen pump guy, tone changed, retraining sitting balance. fits?",
        "on prednisone, stumbles in the dark, foam with cueing. ok?",
        "xray clean, mri clean, still sways on foam. does he qualify?",
        "on eliquis and hit his head this morning, should we do balance?",
        "my face is drooping and my arm is weak, is that normal after therapy",
        "my neck hurts and my hands are clumsy since last week, is that normal",
        "roller derby player, ankle gives way, wobble board 1:1. fits?",
        "he can't walk to the movie theater without stumbling",
        "TMJ: tongue up, teeth apart, motor control drills, same code?",
        "my dog tripped me, ankle sprain, they bill neuro. why?",
        "explain joint position error to a lawyer",
        "dry needling 20560 & neuro",
        "how should I fix my habit of writing only 'tolerated well'",
        "what is a UPIC",
        "hi, what is the unit limit",
        "thanks, and what about 97530",
        "what do i hav to write in the note for 97112",
        "how do i write a balance goal for 97112",
        "what should a therapist write in a note to show skill for 97112",
        "how do i fix a GP missing denial, CARC 4",
        "how do we treat a CO-97 rejection",
        "balance with an RBT student, no PT in the room",
        "kx for PT and speech therapy visits combined?",
        "does mppr cut the second unit when speech therapy treats the same day",
        "what does uhc allow with 97140 same day",
        "what does aetna pay 97112 for",
        "anthem reimbursement policy on units per day",
        "bcbs rate of denial reasons",
        "how does cigna pay 97112 when a PTA did it",
        "does uhc medicare advantage need prior auth",
        "aetna denied auth for 97112, what criteria does it need",
        "will medicare pay past 18 visits",
        "Respondent's attorney says CPT Assistant 2006 allows 97112-59 in the same region as 98940. Right?",
        "DC billed 97112-59 with 98940, both cervical. Respondent's attorney relies on CPT Assistant 2006. Supported?",
        "Provider's lawyer argues same region 59 is fine with 98941. is it",
        "defense attorney: notes are cloned, does that kill the claim?",
        "plaintiff attorney wants to know what the record must show",
        "had him tell me a joke while on foam, is that dual task for 97112",
        "she sings a song while tandem walking, bill 97112?",
        "because KX guarantees payment should we put it on all lines",
        "does 97112 guarantee payment",
        "Medicare pays chiropractors for 97112 now under the new law so which modifier",
        "do i have a stroke patient limit on 97112",
        "AI wrote my note, will 97112 be denied",
        "what should i ask my therapist about 97112",
    ],
)
def test_its_neighbours_inside_are_not_stopped(question: str) -> None:
    """A word of a family outside stops nothing that the sources answer."""
    found = SCOPE.boundary(question, "", asked(question))
    assert found is None, found


def test_a_follow_up_meets_what_is_not_known() -> None:
    """The year of a follow-up and the subject of the turn before make one question."""
    found = SCOPE.boundary("and for 2027?", "what is the KX threshold in 2026", asked("and for 2027?"))
    assert found is not None
    assert found.id == "kx_2027"


def test_imported_tables_lift_the_boundary_of_the_quarter() -> None:
    """A user's own current tables answer what the shipped ones cannot."""
    question = "NCCI edits of 97112 for the current quarter"
    assert SCOPE.boundary(question, "", asked(question)) is not None
    assert SCOPE.boundary(question, "", asked(question, imported=True)) is None


def test_what_a_question_holds_lets_it_lean_further() -> None:
    """What is declined with nothing read in it is answered where a case was read."""
    outcomes = {"answer": 0.2, "out_of_scope": 0.6, "no_evidence": 0.0, "unsafe": 0.0}
    declined = SCOPE.outside("tell me more", Leaning(outcomes, findings=0, follows_up=False))
    assert declined is not None
    assert declined.reason == "out_of_scope"
    assert SCOPE.outside("tell me more", Leaning(outcomes, findings=5, follows_up=False)) is None
    assert SCOPE.outside("tell me more", Leaning(outcomes, findings=0, follows_up=False, asked=0.95)) is None


def test_a_question_that_names_the_code_is_off_the_subject_only_by_far() -> None:
    """ "Can my student do the 97112 while I chart" is asked in words of school and office."""
    outcomes = {"answer": 0.2, "out_of_scope": 0.5, "no_evidence": 0.0, "unsafe": 0.0}
    leaning = Leaning(outcomes, findings=1, follows_up=False, asked=0.6)
    assert SCOPE.outside("can my student do it while i chart", leaning) is not None
    assert SCOPE.outside("can my student do the 97112 while i chart", leaning) is None


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("knee oa dx with 97112 - will the reviewer bounce it", True),
        ("does 97112 for a rotator cuff tear get kicked back", True),
        ("will they deny our claim for 97112 with knee oa", False),
        ("do you think they deny 97112 for knee oa", False),
        ("will they bounce my copay for 97112", False),
    ],
)
def test_what_a_payer_makes_of_a_kind_of_case_is_inside(question: str, answered: bool) -> None:
    """A diagnosis and the code are asked of the readings; one claim's fate is a prediction."""
    outcomes = {"answer": 0.2, "out_of_scope": 0.05, "no_evidence": 0.75, "unsafe": 0.0}
    declined = SCOPE.outside(question, Leaning(outcomes, findings=1, follows_up=False))
    assert (declined is None) is answered


def test_a_treatment_told_with_what_it_is_for_speaks_for_a_case() -> None:
    """A note of half a sentence is judged; the same words asked for advice lean further out."""
    note, advice = (
        {"answer": 0.13, "out_of_scope": outside, "no_evidence": 0.03, "unsafe": 0.0} for outside in (0.48, 0.85)
    )
    untold = Leaning(note, findings=2, follows_up=False, asked=0.65)
    assert SCOPE.outside("tunnel release, glides and putty", untold) is not None
    assert SCOPE.outside("tunnel release, glides and putty", replace(untold, treated=True)) is None
    assert SCOPE.outside("should I do putty after it", replace(untold, treated=True, outcomes=advice)) is not None


def test_unsafe_is_said_only_where_it_is_clearly_ahead() -> None:
    """An honest question is not called a request to deceive on a hair's breadth."""
    near = {"answer": 0.1, "out_of_scope": 0.4, "no_evidence": 0.1, "unsafe": 0.27}
    declined = SCOPE.outside("something", Leaning(near, findings=0, follows_up=False))
    assert declined is not None
    assert declined.reason == "out_of_scope"


def test_asking_back_is_never_declined() -> None:
    """ "Why?" after an answer means the answer."""
    far = {"answer": -0.5, "out_of_scope": 0.9, "no_evidence": 0.0, "unsafe": 0.0}
    assert SCOPE.outside("why?", Leaning(far, 0, follows_up=True)) is None
    assert SCOPE.outside("why?", Leaning(far, 0, follows_up=False)) is not None


@pytest.mark.parametrize(
    "question",
    [
        "how long do i have",
        "who do i send it to",
        "who decides then how much is enough",
        "what happens if we miss the deadline",
        "do they need the whole chart",
        "how many days do we have left",
        "can they do that after a year",
    ],
)
def test_a_follow_up_without_a_subject_of_its_own_is_never_declined(question: str) -> None:
    far = {"answer": -0.5, "out_of_scope": 0.9, "no_evidence": 0.0, "unsafe": 0.0}
    assert SCOPE.outside(question, Leaning(far, 0, follows_up=True)) is None
    assert SCOPE.outside(question, Leaning(far, 0, follows_up=False)) is not None


@pytest.mark.parametrize(
    "question",
    [
        "whats the weather",
        "what time is it",
        "how do i get to the airport",
        "who won the game",
        "how much do they pay",
        "can you help my dog",
    ],
)
def test_a_follow_up_with_a_subject_of_its_own_is_declined(question: str) -> None:
    far = {"answer": -0.5, "out_of_scope": 0.9, "no_evidence": 0.0, "unsafe": 0.0}
    assert SCOPE.outside(question, Leaning(far, 0, follows_up=True)) is not None


@pytest.mark.parametrize(
    ("question", "boundary"),
    [
        ("poc for jan 2026 never signed but the order is on file", None),
        ("plan of care unsigned since october 2025, referral on file, covered?", None),
        ("eval jan 2026, fax confirmation in the file", None),
        ("what does the oct 2025 ncci file say", "later_quarter"),
        ("q4 2026 pair file: is it still clean", "later_quarter"),
        ("how do i chart so it doesnt look like 97110", None),
        ("what should i write so the visit isn't taken for ther ex", None),
        ("how do i chart so it looks like 97112", "write_to_fit"),
        ("how do i chart so it pays and doesn't look like 97110", "write_to_fit"),
    ],
)
def test_what_is_on_file_and_what_is_told_apart_is_answered(question: str, boundary: str | None) -> None:
    stopped = SCOPE.boundary(question, "", asked(question))
    assert (stopped.id if stopped else None) == boundary


@pytest.mark.parametrize(
    ("question", "boundary"),
    [
        ("our attorney confirmed that a tech can do 97112 if the PT is in the building", None),
        ("the company lawyer says we can bill 97112 for group", None),
        ("can i sue over it, my attorney says 97112 was wrong", "legal_advice"),
        ("OIG called about 97112, should i plead guilty", "legal_advice"),
        ("will i be indicted for billing 97112 as group", "legal_advice"),
        ("claim no [account number], rows 3x10 for strength 15 min billed 97112", None),
        ("member id [account number], tapping to get DF 15 min, 97112 ok?", None),
        ("has claim no [account number] been paid", "claim_status"),
        ("what did you do with claim number 2291004458", "claim_status"),
        ("pipe joint mobilization how do i do it", "another_trade"),
        ("joint mobilization grade 3 with 97112", None),
    ],
)
def test_one_word_refuses_no_question_about_the_code(question: str, boundary: str | None) -> None:
    """What a lawyer said of the code is answered, what to plead is not; a note may carry its number."""
    found = SCOPE.boundary(question, "", asked(question))
    assert (found.id if found else None) == boundary


@pytest.mark.parametrize("question", ["99203 with 25 modifier and nmr 15 min", "99213 with neuro re-ed how do i bill"])
def test_a_code_beside_97112_in_words_is_not_another_code_alone(engine: Engine, question: str) -> None:
    """The subject is named though its number is not."""
    assert not engine.ask(question).abstained


def test_another_code_alone_is_declined(engine: Engine) -> None:
    """Nothing in it is about 97112."""
    assert engine.ask("can i bill 99203 with 20610 same day").abstained


@pytest.mark.parametrize(
    "question",
    [
        "stg: pt will walk 150 ft w/o LOB in 4 wks, is that a good goal",
        "is it 97112 or 97110 for tandem stance on foam",
        "bppv or hypofunction, which one does 97112 cover",
        "how many visits a week does medicare allow",
        "what frequency does a plan of care need",
        "will the denial go away if i add GP",
        "is the reduction from mppr or the sequester",
        "what if hes not going to walk again, can i bill maintenance",
        "does webpt count the 8 min rule right? i got 22 min and it says 1 unit",
        "my software wont let me bill 97112 and 97150 same day why",
        "does 97112 pay more than 97110",
        "will uhc pay 97112 without GP",
        "lives at [address] [ZIP code], 15 min NMR 16 min therex, medicare",
    ],
)
def test_a_question_of_coding_beside_such_words_meets_no_boundary(question: str) -> None:
    """Recovery, choice, programs, pay and a masked address stop only what asks for them."""
    assert SCOPE.boundary(question, "", asked(question)) is None


def test_a_later_entry_is_no_wish_to_falsify() -> None:
    """Whatever it leans to, a question whether a record may be completed is answered."""
    leaning = Leaning({"answer": 0.1, "out_of_scope": 0.2, "no_evidence": 0.1, "unsafe": 0.9}, 0, False)
    assert SCOPE.outside("can i add the berg now, visit was last tuesday", leaning) is None
    assert SCOPE.outside("can i add a berg from last tuesday that i never did", leaning) is not None
