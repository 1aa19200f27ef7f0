"""The read path: guard → understand → retrieve → decide → compose → check → Answer."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from answer.citations import CitationBook
from answer.compose import compose
from answer.decide import Decision, decide, find_boundary
from answer.describe_units import to_units
from answer.describe_necessity import to_conflicts, to_determination
from answer.draft import DraftStatement
from answer.knowledge import Knowledge
from answer.markdown import render
from answer.question import Question, Turn, read_question
from answer.schema import AbstentionReason, Answer, Kind, Notice, Statement
from answer.scope import Boundary
from answer.support import SupportGate
from index.encoder import Vectors
from index.search import Search, Searcher

DISCLAIMER = (
    "Educational decision support, not medical, legal or billing advice and no promise of payment. Verify with the "
    "payer's current policy and the current code set. CPT is a trademark of the American Medical Association."
)
# Passages asked of the index for one answer.
PASSAGES = 24
# Without a word of the subject, a question whose nearest passage has less than this cosine is about
# something else (evals/results/questions.md holds the measured shares).
NEAREST_ON_TOPIC = 0.45
# Beside a computed result a few quotations explain; a page of them would bury it.
QUOTES_BESIDE_A_RESULT = 4


@dataclass(frozen=True, slots=True)
class Readers:
    """What the path reads with; wired once by `answer.engine`."""

    searcher: Searcher
    knowledge: Knowledge
    kind_examples: Vectors
    gate: SupportGate
    edition: str


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.stages[stage] = round((time.perf_counter() - started) * 1000, 2)


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why nothing is answered, and the words around the quotations that say where to look."""

    reason: AbstentionReason
    says: str = ""
    help: str = ""


def answer_question(
    text: str,
    readers: Readers,
    today: date,
    persona: str | None = None,
    payer: str | None = None,
    history: Sequence[Turn] = (),
) -> Answer:
    """One question to one Answer; the same question and edition give the same answer.

    Raises:
        UsageError: the question is empty or too long, or the persona or payer is unknown.
    """
    watch = Stopwatch()
    knowledge = readers.knowledge
    with watch.time("understand"):
        question = read_question(text, persona, payer, history, knowledge)
        boundary = find_boundary(question, knowledge)
    if boundary is not None:
        return _abstain(question, readers, watch, boundary)
    with watch.time("retrieve"):
        search = readers.searcher.search(question.search_text, PASSAGES, preferred_payers=_lineage(question, knowledge))
        question = replace(question, kind=_kind(question, search, readers))
    with watch.time("decide"):
        decision = decide(question, knowledge, today)
        question = replace(question, kind=decision.kind)
    if decision.billing is not None and decision.billing.abstained and decision.necessity is None:
        return _assemble(question, decision, decision.drafts, readers, watch, Abstention("no_evidence"))
    if not decision.drafts and not _on_topic(question, search, knowledge):
        return _abstain(question, readers, watch, None)
    with watch.time("compose"):
        most = QUOTES_BESIDE_A_RESULT if decision.drafts else None
        quotes = compose(search, readers.searcher.index, knowledge.sections, question.kind, most, bool(decision.drafts))
    return _assemble(question, decision, _distinct([*decision.drafts, *quotes]), readers, watch)


def _lineage(question: Question, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.payers.lineage(question.payer)) if question.payer else frozenset()


def _kind(question: Question, search: Search, readers: Readers) -> Kind:
    """Cues and examples together; a follow-up without a sign of its own keeps the kind it leans on."""
    nearness = [float(cosine) for cosine in readers.kind_examples @ search.vector]
    cued = readers.knowledge.kinds.scores(question.text)
    if question.earlier and not cued:
        return question.kind
    return readers.knowledge.kinds.read(question.text, nearness) or question.kind  # type: ignore[return-value]


def _on_topic(question: Question, search: Search, knowledge: Knowledge) -> bool:
    nearest = max((hit.dense for hit in search.hits), default=0.0)
    return bool(search.hits) and (knowledge.scope.about_the_subject(question.whole_text) or nearest >= NEAREST_ON_TOPIC)


def _abstain(question: Question, readers: Readers, watch: Stopwatch, boundary: Boundary | None) -> Answer:
    """A short honest answer: what is missing and where to look, and what can be asked instead."""
    drafts: list[DraftStatement] = []
    if boundary is None:
        abstention = Abstention("out_of_scope", readers.knowledge.scope.off_topic, readers.knowledge.scope.help)
    else:
        drafts = [DraftStatement(cite.quote, "Answer", (cite,), "quote") for cite in boundary.cites]
        help_text = readers.knowledge.scope.help if boundary.reason == "out_of_scope" else ""
        abstention = Abstention(boundary.reason, boundary.says, help_text)  # type: ignore[arg-type]
    return _assemble(question, Decision(question.kind), drafts, readers, watch, abstention)


def _distinct(drafts: Sequence[DraftStatement]) -> list[DraftStatement]:
    """Each sentence once, where it stands first."""
    return list({draft.text: draft for draft in reversed(drafts)}.values())[::-1]


def _assemble(
    question: Question,
    decision: Decision,
    drafts: Sequence[DraftStatement],
    readers: Readers,
    watch: Stopwatch,
    abstention: Abstention | None = None,
) -> Answer:
    """Checks every sentence, numbers the citations, and puts the parts together."""
    knowledge = readers.knowledge
    with watch.time("check"):
        book = CitationBook(readers.searcher.index)
        checked = [_checked(draft, book, readers, question) for draft in drafts]
        statements = tuple(statement for statement in checked if statement is not None)
        determination, conflicts = None, ()
        if decision.necessity is not None:
            determination = to_determination(
                decision.necessity, question.case, knowledge.readings, knowledge.payers, book.numbers
            )
            conflicts = to_conflicts(decision.necessity, book.numbers)
        units = tuple(to_units(result, book.numbers) for result in decision.billing.units) if decision.billing else ()
        kind: Kind = "out_of_scope" if abstention and abstention.reason == "out_of_scope" else question.kind
        citations = book.entries()
        body = render(determination, units, statements, conflicts, citations)
    return Answer(
        question=question.text,
        kind=kind,
        persona=question.persona,
        payer=question.payer,
        abstained=abstention is not None,
        abstention_reason=abstention.reason if abstention else None,
        determination=determination,
        units=units or None,
        statements=statements,
        conflicts=conflicts,
        citations=citations,
        answer_markdown=_joined(abstention, body),
        followups=tuple(knowledge.followups.get(kind, ())),
        warnings=(*question.warnings, *decision.warnings, *_withheld(len(checked) - len(statements))),
        disclaimer=DISCLAIMER,
        mode="extractive",
        corpus_edition=readers.edition,
        timings_ms=watch.stages,
    )


def _joined(abstention: Abstention | None, body: str) -> str:
    parts = [abstention.says, body, abstention.help] if abstention else [body]
    return "\n\n".join(part for part in parts if part)


def _checked(draft: DraftStatement, book: CitationBook, readers: Readers, question: Question) -> Statement | None:
    """The statement with its support, or None: a sentence without a citation or support is not shown."""
    numbers = book.numbers(draft.cites)
    if not numbers:
        return None
    support = 1.0  # a computed sentence states a rule's own result; what it rests on is cited
    if draft.basis != "computed":
        passages = [readers.searcher.index.passage(book.passage_id(number)).text for number in numbers]
        checked = readers.gate.check(draft.text, passages, question.whole_text)
        if checked.verdict == "withheld":
            return None
        support = checked.score
    return Statement(text=draft.text, section=draft.section, citations=numbers, basis=draft.basis, support=support)


def _withheld(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    text = "1 sentence was" if count == 1 else f"{count} sentences were"
    return (Notice(code="withheld", message=f"{text} not shown, because no passage at hand supports it."),)

