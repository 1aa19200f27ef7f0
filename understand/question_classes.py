"""Which class of question a text is nearest to: ridge regression on sentence vectors, taught by examples.

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
# Strength of the ridge: measured on evals/scope_tune.jsonl and questions_tune.jsonl, flat around this value.
RIDGE = 0.6


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
    """Scores a question's vector for every class; fitted once from the examples' vectors."""

    def __init__(self, examples: ExampleQuestions, vectors: Rows) -> None:
        self.examples = examples
        self.names = tuple(examples.outcomes)
        self._weights = _fit(vectors, [self.names.index(name) for name in examples.classes], len(self.names))

    def scores(self, vector: Rows) -> dict[str, float]:
        """About 1 for the class that a question is of and 0 for the others; the scores add up to about 1."""
        values = np.append(vector, np.float32(1.0)) @ self._weights
        return {name: float(value) for name, value in zip(self.names, values, strict=True)}

    def outcome_scores(self, vector: Rows) -> dict[str, float]:
        """The best score of a class by outcome."""
        best = dict.fromkeys(OUTCOMES, -1.0)
        for name, value in self.scores(vector).items():
            outcome = self.examples.outcomes[name]
            best[outcome] = max(best[outcome], value)
        return best


def _fit(vectors: Rows, classes: list[int], count: int) -> Rows:
    """Ridge weights of shape (dimension + 1, count); each class weighs the same, however many its examples."""
    rows = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)]).astype(np.float64)
    target = np.eye(count)[classes]
    weight = (1.0 / np.bincount(classes, minlength=count))[classes] * len(classes) / count
    gram = (rows * weight[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
    return np.asarray(np.linalg.solve(gram, (rows * weight[:, None]).T @ target), dtype=np.float32)
