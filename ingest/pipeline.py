"""The write path: files → documents → passages → vectors and words → one new edition."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import AcquireReturnProxy, FileLock, Timeout

from errors import DocumentError, IndexUnusable, UsageError
from index import edition as editions
from index.document import Document, Passage, Source
from index.edition import DocumentRecord, Manifest
from index.encoder import Encoder, Vectors, weights_hash
from index.lexical import LexicalIndex
from index.sentences import sentence_slices
from index.store import Index
from index.vectors import VectorStore
from ingest.read import READERS, read_file, readable_files
from ingest.split import split_document

# Texts encoded between two reports of progress.
BATCH = 256
# Another writer finishes in seconds on the corpus; a longer wait hides a stuck one.
LOCK_WAIT_SECONDS = 30
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
class Summary:
    """What an ingest did; `embedded` counts passages whose vectors were made in this run."""

    edition: str
    documents: int
    passages: int
    embedded: int
    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[str, ...]
    seconds: float


def ingest(
    paths: Sequence[Path],
    store: Store,
    sources: dict[str, Source],
    open_encoder: Callable[[], Encoder],
    on_progress: Progress = lambda done, total: None,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> Summary:
    """Makes the index hold exactly what is now under each path, beside what other paths gave it.

    An unchanged passage keeps its vector; nothing to do leaves the edition as it is and opens no
    encoder. Killed at any moment, the previous edition stays in use.

    Raises:
        UsageError: a path does not exist or holds nothing that can be read.
        DocumentError: the only file named cannot be read.
        IndexUnusable: another ingest holds the index, it cannot be written, or another encoder made it.
    """
    started = time.perf_counter()
    with _locked(store.index_dir, lock_wait_seconds):
        before = _previous(store)
        documents, roots, skipped = _read(paths, sources)
        kept, kept_roots = _kept(before, set(roots.values()))
        records = {**kept_roots, **{id_: _record(document, roots[id_]) for id_, document in documents.items()}}
        documents = {**kept, **documents}
        weights = weights_hash(store.encoder)
        if before is None or _differs(before.manifest, records, store, weights):
            edition, embedded, passages = _write(documents, records, store, weights, before, open_encoder, on_progress)
        else:
            edition, embedded, passages = before.edition, 0, len(before.passages)
    changes = _changes(before.manifest.documents if before else {}, records)
    return Summary(
        edition, len(documents), passages, embedded, **changes, skipped=tuple(skipped),
        seconds=time.perf_counter() - started,
    )  # fmt: skip


def _locked(index_dir: Path, wait_seconds: float) -> AcquireReturnProxy:
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        return FileLock(index_dir / "ingest.lock").acquire(timeout=wait_seconds)
    except Timeout as problem:
        raise IndexUnusable(f"Another ingest is writing to {index_dir}: wait for it to end, then try again.") from problem
    except OSError as problem:
        raise IndexUnusable(f"{index_dir} cannot be written ({problem.strerror}): mend its permissions or choose --index DIR.") from problem


def _previous(store: Store) -> Index | None:
    """The edition in use; None where there is none or it is damaged (then all is made anew)."""
    if editions.current_build(store.index_dir) is None:
        return None
    try:
        index = Index.open(store.index_dir, store.chroma_host, store.chroma_port)
    except IndexUnusable:
        return None
    manifest = index.manifest
    if manifest.encoder != store.encoder:
        raise IndexUnusable(
            f"{store.index_dir} was made with the encoder {manifest.encoder!r}, not {store.encoder!r}: "
            "choose another --index DIR, or delete that folder to make it anew."
        )
    return index


def _read(paths: Sequence[Path], sources: dict[str, Source]) -> tuple[dict[str, Document], dict[str, str], list[str]]:
    """All documents under the paths by id, the path that each came from, and what could not be read."""
    documents: dict[str, Document] = {}
    roots: dict[str, str] = {}
    skipped: list[str] = []
    for path in paths:
        root = path.resolve()
        if not root.exists():
            raise UsageError(f"There is no file or folder {path}: check the path.")
        if root.is_file() and root.suffix.lower() not in READERS:
            raise UsageError(f"{path} is of a kind that ingest cannot read: give {', '.join(sorted(READERS))}.")
        files = readable_files(root)
        if not files:
            raise UsageError(f"{path} holds no file that ingest can read ({', '.join(sorted(READERS))}).")
        for file in files:
            try:
                for document in read_file(file, root, sources):
                    if document.document_id in documents:
                        skipped.append(f"{file}: the id {document.document_id!r} is taken by an earlier file: rename it.")
                        continue
                    documents[document.document_id] = document
                    roots[document.document_id] = str(root)
            except DocumentError as problem:
                if files == [file] and len(paths) == 1:
                    raise
                skipped.append(str(problem))
    return documents, roots, skipped


def _kept(before: Index | None, replaced: set[str]) -> tuple[dict[str, Document], dict[str, DocumentRecord]]:
    """What earlier ingests of other paths gave, unchanged."""
    if before is None:
        return {}, {}
    records = {id_: record for id_, record in before.manifest.documents.items() if record.root not in replaced}
    return {id_: before.documents[id_] for id_ in records}, records


def _record(document: Document, root: str) -> DocumentRecord:
    content = json.dumps(asdict(document), sort_keys=True, ensure_ascii=False)
    # A line of a JSON-lines collection is searched; only guidance files are quoted sentence by sentence.
    return DocumentRecord(root, hashlib.sha256(content.encode()).hexdigest(), 0, not root.endswith(".jsonl"))


def _differs(before: Manifest, records: dict[str, DocumentRecord], store: Store, weights: str) -> bool:
    return (
        before.weights_sha256 != weights
        or before.passage_characters != store.passage_characters
        or _hashes(before.documents) != _hashes(records)
    )


def _hashes(records: dict[str, DocumentRecord]) -> dict[str, tuple[str, str]]:
    return {id_: (record.content_hash, record.root) for id_, record in records.items()}


def _write(
    documents: dict[str, Document],
    records: dict[str, DocumentRecord],
    store: Store,
    weights: str,
    before: Index | None,
    open_encoder: Callable[[], Encoder],
    on_progress: Progress,
) -> tuple[str, int, int]:
    """Builds the new edition in a folder of its own, then switches to it: (edition, embedded, passages)."""
    passages = [p for id_ in sorted(documents) for p in split_document(documents[id_], store.passage_characters)]
    quotable = [p for p in passages if records[p.document_id].quotable]
    texts = [embedded_text(documents[p.document_id], p) for p in passages]
    sentences = [p.text[start:end] for p in quotable for start, end in sentence_slices(p.text)]
    counts: dict[str, int] = {}
    for passage in passages:
        counts[passage.document_id] = counts.get(passage.document_id, 0) + 1
    edition = _edition_name(records, store, weights)
    build = f"{edition}-{uuid4().hex[:6]}"
    folder = editions.edition_folder(store.index_dir, build)
    known = _known_vectors(before, weights)
    embedded = sum(_text_hash(text) not in known for text in texts)
    vectors = _vectors([*texts, *sentences], known, open_encoder, on_progress)
    manifest = Manifest(
        edition=edition, build=build, encoder=store.encoder, weights_sha256=weights, dimension=int(vectors.shape[1]),
        passage_characters=store.passage_characters,
        documents={id_: replace(record, passages=counts.get(id_, 0)) for id_, record in records.items()},
    )  # fmt: skip
    try:
        (folder / "lexical").mkdir(parents=True)
        editions.write_rows(folder / "documents.jsonl", (documents[id_] for id_ in sorted(documents)))
        editions.write_rows(folder / "passages.jsonl", passages)
        LexicalIndex.from_texts(texts).save(folder / "lexical")
        np.save(folder / "sentences.npy", vectors[len(texts) :])
        _store_vectors(folder, manifest, passages, vectors[: len(texts)], store)
        editions.write_manifest(folder, manifest)
        editions.switch_to(store.index_dir, build)
        for old in editions.remove_old_editions(store.index_dir, keep=build):
            if store.chroma_host:
                VectorStore(folder, old, store.chroma_host, store.chroma_port).drop()
    except OSError as problem:
        raise IndexUnusable(
            f"{store.index_dir} cannot be written ({problem.strerror or problem}): free space or mend its permissions."
        ) from problem
    return edition, embedded, len(passages)


def _store_vectors(folder: Path, manifest: Manifest, passages: Sequence[Passage], vectors: Vectors, store: Store) -> None:
    vector_store = VectorStore(folder / "chroma", manifest.build, store.chroma_host, store.chroma_port)
    vector_store.create({"encoder": manifest.encoder, "weights_sha256": manifest.weights_sha256})
    vector_store.add([p.passage_id for p in passages], vectors, [{"document_id": p.document_id} for p in passages])


def embedded_text(document: Document, passage: Passage) -> str:
    """What stands for a passage in the index: its document's title, its headings, and itself."""
    above = [document.title, *(h for h in passage.headings if h != document.title)]
    return "\n".join([" › ".join(part for part in above if part), passage.text])


def _edition_name(records: dict[str, DocumentRecord], store: Store, weights: str) -> str:
    parts = [store.encoder, weights, str(store.passage_characters), json.dumps(_hashes(records), sort_keys=True)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


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


def _known_vectors(before: Index | None, weights: str) -> dict[str, Vectors]:
    """Vectors of the edition in use by the hash of their text, where the same weights made them."""
    if before is None or before.manifest.weights_sha256 != weights:
        return {}
    stored = before.vectors.all()
    known = {}
    for passage in before.passages:
        known[_text_hash(embedded_text(before.documents[passage.document_id], passage))] = stored[passage.passage_id]
        known |= {_text_hash(s.text): s.vector for s in before.sentences(passage.passage_id) if s.vector is not None}
    return known


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _changes(before: dict[str, DocumentRecord], after: dict[str, DocumentRecord]) -> dict[str, int]:
    both = before.keys() & after.keys()
    unchanged = sum(before[id_].content_hash == after[id_].content_hash for id_ in both)
    return {
        "new": len(after.keys() - before.keys()),
        "changed": len(both) - unchanged,
        "unchanged": unchanged,
        "removed": len(before.keys() - after.keys()),
    }
