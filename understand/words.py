"""Text as words with their places, so that every match is an exact slice of the text."""

import re
from dataclasses import dataclass

# A masked person with a title is one word: "Ms" is no multiple sclerosis there.
TOKEN = re.compile(r"(?:Mr|Mrs|Ms|Mx|Dr)\.? \[name\]|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\.\d+|\n|[^\s]")
# "Stretching? no": the answer belongs to its question.
ANSWERED = re.compile(
    r" (?:(?:no|none|nope|nah|never)|(?:he|she|they|pt) (?:says|said) (?:no|never))"
    r"\s*(?:[-–—,.;:)]|$| (?:i|he|she|they|we|it|the|that)\b)",
    re.IGNORECASE,
)
# Plural-looking words that mean something else than their singular.
NOT_PLURAL = frozenset(
    {
        "this",
        "does",
        "pres",
        "mets",
        "weights",
        "news",
        "less",
        "arts",
        "rows",
        "spms",
        "rrms",
        "ppms",
        "crps",
        "improves",
        "arms",  # both, where "arm" is one
        "hands",
        "tens",  # stimulation, no number
    }
)
# "deg." and the like end no sentence.
# fmt: off
ABBREVIATIONS = frozenset({
    "deg", "pt", "dx", "sx", "hx", "tx", "vs", "sec", "min", "approx", "dr", "st", "e", "g", "i", "w", "wks", "yrs",
    "l", "r", "reps", "ex", "bal", "eval", "max", "mod", "ext", "flex", "bilat", "inc",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark: `key` is what phrases are compared by.

    Attributes:
        keys: the key and the wider keys that phrases may ask for: "#" of a number, "^KEY" of capitals.
        ends_clause: a mark after which a new statement begins.
    """

    start: int
    end: int
    key: str
    keys: tuple[str, ...]
    ends_clause: bool = False

    @property
    def is_number(self) -> bool:
        return self.keys[-1] == "#" and self.key != "#"

    @property
    def is_mark(self) -> bool:
        return not (self.key[0].isalnum() or self.is_number)


def split_words(text: str) -> tuple[Word, ...]:
    """Words in order; a hyphen inside a word is left out, so that "single-leg" is two words."""
    words: list[Word] = []
    for match in TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        if raw in "-‐‑–" and _joins_letters(text, start, end):
            continue
        previous = words[-1].key if words else ""
        key = key_of(raw)
        words.append(Word(start, end, key, (key, *_wider_keys(raw, key)), _ends_clause(raw, text, end, previous)))
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


def _wider_keys(raw: str, key: str) -> tuple[str, ...]:
    if raw[0].isdigit() or (raw[0] == "." and len(raw) > 1):
        return ("#",)
    if raw.isupper() or (len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper()):
        return ("^" + key,)
    return ()


def _joins_letters(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


def _ends_clause(raw: str, text: str, end: int, previous: str) -> bool:
    if raw in ";\n!":
        return True
    if raw == "?" and ANSWERED.match(text, end):
        return False
    if raw == "?":
        return bool(previous) and text[end : end + 1] in ("", " ", "\n") and text[end - 2 : end - 1] not in " ("
    if raw == ".":
        return text[end : end + 1] in ("", " ", "\n", '"', ")") and previous not in ABBREVIATIONS
    return False
