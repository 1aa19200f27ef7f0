"""The one door to bm25s: which passages share the question's words."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np

from errors import IndexUnusable
from index.words import words

# A word that no text holds counts this much of the rarest known one: it is chatter as often as a subject.
UNKNOWN_WORD = 0.5
SCORELESS = 1e-6


class LexicalIndex:
    """BM25 over the stems of each passage; rows in the order in which passages were given."""

    def __init__(self, bm25: bm25s.BM25, size: int) -> None:
        self._bm25 = bm25
        self._size = size

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> "LexicalIndex":
        bm25 = bm25s.BM25()
        # bm25s cannot index nothing at all: a word that no question holds stands in for an empty text.
        bm25.index([words(text) or ["∅"] for text in texts] or [["∅"]], show_progress=False)
        return cls(bm25, len(texts))

    def __contains__(self, word: str) -> bool:
        return word in self._bm25.vocab_dict

    def save(self, folder: Path) -> None:
        self._bm25.save(str(folder))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        try:
            return cls(bm25s.BM25.load(str(folder), load_corpus=False), size)
        except Exception as problem:  # a damaged file surfaces as whatever its parser raises
            raise IndexUnusable(
                f"The lexical index in {folder} cannot be read. Run `ask97112 ingest` to build it again."
            ) from problem

    def scores(self, weighted_words: Mapping[str, float]) -> np.ndarray:
        """One BM25 score a passage, in row order: the sum over the words, each times its weight."""
        total: np.ndarray = np.zeros(self._size, dtype=np.float32)
        known = {word: weight for word, weight in weighted_words.items() if word in self}
        for weight in set(known.values()):
            group = [word for word, value in known.items() if value == weight]
            total += weight * self._bm25.get_scores(group)
        return total

    def shares(self, weighted_words: Mapping[str, float]) -> np.ndarray:
        """Each text's score as a share, 0 to 1, of the best that each word by itself gives any text."""
        best = sum(self._best(word) * weight for word, weight in weighted_words.items())
        return self.scores(weighted_words) / max(best, SCORELESS)

    def _best(self, word: str) -> float:
        """The highest score that the word gives a text; a word that no text holds would be the rarest of all."""
        row = self._bm25.vocab_dict.get(word)
        if row is None:
            return self._rarest
        start, end = self._bm25.scores["indptr"][row : row + 2]
        return float(self._bm25.scores["data"][start:end].max(initial=0.0))

    @cached_property
    def _rarest(self) -> float:
        return float(np.max(self._bm25.scores["data"], initial=0.0)) * UNKNOWN_WORD
