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
CLOSES_CODE = re.compile(r"\s*(?:goals?|plan|timed|total|sign|electronically|charges|billed)\b", re.IGNORECASE)
HEADING = re.compile(r"^[ \t]*[A-Za-z][\w /()&'-]{0,38}:", re.MULTILINE)
SECTION_OF_A_NOTE = re.compile(r"[ \t]*(?:[SOAP]:|[A-Za-z][A-Za-z /()&'-]{2,38}:)")
NOTHING_SAID = re.compile(
    r"[ \t]*(?:(?:n/?a|none|nil|tbd|see (?:above|below|eval\w*|flow ?sheet))\b[ \t.]*|[-_ \t.]*)$",
    re.IGNORECASE,
)
UNITS = re.compile(
    r"(?P<code>9\d{4}|G0283)(?:-\w\w)*\s*(?:[x×*]\s*|[-:(]?\s*(?=\d\s*units?)|\((?=\d\)))(?P<units>\d)(?!\d|\s*(?:min|['’′]))"
    r"|(?P<count>\d) units? (?:of )?(?P<of>9\d{4})",
    re.IGNORECASE,
)
STATED = r"(?P<minutes>\d{1,3})\s*(?:min\w*\b|['’′])"
CODE_MINUTES = re.compile(
    r"(?P<code>9\d{4}|G0283)(?:-\w\w)*(?:\s*[x×]\s*\d+(?!\d|\s*(?:min|['’′])))?"
    r"(?:\s*\d{1,2}:\d\d ?(?:-|–|to) ?\d{1,2}:\d\d)?"
    rf"(?:[^\n\d.]{{0,60}}?(?:\(?{STATED}|\bmin\w*\s*[:=]\s*(?P<after>\d{{1,3}}))|\s*=\s*(?P<equals>\d{{1,3}})\b)",
    re.IGNORECASE,
)
NAME_MINUTES = re.compile(
    rf"(?:\bneuro(?:muscular)?[ -]*re-?(?:ed(?:ucation)?|training)\b|\bNMRE?\b)[^\n\d.,;&+/]{{0,25}}?\(?{STATED}",
    re.IGNORECASE,
)
TIMED_TOTALS = (
    re.compile(r"(?<!un)timed\b(?! up| get| walk| stand)[^.,;/|\n\d]{0,30}?(\d+)\b(?!/)", re.IGNORECASE),
    re.compile(
        r"\b(\d+)\s*(?:min\w*\.?|m\b|['’′])?\s*(?:(?:of (?:them|these|which)|were|was|are|in|total) ){0,3}timed\b",
        re.IGNORECASE,
    ),
)
WHOLE_TOTALS = (
    re.compile(
        r"(?<!timed )\btot(?:al)?\b\.?(?! timed| knee| hip| shoulder)(?:[\s:=]|\b(?:treatment|tx|session|visit|therapy"
        r"|contact|encounter|service|time|min(?:ute)?s?|duration|length|of|is|was)\b)*(\d+)\b(?![/:])",
        re.IGNORECASE,
    ),
    re.compile(r"\b(\d+)\s*(?:min\w*\.?|m\b)? ?(?:tot(?:al)?\b(?! timed| knee| hip)|overall)", re.IGNORECASE),
    re.compile(r"\b(?:all|whole|entire) (?:the )?(?:min\w*|time|session|visit)\s*[:=]?\s*(\d+)\b", re.IGNORECASE),
)
REST = re.compile(
    r"\b(?P<before>\d+)\s*min\w*\.? (?:of )?(?:\w+ )?rest(?:s|ed|ing)?\b"
    r"|\brest(?:s|ed|ing)?\b[^.\n\d]{0,15}(?P<after>\d+)\s*min",
    re.IGNORECASE,
)
MINUTES = re.compile(r"\b(\d+)\s*(?:min\w*\b|['’′])", re.IGNORECASE)
REST_LEFT_OUT = re.compile(r"\b(?:not (?:counted|timed|billed|included)|untimed|exclud\w+|minus|less)\b", re.IGNORECASE)
SAME = 90
"""Notes of two visits this similar, of 100, with dates and numbers of visits left out, are the same note."""
LEAST_WORDS = 8


@dataclass(frozen=True, slots=True)
class VisitMinutes:
    """Minutes and units as one visit's note states them; None and empty where it does not.

    Attributes:
        rest: minutes of rest that the timed total counts in, 0 where none is.
    """

    by_code: Mapping[str, int]
    billed: Mapping[str, int]
    timed: int | None
    total: int | None
    rest: int = 0


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
        elif SECTION_OF_A_NOTE.match(sentence):
            inside = False
        if inside:
            blanked = blanked[:start] + re.sub(r"[^\n]", " ", sentence) + blanked[end:]
        if text[end - 1 : end + 1].endswith("\n") and _is_closed(text[text.rfind("\n", 0, start) + 1 : end]):
            inside = False
    return blanked


def without_empty_headings(text: str) -> str:
    """The text with blanks for headings that nothing follows; places stay the same.

    A heading alone on its line is empty when the next line is a heading too, or when nothing follows.
    """
    lines = text.splitlines(keepends=True)
    kept = []
    for number, line in enumerate(lines):
        heading = HEADING.match(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        rest = line[heading.end() :].rstrip("\n") if heading else "said"
        empty = NOTHING_SAID.match(rest) and (rest.strip() or _is_heading(following))
        kept.append(re.sub(r"[^\n]", " ", line) if empty else line)
    return "".join(kept)


def _is_heading(line: str) -> bool:
    return not line.strip() or HEADING.match(line) is not None or line.strip().isupper()


def _is_closed(line: str) -> bool:
    """Whether a code's line says all of it: it describes after a colon, or ends its sentence."""
    return line.rstrip().endswith(".") or re.search(r":\s*\S", line) is not None


def read_minutes(visit: str) -> VisitMinutes:
    """Reads the minutes of codes, the two totals and the units billed of one visit."""
    by_code: dict[str, int] = {}
    for match in CODE_MINUTES.finditer(visit):
        by_code.setdefault(match["code"].upper(), int(match["minutes"] or match["after"] or match["equals"]))
    named = NAME_MINUTES.search(visit)
    if named:
        by_code.setdefault("97112", int(named["minutes"]))
    billed: dict[str, int] = {}
    for match in UNITS.finditer(visit):
        code, units = (match["code"] or match["of"]).upper(), int(match["units"] or match["count"])
        billed[code] = max(billed.get(code, 0), units)
    timed, total = _first_number(visit, TIMED_TOTALS), _first_number(visit, WHOLE_TOTALS)
    return VisitMinutes(by_code, billed, timed, total, _rest_counted(visit, timed))


def _rest_counted(visit: str, timed: int | None) -> int:
    """Minutes of rest within the timed total: the note says so, or work and rest add up to the total."""
    rest = REST.search(visit)
    if rest is None or timed is None or REST_LEFT_OUT.search(_line_around(visit, rest.start())):
        return 0
    minutes = int(rest["before"] or rest["after"])
    stated = {int(found) for found in MINUTES.findall(visit)}
    included = re.search(r"\bincl\w*\W", visit[max(0, rest.start() - 30) : rest.start()], re.IGNORECASE)
    return minutes if minutes < timed and (included or timed - minutes in stated) else 0


def _line_around(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def same_visits(visits: tuple[str, ...]) -> bool:
    """Whether notes of different visits are nearly word for word the same."""
    plain = [re.sub(r"\[[^\]]*\]|\d+/\d+/\d+|\d{4}-\d\d-\d\d|visit #?\d+", "", visit.lower()) for visit in visits]
    long = [visit for visit in plain if len(visit.split()) >= LEAST_WORDS]
    return any(fuzz.ratio(one, other) >= SAME for one, other in combinations(long, 2))


def _first_number(visit: str, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    """The number of the first pattern that is found: the patterns stand in order of trust."""
    found = (pattern.search(visit) for pattern in patterns)
    return next((int(match[1]) for match in found if match), None)
