"""Drafts to an Answer: every sentence checked, its citations numbered, the parts put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.citations import CitationBook
from answer.compare_payers import to_positions
from answer.decide import Decision
from answer.describe_necessity import SIGN_ALONE, to_conflicts, to_determination
from answer.describe_units import to_units
from answer.draft import OPENING, DraftStatement
from answer.markdown import render
from answer.question import Question
from answer.readers import Readers, Stopwatch
from answer.schema import (
    AbstentionReason,
    Answer,
    Conflict,
    Determination,
    Kind,
    Notice,
    PayerRead,
    ServiceRead,
    Statement,
)
from answer.scope import Boundary
from answer.support import Support
from understand.visit_sheet import SheetLine

DISCLAIMER = (
    "Educational decision support, not medical, legal or billing advice and no promise of payment. Verify with the "
    "payer's current policy and the current code set. CPT is a trademark of the American Medical Association."
)


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why nothing is answered, and the words around the quotations that say where to look."""

    reason: AbstentionReason
    says: str = ""
    help: str = ""


def abstain(question: Question, readers: Readers, watch: Stopwatch, boundary: Boundary) -> Answer:
    """A short honest answer: what is missing and where to look, and what can be asked instead."""
    drafts = [DraftStatement(cite.quote, OPENING, (cite,), "quote") for cite in boundary.cites]
    help_text = readers.knowledge.scope.help if boundary.reason == "out_of_scope" else ""
    abstention = Abstention(boundary.reason, boundary.says, help_text)  # type: ignore[arg-type]
    return assemble(question, Decision(question.kind), drafts, readers, watch, abstention)


def distinct(drafts: Sequence[DraftStatement]) -> list[DraftStatement]:
    """Each sentence once, where it stands first."""
    first: dict[str, DraftStatement] = {}
    for draft in drafts:
        first.setdefault(draft.text, draft)
    return list(first.values())


def assemble(
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
            alone = decision.alone or (SIGN_ALONE if decision.sign_alone else "")
            determination = to_determination(
                decision.necessity, question.case, knowledge.readings, knowledge.payers, book.numbers,
                alone,
            )  # fmt: skip
            conflicts = () if alone else to_conflicts(decision.necessity, book.numbers)
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
        services=_services(decision),
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


def _services(decision: Decision) -> tuple[ServiceRead, ...]:
    lines = [SheetLine.from_service(service) for service in decision.billing.counted] if decision.billing else []
    return tuple(ServiceRead(code=line.code, minutes=line.minutes, by=line.by) for line in lines)


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
