"""Who did the minutes told before, as a follow-up tells it: both together, the therapist, or an assistant."""

import re
from dataclasses import replace

from understand.services.read.tokens import ASSISTANT
from understand.services.read.who_put import put_people
from understand.services.service import ServicesRead, Who
from understand.services.turns.anew import renewed
from understand.services.words import any_of

PART_OF_THEIRS = re.compile(
    rf"\b(?:she|he|they|{ASSISTANT})\b[^.?!\d]{{0,30}}?"
    r"\b(?:the )?(?:last|first|final|other|remaining)?\s*(\d{1,3})\b"
    r"(?!\s*(?:%|units?))",
    re.IGNORECASE,
)
# "What if they worked together the whole 31": therapist and assistant, not two codes or two patients.
TOGETHER, NOT_TOGETHER, THERAPIST_DID, NOT_THERE = (
    re.compile(any_of("turns", name), re.IGNORECASE)
    for name in ("together", "not_together", "therapist_did", "not_there")
)
# "What if the PT did it all"; of "did the neuro" the code is named.
DID = (
    r"\b(?:pt|ot|therapist|i)\s+(?:(?:just|also|then|could|would|can|will)\s+)*"
    r"(?:do|did|does|had|treats|treated|gave|ran|furnished|handled|took)\s+"
)
THERAPIST_DID_CODE = re.compile(rf"{DID}(?:the )?(?:\d{{5}}|[a-z])", re.IGNORECASE)
NOT_AS_TOLD = re.compile(r"^\W*(?:no|nope|sorry|wait|actually|oops)\b|\b(?:instead|rather|i meant)\b", re.IGNORECASE)
PART_TOGETHER = re.compile(
    r"\bof (?:it|them|that|those|the)\b|\b(?:last|first|final|rest|then|and then|after)\b", re.IGNORECASE
)
SAID_NUMBER = re.compile(r"(?<![\d-])\d{1,3}\b(?!\s*units?\b)")
ALL = re.compile(r"\b(?:all|everything|whole|entire|both|each)\b", re.IGNORECASE)
OCCUPATIONAL = re.compile(r"\bc?otas?\b", re.IGNORECASE)
ASSISTED = re.compile(rf"\b{ASSISTANT}\b", re.IGNORECASE)


def worked_together(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What if both were together for all 31": the minutes told before are furnished by both.

    "What if they did 15 together instead" tells of other minutes in their place; of a part of them, nobody knows which.
    """
    whole = sum(service.minutes for service in earlier.services)
    numbers = [int(number) for number in SAID_NUMBER.findall(text)]
    assisted = any(service.who in ("assistant", "together") for service in earlier.services)
    if not assisted or not TOGETHER.search(text) or NOT_TOGETHER.search(text):
        return None
    services = tuple(replace(service, who="together") for service in earlier.services)
    if any(number != whole for number in numbers):
        if len(numbers) > 1 or not earlier.only_code or now.services or PART_TOGETHER.search(text):
            return None
        services = (replace(services[0], minutes=numbers[0], clock=None),)
    return renewed(earlier, now, services)


def those_told_before(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "The last one was the PTA", "what if the PTA did half": some of the services told before, or a part of one.

    What leaves open which of them is meant changes nothing.
    """
    told = [statement for statement in now.who_told if statement.singles_out]
    if not told or len(told) < len(now.who_told) or now.services:
        return None
    before = earlier.services
    if NOT_AS_TOLD.search(text):
        before = tuple(replace(s, who=None) for s in before)
    services, still_open = put_people(before, told)
    if still_open or services == earlier.services:
        return earlier
    assisted = any(service.who in ("assistant", "together") for service in services)
    return renewed(earlier, now, tuple(replace(s, who=s.who or ("therapist" if assisted else None)) for s in services))


def by_the_therapist(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What if the PT did it all": all minutes told before are the therapist's, or those of the code that is named."""
    told = THERAPIST_DID.search(text) or (now.mentioned and THERAPIST_DID_CODE.search(text))
    assisted = any(s.who not in (None, "therapist") for s in earlier.services)
    if not told or now.numbers or not assisted:
        return None
    services = tuple(
        replace(s, who="therapist") if not now.mentioned or s.code in now.mentioned else s for s in earlier.services
    )
    return renewed(earlier, now, services)


def with_assistant(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "And with a PTA?": all minutes are the assistant's, those of the code that is named, or as many as are told."""
    named = ASSISTED.search(text)
    first = earlier.services[0]
    known = named or any(service.who in ("assistant", "together") for service in earlier.services)
    if known and (part := PART_OF_THEIRS.search(text)) and earlier.only_code:
        whole, theirs = sum(s.minutes for s in earlier.services), int(part[1])
        if 0 < theirs < whole:
            rest: Who = "together" if first.who == "together" else "therapist"
            shared = (replace(first, minutes=whole - theirs, who=rest), replace(first, minutes=theirs, who="assistant"))
            return replace(earlier, services=shared)
    somebody = any(service.who for service in earlier.services)
    if not named or now.people or NOT_THERE.search(text) or (somebody and not now.mentioned and not ALL.search(text)):
        return earlier
    of_code = set(now.mentioned) & {service.code for service in earlier.services}
    of_plan = {"OT"} if OCCUPATIONAL.search(text) else {"PT", None}
    labelled = any(service.discipline in of_plan - {None} for service in earlier.services)
    services = tuple(
        replace(s, who="assistant")
        if (not of_code or s.code in of_code) and (not labelled or s.discipline in of_plan)
        else replace(s, who=s.who or "therapist")
        for s in earlier.services
    )
    return replace(earlier, services=services)
