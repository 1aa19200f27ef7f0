"""Where the sentences of a passage are, as exact slices."""

import re
from functools import lru_cache

import sentencex

from index.document import Passage

LIST_MARK = re.compile(r"^(?:[-*+]|\d+[.)])\s+")
# Ends no sentence before a number: "Pub. 100-04", "No. 3", "sec. 220".
NUMBERED = re.compile(
    r"(?:^|[\s(])(?:Pub|Pubs|Nos|Ch|Chap|Sec|Sect|Art|Vol|Rev|Fig|Par|Para|pp?|approx|ca|cf)\.$", re.I
)


@lru_cache(maxsize=20_000)
def sentence_slices(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, list marks and surrounding space left out; headings are skipped."""
    slices: list[tuple[int, int]] = []
    line_start = 0
    for line in text.splitlines(keepends=True):
        if not line.lstrip().startswith("#"):
            slices.extend(_in_line(line, line_start))
        line_start += len(line)
    return tuple(slices)


def compared_lines(passage: Passage) -> list[str]:
    """The lines of a quotable passage that a question is compared with: its heading, then its sentences."""
    sentences = [passage.text[start:end] for start, end in sentence_slices(passage.text)]
    return [passage.headings[-1] if passage.headings else "", *sentences]


def _in_line(line: str, offset: int) -> list[tuple[int, int]]:
    mark = LIST_MARK.match(line)
    position = mark.end() if mark else 0
    found: list[tuple[int, int]] = []
    for sentence in sentencex.segment("en", line[position:]):
        start = line.index(sentence, position)
        position = start + len(sentence)
        trimmed = sentence.strip()
        if trimmed:
            begin = start + sentence.index(trimmed[0])
            end = begin + len(trimmed)
            if found and _runs_on(line, *found[-1], begin):
                begin = found.pop()[0]
            found.append((begin, end))
    return [(offset + begin, offset + end) for begin, end in found]


def _runs_on(line: str, begin: int, end: int, following: int) -> bool:
    """Whether what was cut goes on: no space stands at the cut ("220.2.B"), or a number after an abbreviation."""
    if end == following:
        return line[following].isalnum() or line[following] == "-"
    return line[following].isdigit() and NUMBERED.search(line[begin:end]) is not None
