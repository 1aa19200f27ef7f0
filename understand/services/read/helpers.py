"""Minutes that an aide, a technician or a student had alone: beside the therapist's, and nobody's who may bill them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from understand.services.read.items import BESIDE_CODE
from understand.services.read.own_minutes import is_persons_own
from understand.services.read.tokens import Off, Token
from understand.services.words import any_of, any_word

HELPER = any_of("helpers", "named")
NAMED = re.compile(rf"(?:\b(?:the|my|our|an?|another)\s+)?\b{HELPER}")
# "No aide", "saw a student for 30 min", "19 yo student": nobody who helped.
NO_HELPER = re.compile(any_of("helpers", "none"))
# "24 nmr, 15 te with the aide", "10 by a student", "te 13 (aide)".
WITH_HELPER = re.compile(
    rf"\s*(?:min\w*\s*)?(?:(?:was |were |done |all )*(?:by|with|w/?)\s+(?:just |only )?(?:the |my |our |an? )?{HELPER}"
    rf"|\({HELPER}\)"
    rf"|(?:the |my |our |an? )?{HELPER})"
    r"(?=\s*(?:$|[,.;)?\n]|and\b))"
)
# "10 on the bike", "15 more".
AT_SOMETHING = re.compile(r"(?:\s*min\w*)?(?:\s+more)?(?:\s+on\s+(?:the |a )?[a-z]+)?")
EDGE = re.compile(r"[;,()\n+&|]|\.(?=\s|$)|\b(?:then|while|whilst|but|plus)\b")
# What takes no minutes from the therapist: another pair of hands, who looks on, is directed all the time, or writes.
BESIDE_THERAPIST = re.compile(any_word("helpers", "beside_therapist"))
# A part of other minutes, which is taken off them (`time_off`).
PART_BEFORE = re.compile(
    r"\b(?:first|last|final|middle)\s+(?:\w+\s+)?$|\b(?:of (?:it|which|that|this)|while|incl\w*)\b"
)
PART_BEHIND = re.compile(
    r"\s*(?:min\w*\.?\s*)?(?:out )?of (?:it|that|this|which|those|them|(?:the|his|her|that) \d{1,3}\b)"
)
MEANWHILE = re.compile(r"\s*(?:min\w*\.?\s*)?(?:while|as) (?:i|we|the)\b")
DEFINITE = re.compile(r"\b(?:the|that|those)\s+$")
JOINED = re.compile(r"\b(?:and|with|w|by)\s+$|[&+/,]\s*$")


def take_helpers(plain: str, tokens: list[Token]) -> tuple[list[Token], tuple[Off, ...]]:
    """The tokens without the minutes that helpers had alone, and those."""
    named = [m for m in NAMED.finditer(plain) if not NO_HELPER.search(plain[: m.start()])]
    kept = [t for t in tokens if t.kind != "who" or not any(m.start() <= t.start < m.end() for m in named)]
    found: list[Off] = []
    for take in (_services_with_helper, _minutes_with_helper, _told_behind_helper):
        for off, gone in take(plain, kept, named):
            if all(t in kept for t in gone):
                found.append(off)
                kept = [t for t in kept if t not in gone]
    if found:  # beside a helper's a therapist's bare number is minutes too ("student 10, PT 15, all neuro")
        kept = [replace(t, kind="minutes") if t.is_spent and is_persons_own(plain, kept, t) else t for t in kept]
    return kept, tuple(sorted(found, key=lambda off: off.start))


Taken = Iterator[tuple[Off, list[Token]]]


def _services_with_helper(plain: str, tokens: list[Token], _: list[re.Match[str]]) -> Taken:
    """ "15 te with the aide"."""
    for one, other in pairwise(tokens):
        spent, code = (one, other) if other.kind == "code" else (other, one)
        behind = WITH_HELPER.match(plain, other.end)
        if behind and _is_service(plain, spent, code):
            yield Off(code.value, spent.amount, one.start, behind.end()), [spent, code]


def _minutes_with_helper(plain: str, tokens: list[Token], _: list[re.Match[str]]) -> Taken:
    """ "10 by a student", but not "the first 10 by a student" or "the 15 with the aide" of minutes told before."""
    for spent in (t for t in tokens if t.is_spent):
        behind = WITH_HELPER.match(plain, AT_SOMETHING.match(plain, spent.end).end())  # type: ignore[union-attr]
        part = PART_BEFORE.search(plain[_since(plain, spent.start) : spent.start])
        if behind and not part and not _told_again(plain, tokens, spent):
            yield Off("", spent.amount, spent.start, behind.end()), [spent]


def _told_behind_helper(plain: str, tokens: list[Token], named: list[re.Match[str]]) -> Taken:
    """ "Tech did 20 bike"; the only name that is told is of the therapist's minutes too."""
    for helper in named:
        if told := _told_of(plain, tokens, helper):
            spent, *beside = told
            end = max(t.end for t in told)
            only = sum(t.kind == "code" for t in tokens) == 1 and sum(t.is_spent for t in tokens) > 1
            marks = [t for t in tokens if t.kind == "marker" and helper.end() <= t.start < _edge(plain, end)]
            off = Off(beside[0].value if beside else "", spent.amount, helper.start(), end)
            yield off, [*([spent] if only else told), *marks]


def names_open_helper(text: str) -> bool:
    """Whether a helper is named of whom it is open what they did: they did not just stand beside the therapist."""
    plain = text.lower()
    return any(
        not NO_HELPER.search(plain[: m.start()]) and not BESIDE_THERAPIST.search(plain, m.end(), _edge(plain, m.end()))
        for m in NAMED.finditer(plain)
    )


def _is_service(plain: str, spent: Token, code: Token) -> bool:
    first, last = sorted((spent, code), key=lambda t: t.start)
    return spent.is_spent and code.kind == "code" and bool(BESIDE_CODE.fullmatch(plain[first.end : last.start]))


def _told_again(plain: str, tokens: list[Token], spent: Token) -> bool:
    """ "24 nmr, 15 te; the 15 with the aide": minutes told before."""
    alike = [t for t in tokens if t.is_spent and t.amount == spent.amount and t.start < spent.start]
    return bool(alike and DEFINITE.search(plain[: spent.start]))


def _since(plain: str, here: int) -> int:
    """Where the clause begins that leads up to a place."""
    return max((m.end() for m in EDGE.finditer(plain, 0, here)), default=0)


def _edge(plain: str, start: int) -> int:
    edge = EDGE.search(plain, start)
    return edge.start() if edge else len(plain)


def _told_of(plain: str, tokens: list[Token], helper: re.Match[str]) -> list[Token]:
    """The minutes told right behind a helper, with the code beside them ("tech did 20 bike", "aide 10 te")."""
    until = _edge(plain, helper.end())
    inside = [t for t in tokens if helper.end() <= t.start < until]
    place = next((n for n, t in enumerate(inside) if t.is_spent), None)
    if place is None:
        return []
    spent, before = inside[place], inside[:place]
    said = plain[helper.end() : spent.start]
    if any(t.kind == "who" and not _is_patient(plain, t, helper) for t in before):
        return []
    if BESIDE_THERAPIST.search(plain, helper.end(), until) or PART_BEFORE.search(
        plain[_since(plain, helper.start()) : helper.start()] + said
    ):
        return []
    if PART_BEHIND.match(plain, spent.end) or MEANWHILE.match(plain, spent.end):
        return []
    near = [*inside[place + 1 : place + 2], *reversed(before)]
    return [spent, *[t for t in near if _is_service(plain, spent, t)][:1]]


def _is_patient(plain: str, person: Token, helper: re.Match[str]) -> bool:
    """ "Aide walked pt 10 min": who is treated."""
    between = plain[helper.end() : person.start]
    return plain[person.start : person.end] == "pt" and bool(between.strip()) and not JOINED.search(between)
