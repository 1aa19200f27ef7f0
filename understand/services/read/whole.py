"""Minutes of the whole visit, told beside those of its codes without a word for it."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from understand.services.read.items import BESIDE_CODE
from understand.services.read.lists import CLAUSE
from understand.services.read.tokens import WHOLE_MARKS, Token, between

OF_WHICH = re.compile(r"\s*of (?:which|that|those|them)\b")
# "97112 x2 97110 x1, is that ok for 31 min": of all the codes together.
OK_FOR = re.compile(r"\b(?:ok|okay|right|enough|fine|correct|allowed|legit)\s+(?:for|with|at|on)\s+(?:a\s+|the\s+)?$")
# "2 of 97112 and 1 of 97110 in 40 min"
IN_ALL = re.compile(r"\b(?:in|within|during|over)\s+(?:an?\s+|the\s+|one\s+)?$")
PART_OF = re.compile(r"\s*(?:out )?of (?:the|a|an|her|his|those|our|my)\s+(?:total\s+)?")
OF_WHOLE = re.compile(r"\b(?:out )?of (?:the|a|her|his|those|our|my|those|all)?\s*(?:total\s+)?$")
FAR = re.compile(r"\d|[a-z]{2,}.*[a-z]{7,}")


def take_whole(plain: str, tokens: list[Token], billed: Collection[str]) -> tuple[list[Token], int | None]:
    """In "50 minutes, 20 of which was gait" and "40 min (25 NMR + 15 TE)" one duration is the whole visit.

    So is the only one beside several codes that all have units ("97112 x2, 97110 x1, 38 min").
    """
    durations = [t for t in tokens if t.kind == "minutes" or (t.kind == "number" and t.amount > 3)]
    names = [t for t in tokens if t.kind == "code"]
    visit = _told_with_part(plain, durations)
    if not visit and len(durations) == 1 and len({t.value for t in names}) > 1:
        visit = durations[0] if _is_of_all(plain, tokens, durations[0], billed) else None
    mark = None
    if not visit and len(durations) > 1 and names:
        first, *others = durations
        if len(others) > 1 and first.amount == sum(t.amount for t in others) and _adds_up(plain, tokens, durations):
            visit, mark = first, _mark_of(plain, tokens, first)
        elif _opens(plain, tokens, durations):
            visit = first
    if not visit:
        return tokens, None
    kept = [t for t in tokens if t is not visit and t is not mark]
    return kept, None if mark and mark.value == "timed_total" else visit.amount


def _told_with_part(plain: str, durations: Sequence[Token]) -> Token | None:
    """The whole of "50 minutes, 20 of which", "20 of the 50"."""
    for before, part in pairwise(durations):
        if OF_WHICH.match(plain, part.end) and before.amount > part.amount:
            return before
        if PART_OF.fullmatch(plain[before.end : part.start]) and part.amount > before.amount:
            return part
    return None


def _is_of_all(plain: str, tokens: list[Token], only: Token, billed: Collection[str]) -> bool:
    """Whether the only duration is of all codes: they have units, and it stands apart from the last of them."""
    if OK_FOR.search(plain[: only.start]):
        return True
    names = [t for t in tokens if t.kind == "code"]
    since = max((t.end for t in names if t.end <= only.start), default=0)
    apart = not since or CLAUSE.search(plain, since, only.start) or IN_ALL.search(plain[since : only.start])
    return {t.value for t in names} <= set(billed) and bool(apart) and not _mark_of(plain, tokens, only)


def _adds_up(plain: str, tokens: list[Token], durations: Sequence[Token]) -> bool:
    """Whether what the first duration is the sum of is all that is told: as many as codes, rests and other work."""
    names = [t for t in tokens if t.kind == "code"]
    owners = len(names) + sum(t.is_marker("rest", "other") for t in tokens)
    return len(durations) > max(2, owners) - (len(names) == 1) or _is_sum_of_named(plain, names, durations)


def _opens(plain: str, tokens: list[Token], durations: Sequence[Token]) -> bool:
    """Whether the first duration is the whole ("of 50 min", "in 9:00 out 10:00", "55 min. 25 NMR. Remainder TE.")."""
    first, *others = durations
    spare = len(durations) > sum(t.kind == "code" for t in tokens)
    in_out = first.clock and first.value == "in_out" and first.amount >= max(t.amount for t in others)
    alone = any(t.kind == "remainder" for t in tokens) and _stands_alone(plain, tokens, first)
    of_whole = OF_WHOLE.search(plain[: first.start]) and first.amount >= sum(t.amount for t in others)
    return bool(of_whole or (in_out and spare) or alone)


def _is_sum_of_named(plain: str, names: Sequence[Token], durations: Sequence[Token]) -> bool:
    """ "Tx 45 min. 30 neuro, 15 te": each number but the first stands beside a code."""
    first, *others = [any(BESIDE_CODE.fullmatch(between(plain, t, name)) for name in names) for t in durations]
    return not first and all(others)


def _mark_of(plain: str, tokens: list[Token], duration: Token) -> Token | None:
    """ "Total", "session" or the like beside a duration."""
    marks = (t for t in tokens if t.is_marker(*WHOLE_MARKS))
    return next((t for t in marks if not FAR.search(between(plain, t, duration))), None)


def _stands_alone(plain: str, tokens: list[Token], duration: Token) -> bool:
    """Whether a duration opens the text as a clause of its own ("55 min. 25 NMR. Remainder TE.")."""
    end = CLAUSE.search(plain, duration.end - 1)
    until = end.start() if end else len(plain)
    return bool(end) and not any(t.start < until and t is not duration for t in tokens)
