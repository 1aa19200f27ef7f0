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
