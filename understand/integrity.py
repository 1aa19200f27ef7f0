"""Requests that are refused: a diagnosis chosen to be paid, invented findings, a code that pays more.

The phrases, reasons and honest paths are data: `corpus/vocabulary/integrity.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import CorpusError
from understand.case import Finding, Span


@dataclass(frozen=True, slots=True)
class IntegrityRule:
    """One kind of refused request; `cites` are (document, quote) pairs of the corpus.

    `stops`: nothing else is answered; otherwise the reason is said first and the rest is answered.
    `intent`: the finding of the vocabulary that makes the same request in other words.
    """

    id: str
    reason: str
    honest_path: str
    patterns: tuple[re.Pattern[str], ...]
    cites: tuple[tuple[str, str], ...]
    stops: bool = True
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class IntegrityRequest:
    """A refused request found in a text, and where."""

    rule: IntegrityRule
    span: Span


def load_integrity_rules(corpus: Path) -> tuple[IntegrityRule, ...]:
    """Reads `vocabulary/integrity.toml`; a CorpusError names the table that is broken."""
    path = corpus / "vocabulary" / "integrity.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); mend the file") from error
    return tuple(_rule(path, key, table) for key, table in tables.items())


def read_integrity_requests(
    text: str, rules: tuple[IntegrityRule, ...], findings: Sequence[Finding] = ()
) -> tuple[IntegrityRequest, ...]:
    """Every kind of refused request in the text, once each, where it first stands."""
    found = []
    for rule in rules:
        matches = [match for pattern in rule.patterns if (match := pattern.search(text))]
        spans = [Span(match.start(), match.end(), match.group()) for match in matches]
        spans += [f.span for f in findings if f.id == rule.intent and f.presence == "present"]
        if spans:
            found.append(IntegrityRequest(rule, min(spans, key=lambda span: span.start)))
    return tuple(found)


def _with_gaps(pattern: str) -> str:
    """`<40>` becomes up to 40 characters of the same sentence; a dot inside a code ("R26.81") ends none."""
    return re.sub(r"<(\d+)>", r"(?:[^.?!]|\\.(?=\\w)){0,\1}", pattern)


def _rule(path: Path, key: str, table: dict[str, Any]) -> IntegrityRule:
    for name in ("reason", "honest_path", "patterns", "cites"):
        if not table.get(name):
            raise CorpusError(f"{path}: [{key}] has no {name!r}; add it")
    try:
        patterns = tuple(re.compile(_with_gaps(pattern), re.IGNORECASE) for pattern in table["patterns"])
    except re.error as error:
        raise CorpusError(f"{path}: [{key}] has a broken pattern ({error})") from error
    return IntegrityRule(
        id=key,
        reason=table["reason"],
        honest_path=table["honest_path"],
        patterns=patterns,
        cites=tuple((cite["document"], cite["quote"]) for cite in table["cites"]),
        stops=table.get("stops", True),
        intent=table.get("intent"),
    )
