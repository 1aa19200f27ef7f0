"""What it costs to say that a duration belongs to a code: the words, commas and tokens between them."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from understand.services.read.tokens import Token
from understand.services.words import any_of

FOREIGN, BESIDE = 90.0, 60.0  # minutes of something unknown; a number without "min" right beside a code
UNMATCHED_MINUTES = 100.0  # costs of leaving a token without partner, and of matching over a gap
UNMATCHED_NUMBER = 11.0  # a number without "min" must stand right beside its code
OVER_CLAUSE, OVER_COMMA, OVER_WORD, OVER_TARGET, OVER_DURATION = 25.0, 10.0, 3.0, 15.0, 50.0
AFTER_COLON = 50.0  # "an hour and 5 minutes: 40 neuro, …": what stands before the colon is the visit
CONNECTOR, AGAIN = re.compile(any_of("lists", "connectors")), re.compile(any_of("lists", "again"))
CLAUSE_END, COMMA = re.compile(r"[;?\n]|\.(?=\s|$)|->"), re.compile(r"[,+/&|]|\b(?:and|then|plus|with|also)\b")
# Minutes right beside their code: "neuro 20", "20 min of neuro".
BESIDE_CODE = re.compile(r"[\s:=(@x-]*(?:min\w*\s*)?(?:of|for)?\s*")
SEPARATOR = re.compile(rf"{CLAUSE_END.pattern}|{COMMA.pattern}")
LISTED = re.compile(r"(?:[\s,+&/]|\band\b|\bthen\b|\bpt[ao]?\b|\bc?ota?\b|\bmin\w*|\d+)*")


def cost_of_gap(plain: str, tokens: list[Token], durations: list[Token], i: int, target: Token) -> float:
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
    if target.kind == "code" and _is_timed_total(plain, tokens, duration):
        cost += OVER_TARGET
    return cost + OVER_WORD * len(words)


def cost_alone(plain: str, tokens: list[Token], duration: Token) -> float:
    """What it costs to leave a duration without a partner."""
    if duration.kind == "minutes":
        return UNMATCHED_MINUTES
    beside = any(
        t.kind == "code"
        and re.fullmatch(r"[\s:=(\[-]*", plain[min(t.end, duration.end) : max(t.start, duration.start)])
        for t in tokens
    )
    return BESIDE if beside else UNMATCHED_NUMBER


def _is_foreign(plain: str, tokens: list[Token], durations: list[Token], duration: Token, target: Token) -> bool:
    """ "Dry needling 10 min, neuro 23 min": the 10 minutes are of something else than the neuro."""
    start, end = segment_of(plain, duration)
    if start <= target.start < end or target.kind != "code":
        return False
    first, last = segment_of(plain, target)
    if not any(first <= other.start < last for other in durations):
        return False
    return tells_other_work(plain, tokens, duration) or _is_told_before(plain, tokens, duration, target)


def _is_told_before(plain: str, tokens: list[Token], duration: Token, target: Token) -> bool:
    """ "PTA 12 min, PT 10 min, then TE 15": a person's minutes told before any code is named."""
    item = segment_of(plain, duration)
    if plain.startswith(("and", "&", "+", "/"), item[1]):
        return False
    people = any(t.kind == "who" and item[0] <= t.start < item[1] for t in tokens)
    return people and not any(t.kind == "code" and t.start < duration.start for t in tokens) and target.start > item[1]


def tells_other_work(plain: str, tokens: list[Token], duration: Token) -> bool:
    """Whether the list item that a duration stands in names work without a code here."""
    start, end = segment_of(plain, duration)
    inside = [t for t in tokens if start <= t.start < end]
    if any(t.kind == "code" for t in inside):
        return False
    said = plain[start:end]
    for token in reversed(inside):
        said = said[: token.start - start] + " " + said[token.end - start :]
    words = re.findall(r"[a-z]+", said)
    return any(not CONNECTOR.fullmatch(word) and not AGAIN.fullmatch(word) and len(word) > 1 for word in words)


def _is_timed_total(plain: str, tokens: list[Token], duration: Token) -> bool:
    """ "97112 x2, 97110 x1, 38 min total timed": of all codes, not of the one before it."""
    marks = [t for t in tokens if t.kind == "marker" and t.value == "timed_total"]
    return any(t.start >= duration.end and not plain[duration.end : t.start].strip() for t in marks)


def _listed(plain: str, one: Token, other: Token) -> bool:
    """Whether two durations stand in one list ("38 and 10", "8 min 9 min and 6 min")."""
    first, last = sorted((one, other), key=lambda t: t.start)
    return bool(LISTED.fullmatch(plain[first.end : last.start]))


def segment_of(plain: str, token: Token) -> tuple[int, int]:
    """From the separator before the token to the one behind it."""
    starts, ends = _separators(plain)
    before, after = bisect_right(ends, token.start), bisect_left(starts, token.end)
    return (ends[before - 1] if before else 0), (starts[after] if after < len(starts) else len(plain))


@lru_cache(maxsize=8)
def _separators(plain: str) -> tuple[list[int], list[int]]:
    found = [match.span() for match in SEPARATOR.finditer(plain)]
    return [start for start, _ in found], [end for _, end in found]
