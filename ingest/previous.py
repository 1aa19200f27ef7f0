"""What the edition in use gives the next one: its documents, and vectors that need not be made again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from errors import IndexUnusable
from index import edition as editions
from index.document import Document
from index.edition import DocumentRecord
from index.encoder import Vectors
from index.store import Index
from index.vectors import VectorStore


@dataclass(frozen=True, slots=True)
class Previous:
    """`index` is None where the edition in use is damaged; its documents may still be read."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    records: Mapping[str, DocumentRecord] = field(default_factory=dict)
    index: Index | None = None
    vectors: Mapping[str, Vectors] = field(default_factory=dict)
    notice: str | None = None


def read_previous(index_dir: Path, encoder: str, chroma_host: str | None = None, chroma_port: int = 8000) -> Previous:
    """The edition in use; where it is damaged, the documents of the newest edition that can be read.

    Raises:
        IndexUnusable: another encoder made it, or the Chroma server does not answer.
    """
    if chroma_host:
        VectorStore(index_dir, "none", chroma_host, chroma_port)
    try:
        build = editions.current_build(index_dir)
    except IndexUnusable:
        build = None
    folders = editions.finished_editions(index_dir)
    if build is not None:
        in_use = editions.edition_folder(index_dir, build)
        _refuse_other_encoder(in_use, encoder, index_dir)
        try:
            return _whole(in_use, chroma_host, chroma_port)
        except IndexUnusable:
            folders = [in_use, *(folder for folder in folders if folder != in_use)]
    damaged = build is not None or (index_dir / "CURRENT").exists()
    notice = f"{index_dir} was damaged: ingest again what you last added to it from other paths."
    for folder in folders:
        try:
            return replace(_documents_only(folder), notice=notice if folder != folders[0] and damaged else None)
        except IndexUnusable:
            continue
    return Previous(notice=notice if damaged else None)


def _refuse_other_encoder(folder: Path, encoder: str, index_dir: Path) -> None:
    try:
        made_with = editions.read_manifest(folder).encoder
    except IndexUnusable:
        return
    if made_with != encoder:
        raise IndexUnusable(
            f"{index_dir} was made with the encoder {made_with!r}, not {encoder!r}: "
            "choose another --index DIR, or delete that folder to make it anew."
        )


def _whole(folder: Path, chroma_host: str | None, chroma_port: int) -> Previous:
    """The edition with every vector read, so that damage shows here and not when a question comes."""
    index = Index(folder, chroma_host, chroma_port)
    try:
        vectors = index.vectors.all()
        if set(vectors) != set(index.rows):
            raise IndexUnusable(f"The index in {folder} lacks vectors. {editions.REMEDY}")
        if vectors:
            index.vectors.nearest(next(iter(vectors.values())), 1)
    finally:
        index.vectors.close()
    return Previous(index.documents, index.manifest.documents, index, vectors)


def _documents_only(folder: Path) -> Previous:
    """What an edition that is damaged, or of another version of this program, holds of others' documents."""
    manifest = editions.read_manifest(folder)
    documents = editions.read_documents(folder)
    if documents.keys() != manifest.documents.keys():
        raise IndexUnusable(f"The index in {folder} lacks documents. {editions.REMEDY}")
    return Previous(documents, manifest.documents)
