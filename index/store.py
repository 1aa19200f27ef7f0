"""An edition opened for reading: documents, passages, and the two ways to find them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from errors import IndexUnusable
from index import edition as editions
from index.document import Passage
from index.encoder import Encoder, Vectors
from index.lexical import LexicalIndex
from index.sentences import sentence_slices
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
        self.vectors = VectorStore(folder / "chroma", self.manifest.build, chroma_host, chroma_port)
        self.vectors.open()
        if self.vectors.count() != len(self.passages):
            raise IndexUnusable(
                f"The index in {folder} holds {self.vectors.count()} vectors for {len(self.passages)} passages. "
                f"{editions.REMEDY}"
            )
        self._passages_of: dict[str, list[Passage]] = {}
        for passage in self.passages:
            self._passages_of.setdefault(passage.document_id, []).append(passage)
        self._sentences = _read_sentences(folder, self.manifest, self.passages)

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
        return self._sentences(passage_id)


def _read_sentences(
    folder: Path, manifest: editions.Manifest, passages: Sequence[Passage]
) -> Callable[[str], tuple[Sentence, ...]]:
    try:
        vectors = np.load(folder / "sentences.npy", mmap_mode="r")
    except (OSError, ValueError) as problem:
        raise IndexUnusable(f"The index file {folder / 'sentences.npy'} cannot be read. {editions.REMEDY}") from problem
    first_row: dict[str, int] = {}
    by_id = {passage.passage_id: passage for passage in passages}
    row = 0
    for passage in passages:
        if manifest.documents[passage.document_id].quotable:
            first_row[passage.passage_id] = row
            row += len(sentence_slices(passage.text))
    if vectors.shape != (row, manifest.dimension):
        raise IndexUnusable(
            f"The index in {folder} holds {vectors.shape[0]} sentences where {row} are read now. {editions.REMEDY}"
        )

    def sentences(passage_id: str) -> tuple[Sentence, ...]:
        text = by_id[passage_id].text
        start_row = first_row.get(passage_id)
        slices = sentence_slices(text)
        rows = [None] * len(slices) if start_row is None else vectors[start_row : start_row + len(slices)]
        return tuple(
            Sentence(passage_id, text[start:end], start, end, row)
            for (start, end), row in zip(slices, rows, strict=True)
        )

    return sentences
