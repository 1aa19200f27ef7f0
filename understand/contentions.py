"""What somebody with an interest says of a case: an insurer, a reviewer, an employer's doctor, the other side.

It is said, not shown: neither what meets a criterion nor what speaks against one. It reaches to the end of its
sentence or quotation, or to where the record is cited (`corpus/vocabulary/context.toml`, `claim`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from understand.case import Span
from understand.phrases import Match
from understand.vocabulary import Vocabulary
from understand.words import Word

QUOTES = frozenset({'"', "“", "”"})


@dataclass(frozen=True, slots=True)
class Contention:
    """Words `first` to `said` name who speaks, those up to `last` (exclusive) are what is contended."""

    first: int
    said: int
    last: int


def find_contentions(words: Sequence[Word], cues: Sequence[Match]) -> tuple[Contention, ...]:
    """In the order of the text, from its `cues`; of those that begin at one word the longest introduction counts."""
    begun: dict[int, int] = {}
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
        if any(side.startswith("before") for side in sides):
            begun[match.first] = max(match.last, begun.get(match.first, 0))
    found: list[Contention] = []
    for first, said in sorted(begun.items()):
        if not found or first >= found[-1].said:
            found.append(Contention(first, said, _end(words, said, stops)))
    return tuple(found)


def without_contentions(text: str, words: Sequence[Word], vocabulary: Vocabulary) -> str:
    """The text with blanks in the place of what is contended, so that every place stays where it was."""
    for contention in find_contentions(words, vocabulary.cues.find(words)):
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
