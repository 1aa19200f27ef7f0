"""Items of a list: where they begin and end, and the words in them."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from understand.services.read.cut import MARKERS, WHO
from understand.services.read.tokens import Token, without
from understand.services.words import any_of

CONNECTOR, AGAIN = re.compile(any_of("lists", "connectors")), re.compile(any_of("lists", "again"))
NO_NAME = re.compile(any_of("lists", "no_names"))
OF_NO_WORK = re.compile(any_of("lists", "no_work"))
CLAUSE_END, COMMA = re.compile(r"[;?\n]|\.(?=\s|$)|->"), re.compile(r"[,+/&|]|\b(?:and|then|plus|with|also)\b")
SEPARATOR = re.compile(rf"{CLAUSE_END.pattern}|{COMMA.pattern}")
# Minutes right beside their code: "neuro 20", "20 min of neuro".
BESIDE_CODE = re.compile(r"[\s:=(@x-]*(?:min\w*\s*)?(?:of|for)?\s*")
WORD = re.compile(r"[a-z]{2,}?(?=x\d)|[a-z]{2,}")
OF_NOBODY = re.compile("|".join((MARKERS["rest"], MARKERS["other"], *WHO.values())))
LONGEST_ITEM = 30


def segment_of(plain: str, token: Token) -> tuple[int, int]:
    """From the separator before the token to the one behind it."""
    starts, ends = _separators(plain)
    before, after = bisect_right(ends, token.start), bisect_left(starts, token.end)
    return (ends[before - 1] if before else 0), (starts[after] if after < len(starts) else len(plain))


@lru_cache(maxsize=8)
def _separators(plain: str) -> tuple[list[int], list[int]]:
    found = [match.span() for match in SEPARATOR.finditer(plain)]
    return [start for start, _ in found], [end for _, end in found]


def item_of(plain: str, token: Token) -> tuple[int, int]:
    """Where the list item of some minutes stands, where it is short; else the minutes alone."""
    start, end = segment_of(plain, token)
    said = plain[start:end]
    start, end = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
    return (start, end) if end - start <= LONGEST_ITEM else (token.start, token.end)


def tells_other_work(plain: str, tokens: list[Token], duration: Token) -> bool:
    """Whether the list item that a duration stands in names work without a code here."""
    start, end = segment_of(plain, duration)
    inside = [t for t in tokens if start <= t.start < end]
    if any(t.kind == "code" for t in inside):
        return False
    words = re.findall(r"[a-z]+", without(plain, start, end, inside))
    return any(not CONNECTOR.fullmatch(word) and not AGAIN.fullmatch(word) and len(word) > 1 for word in words)


def words_of(plain: str, first: Token, last: Token) -> frozenset[str]:
    """The words of the list items that hold some minutes and what they are of."""
    return frozenset(content(plain[segment_of(plain, first)[0] : segment_of(plain, last)[1]]))


@lru_cache(maxsize=64)
def content(plain: str) -> tuple[str, ...]:
    """The words of a text that may call some work, without those of persons and of rests."""
    said = OF_NOBODY.sub(" ", plain)
    return tuple(
        word
        for word in WORD.findall(said)
        if not any(p.fullmatch(word) for p in (OF_NO_WORK, CONNECTOR, AGAIN, NO_NAME))
    )
