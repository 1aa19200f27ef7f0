"""A follow-up changes, adds to or keeps the services of the turn before it."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.services import continue_services, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes
EARLIER = "24 min neuro re-ed, 23 min therex, how many units?"


def follow(earlier, text):
    return continue_services(read_services(earlier, CODES), read_services(text, CODES), text)


@pytest.mark.parametrize(
    ("earlier", "text", "minutes"),
    [
        (EARLIER, "and under the ama rule?", {"97112": 24, "97110": 23}),
        (EARLIER, "what if it was 22 min of neuro instead", {"97112": 22, "97110": 23}),
        (EARLIER, "and 10 min of manual?", {"97112": 24, "97110": 23, "97140": 10}),
        (EARLIER, "and with a PTA?", {"97112": 24, "97110": 23}),
        ("38 min of neuro, units?", "what if it was 37 min?", {"97112": 37}),
        (EARLIER, "how many units is 40 min of gait", {"97116": 40}),
        ("is 97112 covered", "22 min of neuro", {"97112": 22}),
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
