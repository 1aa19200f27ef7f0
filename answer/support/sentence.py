"""What the support gate knows of a sentence once it is read (`read` does that)."""

from dataclasses import dataclass
from typing import Literal

FactKind = Literal["date", "money", "percent", "number", "code", "modifier", "name"]

# Kinds of words that deny.
DENYING = frozenset(("negators", "negatives", "excepting", "replacing"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, code, date or name; `clause` and `place` say where in the sentence it stands.

    `family` says what it can be mistaken for: a payer for a payer or another body, a number for a number.
    A number that counts something other than the vocabulary's units has that thing as its `noun`.
    """

    kind: FactKind
    value: str
    unit: str
    bound: str
    clause: int
    place: int
    shown: str
    noun: str = ""
    denied: bool = False
    family: str = ""

    def __post_init__(self) -> None:
        family = self.value.split(":")[0] if self.kind == "name" else self.kind
        object.__setattr__(self, "family", "payer" if family == "body" else family)


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of an axis ("payment", +1), its clause's number, and how far the clause's words stand from it.

    The sign is 0 where it cannot be read: a negator stands in the clause, but not close before the word.
    Distances count content words; words before the pole have negative ones.
    """

    axis: str
    sign: int
    clause: int
    near: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's words and facts (`keys`: both together).

    `denied`: it holds a "not" that nothing undoes. `denies_somehow`: that, or a word like "missing" or "refuses".
    """

    words: frozenset[str]
    facts: tuple[Fact, ...]
    keys: frozenset[str]
    denied: bool
    denies_somehow: bool
    marks: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence as the gate sees it.

    Attributes:
        words: stems of content words, synonyms folded into one, numbers and names left out.
        keys: words and facts together: what a supporting sentence should hold.
        affirmed, negated: the stems outside and inside the reach of a negator.
        modals: (force, stem of the act that it governs).
        marks: kinds of words that occur: "narrowing", "alone", "absolute", "strong_hedges", "hedges", "negators".
        plain: every word's own stem, and whether a negator reaches it.
        sequence: words, facts, negators and opposites in reading order.
    """

    text: str
    words: frozenset[str]
    keys: frozenset[str]
    facts: tuple[Fact, ...]
    clauses: tuple[Clause, ...]
    poles: tuple[Pole, ...]
    affirmed: frozenset[str]
    negated: frozenset[str]
    modals: frozenset[tuple[str, str]]
    marks: frozenset[str]
    sequence: tuple[str, ...]
    plain: frozenset[tuple[str, bool]]

    @property
    def denies(self) -> bool:
        """Anything in it denies: a "not", a word like "missing", the lower end of an axis."""
        return bool(self.marks & DENYING) or any(pole.sign < 0 for pole in self.poles)
