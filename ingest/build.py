"""Documents → a whole new edition in a folder of its own."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np

from errors import UsageError
from index import edition as editions
from index.asked import places_of
from index.document import Document, Passage
from index.edition import DocumentRecord, Manifest
from index.encoder import Encoder, Vectors
from index.lexical import LexicalIndex
from index.sentences import compared_lines
from index.vectors import VectorStore
from ingest.previous import Previous
from ingest.split import split_document

# Texts encoded between two reports of progress.
BATCH = 256
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Store:
    """Where an index is kept and what its vectors are made with."""

    index_dir: Path
    encoder: str
    passage_characters: int
    chroma_host: str | None = None
    chroma_port: int = 8000


@dataclass(frozen=True, slots=True)
class Built:
    """A finished edition, not yet in use; `embedded` counts passages whose vectors were made for it."""

    edition: str
    build: str
    passages: int
    embedded: int


def build_edition(
    documents: Mapping[str, Document],
    records: Mapping[str, DocumentRecord],
    store: Store,
    weights: str,
    previous: Previous,
    open_encoder: Callable[[], Encoder],
    on_progress: Progress,
) -> Built:
    """Splits, embeds what is new, and writes every file; the manifest comes last.

    Raises:
        UsageError: no document holds any text.
    """
    passages = [p for id_ in sorted(documents) for p in split_document(documents[id_], store.passage_characters)]
    if not passages:
        raise UsageError("There is no text to search in those files: give files with text below their headings.")
    quotable = [p for p in passages if records[p.document_id].quotable]
    texts = [embedded_text(documents[p.document_id], p) for p in passages]
    lines = [line for passage in quotable for line in compared_lines(passage)]
    asked = [place.question for place in places_of(passages, documents)]
    known = known_vectors(previous, weights)
    embedded = sum(_text_hash(text) not in known for text in texts)
    vectors = _vectors([*texts, *lines, *asked], known, open_encoder, on_progress)
    passage_rows, line_rows, asked_rows = np.split(vectors, [len(texts), len(texts) + len(lines)])
    manifest = _manifest(documents, records, store, weights, int(vectors.shape[1]), passages)
    folder = editions.edition_folder(store.index_dir, manifest.build)
    (folder / "lexical").mkdir(parents=True)
    editions.write_rows(folder / "documents.jsonl", (documents[id_] for id_ in sorted(documents)))
    editions.write_rows(folder / "passages.jsonl", passages)
    LexicalIndex.from_texts(texts).save(folder / "lexical")
    np.save(folder / "sentences.npy", line_rows)
    np.save(folder / "asked.npy", asked_rows)
    _store_vectors(folder, manifest, passages, passage_rows, store)
    editions.write_manifest(folder, replace(manifest, files=editions.file_hashes(folder)))
    return Built(manifest.edition, manifest.build, len(passages), embedded)


def content_hashes(records: Mapping[str, DocumentRecord]) -> dict[str, tuple[str, str]]:
    """What of the documents an ingest compares: their content, and the folder that each was read from."""
    return {id_: (record.content_hash, record.root) for id_, record in records.items()}


def embedded_text(document: Document, passage: Passage) -> str:
    """What stands for a passage in the index: its document's title, its headings, and itself."""
    above = [document.title, *(h for h in passage.headings if h != document.title)]
    return "\n".join([" › ".join(part for part in above if part), passage.text])


def known_vectors(previous: Previous, weights: str) -> dict[str, Vectors]:
    """Vectors of the edition in use by the hash of their text, where the same weights made them."""
    index = previous.index
    if index is None or index.manifest.weights_sha256 != weights:
        return {}
    known = {}
    for passage in index.passages:
        text = embedded_text(index.documents[passage.document_id], passage)
        known[_text_hash(text)] = previous.vectors[passage.passage_id]
        rows = index.line_vectors(passage.passage_id)
        if rows is not None:
            known |= dict(zip(map(_text_hash, compared_lines(passage)), rows, strict=True))
    asked = [place.question for place in places_of(index.passages, index.documents)]
    return known | dict(zip(map(_text_hash, asked), index.asked.vectors, strict=True))


def _manifest(
    documents: Mapping[str, Document],
    records: Mapping[str, DocumentRecord],
    store: Store,
    weights: str,
    dimension: int,
    passages: Sequence[Passage],
) -> Manifest:
    counts = dict.fromkeys(documents, 0)
    for passage in passages:
        counts[passage.document_id] += 1
    parts = [
        str(editions.FORMAT), store.encoder, weights, str(store.passage_characters),
        json.dumps({id_: record.content_hash for id_, record in records.items()}, sort_keys=True),
    ]  # fmt: skip
    edition = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return Manifest(
        edition=edition, build=f"{edition}-{uuid4().hex[:6]}", encoder=store.encoder, weights_sha256=weights,
        dimension=dimension, passage_characters=store.passage_characters,
        documents={id_: replace(record, passages=counts[id_]) for id_, record in records.items()},
    )  # fmt: skip


def _store_vectors(
    folder: Path, manifest: Manifest, passages: Sequence[Passage], vectors: Vectors, store: Store
) -> None:
    vector_store = VectorStore(folder / "chroma", manifest.build, store.chroma_host, store.chroma_port)
    try:
        vector_store.create({"encoder": manifest.encoder, "weights_sha256": manifest.weights_sha256})
        vector_store.add([p.passage_id for p in passages], vectors, [{"document_id": p.document_id} for p in passages])
    finally:
        vector_store.close()


def _vectors(
    texts: Sequence[str], known: dict[str, Vectors], open_encoder: Callable[[], Encoder], on_progress: Progress
) -> Vectors:
    """A row a text; only unknown texts are encoded, those of like length together, which is faster."""
    keys = [_text_hash(text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        encoder = open_encoder()
        by_length = sorted(missing, key=lambda key: len(missing[key]))
        for start in range(0, len(by_length), BATCH):
            part = by_length[start : start + BATCH]
            known |= dict(zip(part, encoder.encode([missing[key] for key in part]), strict=True))
            on_progress(start + len(part), len(by_length))
    return np.stack([known[key] for key in keys])


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
