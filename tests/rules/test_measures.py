"""Scores against published cut-offs and changes: direction, unit, population and the sentence behind each."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import CorpusError
from rules.cite import Cite
from rules.measure_rows import Group, MeasureRow, load_measure_rows
from rules.measures import (
    Amount,
    Person,
    amount_of,
    changes_of,
    deciding_changes,
    deciding_marks,
    fit_of,
    marks_of,
    reach,
    standing,
    verdict,
)

CORPUS = Path(__file__).parents[2] / "corpus"
ROWS = load_measure_rows(CORPUS)
ANYONE = Person()
NUMBERS = st.floats(0, 120, allow_nan=False)
ORDER = {"short": 0, "within": 1, "reached": 2}


def cites() -> list[tuple[bool, Cite]]:
    published = [(m.verified, m.cite) for row in ROWS.values() for m in row.marks]
    published += [(c.verified, c.cite) for row in ROWS.values() for c in row.changes]
    return published + [(n.verified, n.cite) for row in ROWS.values() for n in row.norms]


def test_every_number_rests_on_a_sentence_of_a_digest() -> None:
    """Word for word, and a number that was not seen in its publication says so."""
    for verified, cite in cites():
        lines = (CORPUS / "documents" / f"{cite.document_id}.md").read_text("utf-8").splitlines()
        assert cite.quote in lines, cite
        assert verified == (not cite.quote.startswith("Unverified:")), cite


def test_every_number_stands_in_its_sentence() -> None:
    """No cut-off, change or norm says a number that its source does not."""
    for row in ROWS.values():
        told = [(m.cite, [m.value, m.other_end]) for m in row.marks if m.value]
        told += [(c.cite, [c.low or None, c.high]) for c in row.changes]
        told += [(n.cite, [n.low, n.high]) for n in row.norms]
        words = {"three": "3", "seven": "7", "five to six": "5 6", "1 or more": "1"}
        for cite, numbers in told:
            text = cite.quote
            for word, digits in words.items():
                text = text.replace(word, digits)
            for number in numbers:
                assert number is None or f"{number:g}" in text, (row.id, number, cite.quote)


@given(value=NUMBERS, better=NUMBERS)
@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.marks], ids=lambda row: row.id)
def test_a_better_value_is_past_no_further_mark(row: MeasureRow, value: float, better: float) -> None:
    """Every mark of a test lies in the direction in which the test gets worse."""
    low, high = sorted((value, better))
    worse, best = (low, high) if row.better == "higher" else (high, low)
    rank = {"not_past": 0, "between": 1, "past": 2}
    for mark in (m for m in row.marks if not m.of_sides):
        assert rank[standing(mark, best)] <= rank[standing(mark, worse)]


@given(less=NUMBERS, more=NUMBERS)
@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.changes], ids=lambda row: row.id)
def test_more_change_reaches_at_least_as_much(row: MeasureRow, less: float, more: float) -> None:
    """A larger change never falls shorter of a published one."""
    less, more = sorted((less, more))
    for change in row.changes:
        assert ORDER[reach(change, less)] <= ORDER[reach(change, more)]


@given(before=st.integers(0, 100), after=st.integers(0, 100))
@pytest.mark.parametrize("row", list(ROWS.values()), ids=lambda row: row.id)
def test_a_change_and_its_way_back_are_opposite(row: MeasureRow, before: int, after: int) -> None:
    """The same size, and better one way where worse the other."""
    there, back = amount_of(row, before, after), amount_of(row, after, before)
    assert there.size == back.size
    assert {there.trend, back.trend} in ({"better", "worse"}, {"same"}, {"changed"})


@pytest.mark.parametrize(
    ("test", "value", "unit", "expected"),
    [
        ("berg", 45, "points", ["not_past", "not_past"]),
        ("berg", 44, "points", ["past", "not_past"]),
        ("berg", 40, "points", ["past", "past"]),
        ("tug", 12, "s", ["past", "not_past", "not_past"]),
        ("minibest", 19, "points", ["not_past"]),
        ("jpe", 3.8, "deg", ["not_past"]),
        ("jpe", 7, "cm", ["past"]),
        ("ccft", 24, "mmHg", ["between"]),
        ("ccft", 22, "mmHg", ["past"]),
        ("tinetti", 10, "points", []),
        ("berg", 44, "cm", []),
    ],
)
def test_a_value_is_past_what_its_source_says(test: str, value: float, unit: str, expected: list[str]) -> None:
    """The mark itself counts or not as its source has it, and another unit is held against nothing."""
    assert [result.standing for result in marks_of(ROWS[f"measure_{test}"], value, unit, ANYONE)] == expected


@pytest.mark.parametrize(
    ("test", "before", "after", "person", "expected"),
    [
        ("dhi", 46, 34, ANYONE, "short"),
        ("dhi", 46, 28, ANYONE, "reached"),
        ("minibest", 17, 19, ANYONE, "short"),
        ("minibest", 14, 18, ANYONE, "reached"),
        ("fga", 15, 20, Person(conditions=frozenset({"dx_vestibular_hypofunction"})), "short"),
        ("fga", 15, 20, Person(conditions=frozenset({"dx_stroke"})), "reached"),
        ("fga", 15, 20, ANYONE, "open"),
        ("berg", 38, 43, Person(conditions=frozenset({"dx_parkinson"})), "reached"),
        ("berg", 38, 40, Person(age=80, older=True), "short"),
        ("fugl_meyer", 30, 35, Person(phase="subacute"), "short"),
        ("fugl_meyer", 30, 41, Person(conditions=frozenset({"dx_stroke"}), phase="chronic"), "open"),
        ("nine_hole_peg", 40, 30, Person(conditions=frozenset({"dx_ms"})), "reached"),
        ("nine_hole_peg", 40, 34, Person(conditions=frozenset({"dx_ms"})), "short"),
        ("tinetti", 19, 22, ANYONE, None),
        ("ybalance", 79, 80, ANYONE, "short"),
    ],
)
def test_a_change_counts_by_the_numbers_of_the_persons_group(
    test: str, before: float, after: float, person: Person, expected: str | None
) -> None:
    """The group named decides; where none is named every group that may apply is heard."""
    row = ROWS[f"measure_{test}"]
    held = changes_of(row, amount_of(row, before, after), row.unit, person)
    assert verdict(deciding_changes(held)) == expected


def test_another_persons_group_decides_nothing() -> None:
    """A cut-off of older adults is not one of a person of 30, and a contradiction outweighs what agrees."""
    berg = ROWS["measure_berg"]
    young = marks_of(berg, 41, "points", Person(age=30, older=False))
    assert [result.mark.value for result in deciding_marks(young)] == [40]
    group = Group(conditions=frozenset({"dx_stroke"}), phase="subacute")
    assert fit_of(group, Person(frozenset({"dx_stroke"}), "chronic")) == ("other", 0)
    assert fit_of(group, Person(frozenset({"dx_stroke"}), "subacute")) == ("same", 2)
    assert fit_of(group, ANYONE) == ("open", 0)


@given(size=NUMBERS)
def test_one_standard_error_alone_never_makes_a_change_real(size: float) -> None:
    """More than an error is not yet a detectable change."""
    row = ROWS["measure_ybalance"]
    held = changes_of(row, Amount(size, "better"), "cm", ANYONE)
    assert verdict(held) in {"short", "open"}


def test_a_change_in_percent_needs_the_earlier_value() -> None:
    """Without it, nothing can be said of 20 percent."""
    row = ROWS["measure_nine_hole_peg"]
    kinds = [result.change.percent for result in changes_of(row, Amount(5, "better"), "s", ANYONE)]
    assert True not in kinds


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The error says which file to mend."""
    with pytest.raises(CorpusError, match=r"measures\.toml"):
        load_measure_rows(tmp_path)
