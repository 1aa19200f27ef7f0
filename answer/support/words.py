"""The words that the support gate reads meaning from, loaded from the corpus."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from math import log
from pathlib import Path
from typing import Any

from corpus_files import read_table, well_formed
from errors import CorpusError
from index.sentences import sentence_slices
from index.words import stem

# Words of a phrase: letters with an inner apostrophe, or digits. Hyphens part words ("one-on-one").
PHRASE_WORD = re.compile(r"[a-z]+\d[a-z\d]*|[a-z]+(?:'[a-z]+)?|\d+")
CAPITALS = re.compile(r"[A-Z][A-Z0-9]+s?$")
# A capitalised word, and a word in small letters.
PROPER = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
SMALL = re.compile(r"\b[a-z]{3,}\b")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# A word in every second sentence says little of what a sentence means; one seen nowhere says most.
HEAVIEST_WORD = 1.0
LIGHTEST_WORD = 0.25
SHORTEST_STEMMED = 4
NEGATING_PREFIXES = frozenset(("un", "non", "in", "im", "dis", "ir", "mis"))
SHORTEST_NEGATED = 3
# Lists of the vocabulary whose words mark a sentence, each under its own name.
MARKING_LISTS = (
    "negators", "negatives", "excepting", "replacing", "must_hedge", "not_negating", "clause_words", "case_words",
    "open_verdicts", "open_questions", "corrections", "sayings", "narrowing", "alone", "by_itself", "absolute",
    "strong_hedges", "hedges", "openers", "quantifiers", "conceding", "depriving",
)  # fmt: skip


# Lists whose words keep their own meaning.
PLAIN_LISTS = frozenset(("case_words", "open_verdicts", "corrections", "sayings"))


@dataclass(frozen=True, slots=True)
class Role:
    """What a phrase does in a sentence: `kind` with its `value` (an axis's id, a payer's id, …) and sign."""

    kind: str
    value: str = ""
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The constants of the gate; `corpus/vocabulary/support.toml` says what each means and what it was set on."""

    shown: float
    marked: float
    problem_ceiling: float
    near: float
    close: float
    clearly: float
    fact_weight: float
    weakest_clause: float
    judged_clause: int
    clause_floor: float
    supporting_sentences: int
    margin: float
    semantic_share: float
    entailment_share: float
    entailed: float
    contradicted: float
    agreed: float


@dataclass(frozen=True)
class SupportWords:
    """Everything that `corpus/vocabulary/support.toml` and the payers' vocabulary say of words.

    Attributes:
        phrases: word tuples (lower case) and the roles that each plays.
        capitals: the same for names that are matched with their capitals only.
        longest: words in the longest phrase.
        opposites: pairs of stems that mean the opposite of each other, both ways round.
        proper_words: words that the corpus writes with a capital wherever they stand: names not listed.
        weights: how much of a sentence's meaning a stem carries, by how rare it is in the corpus.
        stems: roles of single words under their stem, so that every form of them is known.
        parents: a payer's id and the broader payer that contains it.
    """

    phrases: Mapping[tuple[str, ...], tuple[Role, ...]]
    capitals: Mapping[str, tuple[Role, ...]]
    longest: int
    subject: str
    modifiers: frozenset[str]
    linking: frozenset[str]
    auxiliaries: frozenset[str]
    strict_names: frozenset[str]
    verdict_axes: frozenset[str]
    degree_axes: frozenset[str]
    numbers: Mapping[str, str]
    numbers_before_unit: Mapping[str, str]
    units: Mapping[str, str]
    stems: Mapping[str, tuple[Role, ...]]
    parents: Mapping[str, str]
    limits: Limits
    weights: Mapping[str, float] = field(default_factory=dict, repr=False)
    proper_words: frozenset[str] = frozenset()
    opposites: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_corpus(cls, corpus: Path) -> "SupportWords":
        """Reads `vocabulary/support.toml`, `vocabulary/payers.toml` and the documents' word counts.

        Raises:
            CorpusError: a file is missing or a key is; the message names it.
        """
        table = read_table(corpus / "vocabulary" / "support.toml")
        payers = read_table(corpus / "vocabulary" / "payers.toml")
        try:
            words = _assemble(table, payers)
        except KeyError as missing:
            raise CorpusError(f"{corpus}/vocabulary/support.toml lacks {missing}; add it") from missing
        return replace(
            words,
            weights=_count_words(corpus / "documents"),
            proper_words=_proper_words(corpus / "documents"),
            opposites=words.opposites | _read_opposites(corpus / "vocabulary" / "antonyms.txt"),
        )

    def weight(self, word: str) -> float:
        """How much of a sentence's meaning a key carries; an axis ("~duty") weighs as its word."""
        return self.weights.get(word.lstrip("~"), HEAVIEST_WORD)

    def weigh(self, keys: Iterable[str]) -> float:
        return sum(self.weight(key) for key in keys)

    def are_opposite(self, word: str, other: str) -> bool:
        """Listed opposites, or a word and the same with "un", "non" … before it."""
        longer, shorter = (word, other) if len(word) > len(other) else (other, word)
        prefixed = len(shorter) >= SHORTEST_NEGATED and longer.removesuffix(shorter) in NEGATING_PREFIXES
        return prefixed or (word, other) in self.opposites


def phrase(text: str) -> tuple[str, ...]:
    return tuple(PHRASE_WORD.findall(text.lower().replace("’", "'")))


def _read_opposites(path: Path) -> frozenset[tuple[str, str]]:
    """Both ways round, as stems; pairs that have one stem ("careful", "careless") are left out."""
    with well_formed(path):
        lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (tuple(stem(word) for word in line.split()) for line in lines if line and not line.startswith("#"))
    return frozenset((x, y) for one, other in pairs if one != other for x, y in ((one, other), (other, one)))


def _exclusive(sets: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((stem(one), stem(other)) for words in sets for one, other in permutations(words, 2))


def _assemble(table: Mapping[str, Any], payers: Mapping[str, Any]) -> SupportWords:
    phrases: dict[tuple[str, ...], list[Role]] = {}
    capitals: dict[str, list[Role]] = {}
    for name, role in _roles(table):
        phrases.setdefault(phrase(name), []).append(role)
    for name, role, exact in _names(table, payers):
        if exact:
            capitals.setdefault(name, []).append(role)
        else:
            phrases.setdefault(phrase(name), []).append(role)
    phrases.pop((), None)
    negators = {phrase(word) for word in table["negators"]}
    for words, roles in phrases.items():
        if {role.kind for role in roles} <= PLAIN_LISTS and any((word,) in negators for word in words):
            roles.append(Role("negators"))
    return SupportWords(
        phrases={words: tuple(dict.fromkeys(roles)) for words, roles in phrases.items()},
        capitals={name: tuple(roles) for name, roles in capitals.items()},
        longest=max(map(len, phrases)),
        subject=table["subject"],
        modifiers=frozenset(table["modifiers"]),
        linking=frozenset(table["linking"]),
        auxiliaries=frozenset(table["auxiliaries"]),
        strict_names=frozenset(table["strict_names"]),
        verdict_axes=frozenset(table["verdict_axes"]),
        degree_axes=frozenset(table["degree_axes"]),
        numbers={word: str(number) for word, number in table["numbers"].items()},
        numbers_before_unit={word: str(number) for word, number in table["numbers_before_unit"].items()},
        stems=_by_stem(phrases),
        units={word: group[0] for group in table["units"] for word in group},
        parents={key: row["parent"] for key, row in payers.items() if "parent" in row},
        limits=Limits(**table["limits"]),
        opposites=_exclusive(table["exclusive"]),
    )


def _by_stem(phrases: Mapping[tuple[str, ...], Sequence[Role]]) -> dict[str, tuple[Role, ...]]:
    """Opposites and synonyms of one word, each under its stem; names and negators keep their exact form."""
    stems: dict[str, list[Role]] = {}
    for words, roles in phrases.items():
        known = [role for role in roles if role.kind in ("axis", "synonym")]
        if len(words) == 1 and len(words[0]) >= SHORTEST_STEMMED and known:
            held = stems.setdefault(stem(words[0]), [])
            held += [role for role in known if role not in held]
    return {word: tuple(roles) for word, roles in stems.items()}


def _roles(table: Mapping[str, Any]) -> Iterable[tuple[str, Role]]:
    for kind in MARKING_LISTS:
        yield from ((word, Role(kind)) for word in table[kind])
    for force, words in table["modals"].items():
        yield from ((word, Role("modal", force)) for word in words)
    for axis in table["axes"]:
        yield from ((word, Role("axis", axis["id"], 1)) for word in axis["plus"])
        yield from ((word, Role("axis", axis["id"], -1)) for word in axis["minus"])
    for quantity, words in table["quantities"].items():
        yield from ((word, Role("quantity", quantity)) for word in words)
    for divider, words in table["dividers"].items():
        yield from ((word, Role("divider", divider)) for word in words)
    for bound, words in table["bounds"].items():
        yield from ((word, Role("bound", bound)) for word in words)
    for bound, words in table["bounds_after"].items():
        yield from ((word, Role("bound_after", bound)) for word in words)
    for side, words in table["date_sides"].items():
        yield from ((word, Role("date_side", side)) for word in words)
    for group in table["synonyms"]:
        yield from ((word, Role("synonym", stem(group[0].replace(" ", "")))) for word in group)


def _names(table: Mapping[str, Any], payers: Mapping[str, Any]) -> Iterable[tuple[str, Role, bool]]:
    for row in table["names"]:
        role = Role("name", f"{row['kind']}:{row['id']}")
        yield from ((name, role, bool(CAPITALS.match(name))) for name in _with_plurals(row["names"]))
    for key, row in payers.items():
        role = Role("name", f"payer:{key}")
        yield from ((name, role, False) for name in row.get("words", ()))
        yield from ((name, role, True) for name in row.get("exact_words", ()) if " " not in name)


def _with_plurals(names: Sequence[str]) -> Iterable[str]:
    """ "Outpatient hospitals" as well as "outpatient hospital"."""
    yield from names
    yield from (f"{name}s" for name in names if " " in name and not name.endswith("s") and f"{name}s" not in names)


def _proper_words(documents: Path) -> frozenset[str]:
    capital: set[str] = set()
    small: set[str] = set()
    for path in sorted(documents.glob("*.md")):
        text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
        capital.update(PROPER.findall(text))
        small.update(SMALL.findall(text))
    known = {stem(word) for word in small}
    return frozenset(word for word in capital if stem(word.lower()) not in known)


def _count_words(documents: Path) -> dict[str, float]:
    """Weight of each stem: 1 where few sentences of the corpus hold it, less the more do."""
    found: dict[str, int] = {}
    sentences = 0
    for path in sorted(documents.glob("*.md")):
        text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
        for start, end in sentence_slices(text):
            sentences += 1
            for word in {stem(w) for w in PHRASE_WORD.findall(text[start:end].lower())}:
                found[word] = found.get(word, 0) + 1
    rarest = log(max(sentences, 2))
    return {
        word: max(LIGHTEST_WORD, min(HEAVIEST_WORD, 1.5 * log(sentences / count) / rarest))
        for word, count in found.items()
    }
