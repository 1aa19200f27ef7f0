"""What somebody with an interest says of a case: an insurer, a reviewer, an employer's doctor, the other side.

It is said, not shown: neither what meets a criterion nor what speaks against one. It reaches to the end of its
sentence or quotation, to where the record is cited (`corpus/vocabulary/context.toml`, `claim`), or to a comma after
which a case begins with its disease or a score. What somebody only calls the work ends with the next comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from understand.case import Span
from understand.phrases import Match
from understand.vocabulary import Vocabulary
from understand.words import Word

# What a case begins with, and how many words may lead in to it.
CASE_BEGINS = frozenset({"diagnosis", "measure"})
LEAD_IN = 3
QUOTES = frozenset({'"', "“", "”"})


@dataclass(frozen=True, slots=True)
class Contention:
    """Words `first` to `said` name who speaks, those up to `last` (exclusive) are what is contended."""

    first: int
    said: int
    last: int


def find_contentions(words: Sequence[Word], cues: Sequence[Match], vocabulary: Vocabulary) -> tuple[Contention, ...]:
    """In the order of the text, from its `cues`; of those that begin at one word the longest introduction counts."""
    begun: dict[int, int] = {}
    labels: set[int] = set()
    stops: set[int] = set()
    asker = {match.last for match in cues if match.first == 0 and "claim.asker" in match.labels}
    nobody = {place for match in cues if "claim.pseudo" in match.labels for place in range(match.first, match.last)}
    for match in cues:
        sides = {label.split(".")[1] for label in match.labels if label.startswith("claim.")}
        if any(side.startswith("break") for side in sides):
            stops.add(match.first)
        if match.first in nobody or _is_cut(words, match.first, match.last):
            continue
        if match.last in asker:
            continue
        if "before_label" in sides:
            labels.add(match.last)
        if any(side.startswith("before") for side in sides):
            begun[match.first] = max(match.last, begun.get(match.first, 0))
    if not begun:
        return ()
    commas = {place for place, word in enumerate(words) if word.key == ","}
    stops |= _before_a_case(words, commas, vocabulary)
    found: list[Contention] = []
    for first, said in sorted(begun.items()):
        if not found or first >= found[-1].said:
            found.append(Contention(first, said, _end(words, said, stops | commas if said in labels else stops)))
    return tuple(found)


def _before_a_case(words: Sequence[Word], commas: set[int], vocabulary: Vocabulary) -> set[int]:
    """The commas after which a disease or a test is named: "denied as not neuro, knee OA with poor balance"."""
    named = {
        match.first
        for match in vocabulary.tree.find(words)
        if any(label in vocabulary.terms and vocabulary.category(label) in CASE_BEGINS for label in match.labels)
    }
    return {place for place in commas if not named.isdisjoint(range(place + 1, place + 1 + LEAD_IN))}


def without_contentions(text: str, words: Sequence[Word], vocabulary: Vocabulary) -> str:
    """The text with blanks in the place of what is contended, so that every place stays where it was."""
    for contention in find_contentions(words, vocabulary.cues.find(words), vocabulary):
        span = Span(words[contention.first].start, words[contention.last - 1].end, "")
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _is_cut(words: Sequence[Word], first: int, last: int) -> bool:
    return any(word.ends_clause for word in words[first : last - 1])


def _end(words: Sequence[Word], said: int, stops: set[int]) -> int:
    """Up to the end of the clause, which inside a quotation goes on to its second mark, or up to the record."""
    quoted = any(word.key in QUOTES for word in words[said : said + 2])
    end, marks = said, 0
    while end < len(words) and end not in stops:
        marks += words[end].key in QUOTES
        if marks == 2 or (words[end].ends_clause and not quoted):
            break
        end += 1
    return end
