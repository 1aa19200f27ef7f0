"""A decided case as drafts and as the parts of the Answer.

`draft_necessity` gives sentences still without numbers, `to_determination` and `to_conflicts` the
schema's parts; a persona changes the order of sections and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence

from answer.draft import OPENING, DraftStatement
from answer.necessity_grid import NO_OWN_LIST, Numbers, dated_holder, finding_read, grid_rows
from answer.necessity_sentence import SETTLE_FIRST, summarize
from answer.schema import (
    Alternative,
    CitedText,
    Conflict,
    Determination,
    Position,
    RedFlag,
)
from rules.cite import Cite
from rules.necessity import CriterionResult, NecessityResult, ReadingResult, payer_scope
from rules.readings import Reading as BodyReading
from rules.readings import ReadingBook
from rules.wording import joined, lower_first
from understand.case import Case
from understand.payers import Payers

WHY, PAYER = "Why", "What is known of the payer"
PUBLISHED, EVIDENCE = "A published answer to this case", "How strong the clinical evidence is"
BESIDE, TOLD = "Other work in the same visit", "What else was told"
VIEW_SECTIONS = {"answer": PUBLISHED, "evidence": EVIDENCE, "beside": BESIDE, "told": TOLD}
ORDER = {
    "clinician": (OPENING, BESIDE, TOLD, WHY, PAYER, EVIDENCE, PUBLISHED),
    "biller": (OPENING, BESIDE, TOLD, PAYER, WHY, PUBLISHED, EVIDENCE),
    "educator": (OPENING, BESIDE, TOLD, WHY, PUBLISHED, EVIDENCE, PAYER),
}
# Quotations that stand as reasons: more would repeat the criteria grid.
MOST_REASONS = 3
MOST_SUMMARY_CITES = 6
# What stands under an urgent red flag where nothing of a code is asked.
SIGN_ALONE = f"{SETTLE_FIRST}."
SKILL_LACKING = "; only for minutes that needed a therapist's skill, which is not described"


def draft_necessity(result: NecessityResult, book: ReadingBook, payers: Payers, persona: str) -> list[DraftStatement]:
    """The summary first, then its reasons, the payer's standing and published answers.

    Red flags are no statements: they stand in the determination, which is drawn before them. Before an urgent one
    is settled nothing else is told of a code: whoever reads it has something to do.
    """
    opening = DraftStatement(summarize(result, book, payers), OPENING, _summary_cites(result), "computed")
    if result.is_urgent:
        return [opening]
    drafts = [opening, *_reason_drafts(result), *_payer_drafts(result, payers), *_view_drafts(result)]
    order = ORDER.get(persona, ORDER["clinician"])
    return sorted(drafts, key=lambda draft: order.index(draft.section))


def draft_sign_alone(result: NecessityResult) -> DraftStatement:
    """What stands under an urgent red flag where nothing of a code is asked."""
    cites = tuple(dict.fromkeys(cite for flag in result.red_flags for cite in flag.cites))
    return DraftStatement(SIGN_ALONE, OPENING, cites[:MOST_SUMMARY_CITES], "computed")


def to_determination(
    result: NecessityResult,
    case: Case,
    book: ReadingBook,
    payers: Payers,
    numbers: Numbers,
    alone: str = "",
) -> Determination:
    """The schema's determination, every cite numbered.

    Args:
        alone: the one sentence that stands for all of it, so that no reading is laid out.
    """
    if alone:
        return Determination(
            status=result.status,
            summary=alone,
            code_fit=result.code_fit,
            skilled_need=result.skilled_need,
            red_flags=_red_flags(result, numbers),
            findings=tuple(finding_read(finding, book) for finding in case.findings),
        )
    return Determination(
        status=result.status,
        summary=summarize(result, book, payers),
        code_fit=result.code_fit,
        skilled_need=result.skilled_need,
        readings=tuple(grid_rows(result, numbers)),
        would_change=tuple(CitedText(text=a.text, citations=numbers(a.cites)) for a in result.would_change),
        alternatives=tuple(
            Alternative(code=a.code, why=f"{a.why}{SKILL_LACKING if a.unskilled else ''}", citations=numbers(a.cites))
            for a in result.alternatives
        ),
        red_flags=_red_flags(result, numbers),
        findings=tuple(finding_read(finding, book) for finding in case.findings),
    )


def _red_flags(result: NecessityResult, numbers: Numbers) -> tuple[RedFlag, ...]:
    return tuple(
        RedFlag(text=f.text, action=f.action, level=f.level, citations=numbers(f.cites)) for f in result.red_flags
    )


def to_conflicts(result: NecessityResult, numbers: Numbers) -> tuple[Conflict, ...]:
    """Topics on which sources differ, positions side by side; first the readings that differ on this very case.

    None before an urgent red flag is settled.
    """
    if result.is_urgent:
        return ()
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
                    holder="; ".join(dated_holder(row) for row in rows),
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
    refused = [lower_first(c.text) for c in row.criteria if c.status == "not_met" and c.role != "process"]
    return f"Not accepted: {'; '.join(refused)}." if refused else f"Not said: {joined(gaps)}."


def _reason_drafts(result: NecessityResult) -> Iterator[DraftStatement]:
    """The sources' own sentences on what this case has or lacks, without repetition."""
    for cite in list(dict.fromkeys(_reason_cites(result)))[:MOST_REASONS]:
        yield DraftStatement(cite.quote, WHY, (cite,), "quote")


def _reason_cites(result: NecessityResult) -> list[Cite]:
    """Why it is excluded; else what is published of a case like it, then why what it lacks is asked for."""
    if result.exclusions:
        return [cite for exclusion in result.ending for cite in exclusion.cites]
    wanting = [c for row in result.basis[:1] for c in row.criteria if c.status != "met" and c.role != "process"]
    if result.status == "not_supported":
        wanting = [c for row in result.refused_by[:1] for c in row.criteria if c.status == "not_met"]
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
    own.sort(key=lambda row: not row.counts)
    for cite in dict.fromkeys(cite for row in own for cite in _says_of_itself(row)):
        yield DraftStatement(cite.quote, PAYER, (cite,), "quote")


def _says_of_itself(row: ReadingResult) -> tuple[Cite, ...]:
    """What a reading says; of one that was replaced and decides for its own time, what it asked."""
    if row.counts and not row.reading.in_force:
        return (*(cite for criterion in row.reading.criteria[:1] for cite in criterion.cites), *row.reading.cites)
    return row.reading.cites


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
            yield DraftStatement(f"{holders}: {lower_first(said)}.", PAYER, cites, "computed")


def _criteria_cites(criteria: Sequence[CriterionResult], status: str | None) -> list[Cite]:
    return [cite for c in criteria if status in (None, c.status) and c.role != "process" for cite in c.cites]


def _summary_cites(result: NecessityResult) -> tuple[Cite, ...]:
    first = result.basis[0]
    cites = [*first.reading.cites[:1], *_criteria_cites(first.criteria, None)]
    if result.exclusions:
        cites = [cite for exclusion in result.ending for cite in exclusion.cites[:1]]
    elif result.status == "depends_on_payer":
        rows = [r for r in result.readings if r.reading.payers and (r.counts or result.unseen)]
        cites = [cite for row in rows for cite in row.reading.cites[:1]] or cites
    if result.status == "not_supported" and not result.exclusions:
        cites = [c for row in result.refused_by for c in _criteria_cites(row.criteria, "not_met")]
    return tuple(dict.fromkeys(cites))[:MOST_SUMMARY_CITES]
