"""Which payer a question names, and which it only contrasts ("not Medicare").

The names are data: `corpus/vocabulary/payers.toml`, and `[payer.ID]` of a reading's own file.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from errors import CorpusError
from understand.case import Span

CONTRAST_TABLE = "contrast"
# "The Medicare 8-minute rule" names a way to count, which other payers use too.
RULE_BEHIND = re.compile(
    r"(?:['’]s)?[\s-]+(?:(?:part b|8|eight|total|time|timed|minutes?|min|units?|billing|counting|code)[\s-]*)*"
    r"(?:rules?|method|math|count(?:ing)?|formula)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Payer:
    """One who pays.

    Attributes:
        parent: the broader payer whose rules also reach this one, or None.
        states: postal codes, where the payer is a Medicare contractor whose states are known.
        states_verified: how the states are known; "unverified" unless a source was read.
        one_program: several contractors apply this payer's one set of rules (Medicare Part B).
        follows_medicare_minutes: None where nothing was seen.
    """

    id: str
    name: str
    parent: str | None = None
    states: tuple[str, ...] = ()
    states_verified: str = "unverified"
    follows_medicare_minutes: bool | None = None
    one_program: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A payer's name in a text.

    Attributes:
        affirmed: False where the text denies or contrasts the payer.
        hint: the words only suggest the payer ("MVA" suggests auto insurance); a name outranks them.
    """

    payer: str
    span: Span
    affirmed: bool
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Payers:
    """All payers by id, and how their names are found in a text."""

    by_id: dict[str, Payer]
    names: tuple[tuple[str, re.Pattern[str]], ...]
    hints: tuple[tuple[str, re.Pattern[str]], ...]
    combines: dict[frozenset[str], str]
    contrast: re.Pattern[str]

    def known(self, payer_id: str) -> bool:
        return payer_id in self.by_id

    def name(self, payer_id: str) -> str:
        return self.by_id[payer_id].name

    def lineage(self, payer_id: str) -> tuple[str, ...]:
        """The payer, its parent, its parent's parent: most specific first."""
        found: list[str] = []
        current: str | None = payer_id
        while current is not None and current not in found:
            found.append(current)
            current = self.by_id[current].parent if current in self.by_id else None
        return tuple(found)

    def children(self, payer_id: str) -> tuple[str, ...]:
        return tuple(p.id for p in self.by_id.values() if p.parent == payer_id)


def load_payers(corpus: Path) -> Payers:
    """Reads `vocabulary/payers.toml`; a CorpusError names the file and the table that is broken."""
    path = corpus / "vocabulary" / "payers.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); mend the file") from error
    contrast = _contrast_pattern(path, tables.pop(CONTRAST_TABLE, {}))
    tables |= _payers_of_readings(corpus / "readings")
    by_id = {key: _payer(path, key, table) for key, table in tables.items()}
    for payer in by_id.values():
        if payer.parent is not None and payer.parent not in by_id:
            raise CorpusError(f"{path}: [{payer.id}] has the unknown parent {payer.parent!r}; mend the file")
    names = tuple((key, pattern) for key, table in tables.items() for pattern in _patterns(path, key, table))
    hints = tuple((key, re.compile(_any_word(t["hints"]), re.IGNORECASE)) for key, t in tables.items() if "hints" in t)
    combines = {frozenset(t["combines"]): key for key, t in tables.items() if "combines" in t}
    return Payers(by_id=by_id, names=names, hints=hints, combines=combines, contrast=contrast)


def _payers_of_readings(folder: Path) -> dict[str, Any]:
    """Payers that stand in a reading's own file (`[payer.acme]`), so that a new payer is one new file."""
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8")).get("payer", {})
        except tomllib.TOMLDecodeError as error:
            raise CorpusError(f"{path}: cannot be read ({error}); mend the file") from error
    return found


def read_payer(text: str, payers: Payers) -> str | None:
    """The payer that the text names: the last one that it affirms; a hint alone names none."""
    affirmed = [mention for mention in read_mentions(text, payers) if mention.affirmed and not mention.hint]
    return affirmed[0].payer if affirmed else None


def read_mentions(text: str, payers: Payers) -> tuple[Mention, ...]:
    """Every payer named, once each: affirmed first, hints after names, the last named first."""
    found = _without_rule_names(text, _longest(_matches(text, payers)))
    mentions = _merge(_without_parents(found, payers), payers)
    latest = {(m.payer, m.affirmed): m for m in mentions}
    return tuple(sorted(latest.values(), key=lambda m: (not m.affirmed, m.hint, -m.span.start)))


def _payer(path: Path, key: str, table: dict[str, Any]) -> Payer:
    if not isinstance(table, dict) or not table.get("name"):
        raise CorpusError(f"{path}: [{key}] has no name; add one")
    return Payer(
        id=key,
        name=table["name"],
        parent=table.get("parent"),
        states=tuple(table.get("states", ())),
        states_verified=table.get("states_verified", "unverified"),
        follows_medicare_minutes=table.get("follows_medicare_minutes"),
        one_program=table.get("one_program", False),
    )


def _patterns(path: Path, key: str, table: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    """One pattern for all words of a payer, one for those that keep their case, and its own patterns."""
    if words := table.get("words"):
        yield re.compile(_any_word(words), re.IGNORECASE)
    if exact := table.get("exact_words"):
        yield re.compile(_any_word(exact))
    for pattern in table.get("patterns", ()):
        try:
            yield re.compile(pattern, 0 if "(?i:" in pattern else re.IGNORECASE)
        except re.error as error:
            raise CorpusError(f"{path}: [{key}] patterns: {pattern!r} is not a pattern ({error})") from error


def _any_word(words: list[str]) -> str:
    alternatives = "|".join(_spelled(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?<![\w&/]){'(?:'}{alternatives})(?![\w&])"


def _spelled(word: str) -> str:
    """The word with any run of white space, and either apostrophe."""
    return re.escape(word).replace("\\ ", r"\s+").replace("'", "['’]?")


def _contrast_pattern(path: Path, table: dict[str, Any]) -> re.Pattern[str]:
    if not table.get("before"):
        raise CorpusError(f"{path}: [{CONTRAST_TABLE}] has no `before`; add the words that deny a payer")
    alternatives = "|".join(_spelled(word) for word in sorted(table["before"], key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})[\s-]+(?:the\s+|an?\s+|on\s+)?$", re.IGNORECASE)


def _matches(text: str, payers: Payers) -> Iterator[Mention]:
    for table, hint in ((payers.names, False), (payers.hints, True)):
        for payer, pattern in table:
            for match in pattern.finditer(text):
                span = Span(match.start(), match.end(), match.group())
                contrasted = payers.contrast.search(text[max(0, match.start() - 30) : match.start()])
                yield Mention(payer, span, affirmed=contrasted is None, hint=hint)


def _longest(mentions: Iterator[Mention]) -> list[Mention]:
    """Of names that overlap, the longest: "UHC Medicare Advantage" is not also "Medicare"."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if all(mention.span.end <= k.span.start or mention.span.start >= k.span.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span.start)


def _without_rule_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drops a payer that only names a rule ("UHC by the Medicare 8-minute rule") beside a payer who is meant."""
    rules = [m for m in mentions if RULE_BEHIND.match(text, m.span.end)]
    meant = {m.payer for m in mentions if m.affirmed and not m.hint and m not in rules}
    return [m for m in mentions if m not in rules or not meant - {m.payer}]


def _without_parents(mentions: list[Mention], payers: Payers) -> list[Mention]:
    """Drops "Medicare" where "CGS" is affirmed too: the broader name only introduces the narrower."""
    affirmed = {m.payer for m in mentions if m.affirmed}
    broader = {ancestor for payer in affirmed for ancestor in payers.lineage(payer)[1:]}
    return [m for m in mentions if not m.affirmed or m.payer not in broader]


def _merge(mentions: list[Mention], payers: Payers) -> list[Mention]:
    """Two affirmed names that together mean one payer ("her MA plan is with United") become it."""
    affirmed = {m.payer for m in mentions if m.affirmed}
    for pair, whole in payers.combines.items():
        if pair <= affirmed:
            mentions = [replace(m, payer=whole) if m.affirmed and m.payer in pair else m for m in mentions]
    return mentions
