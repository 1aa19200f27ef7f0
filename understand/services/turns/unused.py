"""What a later turn tells that changed nothing: a result that only looks new is worse than none."""

import re

from understand.services.service import Service, ServicesRead
from understand.services.turns.turn import MOST_MINUTES, Turn, is_same_person
from understand.services.words import any_of

CHANGES, RESIZED, NO_MINUTES = (
    re.compile(any_of("turns", name)) for name in ("changes", "resized", "no_number_of_minutes")
)
DID_SOMETHING = re.compile(
    r"\b(?:pta|c?ota|pt|ot|assistant|therapist) (?:wasn'?t|weren'?t|didn'?t|left|did|does|had"
    r"|took|treated|saw|ran|furnished|handled)\b"
)
SHE_DID = re.compile(r"\b(?:she|he|they) (?:did|had|took|treated|saw|ran)\b")
OLD = re.compile(r"\b(?:not|instead of|rather than|from) (?:the )?$")
OF_SOMETHING = re.compile(r"\s*(?:min\w*\s*)?(?:more\s+)?of (?!it\b|that\b|them\b|the\b|those\b)")


def unused(earlier: ServicesRead, turn: Turn, read: ServicesRead) -> tuple[Service, ...]:
    """Numbers and persons that a turn tells and that changed none of the services told before.

    A turn that stands alone is read like a first question: nothing of it is called unused.
    """
    if read.which:
        return ()
    now, plain = turn.now, turn.plain
    same = (read.services, read.taken_off, read.billed) == (earlier.services, earlier.taken_off, earlier.billed)
    people = [p for p in now.people if not any(is_same_person(s, p) and s.minutes == p.minutes for s in read.services)]
    known = _known(earlier, now, read) | (set() if same else {read.rest_minutes, read.other_minutes})
    anew = [n for n in _alone(turn) if n.minutes not in known or (same and OF_SOMETHING.match(plain, n.span.end))]
    told = people + anew
    if not same:
        told = [n for n in told if not OLD.search(plain[: n.span.start])]
        return () if read.services == now.services else tuple(told)
    if resized := RESIZED.search(plain):
        told.append(_without_minutes(turn, resized))
    somebody = DID_SOMETHING.search(plain) or (CHANGES.search(plain) and SHE_DID.search(plain))
    if not told and somebody and any(s.who or s.discipline for s in earlier.services):
        told.append(_without_minutes(turn, somebody))
    return tuple(told)


def changed_one(earlier: ServicesRead, read: ServicesRead) -> Service | None:
    """The only service with other minutes than before, or the one that came on top."""
    if read.services[:-1] == earlier.services:
        return read.services[-1]
    if len(read.services) != len(earlier.services):
        return None
    other = [new for old, new in zip(earlier.services, read.services, strict=True) if new.minutes != old.minutes]
    return other[0] if len(other) == 1 else None


def _known(earlier: ServicesRead, now: ServicesRead, read: ServicesRead) -> set[int | None]:
    """Minutes and units that the answer tells of, or that were told before."""
    told = (*earlier.services, *read.services, *read.unplaced, *read.taken_off, *read.within)
    return {
        *(s.minutes for s in told),
        *(sum(s.minutes for s in turn.services) for turn in (earlier, read)),
        *earlier.minutes().values(),
        *(earlier.visit_minutes, earlier.timed_total, now.claimed_units, read.visit_minutes),
        *(now.billed or {}).values(),
    }


def _alone(turn: Turn) -> list[Service]:
    """Numbers beside no person that may be minutes."""
    spans = [(told.span.start, told.span.end) for told in turn.now.people]
    return [
        n
        for n in turn.now.numbers
        if not any(a <= n.span.start < b for a, b in spans)
        and n.minutes <= MOST_MINUTES
        and not NO_MINUTES.search(turn.plain[: n.span.start])
    ]


def _without_minutes(turn: Turn, match: re.Match[str]) -> Service:
    return Service("", 0, turn.span(*match.span()))
