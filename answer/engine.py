"""The one place that wires the read path together: index, encoder, knowledge."""

import gc
import hashlib
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from answer.answering import answer_question
from answer.audit import export_answer, reproduce
from answer.classes import open_clause_reader, open_question_classes, open_verdict_classes
from answer.knowledge import Knowledge
from answer.note import CheckedNote, check_pasted_note
from answer.open_models import open_entailment_model, open_writer
from answer.passage_search import PassageSearch, open_encoder, open_passage_search, open_shelf
from answer.question import Turn, check_payer
from answer.readers import Readers
from answer.schema import Answer, Statement
from answer.support import SupportGate
from corpus_files import read_table, well_formed
from index.document import Document, Hit, Passage
from index.encoder import Encoder
from rules.cite import Cite
from settings import Settings
from understand.case import Case
from understand.findings import read_case
from understand.services import prepare_reader


@contextmanager
def uncollected() -> Iterator[None]:
    """Leaves the garbage collector out while what lives as long as the process is made.

    Imports and vocabularies make hundreds of thousands of objects, none of them garbage: looking for some
    took 2 of the 8 seconds of opening. What was made is set aside for good, so that no later collection
    walks it either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class TeachingCase:
    """A worked case for educators (`corpus/cases/*.toml`)."""

    id: str
    title: str
    persona: str
    question: str
    teaching_points: tuple[str, ...]
    cites: tuple[Cite, ...]


class Engine:
    """Everything that answers, opened once for a process; safe to share between threads."""

    def __init__(self, readers: Readers, cases: Sequence[TeachingCase], settings: Settings) -> None:
        self._readers = readers
        self._cases = tuple(cases)
        self._settings = settings
        self.edition = readers.edition

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> "Engine":
        """Loads corpus data, index and encoder (seconds, most of them imports).

        Args:
            encoder: one that is open already; none: the one that the settings name.

        Raises:
            IndexUnusable, EncoderError, CorpusError: what is missing or broken, and how to mend it.
        """
        with uncollected():
            return cls._open(settings, encoder)

    @classmethod
    def _open(cls, settings: Settings, encoder: Encoder | None) -> "Engine":
        knowledge = Knowledge.load(settings.corpus_dir, settings.imported_tables_dir)
        prepare_reader(knowledge.tables.codes)
        opened = encoder or open_encoder(settings)
        passages = open_passage_search(settings, opened)
        edition = hashlib.sha256(f"{passages.index.edition} {knowledge.fingerprint}".encode()).hexdigest()[:12]
        shelf = open_shelf(settings, opened)
        readers = Readers(
            searcher=passages.searcher,
            knowledge=knowledge,
            classes=open_question_classes(settings.corpus_dir, shelf),
            verdicts=open_verdict_classes(settings.corpus_dir, shelf),
            clauses=open_clause_reader(settings.corpus_dir, knowledge.vocabulary, shelf),
            documents=passages.documents,
            gate=SupportGate.from_corpus(settings.corpus_dir, entailment=open_entailment_model(settings)),
            edition=edition,
            writer=open_writer(settings),
        )
        return cls(readers, load_cases(settings), settings)

    def ask(
        self,
        question: str,
        *,
        persona: str | None = None,
        payer: str | None = None,
        history: Sequence[Turn] = (),
        on_statement: Callable[[Statement], None] | None = None,
    ) -> Answer:
        """One answer; `history` holds the earlier turns, oldest first.

        Args:
            on_statement: told each sentence of a chat model as it passes the gate.
        """
        return answer_question(question, self._readers, date.today(), persona, payer, history, on_statement)

    def ask_streaming(
        self, question: str, *, persona: str | None = None, payer: str | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[Statement | Answer]:
        """A chat model's sentences as each passes the gate, then the whole answer (without a model: at once)."""
        arrived: queue.Queue[Statement | None] = queue.Queue()
        with ThreadPoolExecutor(max_workers=1) as pool:
            whole = pool.submit(
                self.ask, question, persona=persona, payer=payer, history=history, on_statement=arrived.put
            )
            whole.add_done_callback(lambda _: arrived.put(None))
            while (statement := arrived.get()) is not None:
                yield statement
            yield whole.result()

    def check_note(self, text: str) -> CheckedNote:
        """What a de-identified note holds and lacks; identifiers are masked and nothing is kept."""
        knowledge = self._readers.knowledge
        return check_pasted_note(text, knowledge.identifier_words, knowledge.note_rules, knowledge.tables)

    def export(self, answer: Answer) -> str:
        """The answer with its passages, editions, settings and versions, as one JSON file."""
        tables = self._readers.knowledge.tables
        dates = {
            "code_pairs": tables.pairs_edition.effective.isoformat(),
            "unit_limits": tables.limits_edition.effective.isoformat(),
        }
        cited = {citation.passage_id: self.passage(citation.passage_id) for citation in answer.citations}
        model = self._settings.chat_model if answer.mode == "model" else None
        return export_answer(answer, cited.values(), dates, self._settings.model_dump(), model, _versions())

    def reproduce(self, export: str) -> list[str]:
        """Asks an export's question again: every difference in a plain line, none where the answer is the same."""
        return reproduce(export, self._ask_again, self.passage)

    def _ask_again(self, question: str, persona: str, payer: str | None, earlier: Sequence[str]) -> Answer:
        return self.ask(question, persona=persona, payer=payer, history=earlier)

    def search(self, query: str, k: int = 10, payer: str | None = None) -> list[Hit]:
        """The `k` best passages, best first; `payer` lifts what that payer says, as an answer does."""
        named = check_payer(payer, self.knowledge)
        own = frozenset(self.knowledge.payers.lineage(named)) if named else frozenset()
        return PassageSearch(self._readers.searcher, self._readers.documents).find(query, k, own)

    def read_case(self, text: str) -> Case:
        """What a text states of a case, as an answer reads it; the payer is read elsewhere."""
        return read_case(text, self.knowledge.vocabulary, clauses=self._readers.clauses)

    @property
    def knowledge(self) -> Knowledge:
        """The corpus's data, for evaluations."""
        return self._readers.knowledge

    def payers(self) -> list[tuple[str, str]]:
        """(id, name) of every payer that is known, by name."""
        known = self._readers.knowledge.payers.by_id.values()
        return sorted(((payer.id, payer.name) for payer in known), key=lambda pair: pair[1].lower())

    def documents(self) -> list[Document]:
        return list(self._readers.searcher.index.documents.values())

    def document(self, document_id: str) -> Document:
        return self._readers.searcher.index.documents[document_id]

    def passage(self, passage_id: str) -> Passage:
        return self._readers.searcher.index.passage(passage_id)

    def cases(self) -> list[TeachingCase]:
        return list(self._cases)


def _versions() -> dict[str, str]:
    """This product's version and those of the libraries that shape an answer."""
    return {
        name: version(name) for name in ("ask97112", "chromadb", "sentence-transformers", "torch", "bm25s", "langchain")
    }


def load_cases(settings: Settings) -> list[TeachingCase]:
    """The teaching cases in the order of their file names."""
    cases = []
    for path in sorted((settings.corpus_dir / "cases").glob("*.toml")):
        with well_formed(path):
            row = read_table(path)
            points = tuple(row["teaching_points"])
            cites = tuple(Cite.from_table(cite) for cite in row.get("cites", ()))
            cases.append(TeachingCase(row["id"], row["title"], row["persona"], row["question"], points, cites))
    return cases
