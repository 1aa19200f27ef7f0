"""Durations that are told through others: ditto marks, sums, lists under one name, shares of a whole."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from understand.number_words import number_of
from understand.services.read.gaps import BESIDE_CODE
from understand.services.read.tokens import WHOLE_MARKS, Token
from understand.services.words import any_of

IT_WAS = re.compile(r"\b(?:it|that|this) (?:was|is|took|lasted|got|went)\s+(?:like |about |around |only |just |for )*$")
# "20 of it that", "25 min of that", "20 on this".
OF_THAT = re.compile(
    r"\s*(?:min\w*\s*)?(?:was |were )?(?P<that>(?:of|on|for|doing) (?:it|that|this|those)(?: (?:that|this))?)\b"
)
SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)")
LIST_GAP = re.compile(r"(?:[\s,/&+()x:-]|\band\b)*")
NUMBER_LIST = re.compile(r"\d{1,3}(?:\s*[/-]\s*\d{1,3})+")
FROM_TO = re.compile(r"(\d{1,3}) +- +(\d{1,3})")
NUMBER_LIST_GAP = re.compile(r"[\s:,(=\[-]*(?:for\s+|min\w*\s*(?:of|for)?\s*|of\s+|on\s+)?")
SUM = re.compile(r"\s*\+\s*")
OF_WHICH = re.compile(r"\s*of (?:which|that|those|them)\b")
# "97112 x2 97110 x1, is that ok for 31 min": of all the codes together.
OK_FOR = re.compile(r"\b(?:ok|okay|right|enough|fine|correct|allowed|legit)\s+(?:for|with|at|on)\s+(?:a\s+|the\s+)?$")
# "2 of 97112 and 1 of 97110 in 40 min"
IN_ALL = re.compile(r"\b(?:in|within|during|over)\s+(?:an?\s+|the\s+|one\s+)?$")
PART_OF = re.compile(r"\s*(?:out )?of (?:the|a|an|her|his|those|our|my)\s+(?:total\s+)?")
OF_WHOLE = re.compile(r"\b(?:out )?of (?:the|a|her|his|those|our|my|those|all)?\s*(?:total\s+)?$")
ALL_OF_IT = re.compile(
    r"\(?\s*\b(?:all|both)\b(?:\s+(?:of (?:it|that|this|them)|as|under|coded|billed|is|was|are))*\s*$"
)
EARLIER = re.compile(
    r"\b(?:last (?:visit|time|session|week|note)|yesterday|previous(?:ly)?|prior (?:visit|session|note))\b"
)
NOW = re.compile(r"\b(?:today|this (?:visit|time|session)|now)\b")
CLAUSE = re.compile(r"[;\n,]|\.(?=\s|$)|\bbut\b|\b(?=today\b)|\b(?=this (?:visit|time|session)\b)")
EVEN = re.compile(any_of("visit", "shared_evenly"))
PARTS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fourth": Fraction(1, 4)}
PART = re.compile(
    r"(?<![\w/])(?:(?P<n>one|a|two|three|1|2|3)[- ])?(?P<part>half|thirds?|quarters?|fourths?)\b"
    r"(?![- ]*(?:an?\s+|of\s+an?\s+)?(?:hour|hr|h\b|past|to\b|kneel|foam|roll|squat|bath|lunge|stand|seated))"
    r"|(?<![\w/])(?P<top>[123])\s*/\s*(?P<bottom>[234])(?=\s+(?:of|was|were|on|for|neuro|[a-z]{2,5}\b|\d{5}))"
)
MULTIPLE = re.compile(
    r"\s*(?:was|were|is|got|took|for)?\s*(double|twice|half|same|equal|triple)\s*(?:to\s+)?(?:the\s+)?"
    r"(?:time|minutes|amount|long|as long|as much(?: time)?|length)?\s*(?:of|as|for)?\s*"
)
TIMES = {
    "double": Fraction(2),
    "twice": Fraction(2),
    "half": Fraction(1, 2),
    "same": Fraction(1),
    "equal": Fraction(1),
    "triple": Fraction(3),
}
TOGETHER = re.compile(r"\s*(?:together|combined|in total|altogether|all told|between them|total)\b")


@dataclass(frozen=True, slots=True)
class Share:
    """A code with its part of a whole; `of_rest` where the whole is what other services leave.

    `of`: the code whose minutes are multiplied; empty where the whole is the stated total.
    `less`: minutes of two codes together, from which the other's are taken.
    """

    code: Token
    part: Fraction
    of_rest: bool = False
    of: str = ""
    less: int = 0


def prepare_lists(plain: str, tokens: list[Token]) -> list[Token]:
    """Tokens with ditto marks, sums and lists under one name turned into minutes, earlier visits left out."""
    tokens = _without_earlier(plain, tokens)
    tokens = _add_sums(plain, tokens)
    tokens = _repeat(tokens)
    return _share_name(plain, _find_remainder(plain, tokens))


def _without_earlier(plain: str, tokens: list[Token]) -> list[Token]:
    """ "Last visit 97112 was 30 min; today 18": what was on an earlier day is not of this day."""
    if not EARLIER.search(plain) or not NOW.search(plain):
        return tokens
    edges = [0, *(m.start() for m in CLAUSE.finditer(plain)), len(plain)]
    past = [(a, b) for a, b in pairwise(edges) if EARLIER.search(plain[a:b]) and not NOW.search(plain[a:b])]
    return [t for t in tokens if not any(a <= t.start < b for a, b in past)]


def name_it(plain: str, tokens: list[Token], told: str) -> list[Token]:
    """ "It was 18 min and i did 12 of therex": "it" is the code told before, beside another that is named."""
    others = {t.value for t in tokens if t.kind == "code"} - {told}
    if not told or not others:
        return tokens
    named: list[Token] = []
    for token in tokens:
        named.append(token)
        if token.kind in ("minutes", "number") and IT_WAS.search(plain[: token.start]):
            named.append(Token("code", told, 0, token.end, token.end, strong=False))
    return named


def name_that(plain: str, tokens: list[Token], told: str) -> list[Token]:
    """ "38 min total, 20 of it that and rest gait": a part "of that" is of the code told before."""
    others = {t.value for t in tokens if t.kind == "code"} - {told}
    if not told or not others:
        return tokens
    named: list[Token] = []
    for place, token in enumerate(tokens):
        named.append(token)
        that = OF_THAT.match(plain, token.end) if token.kind in ("minutes", "number") else None
        after = next((t for t in tokens[place + 1 :] if that and t.start >= that.end()), None)
        before = next((t for t in reversed(tokens[:place]) if t.kind == "code"), None)
        if (
            that
            and after
            and not before
            and (after.kind in ("code", "remainder", "minutes", "number") or _is_rest(after))
        ):
            named.append(Token("code", told, 0, that.start("that"), that.end(), strong=False))
    names = [t for t in named if t.kind == "code" and t.value == told and not t.strong]
    named = [t for t in named if t.kind != "marker" or not any(n.start <= t.start < n.end for n in names)]
    return _find_remainder(plain, named)


def _is_rest(token: Token) -> bool:
    return token.kind == "marker" and token.value == "rest"


def expand_lists(plain: str, tokens: list[Token]) -> list[Token]:
    """ "TE/NMR/MT 15/20/10": as many numbers as codes beside them are minutes, not a date or a score."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        listed = NUMBER_LIST.match(plain, token.start) if token.kind == "slashed" else None
        if not listed:
            if token.kind != "slashed":
                found.append(token)
            continue
        numbers = list(re.finditer(r"\d+", plain[token.start : token.end]))
        before, after = _run(plain, tokens, index, -1), _run(plain, tokens, index, 1)
        fits = len(numbers) in (len(before), len(after)) and all(4 <= int(n[0]) <= 120 for n in numbers)
        if fits and len({t.value for t in (before if len(before) == len(numbers) else after)}) == len(numbers):
            found += [
                replace(
                    token, kind="minutes", amount=int(n[0]), start=token.start + n.start(), end=token.start + n.end()
                )
                for n in numbers
            ]
        elif _is_dash(plain, tokens, index):
            found += [
                replace(
                    token,
                    kind="number",
                    value="",
                    amount=int(n[0]),
                    start=token.start + n.start(),
                    end=token.start + n.end(),
                )
                for n in numbers
            ]
    return found


def _is_dash(plain: str, tokens: list[Token], index: int) -> bool:
    """ "97112 23 - 14 = COTA", "nmr 30 - 10 te": a dash between two numbers of which the second is smaller."""
    numbers = FROM_TO.fullmatch(plain[tokens[index].start : tokens[index].end])
    before = tokens[index - 1] if index else None
    beside = before and before.kind == "code" and not plain[before.end : tokens[index].start].strip(" :=(@")
    return bool(numbers and beside and int(numbers[1]) > int(numbers[2]) > 0)


def _run(plain: str, tokens: list[Token], index: int, step: int) -> list[Token]:
    """The codes that stand in one list right before or behind a token."""
    run: list[Token] = []
    near = tokens[index]
    for token in tokens[index + 1 :] if step > 0 else reversed(tokens[:index]):
        first, last = (near, token) if step > 0 else (token, near)
        gap = plain[first.end : last.start]
        if token.kind != "code" or not (LIST_GAP if run else NUMBER_LIST_GAP).fullmatch(gap):
            break
        run.append(token)
        near = token
    return run


def _add_sums(plain: str, tokens: list[Token]) -> list[Token]:
    """ "97112: 15 + 8" is 23; "15 + 8 manual" and "97112 + 97110: 15 + 8" stay two numbers."""
    summed: list[Token] = []
    for index, token in enumerate(tokens):
        before = summed[-1] if summed else None
        owner = summed[-2] if len(summed) > 1 else None
        listed = summed[-3] if len(summed) > 2 and summed[-3].kind == "code" else None
        lone = bool(owner) and not (listed and owner and LIST_GAP.fullmatch(plain[listed.end : owner.start]))
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            before
            and owner
            and owner.kind == "code"
            and lone
            and token.kind == before.kind == "number"
            and SUM.fullmatch(plain[before.end : token.start])
            and re.fullmatch(r"[\s:=(-]*", plain[owner.end : before.start])
            and not (after and after.kind == "code" and not plain[token.end : after.start].strip(" x"))
        ):
            summed[-1] = replace(before, amount=before.amount + token.amount, end=token.end)
            continue
        summed.append(token)
    return summed


def _repeat(tokens: list[Token]) -> list[Token]:
    """A ditto mark is the duration before it once more."""
    repeated: list[Token] = []
    for token in tokens:
        if token.kind != "marker" or token.value != "ditto":
            repeated.append(token)
            continue
        last = next((t for t in reversed(repeated) if t.kind in ("minutes", "number") and t.amount > 3), None)
        if last and any(t.kind == "code" for t in repeated):
            repeated.append(replace(token, kind="minutes", value="", amount=last.amount))
    return repeated


def _find_remainder(plain: str, tokens: list[Token]) -> list[Token]:
    """ "38 of 97112, rest 97110": rest right before a code, without minutes of its own, is the remainder."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        after, before = tokens[index + 1], tokens[index - 1] if index else None
        resting = before and before.kind in ("minutes", "number") and not plain[before.end : token.start].strip(" -")
        if (
            token.kind == "marker"
            and token.value == "rest"
            and after.kind == "code"
            and before
            and not resting
            and re.fullmatch(r"[\s:=-]*(?:all |in |to |for |on )?", plain[token.end : after.start])
        ):
            found[index] = replace(token, kind="remainder", value="")
    return found


def _share_name(plain: str, tokens: list[Token]) -> list[Token]:
    """ "Beam 8 min, board 7 min (all 97112)", "97112: 6 min reach, 9 min kneeling": one name for a whole list."""
    placed: list[Token] = list(tokens)
    for token in tokens:
        if token.kind != "code":
            continue
        listed = _list_before(plain, tokens, token) or _list_behind(plain, tokens, token)
        if len(listed) > 1:
            total = replace(listed[0], amount=sum(t.amount for t in listed), start=token.end, end=token.end)
            placed = [t for t in placed if t not in listed]
            placed.insert(placed.index(token) + 1, replace(total, kind="minutes", value="", clock=None))
    return placed


def _list_before(plain: str, tokens: list[Token], name: Token) -> list[Token]:
    if not ALL_OF_IT.search(plain[: name.start]):
        return []
    ends = [m.end() for m in SENTENCE_END.finditer(plain, 0, name.start)]
    since = ends[-1] if ends else 0
    inside = [t for t in tokens if since <= t.start < name.start]
    if any(t.kind not in ("minutes", "number") and not (t.kind == "code" and not t.strong) for t in inside):
        return []
    return [t for t in inside if t.kind == "minutes"]


def _list_behind(plain: str, tokens: list[Token], name: Token) -> list[Token]:
    if not re.match(r"\s*:", plain[name.end :]):
        return []
    end = SENTENCE_END.search(plain, name.end)
    inside = [t for t in tokens if name.end <= t.start < (end.start() if end else len(plain))]
    minutes = [t for t in inside if t.kind == "minutes" and not t.clock]
    other = any(t.kind in ("marker", "who", "remainder") or (t.kind == "code" and t.strong) for t in inside)
    told = [re.search(r"[a-z]{3,}", plain[a.end : b.start]) for a, b in pairwise(minutes)]
    return minutes if len(minutes) == len(inside) and not other and all(told) else []


def take_whole(plain: str, tokens: list[Token], billed: Collection[str]) -> tuple[list[Token], int | None]:
    """In "50 minutes, 20 of which was gait" and "40 min (25 NMR + 15 TE)" one duration is the whole visit.

    So is the only one beside several codes that all have units ("97112 x2, 97110 x1, 38 min").
    """
    durations = [t for t in tokens if t.kind == "minutes" or (t.kind == "number" and t.amount > 3)]
    for before, part in pairwise(durations):
        if OF_WHICH.match(plain, part.end) and before.amount > part.amount:
            return [t for t in tokens if t is not before], before.amount
        if PART_OF.fullmatch(plain[before.end : part.start]) and part.amount > before.amount:
            return [t for t in tokens if t is not part], part.amount
    names = [t for t in tokens if t.kind == "code"]
    if len(durations) == 1 and len({t.value for t in names}) > 1 and OK_FOR.search(plain[: durations[0].start]):
        return [t for t in tokens if t is not durations[0]], durations[0].amount
    if len(durations) == 1 and {t.value for t in names} <= set(billed) and len({t.value for t in names}) > 1:
        since = max((t.end for t in names if t.end <= durations[0].start), default=0)
        marked = _mark_of(plain, tokens, durations[0])
        apart = CLAUSE.search(plain, since, durations[0].start) or IN_ALL.search(plain[since : durations[0].start])
        if not marked and (not since or apart):
            return [t for t in tokens if t is not durations[0]], durations[0].amount
    if len(durations) > 1 and names:
        others = sum(t.amount for t in durations[1:])
        more = len(durations) > len(names)
        first = durations[0]
        spoken_for = sum(t.kind == "marker" and t.value in ("rest", "other") for t in tokens)
        alone = any(t.kind == "remainder" for t in tokens) and _stands_alone(plain, tokens, first)
        opens = OF_WHOLE.search(plain[: first.start]) and first.amount >= others
        told = first.clock and first.value == "in_out" and first.amount >= max(t.amount for t in durations[1:])
        adds_up = (
            len(durations) > max(2, len(names) + spoken_for) - (len(names) == 1)
            and first.amount == others
            and len(durations) > 2
        )
        adds_up = adds_up or (
            len(durations) > 2 and first.amount == others and _is_sum_of_named(plain, names, durations)
        )
        if not adds_up and (opens or (told and more) or alone):
            return [t for t in tokens if t is not first], first.amount
        if adds_up:
            mark = _mark_of(plain, tokens, first)
            visit = None if mark and mark.value == "timed_total" else first.amount
            return [t for t in tokens if t is not first and t is not mark], visit
    return tokens, None


def _is_sum_of_named(plain: str, names: Sequence[Token], durations: Sequence[Token]) -> bool:
    """ "Tx 45 min. 30 neuro, 15 te": each number but the first stands beside a code."""
    first, *others = [
        any(BESIDE_CODE.fullmatch(plain[min(t.end, name.end) : max(t.start, name.start)]) for name in names)
        for t in durations
    ]
    return not first and all(others)


def _mark_of(plain: str, tokens: list[Token], duration: Token) -> Token | None:
    """ "Total", "session" or the like beside a duration."""
    for token in tokens:
        gap = plain[min(token.end, duration.end) : max(token.start, duration.start)]
        if token.kind == "marker" and token.value in WHOLE_MARKS and not re.search(r"\d|[a-z]{2,}.*[a-z]{7,}", gap):
            return token
    return None


def _stands_alone(plain: str, tokens: list[Token], duration: Token) -> bool:
    """Whether a duration opens the text as a clause of its own ("55 min. 25 NMR. Remainder TE.")."""
    end = CLAUSE.search(plain, duration.end - 1)
    until = end.start() if end else len(plain)
    return bool(end) and not any(t.start < until and t is not duration for t in tokens)


def take_shares(plain: str, tokens: list[Token]) -> tuple[list[Token], tuple[Share, ...]]:
    """Codes whose minutes are a share of a whole, and the tokens without them."""
    shares = _even(plain, tokens) or _parts(plain, tokens) or _multiples(plain, tokens) or _joint(plain, tokens)
    taken = {share.code.start for share in shares}
    of_rest = any(share.of_rest for share in shares)
    kept = [t for t in tokens if t.start not in taken and not (of_rest and t.kind == "remainder")]
    if any(share.less for share in shares):
        kept = [t for t in kept if not (t.amount == shares[0].less and t.kind in ("minutes", "number"))]
    return kept, shares


def _even(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    cue = EVEN.search(plain)
    if not cue:
        return ()
    end = SENTENCE_END.search(plain, cue.end())
    after = [t for t in tokens if t.kind == "code" and cue.end() <= t.start < (end.start() if end else len(plain))]
    chosen = _first_list(plain, after)
    if len(chosen) < 2:
        before = [t for t in tokens if t.kind == "code" and t.end <= cue.start()]
        chosen = _first_list(plain, before[::-1])
    if len(chosen) < 2:
        return ()
    of_rest = any(t.kind == "remainder" and t.start < cue.start() for t in tokens)
    return tuple(Share(t, Fraction(1, len(chosen)), of_rest) for t in chosen)


def _first_list(plain: str, names: Sequence[Token]) -> list[Token]:
    """The codes of the first list, up to the first gap that is none."""
    chosen = list(names[:1])
    for one, other in pairwise(names):
        first, last = sorted((one, other), key=lambda t: t.start)
        if not LIST_GAP.fullmatch(plain[first.end : last.start]):
            break
        chosen.append(other)
    return chosen


def _parts(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    shares: list[Share] = []
    names = [t for t in tokens if t.kind == "code"]
    spans = [(t.start, t.end) for t in tokens if t.kind == "minutes"]
    found = [m for m in PART.finditer(plain) if not any(a <= m.start() < b for a, b in spans)]
    for index, match in enumerate(found):
        until = found[index + 1].start() if index + 1 < len(found) else len(plain)
        after = [t for t in names if match.end() <= t.start < until]
        before = [t for t in names if (found[index - 1].end() if index else 0) <= t.start < match.start()]
        chosen = after[0] if after else before[-1] if before else None
        if chosen is None or any(s.code is chosen for s in shares):
            continue
        shares.append(Share(chosen, _part(match)))
    whole = sum((share.part for share in shares), Fraction(0))
    if len(shares) > 1 and whole == 1:
        return tuple(shares)
    if len(shares) == 1 and whole < 1 and len(names) == 2 and any(t.kind == "remainder" for t in tokens):
        other = next(t for t in names if t is not shares[0].code)
        return (shares[0], Share(other, 1 - whole, of_rest=True))
    return ()


def _part(match: re.Match[str]) -> Fraction:
    if match["top"]:
        return Fraction(int(match["top"]), int(match["bottom"]))
    count = int(number_of(match["n"])) if match["n"] and match["n"] != "a" else 1
    return count * PARTS[match["part"].rstrip("s")]


def _multiples(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    """ "97112 double the time of 97110": its minutes are those of the other, multiplied."""
    for one, other in pairwise(tokens):
        if (
            one.kind == other.kind == "code"
            and one.value != other.value
            and (said := MULTIPLE.fullmatch(plain[one.end : other.start]))
        ):
            return (Share(one, TIMES[said[1]], of=other.value),)
    return ()


def _joint(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    """ "97110 and 97112 were 33 minutes together, 97112 alone was 18": the other has the difference."""
    for one, other, spent in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            one.kind == other.kind == "code"
            and spent.kind == "minutes"
            and one.value != other.value
            and TOGETHER.match(plain, spent.end)
            and LIST_GAP.fullmatch(plain[one.end : other.start])
        ):
            later = [t.value for t in tokens if t.kind == "code" and t.start > spent.end]
            known = next((t for t in (one, other) if t.value in later), None)
            if known:
                rest = other if known is one else one
                return (Share(rest, Fraction(1), of=known.value, less=spent.amount), Share(known, Fraction(0)))
    return ()


def share_out(
    shares: Sequence[Share],
    stated: Mapping[str, int | None],
    spent: Sequence[int],
    loose: Sequence[int],
    minutes: Mapping[str, int],
) -> list[tuple[Token, int]]:
    """Each shared code's minutes: whole minutes that add up to the whole.

    Args:
        spent: minutes of the services that are told outright; `minutes` has them by code.
        loose: durations that belong to nothing else.
    """
    found: list[tuple[Token, int]] = []
    whole = stated["timed_total"] or stated["visit"]
    if whole:
        whole -= (stated["rest"] or 0) + (stated["other"] or 0) + sum(spent)
    else:
        whole = max(loose, default=0) - (sum(spent) if any(share.of_rest for share in shares) else 0)
    left, parts = whole, sum((s.part for s in shares if not s.of), Fraction(0))
    for share in shares:
        if share.of:
            amount = share.less - minutes.get(share.of, 0) if share.less else int(share.part * minutes.get(share.of, 0))
        elif not parts or not share.part:
            continue
        else:
            amount = -int(-left * share.part / parts // 1)
            left, parts = left - amount, parts - share.part
        if amount > 0:
            found.append((share.code, amount))
    return found
