"""Paths named to ingest → the documents that the index shall hold, and what could not be read."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from errors import DocumentError, UsageError
from index.document import Document, Source
from index.edition import DocumentRecord
from ingest.read import READERS, read_file, readable_files

Clean = Callable[[str], str]


def as_it_is(text: str) -> str:
    return text


@dataclass(slots=True)
class Collected:
    """Documents and their records by id, in the order in which they were found; `skipped` says why, a line each."""

    documents: dict[str, Document] = field(default_factory=dict)
    records: dict[str, DocumentRecord] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add(self, document: Document, root: Path) -> None:
        self.documents[document.document_id] = document
        self.records[document.document_id] = _record(document, str(root))


def collect(paths: Sequence[Path], sources: Mapping[str, Source], clean: Clean = as_it_is) -> Collected:
    """Reads every file under the paths.

    Args:
        clean: makes harmless what in a user's own file speaks to a program instead of a reader.

    Raises:
        UsageError: a path does not exist or holds nothing that can be read.
        DocumentError: the only file named cannot be read.
    """
    collected = Collected()
    for path in paths:
        root = path.resolve()
        files = _files(path, root)
        for file in files:
            try:
                found = list(read_file(file, root, sources))
            except DocumentError as problem:
                if files == [file] and len(paths) == 1:
                    raise
                collected.skipped.append(str(problem))
                continue
            for document in found:
                if document.document_id in collected.documents:
                    collected.skipped.append(
                        f"{file}: the id {document.document_id!r} is taken by an earlier document: rename it."
                    )
                else:
                    collected.add(_cleaned(document, clean), root)
    return collected


def _cleaned(document: Document, clean: Clean) -> Document:
    """The guidance digests are the project's own words; every other file's text is data that may try to steer."""
    return document if document.source.tier != "local" else replace(document, text=clean(document.text))


def beside_others(
    collected: Collected,
    documents: Mapping[str, Document],
    records: Mapping[str, DocumentRecord],
    paths: Sequence[Path],
) -> Collected:
    """What was collected, with what earlier ingests of other paths gave.

    A path replaces what it gave before, itself or by a path inside it. Where another path gave the same id,
    that document stays, unless the new file lies inside that path: then it is the same file; or that path
    is gone: then the project was moved, and the new file takes its place.
    """
    roots = [path.resolve() for path in paths]
    joined = Collected(skipped=list(collected.skipped))
    for id_, record in records.items():
        earlier = Path(record.root)
        if not any(earlier == root or root in earlier.parents for root in roots):
            joined.documents[id_] = documents[id_]
            joined.records[id_] = record
    for id_, document in collected.documents.items():
        root = Path(collected.records[id_].root)
        earlier_record = joined.records.get(id_)
        earlier_root = Path(earlier_record.root) if earlier_record is not None else root
        if earlier_record is not None and earlier_root not in root.parents and earlier_root.exists():
            joined.skipped.append(f"{root}: the id {id_!r} is taken by a document of {earlier_record.root}: rename it.")
        else:
            joined.add(document, root)
    return joined


def _files(path: Path, root: Path) -> list[Path]:
    if not root.exists():
        raise UsageError(f"There is no file or folder {path}: check the path.")
    kinds = ", ".join(sorted(READERS))
    if root.is_file() and root.suffix.lower() not in READERS:
        raise UsageError(f"{path} is of a kind that ingest cannot read: give {kinds}.")
    files = readable_files(root)
    if not files:
        raise UsageError(f"{path} holds no file that ingest can read ({kinds}).")
    return files


def _record(document: Document, root: str) -> DocumentRecord:
    content = json.dumps(asdict(document), sort_keys=True, ensure_ascii=False)
    # A line of a JSON-lines collection is searched; only guidance files are quoted sentence by sentence.
    return DocumentRecord(root, hashlib.sha256(content.encode()).hexdigest(), 0, not root.endswith(".jsonl"))
