"""A chat model's prose in place of the quotations, where one is configured and what it writes stands."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from answer.compose import Sections
from answer.decide import Decision
from answer.draft import OPENING, DraftStatement
from answer.model import ChatModel
from answer.model_answer import ModelRequest, ModelStatement, PromptPassage, write_with_model
from answer.model_cache import ModelCache
from answer.prompts import Prompts
from answer.question import Question
from answer.schema import Statement
from answer.support import SupportGate
from errors import ModelError
from guard.instructions import InstructionRules, neutralise_document
from index.search import Search
from index.store import Index

# Passages that a model reads: enough for an answer, few enough for a small local model's window.
PASSAGES_GIVEN = 8
log = logging.getLogger("ask97112.model")


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model, its prompts, how long it may take, and what it wrote before."""

    chat_model: ChatModel
    prompts: Prompts
    deadline_seconds: float
    cache: ModelCache | None = None


def write(
    question: Question,
    decision: Decision,
    search: Search,
    index: Index,
    sections: Sections,
    gate: SupportGate,
    rules: InstructionRules,
    writer: Writer,
    edition: str,
    on_statement: Callable[[Statement], None] | None = None,
) -> tuple[ModelStatement, ...] | None:
    """The model's sentences that stand, or None: then the quotations are shown, whole."""
    request = ModelRequest(
        question=question.text,
        passages=[_prompt_passage(hit.passage.passage_id, index, rules) for hit in search.hits[:PASSAGES_GIVEN]],
        case=[f"{f.id.replace('_', ' ')} ({f.presence}): {f.span.text}" for f in question.case.findings],
        determination=_determination(decision),
        status=decision.necessity.status if decision.necessity else None,
        given=[draft for draft in decision.drafts if draft.basis == "computed"],
        units=_units(decision),
        sections=[OPENING, *sections.headings.values()],
        edition=edition,
    )
    told = (lambda written: on_statement(_as_it_arrives(written))) if on_statement else None
    try:
        draft = write_with_model(
            request, writer.chat_model, writer.prompts, gate,
            deadline_seconds=writer.deadline_seconds, on_statement=told, cache=writer.cache,
        )  # fmt: skip
    except ModelError as problem:
        log.warning("%s The quotations are shown instead.", problem)
        return None
    return draft.statements


def _as_it_arrives(written: ModelStatement) -> Statement:
    """A sentence that passed, before the answer's citations are numbered."""
    draft, support = written.draft, written.support
    return Statement(
        text=draft.text, section=draft.section, citations=(), basis="model", support=support.score,
        marked=support.verdict == "marked",
    )  # fmt: skip


def _prompt_passage(passage_id: str, index: Index, rules: InstructionRules) -> PromptPassage:
    passage = index.passage(passage_id)
    document = index.documents[passage.document_id]
    source = document.source
    dated = source.effective or source.published or "undated"
    text, _ = neutralise_document(passage.text, rules)
    return PromptPassage(document.document_id, document.title, f"{source.publisher}; {dated}; {source.status}", text)


def _determination(decision: Decision) -> str:
    if decision.necessity is None:
        return ""
    return next((draft.text for draft in decision.drafts if draft.section == OPENING), decision.necessity.status)


def _units(decision: Decision) -> dict[str, frozenset[int]]:
    """By code, every number of units that one of the rules allows."""
    allowed: dict[str, set[int]] = {}
    for result in decision.billing.units if decision.billing else ():
        for choice in result.choices:
            for code, units in choice.items():
                allowed.setdefault(code, set()).add(units)
    return {code: frozenset(units) for code, units in allowed.items()}


def kept_beside_prose(drafts: tuple[DraftStatement, ...]) -> list[DraftStatement]:
    """Computed sentences stay beside a model's prose; the quotations that explained them give way to it."""
    return [draft for draft in drafts if draft.basis == "computed"]
