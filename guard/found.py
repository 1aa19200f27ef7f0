"""What the guard finds in a text: where an identifier stands, never the identifier itself."""

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
        if one.start < one.end and all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))
