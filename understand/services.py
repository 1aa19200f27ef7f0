"""Reads which services a question states, for how many minutes, and what was billed for them.

The question is cut into tokens (`service_words`); then durations are matched in order to what they
belong to (a code, rest, the visit), so that the words between them cost as little as possible.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from understand.case import Span
from understand.service_lists import expand_lists, prepare_lists, share_out, take_shares, take_whole
from understand.service_spelling import Rewritten
from understand.service_words import Code, Token, clock_times, cut

Who = Literal["therapist", "assistant", "together"]
Discipline = Literal["PT", "OT", "SLP"]

FOREIGN, BESIDE = 90.0, 60.0  # minutes of something unknown; a number without "min" right beside a code
UNMATCHED_MINUTES = 100.0  # costs of leaving a token without partner, and of matching over a gap
UNMATCHED_NUMBER = 11.0  # a number without "min" must stand right beside its code
FARTHEST = 300  # characters between minutes and what they belong to
OVER_CLAUSE, OVER_COMMA, OVER_WORD, OVER_TARGET, OVER_DURATION, REUSE = 25.0, 10.0, 3.0, 15.0, 50.0, 30.0
AFTER_COLON = 50.0  # "an hour and 5 minutes: 40 neuro, …": what stands before the colon is the visit
SHORTEST_BARE = 4  # a smaller number without "min" is hardly ever minutes
LONGEST_SERVICE = 240  # minutes; a larger number is no duration of a service
CONNECTOR = re.compile(
    r"(?:of|for|which|that|was|were|is|are|about|approximately|approx|around|like|on|to|at|did|do|doing|with|the|a|an|spent"
    r"|performed|provided|minutes|mins?|min|in|all|just|only|today|all|x|coded|billed|as|cpt|code|my|then|so"
    r"|direct|skilled|another|again|long|got|had|took|lasted|total|by|from|therapy|training|work|tx|some|active|static|dynamic|seated|standing|sitting|hands|more|good|she|he|they|sat|were|those"
    r"|activities|ther|each|lists|time|exactly|nearly|almost|roughly|say|maybe|alone|itself|doing|included)"
)
CLAUSE_END, COMMA = re.compile(r"[;\n]|\.(?=\s|$)|->"), re.compile(r"[,+/&|]|\b(?:and|then|plus|with|also)\b")

EIGHT = r"(?:8|eight)[\s-]*(?:min\w*|')"
PREMISES = {
    "eight_minutes_per_unit": (
        rf"{EIGHT}\s*(?:\(?s\)?\s*)?(?:per|a|each|=|is|equals|makes?|gets?|for (?:each|every|a|one|1)|to a)\s*"
        r"(?:(?:1|one|a|every|each|billable|single)\s*)*unit"
        rf"|every\s+{EIGHT}|(?:each|one|a|1|per)\s+unit\s+(?:is|=|needs?|takes?|requires?|equals?|every|per|for)"
        rf"\s+(?:only |just )?(?:every\s+)?{EIGHT}|{EIGHT}\s+each\s+unit|divid\w+ (?:\w+ ){{0,4}}by (?:8|eight)\b"
        r"|unit (?:for )?every (?:8|eight)\b"
    ),
    "rules_reversed": (
        r"\bama\b[^.?!;]{0,50}\b(?:total|pool|add\w*|combin\w*|sum)\w*\b[^.?!]{0,80}\b(?:medicare|cms)\b[^.?!]{0,50}"
        r"\b(?:each|separate\w*|individual\w*|by itself|per code|code by code)\b"
        r"|\b(?:medicare|cms)\b[^.?!;]{0,50}\b(?:each|separate\w*|individual\w*|by itself|per code|code by code)\b"
        r"[^.?!]{0,80}\bama\b[^.?!]{0,50}\b(?:total|pool|combin|sum)\w*\b"
    ),
    "full_fifteen_needed": (
        r"(?:need|must|have to|requires?|required|only)\b[^.?!]{0,40}\bfull (?:15|fifteen)\b"
        r"|full (?:15|fifteen) min\w* (?:per|for (?:a|each|every)) unit"
    ),
}
CONCURRENT = re.compile(
    r"\b(?:two|2|three|3|four|4|both|several|multiple|other|another|second|overlapping)\s+(?:[\w'-]+\s+){0,2}"
    r"(?:patients?|pts|people|clients?|kids)\b[^.?!]{0,80}\b(?:same time|simultaneous\w*|at once|concurrent\w*"
    r"|same (?:\w+ ){0,2}(?:min\w*|hour|slot|period|interval)|together|overlap\w*|side by side)"
    r"|\b(?:same time|simultaneous\w*|at once|concurrent\w*|overlap\w*)\b[^.?!]{0,60}"
    r"\b(?:patients?|pts|people|clients?)\b"
    r"|\balternat\w+ between (?:two|2|three|3) (?:patients?|pts)|\bdouble[- ]book\w*|\bconcurrent (?:patients?|therapy)"
)
GROUP = re.compile(
    r"\b97150\b|\bgroup (?:therapy|session|class|treatment)\b|\bin a group\b|\bbalance (?:class|group)\b"
)
PLAN_MODIFIER = re.compile(r"\b(g[pon])\b")
OVERLAP = re.compile(
    r"\bsame (?:\w+ ){0,2}(?:min(?:ute)?s|time (?:block|slot|period|interval))\b|\boverlap\w*"
    r"|\bshar\w+ (?:the )?(?:same )?min\w*|\bdouble[- ]?(?:count|dip)\w*"
)
GUESS_BEFORE = re.compile(r"\s*[.;,?-]+\s*(?:so |is (?:that|it) |would that be |that's |thats )*")
BILLED_BEFORE = re.compile(r"\b(?:bill\w*|charg\w*|claimed|submitted|coded)\s*:?\s*$")
NUMBER_WINS = {"evaluation", "manipulation", "modality", "group"}  # "97014 estim" is 97014
AGAIN = re.compile(
    r"(?:another|more|again|additional|extra|later|after|before|second|first|third|am|pm|morning|afternoon|evening"
    r"|session|bout|set|block|round|break|followed|half|part|it|same|and|me|myself|we)"
)
SEPARATOR = re.compile(rf"{CLAUSE_END.pattern}|{COMMA.pattern}")
BETWEEN_CODES = re.compile(r"(?:[\s,/&+()x:\d-]|\band\b|\bunits?\b|\b(?:one|two|three|four)\b)*")
ROW_THEN_CODES = re.compile(r"\s*(?:(?:min\w*\s*)?(?:of|for|on)|:|-|=)\s*")
BETWEEN_NUMBERS = re.compile(r"[\s,/&+-]*(?:and\s*)?")
FINISHED = re.compile(r"\b(?:finish|stop|end|until|till|through|out|done|complet)")
LISTED = re.compile(r"(?:[\s,+&/]|\band\b|\bthen\b|\bpt[ao]?\b|\bc?ota?\b|\bmin\w*|\d+)*")
TOGETHER = re.compile(
    r"\s*(?:and|&|\+|/|with)\s*(?:the\s+)?(?:pta|ota|cota|assistant)\s*(?:together|jointly|treated together)"
)
ASSISTANT = re.compile(r"\b(?:pta|c?ota|assistant)s?\b")
BY = re.compile(r"\s*\(\s*|[\s(]*(?:by|with|from|done by|was)\s+(?:the\s+|my\s+|a\s+|an\s+)?")
CLAIMED = re.compile(
    r"(?:is|are|=|equals?|makes?|gets?(?: me)?|would be|bills? as|i can bill|gives?(?: me)?|counts? as|so)\s*"
    r"(\d{1,2}|one|two|three|four|five|six|seven|eight)\s*units?"
)
ASKS_UNITS = re.compile(r"\bunits?\b|\bbill\w*\b|\bhow many\b|\bcount\b")
SMALL = {word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"])}


@dataclass(frozen=True, slots=True)
class Service:
    """One stretch of a code: its minutes, its times of day if said (minutes since midnight), and by whom."""

    code: str
    minutes: int
    span: Span
    clock: tuple[int, int] | None = None
    discipline: Discipline | None = None
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class ServicesRead:
    """What a question says of services.

    Attributes:
        services: stretches of codes with minutes, untimed codes included; the same code may recur.
        untimed: untimed codes that are named, with or without minutes.
        codes: every code that is named by number or by an unmistakable name, in order.
        billed: units by code as billed or claimed.
        visit_minutes, rest_minutes, timed_total: as stated; None where not.
        premises: wrong or doubtful rules that the question takes for granted.
        claimed_units: units that the question says the minutes come to, where it names no code for them.
        assumed_code: True where minutes were given without a code and 97112 was taken.
        derived: True where the minutes of a code were taken from the visit less rest.
        mentioned: every code that is named by any name, short ones ("neuro") included.
        unplaced: minutes of which nothing says what they belong to; their code is empty.
        other_minutes: of documentation and other work that has no code here.
    """

    services: tuple[Service, ...] = ()
    untimed: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    billed: Mapping[str, int] | None = None
    visit_minutes: int | None = None
    rest_minutes: int | None = None
    timed_total: int | None = None
    premises: tuple[str, ...] = ()
    claimed_units: int | None = None
    concurrent: bool = False
    group: bool = False
    overlap: bool = False
    assumed_code: bool = False
    derived: bool = False
    mentioned: tuple[str, ...] = ()
    unplaced: tuple[Service, ...] = ()
    other_minutes: int | None = None

    def minutes(self) -> dict[str, int]:
        """Minutes by code, stretches added."""
        total: dict[str, int] = {}
        for service in self.services:
            total[service.code] = total.get(service.code, 0) + service.minutes
        return total


@dataclass(frozen=True, slots=True)
class _Match:
    duration: Token
    target: Token


def read_services(text: str, codes: Mapping[str, Code], default_code: str = "97112") -> ServicesRead:
    """Reads codes, minutes and billed units from free text.

    Args:
        codes: the code table; its synonyms are the names that are understood.
        default_code: taken where minutes are asked about and no code is named.
    """
    read, tokens = cut(text, codes)
    plain = read.text
    tokens = _pair_times(plain, expand_lists(plain, tokens))
    tokens = _merge_names(plain, _read_lists(plain, _without_rules(plain, tokens)), codes)
    guess = _guessed_units(plain, tokens)
    tokens, billed = _read_billed(plain, [t for t in tokens if t is not guess])
    tokens = prepare_lists(plain, tokens)
    tokens, whole = take_whole(plain, tokens)
    tokens, shares = take_shares(plain, tokens)
    matches, each = _match(plain, tokens)
    services = _services(read, tokens, matches + each, codes)
    used = {(match.duration.start) for match in matches + each}
    loose = [t for t in tokens if t.kind == "minutes" and t.start not in used]
    stated = _stated(matches, loose, services)
    stated["visit"] = stated["visit"] or whole
    shared = share_out(
        shares, stated, [s.minutes for s in services], [t.amount for t in loose], ServicesRead(services).minutes()
    )
    services += tuple(Service(token.value, spent, _span(read, token.start, token.end)) for token, spent in shared)
    named = tuple(dict.fromkeys(t.value for t in tokens if t.kind == "code" and t.strong))
    named = tuple(dict.fromkeys((*named, *(share.code.value for share in shares if share.code.strong))))
    services, derived = _fill_in(read, tokens, services, named, stated, codes)
    assumed = False
    alone = loose or [m.duration for m in matches if m.target.value == "timed_total"]
    if not services and not named and alone and ASKS_UNITS.search(plain):
        services = tuple(Service(default_code, t.amount, _span(read, t.start, t.end)) for t in alone)
        stated, assumed = {**stated, "visit": None}, True
    claimed = CLAIMED.search(plain)
    return ServicesRead(
        services=services,
        untimed=_untimed(tokens, services, codes),
        codes=named,
        billed=billed or None,
        visit_minutes=stated["visit"],
        rest_minutes=stated["rest"],
        timed_total=stated["timed_total"],
        premises=tuple(name for name, pattern in PREMISES.items() if re.search(pattern, plain)),
        claimed_units=_small(claimed[1]) if claimed else guess.amount if guess else None,
        concurrent=bool(CONCURRENT.search(plain)),
        group=bool(GROUP.search(plain)),
        overlap=bool(OVERLAP.search(plain)),
        assumed_code=assumed,
        derived=derived,
        unplaced=()
        if assumed or shared
        else tuple(Service("", t.amount, _span(read, t.start, t.end)) for t in loose if t.amount != stated["visit"]),
        other_minutes=stated["other"],
        mentioned=tuple(dict.fromkeys(t.value for t in tokens if t.kind == "code")),
    )


def _without_rules(plain: str, tokens: list[Token]) -> list[Token]:
    """Leaves out noise and a stated sum ("15 min + 8 min = 23 min"); numbers after "minutes were" are minutes."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        between = plain[before.end : token.start] if before else ""
        earlier = [t.amount for t in kept if t.kind in ("minutes", "number")]
        is_sum = (before and before.kind in ("minutes", "number") and re.fullmatch(r"\s*=\s*", between)) or (
            len(earlier) > 1 and token.amount == sum(earlier) and plain[: token.start].rstrip().endswith("=")
        )
        if token.kind == "noise" or is_sum or (token.kind == "number" and token.amount == 0):
            continue
        if (
            token.kind == "number"
            and before
            and (
                (before.kind == "marker" and before.value == "list")
                or (before.kind == "who" and not between.strip(" :="))
                or (
                    before.kind == "minutes"
                    and any(t.kind == "marker" and t.value == "list" for t in kept)
                    and re.fullmatch(r"[\s,+&/]*(?:and\s*)?", between)
                )
            )
        ):
            token = replace(token, kind="minutes")
        kept.append(token)
    return kept


def _pair_times(plain: str, tokens: list[Token]) -> list[Token]:
    """ "Started at 2:15 and finished at 2:38" is a range of times; other lone times are dropped."""
    kept: list[Token] = []
    waiting: Token | None = None
    for token in tokens:
        if token.kind != "time":
            kept.append(token)
            continue
        finished = waiting and FINISHED.search(plain[waiting.end : token.start])
        if waiting and finished and (times := clock_times(f"{waiting.value} - {token.value}")):
            kept.append(replace(token, kind="minutes", value="clock", amount=times[1] - times[0], clock=times))
        waiting = token
    return kept


def _read_lists(plain: str, tokens: list[Token]) -> list[Token]:
    """In "20, 15, 10 min" every number is minutes; in "15 min (9:00-9:15)" the times say the same again."""
    listed: list[Token] = []
    for token in reversed(tokens):
        after = listed[0] if listed else None
        between = plain[token.end : after.start] if after else ""
        if after and after.kind == "minutes":
            if token.kind == "number" and re.fullmatch(r"\s*(?:,|/|&|\+|and)\s*", between):
                token = replace(token, kind="minutes")
            elif (
                token.kind == "minutes"
                and (token.clock is None) != (after.clock is None)
                and re.fullmatch(r"\s*[(\[=:,-]*\s*", between)
                and abs(token.amount - after.amount) <= 1
            ):
                listed[0] = replace(after, start=token.start, clock=token.clock or after.clock)
                continue
        listed.insert(0, token)
    return listed


def _merge_names(plain: str, tokens: list[Token], codes: Mapping[str, Code]) -> list[Token]:
    """A name and the number of the same code side by side are one mention; the number wins."""
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if before and before.kind == token.kind == "code":
            gap = plain[before.end : token.start]
            beside = re.fullmatch(r"[\s(\[:=,\-]*(?:,?\s*(?:coded|billed|cpt|as|code|\s)+)?", gap)
            family = {codes[t.value].family if t.value in codes else "" for t in (before, token)}
            alike = before.value == token.value or (len(family) == 1 and family <= NUMBER_WINS)
            numbers = [t for t in (before, token) if plain[t.start : t.end][:5].strip().upper() == t.value[:5]]
            if beside and alike and (before.value == token.value or len(numbers) == 1):
                keep = numbers[0] if numbers else before
                merged[-1] = replace(keep, start=before.start, end=token.end, strong=before.strong or token.strong)
                continue
        merged.append(token)
    return merged


def _read_billed(plain: str, tokens: list[Token]) -> tuple[list[Token], dict[str, int]]:
    """Units as billed, each with the code beside it, and the tokens that are left."""
    billed: dict[str, int] = {}
    kept: list[Token] = []
    names = [t for t in tokens if t.kind == "code"]
    mentions_units = bool(re.search(r"\bunits?\b|\bbilled\b", plain))
    minutes_said = any(t.kind == "minutes" for t in tokens)
    units_first = False
    opening = next((t for t in tokens if t.kind in ("number", "minutes", "code")), None)
    numbers_first = opening is not None and opening.kind != "code"  # "17 nmr 12 ta 6 gait": 6 is of gait
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if (
            token.kind == "number"
            and 0 < token.amount <= 6
            and after
            and after.kind == "code"
            and not plain[token.end : after.start].strip()
            and (units_first or (not (before and before.kind == "code") and BILLED_BEFORE.search(plain[: token.start])))
        ):
            billed[after.value] = billed.get(after.value, 0) + token.amount
            units_first = True
            continue
        if (
            token.kind == "number"
            and 0 < token.amount <= 6
            and before
            and before.kind == "code"
            and (mentions_units or not minutes_said)
            and not (numbers_first and _stands_before(plain, token, after))
            and re.fullmatch(r"[\s:=(]*", plain[before.end : token.start])
        ):
            billed[before.value] = billed.get(before.value, 0) + token.amount
            continue
        if token.kind != "units":
            kept.append(token)
            continue
        if plain[token.start] == "x" and token.amount >= 8 and "unit" not in plain[token.start : token.end]:
            if before and before.kind == "code" and not plain[before.end : token.start].strip():
                kept.append(replace(token, kind="minutes"))
            continue
        owner = _owner_of_units(plain, tokens, number, names)
        if owner and token.amount <= 20:
            billed[owner] = billed.get(owner, 0) + token.amount
    return kept, billed


def _stands_before(plain: str, number: Token, name: Token | None) -> bool:
    """Whether a name follows the number at once, as in a list that gives numbers first."""
    return name is not None and name.kind == "code" and not plain[number.end : name.start].strip()


def _guessed_units(plain: str, tokens: list[Token]) -> Token | None:
    """ "…, three units?" asks whether the minutes come to that: no line was billed."""
    for before, token in pairwise(tokens):
        ended = before.end - (plain[before.end - 1] == ".")
        if (
            token.kind == "units"
            and GUESS_BEFORE.fullmatch(plain[ended : token.start])
            and re.match(r"\s*(?:then|right|correct|ok|total)?\s*\?", plain[token.end :])
        ):
            return token
    return None


def _owner_of_units(plain: str, tokens: list[Token], number: int, names: list[Token]) -> str | None:
    token = tokens[number]
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    first = next(t for t in tokens if t.kind == "units")
    code_first = bool(names) and names[0].start < first.start
    behind = (
        before and before.kind == "code" and re.fullmatch(r"[\s:=(\-,]*(?:for|at)?\s*", plain[before.end : token.start])
    )
    if code_first and before and behind and not re.match(r"\s*of\b", plain[token.end :]):
        return before.value
    earlier = tokens[number - 2] if number > 1 else None
    if (
        code_first
        and before
        and before.kind in ("minutes", "number")
        and earlier
        and earlier.kind == "code"
        and not CLAUSE_END.search(plain[earlier.end : token.start].replace("min.", "min"))
        and re.fullmatch(r"[\s:=(),/-]*", plain[before.end : token.start])
    ):
        return earlier.value
    lead = plain[after.start - 30 if after.start > 30 else 0 : after.start] if after else ""
    if after and after.kind == "code" and re.fullmatch(r"\s*(?:of|for)?\s*(?:cpt\s*)?", plain[token.end : after.start]):
        return after.value
    if before and behind:
        return before.value
    if len({name.value for name in names}) == 1 and not re.search(r"\bhow many\b", lead):
        return names[0].value
    return None


def _match(plain: str, tokens: list[Token]) -> tuple[list[_Match], list[_Match]]:
    """Durations with what they belong to, and those that hold for each of several codes."""
    each, used = _match_each(plain, tokens)
    rows, taken = _match_rows(plain, [t for t in tokens if t.start not in used])
    each, used = each + rows, used | taken
    durations = [
        t
        for t in tokens
        if t.kind in ("minutes", "number")
        and t.start not in used
        and (t.kind == "minutes" or SHORTEST_BARE <= t.amount <= LONGEST_SERVICE)
    ]
    targets = [t for t in tokens if t.start not in used and _is_target(t, tokens)]
    return _cheapest(plain, tokens, durations, targets), each


def _is_target(token: Token, tokens: list[Token]) -> bool:
    if token.kind == "marker":
        if token.value == "same" and not any(t.kind == "code" and t.start < token.start for t in tokens):
            return False
        return token.value in ("rest", "other", "visit", "total", "timed_total", "same")
    return token.kind == "code"


def _match_each(plain: str, tokens: list[Token]) -> tuple[list[_Match], set[int]]:
    """ "7 minutes each of A, B and C", "A and B, 20 min each": the duration holds for every code."""
    matches: list[_Match] = []
    used: set[int] = set()
    for number, token in enumerate(tokens):
        near = tokens[max(0, number - 1) : number] + tokens[number + 1 : number + 2]
        mark = next((t for t in near if t.kind == "marker" and t.value == "each"), None)
        if token.kind not in ("minutes", "number") or not mark:
            continue
        after = _codes_until_duration(plain, tokens[number + 1 :], token.end)
        before = _codes_until_duration(plain, tokens[:number][::-1], token.start)
        follows = after and re.match(r"\s*(?:of|:|for|on|-)", plain[max(token.end, mark.end) :])
        chosen = after if follows or not before else before
        matches += [_Match(token, code) for code in chosen]
        used |= {token.start, mark.start, *(code.start for code in chosen)}
    return matches, used


def _codes_until_duration(plain: str, tokens: Sequence[Token], here: int) -> list[Token]:
    """The codes up to the next duration that stands in another clause or before another code."""
    found: list[Token] = []
    for token in tokens:
        between = plain[min(here, token.end) : max(here, token.start)]
        if found and (token.kind in ("minutes", "number") or CLAUSE_END.search(between)):
            break
        if token.kind == "code":
            found.append(token)
    return found


def _match_rows(plain: str, tokens: list[Token]) -> tuple[list[_Match], set[int]]:
    """ "97112, 97110, 97140: 20, 15, 10 min": as many durations as codes, each list by itself, in order."""
    row = [t for t in tokens if t.kind in ("code", "minutes", "number")]
    runs: list[list[Token]] = []
    for token in row:
        alike = runs and (runs[-1][-1].kind == "code") == (token.kind == "code")
        between = plain[runs[-1][-1].end : token.start] if runs else ""
        if alike and (BETWEEN_CODES if token.kind == "code" else BETWEEN_NUMBERS).fullmatch(between):
            runs[-1].append(token)
        else:
            runs.append([token])
    matches: list[_Match] = []
    taken: set[int] = set()
    for codes, spent in pairwise(runs):
        between = plain[codes[-1].end : spent[0].start]
        one_sentence = not CLAUSE_END.search(between) or "min" in between
        if not len(codes) == len(spent) > 1 or not one_sentence or codes[0].start in taken:
            continue
        if codes[0].kind == "code" != spent[0].kind:
            matches += [_Match(duration, code) for code, duration in zip(codes, spent, strict=True)]
        elif spent[0].kind == "code" != codes[0].kind and ROW_THEN_CODES.fullmatch(between):
            matches += [_Match(duration, code) for duration, code in zip(codes, spent, strict=True)]
        taken = {t.start for match in matches for t in (match.duration, match.target)}
    return matches, {t.start for match in matches for t in (match.duration, match.target)}


def _cheapest(plain: str, tokens: list[Token], durations: list[Token], targets: list[Token]) -> list[_Match]:
    """The matching of durations to targets, both in order, with the least cost of the gaps."""
    costs: dict[tuple[int, int], tuple[float, tuple[int | None, ...]]] = {}
    near = [
        {
            k: gap
            for k, target in enumerate(targets)
            if abs(target.start - duration.start) <= FARTHEST
            and (gap := _gap(plain, tokens, durations, i, target)) < UNMATCHED_MINUTES
        }
        for i, duration in enumerate(durations)
    ]
    alone_costs = [_alone(plain, tokens, duration) for duration in durations]

    def best(i: int, j: int) -> tuple[float, tuple[int | None, ...]]:
        """Cost and targets of durations from `i` on, using targets from `j` on (`j - 1` may be reused)."""
        if i == len(durations):
            return 0.0, ()
        if (i, j) in costs:
            return costs[i, j]
        rest = best(i + 1, j)
        alone = alone_costs[i]
        options = [(alone + rest[0], (None, *rest[1]))]
        for k, gap in near[i].items():
            if gap >= alone or k < j - 1:
                continue
            if k == j - 1:
                gap += REUSE
                if gap >= alone:
                    continue
            rest = best(i + 1, k + 1)
            options.append((gap + rest[0], (k, *rest[1])))
        costs[i, j] = min(options, key=lambda option: option[0])
        return costs[i, j]

    _, chosen = best(0, 0)
    return [_Match(durations[i], targets[k]) for i, k in enumerate(chosen) if k is not None]


def _alone(plain: str, tokens: list[Token], duration: Token) -> float:
    """What it costs to leave a duration without a partner."""
    if duration.kind == "minutes":
        return UNMATCHED_MINUTES
    beside = any(
        t.kind == "code"
        and re.fullmatch(r"[\s:=(\[-]*", plain[min(t.end, duration.end) : max(t.start, duration.start)])
        for t in tokens
    )
    return BESIDE if beside else UNMATCHED_NUMBER


def _segment(plain: str, token: Token) -> tuple[int, int]:
    """From the separator before the token to the one behind it."""
    starts, ends = _separators(plain)
    before, after = bisect_right(ends, token.start), bisect_left(starts, token.end)
    return (ends[before - 1] if before else 0), (starts[after] if after < len(starts) else len(plain))


@lru_cache(maxsize=8)
def _separators(plain: str) -> tuple[list[int], list[int]]:
    found = [match.span() for match in SEPARATOR.finditer(plain)]
    return [start for start, _ in found], [end for _, end in found]


def _is_foreign(plain: str, tokens: list[Token], durations: list[Token], duration: Token, target: Token) -> bool:
    """ "Dry needling 10 min, neuro 23 min": the 10 minutes are of something else than the neuro."""
    start, end = _segment(plain, duration)
    if start <= target.start < end or target.kind != "code":
        return False
    first, last = _segment(plain, target)
    if not any(first <= other.start < last for other in durations):
        return False
    inside = [t for t in tokens if start <= t.start < end]
    if any(t.kind == "code" for t in inside):
        return False
    said = plain[start:end]
    for token in reversed(inside):
        said = said[: token.start - start] + " " + said[token.end - start :]
    words = re.findall(r"[a-z]+", said)
    return any(not CONNECTOR.fullmatch(word) and not AGAIN.fullmatch(word) and len(word) > 1 for word in words)


def _gap(plain: str, tokens: list[Token], durations: list[Token], i: int, target: Token) -> float:
    """What it costs that duration `i` belongs to the target: words, commas and tokens between them."""
    duration = durations[i]
    first, last = sorted((duration, target), key=lambda t: t.start)
    between = plain[first.end : last.start]
    cost = OVER_CLAUSE * len(CLAUSE_END.findall(between)) + OVER_COMMA * len(COMMA.findall(between))
    if cost >= UNMATCHED_MINUTES:
        return cost
    if first is duration and re.match(r"\s*(?:visit|session)?\s*:", between):
        cost += AFTER_COLON
    if duration.kind == "minutes" and not duration.clock and _is_foreign(plain, tokens, durations, duration, target):
        cost += FOREIGN
    said = re.findall(r"[a-z]+(?:'[a-z]+)?", COMMA.sub(" ", between))
    words = [word for word in said if not CONNECTOR.fullmatch(word)]
    for token in tokens:
        if not first.end <= token.start < last.start:
            continue
        inside = re.findall(r"[a-z]+", plain[token.start : token.end])
        words = [word for word in words if word not in inside]
        if token.kind == "code" or (token.kind == "marker" and token.value in ("visit", "rest", "other")):
            cost += OVER_TARGET
        elif token.kind == "minutes" or (token.kind == "number" and token in durations):
            cost += 0 if _listed(plain, token, duration) else OVER_DURATION
    if duration.kind == "number" and words:
        return UNMATCHED_MINUTES
    return cost + OVER_WORD * len(words)


def _listed(plain: str, one: Token, other: Token) -> bool:
    """Whether two durations stand in one list ("38 and 10", "8 min 9 min and 6 min")."""
    first, last = sorted((one, other), key=lambda t: t.start)
    return bool(LISTED.fullmatch(plain[first.end : last.start]))


def _services(
    read: Rewritten, tokens: list[Token], matches: list[_Match], codes: Mapping[str, Code]
) -> tuple[Service, ...]:
    plain = read.text
    found: list[Service] = []
    last_code = ""
    disciplines, assistants = _labels(plain, tokens)
    for match in sorted(matches, key=lambda m: (m.duration.start, m.target.start)):
        code = match.target.value
        if match.target.kind == "marker":
            if code != "same" or not last_code:
                continue
            code = last_code
        start, end = sorted((match.duration, match.target), key=lambda t: t.start)
        found.append(
            Service(
                code,
                match.duration.amount,
                _span(read, start.start, max(start.end, end.end)),
                clock=match.duration.clock,
                discipline=_discipline(tokens, match, plain) if disciplines else None,
                who=_who(tokens, match, plain) if assistants else None,
            )
        )
        last_code = code
    return tuple(found)


def _labels(plain: str, tokens: list[Token]) -> tuple[bool, bool]:
    """Whether the question speaks of several disciplines, and of an assistant."""
    names = {t.value for t in tokens if t.kind == "who"}
    modified = (PLAN_MODIFIER.search(plain[t.start : t.end]) for t in tokens if t.kind == "code")
    names |= {plan[1].upper() for plan in modified if plan}
    physical, occupational, speech = names & {"PT", "PTA", "GP"}, names & {"OT", "OTA", "GO"}, names & {"SLP", "GN"}
    several = sum(map(bool, (physical, occupational, speech))) > 1 or bool(occupational or speech)
    return several, bool(ASSISTANT.search(plain))


DISCIPLINES: dict[str, Discipline] = {
    "PT": "PT",
    "PTA": "PT",
    "GP": "PT",
    "OT": "OT",
    "OTA": "OT",
    "GO": "OT",
    "SLP": "SLP",
    "GN": "SLP",
}


def _discipline(tokens: list[Token], match: _Match, plain: str) -> Discipline | None:
    """The plan's modifier right after the service, else the last label before it, else the only one."""
    if plan := PLAN_MODIFIER.search(plain[match.target.start : match.target.end]):
        return DISCIPLINES[plan[1].upper()]
    last = max(match.duration, match.target, key=lambda t: t.start)
    labels = [t for t in tokens if t.kind == "who" and t.value in DISCIPLINES]
    for label in labels:
        if label.start < last.end:
            continue
        if label.value in ("GP", "GO", "GN") and re.fullmatch(r"[\s\-,]*", plain[last.end : label.start]):
            return DISCIPLINES[label.value]
        if BY.fullmatch(plain[last.end : label.start]):
            return DISCIPLINES[label.value]
    if before := [t for t in labels if t.start < last.start]:
        return DISCIPLINES[before[-1].value]
    only = {DISCIPLINES[t.value] for t in labels}
    return only.pop() if len(only) == 1 else None


def _who(tokens: list[Token], match: _Match, plain: str) -> Who:
    """ "by the PTA" after the service, else the last person named before its minutes."""
    first, last = sorted((match.duration, match.target), key=lambda t: t.start)
    people = [t for t in tokens if t.kind == "who" and t.value not in ("GP", "GO", "GN")]
    for person in people:
        if person.start >= last.end and BY.fullmatch(plain[last.end : person.start]):
            return _role(person, plain)
    before = [t for t in people if t.start < match.duration.start] or [
        t for t in people if first.start <= t.start < last.end
    ]
    if before:
        return _role(before[-1], plain)
    durations = [t for t in tokens if t.kind in ("minutes", "number")]
    return _role(people[0], plain) if people and len(durations) == 1 else "therapist"


def _role(person: Token, plain: str) -> Who:
    if person.value == "together":
        return "together"
    if TOGETHER.match(plain[person.end : person.end + 40]):
        return "together"
    return "assistant" if person.value in ("PTA", "OTA", "assistant") else "therapist"


def _stated(matches: list[_Match], loose: list[Token], services: tuple[Service, ...]) -> dict[str, int | None]:
    """Minutes of the visit, of rest and of all timed codes, as stated."""
    stated: dict[str, int | None] = {"visit": None, "rest": None, "timed_total": None, "other": None}
    for match in matches:
        if match.target.kind != "marker" or match.target.value == "same":
            continue
        name = "visit" if match.target.value == "total" else match.target.value
        before = (stated[name] or 0) if name in ("rest", "other") else 0
        stated[name] = before + match.duration.amount
    spent = sum(service.minutes for service in services)
    for token in loose:
        if stated["visit"] is None and services and token.amount >= spent:
            stated["visit"] = token.amount
    return stated


def _fill_in(
    read: Rewritten,
    tokens: list[Token],
    services: tuple[Service, ...],
    named: tuple[str, ...],
    stated: dict[str, int | None],
    codes: Mapping[str, Code],
) -> tuple[tuple[Service, ...], bool]:
    """Minutes of the one code that has none: "the rest", or the visit less rest."""
    visit = stated["visit"] or stated["timed_total"]
    if not visit:
        return services, False
    left = visit - (stated["rest"] or 0) - (stated["other"] or 0) - sum(s.minutes for s in services)
    known = {service.code for service in services}
    pending = [t for t in tokens if t.kind == "code" and t.value not in known]
    remainder = next((t for t in tokens if t.kind == "remainder"), None)
    if remainder and pending and left > 0:
        token = min(pending, key=lambda t: abs(t.start - remainder.start))
        return (*services, Service(token.value, left, _span(read, token.start, token.end))), True
    timed = [t for t in pending if t.value in codes and codes[t.value].timed]
    if not services and len({t.value for t in timed}) == 1 and left > 0:
        return (Service(timed[0].value, left, _span(read, timed[0].start, timed[0].end)),), True
    return services, False


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


def _small(word: str) -> int:
    return int(word) if word.isdigit() else SMALL[word]


def _span(read: Rewritten, start: int, end: int) -> Span:
    first, last = read.original(start, end)
    return Span(first, last, read.source[first:last])
