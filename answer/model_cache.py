"""Remembers what a model wrote for the same question, edition, prompts and model."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from answer.model_output import RawSentence


class ModelCache:
    """A small SQLite file: hashed keys, and the sentences before the gate, so that the gate judges them anew.

    Keys are hashes, so that no question stands in the file.
    """

    def __init__(self, path: Path | str) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._store = sqlite3.connect(path, check_same_thread=False)
        self._store.execute("create table if not exists written (key text primary key, sentences text not null)")

    def read(self, key: str) -> tuple[RawSentence, ...] | None:
        with self._lock:
            row = self._store.execute("select sentences from written where key = ?", (key,)).fetchone()
        if row is None:
            return None
        return tuple(RawSentence(text, section, tuple(markers)) for text, section, markers in json.loads(row[0]))

    def write(self, key: str, sentences: Sequence[RawSentence]) -> None:
        rows = json.dumps([[s.text, s.section, list(s.markers)] for s in sentences], ensure_ascii=False)
        with self._lock, self._store:
            self._store.execute("insert or replace into written values (?, ?)", (key, rows))


def cache_key(*parts: str) -> str:
    """One hash of the edition, the model, the prompts and both filled-in messages."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
