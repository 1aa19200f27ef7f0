"""What a clause says in the light of those around it: weights that whole cases teach.

A clause alone is often too short to tell ("so no cooking", "me tapping the hip"). A case is told in an order:
who and what happened, what is wrong, what cannot be done for it, what was done, how, and what came of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus_files import read_table, well_formed
from understand.case import Span
from understand.clause_boundaries import split_clauses

Rows = NDArray[np.float32]
# The neighbours that a clause is read beside.
NEIGHBOURS = (-1, 1, -2, 2)
# Stands for a neighbour that is not there: below the score of any clause.
NO_NEIGHBOUR = -0.2
# Strength of the ridge as a share of the clauses taught: of 0.01 to 4 the best on cases that nothing was taught
# from (docs/decisions/0107-clauses-are-read-beside-their-neighbours.md).
RIDGE = 1.0
# A clause says what a marked passage says where they share this much of the shorter of the two.
SHARED = 0.4
# Keeps a feature that never varies from dividing by nothing.
TINY = 1e-9
RECIPE = f"{NEIGHBOURS} {NO_NEIGHBOUR} {RIDGE} {SHARED}"


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case as typed, and by category the passages that say something of it (exact slices)."""

    text: str
    says: dict[str, tuple[str, ...]]

    def said_in(self, clause: Span, category: str) -> bool:
        """Whether a marked passage of the category lies in the clause, or the clause in it."""
        for passage in self.says.get(category, ()):
            start = self.text.find(passage)
            shared = min(clause.end, start + len(passage)) - max(clause.start, start)
            if shared >= SHARED * min(clause.end - clause.start, len(passage)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class ReadCases:
    """The cases that teach, and how sure a category must be.

    Attributes:
        believed_from: by category the score from which a clause is believed to say something of it; what phrases
            do not read of a category that is not here stays unread.
        wary, lead: findings that are named only where they lead the next one by this factor.
    """

    cases: tuple[ReadCase, ...]
    believed_from: dict[str, float]
    wary: frozenset[str] = frozenset()
    lead: float = 1.0

    @classmethod
    def load(cls, corpus: Path) -> "ReadCases":
        """Reads `vocabulary/read_cases.toml`; a CorpusError says what is wrong in it."""
        path = corpus / "vocabulary" / "read_cases.toml"
        with well_formed(path):
            tables = read_table(path)
            believed_from = {str(name): float(score) for name, score in tables["believed_from"].items()}
            cases = tuple(_read_case(table, tuple(believed_from)) for table in tables["case"])
            wary, lead = frozenset(tables["wary"]["ids"]), float(tables["wary"]["lead"])
        return cls(cases, believed_from, wary, lead)

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(self.believed_from)


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """Scores of clauses beside their neighbours; `weights` is of shape (features + 1, categories)."""

    weights: Rows

    def scores(self, alone: Rows) -> Rows:
        """Shape (clauses, categories), about 1 for what a clause says; `alone` are its scores by itself, in order."""
        features = _beside(alone)
        return np.asarray(features @ self.weights[:-1] + self.weights[-1], dtype=np.float32)


def fit(taught: ReadCases, score: Callable[[Sequence[str]], Rows]) -> ClauseContext:
    """Ridge regression of what passages say on the scores of their clauses and of the neighbours.

    Args:
        score: scores of clauses by themselves, shape (clauses, classes).
    """
    clauses = [split_clauses(case.text) for case in taught.cases]
    alone = score([clause.text for of_case in clauses for clause in of_case])
    ends = np.cumsum([len(of_case) for of_case in clauses])[:-1]
    features = np.vstack([_beside(of_case) for of_case in np.split(alone, ends) if len(of_case)])
    said = [
        [case.said_in(clause, category) for category in taught.categories]
        for case, of_case in zip(taught.cases, clauses, strict=True)
        for clause in of_case
    ]
    return ClauseContext(_ridge(features.astype(np.float64), np.array(said, dtype=np.float64)))


def _beside(alone: Rows) -> Rows:
    """Of each clause its scores, those of its neighbours, and the highest of all others."""
    count = len(alone)
    nowhere = np.full_like(alone[:1], NO_NEIGHBOUR)
    columns = [alone]
    for distance in NEIGHBOURS:
        columns.append(
            np.vstack([alone[i + distance] if 0 <= i + distance < count else nowhere[0] for i in range(count)])
        )
    columns.append(np.vstack([np.delete(alone, i, axis=0).max(axis=0, initial=NO_NEIGHBOUR) for i in range(count)]))
    return np.hstack(columns)


def _ridge(features: NDArray[np.float64], said: NDArray[np.float64]) -> Rows:
    """Weights for features as they are; the constant stands last and is not held down."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + TINY
    scaled = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
    penalty = RIDGE * len(features) * np.eye(scaled.shape[1])
    penalty[-1, -1] = 0
    weights = np.linalg.solve(scaled.T @ scaled + penalty, scaled.T @ said)
    weights[:-1] /= spread[:, None]
    weights[-1] -= mean @ weights[:-1]
    return np.asarray(weights, dtype=np.float32)


def _read_case(table: dict[str, object], categories: tuple[str, ...]) -> ReadCase:
    text = str(table["text"])
    unknown = table.keys() - {"text", *categories}
    if unknown:
        raise ValueError(f"no category is called {', '.join(sorted(unknown))}")
    says = {name: tuple(str(passage) for passage in table.get(name, ())) for name in categories}  # type: ignore[attr-defined]
    missing = [passage for passages in says.values() for passage in passages if passage not in text]
    if missing:
        raise ValueError(f"{missing[0]!r} does not stand in the text {text[:60]!r}")
    return ReadCase(text, says)
