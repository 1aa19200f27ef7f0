"""What the other side argues of a case is met before the case is judged."""

import re

import pytest

from answer.engine import Engine

MAINTENANCE = "ALS, medicare, i work out safe sitting balance with my hands at his pelvis each visit, "
ANKLE = "Ankle sprain, SLS 4 s vs 28, falls on curbs, foam with tactile cues graded so he can walk on gravel. "


@pytest.mark.parametrize(
    ("question", "met"),
    [
        (f"{MAINTENANCE}reviewer says no improvement = no pay. 97112?", "no improvement standard"),
        (f"{ANKLE}CGS. Insurer says not payable without a neurological diagnosis. 97112?", "neurological"),
        (f"{ANKLE}Reviewer claims 97112 must be hands on. 97112?", "not the same as hands-on"),
        (f"{ANKLE}Medicare. Auditor says no start and stop times so no 97112. Right?", "not for start and stop"),
        (f"{ANKLE}Plan denied it as duplicative of 97110. Does it hold up?", "duplicative"),
    ],
)
def test_the_argument_in_dispute_is_answered_first_and_the_case_is_judged(
    engine: Engine, question: str, met: str
) -> None:
    """Its source stands beside it, and the verdict follows."""
    answer = engine.ask(question)
    assert re.search(met, answer.statements[0].text), answer.statements[0].text
    assert answer.statements[0].citations
    assert answer.determination is not None


@pytest.mark.parametrize(
    "question",
    [
        f"{ANKLE}97112?",
        f"{ANKLE}Clinic says she needs it. 97112?",
        f"{ANKLE}Reviewer says the weather was bad. 97112?",
    ],
)
def test_a_verdict_opens_where_nobody_argues_what_a_source_answers(engine: Engine, question: str) -> None:
    """What the clinic holds, and what no source speaks of, stands before nothing."""
    answer = engine.ask(question)
    assert answer.statements[0].text.startswith("As described")


def test_no_argument_stands_before_an_urgent_sign(engine: Engine) -> None:
    """What cannot wait comes first, whatever is argued."""
    question = "new saddle numbness and cannot pee, LBP, foam drills. reviewer says no improvement = no pay. 97112?"
    answer = engine.ask(question)
    assert "no improvement standard" not in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "earlier", "met"),
    [
        ("i cued her the entire time, i just never wrote it down", f"{ANKLE}Note says only foam 12 min. Aetna. 97112?",
         "dated late entry"),
        ("provider says the diagnosis is parkinsons so skill is implied",
         'reviewer here. 11 notes in a row say "NMR 15 min tolerated well", balance flowsheet all the same. deny?',
         "never decides by itself"),
    ],
)  # fmt: skip
def test_what_a_follow_up_surely_asks_is_answered_before_the_case(
    engine: Engine, question: str, earlier: str, met: str
) -> None:
    """The case before is kept: it is judged right after."""
    answer = engine.ask(question, history=[earlier])
    assert met in answer.statements[0].text
    assert answer.determination is not None


def test_a_dispute_is_answered_before_the_meaning_of_its_denial_code(engine: Engine) -> None:
    """The code stands below."""
    question = "payer denied CO-50 saying 97112 only for stroke and SCI, pt has ankle instability. is that even true"
    answer = engine.ask(question)
    assert "not only for stroke" in answer.statements[0].text
    assert any("CARC 50" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "further"),
    [
        ("got CO-50 N115 on 97112 what do i send and how long do i have", "120 days"),
        ("what is co-97 and can i bill the patient", "never bill the patient"),
    ],
)
def test_the_second_question_of_a_line_is_answered_right_after_the_first(
    engine: Engine, question: str, further: str
) -> None:
    answer = engine.ask(question)
    assert further in answer.statements[1].text


def test_an_assistant_told_of_later_is_answered_first(engine: Engine) -> None:
    answer = engine.ask("oh and the PTA did all of it", history=[f"{ANKLE}CGS, 23 min. 97112?"])
    assert "CQ" in answer.statements[0].text
    assert answer.determination is not None


def test_what_an_assistant_may_do_is_a_question_and_tells_of_no_assistant(engine: Engine) -> None:
    before = "10th visit progress report coming up for my medicare lady"
    assert "clinician must write" in engine.ask("can my pta write it", history=[before]).statements[0].text


@pytest.mark.parametrize(
    ("question", "met"),
    [
        ("8 yo DCD, hopping and balance beam with verbal cues, parents ask why its called neuro when nothing is wrong "
         "w his brain", "names no diagnosis"),
        ("R hand flexor tendon, desensitization, OT eval says 97530 in the plan only. can i charge 97112",
         "need not stand in the plan"),
        ("parkinsons, cued big stepping turning in the kitchen, berg 38. can we do 97112 in home health",
         "Home health stands outside"),
        ("neuropathy, tandem walk and foam, berg 41, can i count the time i spend writing the note",
         "Only treatment time counts"),
    ],
)  # fmt: skip
def test_a_rule_asked_beside_a_new_case_comes_before_its_verdict(engine: Engine, question: str, met: str) -> None:
    """The case is judged right after."""
    answer = engine.ask(question)
    assert met in answer.statements[0].text
    assert answer.determination is not None
