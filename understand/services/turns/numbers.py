"""Minutes told before that a later turn tells anew: a bare number, one in the place of another, a part that goes."""

import re
from dataclasses import replace

from understand.number_words import UP_TO_NINETEEN
from understand.services.read.items import content
from understand.services.read.time_off import IDLE_TIME
from understand.services.service import Service, ServicesRead
from understand.services.turns.described import called
from understand.services.turns.turn import MOST_MINUTES, Turn, in_place, is_same_person, renewed
from understand.services.words import any_of

FILLER = any_of("lists", "turn_fillers")
AROUND = rf"\W*(?:{FILLER}\b\W*)*"
# "And 53", "ok 67 then?": nothing but a number, which is minutes as the turn before told minutes.
BARE = re.compile(rf"{AROUND}(\d{{1,3}})\s*(?:min\w*|')?(?!\s*units?\b){AROUND}")
FURTHER = re.compile(
    r"\W*(?:(?:and|plus|also|ok|then|what if|with)\W*)*(?:(?:another|add|plus|extra|\+)\s*(\d{1,3})"
    r"|(\d{1,3})\s*(?:min\w*\s*)?(?:more|extra|additional))\s*(?:min\w*|more)?\W*"
)
# "12 of each instead", "make both 20", "and if one of them was 16": of services told before, without their names.
ALL = r"(?:each|every one|both|all)(?: (?:two|three|four|five|[2-5]|of (?:the )?\w+|codes?|services?))?|apiece|ea"
SOME = r"(?:one|two|three|[1-3]) of (?:them|those|these|the (?:codes?|services?|two|three|four|five|[2-5]))"
OF_THEM = re.compile(
    rf"{AROUND}?(?:(?:{ALL})|(?P<some>{SOME}))\W+(?:{FILLER}\b\W*)*(?P<minutes>\d{{1,3}})"
    rf"\s*(?:min\w*|')?(?!\s*units?\b){AROUND}"
    rf"|{AROUND}(?P<first>\d{{1,3}})\s*(?:min\w*|')?{AROUND}(?:(?:{ALL})|(?P<few>{SOME})){AROUND}"
)
UNITS_TOLD = re.compile(r"\d\s*units?\b")
MINUTES = r"\s*(?:min\w*\.?|')?\s*"
CORRECTED = re.compile(
    rf"(?<!\d)(?P<new>\d{{1,3}})(?!\d){MINUTES}(?:[a-z]+ ){{0,3}}?,?\s*(?:and |but )?"
    r"(?:not|instead of|rather than|in place of)\s+(?:the |an? )?(?P<old>\d{1,3})(?!\d)"
    rf"|\bnot (?:the |an? )?(?P<was>\d{{1,3}})(?!\d){MINUTES}[,;]?\s*(?:but|it was|it's|its|rather)?\s*"
    r"(?P<now>\d{1,3})(?!\d)"
    r"|\b(?:change|make|turn|switch|swap|replace|put|edit|fix)\s+(?:the |that |his |her )?(?P<from>\d{1,3})"
    rf"{MINUTES}(?:to|into|with|for|an?)\s+(?:an? )?(?P<to>\d{{1,3}})"
    rf"|(?P<err>\d{{1,3}}){MINUTES}(?:is|was)\s+(?:wrong|a typo|incorrect|off)\W*"
    r"(?:it'?s |should be |make it |is |was )?(?P<right>\d{1,3})"
    rf"|(?:\b(?P<that>the|that) |^\W*(?:\w+\W+)?)(?P<said>\d{{1,3}}){MINUTES}"
    r"(?:was|is|were|should(?:'?ve| have)? be(?:en)?)\s+"
    r"(?:really |actually |supposed to be |only |just |an? )*(?P<meant>\d{1,3})"
)
FORMER, LATTER = ("old", "was", "from", "err", "said"), ("new", "now", "to", "right", "meant")
SWAP = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:swap|switch|reverse|flip)(?:ped|ed|d)?\s+(?:us|them|it|that|those|these|both"
    r"|the (?:minutes|times|two))\b|\bother way (?:a)?round\b|\bvice versa\b"
)
# "Swap them, the therapist did the neuro": who did which, not how long.
SWAPS_PEOPLE = re.compile(r"\b(?:us|i|me|who|people|pta?s?|c?otas?|ot|therapist|assistant)\b")
SWAPS_MINUTES = re.compile(r"\b(?:min\w*|times?|numbers?)\b")
# "5 of the neuro was rest", "the last 5 of the te he did alone": a part of the code that is named.
PART_OF_CODE = re.compile(r"\b\d{1,3}\s*(?:min\w*\s*)?(?:out )?of (?:the|that|this|his|her|my|our) \w")
IDLE = re.compile(IDLE_TIME)


def only_number(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "What about 53?", "another 10": the minutes of the only code told before, told anew or added to."""
    bare, further = BARE.fullmatch(turn.plain), FURTHER.fullmatch(turn.plain)
    anew = earlier.changed if not further and earlier.changed in earlier.services else None
    first = anew or earlier.services[0]
    others = any((s.code, s.who, s.discipline) != (first.code, first.who, first.discipline) for s in earlier.services)
    if not (bare or further) or (others and not anew):
        return None
    minutes = int(next(filter(None, (further or bare).groups())))  # type: ignore[union-attr]
    if not 0 < minutes <= MOST_MINUTES:
        return None
    told = replace(first, minutes=minutes, clock=None)
    if further:
        services: tuple[Service, ...] = (*earlier.services, told)
    else:
        services = in_place(earlier.services, first, told) if others else (told,)
    return renewed(earlier, turn, services, rest_minutes=None, other_minutes=None, taken_off=())


def of_them(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "12 of each instead", "and if one of them was 16": the services told before with other minutes.

    Of several with the same minutes the first ones change; of others nobody knows which is meant.
    """
    match = OF_THEM.fullmatch(turn.plain)
    timed = [s for s in earlier.services if s.code not in earlier.untimed]
    if not match or UNITS_TOLD.search(turn.plain) or not 1 < len({s.code for s in timed}) == len(timed):
        return None
    minutes, some = int(match["minutes"] or match["first"]), match["some"] or match["few"]
    word = some.split()[0] if some else ""
    count = UP_TO_NINETEEN.get(word) or int(word) if some else len(timed)
    if not 0 < minutes <= MOST_MINUTES or count > len(timed):
        return None
    alike = count == len(timed) or len({s.minutes for s in timed}) == 1
    changed = timed[:count] if alike else []
    which = Service(changed[0].code if changed else "", minutes, timed[0].span)
    return renewed(
        earlier,
        turn,
        (replace(s, minutes=minutes, clock=None) if s in changed else s for s in earlier.services),
        rest_minutes=None,
        taken_off=(),
        which=which if count < len(timed) else None,
    )


def corrected(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "Was 8 not 10", "change the 10 to 8": the one service with the old minutes, or the one that is named."""
    match, now = CORRECTED.search(turn.plain), turn.now
    if not match:
        return None
    old, new = (int(next(filter(None, (match[name] for name in names)))) for names in (FORMER, LATTER))
    meant = [s for s in earlier.services if s.code in now.mentioned or not now.mentioned]
    if now.people:
        meant = [s for s in meant if any(is_same_person(s, told) for told in now.people)]
    of_time = now.mentioned or now.people or now.numbers  # else it may be a score that was told anew
    called_so = bool(match["that"] or not match["said"])
    meant = [s for s in meant if s.minutes == old] or (meant if of_time and called_so else [])
    meant = called(meant, content(turn.plain)) if len(meant) > 1 else meant
    if len(meant) != 1 or not new:
        return None
    return renewed(earlier, turn, in_place(earlier.services, meant[0], replace(meant[0], minutes=new, clock=None)))


def swapped(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "Swap them": the minutes of the only two services change places, or the people where those are named."""
    if not SWAP.search(turn.plain) or turn.now.numbers or len(earlier.services) != 2:
        return None
    first, last = earlier.services
    if first.who != last.who and SWAPS_PEOPLE.search(turn.plain) and not SWAPS_MINUTES.search(turn.plain):
        return renewed(earlier, turn, (replace(first, who=last.who), replace(last, who=first.who)))
    return renewed(
        earlier,
        turn,
        (replace(first, minutes=last.minutes, clock=None), replace(last, minutes=first.minutes, clock=None)),
    )


def less_of(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "5 of the neuro was rest": taken off the one service of the code that is named; other parts change nothing."""
    part, now = PART_OF_CODE.search(turn.plain), turn.now
    if not part or len(now.services) != 1 or now.people:
        return None
    told = now.services[0]
    mine = [s for s in earlier.services if s.code == told.code and s.minutes > told.minutes]
    if len(mine) != 1:
        return None
    idle = IDLE.search(turn.plain, part.end())
    if not idle:
        return earlier
    off = replace(told, span=turn.span(part.start(), idle.end()))
    return replace(_less(earlier, mine[0], [off]), premises=now.premises)


def with_less(earlier: ServicesRead, now: ServicesRead) -> ServicesRead:
    """ "Minus 5 for the phone call": taken off the only code told before; of several, nobody knows which."""
    longest = max(earlier.services, key=lambda service: service.minutes)
    if not earlier.only_code or not 0 < sum(off.minutes for off in now.taken_off) < longest.minutes:
        return replace(earlier, taken_off=(*earlier.taken_off, *now.taken_off))
    return _less(earlier, longest, [replace(off, code=longest.code) for off in now.taken_off])


def _less(earlier: ServicesRead, service: Service, offs: list[Service]) -> ServicesRead:
    less = replace(service, minutes=service.minutes - sum(off.minutes for off in offs), clock=None)
    services = in_place(earlier.services, service, less)
    return replace(earlier, services=services, taken_off=(*earlier.taken_off, *offs), timed_total=None)
