"""Time inside a service's minutes that is no treatment (a rest, a call, a helper's): taken off, never added."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from understand.services.read.cut import MARKERS
from understand.services.read.people import ASSISTANTS
from understand.services.read.tokens import SPENT, Off, Token
from understand.services.words import any_of

IT = r"(?:it|that|this|those|them|which|these)"
# "6 of it", "10 of which", "4 of the 40", "5 min of her session" behind the minutes; "including", "minus" before them.
PART_BEHIND = re.compile(
    r"\s*(?:min\w*\.?\s*)?(?:(?:alone|unattended|by \w+|on \w+ own) )?(?:out )?of "
    rf"(?:{IT}\b(?: time| min\w*)?|(?:the|his|her|that|my) (?:time|total|\d{{1,3}})\b)"
)
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
FROM = re.compile(r"\b(?:from|off|out of)\s+(?:the |a |my |his |her |that )?$")
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
SAME_CLAUSE = re.compile(r"(?:(?!\.\s|[;,\n?]).){0,40}", re.DOTALL)
BETWEEN_DIGITS = re.compile(r"\d")
WHOLE = ("visit", "timed_total")
IDLE = ("rest", "other")
OF_THE = re.compile(r"\s*(?:min\w*\s*)?(?:out )?of (?:the|that|this|his|her|my|our) ")
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
SHARES = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4)}
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
        part = _part(plain, kept, index, excepted is not None)
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
    names = [t for t in tokens if t.kind == "code" and _joined(plain, t, same[0])]
    numbers_first = next(t for t in tokens if t.kind in (*SPENT, "code")).kind != "code"
    code = names[-1 if numbers_first else 0].value if names else ""
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
        host, code = _host(plain, [*counted[:index], spent, *counted[index:]], index)
        start, end = _stretch(plain, [*counted[:index], spent, *counted[index:]], index, host.end if host else 0)
        inside = [t for t in counted if start <= t.start < end]
        idle = NOBODY.search(plain, start, end) or any(t.is_marker(*IDLE) for t in inside)
        if host and code and idle and all(t.kind == "marker" for t in inside):
            counted.insert(index, replace(spent, amount=ceil(host.amount * SHARES[share["share"]])))
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
    return bool(LISTED.fullmatch(between)) and not _beside_code(plain, tokens, index)


def _part(plain: str, tokens: list[Token], index: int, excepted: bool) -> _Part | None:
    token = tokens[index]
    host, code = _host(plain, tokens, index)
    visit: tuple[Token, ...] = ()
    if host is None and (excepted or WITHIN.search(plain, token.end)):
        host, code = _only_whole(plain, tokens, index)
        visit = tuple(t for t in tokens if host and t.is_marker(*WHOLE) and _joined(plain, t, host))
    host, code = (host, code) if host else _whole_behind(plain, tokens, index)
    named = _told_before(plain, tokens, index)
    host, code = (named[0], named[1].value) if named else (host, code)
    mention = named[1] if named else None
    since = host.end if host and host.end <= token.start else 0
    start, end = _stretch(plain, tokens, index, since)
    said, inside = plain[start:end], [t for t in tokens if start <= t.start < end and t not in (token, mention)]
    told_alone = not any(t.is_spent for t in tokens[:index])
    if (
        not token.amount
        or not (host or told_alone)
        or (_beside_code(plain, tokens, index) and not named and not (excepted and host))
    ):
        return None
    if not excepted and (MORE.search(said) or BESIDES.search(plain[since or start : end])):
        return None
    if host and REALLY.search(plain[: token.start]) and _rest_of(tokens, index, host):
        return None  # "30 of neuro but really 22 since she rested 8"
    idle = bool(NOBODY.search(said)) or any(t.is_marker(*IDLE) for t in inside)
    less = excepted
    part = bool(PART_BEHIND.match(plain, token.end) or PART_BEFORE.search(plain[start : token.start]))
    away = idle and _meanwhile(plain, tokens, token, host, said)
    part = (
        part
        or away
        or bool(named)
        or (host is not None and idle and _says_how_long(plain, tokens, start, token, host))
        or (idle and bool(IN_ORDER.search(plain[: token.start])))
    )
    net = _net(plain, tokens, index, host)
    bracket = host is not None and IN_BRACKET.search(plain[host.end : token.start])
    if not (part or less or (idle and (bracket or net or BUT.search(said) or WITHIN.search(said)))):
        return None
    codes = {t.value for t in inside if t.kind == "code"}
    if sum(t.kind == "code" for t in tokens) == 1 or (host and host.start > token.start):
        codes -= {code}  # "45 min minus 7 of rest 97112": the host's own name, told last
    assistant = any(t.kind == "who" and t.value in (*ASSISTANTS, "together") for t in inside)
    off = less or idle
    if (codes and (host is None or code in codes or len(codes) > 1)) or assistant or (host is None and not off):
        return None
    told = [m.span() for m in NOBODY.finditer(plain, start, end)]
    told += [(t.start, t.end) for t in inside if t.kind == "marker"] + [(token.start, token.end)]
    if not off:
        told += [(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))]
    start, end = min(first for first, _ in told), max(last for _, last in told)
    again = tuple(t for t in inside if host and t.is_spent and t.amount == host.amount and t is not host)
    markers = (
        visit
        + ((mention,) if mention else ())
        + tuple(t for t in inside if t.kind in ("marker", "who") and (off or codes))
    )
    return _Part(host, code, off and not codes, bool(codes), again + ((net,) if net else ()), markers, start, end)


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
        _, code = _host(plain, [*tokens[: index + 1], replace(token, amount=0)], index + 1)
        alike = all(t.value == code for t in inside if t.kind == "code")
        people = any(t.kind == "who" for t in inside)
        if code and alike and not people and len(spent) > 1 and sum(spent) == token.amount:
            gone += inside
    return [t for t in tokens if t not in gone]


def _host(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """The service's minutes last told before, with the service's code; none where those are of the visit."""
    codes = {t.value for t in tokens if t.kind == "code"}
    told_once = len(codes) == 1 and sum(t.is_spent for t in tokens) == 2
    for number in range(index - 1, -1, -1):
        token = tokens[number]
        if not token.is_spent or token.amount <= tokens[index].amount:
            continue
        near = [t for t in tokens[max(0, number - 2) : number + 4] if t.start < tokens[index].start or t.kind == "code"]
        if any(t.is_marker(*WHOLE) and _joined(plain, t, token) for t in near):
            return None, ""
        code = next((t.value for t in near if t.kind == "code" and _joined(plain, t, token)), "")
        if code or not codes or told_once:
            return token, code or "".join(codes)
    return None, ""


def _whole_behind(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """ "12 of the 35 neuro": the minutes that the part is told of, with their code."""
    again = PART_BEHIND.match(plain, tokens[index].end)
    behind = [t for t in tokens[index + 1 :] if t.kind != "marker"][:2]
    if not again or [t.is_spent for t in behind] != [True, False] or behind[0].start >= again.end():
        return None, ""
    beside = re.fullmatch(r"\s*(?:min\w*\s*)?(?:of )?", plain[behind[0].end : behind[1].start])
    if behind[1].kind != "code" or not beside or behind[0].amount <= tokens[index].amount:
        return None, ""
    return behind[0], behind[1].value


def _told_before(plain: str, tokens: list[Token], index: int) -> tuple[Token, Token] | None:
    """ "30 nmr 15 te, 5 of the nmr was rest": the minutes of the code told before, and where it is named again."""
    token, named = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if not named or named.kind != "code" or not OF_THE.fullmatch(plain[token.end : named.start]):
        return None
    for number, host in enumerate(tokens[:index]):
        near = tokens[max(0, number - 1) : number] + tokens[number + 1 : min(number + 2, index)]
        same = any(t.kind == "code" and t.value == named.value and _joined(plain, t, host) for t in near)
        if host.is_spent and host.amount > token.amount and same:
            return host, named
    return None


def _only_whole(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """The only minutes told before, a visit's too, with the only code that has none of its own.

    "Took 6 off the 45": else the minutes right behind.
    """
    durations = [t for t in tokens if t.is_spent]
    before = [t for t in durations if t.start < tokens[index].start]
    behind = [t for t in durations if t.start > tokens[index].start]
    whole = before or [t for t in behind[:1] if FROM.search(plain[: t.start])]
    places = [number for number, t in enumerate(tokens) if t in behind and t not in whole]
    codes = {t.value for t in tokens if t.kind == "code" and (before == [] or t.start < tokens[index].start)}
    if len(whole) != 1 or len(codes) != 1 or whole[0].amount <= tokens[index].amount:
        return None, ""
    if any(_beside_code(plain, tokens, place) for place in places):
        return None, ""
    return whole[0], codes.pop()


def _joined(plain: str, one: Token, other: Token) -> bool:
    """Whether nothing but a few words stands between."""
    first, last = sorted((one, other), key=lambda t: t.start)
    gap = plain[first.end : last.start]
    return bool(SAME_CLAUSE.fullmatch(gap)) and not BETWEEN_DIGITS.search(gap)


def _beside_code(plain: str, tokens: list[Token], index: int) -> bool:
    """Whether a code stands right behind, or right before without another number of its own."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.kind == "code" and re.fullmatch(r"\s*(?:of|for|on)?\s*", plain[token.end : after.start]):
        return True
    before = tokens[index - 1] if index else None
    part = PART_BEHIND.match(plain, token.end) or plain[: token.start].endswith("(")
    if part and index > 1 and tokens[index - 2].is_spent:
        return False  # "30 min nmr 10 of it", "25 nmr (5 alone)"
    return bool(before and before.kind == "code" and re.fullmatch(r"[\s:=(@-]*", plain[before.end : token.start]))


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
