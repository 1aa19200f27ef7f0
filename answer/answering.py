"""The read path: guard → understand → decide → retrieve → compose → check → Answer."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from answer.citations import CitationBook, find_passage
from answer.compose import compose
from answer.draft import DraftStatement
from answer.knowledge import Knowledge
from answer.markdown import render
from answer.question import Question, Turn, check_length, check_payer, check_persona, read_question, user_turns
from answer.schema import AbstentionReason, Answer, Kind, Notice, Statement
from answer.scope import Boundary
from index.search import Search, Searcher
from rules.cite import Cite

DISCLAIMER = (
    "Educational decision support, not medical, legal or billing advice and no promise of payment. Verify with the "
    "payer's current policy and the current code set. CPT is a trademark of the American Medical Association."
)
# Passages asked of the index for one answer.
PASSAGES = 24
# Below this cosine the nearest passage is about something else (evals/results: in and out of scope part here).
NEAREST_ON_TOPIC = 0.33
"""Without a word of the subject a question must be nearer than this to any passage to be answered."""


@dataclass(frozen=True, slots=True)
class Readers:
    """What the path reads with; wired once by `answer.engine`."""

    searcher: Searcher
    knowledge: Knowledge
    edition: str


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.stages[stage] = self.stages.get(stage, 0.0) + round((time.perf_counter() - started) * 1000, 2)


def answer_question(
    text: str, readers: Readers, persona: str | None = None, payer: str | None = None, history: Sequence[Turn] = ()
) -> Answer:
    """One question to one Answer; the same question and edition give the same answer.

    Raises:
        UsageError: the question is empty or too long, or the persona or payer is unknown.
    """
    watch = Stopwatch()
    with watch.time("understand"):
        question = _understand(text, readers.knowledge, persona, payer, history)
        boundary = readers.knowledge.scope.boundary(question.text, readers.knowledge.codes)
    if boundary is not None:
        return _abstain(question, readers, watch, boundary)
    with watch.time("retrieve"):
        search = readers.searcher.search(question.search_text, PASSAGES)
    if not _on_topic(question, search, readers.knowledge):
        return _abstain(question, readers, watch, None)
    with watch.time("compose"):
        drafts = compose(search, readers.searcher.index, readers.knowledge.sections, question.kind)
    return _assemble(question, drafts, readers, watch)


def _understand(text: str, knowledge: Knowledge, persona: str | None, payer: str | None, history: Sequence[Turn]) -> Question:
    checked = check_length(text)
    return read_question(checked, user_turns(history), check_persona(persona), check_payer(payer, knowledge), knowledge)


def _on_topic(question: Question, search: Search, knowledge: Knowledge) -> bool:
    nearest = max((hit.dense for hit in search.hits), default=0.0)
    return bool(search.hits) and (knowledge.scope.about_the_subject(question.whole_text) or nearest >= NEAREST_ON_TOPIC)


def _abstain(question: Question, readers: Readers, watch: Stopwatch, boundary: Boundary | None) -> Answer:
    """A short honest answer: what is missing and where to look, and what can be asked instead."""
    help_text = readers.knowledge.scope.help
    reason: AbstentionReason = "out_of_scope" if boundary is None else boundary.reason  # type: ignore[assignment]
    cites = boundary.cites if boundary else ()
    drafts = [DraftStatement(cite.quote, "Answer", (cite,), "quote") for cite in cites]
    says = [boundary.says] if boundary and boundary.says else []
    if boundary is None:
        says = ["That is outside what I can answer from my sources."]
    tail = [] if reason == "no_evidence" else [help_text]
    return _assemble(question, drafts, readers, watch, reason, "\n\n".join(says), "\n\n".join(tail))


def _assemble(
    question: Question, drafts: Sequence[DraftStatement], readers: Readers, watch: Stopwatch,
    abstention: AbstentionReason | None = None, before: str = "", after: str = "",
) -> Answer:  # fmt: skip
    with watch.time("assemble"):
        book = CitationBook(readers.searcher.index)
        statements = tuple(_numbered(draft, book) for draft in drafts)
        citations = book.entries()
        kind: Kind = "out_of_scope" if abstention == "out_of_scope" else question.kind
        body = render(None, (), statements, (), citations)
    return Answer(
        question=question.text, kind=kind, persona=question.persona, payer=question.payer,
        abstained=abstention is not None, abstention_reason=abstention, determination=None, units=None,
        statements=statements, conflicts=(), citations=citations,
        answer_markdown="\n\n".join(part for part in (before, body, after) if part),
        followups=tuple(readers.knowledge.followups.get(kind, ())), warnings=(), disclaimer=DISCLAIMER, mode="extractive",
        corpus_edition=readers.edition, timings_ms=watch.stages,
    )  # fmt: skip


def _numbered(draft: DraftStatement, book: CitationBook) -> Statement:
    return Statement(text=draft.text, section=draft.section, citations=book.numbers(draft.cites), basis=draft.basis, support=1.0)
