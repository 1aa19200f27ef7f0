"""Minutes that an aide, a technician or a student had alone are nobody's; another pair of hands takes none away."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import names_open_helper, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes


@pytest.mark.parametrize(
    ("text", "minutes", "theirs"),
    [
        ("PT 20 balance, tech did 20 bike, medicare, units", {"97112": 20}, [20]),
        ("PT 20 min neuro, aide watched the other 15 min of balance in the gym", {"97112": 20}, [15]),
        ("student did 15 PT did 15 same pt nmr part B, units", {"97112": 15}, [15]),
        ("tech set up the airex 12 min, therapist did 11 hands on, units?", {"97112": 11}, [12]),
        ("a DPT student ran the whole 30 min of neuro re ed while the PT sat, do i bill 2 units", {}, [30]),
        ("PT 18 neuro; rehab tech walked pt 10 min. how many units", {"97112": 18}, [10]),
        ("my aide took him through 12 min of ther ex, i did 23 neuro", {"97112": 23}, [12]),
        ("25 balance PT, 10 w/ tech, units", {"97112": 25}, [10]),
        ("50 min appt, tech had him 15 on the treadmill, rest nmr with me, units", {"97112": 35}, [15]),
        ("neuro 20, then 10 on the bike w the aide, mcr", {"97112": 20}, [10]),
        ("balance 15 hands on, 10 more with just the aide, units", {"97112": 15}, [10]),
    ],
)
def test_a_helpers_own_minutes_are_nobodys(text: str, minutes: dict[str, int], theirs: list[int]) -> None:
    """However they are told, they neither count nor lessen what the therapist had."""
    read = read_services(text, CODES)
    assert read.minutes() == minutes
    assert [part.minutes for part in read.by_helpers] == theirs


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 min nmr with a student helping, medicare, units", {"97112": 30}),
        ("a tech guarded for 25 min of balance, PT hands on, how many units", {"97112": 25}),
        ("My PT student documented 97112 for 25 minutes and 97530 for 14", {"97112": 25, "97530": 14}),
        ("pt 22 mins nmr while aide ran next pt, units", {"97112": 22}),
        ("PT saw college student for 30 min of neuro, units", {"97112": 30}),
        ("19 yo student, 20 min neuro 10 te, units", {"97112": 20, "97110": 10}),
    ],
)
def test_who_only_stands_by_takes_no_minutes(text: str, minutes: dict[str, int]) -> None:
    """Neither does a student who is the patient, and then the minutes are counted."""
    read = read_services(text, CODES)
    assert read.minutes() == minutes
    assert not read.by_helpers
    assert not names_open_helper(text)


def test_a_part_that_a_helper_had_is_taken_off() -> None:
    """ "Of the 25 minutes" says whose minutes they lie in, wherever the word for minutes stands."""
    read = read_services("aide did 10 of the 25 minutes of balance work, rest PT. what do we bill part b", CODES)
    assert read.minutes() == {"97112": 15}
    assert not read.by_helpers


@settings(max_examples=60, deadline=None)
@given(
    mine=st.integers(8, 60), theirs=st.integers(4, 60), who=st.sampled_from(["aide", "tech", "student", "rehab tech"]),
    did=st.sampled_from(["did", "ran", "had", "watched the other", "took"]),
)  # fmt: skip
def test_a_helpers_minutes_are_never_added(mine: int, theirs: int, who: str, did: str) -> None:
    """Of the same work or of other work, before or behind the therapist's."""
    for text in (
        f"PT {mine} neuro, {who} {did} {theirs} te, units",
        f"{who} {did} {theirs} min, PT {mine} neuro, units",
    ):
        read = read_services(text, CODES)
        assert read.minutes() == {"97112": mine}, text
        assert [part.minutes for part in read.by_helpers] == [theirs], text
