"""What the guard finds in a text: where an identifier stands, never the identifier itself."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier of `kind` at characters `start` to `end` of the ORIGINAL text.

    `year` is kept of a date of service alone: rules and thresholds go by year, and a year by
    itself identifies nobody.
    """

    kind: str
    start: int
    end: int
    year: str | None = None


def claim_spans(found: Iterable[Found]) -> tuple[Found, ...]:
    """Keeps, of spans that overlap, the one that came first; returns the rest in reading order."""
    kept: list[Found] = []
    for one in found:
        place = bisect_left(kept, one.start, key=lambda k: k.start)
        after_previous = place == 0 or kept[place - 1].end <= one.start
        before_next = place == len(kept) or one.end <= kept[place].start
        if one.start < one.end and after_previous and before_next:
            kept.insert(place, one)
    return tuple(kept)
