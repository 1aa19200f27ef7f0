"""Figures that hold for one year, so that the figure of another year is not quoted for it.

The words are data (`corpus/vocabulary/sections.toml`, `[years]`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Years:
    """Finds the years that a question asks about, and the year that a figure holds for.

    Attributes:
        figure: what stands before the year of a figure in a document held ("for 2025").
        said: words that name a year by its distance from this one, in years.
    """

    figure: re.Pattern[str]
    said: tuple[tuple[re.Pattern[str], int], ...]

    @classmethod
    def of(cls, table: Mapping[str, str]) -> "Years":
        distances = {"last": -1, "next": 1}
        said = tuple((re.compile(table[name], re.IGNORECASE), years) for name, years in distances.items())
        return cls(re.compile(rf"\b{table['figure']} (20\d\d)\b"), said)

    def asked(self, question: str, today: date) -> frozenset[int]:
        """The years named, or this year where none is."""
        named = {int(year) for year in YEAR.findall(question)}
        named |= {today.year + distance for words, distance in self.said if words.search(question)}
        return frozenset(named or {today.year})

    def are_others(self, asked: frozenset[int], sentence: str) -> bool:
        """Whether a sentence states figures of years, and of none that is asked."""
        stated = {int(year) for year in self.figure.findall(sentence)}
        return bool(asked) and bool(stated) and not stated & asked


# Stands where no table names figures of years.
NO_YEARS = Years(re.compile(r"(?!)(\d)"), ())
