"""An edition opened for reading: documents, passages, and the two ways to find them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from errors import IndexUnusable
from index import edition as editions
from index.asked import AskedQuestions, places_of
from index.document import Passage
from index.encoder import Encoder, Vectors
from index.lexical import LexicalIndex
from index.sentences import compared_lines, sentence_slices
from index.vectors import VectorStore


@dataclass(frozen=True, slots=True)
class Sentence:
    """One quotable sentence: characters `start` to `end` of its passage, and its vector where stored."""

    passage_id: str
    text: str
    start: int
    end: int
    vector: Vectors | None


class Index:
    """One edition, whole in memory but for Chroma's vectors; safe to share between readers."""

    def __init__(self, folder: Path, chroma_host: str | None = None, chroma_port: int = 8000) -> None:
        self.manifest = editions.read_manifest(folder)
        editions.check_files(folder, self.manifest)
        self.edition = self.manifest.edition
        self.documents = editions.read_documents(folder)
        self.passages: Sequence[Passage] = editions.read_passages(folder)
        self.rows = {passage.passage_id: row for row, passage in enumerate(self.passages)}
        self.lexical = LexicalIndex.load(folder / "lexical", len(self.passages))
        self._passages_of: dict[str, list[Passage]] = {}
        for passage in self.passages:
            self._passages_of.setdefault(passage.document_id, []).append(passage)
        self._line_vectors = _load_rows(folder / "sentences.npy")
        self._lines = self._place_lines(folder)
        self._line_words = LexicalIndex.from_texts(self._worded_lines())
        self.asked = self._open_asked(folder)
        self.vectors = VectorStore(folder / "chroma", self.manifest.build, chroma_host, chroma_port)
        self._open_vectors(folder)

    @classmethod
    def open(cls, index_dir: Path, chroma_host: str | None = None, chroma_port: int = 8000) -> "Index":
        """The edition in use.

        Raises:
            IndexUnusable: nothing was ingested yet, or a file of the edition is missing or damaged.
        """
        name = editions.current_build(index_dir)
        if name is None:
            raise IndexUnusable(f"There is no index in {index_dir}: run `ask97112 ingest` (or `make run`) first.")
        return cls(editions.edition_folder(index_dir, name), chroma_host, chroma_port)

    def _open_vectors(self, folder: Path) -> None:
        try:
            self.vectors.open()
            if self.vectors.count() != len(self.passages):
                raise IndexUnusable(
                    f"The index in {folder} holds {self.vectors.count()} vectors for {len(self.passages)} passages. "
                    f"{editions.REMEDY}"
                )
        except IndexUnusable:
            self.vectors.close()
            raise

    def _open_asked(self, folder: Path) -> AskedQuestions:
        places, vectors = places_of(self.passages, self.documents), _load_rows(folder / "asked.npy")
        if vectors.shape != (len(places), self.manifest.dimension):
            raise IndexUnusable(
                f"The index in {folder} holds {vectors.shape[0]} asked questions where {len(places)} are read now. "
                f"{editions.REMEDY}"
            )
        return AskedQuestions(places, vectors)

    def check_encoder(self, encoder: Encoder) -> None:
        """Refuses an encoder whose vectors cannot be compared with the stored ones."""
        if encoder.name == self.manifest.encoder and encoder.weights_sha256 != self.manifest.weights_sha256:
            raise IndexUnusable(
                f"The index was made with other weights of the encoder {encoder.name!r}: run `ask97112 ingest` to "
                "build it again."
            )
        if (encoder.name, encoder.dimension) != (self.manifest.encoder, self.manifest.dimension):
            raise IndexUnusable(
                f"The index was made with the encoder {self.manifest.encoder!r} ({self.manifest.dimension} numbers a "
                f"vector), not {encoder.name!r} ({encoder.dimension}): run `ask97112 ingest` with that encoder into "
                "another --index DIR."
            )

    def passage(self, passage_id: str) -> Passage:
        return self.passages[self.rows[passage_id]]

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        """A document's passages in reading order; none where the index does not hold the document."""
        return self._passages_of.get(document_id, ())

    def sentences(self, passage_id: str) -> tuple[Sentence, ...]:
        """The sentences of a passage in reading order."""
        text = self.passage(passage_id).text
        slices = sentence_slices(text)
        lines = self.line_vectors(passage_id)
        rows = [None] * len(slices) if lines is None else lines[1:]
        return tuple(
            Sentence(passage_id, text[start:end], start, end, row)
            for (start, end), row in zip(slices, rows, strict=True)
        )

    def heading_vector(self, passage_id: str) -> Vectors | None:
        """The vector of the heading right above the passage; None where none is stored."""
        lines = self.line_vectors(passage_id)
        return None if lines is None else lines[0]

    def line_vectors(self, passage_id: str) -> Vectors | None:
        """A row for the passage's heading and one for each sentence; None where the passage is not quotable."""
        rows = self._lines.get(passage_id)
        return None if rows is None else self._line_vectors[rows]

    def word_shares(self, weighted_words: Mapping[str, float]) -> dict[str, Vectors]:
        """By quotable passage, 0 to 1: how much of the words' weight its heading and each of its sentences hold.

        A sentence counts with the headings above it and its document's title: they say what it is about.
        """
        shares = self._line_words.shares(weighted_words)
        return {passage_id: shares[rows] for passage_id, rows in self._lines.items()}

    def _worded_lines(self) -> list[str]:
        texts = []
        for passage_id in self._lines:
            passage = self.passage(passage_id)
            above = " ".join([self.documents[passage.document_id].title, *passage.headings])
            heading, *sentences = compared_lines(passage)
            texts += [heading, *(f"{above} {sentence}" for sentence in sentences)]
        return texts

    def _place_lines(self, folder: Path) -> dict[str, slice]:
        """Which rows of the stored line vectors are each quotable passage's."""
        places: dict[str, slice] = {}
        row = 0
        for passage in self.passages:
            if self.manifest.documents[passage.document_id].quotable:
                count = len(compared_lines(passage))
                places[passage.passage_id] = slice(row, row + count)
                row += count
        if self._line_vectors.shape != (row, self.manifest.dimension):
            raise IndexUnusable(
                f"The index in {folder} holds {self._line_vectors.shape[0]} sentences where {row} are read now. "
                f"{editions.REMEDY}"
            )
        return places


def _load_rows(path: Path) -> Vectors:
    try:
        return np.asarray(np.load(path), dtype=np.float32)
    except (OSError, ValueError) as problem:
        raise IndexUnusable(f"The index file {path} cannot be read. {editions.REMEDY}") from problem
