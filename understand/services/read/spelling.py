"""Brings what people write of minutes and codes into fewer forms, and remembers where each character stood."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from corpus_files import read_table, well_formed
from understand.case import Span
from understand.number_words import ONES, TEENS, UP_TO_NINETEEN, number_of
from understand.services.words import VOCABULARY, filled

HOURS = (*ONES[1:], *TEENS[:3])
PAST = {"quarter": 15, "half": 30}


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

    def span(self, start: int, end: int) -> Span:
        """Where the source itself says what stands here."""
        first, last = self.places[start], self.places[end - 1] + 1
        return Span(first, last, self.source[first:last])


def respell(text: Rewritten) -> Rewritten:
    """Applies every form of `minutes_forms.toml` in order; the text is in lower case."""
    for pattern, new in FORMS:
        text = text.replace(pattern, new)
    return text


def _time(match: re.Match[str]) -> str:
    """ "Quarter past two" as 2:15, "twenty to three" as 2:40."""
    said = re.sub(r"^a\s+", "", match[1])
    minutes = PAST.get(said) or int(number_of(said))
    hour = UP_TO_NINETEEN.get(match[3]) or int(match[3])
    if match[2] in ("past", "after"):
        return f"{hour}:{minutes:02d}"
    return f"{(hour - 2) % 12 + 1}:{60 - minutes:02d}"


# What takes the place of a match and is no slice of it.
WRITTEN: dict[str, Callable[[re.Match[str]], str]] = {
    "{time}": _time,
    "{hour}": lambda match: f"{UP_TO_NINETEEN[match[2]]}:00",
    "{count}": lambda match: str(int(number_of(match[1]))),
}


def _write(form: str, match: re.Match[str]) -> str:
    written = match.expand(form)
    for name, write in WRITTEN.items():
        if name in form:
            written = written.replace(name, write(match))
    return written


def _read_forms() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    path = VOCABULARY / "minutes_forms.toml"
    with well_formed(path):
        tables, pieces = read_table(path), {"hours": "|".join(HOURS)}
        for name, piece in tables["pieces"].items():
            pieces[name] = filled(piece, pieces)
        return tuple((re.compile(filled(row["from"], pieces)), partial(_write, row["to"])) for row in tables["form"])


FORMS = _read_forms()
