"""What a note should hold and what speaks against the code, read from the corpus as frozen data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus_files import read_table, well_formed
from rules.cite import Cite

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class ElementRule:
    """One thing that a note should say, and how a note says it.

    Attributes:
        present: any of these is enough by itself.
        parts: `enough` of these make it present, `needed` among them; fewer make it weak.
        weak: any of these makes it weak where it is not present.
        elsewhere: it usually stands in another paper of the record, so its absence is not a fault.
        when: it is expected only of notes that say this.
        in_code: what stands under another code than 97112 is not read for it.
        void: words that look like content and are none (units, a dose's name, the code's own words);
            only `weak` is read over them.
    """

    id: str
    label: str
    why: str
    cites: tuple[Cite, ...]
    present: Patterns
    weak: Patterns
    parts: Mapping[str, re.Pattern[str]]
    enough: int
    needed: str | None
    elsewhere: bool
    when: re.Pattern[str] | None
    in_code: bool = False
    void: Patterns = ()


@dataclass(frozen=True, slots=True)
class ProblemRule:
    """Words of a note that speak against 97112 as billed; `in_code`: only where 97112 is described."""

    id: str
    label: str
    text: str
    cites: tuple[Cite, ...]
    patterns: Patterns
    unless: Patterns
    in_code: bool


@dataclass(frozen=True, slots=True)
class DerivedRule:
    """A problem that follows from elements (`missing` or `weak`: all of them), minutes or several visits."""

    id: str
    label: str
    text: str
    cites: tuple[Cite, ...]
    missing: tuple[str, ...]
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRules:
    """All of `vocabulary/note_elements.toml`."""

    elements: tuple[ElementRule, ...]
    problems: tuple[ProblemRule, ...]
    derived: Mapping[str, DerivedRule]
    phrases: ProblemRule
    writing: ProblemRule


@cache
def load_note_rules(corpus: Path) -> NoteRules:
    """Reads the elements and problems; a CorpusError names the file."""
    path = corpus / "vocabulary" / "note_elements.toml"
    with well_formed(path):
        table = read_table(path)
        table = _with_words(table, table["words"])
        return NoteRules(
            elements=tuple(_element(key, row) for key, row in table["element"].items()),
            problems=tuple(_problem(key, row) for key, row in table["problem"].items()),
            derived={key: _derived(key, row) for key, row in table["derived"].items()},
            phrases=_problem("reviewer_phrase", table["phrases"]),
            writing=_problem("writing", table["writing"]),
        )


def _with_words(value: Any, words: Mapping[str, str]) -> Any:
    """The table with each `{name}` of a word replaced by the word's pattern."""
    if isinstance(value, dict):
        return {key: _with_words(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_words(inner, words) for inner in value]
    if isinstance(value, str):
        for name, pattern in words.items():
            value = value.replace("{" + name + "}", pattern)
    return value


def _element(key: str, row: Mapping[str, Any]) -> ElementRule:
    return ElementRule(
        id=key,
        label=row["label"],
        why=row["why"],
        cites=_cites(row),
        present=_patterns(row.get("present", ())),
        weak=_patterns(row.get("weak", ())),
        parts={name: _pattern(pattern) for name, pattern in row.get("parts", {}).items()},
        enough=row.get("enough", 1),
        needed=row.get("needed"),
        elsewhere=row.get("elsewhere", False),
        when=_pattern(row["when"]) if "when" in row else None,
        in_code=row.get("in_code", False),
        void=_patterns(row.get("void", ())),
    )


def _problem(key: str, row: Mapping[str, Any]) -> ProblemRule:
    return ProblemRule(
        id=key,
        label=row["label"],
        text=row["text"],
        cites=_cites(row),
        patterns=_patterns(row["patterns"]),
        unless=_patterns(row.get("unless", ())),
        in_code=row.get("in_code", False),
    )


def _derived(key: str, row: Mapping[str, Any]) -> DerivedRule:
    return DerivedRule(
        id=key,
        label=row["label"],
        text=row["text"],
        cites=_cites(row),
        missing=tuple(row.get("missing", ())),
        weak=tuple(row.get("weak", ())),
    )


def _cites(row: Mapping[str, Any]) -> tuple[Cite, ...]:
    return tuple(Cite.from_table(cite) for cite in row["cites"])


def _patterns(patterns: Any) -> Patterns:
    return tuple(_pattern(pattern) for pattern in patterns)


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
