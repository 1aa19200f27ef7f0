"""What a clause says that no phrase of the vocabulary explains, read by its likeness to example clauses."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from errors import CorpusError
from understand.case import Finding, Span
from understand.example_classes import ExampleClasses, Examples, Rows
from understand.vocabulary import Vocabulary

# Where one statement ends and the next begins, in prose and in chart fragments.
BOUNDARY = re.compile(
    r"[.;:?!\n](?:\s+|$)|,\s+|\s+(?:and|but|while|then|because|since|although|yet)\s+|\s[-–—/]\s|[()]", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")
# One or two words are a term, which the vocabulary has or has not; their likeness says too little.
FEWEST_WORDS = 3
# A clause that says nothing of a patient.
NOTHING = "nothing"
# The examples that vote on the finding, once its category is believed.
VOTERS = 7


@dataclass(frozen=True, slots=True)
class ClauseExamples:
    """Example clauses with the category that each is taught for, its finding, and how sure a category must be.

    Attributes:
        examples: texts with the category of each as its class.
        ids: the finding id of each text, in the same order.
        believed_from: by category the score from which it is believed; a category that is not there never is.
    """

    examples: Examples
    ids: tuple[str, ...]
    believed_from: dict[str, float]

    @classmethod
    def load(cls, corpus: Path, vocabulary: Vocabulary) -> "ClauseExamples":
        """Reads `vocabulary/clauses_*.toml`; a CorpusError names what is wrong in them."""
        taught: dict[str, str] = {}
        believed_from: dict[str, float] = {}
        for path in sorted((corpus / "vocabulary").glob("clauses_*.toml")):
            try:
                tables = tomllib.loads(path.read_text(encoding="utf-8"))
                believed_from |= {name: float(score) for name, score in tables.pop("believed_from", {}).items()}
                for id, table in tables.items():
                    if id != NOTHING and id not in vocabulary.terms:
                        raise ValueError(f"no finding has the id {id}")
                    for text in table["examples"]:
                        taught.setdefault(str(text), id)
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
        ids = tuple(taught.values())
        categories = tuple(id if id == NOTHING else vocabulary.category(id) for id in ids)
        return cls(Examples(tuple(taught), categories, tuple(sorted(set(categories)))), ids, believed_from)


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses by meaning; `encode` gives unit-length rows in order."""

    fitted: ExampleClasses
    taught: ClauseExamples
    vocabulary: Vocabulary
    encode: Callable[[Sequence[str]], Rows]

    def read(self, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Findings of the clauses that `findings`, read by phrases, leave unexplained, each finding once."""
        clauses = [clause for clause in split_clauses(text) if _is_open(clause, findings)]
        if not clauses:
            return ()
        texts = [clause.text for clause in clauses]
        vectors = self.encode(texts)
        scored = self.fitted.scores(texts, vectors)
        said = {finding.id for finding in findings}
        read: dict[str, Finding] = {}
        for clause, vector, scores in zip(clauses, vectors, scored, strict=True):
            explained = {self.vocabulary.category(f.id) for f in findings if _meet(f.span, clause)}
            for category, score in zip(self.fitted.names, scores, strict=True):
                if category not in explained and score >= self.taught.believed_from.get(category, np.inf):
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


def split_clauses(text: str) -> tuple[Span, ...]:
    """The clauses of at least `FEWEST_WORDS` words, in order; each an exact slice."""
    spans, start = [], 0
    for end, following in [*((m.start(), m.end()) for m in BOUNDARY.finditer(text)), (len(text), len(text))]:
        piece = text[start:end]
        stripped = piece.strip()
        if len(WORD.findall(stripped)) >= FEWEST_WORDS:
            first = start + len(piece) - len(piece.lstrip())
            spans.append(Span(first, first + len(stripped), stripped))
        start = following
    return tuple(spans)


def _is_open(clause: Span, findings: Iterable[Finding]) -> bool:
    """Nothing in it was read as denied, doubted, past or somebody else's: what a likeness cannot tell apart."""
    within = [finding for finding in findings if _meet(finding.span, clause)]
    return all(finding.presence == "present" and finding.subject == "patient" for finding in within)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
