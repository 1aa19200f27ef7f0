"""What is left of a yearly threshold after what was used."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rules.limits import kx_threshold, left_below
from rules.tables import load_tables

THRESHOLD = kx_threshold(2026, load_tables(Path(__file__).parents[2] / "corpus")).threshold
dollars = st.decimals(0, 9999, places=2)


@given(st.lists(dollars))
def test_used_and_left_are_the_threshold(used):
    """What is left and what was used come to the threshold, in whatever order it was used."""
    left = left_below(THRESHOLD, used)
    assert left + sum(used, Decimal(0)) == THRESHOLD.dollars
    assert left == left_below(THRESHOLD, used[::-1])


@given(st.lists(dollars), dollars)
def test_more_used_leaves_less(used, more):
    """An amount more leaves exactly so much less; nothing used leaves all of it."""
    assert left_below(THRESHOLD, [*used, more]) == left_below(THRESHOLD, used) - more
    assert left_below(THRESHOLD, []) == THRESHOLD.dollars
