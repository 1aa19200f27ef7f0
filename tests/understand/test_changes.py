"""Change that two numbers tell, and tests that are given by their number alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understand.findings import read_findings
from understand.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "corpus")


def ids_of(text: str) -> set[str]:
    return {finding.id for finding in read_findings(text, VOCABULARY) if finding.presence == "present"}


@pytest.mark.parametrize(
    "text",
    [
        "six faults down to two",
        "8 bad of 10 in March, 3 in April",
        "stumbles: 11 last week, 4 today",
        "it was 50 sec, now she holds 4 min",
        "holds it 4 min, it was 50 sec",
        "knee buckled 7x first set, 2x third",
        "today he landed 6 of 10 by himself, 2 last visit",
        "knee drops chalked up after each set: 9, 6, 3",
        "tolerated the towel 90 sec vs 15 last wk",
        "one leg, 2 seconds in week 1. Last date 14 seconds.",
    ],
)
def test_a_better_number_is_progress(text: str) -> None:
    """The later number is better, whichever is told first and whichever way better lies."""
    assert "progress_improving" in ids_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "two faults last week, six today",
        "stood 14 sec last week, 3 today",
        "held 5 to 10 sec, 10 reps",
        "box 4 to 8 in",
        "to get the quad from 3 to 4",
        "8 of 10 landings with errors, 12 visits",
    ],
)
def test_other_pairs_of_numbers_are_no_progress(text: str) -> None:
    """Loss, dosage, equipment and goals are no gain."""
    assert "progress_improving" not in ids_of(text)


def test_the_same_number_again_is_no_progress() -> None:
    """An unchanged count is said to be so."""
    assert "progress_none" in ids_of("seven stumbles last visit, seven today")


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("4 sec on one leg", "measure_single_leg_stance", 4),
        ("stands on it 3 sec", "measure_single_leg_stance", 3),
        ("one leg, 2 seconds", "measure_single_leg_stance", 2),
        ("misses centre by 7 degrees", "measure_jpe", 7),
        ("head laser error 8 cm", "measure_jpe", 8),
        ("eyes shut, out by 12 deg", "measure_limb_position", 12),
        ("nods stall at 22 on the cuff", "measure_ccft", 22),
        ("pegs 34 s", "measure_nine_hole_peg", 34),
        ("names the toe I move 3 of 10", "measure_position_sense", 3),
        ("front reach 6 cm short of the right", "measure_ybalance", 6),
    ],
)
def test_a_test_is_known_by_its_number(text: str, measure: str, value: float) -> None:
    """A number in the test's unit at what it measures stands for the test's name."""
    found = {finding.id: finding.value for finding in read_findings(text, VOCABULARY)}
    assert found.get(measure) == value


def test_a_side_that_is_clearly_worse_is_abnormal() -> None:
    """Six seconds against thirty of the other leg shows a loss of balance; equal legs show none."""
    assert "balance_static" in ids_of("6 sec on one leg vs 30 on the other")
    assert "balance_static" not in ids_of("28 sec on one leg vs 30 on the other")


@pytest.mark.parametrize(
    "text",
    [
        "Foot drop was 4/5 three wks ago, 3/5 last week, today 1/5",
        "10 minutes balance work then 10 minutes strengthening",
        "since 2:10 today the right arm would not lift",
        "bone tender at c6, cant turn more then 20 deg",
    ],
)
def test_grades_clock_times_and_names_are_no_gain(text: str) -> None:
    """A falling grade of strength is loss; minutes, clock times and levels of the spine count nothing."""
    assert "progress_improving" not in ids_of(text)


@given(
    st.integers(6, 20),
    st.integers(1, 4),
    st.sampled_from(["R {} sec L {} sec", "{} on the bad side, {} other side", "{} vs {} s"]),
)
def test_sides_are_compared_in_either_order(less: int, more_than_four: int, told: str) -> None:
    """The worse side decides, whichever is told first; equal sides show nothing."""
    more = less * (more_than_four + 1)
    assert "balance_static" in ids_of("SLS " + told.format(less, more))
    assert "balance_static" in ids_of("SLS " + told.format(more, less))
    assert "balance_static" not in ids_of("SLS " + told.format(less, less))
