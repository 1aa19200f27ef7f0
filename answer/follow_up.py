"""A line that changes one thing about a case told before, or asks one thing of its verdict: only that is answered.

"And medicare?", "im the OT", "why not", "then what code", "modifier?": the verdict was laid out in the answer before.
"""

from dataclasses import dataclass, replace

from answer.case_asked import CASE_CATEGORIES, signs
from answer.describe_necessity import PAYER, WHY, draft_necessity
from answer.draft import OPENING, DraftStatement
from answer.knowledge import Knowledge
from answer.necessity_sentence import summarize, unseen_wording
from answer.question import Question
from rules.cite import Cite
from rules.necessity import NecessityResult, determine
from rules.wording import capital, joined
from understand.payers import read_payer

CHANGES = "What would change it"
MOST_CHANGES, MOST_CODES = 4, 3
# How the sentence of a verdict goes on after all that is met.
FITS = "fits the code, but"
STAYS = {
    "supported": "97112 is supported as described",
    "not_supported": "97112 is not supported as described",
    "depends_on_payer": "it depends on the payer",
    "insufficient_information": "not all that 97112 needs is said",
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The sentences that answer; `alone` is the one of them that stands for the verdict, empty where it is not told."""

    drafts: tuple[DraftStatement, ...]
    alone: str = ""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The case as judged now, its sentence without "as described", and all that would be said of it."""

    result: NecessityResult
    summary: str
    drafts: tuple[DraftStatement, ...]

    @property
    def cites(self) -> tuple[Cite, ...]:
        return self.drafts[0].cites

    @property
    def in_short(self) -> str:
        """Without what is met, where only the payer's wording is open."""
        return f"97112 {self.summary[at:]}" if (at := self.summary.find(FITS)) >= 0 else self.summary

    def section(self, name: str) -> tuple[DraftStatement, ...]:
        return tuple(draft for draft in self.drafts if draft.section == name)


def draft_follow_up(question: Question, result: NecessityResult, knowledge: Knowledge, sound: float) -> FollowUp | None:
    """None where the newest line says or asks something of its own, or no verdict was asked for before it.

    Args:
        sound: how much all that was said sounds like asking for a verdict, 0 to about 1.
    """
    if not question.earlier or question.payers or result.is_urgent or _tells_facts(question, knowledge):
        return None
    if knowledge.asked_in_short.asks_modifier(question.text):
        return _modifier(question, knowledge)
    said = tuple(turn for turn in question.said if turn != question.text)
    before = replace(
        question, text=question.earlier[-1], earlier=question.earlier[:-1], case=question.case_before, said=said
    )
    if not knowledge.verdicts.asks(signs(before, knowledge, result, sound)):
        return None
    verdict = _verdict(question, result, knowledge)
    if knowledge.asked_in_short.asks_payer(question.text, knowledge.payers):
        return _payer(question, verdict, knowledge)
    if plan := knowledge.asked_in_short.plan_told(question.text):
        return _plan(plan, verdict.result, knowledge)
    if knowledge.kinds.asks_other_code(question.text):
        return _other_code(verdict)
    if knowledge.asked_in_short.asks_why(question.text) and _judged_last(question, knowledge):
        return _why(verdict)
    return None


def _tells_facts(question: Question, knowledge: Knowledge) -> bool:
    told = {knowledge.vocabulary.category(finding.id) for finding in question.newest.findings}
    return question.services.told_anew or bool(told & CASE_CATEGORIES)


def _verdict(question: Question, result: NecessityResult, knowledge: Knowledge) -> _Verdict:
    drafts = draft_necessity(result, knowledge.readings, knowledge.payers, question.persona)
    summary = summarize(result, knowledge.readings, knowledge.payers)
    if result.status == "insufficient_information" and result.unseen:
        summary = f"{summary.removesuffix('.')}; and {unseen_wording(result, knowledge.payers)}."
    return _Verdict(result, summary.removeprefix("As described, "), tuple(drafts))


def _payer(question: Question, verdict: _Verdict, knowledge: Knowledge) -> FollowUp:
    """Whether the payer named changes the verdict, what is known of it, and what it asks besides."""
    named = (read_payer(turn, knowledge.payers) for turn in reversed(question.earlier))
    payer, result = next(filter(None, named), None), verdict.result
    before = determine(question.case, knowledge.readings, knowledge.payers, payer, (), question.served)
    changed = (before.status, before.code_fit, before.skilled_need) != (
        result.status, result.code_fit, result.skilled_need,
    )  # fmt: skip
    name = joined([knowledge.payers.name(payer).split(" (")[0] for payer in result.payers])
    said = f"Under {name} the answer {'changes' if changed else 'stays the same'}: as described, {verdict.in_short}"
    said_before = {advice.text for advice in before.would_change}
    besides = tuple(
        DraftStatement(advice.text, f"What {name} asks besides", advice.cites, "computed")
        for advice in result.would_change
        if advice.text not in said_before
    )
    opening = DraftStatement(said, OPENING, verdict.cites, "computed")
    return FollowUp((opening, *verdict.section(PAYER), *besides), said)


def _plan(plan: str, result: NecessityResult, knowledge: Knowledge) -> FollowUp:
    """The modifier of another discipline's plan of care; what decides about the code is the same for all."""
    alone = f"What decides about 97112 stays the same: {STAYS[result.status]}."
    may = knowledge.tables.cite("assistant_may_furnish")[0]
    return FollowUp(
        (
            _modifier_draft(plan, knowledge, "The line then carries "),
            DraftStatement(may.quote, OPENING, (may,), "quote"),
            DraftStatement(alone, OPENING, result.basis[0].reading.cites[:1], "computed"),
        ),
        alone,
    )


def _other_code(verdict: _Verdict) -> FollowUp:
    """The codes to consider; where the case points to none, why."""
    result = verdict.result
    drafts = [
        DraftStatement(f"{a.code}: {a.why}.", OPENING, a.cites, "computed") for a in result.alternatives[:MOST_CODES]
    ]
    if drafts and result.status == "not_supported":
        return FollowUp(tuple(drafts), drafts[0].text)
    if result.no_code:
        says = f"No other code: {result.no_code}."
    elif drafts:
        says = f"Whether it is 97112 stays open: as described, {verdict.summary}"
    else:
        says = f"What is told points to no other code; as described, {verdict.summary}"
    alone = DraftStatement(says, OPENING, verdict.cites, "computed")
    return FollowUp((*drafts, alone), says)


def _why(verdict: _Verdict) -> FollowUp:
    """The reason without the verdict, what sources say of it, and what would change it."""
    says = f"Because {verdict.summary.partition(': ')[2]}"
    drafts = (DraftStatement(says, OPENING, verdict.cites, "computed"), *verdict.section(WHY))
    changes = verdict.result.would_change[:MOST_CHANGES]
    changing = (DraftStatement(capital(advice.text), CHANGES, advice.cites, "computed") for advice in changes)
    return FollowUp((*drafts, *changing), says)


def _judged_last(question: Question, knowledge: Knowledge) -> bool:
    """Whether the answer before this line was a verdict: on the case, on a payer, or in short."""
    *before, last = question.earlier
    asked = knowledge.asked_in_short
    return not before or asked.is_asked(last) or asked.asks_payer(last, knowledge.payers) or bool(asked.plan_told(last))


def _modifier(question: Question, knowledge: Knowledge) -> FollowUp | None:
    """The modifiers that what was told puts on the line; where no discipline is told, what every line needs.

    None where minutes are told: the lines are then worked out with their units.
    """
    if question.services.services:
        return None
    asked, text = knowledge.asked_in_short, "\n".join(question.earlier)
    plan = next(filter(None, map(asked.plan_told, reversed(question.earlier))), "")
    names = [name for name, told in asked.lines.items() if told.search(text)]
    drafts = [_modifier_draft(name, knowledge) for name in filter(None, (*names, plan))]
    if not plan:
        cites = knowledge.tables.modifiers["GP"].cites
        drafts += [DraftStatement(cite.quote, OPENING, (cite,), "quote") for cite in cites]
    return FollowUp(tuple(drafts))


def _modifier_draft(name: str, knowledge: Knowledge, lead: str = "") -> DraftStatement:
    modifier = knowledge.tables.modifiers[name]
    unsure = " (unverified)" if modifier.verified == "unverified" else ""
    text = f"{lead}{name}: it {modifier.plain}, and {modifier.use}{unsure}."
    return DraftStatement(text, OPENING, modifier.cites, "computed")
