"""Dates of a person's life and care; the dates of rules stay."""

import re
from collections.abc import Iterator

from guard.found import Found
from guard.identifier_words import DateWords

CLAUSE = 45
"""So many characters before a date are read for what day it is."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_MON = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
FULL_DATE = re.compile(
    rf"(?<![\w/.])(?:(?<!-)|(?<=/\d{{4}}-)|(?<=/\d\d-))(?:{_YEAR}([-/.]){_MON}\1{_DAY}|{_MON}([-/.]){_DAY}\2(?:{_YEAR}|\d\d)|{_DAY}([-/.]){_MON}\3{_YEAR}"
    rf"|{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_DAY}-{_MONTH}-(?:{_YEAR}|\d\d))(?![\w/]|-\d(?!\d?/))",
    re.IGNORECASE,
)
COMPACT_DATE = re.compile(
    rf"(?<!\w)(?:{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_YEAR})(?!\w)"
)
# Without a year a date says little: only right after a word of birth or service.
PART_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_MONTH}\s+{_DAY}(?!\s*,?\s*{_YEAR})|{_DAY}\s+{_MONTH}(?!\s*,?\s*{_YEAR})|{_MON}/{_DAY}(?!\s*[/%°]))(?![\w/])",
    re.IGNORECASE,
)
SERVICE_AFTER = re.compile(r"\s*\(?(?:d\.?o\.?s\b|date of service\b)", re.IGNORECASE)
LINK = re.compile(
    r"^\W*(?:(?:is|was|on|of|at|in|from|for|the|a|and|again|date|day|note|visit|week)\W+){0,4}$",
    re.IGNORECASE,
)


def find_dates(text: str, words: DateWords) -> Iterator[Found]:
    """Yields dates of birth and of service; a date beside a rule's word is left alone."""
    about_patient = bool(words.patient.search(text))
    before: tuple[int, str | None] = (0, None)
    for match in FULL_DATE.finditer(text):
        listed = words.also.fullmatch(text, before[0], match.start())
        kind = before[1] if listed else _kind_of_date(text, match.start(), match.end(), words, about_patient)
        before = match.end(), kind
        if kind:
            yield _found(kind, match)
    for pattern in (COMPACT_DATE, PART_DATE):
        for match in pattern.finditer(text):
            cue = _nearest_cue(_clause_before(text, match.start()), words)
            if cue and cue[0] != "rule" and LINK.match(cue[1]):
                yield _found(cue[0], match)


def _kind_of_date(text: str, start: int, end: int, words: DateWords, about_patient: bool) -> str | None:
    cue = _nearest_cue(_clause_before(text, start), words)
    if cue:
        return None if cue[0] == "rule" else cue[0]
    if SERVICE_AFTER.match(text, end):
        return "date of service"
    if words.rule.search(text[end : end + CLAUSE].split("\n")[0]) and not about_patient:
        return None
    heads_a_note = text[:start].strip() == "" and "\n" in text
    return "date of service" if about_patient or heads_a_note else None


def _clause_before(text: str, start: int) -> str:
    return re.split(r"[\n?!]|(?<=[a-z]{3})\.\s", text[max(0, start - CLAUSE) : start])[-1]


def _nearest_cue(before: str, words: DateWords) -> tuple[str, str] | None:
    """The kind of the last cue before the date, and what stands between the two."""
    nearest: tuple[int, str] | None = None
    for kind, pattern in (
        ("date of service", words.service),
        ("date of birth", words.birth),
        ("rule", words.rule),
    ):
        for match in pattern.finditer(before):
            if nearest is None or match.end() >= nearest[0]:
                nearest = (match.end(), kind)
    return (nearest[1], before[nearest[0] :]) if nearest else None


def _found(kind: str, match: re.Match[str]) -> Found:
    year = re.search(rf"(?<!\d){_YEAR}(?!\d)", match[0]) or re.search(r"(?<=[-/.])\d\d$", match[0])
    keep = f"20{year[0][-2:]}" if year and kind == "date of service" else None
    return Found(kind, match.start(), match.end(), keep)
