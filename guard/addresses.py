"""Street addresses, post boxes and ZIP codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from guard.found import Found
from guard.identifier_words import AddressWords

_UNIT = r"(?i:,?\s*(?:(?:apt|apartment|unit|suite|ste|rm|room|lot)\b|#)\.?\s*#?\s*\w+)?"
_COMPASS = r"(?:[NSEW]\.?W?\.?|North|South|East|West)"
POST_BOX = re.compile(r"\bp\.?\s?o\.?\s*box\s+\d+", re.IGNORECASE)
LIVES_AT = re.compile(
    r"(?:\blives?|\bliving|address|\bhome|\bmoved|\breside[sd]?|house)\b[^\d\n]{0,20}$", re.IGNORECASE
)
TOWN = r"(?<![\w.'-])[A-Z][\w.'-]{1,30}(?: [A-Z][\w.'-]{1,30}){0,2}"
TOWN_BEFORE = re.compile(rf"(?P<town>{TOWN}),?\s{{1,3}}$")
LONGEST_TOWN = 100


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Ways in which an address is written.

    `whole`: street, town, state and ZIP code in a row, in small letters too. `town_after`: the town and state that
    follow a street line.
    """

    street: re.Pattern[str]
    plain: re.Pattern[str]
    place: re.Pattern[str]
    zip_code: re.Pattern[str]
    whole: re.Pattern[str]
    town_after: re.Pattern[str]


@cache
def _patterns(words: AddressWords) -> _Patterns:
    street = re.compile(
        rf"(?<![\w/.:-])\d{{1,6}}[A-Za-z]?\s+(?:{_COMPASS}\s+)?(?:(?:[A-Z][\w'.-]*|\d+(?:st|nd|rd|th))\s+){{1,4}}(?:{words.suffixes})\b\.?{_UNIT}"
    )
    plain = re.compile(
        rf"(?<![\w/.:-])\d{{1,6}}\s+(?:[a-z][\w'.-]*\s+){{1,3}}?(?:{words.plain_suffixes})\b\.?{_UNIT}",
        re.IGNORECASE,
    )
    place = re.compile(rf"{TOWN},?\s{{1,3}}(?:{words.states})(?=[\s,.]|$)")
    # Without a comma after the town a number in 9 is as likely a service's: "Noridian CA 92507".
    zip_code = re.compile(
        rf"(?<!\w)(?:[A-Za-z]\w{{1,30}},\s*|[A-Z][a-z]{{2,30}}\s+(?!\D{{2,20}}9))"
        rf"(?P<state>(?:{words.zips})(?:-\d{{4}})?)(?!\w)"
    )
    whole = re.compile(
        rf"(?<![\w/.:-])\d{{1,6}}\s+(?:[a-z\d][\w'.-]*\s+){{1,4}}?(?:{words.plain_suffixes})\b\.?{_UNIT},?\s+"
        rf"(?:[a-z][\w.'-]*\s*,?\s+){{1,3}}?(?:{words.zips})(?:-\d{{4}})?(?!\w)",
        re.IGNORECASE,
    )
    town_after = re.compile(
        r"[,\s]{1,3}(?P<town>[A-Z][\w.'-]{1,30}(?: [A-Z][\w.'-]{1,30}){0,2}?),?\s{1,3}"
        rf"(?:{words.states})(?=[\s,.;?]|$)"
    )
    return _Patterns(street, plain, place, zip_code, whole, town_after)


def find_addresses(text: str, words: AddressWords) -> Iterator[Found]:
    """Yields street lines, the town beside them, and ZIP codes after a state."""
    patterns = _patterns(words)
    lines = [match.span() for match in patterns.whole.finditer(text)]
    lines += [match.span() for match in patterns.street.finditer(text)]
    told = (m for m in patterns.plain.finditer(text) if LIVES_AT.search(text[max(0, m.start() - 35) : m.start()]))
    lines += [match.span() for match in told]
    lines += [match.span() for match in POST_BOX.finditer(text)]
    zips = [(match.start("state"), _first_figure(match), match.end()) for match in patterns.zip_code.finditer(text)]
    towns = (patterns.town_after.match(text, end) for _, end in lines)
    for start, end in lines:
        yield Found("address", start, end)
    for _, start, end in zips:
        yield Found("ZIP code", start, end)
    for match in filter(None, towns):
        yield Found("address", match.start("town"), match.end())
    for match in patterns.place.finditer(text):
        after_street = any(0 <= match.start() - end <= 3 for _, end in lines)
        before_zip = any(0 <= start - match.end() <= 2 for _, start, _ in zips)
        if after_street or before_zip:
            yield Found("address", match.start(), match.end())
    for state, _, _ in zips:
        town = TOWN_BEFORE.search(text, max(0, state - LONGEST_TOWN), state)
        if town:
            yield Found("address", town.start(), town.end("town"))


def _first_figure(zip_code: re.Match[str]) -> int:
    """Where the code begins behind its state, whose name holds no figures."""
    return next(place for place in range(zip_code.start("state"), zip_code.end()) if zip_code.string[place].isdigit())
