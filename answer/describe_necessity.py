"""A decided case in words: the first sentence, its reasons, and the parts of the Answer.

`draft_necessity` gives sentences still without numbers, `to_determination` and `to_conflicts` the
schema's parts; a persona changes the order of sections and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from answer.draft import DraftStatement
from answer.schema import (
    Alternative,
    CitedText,
    Conflict,
    Criterion,
    Determination,
    FindingRead,
    Position,
    Reading,
    RedFlag,
)
from rules.cite import Cite
from rules.necessity import CriterionResult, Exclusion, NecessityResult, ReadingResult, payer_scope
from rules.readings import Reading as BodyReading
from rules.readings import ReadingBook
from rules.wording import joined
from understand.case import Case, Finding
from understand.payers import Payers

Numbers = Callable[[Iterable[Cite]], tuple[int, ...]]
ANSWER, WHY, PAYER = "Answer", "Why", "What is known of the payer"
PUBLISHED, EVIDENCE = "A published answer to this case", "How strong the clinical evidence is"
SUBJECT = "97112"
BESIDE = "Other work in the same visit"
VIEW_SECTIONS = {"answer": PUBLISHED, "evidence": EVIDENCE, "beside": BESIDE}
ORDER = {
    "clinician": (ANSWER, BESIDE, WHY, PAYER, EVIDENCE, PUBLISHED),
    "biller": (ANSWER, BESIDE, PAYER, WHY, PUBLISHED, EVIDENCE),
    "educator": (ANSWER, BESIDE, WHY, PUBLISHED, EVIDENCE, PAYER),
}
# Quotations that stand as reasons: more would repeat the criteria grid.
MOST_REASONS = 3
MOST_SUMMARY_CITES = 6
MOST_NAMED = 3
NO_OWN_LIST = "No list of its own: the code's elements, a therapist's skill and function"
SETTLE_FIRST = "Settle the red flag before any question of code"
SKILL_LACKING = "; only for minutes that needed a therapist's skill, which is not described"
NOT_SEEN = "Wording on 97112 not seen: nothing to apply"


def draft_necessity(result: NecessityResult, book: ReadingBook, payers: Payers, persona: str) -> list[DraftStatement]:
    """The summary first, then its reasons, the payer's standing and published answers.

    Red flags are no statements: they stand in the determination, which is drawn before them.
    """
    drafts = [
        DraftStatement(summarize(result, book, payers), ANSWER, _summary_cites(result), "computed"),
        *_reason_drafts(result),
        *_payer_drafts(result, payers),
        *_view_drafts(result),
    ]
    order = ORDER.get(persona, ORDER["clinician"])
    return sorted(drafts, key=lambda draft: order.index(draft.section))


def draft_sign_alone(result: NecessityResult) -> DraftStatement:
    """What stands under an urgent red flag where nothing of a code is asked."""
    cites = tuple(dict.fromkeys(cite for flag in result.red_flags for cite in flag.cites))
    return DraftStatement(f"{SETTLE_FIRST}.", ANSWER, cites[:MOST_SUMMARY_CITES], "computed")


def summarize(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    """The direct answer in one sentence, always as described; an urgent red flag is never passed over."""
    sentence = _answer_sentence(result, book, payers)
    if result.is_urgent:
        return f"{SETTLE_FIRST}; {sentence[:1].lower()}{sentence[1:]}"
    return sentence


def _answer_sentence(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    match result.status:
        case "supported":
            return f"As described, 97112 is supported: {_what_is_met(result, book)}; {_who_accepts(result, payers)}."
        case "not_supported":
            return f"As described, 97112 is not supported: {_why_not(result, payers)}{_instead(result)}."
        case "depends_on_payer" if not result.payers and not (result.refusing or result.silent):
            return (
                f"As described, every reading that is held here and in force supports 97112: "
                f"{_what_is_met(result, book)}; it still depends on the payer, as it is not said who pays."
            )
        case "depends_on_payer":
            return f"As described, 97112 depends on the payer: {_what_it_depends_on(result, book, payers)}."
        case "insufficient_information" if result.of_record:
            return (
                f"As it stands, this record would not hold for 97112: {_what_is_missing(result)}; "
                "only what was truly done and found may be added."
            )
        case "insufficient_information":
            return (
                "As described, there is not enough information to say that 97112 is supported: "
                f"{_what_is_missing(result)}{_diagnosis_alone(result)}."
            )


def to_determination(
    result: NecessityResult,
    case: Case,
    book: ReadingBook,
    payers: Payers,
    numbers: Numbers,
    sign_alone: bool = False,
) -> Determination:
    """The schema's determination, every cite numbered.

    Args:
        sign_alone: nothing of a code is asked beside an urgent red flag, and nothing of it is laid out.
    """
    if sign_alone:
        return Determination(
            status=result.status,
            summary=f"{SETTLE_FIRST}.",
            code_fit=result.code_fit,
            skilled_need=result.skilled_need,
            red_flags=_red_flags(result, numbers),
            findings=tuple(_finding_read(finding, book) for finding in case.findings),
        )
    return Determination(
        status=result.status,
        summary=summarize(result, book, payers),
        code_fit=result.code_fit,
        skilled_need=result.skilled_need,
        readings=tuple(_rows(result, numbers)),
        would_change=tuple(CitedText(text=a.text, citations=numbers(a.cites)) for a in result.would_change),
        alternatives=tuple(
            Alternative(code=a.code, why=f"{a.why}{SKILL_LACKING if a.unskilled else ''}", citations=numbers(a.cites))
            for a in result.alternatives
        ),
        red_flags=_red_flags(result, numbers),
        findings=tuple(_finding_read(finding, book) for finding in case.findings),
    )


def _red_flags(result: NecessityResult, numbers: Numbers) -> tuple[RedFlag, ...]:
    return tuple(
        RedFlag(text=f.text, action=f.action, level=f.level, citations=numbers(f.cites)) for f in result.red_flags
    )


def to_conflicts(result: NecessityResult, numbers: Numbers) -> tuple[Conflict, ...]:
    """Topics on which sources differ, positions side by side; first the readings that differ on this very case."""
    stored = tuple(
        Conflict(
            topic=rule.topic,
            positions=tuple(
                Position(holder=p.holder, says=p.says, date=p.date, citations=numbers(p.cites)) for p in rule.positions
            ),
        )
        for rule in result.conflicts
    )
    return (*_differing_readings(result, numbers), *stored)


def _differing_readings(result: NecessityResult, numbers: Numbers) -> Iterator[Conflict]:
    """One position for each answer that readings in force give, where they give more than one."""
    groups: dict[str, list[ReadingResult]] = {}
    for row in result.readings:
        if row.counts and row.reading.payers:
            groups.setdefault(_says(row), []).append(row)
    if result.status == "depends_on_payer" and len(groups) > 1:
        yield Conflict(
            topic="Is this case accepted as described?",
            positions=tuple(
                Position(
                    holder="; ".join(_dated_holder(row) for row in rows),
                    says=says,
                    date=rows[0].reading.effective if len(rows) == 1 else None,
                    citations=numbers(row.reading.cites[0] for row in rows),
                )
                for says, rows in groups.items()
            ),
        )


def _says(row: ReadingResult) -> str:
    if row.overall == "supported":
        return "Accepted, as described."
    gaps = [c.missing or c.text for c in row.criteria if c.status == "not_documented" and c.role == "requirement"]
    refused = [_lower_first(c.text) for c in row.criteria if c.status == "not_met" and c.role != "process"]
    return f"Not accepted: {'; '.join(refused)}." if refused else f"Not said: {joined(gaps)}."


def _reason_drafts(result: NecessityResult) -> Iterator[DraftStatement]:
    """The sources' own sentences on what this case has or lacks, without repetition."""
    for cite in list(dict.fromkeys(_reason_cites(result)))[:MOST_REASONS]:
        yield DraftStatement(cite.quote, WHY, (cite,), "quote")


def _reason_cites(result: NecessityResult) -> list[Cite]:
    """Why it is excluded; else what is published of a case like it, then why what it lacks is asked for.

    Before an urgent red flag is settled, the reasons for a code are left to the criteria.
    """
    if result.exclusions:
        return [cite for exclusion in _ending(result) for cite in exclusion.cites]
    if result.is_urgent:
        return []
    wanting = [c for row in _basis(result)[:1] for c in row.criteria if c.status != "met" and c.role != "process"]
    if result.status == "not_supported":
        wanting = [c for row in _refusing(result)[:1] for c in row.criteria if c.status == "not_met"]
        return [cite for criterion in wanting for cite in criterion.cites]
    fitting = ("reason",) if result.status == "insufficient_information" else ("reason", "support")
    own = [cite for view in result.source_views if view.about in fitting for cite in view.cites]
    lacking = [criterion.cites[0] for criterion in wanting]
    return [*own[: max(1, MOST_REASONS - len(lacking))], *lacking]


def _view_drafts(result: NecessityResult) -> Iterator[DraftStatement]:
    excluded_by = {cite for exclusion in result.exclusions for cite in exclusion.cites}
    for view in result.source_views:
        if view.about in VIEW_SECTIONS and not excluded_by.issuperset(view.cites):
            yield DraftStatement(view.text, VIEW_SECTIONS[view.about], view.cites, "computed")


def _payer_drafts(result: NecessityResult, payers: Payers) -> Iterator[DraftStatement]:
    """What the named payer's own documents say; nothing where no payer is named.

    Contractors of one program that read the code alike stand in one line; what is no longer in force is left
    to the criteria.
    """
    if not result.payers:
        return
    own = [row for row in result.readings if row.reading.payers]
    if len(own) > 1 and len(result.payers) == 1 and len(payer_scope(result.payers[0], payers)) > 1:
        yield from _program_drafts(row.reading for row in own if row.reading.in_force)
        return
    for cite in dict.fromkeys(cite for row in own for cite in row.reading.cites):
        yield DraftStatement(cite.quote, PAYER, (cite,), "quote")


def _program_drafts(readings: Iterable[BodyReading]) -> Iterator[DraftStatement]:
    families: dict[str, list[BodyReading]] = {}
    for reading in readings:
        families.setdefault(reading.family, []).append(reading)
    for alike in families.values():
        cites = tuple(dict.fromkeys(reading.cites[0] for reading in alike))
        if len(alike) == 1:
            yield DraftStatement(cites[0].quote, PAYER, cites[:1], "quote")
        else:
            holders = joined(list(dict.fromkeys(reading.holder for reading in alike)))
            names = {reading.name for reading in alike}
            said = names.pop() if len(names) == 1 else NO_OWN_LIST
            yield DraftStatement(f"{holders}: {_lower_first(said)}.", PAYER, cites, "computed")


def _criteria_cites(criteria: Sequence[CriterionResult], status: str | None) -> list[Cite]:
    return [cite for c in criteria if status in (None, c.status) and c.role != "process" for cite in c.cites]


def _summary_cites(result: NecessityResult) -> tuple[Cite, ...]:
    if result.exclusions:
        cites = [cite for exclusion in _ending(result) for cite in exclusion.cites[:1]]
    elif result.status == "depends_on_payer":
        rows = [r for r in result.readings if r.reading.payers and (r.counts or result.unseen)]
        cites = [cite for row in rows for cite in row.reading.cites[:1]]
    else:
        first = _basis(result)[0]
        cites = [*first.reading.cites[:1], *_criteria_cites(first.criteria, None)]
    if result.status == "not_supported" and not result.exclusions:
        cites = [c for row in _refusing(result) for c in _criteria_cites(row.criteria, "not_met")]
    return tuple(dict.fromkeys(cites))[:MOST_SUMMARY_CITES]


def _basis(result: NecessityResult) -> list[ReadingResult]:
    """The readings that decided: those that count, or the common one where none does."""
    return [r for r in result.readings if r.counts] or [r for r in result.readings if not r.reading.payers]


def _refusing(result: NecessityResult) -> list[ReadingResult]:
    return [row for row in _basis(result) if row.overall == "not_supported"]


def _what_is_met(result: NecessityResult, book: ReadingBook) -> str:
    """What the deciding reading asks, each with the findings that meet it."""
    met = [c for c in _basis(result)[0].criteria if c.status == "met" and c.role == "requirement"]
    ordered = sorted(met, key=lambda c: c.question)
    return "there is " + joined([f"{c.short} ({_labels(c.evidence, book)})" for c in ordered if c.short])


def _labels(evidence: Sequence[Finding], book: ReadingBook) -> str:
    labels = dict.fromkeys(book.labels.get(f.id, f.id) for f in evidence)
    return ", ".join(_lower_first(label) for label in list(labels)[:MOST_NAMED])


def _lower_first(label: str) -> str:
    """A label inside a sentence; a name with capitals of its own (Timed Up and Go, PNF) keeps its first one."""
    named = any(letter.isupper() for letter in label[1:].split(" (")[0])
    return label if named else label[:1].lower() + label[1:]


def _who_accepts(result: NecessityResult, payers: Payers) -> str:
    if not result.payers:
        return "every reading in force that can be applied accepts this"
    return f"this meets the reading of {_one_name(result.accepting, result, payers)}"


def _why_not(result: NecessityResult, payers: Payers) -> str:
    if result.exclusions:
        return "; and ".join(exclusion.because for exclusion in _ending(result)[:2])
    failed = (c for row in _refusing(result) for c in row.criteria if c.status == "not_met")
    texts = list(dict.fromkeys(c.denied or _lower_first(c.text) for c in failed))
    return f"under the reading of {_one_name(result.refusing, result, payers)} this is not met: {'; '.join(texts[:2])}"


def _ending(result: NecessityResult) -> tuple[Exclusion, ...]:
    """The exclusions that end the matter, where some do: what the work was for no longer counts then."""
    return tuple(exclusion for exclusion in result.exclusions if exclusion.no_code) or result.exclusions


def _one_name(holders: Sequence[str], result: NecessityResult, payers: Payers) -> str:
    """The payer's own name where several contractors apply its rules."""
    if len(holders) > 1 and len(result.payers) == 1 and result.payer in payers.by_id:
        return payers.name(result.payer)
    return joined(_holders(holders, result, payers)) or "every payer in force"


def _holders(holders: Sequence[str], result: NecessityResult, payers: Payers) -> Sequence[str]:
    """Of payers side by side, each by its own name where all of its contractors answer alike."""
    if len(result.payers) < 2:
        return holders
    names: list[str] = []
    for payer in result.payers:
        scope = set(payer_scope(payer, payers))
        own = [r.reading.holder for r in result.readings if r.counts and set(r.reading.payers) & scope]
        alike = [holder for holder in own if holder in holders]
        names += [payers.name(payer)] if len(alike) > 1 and alike == own else alike
    return names


def _instead(result: NecessityResult) -> str:
    """The codes to consider that were not named yet, or why there is none."""
    if result.no_code:
        return f"; no code is offered instead, because {result.no_code}"
    codes = [a.code for a in result.alternatives if not a.unskilled]
    said = " ".join(exclusion.because for exclusion in result.exclusions[:2])
    if len(codes) == 1 and codes[0] in said:
        return f", not {SUBJECT}"
    if codes:
        return f"; consider {joined(codes[:MOST_NAMED], 'or')}"
    unskilled = any(exclusion.question == "skilled_need" for exclusion in result.exclusions)
    return "; work that needs no therapist's skill is payable under no other therapy code" if unskilled else ""


def _what_it_depends_on(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    not_seen = f"the wording of {joined([_payer_name(name, payers) for name in result.unseen])} on 97112 was not seen"
    against = result.refusing or result.silent
    verb = "would not accept it" if result.refusing else "would want a finding that is not described"
    refused = f"{_some(_holders(against, result, payers))} {verb}"
    accepted = f"{_some(_holders(result.accepting, result, payers))} would accept this"
    if result.accepting and against:
        return f"{accepted}, while {refused}{'; ' + not_seen if result.unseen else ''}"
    if result.accepting:
        return f"{accepted}, and {not_seen if result.unseen else 'it is not said who pays'}"
    if against:
        return f"{refused}, and {not_seen}"
    return f"{_what_is_met(result, book)}, which fits the code, but {not_seen}"


def _payer_name(payer: str, payers: Payers) -> str:
    return payers.name(payer) if payer in payers.by_id else payer


def _what_is_missing(result: NecessityResult) -> str:
    """The gaps; what the case denies is not called unsaid."""
    criteria = [c for row in _basis(result)[:1] for c in row.criteria if c.status == "not_documented"]
    missing = list(dict.fromkeys(c.missing for c in criteria if c.missing and not c.denied))
    gaps = [f"it is not said {joined(missing)}"] if missing else []
    gaps += dict.fromkeys(c.denied for c in criteria if c.denied)
    return "; ".join(gaps) or "the payer's own criteria are not covered"


def _diagnosis_alone(result: NecessityResult) -> str:
    nothing_done = all(c.status != "met" for row in _basis(result)[:1] for c in row.criteria)
    return "; a diagnosis or symptom alone does not decide it" if nothing_done else ""


def _some(holders: Sequence[str]) -> str:
    named = list(dict.fromkeys(holders))
    if len(named) <= MOST_NAMED + 1:
        return joined(named)
    return f"{', '.join(named[:MOST_NAMED])} and {len(named) - MOST_NAMED} others"


def _rows(result: NecessityResult, numbers: Numbers) -> Iterator[Reading]:
    """The grid: what excludes the case under any reading, then readings; like ones stand in one row."""
    if result.exclusions:
        yield _exclusion_row(result, numbers)
    groups: dict[object, list[ReadingResult]] = {}
    for row in sorted(result.readings, key=lambda r: (not r.reading.in_force, not r.reading.evaluable)):
        key = (row.counts, row.criteria, _likeness(row)) if result.payers else _likeness(row)
        groups.setdefault(key, []).append(row if result.payers else _without_process(row))
    yield from (_row(alike, numbers) for alike in groups.values())


def _likeness(row: ReadingResult) -> object:
    """Rows with the same deciding criteria in the same standing are alike."""
    deciding = tuple(f"{c.id} {c.text}" for c in row.criteria if c.role != "process")
    return (bool(row.reading.payers), row.reading.in_force, row.reading.evaluable, deciding)


def _without_process(row: ReadingResult) -> ReadingResult:
    """One payer's paperwork is no criterion of all payers."""
    return replace(row, criteria=tuple(c for c in row.criteria if c.role != "process"))


def _row(alike: list[ReadingResult], numbers: Numbers) -> Reading:
    first = alike[0].reading
    single = len(alike) == 1
    shared_name = NO_OWN_LIST if alike[0].criteria else NOT_SEEN
    return Reading(
        id=first.id if single else "+".join(row.reading.id for row in alike),
        name=first.name if single else shared_name,
        holder="; ".join(_dated_holder(row) for row in alike) if not single else first.holder,
        in_force=first.in_force,
        effective=first.effective if single else None,
        status=first.status if single else ("in force when read" if first.in_force else "not current"),
        criteria=tuple(_criterion(c, numbers) for c in alike[0].criteria),
        note=first.note if single else "",
    )


def _dated_holder(row: ReadingResult) -> str:
    date = row.reading.effective or row.reading.retired
    return f"{row.reading.holder} ({date})" if date else row.reading.holder


def _exclusion_row(result: NecessityResult, numbers: Numbers) -> Reading:
    return Reading(
        id="any-reading",
        name="What 97112 is not, whatever the payer",
        holder="CPT and Medicare",
        in_force=True,
        effective=None,
        status="in force",
        criteria=tuple(
            Criterion(
                id=e.id,
                text=f"Not so if {e.because}",
                status="not_met",
                evidence=_evidence(e.evidence),
                citations=numbers(e.cites),
            )
            for e in result.exclusions
        ),
    )


def _criterion(result: CriterionResult, numbers: Numbers) -> Criterion:
    return Criterion(
        id=result.id,
        text=result.text,
        status=result.status,
        evidence=_evidence(result.evidence),
        citations=numbers(result.cites),
    )


def _evidence(findings: Sequence[Finding]) -> str | None:
    """The question's own words, in the order in which they stand there."""
    spans = sorted({(f.span.start, f.span.text) for f in findings})
    return "; ".join(dict.fromkeys(text for _, text in spans)) or None


def _finding_read(finding: Finding, book: ReadingBook) -> FindingRead:
    return FindingRead(
        id=finding.id,
        label=book.labels.get(finding.id, finding.id),
        presence=finding.presence,
        value=finding.value,
        unit=finding.unit,
        start=finding.span.start,
        end=finding.span.end,
        text=finding.span.text,
    )
