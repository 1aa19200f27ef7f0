"""What a later turn does with the services of the turns before: it changes them, adds to them or stands alone."""

import re
from dataclasses import replace

from understand.services.service import Service, ServicesRead
from understand.services.turns.codes import of_subject, recoded, without_dropped
from understand.services.turns.described import called
from understand.services.turns.numbers import corrected, less_of, of_them, only_number, swapped, with_less
from understand.services.turns.persons import (
    MORE,
    OF_WHOLE,
    by_the_therapist,
    of_people,
    those_told_before,
    with_assistant,
    without_person,
    worked_together,
)
from understand.services.turns.turn import Turn, with_names
from understand.services.turns.unused import changed_one, unused
from understand.services.words import any_of

ADDS, ADDED, CHANGES = (re.compile(any_of("turns", name)) for name in ("adds", "added", "changes"))
OTHER_PATIENT = re.compile(r"\b(?:new|different|another|next|other) (?:patient|pt|case|client)\b")
# "How many units is 40 min of gait", "gait 20 medicare?": a question of its own.
ASKS_ANEW = re.compile(r"\?|\b(?:how|units?|what|which|can|should|is|does|do)\b")
# "Te was 14 so how many units": told of the same visit, whatever is asked behind it.
WAS = re.compile(
    r"^\W*(?:(?!(?:how|what|which|is|are|if|does|do|can)\b)\w+\W+){1,4}(?:was|were|took|ran|lasted|went)"
    r"\W+(?:\w+\W+)?\d{1,3}\b"
)
FEW_WORDS = 4
# "Wait the te was 7": of services told before, no new question.
SET_TO = re.compile(
    r"^(?!.*\b(?:how many|units?)\b)(?:.*\b(?:was|is|were|at|to|be|up|both|each|ran|went|took|got|long|short)\W+"
    r"(?:really |only |actually |just )*\d{1,3}\s*(?:min\w*)?\W*$|.*\bonly (?:\w+ )?\d)"
)
# What is asked of two codes together.
OF_A_PAIR = re.compile(r"\b(?:59|x[espu]|mod(?:ifier)?s?|both|separate\w*|regions?|together|same (?:day|visit|area))\b")
# How services told before are told anew, what says it plainest first.
TOLD_ANEW = (
    only_number,
    recoded,
    of_them,
    worked_together,
    without_person,
    swapped,
    corrected,
    those_told_before,
    by_the_therapist,
    less_of,
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
    turn = Turn.of(text, now)
    read = _followed(earlier, replace(turn, now=of_subject(earlier, turn)))
    codes = {s.code for s in read.services} or set(now.mentioned)
    only = next(iter(codes)) if len(codes) == 1 else ""
    about = subject if subject in codes else earlier.subject or only or subject
    return replace(read, subject=about, told_anew=_counted(read) != _counted(earlier))


def _counted(read: ServicesRead) -> tuple[object, ...]:
    return read.services, read.taken_off, read.by_helpers, read.billed


def _followed(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    if not earlier.services:
        return _of_the_pair(earlier, turn)
    if OTHER_PATIENT.search(turn.plain):
        return turn.now
    before = earlier = replace(earlier, unused=())
    dropped = set(turn.now.dropped) & {*earlier.codes, *earlier.untimed, *(s.code for s in earlier.services)}
    if dropped:
        before = without_dropped(earlier, turn)
        if not before.services:
            return replace(before, premises=turn.now.premises)
    read = _continued(before, turn)
    read = replace(read, changed=changed_one(before, read))
    return read if dropped else replace(read, unused=unused(earlier, turn, read))


def _of_the_pair(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """ "59 needed if both are the neck": the pair is that of the turn before, unless this one tells its own."""
    now = turn.now
    if now.services or len(now.codes) > 1 or not (CHANGES.search(turn.plain) or OF_A_PAIR.search(turn.plain)):
        return now
    return with_names(now, earlier, turn)


def _continued(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """The services of the turn before, changed as the follow-up says; those before where it says nothing of them."""
    for read_anew in TOLD_ANEW:
        if anew := read_anew(earlier, turn):
            return anew
    now = turn.now
    changes, adds = _changes(earlier, turn), _adds(earlier, turn)
    of_whole = OF_WHOLE.search(turn.plain) is not None
    goes_on = changes or adds or of_whole or not now.services or MORE.search(turn.plain)
    if goes_on and (anew := of_people(earlier, turn)):
        return anew
    if not now.services and not (changes and now.unplaced):
        return _kept(earlier, turn)
    if now.people and of_whole:
        return earlier
    told = _with_code(earlier, now) if changes or adds else None
    if told is None:
        return now
    services = _changed(earlier.services, told) if changes else (*earlier.services, *told)
    if services is None:
        return earlier
    read = replace(now, services=services, assumed_code=False, visit_minutes=None, unplaced=())
    return with_names(read, earlier, turn)


def _changes(earlier: ServicesRead, turn: Turn) -> bool:
    """Whether the services that are told take the place of those of the same code."""
    told, before = {s.code for s in turn.now.services}, {s.code for s in earlier.services}
    again = told <= before and not turn.now.assumed_code
    set_anew = again and (SET_TO.search(turn.plain) or WAS.search(turn.plain))
    in_short = again and told < before and len(re.findall(r"\w+", turn.plain)) <= FEW_WORDS
    return bool(CHANGES.search(turn.plain) or in_short or set_anew) and not ADDED.search(turn.plain)


def _adds(earlier: ServicesRead, turn: Turn) -> bool:
    """Whether the services that are told come on top: "and manual 10", or one told by itself ("gait 10 min").

    A second line of a code told before is another service where both are told by other work.
    """
    told, plain = turn.now.services, turn.plain
    known = [s for s in earlier.services if any(s.code == t.code for t in told)]
    other = all(s.described and t.described and not s.words & t.words for s in known for t in told)
    another = len({s.code for s in told}) == 1 and other and not turn.now.assumed_code
    said = WAS.search(plain) or not ASKS_ANEW.search(plain)
    return bool(ADDS.search(plain) or earlier.dropped or (another and said))


def _kept(earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """The services told before, by whom and with what is taken off as the follow-up says."""
    now, kept = turn.now, with_assistant(earlier, turn)
    theirs = {s.minutes for s in kept.services if s not in earlier.services}
    if not any(off.minutes in theirs for off in now.taken_off):
        kept = with_less(kept, now)
    kept = replace(
        kept,
        premises=now.premises,
        claimed_units=now.claimed_units,
        billed=now.billed or earlier.billed,
        concurrent=now.concurrent or earlier.concurrent,
        group=now.group or earlier.group,
        overlap=now.overlap or earlier.overlap,
        visit_minutes=now.visit_minutes or kept.visit_minutes,
        which=None,
    )
    return with_names(kept, earlier, turn)


def _changed(earlier: tuple[Service, ...], told: tuple[Service, ...]) -> tuple[Service, ...] | None:
    """The earlier services with those told anew in the place of the same code's; who did it stays.

    None where several people did what is told anew of nobody.
    """
    kept: list[Service] = []
    done: set[str] = set()
    for service in earlier:
        again = [s for s in told if s.code == service.code]
        lines = called([s for s in earlier if s.code == service.code], frozenset().union(*(s.words for s in again)))
        if not again or service not in lines:
            kept.append(service)
            continue
        if all(s.who is None for s in again):
            if len({(s.who, s.discipline) for s in lines}) > 1:
                return None
            again = [replace(s, who=service.who, discipline=s.discipline or service.discipline) for s in again]
        kept += [] if service.code in done else again
        done.add(service.code)
    return (*kept, *(s for s in told if s.code not in done))


def _with_code(earlier: ServicesRead, now: ServicesRead) -> tuple[Service, ...] | None:
    """The services told now; minutes without a code are of the only code told before, else nobody's."""
    if now.services and not now.assumed_code:
        return now.services
    if not earlier.only_code:
        return None
    return tuple(replace(service, code=earlier.only_code) for service in now.services or now.unplaced)
