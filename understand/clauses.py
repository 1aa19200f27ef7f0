"""What a clause says that no phrase of the vocabulary explains, read by its likeness to example clauses."""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from understand.case import Finding, Span
from understand.example_classes import ExampleClasses, Examples, Rows, flattened

# Where one statement ends and the next begins, in prose and in chart fragments.
BOUNDARY = re.compile(
    r"[.;:?!\n](?:\s+|$)|,\s+|\s+(?:and|but|while|then|because|since|although|yet)\s+|\s[-–—/]\s|[()]", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")
# One word is a term, which the vocabulary has or has not; its likeness says too little.
FEWEST_WORDS = 3
# A clause that says nothing of a patient.
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ClauseExamples:
    """Example clauses by finding id, and the score from which a class is believed."""

    examples: Examples
    believed_from: float

    @classmethod
    def load(cls, corpus: Path) -> "ClauseExamples":
        """Reads `vocabulary/clauses_*.toml`; a CorpusError names what is wrong in them."""
        tables: dict[str, list[str]] = {}
        believed_from = 1.0
        for path in sorted((corpus / "vocabulary").glob("clauses*.toml")):
            try:
                data = tomllib.loads(path.read_text(encoding="utf-8"))
                believed_from = float(data.pop("believed_from", believed_from))
                for name, table in data.items():
                    tables.setdefault(name, []).extend(str(text) for text in table["examples"])
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
        return cls(flattened({name: list(dict.fromkeys(texts)) for name, texts in tables.items()}), believed_from)


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses by meaning; `encode` gives unit-length rows in order."""

    fitted: ExampleClasses
    believed_from: float
    encode: Callable[[Sequence[str]], Rows]

    def read(self, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Findings of the clauses that `findings`, read by phrases, leave unexplained."""
        clauses = [clause for clause in split_clauses(text) if _is_open(clause, findings)]
        if not clauses:
            return ()
        scores = self.fitted.scores(self.encode([clause.text for clause in clauses]))
        said = {finding.id for finding in findings}
        read: dict[str, Finding] = {}
        for clause, row in zip(clauses, scores, strict=True):
            best = int(row.argmax())
            name = self.fitted.names[best]
            if name != NOTHING and row[best] >= self.believed_from and name not in said:
                read.setdefault(name, Finding(name, "present", clause, by_meaning=True))
        return tuple(read.values())


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
    within = [f for f in findings if f.span.start < clause.end and clause.start < f.span.end]
    return all(f.presence == "present" and f.subject == "patient" for f in within)
