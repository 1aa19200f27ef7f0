"""The criteria grid of a determination: each reading's criteria, with the question's own words beside them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from answer.schema import ANY_READING, Criterion, FindingRead, Reading
from rules.cite import Cite
from rules.necessity import CriterionResult, NecessityResult, ReadingResult
from rules.readings import ReadingBook
from understand.case import Finding

Numbers = Callable[[Iterable[Cite]], tuple[int, ...]]
NO_OWN_LIST = "No list of its own: the code's elements, a therapist's skill and function"
NOT_SEEN = "Wording on 97112 not seen: nothing to apply"


def grid_rows(result: NecessityResult, numbers: Numbers) -> Iterator[Reading]:
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
        holder="; ".join(dated_holder(row) for row in alike) if not single else first.holder,
        in_force=first.in_force,
        effective=first.effective if single else None,
        status=first.status if single else ("in force when read" if first.in_force else "not current"),
        criteria=tuple(_criterion(c, numbers) for c in alike[0].criteria),
        note=first.note if single else "",
    )


def dated_holder(row: ReadingResult) -> str:
    date = row.reading.effective or row.reading.retired
    return f"{row.reading.holder} ({date})" if date else row.reading.holder


def _exclusion_row(result: NecessityResult, numbers: Numbers) -> Reading:
    return Reading(
        id=ANY_READING,
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


def finding_read(finding: Finding, book: ReadingBook) -> FindingRead:
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
