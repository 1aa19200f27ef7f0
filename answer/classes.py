"""The classes of questions, fitted once for an encoder and kept beside the index."""

import hashlib
import os
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from understand.question_classes import ExampleQuestions, QuestionClasses

FILE_NAME = "question-vectors.npz"


def open_question_classes(corpus: Path, encoder: Encoder, index_dir: Path) -> QuestionClasses:
    """The classes, fitted; the vectors are read where they were kept for these examples and this encoder.

    Raises:
        CorpusError: the examples cannot be read.
    """
    examples = ExampleQuestions.load(corpus)
    path, key = index_dir / FILE_NAME, _key(examples, encoder)
    kept = _kept(path, key)
    if kept is not None:
        return QuestionClasses(examples, *kept)
    classes = QuestionClasses(examples, vectors := encoder.encode(examples.texts))
    _keep(path, key, vectors, classes.weights)
    return classes


def _key(examples: ExampleQuestions, encoder: Encoder) -> str:
    parts = [encoder.name, encoder.weights_sha256, *examples.texts]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _kept(path: Path, key: str) -> tuple[Vectors, Vectors] | None:
    try:
        with np.load(path) as stored:
            return (stored["vectors"], stored["weights"]) if str(stored["key"]) == key else None
    except (OSError, ValueError, KeyError, EOFError):
        return None  # missing or damaged: made anew


def _keep(path: Path, key: str, vectors: Vectors, weights: Vectors) -> None:
    """Written beside and moved into place; an index that cannot be written is used all the same."""
    beside = path.with_suffix(f".{os.getpid()}.tmp.npz")
    try:
        np.savez(beside, key=np.array(key), vectors=vectors, weights=weights)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
