"""Words that stand for a code: codes counted without names ("3 codes, 12 min each"), one-on-one time beside a group."""

import re
from collections.abc import Mapping
from string import ascii_uppercase

from understand.number_words import number_of
from understand.services.read.tokens import Code, Token
from understand.services.words import NUMBER

UNNAMED = "code "  # and a letter; no code of the table
MOST_UNNAMED = 7
COUNTED = re.compile(
    rf"\b(?P<count>{NUMBER}|both)[\s-]+(?P<other>(?:(?:timed|different|separate|distinct|billable|other|more|cpt|therapy"
    r"|skilled|1:1|one[- ]on[- ]one|direct)\s+)*)(?:cpts?|codes?|services?|procedures?|interventions?)\b"
)
BESIDES = re.compile(r"\b(?:other|more)\b")
EACH = re.compile(
    r"\b(?:each|apiece|a piece|ea|per code)\b(?!\s+(?:visits?|days?|sessions?|weeks?|times?|sides?|legs?|arms?|ways?))"
)
ONE_ON_ONE = re.compile(
    r"\b1\s*(?::|on|-on-|to|-to-)\s*1\b|\bone[- ]on[- ]one\b|\bone[- ]to[- ]one\b|\bindividual(?:ly| time| work)?\b"
)
BESIDE = re.compile(r"[\s:=,(@-]*(?:min\w*|for|of|was|at|time|treatment|another|just)?[\s:=(@-]*")


def put_stand_ins(plain: str, tokens: list[Token], codes: Mapping[str, Code]) -> list[Token]:
    """The tokens with a name where words count codes, or call the one timed code "one on one"."""
    return _name_one_on_one(plain, _name_counted(plain, tokens), codes)


def _name_counted(plain: str, tokens: list[Token]) -> list[Token]:
    """ "3 codes 12 min each": a name for each code that has none of its own."""
    counted = COUNTED.search(plain)
    if not counted or not EACH.search(plain):
        return tokens
    named = len({t.value for t in tokens if t.kind == "code"})
    count = 2 if counted["count"] == "both" else int(number_of(counted["count"]))
    unnamed = count if BESIDES.search(counted["other"]) else count - named
    start, end = counted.span()
    if not 0 < unnamed <= MOST_UNNAMED or unnamed + named < 2:
        return tokens
    # Together the names stand where the words stand.
    names = [
        Token("code", UNNAMED + ascii_uppercase[i], 0, start + i, end if i == unnamed - 1 else start + i + 1, False)
        for i in range(unnamed)
    ]
    kept = [t for t in tokens if not start <= t.start < end]
    return sorted([*kept, *names], key=lambda t: t.start)


def _name_one_on_one(plain: str, tokens: list[Token], codes: Mapping[str, Code]) -> list[Token]:
    """ "Group 30 min, then one on one 15": beside a group, one-on-one time is of the only other code."""
    values = {t.value for t in tokens if t.kind == "code"}
    groups = {value for value in values if value in codes and codes[value].family == "group"}
    others = values - groups
    if not groups or len(others) != 1 or not all(value in codes and codes[value].timed for value in others):
        return tokens
    names = []
    for match in ONE_ON_ONE.finditer(plain):
        spent = [t for t in tokens if t.is_spent]
        gaps = [plain[min(t.end, match.end()) : max(t.start, match.start())] for t in spent]
        if any(BESIDE.fullmatch(gap) for gap in gaps):
            names.append(Token("code", next(iter(others)), 0, match.start(), match.end(), False))
    kept = [t for t in tokens if not any(name.start <= t.start < name.end for name in names)]
    return sorted([*kept, *names], key=lambda t: t.start)
