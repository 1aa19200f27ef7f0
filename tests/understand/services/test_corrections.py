"""Minutes that one message tells again: the corrected number alone counts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import read_services

CODES = load_tables(Path(__file__).resolve().parents[3] / "corpus").codes


def minutes_by_code(text: str) -> dict[str, int]:
    return dict(read_services(text, CODES).minutes())


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("documented 20 min neuro shouldve been 30. therex 8", {"97112": 30, "97110": 8}),
        ("97112 was 25 min, correction 35, 97110 10", {"97112": 35, "97110": 10}),
        ("scratch that, neuro was 26 min not 16", {"97112": 26}),
        ("neuro 20, s/b 30, te 8", {"97112": 30, "97110": 8}),
        ("nmr 15 (meant 25) and te 10", {"97112": 25, "97110": 10}),
        ("97112 16 min, actually 26, 97110 12", {"97112": 26, "97110": 12}),
        ("i put 18 min neuro, no wait 28, manual 10", {"97112": 28, "97140": 10}),
        ("97112 for 22, make that 32, plus 8 of 97140", {"97112": 32, "97140": 8}),
        ("neuro 20 typo its 30, ther ex 15", {"97112": 30, "97110": 15}),
        ("balance 20 min oops 25, gait 10", {"97112": 25, "97116": 10}),
        ("neuro 20 min, te 10, correction neuro was 25", {"97112": 25, "97110": 10}),
        ("97112 20 97110 10. no wait the 20 was 25", {"97112": 25, "97110": 10}),
        ("20 min neuro, te 8... i meant 30 neuro", {"97112": 30, "97110": 8}),
        ("te 15 nmr 20 te should be 10", {"97110": 10, "97112": 20}),
        ("18 min nmr no 28 min nmr, 8 te", {"97112": 28, "97110": 8}),
        ("it wasnt 20 it was 30 neuro, 8 te", {"97112": 30, "97110": 8}),
        ("15 nmr. edit: 25. 10 te", {"97112": 25, "97110": 10}),
        ("nmr 20 min, not 30, te 8", {"97112": 20, "97110": 8}),
    ],
)
def test_a_corrected_number_takes_the_place_of_the_former(text: str, minutes: dict[str, int]) -> None:
    assert minutes_by_code(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 min neuro, actually pretty good session", {"97112": 20}),
        ("20 min neuro actually 15 te", {"97112": 20, "97110": 15}),
        ("20 min neuro, actually 15 of it was rest", {"97112": 5}),
        ("neuro 30 but really 22 since she rested 8", {"97112": 22}),
        ("neuro 20, wait 5 min rest, te 10", {"97112": 20, "97110": 10}),
        ("neuro 20, no manual, te 15", {"97112": 20, "97110": 15}),
        ("nmr 20 min, sorry i forgot 10 min te", {"97112": 20, "97110": 10}),
        ("97112 25 min, sorry also 10 of te", {"97112": 25, "97110": 10}),
        ("rom 10 no pain, neuro 20", {"97112": 20}),
        ("45 min visit, actually 38 neuro", {"97112": 38}),
    ],
)
def test_other_minutes_behind_such_words_correct_nothing(text: str, minutes: dict[str, int]) -> None:
    assert minutes_by_code(text) == minutes


@given(st.integers(8, 90), st.integers(8, 90), st.sampled_from(["should be", "i meant", "correction", "no wait"]))
def test_the_last_number_told_counts(former: int, right: int, words: str) -> None:
    assert minutes_by_code(f"97112 {former} min, {words} {right} min") == {"97112": right}
