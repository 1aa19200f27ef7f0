"""A sheet reads back as it was written, and takes the place of what was read before."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import ServicesRead, read_services
from understand.visit_sheet import PERSONS, SheetLine, read_sheet, restate_services, write_sheet

CODES = load_tables(Path(__file__).parents[2] / "corpus").codes
LINES = st.builds(
    SheetLine, st.sampled_from([*CODES, "99999", "G0283"]), st.integers(1, 999), st.sampled_from(list(PERSONS))
)


@given(st.lists(LINES, min_size=1, max_size=8), st.sampled_from(["", "Stroke, 40 min visit. ", "PTA did 12. "]))
def test_a_sheet_reads_back_as_it_was_written(lines: list[SheetLine], before: str) -> None:
    """Codes, minutes and persons, in their order, whatever stands around them."""
    text = f"{before}{write_sheet(lines)} How many units?"
    read = read_sheet(text, CODES)
    assert read is not None
    assert [SheetLine.from_service(service) for service in read.services] == lines
    assert all(text[s.span.start : s.span.end] == s.span.text for s in read.services)


@pytest.mark.parametrize(
    "text",
    [
        "24 min of 97112 and 23 of 97110, how many units?",
        "Minutes as they were: 24 of neuro.",
        "Minutes as they were: 97112 24 min by my dog.",
        "Minutes as they were: 97112 24 min; and some more.",
        "Minutes as they were: 97112 0 min.",
        "Minutes as they were:",
    ],
)
def test_only_what_a_form_wrote_is_a_sheet(text: str) -> None:
    """Free words go to the reader of free words."""
    assert read_sheet(text, CODES) is None


def test_a_sheet_takes_the_place_of_what_was_read() -> None:
    """A line that is not in it is gone; a code that was named without minutes stays."""
    earlier = read_services("24 min of 97112, 23 of 97110 and 98941, how many units", CODES)
    sheet = read_sheet(write_sheet([SheetLine("97112", 30, "PTA")]), CODES)
    assert sheet is not None
    read = restate_services(earlier, sheet)
    assert read.minutes() == {"97112": 30}
    assert read.services[0].who == "assistant"
    assert read.untimed == ("98941",)
    assert read.told_anew


def test_persons_of_free_words_have_a_name_in_the_form() -> None:
    """What was read without a discipline or without a person keeps what was told."""
    read = read_services("PT 12 neuro, PTA 13 te", CODES)
    assert [SheetLine.from_service(service).by for service in read.services] == ["therapist", "assistant"]
    plans = read_services("PT did 20 min of 97112 and the OT did 18 min of 97530", CODES)
    assert {SheetLine.from_service(service).by for service in plans.services} <= {"PT", "OT"}
    assert restate_services(ServicesRead(), read).services == read.services
