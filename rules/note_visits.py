"""A file of notes cut into visits, where 97112 is described, and its minutes and billed units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

VISIT_START = re.compile(
    r"^(?=(?:[-=*_]{3,}\s*\n|(?:(?:date(?: of service)?|dos|visit date|visit|note)\W{0,3})?"
    r"(?:\[date of service|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d)))",
    re.IGNORECASE | re.MULTILINE,
)
CODE = re.compile(r"(?<![\d$.])(?:9\d{4}|G0283)(?!\d)")
CODE_97112 = re.compile(r"97112|\bneuro(?:muscular)?[ -]*re-?ed(?:ucation)?\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^\n.]*(?:\.(?!\s|$)[^\n.]*)*[.\n]?")
CLOSES_CODE = re.compile(
    r"\s*(?:goals?|plan|timed|total|sign|electronically|charges|billed)\b", re.IGNORECASE
)
UNITS = re.compile(
    r"(?P<code>9\d{4}|G0283)\s*(?:[x×*]\s*|[-:(]?\s*(?=\d\s*units?))(?P<units>\d)(?!\d)"
    r"|(?P<count>\d) units? (?:of )?(?P<of>9\d{4})",
    re.IGNORECASE,
)
CODE_MINUTES = re.compile(
    r"(?P<code>9\d{4}|G0283)(?:\s*[x×]\s*\d+)?[^\n\d.]{0,60}?\(?(?P<minutes>\d{1,3})\s*(?:min\w*\b|['’′])",
    re.IGNORECASE,
)
TIMED_TOTAL = re.compile(
    r"\b(?:total )?timed(?:[- ]code)?(?: (?:total|min(?:ute)?s?|tx|treatment|time|codes?))*\s*[:=]?\s*(?P<after>\d+)"
    r"|\b(?P<before>\d+)\s*(?:min(?:ute)?s? )?timed\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\btotal\b(?! timed)\s*(?:(?:treatment|tx|session|visit|therapy|time|min(?:ute)?s?)\s*)*[:=]?\s*(?P<after>\d+)"
    r"|\b(?P<before>\d+) total min",
    re.IGNORECASE,
)
SAME = 90
"""Notes of two visits this similar, of 100, with dates and numbers of visits left out, are the same note."""
LEAST_WORDS = 8


@dataclass(frozen=True, slots=True)
class VisitMinutes:
    """Minutes and units as one visit's note states them; None and empty where it does not."""

    by_code: Mapping[str, int]
    billed: Mapping[str, int]
    timed: int | None
    total: int | None


def split_visits(text: str) -> tuple[str, ...]:
    """The notes of a file: a new one begins with a line that starts with a date, or after a rule."""
    parts = [part for part in VISIT_START.split(text) if part.strip(" \n-=*_")]
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1].split()) < LEAST_WORDS:  # a heading, not yet a note
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined) or (text,)


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of sentences and lines; a decimal point ends none."""
    return [match.span() for match in SENTENCE.finditer(text) if match[0].strip()]


def described_under_97112(text: str) -> list[tuple[int, int]]:
    """Places of the sentences that describe 97112: from its name to the next code, goal or total."""
    described, inside, named = [], False, False
    for start, end in sentences(text):
        sentence = text[start:end]
        here, others = CODE_97112.search(sentence), [c for c in CODE.findall(sentence) if c != "97112"]
        if CLOSES_CODE.match(sentence):
            inside = False
        elif here:
            inside = named = True
        elif others:
            inside = False
        if inside:
            described.append((start, end))
    return described if named else [(0, len(text))]


def without_other_codes(text: str) -> str:
    """The text with blanks where only another code than 97112 is described; places stay the same."""
    blanked, inside = text, False
    for start, end in sentences(text):
        sentence = text[start:end]
        others = [code for code in CODE.findall(sentence) if code != "97112"]
        if CODE_97112.search(sentence) or CLOSES_CODE.match(sentence):
            inside = False
        elif others:
            inside = True
        if inside:
            blanked = blanked[:start] + re.sub(r"[^\n]", " ", sentence) + blanked[end:]
    return blanked


def read_minutes(visit: str) -> VisitMinutes:
    """Reads the minutes of codes, the two totals and the units billed of one visit."""
    by_code: dict[str, int] = {}
    for match in CODE_MINUTES.finditer(visit):
        by_code.setdefault(match["code"].upper(), int(match["minutes"]))
    billed: dict[str, int] = {}
    for match in UNITS.finditer(visit):
        code, units = (match["code"] or match["of"]).upper(), int(match["units"] or match["count"])
        billed[code] = max(billed.get(code, 0), units)
    return VisitMinutes(by_code, billed, _number(TIMED_TOTAL.search(visit)), _number(WHOLE.search(visit)))


def same_visits(visits: tuple[str, ...]) -> bool:
    """Whether notes of different visits are nearly word for word the same."""
    plain = [
        re.sub(r"\[[^\]]*\]|\d+/\d+/\d+|\d{4}-\d\d-\d\d|visit #?\d+", "", visit.lower()) for visit in visits
    ]
    long = [visit for visit in plain if len(visit.split()) >= LEAST_WORDS]
    return any(fuzz.ratio(one, other) >= SAME for one, other in combinations(long, 2))


def _number(match: re.Match[str] | None) -> int | None:
    return int(match["after"] or match["before"]) if match else None
