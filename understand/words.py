"""Text as words with their places, so that every match is an exact slice of the text."""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\n|[^\s]")
# Plural-looking words that mean something else than their singular.
NOT_PLURAL = frozenset({"this", "does", "pres", "mets", "weights", "news", "less", "arts", "rows"})
# "deg." and the like end no sentence.
ABBREVIATIONS = frozenset(
    {
        "deg",
        "pt",
        "dx",
        "sx",
        "hx",
        "tx",
        "vs",
        "sec",
        "min",
        "approx",
        "dr",
        "st",
        "e",
        "g",
        "i",
        "w",
        "wks",
        "yrs",
        "l",
        "r",
        "reps",
        "ex",
        "bal",
        "eval",
        "max",
        "mod",
        "ext",
        "flex",
        "bilat",
        "inc",
        "no",
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark: `key` is what phrases are compared by.

    `ends_clause` is true of a mark after which a new statement begins; `capitals` of a word in capitals.
    """

    start: int
    end: int
    key: str
    ends_clause: bool = False
    capitals: bool = False

    @property
    def is_number(self) -> bool:
        return self.key[0].isdigit()

    @property
    def is_mark(self) -> bool:
        return not self.key[0].isalnum()


def split_words(text: str) -> tuple[Word, ...]:
    """Words in order; a hyphen inside a word is left out, so that "single-leg" is two words."""
    words: list[Word] = []
    for match in TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        if raw in "-‐‑–" and _joins_letters(text, start, end):
            continue
        previous = words[-1].key if words else ""
        words.append(Word(start, end, key_of(raw), _ends_clause(raw, text, end, previous), raw.isupper()))
    return tuple(words)


def key_of(raw: str) -> str:
    """Lower case, straight apostrophe, no possessive, no plural s."""
    key = raw.lower().replace("’", "'")
    if key.endswith("'s"):
        key = key[:-2]
    if key in {"–", "—", "‐", "‑", "−"}:
        return "-"
    if len(key) > 3 and key[-1] == "s" and key[-2] not in "sui" and key not in NOT_PLURAL:
        return key[:-1]
    return key or raw


def _joins_letters(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


def _ends_clause(raw: str, text: str, end: int, previous: str) -> bool:
    if raw in ";\n!":
        return True
    if raw == "?":
        return (
            bool(previous) and text[end : end + 1] in ("", " ", "\n") and text[end - 2 : end - 1] not in " ("
        )
    if raw == ".":
        return text[end : end + 1] in ("", " ", "\n", '"', ")") and previous not in ABBREVIATIONS
    return False
