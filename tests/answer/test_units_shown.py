"""How counted units are shown: what answers the question first, and one unit in the singular."""

from answer.draft import COUNT
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


def test_what_the_minutes_come_to_opens_under_no_heading() -> None:
    """A sentence says the count before the table shows how it came about."""
    shown = render(None, [units(2)], [statement("24 minutes are 2 units.", COUNT)], [], [])
    assert shown.startswith("24 minutes are 2 units.")
    assert COUNT not in shown


def test_without_units_nothing_is_moved() -> None:
    """The order of the sentences is kept where nothing was counted."""
    assert not leading((), [statement("Yes.", "Answer")])


def test_units_beside_untimed_lines_are_called_timed() -> None:
    """Three lines and one unit: the unit is the timed one."""
    counted = Units(rule="cms", lines={"97162": 1, "97112": 1, "97010": 1}, total=1, steps=())
    assert "**By Medicare's total-time rule: 1 timed unit and 2 untimed lines**" in render(None, [counted], [], [], [])


def test_the_plan_stands_in_the_heading_where_there_are_several() -> None:
    plans = [Units(rule="cms", lines={"97112": 1}, total=1, steps=(), plan=plan) for plan in ("OT", "PT")]
    shown = render(None, plans, [], [], [])
    assert "rule, OT plan: 1 unit**" in shown
    assert "rule, PT plan: 1 unit**" in shown
