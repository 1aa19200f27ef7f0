"""The one door to Chroma: stores unit-length vectors under ids, and finds the nearest."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from errors import IndexUnusable
from index.encoder import Vectors

# Chroma refuses larger batches (SQLite's limit on variables); well below it on every build.
BATCH = 2000
# More neighbours explored than the default 100: at this size recall is worth a fraction of a millisecond.
SEARCH_BREADTH = 200
REMEDY = "Run `ask97112 ingest` to build it again."


class VectorStore:
    """One edition's vectors: a folder on this machine, or a collection on a Chroma server."""

    def __init__(self, folder: Path, edition: str, host: str | None = None, port: int = 8000) -> None:
        settings = ChromaSettings(anonymized_telemetry=False)
        self._name = f"passages-{edition}"
        try:
            if host:
                self._client: Any = chromadb.HttpClient(host=host, port=port, settings=settings)
            else:
                self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        except (ChromaError, ValueError, OSError, RuntimeError) as problem:
            where = f"{host}:{port}" if host else str(folder)
            raise IndexUnusable(f"Chroma cannot open {where} ({_first_line(problem)}). {REMEDY}") from problem
        self._collection: Any = None

    def create(self, metadata: Mapping[str, str | int]) -> None:
        """Makes the edition's collection anew, empty."""
        if self._name in {collection.name for collection in self._client.list_collections()}:
            self._client.delete_collection(self._name)
        self._collection = self._client.create_collection(
            self._name,
            embedding_function=None,
            metadata=dict(metadata),
            configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_BREADTH}},
        )

    def add(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Mapping[str, str]]) -> None:
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._collection.add(
                ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(m) for m in metadatas[part]]
            )

    def open(self) -> None:
        """Opens the edition's collection for reading."""
        try:
            self._collection = self._client.get_collection(self._name, embedding_function=None)
        except Exception as problem:  # Chroma raises several kinds for a missing or damaged collection
            raise IndexUnusable(f"The index has no readable vectors ({_first_line(problem)}). {REMEDY}") from problem

    def all(self) -> dict[str, Vectors]:
        """Every stored vector by id."""
        stored = self._collection.get(include=["embeddings"])
        return {id_: np.asarray(row, dtype=np.float32) for id_, row in zip(stored["ids"], stored["embeddings"], strict=True)}

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Up to `count` (id, cosine) pairs, nearest first."""
        try:
            found = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        except Exception as problem:
            raise IndexUnusable(f"The index's vectors cannot be searched ({_first_line(problem)}). {REMEDY}") from problem
        return [(id_, 1.0 - float(distance)) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def drop(self) -> None:
        """Removes the edition's collection (used on a server; a folder is simply deleted)."""
        if self._name in {collection.name for collection in self._client.list_collections()}:
            self._client.delete_collection(self._name)


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:160]
