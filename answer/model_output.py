"""A model's streaming text to sentences with markers: JSON objects where they stand, prose as a last resort."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.sentences import sentence_slices

MARKER = re.compile(r"[PG]\d{1,3}")
MARKERS_IN_PROSE = re.compile(r"\s*\[((?:[PG]?\d{1,3})(?:\s*,\s*[PG]?\d{1,3})*)\]")
LINK = re.compile(r"https?://|www\.|<[^>\s][^>]*>|\]\(", re.IGNORECASE)
EMPHASIS = re.compile(r"\*\*|__|`|^#+\s*|^[-*•]\s+")
# Longer than any sentence that the prompt asks for; a model that writes one does not follow it.
LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class RawSentence:
    """A sentence as the model wrote it, markers apart; nothing of it is trusted yet."""

    text: str
    section: str
    markers: tuple[str, ...]


class SentenceReader:
    """Takes pieces of text as they arrive and gives each sentence as soon as its object is complete."""

    def __init__(self) -> None:
        self._buffer = ""
        self._whole = ""
        self._found = 0

    @property
    def whole(self) -> str:
        return self._whole

    @property
    def unfinished(self) -> bool:
        """An object was begun and not closed: the output was cut off."""
        return "{" in self._buffer

    def feed(self, text: str) -> Iterator[RawSentence]:
        self._buffer += text
        self._whole += text
        for value in self._complete_objects():
            for sentence in _to_sentences(value):
                self._found += 1
                yield sentence

    def finish(self) -> Iterator[RawSentence]:
        """What prose holds, where the model wrote no object at all."""
        if not self._found:
            yield from _from_prose(self._whole)

    def _complete_objects(self) -> Iterator[Any]:
        decoder = json.JSONDecoder()
        while (start := self._buffer.find("{")) >= 0:
            try:
                value, end = decoder.raw_decode(self._buffer, start)
            except json.JSONDecodeError:
                line_end = self._buffer.find("\n", start)
                if line_end < 0 or _may_go_on(self._buffer[start:]):
                    return
                self._buffer = self._buffer[line_end + 1 :]  # a broken line; the next one may be whole
                continue
            self._buffer = self._buffer[end:]
            yield value


def _may_go_on(text: str) -> bool:
    """An object over several lines: more is open than closed, and no new object starts on a later line."""
    return text.count("{") > text.count("}") and not re.search(r'\n\s*\{\s*"text"', text)


def _to_sentences(value: Any) -> Iterator[RawSentence]:
    """An object with `text`, or one that holds a list of such objects under any key."""
    if isinstance(value, list):
        for item in value:
            yield from _to_sentences(item)
    elif isinstance(value, dict) and isinstance(value.get("text"), str):
        section = value.get("section")
        text, markers = _split_markers(value["text"])
        listed = value.get("citations")
        listed = listed if isinstance(listed, list) else [listed]
        found = tuple(m for m in (_to_marker(item) for item in listed) if m)
        yield RawSentence(clean_sentence(text), section if isinstance(section, str) else "", (*found, *markers))
    elif isinstance(value, dict):
        for item in value.values():
            if isinstance(item, list):
                yield from _to_sentences(item)


def _to_marker(item: Any) -> str:
    """ "P2" or 2; anything else is no marker."""
    if isinstance(item, int) and not isinstance(item, bool):
        return f"P{item}"
    if isinstance(item, str) and MARKER.fullmatch(item.strip()):
        return item.strip()
    return ""


def _split_markers(text: str) -> tuple[str, tuple[str, ...]]:
    markers = []
    for group in MARKERS_IN_PROSE.findall(text):
        markers += [m.strip() if m.strip()[0] in "PG" else f"P{m.strip()}" for m in group.split(",")]
    return MARKERS_IN_PROSE.sub("", text), tuple(markers)


def _from_prose(text: str) -> Iterator[RawSentence]:
    for line in text.splitlines():
        plain = EMPHASIS.sub("", line.strip())
        for start, end in sentence_slices(plain):
            sentence, markers = _split_markers(plain[start:end])
            if markers:
                yield RawSentence(clean_sentence(sentence), "", markers)


def clean_sentence(text: str) -> str:
    return " ".join(EMPHASIS.sub("", text.strip()).split())


def is_presentable(text: str) -> bool:
    """A sentence of sane length without links or markup."""
    return 0 < len(text) <= LONGEST_SENTENCE and not LINK.search(text)
