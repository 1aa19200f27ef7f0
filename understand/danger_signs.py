"""Red flags put together from milder clues, and red flags that are only spoken of.

A hot, fat calf, a fever beside a wound, or a muscle grade that falls from visit to visit is said in more ways
than a list of phrases can hold. `corpus/vocabulary/red_flags.toml` therefore names clues (a body part, a
complaint, a circumstance) and which of them together state a sign, wherever they stand in a sentence or text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table, well_formed
from errors import CorpusError
from understand.case import Finding, Span
from understand.phrases import PhraseTree, longest_apart
from understand.strength_trend import StrengthWords
from understand.words import Word

Within = Literal["stretch", "sentence", "text"]
Reach = Literal["touching", "stretch", "sentence", "after", "text"]
# A sign that is named in so few words may be the subject of a question; a longer one is described.
NAMED_WORDS = 4
SHIELD = "nothing"
# So many words may stand between a red flag and what is said of it in the same breath.
TOUCHING = 3


@dataclass(frozen=True, slots=True)
class Part:
    """At least `least` of these clues: of several different ones, of a single one in different words."""

    clues: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding that is stated where every part is, and none of `unless`.

    Attributes:
        together: parts that stand in one sentence, wherever the other parts are.
        elsewhere: clues whose words do not count: a numb hand is no numb seat.
    """

    finding: str
    parts: tuple[Part, ...]
    together: tuple[Part, ...]
    within: Within
    unless: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """Clues that together say of a red flag that it is over, explained, cleared, a figure of speech or another's.

    Attributes:
        findings: the red flags that it settles; none named: all.
        reach: where the clues stand: within a few words, between the flag's commas, in its sentence, in it or the
            next, or anywhere.
        parts: clues that stand in one sentence.
        unless: clues in the flag's sentence that keep it, whatever else is said.
        unless_near: clues between the same commas that keep it.
        unless_anywhere: clues anywhere that keep it.
    """

    findings: frozenset[str]
    parts: tuple[Part, ...]
    reach: Reach
    unless: tuple[str, ...]
    unless_near: tuple[str, ...]
    unless_anywhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerSigns:
    """The clues and the signs that they make.

    Attributes:
        tree: finds clues by their phrases.
        patterns: finds clues by their shape ("210/110").
        lasting: clues that count when they are of the past ("cancer 2019").
        bare: places and times, which are neither denied nor affirmed ("no calf swelling" denies the swelling).
        settled_by_age: findings that are no news where they are old and unchanged.
        settled_by_test: by finding the clue of a clean test, and the clue that speaks against it all the same.
        settlements: what else sets a red flag aside.
        strength: the words of muscle grades and their times.
    """

    tree: PhraseTree
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    lasting: frozenset[str]
    bare: frozenset[str]
    signs: tuple[Sign, ...]
    settled_by_age: frozenset[str]
    settled_by_test: Mapping[str, tuple[str, str]]
    settlements: tuple[Settlement, ...]
    strength: StrengthWords


@dataclass(frozen=True, slots=True)
class Clue:
    """Words `first` to `last` give the clue `id`."""

    first: int
    last: int
    id: str


def load_danger_signs(path: Path, classes: Mapping[str, PhraseTree]) -> DangerSigns:
    """Raises CorpusError for a file that cannot be read or a sign that names an unknown clue."""
    with well_formed(path):
        return _danger_signs(read_table(path), path, classes)


def _danger_signs(data: Mapping[str, Any], path: Path, classes: Mapping[str, PhraseTree]) -> DangerSigns:
    clues: dict[str, Any] = data["clue"]
    signs = tuple(_sign(row, clues, path) for row in data["sign"])
    tree = PhraseTree(classes)
    for name, row in clues.items():
        for phrase in row.get("phrases", ()):
            tree.add(phrase, name)
    return DangerSigns(
        tree=tree,
        patterns=tuple((name, re.compile(p, re.I)) for name, row in clues.items() for p in row.get("patterns", ())),
        lasting=_names_with("lasting", clues),
        bare=_names_with("bare", clues),
        signs=signs,
        settled_by_age=frozenset(data["settled_by_age"]),
        settled_by_test={name: (row["test"], row["unless"]) for name, row in data.get("settled_by_test", {}).items()},
        settlements=tuple(_settlement(row, clues, path) for row in data.get("settled", ())),
        strength=StrengthWords.from_table(data["strength"]),
    )


def _names_with(key: str, clues: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name, row in clues.items() if row.get(key))


def _sign(row: Mapping[str, Any], clues: Mapping[str, Any], path: Path) -> Sign:
    parts = tuple(_part(part) for part in row["parts"])
    together = tuple(_part(part) for part in row.get("together", ()))
    unless, elsewhere = tuple(row.get("unless", ())), tuple(row.get("elsewhere", ()))
    _refuse_unknown((*parts, *together), (*unless, *elsewhere), clues, f"{path}: a sign of {row['finding']!r}")
    return Sign(row["finding"], parts, together, row.get("within", "sentence"), unless, elsewhere)


def _settlement(row: Mapping[str, Any], clues: Mapping[str, Any], path: Path) -> Settlement:
    parts = tuple(_part(part) for part in row["parts"])
    unless, near, anywhere = (tuple(row.get(key, ())) for key in ("unless", "unless_near", "unless_anywhere"))
    _refuse_unknown(parts, (*unless, *near, *anywhere), clues, f"{path}: what settles {row.get('findings', 'all')}")
    return Settlement(frozenset(row.get("findings", ())), parts, row.get("reach", "sentence"), unless, near, anywhere)


def _refuse_unknown(parts: Sequence[Part], others: Sequence[str], clues: Mapping[str, Any], where: str) -> None:
    unknown = sorted({name for part in parts for name in part.clues}.union(others) - clues.keys())
    if unknown:
        raise CorpusError(f"{where} names unknown clues: {', '.join(unknown)}.")


def _part(written: object) -> Part:
    match written:
        case str():
            return Part((written,), 1)
        case list():
            return Part(tuple(written), 1)
        case {"least": int(least), "of": list(names)}:
            return Part(tuple(names), least)
    raise CorpusError(
        f"The part {written!r} of a sign is no clue, no list and no {{ least, of }}: mend red_flags.toml."
    )


def find_clues(text: str, words: Sequence[Word], signs: DangerSigns) -> list[Clue]:
    """Every clue in order, shields too; of overlapping mentions of one clue the longest."""
    by_name: dict[str, list[Any]] = {}
    for match in signs.tree.find(words):
        if any(word.ends_clause for word in words[match.first : match.last]):
            continue
        for name in match.labels:
            by_name.setdefault(name, []).append(match)
    found = [Clue(m.first, m.last, name) for name, all_of in by_name.items() for m in longest_apart(all_of, {})]
    found += _shaped(text, words, signs)
    shields = [clue for clue in found if clue.id == SHIELD]
    kept = {clue for clue in found if clue.id != SHIELD and not any(_covers(shield, clue) for shield in shields)}
    return sorted(kept.union(shields), key=lambda clue: (clue.first, clue.last, clue.id))


def _covers(shield: Clue, clue: Clue) -> bool:
    return _overlaps(shield, clue) and clue.last - clue.first <= shield.last - shield.first


def is_shielded(finding: Finding, words: Sequence[Word], clues: Sequence[Clue]) -> bool:
    """Whether words that only look like the finding are all of it ("face-off")."""
    inside = [i for i, word in enumerate(words) if word.start < finding.span.end and finding.span.start < word.end]
    if not inside:
        return False
    whole = Clue(inside[0], inside[-1] + 1, finding.id)
    return any(clue.id == SHIELD and _covers(clue, whole) for clue in clues)


def _shaped(text: str, words: Sequence[Word], signs: DangerSigns) -> Iterator[Clue]:
    for name, pattern in signs.patterns:
        for match in pattern.finditer(text):
            inside = [i for i, word in enumerate(words) if word.start < match.end() and match.start() < word.end]
            if inside:
                yield Clue(inside[0], inside[-1] + 1, name)


def may_state_a_sign(clues: Sequence[Clue], signs: DangerSigns) -> bool:
    """Whether any sign has a clue for every part: most texts are dismissed here."""
    given = {clue.id for clue in clues}
    return any(all(not given.isdisjoint(part.clues) for part in (*sign.parts, *sign.together)) for sign in signs.signs)


def stated_signs(text: str, words: Sequence[Word], clues: Sequence[Clue], signs: DangerSigns) -> list[Finding]:
    """The signs that clues, all of them affirmed, make together; each spans its clues."""
    found: dict[str, Finding] = {}
    for sign in signs.signs:
        if sign.finding in found:
            continue
        for group in _scopes(words, clues, sign.within):
            if any(clue.id in sign.unless for clue in group):
                continue
            chosen = _choose_for(sign, _not_elsewhere(group, sign), words)
            if chosen:
                start = words[min(c.first for c in chosen)].start
                end = words[max(c.last for c in chosen) - 1].end
                found[sign.finding] = Finding(sign.finding, "present", Span(start, end, text[start:end]))
                break
    return list(found.values())


def _not_elsewhere(clues: Sequence[Clue], sign: Sign) -> Sequence[Clue]:
    """Without the clues inside one that says of them that they are elsewhere, unless another part begins inside it.

    "Numb hand" is elsewhere; "between her legs is numb" is not, for the legs belong to a part.
    """
    if not sign.elsewhere:
        return clues
    own = {name for part in sign.parts for name in part.clues}
    parts = [clue for clue in clues if clue.id in own]
    away = [
        clue
        for clue in clues
        if clue.id in sign.elsewhere and all(_within(part, clue) or not _overlaps(part, clue) for part in parts)
    ]
    return [clue for clue in clues if not any(_within(clue, other) for other in away)]


def _within(clue: Clue, other: Clue) -> bool:
    return other.first <= clue.first and clue.last <= other.last


def _overlaps(clue: Clue, other: Clue) -> bool:
    return clue.first < other.last and other.first < clue.last


def is_settled(
    finding: Finding, words: Sequence[Word], clues: Sequence[Clue], affirmed: Sequence[Clue], signs: DangerSigns
) -> bool:
    """Whether the clues say that the red flag is over, explained, cleared, no more than a word, or another's."""
    begin, end, after = _sentence_and_next(finding, words)
    near = _between_commas(finding, words, begin, end)
    for rule in signs.settlements:
        if rule.findings and finding.id not in rule.findings:
            continue
        first, last = {"stretch": near, "after": (begin, after), "text": (0, len(words))}.get(rule.reach, (begin, end))
        reached = [clue for clue in affirmed if first <= clue.first < last]
        if rule.reach == "touching":
            reached = [clue for clue in reached if _touches(clue, finding, words)]
        if all(_choose(rule.parts, group, words) is None for group in _scopes(words, reached, "sentence")):
            continue
        named = {name for part in rule.parts for name in part.clues}
        own = [clue for clue in affirmed if clue.id in named]
        against = [clue for clue in clues if not any(_covers(mine, clue) for mine in own)]
        if not any(
            clue.id in rule.unless_anywhere
            or (clue.id in rule.unless and begin <= clue.first < end)
            or (clue.id in rule.unless_near and near[0] <= clue.first < near[1])
            for clue in against
        ):
            return True
    return False


def _touches(clue: Clue, finding: Finding, words: Sequence[Word]) -> bool:
    inside = [i for i, word in enumerate(words) if word.start < finding.span.end and finding.span.start < word.end]
    return bool(inside) and clue.first <= inside[-1] + 1 + TOUCHING and inside[0] <= clue.last + TOUCHING


def _between_commas(finding: Finding, words: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    """The first and last word of the finding's stretch of its sentence."""
    commas = [i for i in range(begin, end) if words[i].key == ","]
    first = max((i + 1 for i in commas if words[i].start < finding.span.start), default=begin)
    last = min((i for i in commas if words[i].start >= finding.span.end), default=end)
    return first, last


def _sentence_and_next(finding: Finding, words: Sequence[Word]) -> tuple[int, int, int]:
    """The first word of the finding's sentence, its end, and the end of the next sentence."""
    ends = [*(i + 1 for i, word in enumerate(words) if word.ends_clause), len(words)]
    here = next((i for i, word in enumerate(words) if word.end > finding.span.start), 0)
    begin = max((end for end in ends if end <= here), default=0)
    later = [end for end in ends if end > here] or [len(words)]
    return begin, later[0], later[min(1, len(later) - 1)]


def _scopes(words: Sequence[Word], clues: Sequence[Clue], within: Within) -> Iterator[list[Clue]]:
    """The clues of each stretch between commas, of each sentence, or of the whole text."""
    if within == "text":
        yield list(clues)
        return
    begin = 0
    marks = {","} if within == "stretch" else set()
    for end in [*(i + 1 for i, word in enumerate(words) if word.ends_clause or word.key in marks), len(words)]:
        yield [clue for clue in clues if begin <= clue.first < end]
        begin = end


def _choose_for(sign: Sign, clues: Sequence[Clue], words: Sequence[Word]) -> list[Clue] | None:
    if not sign.together:
        return _choose(sign.parts, clues, words)
    for group in _scopes(words, clues, "sentence"):
        near = _choose(sign.together, group, words)
        if near is None:
            continue
        taken = {(clue.first, clue.last) for clue in near}
        others = _choose(sign.parts, [clue for clue in clues if (clue.first, clue.last) not in taken], words)
        if others is not None:
            return [*near, *others]
    return None


def _choose(parts: Sequence[Part], clues: Sequence[Clue], words: Sequence[Word]) -> list[Clue] | None:
    """Clues for every part, no words serving for two of them, or None."""
    if not parts:
        return []
    part, rest = parts[0], parts[1:]
    for picked in _picks(part, clues, words):
        taken = {(clue.first, clue.last) for clue in picked}
        left = [clue for clue in clues if (clue.first, clue.last) not in taken]
        others = _choose(rest, left, words)
        if others is not None:
            return [*picked, *others]
    return None


def _picks(part: Part, clues: Sequence[Clue], words: Sequence[Word]) -> Iterator[list[Clue]]:
    own = [clue for clue in clues if clue.id in part.clues]
    if part.least == 1:
        yield from ([clue] for clue in own)
        return
    different: dict[object, Clue] = {}
    for clue in own:
        kind = clue.id if len(part.clues) > 1 else words[clue.first].key
        if not any(other.first < clue.last and clue.first < other.last for other in different.values()):
            different.setdefault(kind, clue)
    if len(different) >= part.least:
        yield list(different.values())[: part.least]
