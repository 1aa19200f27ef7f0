"""Work that is listed with its minutes by what was done is counted under its code, and only in such a list."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("14 balance 12 strength medicare units", {"97112": 14, "97110": 12}),
        ("14 balance, 12 strength. medicare units", {"97112": 14, "97110": 12}),
        ("20 balance 15 walking medicare units", {"97112": 20, "97116": 15}),
        ("obstacle course 25 min, te 10", {"97112": 25, "97110": 10}),
        ("gaze + laser head repositioning 12 min, manual 13", {"97112": 12, "97140": 13}),
        ("BPPV maneuver 10 min and then 15 min of gaze stuff", {"95992": 10, "97112": 15}),
        (
            "total was 52 min: 20 stairs w/ gait belt, 16 proprio on foam, 9 quad sets, rest of it ice",
            {"97116": 20, "97112": 16, "97110": 9, "97010": 7},
        ),
        ("epley x1 8 min, vor exercises 16 min, medicare how do i bill", {"95992": 8, "97112": 16}),
        ("therapist 17 min balance, cota did 13 min walking units", {"97112": 17, "97116": 13}),
        ("tandem 12 min, foam 10 min, vor 8 min units", {"97112": 30}),
    ],
)
def test_each_number_goes_with_its_work(text: str, minutes: dict[str, int]) -> None:
    """Whether the number or the work stands first, and however the list is set."""
    assert read_services(text, CODES).minutes() == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("he fatigues after walking 10 min, neuro 25 min today, units?", {"97112": 25}),
        ("neuro 20 min. heel raises 15 reps, bridges 20, clams 12. units", {"97112": 20}),
        ("russian stim and quad sets 12 min, neuro 15 min, how many units", {"97112": 15, "G0283": 12}),
        ("neuro 30 min incl foam and tandem, units", {"97112": 30}),
        ("20 min walking", {}),
    ],
)
def test_what_is_no_list_of_minutes_is_none(text: str, minutes: dict[str, int]) -> None:
    """What somebody can do, repetitions, work within a code's minutes, and one word alone."""
    read = read_services(text, CODES)
    assert read.minutes() == minutes
    assert not read.by_work


@pytest.mark.parametrize(
    ("text", "minutes", "told"),
    [("parallel bars 25 min, te 10", {"97110": 10}, 25), ("14 nmr 12 dinglehop medicare units", {"97112": 14}, 12)],
)
def test_a_name_that_no_code_is_known_by_keeps_its_minutes(text: str, minutes: dict[str, int], told: int) -> None:
    """They are neither added to the code beside them nor taken for the visit."""
    read = read_services(text, CODES)
    assert read.minutes() == minutes
    assert [part.minutes for part in read.unplaced] == [told]
    assert read.visit_minutes is None


LOOSE = [(name, code.code) for code in CODES.values() for name in code.loose if code.timed]


@settings(max_examples=120, deadline=None)
@given(
    spent=st.integers(8, 60), work=st.integers(8, 58), loose=st.sampled_from(LOOSE),
    form=st.sampled_from(["{0} nmr {1} {2}", "{0} nmr, {1} {2}", "nmr {0}, {2} {1}", "nmr {0} min, {2} {1} min"]),
)  # fmt: skip
def test_no_work_is_added_to_what_stands_beside_it(spent: int, work: int, loose: tuple[str, str], form: str) -> None:
    """Each loose name takes its own minutes in each form of a list."""
    name, code = loose
    wanted = {"97112": spent + work} if code == "97112" else {"97112": spent, code: work}
    assert read_services(form.format(spent, work, name), CODES).minutes() == wanted
