"""What it costs to say that a duration belongs to a code: the words, commas and tokens between them."""

import re
from bisect import bisect_left

from understand.services.read.items import CLAUSE_END, COMMA, CONNECTOR, segment_of, tells_other_work
from understand.services.read.tokens import Token, between

FOREIGN, BESIDE = 90.0, 60.0  # minutes of something unknown; a number without "min" right beside a code
UNMATCHED_MINUTES = 100.0  # costs of leaving a token without partner, and of matching over a gap
UNMATCHED_NUMBER = 11.0  # a number without "min" must stand right beside its code
OVER_CLAUSE, OVER_COMMA, OVER_WORD, OVER_TARGET, OVER_DURATION = 25.0, 10.0, 3.0, 15.0, 50.0
AFTER_COLON = 50.0  # "an hour and 5 minutes: 40 neuro, …": what stands before the colon is the visit
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
    inside = tokens[bisect_left(tokens, first.end, key=_start) : bisect_left(tokens, last.start, key=_start)]
    for token in inside:
        cost += _cost_over(plain, token, duration, durations)
        if cost >= UNMATCHED_MINUTES:
            return cost
    of_tokens = {word for token in inside for word in re.findall(r"[a-z]+", plain[token.start : token.end])}
    said = re.findall(r"[a-z]+(?:'[a-z]+)?", COMMA.sub(" ", between))
    words = [word for word in said if word not in of_tokens and not CONNECTOR.fullmatch(word)]
    if duration.kind == "number" and words:
        return UNMATCHED_MINUTES
    if target.kind == "code" and _is_timed_total(plain, tokens, duration):
        cost += OVER_TARGET
    return cost + OVER_WORD * len(words)


def _start(token: Token) -> int:
    return token.start


def _stands_among(tokens: list[Token], token: Token) -> bool:
    """Whether a token is one of some, by where it stands: a long list is searched often."""
    place = bisect_left(tokens, token.start, key=_start)
    return place < len(tokens) and tokens[place].start == token.start


def _cost_over(plain: str, token: Token, duration: Token, durations: list[Token]) -> float:
    """What it costs to pass over a token between a duration and its code."""
    if token.kind == "code" or token.is_marker("visit", "rest", "other"):
        return OVER_TARGET
    if token.kind == "minutes" or (token.kind == "number" and _stands_among(durations, token)):
        return 0 if _listed(plain, token, duration) else OVER_DURATION
    return 0


def cost_alone(plain: str, tokens: list[Token], duration: Token) -> float:
    """What it costs to leave a duration without a partner."""
    if duration.kind == "minutes":
        return UNMATCHED_MINUTES
    beside = any(t.kind == "code" and re.fullmatch(r"[\s:=(\[-]*", between(plain, t, duration)) for t in tokens)
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
    start, end = segment_of(plain, duration)
    if target.start <= end or plain.startswith(("and", "&", "+", "/"), end):
        return False
    if any(t.kind == "code" and t.start < duration.start for t in tokens):
        return False
    return any(t.kind == "who" and start <= t.start < end for t in tokens)


def _is_timed_total(plain: str, tokens: list[Token], duration: Token) -> bool:
    """ "97112 x2, 97110 x1, 38 min total timed": of all codes, not of the one before it."""
    marks = (t for t in tokens if t.value == "timed_total" and t.start >= duration.end)
    return any(not plain[duration.end : t.start].strip() for t in marks)


def _listed(plain: str, one: Token, other: Token) -> bool:
    """Whether two durations stand in one list ("38 and 10", "8 min 9 min and 6 min")."""
    first, last = sorted((one, other), key=lambda t: t.start)
    return bool(LISTED.fullmatch(plain[first.end : last.start]))
