"""Classes taught by examples, fitted once for an encoder and kept for every index."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from answer.likely_documents import LikelyDocuments, asked_examples
from index.encoder import Encoder, Vectors
from index.store import Index
from understand import clause_context
from understand.clause_context import ClauseContext, ReadCases
from understand.clauses import ClauseExamples, ClauseReader
from understand.example_classes import RECIPE, ExampleClasses, Examples
from understand.question_classes import ExampleQuestions, QuestionClasses
from understand.verdicts import VerdictClasses, load_verdict_examples
from understand.vocabulary import Vocabulary
from understand.word_classes import MARGIN_RECIPE, WordClasses, fit_words

Fitted = TypeVar("Fitted")

QUESTIONS_FILE = "question-vectors.npz"
VERDICTS_FILE = "verdict-vectors.npz"
CLAUSES_FILE = "clause-vectors.npz"
CONTEXT_FILE = "clause-context.npz"
FINDINGS_FILE = "clause-findings.npz"
DOCUMENTS_FILE = "asked-vectors.npz"
# What reading a missing, damaged or foreign file raises.
UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
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
        key = self._key(RECIPE, *examples.texts, *examples.classes)
        kept = self._kept(file_name, key, lambda stored: ExampleClasses.from_arrays(examples, stored))
        if kept is not None:
            return kept
        self.on_fit(len(examples.texts))
        made = self._vectors(examples.texts, file_name) if vectors is None else vectors
        classes = ExampleClasses(examples, made)
        told = {"texts": np.array("\0".join(examples.texts)), "encoder": np.array(self._key(""))}
        self._keep(file_name, key, {**classes.arrays(), **told})
        return classes

    def context(self, cases: ReadCases, clauses: ExampleClasses, file_name: str) -> ClauseContext:
        """The weights of neighbouring clauses, fitted; read from the file where they were kept."""
        of_clauses = (RECIPE, *clauses.examples.texts, *clauses.examples.classes)
        key = self._key(clause_context.RECIPE, *of_clauses, *map(repr, cases.cases), *cases.categories)
        kept = self._kept(file_name, key, lambda stored: ClauseContext(stored["weights"]))
        if kept is not None:
            return kept
        context = clause_context.fit(cases, lambda texts: clauses.scores(texts, self.encode(texts)))
        self._keep(file_name, key, {"weights": context.weights})
        return context

    def words(self, examples: Examples, file_name: str) -> WordClasses:
        """Dozens of classes told apart by words alone; read from the file where they were kept."""
        key = self._key(MARGIN_RECIPE, *examples.texts, *examples.classes)
        kept = self._kept(file_name, key, WordClasses.from_arrays)
        if kept is not None:
            return kept
        classes = fit_words(examples.texts, examples.classes, examples.names, by_the_dozen=True)
        self._keep(file_name, key, classes.arrays())
        return classes

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.open_encoder().encode(texts)

    def _vectors(self, texts: Sequence[str], file_name: str) -> Vectors:
        """A row a text; what the kept file holds is not encoded again, so that a changed line costs seconds."""
        rows = self._kept(file_name, self._key(""), _rows_by_text, "encoder") or {}
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        rows |= zip(new, self.encode(new), strict=True) if new else ()
        return np.stack([rows[text] for text in texts])

    def _key(self, recipe: str, *taught: str) -> str:
        parts = [recipe, self.encoder, self.weights_sha256, *taught]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _kept(self, file_name: str, key: str, read: Callable[[Any], Fitted], held_as: str = "key") -> Fitted | None:
        try:
            with np.load(self.folder / file_name) as stored:
                return read(stored) if str(stored[held_as]) == key else None
        except UNREADABLE:
            return None  # missing or damaged: made anew

    def _keep(self, file_name: str, key: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Written beside and moved into place; a folder that cannot be written is done without."""
        path = self.folder / file_name
        beside = path.with_suffix(f".{os.getpid()}.tmp.npz")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(beside, key=np.array(key), **arrays)  # type: ignore[arg-type]
            os.replace(beside, path)
        except OSError:
            beside.unlink(missing_ok=True)


def _rows_by_text(stored: Any) -> dict[str, Vectors]:
    return dict(zip(str(stored["texts"]).split("\0"), stored["vectors"], strict=True))


def open_question_classes(corpus: Path, shelf: Shelf) -> QuestionClasses:
    """What example questions teach; a CorpusError names an example file that cannot be read."""
    questions = ExampleQuestions.load(corpus)
    return QuestionClasses(shelf.classes(questions.examples, QUESTIONS_FILE), questions.outcomes)


def open_verdict_classes(corpus: Path, shelf: Shelf) -> VerdictClasses:
    """What texts that ask for a verdict, and others, teach; a CorpusError names a file that cannot be read."""
    return VerdictClasses(shelf.classes(load_verdict_examples(corpus), VERDICTS_FILE))


def open_clause_reader(corpus: Path, vocabulary: Vocabulary, shelf: Shelf) -> ClauseReader:
    """What example clauses and whole cases teach; a CorpusError names a file that cannot be read."""
    taught, cases = ClauseExamples.load(corpus, vocabulary), ReadCases.load(corpus)
    fitted = shelf.classes(taught.examples, CLAUSES_FILE)
    context = shelf.context(cases, fitted, CONTEXT_FILE)
    findings = taught.of(cases.categories)
    words = shelf.words(findings, FINDINGS_FILE)
    return ClauseReader(fitted, context, words, findings.names, cases, vocabulary, shelf.encode)


def open_likely_documents(index: Index, shelf: Shelf) -> LikelyDocuments:
    """What the questions that people ask of each document teach."""
    examples = asked_examples(index)
    enough = len(examples.names) >= FEWEST_DOCUMENTS
    return LikelyDocuments(shelf.classes(examples, DOCUMENTS_FILE, index.asked.vectors) if enough else None)
