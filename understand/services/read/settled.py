"""Settles what the tokens of a question are before durations are matched: times paired, names merged, sums left out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from understand.services.read.cut import clock_times
from understand.services.read.tokens import Code, Token, neighbours

FINISHED = re.compile(r"\b(?:finish|stop|end|until|till|through|out|done|complet)")
NAME_BEFORE_BRACKET = re.compile(r"\s+(?:of\s+)?(?P<name>[a-z][a-z/-]+(?:\s+[a-z][a-z/-]+)?)\s*[(\[]\s*")
# "The OT one was 24", "gait one 20": a word for the service, no number.
ONE_OF_THEM = re.compile(
    r"\s+one\s+(?:\d|(?:was|is|ran|took|got|went|came|ended|turned|should|had|only|just|actually|really)\b)"
)
# "The second one was the PTA", "she did one of them": a word for the service, no number.
OTHER_ONE = re.compile(
    r"\b(?:first|second|third|fourth|last|final|former|latter|other|1st|2nd|3rd|this|that|which|only|each|any"
    r"|previous|prior|earlier|next|same|new)\s+$"
)
OF_THEM = re.compile(r"\s+of (?:them|those|these|the (?:codes|services|lines|two|three))\b")
# "I did the 25 neuro": minutes, where "does it need the 25" is a modifier.
THE_NUMBER = re.compile(r"the\s+(\d\d)")
TELLS_MINUTES = re.compile(r"\s+(?:was|were|with|w|by)\s")
# "3 units bc 15 each", "since every 15 is one": the length of a unit told as the reason, and no time spent.
REASON_BEFORE = re.compile(
    r"\b(?:because|bc|b/c|cuz|coz|cause|since|as|units? (?:at|@|of))[\s:,]+(?:(?:it'?s?|they|that'?s|you|we|i|an?"
    r"|one|each|every|per|the|units?|is|are|use|count|need|needs|get|=|of|rule)\s+)*$"
)
FOR_A_UNIT = re.compile(
    r"\s*(?:min\w*\s*)?(?:(?:each|apiece|a ?pop)\b(?!\s+(?:of|for|on)\b)"
    r"|(?:per|a|for (?:each|every|an?|one|1)) (?:one|unit|1)\b|(?:is|=|makes|gets?|gives)\s*(?:one|1|an?)\b)"
)
BETWEEN_LISTED = re.compile(r"[\s,+&/]*(?:and\s*)?")
FEWEST_MINUTES = 8  # behind a person and an "x"; fewer are units
MOST_UNITS = 3  # "neuro 1, gait 1, 30 min": so small a number in a list is no minutes
NUMBER_WINS = {"evaluation", "manipulation", "modality", "group"}  # "97014 estim" is 97014


def pair_times(plain: str, tokens: list[Token]) -> list[Token]:
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


def without_rules(plain: str, tokens: list[Token]) -> list[Token]:
    """Leaves out noise, a stated sum ("15 min + 8 min = 23 min") and a unit's length; "minutes were" tells minutes."""
    kept: list[Token] = []
    reason_ends = 0
    for place, token in enumerate(tokens):
        token = _minutes_of_modifier(plain, token, neighbours(tokens, place)[1])
        if token.start < reason_ends or _is_nothing(plain, kept, token):
            continue
        reason = FOR_A_UNIT.match(plain, token.end) if token.is_spent and any(t.is_spent for t in kept) else None
        if reason and REASON_BEFORE.search(plain[: token.start]):
            reason_ends = reason.end()
            continue
        kept.append(replace(token, kind="minutes") if _tells_minutes(plain, kept, token) else token)
    return kept


def _is_nothing(plain: str, kept: list[Token], token: Token) -> bool:
    """Noise, "one" for a service, zero, or what the numbers before make together."""
    before = kept[-1] if kept else None
    gap = plain[before.end : token.start] if before else ""
    if plain[token.start : token.end] == "one":
        named = before and before.kind in ("who", "code") and not gap.strip() and ONE_OF_THEM.match(plain, before.end)
        if named or OTHER_ONE.search(plain[: token.start]) or OF_THEM.match(plain, token.end):
            return True
    if not token.is_spent:
        return token.kind == "noise"
    earlier = [t.amount for t in kept if t.is_spent]
    adds_up = len(earlier) > 1 and token.amount == sum(earlier) and plain[: token.start].rstrip().endswith("=")
    same = before and before.is_spent and gap.strip() == "="
    return bool(adds_up or same or (token.kind == "number" and token.amount == 0))


def _tells_minutes(plain: str, kept: list[Token], token: Token) -> bool:
    """ "PTA x 20 me x 10", "minutes were 20, 15": numbers that are minutes for what stands before them."""
    if not kept:
        return False
    before, gap = kept[-1], plain[kept[-1].end : token.start]
    if token.kind == "units":
        signed = plain[token.start] == "x" and token.amount >= FEWEST_MINUTES
        return signed and before.kind == "who" and not gap.strip()
    listed = before.kind == "minutes" and any(t.is_marker("list") for t in kept) and BETWEEN_LISTED.fullmatch(gap)
    beside = before.kind == "who" and not gap.strip(" :=")
    return token.kind == "number" and bool(before.is_marker("list") or beside or listed)


def _minutes_of_modifier(plain: str, token: Token, after: Token | None) -> Token:
    """The number of "the 25 neuro" and "the 25 was mine", which is read as the modifier elsewhere."""
    number = THE_NUMBER.fullmatch(plain[token.start : token.end]) if token.kind == "noise" else None
    named = after and after.kind == "code" and not plain[token.end : after.start].strip()
    if not number or not (named or TELLS_MINUTES.match(plain, token.end)):
        return token
    return replace(token, kind="number", value="", amount=int(number[1]), start=token.end - 2)


def read_lists(plain: str, tokens: list[Token]) -> list[Token]:
    """In "20, 15, 10 min" every number is minutes; in "15 min (9:00-9:15)" the times say the same again."""
    listed: list[Token] = []
    for token in reversed(tokens):
        after = listed[0] if listed else None
        between = plain[token.end : after.start] if after else ""
        if after and after.kind == "minutes":
            if (
                token.kind == "number"
                and token.amount > MOST_UNITS
                and re.fullmatch(r"\s*(?:,|/|&|\+|and)\s*", between)
            ):
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


def name_by_bracket(plain: str, tokens: list[Token]) -> list[Token]:
    """ "16 nmr n 7 walking (97116)": the words between a number and the code in brackets are the code's name."""
    named: list[Token] = []
    for token in tokens:
        before = named[-1] if named else None
        if token.kind == "code" and before and before.kind == "number":
            words = NAME_BEFORE_BRACKET.fullmatch(plain[before.end : token.start])
            token = replace(token, start=before.end + words.start("name")) if words else token
        named.append(token)
    return named


def merge_names(plain: str, tokens: list[Token], codes: Mapping[str, Code]) -> list[Token]:
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
