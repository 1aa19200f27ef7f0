"""A line that changes or asks one thing after a case is answered with that thing first, and no verdict again."""

from pathlib import Path

import pytest

from answer.codes_compared import codes_chosen_between
from answer.engine import Engine
from rules.tables import load_tables

CODES = load_tables(Path(__file__).parents[2] / "corpus").codes
STROKE = "stroke, foam with tactile cues, berg 38, cant stand to cook. 97112?"
KNEE = "knee oa 3x10 quad sets and slr, weakness 4/5. 97112?"


@pytest.mark.parametrize(
    ("turns", "opening"),
    [
        ([STROKE, "and humana?"], "Under Humana the answer stays the same"),
        ([STROKE, "would the answer be different under medicare"], "Under Medicare the answer changes"),
        ([STROKE, "and humana?", "what about tricare"], "Under TRICARE the answer stays the same"),
        ([STROKE, "im the OT not PT"], "The line then carries GO"),
        ([KNEE, "why not"], "Because "),
        ([KNEE, "then what code"], "97110: "),
        ([KNEE, "so can i bill it"], "No, as described: "),
        ([STROKE, "does it need a modifier", "can we report it"], "That depends, as described: "),
        (["can i do nmr over zoom, medicare", "modifier?"], "95: "),
        ([STROKE, "im an OT", "modifier?"], "GO: "),
        (["foam for hypofunction, VOR x1 and an epley before. 97112?", "mods?"], "59: "),
    ],
)
def test_what_is_new_or_asked_opens(engine: Engine, turns: list[str], opening: str) -> None:
    """The criteria were laid out before."""
    *history, asked = turns
    answer = engine.ask(asked, history=history)
    assert answer.answer_markdown.startswith(opening)
    assert answer.determination is None or not answer.determination.readings


@pytest.mark.parametrize(
    "asked", ["so he can stand now. why not", "im the OT, and she walks 10 m alone", "does humana require an order"]
)
def test_a_line_that_says_more_is_answered_for_what_it_says(engine: Engine, asked: str) -> None:
    answer = engine.ask(asked, history=[STROKE])
    assert not answer.answer_markdown.startswith(("Because", "The line then", "Under Humana the answer"))


def test_a_sign_of_danger_is_passed_over_by_no_follow_up(engine: Engine) -> None:
    answer = engine.ask("and medicare?", history=["balance work, today his face droops and he slurs. 97112?"])
    assert answer.answer_markdown.startswith("**Red flag")


@pytest.mark.parametrize(
    ("asked", "opening"),
    [
        ("TKA, SLS on foam with cues, quad lag, cant do stairs. NMR or therex?", "97110 is for strength"),
        ("amputee, new prosthesis, wt shifts in the bars, 97112 or 97761", "97761 is prosthetic training; 97112 is "),
        ("DC, adjusted C5 then wobble board for sway. 98940 + 97112?", "### Code pair\n- 97112 is denied beside 98940"),
    ],
)
def test_codes_asked_beside_a_case_are_compared_first(engine: Engine, asked: str, opening: str) -> None:
    """Then the verdict."""
    answer = engine.ask(asked)
    assert answer.determination is not None
    assert answer.answer_markdown.startswith(opening)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("airex for his knee. NMR or therex?", ("97112", "97110")),
        ("97112, 97530 or 97533?", ("97112", "97530", "97533")),
        ("is it theraputic activities or neuro re ed for stairs", ("97530", "97112")),
        ("reaching on foam, 97112/97530?", ("97112", "97530")),
        ("is it 97112 or not", ()),
        ("97110 or 97530?", ()),
        ("unsteady when standing or walking. 97112?", ()),
    ],
)
def test_a_choice_between_codes_is_read(asked: str, codes: tuple[str, ...]) -> None:
    """97112 is one of them."""
    assert codes_chosen_between(asked, CODES) == codes
