"""The classes of questions, fitted once for an encoder and kept beside the index."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from understand.question_classes import ExampleQuestions, QuestionClasses

FILE_NAME = "question-vectors.npz"


def open_question_classes(
    corpus: Path, index_dir: Path, encoder: str, weights_sha256: str, open_encoder: Callable[[], Encoder]
) -> QuestionClasses:
    """The classes, fitted; read where they were kept for these examples and this encoder.

    Args:
        encoder, weights_sha256: what the vectors are made with.
        open_encoder: called only where nothing fitting was kept.

    Raises:
        CorpusError: the examples cannot be read.
    """
    examples = ExampleQuestions.load(corpus)
    path = index_dir / FILE_NAME
    key = hashlib.sha256("\0".join([encoder, weights_sha256, *examples.texts, *examples.classes]).encode()).hexdigest()
    kept = _kept(path, key)
    if kept is not None:
        return QuestionClasses(examples, *kept)
    classes = QuestionClasses(examples, vectors := open_encoder().encode(examples.texts))
    _keep(path, key, vectors, classes.weights)
    return classes


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
