"""Names in a list of minutes that no code is known by: their minutes are theirs, and of nothing beside them."""

import re
from collections.abc import Iterator

from understand.services.read.items import AGAIN, CONNECTOR, NO_NAME
from understand.services.read.own_minutes import is_told_of
from understand.services.read.people import SPEECH
from understand.services.read.tokens import Token

NAME = r"[a-z][a-z&./-]{1,11}"
NAME_BEFORE = re.compile(rf"(?:^|[\s,;/|+&:(])(?:(?P<first>{NAME}) )?(?P<name>{NAME})[\s:=x(@-]*$")
# The name ends where its item does, at the next number, or where something is said of the whole.
NAME_BEHIND = re.compile(
    rf"\s+(?P<name>{NAME})\s*(?:[,;/|+\n?]|\.(?=\s|$)|$|(?=\d)|(?=(?:medicare|units?|part b|how many|and)\b))"
)
BOUNDARY = re.compile(r"(?:^|[,;/|+&\n.])\s*$|\band\s+$")
OF = re.compile(r"[\s'(]*(?:of|for|on|in)?\s*")
BESIDE = re.compile(r"[\s:=x(@-]*")
NEAR = 30  # characters to minutes that are listed in the same way


def find_unknown_names(plain: str, tokens: list[Token]) -> list[Token]:
    """A code without a value for each such name ("PTX 20, TE 15"), where others are listed in the same way."""
    spent = [t for t in tokens if t.is_spent and not t.clock]
    names = [t for t in tokens if t.kind == "code"]
    opening = next((t for t in tokens if t in spent or t in names), None)
    if opening is None or not names:
        return []
    return list(
        _names_before(plain, tokens, spent, names)
        if opening in names or NAME_BEFORE.search(plain[: opening.start])
        else _names_behind(plain, tokens, spent, names)
    )


def find_speech_time(plain: str, tokens: list[Token]) -> list[Token]:
    """Speech therapists who have minutes of their own: "SLP 15, neuro 20" are two services.

    Each stands as a code without a value where the therapist is named.
    """
    spent = [t for t in tokens if t.is_spent]
    return [
        Token("code", "", 0, person.start, person.end, False)
        for person in tokens
        if person.kind == "who"
        and person.value == SPEECH
        and any(is_told_of(plain, person, t) and not _told_after(plain, tokens, t) for t in spent)
    ]


def _names_before(plain: str, tokens: list[Token], spent: list[Token], names: list[Token]) -> Iterator[Token]:
    """ "TE 15 PTX 20 MT 8"."""
    listed_with = [t for t in spent if any(BESIDE.fullmatch(plain[n.end : t.start]) for n in names)]
    for token in spent:
        before = max((t for t in tokens if t.end <= token.start), key=lambda t: t.end, default=None)
        since = before.end if before else 0
        match = NAME_BEFORE.search(plain[since : token.start])
        near = any(t.kind == token.kind and abs(t.start - token.start) <= NEAR for t in listed_with)
        if not near or not match or _is_no_name(match["name"]) or _told_after(plain, tokens, token):
            continue
        end = since + match.end("name")
        start = since + match.start("name" if not match["first"] or _is_no_name(match["first"]) else "first")
        gap = plain[since:start]
        follows = before in spent and not gap.strip(" )'")
        opens = gap.rstrip().endswith(":")
        # "Neuro 15, balance pad 12": what is said of a name in the list may make it another.
        if before and before.kind == "code" and not gap.strip():
            start = before.start
        listed = opens or bool(BOUNDARY.search(plain[:start]))
        # Minutes that a comma sets off are told apart by what the gap to a code costs.
        if follows or (listed and token.kind == "number"):
            yield Token("code", "", 0, start, end, False)


def _names_behind(plain: str, tokens: list[Token], spent: list[Token], names: list[Token]) -> Iterator[Token]:
    """ "20 PTX, 15 TE, 8 MT"."""
    owned = {t.kind for t in spent if any(not plain[t.end : n.start].strip() for n in names if n.start >= t.end)}
    for token in spent:
        match = NAME_BEHIND.match(plain, token.end)
        if token.kind != "number" or "number" not in owned or not match or _is_no_name(match["name"]):
            continue
        start, end = match.span("name")
        opens = BOUNDARY.search(plain[: token.start]) or any(
            n.end <= token.start and not plain[n.end : token.start].strip() for n in names
        )
        if opens and not any(t.start < end and t.end > start for t in tokens):
            yield Token("code", "", 0, start, end, False)


def _told_after(plain: str, tokens: list[Token], spent: Token) -> bool:
    """ "Leg press 10 min 97110": a code right behind the minutes, with none of its own."""
    behind = [t for t in tokens if t.start >= spent.end][:2]
    if not behind or behind[0].kind != "code" or not OF.fullmatch(plain[spent.end : behind[0].start]):
        return False
    return len(behind) == 1 or not BESIDE.fullmatch(plain[behind[0].end : behind[1].start])


def _is_no_name(word: str) -> bool:
    return any(pattern.fullmatch(word) for pattern in (NO_NAME, CONNECTOR, AGAIN))
