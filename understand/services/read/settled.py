"""Settles what the tokens of a question are before durations are matched: times paired, names merged, sums left out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from understand.services.read.cut import clock_times
from understand.services.read.tokens import Code, Token

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
    for number, token in enumerate(tokens):
        before = kept[-1] if kept else None
        between = plain[before.end : token.start] if before else ""
        token = _minutes_of_modifier(plain, token, tokens[number + 1] if number + 1 < len(tokens) else None)
        earlier = [t.amount for t in kept if t.is_spent]
        is_sum = token.is_spent and (
            (before and before.is_spent and re.fullmatch(r"\s*=\s*", between))
            or (len(earlier) > 1 and token.amount == sum(earlier) and plain[: token.start].rstrip().endswith("="))
        )
        named_one = before and before.kind in ("who", "code") and ONE_OF_THEM.match(plain, before.end)
        one_of_them = OTHER_ONE.search(plain[: token.start]) or OF_THEM.match(plain, token.end)
        if plain[token.start : token.end] == "one" and (one_of_them or (named_one and not between.strip())):
            continue
        if token.kind == "noise" or is_sum or (token.kind == "number" and token.amount == 0):
            continue
        if token.start < reason_ends:
            continue
        reason = FOR_A_UNIT.match(plain, token.end) if token.is_spent and earlier else None
        if reason and REASON_BEFORE.search(plain[: token.start]):
            reason_ends = reason.end()
            continue
        if token.kind == "units" and plain[token.start] == "x" and token.amount >= FEWEST_MINUTES:
            # "PTA x 20 me x 10"
            token = replace(token, kind="minutes") if before and before.kind == "who" and not between.strip() else token
        if (
            token.kind == "number"
            and before
            and (
                (before.is_marker("list"))
                or (before.kind == "who" and not between.strip(" :="))
                or (
                    before.kind == "minutes"
                    and any(t.is_marker("list") for t in kept)
                    and re.fullmatch(r"[\s,+&/]*(?:and\s*)?", between)
                )
            )
        ):
            token = replace(token, kind="minutes")
        kept.append(token)
    return kept


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
