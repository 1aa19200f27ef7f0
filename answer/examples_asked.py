"""Which example is asked for: a case that fits, one that does not, or both, so that none of the other sign opens.

What asks for each, and the headings under which the corpus tells it, are data (`corpus/vocabulary/sections.toml`,
`[examples]`).
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
    """

    request: re.Pattern[str] | None = None
    elsewhere: re.Pattern[str] | None = None
    signs: tuple[Example, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Examples":
        signs = (Example(_any_of(row["asks"]), frozenset(row["headings"])) for row in table["sign"])
        return cls(_any_of(table["request"]), _any_of(table["elsewhere"]), tuple(signs))

    def asked(self, text: str) -> Example | None:
        """The examples that a text asks for; None where it asks for none."""
        if self.request is None or self.elsewhere is None:
            return None
        if not self.request.search(text) or self.elsewhere.search(text):
            return None
        return next((example for example in self.signs if example.asks.search(text)), None)

    def are_others(self, asked: Example | None, headings: Sequence[str]) -> bool:
        """Whether what stands under these headings is an example of another sign than asked."""
        if asked is None or asked.headings & set(headings):
            return False
        return any(example.headings & set(headings) for example in self.signs)


NO_EXAMPLES = Examples()


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
