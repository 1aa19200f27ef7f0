"""Which codes the minutes of the turns before are of: those that a later turn drops, or calls another code's work."""

import re
from collections.abc import Sequence
from dataclasses import replace

from understand.case import Span
from understand.services.read.items import AGAIN, CONNECTOR, SEPARATOR, content
from understand.services.service import Recoded, Service, ServicesRead
from understand.services.turns.described import called
from understand.services.turns.numbers import BARE, FILLER
from understand.services.turns.turn import Turn, is_same_person, renewed

DENIES = re.compile(r"\bnot\b|\b(?:instead|rather|in place)\b", re.IGNORECASE)
# "Did that for 17", "took about 20": a number that is minutes without the word.
TOOK = re.compile(r"\b(?:for|took|spent|lasted|ran|got|did)\b")
FILLER_WORD = re.compile(FILLER)


def without_dropped(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """What was told before, less the services that go; of several of a code those that are called by the words."""
    words, dropped = content(turn.plain), turn.now.dropped
    lines = [called([s for s in earlier.services if s.code == code], words) for code in dropped]
    kept = tuple(s for s in earlier.services if not any(s in line for line in lines))
    gone = set(dropped) - {s.code for s in kept}
    return replace(
        earlier,
        services=kept,
        untimed=tuple(code for code in earlier.untimed if code not in gone),
        codes=tuple(code for code in earlier.codes if code not in gone),
        billed={c: n for c, n in earlier.billed.items() if c not in gone} if earlier.billed else earlier.billed,
        visit_minutes=None,
        timed_total=None,
        unplaced=(),
        dropped=dropped,
    )


def recoded(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """The services told before with the code, or without the minutes, that the turn says."""
    return next(filter(None, (_recoded(earlier, turn, told) for told in turn.now.recoded)), None)


def _recoded(earlier: ServicesRead, turn: Turn, told: Recoded) -> ServicesRead | None:
    meant = _meant(earlier.services, told)
    if not meant or (told.part and len(meant) > 1):
        return None
    spent = {s: told.part.of(s.minutes) if told.part else s.minutes for s in meant}
    if any(not 0 < minutes <= service.minutes for service, minutes in spent.items()):
        return None
    services: list[Service] = []
    for service in earlier.services:
        moved = spent.get(service, 0)
        services += [replace(service, minutes=service.minutes - moved)] if moved < service.minutes else []
        services += [replace(service, minutes=moved, code=told.new)] if moved and told.new else []
    if tuple(services) == earlier.services:
        return None
    gone = () if told.new else tuple(replace(s, minutes=spent[s], span=told.span) for s in meant)
    left = dict.fromkeys(s.code for s in services)
    read = renewed(earlier, turn, services)
    return replace(
        read,
        codes=tuple(dict.fromkeys(code for code in (*read.codes, *left) if code in left)),
        untimed=tuple(code for code in read.untimed if code in left),
        by_helpers=(*earlier.by_helpers, *(gone if told.helper else ())),
        taken_off=(*earlier.taken_off, *(() if told.helper else gone)),
    )


def _meant(services: tuple[Service, ...], told: Recoded) -> list[Service]:
    """The services that are called so; none where it is open which of several."""
    if told.every:
        return list(services)
    if DENIES.search(told.span.text) and not told.who and any(s.code == told.new for s in services):
        return []  # "97110 not 97112", of two that both have minutes
    person = Service("", 0, told.span, discipline=told.discipline, who=told.who)
    meant = [
        s
        for s in services
        if (not told.old or s.code == told.old)
        and (not told.minutes or s.minutes == told.minutes)
        and (not told.who or is_same_person(s, person))
    ]
    return meant if len({s.code for s in meant}) == 1 and (told.old or len(meant) == 1 or told.who) else []


def of_subject(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """ "14 minutes", "did that for 17": minutes of nothing else are of what the turns before are about."""
    code, now = earlier.only_subject, turn.now
    if not code or any(s.code == code for s in (*earlier.services, *now.services)):
        return now
    bare = now.numbers if TOOK.search(turn.plain) and BARE.fullmatch(turn.plain) and not earlier.services else ()
    beside = [part.span for part in (*now.by_helpers, *now.people)]
    mine = tuple(part for part in now.unplaced or bare if _tells_nothing_else(turn.plain, part, beside))
    if len(mine) != 1 or (len(now.people) > 1 and not now.services):
        return now
    named = code in earlier.codes
    assistants = {told.minutes for told in now.people if told.who == "assistant"}
    told = replace(mine[0], code=code, who="assistant" if mine[0].minutes in assistants else mine[0].who)
    return replace(
        now,
        services=(told, *now.services),
        unplaced=tuple(part for part in now.unplaced if part not in mine),
        codes=(*now.codes, code) if named else now.codes,
        untimed=tuple(dict.fromkeys((*now.untimed, *earlier.untimed))),
        assumed_code=not named,
    )


def _tells_nothing_else(plain: str, told: Service, beside: Sequence[Span]) -> bool:
    """Whether no other work is told beside some minutes; who did them, told `beside` them, is none."""
    for span in beside:
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    before = [match.end() for match in SEPARATOR.finditer(plain, 0, told.span.start)]
    behind = SEPARATOR.search(plain, told.span.end)
    words = re.findall(r"[a-z]+", plain[max(before, default=0) : behind.start() if behind else len(plain)])
    return all(any(p.fullmatch(word) for p in (FILLER_WORD, CONNECTOR, AGAIN)) for word in words)
