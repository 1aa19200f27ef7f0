"""Gives tokens their meaning: phrases of the vocabulary, what a number counts, and how it is bounded."""

from collections.abc import Sequence

from answer.support.scan import Token
from answer.support.words import Role, SupportWords
from index.words import stem

# How far a bound ("at least") may stand before its number.
BOUND_REACH = 2
# Words that may stand between a number and what it counts, or between the two numbers of a range.
UNIT_PASSES = frozenset(("to", "or", "and", "timed", "more", "treatment", "calendar", "further", "consecutive"))


def join_phrases(tokens: list[Token], words: SupportWords) -> list[Token]:
    """The longest phrase of the vocabulary at each place becomes one token with that phrase's roles."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind in ("word", "code") and token.shown in words.modifiers:
            joined.append(Token("modifier", token.shown, token.shown))
            at += 1
            continue
        if token.kind in ("word", "code") and token.shown in words.capitals:
            joined.append(Token("phrase", token.shown, token.shown, words.capitals[token.shown]))
            at += 1
            continue
        if _helps_to_deny(tokens, at):
            joined.append(token)
            at += 1
            continue
        length, roles = _longest_phrase(tokens, at, words)
        if length:
            shown = " ".join(t.shown for t in tokens[at : at + length])
            stems = tuple(stem(t.shown.lower()) for t in tokens[at : at + length])
            joined.append(Token("phrase", shown.lower(), shown, roles, stems=stems))
            at += length
            continue
        if token.kind == "word" and stem(token.shown.lower()) in words.stems:
            token.roles, token.kind = words.stems[stem(token.shown.lower())], "phrase"
            token.stems = (stem(token.shown.lower()),)
        if token.kind == "word" and token.shown in words.proper_words:
            token.roles = (*token.roles, Role("name", f"proper:{token.shown.lower()}"))
        joined.append(token)
        at += 1
    return joined


def _helps_to_deny(tokens: Sequence[Token], at: int) -> bool:
    """The "do" of "do not" is no doing, nor is one that ends its clause ("…, while the purpose does")."""
    if tokens[at].shown.lower() not in ("do", "does"):
        return False
    return at + 1 == len(tokens) or tokens[at + 1].kind == "clause_end" or tokens[at + 1].shown.lower() == "not"


def _longest_phrase(tokens: Sequence[Token], at: int, words: SupportWords) -> tuple[int, tuple[Role, ...]]:
    spelled: list[str] = []
    for token in tokens[at : at + words.longest]:
        if token.kind not in ("word", "number", "code"):
            break
        spelled.append(token.shown.lower().replace("’", "'"))
    for length in range(len(spelled), 0, -1):
        roles = words.phrases.get(tuple(spelled[:length]))
        if roles and (length > 1 or tokens[at].kind != "number"):
            return length, roles
    return 0, ()


def read_numbers(tokens: list[Token], words: SupportWords) -> list[Token]:
    """Number words become numbers, percent words percents, and each number learns what it counts."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind in ("word", "phrase"):
            number = words.numbers.get(token.shown.lower())
            if number is None and following is not None and following.shown.lower() in words.units:
                number = words.numbers_before_unit.get(token.shown.lower())
            if number is not None:
                token.kind, token.value, token.roles = "number", number, ()
        if token.kind == "number" and following is not None and following.shown.lower() in ("percent", "per cent"):
            token.kind = "percent"
    unit = ""
    for token in reversed(tokens):
        name = token.shown.lower()
        if name in words.units and token.kind in ("word", "phrase"):
            unit = words.units[name]
        elif token.kind == "number":
            token.unit = unit
        elif not _passes_unit_on(token, name):
            unit = ""
    return tokens


def share_units(tokens: Sequence[Token]) -> None:
    """ "8 to 22 minutes are 1 unit, 23 to 37 are 2": as many bare numbers as the clause before has count the same."""
    before: list[Token] = []
    for clause in sorted({t.clause for t in tokens}):
        numbers = [t for t in tokens if t.clause == clause and t.kind == "number"]
        if len(numbers) == len(before) and not any(t.unit for t in numbers):
            for token, above in zip(numbers, before, strict=True):
                token.unit = above.unit
        before = numbers


def _passes_unit_on(token: Token, name: str) -> bool:
    if token.kind == "clause_end":
        return token.shown in "–- "
    return name in UNIT_PASSES or token.has("bound") or token.has("bound_after")


def bind_bounds(tokens: list[Token]) -> None:
    """Each number takes the bound before or after it; each date takes its side ("since", "until")."""
    for at, token in enumerate(tokens):
        if token.kind in ("number", "percent", "money"):
            token.bound = _role_value(tokens[max(0, at - BOUND_REACH) : at], "bound", last=True)
            if not token.bound:
                token.bound = _role_value(tokens[at + 1 : at + 3], "bound_after", last=False)
        elif token.kind == "date":
            token.bound = _role_value(tokens[max(0, at - BOUND_REACH - 1) : at], "date_side", last=True)


def _role_value(tokens: Sequence[Token], kind: str, last: bool) -> str:
    values = [role.value for token in tokens for role in token.roles if role.kind == kind]
    return (values[-1] if last else values[0]) if values else ""
