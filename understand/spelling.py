"""Misspelled long words of the vocabulary, set right word by word; places in the text stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from understand.words import Word

SHORTEST = 7
# From this length on two slips are forgiven, below it one.
LONG = 9


def by_first_letter(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The words that a misspelling may stand for: long ones, by first letter."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= SHORTEST and word.isalpha():
            groups.setdefault(word[0], []).append(word)
    return {letter: tuple(group) for letter, group in groups.items()}


def correct_spelling(
    words: Sequence[Word], known: frozenset[str], candidates: Mapping[str, tuple[str, ...]]
) -> tuple[Word, ...]:
    """Words with the key of the one vocabulary word that is a slip or two away, where there is one."""
    return tuple(
        word if word.key in known or len(word.key) < SHORTEST else _corrected(word, candidates) for word in words
    )


def _corrected(word: Word, candidates: Mapping[str, tuple[str, ...]]) -> Word:
    if not word.key.isalpha():
        return word
    slips = 1 if len(word.key) < LONG else 2
    found = process.extract(word.key, candidates.get(word.key[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=2)
    if not found or (len(found) == 2 and found[0][1] == found[1][1] and not _same_stem(found[0][0], found[1][0])):
        return word
    return replace(word, key=found[0][0], keys=(found[0][0],))


def _same_stem(one: str, other: str) -> bool:
    return one[:-3] == other[: len(one) - 3]
