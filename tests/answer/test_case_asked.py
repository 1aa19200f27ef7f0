"""A case is decided where one is asked about, and only there."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from answer.engine import Engine

CASE = (
    "Medicare pt s/p CVA 6 wk, Berg 38/56, dynamic balance on foam w/ VCs and CGA, cant get on/off bus alone. 97112 ok?"
)


ASKED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "judged_or_not.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("asked", ASKED["judged"], ids=lambda asked: asked["question"][:40])
def test_who_tells_a_case_or_asks_for_a_verdict_gets_one(engine: Engine, asked: dict[str, Any]) -> None:
    """However tired the words, and however little is told."""
    assert engine.ask(**asked).determination is not None


@pytest.mark.parametrize("asked", ASKED["not_judged"], ids=lambda asked: asked["question"][:40])
def test_who_asks_for_a_rule_a_number_or_a_count_gets_no_verdict(engine: Engine, asked: dict[str, Any]) -> None:
    """Other services of a day sheet, a plateau, a score or a diagnosis alone are nobody's case."""
    assert engine.ask(**asked).determination is None


@pytest.mark.parametrize(
    "question",
    [
        "mini best cut off for parkinsons",
        "whats a bad berg score",
        "does neuro re-ed help chronic neck pain, any studies",
        "evidence for vestibular rehab in uni hypofunction",
        "best outcome measure for ankle proprioception",
        "is taping 97112",
        "difference btw therex and nmr for a rotator cuff",
        "when is it 97530 and not 97112, sit to stands w balance",
        "got a CO-119 on 97112 after visit 20",
        "rvus 2024: neuro, ther ex, activities, manual",
        "MCID for the berg in stroke",
        "therapist wants to addend the note to add the cueing she gave on foam, may she",
        "ten visits with the same foam list and no retest, how bad is that",
        "plan says my dad plateaued with parkinsons, is that it",
        "reviewing charts: foam and tandem 3x30 at all 11 visits, berg never repeated. what do i tell the staff",
    ],
)
def test_what_is_looked_up_is_no_case(engine: Engine, question: str) -> None:
    """Tests, diseases and techniques are named, nobody's case is told: no verdict is given."""
    assert engine.ask(question).determination is None


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("97112 for ankle sprain?", "insufficient_information"),
        ("knee OA pt, referral says balance. thats all i have", "insufficient_information"),
        ("epley x2, 12 min total, balance fine after. 97112?", "not_supported"),
        ("did hamstring stretches only, can i bill 97112", "not_supported"),
        ("NM re-ed x15, ther ex x15, MT x10. pt tol well, cont POC. passes?", "insufficient_information"),
        ("foam standing 10 min, cones 5 min, ball toss 5. blank otherwise", "insufficient_information"),
        (CASE, "supported"),
    ],
)
def test_a_case_is_decided_however_it_is_asked(engine: Engine, question: str, status: str) -> None:
    """With or without a question mark, with minutes beside it or not."""
    determination = engine.ask(question).determination
    assert determination is not None
    assert determination.status == status


@pytest.mark.parametrize(
    "question",
    [
        'every note reads "NMR x 15 min to improve balance" nothing else. would this stand up',
        'all the pta wrote was "foam 15 min". will cgs take it',
        "daily note: neuro re-ed to improve coordination, nothing more. defensible?",
        'note says "nmr x 15, tol well, cont poc" can i release the claim',
    ],
)
def test_a_record_that_is_quoted_whole_is_judged_as_it_stands(engine: Engine, question: str) -> None:
    """What it lacks it does not show: no more is to be told first."""
    determination = engine.ask(question).determination
    assert determination is not None
    assert determination.summary.startswith("As it stands, this record would not hold for 97112: it is not said")


@pytest.mark.parametrize("follow_up", ["how many units for 38 min", "whats 59 vs XS", "what should the note say"])
def test_a_follow_up_about_something_else_has_its_own_answer(engine: Engine, follow_up: str) -> None:
    """The verdict of the case before is not said again."""
    assert engine.ask(follow_up, history=[CASE]).determination is None


@pytest.mark.parametrize("follow_up", ["what if the tech did it", "and if her payer is Aetna?", "she has JPE of 7 deg"])
def test_a_follow_up_that_adds_to_the_case_decides_it_anew(engine: Engine, follow_up: str) -> None:
    """A fact or a payer more is judged with what was told before."""
    assert engine.ask(follow_up, history=[CASE]).determination is not None


@pytest.mark.parametrize(
    ("before", "follow_up", "said"),
    [
        ("they say medicare wont pay any more because he plateaued. legal?", "how do we fight it", "appeal"),
        (
            "denial pr-119 2480 reached what now, pt still needs balance tx",
            "and is it too late to add it now",
            "KX may be added",
        ),
        ("97112 denied co-50", "can we contest it", "appeal"),
        ("CO50 N115 on 97112", "how long to appeal", "120 days"),
        (CASE, "so what do i write", "should name the impairment"),
        (CASE, "fine. what would need to be in there for it to be right", "should name the impairment"),
        ("got a CO-97 on 97112 and 98941", "how many days do i have to fight it", "120 days"),
    ],
)
def test_a_follow_up_that_fights_a_denial_or_asks_for_the_record_is_told_how(
    engine: Engine, before: str, follow_up: str, said: str
) -> None:
    """Plain words for an appeal, a late mend or the note find it first."""
    assert said in engine.ask(follow_up, history=[before]).statements[0].text


def test_minutes_told_of_a_case_before_are_counted(engine: Engine) -> None:
    """A follow-up that tells nothing but minutes asks what they come to."""
    answer = engine.ask("ok and what if she only got 6 min of it", history=[CASE])
    assert answer.units
    assert [result.total for result in answer.units] == [0]


STRENGTH = "shoulder impingement, ER w yellow band 3x10, sleeper stretch, 20 min. my CI used to put it all as 97112"
KNEE = "TKA 7 wk, NGS, SLS 3 s, foam eyes closed loses balance, graded perturbation w tactile cues, goal stairs. 97112?"


@pytest.mark.parametrize("question", ["ok then what do i bill", "so which code", "what should it be billed as then"])
def test_after_a_no_the_fitting_code_is_named_with_its_units(engine: Engine, question: str) -> None:
    """The minutes told before count for it, and never for the code that was refused."""
    answer = engine.ask(question, history=[STRENGTH])
    assert answer.determination is not None
    assert answer.determination.status == "not_supported"
    assert answer.statements[0].text.startswith("97110: ")
    assert all(set(count.lines) == {"97110"} for count in answer.units or ())


@pytest.mark.parametrize(
    ("history", "question", "status"),
    [
        ([KNEE], "addendum says the purpose of every set was quad strength. does it change", "not_supported"),
        ([KNEE, "the purpose was just endurance"], "ok and if purpose was balance", "supported"),
        ([KNEE, "the purpose was only strength"], "and if payer were palmetto", "not_supported"),
        ([KNEE], "actually it was a group of three", "not_supported"),
        ([KNEE], "an aide ran it", "not_supported"),
        ([KNEE], "tech did half of it", "supported"),
    ],
)
def test_a_fact_told_later_enters_the_case(engine: Engine, history: list[str], question: str, status: str) -> None:
    """What was told before it stays, unless it is taken back."""
    answer = engine.ask(question, history=history)
    assert answer.determination is not None
    assert answer.determination.status == status


def test_another_payer_is_asked_what_was_asked_of_the_first(engine: Engine) -> None:
    """Where the first question had no verdict, naming another payer brings none."""
    first = "does aetna cover 97112 for chronic neck pain"
    for history, question in (([], first), ([first], "and for cigna?"), ([first, "and for cigna?"], "what about uhc")):
        assert engine.ask(question, history=history).determination is None


def test_what_is_asked_in_general_is_no_case(engine: Engine) -> None:
    """A case before it does not make a general question a case."""
    assert engine.ask("generally speaking is pain ever enough for that code", history=[KNEE]).determination is None


@pytest.mark.parametrize(
    ("follow_up", "status"),
    [
        ("and the foam she does alone while i chart, can those 8 min go in too", "not_supported"),
        ("and 8 min on the bike while i charted, can i add that", "not_supported"),
        ("he does the hep on his own too", "supported"),
        ("and if the tech did half of it, count it?", "supported"),
    ],
)
def test_a_further_part_without_skill_is_judged_by_itself(engine: Engine, follow_up: str, status: str) -> None:
    """The skill of the part told before does not make it skilled; work at home takes nothing from it."""
    answer = engine.ask(follow_up, history=[KNEE])
    assert answer.determination is not None
    assert answer.determination.status == status


@pytest.mark.parametrize(
    ("day", "status"),
    [("10/2/2025", "not_supported"), ("dec 9 2025", "depends_on_payer"), ("3/14/2024", "not_supported")],
)
def test_a_masked_day_still_chooses_the_wording_in_force(engine: Engine, day: str, status: str) -> None:
    """The day is read before it is masked, and stands in no answer."""
    question = f"whiplash, DOS {day}, JPE 7 deg, DNF retraining w tactile cues, cant check blind spot. 97112?"
    answer = engine.ask(question, payer="aetna")
    assert answer.determination is not None
    assert answer.determination.status == status
    assert day not in answer.model_dump_json()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("mom was in room holding toys, does that matter", "Who else is in the room"),
        ("grandma sat in", "Who else is in the room"),
        ("15 of it was at same time as the OT was in there too", "how two therapists"),
        ("what if i call it motor control", "What it is called"),
        ("shes not getting better just not worse", "No gain alone"),
        ("oh also stretched her calf", "97110 for minutes of its own"),
    ],
)
def test_what_a_follow_up_adds_is_answered_before_anything_else(engine: Engine, told: str, says: str) -> None:
    """And the verdict on the rest is not said again where it stays."""
    assert says in engine.ask(told, history=[KNEE]).statements[0].text
