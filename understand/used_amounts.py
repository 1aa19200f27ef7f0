"""Dollars of therapy that somebody tells as used in a year, by the discipline that used them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Pool = Literal["PT and SLP", "OT", ""]

_PT_SLP = r"pt|p\.t\.|physical(?: therapy)?|slp|st|speech(?:[- ]language)?(?: therapy| pathology)?|swallow\w*"
_OT = r"ot|o\.t\.|occupational(?: therapy)?"
_DISCIPLINE = rf"(?:{_PT_SLP}|{_OT})"
AMOUNT = re.compile(
    r"(?<![\w.,$/-])(?P<sign>\$\s?)?(?P<number>\d{1,2},\d{3}(?:\.\d\d)?|\d{1,4}(?:\.\d\d)?(?P<thousand>\s?k\b)?"
    r"|\d{1,2}\.\d(?P<thousands>\s?k\b))(?![\w%/-]|[.,:]\d)(?P<word> ?(?:dollars|bucks|usd)\b)?",
    re.IGNORECASE,
)
# Between an amount and the discipline that it was used for: "300 of her speech", "PT is already at 2,300".
_AFTER = re.compile(
    r"^\s*(?:(?:worth|so far|allowed|used|paid|billed|spent|for|of|in|on|from|by|toward|towards|to|her|his|the|their"
    rf"|medicare|part b|outpatient|already|this year)\s+)*({_DISCIPLINE})\b"
    rf"(?:\s*(?:and|\+|&|/|plus)\s*({_DISCIPLINE})\b"
    r"(?!\s*(?:\$|\d)))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b({_DISCIPLINE})\b(?:\s*[:=]\s*|\s+(?:(?:therapy|is|was|are|has|had|have|used|billed|paid|spent|at|of|total"
    r"|totals|up|to|already|about|around|roughly|charges|dollars|amount|so|far|now|came|comes|for)\s+)*)$",
    re.IGNORECASE,
)
# Told as used; "over 2,480" and "the 2,480 threshold" tell a limit and "110 a visit" a price.
_USED = re.compile(
    r"\bused\b|\bspent\b|\bbilled\b|\bso far\b|\bytd\b|\byear[- ]to[- ]date\b|\balready (?:at|had|has)\b|\baccrued\b"
    r"|\baccumulated\b|\bracked up\b|\b(?:is|are|am|was|['’]?s|she['’]s|he['’]s) (?:now |only |already )?(?:at|up to)\b"
    r"|\b(?:paid|allowed|applied|toward)\b",
    re.IGNORECASE,
)
_NO_USE_BEFORE = re.compile(
    r"(?:\b(?:threshold|cap|limit|kx(?!\s+at\b)|over|above|past|below|under|exceed\w*|beyond|reach\w*|hits?|until|till|before|than"
    r"|next|tomorrow|each|per|every|copay|costs?|rate)\b(?:\s+(?:is|of|at|the|visit|was|a|an|amount|will|be))*"
    r"\s*[:=(]?\s*)$",
    re.IGNORECASE,
)
_NO_USE_AFTER = re.compile(
    r"^\s*(?:dollars? )?(?:(?:kx|medicare|therapy|yearly|annual|review) )*(?:threshold|cap\b|limit|kx\b|left\b"
    r"|remain\w*|(?:a|per|each|every) (?:visit|session|unit|day|week|month)|visits?\b|sessions?\b|min|units?\b"
    r"|claims?\b|charts?\b|patients?\b|pts\b|days?\b|weeks?\b|hours?\b|hrs?\b|percent|st\b|nd\b|rd\b|th\b|(?:copay|deductible))",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:also|another|more|additional|extra|plus|on top|as well|too)\b|\+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UsedAmount:
    """Dollars told as used. `pool` is whose threshold they count toward; empty where no discipline is told."""

    dollars: Decimal
    pool: Pool


def read_used_amounts(text: str) -> tuple[UsedAmount, ...]:
    """The amounts of one turn in the order told.

    None where one belongs to two thresholds at once ("2,000 for PT and OT").
    """
    found = []
    told_as_used = _USED.search(text) is not None
    for match in AMOUNT.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _NO_USE_BEFORE.search(before) or _NO_USE_AFTER.search(after):
            continue
        beside = _AFTER.search(after) or _BEFORE.search(before)
        pools = {_pool(name) for name in beside.groups() if name} if beside else set()
        if len(pools) > 1:
            return ()
        thousands = match["thousand"] or match["thousands"]
        plain = not (match["sign"] or match["word"] or thousands or "," in match["number"])
        if plain and (_is_year(match["number"]) or len(match["number"]) < 3):
            continue
        if beside or told_as_used:
            found.append(UsedAmount(_dollars(match), pools.pop() if pools else ""))
    return tuple(found)


def used_amounts_of(turns: Iterable[str]) -> tuple[UsedAmount, ...]:
    """What turns tell, oldest first: a later amount takes the place of its own kind unless it is told as more."""
    told: tuple[UsedAmount, ...] = ()
    for turn in turns:
        later = read_used_amounts(turn)
        replaced = set() if _MORE.search(turn) else {amount.pool for amount in later}
        told = tuple(amount for amount in told if amount.pool not in replaced) + later
    return told


def _pool(discipline: str) -> Pool:
    return "OT" if re.fullmatch(_OT, discipline, re.IGNORECASE) else "PT and SLP"


def _is_year(number: str) -> bool:
    return re.fullmatch(r"20[12]\d", number) is not None


def _dollars(match: re.Match[str]) -> Decimal:
    number = re.sub(r"[,\sk]", "", match["number"], flags=re.IGNORECASE)
    return Decimal(number) * (1000 if match["thousand"] or match["thousands"] else 1)
