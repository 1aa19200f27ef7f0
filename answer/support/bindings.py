"""Which word goes with which number, code or name: what the passage joins may not be joined crosswise."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from answer.support.compare import Comparison, Problem
from answer.support.sentence import Clause, Sentence

# Marks a denial in a sentence's sequence.
DENIAL = "¬"
# Facts that a sentence may tell two of, each with words of its own.
BINDING = frozenset(("code", "modifier", "date", "number", "percent", "money", "diagnosis"))
# Beside another fact of its kind, a fact goes with the words that stand this close.
CLOSE_BY = 2
# The facts of a list stand no further apart.
LISTED = 4

# What a fact may be mistaken for: its family and what it counts.
Kind = tuple[str, str]


def crossed_bindings(compared: Comparison) -> Iterable[Problem]:
    """ "Hospitals 4, practitioners 6" for the reverse, or "hospitals 4" alone: a fact beside the other's word."""
    for kind in {(f.family, f.unit) for f in compared.claim.facts if f.family in BINDING}:
        mine = _bindings(compared.claim, kind)
        if not mine:
            continue
        told: dict[str, frozenset[str]] = {}
        for sentence in compared.same_talk:
            for key, values in _bindings(sentence, kind).items():
                told[key] = told.get(key, frozenset()) | values
        moved = {key: values for key, values in mine.items() if key in told and values.isdisjoint(told[key])}
        for key, values in moved.items():
            crossed = any(told[key] == other and told[rival] == values for rival, other in moved.items())
            if crossed or _is_anothers(key, values, mine, compared.same_talk, kind):
                yield Problem(f"The passage says {min(told[key])} of {key}, not {min(values)}.")


def _is_anothers(
    key: str, values: frozenset[str], mine: dict[str, frozenset[str]], sentences: Iterable[Sentence], kind: Kind
) -> bool:
    """One list has both: the key with a fact that the claim leaves out, and the claim's fact with another word."""
    said = frozenset().union(*mine.values())
    for sentence in sentences:
        theirs, order = _bindings(sentence, kind), sentence.sequence
        owners = {other for other, facts in theirs.items() if facts & values}
        if key not in theirs or theirs[key] & said or not owners or not owners.isdisjoint(mine):
            continue
        near = min(abs(order.index(one) - order.index(other)) for one in theirs[key] for other in values & set(order))
        if near <= LISTED and order.count(key) == 1 and kind != ("number", ""):
            return True
    return False


def _bindings(sentence: Sentence, kind: Kind) -> dict[str, frozenset[str]]:
    """For each key the fact of the kind that it goes with in its clause, or the facts that stand together there.

    In a list that opens with a word each word goes with the fact behind it, in one that opens with a fact with the one
    before it. Elsewhere it goes with the only fact of the clause, or with one close by.
    """
    values = {
        f.value for f in sentence.facts if f.family == kind[0] and (f.unit == kind[1] or not (f.unit and kind[1]))
    }
    order, facts = sentence.sequence, {f.value for f in sentence.facts}
    if kind[0] == "number" and any(one in values and other in values for one, other in pairwise(order)):
        return {}  # "123 of 268": one figure
    found: dict[str, frozenset[str]] = {}
    for clause in dict.fromkeys(sentence.places):
        span = [at for at, place in enumerate(sentence.places) if place == clause]
        there = [at for at in span if order[at] in values]
        for place in span if there else ():
            if order[place] in values or order[place] == DENIAL:
                continue
            at = _goes_with(place, there, span, is_fact=order[place] in facts)
            if at is not None:
                found.setdefault(order[place], frozenset(order[other] for other in _run(at, there)))
    return found


def _goes_with(place: int, there: Sequence[int], span: Sequence[int], is_fact: bool) -> int | None:
    within = sorted((abs(at - place), at) for at in there)
    if len(within) > 1 and within[0][0] > CLOSE_BY:
        return None
    opens, closes = span[0] == there[0], span[-1] == there[-1]
    if len(within) > 1 and opens != closes and all(after - before <= LISTED for before, after in pairwise(there)):
        return min((at for at in there if (at > place if closes else at < place)), key=lambda at: abs(at - place))
    tied = len(within) > 1 and within[0][0] == within[1][0]
    return None if tied and is_fact else within[0][1]  # between two a word goes with the one before, a fact with none


def _run(at: int, there: Sequence[int]) -> set[int]:
    """The facts that stand right beside this one: "97112, 97124 and 97140 are not reported apart"."""
    run = {at}
    for other in (*there, *reversed(there)):
        if other - 1 in run or other + 1 in run:
            run.add(other)
    return run


def crossed_clauses(compared: Comparison) -> Iterable[Problem]:
    """A copy's two clauses with a part of each put in the other: "its second part, although its first speaks of B"."""
    copied = compared.copy.sentence if compared.copy else None
    if copied is None or len(copied.clauses) < 2 or len(compared.claim.clauses) < 2:
        return
    for one, other in combinations(compared.claim.clauses, 2):
        first, second = _best_match(one, copied), _best_match(other, copied)
        came, went = (one.keys & second.keys) - first.keys, (other.keys & first.keys) - second.keys
        stay = min(len(one.keys & first.keys), len(other.keys & second.keys))
        if first is not second and came and went and stay >= CLOSE_BY and not any(":" in k for k in came | went):
            yield Problem("The passage says this with the two exchanged.")


def _best_match(clause: Clause, sentence: Sentence) -> Clause:
    return max(sentence.clauses, key=lambda c: len(c.keys & clause.keys))
