"""A line that only names another payer or another code asks the question before it again."""

from pathlib import Path

import pytest

from understand.asked_again import AskedInShort, asked_again
from understand.payers import load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
PAYERS = load_payers(CORPUS)
IN_SHORT = AskedInShort.load(CORPUS)


@pytest.mark.parametrize(
    ("turns", "again"),
    [
        (["aetna 4 units?", "what about tricare"], "TRICARE 4 units?"),
        (["how long is a unit", "and for tricare?"], "how long is a unit, TRICARE?"),
        (["aetna 4 units?", "what about cigna", "and tricare"], "TRICARE 4 units?"),
        (["do i need 59 with 97150 and 97112", "same question but 97110"], "do i need 59 with 97110 and 97112"),
        (["MUE of 97110 for a practitioner", "97140 too?"], "MUE of 97140 for a practitioner"),
        (["is 97112 timed", "and 97150"], "is 97150 timed"),
    ],
)
def test_the_question_before_is_asked_of_what_is_named(turns: list[str], again: str) -> None:
    """What was named last takes the place of its like; a payer that had none is put behind."""
    assert asked_again(turns[::-1], PAYERS) == (again, 0)


@pytest.mark.parametrize(
    "turns",
    [
        ["aetna 4 units?"],
        ["what about cigna"],
        ["aetna 4 units?", "does cigna pay maintenance"],
        ["how do aetna and cigna differ", "and tricare"],
        ["97110 with 97150 ok?", "and 97140"],
        ["hello", "97112?"],
    ],
)
def test_nothing_is_asked_again_where_more_is_said_or_it_is_open_what_changes(turns: list[str]) -> None:
    """A line with a question of its own, two payers or two codes before it, and nothing before it."""
    assert asked_again(turns[::-1], PAYERS) is None


@pytest.mark.parametrize(
    "line",
    [
        "so yes or no", "is that a yes", "and now", "so is it 97112 or not", "short version?", "bottom line?", "tldr",
        "y/n", "ok so can i bill it or not", "still a no?", "in one sentence", "where does that leave us",
        "so which is it", "soooo thats a no?", "soo no?", "plain answer", "now is it",
        "yes or no pls im charting", "k so billable or nah", "thats a no right",
        "so can i bill it", "may we submit it?", "can this be billed", "ok can i charge it then",
    ],
)  # fmt: skip
def test_the_answer_before_is_asked_for_in_short(line: str) -> None:
    """A line of small words asks for nothing new."""
    assert IN_SHORT.is_asked(line)


@pytest.mark.parametrize(
    "line",
    [
        "does it need a referral yes or no", "is it ok to bill 97110 instead", "now he can stand 10 s", "is it timed",
        "so is modifier 59 needed or not", "what would make it a yes", "why is that a no", "should i appeal or not",
        "is it 97110", "she said yes", "can the aide do it or not", "summary of lcd l34049", "so what now",
        "is it covered by aetna", "what should i bill", "what should it be billed as",
        "can i bill it with 97140", "can i bill both same day",
    ],
)  # fmt: skip
def test_a_line_that_says_more_asks_something_of_its_own(line: str) -> None:
    """Another code, another payer, another subject, or a reason."""
    assert not IN_SHORT.is_asked(line)


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["stroke, foam with cues. 97112?", "15 min"], 0),
        (["stroke, foam with cues. 97112?", "15 min", "can a PTA do it"], 2),
        (["stroke, foam with cues. 97112?", "can a PTA do it", "and aetna"], 2),
        (["stroke, foam with cues. 97112?", "why", "bottom line?"], 0),
    ],
)
def test_the_last_turn_that_asks_something_is_meant(turns: list[str], meant: int) -> None:
    """What only tells more, and what only asks back, is passed over."""
    assert IN_SHORT.meant(turns, PAYERS) == meant


@pytest.mark.parametrize("line", ["why not", "how come", "so whats missing", "why is that a no", "why cant i bill it"])
def test_the_reason_is_asked(line: str) -> None:
    assert IN_SHORT.asks_why(line)


@pytest.mark.parametrize("line", ["why not 97110", "why did they deny it", "why is spasm not enough", "what is 97112"])
def test_the_reason_of_something_else_is_a_question_of_its_own(line: str) -> None:
    assert not IN_SHORT.asks_why(line)


@pytest.mark.parametrize(
    "line",
    ["and medicare?", "would the answer be different under aetna", "oh shes with bcbs", "what would change with cigna"],
)
def test_what_a_payer_makes_of_it_is_asked(line: str) -> None:
    assert IN_SHORT.asks_payer(line, PAYERS)


@pytest.mark.parametrize(
    "line", ["does aetna require an order", "how many visits does cigna allow", "does medicare pay for maintenance"]
)
def test_a_rule_of_a_payer_is_a_question_of_its_own(line: str) -> None:
    assert not IN_SHORT.asks_payer(line, PAYERS)


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("im the OT not PT", "GO"), ("as an occupational therapist?", "GO"), ("im a PT", "GP"),
        ("and as a speech therapist", "GN"), ("the OT and the PT co-treated", ""), ("OT 15 min", ""), ("pt is 60", ""),
        ("im a cota not a pta", ""),
    ],
)  # fmt: skip
def test_whose_plan_of_care_it_is_is_told(line: str, plan: str) -> None:
    """Only where the line tells nothing else: "pt" alone may be the patient."""
    assert IN_SHORT.plan_told(line) == plan


@pytest.mark.parametrize("line", ["modifier?", "which modifier goes on it", "does it need a modifier", "mods?"])
def test_the_modifier_of_what_was_told_is_asked(line: str) -> None:
    assert IN_SHORT.asks_modifier(line)
    assert not IN_SHORT.asks_modifier(f"{line} with 97140")
