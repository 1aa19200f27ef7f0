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


def take_whole(plain: str, tokens: list[Token], billed: Collection[str]) -> tuple[list[Token], int | None]:
    """In "50 minutes, 20 of which was gait" and "40 min (25 NMR + 15 TE)" one duration is the whole visit.

    So is the only one beside several codes that all have units ("97112 x2, 97110 x1, 38 min").
    """
    durations = [t for t in tokens if t.kind == "minutes" or (t.kind == "number" and t.amount > 3)]
    for before, part in pairwise(durations):
        if OF_WHICH.match(plain, part.end) and before.amount > part.amount:
            return [t for t in tokens if t is not before], before.amount
        if PART_OF.fullmatch(plain[before.end : part.start]) and part.amount > before.amount:
            return [t for t in tokens if t is not part], part.amount
    names = [t for t in tokens if t.kind == "code"]
    if len(durations) == 1 and len({t.value for t in names}) > 1 and OK_FOR.search(plain[: durations[0].start]):
        return [t for t in tokens if t is not durations[0]], durations[0].amount
    if len(durations) == 1 and {t.value for t in names} <= set(billed) and len({t.value for t in names}) > 1:
        since = max((t.end for t in names if t.end <= durations[0].start), default=0)
        marked = _mark_of(plain, tokens, durations[0])
        apart = CLAUSE.search(plain, since, durations[0].start) or IN_ALL.search(plain[since : durations[0].start])
        if not marked and (not since or apart):
            return [t for t in tokens if t is not durations[0]], durations[0].amount
    if len(durations) > 1 and names:
        others = sum(t.amount for t in durations[1:])
        more = len(durations) > len(names)
        first = durations[0]
        spoken_for = sum(t.is_marker("rest", "other") for t in tokens)
        alone = any(t.kind == "remainder" for t in tokens) and _stands_alone(plain, tokens, first)
        opens = OF_WHOLE.search(plain[: first.start]) and first.amount >= others
        told = first.clock and first.value == "in_out" and first.amount >= max(t.amount for t in durations[1:])
        adds_up = (
            len(durations) > max(2, len(names) + spoken_for) - (len(names) == 1)
            and first.amount == others
            and len(durations) > 2
        )
        adds_up = adds_up or (
            len(durations) > 2 and first.amount == others and _is_sum_of_named(plain, names, durations)
        )
        if not adds_up and (opens or (told and more) or alone):
            return [t for t in tokens if t is not first], first.amount
        if adds_up:
            mark = _mark_of(plain, tokens, first)
            visit = None if mark and mark.value == "timed_total" else first.amount
            return [t for t in tokens if t is not first and t is not mark], visit
    return tokens, None


def _is_sum_of_named(plain: str, names: Sequence[Token], durations: Sequence[Token]) -> bool:
    """ "Tx 45 min. 30 neuro, 15 te": each number but the first stands beside a code."""
    first, *others = [any(BESIDE_CODE.fullmatch(between(plain, t, name)) for name in names) for t in durations]
    return not first and all(others)


def _mark_of(plain: str, tokens: list[Token], duration: Token) -> Token | None:
    """ "Total", "session" or the like beside a duration."""
    for token in tokens:
        gap = between(plain, token, duration)
        if token.is_marker(*WHOLE_MARKS) and not re.search(r"\d|[a-z]{2,}.*[a-z]{7,}", gap):
            return token
    return None


def _stands_alone(plain: str, tokens: list[Token], duration: Token) -> bool:
    """Whether a duration opens the text as a clause of its own ("55 min. 25 NMR. Remainder TE.")."""
    end = CLAUSE.search(plain, duration.end - 1)
    until = end.start() if end else len(plain)
    return bool(end) and not any(t.start < until and t is not duration for t in tokens)
