"""Which class of question a text is nearest to: kernel ridge regression on sentence vectors, taught by examples.

The examples are data (`corpus/vocabulary/questions.toml`); the vectors come from outside, so that this
module knows no encoder.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import CorpusError

Rows = NDArray[np.float32]
OUTCOMES = ("answer", "out_of_scope", "no_evidence", "unsafe")
# Width of the kernel and strength of the ridge, by cross-validation within the examples: inside or
# outside right 88 %, against 84 % for a plain ridge (docs/decisions/0005-classes-of-questions.md).
GAMMA = 0.7
RIDGE = 0.15


@dataclass(frozen=True, slots=True)
class ExampleQuestions:
    """Example questions in order with the class of each, and what is done with a class."""

    texts: tuple[str, ...]
    classes: tuple[str, ...]
    outcomes: dict[str, str]

    @classmethod
    def load(cls, corpus: Path) -> "ExampleQuestions":
        """Reads `vocabulary/questions.toml`; a CorpusError names what is wrong in it."""
        path = corpus / "vocabulary" / "questions.toml"
        try:
            tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            outcomes = {name: str(table["outcome"]) for name, table in tables.items()}
            pairs = [(str(text), name) for name, table in tables.items() for text in table["examples"]]
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
        unknown = {outcome for outcome in outcomes.values() if outcome not in OUTCOMES}
        if unknown:
            raise CorpusError(f"{path} has the outcomes {', '.join(sorted(unknown))}: use {', '.join(OUTCOMES)}.")
        return cls(tuple(text for text, _ in pairs), tuple(name for _, name in pairs), outcomes)


class QuestionClasses:
    """Scores a question's vector for every class; fitted once from the examples' unit-length vectors."""

    def __init__(self, examples: ExampleQuestions, vectors: Rows, weights: Rows | None = None) -> None:
        self.examples = examples
        self.names = tuple(examples.outcomes)
        self._vectors = vectors
        self.weights = fit(examples, vectors) if weights is None else weights

    def scores(self, vector: Rows) -> dict[str, float]:
        """About 1 for the class that a question is of and 0 for the others."""
        values = _kernel(self._vectors @ vector) @ self.weights
        return {name: float(value) for name, value in zip(self.names, values, strict=True)}

    def outcome_scores(self, vector: Rows) -> dict[str, float]:
        """The best score of a class by outcome."""
        best = dict.fromkeys(OUTCOMES, -1.0)
        for name, value in self.scores(vector).items():
            outcome = self.examples.outcomes[name]
            best[outcome] = max(best[outcome], value)
        return best


def fit(examples: ExampleQuestions, vectors: Rows) -> Rows:
    """Weights of shape (examples, classes); each class counts the same, however many its examples."""
    names = list(examples.outcomes)
    classes = [names.index(name) for name in examples.classes]
    counts = np.bincount(classes, minlength=len(names))
    importance = len(classes) / len(names) / counts[classes]
    kernel = _kernel((vectors @ vectors.T).astype(np.float64))
    target = np.eye(len(names))[classes]
    return np.asarray(np.linalg.solve(kernel + RIDGE * np.diag(1 / importance), target), dtype=np.float32)


def _kernel(cosines: NDArray[Any]) -> NDArray[Any]:
    """Gaussian kernel of unit-length vectors: 1 for the same, towards 0 with distance."""
    return np.asarray(np.exp(-GAMMA * (2 - 2 * cosines)))
