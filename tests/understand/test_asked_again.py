"""A line that only names another payer or another code asks the question before it again."""

from pathlib import Path

import pytest

from understand.asked_again import asked_again
from understand.payers import load_payers

PAYERS = load_payers(Path(__file__).parents[2] / "corpus")


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
