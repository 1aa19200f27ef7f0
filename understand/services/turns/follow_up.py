"""What a follow-up changes in the services of the turn before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from understand.case import Span
from understand.number_words import UP_TO_NINETEEN
from understand.services.read.gaps import AGAIN, CONNECTOR, SEPARATOR
from understand.services.read.time_off import IDLE_TIME
from understand.services.read.tokens import plain_text
from understand.services.service import Service, ServicesRead
from understand.services.turns.anew import (
    MORE,
    OF_WHOLE,
    corrected,
    is_same_person,
    of_people,
    swapped,
    without_dropped,
    without_person,
)
from understand.services.turns.described import called, content
from understand.services.turns.recoded import recoded
from understand.services.turns.who_anew import by_the_therapist, those_told_before, with_assistant, worked_together
from understand.services.words import any_of

ADDS, ADDED, CHANGES, RESIZED = (
    re.compile(any_of("turns", name), re.IGNORECASE) for name in ("adds", "added", "changes", "resized")
)
OTHER_PATIENT = re.compile(r"\b(?:new|different|another|next|other) (?:patient|pt|case|client)\b", re.IGNORECASE)
FILLER = any_of("lists", "turn_fillers")
# "And 53", "ok 67 then?": nothing but a number, which is minutes as the turn before told minutes.
BARE = re.compile(
    rf"\W*(?:{FILLER}\b\W*)*(\d{{1,3}})\s*(?:min\w*|')?(?!\s*units?\b)\W*(?:{FILLER}\b\W*)*", re.IGNORECASE
)
# "Did that for 17", "took about 20": a number that is minutes without the word.
SPENT = re.compile(r"\b(?:for|took|spent|lasted|ran|got|did)\b", re.IGNORECASE)
BARE_WORD = re.compile(FILLER)
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
NO_MINUTES = re.compile(any_of("turns", "no_number_of_minutes"), re.IGNORECASE)
DID_SOMETHING = re.compile(
    r"\b(?:pta|c?ota|pt|ot|assistant|therapist) (?:wasn'?t|weren'?t|didn'?t|left|did|does|had"
    r"|took|treated|saw|ran|furnished|handled)\b",
    re.IGNORECASE,
)
SHE_DID = re.compile(r"\b(?:she|he|they) (?:did|had|took|treated|saw|ran)\b", re.IGNORECASE)
# "5 of the neuro was rest", "the last 5 of the te he did alone": a part of the code that is named, mostly no treatment.
PART_OF_CODE = re.compile(r"\b\d{1,3}\s*(?:min\w*\s*)?(?:out )?of (?:the|that|this|his|her|my|our) \w", re.IGNORECASE)
IDLE = re.compile(IDLE_TIME, re.IGNORECASE)
# "How many units is 40 min of gait", "gait 20 medicare?": a question of its own.
ASKS_ANEW = re.compile(r"\?|\b(?:how|units?|what|which|can|should|is|does|do)\b", re.IGNORECASE)
# "Te was 14 so how many units": told of the same visit, whatever is asked behind it.
WAS = re.compile(
    r"^\W*(?:(?!(?:how|what|which|is|are|if|does|do|can)\b)\w+\W+){1,4}(?:was|were|took|ran|lasted|went)"
    r"\W+(?:\w+\W+)?\d{1,3}\b",
    re.IGNORECASE,
)
OLD = re.compile(r"\b(?:not|instead of|rather than|from) (?:the )?$", re.IGNORECASE)
OF = re.compile(r"\s*(?:min\w*\s*)?(?:more\s+)?of (?!it\b|that\b|them\b|the\b|those\b)", re.IGNORECASE)
FEW_WORDS = 4
# "Wait the te was 7": of services told before, no new question.
SET_TO = re.compile(
    r"^(?!.*\b(?:how many|units?)\b)(?:.*\b(?:was|is|were|at|to|be|up|both|each|ran|went|took|got|long|short)\W+"
    r"(?:really |only |actually |just )*"
    r"\d{1,3}\s*(?:min\w*)?\W*$|.*\bonly (?:\w+ )?\d)",
    re.IGNORECASE,
)
# What is asked of two codes together.
OF_A_PAIR = re.compile(
    r"\b(?:59|x[espu]|mod(?:ifier)?s?|both|separate\w*|regions?|together|same (?:day|visit|area))\b", re.IGNORECASE
)


def continue_services(earlier: ServicesRead, now: ServicesRead, text: str, subject: str = "") -> ServicesRead:
    """The services that a follow-up means: its own, with what it leaves out taken from the turn before.

    "What if it was 22 min of neuro instead" changes one code and keeps the others, "and 10 min of manual"
    adds, "and with a PTA?" gives the same minutes to the assistant. A question with minutes that neither
    adds nor changes stands alone.

    Args:
        text: the follow-up.
        subject: the code that the turns are about where they name none.
    """
    read = _followed(earlier, _of_subject(earlier, now, text), text)
    codes = {s.code for s in read.services} or set(now.mentioned)
    about = subject if subject in codes else earlier.subject or _only(codes) or subject
    return replace(read, subject=about, told_anew=_counted(read) != _counted(earlier))


def _counted(read: ServicesRead) -> tuple[object, ...]:
    return read.services, read.taken_off, read.by_helpers, read.billed


def _only(codes: set[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _followed(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    if not earlier.services:
        return _with_codes(earlier, now, text)
    if OTHER_PATIENT.search(text):
        return now
    earlier = replace(earlier, unused=())
    if set(now.dropped) & {*earlier.codes, *earlier.untimed, *(s.code for s in earlier.services)}:
        earlier, changed = without_dropped(earlier, now, content(plain_text(text))), True
        if not earlier.services:
            return replace(earlier, premises=now.premises)
    else:
        changed = False
    read = _continued(earlier, now, text)
    read = replace(read, changed=_changed_one(earlier, read))
    return read if changed else replace(read, unused=_unused(earlier, now, read, text))


def _changed_one(earlier: ServicesRead, read: ServicesRead) -> Service | None:
    """The only service with other minutes than before, or the one that came on top."""
    if read.services[:-1] == earlier.services:
        return read.services[-1]
    if len(read.services) != len(earlier.services):
        return None
    other = [new for old, new in zip(earlier.services, read.services, strict=True) if new.minutes != old.minutes]
    return other[0] if len(other) == 1 else None


def _unused(earlier: ServicesRead, now: ServicesRead, read: ServicesRead, text: str) -> tuple[Service, ...]:
    """Numbers and persons that a follow-up tells and that changed none of the services told before.

    A follow-up that stands alone is read like a first question: nothing of it is called unused.
    """
    if read.which:
        return ()
    same = (read.services, read.taken_off, read.billed) == (earlier.services, earlier.taken_off, earlier.billed)
    known: set[int | None] = {
        s.minutes for s in (*earlier.services, *read.services, *read.unplaced, *read.taken_off, *read.within)
    }
    known |= {sum(s.minutes for s in turn.services) for turn in (earlier, read)} | set(earlier.minutes().values())
    known |= {earlier.visit_minutes, earlier.timed_total, now.claimed_units, read.visit_minutes}
    known |= set((now.billed or {}).values())
    known |= set() if same else {read.rest_minutes, read.other_minutes}
    spans = [(told.span.start, told.span.end) for told in now.people]
    alone = [n for n in now.numbers if not any(a <= n.span.start < b for a, b in spans)]
    alone = [n for n in alone if not (NO_MINUTES.search(text[: n.span.start]) or n.minutes > MOST_MINUTES)]
    people = [p for p in now.people if not any(is_same_person(s, p) and s.minutes == p.minutes for s in read.services)]
    told = people + [n for n in alone if n.minutes not in known or OF.match(text, n.span.end)]
    if not same:
        told = [n for n in told if (n in people or n.minutes not in known) and not OLD.search(text[: n.span.start])]
        return () if read.services == now.services else tuple(told)
    if resized := RESIZED.search(text):
        told.append(Service("", 0, Span(*resized.span(), resized[0])))
    somebody = DID_SOMETHING.search(text) or (CHANGES.search(text) and SHE_DID.search(text))
    if not told and somebody and any(s.who or s.discipline for s in earlier.services):
        return (Service("", 0, Span(*somebody.span(), somebody[0])),)
    return tuple(told)


def _continued(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """The services of the turn before, changed as the follow-up says; those before where it says nothing of them."""
    if only := _only_number(earlier, now, text):
        return only
    for read_anew in (
        recoded,
        _told_anew,
        worked_together,
        without_person,
        swapped,
        corrected,
        those_told_before,
        by_the_therapist,
        _less_of,
    ):
        if anew := read_anew(earlier, now, text):
            return anew
    subset = {s.code for s in now.services} < {s.code for s in earlier.services} and not now.assumed_code
    changes = bool(CHANGES.search(text)) or (subset and len(re.findall(r"\w+", text)) <= FEW_WORDS)
    adds = ADDS.search(text) is not None or bool(earlier.dropped) or _tells_another(earlier, now, text)
    retold = {s.code for s in now.services} <= {s.code for s in earlier.services} and not now.assumed_code
    told_of = SET_TO.search(text) or WAS.search(text)
    changes = (changes or (retold and told_of is not None)) and not ADDED.search(text)
    if (changes or adds or MORE.search(text) or OF_WHOLE.search(text) or not now.services) and (
        anew := of_people(earlier, now, text)
    ):
        return anew
    if not now.services and not (changes and now.unplaced):
        kept = with_assistant(earlier, now, text)
        theirs = {s.minutes for s in kept.services if s not in earlier.services}
        if not any(off.minutes in theirs for off in now.taken_off):
            kept = _with_less(kept, now)
        return replace(
            kept,
            premises=now.premises,
            claimed_units=now.claimed_units,
            billed=now.billed or earlier.billed,
            concurrent=now.concurrent or earlier.concurrent,
            group=now.group or earlier.group,
            overlap=now.overlap or earlier.overlap,
            visit_minutes=now.visit_minutes or kept.visit_minutes,
            codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
            untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
            which=None,
        )
    if now.people and OF_WHOLE.search(text):
        return earlier
    if not (changes or adds):
        return now
    told = _with_code(earlier, now)
    if told is None:
        return now
    services = _changed(earlier.services, told) if changes else (*earlier.services, *told)
    if services is None:
        return earlier
    return replace(
        now,
        services=services,
        assumed_code=False,
        visit_minutes=None,
        unplaced=(),
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
    )


def _tells_another(earlier: ServicesRead, now: ServicesRead, text: str) -> bool:
    """ "97110 was 12", "gait 10 min", "cone taps 9": one other service or work told, and nothing asked of it."""
    codes = {s.code for s in now.services}
    known = [s for s in earlier.services if s.code in codes]
    other = all(s.described and t.described and not s.words & t.words for s in known for t in now.services)
    one_more = len(codes) == 1 and other and not now.assumed_code
    return one_more and (WAS.search(text) is not None or not ASKS_ANEW.search(text))


def _only_number(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "What about 53?", "another 10": the minutes of the only code told before, told anew or added to."""
    bare, further = BARE.fullmatch(text), FURTHER.fullmatch(text)
    anew = earlier.changed if bare and not further and earlier.changed in earlier.services else None
    first = anew or earlier.services[0]
    others = any((s.code, s.who, s.discipline) != (first.code, first.who, first.discipline) for s in earlier.services)
    if not (bare or further) or (others and not anew):
        return None
    minutes = int(further[1] or further[2]) if further else int(bare[1]) if bare else 0
    if not 0 < minutes <= MOST_MINUTES:
        return None
    told = replace(first, minutes=minutes, clock=None)
    return replace(
        earlier,
        services=(*earlier.services, told)
        if further
        else tuple(told if s is anew else s for s in earlier.services)
        if others
        else (told,),
        premises=now.premises,
        claimed_units=now.claimed_units,
        visit_minutes=None,
        timed_total=None,
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


def _with_less(earlier: ServicesRead, now: ServicesRead) -> ServicesRead:
    """ "Minus 5 for the phone call": taken off the only code told before; of several, nobody knows which."""
    taken = sum(off.minutes for off in now.taken_off)
    longest = max(earlier.services, key=lambda service: service.minutes)
    if not earlier.only_code or not 0 < taken < longest.minutes:
        return replace(earlier, taken_off=(*earlier.taken_off, *now.taken_off))
    offs = tuple(replace(off, code=longest.code) for off in now.taken_off)
    less = replace(longest, minutes=longest.minutes - taken, clock=None)
    services = tuple(less if service is longest else service for service in earlier.services)
    return replace(earlier, services=services, taken_off=(*earlier.taken_off, *offs), timed_total=None)


def _less_of(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead | None:
    """ "5 of the neuro was rest": taken off the one service of the code that is named; other parts change nothing."""
    part = PART_OF_CODE.search(text)
    told = now.services[0] if len(now.services) == 1 and part else None
    mine = [s for s in earlier.services if told and s.code == told.code and s.minutes > told.minutes]
    if not told or not part or len(mine) != 1 or now.people:
        return None
    idle = IDLE.search(text, part.end())
    if not idle:
        return earlier
    told = replace(told, span=Span(part.start(), idle.end(), text[part.start() : idle.end()]))
    less = replace(mine[0], minutes=mine[0].minutes - told.minutes, clock=None)
    services = tuple(less if s is mine[0] else s for s in earlier.services)
    return replace(
        earlier, services=services, taken_off=(*earlier.taken_off, told), premises=now.premises, timed_total=None
    )


def _of_subject(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "14 minutes", "did that for 17": minutes of nothing else are of what the turns before are about."""
    code = earlier.only_subject
    if not code or any(s.code == code for s in (*earlier.services, *now.services)):
        return now
    bare = now.numbers if SPENT.search(text) and BARE.fullmatch(text) and not earlier.services else ()
    beside = [part.span for part in (*now.by_helpers, *now.people)]
    mine = tuple(part for part in now.unplaced or bare if _tells_nothing_else(text, part, beside))
    if len(mine) != 1 or (len(now.people) > 1 and not now.services):
        return now
    named = code in earlier.codes
    assistants = {told.minutes for told in now.people if told.who == "assistant"}
    return replace(
        now,
        services=(
            *(replace(s, code=code, who="assistant" if s.minutes in assistants else s.who) for s in mine),
            *now.services,
        ),
        unplaced=tuple(part for part in now.unplaced if part not in mine),
        codes=(*now.codes, code) if named else now.codes,
        untimed=tuple(dict.fromkeys((*now.untimed, *earlier.untimed))),
        assumed_code=not named,
    )


def _tells_nothing_else(text: str, told: Service, beside: Sequence[Span]) -> bool:
    """Whether no other work is told beside some minutes; who did them, told `beside` them, is none."""
    plain = plain_text(text)
    for span in beside:
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    before = [match.end() for match in SEPARATOR.finditer(plain, 0, told.span.start)]
    behind = SEPARATOR.search(plain, told.span.end)
    words = re.findall(r"[a-z]+", plain[max(before, default=0) : behind.start() if behind else len(plain)])
    return all(any(p.fullmatch(word) for p in (BARE_WORD, CONNECTOR, AGAIN)) for word in words)


def _with_codes(earlier: ServicesRead, now: ServicesRead, text: str) -> ServicesRead:
    """ "59 needed if both are the neck": the pair is that of the turn before, unless this one tells its own."""
    if now.services or len(now.codes) > 1 or not (CHANGES.search(text) or OF_A_PAIR.search(text)):
        return now
    return replace(
        now,
        codes=tuple(dict.fromkeys((*earlier.codes, *now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *now.untimed))),
    )


def _changed(earlier: tuple[Service, ...], told: tuple[Service, ...]) -> tuple[Service, ...] | None:
    """The earlier services with those told anew in the place of the same code's; who did it stays.

    None where several people did what is told anew of nobody.
    """
    kept: list[Service] = []
    done: set[str] = set()
    for service in earlier:
        again = [s for s in told if s.code == service.code]
        lines = called([s for s in earlier if s.code == service.code], frozenset().union(*(s.words for s in again)))
        if service not in lines:
            again = []
        before = {(s.who, s.discipline) for s in lines}
        if again and all(s.who is None for s in again):
            if len(before) > 1:
                return None
            again = [replace(s, who=service.who, discipline=s.discipline or service.discipline) for s in again]
        kept += ([] if service.code in done else again) if again else [service]
        done |= {service.code} if again else set()
    return (*kept, *(s for s in told if s.code not in done))


def _with_code(earlier: ServicesRead, now: ServicesRead) -> tuple[Service, ...] | None:
    """The services told now; minutes without a code are of the only code told before, else nobody's."""
    if now.services and not now.assumed_code:
        return now.services
    if not earlier.only_code:
        return None
    return tuple(replace(service, code=earlier.only_code) for service in now.services or now.unplaced)
