"""Codes and ranges of codes in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.codes_named import are_other_codes, codes_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("97112 with 98940-2 different region", {"98940", "98941", "98942"}),
        ("98940 to 98942 are column 1 codes over 97112", {"98940", "98941", "98942"}),
        ("97112-59 beside 97150", {"97150"}),
        ("97110 to 97546", {"97110", "97546"}),
        ("G0283, or 97014", {"G0283", "97014"}),
        ("97161-3", {"97161", "97162", "97163"}),
        ("97112 for 45 minutes in 2026", set()),
    ],
)
def test_codes_and_short_ranges_are_named(text: str, named: set[str]) -> None:
    """A modifier behind a code is no range, and 97112 itself is what everything is about."""
    assert codes_named(text) == named


@given(st.integers(10000, 99990), st.integers(1, 9))
def test_a_short_range_holds_both_its_ends(first: int, more: int) -> None:
    """However it is written, a range names its first and its last code."""
    ends = {str(first), str(first + more)} - {"97112"}
    assert ends <= codes_named(f"{first} to {first + more}")


def test_a_sentence_about_other_codes_is_told_from_one_about_those_asked() -> None:
    """A sentence without codes is about any, and where none is asked no sentence is about others."""
    edits = "Medicare has no edit of 97112 with 97110, 97140 or 97530."
    assert are_other_codes(frozenset({"97150"}), edits)
    assert not are_other_codes(frozenset({"97140", "97150"}), edits)
    assert not are_other_codes(frozenset(), edits)
    assert not are_other_codes(frozenset({"97150"}), "A modifier stands on the column 2 code.")


def test_where_another_code_is_to_be_defined_97112_is_another_code_too() -> None:
    """What 97014 is, no sentence on 97112 alone says."""
    assert are_other_codes(frozenset({"97014"}), "CPT 97112 is the code of neuromuscular reeducation.", instead=True)
    assert not are_other_codes(frozenset({"97014"}), "97112 is a procedure, while 97014 is stimulation.", instead=True)
    assert not are_other_codes(frozenset({"97014"}), "CPT 97112 is the code of neuromuscular reeducation.")
