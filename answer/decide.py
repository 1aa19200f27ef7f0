"""What rules say of a question before any passage is read: boundaries, refusals, computed results, the case."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from answer.billing.asked import PayerAsked
from answer.billing.assistants import describe_assistant_on_case
from answer.case_asked import (
    CASE_KINDS,
    FACTS_OF_A_CASE,
    FACTS_OF_A_WHOLE_CASE,
    asks_about_case,
    asks_about_code,
    case_facts,
    case_places,
    changes_verdict,
    ruled_out_by_who,
)
from answer.codes_compared import draft_compared
from answer.compare_payers import PayerComparison, compare_payers
from answer.denied import draft_denied
from answer.describe_billing import BillingResult, describe_billing
from answer.describe_measures import MeasuresResult, describe_measures
from answer.describe_necessity import draft_necessity, draft_sign_alone
from answer.draft import COUNT, OPENING, DraftStatement
from answer.follow_up import draft_follow_up
from answer.knowledge import Knowledge
from answer.necessity_told import draft_told, tells_who_did_it
from answer.question import Question
from answer.schema import Kind, Notice
from answer.scope import Asked, Boundary
from rules.cite import Cite
from rules.necessity import NecessityResult, determine
from understand.integrity import IntegrityRequest, read_integrity_requests

# Kinds that several payers' readings answer.
COMPARED_KINDS = CASE_KINDS | {"definition"}
CODES_SECTION = "The diagnosis code"
CORRECTION_SECTION = "Before anything else"
# The steps of a count stand with the units; as sentences they would be said twice.
STEPS_SECTION = "Steps"
# A count is asked for in itself, whatever is made of the service.
ASKS_COUNT = re.compile(r"\bhow many\b|\bminute rule\b", re.IGNORECASE)
# A follow-up asks whether a part of the visit counts too.
ASKS_OF_PART = re.compile(
    r"\b(?:count|bill|charge|includ\w+|claim|add|go(?:es)? in|go(?:es)? (?:on|under|toward\w*)|put)\b", re.IGNORECASE
)
# The code whose minutes are another's where it is ruled out, and another's where it fits.
REFUSED = "97112"
# Where the claim's modifiers are told, whichever rule tells them.
MODIFIERS_SECTION = "Modifiers"
# What the edits say of two codes: before any verdict where both are asked in one breath.
PAIR_SECTION = "Code pair"
ASKS_PAIR = re.compile(
    r"\b\d{5}\s*(?:\+|&|/|,|and|with|plus|w/?)\s*(?:an? |the )?\d{5}\b|\b(?:bill|code|charge)\w* both\b", re.IGNORECASE
)
# Where rules are told as they stand, whoever asks.
RULE_SECTIONS = frozenset({MODIFIERS_SECTION, "Limits", PAIR_SECTION})
# The finding that an assistant furnished it, and how sure it must be ("what if" asks about it too).
ASSISTANT = "by_assistant"
ASKED_ABOUT = frozenset({"present", "uncertain"})
# "Can my PTA write it", "does a PTA still need me there": what they may do is asked, and nothing told.
ASKS_OF_ASSISTANTS = re.compile(
    r"\b(?:can|could|may|must|should|do|does|is|are|will)\s+(?:(?:a|an|the|my|our|your|any)\s+)?"
    r"(?:pta|c?ota|(?:therapy )?assistant)s?\b(?!')",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Results of rules alone; `None` and empty where the question gives nothing to decide.

    `measures`: what published numbers say of the scores, where the question is about them.
    `sign_alone`: an urgent red flag is told and nothing of a code is asked, so that no reading is laid out.
    `counts_anew`: a follow-up tells minutes, or asks what those told before come to, and they were counted.
    `alone`: the one sentence that stands for the whole verdict, where it is asked for in short.
    """

    kind: Kind
    necessity: NecessityResult | None = None
    billing: BillingResult | None = None
    drafts: tuple[DraftStatement, ...] = ()
    warnings: tuple[Notice, ...] = ()
    follows_up: bool = False
    facts: int = 0
    corrects: bool = False
    comparison: PayerComparison | None = None
    measures: MeasuresResult | None = None
    sign_alone: bool = False
    alone: str = ""
    counts_anew: bool = False

    @property
    def rests_on(self) -> frozenset[str]:
        """The sentences that what was computed cites: beside it they would only be said again."""
        rows = self.necessity.readings if self.necessity else ()
        cites = [cite for row in rows for criterion in row.criteria for cite in criterion.cites]
        cites += [cite for draft in self.drafts for cite in draft.cites]
        return frozenset(cite.quote for cite in cites)

    @property
    def only_says_what_is_missing(self) -> bool:
        """Whether all that was computed is that the tables do not hold what is asked."""
        return self.billing is not None and self.billing.abstained and self.necessity is None

    @property
    def settles_topic(self) -> bool:
        """Whether what was decided shows by itself that the question belongs here.

        What an earlier question gave does not ("thanks" after a count asks nothing), but for an urgent sign: what
        cannot wait is said again, whatever is asked next.
        """
        if self.follows_up:
            return self.corrects or self.counts_anew or (self.necessity is not None and self.necessity.is_urgent)
        red_flags = self.necessity.red_flags if self.necessity else ()
        if self.measures is not None:
            return True
        return self.corrects or self.billing is not None or bool(red_flags) or self.facts >= FACTS_OF_A_WHOLE_CASE


def find_boundary(question: Question, knowledge: Knowledge) -> Boundary | None:
    """What stops the question: a request that is refused first, then the limits of the product.

    Nothing stops a question that describes a red flag: what cannot wait is said whatever else is asked.
    """
    if _has_red_flag(question, knowledge):
        return None
    refused = [request for request in _requests(question, knowledge) if request.rule.stops]
    if refused:
        return _refusal(refused[0])
    imported = bool(knowledge.tables.pairs_edition.imported_from)
    facts = case_facts(question, knowledge)
    whole = case_places(question, knowledge) >= FACTS_OF_A_WHOLE_CASE and not question.earlier
    names_subject = knowledge.scope.names_code.stands_in(question.text)
    asked = Asked.read(question.text, knowledge.codes, facts > 0, imported, whole, names_subject)
    return knowledge.scope.boundary(question.text, " ".join(question.earlier[-2:]), asked)


def _requests(question: Question, knowledge: Knowledge) -> tuple[IntegrityRequest, ...]:
    return read_integrity_requests(question.text, knowledge.integrity, question.case.findings)


def decide(question: Question, knowledge: Knowledge, today: date, sound: float) -> Decision:
    """Applies the rules: pure, a few milliseconds.

    Args:
        sound: how much the question sounds like asking for a verdict, 0 to about 1.
    """
    measures = describe_measures(
        question.text, question.case, knowledge.measures, knowledge.vocabulary, question.earlier
    )
    scores = measures if measures is not None and measures.opens and not _has_red_flag(question, knowledge) else None
    # What a number means is no visit and decides no case.
    billing = None if scores else _billing(question, knowledge, today)
    necessity = None if scores else _necessity(question, knowledge, sound)
    judged = necessity or determined(question, knowledge)
    told = () if scores or judged.is_urgent else draft_told(question, judged, knowledge)
    if told and question.earlier and necessity is not None and not _judges_anew(question, knowledge, necessity):
        necessity = None
    if billing is not None and (necessity is not None or question.earlier):
        counted, billing = billing, _of_fitting_code(question, billing, judged, knowledge, today)
        if _counts_anew(question, counted) and not _counts_anew(question, billing):
            necessity = judged
    corrections = [_correction(request) for request in _requests(question, knowledge)]
    follow_up = None if scores or corrections else draft_follow_up(question, judged, knowledge, sound)
    if follow_up is not None:
        beside = [] if billing is None else _beside_units(billing)
        return Decision(
            question.kind, judged if follow_up.alone else None, billing, (*follow_up.drafts, *beside), follows_up=True,
            facts=case_facts(question, knowledge), corrects=True, alone=follow_up.alone,
        )  # fmt: skip
    drafts = [*corrections, *(scores.drafts if scores else ())]
    if (necessity is not None or question.earlier) and not judged.is_urgent:
        drafts += draft_denied(question, judged, knowledge)
    drafts += billing.ahead if billing is not None else ()
    drafts += told if necessity is None or question.earlier else ()
    sign_alone = necessity is not None and necessity.is_urgent and not asks_about_code(question, knowledge)
    if necessity is not None and sign_alone:
        drafts.append(draft_sign_alone(necessity))
    elif necessity is not None:
        drafts += _verdict(question, necessity, billing, measures, knowledge)
    drafts += _beside_units(billing) if billing is not None else ()
    if necessity is None and _tells_assistant_anew(question):
        drafts += _assistant(question, knowledge, billing)
    comparison = _comparison(question, knowledge, necessity, billing)
    drafts += comparison.drafts if comparison else ()
    drafts += _code_alerts(question, knowledge)
    return Decision(
        kind="other" if scores else _kind(question, necessity, billing, knowledge),
        necessity=necessity,
        billing=billing,
        drafts=tuple(_in_order(drafts, question, necessity, billing)),
        warnings=tuple(Notice(code=w.code, message=w.message) for w in billing.warnings) if billing else (),
        follows_up=bool(question.earlier),
        facts=case_facts(question, knowledge),
        corrects=bool(corrections or told),
        comparison=comparison,
        measures=scores,
        sign_alone=sign_alone,
        counts_anew=_counts_anew(question, billing),
    )


def _verdict(
    question: Question,
    necessity: NecessityResult,
    billing: BillingResult | None,
    measures: MeasuresResult | None,
    knowledge: Knowledge,
) -> list[DraftStatement]:
    """The case as decided: what separates the codes asked about, the first sentence, what goes with it, the reasons."""
    opening, *reasons = draft_necessity(necessity, knowledge.readings, knowledge.payers, question.persona)
    compared = () if necessity.is_urgent else draft_compared(question.text, knowledge)
    beside = (*_assistant(question, knowledge, billing), *_scores_beside(measures, question, knowledge))
    return [*compared, opening, *beside, *reasons]


def _in_order(
    drafts: Sequence[DraftStatement],
    question: Question,
    necessity: NecessityResult | None,
    billing: BillingResult | None,
) -> list[DraftStatement]:
    """What is asked comes first: who did it, a pair beside a case, or a count told anew; else the order stays."""
    first: tuple[str, ...] = ()
    if _tells_assistant_anew(question):
        first = (CORRECTION_SECTION, MODIFIERS_SECTION, COUNT)  # before a verdict
        if necessity is None:
            drafts, first = _opened_by_modifiers(drafts), (CORRECTION_SECTION, OPENING, COUNT)
    elif necessity is not None and ASKS_PAIR.search(question.text):
        first = (CORRECTION_SECTION, PAIR_SECTION)
    elif _counts_anew(question, billing):
        first = (CORRECTION_SECTION, COUNT, MODIFIERS_SECTION)
    return sorted(drafts, key=lambda draft: _place(draft, first))


def _beside_units(billing: BillingResult) -> list[DraftStatement]:
    return [draft for draft in billing.statements if not (billing.units and draft.section == STEPS_SECTION)]


def _opened_by_modifiers(drafts: Sequence[DraftStatement]) -> list[DraftStatement]:
    """The first statement on modifiers opens the answer: it is what was asked."""
    first = next((draft for draft in drafts if draft.section == MODIFIERS_SECTION), None)
    return [replace(draft, section=OPENING) if draft is first else draft for draft in drafts]


def _place(draft: DraftStatement, first: Sequence[str]) -> int:
    return first.index(draft.section) if draft.section in first else len(first)


def _tells_assistant_anew(question: Question) -> bool:
    """Whether a follow-up says that an assistant did it: what that changes on the claim is then what is asked."""
    told, before = ({finding.id for finding in case.findings} for case in (question.newest, question.case_before))
    asks = ASKS_OF_ASSISTANTS.search(question.text) and not question.services.told_anew
    return bool(question.earlier) and ASSISTANT in told - before and not asks


def _counts_anew(question: Question, billing: BillingResult | None) -> bool:
    """Whether a follow-up tells minutes, or asks what those told before come to."""
    asks = ASKS_COUNT.search(question.text) or question.services.told_anew
    return bool(question.earlier and billing and billing.units and asks)


def _judges_anew(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    """Whether a follow-up changes the verdict, asks for it or tells who did it: else the same again answers nothing."""
    asks = knowledge.kinds.judges(question.text) or ASKS_OF_PART.search(question.text)
    return bool(asks) or tells_who_did_it(question, knowledge) or changes_verdict(question, knowledge, result)


def _scores_beside(
    measures: MeasuresResult | None, question: Question, knowledge: Knowledge
) -> tuple[DraftStatement, ...]:
    """What scores add to the verdict on a case: a change always, a value where little else is told."""
    if measures is None or (not measures.tells_change and case_facts(question, knowledge) >= FACTS_OF_A_WHOLE_CASE):
        return ()
    return measures.beside


def _billing(question: Question, knowledge: Knowledge, today: date) -> BillingResult | None:
    """Counts by the rules of the payers meant, or of the broader payers whose rules also reach them."""
    ruled = knowledge.tables.payer_rules.keys() | knowledge.tables.caps.keys()
    payers = _payers_asked(question, knowledge, ruled)
    newest = question.text if question.earlier else ""
    return describe_billing(question.whole_text, question.services, payers, knowledge.tables, today, newest)


def _of_fitting_code(
    question: Question, billing: BillingResult, necessity: NecessityResult, knowledge: Knowledge, today: date
) -> BillingResult | None:
    """Minutes told of 97112, which it is not, are counted for the one code that it is; else for none.

    Where no code takes its place, a count that is asked for stands as it is. Minutes of a case that fits 97112 are
    not counted for another code that a word of the work names ("progressing to gait with head turns").
    """
    if not necessity.exclusions:
        other = billing.only_code
        named = {REFUSED, "", *question.case.codes, *(alternative.code for alternative in necessity.alternatives)}
        if (
            any(finding.apart for finding in question.case.findings)
            or other in named
            or necessity.code_fit != "supported"
        ):
            return billing
        return _billing(replace(question, services=question.services.told_of(other, REFUSED)), knowledge, today)
    if billing.only_code != REFUSED or question.services.dropped:
        return billing
    fitting = {alternative.code for alternative in necessity.alternatives if not alternative.unskilled}
    if len(fitting) == 1 and (code := knowledge.tables.codes.get(fitting.pop())) and code.timed:
        return _billing(replace(question, services=question.services.told_of(REFUSED, code.code)), knowledge, today)
    return billing if necessity.no_code and ASKS_COUNT.search(question.text) else billing.without_count()


def _payers_asked(question: Question, knowledge: Knowledge, ruled: Collection[str]) -> list[PayerAsked]:
    """The payers meant, each under the id of the nearest payer of its lineage that has a rule."""
    book = knowledge.payers
    return [
        PayerAsked(next((name for name in book.lineage(p.id) if name in ruled), p.id), book.name(p.id), p.role, p.id)
        for p in question.payers_meant
    ]


def _assistant(question: Question, knowledge: Knowledge, billing: BillingResult | None) -> list[DraftStatement]:
    """What an assistant changes on the claim, where the case has one and no line was worked out for it."""
    spans = [f.span.text for f in question.case.findings if f.id == ASSISTANT and f.presence in ASKED_ABOUT]
    if not spans or (billing is not None and any(s.section == MODIFIERS_SECTION for s in billing.statements)):
        return []
    payers = _payers_asked(question, knowledge, ())
    return describe_assistant_on_case(spans, payers, knowledge.tables)


def _comparison(
    question: Question, knowledge: Knowledge, necessity: NecessityResult | None, billing: BillingResult | None
) -> PayerComparison | None:
    """Several payers' readings side by side; where a case was decided, only what their roles mean for it."""
    about_readings = necessity is None and billing is None and question.kind in COMPARED_KINDS
    if not question.payers or not (necessity or about_readings):
        return None
    return compare_payers(question.payers, knowledge.readings, knowledge.payers, knowledge.tables, about_readings)


def _kind(
    question: Question, necessity: NecessityResult | None, billing: BillingResult | None, knowledge: Knowledge
) -> Kind:
    """An urgent sign or a computed result says what the question is about, unless it asks about a case."""
    if necessity is not None and necessity.is_urgent:
        return "red_flag"
    if necessity is not None and case_facts(question, knowledge) >= FACTS_OF_A_WHOLE_CASE:
        return question.kind if question.kind in CASE_KINDS else "necessity"
    if billing is not None and (necessity is None or question.kind not in CASE_KINDS):
        return billing.kind
    if necessity is not None and question.kind == "red_flag" and not necessity.red_flags:
        return "necessity"
    return question.kind


def _necessity(question: Question, knowledge: Knowledge, sound: float) -> NecessityResult | None:
    """The case decided, where the question is about a case or hides a red flag."""
    result = determined(question, knowledge)
    if (part := _unskilled_part(question, knowledge, result)) is not None:
        return part
    about_case = not _compares_payers(question, knowledge) and asks_about_case(question, knowledge, result, sound)
    return result if result.red_flags or about_case else None


def _unskilled_part(question: Question, knowledge: Knowledge, result: NecessityResult) -> NecessityResult | None:
    """The newest turn by itself, where it asks to count a further part of the visit that nobody skilled gave.

    Beside a skilled case told before, "the last ten he did alone while I wrote, count those too" would be skilled.
    """
    if not question.earlier or result.red_flags or result.exclusions or not ASKS_OF_PART.search(question.text):
        return None
    newest = tuple(replace(finding, apart=False) for finding in question.newest.findings)
    part = determined(replace(question, case=replace(question.newest, findings=newest)), knowledge)
    unskilled = any(reason.question == "skilled_need" for reason in part.exclusions)
    return part if unskilled and not ruled_out_by_who(part, knowledge) else None


def _compares_payers(question: Question, knowledge: Knowledge) -> bool:
    """Whether payers are compared in general: then hardly a fact of a case is told."""
    compared = bool(question.payers) and not any(payer.role for payer in question.payers)
    return compared and case_facts(question, knowledge) < FACTS_OF_A_CASE


def determined(question: Question, knowledge: Knowledge) -> NecessityResult:
    """What the readings of the payers meant say of the case, whatever is asked of it."""
    beside = tuple(payer.id for payer in question.payers)
    result = determine(question.case, knowledge.readings, knowledge.payers, question.payer, beside, question.served)
    return replace(result, of_record=knowledge.kinds.quotes_record(question.whole_text))


def _has_red_flag(question: Question, knowledge: Knowledge) -> bool:
    return bool(question.case.findings) and bool(determined(question, knowledge).red_flags)


def _code_alerts(question: Question, knowledge: Knowledge) -> list[DraftStatement]:
    """What must be said of a diagnosis code that is typed: split, replaced or excluded codes."""
    codes = knowledge.vocabulary.diagnosis_codes
    alerts = [alert for code in question.case.diagnosis_codes for alert in codes.alerts_of(code)]
    return [DraftStatement(a.text, CODES_SECTION, (Cite(a.document_id, a.quote),), "computed") for a in alerts]


def _correction(request: IntegrityRequest) -> DraftStatement:
    """The honest path, said before the rest of the answer."""
    rule = request.rule
    cites = tuple(Cite(document, quote) for document, quote in rule.cites)
    return DraftStatement(f"{rule.reason} {rule.honest_path}", CORRECTION_SECTION, cites, "computed")


def _refusal(request: IntegrityRequest) -> Boundary:
    rule = request.rule
    cites = tuple(Cite(document, quote) for document, quote in rule.cites)
    return Boundary(rule.id, "unsafe", (), (), f"{rule.reason} {rule.honest_path}", cites)
