"""What every check of the gate is given, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from answer.support.copies import Copy, find_copy
from answer.support.coverage import share
from answer.support.sentence import Fact, Sentence
from answer.support.words import SupportWords


@dataclass(frozen=True, slots=True)
class Problem:
    """`hard`: the statement is withheld. Otherwise it is at best shown with a mark."""

    text: str
    hard: bool = True


@dataclass(frozen=True)
class Comparison:
    """A statement beside what it cites.

    Attributes:
        supporting: the sentences that together hold most of the claim, best first; never empty.
        sentences, headings: everything that is cited; a heading names the subject and asserts nothing.
        context: the question; its numbers and names may be repeated.
    """

    claim: Sentence
    supporting: Sequence[Sentence]
    sentences: Sequence[Sentence]
    headings: Sequence[Sentence]
    context: Sentence
    words: SupportWords

    @cached_property
    def shares(self) -> dict[Sentence, float]:
        """How much of the claim each cited sentence holds by itself."""
        return {s: share(self.claim.words, self.claim.facts, s.keys, self.words) for s in self.sentences}

    @cached_property
    def copy(self) -> Copy | None:
        """The sentence that the claim follows word by word, if it does."""
        return find_copy(self.claim, self.sentences, self.words)

    @cached_property
    def likest(self) -> Sentence:
        return self.copy.sentence if self.copy else self.supporting[0]

    @cached_property
    def same_talk(self) -> list[Sentence]:
        """The sentences that hold most of the claim, or nearly as much: only they can contradict it."""
        best = max(self.shares.values())
        return [s for s, held in self.shares.items() if held >= self.words.limits.near * best]

    @cached_property
    def told(self) -> set[Sentence]:
        """Whatever sentence may be the one that says this."""
        return {*self.supporting, *self.same_talk}


def same_fact(fact: Fact, other: Fact, words: SupportWords) -> bool:
    """Equal, a date less exact than the other, or a payer's broader name."""
    if fact.kind == "date" and other.kind == "date":
        return date_covers(fact.value, other.value)
    if fact.family == "payer" and other.family == "payer":
        parent = words.parents.get(other.value.removeprefix("payer:"))
        return fact.value == other.value or fact.value == f"payer:{parent}"
    if {fact.kind, other.kind} <= {"number", "code"} and fact.value == other.value:
        return not fact.unit or not other.unit or fact.unit == other.unit
    return fact.kind == other.kind and fact.value == other.value


def date_covers(stated: str, known: str) -> bool:
    """ "2024-07" covers "2024-07-01"; a date without a year ("0000-07-01") covers every year's."""
    if stated.startswith("0000"):
        return known[4:] == stated[4:]
    return known.startswith(stated)
