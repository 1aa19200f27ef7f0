"""Time inside a service's minutes that is no treatment (a rest, a call, a helper's): taken off, never added."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from math import ceil

from understand.services.read.cut import MARKERS
from understand.services.read.hosts import (
    IT,
    PART_BEHIND,
    WHOLE,
    beside_code,
    host_of,
    joined,
    only_whole,
    told_before,
    whole_behind,
)
from understand.services.read.people import ASSISTANTS
from understand.services.read.tokens import PARTS, Off, Token, numbers_first
from understand.services.words import any_of

# "The last 10 he did alone": of the minutes told before.
IN_ORDER = re.compile(r"\b(?:first|last|final|middle)\s+(?:\w+\s+)?$")
# "While I charted", "as I was on the phone": the therapist is at something else.
MEANWHILE = re.compile(any_of("time_off", "meanwhile"))
PART_BEFORE = re.compile(rf"\b(?:(?:out )?of {IT}|incl(?:\.|ud\w+)?|inc)\b")
LESS = re.compile(any_of("time_off", "less"))
# "All of it besides 5 on the phone": of a whole, minutes beside it are a part of it.
WHOLLY = re.compile(r"\b(?:all|whole|entire(?:ly)?|nothing but)\b")
BESIDES_OF_WHOLE = re.compile(r"\b(?:besides?|excluding|without|outside of)\b")
LISTED = re.compile(r"(?:(?!\bthen\b)[^.;\n\d]){0,40}(?:\band|,|&|\+)\s*(?:another |the |an? |about |like )?")
WITHIN = re.compile(
    rf"\b(?:in|during|within|inside|for) (?:{IT}|there|the middle)\b|\b(?:mid|half)[- ]?(?:way|session|tx)\b"
)
# "35 min, not counting 5 of rest": what is told is already without it.
BESIDES = re.compile(any_of("time_off", "besides"))
BUT = re.compile(r"\b(?:but|though|although|however)\b")
# Beside the rest and other work that are markers: no therapist at it, or nobody at all.
NOBODY = re.compile(rf"{any_of('time_off', 'nobody')}|{MEANWHILE.pattern}")
# Any word of time that is no treatment.
IDLE_TIME = rf"{MARKERS['rest']}|{MARKERS['other']}|{NOBODY.pattern}"
IN_BRACKET = re.compile(r"^[^.;,()\n]*\([^()]*$")
BRACKET = re.compile(r"\s*(?:min\w*)?\s*\([^()\n]*\)")
MORE = re.compile(r"\b(?:another(?! (?:pt|patient|client|person|one|kid))|more|again|additional|extra)\b")
EDGE = re.compile(r"[;,()\n]|\.(?=\s|$)|\bthen\b|\bplus\b|->")
IDLE = ("rest", "other")
REALLY = re.compile(r"\b(?:really|actually|only|so|net|just|leaves|left)\s+(?:about )?$")
FOR_SO_LONG = re.compile(r"\b(?:i|we|he|she|they|patient|pt)\b.*\bfor\s+(?:about |like |the last )?$")
SO_LONG_WAS = re.compile(r"\s*(?:min\w*\s*)?(?:was|were)(?:n't| not)?\b")
DEFINITE = re.compile(r"\b(?:the|that|those)\s+$")
IN_ALL = re.compile(r"\b(?:total|in all|altogether|whole|entire)\b")
SHARE = re.compile(
    r"\b(?:an? |one |1 )?(?P<share>half|third|quarter)"
    r"(?=\s+(?:of (?:it|that|this|those|the time)|the time)\b|\s*(?:$|[,.;?]))"
)
OF_SO_MUCH = re.compile(r"\s+(?:of|the)\b")
NET = re.compile(
    r"\s*(?:min\w*\.?\s*)?(?:billable|net|left|counted|counts?|of (?:treatment|skilled|actual)"
    r"|skilled|actual|treat\w*)\b"
)


def take_off(plain: str, tokens: list[Token]) -> tuple[list[Token], tuple[Off, ...]]:
    """The tokens with each service's minutes less what is no treatment of them, and what went.

    "30 min, 8 of it on foam" neither adds nor takes off: the eight are treatment and are in the thirty.
    """
    kept = tokens = _count_shares(plain, _without_partition(plain, tokens))
    offs: list[Off] = []
    excepted: Token | None = None
    for token in tokens:
        if not token.is_spent or token not in kept:
            continue
        index = kept.index(token)
        if whole := _told_again(plain, kept, index):
            offs.append(whole)
            kept = [t for t in kept if t is not token and (not t.is_spent or t.amount != token.amount)]
            continue
        listed = excepted is not None and _is_listed(plain, kept, index, excepted)
        excepted = token if listed or _is_excepted(plain, kept, index) else None
        part = _part(_told(plain, kept, index, excepted is not None))
        if part is None:
            kept = _of_the_visit(plain, kept, kept.index(token))
            continue
        gone = (*part.again, *(() if part.other else (token,)), *part.markers)
        kept = [t for t in kept if t not in gone]
        if part.host and (part.off or part.other):
            kept[kept.index(part.host)] = replace(part.host, amount=part.host.amount - token.amount)
            if any(t.is_marker(*WHOLE) for t in part.markers):
                place = next(n for n, t in enumerate(kept) if t.start == part.host.start) + 1
                kept.insert(place, Token("code", part.code, 0, part.host.end, part.host.end, strong=False))
        if part.other and (again := PART_BEHIND.match(plain, token.end)):
            kept[kept.index(token)] = replace(token, end=again.end())
        if not part.other:
            offs.append(Off(part.code, token.amount, part.start, part.end, not part.off))
    return _off_the_only_one(kept, offs)


def _told_again(plain: str, tokens: list[Token], index: int) -> Off | None:
    """ "24 nmr, 15 te; the 15 with the aide": all the minutes of one service are told again, as no treatment."""
    token = tokens[index]
    same = [t for t in tokens if t.is_spent and t.amount == token.amount]
    start, end = _stretch(plain, tokens, index, 0)
    behind = NOBODY.search(plain, token.end, end)
    if len(same) != 2 or same[1] is not token or not DEFINITE.search(plain[: token.start]) or not behind:
        return None
    names = [t for t in tokens if t.kind == "code" and joined(plain, t, same[0])]
    code = names[-1 if numbers_first(tokens) else 0].value if names else ""
    inside = any(t.kind in ("code", "who") for t in tokens if start <= t.start < end)
    return Off(code, token.amount, token.start, behind.end()) if code and not inside else None


def _off_the_only_one(tokens: list[Token], offs: list[Off]) -> tuple[list[Token], tuple[Off, ...]]:
    """ "He did 10 of it by himself, 25 neuro total": what is told first is taken off the only minutes told after."""
    codes = {t.value for t in tokens if t.kind == "code"}
    spent = [t for t in tokens if t.is_spent]
    taken = sum(off.minutes for off in offs if not off.code)
    if len(codes) != 1 or len(spent) != 1 or not 0 < taken < spent[0].amount:
        return tokens, tuple(offs)
    code, less = codes.pop(), replace(spent[0], amount=spent[0].amount - taken)
    return [less if t is spent[0] else t for t in tokens], tuple(
        off if off.code else replace(off, code=code) for off in offs
    )


def _count_shares(plain: str, tokens: list[Token]) -> list[Token]:
    """ "30 neuro, half of it he did alone": a share that is no treatment is so many minutes, rounded up."""
    counted = list(tokens)
    for share in SHARE.finditer(plain):
        if not OF_SO_MUCH.match(plain, share.end()) and not IN_ORDER.search(plain[: share.start("share")]):
            continue
        index = bisect_left([t.start for t in counted], share.start())
        spent = Token("number", "", 1, share.start(), share.end("share"))
        host, code = host_of(plain, [*counted[:index], spent, *counted[index:]], index)
        start, end = _stretch(plain, [*counted[:index], spent, *counted[index:]], index, host.end if host else 0)
        inside = [t for t in counted if start <= t.start < end]
        idle = NOBODY.search(plain, start, end) or any(t.is_marker(*IDLE) for t in inside)
        if host and code and idle and all(t.kind == "marker" for t in inside):
            counted.insert(index, replace(spent, amount=ceil(host.amount * PARTS[share["share"]])))
    return counted


@dataclass(frozen=True, slots=True)
class _Part:
    """Minutes that lie in a service's.

    Attributes:
        host: the service's minutes; None where they were told in an earlier turn.
        off: no treatment; `other` means treatment of another code that is named with them.
        again: numbers that say the whole or what is left once more; `markers` have served their turn.
    """

    host: Token | None
    code: str
    off: bool
    other: bool
    again: tuple[Token, ...]
    markers: tuple[Token, ...]
    start: int
    end: int


def _is_excepted(plain: str, tokens: list[Token], index: int) -> bool:
    """Whether the clause before these minutes takes them out of a whole."""
    here = tokens[index].start
    start, end = _stretch(plain, tokens, index, 0)
    said = plain[start:here]
    other = any(t.kind == "code" and here < t.start < end for t in tokens) and BUT.search(said)
    besides = other or BESIDES_OF_WHOLE.search(said)
    return bool(LESS.search(said) or (besides and WHOLLY.search(plain[:here])))


def _is_listed(plain: str, tokens: list[Token], index: int, excepted: Token) -> bool:
    """ "Except 12 min she sat and 5 on the toilet": one list with the minutes taken out before."""
    between = plain[excepted.end : tokens[index].start]
    return bool(LISTED.fullmatch(between)) and not beside_code(plain, tokens, index)


@dataclass(frozen=True, slots=True)
class _Told:
    """Some minutes with the clause that tells of them, and the service's minutes that they may lie in.

    Attributes:
        mention: where the service's code is named with them; `visit`: marks that call its minutes the whole visit's.
        since: where the clause may begin; `inside`: the other tokens of it.
        excepted: whether they are taken out of a whole.
    """

    plain: str
    tokens: list[Token]
    index: int
    host: Token | None
    code: str
    mention: Token | None
    visit: tuple[Token, ...]
    since: int
    start: int
    end: int
    inside: list[Token]
    excepted: bool

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def said(self) -> str:
        return self.plain[self.start : self.end]

    @property
    def is_idle(self) -> bool:
        return bool(NOBODY.search(self.said)) or any(t.is_marker(*IDLE) for t in self.inside)

    @property
    def is_beside(self) -> bool:
        """Whether they stand for themselves: of a code of their own, further ones, or what is left of a service."""
        plain, token, host = self.plain, self.token, self.host
        alone = not any(t.is_spent for t in self.tokens[: self.index])
        owned = beside_code(plain, self.tokens, self.index) and not self.mention and not (self.excepted and host)
        further = MORE.search(self.said) or BESIDES.search(plain[self.since or self.start : self.end])
        # "30 of neuro but really 22 since she rested 8"
        left = host and REALLY.search(plain[: token.start]) and _rest_of(self.tokens, self.index, host)
        return bool(not (host or alone) or owned or (further and not self.excepted) or left)

    @property
    def is_part(self) -> bool:
        """Whether they are told as a part of others."""
        plain, token, host = self.plain, self.token, self.host
        before = plain[: token.start]
        if self.excepted or self.mention or PART_BEHIND.match(plain, token.end):
            return True
        if PART_BEFORE.search(plain[self.start : token.start]):
            return True
        if not self.is_idle:
            return False
        if IN_ORDER.search(before) or BUT.search(self.said) or WITHIN.search(self.said):
            return True
        if host and (_says_how_long(plain, self.tokens, self.start, token, host) or self.net):
            return True
        bracket = host and IN_BRACKET.search(plain[host.end : token.start])
        return bool(bracket) or _meanwhile(plain, self.tokens, token, host, self.said)

    @property
    def net(self) -> Token | None:
        return _net(self.plain, self.tokens, self.index, self.host)


def _told(plain: str, tokens: list[Token], index: int, excepted: bool) -> _Told:
    token = tokens[index]
    host, code = host_of(plain, tokens, index)
    visit: tuple[Token, ...] = ()
    if host is None and (excepted or WITHIN.search(plain, token.end)):
        host, code = only_whole(plain, tokens, index)
        visit = tuple(t for t in tokens if host and t.is_marker(*WHOLE) and joined(plain, t, host))
    if host is None:
        host, code = whole_behind(plain, tokens, index)
    mention = None
    if named := told_before(plain, tokens, index):
        host, mention = named
        code = mention.value
    since = host.end if host and host.end <= token.start else 0
    start, end = _stretch(plain, tokens, index, since)
    inside = [t for t in tokens if start <= t.start < end and t not in (token, mention)]
    return _Told(plain, tokens, index, host, code, mention, visit, since, start, end, inside, excepted)


def _part(told: _Told) -> _Part | None:
    """The minutes as a part of a service's; None where they are none, or an assistant's."""
    token, host, code, inside, said = told.token, told.host, told.code, told.inside, told.said
    if not token.amount or told.is_beside or not told.is_part:
        return None
    off = told.excepted or told.is_idle
    codes = {t.value for t in inside if t.kind == "code"}
    if sum(t.kind == "code" for t in told.tokens) == 1 or (host and host.start > token.start):
        codes -= {code}  # "45 min minus 7 of rest 97112": the host's own name, told last
    assistant = any(t.kind == "who" and t.value in (*ASSISTANTS, "together") for t in inside)
    if (codes and (host is None or code in codes or len(codes) > 1)) or assistant or (host is None and not off):
        return None
    spans = [m.span() for m in NOBODY.finditer(told.plain, told.start, told.end)]
    spans += [(t.start, t.end) for t in inside if t.kind == "marker"] + [(token.start, token.end)]
    if not off:
        spans.append((told.start + len(said) - len(said.lstrip()), told.start + len(said.rstrip())))
    again = [t for t in inside if host and t.is_spent and t.amount == host.amount and t is not host]
    served = [t for t in inside if t.kind in ("marker", "who") and (off or codes)]
    return _Part(
        host,
        code,
        off=off and not codes,
        other=bool(codes),
        again=tuple(filter(None, (*again, told.net))),
        markers=tuple(filter(None, (*told.visit, told.mention, *served))),
        start=min(first for first, _ in spans),
        end=max(last for _, last in spans),
    )


def _rest_of(tokens: list[Token], index: int, host: Token) -> bool:
    """Whether another number behind makes up the host's minutes with this one."""
    return any(t.is_spent and t.amount == host.amount - tokens[index].amount for t in tokens[index + 1 :])


def _says_how_long(plain: str, tokens: list[Token], start: int, token: Token, host: Token) -> bool:
    """ "She was alone for 5", "5 wasn't skilled": of the minutes told before; a large part may be beside them."""
    whole = any(t.is_marker(*WHOLE) for t in tokens)
    was = SO_LONG_WAS.match(plain, token.end) and not whole and 2 * token.amount <= host.amount
    return bool(was or FOR_SO_LONG.search(plain[start : token.start]))


def _meanwhile(plain: str, tokens: list[Token], spent: Token, host: Token | None, said: str) -> bool:
    """ "While I charted for 10 he kept going, neuro 30 total": the therapist is away, and nobody stands in."""
    assisted = any(t.kind == "who" and t.value in ASSISTANTS for t in tokens)
    return not assisted and bool(MEANWHILE.search(said) and (host or IN_ALL.search(plain, spent.end)))


def _of_the_visit(plain: str, tokens: list[Token], index: int) -> list[Token]:
    """ "45 min session of neuro, 10 of it resting", "20 of that i had another patient": the visit is less by them."""
    token = tokens[index]
    again = PART_BEHIND.match(plain, token.end)
    start, end = _stretch(plain, tokens, index, 0)
    inside = [t for t in tokens if start <= t.start < end]
    resting = any(t.is_marker(*IDLE) for t in inside)
    away = _meanwhile(plain, tokens, token, token, plain[start:end])
    named = any(t.kind == "code" or (t.kind == "who" and not away) for t in inside)
    if not (again and (resting or away)) or MORE.search(plain[start:end]) or named:
        return tokens
    gone = [t for t in inside if t.kind == "who" or (t.kind == "marker" and (away or t.value == "same"))]
    kept = [replace(t, kind="minutes") if t is token else t for t in tokens if t not in gone]
    if away:  # whatever else is named there is what the therapist was at
        kept.append(Token("marker", "other", 0, token.end, token.end))
    kept.sort(key=lambda t: t.start)
    return kept


def _without_partition(plain: str, tokens: list[Token]) -> list[Token]:
    """ "Neuro 30 (10 sitting, 20 standing)": what a bracket shares out is told before it."""
    gone: list[Token] = []
    for index, token in enumerate(tokens):
        bracket = BRACKET.match(plain, token.end) if token.is_spent else None
        if not bracket:
            continue
        inside = [t for t in tokens if bracket.start() <= t.start < bracket.end()]
        spent = [t.amount for t in inside if t.is_spent]
        _, code = host_of(plain, [*tokens[: index + 1], replace(token, amount=0)], index + 1)
        alike = all(t.value == code for t in inside if t.kind == "code")
        people = any(t.kind == "who" for t in inside)
        if code and alike and not people and len(spent) > 1 and sum(spent) == token.amount:
            gone += inside
    return [t for t in tokens if t not in gone]


def _stretch(plain: str, tokens: list[Token], index: int, since: int) -> tuple[int, int]:
    """The clause that tells of these minutes: from the host or an edge to the next edge or number."""
    token = tokens[index]
    edges = [m.end() for m in EDGE.finditer(plain, since, token.start)]
    before = [t.end for t in tokens[:index] if t.kind in ("minutes", "number", "code") and t.end >= since]
    start = max([since, *edges, *before])
    edge = EDGE.search(plain, token.end)
    behind = [t.start for t in tokens[index + 1 :] if t.kind in ("minutes", "number", "units")]
    again = PART_BEHIND.match(plain, token.end)  # "4 of the 40 were rest": the forty is no new number
    behind = [place for place in behind if not again or place >= again.end()]
    end = min([edge.start() if edge else len(plain), *behind])
    return start, max(end, token.end)


def _net(plain: str, tokens: list[Token], index: int, host: Token | None) -> Token | None:
    """ "30 min, rested 5, so 25 billable": what is left is told as well."""
    left = host.amount - tokens[index].amount if host else 0
    for token in tokens:
        if (
            token.is_spent
            and token.start > (host.end if host else 0)
            and token is not tokens[index]
            and token.amount == left > 0
            and (
                REALLY.search(plain[: token.start])
                or NET.match(plain, token.end)
                or plain[: token.start].rstrip().endswith("=")
            )
        ):
            return token
    return None
