"""Pieces of a text, and how they stand to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

TokenKind = Literal["code", "minutes", "number", "units", "marker", "remainder", "who", "time", "noise", "slashed"]
ONE_FORM = str.maketrans("\u2013\u2014\u2212\u2011’′‘`“”″×\u00a0\t", "----''''\"\"\"x  ")
SPENT = ("minutes", "number")
PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fourth": Fraction(1, 4)}
WHOLE_MARKS = ("visit", "total", "timed_total")


class Code(Protocol):
    """What is needed of a code to read it: `rules.tables.Code` is one."""

    @property
    def code(self) -> str: ...
    @property
    def timed(self) -> bool: ...
    @property
    def family(self) -> str: ...
    @property
    def synonyms(self) -> tuple[str, ...]: ...
    @property
    def abbreviations(self) -> tuple[str, ...]: ...
    @property
    def loose(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the question.

    Attributes:
        value: a code, or a marker's or person's name.
        amount: minutes, units or the bare number.
        strong: a code named by its number or by words that hardly mean anything else.
        clock: first and last minute of the day where the minutes are a range of times.
    """

    kind: TokenKind
    value: str
    amount: int
    start: int
    end: int
    strong: bool = True
    clock: tuple[int, int] | None = None

    @property
    def is_spent(self) -> bool:
        """Whether it is minutes or may be: a number."""
        return self.kind in SPENT

    def is_marker(self, *names: str) -> bool:
        return self.kind == "marker" and self.value in names


@dataclass(frozen=True, slots=True)
class Off:
    """Minutes that are no treatment by who may bill: of which code (empty where none is told), and where they are told.

    `treatment`: they lie inside a service's, and nothing says that they are none, so they stay.
    """

    code: str
    minutes: int
    start: int
    end: int
    treatment: bool = False


def plain_text(text: str) -> str:
    """The text in lower case with one form of dash, prime and times sign, character for character."""
    changed = text.translate(ONE_FORM)
    lowered = changed.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] or " " for c in changed)


def between(plain: str, one: Token, other: Token) -> str:
    """What stands between two tokens, in whichever order."""
    return plain[min(one.end, other.end) : max(one.start, other.start)]


def numbers_first(tokens: Sequence[Token]) -> bool:
    """Whether a text gives its minutes before their codes ("20 nmr, 10 te")."""
    return next((t.is_spent for t in tokens if t.is_spent or t.kind == "code"), False)


def neighbours(tokens: Sequence[Token], place: int) -> tuple[Token | None, Token | None]:
    """The tokens before and behind a place."""
    return tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None


def without(plain: str, start: int, end: int, tokens: Sequence[Token]) -> str:
    """What is said from `start` to `end`, with blanks for the tokens in it."""
    said = plain[start:end]
    for token in tokens:
        said = said[: token.start - start] + " " * (token.end - token.start) + said[token.end - start :]
    return said
