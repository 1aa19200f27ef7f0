"""Reads which services a question states, for how many minutes, and what was billed for them.

The question is cut into tokens; what they are is settled, and each step takes out what is no minutes of a service. Then
durations are matched in order to what they belong to (a code, rest, the visit), and services are made of the pairs.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from understand.services.read.alignment import Match, match_durations
from understand.services.read.corrections import put_corrections
from understand.services.read.cut import MARKERS, OFFICE_VISIT, cut
from understand.services.read.helpers import take_helpers
from understand.services.read.items import item_of, tells_other_work, words_of
from understand.services.read.lists import expand_lists, name_it, name_that, prepare_lists
from understand.services.read.loose_names import put_listed
from understand.services.read.own_minutes import count_each, drop_joint_assistants, drop_selves, read_people, share_code
from understand.services.read.people import discipline_of, read_labels, who_of
from understand.services.read.retold import read_dropped, read_recoded
from understand.services.read.settled import merge_names, name_by_bracket, pair_times, read_lists, without_rules
from understand.services.read.shares import Share, share_out, take_shares
from understand.services.read.spelling import Rewritten
from understand.services.read.stand_ins import put_stand_ins
from understand.services.read.time_off import take_off
from understand.services.read.tokens import Code, Off, Token
from understand.services.read.units import guessed_units, read_billed, read_claimed_units, units_of_all
from understand.services.read.unknown_names import find_speech_time, find_unknown_names
from understand.services.read.visit import CONCURRENT, GROUP, OVERLAP, fill_in, read_premises, read_stated
from understand.services.read.who_put import put_people, spoken_for
from understand.services.read.who_told import take_who
from understand.services.read.whole import take_whole
from understand.services.service import Named, Recoded, Service, ServicesRead, WhoTold

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
    reading = _Reading(read, read.text, tokens, codes, told)
    _name_work(reading, named)
    _settle(reading)
    _take_persons(reading)
    _take_units(reading)
    _take_shares(reading)
    _match(reading)
    _fill_in(reading)
    _put_people(reading)
    _assume_code(reading, default_code)
    return _result(reading)


@dataclass(slots=True)
class _Reading:
    """A text on its way to services: the tokens that are left, and what each step has read.

    Attributes:
        plain: the text as read; `read` knows where it stood in the question.
        told: the only code of the turns before.
        described: where codes stand that are called by what was done; `listed`: those of them in a list.
        spoken: the tokens before those of persons were taken out.
        found: services as matched, those of unknown names included; `services` are of codes.
        loose: minutes that belong to nothing; `owned`: the code of the others, by where they start.
        shared: whether a whole was shared out; `assumed`: whether a code was taken that nobody named.
    """

    read: Rewritten
    plain: str
    tokens: list[Token]
    codes: Mapping[str, Code]
    told: str
    described: frozenset[int] = frozenset()
    listed: list[Token] = field(default_factory=list)
    recoded: tuple[Recoded, ...] = ()
    dropped: tuple[str, ...] = ()
    spoken: list[Token] = field(default_factory=list)
    by_helpers: tuple[Off, ...] = ()
    statements: tuple[WhoTold, ...] = ()
    offs: tuple[Off, ...] = ()
    numbers: list[Token] = field(default_factory=list)
    guess: Token | None = None
    billed: dict[str, int] = field(default_factory=dict)
    whole: int | None = None
    shares: tuple[Share, ...] = ()
    matches: list[Match] = field(default_factory=list)
    found: tuple[Service, ...] = ()
    services: tuple[Service, ...] = ()
    loose: list[Token] = field(default_factory=list)
    owned: dict[int, str] = field(default_factory=dict)
    stated: dict[str, int | None] = field(default_factory=dict)
    strong: tuple[str, ...] = ()
    shared: bool = False
    derived: bool = False
    people: tuple[Service, ...] = ()
    open_who: tuple[WhoTold, ...] = ()
    assumed: bool = False

    def service(self, token: Token | Off | WhoTold, code: str = "", minutes: int = 0) -> Service:
        return Service(code, minutes, self.read.span(token.start, token.end))

    def of_off(self, off: Off) -> Service:
        return self.service(off, off.code, off.minutes)

    def is_timed(self, code: str) -> bool:
        return code not in self.codes or self.codes[code].timed


def _name_work(r: _Reading, named: Sequence[Named]) -> None:
    """Codes for work that is told by what was done: in the turns before, or here in a list with its minutes."""
    called: list[Token] = []
    for name in named:
        start, end = bisect_left(r.read.places, name.span.start), bisect_left(r.read.places, name.span.end)
        if start < end and not any(t.start < end and start < t.end for t in r.tokens):
            called.append(Token("code", name.code, 0, start, end, strong=False))
    r.described = frozenset(t.start for t in called)
    r.tokens, r.listed = put_listed(r.plain, sorted([*r.tokens, *called], key=lambda t: t.start), r.codes)


def _settle(r: _Reading) -> None:
    """What the tokens are; before that, what is said of minutes told before."""
    plain, tokens = r.plain, r.tokens
    r.recoded, r.dropped = read_recoded(r.read, tokens, r.codes), read_dropped(plain, tokens, r.codes)
    tokens = pair_times(plain, expand_lists(plain, tokens))
    tokens = merge_names(plain, read_lists(plain, without_rules(plain, tokens)), r.codes)
    r.tokens = put_corrections(plain, put_stand_ins(plain, name_by_bracket(plain, tokens), r.codes))


def _take_persons(r: _Reading) -> None:
    """Minutes of helpers, who did what is told elsewhere, time off, and the code that persons share."""
    plain = r.plain
    r.spoken, r.by_helpers = take_helpers(plain, name_that(plain, r.tokens, r.told))
    tokens, r.statements = take_who(plain, r.spoken)
    tokens, r.offs = take_off(plain, drop_joint_assistants(plain, drop_selves(plain, tokens)))
    r.numbers = [t for t in tokens if t.is_spent]
    r.tokens = share_code(plain, count_each(plain, name_it(plain, tokens, r.told)), r.told)


def _take_units(r: _Reading) -> None:
    r.guess = guessed_units(r.plain, r.tokens) or units_of_all(r.plain, r.tokens)
    r.tokens, billed = read_billed(r.plain, [t for t in r.tokens if t is not r.guess])
    r.billed = {code: units for code, units in billed.items() if not OFFICE_VISIT.fullmatch(code)}


def _take_shares(r: _Reading) -> None:
    """Minutes of the whole, codes whose minutes are a share of it, and names of nothing known here."""
    r.tokens, r.whole = take_whole(r.plain, prepare_lists(r.plain, r.tokens), r.billed)
    r.tokens, r.shares = take_shares(r.plain, r.tokens)


def _match(r: _Reading) -> None:
    """Durations matched to what they belong to, as services and as minutes of the visit."""
    plain = r.plain
    speech = find_speech_time(plain, r.tokens) if any(t.kind == "code" for t in r.tokens) else []
    r.tokens = [t for t in r.tokens if not any(t.start == s.start for s in speech)]
    unknown = [*find_unknown_names(plain, r.tokens), *speech]
    matches, each = match_durations(plain, sorted([*r.tokens, *unknown], key=lambda t: t.start))
    matches = [m for m in matches if not _beside_evaluation(r, m)]
    r.matches = matches + each
    r.found = _to_services(r)
    r.services = tuple(s for s in r.found if s.code)
    used = {m.duration.start for m in r.matches}
    r.loose = [t for t in r.tokens if t.kind == "minutes" and t.start not in used]
    r.owned = {m.duration.start: m.target.value for m in r.matches if m.target.kind in ("code", "marker")}
    r.stated = read_stated(matches, [t for t in r.loose if not tells_other_work(plain, r.tokens, t)], r.services)
    r.stated["visit"] = r.stated["visit"] or r.whole


def _beside_evaluation(r: _Reading, match: Match) -> bool:
    """ "Eval plus 14 minutes of stance work": the minutes are of what is added to an evaluation, not its own."""
    code, spent = match.target, match.duration
    return (
        code.value in r.codes
        and r.codes[code.value].family == "evaluation"
        and bool(ADDED.search(r.plain[code.end : spent.start]))
        and tells_other_work(r.plain, r.tokens, spent)
    )


def _to_services(r: _Reading) -> tuple[Service, ...]:
    found: list[Service] = []
    disciplines, assistants = read_labels(r.plain, r.tokens)
    for match in sorted(r.matches, key=lambda m: (m.duration.start, m.target.start)):
        code = match.target.value
        if match.target.kind == "marker":  # "10 more of the same" is of the code before
            code = found[-1].code if code == "same" and found else ""
            if not code:
                continue
        if OFFICE_VISIT.fullmatch(code):
            continue
        start, end = sorted((match.duration, match.target), key=lambda t: t.start)
        found.append(
            Service(
                code,
                match.duration.amount,
                r.read.span(start.start, max(start.end, end.end)),
                clock=match.duration.clock,
                discipline=discipline_of(r.tokens, match, r.plain) if disciplines else None,
                who=who_of(r.tokens, match, r.plain) if assistants else None,
                words=words_of(r.plain, start, end),
                described=match.target.kind == "code" and match.target.start in r.described,
            )
        )
    return tuple(found)


def _fill_in(r: _Reading) -> None:
    """Minutes of codes that have none of their own: shares of a whole, and what the visit leaves."""
    minutes = ServicesRead(r.services).minutes()
    loose = [t.amount for t in r.loose]
    shared = share_out(r.shares, r.stated, [s.minutes for s in r.services], loose, minutes)
    r.shared = bool(shared)
    r.services += tuple(r.service(token, token.value, spent) for token, spent in shared)
    named = [*(t for t in r.tokens if t.kind == "code"), *(share.code for share in r.shares)]
    r.strong = tuple(dict.fromkeys(t.value for t in named if t.strong))
    helped = sum(part.minutes for part in r.by_helpers)
    left = {**r.stated, "visit": (r.stated["visit"] or 0) - helped or None}
    r.services, r.derived = fill_in(r.read, r.tokens, r.services, r.strong, left, r.codes)


def _put_people(r: _Reading) -> None:
    """Minutes told beside persons, and the services as those did them who are told elsewhere."""
    r.people = read_people(r.read, [t for t in r.tokens if r.owned.get(t.start) not in MARKERS], r.owned)
    beside = [r.read.span(t.start, t.end).start for t in r.tokens if t.kind == "who"]
    r.services, r.open_who = put_people(r.services, r.statements, spoken_for(r.services, beside))


def _assume_code(r: _Reading, code: str) -> None:
    """Minutes of no code are of the one that is asked about, where nothing else is named."""
    total = [m.duration for m in r.matches if m.target.value == "timed_total"]
    alone = r.loose or total
    asked = not r.services and not r.strong and ASKS_UNITS.search(r.plain)
    visit, rest = r.stated["visit"], r.stated["rest"]
    timed_named = any(t.kind == "code" and r.is_timed(t.value) for t in r.tokens)
    if asked and alone:
        r.services, r.stated["visit"] = tuple(r.service(t, code, t.amount) for t in alone), None
    elif total and r.services and not timed_named:
        r.services = (*(r.service(t, code, t.amount) for t in total), *r.services)
    elif asked and visit and rest:
        r.services = (Service(code, visit - rest, r.read.span(0, len(r.plain))),)
    else:
        return
    r.assumed = True


def _result(r: _Reading) -> ServicesRead:
    plain, codes = r.plain, [t for t in r.tokens if t.kind == "code"]
    return ServicesRead(
        services=r.services,
        untimed=_untimed(r, codes),
        codes=r.strong,
        billed=r.billed or None,
        billed_lines=tuple(r.service(t, t.value) for t in codes if t.value in r.billed),
        visit_minutes=r.stated["visit"],
        rest_minutes=r.stated["rest"],
        timed_total=r.stated["timed_total"],
        premises=read_premises(plain),
        claimed_units=read_claimed_units(plain, r.guess),
        concurrent=bool(CONCURRENT.search(plain)),
        group=bool(GROUP.search(plain)),
        overlap=bool(OVERLAP.search(plain)),
        assumed_code=r.assumed,
        derived=r.derived,
        unplaced=() if r.assumed or r.shared else _unplaced(r),
        other_minutes=r.stated["other"],
        taken_off=tuple(r.of_off(off) for off in r.offs if not off.treatment),
        within=tuple(r.of_off(off) for off in r.offs if off.treatment),
        by_work=tuple(r.service(t, t.value) for t in r.listed),
        by_helpers=tuple(r.of_off(part) for part in r.by_helpers),
        recoded=r.recoded,
        mentioned=tuple(dict.fromkeys(t.value for t in codes)),
        people=r.people,
        dropped=r.dropped,
        who_told=() if r.services else take_who(plain, r.spoken, before=True)[1],
        who_open=tuple(replace(r.service(told), who=told.who) for told in r.open_who),
        numbers=tuple(r.service(t, minutes=t.amount) for t in r.numbers),
    )


def _untimed(r: _Reading, named: Sequence[Token]) -> tuple[str, ...]:
    """Untimed codes that the question names by number, by a long name, or with minutes."""
    called = [t.value for t in named if t.strong or (t.value in r.codes and r.codes[t.value].family == "manipulation")]
    with_minutes = [s.code for s in r.services]
    return tuple(dict.fromkeys(code for code in (*called, *with_minutes) if not r.is_timed(code)))


def _unplaced(r: _Reading) -> tuple[Service, ...]:
    """Minutes of unknown names, of persons where no service has as many, and of nothing."""
    services = [*r.services, *r.found]
    known = {s.minutes for s in services} | {sum(s.minutes for s in services)}
    persons = tuple(p for p in r.people if r.services and not p.code and p.minutes not in known)
    told = {r.stated["visit"], *(p.minutes for p in persons)}
    loose = (Service("", t.amount, r.read.span(*item_of(r.plain, t))) for t in r.loose if t.amount not in told)
    return (*(s for s in r.found if not s.code), *persons, *loose)
