"""Codes whose minutes are told as a share of a whole: "half and half", "two thirds", "double the time of 97110"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from understand.number_words import number_of
from understand.services.read.lists import LIST_GAP, SENTENCE_END
from understand.services.read.tokens import PARTS, Token
from understand.services.words import any_of

EVEN = re.compile(any_of("visit", "shared_evenly"))
PART = re.compile(
    r"(?<![\w/])(?:(?P<n>one|a|two|three|1|2|3)[- ])?(?P<part>half|thirds?|quarters?|fourths?)\b"
    r"(?![- ]*(?:an?\s+|of\s+an?\s+)?(?:hour|hr|h\b|past|to\b|kneel|foam|roll|squat|bath|lunge|stand|seated))"
    r"|(?<![\w/])(?P<top>[123])\s*/\s*(?P<bottom>[234])(?=\s+(?:of|was|were|on|for|neuro|[a-z]{2,5}\b|\d{5}))"
)
MULTIPLE = re.compile(
    r"\s*(?:was|were|is|got|took|for)?\s*(double|twice|half|same|equal|triple)\s*(?:to\s+)?(?:the\s+)?"
    r"(?:time|minutes|amount|long|as long|as much(?: time)?|length)?\s*(?:of|as|for)?\s*"
)
TIMES = {
    "double": Fraction(2),
    "twice": Fraction(2),
    "half": Fraction(1, 2),
    "same": Fraction(1),
    "equal": Fraction(1),
    "triple": Fraction(3),
}
TOGETHER = re.compile(r"\s*(?:together|combined|in total|altogether|all told|between them|total)\b")


@dataclass(frozen=True, slots=True)
class Share:
    """A code with its part of a whole; `of_rest` where the whole is what other services leave.

    `of`: the code whose minutes are multiplied; empty where the whole is the stated total.
    `less`: minutes of two codes together, from which the other's are taken.
    """

    code: Token
    part: Fraction
    of_rest: bool = False
    of: str = ""
    less: int = 0


def take_shares(plain: str, tokens: list[Token]) -> tuple[list[Token], tuple[Share, ...]]:
    """Codes whose minutes are a share of a whole, and the tokens without them."""
    shares = _even(plain, tokens) or _parts(plain, tokens) or _multiples(plain, tokens) or _joint(plain, tokens)
    taken = {share.code.start for share in shares}
    of_rest = any(share.of_rest for share in shares)
    kept = [t for t in tokens if t.start not in taken and not (of_rest and t.kind == "remainder")]
    if any(share.less for share in shares):
        kept = [t for t in kept if not (t.amount == shares[0].less and t.is_spent)]
    return kept, shares


def _even(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    cue = EVEN.search(plain)
    if not cue:
        return ()
    end = SENTENCE_END.search(plain, cue.end())
    after = [t for t in tokens if t.kind == "code" and cue.end() <= t.start < (end.start() if end else len(plain))]
    chosen = _first_list(plain, after)
    if len(chosen) < 2:
        before = [t for t in tokens if t.kind == "code" and t.end <= cue.start()]
        chosen = _first_list(plain, before[::-1])
    if len(chosen) < 2:
        return ()
    of_rest = any(t.kind == "remainder" and t.start < cue.start() for t in tokens)
    return tuple(Share(t, Fraction(1, len(chosen)), of_rest) for t in chosen)


def _first_list(plain: str, names: Sequence[Token]) -> list[Token]:
    """The codes of the first list, up to the first gap that is none."""
    chosen = list(names[:1])
    for one, other in pairwise(names):
        first, last = sorted((one, other), key=lambda t: t.start)
        if not LIST_GAP.fullmatch(plain[first.end : last.start]):
            break
        chosen.append(other)
    return chosen


def _parts(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    shares: list[Share] = []
    names = [t for t in tokens if t.kind == "code"]
    spans = [(t.start, t.end) for t in tokens if t.kind == "minutes"]
    found = [m for m in PART.finditer(plain) if not any(a <= m.start() < b for a, b in spans)]
    for index, match in enumerate(found):
        until = found[index + 1].start() if index + 1 < len(found) else len(plain)
        after = [t for t in names if match.end() <= t.start < until]
        before = [t for t in names if (found[index - 1].end() if index else 0) <= t.start < match.start()]
        chosen = after[0] if after else before[-1] if before else None
        if chosen is None or any(s.code is chosen for s in shares):
            continue
        shares.append(Share(chosen, _part(match)))
    whole = sum((share.part for share in shares), Fraction(0))
    if len(shares) > 1 and whole == 1:
        return tuple(shares)
    if len(shares) == 1 and whole < 1 and len(names) == 2 and any(t.kind == "remainder" for t in tokens):
        other = next(t for t in names if t is not shares[0].code)
        return (shares[0], Share(other, 1 - whole, of_rest=True))
    return ()


def _part(match: re.Match[str]) -> Fraction:
    if match["top"]:
        return Fraction(int(match["top"]), int(match["bottom"]))
    count = int(number_of(match["n"])) if match["n"] and match["n"] != "a" else 1
    return count * PARTS[match["part"].rstrip("s")]


def _multiples(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    """ "97112 double the time of 97110": its minutes are those of the other, multiplied."""
    for one, other in pairwise(tokens):
        if (
            one.kind == other.kind == "code"
            and one.value != other.value
            and (said := MULTIPLE.fullmatch(plain[one.end : other.start]))
        ):
            return (Share(one, TIMES[said[1]], of=other.value),)
    return ()


def _joint(plain: str, tokens: list[Token]) -> tuple[Share, ...]:
    """ "97110 and 97112 were 33 minutes together, 97112 alone was 18": the other has the difference."""
    for one, other, spent in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            one.kind == other.kind == "code"
            and spent.kind == "minutes"
            and one.value != other.value
            and TOGETHER.match(plain, spent.end)
            and LIST_GAP.fullmatch(plain[one.end : other.start])
        ):
            later = [t.value for t in tokens if t.kind == "code" and t.start > spent.end]
            known = next((t for t in (one, other) if t.value in later), None)
            if known:
                rest = other if known is one else one
                return (Share(rest, Fraction(1), of=known.value, less=spent.amount), Share(known, Fraction(0)))
    return ()


def share_out(
    shares: Sequence[Share],
    stated: Mapping[str, int | None],
    spent: Sequence[int],
    loose: Sequence[int],
    minutes: Mapping[str, int],
) -> list[tuple[Token, int]]:
    """Each shared code's minutes: whole minutes that add up to the whole.

    Args:
        spent: minutes of the services that are told outright; `minutes` has them by code.
        loose: durations that belong to nothing else.
    """
    found: list[tuple[Token, int]] = []
    whole = stated["timed_total"] or stated["visit"]
    if whole:
        whole -= (stated["rest"] or 0) + (stated["other"] or 0) + sum(spent)
    else:
        whole = max(loose, default=0) - (sum(spent) if any(share.of_rest for share in shares) else 0)
    left, parts = whole, sum((s.part for s in shares if not s.of), Fraction(0))
    for share in shares:
        if share.of:
            amount = share.less - minutes.get(share.of, 0) if share.less else int(share.part * minutes.get(share.of, 0))
        elif not parts or not share.part:
            continue
        else:
            amount = -int(-left * share.part / parts // 1)
            left, parts = left - amount, parts - share.part
        if amount > 0:
            found.append((share.code, amount))
    return found
