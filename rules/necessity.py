"""Is 97112 supported as described? Two questions, each reading's criteria, and what would change the result.

Pure: a case and the corpus's rules in, a result out. Every rule that it applies is data
(`corpus/readings/`), so that this file holds only the order in which they are asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rules.cite import Cite
from rules.conditions import NOT_DOCUMENTED, Condition, Facts, Outcome, Truth, evaluate
from rules.readings import (
    AdviceRule,
    ConflictRule,
    Criterion,
    Question,
    Reading,
    ReadingBook,
    Role,
    ServiceRule,
    SourceView,
)
from understand.case import Case, Finding
from understand.payers import Payers
from understand.service_dates import ServiceDates

Status = Literal["supported", "not_supported", "depends_on_payer", "insufficient_information"]
Fit = Literal["supported", "not_supported", "insufficient_information"]
QUESTIONS: tuple[Question, ...] = ("code_fit", "skilled_need")


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion applied; `denied` says in words that the case denies it, and is empty where it does not."""

    id: str
    text: str
    question: Question
    role: Role
    status: Truth
    evidence: tuple[Finding, ...]
    cites: tuple[Cite, ...]
    short: str
    missing: str
    missing_advice: str
    denied: str


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """A reading applied to the case; `counts` where it is in force, evaluable and the payer's own."""

    reading: Reading
    criteria: tuple[CriterionResult, ...]
    code_fit: Fit
    skilled_need: Fit
    counts: bool

    @property
    def overall(self) -> Fit:
        return _both(self.code_fit, self.skilled_need)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A service rule that the case meets: why it is not 97112, or not skilled, under any reading.

    `no_code` says why no other code takes its place; empty where one may.
    """

    id: str
    question: Question
    because: str
    evidence: tuple[Finding, ...]
    cites: tuple[Cite, ...]
    no_code: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A missing fact: what to document or test, never what to write."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A code to consider; `unskilled` where it wants a therapist's skill that the case does not show."""

    code: str
    why: str
    cites: tuple[Cite, ...]
    unskilled: bool = False


@dataclass(frozen=True, slots=True)
class RedFlag:
    id: str
    level: Literal["urgent", "screen"]
    text: str
    action: str
    evidence: tuple[Finding, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class NecessityResult:
    """What the case supports, as described.

    Attributes:
        payer: the payer asked about, or None.
        payers: every payer asked about; several where they are set side by side.
        unseen: those of them of whose wording on 97112 nothing can be applied.
        readings: the readings that count first, then those shown beside them (historical, not evaluable).
        exclusions: the service rules that the case meets, in the order in which they end the matter.
        would_change: what to document or test, never what to write.
        of_record: what is judged is a record that is quoted whole, so that what it lacks it does not show.

    The properties `accepting`, `refusing` and `silent` name the holders whose counting reading is met, is not met
    or lacks facts.
    """

    status: Status
    code_fit: Fit
    skilled_need: Fit
    payer: str | None
    payers: tuple[str, ...]
    unseen: tuple[str, ...]
    exclusions: tuple[Exclusion, ...]
    readings: tuple[ReadingResult, ...]
    would_change: tuple[Advice, ...]
    alternatives: tuple[Alternative, ...]
    red_flags: tuple[RedFlag, ...]
    conflicts: tuple[ConflictRule, ...]
    source_views: tuple[SourceView, ...]
    of_record: bool = False

    @property
    def is_urgent(self) -> bool:
        """Whether a red flag comes before anything else."""
        return any(flag.level == "urgent" for flag in self.red_flags)

    @property
    def no_code(self) -> str:
        """Why no other code is offered instead; empty where one may be."""
        return next((exclusion.no_code for exclusion in _ending(self.exclusions)), "")

    @property
    def basis(self) -> tuple[ReadingResult, ...]:
        """The readings that decided: those that count, or the common one where none does."""
        counting = tuple(r for r in self.readings if r.counts)
        return counting or tuple(r for r in self.readings if not r.reading.payers)

    @property
    def refused_by(self) -> tuple[ReadingResult, ...]:
        return tuple(r for r in self.basis if r.overall == "not_supported")

    @property
    def ending(self) -> tuple[Exclusion, ...]:
        """The exclusions that end the matter, where some do: what the work was for no longer counts then.

        Else all of them, first those of work that another code may take.
        """
        return _ending(self.exclusions) or tuple(sorted(self.exclusions, key=lambda exclusion: bool(exclusion.no_code)))

    @property
    def accepting(self) -> tuple[str, ...]:
        return self._holders("supported")

    @property
    def refusing(self) -> tuple[str, ...]:
        return self._holders("not_supported")

    @property
    def silent(self) -> tuple[str, ...]:
        return self._holders("insufficient_information")

    def _holders(self, fit: Fit) -> tuple[str, ...]:
        payers_own = (r for r in self.readings if r.counts and r.reading.payers)
        return tuple(r.reading.holder for r in payers_own if r.overall == fit)


def determine(
    case: Case,
    readings: ReadingBook,
    payers: Payers,
    payer: str | None = None,
    beside: Sequence[str] = (),
    served: ServiceDates | None = None,
) -> NecessityResult:
    """Decides a case by every reading that applies to it.

    Args:
        beside: several payers that are set side by side; the case is decided for all of them.
        served: the days of service, where they are told: a payer named is judged by its wording of that time.
    """
    asked = tuple(beside) or ((payer,) if payer else ())
    facts = Facts.from_case(case)
    exclusions = tuple(_exclusions(facts, readings))
    counting = counting_readings(asked, readings, payers, served)
    results = tuple(_apply_all(facts, readings, asked, payers, counting))
    unseen = tuple(name for name in asked if not counting_readings((name,), readings, payers, served))
    basis = [r for r in results if r.counts]
    if unseen or not basis:  # what is not seen is taken to start from what every payer starts from
        basis += [r for r in results if r.reading in readings.common and not r.counts]
    fits = {question: _fit(question, exclusions, basis, results, readings) for question in QUESTIONS}
    return NecessityResult(
        status=_status(exclusions, basis, payer_open=not asked or bool(unseen)),
        code_fit=fits["code_fit"],
        skilled_need=fits["skilled_need"],
        payer=payer,
        payers=asked,
        unseen=unseen,
        exclusions=exclusions,
        readings=results,
        would_change=_would_change(facts, exclusions, basis, results, readings, payer_known=bool(asked)),
        alternatives=tuple(_alternatives(facts, readings, exclusions)),
        red_flags=tuple(_red_flags(facts, readings)),
        conflicts=tuple(_conflicts(facts, readings, asked)),
        source_views=tuple(v for v in readings.source_views if _holds(v.when, None, facts)),
    )


def counting_readings(
    asked: Sequence[str], readings: ReadingBook, payers: Payers, served: ServiceDates | None = None
) -> tuple[Reading, ...]:
    """The readings that decide: the payers' own (every contractor's for Medicare); all where none is named.

    For days of service before a named payer replaced its wording, the wording of that time decides.
    """
    if not asked:
        return tuple(r for r in readings.readings if r.in_force and r.evaluable)
    own = [r for payer in asked for name in payer_scope(payer, payers) for r in readings.for_payer(name)]
    then = [r for r in own if served and r.retired and served.last < date.fromisoformat(r.retired)]
    replaced = {payer for reading in then for payer in reading.payers}
    return tuple(r for r in own if r.evaluable and (r in then or (r.in_force and not replaced & set(r.payers))))


def payer_scope(payer: str, payers: Payers) -> tuple[str, ...]:
    """The payer, and its parts where it is one program applied by several contractors."""
    if payer in payers.by_id and payers.by_id[payer].one_program:
        return (payer, *payers.children(payer))
    return (payer,)


def _apply_all(
    facts: Facts,
    readings: ReadingBook,
    asked: Sequence[str],
    payers: Payers,
    counting: tuple[Reading, ...],
) -> Iterator[ReadingResult]:
    """Counting readings first, then the common one, then the payers' others (all where no payer is named)."""
    scope = [name for payer in asked for name in payer_scope(payer, payers)]
    shown = [r for r in readings.readings if r in counting]
    shown += [r for r in readings.common if r not in shown]
    own = [r for r in readings.readings if not asked or set(r.payers) & set(scope)]
    shown += [r for r in own if r not in shown]
    shared: dict[int, CriterionResult | None] = {}
    for reading in shown:
        yield _apply(reading, facts, shared, counts=reading in counting)


def _apply(reading: Reading, facts: Facts, shared: dict[int, CriterionResult | None], *, counts: bool) -> ReadingResult:
    """`shared` remembers criteria by identity: most readings take the same ones from criteria.toml."""
    for criterion in reading.criteria:
        if id(criterion) not in shared:
            shared[id(criterion)] = _apply_criterion(criterion, facts)
    applied = [shared[id(criterion)] for criterion in reading.criteria]
    criteria = tuple(result for result in applied if result is not None)
    return ReadingResult(
        reading=reading,
        criteria=criteria,
        code_fit=_decide(c for c in criteria if c.question == "code_fit"),
        skilled_need=_decide(c for c in criteria if c.question == "skilled_need"),
        counts=counts,
    )


def _apply_criterion(criterion: Criterion, facts: Facts) -> CriterionResult | None:
    """None where the criterion does not apply to this case, or is an exclusion that nothing meets."""
    if criterion.applies_when is not None and evaluate(criterion.applies_when, facts).truth != "met":
        return None
    outcome = evaluate(criterion.condition, facts) if criterion.condition else NOT_DOCUMENTED
    if criterion.role == "exclusion":
        if outcome.truth != "met":
            return None
        outcome = Outcome("not_met", outcome.evidence)
    elif outcome.truth != "met" and criterion.contradicted_by is not None:
        contradicted = evaluate(criterion.contradicted_by, facts)
        if contradicted.truth == "met":
            outcome = Outcome("not_met", contradicted.evidence)
    return CriterionResult(
        id=criterion.id,
        text=criterion.text,
        question=criterion.question,
        role=criterion.role,
        status=outcome.truth,
        evidence=outcome.evidence,
        cites=criterion.cites,
        short=criterion.short,
        missing=criterion.missing,
        missing_advice=criterion.missing_advice,
        denied=criterion.denied if outcome.truth != "met" and _is_denied(criterion, facts) else "",
    )


def _is_denied(criterion: Criterion, facts: Facts) -> bool:
    """Whether the case states absent what the criterion looks for: then it is not "not said"."""
    looked_for = criterion.condition.findings() if criterion.condition else frozenset()
    return bool(looked_for & facts.absent.keys())


def _decide(criteria: Iterable[CriterionResult]) -> Fit:
    deciding = [c for c in criteria if c.role != "process"]
    if any(c.status == "not_met" for c in deciding):
        return "not_supported"
    if all(c.status == "met" for c in deciding):
        return "supported"
    return "insufficient_information"


def _both(code_fit: Fit, skilled_need: Fit) -> Fit:
    fits = {code_fit, skilled_need}
    if "not_supported" in fits:
        return "not_supported"
    return "supported" if fits == {"supported"} else "insufficient_information"


def _status(exclusions: tuple[Exclusion, ...], basis: list[ReadingResult], *, payer_open: bool) -> Status:
    """`payer_open`: no payer is named, or the named one's wording was not seen, so that none can be promised."""
    if exclusions:
        return "not_supported"
    outcomes = {result.overall for result in basis}
    if outcomes == {"supported"}:
        return "depends_on_payer" if payer_open else "supported"
    if "supported" in outcomes:
        return "depends_on_payer"
    return "not_supported" if outcomes == {"not_supported"} else "insufficient_information"


def _fit(
    question: Question,
    exclusions: tuple[Exclusion, ...],
    basis: list[ReadingResult],
    results: tuple[ReadingResult, ...],
    readings: ReadingBook,
) -> Fit:
    """One question over the deciding readings; where they differ, the common reading answers."""
    if any(e.question == question for e in exclusions):
        return "not_supported"
    answers = {_answer(result, question) for result in basis}
    if len(answers) == 1:
        return answers.pop()
    common = [_answer(r, question) for r in results if r.reading in readings.common]
    return common[0] if common else "insufficient_information"


def _answer(result: ReadingResult, question: Question) -> Fit:
    return result.code_fit if question == "code_fit" else result.skilled_need


def _exclusions(facts: Facts, readings: ReadingBook) -> Iterator[Exclusion]:
    """What was only read by likeness excludes nothing where the case tells all that the code asks of it."""
    told = evaluate(readings.likeness_yields_to, facts).truth == "met"
    for rule in readings.services:
        if _holds(rule.when, rule.unless, facts):
            exclusion = _exclusion(rule, facts)
            likeness = exclusion.evidence and all(finding.by_meaning for finding in exclusion.evidence)
            if not (told and likeness):
                yield exclusion


def _ending(exclusions: tuple[Exclusion, ...]) -> tuple[Exclusion, ...]:
    """Those that leave no code at all: who did it, or work without a code that was not done beside other work.

    Massage has its code where cupping, which has none, was done too.
    """
    without = tuple(exclusion for exclusion in exclusions if exclusion.no_code)
    seen = {finding for exclusion in without for finding in exclusion.evidence}
    beside = any(e.question == "code_fit" and not e.no_code and set(e.evidence) - seen for e in exclusions)
    return tuple(e for e in without if e.question == "skilled_need" or not beside)


def _exclusion(rule: ServiceRule, facts: Facts) -> Exclusion:
    evidence = evaluate(rule.when, facts).evidence
    return Exclusion(rule.id, rule.question, rule.because, evidence, rule.cites, rule.no_code)


def _holds(when: Condition, unless: Condition | None, facts: Facts) -> bool:
    if evaluate(when, facts).truth != "met":
        return False
    return unless is None or evaluate(unless, facts).truth != "met"


def _would_change(
    facts: Facts,
    exclusions: tuple[Exclusion, ...],
    basis: list[ReadingResult],
    results: tuple[ReadingResult, ...],
    book: ReadingBook,
    *,
    payer_known: bool,
) -> tuple[Advice, ...]:
    """What is missing: for every reading, for the payer beyond that, and the tests that could show it.

    Where no payer is named, what single payers ask is listed only once the common ground is covered. Where
    the service itself is not 97112 or not skilled, no missing fact would change that: only that is said.
    """
    if exclusions:
        asked = {"purpose" if e.question == "code_fit" else "delivery" for e in exclusions}
        return tuple(Advice(rule.text, rule.cites) for rule in book.advice if rule.asks in asked)
    common = _missing([r for r in results if r.reading in book.common])
    own = _missing([r for r in basis if r.reading.payers], process=payer_known) if payer_known or not common else {}
    general = {
        rule.text: rule.cites for rule in book.advice if _is_advised(rule, facts, common, payer_known=payer_known)
    }
    return tuple(Advice(text, cites) for text, cites in {**common, **own, **general}.items())


def _missing(results: list[ReadingResult], *, process: bool = True) -> dict[str, tuple[Cite, ...]]:
    """Advice on undocumented criteria; a payer's paperwork (`process`) only where that payer was asked about."""
    criteria = (c for result in results for c in result.criteria if process or c.role != "process")
    return {c.missing_advice: c.cites for c in criteria if c.status == "not_documented" and c.missing_advice}


def _is_advised(rule: AdviceRule, facts: Facts, lacking: dict[str, tuple[Cite, ...]], *, payer_known: bool) -> bool:
    """Whether the advice stands; no test is advised where the record lacks nothing."""
    if rule.asks == "test":
        return bool(lacking) and _holds(rule.when, rule.unless, facts)
    return rule.asks == "payer" and not payer_known


def _alternatives(facts: Facts, readings: ReadingBook, exclusions: tuple[Exclusion, ...]) -> Iterator[Alternative]:
    """The codes to consider, by what ends the matter: none where none can be, one alone, or each that fits."""
    if _ending(exclusions):
        return
    unskilled = any(exclusion.question == "skilled_need" for exclusion in exclusions)
    fitting = [rule for rule in readings.alternatives if _holds(rule.when, rule.unless, facts)]
    named: set[str] = set()
    for rule in [rule for rule in fitting if rule.alone] or fitting:
        if rule.code not in named:
            named.add(rule.code)
            yield Alternative(rule.code, rule.why, rule.cites, unskilled and rule.skilled)


def _red_flags(facts: Facts, readings: ReadingBook) -> Iterator[RedFlag]:
    """Urgent flags first; a sign that is only mentioned ("r/o", no result) asks for a screen instead.

    A sign that a known condition explains (clonus after a stroke) is no alarm.
    """
    explained = facts.without(s for s, known in readings.explained_by.items() if facts.present.keys() & set(known))
    found = []
    for rule in readings.red_flags:
        seen = facts if rule.despite and _holds(rule.despite, None, facts) else explained
        stated = evaluate(rule.when, seen)
        outcome = stated if stated.truth == "met" else evaluate(rule.when, seen.with_possible())
        if outcome.truth != "met" or (rule.unless and evaluate(rule.unless, facts).truth == "met"):
            continue
        flag = RedFlag(rule.id, rule.level, rule.text, rule.action, outcome.evidence, rule.cites)
        found.append(flag if stated.truth == "met" else replace(flag, level="screen", text=rule.unsettled))
    yield from sorted(found, key=lambda flag: flag.level != "urgent")


def _conflicts(facts: Facts, readings: ReadingBook, asked: Sequence[str]) -> Iterator[ConflictRule]:
    for rule in readings.conflicts:
        if set(asked) & set(rule.payers) or (rule.when is not None and _holds(rule.when, None, facts)):
            yield rule
