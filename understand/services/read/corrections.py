"""Minutes that one message tells again ("20, should be 30", "26 not 16"): the corrected number stands alone."""

import re
from dataclasses import replace

from understand.services.read.items import BESIDE_CODE
from understand.services.read.tokens import Token, between, numbers_first, without
from understand.services.words import any_of, any_word

CUE, FILLER = re.compile(any_word("lists", "correction_cues")), re.compile(any_of("lists", "correction_fillers"))
# "26 not 16", "30 rather than 20": the number behind is the former one.
NOT_THE_FORMER = re.compile(
    r"[\s,;:.(-]*(?:and |but )?(?:not|instead of|rather than|in place of)\s+(?:the |an? |just |only )?"
)
NOT = re.compile(r"\b(?:not|instead|rather|in place)\b")
DENIED_BEFORE = re.compile(r"(?:\bnot|n'?t)\s+(?:the |an? |just |only )?$")
THE = re.compile(r"\b(?:the|that)\s+$")
IS = re.compile(r"\b(?:was|were|is|be|been)\b")
PART_OR_MORE = re.compile(
    r"\s*(?:min\w*\s*)?(?:more|extra|additional|longer|of (?:it|that|this|which|those|them|these|the)\b)"
)
LONGEST_GAP = 60  # characters between a number and its correction
FEWEST = 4  # a smaller bare number is hardly ever minutes


def put_corrections(plain: str, tokens: list[Token]) -> list[Token]:
    """The tokens with each corrected number in the place of the one that it corrects."""
    kept: list[Token] = []
    last: int | None = None  # where in `kept` the minutes last told stand
    for place, token in enumerate(tokens):
        number = token.is_spent and (token.kind == "minutes" or token.amount >= FEWEST)
        if number and last is not None and _may_correct(plain, kept[last], token):
            anew = _corrected(plain, tokens, place, kept, last)
            if anew is not None:
                kept = anew
                last = max((n for n, t in enumerate(kept) if t.is_spent), default=None)
                continue
        kept.append(token)
        last = len(kept) - 1 if token.is_spent else last
    return kept


def _may_correct(plain: str, former: Token, token: Token) -> bool:
    gap = plain[former.end : token.start]
    denied = DENIED_BEFORE.search(plain[: former.start])
    return len(gap) <= LONGEST_GAP and bool(CUE.search(gap) or NOT.search(gap) or IS.search(gap) or denied)


def _corrected(plain: str, tokens: list[Token], place: int, kept: list[Token], last: int) -> list[Token] | None:
    """What is kept once the number at `place` has corrected another; None where it corrects none."""
    token, former, since = tokens[place], kept[last], kept[last + 1 :]
    told = [t for t in kept if t.is_spent]
    behind = _code_behind(plain, tokens, place)
    gap = without(plain, former.end, token.start, since)
    if NOT_THE_FORMER.fullmatch(gap):
        own = _code_of(plain, kept, former)
        other = behind and own and behind.value != own.value
        return None if other or PART_OR_MORE.match(plain, token.end) else kept
    cue = CUE.search(gap)
    again = [t for t in told[:-1] if t.amount == former.amount and THE.search(plain[: former.start])]
    mention = THE.search(plain[: token.start]) and any(t.amount == token.amount for t in told)
    cued = cue or DENIED_BEFORE.search(plain[: former.start]) or (again and IS.search(gap))
    if mention or not cued or not _only_corrects(gap, since) or _tells_else(plain, tokens, place, former):
        return None
    if again:
        host: Token | None = again[-1]
        return [replace(t, amount=token.amount) if t is host else t for t in kept if t is not former]
    beside = _code_of(plain, kept, former)
    named = behind or next((t for t in since if t is not beside), None)
    host = _told_of(plain, kept, told, named)
    if host is None:
        return None
    own = _code_of(plain, kept, host)
    if own is None:  # its code is told behind the corrected number
        return [*(t for t in kept if t is not host), token]
    kind = "minutes" if "minutes" in (host.kind, token.kind) else host.kind
    gone = [named] if named in since and named is not own else []
    return [replace(t, kind=kind, amount=token.amount) if t is host else t for t in kept if t not in gone]


def _only_corrects(gap: str, since: list[Token]) -> bool:
    """Whether nothing else is told between two numbers: no person, no marker, no other word."""
    words = re.findall(r"[a-z']+", CUE.sub(" ", gap))
    return all(FILLER.fullmatch(word) for word in words) and all(t.kind == "code" for t in since)


def _tells_else(plain: str, tokens: list[Token], place: int, former: Token) -> bool:
    """ "20 neuro, actually 15 of it", "wait 5 min rest", "30 but really 22, rested 8": no other number for the same."""
    token, after = tokens[place], tokens[place + 1 : place + 2]
    marked = any(t.kind in ("marker", "who") and BESIDE_CODE.fullmatch(plain[token.end : t.start]) for t in after)
    left = [
        t
        for t in tokens[place + 1 :]
        if t.is_spent and t.amount == former.amount - token.amount and not _code_of(plain, tokens, t)
    ]
    return bool(marked or left or PART_OR_MORE.match(plain, token.end))


def _told_of(plain: str, kept: list[Token], told: list[Token], named: Token | None) -> Token | None:
    """The minutes last told, of the code that is named; a code without minutes of its own is told of anew."""
    if named is None:
        return told[-1]
    owners = [(t, _code_of(plain, kept, t)) for t in reversed(told)]
    same = next((t for t, code in owners if code and code.value == named.value), None)
    return same or (told[-1] if owners[0][1] is None else None)


def _code_behind(plain: str, tokens: list[Token], place: int) -> Token | None:
    """The code right behind a number, unless it has another number behind it as those of the list have."""
    code, after = [*tokens[place + 1 : place + 3], None, None][:2]
    if not code or code.kind != "code" or not BESIDE_CODE.fullmatch(plain[tokens[place].end : code.start]):
        return None
    own = after and after.is_spent and BESIDE_CODE.fullmatch(plain[code.end : after.start])
    return None if own and not numbers_first(tokens) else code


def _code_of(plain: str, tokens: list[Token], token: Token) -> Token | None:
    """The code beside some minutes: before them or behind, as the list has it."""
    place = next(n for n, t in enumerate(tokens) if t.start == token.start)
    before, behind = tokens[max(0, place - 1) : place], tokens[place + 1 : place + 2]
    near = [*behind, *before] if numbers_first(tokens) else [*before, *behind]
    for code in near:
        gap = between(plain, code, token)
        if code.kind == "code" and not re.search(r"[,;\n\d]|\.\s", gap.replace("min.", "min")):
            return code
    return None
