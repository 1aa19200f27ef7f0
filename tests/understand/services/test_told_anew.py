"""What a follow-up tells of a person's minutes, in the place of others, or of what goes; and what it leaves unread."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import ServicesRead, continue_services, read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes
BOTH = "PTA did 18 min of neuro re-ed and PT did 5"
THREE = "24 nmr 23 te 10 manual"
ALONE = "15 min nmr by the PTA"


def follow(earlier: str, *texts: str) -> ServicesRead:
    read = read_services(earlier, CODES)
    for text in texts:
        read = continue_services(read, read_services(text, CODES, told=read.only_subject), text)
    return read


def by_whom(read: ServicesRead) -> dict[str, int]:
    everybody = ("assistant", "therapist", "together")
    return {who: sum(s.minutes for s in read.services if (s.who or "therapist") == who) for who in everybody}


@pytest.mark.parametrize(
    ("earlier", "text", "assistant", "therapist"),
    [
        (BOTH, "what if PT 8", 18, 8),
        (BOTH, "and if the PT did 9 instead", 18, 9),
        (BOTH, "if the pta only did 12", 12, 5),
        (BOTH, "change pta to 15", 15, 5),
        (BOTH, "PTA was actually 17", 17, 5),
        (BOTH, "bump PT up to 16", 18, 16),
        (BOTH, "make it 9 by the PT", 18, 9),
        (BOTH, "and the PT did another 5", 18, 10),
        (BOTH, "PT was 8 not 5", 18, 8),
        (BOTH, "what if the PT did it all", 0, 23),
        (BOTH, "what if the PTA did it all", 23, 0),
        (BOTH, "does the pta need supervision for that", 18, 5),
        (BOTH, "what if the pta wasn't there", 18, 5),
        (BOTH, "make mine 9", 18, 9),
        (BOTH, "swap them", 5, 18),
        (BOTH, "swap, PT 18 PTA 5", 5, 18),
        ("neuro 20 pta, te 15 pt", "swap them, therapist did the neuro", 15, 20),
        ("97112 20 by the pt, 97110 15 by the pta", "other way round, pta did the neuro", 20, 15),
        ("me 20 nmr, pta 15 te", "flip us", 20, 15),
        ("neuro 20 pta, te 15 pt", "swap the minutes", 15, 20),
        (BOTH, "forget the pt part", 18, 0),
        (BOTH, "the pta was really 15 of it", 15, 8),
        ("neuro 40 min", "8 of it was the pta", 8, 32),
        ("nmr 22 te 16", "8 of the nmr was the pta", 8, 30),
        ("nmr 22 te 16 both by pta", "PT did 10 of the nmr", 28, 10),
        (ALONE, "could the PT just do everything", 0, 15),
        ("30 min nmr pta", "pta did 12 of it", 12, 18),
        ("PTA 20 nmr, PT 10 te", "what if the PT did the neuro", 0, 30),
        ("PTA did 18 min nmr and I did 5", "what if I did 8", 18, 8),
        ("OTA 11 min nmr, OT 6 min nmr", "and if OT did 9 instead", 11, 9),
        (ALONE, "and pt did 10 after", 15, 10),
        (ALONE, "then the PT did 10 more", 15, 10),
        (ALONE, "what if the PT did 10 of it", 5, 10),
        (ALONE, "and if the PT took the first 4", 11, 4),
        ("nmr 15 min", "and pta did 10 after", 10, 15),
        ("PTA 12 nmr, PT 12 nmr, PTA 10 te", "te 14", 26, 12),
        ("PTA 12 nmr, PT 12 nmr, PTA 10 te", "pta 9 on neuro", 19, 12),
    ],
)
def test_a_persons_minutes_told_anew(earlier: str, text: str, assistant: int, therapist: int) -> None:
    """The person's minutes change, or come on top; the other person keeps theirs."""
    assert by_whom(follow(earlier, text)) == {"assistant": assistant, "therapist": therapist, "together": 0}


@pytest.mark.parametrize(
    "text",
    [
        "and if they both were with patient at the same time the whole way",
        "both in the room with the patient the whole time",
        "they were both hands on with him the entire session",
        "we both treated her at once",
    ],
)
def test_two_clinicians_with_one_patient_are_no_two_patients(text: str) -> None:
    read = follow(BOTH, text)
    assert by_whom(read)["together"] == 23
    assert not read.concurrent


def test_other_minutes_together_take_the_place_of_those_before() -> None:
    assert by_whom(follow(BOTH, "what if they did 15 min together instead"))["together"] == 15
    assert follow(BOTH, "what if 8 of it was together").unused


def test_the_time_of_the_visit_told_later_is_of_the_same_visit() -> None:
    assert follow("nmr 23 te 9", "45 min visit").visit_minutes == 45


@pytest.mark.parametrize("text", ["the pta part was 7", "the pta portion was only 7", "pta bit ran 7", "PTA one 7"])
def test_a_part_told_anew_is_no_share_of_the_old_total(text: str) -> None:
    assert by_whom(follow("PT 15 neuro then PTA 15 neuro", text)) == {"assistant": 7, "therapist": 15, "together": 0}


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [
        (("the OT one was 24 actually",), {"PT": 20, "OT": 24}),
        (("what if the PT one was only 7 min",), {"PT": 7, "OT": 18}),
        (("PT part was 9",), {"PT": 9, "OT": 18}),
        (("what if the PT one was only 7 min", "what about 23"), {"PT": 23, "OT": 18}),
    ],
)
def test_one_of_two_is_no_number(texts: tuple[str, ...], minutes: dict[str, int]) -> None:
    """ "The OT one" is the OT's service; a bare number after it is of the same one."""
    read = follow("PT 20 min neuro, OT 18 min neuro same day", *texts)
    assert {service.discipline: service.minutes for service in read.services} == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("scrap the therex", {"97112": 25}),
        ("lets cut the therex", {"97112": 25}),
        ("we never got to the therex", {"97112": 25}),
        ("cut therex to 8", {"97112": 25, "97110": 8}),
        ("and if neuro only ran 20", {"97112": 20, "97110": 15}),
        ("therex one was actually 18", {"97112": 25, "97110": 18}),
        ("therex turned out to be 8 min", {"97112": 25, "97110": 8}),
        ("what about 23", {"97112": 25, "97110": 15}),
    ],
)
def test_one_of_two_services_goes_or_changes(text: str, minutes: dict[str, int]) -> None:
    """The other keeps its minutes; a bare number is of neither."""
    assert follow("neuro 25 therex 15", text).minutes() == minutes


@pytest.mark.parametrize("text", ["both patients at the same time", "with another patient at the same time"])
def test_two_patients_stay_two_patients(text: str) -> None:
    assert follow(BOTH, text).concurrent


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("drop the manual", {"97112": 24, "97110": 23}),
        ("no manual", {"97112": 24, "97110": 23}),
        ("without the te", {"97112": 24, "97140": 10}),
        ("take the therex out", {"97112": 24, "97140": 10}),
        ("manual was never done, therex didn't happen", {"97112": 24}),
        ("remove manual and te", {"97112": 24}),
        ("cut the manual to 8", {"97112": 24, "97110": 23, "97140": 8}),
        ("was 20 not 24", {"97112": 20, "97110": 23, "97140": 10}),
        ("oops it was 20 not 24", {"97112": 20, "97110": 23, "97140": 10}),
        ("change the 23 to 12", {"97112": 24, "97110": 12, "97140": 10}),
        ("not 24 but 30", {"97112": 30, "97110": 23, "97140": 10}),
        ("97110 should be 9", {"97112": 24, "97110": 9, "97140": 10}),
        ("therex should have been 16 instead of 23", {"97112": 24, "97110": 16, "97140": 10}),
        ("neuro was 18 not 24", {"97112": 18, "97110": 23, "97140": 10}),
        ("make the neuro 30", {"97112": 30, "97110": 23, "97140": 10}),
        ("add 5 to neuro", {"97112": 29, "97110": 23, "97140": 10}),
        ("add gait 8", {"97112": 24, "97110": 23, "97140": 10, "97116": 8}),
        ("throw in 10 min ta", {"97112": 24, "97110": 23, "97140": 10, "97530": 10}),
        ("oh and we also did 9 min of gait training", {"97112": 24, "97110": 23, "97140": 10, "97116": 9}),
        ("5 of the neuro was rest", {"97112": 19, "97110": 23, "97140": 10}),
        ("wait the te was 7", {"97112": 24, "97110": 7, "97140": 10}),
        ("23 is wrong, 12", {"97112": 24, "97110": 12, "97140": 10}),
        ("nmr and manual both 20", {"97112": 20, "97110": 23, "97140": 20}),
        ("my boss says there was also 8 of gait", {"97112": 24, "97110": 23, "97140": 10, "97116": 8}),
        ("kindly add 97530 14 mins also", {"97112": 24, "97110": 23, "97140": 10, "97530": 14}),
        ("new patient, 12 min gait", {"97116": 12}),
    ],
)
def test_what_goes_changes_or_comes_on_top(text: str, minutes: dict[str, int]) -> None:
    assert follow(THREE, text).minutes() == minutes


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (THREE, "was 8 not 9"),
        (THREE, "20 20 10"),
        ("nmr 15 min", "20 of quad sets"),
        ("nmr 15 min", "he rested 5"),
        ("nmr 15 min", "same but she had 6 min of that and 20 of quad sets"),
        ("PTA 12 nmr, PT 12 nmr", "what if neuro was 30"),
        (BOTH, "make mine 9 and hers 4"),
        (BOTH, "what if ota wasn't there"),
        (THREE, "double the neuro"),
        ("nmr 22 te 16", "8 of the nmr by the pt"),
        (THREE, "drop both"),
        (THREE, "plus a pta for 10 of those"),
    ],
)
def test_what_a_follow_up_leaves_unread_is_kept_as_unused(earlier: str, text: str) -> None:
    assert follow(earlier, text).unused


@pytest.mark.parametrize(
    "text",
    ["is 4 units ok", "with 59?", "and in 2026?", "visit 12", "what if she did 3 sets of 10", "and under ama",
     "she is 67", "still 15 min", "does the pt need to sign"],
)  # fmt: skip
def test_other_numbers_are_not_called_unused(text: str) -> None:
    assert not follow("nmr 15 min", text).unused


def test_it_is_the_code_told_before_beside_another_one() -> None:
    read = follow("is 97112 ok for foam work", "it was 18 min and i did 12 of therex also. units")
    assert read.minutes() == {"97112": 18, "97110": 12}


@given(st.integers(8, 60), st.integers(8, 60))
def test_any_minutes_of_a_person_replace_those_before(first: int, then: int) -> None:
    read = follow(f"PTA {first} min nmr and PT {first} min nmr", f"what if PT {then}")
    assert by_whom(read) == {"assistant": first, "therapist": then, "together": 0}


@pytest.mark.parametrize(
    ("text", "assistant"),
    [
        ("97112 19, 97140 13, 97530 11 medicare, pta did the 13", {"97140": 13}),
        ("97112 19 min, 97140 13 min, pta did the 13", {"97140": 13}),
        ("97112 19, 97140 13, pta did the manual", {"97140": 13}),
        ("23 min neuro, 15 therex, pta did the therex", {"97110": 15}),
        ("23 min neuro, 15 therex, the pta did all of the neuro", {"97112": 23}),
        ("15 min neuro, 15 therex, pta did the 15", {}),
        ("23 min neuro, 15 therex, pta was there", {}),
    ],
)
def test_what_an_assistant_did_may_be_told_after_the_list(text: str, assistant: dict[str, int]) -> None:
    """By its minutes or its name, where it is one service only."""
    read = read_services(text, CODES)
    assert {s.code: s.minutes for s in read.services if s.who == "assistant"} == assistant


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("oh sorry berg was 48 not 38", 23), ("oops dgi is 19 not 17", 23), ("sorry 25 not 22", 25), ("28 not 23", 28)],
)
def test_a_score_told_anew_changes_no_minutes(text: str, minutes: int) -> None:
    """Minutes told anew do, also where the old ones are remembered wrong."""
    assert follow("23 min neuro, berg 38", text).minutes() == {"97112": minutes}
