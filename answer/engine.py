"""The one place that wires the read path together: index, encoder, knowledge."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from answer.answering import Readers, answer_question
from answer.knowledge import Knowledge
from answer.question import Turn
from answer.schema import Answer
from answer.support import SupportGate
from errors import UsageError
from index.document import Document, Hit, Passage
from index.encoder import SentenceTransformerEncoder
from index.search import Searcher
from index.store import Index
from index.thesaurus import Thesaurus
from rules.cite import Cite
from settings import Settings


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

    def __init__(self, readers: Readers, cases: Sequence[TeachingCase]) -> None:
        self._readers = readers
        self._cases = tuple(cases)
        self.edition = readers.edition

    @classmethod
    def open(cls, settings: Settings) -> "Engine":
        """Loads corpus data, index and encoder (seconds, most of them imports).

        Raises:
            IndexUnusable, EncoderError, CorpusError: what is missing or broken, and how to mend it.
        """
        knowledge = Knowledge.load(settings.corpus_dir, settings.imported_tables_dir)
        index = Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port)
        thesaurus = Thesaurus.load(settings.corpus_dir / "vocabulary" / "thesaurus.toml")
        encoder = SentenceTransformerEncoder(settings.encoder, settings.encoder_precision)
        edition = hashlib.sha256(f"{index.edition} {knowledge.fingerprint}".encode()).hexdigest()[:12]
        readers = Readers(
            searcher=Searcher(index, encoder, thesaurus),
            knowledge=knowledge,
            kind_examples=encoder.encode([example for example, _ in knowledge.kinds.examples]),
            gate=SupportGate.from_corpus(settings.corpus_dir),
            edition=edition,
        )
        return cls(readers, load_cases(settings))

    def ask(
        self, question: str, *, persona: str | None = None, payer: str | None = None, history: Sequence[Turn] = ()
    ) -> Answer:
        """One answer; `history` holds the earlier turns, oldest first."""
        return answer_question(question, self._readers, date.today(), persona, payer, history)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """The `k` best passages, best first."""
        if not query.strip():
            raise UsageError("The query is empty: type words to search for.")
        return list(self._readers.searcher.search(query, k).hits)

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


def load_cases(settings: Settings) -> list[TeachingCase]:
    """The teaching cases in the order of their file names."""
    cases = []
    for path in sorted((settings.corpus_dir / "cases").glob("*.toml")):
        row = tomllib.loads(path.read_text(encoding="utf-8"))
        cites = tuple(Cite.from_table(cite) for cite in row.get("cites", ()))
        cases.append(TeachingCase(row["id"], row["title"], row["persona"], row["question"], tuple(row["teaching_points"]), cites))
    return cases
