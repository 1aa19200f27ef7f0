"""Who did which minutes, told with verbs, and what a follow-up says of both together."""

from pathlib import Path

import pytest

from rules.tables import load_tables
from understand.services import continue_services, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes
FIRST = "PTA did 22 min of nmr and the PT finished the last 9"


@pytest.mark.parametrize(
    ("text", "assistant", "therapist"),
    [
        (FIRST, 22, 9),
        ("PT 12 minutes of neuro reed, then PTA took over for the remaining 14", 14, 12),
        ("PTA does the first 20, pt did the rest which was 12, all nmr", 20, 12),
        ("pta ran 97112 for 20 minutes and I wrapped up with 10 more", 20, 10),
        ("I did neuro re-ed for 15 and my assistant picked up the other 12", 12, 15),
        ("PT started with 10 min nmr then handed off to the PTA for 18", 18, 10),
        ("97112 for 30 minutes, PTA covered the first 18 and PT completed 12", 18, 12),
        ("the pta had 25 min of nmr and then I came in for the last 8", 25, 8),
        ("COTA worked 16 min of neuro re-ed, the OT took the final 10 minutes", 16, 10),
        ("PT began nmr, 12 min, PTA continued another 15 min", 15, 12),
        ("PTA did 20 min nmr, pt tolerated 10 min standing", 20, 0),
        ("PTA did 20 min nmr, the PT wrote the note for 10 min", 20, 0),
        ("97112 20 min by PTA, then PT left for 10 minutes", 20, 0),
        ("PTA led 25 minutes of nmr, session was 40 minutes", 25, 0),
    ],
)
def test_a_persons_minutes_told_with_a_verb(text: str, assistant: int, therapist: int) -> None:
    read = read_services(text, CODES)
    told = {who: sum(s.minutes for s in read.services if s.who == who) for who in ("assistant", "therapist")}
    assert told == {"assistant": assistant, "therapist": therapist}


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("what if they were both in the room together for all 31", True),
        ("if they worked together the whole 31", True),
        ("and if the PT and PTA treated together", True),
        ("what if we co-treated the whole time", True),
        ("what if they werent together", False),
        ("can they be billed together", False),
        ("are both codes ok together", False),
        ("what if the therapist was there the whole time", False),
    ],
)
def test_a_follow_up_that_says_both_worked_together(text: str, together: bool) -> None:
    before = read_services(FIRST, CODES)
    after = continue_services(before, read_services(text, CODES, told=before.only_code), text)
    assert sum(s.minutes for s in after.services) == 31
    assert all(s.who == "together" for s in after.services) is together


@pytest.mark.parametrize(
    ("text", "assistant", "therapist"),
    [
        ("PT did nmr from 1:00 to 1:20, PTA took the pt 1:20 to 1:45 for therex", 25, 20),
        ("PTA saw the pt for 20 min neuro, I did 10", 20, 10),
        ("the pt was seen by PTA for 20 min nmr and by PT for 10", 20, 10),
        ("PTA treated the pt 30 min nmr", 30, 0),
        ("PT did 12 nmr, then pt was handed to PTA for 14", 14, 12),
        ("nmr by PT 12, pt tolerated well, PTA 10", 10, 12),
        ("nmr 10 PTA, te 12 PT", 10, 12),
        ("PTA nmr 10, PT te 12", 10, 12),
        ("PT and PTA each did 15 min of nmr", 15, 15),
    ],
)
def test_pt_is_the_patient_where_somebody_treats_the_pt(text: str, assistant: int, therapist: int) -> None:
    read = read_services(text, CODES)
    told = {who: sum(s.minutes for s in read.services if s.who == who) for who in ("assistant", "therapist")}
    assert told == {"assistant": assistant, "therapist": therapist}


def test_two_people_named_for_the_only_minutes_leave_open_who_did_which() -> None:
    assert [s.who for s in read_services("PT and PTA 30 min nmr, which modifier", CODES).services] == [None]
    assert [s.who for s in read_services("PT & PTA together 30 min nmr", CODES).services] == ["together"]
    assert {s.who for s in read_services("nmr 22 te 16 both by pta", CODES).services} == {"assistant"}


def test_a_discipline_behind_its_minutes_is_theirs() -> None:
    read = read_services("20 nmr by PT, 15 nmr OT, units", CODES)
    assert [(s.discipline, s.minutes) for s in read.services] == [("PT", 20), ("OT", 15)]
