"""Where the sentences of a passage are, as exact slices."""

import re
from functools import lru_cache

import sentencex

from index.document import Passage

LIST_MARK = re.compile(r"^(?:[-*+]|\d+[.)])\s+")


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
            found.append((offset + begin, offset + begin + len(trimmed)))
    return found
