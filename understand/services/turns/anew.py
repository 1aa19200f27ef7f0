"""Minutes that a follow-up tells anew: a person's, one number in the place of another, a service that goes."""

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import replace

from understand.services.read.people import DISCIPLINES, person_of, role_of
from understand.services.read.spelling import Rewritten
from understand.services.read.tokens import Token, plain_text
from understand.services.read.visit import span_of
from understand.services.service import Service, ServicesRead, Who
from understand.services.turns.described import called, content
from understand.services.words import any_of

MORE, PART = (re.compile(any_of("turns", name), re.IGNORECASE) for name in ("more", "part"))
# "And if the PTA had 16 too": as many as the other.
AS_MANY = re.compile(r"\bif\b.*\b(?:too|as well)\W*$", re.IGNORECASE)
# A part of the minutes told before, not minutes beside them.
OF_WHOLE = re.compile(
    r"\bof (?:it|that|this|them|those|these|the (?:whole|total|\d+))\b|\d\s*(?:min\w*\s*)?of the (?!day|visit)\w",
    re.IGNORECASE,
)
MINUTES = r"\s*(?:min\w*\.?|')?\s*"
NEW_NOT_OLD = (
    rf"(?<!\d)(?P<new>\d{{1,3}})(?!\d){MINUTES}(?:[a-z]+ ){{0,3}}?,?\s*(?:and |but )?"
    r"(?:not|instead of|rather than|in place of)\s+(?:the |an? )?(?P<old>\d{1,3})(?!\d)"
)
OLD_TO_NEW = (
    rf"\bnot (?:the |an? )?(?P<was>\d{{1,3}})(?!\d){MINUTES}[,;]?\s*(?:but|it was|it's|its|rather)?\s*"
    r"(?P<now>\d{1,3})(?!\d)"
    r"|\b(?:change|make|turn|switch|swap|replace|put|edit|fix)\s+(?:the |that |his |her )?(?P<from>\d{1,3})"
    rf"{MINUTES}(?:to|into|with|for|an?)\s+(?:an? )?(?P<to>\d{{1,3}})"
    rf"|(?P<err>\d{{1,3}}){MINUTES}(?:is|was)\s+(?:wrong|a typo|incorrect|off)\W*"
    r"(?:it'?s |should be |make it |is |was )?"
    r"(?P<right>\d{1,3})"
    rf"|(?:\b(?P<that>the|that) |^\W*(?:\w+\W+)?)(?P<said>\d{{1,3}}){MINUTES}"
    r"(?:was|is|were|should(?:'?ve| have)? be(?:en)?)\s+"
    r"(?:really |actually |supposed to be |only |just |an? )*(?P<meant>\d{1,3})"
)
CORRECTED = re.compile(rf"{NEW_NOT_OLD}|{OLD_TO_NEW}", re.IGNORECASE)
SWAP = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:swap|switch|reverse|flip)(?:ped|ed|d)?\s+(?:us|them|it|that|those|these|both"
    r"|the (?:minutes|times|two))\b"
    r"|\bother way (?:a)?round\b|\bvice versa\b",
    re.IGNORECASE,
)
# "Swap them, the therapist did the neuro": who did which, not how long.
SWAPS_PEOPLE = re.compile(r"\b(?:us|i|me|who|people|pta?s?|c?otas?|ot|therapist|assistant)\b", re.IGNORECASE)
SWAPS_MINUTES = re.compile(r"\b(?:min\w*|times?|numbers?)\b", re.IGNORECASE)
DROP = any_of("turns", "drop")
PERSON_GOES = re.compile(
    rf"\b{DROP}\s+(?:(?:the|any|all|that|of)\s+)*(?P<who>pta|c?ota|pt|ot)(?:'?s)?\s+"
    r"(?:part|minutes?|mins?|time|portion|share|bit)\b",
    re.IGNORECASE,
)
DROPPED_BEFORE = re.compile(rf"\b{DROP}\s+(?:(?:the|any|all|that|his|her|my|of)\s+)*$", re.IGNORECASE)
DROPPED_BEHIND = re.compile(any_of("turns", "dropped"), re.IGNORECASE)
DROPPED_ROUND = (
    re.compile(r"\b(?:take|leave|pull|cut|left|took)\s+(?:the\s+)?$"),
    re.compile(r"\s+(?:out|off|away)\b"),
)
LISTED = re.compile(r"\s*(?:,|and|or|&|\+|/)+\s*(?:the\s+)?")
TO_MINUTES = re.compile(r"\s*short\b|\s*(?:down |up )?(?:to|by|at|was|is|for|:|=)?\s*\d")


def read_dropped(plain: str, tokens: list[Token], codes: Container[str]) -> tuple[str, ...]:
    """Codes that are told to go: "drop the manual", "no manual", "take the te out", "manual was dropped"."""
    names = [t for t in tokens if t.kind == "code" or (t.kind == "noise" and t.value in codes)]
    dropped: list[Token] = []
    for token in names:
        before = plain[: token.start]
        listed = dropped and LISTED.fullmatch(plain[dropped[-1].end : token.start])
        goes = listed or DROPPED_BEFORE.search(before) or DROPPED_BEHIND.match(plain, token.end)
        round_it = DROPPED_ROUND[0].search(before) and DROPPED_ROUND[1].match(plain, token.end)
        if (goes or round_it) and not TO_MINUTES.match(plain, token.end):
            dropped.append(token)
    return tuple(dict.fromkeys(token.value for token in dropped))


def read_people(read: Rewritten, tokens: list[Token], codes: dict[int, str]) -> tuple[Service, ...]:
    """Minutes that stand beside a person, with the code that they are matched to, or none.

    Args:
        codes: the code of a duration that has one, by the duration's start.
    """
    return tuple(
        Service(
            codes.get(spent.start, ""),
            spent.amount,
            span_of(read, min(person.start, spent.start), max(person.end, spent.end)),
            discipline=DISCIPLINES.get(person.value),
            who=role_of(person, read.text),
        )
        for spent in tokens
        if spent.kind in ("minutes", "number") and (person := person_of(read.text, tokens, spent))
    )


def without_person(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "Forget the PT part": the minutes of the person go; None where nobody else has any."""
    match = PERSON_GOES.search(text)
    if not match:
        return None
    name = match["who"].upper().replace("COTA", "OTA")
    who: Who = "assistant" if name.endswith("A") else "therapist"
    told = Service("", 0, earlier.services[0].span, discipline=DISCIPLINES[name], who=who)
    kept = tuple(s for s in earlier.services if not (s.who and is_same_person(s, told)))
    return renewed(earlier, now, kept) if kept and len(kept) < len(earlier.services) else None


def without_dropped(earlier: ServicesRead, now: ServicesRead, words: Collection[str]) -> ServicesRead:
    """What was told before, less the services that go; of several of a code those that are called by the words."""
    lines = [called([s for s in earlier.services if s.code == code], words) for code in now.dropped]
    kept = tuple(s for s in earlier.services if not any(s in line for line in lines))
    gone = set(now.dropped) - {s.code for s in kept}
    return replace(
        earlier,
        services=kept,
        untimed=tuple(code for code in earlier.untimed if code not in gone),
        codes=tuple(code for code in earlier.codes if code not in gone),
        billed={c: n for c, n in earlier.billed.items() if c not in gone} if earlier.billed else earlier.billed,
        visit_minutes=None,
        timed_total=None,
        unplaced=(),
        dropped=now.dropped,
    )


def corrected(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "Was 8 not 10", "change the 10 to 8": the one service with the old minutes, or the one that is named."""
    match = CORRECTED.search(text)
    if not match:
        return None
    old, new = (
        int(next(filter(None, (match[name] for name in names))))
        for names in (("old", "was", "from", "said", "err"), ("new", "now", "to", "meant", "right"))
    )
    meant = [s for s in earlier.services if s.code in now.mentioned or not now.mentioned]
    if now.people:
        meant = [s for s in meant if any(is_same_person(s, told) for told in now.people)]
    of_time = now.mentioned or now.people or now.numbers  # else it may be a score that was told anew
    called_so = bool(match["that"] or not match["said"])
    meant = [s for s in meant if s.minutes == old] or (meant if of_time and called_so else [])
    meant = called(meant, content(plain_text(text))) if len(meant) > 1 else meant
    if len(meant) != 1 or not new:
        return None
    changed = replace(meant[0], minutes=new, clock=None)
    return renewed(earlier, now, tuple(changed if s is meant[0] else s for s in earlier.services))


def swapped(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "Swap them": the minutes of the only two services change places, or the people where those are named."""
    if not SWAP.search(text) or now.numbers or len(earlier.services) != 2:
        return None
    first, last = earlier.services
    people = first.who != last.who and SWAPS_PEOPLE.search(text) and not SWAPS_MINUTES.search(text)
    if people:
        return renewed(earlier, now, (replace(first, who=last.who), replace(last, who=first.who)))
    services = (replace(first, minutes=last.minutes, clock=None), replace(last, minutes=first.minutes, clock=None))
    return renewed(earlier, now, services)


def of_people(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "And if OT did 9 instead", "what if PT 8", "and pt did 10 after": a person's minutes told anew, or further ones.

    None where the turn before told of nobody's minutes and none are added, or where it is open which are meant.
    """
    services = earlier.services
    whole, further = OF_WHOLE.search(text) is not None, MORE.search(text) is not None
    somebody = any(s.who or s.discipline for s in services)
    shared = whole and any(told.who == "assistant" for told in now.people)
    theirs = {told.minutes for told in now.people}
    if AS_MANY.search(text) and theirs & {s.minutes for s in services}:
        further = False
    others = any(s.minutes not in theirs for s in now.services)
    if not now.people or others or not (somebody or further or shared) or any(s.who == "together" for s in services):
        return None
    part = whole or (PART.search(text) is not None and not further)
    for told in now.people:
        changed = _with_person(services, told, further=further, whole=whole, part=part)
        if changed is None:
            return None
        services = changed
    return renewed(earlier, now, services)


def _with_person(
    services: tuple[Service, ...], told: Service, *, further: bool, whole: bool, part: bool
) -> tuple[Service, ...] | None:
    """The services with a person's minutes; None where it is open of which code they are.

    Args:
        further: they come on top.
        whole: they are told as a part of a service's minutes; `part`: they may be.
    """
    mine = [s for s in services if is_same_person(s, told) and told.code in ("", s.code)]
    known = {s.code for s in mine} if mine and not further else {s.code for s in services}
    code = told.code or (known.pop() if len(known) == 1 else "")
    if not code:
        return None
    labelled = told.discipline not in (None, "PT") or any(s.discipline for s in services)
    service = replace(told, code=code, discipline=told.discipline if labelled else None)
    of_code = [s for s in services if s.code == code]
    left = sum(s.minutes for s in of_code) - told.minutes
    if whole and len(mine) == 1 and len(of_code) == 2 and left > 0:
        return tuple(
            s if s not in of_code else replace(s, minutes=told.minutes if s is mine[0] else left, clock=None)
            for s in services
        )
    if len(of_code) == 1 and left > 0 and (whole or (part and not mine and len(services) == 1)):
        other: Who = "therapist" if told.who == "assistant" else of_code[0].who or "assistant"
        kept = replace(of_code[0], minutes=left, who=other, clock=None)
        return tuple(t for s in services for t in ((kept, service) if s is of_code[0] else (s,)))
    if mine and not further:
        return tuple(_in_place(services, mine, service))
    return (*_of_physical_therapy(services, told), service)


def _in_place(services: tuple[Service, ...], mine: list[Service], told: Service) -> Iterator[Service]:
    """The services with those of the person replaced, where the first of them stood."""
    for service in services:
        if service is mine[0]:
            yield replace(told, who=service.who, discipline=service.discipline)
        elif service not in mine:
            yield service


def _of_physical_therapy(services: tuple[Service, ...], told: Service) -> tuple[Service, ...]:
    """Where another discipline comes in, services without one are physical therapy's."""
    if told.discipline in (None, "PT"):
        return services
    return tuple(replace(s, discipline=s.discipline or "PT") for s in services)


def is_same_person(service: Service, told: Service) -> bool:
    """Whether a service told before is of the person who is told of now."""
    if (service.who or "therapist") != (told.who or "therapist"):
        return False
    return told.discipline is None or told.discipline == (service.discipline or "PT")


def renewed(earlier: ServicesRead, now: ServicesRead, services: tuple[Service, ...]) -> ServicesRead:
    """The turn before with other services: what was told of the visit as a whole holds no longer."""
    return replace(
        earlier,
        services=services,
        premises=now.premises,
        claimed_units=now.claimed_units,
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
        visit_minutes=None,
        timed_total=None,
        derived=False,
        unplaced=(),
        which=None,
        unused=(),
    )
