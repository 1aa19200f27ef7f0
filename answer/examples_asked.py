"""Which example is asked for: a case that fits, one that does not, or both, so that none of the other sign opens.

What asks for each, and the headings under which the corpus tells it, are data (`corpus/vocabulary/sections.toml`,
`[examples]`), and so is what tells an example of counted minutes, which answers nobody who asks of none (`[worked]`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """Examples of one sign: how they are asked for, and under which headings they stand."""

    asks: re.Pattern[str]
    headings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Examples:
    """The signs in the order in which they are looked for.

    `request` finds that an example is wanted at all, and `elsewhere` that it is one of something else: of a count.
    `rules` is the example of a count that shows how two rules differ.
    """

    request: re.Pattern[str] | None = None
    elsewhere: re.Pattern[str] | None = None
    signs: tuple[Example, ...] = ()
    rules: Example | None = None

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Examples":
        signs = (_example(row) for row in table["sign"])
        return cls(_any_of(table["request"]), _any_of(table["elsewhere"]), tuple(signs), _example(table["rules"]))

    def asked(self, text: str, with_before: str = "") -> Example | None:
        """The examples that a text asks for; None where it asks for none.

        Args:
            with_before: the text with the question that it leans on, which may tell what "they" are that differ.
        """
        if self.request is None or self.elsewhere is None or not self.request.search(text):
            return None
        if self.rules is not None and self.rules.asks.search(f"{with_before or text} "):
            return self.rules
        if self.elsewhere.search(text):
            return None
        return next((example for example in self.signs if example.asks.search(text)), None)

    def are_others(self, asked: Example | None, headings: Sequence[str]) -> bool:
        """Whether what stands under these headings is an example of another sign than asked."""
        if asked is None or asked.headings & set(headings):
            return False
        return any(example.headings & set(headings) for example in self.signs)


NO_EXAMPLES = Examples()


@dataclass(frozen=True, slots=True)
class WorkedMinutes:
    """Sentences that work out the minutes of one visit, and the words that ask of minutes, units or claim lines."""

    sentence: re.Pattern[str] | None = None
    asks: re.Pattern[str] | None = None

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "WorkedMinutes":
        return cls(_any_of(table["sentence"]), _any_of(table["asks"]))

    def tells(self, sentence: str) -> bool:
        return self.sentence is not None and self.sentence.search(sentence) is not None

    def asked_in(self, question: str) -> bool:
        return self.asks is None or self.asks.search(question) is not None


NO_WORKED_MINUTES = WorkedMinutes()


def _example(row: Mapping[str, Any]) -> Example:
    return Example(_any_of(row["asks"]), frozenset(row["headings"]))


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
