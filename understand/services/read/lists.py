"""Durations that are told through others: ditto marks, sums, lists under one name, "it" and "that"."""

import re
from dataclasses import replace
from itertools import pairwise

from understand.services.read.tokens import Token, neighbours

IT_WAS = re.compile(r"\b(?:it|that|this) (?:was|is|took|lasted|got|went)\s+(?:like |about |around |only |just |for )*$")
# "20 of it that", "25 min of that", "20 on this".
OF_THAT = re.compile(
    r"\s*(?:min\w*\s*)?(?:was |were )?(?P<that>(?:of|on|for|doing) (?:it|that|this|those)(?: (?:that|this))?)\b"
)
SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)")
LIST_GAP = re.compile(r"(?:[\s,/&+()x:-]|\band\b)*")
NUMBERS = re.compile(r"\d+")
FROM_TO = re.compile(r"(\d{1,3}) +- +(\d{1,3})")
NUMBER_LIST_GAP = re.compile(r"[\s:,(=\[-]*(?:for\s+|min\w*\s*(?:of|for)?\s*|of\s+|on\s+)?")
TO_CODE = re.compile(r"[\s:=-]*(?:all |in |to |for |on )?")
ALL_OF_IT = re.compile(
    r"\(?\s*\b(?:all|both)\b(?:\s+(?:of (?:it|that|this|them)|as|under|coded|billed|is|was|are))*\s*$"
)
EARLIER = re.compile(
    r"\b(?:last (?:visit|time|session|week|note)|yesterday|previous(?:ly)?|prior (?:visit|session|note))\b"
)
NOW = re.compile(r"\b(?:today|this (?:visit|time|session)|now)\b")
CLAUSE = re.compile(r"[;\n,]|\.(?=\s|$)|\bbut\b|\b(?=today\b)|\b(?=this (?:visit|time|session)\b)")


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
        if token.is_spent and IT_WAS.search(plain[: token.start]):
            named.append(Token("code", told, 0, token.end, token.end, strong=False))
    return named


def name_that(plain: str, tokens: list[Token], told: str) -> list[Token]:
    """ "38 min total, 20 of it that and rest gait": a part "of that" is of the code told before."""
    others = {t.value for t in tokens if t.kind == "code"} - {told}
    if not told or not others:
        return tokens
    names: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind == "code":
            break
        if token.is_spent and (that := OF_THAT.match(plain, token.end)):
            after = next((t for t in tokens[place + 1 :] if t.start >= that.end()), None)
            if after and (after.is_spent or after.kind in ("code", "remainder") or after.is_marker("rest")):
                names.append(Token("code", told, 0, that.start("that"), that.end(), strong=False))
    kept = [t for t in tokens if t.kind != "marker" or not any(n.start <= t.start < n.end for n in names)]
    return _find_remainder(plain, sorted([*kept, *names], key=lambda t: t.start))


def expand_lists(plain: str, tokens: list[Token]) -> list[Token]:
    """ "TE/NMR/MT 15/20/10": as many numbers as codes beside them are minutes, not a date or a score."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind != "slashed":
            found.append(token)
            continue
        digits = re.finditer(r"\d+", plain[token.start : token.end])
        numbers = [
            replace(token, amount=int(n[0]), start=token.start + n.start(), end=token.start + n.end()) for n in digits
        ]
        codes = next((run for step in (-1, 1) if len(run := _run(plain, tokens, index, step)) == len(numbers)), [])
        if len({t.value for t in codes}) == len(numbers) and all(4 <= n.amount <= 120 for n in numbers):
            found += [replace(n, kind="minutes") for n in numbers]
        elif _is_dash(plain, tokens, index):
            found += [replace(n, kind="number", value="") for n in numbers]
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
    for place, token in enumerate(tokens):
        listed, owner, before = [None, None, None, *summed][-3:]
        after = neighbours(tokens, place)[1]
        if (
            before
            and token.kind == before.kind == "number"
            and plain[before.end : token.start].strip() == "+"
            and owner
            and owner.kind == "code"
            and not plain[owner.end : before.start].strip(" \t\n:=(-")
            and not (listed and listed.kind == "code" and LIST_GAP.fullmatch(plain[listed.end : owner.start]))
            and not (after and after.kind == "code" and not plain[token.end : after.start].strip(" x"))
        ):
            summed[-1] = replace(before, amount=before.amount + token.amount, end=token.end)
        else:
            summed.append(token)
    return summed


def _repeat(tokens: list[Token]) -> list[Token]:
    """A ditto mark is the duration before it once more."""
    repeated: list[Token] = []
    for token in tokens:
        if not token.is_marker("ditto"):
            repeated.append(token)
            continue
        last = next((t for t in reversed(repeated) if t.is_spent and t.amount > 3), None)
        if last and any(t.kind == "code" for t in repeated):
            repeated.append(replace(token, kind="minutes", value="", amount=last.amount))
    return repeated


def _find_remainder(plain: str, tokens: list[Token]) -> list[Token]:
    """ "38 of 97112, rest 97110": rest right before a code, without minutes of its own, is the remainder."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        before, after = neighbours(tokens, place)
        if not token.is_marker("rest") or not before or not after or after.kind != "code":
            continue
        resting = before.is_spent and not plain[before.end : token.start].strip(" -")
        if not resting and TO_CODE.fullmatch(plain[token.end : after.start]):
            found[place] = replace(token, kind="remainder", value="")
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
    if any(not t.is_spent and not (t.kind == "code" and not t.strong) for t in inside):
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
