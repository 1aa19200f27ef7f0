"""Words with two sides: what stands before "rather than" or "before" may not change places with what follows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from answer.support.scan import Token
from answer.support.sentence import Fact, Operands

# Content words that belong to a side.
SIDE_WORDS = 4


def read_operands(tokens: Sequence[Token], keys: Mapping[int, tuple[str, ...]]) -> Iterable[Operands]:
    """Both sides of each dividing word within its sentence part; "prefers A to B" is read as "A … B".

    The "it" of "has replaced it" is what the sentence opens with.
    """
    for at, token in enumerate(tokens):
        kind = next((role.value for role in token.roles if role.kind == "divider"), "")
        if not kind:
            continue
        if kind == "preference":
            yield from _preference(tokens, at, keys)
            continue
        if kind == "contrast":
            if not at or tokens[at - 1].shown.lower() not in (",", "and"):
                continue
            kind = "instead"
        comma = next((place for place in range(at, len(tokens)) if tokens[place].shown == ","), 0)
        if at == 0 and comma:
            yield Operands(kind, _side(tokens[comma + 1 :], keys), _side(tokens[1:comma], keys))
            continue
        left = _side(reversed(tokens[:at]), keys)
        right = _side(tokens if token.shown.lower().endswith(" it") else tokens[at + 1 :], keys)
        if left and right:
            yield Operands(kind, left, right)


def _preference(tokens: Sequence[Token], at: int, keys: Mapping[int, tuple[str, ...]]) -> Iterable[Operands]:
    to = next((place for place in range(at + 1, len(tokens)) if tokens[place].shown.lower() in ("to", "over")), 0)
    if to:
        left, right = _side(reversed(tokens[at + 1 : to]), keys), _side(tokens[to + 1 :], keys)
        if left and right:
            yield Operands("instead", left, right)


def _side(tokens: Iterable[Token], keys: Mapping[int, tuple[str, ...]]) -> frozenset[str]:
    found = (key for token in _until_end(tokens) for key in keys[token.place])
    return frozenset(islice(found, SIDE_WORDS))


def _until_end(tokens: Iterable[Token]) -> Iterable[Token]:
    """A comma, which may stand right before the dividing word, ends no side; stronger marks and other dividers do."""
    for token in tokens:
        if (token.kind == "clause_end" and token.shown != ",") or token.has("divider"):
            return
        yield token


def read_links(tokens: Sequence[Token], facts: Sequence[Fact], linking: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Facts of one family with nothing but a linking word or a bracket between them, in either order."""
    for one, other in pairwise(facts):
        between = tokens[one.place + 1 : other.place]
        plain = all(t.shown.lower() in linking or t.shown in "(" for t in between)
        if one.family == other.family and one.value != other.value and plain and (between or one.kind == "modifier"):
            yield one.value, other.value
            yield other.value, one.value
