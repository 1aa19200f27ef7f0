"""A checked note as plain lines, for the page and the command line to draw."""

from dataclasses import dataclass
from typing import Literal

from rules.cite import Cite
from rules.note_visits import VisitMinutes
from rules.notes import NoteElement, NoteProblem, NoteReport

Section = Literal["elements", "problems", "phrases", "minutes"]

STATUS_WORDS = {
    "present": "present",
    "weak": "weak",
    "missing": "missing",
    "elsewhere": "not in this note; it may stand elsewhere in the record",
}
CAUTION = (
    "Read from the words of the note alone. Weak means named, without the detail that would show it. "
    "One missing item does not by itself decide a case, and a note is corrected only with what was truly done "
    "and observed."
)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line: `quote` is an exact slice of the masked note, empty where nothing was found."""

    section: Section
    id: str
    status: str
    label: str
    text: str
    quote: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class NoteDescription:
    summary: str
    lines: tuple[NoteLine, ...]
    caution: str = CAUTION


def describe_note(report: NoteReport) -> NoteDescription:
    """Elements first (weak and missing before present), then problems, marked phrases and minutes."""
    ranked = sorted(report.elements, key=lambda e: ["missing", "weak", "present", "elsewhere"].index(e.status))
    return NoteDescription(
        summary=_summary(report),
        lines=(
            *(_element_line(element) for element in ranked),
            *(_problem_line("problems", problem) for problem in report.problems),
            *(_problem_line("phrases", phrase) for phrase in report.phrases),
            *(_minutes_line(number, visit) for number, visit in enumerate(report.minutes, 1)),
        ),
    )


def _summary(report: NoteReport) -> str:
    judged = [element for element in report.elements if element.status != "elsewhere"]
    counts = {status: sum(e.status == status for e in judged) for status in ("present", "weak", "missing")}
    notes = "1 note" if report.visits == 1 else f"{report.visits} notes"
    count = len(report.problems)
    points = "nothing speaks" if not count else "1 point speaks" if count == 1 else f"{count} points speak"
    return (
        f"{notes}: of {len(judged)} elements {counts['present']} are present, {counts['weak']} weak and "
        f"{counts['missing']} missing; {points} against 97112 as billed."
    )


def _element_line(element: NoteElement) -> NoteLine:
    quote = element.span.text if element.span else ""
    return NoteLine(
        "elements", element.id, STATUS_WORDS[element.status], element.label, element.why, quote, element.cites
    )


def _problem_line(section: Section, problem: NoteProblem) -> NoteLine:
    quote = problem.span.text if problem.span else ""
    return NoteLine(section, problem.id, "", problem.label, problem.text, quote, problem.cites)


def _minutes_line(number: int, visit: VisitMinutes) -> NoteLine:
    by_code = ", ".join(f"{code} {minutes} min" for code, minutes in visit.by_code.items()) or "not stated"
    billed = ", ".join(f"{code} x{units}" for code, units in visit.billed.items()) or "not stated"
    timed = "not stated" if visit.timed is None else f"{visit.timed}"
    total = "not stated" if visit.total is None else f"{visit.total}"
    text = f"Minutes by code: {by_code}. Timed total: {timed}. Total treatment: {total}. Units billed: {billed}."
    return NoteLine("minutes", f"visit_{number}", "", f"Visit {number}", text, "", ())
