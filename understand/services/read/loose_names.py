"""Work listed beside its minutes by what was done and by no name of a code: "14 balance 12 strength, 15 walking"."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from understand.services.read.tokens import SPENT, Code, Token

# Minutes right before what was done, and right behind it.
BEFORE_WORK = re.compile(r"[\s:=(@x-]*(?:min\w*\.?\s*)?(?:(?:of|for|on|doing|was|with)\s+)?(?:the\s+|some\s+)?")
BEHIND_WORK = re.compile(r"\s*(?:x\s?\d\b)?[\s:=(@x-]*(?:(?:was|is|for|took|got|about|like)\s+)*")
# An item of a list begins here; "fatigues after walking 10 min" is none.
OPENS = re.compile(
    r"(?:^|[,;/|+&\n.:(]|\b(?:and|then|plus|did|do|does|was|had|got|spent|gave|only|also|me|i|units|today|w|with)\s)\s*$"
)
UNITS = re.compile(r"\bunits?\b")
OF_WORK = re.compile(r"(?:\s+(?:exercises?|ex|work|drills?|training|activit(?:y|ies)|stuff|practice|tasks?)\b)?")
# "Stim and quad sets 12 min": work of two codes in the same minutes.
SHARED = re.compile(r"\s*(?:and|with|w/?|during|&|\+|/)\s*(?:the\s+)?")
# Where repetitions are told a bare number beside an exercise is some too.
REPETITIONS = re.compile(r"\breps?\b")
NUMBERED = re.compile(r"(?P<number>\d{1,3})\s+(?=[a-z])")
FEWEST_MINUTES = 4  # a smaller bare number is hardly ever minutes


def put_listed(plain: str, tokens: list[Token], codes: Mapping[str, Code]) -> tuple[list[Token], list[Token]]:
    """The tokens with a code for each loose name that stands in a list with its minutes, and those codes.

    One alone is no list, unless units are asked for.
    """
    pattern, code_of = loose_names(tuple(codes.values()))
    found = [_called(plain, code_of[m[0]], m) for m in pattern.finditer(plain)]
    names = [name for name in found if not any(_is_taken(t, name) for t in tokens)]
    if not names:
        return tokens, []
    shown = [t for t in _with_numbers(plain, tokens, names) if not any(_inside(t, name) for name in names)]
    shown = [t for t in shown if t.kind != "units"]
    shown = sorted([*shown, *names], key=lambda t: t.start)
    if REPETITIONS.search(plain):
        shown = [t for t in shown if t.kind != "number"]
    listed = [name for name in names if _is_listed(plain, shown, name)]
    others = [t for t in shown if t.kind == "code" and t not in names and _has_minutes(plain, shown, t)]
    if not listed or (len(listed) + len(others) < 2 and not UNITS.search(plain)):
        return tokens, []
    kept = [t for t in _with_numbers(plain, tokens, listed) if not any(_inside(t, name) for name in listed)]
    return sorted([*kept, *listed], key=lambda t: t.start), listed


@lru_cache(maxsize=4)
def loose_names(codes: tuple[Code, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the loose names of all codes, the longest first, and the code of each."""
    code_of = {name: code.code for code in codes for name in code.loose}
    longest = sorted(code_of, key=len, reverse=True)
    name = "|".join(map(re.escape, longest)) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{name})(?![\w-])"), code_of


def _called(plain: str, code: str, name: re.Match[str]) -> Token:
    """A loose name with the word for work behind it ("vor exercises")."""
    return Token("code", code, 0, name.start(), OF_WORK.match(plain, name.end()).end(), strong=False)  # type: ignore[union-attr]


def _is_taken(token: Token, name: Token) -> bool:
    """Whether the words are read as something else, or as a name already ("transfers", but not "car transfers")."""
    longer = _inside(token, name) and token.end - token.start < name.end - name.start
    overlaps = token.start < name.end and name.start < token.end
    return overlaps and token.kind in ("code", *SPENT, "units", "who") and not longer


def _inside(token: Token, name: Token) -> bool:
    return name.start <= token.start and token.end <= name.end


def _with_numbers(plain: str, tokens: list[Token], names: list[Token]) -> list[Token]:
    """ "20 stairs" is read as so many stairs elsewhere; in a list of minutes it is minutes."""
    opened: list[Token] = []
    for token in tokens:
        number = NUMBERED.match(plain, token.start, token.end) if token.kind == "noise" else None
        if number and any(name.start == number.end() and token.end <= name.end for name in names):
            token = replace(token, kind="number", value="", amount=int(number["number"]), end=number.end("number"))
        opened.append(token)
    return opened


def _is_listed(plain: str, tokens: list[Token], name: Token) -> bool:
    """Whether minutes stand right beside that no other name has."""
    place = tokens.index(name)
    numbers_first = next(t for t in tokens if t.kind == "code" or _is_spent(t)).kind != "code"
    before, behind = _at(tokens, place - 1), _at(tokens, place + 1)
    if before and _is_spent(before) and BEFORE_WORK.fullmatch(plain[before.end : name.start]):
        owner = _at(tokens, place - 2)
        owned = owner and owner.kind == "code" and BEHIND_WORK.fullmatch(plain[owner.end : before.start])
        if (numbers_first or not owned) and _opens(plain, tokens, place - 1):
            return True
    shared = (
        before
        and before.kind == "code"
        and before.value != name.value
        and SHARED.fullmatch(plain[before.end : name.start])
    )
    if before and shared and not _has_minutes(plain, tokens, before):
        return False
    if behind and _is_spent(behind) and BEHIND_WORK.fullmatch(plain[name.end : behind.start]):
        owner = _at(tokens, place + 2)
        owned = owner and owner.kind == "code" and BEFORE_WORK.fullmatch(plain[behind.end : owner.start])
        return not (numbers_first and owned) and _opens(plain, tokens, place)
    return False


def _has_minutes(plain: str, tokens: list[Token], code: Token) -> bool:
    place = tokens.index(code)
    before, behind = _at(tokens, place - 1), _at(tokens, place + 1)
    return bool(
        (before and _is_spent(before) and BEFORE_WORK.fullmatch(plain[before.end : code.start]))
        or (behind and _is_spent(behind) and BEHIND_WORK.fullmatch(plain[code.end : behind.start]))
    )


def _opens(plain: str, tokens: list[Token], place: int) -> bool:
    before = _at(tokens, place - 1)
    return bool(
        OPENS.search(plain[: tokens[place].start])
        or (before and not plain[before.end : tokens[place].start].strip() and before.kind != "noise")
    )


def _is_spent(token: Token) -> bool:
    return token.kind == "minutes" or (token.kind == "number" and token.amount >= FEWEST_MINUTES)


def _at(tokens: list[Token], place: int) -> Token | None:
    return tokens[place] if 0 <= place < len(tokens) else None
