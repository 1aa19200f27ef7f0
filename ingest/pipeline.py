"""The write path: files → documents → passages → vectors and words → one new edition."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from errors import IndexUnusable
from index import edition as editions
from index.document import Source
from index.edition import DocumentRecord
from index.encoder import Encoder, weights_hash
from index.vectors import VectorStore
from ingest.build import Progress, Store, build_edition, content_hashes
from ingest.collect import Clean, as_it_is, beside_others, collect
from ingest.previous import Previous, read_previous

__all__ = ["Store", "Summary", "ingest"]

# Another writer finishes in seconds on the corpus; a longer wait hides a stuck one.
LOCK_WAIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did; `embedded` counts passages whose vectors were made in this run.

    `skipped` says why a file was left out, a line each; `notice` what the user must do again, if anything.
    """

    edition: str
    documents: int
    passages: int
    embedded: int
    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[str, ...]
    notice: str | None
    seconds: float


def ingest(
    paths: Sequence[Path],
    store: Store,
    sources: Mapping[str, Source],
    open_encoder: Callable[[], Encoder],
    on_progress: Progress = lambda done, total: None,
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
    clean: Clean = as_it_is,
) -> Summary:
    """Makes the index hold exactly what is now under each path, beside what other paths gave it.

    An unchanged passage keeps its vector; nothing to do leaves the edition as it is and opens no
    encoder. Killed at any moment, the previous edition stays in use. A damaged edition is made anew.

    Raises:
        UsageError: a path does not exist or holds nothing that can be read.
        DocumentError: the only file named cannot be read.
        IndexUnusable: another ingest holds the index, it cannot be written, or another encoder made it.
        EncoderError: the encoder's weights are missing or not the published ones.
    """
    started = time.perf_counter()
    found = collect(paths, sources, clean)
    with _locked(store.index_dir, lock_wait_seconds):
        previous = read_previous(store.index_dir, store.encoder, store.chroma_host, store.chroma_port)
        wanted = beside_others(found, previous.documents, previous.records, paths)
        weights = weights_hash(store.encoder)
        if _up_to_date(previous, wanted.records, store, weights):
            assert previous.index is not None
            edition, passages, embedded = previous.index.edition, len(previous.index.passages), 0
        else:
            with _writing(store.index_dir):
                built = build_edition(
                    wanted.documents, wanted.records, store, weights, previous, open_encoder, on_progress
                )
                edition, passages, embedded = built.edition, built.passages, built.embedded
                _put_in_use(store, built.build)
    return Summary(
        edition, len(wanted.documents), passages, embedded, **_changes(previous.records, wanted.records),
        skipped=tuple(wanted.skipped), notice=previous.notice, seconds=time.perf_counter() - started,
    )  # fmt: skip


def _locked(index_dir: Path, wait_seconds: float) -> AcquireReturnProxy[FileLock]:
    with _writing(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        try:
            return FileLock(index_dir / "ingest.lock").acquire(timeout=wait_seconds)
        except Timeout as problem:
            raise IndexUnusable(
                f"Another ingest is writing to {index_dir}: wait for it to end, then try again."
            ) from problem


@contextmanager
def _writing(index_dir: Path) -> Iterator[None]:
    """Turns a failed write into one line that names the index and the remedy."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as problem:
        raise IndexUnusable(
            f"{index_dir} cannot be a folder, a file is in its place: choose another --index DIR."
        ) from problem
    except OSError as problem:
        raise IndexUnusable(
            f"{index_dir} cannot be written ({problem.strerror or problem}): free space, mend its permissions, "
            "or choose another --index DIR."
        ) from problem


def _up_to_date(previous: Previous, records: Mapping[str, DocumentRecord], store: Store, weights: str) -> bool:
    if previous.index is None:
        return False
    manifest = previous.index.manifest
    return (
        manifest.weights_sha256 == weights
        and manifest.passage_characters == store.passage_characters
        and content_hashes(manifest.documents) == content_hashes(records)
    )


def _put_in_use(store: Store, build: str) -> None:
    """Switches to the new edition, then clears away what no reader can have open."""
    editions.switch_to(store.index_dir, build)
    for old in editions.remove_old_editions(store.index_dir, keep=build):
        if store.chroma_host:
            VectorStore(store.index_dir, old, store.chroma_host, store.chroma_port).drop()


def _changes(before: Mapping[str, DocumentRecord], after: Mapping[str, DocumentRecord]) -> dict[str, int]:
    both = before.keys() & after.keys()
    unchanged = sum(before[id_].content_hash == after[id_].content_hash for id_ in both)
    return {
        "new": len(after.keys() - before.keys()),
        "changed": len(both) - unchanged,
        "unchanged": unchanged,
        "removed": len(before.keys() - after.keys()),
    }
