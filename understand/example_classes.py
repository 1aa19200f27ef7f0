"""Which classes a text belongs to, taught by examples: by its meaning (kernel ridge regression) and by its words.

The vectors come from outside, so that this module knows no encoder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from understand.word_classes import RECIPE as WORD_RECIPE
from understand.word_classes import WordClasses, fit_words

Rows = NDArray[np.float32]
# Width of the kernel and strength of the ridge, by a tenth of the examples that was held back: of 0.05, 0.2,
# 0.6 and 2 the smallest did best (docs/decisions/0106-clauses-are-read-by-likeness.md).
GAMMA = 0.7
RIDGE = 0.05
# Examples that stand for all of them in the kernel: 2,000 do a little worse, 6,000 take gigabytes.
LANDMARKS = 3000
# Keeps the equations solvable where two landmarks say nearly the same.
JITTER = 1e-6
# What was fitted by another recipe is fitted anew.
RECIPE = f"{GAMMA} {RIDGE} {LANDMARKS} {JITTER} {WORD_RECIPE}"


@dataclass(frozen=True, slots=True)
class Examples:
    """Example texts in order, the class of each, and the order of the classes."""

    texts: tuple[str, ...]
    classes: tuple[str, ...]
    names: tuple[str, ...]


class ExampleClasses:
    """Scores texts for every class, half by their vectors and half by their words; fitted once.

    Args:
        vectors: of the examples, unit-length.
        weights, words: what was fitted before; without them they are fitted now (seconds).
    """

    def __init__(
        self, examples: Examples, vectors: Rows, weights: Rows | None = None, words: WordClasses | None = None
    ) -> None:
        self.examples = examples
        self.names = examples.names
        self._vectors = vectors
        self._landmarks = vectors[_landmarks(len(vectors))]
        self._weights = fit(examples, vectors) if weights is None else weights
        self._words = words or fit_words(examples.texts, examples.classes, examples.names)

    def scores(self, texts: Sequence[str], vectors: Rows) -> Rows:
        """Shape (texts, classes): about 1 for the class that a text is of and 0 for the others."""
        by_meaning = _kernel(vectors @ self._landmarks.T) @ self._weights
        return np.asarray((by_meaning + self._words.scores(texts)) / 2, dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `from_arrays` needs beside the examples, for numpy's `savez`."""
        return {"vectors": self._vectors, "weights": self._weights, **self._words.arrays()}

    @classmethod
    def from_arrays(cls, examples: Examples, stored: Any) -> "ExampleClasses":
        """A KeyError or ValueError says that the arrays are not those of `arrays`."""
        return cls(examples, stored["vectors"], stored["weights"], WordClasses.from_arrays(stored))


def fit(examples: Examples, vectors: Rows) -> Rows:
    """Weights of shape (landmarks, classes).

    An example counts by the square root of how rare its class is: counting classes alike made rare ones loud.
    """
    classes = [examples.names.index(name) for name in examples.classes]
    counts = np.bincount(classes, minlength=len(examples.names))
    importance = np.sqrt(len(classes) / len(examples.names) / counts[classes])
    places = _landmarks(len(vectors))
    near = _kernel((vectors @ vectors[places].T).astype(np.float64))
    weighed = (near * importance[:, None]).T
    left = weighed @ near + RIDGE * near[places] + JITTER * np.eye(len(places))
    return np.asarray(np.linalg.solve(left, weighed @ np.eye(len(examples.names))[classes]), dtype=np.float32)


def _landmarks(examples: int) -> NDArray[np.intp]:
    """Places evenly spread over the examples, so that every class has its share."""
    return np.linspace(0, examples - 1, min(LANDMARKS, examples)).astype(np.intp)


def flattened(tables: dict[str, Sequence[str]]) -> Examples:
    """Examples of tables of texts by class."""
    pairs = [(text, name) for name, texts in tables.items() for text in texts]
    return Examples(tuple(text for text, _ in pairs), tuple(name for _, name in pairs), tuple(tables))


def _kernel(cosines: NDArray[Any]) -> NDArray[Any]:
    """Gaussian kernel of unit-length vectors: 1 for the same, towards 0 with distance."""
    return np.asarray(np.exp(-GAMMA * (2 - 2 * cosines)))
