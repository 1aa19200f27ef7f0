"""What a follow-up changes in the services of the turn before it."""

import re
from dataclasses import replace

from understand.number_words import UP_TO_NINETEEN
from understand.services.service import Service, ServicesRead, Who

ADDS = re.compile(r"^\W*(?:and|plus|also|then|ok and|\+)\b(?!.*\binstead\b)", re.IGNORECASE)
CHANGES = re.compile(
    r"\binstead\b|\bwhat if\b|\bhow about\b|\bwhat about\b|\bmake (?:it|that)\b|\bchange\b|\bcorrection\b|\bactually\b"
    r"|\brather\b|\bif (?:it|i|we|the|she|he)\b|\bsuppose\b|\bsay\b|\bsame\b|^\W*(?:but|only|except)\b"
    r"|^\W*(?:and|ok|so|but)?\s*if\b",
    re.IGNORECASE,
)
FILLER = (
    r"(?:and|ok(?:ay)?|so|then|what|how|about|abt|many|much|units?|if|it|it'?s|was|were|is|are|say|for|at|make|that|this"
    r"|only|just|now|but|same|got|gets|took|lasted|we|i|she|he|had|did|have|do|the|to|of|hmm*|oh|sorry|actually|meant|mean|no|instead|change"
    r"|rather|total|suppose|would|be|does|anything|please|pls|tho|though|minutes?|min)"
)
# "And 53", "ok 67 then?": nothing but a number, which is minutes as the turn before told minutes.
BARE = re.compile(
    rf"\W*(?:{FILLER}\b\W*)*(\d{{1,3}})\s*(?:min\w*|')?(?!\s*units?\b)\W*(?:{FILLER}\b\W*)*", re.IGNORECASE
)
FURTHER = re.compile(
    r"\W*(?:(?:and|plus|also|ok|then|what if|with)\W*)*"
    r"(?:(?:another|add|plus|extra|\+)\s*(\d{1,3})|(\d{1,3})\s*(?:min\w*\s*)?(?:more|extra|additional))\s*(?:min\w*|more)?\W*",
    re.IGNORECASE,
)
# "12 of each instead", "make both 20", "and if one of them was 16": of services told before, without their names.
ALL = r"(?:each|every one|both|all)(?: (?:two|three|four|five|[2-5]|of (?:the )?\w+|codes?|services?))?"
SOME = r"(?:one|two|three|1|2|3)(?: of (?:them|those|these|the (?:codes?|services?|two|three|four|five|[2-5])))"
ANEW = re.compile(
    rf"\W*(?:{FILLER}\b\W*)*?(?:(?P<all>{ALL}|apiece|ea)|(?P<some>{SOME}))\W+(?:{FILLER}\b\W*)*(?P<minutes>\d{{1,3}})"
    rf"\s*(?:min\w*|')?(?!\s*units?\b)\W*(?:{FILLER}\b\W*)*"
    rf"|\W*(?:{FILLER}\b\W*)*(?P<first>\d{{1,3}})\s*(?:min\w*|')?\W*(?:{FILLER}\b\W*)*(?:(?P<last>{ALL}|apiece|ea)"
    rf"|(?P<few>{SOME}))\W*(?:{FILLER}\b\W*)*",
    re.IGNORECASE,
)
UNITS_TOLD = re.compile(r"\d\s*units?\b", re.IGNORECASE)
MOST_MINUTES = 240
PART_OF_THEIRS = re.compile(
    r"\b(?:she|he|they|ptas?|c?otas?|assistants?)\b[^.?!\d]{0,30}?"
    r"\b(?:the )?(?:last|first|final|other|remaining)?\s*(\d{1,3})\b"
    r"(?!\s*(?:%|units?))",
    re.IGNORECASE,
)
# "What if they worked together the whole 31": therapist and assistant, not two codes or two patients.
TOGETHER = re.compile(
    r"\b(?:both|they|them|we|us|pta|c?ota|assistant|therapist)\b[^.?!]{0,60}"
    r"\b(?:together|jointly|as a team|side by side)\b"
    r"|\bco-?treat\w*|\bboth (?:of (?:them|us) )?(?:treated|worked|were hands[- ]on|had hands on)\b",
    re.IGNORECASE,
)
NOT_TOGETHER = re.compile(r"\bnot\b|\w{2}n'?t\b|\bnever\b|\bcodes?\b|\blines?\b|\bbilled?\b", re.IGNORECASE)
SAID_NUMBER = re.compile(r"(?<![\d-])\d{1,3}\b(?!\s*units?\b)")
FEW_WORDS = 4
# What is asked of two codes together.
OF_A_PAIR = re.compile(
    r"\b(?:59|x[espu]|mod(?:ifier)?s?|both|separate\w*|regions?|together|same (?:day|visit|area))\b", re.IGNORECASE
)
ASSISTANT = re.compile(r"\b(?:pta|c?ota|assistant)s?\b", re.IGNORECASE)


def continue_services(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """The services that a follow-up means: its own, with what it leaves out taken from the turn before.

    "What if it was 22 min of neuro instead" changes one code and keeps the others, "and 10 min of manual"
    adds, "and with a PTA?" gives the same minutes to the assistant. A question with minutes that neither
    adds nor changes stands alone.

    Args:
        text: the follow-up.
    """
    if not earlier.services:
        return _of_code_before(earlier, now, text) or _with_codes(earlier, now, text)
    if only := _only_number(earlier, now, text):
        return only
    if anew := _told_anew(earlier, now, text) or _worked_together(earlier, now, text):
        return anew
    subset = {s.code for s in now.services} < {s.code for s in earlier.services} and not now.assumed_code
    changes = bool(CHANGES.search(text)) or (subset and len(re.findall(r"\w+", text)) <= FEW_WORDS)
    if not now.services and not (changes and now.unplaced):
        kept = _with_less(_with_assistant(earlier, now, text), now)
        return replace(
            kept,
            premises=now.premises,
            claimed_units=now.claimed_units,
            billed=now.billed or earlier.billed,
            concurrent=now.concurrent or earlier.concurrent,
            group=now.group or earlier.group,
            overlap=now.overlap or earlier.overlap,
            codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
            untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
            which=None,
        )
    if not (changes or ADDS.search(text)):
        return now
    told = _with_code(earlier, now)
    if told is None:
        return now
    services = _changed(earlier.services, told) if changes else (*earlier.services, *told)
    return replace(
        now,
        services=services,
        assumed_code=False,
        visit_minutes=None,
        unplaced=(),
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
    )


def _only_number(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What about 53?", "another 10": the minutes of the only code told before, told anew or added to."""
    bare, further = BARE.fullmatch(text), FURTHER.fullmatch(text)
    first = earlier.services[0]
    if not (bare or further) or any(s.code != first.code or s.who != first.who for s in earlier.services):
        return None
    minutes = int(further[1] or further[2]) if further else int(bare[1]) if bare else 0
    if not 0 < minutes <= MOST_MINUTES:
        return None
    told = replace(first, minutes=minutes, clock=None)
    return replace(
        earlier,
        services=(*earlier.services, told) if further else (told,),
        premises=now.premises,
        claimed_units=now.claimed_units,
        visit_minutes=None,
        rest_minutes=None,
        other_minutes=None,
        derived=False,
        unplaced=(),
        taken_off=(),
    )


def _told_anew(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "12 of each instead", "and if one of them was 16": the services told before with other minutes.

    Of several with the same minutes the first ones change; of others nobody knows which is meant.
    """
    match = ANEW.fullmatch(text)
    timed = [s for s in earlier.services if s.code not in earlier.untimed]
    if (
        not match
        or UNITS_TOLD.search(text)
        or len({s.code for s in timed}) < 2
        or len(timed) > len({s.code for s in timed})
    ):
        return None
    minutes, some = int(match["minutes"] or match["first"]), match["some"] or match["few"]
    word = some.split()[0].lower() if some else ""
    count = len(timed) if not some else UP_TO_NINETEEN.get(word) or int(word)
    if not 0 < minutes <= MOST_MINUTES or count > len(timed):
        return None
    alike = count == len(timed) or len({s.minutes for s in timed}) == 1
    changed = timed[:count] if alike else []
    services = tuple(replace(s, minutes=minutes, clock=None) if s in changed else s for s in earlier.services)
    return replace(
        earlier,
        services=services,
        premises=now.premises,
        claimed_units=now.claimed_units,
        visit_minutes=None,
        rest_minutes=None,
        timed_total=None,
        unplaced=(),
        taken_off=(),
        which=None if count == len(timed) else Service(changed[0].code if changed else "", minutes, timed[0].span),
    )


def _worked_together(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What if both were together for all 31": the minutes told before are furnished by both; others nobody knows."""
    whole = sum(service.minutes for service in earlier.services)
    numbers = [int(number) for number in SAID_NUMBER.findall(text)]
    assisted = any(service.who in ("assistant", "together") for service in earlier.services)
    if not assisted or not TOGETHER.search(text) or NOT_TOGETHER.search(text) or any(n != whole for n in numbers):
        return None
    services = tuple(replace(service, who="together") for service in earlier.services)
    return replace(earlier, services=services, premises=now.premises, claimed_units=now.claimed_units)


def _with_less(earlier: ServicesRead, now: ServicesRead) -> ServicesRead:
    """ "Minus 5 for the phone call": taken off the only code told before; of several, nobody knows which."""
    taken = sum(off.minutes for off in now.taken_off)
    longest = max(earlier.services, key=lambda service: service.minutes)
    if not earlier.only_code or not 0 < taken < longest.minutes:
        return replace(earlier, taken_off=(*earlier.taken_off, *now.taken_off))
    offs = tuple(replace(off, code=longest.code) for off in now.taken_off)
    less = replace(longest, minutes=longest.minutes - taken, clock=None)
    services = tuple(less if service is longest else service for service in earlier.services)
    return replace(earlier, services=services, taken_off=(*earlier.taken_off, *offs))


def _of_code_before(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What if she only got 6 min of it": minutes of the only code that the turn before named without any."""
    if len(earlier.codes) != 1 or len(now.unplaced) != 1 or now.services or not BARE.fullmatch(text):
        return None
    told = replace(now.unplaced[0], code=earlier.codes[0])
    return replace(now, services=(told,), unplaced=(), codes=earlier.codes, untimed=earlier.untimed)


def _with_codes(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "59 needed if both are the neck": the pair is that of the turn before, unless this one tells its own."""
    if now.services or len(now.codes) > 1 or not (CHANGES.search(text) or OF_A_PAIR.search(text)):
        return now
    return replace(
        now,
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
    )


def _changed(earlier: tuple[Service, ...], told: tuple[Service, ...]) -> tuple[Service, ...]:
    """The earlier services with those told anew in the place of the same code's."""
    kept: list[Service] = []
    done: set[str] = set()
    for service in earlier:
        again = [s for s in told if s.code == service.code]
        kept += [] if service.code in done else again or [service]
        done |= {service.code} if again else set()
    return (*kept, *(s for s in told if s.code not in done))


def _with_code(earlier: ServicesRead, now: ServicesRead) -> tuple[Service, ...] | None:
    """The services told now; minutes without a code are of the only code told before, else nobody's."""
    if now.services and not now.assumed_code:
        return now.services
    if not earlier.only_code:
        return None
    return tuple(replace(service, code=earlier.only_code) for service in now.services or now.unplaced)


def _with_assistant(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "And with a PTA?": all minutes are the assistant's, those of the code that is named, or as many as are told."""
    named = ASSISTANT.search(text)
    first = earlier.services[0]
    known = named or any(service.who in ("assistant", "together") for service in earlier.services)
    if known and (part := PART_OF_THEIRS.search(text)) and earlier.only_code:
        whole, theirs = sum(s.minutes for s in earlier.services), int(part[1])
        if 0 < theirs < whole:
            rest: Who = "together" if first.who == "together" else "therapist"
            shared = (replace(first, minutes=whole - theirs, who=rest), replace(first, minutes=theirs, who="assistant"))
            return replace(earlier, services=shared)
    if not named:
        return earlier
    of_code = set(now.mentioned) & {service.code for service in earlier.services}
    services = tuple(
        replace(s, who="assistant" if not of_code or s.code in of_code else s.who or "therapist")
        for s in earlier.services
    )
    return replace(earlier, services=services)
