"""Dollars told as used: whose they are, and which dollars are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understand.used_amounts import UsedAmount, read_used_amounts, used_amounts_of

TOLD = [
    ("she used 2,390 for PT in 2026, need KX yet", [(2390, "PT and SLP")]),
    ("she also had 300 of speech", [(300, "PT and SLP")]),
    ("PT is at $2,300 and speech 250, kx?", [(2300, "PT and SLP"), (250, "PT and SLP")]),
    ("2300 PT + 250 SLP this year, kx?", [(2300, "PT and SLP"), (250, "PT and SLP")]),
    ("pt's at $1,950.50 so far", [(1950.5, "")]),
    ("ot 2,100 and pt 1,000 used", [(2100, "OT"), (1000, "PT and SLP")]),
    ("we have billed 2.4k in OT", [(2400, "OT")]),
    ("medicare paid 2450 so far this year, KX?", [(2450, "")]),
    ("2,390 worth of physical therapy already, kx next visit", [(2390, "PT and SLP")]),
    ("used $1,200 for PT here and $900 for PT elsewhere", [(1200, "PT and SLP"), (900, "PT and SLP")]),
    ("used 2,390, next visit is $110", [(2390, "")]),
    ("has spent 2100 dollars ytd of the 2,480 threshold", [(2100, "")]),
]
NOT_TOLD = [
    "what is the KX threshold for 2026",
    "is the threshold $2,480 for PT and SLP together",
    "over 2,480 for PT what then",
    "what happens at $3,000",
    "kx for PT in 2026",
    "KX on 97112 or 97110 once she used it up",
    "she used 2,000 for PT and OT together",
    "has $90 left for PT",
    "used 12 visits of PT, 45 min each",
    "30 min PT, kx?",
    "PT 15 OT 20 kx?",
]


@pytest.mark.parametrize(("text", "amounts"), TOLD)
def test_amount_told_as_used_is_read(text, amounts):
    """An amount counts by its discipline, in the words of many people."""
    assert read_used_amounts(text) == tuple(UsedAmount(Decimal(str(dollars)), pool) for dollars, pool in amounts)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_numbers_are_no_use(text):
    """A threshold, a year, a code, a price, minutes and visits are no dollars used."""
    assert read_used_amounts(text) == ()


def test_later_amount_is_added_or_takes_the_place():
    """A follow-up adds where it says so; else it takes the place of its own discipline's amount."""
    first = "she used 2,390 for PT, KX?"
    assert sum(a.dollars for a in used_amounts_of([first, "she also had 300 of speech"])) == 2690
    assert sum(a.dollars for a in used_amounts_of([first, "what if she used 2,500 for PT"])) == 2500


@given(st.integers(100, 9999).filter(lambda dollars: not 2010 <= dollars <= 2029))
def test_any_amount_is_read_as_written(dollars):
    """With and without sign and comma the same dollars are read."""
    for written in (f"${dollars}", f"{dollars:,}", f"${dollars:,}.00", str(dollars)):
        assert read_used_amounts(f"she used {written} for PT") == (UsedAmount(Decimal(dollars), "PT and SLP"),)
