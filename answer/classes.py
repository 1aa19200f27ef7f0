"""Classes taught by examples, fitted once for an encoder and kept for every index."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.likely_documents import LikelyDocuments, asked_examples
from index.encoder import Encoder, Vectors
from index.store import Index
from understand.clauses import ClauseExamples, ClauseReader
from understand.example_classes import RECIPE, ExampleClasses, Examples
from understand.question_classes import ExampleQuestions, QuestionClasses
from understand.vocabulary import Vocabulary

QUESTIONS_FILE = "question-vectors.npz"
CLAUSES_FILE = "clause-vectors.npz"
DOCUMENTS_FILE = "asked-vectors.npz"
FEWEST_DOCUMENTS = 2  # of one alone there is nothing to tell apart


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where fitted classes are kept, and the encoder that they are fitted with.

    Attributes:
        encoder, weights_sha256: what the vectors are made with; others make the kept ones useless.
        open_encoder: called only where nothing fitting was kept, and to read.
        on_fit: told how many examples are about to be learnt from, which takes minutes rather than seconds.
    """

    folder: Path
    encoder: str
    weights_sha256: str
    open_encoder: Callable[[], Encoder]
    on_fit: Callable[[int], None] = lambda examples: None

    def classes(self, examples: Examples, file_name: str, vectors: Vectors | None = None) -> ExampleClasses:
        """The classes, fitted; read from the file where they were kept for these examples and this encoder.

        Args:
            vectors: the examples' own, where they are at hand; else they are made.
        """
        path = self.folder / file_name
        key = self._key(examples)
        kept = _kept(path, key, examples)
        if kept is not None:
            return kept
        self.on_fit(len(examples.texts))
        classes = ExampleClasses(examples, self.open_encoder().encode(examples.texts) if vectors is None else vectors)
        _keep(path, key, classes)
        return classes

    def _key(self, examples: Examples) -> str:
        parts = [RECIPE, self.encoder, self.weights_sha256, *examples.texts, *examples.classes]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def open_question_classes(corpus: Path, shelf: Shelf) -> QuestionClasses:
    """What example questions teach; a CorpusError names an example file that cannot be read."""
    questions = ExampleQuestions.load(corpus)
    return QuestionClasses(shelf.classes(questions.examples, QUESTIONS_FILE), questions.outcomes)


def open_clause_reader(corpus: Path, vocabulary: Vocabulary, shelf: Shelf) -> ClauseReader:
    """What example clauses teach; a CorpusError names an example file that cannot be read."""
    taught = ClauseExamples.load(corpus, vocabulary)
    fitted = shelf.classes(taught.examples, CLAUSES_FILE)
    return ClauseReader(fitted, taught, vocabulary, lambda texts: shelf.open_encoder().encode(texts))


def open_likely_documents(index: Index, shelf: Shelf) -> LikelyDocuments:
    """What the questions that people ask of each document teach."""
    examples = asked_examples(index)
    enough = len(examples.names) >= FEWEST_DOCUMENTS
    return LikelyDocuments(shelf.classes(examples, DOCUMENTS_FILE, index.asked.vectors) if enough else None)


def _kept(path: Path, key: str, examples: Examples) -> ExampleClasses | None:
    try:
        with np.load(path) as stored:
            return ExampleClasses.from_arrays(examples, stored) if str(stored["key"]) == key else None
    except (OSError, ValueError, KeyError, EOFError):
        return None  # missing or damaged: made anew


def _keep(path: Path, key: str, classes: ExampleClasses) -> None:
    """Written beside and moved into place; a folder that cannot be written is done without."""
    beside = path.with_suffix(f".{os.getpid()}.tmp.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(beside, key=np.array(key), **classes.arrays())  # type: ignore[arg-type]
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
