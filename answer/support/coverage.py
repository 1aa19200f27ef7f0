"""How much of a statement the cited sentences hold: words by their rarity, facts twice the rarest word."""

from collections.abc import Iterable, Sequence

from answer.support.sentence import Clause, Fact, Sentence
from answer.support.words import SupportWords


def held_share(claim: Sentence, evidence: Sequence[Sentence], words: SupportWords) -> float:
    """Share of the claim's weight that the evidence holds, its weakest clause counted apart."""
    whole = share(claim.words, claim.facts, held_keys(evidence), words)
    weakest = min(clause_shares(claim, evidence, words), default=whole)
    part = words.limits.weakest_clause
    return (1 - part) * whole + part * min(whole, weakest)


def clause_shares(claim: Sentence, evidence: Sequence[Sentence], words: SupportWords) -> list[float]:
    """The same for each clause that is long enough to be judged on its own."""
    held = held_keys(evidence)
    return [share(c.words, c.facts, held, words) for c in claim.clauses if is_judged(c, words)]


def is_judged(clause: Clause, words: SupportWords) -> bool:
    return len(clause.words) + len(clause.facts) >= words.limits.judged_clause


def held_keys(evidence: Iterable[Sentence]) -> frozenset[str]:
    return frozenset().union(*(sentence.keys for sentence in evidence))


def share(stated: Iterable[str], facts: Iterable[Fact], held: frozenset[str], words: SupportWords) -> float:
    """Share of the weight of words and facts that stands among the held keys; a year is held by its day."""
    total = found = 0.0
    for key in stated:
        weight = words.weight(key)
        total += weight
        found += weight * (key in held)
    for value in {fact.value for fact in facts}:
        total += words.limits.fact_weight
        found += words.limits.fact_weight * (value in held or _is_part_of_a_date(value, held))
    return found / total if total else 0.0


def _is_part_of_a_date(value: str, held: frozenset[str]) -> bool:
    return value[:2] in ("19", "20") and any(key.startswith(value) for key in held)


def select_supporting(claim: Sentence, sentences: Sequence[Sentence], words: SupportWords) -> tuple[Sentence, ...]:
    """The sentences that together cover most of the claim: the best first, others only where they add."""
    wanted = {key: words.weight(key) for key in claim.words}
    wanted.update((fact.value, words.limits.fact_weight) for fact in claim.facts)
    least = words.limits.margin * sum(wanted.values())
    chosen: list[Sentence] = []
    left = dict(wanted)
    remaining = list(dict.fromkeys(sentences))
    while remaining and len(chosen) < words.limits.supporting_sentences:
        gain, best = max(((_gain(s, left, wanted), s) for s in remaining), key=lambda pair: pair[0])
        if chosen and gain < least:
            break
        chosen.append(best)
        remaining.remove(best)
        left = {key: weight for key, weight in left.items() if key not in best.keys}
    return tuple(chosen)


# What is held already decides between sentences that add as much, and nothing else.
TIE_BREAKER = 0.05


def _gain(sentence: Sentence, left: dict[str, float], wanted: dict[str, float]) -> float:
    new = sum(weight for key, weight in left.items() if key in sentence.keys)
    again = sum(weight for key, weight in wanted.items() if key in sentence.keys)
    return new + TIE_BREAKER * again
