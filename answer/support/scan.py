"""Cuts a text into tokens: dates, amounts, numbers and codes in one spelling, words, and the marks between clauses."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from answer.support.words import Role

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
TOKEN = re.compile(
    rf"""
    (?P<iso>\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b)
  | (?P<slash>\b\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d\b)
  | (?P<day_first>\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?i:{_MONTH})(?:,?\s+(?:19|20)\d\d)?\b)
  | (?P<month_first>\b(?i:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?)
  | (?P<month_year>\b(?i:{_MONTH}),?\s+(?:of\s+)?(?:19|20)\d\d\b)
  | (?P<year>\b(?:CY|FY)?\s?(?:19|20)\d\d\b(?![-/]\d|\.\d))
  | (?P<money>(?:US)?\$\s?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?(?:million|billion|thousand|[MBkK]\b))?)
  | (?P<percent>\d+(?:\.\d+)?\s?(?:%|percent\b|per\scent\b))
  | (?P<code>\b(?:[A-Z]+(?:_[A-Z]+)*_\d+|[A-Z]{{1,4}}-?\d+[\dA-Z]*(?:[.-]\d[\dA-Z]*)*|\d{{5}}|\d{{4}}[A-Z])\b)
  | (?P<number>(?<![\w])[-−]?\d+(?:,\d{{3}})*(?:\.\d+)?|\.\d+)
  | (?P<word>[^\W\d_]+(?:['’][a-z]+)?)
  | (?P<clause_end>[;:,()—]|\s[-–]\s)
    """,
    re.VERBOSE,
)
CITATION_MARK = re.compile(r"\s*\[(?:[A-Z]?\d+(?:\s*[,;–-]\s*[A-Z]?\d+)*)\]")
POSSESSIVE = re.compile(r"(?<!\b[Ii]t)(?<!\b[Tt]hat)(?<!\b[Tt]here)(?<=[^\W\d_])'s\b|(?<=s)'(?=\s)")
MULTIPLIERS = {"million": 10**6, "m": 10**6, "billion": 10**9, "b": 10**9, "thousand": 1000, "k": 1000}


@dataclass(slots=True)
class Token:
    kind: str
    value: str
    shown: str
    roles: tuple[Role, ...] = ()
    unit: str = ""
    bound: str = ""
    clause: int = 0
    place: int = 0
    negated: bool = False
    stems: tuple[str, ...] = field(default_factory=tuple)

    def has(self, kind: str) -> bool:
        return any(role.kind == kind for role in self.roles) if self.roles else False


@lru_cache(maxsize=20_000)
def plain_text(text: str) -> str:
    """Citation marks, markdown emphasis and odd spaces gone; dashes and quotes made plain."""
    text = unicodedata.normalize("NFKC", text)
    text = CITATION_MARK.sub("", text).replace("**", "").replace("`", "").replace("’", "'")
    text = POSSESSIVE.sub("", text)
    return " ".join(text.replace("“", '"').replace("”", '"').split())


def scan(text: str) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        shown = match.group().strip()
        if kind in ("iso", "slash", "day_first", "month_first", "month_year", "year"):
            tokens.append(Token("date", _iso_date(kind, shown), shown))
        elif kind == "money":
            tokens.append(Token("money", _amount(shown), shown))
        elif kind == "percent":
            tokens.append(Token("percent", _decimal(re.split(r"\s|%|p", shown)[0]), shown))
        elif kind == "number":
            tokens.append(Token("number", _decimal(shown), shown))
        else:
            tokens.append(Token(kind, shown, shown))
    return tokens


def _iso_date(kind: str, shown: str) -> str:
    """ "1 July 2024", "July 1, 2024" and "7/1/2024" become "2024-07-01"; a missing part is left out."""
    if kind == "iso":
        return shown
    if kind == "slash":
        month, day, year = shown.split("/")
        return f"{year if len(year) == 4 else '20' + year}-{int(month):02d}-{int(day):02d}"
    year_found = re.search(r"(?:19|20)\d\d", shown)
    year = year_found.group() if year_found else "0000"
    if kind == "year":
        return year
    month_found = re.search(r"[A-Za-z]{3,}", shown.replace("of ", ""))
    number = MONTHS.index(month_found.group()[:3].lower()) + 1 if month_found else 0
    if kind == "month_year":
        return f"{year}-{number:02d}"
    day_found = re.search(r"\b\d{1,2}(?!\d)", shown)
    return f"{year}-{number:02d}-{int(day_found.group()) if day_found else 0:02d}"


def _amount(shown: str) -> str:
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]+)?", shown.replace("US", ""))
    if not found:
        return shown
    times = MULTIPLIERS.get((found.group(2) or "").lower(), 1)
    return _decimal(str(round(float(found.group(1).replace(",", "")) * times, 4)))


def _decimal(shown: str) -> str:
    number = shown.replace(",", "").replace("−", "-").lstrip("+-")
    return number.rstrip("0").rstrip(".") if "." in number else (number.lstrip("0") or "0")
