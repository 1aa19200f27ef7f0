"""Checks a de-identified note: which elements it holds, and what in it speaks against the code.

It says what is there and never writes what is not (`refuses_writing`). A missing element does not by
itself settle a case: the whole record counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rules.cite import Cite
from rules.note_elements import ElementRule, NoteRules, Patterns, ProblemRule
from rules.note_visits import (
    VisitMinutes,
    described_under_97112,
    read_minutes,
    same_visits,
    sentences,
    split_visits,
    without_empty_headings,
    without_other_codes,
)
from rules.tables import Tables
from understand.case import Span

Status = Literal["present", "weak", "missing", "elsewhere"]


@dataclass(frozen=True, slots=True)
class NoteElement:
    """One element of a note; `span` is the sentence of the note that shows it, None where none does."""

    id: str
    label: str
    why: str
    status: Status
    span: Span | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """Something that speaks against the code as billed: a few words, and a sentence that stands alone."""

    id: str
    label: str
    text: str
    span: Span | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class NoteReport:
    """What a note, or a file of several visits' notes, holds and lacks.

    `elements` speak of the whole file; `minutes` has one entry a visit, in order.
    """

    elements: tuple[NoteElement, ...]
    problems: tuple[NoteProblem, ...]
    phrases: tuple[NoteProblem, ...]
    minutes: tuple[VisitMinutes, ...]
    visits: int

    def status(self, element_id: str) -> Status:
        """The status of one element; "missing" for an unknown id."""
        return next((element.status for element in self.elements if element.id == element_id), "missing")


@dataclass(frozen=True, slots=True)
class WritingRefusal:
    """Why a request to write or word a note is refused."""

    text: str
    span: Span
    cites: tuple[Cite, ...]


def check_note(text: str, rules: NoteRules, tables: Tables) -> NoteReport:
    """Reads a note whose identifiers are masked; several visits in one text are told apart by dates."""
    visits = split_visits(text)
    minutes = tuple(read_minutes(visit) for visit in visits)
    elements = tuple(_check_element(text, rule) for rule in rules.elements)
    return NoteReport(
        elements=elements,
        problems=(
            *_found_problems(text, rules),
            *_follow_from_elements(elements, rules),
            *_follow_from_visits(visits, rules),
            *_follow_from_minutes(minutes, rules, tables),
        ),
        phrases=tuple(_phrases(text, rules.phrases)),
        minutes=minutes,
        visits=len(visits),
    )


def refuses_writing(request: str, rules: NoteRules) -> WritingRefusal | None:
    """The refusal of a request to write, reword or complete a note; None for any other request."""
    for pattern in rules.writing.patterns:
        match = pattern.search(request)
        if match:
            return WritingRefusal(rules.writing.text, _span(request, match.start(), match.end()), rules.writing.cites)
    return None


def _check_element(text: str, rule: ElementRule) -> NoteElement:
    expected = rule.when is None or bool(rule.when.search(text))
    read = without_empty_headings(text)
    read = without_other_codes(read) if rule.in_code else read
    status, place = _judge(read, rule) if expected else ("missing", None)
    if rule.elsewhere and status == "missing" and not (rule.when and expected):
        status = "elsewhere"
    span = _sentence_at(text, *place) if place else None
    return NoteElement(rule.id, rule.label, rule.why, status, span, rule.cites)


def _judge(text: str, rule: ElementRule) -> tuple[Status, tuple[int, int] | None]:
    content = _blanked(text, rule.void)
    for pattern in rule.present:
        match = pattern.search(content)
        if match:
            return "present", match.span()
    parts = {name: match for name, pattern in rule.parts.items() if (match := pattern.search(content))}
    if parts:
        enough = len(parts) >= rule.enough and (rule.needed is None or rule.needed in parts)
        return ("present" if enough else "weak"), _fullest_sentence(content, rule)
    for pattern in rule.weak:
        match = pattern.search(text)
        if match:
            return "weak", match.span()
    return "missing", None


def _fullest_sentence(text: str, rule: ElementRule) -> tuple[int, int]:
    """The sentence that shows the most parts, `needed` among them where one does; the first of equals."""

    def shown(place: tuple[int, int]) -> tuple[int, bool]:
        found = {name for name, pattern in rule.parts.items() if pattern.search(text[slice(*place)])}
        return len(found), rule.needed in found

    first, last = max(sentences(text), key=shown)
    lead = len(text[first:last]) - len(text[first:last].lstrip())
    return first + lead, first + lead + 1


def _blanked(text: str, void: Patterns) -> str:
    """The text with blanks for what is no content; places stay the same."""
    for pattern in void:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def _found_problems(text: str, rules: NoteRules) -> Iterator[NoteProblem]:
    described = described_under_97112(text)
    for rule in rules.problems:
        places = described if rule.in_code else [(0, len(text))]
        if any(pattern.search(text[start:end]) for pattern in rule.unless for start, end in places):
            continue
        hit = next(_hits(text, rule, places), None)
        if hit:
            yield NoteProblem(rule.id, rule.label, rule.text, _sentence_at(text, *hit), rule.cites)


def _hits(text: str, rule: ProblemRule, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in places:
        for pattern in rule.patterns:
            for match in pattern.finditer(text[start:end]):
                yield start + match.start(), start + match.end()


def _phrases(text: str, rule: ProblemRule) -> Iterator[NoteProblem]:
    marked: set[str] = set()
    for start, end in sorted(set(_hits(text, rule, [(0, len(text))]))):
        if text[start:end].lower() in marked:
            continue
        marked.add(text[start:end].lower())
        yield NoteProblem(rule.id, rule.label, rule.text, _span(text, start, end), rule.cites)


def _follow_from_elements(elements: tuple[NoteElement, ...], rules: NoteRules) -> Iterator[NoteProblem]:
    missing = {element.id for element in elements if element.status == "missing"}
    weak = {element.id for element in elements if element.status == "weak"}
    for rule in rules.derived.values():
        if (rule.missing or rule.weak) and missing.issuperset(rule.missing) and weak.issuperset(rule.weak):
            yield NoteProblem(rule.id, rule.label, rule.text, None, rule.cites)


def _follow_from_visits(visits: tuple[str, ...], rules: NoteRules) -> Iterator[NoteProblem]:
    if same_visits(visits):
        for key in ("boilerplate", "unskilled_repetition"):
            rule = rules.derived[key]
            yield NoteProblem(rule.id, rule.label, rule.text, None, rule.cites)


def _follow_from_minutes(minutes: tuple[VisitMinutes, ...], rules: NoteRules, tables: Tables) -> Iterator[NoteProblem]:
    for visit in minutes:
        timed_codes = {code: m for code, m in visit.by_code.items() if _is_timed(code, tables)}
        timed = visit.timed if visit.timed is not None else sum(timed_codes.values()) or None
        billed = {code: units for code, units in visit.billed.items() if _is_timed(code, tables)}
        if visit.rest and timed is not None:
            yield _derived(rules, "rest_counted", f"{visit.rest} of the {timed} minutes.")
            timed -= visit.rest
        yield from _units_over(timed, billed, rules, tables, visit.total)
        if visit.timed is not None and timed_codes and sum(timed_codes.values()) > visit.timed:
            yield _derived(rules, "minutes_disagree", f"{sum(timed_codes.values())} against {visit.timed} minutes.")
        if visit.timed is not None and visit.total is not None and visit.timed > visit.total:
            yield _derived(rules, "timed_exceeds_total", f"{visit.timed} against {visit.total} minutes.")


def _units_over(
    timed: int | None, billed: dict[str, int], rules: NoteRules, tables: Tables, whole: int | None = None
) -> Iterator[NoteProblem]:
    """More units than the timed minutes allow, or, where no timed minutes are told, than the whole visit does."""
    minutes = timed if timed is not None else whole
    if minutes is None:
        return
    rule = tables.minute_rules["cms"]
    allowed, claimed = rule.units(minutes), sum(billed.values())
    if claimed > allowed or (allowed == 0 and timed is not None):
        kind = "timed minutes" if timed is not None else "minutes, the whole visit,"
        units = f"{minutes} {kind} are {allowed} unit{'' if allowed == 1 else 's'} by {rule.name}"
        told = f"{claimed} {'was' if claimed == 1 else 'were'} billed." if claimed else "none can be billed."
        yield _derived(rules, "minutes_do_not_support_units", f"{units}; {told}")


def _derived(rules: NoteRules, key: str, detail: str) -> NoteProblem:
    rule = rules.derived[key]
    return NoteProblem(rule.id, rule.label, f"{rule.text[:-1]}: {detail}", None, rule.cites)


def _is_timed(code: str, tables: Tables) -> bool:
    return code not in tables.codes or tables.codes[code].timed


def _sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence or line around a hit, without the blanks at its ends."""
    bounds = [(first, last) for first, last in sentences(text) if first < end and last > start]
    first, last = (bounds[0][0], max(bounds[-1][1], end)) if bounds else (start, end)
    kept = text[first:last]
    first += len(kept) - len(kept.lstrip())
    return _span(text, first, first + len(re.sub(r"\s+$", "", kept.lstrip())))


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
