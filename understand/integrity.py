"""Requests that are refused: a record or a claim that is to say what was not done or found.

The phrases, reasons and honest paths are data: `corpus/vocabulary/integrity.toml`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus_files import read_table
from errors import CorpusError
from understand.case import Finding, Span

# Tables of the file that are no rule.
WORDS_TABLE, ASKING_TABLE = "words", "asking"


@dataclass(frozen=True, slots=True)
class Asking:
    """How a text asks what the rules say, and what shows that it wants the deed all the same."""

    whether: tuple[re.Pattern[str], ...] = ()
    demands: tuple[re.Pattern[str], ...] = ()

    def only_asks(self, text: str) -> bool:
        return _found(self.whether, text) and not _found(self.demands, text)


@dataclass(frozen=True, slots=True)
class IntegrityRule:
    """One kind of refused request; `cites` are (document, quote) pairs of the corpus.

    `stops`: nothing else is answered; otherwise the reason is said first and the rest is answered.
    `intent`: the finding of the vocabulary that makes the same request in other words, `intent_names`: what such a
    text names, any of which must stand in it.
    `exceptions`: what shows that something honest is meant, such as a mistyped number put right.
    """

    id: str
    reason: str
    honest_path: str
    patterns: tuple[re.Pattern[str], ...]
    cites: tuple[tuple[str, str], ...]
    stops: bool = True
    intent: str | None = None
    intent_names: tuple[re.Pattern[str], ...] = ()
    exceptions: tuple[re.Pattern[str], ...] = ()
    asking: Asking = Asking()

    def spans(self, text: str, findings: Sequence[Finding]) -> list[Span]:
        """Everything in the text that makes the request."""
        if _found(self.exceptions, text):
            return []
        matches = [match for pattern in self.patterns if (match := pattern.search(text))]
        spans = [Span(match.start(), match.end(), match.group()) for match in matches]
        if self.intent_names and not _found(self.intent_names, text):
            return spans
        return spans + [f.span for f in findings if f.id == self.intent and f.presence == "present"]


@dataclass(frozen=True, slots=True)
class IntegrityRequest:
    """A refused request found in a text, and where."""

    rule: IntegrityRule
    span: Span


def load_integrity_rules(corpus: Path) -> tuple[IntegrityRule, ...]:
    """Reads `vocabulary/integrity.toml`; a CorpusError names the table that is broken."""
    path = corpus / "vocabulary" / "integrity.toml"
    tables = read_table(path)
    words = tables.pop(WORDS_TABLE, {})
    asks = tables.pop(ASKING_TABLE, {})
    try:
        asking = Asking(*(_patterns(asks.get(name, ()), words) for name in ("whether", "demands")))
    except (re.error, KeyError) as error:
        raise CorpusError(f"{path}: [{ASKING_TABLE}] has a broken pattern ({error})") from error
    return tuple(_rule(path, key, table, words, asking) for key, table in tables.items())


def read_integrity_requests(
    text: str, rules: tuple[IntegrityRule, ...], findings: Sequence[Finding] = ()
) -> tuple[IntegrityRequest, ...]:
    """Every kind of refused request in the text, once each, where it first stands.

    A text that only asks what the rules say of such a thing is answered, the reason first.
    """
    found = []
    for rule in rules:
        if spans := rule.spans(text, findings):
            asked = replace(rule, stops=rule.stops and not rule.asking.only_asks(text))
            found.append(IntegrityRequest(asked, min(spans, key=lambda span: span.start)))
    return tuple(found)


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _patterns(expressions: Iterable[str], words: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_written_out(expression, words), re.IGNORECASE) for expression in expressions)


def _written_out(pattern: str, words: Mapping[str, str]) -> str:
    """A word's name becomes its alternatives; `<40>` up to 40 characters of one sentence.

    A dot inside a code ("R26.81") ends no sentence.
    """
    named = re.sub(r"<([a-z_]+)>", lambda name: f"(?:{words[name[1]]})", pattern)
    return re.sub(r"<(\d+)>", r"(?:[^.?!]|\\.(?=\\w)){0,\1}", named)


def _rule(path: Path, key: str, table: dict[str, Any], words: Mapping[str, str], asking: Asking) -> IntegrityRule:
    for name in ("reason", "honest_path", "patterns", "cites"):
        if not table.get(name):
            raise CorpusError(f"{path}: [{key}] has no {name!r}; add it")
    try:
        patterns = _patterns(table["patterns"], words)
        exceptions = _patterns(table.get("exceptions", ()), words)
        intent_names = _patterns(table.get("intent_names", ()), words)
    except (re.error, KeyError) as error:
        raise CorpusError(f"{path}: [{key}] has a broken pattern ({error})") from error
    return IntegrityRule(
        id=key,
        reason=table["reason"],
        honest_path=table["honest_path"],
        patterns=patterns,
        cites=tuple((cite["document"], cite["quote"]) for cite in table["cites"]),
        stops=table.get("stops", True),
        intent=table.get("intent"),
        intent_names=intent_names,
        exceptions=exceptions,
        asking=asking,
    )
