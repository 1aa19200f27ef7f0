"""Parts a sentence into clauses and marks the words that a "not" turns."""

from collections.abc import Iterable, Sequence

from answer.support.scan import Token
from index.words import STOP_WORDS

# How many content words after a negator it still turns.
NEGATION_REACH = 2
# These turn the verb right before them as well: "need no", "owes nothing".
TURNS_BACK = frozenset(("no", "not", "never", "nothing", "none"))
# A clause is parted at "and" only where both sides have this many content tokens.
CLAUSE_MINIMUM = 3


def part_clauses(tokens: list[Token]) -> None:
    """Numbers the clauses; a comma and the "and" behind it part them once."""
    clause = 0
    for place, token in enumerate(tokens):
        token.place = place
        behind_comma = place and tokens[place - 1].shown == "," and _is_and(token)
        if behind_comma and clause > (tokens[place - 2].clause if place > 1 else 0):
            token.clause = clause
            continue
        clause += _parts_here(tokens, place)
        token.clause = clause


def _parts_here(tokens: Sequence[Token], place: int) -> bool:
    """At ; : ( ) — and "but" always; at commas and "and" between full clauses, or where another subject begins."""
    token = tokens[place]
    if token.has("clause_words"):
        return True
    if token.shown == ",":
        full = _both_sides_full(tokens, place) or _another(tokens, place)
        return full and not _opens_or_list(tokens[place + 1 :])
    if token.kind == "clause_end":
        return not _short_bracket(tokens, place)
    return _is_and(token) and _both_sides_full(tokens, place)


def _is_and(token: Token) -> bool:
    return token.shown.lower() == "and"


def _short_bracket(tokens: Sequence[Token], place: int) -> bool:
    """A bracket with a few words in it is a remark, no clause."""
    if tokens[place].shown == "(":
        ahead: Iterable[Token] = tokens[place + 1 :]
        other = ")"
    elif tokens[place].shown == ")":
        ahead, other = reversed(tokens[:place]), "("
    else:
        return False
    count = 0
    for token in ahead:
        if token.shown == other:
            return count <= CLAUSE_MINIMUM
        count += is_content(token)
    return False


def _opens_or_list(tokens: Sequence[Token]) -> bool:
    """The comma parts items of a list that "or" closes: "help, slow down or use"."""
    for token in tokens[: 2 * CLAUSE_MINIMUM]:
        if token.kind == "clause_end" and token.shown != ",":
            return False
        if token.shown.lower() == "or":
            return True
    return False


def _both_sides_full(tokens: Sequence[Token], place: int) -> bool:
    before = _run(list(reversed(tokens[:place])))
    after = _run(tokens[place + 1 :])
    return before >= CLAUSE_MINIMUM and after >= CLAUSE_MINIMUM


def _another(tokens: Sequence[Token], place: int) -> bool:
    """ "97533 aims at this, 97112 at that": behind the comma another of the clause's codes or names begins."""
    before, after = tokens[place - 1], tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or not _families(after) or _families(before):
        return False
    earlier = [t for t in tokens[:place] if t.clause == before.clause]
    return any(_families(t) & _families(after) for t in earlier)


def _families(token: Token) -> set[str]:
    """What the token may be mistaken for: a code for a code, a payer for a payer."""
    names = {role.value.split(":")[0] for role in token.roles if role.kind == "name"}
    return names | {token.kind} & {"code", "modifier"}


def _run(tokens: Sequence[Token]) -> int:
    """Content tokens up to the next mark or "and"; one that stands right at the start (", and") is passed over."""
    count = 0
    for at, token in enumerate(tokens):
        if token.kind == "clause_end" or token.shown.lower() == "and" or token.has("clause_words"):
            if at == 0:
                continue
            break
        count += is_content(token)
    return count


def negate(tokens: list[Token]) -> list[list[Token]]:
    """Marks what each negator turns, and the "must" right before a "not"; gives the words of each."""
    groups = []
    for at, token in enumerate(tokens):
        if not (token.has("negators") or token.has("excepting") or token.has("replacing")):
            continue
        before = tokens[at - 1] if at else None
        if before and (before.has("modal") or before.has("axis")) and token.shown.lower() in TURNS_BACK:
            before.negated = True
        groups.append(_within_reach(tokens, at))
        for turned in groups[-1]:
            turned.negated = not turned.negated
    return groups


def _within_reach(tokens: Sequence[Token], negator: int) -> list[Token]:
    reached: list[Token] = []
    for place, token in enumerate(tokens[negator + 1 :], negator + 1):
        ends = token.clause != tokens[negator].clause or token.has("negators") or _ends_reach(tokens, place)
        full = len(reached) >= NEGATION_REACH and not _lists_on(token, reached[-1])
        if ends or full or _sets_act_aside(tokens[negator], reached) or _set_aside_whole(tokens[negator], reached):
            break
        if is_content(token) and not token.has("by_itself"):
            reached.append(token)
    return reached


def _sets_act_aside(negator: Token, reached: Sequence[Token]) -> bool:
    """ "Recommends rather than requires an objective loss": the act is set aside, not what it is done to."""
    return any(token.has("axis") for token in reached)


def _set_aside_whole(negator: Token, reached: Sequence[Token]) -> bool:
    """ "97112 instead of 97110 for its higher payment": a code or a name is set aside and nothing behind it."""
    if not reached or not (negator.has("excepting") or negator.has("replacing")):
        return False
    return reached[-1].kind in ("code", "modifier") or reached[-1].has("name")


def _lists_on(token: Token, reached: Token) -> bool:
    """ "None of the modifiers GP, GO or GN": a list of codes that began within the reach is reached to its end."""
    listing = token.kind in ("clause_end", "code", "modifier") or token.shown.lower() in ("or", "and")
    return reached.kind in ("code", "modifier") and listing


def _ends_reach(tokens: Sequence[Token], place: int) -> bool:
    """A comma ends the reach of a negator, unless a list of numbers or codes goes on behind it."""
    if tokens[place].kind != "clause_end":
        return False
    return place + 1 < len(tokens) and tokens[place + 1].kind not in ("number", "code", "modifier")


def is_content(token: Token) -> bool:
    if token.kind in ("clause_end", "negator"):
        return False
    return token.shown.lower() not in STOP_WORDS
