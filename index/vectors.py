"""The one door to Chroma: stores unit-length vectors under ids, and finds the nearest."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings

from errors import IndexUnusable
from index.encoder import Vectors

# Chroma refuses larger batches (SQLite's limit on variables); well below it on every build.
BATCH = 2000
# More neighbours explored than the default 100: at this size recall is worth a fraction of a millisecond.
SEARCH_BREADTH = 200
REMEDY = "Run `ask97112 ingest` to build it again."


class VectorStore:
    """One edition's vectors: a folder on this machine, or a collection on a Chroma server.

    Chroma raises many kinds of error for a missing or damaged file; each becomes IndexUnusable.
    """

    def __init__(self, folder: Path, edition: str, host: str | None = None, port: int = 8000) -> None:
        settings = ChromaSettings(anonymized_telemetry=False)
        self._name = f"passages-{edition}"
        self._collection: Any = None
        try:
            if host:
                self._client: Any = chromadb.HttpClient(host=host, port=port, settings=settings)
            else:
                self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        except Exception as problem:
            if host:
                raise IndexUnusable(
                    f"There is no Chroma server at {host}:{port} ({_first_line(problem)}): start it, or unset "
                    "ASK97112_CHROMA_HOST."
                ) from problem
            raise IndexUnusable(f"Chroma cannot open {folder} ({_first_line(problem)}). {REMEDY}") from problem

    def create(self, metadata: Mapping[str, str | int]) -> None:
        """Makes the edition's collection, empty."""
        with _one_line("made"):
            self._collection = self._client.create_collection(
                self._name,
                embedding_function=None,
                metadata=dict(metadata),
                configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_BREADTH}},
            )

    def add(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Mapping[str, str]]) -> None:
        with _one_line("written"):
            for start in range(0, len(ids), BATCH):
                part = slice(start, start + BATCH)
                self._collection.add(
                    ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(m) for m in metadatas[part]]
                )

    def open(self) -> None:
        """Opens the edition's collection for reading."""
        with _one_line("opened"):
            self._collection = self._client.get_collection(self._name, embedding_function=None)

    def count(self) -> int:
        with _one_line("counted"):
            return int(self._collection.count())

    def all(self) -> dict[str, Vectors]:
        """Every stored vector by id."""
        with _one_line("read"):
            stored = self._collection.get(include=["embeddings"])
        return {
            id_: np.asarray(row, dtype=np.float32) for id_, row in zip(stored["ids"], stored["embeddings"], strict=True)
        }

    def nearest(self, vector: Vectors, count: int, documents: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Up to `count` (id, cosine) pairs, nearest first; of the named documents only, where given."""
        where = {"document_id": {"$in": list(documents)}} if documents is not None else None
        with _one_line("searched"):
            found = self._collection.query(
                query_embeddings=[vector], n_results=count, include=["distances"], where=where
            )
        return [
            (id_, 1.0 - float(distance))
            for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]  # fmt: skip

    def close(self) -> None:
        """Lets go of the folder's files; nothing can be asked afterwards."""
        self._client.close()

    def drop(self) -> None:
        """Removes the edition's collection (used on a server; a folder is simply deleted)."""
        with _one_line("removed"):
            if self._name in {collection.name for collection in self._client.list_collections()}:
                self._client.delete_collection(self._name)


@contextmanager
def _one_line(done: str) -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        raise IndexUnusable(f"The index's vectors cannot be {done} ({_first_line(problem)}). {REMEDY}") from problem


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:160]
