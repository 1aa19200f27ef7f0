"""Reversals: yes for no, required for not required, an opposite word, a denial put in or left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from answer.support.compare import Comparison, Problem
from answer.support.sentence import Clause, Fact, Pole, Sentence
from answer.support.words import SupportWords

# A clause of fewer words beside its pole speaks of what the rest of its sentence speaks of.
BARE_CLAUSE = 2
# A "not" may turn a list of so many words ("neither activity, skill nor response").
LIST_REACH = 3
# So far before a stretch a "not" still turns it ("does not let duration decide").
EARLIER = 2
# Stands for every form of "not" among the words of denial.
NOT = "¬"


def reversed_poles(compared: Comparison) -> Iterable[Problem]:
    """Required for not required, retired for in force: the same axis with the other sign."""
    close = compared.words.limits.close
    for pole in compared.claim.poles:
        known = [p for p in _plain_poles(compared.same_talk, pole.axis) if _shares_words(pole, p)]
        known = known or _plain_poles([s for s, held in compared.shares.items() if held >= close], pole.axis)
        if not pole.sign or not known or _has_both_ends(pole, compared.claim):
            continue
        signs = {p.sign for p in known}
        turned = signs == {-pole.sign}
        if turned or (signs == {1, -1} and _closest_sign(pole, known, compared.words) == -pole.sign):
            yield Problem(f"The passage says the opposite on {pole.axis.replace('_', ' ')}.")


def _has_both_ends(pole: Pole, sentence: Sentence) -> bool:
    """Its clause holds the other end too, or one that cannot be read."""
    return any(o.axis == pole.axis and o.clause == pole.clause and o.sign != pole.sign for o in sentence.poles)


def _plain_poles(sentences: Sequence[Sentence], axis: str) -> list[Pole]:
    """The poles on an axis, those of clauses that hold both ends left out where others remain."""
    every, plain = [], []
    for sentence in sentences:
        poles = [p for p in sentence.poles if p.axis == axis]
        every += poles
        plain += [p for p in poles if not _has_both_ends(p, sentence)]
    return plain or every


def _shares_words(pole: Pole, other: Pole) -> bool:
    """Of clauses with nothing else in common neither can contradict the other; a bare "cannot replace it" can."""
    return len(other.near) < BARE_CLAUSE or not {key for key, _ in pole.near}.isdisjoint(key for key, _ in other.near)


def _closest_sign(pole: Pole, known: Sequence[Pole], words: SupportWords) -> int:
    """The sign whose clause is most like the claim's clause, by the words that not both have; 0 where alike."""
    held = {sign: {key for p in known if p.sign == sign for key, _ in p.near} for sign in (1, -1)}
    telling = tuple((key, distance) for key, distance in pole.near if (key in held[1]) != (key in held[-1]))
    pole = replace(pole, near=telling or pole.near)
    likeness = {1: 0.0, 0: 0.0, -1: 0.0}
    for other in known:
        likeness[other.sign] = max(likeness[other.sign], _likeness(pole, other, words))
    nearer = 1 if likeness[1] > likeness[-1] else -1
    return nearer if likeness[nearer] > words.limits.clearly * likeness[-nearer] else 0


def _likeness(pole: Pole, other: Pole, words: SupportWords) -> float:
    """Words of both clauses, counted more the more alike they stand to the pole; a short number counts as a fact."""
    distances = dict(other.near)
    return sum(
        (words.limits.fact_weight if key.isdigit() and len(key) < len("97112") else 1)
        * (1 + 1 / (1 + abs(distance - distances[key])))
        for key, distance in pole.near
        if key in distances
    )


def changed_negations(compared: Comparison) -> Iterable[Problem]:
    """A "not" added or dropped before a word that has no opposite in the vocabulary."""
    claim, supporting = compared.claim, compared.supporting
    affirmed = frozenset().union(*(s.affirmed for s in supporting))
    negated = frozenset().union(*(s.negated for s in supporting))
    dropped = (claim.affirmed & negated) - affirmed - claim.negated
    added = (claim.negated & affirmed) - negated - claim.affirmed
    theirs = [clause for s in supporting for clause in s.clauses]
    if dropped - _denied_words(claim.clauses, theirs):
        yield Problem("The passage denies what the statement says.")
    elif (added | _denied_ends(compared)) & _newly_denied(claim, theirs) and not _sets_same_aside(compared):
        yield Problem("The statement denies what the passage says.")
    if claim.negated and not added and not any(s.denies for s in supporting):
        yield Problem("The passage holds no such denial.")


def _denied_words(clauses: Sequence[Clause], others: Sequence[Clause]) -> set[str]:
    """Words of clauses that deny with a word of their own: what "not" turns elsewhere it may turn in other words."""
    common = _words_of_denial(others) - {NOT}
    return {word for clause in clauses if clause.denials - common for word in clause.words}


def _denied_ends(compared: Comparison) -> set[str]:
    """Axes whose word the claim denies and the passage uses plainly ("restoring, but not maintaining")."""
    if any(clause.elliptic for clause in compared.supporting[0].clauses):
        return set()
    told = compared.supporting[0].plain
    denied = {
        word for word, turned in compared.claim.plain if turned and (word, False) in told and (word, True) not in told
    }
    roles = (role for word in denied for role in compared.words.stems.get(word, ()))
    return {f"~{role.value}" for role in roles if role.kind == "axis"}


def _sets_same_aside(compared: Comparison) -> bool:
    """The passage says "and not 97112" where the statement says "do not bill it as 97112"."""
    aside = {f.value for s in compared.supporting for f in s.facts if f.denied}
    return any(f.value in aside for clause in compared.claim.clauses if clause.denied for f in clause.facts)


def _newly_denied(claim: Sentence, theirs: Sequence[Clause]) -> frozenset[str]:
    """What is turned by a "not" of the claim of whose words none stands behind a "not" in the passage.

    "Can be appealed and is not per discipline" does not deny the appeal.
    """
    common = _words_of_denial(claim.clauses)
    excused = {word for c in theirs for word in (c.words if c.denials - common - {NOT} else c.shadowed)}
    return frozenset().union(*(group for group in claim.denied if group.isdisjoint(excused)))


def _words_of_denial(clauses: Iterable[Clause]) -> frozenset[str]:
    return frozenset().union(*(clause.denials for clause in clauses))


def unanswered_denials(compared: Comparison) -> Iterable[Problem]:
    """The passage's clause most like the statement denies a word of it, and nothing in the statement denies."""
    claim = compared.claim
    clauses = [(clause, s.denied) for s in compared.same_talk for clause in s.clauses]
    if not clauses:
        return
    poles = {(p.axis, p.sign) for p in claim.poles}
    likest, denied = max(clauses, key=lambda pair: compared.words.weigh(pair[0].keys & claim.keys))
    agreed = {f"~{p.axis}" for s in compared.same_talk for p in s.poles if (p.axis, p.sign) in poles}
    said = (claim.words | {word for word, _ in claim.plain}) - agreed
    same = likest.elliptic or any(group & said for group in denied if group & likest.keys)
    if likest.denied and same and not _words_of_denial(claim.clauses) - (likest.denials - {NOT}):
        yield Problem("The passage denies here, and the statement does not.")


def turned_alone(compared: Comparison) -> Iterable[Problem]:
    """ "Pain alone links it" where the passage has "…; pain alone does not", or "never" for "never by itself"."""
    words = compared.words
    theirs = [c for s in compared.supporting for c in s.clauses if c.denials and c.keys]
    for clause in compared.claim.clauses:
        for other in theirs:
            held, own = words.weigh(clause.keys & other.keys), other.words | {f.value for f in other.facts}
            alone = "by_itself" in clause.marks and "by_itself" in other.marks and held
            same = other.elliptic and words.weigh(clause.keys & own) >= words.limits.near * words.weigh(own)
            said = _words_of_denial(compared.claim.clauses) if alone else clause.denials
            if (alone or same) and other.denials - said and not said - (other.denials - {NOT}):
                yield Problem("The passage denies this of it, and the statement does not.")
            elif _drops_alone(clause, other) and held >= words.limits.near * words.weigh(clause.keys):
                yield Problem("The passage denies this of it alone, the statement altogether.")


def _drops_alone(clause: Clause, other: Clause) -> bool:
    return clause.denied and "not_alone" in other.marks and not clause.marks & {"alone", "by_itself"}


def ignored_denials(compared: Comparison) -> Iterable[Problem]:
    """The statement says what stands behind a "not" of the passage and nowhere else, and denies nothing itself."""
    claim, words = compared.claim, compared.words
    said = _words_of_denial(claim.clauses)
    clauses = [c for s in compared.told for c in s.clauses]
    plain = [c.keys for c in clauses if not c.denied]
    for clause in (c for c in clauses if c.denied and not said - (c.denials - {NOT})):
        held = clause.shadowed & claim.words
        most = words.weigh(held) >= words.limits.near * words.weigh(clause.shadowed)
        if most and len(held) > 1 and not any(held <= keys for keys in plain) and not _speaks_of_others(clause, claim):
            yield Problem("The passage denies here, and the statement does not.")


def _speaks_of_others(clause: Clause, claim: Sentence) -> bool:
    """It names one thing where the statement names another of its family ("an aide" for "an assistant")."""
    mine = {f.family: {other.value for other in claim.facts if other.family == f.family} for f in claim.facts}
    return any(f.value not in mine[f.family] for f in clause.facts if f.family in mine)


def turned_subjects(compared: Comparison) -> Iterable[Problem]:
    """ "Its name decides" where the passage has "its name does not decide: what was done decides"."""
    claim = compared.claim
    denied, said = claim.sequence.count(NOT), _words_of_denial(claim.clauses) - {NOT}
    fewer = [s for s in compared.same_talk if denied < s.sequence.count(NOT) and said <= _words_of_denial(s.clauses)]
    known = [told for s in fewer for told in _acts(s, 1)]
    for word, turned, subject in _acts(claim, LIST_REACH) if known else ():
        same = [(denied, held) for other, denied, held in known if other == word and subject & held]
        if not turned and any(denied and subject <= held for denied, held in same) and all(d for d, _ in same):
            yield Problem("The passage denies this of its subject.")


def _acts(sentence: Sentence, reach: int) -> Iterable[tuple[str, bool, frozenset[str]]]:
    """Each word with whether a "not" stands so close before it, and what its clause says before that."""
    start = 0
    for at, key in enumerate(sentence.sequence):
        if sentence.places[at] != sentence.places[start]:
            start = at
        before = frozenset(sentence.sequence[start:at]) - {NOT}
        if before and key != NOT:
            yield key, NOT in sentence.sequence[max(0, at - reach) : at], before


def counted_denials(compared: Comparison) -> Iterable[Problem]:
    """A copy of one stretch of a sentence, word by word, with a "not" put in or left out."""
    claim, copy = compared.claim, compared.copy
    if copy is None or any(key != NOT and key not in copy.sentence.sequence for key in claim.sequence):
        return
    mine, theirs = claim.sequence, copy.sentence.sequence
    gaps = [
        (mine[one.a + one.size : other.a], theirs[one.b + one.size : other.b]) for one, other in pairwise(copy.blocks)
    ]
    aside = (claim.marks ^ copy.sentence.marks) & {"excepting", "replacing", "negatives"}
    word_by_word = all(max(len(put_in), len(left_out)) <= 1 for put_in, left_out in gaps)
    first = copy.blocks[0]
    gaps.append((mine[: first.a], theirs[max(0, first.b - EARLIER) : first.b]))
    turned = sum(NOT in put_in or NOT in left_out for put_in, left_out in gaps)
    if word_by_word and turned % 2 and not aside:
        yield Problem("The passage says this with a denial more, or one less.")


def contrasted_facts(compared: Comparison) -> Iterable[Problem]:
    """ "A does, B does not" told the other way round, and a code whose "without" was dropped."""
    told = {
        (f.value, _denied(f, clause))
        for s in compared.supporting
        if "excepting" not in s.marks
        for clause in s.clauses
        for f in clause.facts
    }
    for clause in compared.claim.clauses if "excepting" not in compared.claim.marks else ():
        for fact in (f for f in clause.facts if f.kind in ("name", "code", "modifier", "number")):
            if {status for value, status in told if value == fact.value} != {not _denied(fact, clause)}:
                continue
            same = {f for s in compared.supporting for f in s.facts if f.family == fact.family}
            rivals = {f.value for f in same if (f.value, _denied(fact, clause)) in told}
            if fact.kind != "number" and rivals - {fact.value}:
                yield Problem(f"The passage says this of another than {fact.shown}.")
            elif not clause.denials and all(f.denied for f in same if f.value == fact.value):
                yield Problem(f"The passage denies {fact.shown} here.")
            elif fact.denied and not _is_contrast(fact, compared.claim) and _affirms(compared.supporting[0], fact):
                yield Problem(f"The passage sets {fact.shown} apart nowhere.")


def _is_contrast(fact: Fact, claim: Sentence) -> bool:
    """ "97760, not 97112": another of the family stands in its place. A name set aside denies little."""
    return fact.kind == "name" or any(not f.denied for f in claim.facts if f.family == fact.family)


def _affirms(sentence: Sentence, fact: Fact) -> bool:
    return not sentence.denies and any(f.value == fact.value for f in sentence.facts)


def _denied(fact: Fact, clause: Clause) -> bool:
    """A contrast within the clause ("97150, not 97112") denies one fact only; else the clause decides."""
    if any(other.denied for other in clause.facts if other.family == fact.family):
        return fact.denied
    return clause.denied


def opposite_words(compared: Comparison) -> Iterable[Problem]:
    """ "Passive" where the passage has "active": an opposite that no sentence holds, for a word left out."""
    told = {word: denied for s in compared.same_talk for word, denied in s.plain}
    said = dict(compared.claim.plain)
    left_out = {word: denied for word, denied in told.items() if word not in said}
    for word, denied in compared.claim.plain:
        for other, other_denied in left_out.items() if word not in told else ():
            if denied == other_denied and compared.words.are_opposite(word, other):
                yield Problem(f"The passage says {other}, the statement the opposite.")
