"""The support gate: no sentence is shown that the passages it cites do not support."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from answer.support.bindings import crossed_bindings, crossed_clauses
from answer.support.compare import Comparison, Problem
from answer.support.coverage import clause_shares, held_share, select_supporting
from answer.support.facts import changed_bounds, crossed_dates, misattributed_facts, missing_facts
from answer.support.force import (
    changed_duty,
    changed_quantity,
    closed_questions,
    dropped_reserve,
    repeated_errors,
    widened_scope,
)
from answer.support.order import (
    crossed_links,
    crossed_numbers,
    exchanged_words,
    turned_operands,
    turned_pairs,
)
from answer.support.polarity import (
    changed_negations,
    contrasted_facts,
    counted_denials,
    ignored_denials,
    opposite_words,
    reversed_poles,
    turned_alone,
    turned_subjects,
    unanswered_denials,
)
from answer.support.quotation import is_exact
from answer.support.read import read_sentence
from answer.support.scan import plain_text
from answer.support.sentence import Sentence
from answer.support.words import Limits, SupportWords
from index.sentences import sentence_slices

Verdict = Literal["shown", "marked", "withheld"]
# (statement, sentences of the evidence) -> cosine of each, from the encoder's door.
Similarity = Callable[[str, Sequence[str]], Sequence[float]]
Passage = tuple[tuple[Sentence, ...], tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a model reads in evidence and statement, as probabilities; None where it has no such label."""

    entails: float | None = None
    contradicts: float | None = None


class Entailment(Protocol):
    """Reads evidence and statement together (`answer.entailment` opens one)."""

    def judge(self, evidence: str, statement: str) -> Judgement: ...


@dataclass(frozen=True, slots=True)
class Support:
    """What the gate found: score 0 to 1, what to do with the statement, and why, in plain sentences."""

    score: float
    verdict: Verdict
    problems: tuple[str, ...] = ()


def unheld_clauses(compared: Comparison) -> Iterable[Problem]:
    """A clause of which the evidence says almost nothing was added by the writer."""
    shares = clause_shares(compared.claim, (*compared.supporting, *compared.headings), compared.words)
    if min(shares, default=1.0) < compared.words.limits.clause_floor:
        yield Problem("A part of the sentence stands in no cited passage.", hard=False)


Check = Callable[[Comparison], Iterable[Problem]]

# What can be counted or named: wrong here is wrong, whatever a model reads.
FACT_CHECKS: tuple[Check, ...] = (
    # numbers, codes, dates and names
    missing_facts, misattributed_facts, crossed_dates, changed_bounds, crossed_numbers,
    # known errors and additions
    repeated_errors, unheld_clauses,
)  # fmt: skip

# What the words mean together: the rules' reading, which a model at hand may overrule.
SENSE_CHECKS: tuple[Check, ...] = (
    # yes and no
    reversed_poles, changed_negations, unanswered_denials, ignored_denials,
    counted_denials, turned_alone, turned_subjects, contrasted_facts, opposite_words,
    # how strongly
    changed_duty, widened_scope, changed_quantity, dropped_reserve, closed_questions,
    # who does what
    exchanged_words, turned_pairs, turned_operands, crossed_links,
    crossed_bindings, crossed_clauses,
)  # fmt: skip


class SupportGate:
    """Checks statements against the passages that they cite; holds the words and the optional models."""

    def __init__(
        self, words: SupportWords, similarity: Similarity | None = None, entailment: Entailment | None = None
    ) -> None:
        self.words = words
        self.similarity = similarity
        self.entailment = entailment
        self.read = lru_cache(maxsize=20_000)(lambda text: read_sentence(text, words))
        self._passage = lru_cache(maxsize=5_000)(self._read_passage)

    @classmethod
    def from_corpus(
        cls, corpus: Path, similarity: Similarity | None = None, entailment: Entailment | None = None
    ) -> "SupportGate":
        return cls(SupportWords.from_corpus(corpus), similarity, entailment)

    def check(self, statement: str, evidence: Sequence[str], context: str = "") -> Support:
        """A quotation passes; else: read, find the supporting sentences, run every check, score, judge.

        Args:
            evidence: the cited passages' text, each led by its title and headings on lines with `#`;
                computed results stand here too.
            context: the question, masked: its numbers and names may be repeated.
        """
        if is_exact(statement, evidence):
            return Support(1.0, "shown")
        claim = self.read(statement)
        passages = [self._passage(text) for text in evidence]
        sentences = tuple(s for own, _ in passages for s in own)
        headings = tuple(h for _, own in passages for h in own)
        if not claim.keys:
            return Support(0.0, "withheld", ("The sentence states nothing that could be checked.",))
        if not sentences:
            return Support(0.0, "withheld", ("No cited passage has text.",))
        supporting = select_supporting(claim, sentences, self.words)
        compared = Comparison(claim, supporting, sentences, headings, self.read(context), self.words)
        judgement = self._ask_model(compared)
        score = self._score(compared, judgement.entails)
        return self._judge(score, find_problems(compared, judgement))

    def sentences(self, passage: str) -> tuple[Sentence, ...]:
        return self._passage(passage)[0]

    def supporting_quotes(self, statement: str, passage: str) -> tuple[str, ...]:
        """The passage's sentences that support the statement, best first, word for word."""
        sentences = self.sentences(passage)
        exact = [s.text for s in sentences if plain_text(s.text) == plain_text(statement)]
        if exact or not sentences:
            return tuple(exact)
        return tuple(s.text for s in select_supporting(self.read(statement), sentences, self.words))

    def _read_passage(self, text: str) -> Passage:
        """Sentences, and headings (lines with `#`) apart: a heading names the subject but asserts nothing."""
        headings = tuple(self.read(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#"))
        return tuple(self.read(text[start:end]) for start, end in sentence_slices(text)), headings

    def _ask_model(self, compared: Comparison) -> Judgement:
        if self.entailment is None:
            return Judgement()
        return self.entailment.judge(" ".join(s.text for s in compared.supporting), compared.claim.text)

    def _score(self, compared: Comparison, entailed: float | None) -> float:
        """The held share; an encoder and an entailment model at hand each take their share of the score."""
        limits, claim, supporting = self.words.limits, compared.claim, compared.supporting
        score = held_share(claim, (*supporting, *compared.headings), self.words)
        if self.similarity is not None:
            cosine = max(self.similarity(claim.text, [s.text for s in supporting]))
            score += limits.semantic_share * (max(0.0, min(1.0, cosine)) - score)
        if entailed is not None:
            score += limits.entailment_share * (entailed - score)
        return score

    def _judge(self, score: float, problems: Sequence[Problem]) -> Support:
        limits = self.words.limits
        if any(problem.hard for problem in problems):
            score = min(score, limits.problem_ceiling)
        verdict: Verdict = "withheld"
        if score >= limits.marked:
            verdict = "shown" if score >= limits.shown and not problems else "marked"
        texts = tuple(problem.text for problem in problems)
        if verdict == "withheld" and not texts:
            texts = ("The cited passages say too little of this.",)
        return Support(round(score, 3), verdict, texts)


def find_problems(compared: Comparison, judgement: Judgement) -> list[Problem]:
    """What every check found, each thing once; a model that reads agreement sets the checks of sense aside."""
    limits = compared.words.limits
    checks = FACT_CHECKS if _agrees(judgement, limits) else (*FACT_CHECKS, *SENSE_CHECKS)
    found = [problem for check in checks for problem in check(compared)]
    if judgement.contradicts is not None and judgement.contradicts >= limits.contradicted:
        found.append(Problem("The cited passage is read as saying otherwise."))
    return list(dict.fromkeys(found))


def _agrees(judgement: Judgement, limits: Limits) -> bool:
    """Entailed, where the model has that label; else far enough from contradicted."""
    if judgement.entails is not None:
        return judgement.entails >= limits.entailed
    return judgement.contradicts is not None and judgement.contradicts < limits.agreed
