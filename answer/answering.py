"""The read path: guard → understand → retrieve → decide → compose → check → Answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from answer.arguments import meet_arguments, meet_further
from answer.assemble import Abstention, abstain, assemble, distinct
from answer.case_asked import tells_treatment
from answer.codes_named import codes_named
from answer.compose import Wanted, compose
from answer.decide import RULE_SECTIONS, Decision, decide, find_boundary
from answer.draft import OPENING, DraftStatement
from answer.find import Found, find_passages
from answer.in_short import in_short
from answer.question import Question, Turn, read_question
from answer.readers import Readers, Stopwatch
from answer.schema import Answer, Notice, Statement
from answer.scope import Boundary, Leaning
from answer.write import kept_beside_prose, write
from index.encoder import Vectors
from understand.payers import names_only_payer

# Beside a computed result a few quotations explain; a page of them would bury it.
QUOTES_BESIDE_A_RESULT = 4
MODEL_FELL_BACK = Notice(
    code="model_fell_back",
    message="The language model's text could not be used; these are quotations from the sources.",
)


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
    with watch.time("understand"):
        question = read_question(text, persona, payer, history, readers.knowledge, readers.clauses)
    if question.again is None:
        return _answer(question, readers, today, watch, on_statement)
    answer = _answer(question.again, readers, today, watch, None, briefly=True)
    return answer.model_copy(
        update={
            "question": question.text,
            "earlier": question.earlier,
            "warnings": (*question.warnings, *answer.warnings),
        }
    )


def _answer(
    question: Question,
    readers: Readers,
    today: date,
    watch: Stopwatch,
    on_statement: Callable[[Statement], None] | None,
    briefly: bool = False,
) -> Answer:
    """A question that was read to one Answer.

    Args:
        briefly: what answers it is asked for in a line, which no language model writes.
    """
    knowledge = readers.knowledge
    with watch.time("understand"):
        boundary = find_boundary(question, knowledge)
    if boundary is not None:
        return abstain(question, readers, watch, boundary)
    with watch.time("retrieve"):
        found = find_passages(question, readers)
    with watch.time("decide"):
        decision = decide(replace(question, kind=found.kind), knowledge, today, _sound(question, readers, found.vector))
        question = replace(question, kind=decision.kind)
        argued = [] if briefly else meet_arguments(question, decision, found, readers)
        decision = replace(decision, drafts=tuple(distinct([*argued, *decision.drafts])))
    if decision.only_says_what_is_missing:
        return assemble(question, decision, decision.drafts, readers, watch, Abstention("no_evidence"))
    if not decision.settles_topic:
        boundary = _outside(question, readers, found.vector)
        if boundary is not None or not found.search.hits:
            return abstain(question, readers, watch, boundary or knowledge.scope.unnamed["no_evidence"])
    with watch.time("compose"):
        quotes = _quote(question, decision, found, readers, today)
    if briefly:
        decision, drafts = in_short(decision, [*decision.drafts, *quotes], readers)
        return assemble(question, decision, drafts, readers, watch)
    if readers.writer is not None:
        with watch.time("write"):
            written = write(
                question, decision, found.search, readers.searcher.index, knowledge.sections, readers.gate,
                knowledge.instruction_rules, readers.writer, readers.edition, on_statement,
            )  # fmt: skip
        if written is not None:
            drafts = distinct([*kept_beside_prose(decision.drafts), *(w.draft for w in written)])
            return assemble(question, decision, drafts, readers, watch, written={w.draft: w.support for w in written})
        decision = replace(decision, warnings=(*decision.warnings, MODEL_FELL_BACK))
    first = [quote for quote in quotes if quote.section == OPENING]
    first += meet_further(question, found, readers) if first else []
    return assemble(question, decision, distinct([*first, *decision.drafts, *quotes]), readers, watch)


def _quote(question: Question, decision: Decision, found: Found, readers: Readers, today: date) -> list[DraftStatement]:
    """The sentences that are quoted beside what was computed; none where they would only distract."""
    if _stands_alone(decision):
        return []
    sections = readers.knowledge.sections
    wanted = Wanted(
        question.kind,
        most=QUOTES_BESIDE_A_RESULT if decision.drafts else None,
        opened=bool(decision.drafts),
        only_explained=_only_explains(decision),
        own_payers=found.payers,
        said=decision.rests_on,
        years=sections.years.asked(found.search.query, today),
        codes=codes_named(question.whole_text),
    )
    quotes = compose(found.search, readers.searcher.index, sections, wanted)
    if decision.measures is None:
        return quotes
    return [quote for quote in quotes if decision.measures.are_named_in(quote.text)]


def _only_explains(decision: Decision) -> bool:
    """Whether all that was computed is a rule as it stands: what modifiers mean, which limits there are."""
    counted = decision.billing is not None and bool(decision.billing.units)
    rules = all(draft.section in RULE_SECTIONS for draft in decision.drafts)
    return decision.necessity is None and not counted and rules


def _stands_alone(decision: Decision) -> bool:
    """Whether other sentences would only distract: of other minutes than those counted, or after an urgent sign."""
    if decision.necessity is not None and decision.necessity.is_urgent:
        return True
    return decision.necessity is None and decision.billing is not None and decision.billing.alone


def _sound(question: Question, readers: Readers, vector: Vectors) -> float:
    """How much the question, with the turns before it, sounds like asking for a verdict."""
    text = question.whole_text
    return readers.verdicts.asked(text, readers.searcher.encode(text) if question.earlier else vector)


def _outside(question: Question, readers: Readers, vector: Vectors) -> Boundary | None:
    """What declines a question that means something else than this product answers.

    It is looked at by itself: what a follow-up leans on lies inside already, and so does who pays for it.
    """
    if question.earlier and names_only_payer(question.text, readers.knowledge.payers):
        return None
    leaning = Leaning(
        outcomes=readers.classes.outcome_scores(question.text, vector),
        findings=len({finding.id for finding in question.case.findings if finding.span.text in question.text}),
        follows_up=bool(question.earlier),
        payer_held=any(payer.id in _payers_held(readers) for payer in question.payers_meant),
        asked=readers.searcher.nearest_asked(vector),
        treated=tells_treatment(question, readers.knowledge),
    )
    return readers.knowledge.scope.outside(question.text, leaning)


def _payers_held(readers: Readers) -> frozenset[str]:
    """The payers that a document of the index speaks of."""
    documents = readers.searcher.index.documents.values()
    return frozenset(payer for document in documents for payer in document.source.payers)
