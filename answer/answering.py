"""The read path: guard → understand → retrieve → decide → compose → check → Answer."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from answer.citations import CitationBook
from answer.compare_payers import to_positions
from answer.compose import OPENING_SECTION, Wanted, compose
from answer.decide import RULE_SECTIONS, Decision, decide, find_boundary
from answer.describe_necessity import to_conflicts, to_determination
from answer.describe_units import to_units
from answer.draft import DraftStatement
from answer.knowledge import Knowledge
from answer.likely_documents import LikelyDocuments
from answer.markdown import render
from answer.question import Question, Turn, read_question
from answer.schema import AbstentionReason, Answer, Conflict, Determination, Kind, Notice, PayerRead, Statement
from answer.scope import Boundary, Leaning
from answer.support import Support, SupportGate
from answer.write import Writer, kept_beside_prose, write
from index.encoder import Vectors
from index.search import Searcher
from understand.clauses import ClauseReader
from understand.payers import name_stand_in
from understand.question_classes import QuestionClasses
from understand.verdicts import VerdictClasses

DISCLAIMER = (
    "Educational decision support, not medical, legal or billing advice and no promise of payment. Verify with the "
    "payer's current policy and the current code set. CPT is a trademark of the American Medical Association."
)
# Passages asked of the index for one answer.
PASSAGES = 24
# From here on words ask for something of their own: what was asked before is not searched with them.
PLAIN_CUE = 3.5
# Beside a computed result a few quotations explain; a page of them would bury it.
QUOTES_BESIDE_A_RESULT = 4


# Classes of example questions whose kind has another name in the answer.
KIND_OF_CLASS = {"evidence": "other"}
MODEL_FELL_BACK = Notice(
    code="model_fell_back",
    message="The language model's text could not be used; these are quotations from the sources.",
)


@dataclass(frozen=True, slots=True)
class Readers:
    """What the path reads with; wired once by `answer.engine`."""

    searcher: Searcher
    knowledge: Knowledge
    classes: QuestionClasses
    verdicts: VerdictClasses
    clauses: ClauseReader
    documents: LikelyDocuments
    gate: SupportGate
    edition: str
    writer: Writer | None = None


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
    on_statement: Callable[[Statement], None] | None = None,
) -> Answer:
    """One question to one Answer; the same question and edition give the same answer.

    Args:
        on_statement: told each sentence of a chat model as it passes the gate.

    Raises:
        UsageError: the question is empty or too long, or the persona or payer is unknown.
    """
    watch = Stopwatch()
    knowledge = readers.knowledge
    with watch.time("understand"):
        question = read_question(text, persona, payer, history, knowledge, readers.clauses)
        boundary = find_boundary(question, knowledge)
    if boundary is not None:
        return _abstain(question, readers, watch, boundary)
    with watch.time("retrieve"):
        payers = _lineage(question, knowledge)
        vector = readers.searcher.encode(question.text)
        asked = name_stand_in(question.text, question.payer, knowledge.payers)
        about = vector if asked == question.text else readers.searcher.encode(asked)
        search = readers.searcher.search(
            name_stand_in(_searched(question, knowledge), question.payer, knowledge.payers), PASSAGES,
            preferred_payers=payers, by_sentence=True, likely=readers.documents.scores(asked, about),
        )  # fmt: skip
        question = replace(question, kind=_kind(question, readers.classes, vector, knowledge))
    with watch.time("decide"):
        decision = decide(question, knowledge, today, _sound(question, readers, vector))
        question = replace(question, kind=decision.kind)
    if decision.billing is not None and decision.billing.abstained and decision.necessity is None:
        return _assemble(question, decision, decision.drafts, readers, watch, Abstention("no_evidence"))
    if not decision.settles_topic:
        boundary = _outside(question, readers, vector)
        if boundary is not None or not search.hits:
            return _abstain(question, readers, watch, boundary or knowledge.scope.unnamed["no_evidence"])
    with watch.time("compose"):
        most = QUOTES_BESIDE_A_RESULT if decision.drafts else None
        wanted = Wanted(
            question.kind, most, opened=bool(decision.drafts), only_explained=_only_explains(decision),
            own_payers=payers, said=decision.rests_on, years=knowledge.sections.years.asked(search.query, today),
        )  # fmt: skip
        quotes = compose(search, readers.searcher.index, knowledge.sections, wanted)
        if _stands_alone(decision):
            quotes = []
        if decision.measures is not None:
            quotes = [quote for quote in quotes if decision.measures.are_named_in(quote.text)]
    if readers.writer is not None:
        with watch.time("write"):
            written = write(
                question, decision, search, readers.searcher.index, knowledge.sections, readers.gate,
                knowledge.instruction_rules, readers.writer, readers.edition, on_statement,
            )  # fmt: skip
        if written is not None:
            drafts = _distinct([*kept_beside_prose(decision.drafts), *(w.draft for w in written)])
            return _assemble(question, decision, drafts, readers, watch, written={w.draft: w.support for w in written})
        decision = replace(decision, warnings=(*decision.warnings, MODEL_FELL_BACK))
    first = [quote for quote in quotes if quote.section == OPENING_SECTION]
    return _assemble(question, decision, _distinct([*first, *decision.drafts, *quotes]), readers, watch)


def _searched(question: Question, knowledge: Knowledge) -> str:
    """What retrieval is asked: with the turn before it, unless the question plainly asks for something of its own.

    A disease that the person does not have is not what is looked for.
    """
    own = max(knowledge.kinds.scores(question.text).values(), default=0.0) >= PLAIN_CUE
    text = question.text if own else question.search_text
    for finding in question.case.findings:
        if finding.presence == "absent" and knowledge.vocabulary.category(finding.id) == "diagnosis":
            text = text.replace(finding.span.text, "")
    return text if text.strip() else question.text


def _only_explains(decision: Decision) -> bool:
    """Whether all that was computed is a rule as it stands: what modifiers mean, which limits there are."""
    counted = decision.billing is not None and bool(decision.billing.units)
    rules = all(draft.section in RULE_SECTIONS for draft in decision.drafts)
    return decision.necessity is None and not counted and rules


def _stands_alone(decision: Decision) -> bool:
    """Whether other sentences would only distract: of other minutes than those counted, or after an urgent sign."""
    if decision.sign_alone and decision.follows_up:
        return True
    return decision.necessity is None and decision.billing is not None and bool(decision.billing.units)


def _lineage(question: Question, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(name for payer in question.payers_meant for name in knowledge.payers.lineage(payer.id))


def _kind(question: Question, classes: QuestionClasses, vector: Vectors, knowledge: Knowledge) -> Kind:
    """Cues and meaning together; a follow-up without a cue of its own keeps the kind it leans on."""
    if question.earlier and not knowledge.kinds.scores(question.text):
        return question.kind
    scores = classes.scores(question.text, vector)
    inside = {KIND_OF_CLASS.get(n, n): scores[n] for n in scores if classes.outcomes[n] == "answer"}
    return knowledge.kinds.read(question.text, inside) or question.kind  # type: ignore[return-value]


def _sound(question: Question, readers: Readers, vector: Vectors) -> float:
    """How much the question, with the turns before it, sounds like asking for a verdict."""
    text = question.whole_text
    return readers.verdicts.asked(text, readers.searcher.encode(text) if question.earlier else vector)


def _outside(question: Question, readers: Readers, vector: Vectors) -> Boundary | None:
    """What declines a question that means something else than this product answers.

    It is looked at by itself: what a follow-up leans on lies inside already.
    """
    leaning = Leaning(
        outcomes=readers.classes.outcome_scores(question.text, vector),
        findings=len({finding.id for finding in question.case.findings if finding.span.text in question.text}),
        follows_up=bool(question.earlier),
        payer_held=any(payer.id in _payers_held(readers) for payer in question.payers_meant),
        asked=readers.searcher.nearest_asked(vector),
    )
    return readers.knowledge.scope.outside(question.text, leaning)


def _payers_held(readers: Readers) -> frozenset[str]:
    """The payers that a document of the index speaks of."""
    documents = readers.searcher.index.documents.values()
    return frozenset(payer for document in documents for payer in document.source.payers)


def _abstain(question: Question, readers: Readers, watch: Stopwatch, boundary: Boundary) -> Answer:
    """A short honest answer: what is missing and where to look, and what can be asked instead."""
    drafts = [DraftStatement(cite.quote, "Answer", (cite,), "quote") for cite in boundary.cites]
    help_text = readers.knowledge.scope.help if boundary.reason == "out_of_scope" else ""
    abstention = Abstention(boundary.reason, boundary.says, help_text)  # type: ignore[arg-type]
    return _assemble(question, Decision(question.kind), drafts, readers, watch, abstention)


def _distinct(drafts: Sequence[DraftStatement]) -> list[DraftStatement]:
    """Each sentence once, where it stands first."""
    first: dict[str, DraftStatement] = {}
    for draft in drafts:
        first.setdefault(draft.text, draft)
    return list(first.values())


def _assemble(
    question: Question,
    decision: Decision,
    drafts: Sequence[DraftStatement],
    readers: Readers,
    watch: Stopwatch,
    abstention: Abstention | None = None,
    written: Mapping[DraftStatement, Support] | None = None,
) -> Answer:
    """Checks every sentence, numbers the citations, and puts the parts together.

    Args:
        written: a chat model's sentences with what the gate said of each when it arrived.
    """
    knowledge = readers.knowledge
    with watch.time("check"):
        book = CitationBook(readers.searcher.index)
        checked = [_checked(draft, book, readers, question, (written or {}).get(draft)) for draft in drafts]
        statements = tuple(statement for statement in checked if statement is not None)
        determination: Determination | None = None
        conflicts: tuple[Conflict, ...] = ()
        if decision.necessity is not None:
            determination = to_determination(
                decision.necessity, question.case, knowledge.readings, knowledge.payers, book.numbers,
                decision.sign_alone,
            )  # fmt: skip
            conflicts = () if decision.sign_alone else to_conflicts(decision.necessity, book.numbers)
        if decision.comparison is not None:
            conflicts = (*to_positions(decision.comparison, book.numbers), *conflicts)
        units = tuple(to_units(result, book.numbers) for result in decision.billing.units) if decision.billing else ()
        kind: Kind = "out_of_scope" if abstention and abstention.reason == "out_of_scope" else question.kind
        citations = book.entries()
        body = render(determination, units, statements, conflicts, citations)
    return Answer(
        question=question.text,
        earlier=question.earlier,
        kind=kind,
        persona=question.persona,
        payer=question.payer,
        payers=tuple(PayerRead(id=p.id, name=knowledge.payers.name(p.id), role=p.role) for p in question.payers_meant),
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
        mode="model" if written else "extractive",
        corpus_edition=readers.edition,
        timings_ms=watch.stages,
    )


def _joined(abstention: Abstention | None, body: str) -> str:
    parts = [abstention.says, body, abstention.help] if abstention else [body]
    return "\n\n".join(part for part in parts if part)


def _checked(
    draft: DraftStatement, book: CitationBook, readers: Readers, question: Question, known: Support | None
) -> Statement | None:
    """The statement with its support, or None: a sentence without a citation or support is not shown."""
    numbers = book.numbers(draft.cites)
    if not numbers:
        return None
    support = known
    if support is None and draft.basis == "computed":
        support = Support(1.0, "shown")  # it states a rule's own result, tested with the rule that is cited
    if support is None:
        passages = [readers.searcher.index.passage(book.passage_id(number)).text for number in numbers]
        support = readers.gate.check(draft.text, passages, question.whole_text)
    if support.verdict == "withheld":
        return None
    return Statement(
        text=draft.text,
        section=draft.section,
        citations=numbers,
        basis=draft.basis,
        support=support.score,
        marked=support.verdict == "marked",
    )


def _withheld(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    text = "1 sentence was" if count == 1 else f"{count} sentences were"
    return (Notice(code="withheld", message=f"{text} not shown, because no passage at hand supports it."),)
