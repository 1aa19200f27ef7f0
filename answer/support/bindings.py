"""Which word goes with which number, code or name: what the passage joins may not be joined crosswise."""

from collections.abc import Iterable
from itertools import combinations, pairwise

from answer.support.compare import Comparison, Problem
from answer.support.sentence import Clause, Sentence

# Facts that a sentence may tell two of, each with words of its own.
BINDING = frozenset(("code", "modifier", "date", "number", "percent", "money", "diagnosis"))
# Beside another fact of its kind, a fact goes with the words that stand this close.
CLOSE_BY = 2

# What a fact may be mistaken for: its family and what it counts.
Kind = tuple[str, str]


def crossed_bindings(compared: Comparison) -> Iterable[Problem]:
    """ "Hospitals 4, practitioners 6" for the reverse, or "hospitals 4" alone: a fact beside the other's word."""
    for kind in {(f.family, f.unit) for f in compared.claim.facts if f.family in BINDING}:
        mine = _nearest(compared.claim, kind)
        if not mine:
            continue
        told = _told(compared.same_talk, kind)
        moved = {key: value for key, value in mine.items() if key in told and value not in told[key]}
        for key, value in moved.items():
            crossed = any(told[key] == {other} and told[rival] == {value} for rival, other in moved.items())
            if crossed or _is_anothers(key, value, mine, compared.same_talk, kind):
                yield Problem(f"The passage says {next(iter(told[key]))} of {key}, not {value}.")


def _is_anothers(key: str, value: str, mine: dict[str, str], sentences: Iterable[Sentence], kind: Kind) -> bool:
    """One list has both: the key with a fact that the claim leaves out, and the claim's fact with another word."""
    for sentence in sentences:
        theirs, order = _nearest(sentence, kind), sentence.sequence
        owners = {other for other, fact in theirs.items() if fact == value}
        if key not in theirs or theirs[key] in mine.values() or not owners or not owners.isdisjoint(mine):
            continue
        near = abs(order.index(theirs[key]) - order.index(value)) <= 2 * CLOSE_BY
        if near and order.count(key) == 1 and kind != ("number", ""):
            return True
    return False


def _told(sentences: Iterable[Sentence], kind: Kind) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for sentence in sentences:
        for key, value in _nearest(sentence, kind).items():
            told.setdefault(key, set()).add(value)
    return told


def _nearest(sentence: Sentence, kind: Kind) -> dict[str, str]:
    """For each key the fact of the kind that it goes with in its clause.

    In a list that opens with a word each word goes with the fact behind it, in one that opens with a fact with the one
    before it. Elsewhere it goes with the only fact of the clause, or with one close by.
    """
    values = {
        f.value for f in sentence.facts if f.family == kind[0] and (f.unit == kind[1] or not (f.unit and kind[1]))
    }
    if any(one in values and other in values for one, other in pairwise(sentence.sequence)):
        return {}  # "123 of 268": one figure
    found: dict[str, str] = {}
    facts = {f.value for f in sentence.facts}
    for clause in dict.fromkeys(sentence.places):
        span = [at for at, place in enumerate(sentence.places) if place == clause]
        there = [at for at in span if sentence.sequence[at] in values]
        if not there:
            continue
        opens, closes = span[0] == there[0], span[-1] == there[-1]
        listed = all(after - before <= CLOSE_BY + 1 for before, after in pairwise(there))
        for place in span:
            key = sentence.sequence[place]
            if key in values:
                continue
            within = sorted((abs(at - place), at) for at in there)
            tied = len(within) > 1 and within[0][0] == within[1][0]
            if len(within) > 1 and listed and opens != closes and within[0][0] <= CLOSE_BY:
                beside = [at for at in there if (at > place if closes else at < place)]
                found.setdefault(key, sentence.sequence[min(beside, key=lambda at: abs(at - place))])
            elif tied and (key in facts or key.isdigit()):
                continue  # between two of them a word goes with the one before, a fact with neither
            elif len(within) == 1 or within[0][0] <= CLOSE_BY:
                found.setdefault(key, sentence.sequence[within[0][1]])
    return found


def misplaced_facts(compared: Comparison) -> Iterable[Problem]:
    """ "G35.D (relapsing)" where the passage has "G35.A (relapsing), … G35.D (unspecified)"."""
    for step in (1, -1):
        mine = _neighbours(compared.claim, step)
        for sentence in compared.same_talk:
            theirs = _neighbours(sentence, step)
            shown = {f.value: f.shown for f in sentence.facts}
            family = {f.value: f.family for f in sentence.facts}
            for fact, key in mine.items():
                own = theirs.get(fact)
                rivals = [r for r, k in theirs.items() if k == key and family[r] == family.get(fact)]
                if own and own != key and rivals and own not in compared.claim.sequence:
                    yield Problem(f"The passage says this of {shown[rivals[0]]}, not of {shown[fact]}.")


def _neighbours(sentence: Sentence, step: int) -> dict[str, str]:
    """Each fact with the word right before it (step -1) or behind it (step 1) that stands so beside no other."""
    facts = {f.value for f in sentence.facts if f.family in BINDING and f.family != "number"}
    keys = list(zip(sentence.sequence, sentence.places, strict=True))[::step]
    found: dict[str, str] = {}
    for (fact, place), (key, beside) in pairwise(keys):
        if fact in facts and key not in facts and place == beside:
            found[fact] = key
    return {fact: key for fact, key in found.items() if list(found.values()).count(key) == 1}


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
