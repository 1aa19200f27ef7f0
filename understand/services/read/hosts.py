"""Which service's minutes a part of them lies in ("30 nmr 15 te, 5 of the nmr was rest")."""

import re

from understand.services.read.tokens import Token

IT = r"(?:it|that|this|those|them|which|these)"
# "6 of it", "10 of which", "4 of the 40", "5 min of her session" behind the minutes; "including", "minus" before them.
PART_BEHIND = re.compile(
    r"\s*(?:min\w*\.?\s*)?(?:(?:alone|unattended|by \w+|on \w+ own) )?(?:out )?of "
    rf"(?:{IT}\b(?: time| min\w*)?|(?:the|his|her|that|my) (?:time|total|\d{{1,3}})\b)"
)
WHOLE = ("visit", "timed_total")
OF_THE = re.compile(r"\s*(?:min\w*\s*)?(?:out )?of (?:the|that|this|his|her|my|our) ")
FROM = re.compile(r"\b(?:from|off|out of)\s+(?:the |a |my |his |her |that )?$")
SAME_CLAUSE = re.compile(r"(?:(?!\.\s|[;,\n?]).){0,40}", re.DOTALL)
BETWEEN_DIGITS = re.compile(r"\d")


def host_of(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """The service's minutes last told before, with the service's code; none where those are of the visit."""
    codes = {t.value for t in tokens if t.kind == "code"}
    told_once = len(codes) == 1 and sum(t.is_spent for t in tokens) == 2
    for number in range(index - 1, -1, -1):
        token = tokens[number]
        if not token.is_spent or token.amount <= tokens[index].amount:
            continue
        near = [t for t in tokens[max(0, number - 2) : number + 4] if t.start < tokens[index].start or t.kind == "code"]
        if any(t.is_marker(*WHOLE) and joined(plain, t, token) for t in near):
            return None, ""
        code = next((t.value for t in near if t.kind == "code" and joined(plain, t, token)), "")
        if code or not codes or told_once:
            return token, code or "".join(codes)
    return None, ""


def whole_behind(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """ "12 of the 35 neuro": the minutes that the part is told of, with their code."""
    again = PART_BEHIND.match(plain, tokens[index].end)
    behind = [t for t in tokens[index + 1 :] if t.kind != "marker"][:2]
    if not again or [t.is_spent for t in behind] != [True, False] or behind[0].start >= again.end():
        return None, ""
    beside = re.fullmatch(r"\s*(?:min\w*\s*)?(?:of )?", plain[behind[0].end : behind[1].start])
    if behind[1].kind != "code" or not beside or behind[0].amount <= tokens[index].amount:
        return None, ""
    return behind[0], behind[1].value


def told_before(plain: str, tokens: list[Token], index: int) -> tuple[Token, Token] | None:
    """ "30 nmr 15 te, 5 of the nmr was rest": the minutes of the code told before, and where it is named again."""
    token, named = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if not named or named.kind != "code" or not OF_THE.fullmatch(plain[token.end : named.start]):
        return None
    for number, host in enumerate(tokens[:index]):
        near = tokens[max(0, number - 1) : number] + tokens[number + 1 : min(number + 2, index)]
        same = any(t.kind == "code" and t.value == named.value and joined(plain, t, host) for t in near)
        if host.is_spent and host.amount > token.amount and same:
            return host, named
    return None


def only_whole(plain: str, tokens: list[Token], index: int) -> tuple[Token | None, str]:
    """The only minutes told before, a visit's too, with the only code that has none of its own.

    "Took 6 off the 45": else the minutes right behind.
    """
    durations = [t for t in tokens if t.is_spent]
    before = [t for t in durations if t.start < tokens[index].start]
    behind = [t for t in durations if t.start > tokens[index].start]
    whole = before or [t for t in behind[:1] if FROM.search(plain[: t.start])]
    places = [number for number, t in enumerate(tokens) if t in behind and t not in whole]
    codes = {t.value for t in tokens if t.kind == "code" and (before == [] or t.start < tokens[index].start)}
    if len(whole) != 1 or len(codes) != 1 or whole[0].amount <= tokens[index].amount:
        return None, ""
    if any(beside_code(plain, tokens, place) for place in places):
        return None, ""
    return whole[0], codes.pop()


def joined(plain: str, one: Token, other: Token) -> bool:
    """Whether nothing but a few words stands between."""
    first, last = sorted((one, other), key=lambda t: t.start)
    gap = plain[first.end : last.start]
    return bool(SAME_CLAUSE.fullmatch(gap)) and not BETWEEN_DIGITS.search(gap)


def beside_code(plain: str, tokens: list[Token], index: int) -> bool:
    """Whether a code stands right behind, or right before without another number of its own."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.kind == "code" and re.fullmatch(r"\s*(?:of|for|on)?\s*", plain[token.end : after.start]):
        return True
    before = tokens[index - 1] if index else None
    part = PART_BEHIND.match(plain, token.end) or plain[: token.start].endswith("(")
    if part and index > 1 and tokens[index - 2].is_spent:
        return False  # "30 min nmr 10 of it", "25 nmr (5 alone)"
    return bool(before and before.kind == "code" and re.fullmatch(r"[\s:=(@-]*", plain[before.end : token.start]))
