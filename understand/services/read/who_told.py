"""Statements of who did what is told elsewhere: "the 13 was the PTA", "second one was my assistant", "PTA did half".

They name a person and no new minutes. They are taken out before minutes are matched, since their numbers would be read
as further ones; `who_put` puts them to the services once those are known.
"""

import re
from bisect import bisect_left
from fractions import Fraction
from itertools import takewhile

from understand.services.read.cut import TREATED
from understand.services.read.people import ASSISTANTS, ASSISTED, PLAN_LABELS, role_of
from understand.services.read.tokens import PARTS, Token
from understand.services.service import Part, WhoTold

# In a statement's pattern a code, a number and a person are one capital letter each.
SIGNS = {"code": "C", "number": "N", "minutes": "N", "who": "W"}
PLACES = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "last": -1, "final": -1, "latter": -1,
}  # fmt: skip
THE = r"(?:(?:the|that|those|these|this|my|our|his|her|an?)\s+)*"
THING = r"(?:\s+(?:ones?|codes?|lines?|services?|parts?|portion|minutes?|mins?|time|work))?"
OTHERS = r"(?:others?|rest|remain\w+|everything else)"
EVERY = r"(?:both|all|everything|it all|whole (?:thing|time|session|visit))(?:\s+(?:of\s+)?(?:it|them|that|those))?"
ONE = r"(?:one|1) of (?:them|those|these|the (?:codes|two|services|lines))"
IT = r"(?<!of )(?:that|it|this)(?=\s+(?:was|is)\b)"
MEANT = rf"(?:all\s+(?:of\s+)?)?{THE}\b(?:N|C|{'|'.join(PLACES)}|{ONE}|{OTHERS}|{EVERY}|{IT})\b{THING}"
LIST = rf"{MEANT}(?:\s*(?:,|and|&|\+|/)\s*{MEANT}){{0,4}}"
BUT = r"\s*(?:but|except(?: for)?|besides|other than|apart from|aside from|minus)\s+(?:for\s+)?"
SIGN = r"[\s,]*(?:->|=>|[:=-])\s*"
DOES = rf"(?:{SIGN}|\s+(?:(?:{TREATED}|who|that|was|on|for|just|only|also|then|with|up|over)\s+)*)"
IS = (
    rf"(?:{SIGN}|[\s,(]+(?:(?:was|were|is|are|done|given|performed|provided|furnished|treated|by|with|w|from|went to"
    r"|belongs to|all|just|only|both)\s+)*)"
)
SHARE = (
    r"(?<![\w/.])(?:(?:(?:the\s+)?(?:other|first|last|second|final|the)|(?P<times>an?|one|1|two|2|three|3))[\s-]+)?"
    r"(?P<share>half|thirds?|quarters?|fourths?|1/2|1/3|1/4|50 ?(?:%|percent))(?![\w/])(?! an? hour)"
)
EVENLY = r"\b(?:50\s*[/-]\s*50|fifty[- ]fifty|(?:split )?even(?:ly)?|equally|half and half|half/half)"
OF_THAT = r"(?:\s+(?:of|the|that|his|her|my|it|them|those|time|session|visit|minutes|min|C))*"
# The whole may stand here and nowhere else ("12 of the 30 neuro"): then it stays as a service's minutes.
WHOLE = r"(?P<whole>N\s*(?:min\w*\s*)?(?:of\s+)?C)\b"
OF_WHOLE = rf"\s*(?:min\w*\s*)?(?:out )?of\s+{THE}{WHOLE}"
# "12 of the 22": the minutes of a service that an earlier turn told stand for it.
OF_TOLD = (
    r"\s*(?:min\w*\s*)?(?:out )?of\s+(?:the|that|those|these|his|her|my|our)\s+(?P<told>N)\b"
    r"(?!\s*(?:min\w*\s*)?(?:of\s+)?C)"
)
AT_SOMETHING = r"(?:(?!\bnot\b|n't\b)[^.?!CNW]){0,40}?"
OF_NAMED = r"\s*(?:min\w*\s*)?(?:out )?of\s+(?:the|that|those|his|her|my|our)\s+C\b"
OF_WHICH = r"\s*(?:min\w*\s*)?of\s+(?:which|that|it|them|those)\b"
PART = rf"{THE}(?:(?:first|last|final|initial|other|remaining)\s+)?"
REST = r"(?:the\s+)?(?:rest|remainder|remaining)(?:\s+of\s+(?:it|that|the time))?"
THEN = r"[\s,;.)]*(?:(?:and|then|after that|followed by|next)\s+)*"
ALONE = rf"(?!\s*(?:(?:of|for|on|x|:|=)\s*)?(?:the\s+)?[CN]\b|\s+(?:{TREATED}|was|were|which)\s|\s*%)"
STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        # "First 10 me then PTA", "15 PT, rest PTA", "PT did 15, PTA the rest".
        rf"{PART}\b(?P<minutes>N){IS}{THE}(?P<who>W)\b{THEN}(?:{REST}{IS}|(?<=then ){THE}){THE}(?P<then>W)\b{ALONE}",
        rf"\b(?P<who>W){DOES}{PART}(?P<minutes>N)\b{THEN}"
        rf"(?:{THE}(?P<then>W){DOES}{REST}|{REST}{IS}{THE}(?P<last>W))\b{ALONE}",
        # "PTA 12 min of the 30 neuro", "12 of the 30 neuro was PTA".
        rf"\b(?P<who>W){DOES}{PART}(?P<minutes>N){OF_WHOLE}",
        rf"{PART}\b(?P<minutes>N){OF_WHOLE}{IS}{THE}(?P<who>W)\b{ALONE}",
        # "PTA took the foam, 12 of the 22", "12 of the 22 was PTA".
        rf"\b(?P<who>W)\b{AT_SOMETHING}\b(?P<minutes>N){OF_TOLD}",
        rf"{PART}\b(?P<minutes>N){OF_TOLD}{IS}{THE}(?P<who>W)\b{ALONE}",
        # "PTA did 10 of the nmr", "10 of the nmr was PTA", "15 of which PTA", beside a list.
        rf"\b(?P<who>W){DOES}{PART}(?P<minutes>N){OF_NAMED}\b{ALONE}",
        rf"{PART}\b(?P<minutes>N)(?:{OF_NAMED}|{OF_WHICH}){IS}{THE}(?P<who>W)\b{ALONE}",
        rf"\bof\s+(?:that|it|those|them|which),?\s+{PART}(?P<minutes>N){IS}{THE}(?P<who>W)\b{ALONE}",
        # "PTA did all but 8 of the 31 neuro", "all PTA except the first 8".
        rf"\b(?P<who>W){DOES}{THE}{EVERY}{BUT}{PART}(?P<less>N)\b(?:{OF_WHOLE}|{ALONE})",
        rf"\b{EVERY}{IS}{THE}(?P<who>W){BUT}{PART}(?P<less>N)\b{ALONE}",
        # "PTA did half of it", "half of the 30 min nmr was by the PTA".
        rf"\b(?P<who>W){DOES}{THE}{SHARE}(?:\s+of{OF_THAT}\s+{WHOLE}|{OF_THAT}){ALONE}",
        rf"{SHARE}(?:\s+of{OF_THAT}\s+{WHOLE}|{OF_THAT}){IS}{THE}(?P<who>W)\b{ALONE}",
        # "Me and the PTA 50/50", "split evenly with the PTA".
        rf"\b(?P<who>W)\s+(?:(?:split|did|shared|it|the time|each)\s+)*(?P<even>{EVENLY})",
        rf"(?P<even>{EVENLY})\s+(?:(?:with|w|between|by|among)\s+)?{THE}(?:W\s*(?:and|&|/)\s*{THE})?(?P<who>W)\b{ALONE}",
        # "PTA did the 12 and the manual", "everything but the nmr was PTA", "the 13 was PTA".
        rf"\b(?P<who>W){DOES}(?P<meant>{LIST})(?:{BUT}(?P<but>{LIST}))?{ALONE}",
        rf"\b(?P<meant>{LIST})(?:{BUT}(?P<but>{LIST}))?(?P<is>{IS}){THE}(?P<who>W)\b{ALONE}",
    )
)
ITEM = re.compile(MEANT)
AS_WELL = re.compile(r"\b(?:was|were|is|are)\s+$")
# What stands before a number or a name that belongs to what is before it: "13 te", but not "te 13 te".
OWNED = (
    re.compile(r"(?P<own>\bC[\s:=x(@-]*(?:for\s+)?)?\bN\s*(?:min\w*\s*)?(?:(?:of|for|on)\s+)?$"),
    re.compile(r"(?P<own>\bN\s*(?:min\w*\s*)?(?:(?:of|for|on)\s+)?)?\bC[\s:=x(@-]*(?:for\s+)?$"),
)
AND = rf"\s*(?:and|&|\+|/|with|w)\s*{THE}"
WITH_ANOTHER = (re.compile(rf"\bW{AND}$"), re.compile(rf"{AND}W\b"))
TIMES = {"two": 2, "2": 2, "three": 3, "3": 3}


def take_who(plain: str, tokens: list[Token], before: bool = False) -> tuple[list[Token], tuple[WhoTold, ...]]:
    """The tokens without those of statements of who did what is told elsewhere, and the statements.

    Args:
        before: the services were told in an earlier turn, so that nothing here names them.
    """
    if not before and not any(t.kind == "who" and _assists(plain, t) for t in tokens):
        return tokens, ()
    text = SignedText(plain, tokens, before)
    told: list[WhoTold] = []
    for statement in STATEMENTS:
        place = 0
        while match := statement.search(text.signs, place):
            whole = text.tokens_in(*match.span("whole")) if match.groupdict().get("whole") else []
            gone = [t for t in text.tokens_in(*match.span()) if t not in whole]
            others = [t for t in text.left if t not in gone]
            found = _read(text, match, others) if all(t in text.left for t in gone) else []
            told += found
            text.left = others if found else text.left
            place = match.end() if found else match.start() + 1
    return text.left, tuple(sorted(told, key=lambda t: t.start))


class SignedText:
    """The text with a sign for each token that may be part of a statement, and the tokens that are left."""

    def __init__(self, plain: str, tokens: list[Token], before: bool) -> None:
        self.plain, self.left, self.before = plain, tokens, before
        pieces: list[str] = []
        places: list[int] = []
        shown = [t for t in tokens if t.kind in SIGNS and t.value not in PLAN_LABELS and t.end > t.start]
        shown = [t for t in shown if plain[t.start : t.end] != "my"]  # an article here, as in "my PTA"
        done = length = 0
        for token in shown:
            pieces += [plain[done : token.start], SIGNS[token.kind]]
            length += token.start - done
            places.append(length)
            length, done = length + 1, token.end
        self.signs, self._places, self._shown = "".join([*pieces, plain[done:]]), places, shown

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Those whose signs stand between."""
        return self._shown[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the signs stands in the text."""
        return self._moved(start), self._moved(end)

    def _moved(self, place: int) -> int:
        before = bisect_left(self._places, place)
        if before == 0:
            return place
        token, sign = self._shown[before - 1], self._places[before - 1]
        return token.end + place - sign - 1


def _read(text: SignedText, match: re.Match[str], others: list[Token]) -> list[WhoTold]:
    """What a statement tells, given the tokens that stand beside it; nothing where it tells of no known service."""
    named = match.groupdict()
    start, end = text.original(match.start(), match.end())
    if named.get("even"):
        assisted = _assists(text.plain, _at(text, match, "who")[0])
        half = [WhoTold("assistant", start, end, part=Part(share=_share("half")))]
        return half if assisted and len({t.value for t in others if t.kind == "code"}) == 1 else []
    if WITH_ANOTHER[0].search(text.signs[: match.start("who")]) or WITH_ANOTHER[1].match(text.signs, match.end("who")):
        return []
    people = [t for name in ("who", "then", "last") if named.get(name) for t in _at(text, match, name)]
    who = [role_of(person, text.plain) for person in people]
    if named.get("meant"):
        meant, but = _items(text, match, "meant", others), _items(text, match, "but", others)
        return [WhoTold(who[0], start, end, meant, but)] if meant and (but or not named["but"]) else []
    codes = {t.value for t in others if t.kind == "code"}
    inside = text.tokens_in(match.start(), match.end())
    mine: set[int | str] = {t.value for t in inside if t.kind == "code" and t not in others}
    if named.get("told"):
        if not text.before:
            return []
        mine = {_at(text, match, "told")[0].amount}
    if not text.before and (not mine <= codes or (len(codes) != 1 and not mine and not named.get("share"))):
        return []
    if named.get("share"):
        part = Part(share=TIMES.get(named["times"] or "", 1) * _share(named["share"]))
    else:
        spent = _at(text, match, "less" if named.get("less") else "minutes")[0]
        part = Part(spent.amount, less=bool(named.get("less")))
    if not text.before and part.minutes >= max((t.amount for t in others if t.is_spent), default=0):
        return []
    told = [WhoTold(who[0], start, end, tuple(mine), (), part)]
    return told + [WhoTold(other, start, end, tuple(mine), (), Part(rest=True)) for other in who[1:]]


def _assists(plain: str, person: Token) -> bool:
    """Whether a person is an assistant, or two together of whom one is."""
    return person.value in ASSISTANTS or (
        person.value == "together" and bool(ASSISTED.search(plain, person.start, person.end))
    )


def _share(said: str) -> Fraction:
    """ "Half", "thirds", "1/4", "50 %"."""
    if said[0].isdigit():
        return Fraction(1, 2) if said.startswith("50") else Fraction(said)
    return PARTS[said.rstrip("s")]


def _at(text: SignedText, match: re.Match[str], name: str) -> list[Token]:
    return text.tokens_in(match.start(name), match.end(name))


def _items(text: SignedText, match: re.Match[str], name: str, others: list[Token]) -> tuple[int | str, ...]:
    """The services that are meant; none where one of them is told nowhere else or has minutes of its own here."""
    if not match.groupdict().get(name):
        return ()
    found: list[int | str] = []
    items = ITEM.finditer(text.signs, match.start(name))
    for item in takewhile(lambda item: item.start() < match.end(name), items):
        token = next(iter(text.tokens_in(*item.span())), None)
        joined = match.groupdict().get("is") or "was"
        meant = _called(text, item, token, joined, others) if token else _told_in_words(text, item, others)
        if meant is None:
            return ()
        found.append(meant)
    return tuple(found)


def _told_in_words(text: SignedText, item: re.Match[str], others: list[Token]) -> str | None:
    """ "That", "the second one", "one of them", "the rest", "all of it"."""
    said, words = item[0], item[0].split()
    codes = [t for t in others if t.kind == "code"]
    if words in (["that"], ["it"], ["this"]):
        here = text.original(item.start(), item.start())[0]
        return next((t.value for t in reversed(codes) if t.end <= here), None)
    place = next((w for w in words if w in PLACES), None)
    if re.search(rf"\b{ONE}", said):
        meant = "one"
    elif place:
        meant = f"place {PLACES[place]}"
    else:
        meant = "other" if re.search(rf"\b{OTHERS}\b", said) else "all"
    if meant == "all" and AS_WELL.search(text.signs[: item.start()]):
        return None  # "25 was all PT" is of the 25
    several = len({t.value for t in codes}) > 1 or sum(t.is_spent for t in others) > 1
    return meant if text.before or (codes and (meant == "all" or several)) else None


def _called(text: SignedText, item: re.Match[str], token: Token, joined: str, others: list[Token]) -> int | str | None:
    """A service that is called by its code ("the te"), its minutes ("the 13") or its place ("2 was the PTA")."""
    codes = {t.value for t in others if t.kind == "code"}
    amounts = [t.amount for t in others if t.is_spent]
    definite = bool(re.match(r"(?:the|that|those)\b", item[0]))
    owned = OWNED[token.kind != "code"].search(text.signs[: item.start()])
    alone = not joined.strip()  # "te PTA", "13 PTA"
    if not definite and (alone or (owned and not owned["own"])):
        return None
    if token.kind == "code":
        return token.value if token.value in codes or text.before else None
    if (text.before and definite) or (token.amount in (*amounts, sum(amounts)) and (definite or len(codes) > 1)):
        return token.amount
    if text.plain[token.start : token.end] == "one" and len(codes) > 1:
        return "one"
    return f"place {token.amount - 1}" if 0 < token.amount <= len(codes) > 1 and token.kind == "number" else None
