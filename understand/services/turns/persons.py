"""Who did the minutes told before, and for how long, as a later turn tells it."""

import re
from dataclasses import replace

from understand.services.read.cut import ASSISTANT
from understand.services.read.people import DISCIPLINES
from understand.services.read.who_put import put_people
from understand.services.service import Service, ServicesRead, Who
from understand.services.turns.turn import Turn, in_place, is_same_person, renewed
from understand.services.words import any_of

MORE, PART, TOGETHER, NOT_TOGETHER, THERAPIST_DID, NOT_THERE = (
    re.compile(any_of("turns", name))
    for name in ("more", "part", "together", "not_together", "therapist_did", "not_there")
)
# "And if the PTA had 16 too": as many as the other.
AS_MANY = re.compile(r"\bif\b.*\b(?:too|as well)\W*$")
OF_WHOLE = re.compile(
    r"\bof (?:it|that|this|them|those|these|the (?:whole|total|\d+))\b|\d\s*(?:min\w*\s*)?of the (?!day|visit)\w"
)
PERSON_GOES = re.compile(
    rf"\b{any_of('turns', 'drop')}\s+(?:(?:the|any|all|that|of)\s+)*(?P<who>pta|c?ota|pt|ot)(?:'?s)?\s+"
    r"(?:part|minutes?|mins?|time|portion|share|bit)\b"
)
PART_OF_THEIRS = re.compile(
    rf"\b(?:she|he|they|{ASSISTANT})\b[^.?!\d]{{0,30}}?"
    r"\b(?:the )?(?:last|first|final|other|remaining)?\s*(\d{1,3})\b(?!\s*(?:%|units?))"
)
# "What if the PT did the neuro"; of "did it all" no code is named.
THERAPIST_DID_CODE = re.compile(
    r"\b(?:pt|ot|therapist|i)\s+(?:(?:just|also|then|could|would|can|will)\s+)*"
    r"(?:do|did|does|had|treats|treated|gave|ran|furnished|handled|took)\s+(?:the )?(?:\d{5}|[a-z])"
)
NOT_AS_TOLD = re.compile(r"^\W*(?:no|nope|sorry|wait|actually|oops)\b|\b(?:instead|rather|i meant)\b")
PART_TOGETHER = re.compile(r"\bof (?:it|them|that|those|the)\b|\b(?:last|first|final|rest|then|and then|after)\b")
SAID_NUMBER = re.compile(r"(?<![\d-])\d{1,3}\b(?!\s*units?\b)")
ALL = re.compile(r"\b(?:all|everything|whole|entire|both|each)\b")
OCCUPATIONAL = re.compile(r"\bc?otas?\b")
ASSISTED = re.compile(rf"\b{ASSISTANT}\b")


def of_people(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "And if OT did 9 instead", "what if PT 8", "and pt did 10 after": a person's minutes told anew, or further ones.

    None where the turn before told of nobody's minutes and none are added, or where it is open which are meant.
    """
    services, people = earlier.services, turn.now.people
    whole, further = OF_WHOLE.search(turn.plain) is not None, MORE.search(turn.plain) is not None
    somebody = any(s.who or s.discipline for s in services)
    shared = whole and any(told.who == "assistant" for told in people)
    theirs = {told.minutes for told in people}
    if AS_MANY.search(turn.plain) and theirs & {s.minutes for s in services}:
        further = False
    others = any(s.minutes not in theirs for s in turn.now.services)
    if not people or others or not (somebody or further or shared) or any(s.who == "together" for s in services):
        return None
    part = whole or (PART.search(turn.plain) is not None and not further)
    for told in people:
        changed = _with_person(services, told, further=further, whole=whole, part=part)
        if changed is None:
            return None
        services = changed
    return renewed(earlier, turn, services)


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
        return in_place(services, of_code[0], replace(of_code[0], minutes=left, who=other, clock=None), service)
    if mine and not further:
        anew = replace(service, who=mine[0].who, discipline=mine[0].discipline)
        return in_place([s for s in services if not any(s is m for m in mine[1:])], mine[0], anew)
    if told.discipline not in (None, "PT"):  # services without a discipline are physical therapy's beside another
        services = tuple(replace(s, discipline=s.discipline or "PT") for s in services)
    return (*services, service)


def without_person(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "Forget the PT part": the minutes of the person go; None where nobody else has any."""
    match = PERSON_GOES.search(turn.plain)
    if not match:
        return None
    name = match["who"].upper().replace("COTA", "OTA")
    who: Who = "assistant" if name.endswith("A") else "therapist"
    told = Service("", 0, earlier.services[0].span, discipline=DISCIPLINES[name], who=who)
    kept = [s for s in earlier.services if not (s.who and is_same_person(s, told))]
    return renewed(earlier, turn, kept) if 0 < len(kept) < len(earlier.services) else None


def worked_together(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "What if both were together for all 31": the minutes told before are furnished by both.

    "What if they did 15 together instead" tells of other minutes in their place; of a part of them, nobody knows which.
    """
    if not _is_assisted(earlier) or not TOGETHER.search(turn.plain) or NOT_TOGETHER.search(turn.plain):
        return None
    whole = sum(service.minutes for service in earlier.services)
    numbers = [int(number) for number in SAID_NUMBER.findall(turn.plain)]
    services = [replace(service, who="together") for service in earlier.services]
    if any(number != whole for number in numbers):
        if len(numbers) > 1 or not earlier.only_code or turn.now.services or PART_TOGETHER.search(turn.plain):
            return None
        services = [replace(services[0], minutes=numbers[0], clock=None)]
    return renewed(earlier, turn, services)


def those_told_before(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "The last one was the PTA", "what if the PTA did half": some of the services told before, or a part of one.

    What leaves open which of them is meant changes nothing.
    """
    told = turn.now.who_told
    if not told or turn.now.services or not all(statement.singles_out for statement in told):
        return None
    before = earlier.services
    if NOT_AS_TOLD.search(turn.plain):
        before = tuple(replace(s, who=None) for s in before)
    services, still_open = put_people(before, told)
    if still_open or services == earlier.services:
        return earlier
    other: Who | None = "therapist" if any(s.who in ("assistant", "together") for s in services) else None
    return renewed(earlier, turn, (replace(s, who=s.who or other) for s in services))


def by_the_therapist(earlier: ServicesRead, turn: Turn) -> ServicesRead | None:
    """ "What if the PT did it all": all minutes told before are the therapist's, or those of the code that is named."""
    named = turn.now.mentioned
    told = THERAPIST_DID.search(turn.plain) or (named and THERAPIST_DID_CODE.search(turn.plain))
    if not told or turn.now.numbers or not _is_assisted(earlier):
        return None
    return renewed(
        earlier,
        turn,
        (replace(s, who="therapist") if not named or s.code in named else s for s in earlier.services),
    )


def with_assistant(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """ "And with a PTA?": all minutes are the assistant's, those of the code that is named, or as many as are told."""
    named, now = ASSISTED.search(turn.plain), turn.now
    first = earlier.services[0]
    part = PART_OF_THEIRS.search(turn.plain) if named or _is_assisted(earlier) else None
    whole, theirs = sum(s.minutes for s in earlier.services), int(part[1]) if part else 0
    if earlier.only_code and 0 < theirs < whole:
        rest: Who = "together" if first.who == "together" else "therapist"
        shared = (replace(first, minutes=whole - theirs, who=rest), replace(first, minutes=theirs, who="assistant"))
        return replace(earlier, services=shared)
    unsaid = any(s.who for s in earlier.services) and not now.mentioned and not ALL.search(turn.plain)
    if not named or now.people or NOT_THERE.search(turn.plain) or unsaid:
        return earlier
    of_code = set(now.mentioned) & {service.code for service in earlier.services}
    of_plan = {"OT"} if OCCUPATIONAL.search(turn.plain) else {"PT", None}
    labelled = any(service.discipline in of_plan - {None} for service in earlier.services)
    services = tuple(
        replace(s, who="assistant")
        if (not of_code or s.code in of_code) and (not labelled or s.discipline in of_plan)
        else replace(s, who=s.who or "therapist")
        for s in earlier.services
    )
    return replace(earlier, services=services)


def _is_assisted(read: ServicesRead) -> bool:
    return any(service.who in ("assistant", "together") for service in read.services)
