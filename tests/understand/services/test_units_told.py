"""Units told of several codes together, and the length of a unit told as a reason."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.services import read_services

CODES = load_tables(Path(__file__).resolve().parents[3] / "corpus").codes


@pytest.mark.parametrize(
    ("text", "minutes", "claimed", "billed"),
    [
        ("8 nmr 8 te 8 manual 3 units", {"97112": 8, "97110": 8, "97140": 8}, 3, None),
        ("nmr 8 te 8 mt 8 3 units", {"97112": 8, "97110": 8, "97140": 8}, 3, None),
        ("97112 20 min, 97110 15 min, 3 units billed", {"97112": 20, "97110": 15}, 3, None),
        ("97110 15 min 97112 16 min = 3 units?", {"97110": 15, "97112": 16}, 3, None),
        ("nmr 7 te 7 mt 7, boss says 2 units total", {"97112": 7, "97110": 7, "97140": 7}, 2, None),
        ("97112 20 min 2 units, 97110 15 min 1 unit", {"97112": 20, "97110": 15}, None, {"97112": 2, "97110": 1}),
        ("97112 25 min and 97110 1 unit", {"97112": 25}, None, {"97110": 1}),
        ("45 min total, neuro 15 te 2 units", {"97112": 15}, None, {"97110": 2}),
    ],
)
def test_units_told_behind_a_list_are_of_the_whole_list(
    text: str, minutes: dict[str, int], claimed: int | None, billed: dict[str, int] | None
) -> None:
    read = read_services(text, CODES)
    assert (read.minutes(), read.claimed_units, read.billed) == (minutes, claimed, billed)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("46 min = 3 units bc 15 each, its all neuro reed", {"97112": 46}),
        ("38 min neuro, 2 units cuz 15 each", {"97112": 38}),
        ("neuro 40 min so 3 units at 15 each", {"97112": 40}),
        ("97112 45 minutes, 3 units since every 15 is one", {"97112": 45}),
        ("neuro 53 min, 3 units since it's 15 a unit", {"97112": 53}),
        ("30 min each nmr and te", {"97112": 30, "97110": 30}),
        ("97112 and 97110 at 15 each", {"97112": 15, "97110": 15}),
        ("since we did 15 each of nmr and te how many units", {"97112": 15, "97110": 15}),
    ],
)
def test_the_length_of_a_unit_told_as_a_reason_is_no_time_spent(text: str, minutes: dict[str, int]) -> None:
    assert read_services(text, CODES).minutes() == minutes
