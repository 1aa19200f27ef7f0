"""What people ask of each quotable sentence, beside a document in `<name>.asked.toml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.document import Document, Passage
from index.encoder import Vectors
from index.lexical import LexicalIndex
from index.sentences import sentence_slices


@dataclass(frozen=True, slots=True)
class Place:
    """One asked question, and the sentence (counted within its passage) that answers it."""

    passage_row: int
    sentence: int
    question: str


def places_of(passages: Sequence[Passage], documents: Mapping[str, Document]) -> list[Place]:
    """Every asked question in reading order of the sentences that answer them."""
    return [
        Place(row, sentence, question)
        for row, passage in enumerate(passages)
        if documents[passage.document_id].asked
        for sentence, question in _of_passage(passage, documents[passage.document_id])
    ]


def _of_passage(passage: Passage, document: Document) -> Iterator[tuple[int, str]]:
    """A sentence that the splitter cuts in two is found by its first part."""
    for position, (start, end) in enumerate(sentence_slices(passage.text)):
        text = passage.text[start:end]
        for asked in document.asked:
            if asked.sentence.startswith(text):
                yield from ((position, question) for question in asked.questions)


class AskedQuestions:
    """Vectors and words of all asked questions, a row a place."""

    def __init__(self, places: Sequence[Place], vectors: Vectors) -> None:
        self.vectors = vectors
        self._words = LexicalIndex.from_texts([place.question for place in places])
        self._rows = np.array([place.passage_row for place in places], dtype=np.intp)
        self._sentences = np.array([place.sentence for place in places], dtype=np.intp)

    def nearness(
        self, query: Vectors, weighted_words: Mapping[str, float] | None = None
    ) -> dict[tuple[int, int], float]:
        """By (passage row, sentence) how near its likest question is: the cosine to any row of `query`.

        With words it is the mean of that and of the share of their weight which the question holds:
        "how many minutes for 2 units" is near "how many minutes for 1 unit" in meaning alone.
        """
        if not len(self._rows):
            return {}
        near = (self.vectors @ query.T).max(axis=1)
        if weighted_words is not None:
            near = (near + self._words.shares(weighted_words)) / 2
        best: dict[tuple[int, int], float] = {}
        for row, sentence, value in zip(self._rows.tolist(), self._sentences.tolist(), near.tolist(), strict=True):
            best[row, sentence] = max(best.get((row, sentence), 0.0), value)
        return best
