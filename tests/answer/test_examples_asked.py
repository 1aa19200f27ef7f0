"""An example of the sign that is asked for opens: a case that fits, one that does not, both, or what turns it."""

import re

import pytest

from answer.compose import Sections
from answer.engine import Engine
from answer.examples_asked import Examples
from tests.conftest import PROJECT

FITS = "supports 97112"
FAILS = "reads as 97110"


@pytest.fixture(scope="module")
def examples() -> Examples:
    return Sections.load(PROJECT / "corpus").examples


@pytest.mark.parametrize(
    ("question", "headed"),
    [
        ("give me a case that is supported, for class", "supports 97112 look like"),
        ("sample case where 97112 would hold up", "supports 97112 look like"),
        ("sample case where 97112 would not hold up", "read as 97110"),
        ("example of a pt that doesnt qualify", "read as 97110"),
        ("two example patients, one fits one doesn't", "pair of cases"),
        ("good case bad case", "pair of cases"),
        ("vignette with insufficient information", "tolerated well"),
        ("change one thing so it would be met", "no into a yes"),
        ("change one thing so it would not be met", "yes into a no"),
        ("example of a good goal", "97112 goal"),
        ("example of a visit billed as 97112 that was really therex", "read as 97110"),
        ("a vignette where 97110 is right and 97112 the mistake", "read as 97110"),
        ("show my class an example where the 8 minute rule and the ama rule differ", "midpoint rule differ"),
    ],
)
def test_the_sign_of_an_example_is_read(examples: Examples, question: str, headed: str) -> None:
    """Which examples are meant shows in the headings under which they stand."""
    asked = examples.asked(question)
    assert asked is not None
    assert any(re.search(headed, heading) for heading in asked.headings), asked.headings


@pytest.mark.parametrize(
    "question",
    [
        "give me an example of the 8 minute rule with two codes",
        "example of a denial for neuro re-ed",
        "65 yo stroke, loses balance reaching, foam with tactile cues, cannot dress. 97112?",
        "I have a patient who doesn't qualify for part A",
    ],
)
def test_no_example_of_a_case_is_read_in_what_asks_for_none(examples: Examples, question: str) -> None:
    """Counts, denials and told cases are something else."""
    assert examples.asked(question) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("demonstrate a yes case for 97112 i can put on a slide", FITS),
        ("i need a vignette where its supported, for class", FITS),
        ("case for my students with the answer no", FAILS),
        ("give me two vignettes one supported one not", "pair for teaching"),
        ("compare a good and a bad goal for this code", "bad 97112 goal"),
        ("can you list the myths about 97112 for a quiz", "Myths about 97112"),
    ],
)
def test_an_example_is_answered_with_one_of_its_sign(engine: Engine, question: str, said: str) -> None:
    """Nothing about them is refused or declined, and the right sign comes first."""
    answer = engine.ask(question)
    assert not answer.abstained
    assert said in answer.statements[0].text


def test_what_would_turn_a_case_is_no_wish_to_fake_a_record(engine: Engine) -> None:
    """A class changes one fact of a made-up case; a real record is not changed."""
    case = "12 x 3 quad sets and slr after tka, no cues. is 97112 met"
    assert not engine.ask("now change one thing so it would be met", history=[case]).abstained
    assert engine.ask("change one line in her chart so 97112 is met").abstained


def test_a_follow_up_asks_for_the_rules_that_differ(examples: Examples) -> None:
    """ "They" are what the question before was about."""
    before = "8 minute rule or rule of eights, what is it"
    newest = "give me an example where they differ"
    asked = examples.asked(newest, f"{before} {newest}")
    assert asked is examples.rules


@pytest.mark.parametrize(("question", "of_minutes"), [("is 76 used on the second", False), ("8 min each, cq?", True)])
def test_worked_minutes_answer_who_asks_of_minutes(question: str, of_minutes: bool) -> None:
    worked = Sections.load(PROJECT / "corpus").worked
    assert worked.tells("Derived: 15 minutes of 97112 by a PTA and 15 minutes of 97112 by an OTA are two lines.")
    assert worked.asked_in(question) is of_minutes
