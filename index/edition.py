"""What one edition of an index is made of, and how the next one takes its place.

    index-data/
      CURRENT                  the name of the edition in use, replaced in one step
      editions/NAME/
        manifest.json          encoder, weights, sizes, the documents' hashes, the files' hashes; written last
        documents.jsonl        documents with their sources
        passages.jsonl         passages in row order
        chroma/  lexical/      the vectors and the words of those rows
        sentences.npy          unit-length rows: each quotable passage's heading, then its sentences
        asked.npy              unit-length rows: what people ask of each passage's sentences

A writer builds a whole new edition beside the old one; readers of the old one never notice.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from errors import IndexUnusable
from index.document import Asked, Document, Passage, Source

# Readers may still have the previous edition open; older ones are nobody's.
EDITIONS_KEPT = 2
# Raised when splitting, the text that is embedded or a file's form changes: older editions are then made anew.
FORMAT = 3
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
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def edition_folder(index_dir: Path, build: str) -> Path:
    return index_dir / "editions" / build


def current_build(index_dir: Path) -> str | None:
    """The build in use; None where nothing was ingested yet."""
    try:
        name = (index_dir / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except NotADirectoryError as problem:
        raise IndexUnusable(f"{index_dir} is a file: choose a folder for the index.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise IndexUnusable(f"{index_dir / 'CURRENT'} cannot be read ({problem}). {REMEDY}") from problem
    if not name or Path(name).name != name:
        raise IndexUnusable(f"{index_dir / 'CURRENT'} names no edition. {REMEDY}")
    return name


def finished_editions(index_dir: Path) -> list[Path]:
    """The folders that were built to their end, newest first."""
    folders = [manifest.parent for manifest in (index_dir / "editions").glob("*/manifest.json")]
    return sorted(folders, key=lambda folder: (folder / "manifest.json").stat().st_mtime_ns, reverse=True)


def switch_to(index_dir: Path, build: str) -> None:
    """Makes the build the one in use, in one step that a crash cannot split."""
    pointer = index_dir / "CURRENT.new"
    with open(pointer, "w") as file:
        file.write(build + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, index_dir / "CURRENT")


def remove_old_editions(index_dir: Path, keep: str) -> list[str]:
    """Deletes all but the newest editions, and what a killed ingest left half built; returns their names."""
    finished = [folder.name for folder in finished_editions(index_dir) if folder.name != keep]
    kept = {keep, *finished[: EDITIONS_KEPT - 1]}
    removed = sorted(folder.name for folder in (index_dir / "editions").iterdir() if folder.name not in kept)
    for name in removed:
        shutil.rmtree(edition_folder(index_dir, name), ignore_errors=True)
    return removed


def write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an edition.

    Raises:
        IndexUnusable: it is missing or damaged.
    """
    path = folder / "manifest.json"
    try:
        fields = dict(json.loads(path.read_text(encoding="utf-8")))
        documents = {id_: DocumentRecord(**record) for id_, record in fields.pop("documents").items()}
        return Manifest(**fields, documents=documents)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise IndexUnusable(f"The index file {path} cannot be read. {REMEDY}") from problem


def file_hashes(folder: Path) -> dict[str, str]:
    """sha256 of each file of an edition but the manifest and Chroma's own, which it rewrites at will."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    own = [p for p in paths if p.relative_to(folder).parts[0] != "chroma"]
    return {p.relative_to(folder).as_posix(): _sha256(p) for p in own}


def check_files(folder: Path, manifest: Manifest) -> None:
    """Refuses an edition of another version, or of which a file is missing or not as it was written."""
    if manifest.format != FORMAT:
        raise IndexUnusable(f"The index in {folder} was made by another version of this program. {REMEDY}")
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            whole = _sha256(path) == expected
        except OSError as problem:
            raise IndexUnusable(f"The index file {path} cannot be read ({problem.strerror}). {REMEDY}") from problem
        if not whole:
            raise IndexUnusable(f"The index file {path} is damaged. {REMEDY}")


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_rows(path: Path, rows: Iterable[Document | Passage]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def read_documents(folder: Path) -> dict[str, Document]:
    documents = [_document(row) for row in _load_lines(folder / "documents.jsonl")]
    return {document.document_id: document for document in documents}


def _document(row: dict[str, Any]) -> Document:
    source = Source(**{**row["source"], "payers": tuple(row["source"]["payers"])})
    given = row.get("asked", ())  # editions before the third have none
    asked = tuple(Asked(one["sentence"], tuple(one["questions"])) for one in given)
    return Document(**{**row, "source": source, "topics": tuple(row["topics"]), "asked": asked})


def read_passages(folder: Path) -> Sequence[Passage]:
    return [Passage(**{**row, "headings": tuple(row["headings"])}) for row in _load_lines(folder / "passages.jsonl")]


def _load_lines(path: Path) -> list[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except (OSError, ValueError) as problem:
        raise IndexUnusable(f"The index file {path} cannot be read. {REMEDY}") from problem
