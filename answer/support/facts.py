"""Numbers, codes, dates and names: each stands in the passage, with the words that the passage joins it with."""

from collections.abc import Iterable, Sequence

from answer.support.compare import Comparison, Problem, date_covers, same_fact
from answer.support.sentence import Clause, Fact, Sentence
from index.words import stem


def missing_facts(compared: Comparison) -> Iterable[Problem]:
    """A fact that stands in no cited sentence, nor in the question in place of the passage's own."""
    stated = [fact for s in (*compared.sentences, *compared.headings) for fact in s.facts]
    named = {word for s in (*compared.sentences, *compared.headings) for word, _ in s.plain}
    for fact in compared.claim.facts:
        if fact.value == "payer:stand_in":
            continue  # "the payer" names nobody
        if fact.family == "state" and stem(fact.shown.lower()) in named:
            continue  # "Vermont's Blue Cross": the state stands within the plan's name
        if not any(same_fact(fact, other, compared.words) for other in stated):
            yield from _judge_missing(fact, compared)


def _judge_missing(fact: Fact, compared: Comparison) -> Iterable[Problem]:
    words = compared.words
    rivals = [f for s in compared.supporting for f in s.facts if f.family == fact.family and _same_unit(fact, f)]
    unused = [f for f in rivals if not any(same_fact(own, f, words) for own in compared.claim.facts)]
    if any(same_fact(fact, other, words) for other in compared.context.facts):
        if unused and len(unused) == len(rivals) and not _only_broader(fact, unused, compared):
            yield Problem(f"{fact.shown} is the question's; the passage says {unused[0].shown}.")
    elif _counts_in_words(fact) and not unused:
        if fact.value != "1":
            yield Problem(f"The passage does not count {fact.shown}.", hard=False)
    elif fact.kind == "name" and fact.family not in words.strict_names and fact.family != "proper":
        if unused:
            yield Problem(f"The passage names {unused[0].shown}, not {fact.shown}.")
    else:
        hard = fact.family != "proper" and fact.value != words.subject
        yield Problem(f"{fact.shown} stands in no cited passage.", hard)


def _counts_in_words(fact: Fact) -> bool:
    """ "The two of them" may sum up what the passage lists one by one."""
    return fact.kind == "number" and fact.shown.isalpha() and not fact.unit


def _same_unit(fact: Fact, other: Fact) -> bool:
    return not fact.unit or not other.unit or fact.unit == other.unit


def _only_broader(fact: Fact, others: Sequence[Fact], compared: Comparison) -> bool:
    """The passage speaks of a payer that contains the one asked about: its rule reaches it."""
    if fact.family != "payer":
        return False
    parent = compared.words.parents.get(fact.value.removeprefix("payer:"))
    return parent is not None and all(other.value == f"payer:{parent}" for other in others)


def misattributed_facts(compared: Comparison) -> Iterable[Problem]:
    """A number, code or name joined with words that the passage joins with another of its family.

    For each fact of a clause, the passage's clauses that hold it are compared with those that hold a rival
    instead: where a rival's clause holds the rest of the statement's clause clearly better, the fact was moved.
    """
    above = tuple(fact for heading in compared.headings for fact in heading.facts)
    known = {f.value for s in compared.sentences for f in s.facts}
    for clause in compared.claim.clauses:
        for fact in clause.facts:
            counts_one = fact.value == "1" and fact.shown.isalpha()
            if fact.family == "discipline" or counts_one or fact.denied or not _is_known(fact, known, compared):
                continue
            rival = _find_rival(fact, clause, above, compared)
            if rival:
                yield Problem(f"The passage says this with {rival}, not with {fact.shown}.")


def _is_known(fact: Fact, known: set[str], compared: Comparison) -> bool:
    if fact.value in known:
        return True
    return any(same_fact(fact, f, compared.words) for s in compared.sentences for f in s.facts)


def _find_rival(fact: Fact, clause: Clause, above: Sequence[Fact], compared: Comparison) -> str:
    """The rival whose clause holds the rest of the claim's clause clearly better, as it is written."""
    words, limits = compared.words, compared.words.limits
    rest = {key: words.weight(key) for key in clause.words}
    rest.update((f.value, limits.fact_weight) for f in clause.facts if f.family != fact.family or f.unit != fact.unit)
    rest.pop(fact.value, None)
    total = sum(rest.values())
    best_own, best_rival, shown = 0.0, 0.0, ""
    denies = any(c.denied for c in compared.claim.clauses)
    for sentence in compared.sentences if total else ():
        if sentence.keys.isdisjoint(rest):
            continue
        for place in sentence.clauses:
            held = place.keys | sentence.topic | _inherited(place, sentence)
            share = sum(weight for key, weight in rest.items() if key in held) / total
            if share <= min(best_own, best_rival):
                continue
            family = _in_reach(fact, clause, place, sentence, above)
            if any(same_fact(fact, f, words) for f in family):
                best_own = max(best_own, share)
                continue
            said = [own for own in clause.facts if not own.denied]
            rivals = [f for f in family if not any(same_fact(own, f, words) for own in said)]
            if rivals and share > best_rival and (denies or not place.denied):
                best_rival, shown = share, rivals[0].shown
    return shown if best_rival >= limits.near and best_rival > best_own + limits.margin else ""


def _in_reach(fact: Fact, clause: Clause, place: Clause, sentence: Sentence, above: Sequence[Fact]) -> list[Fact]:
    """Facts of the same family that a place speaks of: its own, else its sentence's, else the heading's.

    A number that the claim states with another unit is no rival of this one.
    """
    others = {own.value for own in clause.facts if own.family == fact.family and own.unit != fact.unit}
    at = sentence.clauses.index(place)
    # Of two clauses as far away, the earlier one reaches further.
    nearby = sorted(range(len(sentence.clauses)), key=lambda there: (abs(at - there), there > at))
    for facts in (*(sentence.clauses[there].facts for there in nearby), above):
        family = [f for f in facts if f.family == fact.family and _units_agree(fact, f) and f.value not in others]
        if family:
            return family
    return []


def _inherited(place: Clause, sentence: Sentence) -> set[str]:
    """Facts of earlier clauses whose family the clause itself does not name reach into it; so does what it counts."""
    own = {f.family for f in place.facts}
    earlier = sentence.clauses[: sentence.clauses.index(place)]
    named = {f.value for c in earlier for f in c.facts if f.family not in own and f.kind in ("name", "code", "date")}
    return named | {stem(f.unit) for f in place.facts if f.unit}


def _units_agree(fact: Fact, other: Fact) -> bool:
    """Numbers are rivals where they count the same; in a list the unit may stand with the first one only."""
    if fact.kind != "number" or other.value == fact.value:
        return True
    if not other.shown[0].isdigit() and not (other.unit or other.noun):
        return False
    if fact.unit:
        return other.unit == fact.unit or not (other.unit or other.noun)
    return not other.unit and other.noun == fact.noun


def crossed_dates(compared: Comparison) -> Iterable[Problem]:
    """An amount or share given for a year that the passage gives for another."""
    for clause in compared.claim.clauses:
        dates = [f.value for f in clause.facts if f.kind == "date"]
        for fact in (f for f in clause.facts if dates and f.kind in ("money", "percent")):
            told = [
                [f.value for f in c.facts if f.kind == "date"]
                for s in compared.sentences
                for c in s.clauses
                if any(f.value == fact.value and f.kind == fact.kind for f in c.facts)
            ]
            if told and not any(not known or _dates_meet(dates, known) for known in told):
                yield Problem(f"The passage gives {fact.shown} for another date.")


def _dates_meet(dates: Sequence[str], known: Sequence[str]) -> bool:
    return any(date_covers(d, k) or date_covers(k, d) for d in dates for k in known)


# Bounds of a number, and sides of a date, that cannot both be true of it.
OPPOSITE_BOUNDS = {
    frozenset(pair)
    for pair in (
        ("at_least", "at_most"),
        ("at_least", "less_than"),
        ("more_than", "at_most"),
        ("more_than", "less_than"),
        ("from", "until"),
        ("from", "through"),
    )
}


def _is_undercut(compared: Comparison) -> bool:
    """The lower end of an axis in the passage ("falls short of") may say the bound in another way."""
    return any(p.axis in ("quantity", "extreme") and p.sign < 0 for s in compared.supporting for p in s.poles)


def changed_bounds(compared: Comparison) -> Iterable[Problem]:
    """ "At least 8" where the passage says "fewer than 8"; "since" a date where it says "until"."""
    for fact in compared.claim.facts:
        same = [f for s in compared.supporting for f in s.facts if f.value == fact.value and _same_unit(fact, f)]
        bounds = {f.bound for f in same if f.bound}
        if fact.bound == "less_than" and fact.unit and same and not bounds and not _is_undercut(compared):
            yield Problem(f"The passage puts {fact.shown} on no side.")
        if fact.bound and bounds and all(frozenset((fact.bound, bound)) in OPPOSITE_BOUNDS for bound in bounds):
            yield Problem(f"The passage puts {fact.shown} on the other side.")
