"""Brings what people write of minutes and codes into fewer forms, and remembers where each character stood."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from understand.number_words import ONES, TEENS

HOURS = (*ONES[1:], *TEENS[:3])
PAST = {
    "quarter": 15,
    "half": 30,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "twenty-five": 25,
    "twenty five": 25,
    "5": 5,
    "10": 10,
    "20": 20,
    "25": 25,
}
OCLOCK = rf"(?:{'|'.join(HOURS)}|1[0-2]|[1-9])"
PAST_WORD = r"(?:a\s+)?(?:quarter|half|twenty[- ]five|five|ten|twenty)"
MINUTES = r"min(?:ute)?s?\.?"
COUNT = {"two": "2", "three": "3", "four": "4", "both": "2"}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with the place in its source of each of its characters."""

    text: str
    places: tuple[int, ...]
    source: str

    @classmethod
    def of(cls, source: str, text: str) -> "Rewritten":
        """The source as it was lowered and masked, character for character."""
        return cls(text, tuple(range(len(text))), source)

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> "Rewritten":
        """Every match replaced; the new characters stand where the old ones stood."""
        pieces: list[str] = []
        places: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            text = new(match)
            if text == match[0]:
                continue
            start, end = match.span()
            pieces += [self.text[done:start], text]
            places += self.places[done:start]
            old = self.places[start:end] or self.places[start : start + 1]
            places += [old[min(i, len(old) - 1)] if i < len(text) - 1 else old[-1] for i in range(len(text))]
            done = end
        if not pieces:
            return self
        return Rewritten("".join([*pieces, self.text[done:]]), (*places, *self.places[done:]), self.source)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of a stretch in the original."""
        return self.places[start], self.places[end - 1] + 1


def _time(match: re.Match[str]) -> str:
    """ "Quarter past two" as 2:15, "twenty to three" as 2:40."""
    minutes = PAST[re.sub(r"^a\s+", "", match[1])]
    hour = HOURS.index(match[3]) + 1 if match[3] in HOURS else int(match[3])
    if match[2] in ("past", "after"):
        return f"{hour}:{minutes:02d}"
    return f"{(hour - 2) % 12 + 1}:{60 - minutes:02d}"


def _hour(match: re.Match[str]) -> str:
    return f"{match[1]}{HOURS.index(match[2]) + 1}:00"


Rule = tuple[str, str | Callable[[re.Match[str]], str]]

RULES: tuple[Rule, ...] = (
    # Exports and tables: quoted cells, bars, leaders, columns of minutes and units.
    (r'(?:(?<=[,\s;])|^)"([a-z0-9][^"\n]{0,40})"(?=\s*[,;\n\s]|$)', r" \1 "),
    (r"\|\s*([1-8])\s*\|\s*(\d\d{1,2})\s*(?=\||\n|$)", r"  \1 units \2 min "),
    (rf"\|\s*(\d{{1,3}})\s*(?:{MINUTES})?\s*\|\s*([1-8])\s*(?=\||\n|$)", r"  \1 min \2 units "),
    (rf"(?<=\d{{5}}),\s*(\d{{1,3}})\s*(?:{MINUTES})?,\s*([1-8])\s*(?=\n|$)", r" \1 min \2 units"),
    (r"\s*\|\s*", "  "),
    (r"\.{2,}|_{2,}|…", " - "),
    (r"(?<=\d{5})\s*(?:->|=>|→|➔)\s*(?=\d)|(?<=[a-z])\s*→\s*(?=\d)", " = "),
    (r"(?<=\d{5})\s*/\s*(?=\d{1,3}(?!\d|\s*/|:))", " "),
    (r"\b(\d{1,2})\s*/\s*(?=\d{5}(?!\d)|g\d{4})", r"\1 "),
    (
        rf"\b(?:{MINUTES}|dur(?:ation)?|time)\s*[:=]?\s*(\d{{1,3}})\s*(?:{MINUTES})?[\s,;/-]*units?\s*[:=]?\s*(\d)\b(?!:)",
        r"\1 min \2 units",
    ),
    (rf"\bunits?\s*[:=]?\s*(\d)[\s,;/-]+(?:{MINUTES}|time)\s*[:=]?\s*(\d{{1,3}})\b(?!:)", r"\1 units \2 min"),
    (r"\bunits?(?:\s+billed)?\s*[:=]\s*(\d)\b(?!\s*units?)", r"\1 units"),
    (r"\b(?:qty|quantity)\s*[:=]?\s*(\d)\b", r"\1 units"),
    (r"\bbilled\s+(?:as\s+)?(\d|one|two|three|four|five|six)\s*(?=$|[.,;?!\n)])", r"\1 units"),
    (r"(?<=\d{5})\s*\*\s*(?=\d\b)", " x"),
    (r"(?<=\d{5})\s*\(([1-6])\)", r" x\1 "),
    (rf"\bdur(?:ation)?\s*[:=]?\s*(?=\d|0)|\b(?:{MINUTES}|time)\s*[:=]\s*(?=0?0:)", " "),
    (r"(?<![\d:.-])0?0:([0-5]\d)(?!:?\d|\s*(?:-|to|am|pm))", r"\1 min"),
    # Times of day.
    (rf"\b({PAST_WORD})\s+(past|after|to|before|of|till)\s+({OCLOCK})\b(?![:\d])(?!\s*min)", _time),
    (rf"\b(5|10|20|25)\s+(past)\s+({OCLOCK})\b(?![:\d])", _time),
    (rf"(?:(?<=to )|(?<=til )|(?<=till )|(?<=until ))(5|10|20|25)\s+(to)\s+({OCLOCK})\b(?![:\d])", _time),
    (rf"(:\d\d\s*(?:[ap]m)?\s*(?:-|to|until|till)\s*)({'|'.join(HOURS)})\b(?!\s*min)", _hour),
    (rf"(\b(?:from|between|at)\s+)({'|'.join(HOURS)})\b(?=\s*(?:-|to|until|till|and)\s*\d{{1,2}}:)", _hour),
    (r"\b(?:noon|midday)\b", "12:00"),
    (
        r"(\b(?:start\w*|beg[au]n|in|from)(?:\s+(?:time|at))?[\s:]*)(1[0-2]|[1-9])(?=\s*(?:,|and|-|to)?\s*"
        r"(?:stop\w*|end\w*|finish\w*|out|until|till)(?:\s+(?:time|at))?[\s:]*(?:1[0-2]|[1-9])(?::\d\d|\s*[ap]m))",
        r"\g<1>\g<2>:00",
    ),
    # Durations.
    (
        r"(\b(?:bump|bring|take|cut|drop|lower|raise|move|put|set|change|went|scale)\b[^.?!\d]{0,25}?)"
        r"\b(?:back|up|down) (?=to \d)",
        r"\1",
    ),
    (
        r"(?<![\d.-])(\d{2,3})\s*-\s*(\d{1,2})(?=\s+(?:min\w*\s+)?(?:for |of )?(?:rest|breaks?|phone|bathroom|call)\b)",
        r"\1 minus \2",
    ),
    (r"\b(\d)\s*(?:h|hrs?|hours?)(\d{1,2})(?:\s*m(?:in\w*)?)?\b", r"\1 h \2 min"),
    (r"(?<![a-z0-9])x(?=\d+\s*(?:min|'))", "x "),
    (rf"\A((?:(?!timed).)*)\b(\d{{1,3}})\s+timed\s+(?:code\s+)?{MINUTES}(?!.*timed)", r"\1\2 min total timed"),
    (
        rf"\b(\d{{1,3}})\s+(?:one[- ]on[- ]one|1[: -]1|1[- ]on[- ]1|1:1|direct|skilled|billable|therapy|individual)\s+"
        rf"({MINUTES})",
        r"\1 \2",
    ),
    (
        rf"\b(two|three|four|[2-4])\s+(\d{{1,2}})[\s-]*{MINUTES}[\s-]*(?:bouts|blocks|sets|rounds|segments|stretches"
        r"|periods|sessions|intervals|stints)\b",
        lambda m: f"{COUNT.get(m[1], m[1])} x {m[2]} min",
    ),
    (
        rf"\b(two|three|four|[2-4])\s+(?:bouts|blocks|sets|rounds|segments|stretches|periods|sessions|stints)\s+of\s+"
        rf"(\d{{1,2}})\s*{MINUTES}",
        lambda m: f"{COUNT.get(m[1], m[1])} x {m[2]} min",
    ),
    (
        r"\b(two|three|four|[2-4])\s+(rests?|(?:rest |water )?breaks?)\s+(?:of\s+|for\s+|x\s*)?"
        rf"(\d{{1,2}})[\s-]*{MINUTES}"
        r"(?:\s+each|\s+apiece)?",
        lambda m: f"{COUNT.get(m[1], m[1])} x {m[3]} min rest",
    ),
    # Words; a name of a person, masked, stands beside a title that says more.
    (r"\s*\[name\]", " "),
    (r"(?<=[a-z])'s\b(?!\w)", " "),
    (r"\bw/(?![co]\b)", "with "),
)
COMPILED = tuple((re.compile(pattern), new) for pattern, new in RULES)


def respell(text: Rewritten) -> Rewritten:
    """Applies every rule in order; the text is in lower case."""
    for pattern, new in COMPILED:
        text = text.replace(pattern, new if callable(new) else partial(_expand, new))
    return text


def _expand(form: str, match: re.Match[str]) -> str:
    return match.expand(form)
