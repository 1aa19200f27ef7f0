"""Which classes a text belongs to: kernel ridge regression on sentence vectors, taught by examples.

The vectors come from outside, so that this module knows no encoder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
# Width of the kernel and strength of the ridge, by cross-validation within the example questions: inside or
# outside right 88 %, against 84 % for a plain ridge (docs/decisions/0005-classes-of-questions.md).
GAMMA = 0.7
RIDGE = 0.15


@dataclass(frozen=True, slots=True)
class Examples:
    """Example texts in order, the class of each, and the order of the classes."""

    texts: tuple[str, ...]
    classes: tuple[str, ...]
    names: tuple[str, ...]


class ExampleClasses:
    """Scores vectors for every class; fitted once from the examples' unit-length vectors."""

    def __init__(self, examples: Examples, vectors: Rows, weights: Rows | None = None) -> None:
        self.examples = examples
        self.names = examples.names
        self._vectors = vectors
        self.weights = fit(examples, vectors) if weights is None else weights

    def scores(self, vectors: Rows) -> Rows:
        """Shape (vectors, classes): about 1 for the class that a text is of and 0 for the others."""
        return np.asarray(_kernel(vectors @ self._vectors.T) @ self.weights, dtype=np.float32)

    def scores_of(self, vector: Rows) -> dict[str, float]:
        """The scores of one vector by class."""
        return dict(zip(self.names, self.scores(vector[None, :])[0].tolist(), strict=True))


def fit(examples: Examples, vectors: Rows) -> Rows:
    """Weights of shape (examples, classes); each class counts the same, however many its examples."""
    classes = [examples.names.index(name) for name in examples.classes]
    counts = np.bincount(classes, minlength=len(examples.names))
    importance = len(classes) / len(examples.names) / counts[classes]
    kernel = _kernel((vectors @ vectors.T).astype(np.float64))
    target = np.eye(len(examples.names))[classes]
    return np.asarray(np.linalg.solve(kernel + RIDGE * np.diag(1 / importance), target), dtype=np.float32)


def flattened(tables: dict[str, Sequence[str]]) -> Examples:
    """Examples of tables of texts by class."""
    pairs = [(text, name) for name, texts in tables.items() for text in texts]
    return Examples(tuple(text for text, _ in pairs), tuple(name for _, name in pairs), tuple(tables))


def _kernel(cosines: NDArray[Any]) -> NDArray[Any]:
    """Gaussian kernel of unit-length vectors: 1 for the same, towards 0 with distance."""
    return np.asarray(np.exp(-GAMMA * (2 - 2 * cosines)))
