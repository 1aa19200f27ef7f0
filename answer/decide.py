"""What rules say of a question before any passage is read: boundaries, refusals, computed results, the case."""

from dataclasses import dataclass
from datetime import date

from answer.describe_billing import BillingResult, describe_billing
from answer.describe_necessity import draft_necessity
from answer.draft import DraftStatement
from answer.knowledge import Knowledge
from answer.question import Question
from answer.schema import Kind, Notice
from answer.scope import Boundary
from rules.cite import Cite
from rules.necessity import NecessityResult, determine
from understand.integrity import IntegrityRequest, read_integrity_requests

# Kinds that ask about a case; the others show a case's red flags and nothing more of it.
CASE_KINDS = frozenset({"necessity", "red_flag", "comparison", "compliance", "other"})
# Facts that make a question one about a case, beside who did it or where.
CASE_CATEGORIES = frozenset(
    {"impairment", "neurological_sign", "non_qualifying", "diagnosis", "measure", "intervention", "purpose", "skill",
     "function", "progress", "red_flag"}
)  # fmt: skip
# The steps of a count stand with the units; as sentences they would be said twice.
STEPS_SECTION = "Steps"


@dataclass(frozen=True, slots=True)
class Decision:
    """Results of rules alone; `None` and empty where the question gives nothing to decide."""

    kind: Kind
    necessity: NecessityResult | None = None
    billing: BillingResult | None = None
    drafts: tuple[DraftStatement, ...] = ()
    warnings: tuple[Notice, ...] = ()


def find_boundary(question: Question, knowledge: Knowledge) -> Boundary | None:
    """What stops the question: a refused request first, then the limits of the product."""
    requests = read_integrity_requests(question.text, knowledge.integrity)
    if requests:
        return _refusal(requests)
    return knowledge.scope.boundary(question.text, knowledge.codes)


def decide(question: Question, knowledge: Knowledge, today: date) -> Decision:
    """Applies the rules: pure, a few milliseconds."""
    necessity = _necessity(question, knowledge)
    billing = _billing(question, knowledge, today)
    drafts: list[DraftStatement] = []
    if necessity is not None:
        drafts += draft_necessity(necessity, knowledge.readings, knowledge.payers, question.persona)
    if billing is not None:
        drafts += [draft for draft in billing.statements if not (billing.units and draft.section == STEPS_SECTION)]
    warnings = tuple(Notice(code=w.code, message=w.message) for w in billing.warnings) if billing else ()
    return Decision(_kind(question, necessity, billing), necessity, billing, tuple(drafts), warnings)


def _billing(question: Question, knowledge: Knowledge, today: date) -> BillingResult | None:
    """Counts by the rules of the payer, or of the broader payer whose rules also reach it."""
    lineage = knowledge.payers.lineage(question.payer) if question.payer else ()
    ruled = knowledge.tables.payer_rules.keys() | knowledge.tables.caps.keys()
    payer = next((payer for payer in lineage if payer in ruled), question.payer)
    name = knowledge.payers.name(question.payer) if question.payer else None
    return describe_billing(question.whole_text, question.services, payer, knowledge.tables, today, name)


def _kind(question: Question, necessity: NecessityResult | None, billing: BillingResult | None) -> Kind:
    """An urgent sign or a computed result says what the question is about, unless it asks about a case."""
    if necessity is not None and any(flag.level == "urgent" for flag in necessity.red_flags):
        return "red_flag"
    if billing is not None and (necessity is None or question.kind not in CASE_KINDS):
        return billing.kind
    return question.kind


def _necessity(question: Question, knowledge: Knowledge) -> NecessityResult | None:
    if not any(knowledge.vocabulary.category(f.id) in CASE_CATEGORIES for f in question.case.findings):
        return None
    result = determine(question.case, knowledge.readings, knowledge.payers, question.payer)
    return result if question.kind in CASE_KINDS or result.red_flags else None


def _refusal(requests: tuple[IntegrityRequest, ...]) -> Boundary:
    rule = requests[0].rule
    cites = tuple(Cite(document, quote) for document, quote in rule.cites)
    return Boundary(rule.id, "unsafe", (), (), f"{rule.reason} {rule.honest_path}", cites, False)
