"""What one edition of an index is made of, and how the next one takes its place.

    index-data/
      CURRENT                  the name of the edition in use, replaced in one step
      editions/NAME/
        manifest.json          encoder, weights, sizes, and the documents with their hashes
        documents.jsonl        documents with their sources
        passages.jsonl         passages in row order
        chroma/  lexical/      the vectors and the words of those rows
        sentences.npy          one unit-length row a sentence of the quotable passages, in order

A writer builds a whole new edition beside the old one; readers of the old one never notice.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from errors import IndexUnusable
from index.document import Document, Passage, Source

# Readers may still have the previous edition open; older ones are nobody's.
EDITIONS_KEPT = 2
REMEDY = "Run `ask97112 ingest` to build it again."


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """Where a document came from and what it held: `root` is the path named to ingest."""

    root: str
    content_hash: str
    passages: int
    quotable: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the vectors were made with; a reader with another encoder must not use them.

    `edition` names the content: the same documents and encoder give the same edition. `build` names
    the folder (and a server's collection) that holds it, so that two builds never share a file.
    """

    edition: str
    build: str
    encoder: str
    weights_sha256: str
    dimension: int
    passage_characters: int
    documents: dict[str, DocumentRecord]


def edition_folder(index_dir: Path, build: str) -> Path:
    return index_dir / "editions" / build


def current_build(index_dir: Path) -> str | None:
    """The build in use; None where nothing was ingested yet."""
    try:
        name = (index_dir / "CURRENT").read_text().strip()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise IndexUnusable(f"The index in {index_dir} cannot be read ({problem.strerror}): mend its permissions.") from problem
    return name or None


def switch_to(index_dir: Path, build: str) -> None:
    """Makes the build the one in use, in one step that a crash cannot split."""
    pointer = index_dir / "CURRENT.new"
    with open(pointer, "w") as file:
        file.write(build + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, index_dir / "CURRENT")


def remove_old_editions(index_dir: Path, keep: str) -> list[str]:
    """Deletes all but the newest editions; returns the names that went."""
    folders = sorted((index_dir / "editions").iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
    others = [folder for folder in folders if folder.name != keep]
    for folder in others[EDITIONS_KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder.name for folder in others[EDITIONS_KEPT - 1 :]]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1))


def read_manifest(folder: Path) -> Manifest:
    fields = _load(folder / "manifest.json")
    documents = {id_: DocumentRecord(**record) for id_, record in fields.pop("documents").items()}
    return Manifest(**fields, documents=documents)


def write_rows(path: Path, rows: Iterable[Document | Passage]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def read_documents(folder: Path) -> dict[str, Document]:
    rows = _load_lines(folder / "documents.jsonl")
    documents = [
        Document(
            **{
                **row,
                "source": Source(**{**row["source"], "payers": tuple(row["source"]["payers"])}),
                "topics": tuple(row["topics"]),
            }
        )
        for row in rows
    ]
    return {document.document_id: document for document in documents}


def read_passages(folder: Path) -> Sequence[Passage]:
    return [Passage(**{**row, "headings": tuple(row["headings"])}) for row in _load_lines(folder / "passages.jsonl")]


def _load(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise IndexUnusable(f"The index file {path} cannot be read. {REMEDY}") from problem


def _load_lines(path: Path) -> list[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except (OSError, ValueError) as problem:
        raise IndexUnusable(f"The index file {path} cannot be read. {REMEDY}") from problem
