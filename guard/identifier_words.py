"""The guard's vocabulary: what is a name, what leads to one, and how identifiers are labelled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import names as census
from english_words import get_english_words_set

from corpus_files import read_table

INFLECTIONS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)
"""Endings, and what stands in the dictionary instead of them."""

COMMON_SURNAMES = 1000
"""So many of the commonest surnames count even in small letters ("keisha brown")."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A kind of identifier that is known by the words before it."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that are names, that lead to names, and that only look like names; all in small letters.

    `vocabulary_words`: what the corpus writes, its vocabularies included, abbreviations and slips of the pen with it.
    """

    first_names: frozenset[str]
    first_names_also_words: frozenset[str]
    surnames: frozenset[str]
    ordinary_words: frozenset[str]
    corpus_words: frozenset[str]
    vocabulary_words: frozenset[str]
    common_surnames: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_names_but_surnames: frozenset[str]
    not_name_phrases: tuple[str, ...]
    eponyms: frozenset[str]
    dotted: frozenset[str]
    shortened: frozenset[str]
    initials_before: re.Pattern[str]
    initials_after: re.Pattern[str]
    eponym_followers: frozenset[str]
    titles: re.Pattern[str]
    naming_cues: re.Pattern[str]
    person_cues: re.Pattern[str]
    weak_person_cues: re.Pattern[str]
    person_verbs: re.Pattern[str]
    weak_person_verbs: re.Pattern[str]
    credentials: re.Pattern[str]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word in small letters is English, plain inflections too."""
        if word in self.ordinary_words:
            return True
        return any(
            word.endswith(ending) and len(word) - len(ending) > 2 and word[: -len(ending)] + rest in self.ordinary_words
            for ending, rest in INFLECTIONS
        )


@dataclass(frozen=True, slots=True)
class DateWords:
    """What stands before a date and says whose day it is."""

    birth: re.Pattern[str]
    service: re.Pattern[str]
    rule: re.Pattern[str]
    patient: re.Pattern[str]
    also: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AddressWords:
    """Alternatives of regular expressions: street suffixes (with a capital, or plain) and states.

    `zips`: a state and a ZIP code of its group.
    """

    suffixes: str
    plain_suffixes: str
    states: str
    zips: str


@dataclass(frozen=True, slots=True)
class IdentifierWords:
    """All that the guard knows of identifiers, read once from the corpus."""

    placeholders: dict[str, str]
    labelled: tuple[Labelled, ...]
    dates: DateWords
    addresses: AddressWords
    names: NameWords
    public_hosts: tuple[str, ...]


@cache
def read_identifier_words(corpus: Path) -> IdentifierWords:
    """Reads `vocabulary/identifiers.toml`, `names.toml`, `not_names.toml` and the census name lists."""
    identifiers = read_table(corpus / "vocabulary" / "identifiers.toml")
    return IdentifierWords(
        placeholders=dict(identifiers["kinds"]),
        labelled=tuple(_labelled(row, identifiers["public"]["codes"]) for row in identifiers["labelled"]),
        dates=_read_dates(identifiers["dates"]),
        addresses=_read_addresses(identifiers["addresses"], identifiers["zip_codes"]),
        names=_read_names(corpus / "vocabulary"),
        public_hosts=tuple(identifiers["public"]["hosts"]),
    )


def _read_dates(rows: dict[str, list[str]]) -> DateWords:
    also = re.compile(rf"\s*(?:{'|'.join(rows['also'])})(?:\s+(?:{'|'.join(rows['also'])}))?\s*", re.IGNORECASE)
    return DateWords(**{key: _any_word(words) for key, words in rows.items() if key != "also"}, also=also)


def _read_addresses(rows: dict[str, list[str]], zips: dict[str, list[str]]) -> AddressWords:
    groups = "|".join(
        rf"(?:{_alternatives(states)}),?\s+(?=\d{{5}}(?!\d))(?:{figures})\d+" for figures, states in zips.items()
    )
    return AddressWords(**{key: _alternatives(words) for key, words in rows.items()}, zips=groups)


def _labelled(row: dict[str, Any], public_codes: str) -> Labelled:
    labels, value = "|".join(row["labels"]), row["value"]
    if not row.get("may_look_public", False):
        value = rf"(?!(?:no )?{public_codes}(?![\w-])){value}"
    pattern = rf"(?<![\w])(?:{labels})(?:\s+(?:is|was|of|on))?\s*(?:\([^)]*\))?\s*[:#=]?\s*(?P<value>{value})"
    return Labelled(kind=row["kind"], pattern=re.compile(pattern, re.IGNORECASE))


def _read_names(vocabulary: Path) -> NameWords:
    rows, off = read_table(vocabulary / "names.toml"), read_table(vocabulary / "not_names.toml")
    ordered_surnames = _census_names("last")
    first_names = {
        *_census_names("first:male"),
        *_census_names("first:female"),
        *rows["more_first_names"],
        *rows["shortened"],
    }
    also_words = {*rows["first_names_also_words"]} - {*rows["nicknames"]}
    named_after = {w.lower() for key in ("eponyms", "organisations", "places") for w in off[key]}
    not_names = {w.lower() for key in ("eponyms", "organisations", "places", "calendar", "words") for w in off[key]}
    corpus_words = _words_of(vocabulary.parent / "documents", "*.md")
    return NameWords(
        first_names=frozenset(first_names | {*rows["nicknames"]}),
        first_names_also_words=frozenset(also_words),
        surnames=frozenset(ordered_surnames),
        ordinary_words=_ordinary_words() - {*rows["nicknames"]},
        corpus_words=corpus_words,
        vocabulary_words=corpus_words | _words_of(vocabulary, "[!n]*.t*") | _words_of(vocabulary, "note_*.toml"),
        common_surnames=frozenset(ordered_surnames[:COMMON_SURNAMES]),
        particles=frozenset(rows["particles"]),
        not_names=frozenset(not_names),
        not_names_but_surnames=frozenset(named_after & {*ordered_surnames}),
        not_name_phrases=tuple(off["phrases"]),
        eponyms=frozenset(word.lower() for word in off["eponyms"]),
        dotted=frozenset(off["dotted"]),
        shortened=frozenset(rows["shortened"]),
        initials_before=re.compile("|".join(rows["initials_before"]), re.IGNORECASE),
        initials_after=re.compile("|".join(rows["initials_after"]), re.IGNORECASE),
        eponym_followers=frozenset(off["eponym_followers"]),
        titles=re.compile(rf"\b(?:{_alternatives(rows['titles'])})(?:\.\s*|\s+)(?=\w)"),
        naming_cues=re.compile("|".join(rows["naming_cues"]), re.IGNORECASE),
        person_cues=re.compile("|".join(rows["person_cues"]), re.IGNORECASE),
        weak_person_cues=re.compile("|".join(rows["weak_person_cues"]), re.IGNORECASE),
        person_verbs=_after_name(rows["person_verbs"]),
        weak_person_verbs=_after_name(rows["weak_person_verbs"]),
        credentials=re.compile(rf"\s*,?\s*(?:{_alternatives(rows['credentials'])})(?![\w/-])"),
    )


def _census_names(kind: str) -> tuple[str, ...]:
    """Names of one list of the wheel, commonest first, in small letters."""
    with open(census.FILES[kind], encoding="utf-8") as lines:
        return tuple(line.split()[0].lower() for line in lines)


def _ordinary_words() -> frozenset[str]:
    """English in small letters (Webster's second)."""
    return frozenset(word for word in get_english_words_set(["web2"]) if word.islower())


def _words_of(folder: Path, files: str) -> frozenset[str]:
    """What the corpus itself writes, publishers' names included: none of it is a stranger's name."""
    words: set[str] = set()
    for path in folder.glob(files):
        words.update(re.findall(r"[^\W\d_]{3,}", path.read_text(encoding="utf-8").lower()))
    return frozenset(words)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _any_word(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _after_name(words: Iterable[str]) -> re.Pattern[str]:
    """Matches right after a name: blanks and one of the words, or an ending such as "'s wife"."""
    spaced = _alternatives(word for word in words if not word.startswith("'"))
    endings = "|".join("['’]" + re.escape(word[1:]) for word in words if word.startswith("'"))
    return re.compile(rf"(?:\s+(?:{spaced})(?!\w)|(?:{endings})(?!\w))")
