"""What a clause says that no phrase of the vocabulary explains, read by its likeness to example clauses."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from errors import CorpusError
from understand.case import Finding, Span
from understand.clause_boundaries import split_clauses
from understand.clause_context import ClauseContext
from understand.example_classes import ExampleClasses, Examples, Rows
from understand.vocabulary import Vocabulary

# A clause that says nothing of a patient.
NOTHING = "nothing"
# The examples that vote on the finding, once its category is believed.
VOTERS = 7


@dataclass(frozen=True, slots=True)
class ClauseExamples:
    """Example clauses with the category that each is taught for, and its finding.

    Attributes:
        examples: texts with the category of each as its class.
        ids: the finding id of each text, in the same order.
    """

    examples: Examples
    ids: tuple[str, ...]

    @classmethod
    def load(cls, corpus: Path, vocabulary: Vocabulary) -> "ClauseExamples":
        """Reads `vocabulary/clauses_*.toml`; a CorpusError names what is wrong in them."""
        taught: dict[str, str] = {}
        for path in sorted((corpus / "vocabulary").glob("clauses_*.toml")):
            try:
                tables = tomllib.loads(path.read_text(encoding="utf-8"))
                for id, table in tables.items():
                    if id != NOTHING and id not in vocabulary.terms:
                        raise ValueError(f"no finding has the id {id}")
                    for text in table["examples"]:
                        taught.setdefault(str(text), id)
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
        ids = tuple(taught.values())
        categories = tuple(id if id == NOTHING else vocabulary.category(id) for id in ids)
        return cls(Examples(tuple(taught), categories, tuple(sorted(set(categories)))), ids)


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses by meaning; `encode` gives unit-length rows in order.

    Attributes:
        context, believed_from: scores by category, in the order of `believed_from`, of a clause beside its
            neighbours, and from which score it is believed.
    """

    fitted: ExampleClasses
    taught: ClauseExamples
    context: ClauseContext
    believed_from: dict[str, float]
    vocabulary: Vocabulary
    encode: Callable[[Sequence[str]], Rows]

    def read(self, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Findings of the clauses that `findings`, read by phrases, leave unexplained, each finding once."""
        clauses = split_clauses(text)
        if not any(_is_open(clause, findings) for clause in clauses):
            return ()
        vectors = self.encode([clause.text for clause in clauses])
        scored = self.context.scores(self.fitted.scores([clause.text for clause in clauses], vectors))
        said = {finding.id for finding in findings}
        read: dict[str, Finding] = {}
        for clause, vector, scores in zip(clauses, vectors, scored, strict=True):
            if not _is_open(clause, findings):
                continue
            explained = {self.vocabulary.category(f.id) for f in findings if _meet(f.span, clause)}
            for (category, enough), score in zip(self.believed_from.items(), scores, strict=True):
                if category not in explained and score >= enough:
                    id = self._likest(vector, category)
                    if id not in said:
                        read.setdefault(id, Finding(id, "present", clause, by_meaning=True))
        return tuple(read.values())

    def _likest(self, vector: NDArray[np.float32], category: str) -> str:
        """The finding of the category that the nearest examples speak for."""
        examples = self.fitted.examples
        nearness = self.fitted.nearness(vector)
        own = [place for place, name in enumerate(examples.classes) if name == category]
        votes: Counter[str] = Counter()
        for place in sorted(own, key=lambda place: -nearness[place])[:VOTERS]:
            votes[self.taught.ids[place]] += nearness[place]  # type: ignore[assignment]
        return votes.most_common(1)[0][0]


def _is_open(clause: Span, findings: Iterable[Finding]) -> bool:
    """Nothing in it was read as denied, doubted, past or somebody else's: what a likeness cannot tell apart."""
    within = [finding for finding in findings if _meet(finding.span, clause)]
    return all(finding.presence == "present" and finding.subject == "patient" for finding in within)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
