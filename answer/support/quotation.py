"""Knows a quotation: whole sentences of a passage, word for word."""

from collections.abc import Iterable

from answer.support.scan import plain_text

# Enough of a sentence's opening or end to know the line that it opens or closes.
KNOWN_BY = 60


def is_exact(statement: str, evidence: Iterable[str]) -> bool:
    """True where the statement is one or more whole sentences of a passage, spaces and marks aside."""
    wanted = plain_text(statement)
    return bool(wanted) and any(_stands_whole(wanted, text) for text in evidence)


def _stands_whole(wanted: str, text: str) -> bool:
    plain = plain_text(text)
    at = plain.find(wanted)
    if at < 0:
        return False
    before, after = plain[:at].rstrip(), plain[at + len(wanted) :].lstrip()
    starts = not before or before[-1] in ".!?#" or _opens_line(wanted, text)
    ends = wanted[-1] in ".!?" or not after or _closes_line(wanted, text)
    return starts and ends


def _opens_line(wanted: str, text: str) -> bool:
    return any(plain_text(line).lstrip("-*# ").startswith(wanted[:KNOWN_BY]) for line in text.splitlines())


def _closes_line(wanted: str, text: str) -> bool:
    return any(plain_text(line).endswith(wanted[-KNOWN_BY:]) for line in text.splitlines())
