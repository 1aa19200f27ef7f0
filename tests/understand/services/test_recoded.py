"""Minutes told before change their code, or go to a helper; nothing is counted twice."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.services import ServicesRead, continue_services, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes
TWO = "30 min nmr 15 min te"
SHARED = "PT 20 nmr, PTA 12 te"


def follow(*texts: str) -> ServicesRead:
    read = ServicesRead()
    for text in texts:
        read = continue_services(read, read_services(text, CODES, told=read.only_subject), text)
    return read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("the te was gait actually", {"97112": 30, "97116": 15}),
        ("swap the te for gait", {"97112": 30, "97116": 15}),
        ("change te to gait training", {"97112": 30, "97116": 15}),
        ("call the te manual instead", {"97112": 30, "97140": 15}),
        ("what if the 15 was gait", {"97112": 30, "97116": 15}),
        ("make that 15 manual not te", {"97112": 30, "97140": 15}),
        ("gait not te", {"97112": 30, "97116": 15}),
        ("what if both were neuro", {"97112": 45}),
        ("8 of the nmr was really te", {"97112": 22, "97110": 23}),
        ("half of the nmr was gait", {"97112": 15, "97116": 15, "97110": 15}),
        ("ok and if it was ther act instead of te", {"97112": 30, "97530": 15}),
        ("move 5 of the te to nmr", {"97112": 35, "97110": 10}),
        ("hmm 30 shouldve been 13", {"97112": 13, "97110": 15}),
        ("w/o the te?", {"97112": 30}),
        ("actually te wasnt done", {"97112": 30}),
        ("bump nmr down to 22", {"97112": 22, "97110": 15}),
        ("half the nmr was gait tbh", {"97112": 15, "97116": 15, "97110": 15}),
        ("te w tech", {"97112": 30}),
        ("take 5 off the nmr he was in the bathroom", {"97112": 25, "97110": 15}),
        ("tech did the te", {"97112": 30}),
        ("actually the te was with the aide", {"97112": 30}),
        ("manual was never done", {"97112": 30, "97110": 15}),
        ("drop te add 12 manual", {"97112": 30, "97140": 12}),
        ("te was 14 so how many units", {"97112": 30, "97110": 14}),
        ("gait was 10 then what", {"97112": 30, "97110": 15, "97116": 10}),
        ("gait was 10", {"97112": 30, "97110": 15, "97116": 10}),
        ("why te and not gait", {"97112": 30, "97110": 15}),
        ("the te was on foam", {"97112": 30, "97110": 15}),
        ("is gait better than te", {"97112": 30, "97110": 15}),
    ],
)
def test_what_minutes_told_before_were_instead(text: str, minutes: dict[str, int]) -> None:
    assert follow(TWO, text).minutes() == minutes


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("what if the PTA's 12 was also nmr", [("97112", 20, "therapist"), ("97112", 12, "assistant")]),
        ("make the pta part nmr", [("97112", 20, "therapist"), ("97112", 12, "assistant")]),
        ("what if the pta did gait instead", [("97112", 20, "therapist"), ("97116", 12, "assistant")]),
        ("turns out pta did nmr not te", [("97112", 20, "therapist"), ("97112", 12, "assistant")]),
    ],
)
def test_a_persons_minutes_change_their_code_and_stay_the_persons(
    text: str, services: list[tuple[str, int, str]]
) -> None:
    assert [(s.code, s.minutes, s.who) for s in follow(SHARED, text).services] == services


def test_further_minutes_of_a_person_still_come_on_top() -> None:
    assert follow(SHARED, "PTA also did 10 nmr").minutes() == {"97112": 30, "97110": 12}


def test_what_was_a_helpers_is_told_to_be_one() -> None:
    read = follow("nmr 19, te 11, manual 9", "ok the 9 min manual was actually the aide")
    assert [(part.code, part.minutes) for part in read.by_helpers] == [("97140", 9)]


def test_a_code_that_is_corrected_is_no_number() -> None:
    """Of "95992 not 97112" neither is minutes, and neither takes the other's."""
    read = follow("97112 25 min", "ok meant 97112 not 97110")
    assert read.minutes() == {"97112": 25}
