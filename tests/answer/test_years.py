"""A figure of another year than the one asked for is told apart."""

from datetime import date
from pathlib import Path

import pytest

from answer.compose import Sections

YEARS = Sections.load(Path(__file__).parents[2] / "corpus").years
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("kx threshold 2025", {2025}),
        ("kx 2024 vs 2026", {2024, 2026}),
        ("ot kx amount this year", {2026}),
        ("whats the kx amount", {2026}),
        ("kx threshold next year", {2027}),
        ("what was the conversion factor last year", {2025}),
        ("denied 97112, code 20610 beside it", {2026}),
    ],
)
def test_the_years_asked_are_those_named_or_this_one(question: str, years: set[int]) -> None:
    """Words that name a year by its distance count too; digits of a code do not."""
    assert YEARS.asked(question, TODAY) == years


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("The threshold for 2023 was $2,230.", True),
        ("The threshold for 2026 is $2,480.", False),
        ("The factor for 2022 and that for 2026 differ.", False),
        ("In the table effective 1 July 2024 there is no edit.", False),
        ("A note names the task.", False),
    ],
)
def test_a_figure_of_another_year_is_told(sentence: str, others: bool) -> None:
    """A date is no year of a figure."""
    assert YEARS.are_others(frozenset({2026}), sentence) is others
