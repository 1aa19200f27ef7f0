"""How counted units are shown: what answers the question first, and one unit in the singular."""

from answer.markdown import leading, render
from answer.schema import Statement, Units


def units(total: int) -> Units:
    return Units(rule="cms", lines={"97112": total}, total=total, steps=(), choices=(), notes=(), citations=())


def statement(text: str, section: str) -> Statement:
    return Statement(text=text, section=section, citations=(), basis="computed", support=1.0)


def test_one_unit_is_singular() -> None:
    """Nobody bills "1 units"."""
    assert "1 unit**" in render(None, [units(1)], [], [], [])
    assert "2 units**" in render(None, [units(2)], [], [], [])


def test_what_answers_the_question_stands_before_the_units() -> None:
    """The sentence that settles it leads; what explains the units follows them."""
    shown = render(None, [units(2)], [statement("Not on both.", "Answer"), statement("Steps.", "Units")], [], [])
    assert shown.index("Not on both.") < shown.index("2 units") < shown.index("Steps.")


def test_without_units_nothing_is_moved() -> None:
    """The order of the sentences is kept where nothing was counted."""
    assert not leading((), [statement("Yes.", "Answer")])
