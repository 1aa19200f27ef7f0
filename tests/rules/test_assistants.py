"""CQ and CO on each unit, by the twelve worked cases and by properties."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.assistants import Work, split_lines
from rules.tables import load_tables

TABLES = load_tables(Path(__file__).parents[2] / "corpus")
PT, PTA, BOTH = "therapist", "assistant", "together"

CASES = {
    "therapist-alone": ({"97112": Work(30)}, [("97112", False, 2)]),
    "assistant-alone": ({"97112": Work(0, 30)}, [("97112", True, 2)]),
    "assistant-10-therapist-5": ({"97110": Work(5, 10)}, [("97110", True, 1)]),
    "cms-style-66-minutes": (
        {"97110": Work(13, 23), "97140": Work(30)},
        [("97110", False, 1), ("97110", True, 1), ("97140", False, 2)],
    ),
    "two-units-left": ({"97112": Work(12, 14)}, [("97112", False, 1), ("97112", True, 1)]),
    "midpoint": ({"97112": Work(8, 8)}, [("97112", False, 1)]),
    "assistant-block": ({"97112": Work(7, 15)}, [("97112", True, 1)]),
    "one-minute-of-fifteen": ({"97112": Work(14, 1)}, [("97112", False, 1)]),
    "one-minute-of-eight": ({"97112": Work(7, 1)}, [("97112", True, 1)]),
    "longer-left-over-wins": ({"97112": Work(20), "97110": Work(0, 25)}, [("97112", False, 1), ("97110", True, 2)]),
    "together-counts-as-therapist": ({"97112": Work(0, 0, 15)}, [("97112", False, 1)]),
}


@pytest.mark.parametrize("name", CASES)
def test_worked_case(name):
    """Each worked case gives its claim lines."""
    work, lines = CASES[name]
    result = split_lines(work, "PT", TABLES)
    assert [(line.code, "CQ" in line.modifiers, line.units) for line in result.lines] == lines
    assert all(line.modifiers[0] == "GP" for line in result.lines)


def test_disciplines_keep_their_own_modifiers():
    """A PTA's line is GP and CQ, an OTA's is GO and CO, never across."""
    lines = [split_lines({"97112": Work(0, 15)}, plan, TABLES).lines[0].modifiers for plan in ("PT", "OT")]
    assert lines == [("GP", "CQ"), ("GO", "CO")]


def test_midpoint_step_is_marked_unverified():
    """The step that no text was seen for is named, in the steps and apart."""
    result = split_lines({"97112": Work(8, 8)}, "PT", TABLES)
    assert result.unverified == ("the midpoint step",)
    assert "unverified" in result.steps[-1]


@given(
    st.dictionaries(
        st.sampled_from(["97112", "97110", "97140"]),
        st.builds(Work, st.integers(0, 60), st.integers(0, 60), st.integers(0, 30)),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=300, deadline=None)
def test_lines_always_add_up(work):
    """Units with and without the modifier add up to the total, none negative, no marked unit without an assistant."""
    result = split_lines(work, "PT", TABLES)
    assert sum(line.units for line in result.lines) == result.total
    for line in result.lines:
        assert line.units > 0
        assert "CQ" not in line.modifiers or work[line.code].assistant > 0
