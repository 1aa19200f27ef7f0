"""What the support gate knows of a sentence once it is read (`read` does that)."""

import re
from dataclasses import dataclass
from typing import Literal

FactKind = Literal["date", "money", "percent", "number", "code", "modifier", "name"]

# ICD-10-CM, as against procedure codes and the numbers of policies.
DIAGNOSIS = re.compile(r"[A-TV-Z]\d[\dA-Z](?:\.[\dA-Z]+)?-?")
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
        if self.kind == "code" and DIAGNOSIS.fullmatch(self.value):
            family = "diagnosis"
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
class Operands:
    """What a word with two sides ("A rather than B", "prefers A to B") has right before it and right behind it."""

    kind: str
    left: frozenset[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's words and facts; `keys`: both, and where it ends with a bare "do" or "not" the act of the one before.

    `denied`: it holds a "not" that nothing undoes. `denials`: "¬" for a "not", and words like "missing" or "refuses".
    `shadowed`: the words behind its first "not".
    `elliptic`: it ends with its "not" ("…; pain alone does not"), the act stands in the clause before.
    """

    words: frozenset[str]
    facts: tuple[Fact, ...]
    keys: frozenset[str]
    denied: bool
    denials: frozenset[str]
    marks: frozenset[str]
    elliptic: bool = False
    shadowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence as the gate sees it.

    Attributes:
        words: stems of content words, synonyms folded into one, numbers and names left out.
        keys: words and facts together: what a supporting sentence should hold.
        affirmed, negated: the stems outside and inside the reach of a negator.
        modals: (force, stems of the act that it governs).
        marks: kinds of words that occur: "narrowing", "alone", "absolute", "strong_hedges", "hedges", "negators".
        plain: every word's own stem, and whether a negator reaches it.
        denied: the words that each negator turns.
        quantities: ("all", "many" or "one", what there is of it).
        topic: the keys of an opening "In Guillain-Barré syndrome, …": they hold for every clause.
        linked: facts of one family that a "with" or a hyphen joins ("CQ with GP", "97112-GP-CQ").
        operands: what stands on the two sides of words like "rather than" and "before".
        sequence: words, facts, negators and opposites in reading order; `places`: the clause of each.
    """

    text: str
    words: frozenset[str]
    keys: frozenset[str]
    facts: tuple[Fact, ...]
    clauses: tuple[Clause, ...]
    poles: tuple[Pole, ...]
    affirmed: frozenset[str]
    negated: frozenset[str]
    modals: frozenset[tuple[str, tuple[str, ...]]]
    marks: frozenset[str]
    sequence: tuple[str, ...]
    places: tuple[int, ...]
    plain: frozenset[tuple[str, bool]]
    denied: tuple[frozenset[str], ...] = ()
    quantities: frozenset[tuple[str, str]] = frozenset()
    topic: frozenset[str] = frozenset()
    linked: frozenset[tuple[str, str]] = frozenset()
    operands: tuple[Operands, ...] = ()

    @property
    def denies(self) -> bool:
        """Anything in it denies: a "not", a word like "missing", the lower end of an axis."""
        return bool(self.marks & DENYING) or any(pole.sign < 0 for pole in self.poles)
