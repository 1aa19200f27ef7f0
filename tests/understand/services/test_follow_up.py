"""A follow-up changes, adds to or keeps the services of the turn before it."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.services import continue_services, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes
EARLIER = "24 min neuro re-ed, 23 min therex, how many units?"


def follow(earlier, text):
    before = read_services(earlier, CODES)
    return continue_services(before, read_services(text, CODES, told=before.only_code), text)


@pytest.mark.parametrize(
    ("earlier", "text", "minutes"),
    [
        (EARLIER, "and under the ama rule?", {"97112": 24, "97110": 23}),
        (EARLIER, "what if it was 22 min of neuro instead", {"97112": 22, "97110": 23}),
        (EARLIER, "and 10 min of manual?", {"97112": 24, "97110": 23, "97140": 10}),
        (EARLIER, "and with a PTA?", {"97112": 24, "97110": 23}),
        ("38 min of neuro, units?", "what if it was 37 min?", {"97112": 37}),
        ("38 min of neuro, units?", "what about 53", {"97112": 53}),
        ("38 min of neuro, units?", "ok 67 then?", {"97112": 67}),
        ("38 min of neuro, units?", "another 10", {"97112": 48}),
        ("38 min of neuro, units?", "minus 5 for the phone call", {"97112": 33}),
        ("38 min of neuro, units?", "but 6 of it was rest", {"97112": 32}),
        ("38 min of neuro, units?", "with 59?", {"97112": 38}),
        ("38 min of neuro, units?", "is 4 units ok", {"97112": 38}),
        ("38 min of neuro, units?", "and in 2026?", {"97112": 38}),
        (EARLIER, "same but 97110 only 7", {"97112": 24, "97110": 7}),
        (EARLIER, "the last 5 of the te he did alone", {"97112": 24, "97110": 18}),
        (EARLIER, "5 of the te was with the aide", {"97112": 24, "97110": 18}),
        (EARLIER, "5 of the te was on foam", {"97112": 24, "97110": 23}),
        (EARLIER, "8 of te", {"97112": 24, "97110": 8}),
        (EARLIER, "te 7?", {"97112": 24, "97110": 7}),
        (EARLIER, "minus 5 for the phone call", {"97112": 24, "97110": 23}),
        (EARLIER, "how many units is 40 min of gait", {"97116": 40}),
        ("is 97112 covered", "22 min of neuro", {"97112": 22}),
        ("foam with cues, cant do stairs. 97112?", "ok and what if she only got 6 min of it", {"97112": 6}),
    ],
)
def test_what_a_follow_up_keeps(earlier, text, minutes):
    """Codes that are told anew are replaced or added; the others stay; a whole new question stands alone."""
    assert follow(earlier, text).minutes() == minutes


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("and with a PTA?", ["assistant", "assistant"]),
        ("what if a PTA did the neuro", ["assistant", "therapist"]),
        ("and under the ama rule?", [None, None]),
    ],
)
def test_who_did_it_in_a_follow_up(text, who):
    """An assistant named later has all minutes, or those of the code that is named."""
    assert [service.who for service in follow(EARLIER, text).services] == who


def test_a_part_told_later_is_the_assistants():
    """ "She did the last 10 alone" shares out the minutes told before: she is the assistant of that turn."""
    read = follow("PTA helped me the whole 30 min of 97112", "and if she did the last 10 alone")
    assert [(s.who, s.minutes) for s in read.services] == [("together", 20), ("assistant", 10)]
