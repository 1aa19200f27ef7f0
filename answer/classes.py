"""Classes taught by examples, fitted once for an encoder and kept beside the index."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors
from understand.clauses import ClauseExamples, ClauseReader
from understand.example_classes import ExampleClasses, Examples
from understand.question_classes import ExampleQuestions, QuestionClasses

QUESTIONS_FILE = "question-vectors.npz"
CLAUSES_FILE = "clause-vectors.npz"


def open_question_classes(
    corpus: Path, index_dir: Path, encoder: str, weights_sha256: str, open_encoder: Callable[[], Encoder]
) -> QuestionClasses:
    """What example questions teach; an argument is that of `open_classes`.

    Raises:
        CorpusError: the examples cannot be read.
    """
    questions = ExampleQuestions.load(corpus)
    path = index_dir / QUESTIONS_FILE
    fitted = open_classes(questions.examples, path, encoder, weights_sha256, open_encoder)
    return QuestionClasses(fitted, questions.outcomes)


def open_clause_reader(
    corpus: Path, index_dir: Path, encoder: str, weights_sha256: str, open_encoder: Callable[[], Encoder]
) -> ClauseReader:
    """What example clauses teach; an argument is that of `open_classes`.

    Raises:
        CorpusError: the examples cannot be read.
    """
    clauses = ClauseExamples.load(corpus)
    fitted = open_classes(clauses.examples, index_dir / CLAUSES_FILE, encoder, weights_sha256, open_encoder)
    return ClauseReader(fitted, clauses.believed_from, lambda texts: open_encoder().encode(texts))


def open_classes(
    examples: Examples, path: Path, encoder: str, weights_sha256: str, open_encoder: Callable[[], Encoder]
) -> ExampleClasses:
    """The classes, fitted; read from `path` where they were kept for these examples and this encoder.

    Args:
        encoder, weights_sha256: what the vectors are made with.
        open_encoder: called only where nothing fitting was kept.
    """
    key = hashlib.sha256("\0".join([encoder, weights_sha256, *examples.texts, *examples.classes]).encode()).hexdigest()
    kept = _kept(path, key)
    if kept is not None:
        return ExampleClasses(examples, *kept)
    classes = ExampleClasses(examples, vectors := open_encoder().encode(examples.texts))
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
