"""Matches durations to what they belong to: row by row, one for each code, or both in order at the least cost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from understand.services.read.gaps import UNMATCHED_MINUTES, cost_alone, cost_of_gap
from understand.services.read.items import CLAUSE_END
from understand.services.read.tokens import Token, between

REUSE = 30.0  # two durations for one target
FARTHEST = 300  # characters between minutes and what they belong to
NEAR_EACH = 100  # characters between minutes and "each"
SHORTEST_BARE = 4  # a smaller number without "min" is hardly ever minutes
LONGEST_SERVICE = 240  # minutes; a larger number is no duration of a service
BETWEEN_CODES = re.compile(r"(?:[\s,/&+()x:\d-]|\band\b|\bwith\b|\bunits?\b|\b(?:one|two|three|four)\b)*")
ROW_THEN_CODES = re.compile(r"\s*(?:(?:min\w*\s*)?(?:of|for|on)|:|-|=)\s*")
BETWEEN_NUMBERS = re.compile(r"[\s,/&+-]*(?:and\s*)?")


@dataclass(frozen=True, slots=True)
class Match:
    duration: Token
    target: Token


def match_durations(plain: str, tokens: list[Token]) -> tuple[list[Match], list[Match]]:
    """Durations with what they belong to, and those that hold for each of several codes."""
    each, used = _match_each(plain, tokens)
    rows, taken = _match_rows(plain, [t for t in tokens if t.start not in used])
    each, used = each + rows, used | taken
    durations = [
        t
        for t in tokens
        if t.is_spent and t.start not in used and (t.kind == "minutes" or SHORTEST_BARE <= t.amount <= LONGEST_SERVICE)
    ]
    targets = [t for t in tokens if t.start not in used and _is_target(t, tokens)]
    return _cheapest(plain, tokens, durations, targets), each


def _is_target(token: Token, tokens: list[Token]) -> bool:
    if token.kind == "marker":
        if token.value == "same" and not any(t.kind == "code" and t.start < token.start for t in tokens):
            return False
        return token.value in ("rest", "other", "visit", "total", "timed_total", "same")
    return token.kind == "code"


def _match_each(plain: str, tokens: list[Token]) -> tuple[list[Match], set[int]]:
    """ "7 minutes each of A, B and C", "A and B, 20 min each": the duration holds for every code."""
    matches: list[Match] = []
    used: set[int] = set()
    for number, token in enumerate(tokens):
        near = tokens[max(0, number - 1) : number] + tokens[number + 1 : number + 2]
        near += _before_codes(tokens[:number])
        mark = next((t for t in near if _is_each(plain, t, token) and t.start not in used), None)
        if not token.is_spent or not mark:
            continue
        after = _codes_until_duration(plain, tokens[number + 1 :], token.end)
        before = _codes_until_duration(plain, tokens[:number][::-1], token.start)
        follows = after and re.match(r"\s*(?:of|:|for|on|-)", plain[max(token.end, mark.end) :])
        chosen = after if follows or not before else before
        matches += [Match(token, code) for code in chosen]
        used |= {token.start, mark.start, *(code.start for code in chosen)}
    return matches, used


def _is_each(plain: str, mark: Token, spent: Token) -> bool:
    """Whether a mark may say "each" of these minutes: near them."""
    return mark.is_marker("each") and len(between(plain, mark, spent)) <= NEAR_EACH


def _before_codes(tokens: list[Token]) -> list[Token]:
    """ "Each of 97112 and 97110 was 14 min": what stands before the codes right before a duration."""
    for token in reversed(tokens):
        if token.kind != "code":
            return [token]
    return []


def _codes_until_duration(plain: str, tokens: Sequence[Token], here: int) -> list[Token]:
    """The codes up to the next duration that stands in another clause or before another code."""
    found: list[Token] = []
    for token in tokens:
        between = plain[min(here, token.end) : max(here, token.start)]
        if found and (token.is_spent or CLAUSE_END.search(between)):
            break
        if token.kind == "code":
            found.append(token)
    return found


def _match_rows(plain: str, tokens: list[Token]) -> tuple[list[Match], set[int]]:
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
    matches: list[Match] = []
    taken: set[int] = set()
    for number, (codes, spent) in enumerate(pairwise(runs)):
        between = plain[codes[-1].end : spent[0].start]
        one_sentence = not CLAUSE_END.search(between) or "min" in between
        if not len(codes) == len(spent) > 1 or not one_sentence or codes[0].start in taken:
            continue
        if codes[0].kind == "code" != spent[0].kind:
            matches += [Match(duration, code) for code, duration in zip(codes, spent, strict=True)]
        elif spent[0].kind == "code" != codes[0].kind and (
            ROW_THEN_CODES.fullmatch(between) or (number == 0 and _opens_rows(between, codes))
        ):
            matches += [Match(duration, code) for duration, code in zip(codes, spent, strict=True)]
        taken = {t.start for match in matches for t in (match.duration, match.target)}
    return matches, {t.start for match in matches for t in (match.duration, match.target)}


def _opens_rows(between: str, spent: Sequence[Token]) -> bool:
    """ "10 and 10, 97112 with 97110": a comma stands between minutes and their codes, but not behind units."""
    return not between.strip(" ,") and (not between.strip() or all(t.amount >= SHORTEST_BARE for t in spent))


def _cheapest(plain: str, tokens: list[Token], durations: list[Token], targets: list[Token]) -> list[Match]:
    """The matching of durations to targets, both in order, with the least cost of the gaps."""
    costs: dict[tuple[int, int], tuple[float, tuple[int | None, ...]]] = {}
    near = [
        {
            k: gap
            for k, target in enumerate(targets)
            if abs(target.start - duration.start) <= FARTHEST
            and (gap := cost_of_gap(plain, tokens, durations, i, target)) < UNMATCHED_MINUTES
        }
        for i, duration in enumerate(durations)
    ]
    alone_costs = [cost_alone(plain, tokens, duration) for duration in durations]

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
    return [Match(durations[i], targets[k]) for i, k in enumerate(chosen) if k is not None]
