"""Which payer a question names, and which it only contrasts ("not Medicare").

The names are data: `corpus/vocabulary/payers.toml`, and `[payer.ID]` of a reading's own file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table
from errors import CorpusError
from understand.case import Span

Role = Literal["primary", "secondary"]
OTHER_ROLE: dict[Role, Role] = {"primary": "secondary", "secondary": "primary"}
CONTRAST_TABLE, BESIDE_TABLE, ROLE_TABLE, STAND_IN_TABLE, ALONE_TABLE = (
    "contrast",
    "beside",
    "role",
    "stand_in",
    "alone",
)
NEAR = 60  # characters between a payer's name and the word that makes it primary or secondary
# "The Medicare 8-minute rule" names a way to count, which other payers use too.
RULE_BEHIND = re.compile(
    r"(?:['’]s)?[\s-]+(?:(?:part b|8|eight|total|time|timed|minutes?|min|units?|billing|counting|code)[\s-]*)*"
    r"(?:rules?|method|math|count(?:ing)?(?!\s+(?:the|minutes?|units?|time|differently|alike)\b)|formula)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Payer:
    """One who pays.

    Attributes:
        parent: the broader payer whose rules also reach this one, or None.
        one_program: several contractors apply this payer's one set of rules (Medicare Part B).
    """

    id: str
    name: str
    parent: str | None = None
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
class NamedPayer:
    """One of several payers that a text puts side by side; `role` where it is the primary or secondary one."""

    id: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """How a text puts payers side by side.

    Attributes:
        listed, opposed: what stands between two names of a list ("and"), or of a comparison ("vs").
        compares: words anywhere that compare.
        roles: the word of a role right behind a payer's name, and right before it.
    """

    listed: re.Pattern[str]
    opposed: re.Pattern[str]
    compares: re.Pattern[str]
    roles: tuple[tuple[Role, re.Pattern[str], re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Payers:
    """All payers by id, and how their names are found in a text.

    Attributes:
        places: by a payer of one state, how that state is named apart from the payer.
        alone: words beside a payer's name in a line that says nothing but who pays.
    """

    by_id: dict[str, Payer]
    names: tuple[tuple[str, re.Pattern[str]], ...]
    hints: tuple[tuple[str, re.Pattern[str]], ...]
    forums: tuple[tuple[str, re.Pattern[str]], ...]
    combines: dict[frozenset[str], str]
    places: dict[str, re.Pattern[str]]
    contrast: re.Pattern[str]
    beside: Beside
    stand_in: re.Pattern[str]
    alone: frozenset[str]

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

    def are_beside(self, text: str) -> bool:
        """Whether all its words are such as stand beside a payer's name and say nothing themselves."""
        return all(word in self.alone for word in re.findall(r"[\w'’]+", text.lower()))

    def children(self, payer_id: str) -> tuple[str, ...]:
        return tuple(p.id for p in self.by_id.values() if p.parent == payer_id)


def load_payers(corpus: Path) -> Payers:
    """Reads `vocabulary/payers.toml`; a CorpusError names the file and the table that is broken."""
    path = corpus / "vocabulary" / "payers.toml"
    tables = read_table(path)
    contrast = _contrast_pattern(path, tables.pop(CONTRAST_TABLE, {}))
    beside, roles = tables.pop(BESIDE_TABLE, {}), tables.pop(ROLE_TABLE, {})
    stand_in, alone = tables.pop(STAND_IN_TABLE, {}), tables.pop(ALONE_TABLE, {})
    tables |= _payers_of_readings(corpus / "readings")
    by_id = {key: _payer(path, key, table) for key, table in tables.items()}
    for payer in by_id.values():
        if payer.parent is not None and payer.parent not in by_id:
            raise CorpusError(f"{path}: [{payer.id}] has the unknown parent {payer.parent!r}; mend the file")
    names = tuple((key, pattern) for key, table in tables.items() for pattern in _patterns(path, key, table))
    hints, forums = (
        tuple((key, re.compile(_any_word(t[name]), re.IGNORECASE)) for key, t in tables.items() if name in t)
        for name in ("hints", "forums")
    )
    combines = {frozenset(t["combines"]): key for key, t in tables.items() if "combines" in t}
    return Payers(
        by_id=by_id,
        names=names,
        hints=hints,
        forums=forums,
        combines=combines,
        places={key: _place(path, key, table["places"]) for key, table in tables.items() if "places" in table},
        contrast=contrast,
        beside=_beside(path, beside, roles),
        stand_in=_stand_in(path, stand_in),
        alone=frozenset(alone.get("fillers", ())),
    )


def _payers_of_readings(folder: Path) -> dict[str, Any]:
    """Payers that stand in a reading's own file (`[payer.acme]`), so that a new payer is one new file."""
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        found |= read_table(path).get("payer", {})
    return found


def read_payer(text: str, payers: Payers) -> str | None:
    """The payer that the text names, the last one that it affirms, else whose forum it is; a hint names none."""
    mentions = read_mentions(text, payers)
    affirmed = [mention.payer for mention in mentions if mention.affirmed and not mention.hint]
    if not affirmed and not mentions:
        affirmed = [payer for payer, forum in payers.forums if forum.search(text)]
    return affirmed[0] if affirmed else None


def read_mentions(text: str, payers: Payers) -> tuple[Mention, ...]:
    """Every payer named, once each: affirmed first, hints after names, the last named first."""
    found = _found(text, payers)
    mentions = _merge(_without_parents(found, payers), payers)
    latest = {(m.payer, m.affirmed): m for m in mentions}
    return tuple(sorted(latest.values(), key=lambda m: (not m.affirmed, m.hint, -m.span.start)))


def read_payers(text: str, payers: Payers, earlier: str | None = None) -> tuple[NamedPayer, ...]:
    """The payers that the text puts side by side, in its order; empty where it means one or none.

    They are compared ("UHC vs Cigna", "how do CGS and Palmetto differ"), listed together, or one is primary
    and the other secondary. A broader payer that only introduces a narrower one ("Medicare, CGS") is not listed.

    Args:
        earlier: the payer that the turns before were about, which a follow-up may set beside a new one.
    """
    found = _found(text, payers)
    named = [m for m in found if m.affirmed and not m.hint]
    roles = _roles(text, named, payers.beside)
    compares = bool(payers.beside.compares.search(text))
    if len({m.payer for m in named}) == 1 and earlier not in (None, named[0].payer) and (roles or compares):
        role = next(iter(roles.values()), None)
        return (NamedPayer(str(earlier), OTHER_ROLE[role] if role else None), NamedPayer(named[0].payer, role))
    if not roles:
        named = _side_by_side(text, named, payers, compares)
    ids = tuple(dict.fromkeys(m.payer for m in named))
    if len(ids) < 2:
        return ()
    left = [OTHER_ROLE[role] for role in set(roles.values())] if len(ids) == 2 and len(roles) == 1 else []
    return tuple(NamedPayer(payer, roles.get(payer) or (left[0] if left else None)) for payer in ids)


def names_only_payer(text: str, payers: Payers) -> bool:
    """Whether a line says nothing but who pays ("and for cigna?", "payer is actually Aetna")."""
    mentions = [mention for mention in _found(text, payers) if not mention.hint]
    rest = text
    for mention in mentions:
        rest = rest[: mention.span.start] + " " * len(mention.span.text) + rest[mention.span.end :]
        if (place := payers.places.get(mention.payer)) is not None:
            rest = place.sub(" ", rest)
    return any(mention.affirmed for mention in mentions) and payers.are_beside(rest)


def name_stand_in(text: str, payer: str | None, payers: Payers) -> str:
    """The text with the payer's name in place of the words that stand for it; as it is where it names a payer."""
    if payer is None or not payers.known(payer) or any(not mention.hint for mention in read_mentions(text, payers)):
        return text
    name = payers.name(payer).split(" (")[0]
    return payers.stand_in.sub(lambda match: name, text)


def _payer(path: Path, key: str, table: dict[str, Any]) -> Payer:
    if not isinstance(table, dict) or not table.get("name"):
        raise CorpusError(f"{path}: [{key}] has no name; add one")
    return Payer(
        id=key,
        name=table["name"],
        parent=table.get("parent"),
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


def _place(path: Path, key: str, patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(patterns))
    except re.error as error:
        raise CorpusError(f"{path}: [{key}] places is no list of patterns ({error}); mend it") from error


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


def _beside(path: Path, table: dict[str, Any], roles: dict[str, Any]) -> Beside:
    """The words that put payers side by side; a CorpusError names what is missing."""
    try:
        fillers = "|".join(_spelled(word) for word in sorted(roles["fillers"], key=len, reverse=True))
        gap = rf"[\s:=(\[-]*(?:(?:{fillers})[\s:=(\[-]+){{0,4}}"
        no_role = "|".join(_spelled(word) for word in roles["no_payer"])
        words: dict[Role, str] = {
            "primary": "|".join(_spelled(word) for word in roles["primary"]),
            "secondary": "|".join(_spelled(word) for word in roles["secondary"]),
        }
        return Beside(
            listed=_between(table["listed"]),
            opposed=_between(table["opposed"]),
            compares=re.compile(_any_word(table["compares"]), re.IGNORECASE),
            roles=tuple(
                (
                    role,
                    re.compile(rf"{gap}(?:{said})\b(?!\s+(?:{no_role})\b)", re.IGNORECASE),
                    re.compile(rf"\b(?:{said}){gap}$", re.IGNORECASE),
                )
                for role, said in words.items()
            ),
        )
    except KeyError as error:
        raise CorpusError(f"{path}: [{BESIDE_TABLE}] or [{ROLE_TABLE}] has no {error}; add its words") from error


def _stand_in(path: Path, table: dict[str, Any]) -> re.Pattern[str]:
    """The words that stand for a payer, a pronoun only right before a verb of what payers do."""
    try:
        pronoun, verb = _any_word(table["pronouns"]), _any_word(table["verbs"])
        behind = rf"(?=\s+(?:(?:will|would|do|don't|dont|even|really|usually|actually|still)\s+)*{verb})"
        return re.compile(rf"{_any_word(table['words'])}|{pronoun}{behind}", re.IGNORECASE)
    except KeyError as error:
        raise CorpusError(f"{path}: [{STAND_IN_TABLE}] has no {error}; add its words") from error


def _between(words: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(_spelled(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\s*(?:{alternatives})\s*(?:with\s+|the\s+|an?\s+)?", re.IGNORECASE)


def _roles(text: str, named: list[Mention], beside: Beside) -> dict[str, Role]:
    """Who is primary and who is secondary: told behind the names, or before them where the first is told so."""
    behind: dict[str, Role] = {}
    before: dict[str, Role] = {}
    for number, mention in enumerate(named):
        start = named[number - 1].span.end if number else 0
        end = named[number + 1].span.start if number + 1 < len(named) else len(text)
        for role, after, ahead in beside.roles:
            if after.match(text[mention.span.end : min(end, mention.span.end + NEAR)]):
                behind.setdefault(mention.payer, role)
            if ahead.search(text[max(start, mention.span.start - NEAR) : mention.span.start]):
                before.setdefault(mention.payer, role)
    first = named[0].payer if named else ""
    return before if first in before or not behind else behind


def _side_by_side(text: str, named: list[Mention], payers: Payers, compares: bool) -> list[Mention]:
    """The mentions that a comparison or a list holds; a list counts where it names the last payer."""
    opposed: set[int] = set()
    joined: set[int] = set()
    for number, (one, other) in enumerate(pairwise(named)):
        between = text[one.span.end : other.span.start]
        if payers.beside.opposed.fullmatch(between):
            opposed |= {number, number + 1}
        elif payers.beside.listed.fullmatch(between):
            joined |= {number, number + 1}
    kept = [named[n] for n in range(len(named)) if n in opposed or (compares and n in joined)]
    if not compares and len(named) - 1 not in opposed | joined:
        return []
    members = named if compares else [named[n] for n in sorted(opposed | joined)]
    narrower = {ancestor for m in members for ancestor in payers.lineage(m.payer)[1:]}
    members = [m for m in members if m.payer not in narrower or m in kept]
    return members if kept else _merge(members, payers)


def _matches(text: str, payers: Payers) -> Iterator[Mention]:
    for table, hint in ((payers.names, False), (payers.hints, True)):
        for payer, pattern in table:
            for match in pattern.finditer(text):
                span = Span(match.start(), match.end(), match.group())
                contrasted = payers.contrast.search(text[max(0, match.start() - 30) : match.start()])
                yield Mention(payer, span, affirmed=contrasted is None, hint=hint)


def _found(text: str, payers: Payers) -> list[Mention]:
    return _at_their_place(text, _without_rule_names(text, _longest(_matches(text, payers))), payers)


def _at_their_place(text: str, mentions: list[Mention], payers: Payers) -> list[Mention]:
    """A broader payer is the one of the state named elsewhere in the text ("work comp ... in Washington state")."""
    rest = text
    for mention in mentions:
        rest = rest[: mention.span.start] + " " * len(mention.span.text) + rest[mention.span.end :]
    there = [payer for payer, place in payers.places.items() if place.search(rest)]
    narrowed = {m.payer: [payer for payer in there if payers.by_id[payer].parent == m.payer] for m in mentions}
    return [
        replace(m, payer=narrowed[m.payer][0]) if m.affirmed and len(narrowed[m.payer]) == 1 else m for m in mentions
    ]


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
