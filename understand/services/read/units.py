"""Which units a question says were billed, and how many it takes the minutes to be."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from understand.number_words import UP_TO_NINETEEN
from understand.services.read.items import CLAUSE_END
from understand.services.read.tokens import WHOLE_MARKS, Token, neighbours

GUESS_BEFORE = re.compile(r"\s*[.;,?-]+\s*(?:so |is (?:that|it) |would that be |that's |thats )*")
BILLED_BEFORE = re.compile(r"\b(?:bill\w*|charg\w*|claimed|submitted|coded)\s*:?\s*$")
BILLED_LIST = re.compile(r"\b(?:bill\w*|charg\w*|claim\w*|submitted|coded)\b[^.;\n?]*$")
UNITS_ASKED = re.compile(r"\s*\??\s*")  # "TE 12 min, NMR 15 units?" asks for the units of 15 minutes
OF_CODE = re.compile(r"\s*(?:of\s+)?")  # "2 units of 97112 and 1 of 97110"
EACH = re.compile(r"\s*(?:each|apiece|per|of (?:each|both))\b")
UNITS_WORD = re.compile(r"unit|\d\s*-?\s*u\b")
CLAIMED = re.compile(
    r"(?:is|are|=|equals?|makes?|gets?(?: me)?|would be|bills? as|i can bill|gives?(?: me)?|counts? as|so"
    r"|(?:bill|charg|claim|submitt)ed\s+(?:(?:my|her|his|our|me|us|him|mom|dad|for|medicare|insurance)\s+)*)\s*"
    r"(\d{1,2}|one|two|three|four|five|six|seven|eight)\s*units?"
)
SHORTEST_COMPANY = 8  # a number beside a code from here on is minutes, and so are the small ones listed with it
FEWEST_ALIKE = 3  # one or two behind an "x" are units, whatever stands beside other codes
MOST_UNITS = 4  # of one code; more behind an "x", beside services with minutes, are minutes
UNITS_SAID = re.compile(r"\bunits?\b|\bbilled\b")
BEHIND_CODE = re.compile(r"[\s:=(\-,]*(?:for|at)?\s*")
MOST_BARE = 6  # units that stand without the word
MOST_BILLED = 20
BESIDE = re.compile(r"[\s:=(\[@-]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """What tells units from minutes in a text.

    Attributes:
        units_said: whether it speaks of units; `minutes_said`: of minutes of a code.
        numbers_first: "17 nmr 12 ta 6 gait": the 6 is of gait.
    """

    plain: str
    tokens: list[Token]
    units_said: bool
    minutes_said: bool
    numbers_first: bool

    @classmethod
    def of(cls, plain: str, tokens: list[Token]) -> "_Line":
        whole = _all_have_units(plain, tokens)
        told = [t for n, t in enumerate(tokens) if t.is_spent and not whole and not _of_the_whole(plain, tokens, n)]
        opening = next((t for t in tokens if t in told or t.kind == "code"), None)
        return cls(
            plain,
            tokens,
            units_said=bool(UNITS_SAID.search(plain)),
            minutes_said=any(t.kind == "minutes" for t in told),
            numbers_first=opening is not None and opening.kind != "code",
        )

    def before_its_code(self, place: int, units_first: bool) -> bool:
        """ "Billed 2 97112": a small number before a code, where units stand first."""
        token, (before, after) = self.tokens[place], neighbours(self.tokens, place)
        if not _is_few(token) or not after or after.kind != "code":
            return False
        opens = not (before and before.kind == "code") and BILLED_BEFORE.search(self.plain[: token.start])
        return bool(OF_CODE.fullmatch(self.plain[token.end : after.start]) and (units_first or opens))

    def behind_its_code(self, place: int) -> bool:
        """ "97112 2, 97110 1": a small number behind a code, where no minutes are said."""
        token, (before, after) = self.tokens[place], neighbours(self.tokens, place)
        if not _is_few(token) or not before or before.kind != "code" or (self.minutes_said and not self.units_said):
            return False
        others = self.numbers_first and _stands_before(self.plain, token, after)
        return not others and not self.plain[before.end : token.start].strip(" \t\n:=(")

    def minutes_for_units(self, place: int) -> list[Token] | None:
        """ "Neuro x25", "TE 12 min, NMR 15 units?": minutes that are written as units, or none that anybody bills."""
        token, (before, _) = self.tokens[place], neighbours(self.tokens, place)
        said = self.plain[token.start : token.end]
        if said.startswith("x") and token.amount >= SHORTEST_COMPANY and "unit" not in said:
            beside = before and before.kind == "code" and not self.plain[before.end : token.start].strip()
            return [replace(token, kind="minutes")] if beside else []
        company = self.minutes_said or any(t.kind == "number" and t.amount >= SHORTEST_COMPANY for t in self.tokens)
        if token.amount > MOST_UNITS and company and UNITS_ASKED.fullmatch(self.plain[token.end :]):
            return [replace(token, kind="minutes")]
        return None


def read_billed(plain: str, tokens: list[Token]) -> tuple[list[Token], dict[str, int]]:
    """Units as billed, each with the code beside it, and the tokens that are left."""
    tokens = _minutes_by_company(plain, tokens)
    line = _Line.of(plain, tokens)
    billed: dict[str, int] = {}
    kept: list[Token] = []
    units_first = False
    for place, token in enumerate(tokens):
        before, after = neighbours(tokens, place)
        if line.before_its_code(place, units_first):
            owner, units_first = after.value if after else "", True
        elif line.behind_its_code(place):
            owner = before.value if before else ""
        elif token.kind != "units":
            kept.append(token)
            continue
        elif (minutes := line.minutes_for_units(place)) is not None:
            kept += minutes
            continue
        else:
            owner = _owner_of_units(plain, tokens, place) if token.amount <= MOST_BILLED else ""
            opens = after and after.value == owner and not (before and before.kind == "code")
            units_first = units_first or bool(owner and opens)
        if owner:
            billed[owner] = billed.get(owner, 0) + token.amount
    return kept, billed


def _is_few(token: Token) -> bool:
    return token.kind == "number" and 0 < token.amount <= MOST_BARE


def _all_have_units(plain: str, tokens: list[Token]) -> bool:
    """ "Neuro 1, gait 1, 30 mins": a small number for each of several codes, and one duration for none of them."""
    codes = [n for n, t in enumerate(tokens) if t.kind == "code"]
    followed = [(tokens[n], tokens[n + 1]) for n in codes if n + 1 < len(tokens)]
    small = [c for c, t in followed if t.kind == "number" and t.amount <= MOST_UNITS and _beside(plain, c, t)]
    return len(small) == len(codes) > 1 and sum(t.kind == "minutes" for t in tokens) == 1


def _beside(plain: str, code: Token, number: Token) -> bool:
    return bool(BESIDE.fullmatch(plain[code.end : number.start]))


def _of_the_whole(plain: str, tokens: list[Token], number: int) -> bool:
    """ "45 min total", "session 40 mins": minutes of no code, beside which small numbers are units."""
    near = tokens[max(0, number - 1) : number] + tokens[number + 1 : number + 2]
    marks = [t for t in near if t.is_marker(*WHOLE_MARKS)]
    gaps = [plain[min(t.end, tokens[number].end) : max(t.start, tokens[number].start)] for t in marks]
    return any(not CLAUSE_END.search(gap) and "," not in gap for gap in gaps)


def _minutes_by_company(plain: str, tokens: list[Token]) -> list[Token]:
    """ "TE x5 NMR x25": a small number is minutes where others listed like it are, and its code has none elsewhere."""
    listed = {t.start: owner for n, t in enumerate(tokens) if (owner := _listed_for(plain, tokens, n))}
    numbers = [t for t in tokens if t.start in listed]
    bare = [t for t in numbers if t.kind != "minutes"]
    company = [t for t in numbers if t.amount >= SHORTEST_COMPANY]
    if not company:
        return tokens
    alike = {_times_sign(plain, t) for t in bare if t.amount >= SHORTEST_COMPANY}
    changed: list[Token] = []
    for token in tokens:
        if token in bare and token.amount < SHORTEST_COMPANY:
            signed = _times_sign(plain, token)
            fewest = 1 if signed in alike else MOST_UNITS + 1 if signed and not alike else FEWEST_ALIKE
            others = [t for t in numbers if listed[t.start] == listed[token.start] and t is not token]
            if token.amount >= fewest and not others and not BILLED_LIST.search(plain[: token.start]):
                token = replace(token, kind="minutes")
        changed.append(token)
    return changed


def _listed_for(plain: str, tokens: list[Token], number: int) -> str:
    """The code right beside which a number without the word "units" stands."""
    token = tokens[number]
    if token.kind not in ("number", "units", "minutes") or UNITS_WORD.search(plain[token.start : token.end]):
        return ""
    before = tokens[number - 1] if number else None
    if before and before.kind == "code" and BESIDE.fullmatch(plain[before.end : token.start]):
        return before.value
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    if token.kind == "minutes" and after and after.kind == "code":
        return after.value
    return ""


def _times_sign(plain: str, token: Token) -> bool:
    """Whether a number stands behind an "x", as units are written and, by some, minutes."""
    return token.kind == "units" or plain[: token.start].rstrip().endswith("x")


def _stands_before(plain: str, number: Token, name: Token | None) -> bool:
    """Whether a name follows the number at once, as in a list that gives numbers first."""
    return name is not None and name.kind == "code" and not plain[number.end : name.start].strip()


def _owner_of_units(plain: str, tokens: list[Token], place: int) -> str:
    """The code that units are of: the one beside them, by how the text sets the others, else the only one."""
    token, (before, after) = tokens[place], neighbours(tokens, place)
    names = [t for t in tokens if t.kind == "code"]
    first = next(t for t in tokens if t.kind == "units")
    code_first = bool(names) and names[0].start < first.start
    behind = before and before.kind == "code" and BEHIND_CODE.fullmatch(plain[before.end : token.start])
    if code_first and before and behind and not re.match(r"\s*of\b", plain[token.end :]):
        return before.value
    earlier = tokens[place - 2] if place > 1 else None
    if code_first and before and before.is_spent and earlier and earlier.kind == "code":  # "97112 23 min 2 units"
        clause = plain[earlier.end : token.start].replace("min.", "min")
        if not CLAUSE_END.search(clause) and re.fullmatch(r"[\s:=(),/-]*", plain[before.end : token.start]):
            return earlier.value
    if after and after.kind == "code" and re.fullmatch(r"\s*(?:of|for)?\s*(?:cpt\s*)?", plain[token.end : after.start]):
        return after.value
    if before and behind:
        return before.value
    lead = plain[max(0, after.start - 30) : after.start] if after else ""
    only = len({name.value for name in names}) == 1 and not re.search(r"\bhow many\b", lead)
    return names[0].value if only else ""


def guessed_units(plain: str, tokens: list[Token]) -> Token | None:
    """ "…, three units?" asks whether the minutes come to that: no line was billed."""
    for before, token in pairwise(tokens):
        ended = before.end - (plain[before.end - 1] == ".")
        if (
            token.kind == "units"
            and GUESS_BEFORE.fullmatch(plain[ended : token.start])
            and re.match(r"\s*(?:then|right|correct|ok|total)?\s*\?", plain[token.end :])
        ):
            return token
    return None


def units_of_all(plain: str, tokens: list[Token]) -> Token | None:
    """ "8 nmr 8 te 8 manual 3 units": told once behind a list of codes with minutes, they are units of them all."""
    units = [t for t in tokens if t.kind == "units"]
    if len(units) != 1 or not UNITS_WORD.search(plain[units[0].start : units[0].end]):
        return None
    named = [t for t in tokens if t.kind == "code"]
    spent = [t for n, t in enumerate(tokens) if t.is_spent and not _of_the_whole(plain, tokens, n)]
    listed = len(spent) == len(named) == len({t.value for t in named}) > 1
    told = listed and all(t.start < units[0].start for t in (*named, *spent)) and not EACH.match(plain, units[0].end)
    return units[0] if told else None


def read_claimed_units(plain: str, guess: Token | None) -> int | None:
    """The units that the minutes are said, or asked, to come to."""
    if claimed := CLAIMED.search(plain):
        return int(claimed[1]) if claimed[1].isdigit() else UP_TO_NINETEEN[claimed[1]]
    return guess.amount if guess else None
