"""Finds text that tries to steer the answer; it is noted and never followed.

What counts as steering is data (`corpus/vocabulary/instructions.toml`). A question is answered
without its instructions; a document keeps its facts and loses sentences that speak to the reader's
software. Honest questions about instructions, rules and systems are left as they are.
"""

import base64
import binascii
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from corpus_files import read_table, well_formed
from guard.safe_text import INVISIBLE

Removes = Literal["sentence", "match", "line", "rest"]

REMOVED = "[instruction removed]"
"""Stands in a document where a sentence that steers was."""

SENTENCE_END = re.compile(r"""(?<=[.?!])["'”’)]?[ \t]+|\n""")
ENCODED = re.compile(r"(?<![\w+/=])(?:[A-Za-z0-9+/_-]{24,}={0,2})(?![\w+/=])")
SPELLED_OUT = re.compile(r"(?<!\w)(?:\w[ .\-_*]){4,}\w(?!\w)")
HIDDEN_IN_WORD = re.compile(rf"[A-Za-z]{INVISIBLE.pattern}+[A-Za-z]")
READABLE = 0.9
"""A decoded block is hidden text when at least this share of it is letters and blanks."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """Characters `start` to `end` of the original text that try to steer, and how."""

    kind: str
    why: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InstructionRule:
    kind: str
    why: str
    removes: Removes
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class InstructionRules:
    """The patterns, and the letters that pose as Latin ones."""

    rules: tuple[InstructionRule, ...]
    lookalikes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Readable:
    """A text as a reader sees it; `places` gives each character's place in the original."""

    text: str
    places: tuple[int, ...]


@cache
def read_instruction_rules(corpus: Path) -> InstructionRules:
    """Reads `vocabulary/instructions.toml`."""
    path = corpus / "vocabulary" / "instructions.toml"
    with well_formed(path):
        table = read_table(path)
        rules = tuple(
            InstructionRule(
                kind=row["kind"],
                why=row["why"],
                removes=row.get("removes", "sentence"),
                pattern=_compile(pattern, table["start"], table["machine"]),
            )
            for row in table["rule"]
            for pattern in row["patterns"]
        )
    return InstructionRules(rules=rules, lookalikes=dict(table["lookalikes"]))


def find_instructions(text: str, rules: InstructionRules) -> tuple[Instruction, ...]:
    """Finds what tries to steer, merged and in reading order."""
    readable = _as_read(text, rules.lookalikes)
    found = [
        *_by_rules(readable, rules),
        *_encoded(text),
        *_hidden_in_words(text),
        *_spelled_out(text, rules),
    ]
    return _merged(sorted(found, key=lambda one: (one.start, -one.end)), text)


def strip_instructions(text: str, rules: InstructionRules) -> tuple[str, tuple[Instruction, ...]]:
    """The question without its instructions, and what was left out.

    The text is empty when nothing but instructions was there. An instruction that only shows once
    another is gone is found too.
    """
    found = find_instructions(text, rules)
    rest = _without(text, found, " ")
    for _ in range(3):
        more = find_instructions(rest, rules)
        if not more:
            break
        rest = _without(rest, more, " ")
    return (rest if re.search(r"\w{2}", rest) else ""), found


def neutralise_document(text: str, rules: InstructionRules) -> tuple[str, tuple[Instruction, ...]]:
    """A document's text with "[instruction removed]" where it steered, and what was found.

    Only ordinary links stay: a page shows them as text and opens none.
    """
    found = tuple(one for one in find_instructions(text, rules) if one.kind != "link" or _opens_code(text, one))
    if not found:
        return text, ()
    return _without(text, found, f" {REMOVED} "), found


def _compile(pattern: str, start: str, machine: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{start}", start).replace("{machine}", machine), re.IGNORECASE)


def _as_read(text: str, lookalikes: dict[str, str]) -> Readable:
    characters, places = [], []
    for place, character in enumerate(text):
        if INVISIBLE.match(character):
            continue
        plain = lookalikes.get(character) or unicodedata.normalize("NFKC", character).replace("’", "'")
        for part in plain:
            characters.append(part)
            places.append(place)
    return Readable("".join(characters), (*places, len(text)))


def _by_rules(readable: Readable, rules: InstructionRules) -> Iterator[Instruction]:
    """Hits of the patterns; what hidden text says is not read again as a sentence of the question."""
    text = readable.text
    for rule in sorted(rules.rules, key=lambda rule: rule.removes != "match"):
        for match in rule.pattern.finditer(text):
            start, end = _extent(text, match, rule.removes)
            yield Instruction(rule.kind, rule.why, readable.places[start], readable.places[end - 1] + 1)
            if rule.removes == "match":
                text = text[:start] + "\0" * (end - start - 1) + "\n" + text[end:]


def _extent(text: str, match: re.Match[str], removes: Removes) -> tuple[int, int]:
    """How much goes with a hit: itself, its sentence (up to a colon before a question), or more."""
    first, last = match.start(), match.end()
    while first < last and not (text[first].isalnum() or removes == "match"):
        first += 1  # the hit may begin with the end of the sentence before
    if removes == "match":
        return match.start(), last
    if removes == "rest":
        return first, len(text)
    bounds = _sentence_bounds(text)
    start = bounds[bisect_right(bounds, first) - 1]
    end = bounds[min(bisect_left(bounds, max(last, first + 1)), len(bounds) - 1)]
    if removes == "line":
        end = text.find("\n", last) if "\n" in text[last:] else len(text)
    colon = text.find(":", last, end)
    if colon >= 0 and text[colon:end].rstrip().endswith("?"):
        end = colon + 1
    return start, end


@lru_cache(maxsize=4)
def _sentence_bounds(text: str) -> tuple[int, ...]:
    return (0, *(end.end() for end in SENTENCE_END.finditer(text)), len(text))


def _encoded(text: str) -> Iterator[Instruction]:
    for match in ENCODED.finditer(text):
        if _hides_text(match[0]):
            yield Instruction("encoded", "text in a code that a reader cannot read", match.start(), match.end())


def _hides_text(block: str) -> bool:
    padded = block.replace("-", "+").replace("_", "/") + "=" * (-len(block) % 4)
    try:
        decoded = base64.b64decode(padded, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    readable = sum(character.isalpha() or character == " " for character in decoded)
    return len(decoded) > 12 and readable / len(decoded) >= READABLE


def _hidden_in_words(text: str) -> Iterator[Instruction]:
    for match in HIDDEN_IN_WORD.finditer(text):
        yield Instruction("hidden characters", "characters that cannot be seen", match.start() + 1, match.end() - 1)


def _spelled_out(text: str, rules: InstructionRules) -> Iterator[Instruction]:
    """Instructions with blanks or signs between the letters: "i g n o r e"."""
    for match in SPELLED_OUT.finditer(text):
        if re.search(
            r"(?:ignore|disregard|forget|system|instruct|override|pretend)",
            re.sub(r"\W|_", "", match[0]),
            re.I,
        ):
            end = re.search(r"[.?!\n]|$", text[match.end() :])
            stop = match.end() + (end.end() if end else 0)
            yield Instruction("spelled out", "words with their letters drawn apart", match.start(), stop)


def _merged(found: list[Instruction], text: str) -> tuple[Instruction, ...]:
    """Joins those that overlap; the first one's kind stands, a hidden character's last."""
    merged: list[Instruction] = []
    for one in found:
        if merged and one.start < merged[-1].end:
            last = merged.pop()
            named = one if last.kind == "hidden characters" else last
            merged.append(Instruction(named.kind, named.why, last.start, max(last.end, one.end)))
        else:
            merged.append(one)
    return tuple(one for one in merged if text[one.start : one.end].strip() or one.kind == "hidden characters")


def _without(text: str, found: tuple[Instruction, ...], instead: str) -> str:
    parts, position = [], 0
    for one in found:
        parts += [text[position : one.start], "" if one.kind == "hidden characters" else instead]
        position = one.end
    return re.sub(r"[ \t]{2,}", " ", "".join(parts) + text[position:]).strip()


def _opens_code(text: str, one: Instruction) -> bool:
    return bool(re.search(r"(?:javascript|vbscript|data|file):|^!\[", text[one.start : one.end], re.IGNORECASE))
