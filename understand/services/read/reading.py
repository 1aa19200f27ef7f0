"""Reads which services a question states, for how many minutes, and what was billed for them.

The question is cut into tokens (`words`); then durations are matched in order to what they belong to
(a code, rest, the visit), so that the words between them cost as little as possible (`alignment`).
"""

import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence

from understand.services.read.alignment import Match, match_durations
from understand.services.read.circumstances import CONCURRENT, GROUP, OVERLAP, read_premises
from understand.services.read.corrections import put_corrections
from understand.services.read.gaps import tells_other_work
from understand.services.read.helpers import Theirs, take_helpers
from understand.services.read.lists import (
    expand_lists,
    name_it,
    name_that,
    prepare_lists,
    share_out,
    take_shares,
    take_whole,
)
from understand.services.read.loose_names import put_listed
from understand.services.read.people import (
    count_each,
    discipline_of,
    drop_joint_assistants,
    drop_selves,
    read_labels,
    share_code,
    who_of,
)
from understand.services.read.settled import merge_names, name_by_bracket, pair_times, read_lists, without_rules
from understand.services.read.spelling import Rewritten
from understand.services.read.stand_ins import put_stand_ins
from understand.services.read.time_off import Off, take_off
from understand.services.read.tokens import MARKERS, OFFICE_VISIT, Code, Token, cut
from understand.services.read.units import guessed_units, read_billed, read_claimed_units, units_of_all
from understand.services.read.unknown_names import find_speech_time, find_unknown_names, item_of
from understand.services.read.visit import fill_in, read_stated, span_of
from understand.services.read.who_put import put_people, spoken_for
from understand.services.read.who_told import take_who
from understand.services.service import Service, ServicesRead
from understand.services.turns.anew import read_dropped, read_people
from understand.services.turns.described import Named, words_of
from understand.services.turns.recoded import read_recoded

ADDED = re.compile(r"\b(?:and|plus|then|with)\b|[+&]")
ASKS_UNITS = re.compile(r"\bunits?\b|\bbill\w*\b|\bhow many\b|\bcount\b")


def read_services(
    text: str,
    codes: Mapping[str, Code],
    default_code: str = "97112",
    told: str = "",
    named: Sequence[Named] = (),
) -> ServicesRead:
    """Reads codes, minutes and billed units from free text.

    Args:
        codes: the code table; its synonyms are the names that are understood.
        default_code: taken where minutes are asked about and no code is named.
        told: the only code of the turns before; the minutes of each person who is named are of it.
        named: where the text calls a service by what was done.
    """
    read, tokens = cut(text, codes)
    tokens, described = _with_named(read, tokens, named)
    tokens, listed = put_listed(read.text, tokens, codes)
    plain, recoded = read.text, read_recoded(read, tokens, codes)
    dropped = read_dropped(plain, tokens, codes)
    tokens = pair_times(plain, expand_lists(plain, tokens))
    tokens = merge_names(plain, read_lists(plain, without_rules(plain, tokens)), codes)
    tokens = put_corrections(plain, put_stand_ins(plain, name_by_bracket(plain, tokens), codes))
    tokens, theirs = take_helpers(plain, name_that(plain, tokens, told))
    spoken = tokens
    tokens, statements = take_who(plain, tokens)
    tokens, offs = take_off(plain, drop_joint_assistants(plain, drop_selves(plain, tokens)))
    numbers = [t for t in tokens if t.kind in ("minutes", "number")]
    tokens = share_code(plain, count_each(plain, name_it(plain, tokens, told)), told)
    guess = guessed_units(plain, tokens) or units_of_all(plain, tokens)
    tokens, billed = read_billed(plain, [t for t in tokens if t is not guess])
    billed = {code: units for code, units in billed.items() if not OFFICE_VISIT.fullmatch(code)}
    tokens = prepare_lists(plain, tokens)
    tokens, whole = take_whole(plain, tokens, billed)
    tokens, shares = take_shares(plain, tokens)
    speech = find_speech_time(plain, tokens) if any(t.kind == "code" for t in tokens) else []
    tokens = [t for t in tokens if not any(t.start == s.start for s in speech)]
    unknown = [*find_unknown_names(plain, tokens), *speech]
    matches, each = match_durations(plain, sorted([*tokens, *unknown], key=lambda t: t.start))
    matches = [m for m in matches if not _beside_evaluation(plain, tokens, m, codes)]
    found = _to_services(read, tokens, matches + each, codes, described)
    services = tuple(s for s in found if s.code)
    used = {(match.duration.start) for match in matches + each}
    loose = [t for t in tokens if t.kind == "minutes" and t.start not in used]
    stated = read_stated(matches, [t for t in loose if not tells_other_work(plain, tokens, t)], services)
    stated["visit"] = stated["visit"] or whole
    shared = share_out(
        shares, stated, [s.minutes for s in services], [t.amount for t in loose], ServicesRead(services).minutes()
    )
    services += tuple(Service(token.value, spent, span_of(read, token.start, token.end)) for token, spent in shared)
    strong = tuple(dict.fromkeys(t.value for t in tokens if t.kind == "code" and t.strong))
    strong = tuple(dict.fromkeys((*strong, *(share.code.value for share in shares if share.code.strong))))
    left = {**stated, "visit": (stated["visit"] or 0) - sum(part.minutes for part in theirs) or None}
    services, derived = fill_in(read, tokens, services, strong, left, codes)
    owned = {m.duration.start: m.target.value for m in matches + each if m.target.kind in ("code", "marker")}
    people = read_people(read, [t for t in tokens if owned.get(t.start) not in MARKERS], owned)
    beside = [span_of(read, t.start, t.end).start for t in tokens if t.kind == "who"]
    services, open_who = put_people(services, statements, spoken_for(services, beside))
    unnamed = tuple(told for told in people if services and not told.code and not _is_told(told, (*services, *found)))
    assumed = False
    total = [m.duration for m in matches if m.target.value == "timed_total"]
    alone = loose or total
    if not services and not strong and alone and ASKS_UNITS.search(plain):
        services = tuple(Service(default_code, t.amount, span_of(read, t.start, t.end)) for t in alone)
        stated, assumed = {**stated, "visit": None}, True
    elif total and services and not any(t.kind == "code" and _is_timed(t.value, codes) for t in tokens):
        services = (*(Service(default_code, t.amount, span_of(read, t.start, t.end)) for t in total), *services)
        assumed = True
    elif not services and not strong and stated["visit"] and stated["rest"] and ASKS_UNITS.search(plain):
        services = (Service(default_code, stated["visit"] - stated["rest"], span_of(read, 0, len(plain))),)
        assumed = True
    return ServicesRead(
        services=services,
        untimed=_untimed(tokens, services, codes),
        codes=strong,
        billed=billed or None,
        billed_lines=tuple(
            Service(t.value, 0, span_of(read, t.start, t.end)) for t in tokens if t.kind == "code" and t.value in billed
        ),
        visit_minutes=stated["visit"],
        rest_minutes=stated["rest"],
        timed_total=stated["timed_total"],
        premises=read_premises(plain),
        claimed_units=read_claimed_units(plain, guess),
        concurrent=bool(CONCURRENT.search(plain)),
        group=bool(GROUP.search(plain)),
        overlap=bool(OVERLAP.search(plain)),
        assumed_code=assumed,
        derived=derived,
        unplaced=()
        if assumed or shared
        else (
            *(s for s in found if not s.code),
            *unnamed,
            *(
                Service("", t.amount, span_of(read, *item_of(plain, t)))
                for t in loose
                if t.amount != stated["visit"] and t.amount not in {told.minutes for told in unnamed}
            ),
        ),
        other_minutes=stated["other"],
        taken_off=tuple(_as_service(read, off) for off in offs if not off.treatment),
        within=tuple(_as_service(read, off) for off in offs if off.treatment),
        by_work=tuple(Service(t.value, 0, span_of(read, t.start, t.end)) for t in listed),
        by_helpers=tuple(_as_service(read, part) for part in theirs),
        recoded=recoded,
        mentioned=tuple(dict.fromkeys(t.value for t in tokens if t.kind == "code")),
        people=people,
        dropped=dropped,
        who_told=() if services else take_who(plain, spoken, before=True)[1],
        who_open=tuple(Service("", 0, span_of(read, told.start, told.end), who=told.who) for told in open_who),
        numbers=tuple(Service("", t.amount, span_of(read, t.start, t.end)) for t in numbers),
    )


def _with_named(read: Rewritten, tokens: list[Token], named: Sequence[Named]) -> tuple[list[Token], frozenset[int]]:
    """The tokens with a code for each stretch that calls one by what was done, where nothing else is read.

    And where those stand.
    """
    found: list[Token] = []
    for name in named:
        start, end = bisect_left(read.places, name.span.start), bisect_left(read.places, name.span.end)
        if start < end and not any(t.start < end and start < t.end for t in tokens):
            found.append(Token("code", name.code, 0, start, end, strong=False))
    return sorted([*tokens, *found], key=lambda t: t.start), frozenset(t.start for t in found)


def _is_told(told: Service, services: tuple[Service, ...]) -> bool:
    """Whether a person's minutes are those of a service, or all of them."""
    return told.minutes in {s.minutes for s in services} | {sum(s.minutes for s in services)}


def _is_timed(code: str, codes: Mapping[str, Code]) -> bool:
    return code not in codes or codes[code].timed


def _beside_evaluation(plain: str, tokens: list[Token], match: Match, codes: Mapping[str, Code]) -> bool:
    """ "Eval plus 14 minutes of stance work": the minutes are of what is added to an evaluation, not its own."""
    code, spent = match.target, match.duration
    return (
        code.value in codes
        and codes[code.value].family == "evaluation"
        and bool(ADDED.search(plain[code.end : spent.start]))
        and tells_other_work(plain, tokens, spent)
    )


def _as_service(read: Rewritten, off: Off | Theirs) -> Service:
    return Service(off.code, off.minutes, span_of(read, off.start, off.end))


def _to_services(
    read: Rewritten,
    tokens: list[Token],
    matches: list[Match],
    codes: Mapping[str, Code],
    described: Container[int],
) -> tuple[Service, ...]:
    plain = read.text
    found: list[Service] = []
    last_code = ""
    disciplines, assistants = read_labels(plain, tokens)
    for match in sorted(matches, key=lambda m: (m.duration.start, m.target.start)):
        code = match.target.value
        if match.target.kind == "marker":
            if code != "same" or not last_code:
                continue
            code = last_code
        if OFFICE_VISIT.fullmatch(code):
            continue
        start, end = sorted((match.duration, match.target), key=lambda t: t.start)
        found.append(
            Service(
                code,
                match.duration.amount,
                span_of(read, start.start, max(start.end, end.end)),
                clock=match.duration.clock,
                discipline=discipline_of(tokens, match, plain) if disciplines else None,
                who=who_of(tokens, match, plain) if assistants else None,
                words=words_of(plain, start, end),
                described=match.target.kind == "code" and match.target.start in described,
            )
        )
        last_code = code
    return tuple(found)


def _untimed(tokens: list[Token], services: tuple[Service, ...], codes: Mapping[str, Code]) -> tuple[str, ...]:
    """Untimed codes that the question names by number, by a long name, or with minutes."""
    named = [
        t.value
        for t in tokens
        if t.kind == "code"
        and t.value in codes
        and not codes[t.value].timed
        and (t.strong or codes[t.value].family == "manipulation")
    ]
    with_minutes = [s.code for s in services if s.code in codes and not codes[s.code].timed]
    return tuple(dict.fromkeys((*named, *with_minutes)))
