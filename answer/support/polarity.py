"""Reversals: yes for no, required for not required, an opposite word, a denial put in or left out."""

from collections.abc import Iterable, Sequence

from answer.support.compare import Comparison, Problem
from answer.support.sentence import Clause, Fact, Pole, Sentence
from answer.support.words import SupportWords

# A clause of fewer words beside its pole speaks of what the rest of its sentence speaks of.
BARE_CLAUSE = 2
# Stands for every form of "not" among the words of denial.
NOT = "¬"


def reversed_poles(compared: Comparison) -> Iterable[Problem]:
    """Required for not required, retired for in force: the same axis with the other sign."""
    for pole in compared.claim.poles:
        known = [p for p in _plain_poles(compared.same_talk, pole.axis) if _shares_words(pole, p)]
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
    """The sign whose clause is most like the claim's clause; 0 where the two come out alike."""
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
    """The passage's clause most like the statement denies, and nothing in the statement does."""
    clauses = [clause for s in compared.supporting for clause in s.clauses]
    likest = max(clauses, key=lambda c: compared.words.weigh(c.keys & compared.claim.keys), default=None)
    if likest and likest.denied and not _words_of_denial(compared.claim.clauses) - (likest.denials - {NOT}):
        yield Problem("The passage denies here, and the statement does not.")


def lost_denials(compared: Comparison) -> Iterable[Problem]:
    """Of two denials of the passage's sentence the statement keeps one, and says what the other denied."""
    claim, best = compared.claim, compared.likest
    if _words_of_denial(claim.clauses) - _words_of_denial(best.clauses):
        return
    if any(all(group.isdisjoint(other) for other in best.denied) for group in claim.denied):
        return
    behind = claim.sequence[claim.sequence.index(NOT) :] if NOT in claim.sequence else ()
    for group in best.denied:
        lost = all(group.isdisjoint(other) for other in claim.denied)
        if claim.denied and group and lost and group <= claim.words and group.isdisjoint(behind):
            yield Problem("The passage denies this too, and the statement does not.")


def turned_alone(compared: Comparison) -> Iterable[Problem]:
    """ "Pain alone links it" where the passage has "…; pain alone does not", or "never" for "never by itself"."""
    words = compared.words
    theirs = [c for s in compared.supporting for c in s.clauses if c.denials and c.keys]
    for clause in compared.claim.clauses:
        for other in theirs:
            held = words.weigh(clause.keys & other.keys)
            alone = "by_itself" in clause.marks and "by_itself" in other.marks and held
            same = other.elliptic and held >= words.limits.near * words.weigh(other.keys)
            if (alone or same) and other.denials - clause.denials and not clause.denials - (other.denials - {NOT}):
                yield Problem("The passage denies this of it, and the statement does not.")
            elif _drops_alone(clause, other) and held >= words.limits.near * words.weigh(clause.keys):
                yield Problem("The passage denies this of it alone, the statement altogether.")


def _drops_alone(clause: Clause, other: Clause) -> bool:
    return clause.denied and "not_alone" in other.marks and not clause.marks & {"alone", "by_itself"}


def turned_clauses(compared: Comparison) -> Iterable[Problem]:
    """A clause copied from one that denies, without the denial, or the reverse; "…; pain alone does not" too."""
    limits = compared.words.limits
    others = [c for s in compared.sentences for c in s.clauses if c.keys]
    for clause in (c for c in compared.claim.clauses if len(c.keys) > 1):
        likeness = {True: 0.0, False: 0.0}
        for other in others:
            alike = len(other.keys & clause.keys) / max(len(other.keys), len(clause.keys))
            likeness[other.denied] = max(likeness[other.denied], alike)
        if likeness[not clause.denied] >= limits.close and likeness[clause.denied] < limits.near:
            yield Problem("The passage's clause denies this, or does not.")


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
            elif not clause.denied and all(f.denied for f in same if f.value == fact.value):
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
