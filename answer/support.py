"""The support gate: no sentence is shown that the passages it cites do not support."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from answer.support_sentence import Clause, Fact, Pole, Sentence, plain_text, read_sentence
from answer.support_words import SupportWords
from index.sentences import sentence_slices

Verdict = Literal["shown", "marked", "withheld"]
# (statement, sentences of the evidence) -> cosine of each, from the encoder's door.
Similarity = Callable[[str, Sequence[str]], Sequence[float]]

# Scores of statements with a hard problem end here, far below any threshold.
HARD_PROBLEM_CEILING = 0.2
# How much of the score is the encoder's where one is at hand, and the entailment model's where one is.
SEMANTIC_SHARE = 0.3
ENTAILMENT_SHARE = 0.5
# A fact weighs as much as two of the rarest words.
FACT_WEIGHT = 2.0
# At most so many sentences support a statement, each adding at least this share of its weight.
SUPPORTING_SENTENCES = 3
SMALLEST_GAIN = 0.07
# The score: the share of the whole statement that is held, and that of its least held clause.
WEAKEST_CLAUSE_SHARE = 0.4
# A clause of fewer content words than this cannot be judged on its own; one held less than this is marked.
JUDGED_CLAUSE = 3
CLAUSE_FLOOR = 0.34
# A rival clause holds the statement's other words better by this share, and holds at least that share of them.
RIVAL_MARGIN = 0.12
RIVAL_HOLDS = 0.5
# From this likeness on a statement is a copy of a sentence with words exchanged, and each exchange counts.
NEAR_COPY = 0.6
CLOSE_COPY = 0.8
SHORTEST_COPY = 5
TURNED_COPY = 0.9
LONGEST_TURNED = 1.25
# A closing "does not" speaks of a statement's clause that shares this much of its words.
ELLIPSIS_SHARED = 0.7
# Sentences that hold nearly as much of the statement as the best one may contradict it.
NEARLY_BEST = 0.6
# The copy may be this much shorter than the stretch of the sentence that it follows.
LONGEST_STRETCH = 1.5
# The same for clauses of which one denies.
DENIAL_MARGIN = 1.3
# A number that two clauses share says more of their likeness than a word.
NUMBER_COUNTS = 3
# A passage's list has at least so many pairs.
LIST_MINIMUM = 2
NEIGHBOUR_MARGIN = 1.3
NEIGHBOUR_LEAST = 1.0
# Of two clauses that say opposite things, one is the claim's when it is this many times as like it.
CLEARLY_NEARER = 1.15
# What a word counts for standing in the same clause at all; the rest is for standing in the same place.
IN_CLAUSE = 0.4


class Entailment(Protocol):
    """Says how far a text entails a statement, 0 to 1 (`answer.entailment` loads one)."""

    def entails(self, evidence: str, statement: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Support:
    """What the gate found: score 0 to 1, what to do with the statement, and why, in plain sentences."""

    score: float
    verdict: Verdict
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Problem:
    """`hard`: the statement is withheld. Otherwise it is at best shown with a mark."""

    text: str
    hard: bool


class SupportGate:
    """Checks statements against the passages that they cite; holds the words and the optional models."""

    def __init__(
        self, words: SupportWords, similarity: Similarity | None = None, entailment: Entailment | None = None
    ) -> None:
        self.words = words
        self.similarity = similarity
        self.entailment = entailment
        self._read = lru_cache(maxsize=20_000)(lambda text: read_sentence(text, words))
        self._evidence = lru_cache(maxsize=5_000)(lambda text: _read_evidence(text, self._read))

    @classmethod
    def from_corpus(
        cls, corpus: Path, similarity: Similarity | None = None, entailment: Entailment | None = None
    ) -> "SupportGate":
        return cls(SupportWords.from_corpus(corpus), similarity, entailment)

    def check(self, statement: str, evidence: Sequence[str], context: str = "") -> Support:
        """Exact sentence, or: read, find the supporting sentences, compare facts, polarity and force, score.

        Args:
            evidence: the cited passages' text, each led by its title and headings on lines with `#`;
                computed results stand here too.
            context: the question, masked: its numbers and names may be repeated.
        """
        if is_exact(statement, evidence):
            return Support(1.0, "shown")
        claim = self._read(statement)
        sentences, headings = self._collect(evidence)
        if not claim.words and not claim.facts:
            return Support(0.0, "withheld", ("The sentence states nothing that could be checked.",))
        if not sentences:
            return Support(0.0, "withheld", ("No cited passage has text.",))
        supporting = select_supporting(claim, sentences, headings, self.words)
        problems = find_problems(claim, supporting, sentences, headings, self._read(context), self.words)
        return self._judge(claim, supporting, headings, problems)

    def read(self, text: str) -> Sentence:
        """The sentence as the gate sees it; read once and remembered."""
        return self._read(text)

    def sentences(self, passage: str) -> tuple[Sentence, ...]:
        return self._evidence(passage)[0]

    def supporting_quotes(self, statement: str, passage: str) -> tuple[str, ...]:
        """The passage's sentences that support the statement, best first, word for word."""
        sentences, headings = self._evidence(passage)
        exact = [s.text for s in sentences if plain_text(s.text) == plain_text(statement)]
        if exact or not sentences:
            return tuple(exact)
        return tuple(s.text for s in select_supporting(self._read(statement), sentences, headings, self.words))

    def _collect(self, evidence: Sequence[str]) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
        parts = [self._evidence(text) for text in evidence]
        return tuple(s for part in parts for s in part[0]), tuple(s for part in parts for s in part[1])

    def _judge(
        self,
        claim: Sentence,
        supporting: Sequence[Sentence],
        headings: Sequence[Sentence],
        problems: Sequence[_Problem],
    ) -> Support:
        score = held_share(claim, (*supporting, *headings), self.words)
        kind = "lexical"
        if self.similarity is not None:
            cosine = max(self.similarity(claim.text, [s.text for s in supporting]), default=0.0)
            score = (1 - SEMANTIC_SHARE) * score + SEMANTIC_SHARE * max(0.0, min(1.0, cosine))
            kind = "semantic"
        if self.entailment is not None:
            entailed = self.entailment.entails(" ".join(s.text for s in supporting), claim.text)
            score = (1 - ENTAILMENT_SHARE) * score + ENTAILMENT_SHARE * entailed
        limits = self.words.thresholds[kind]
        if any(problem.hard for problem in problems):
            score = min(score, HARD_PROBLEM_CEILING)
        verdict: Verdict = "withheld"
        if score >= limits["marked"]:
            verdict = "shown" if score >= limits["shown"] and not problems else "marked"
        texts = tuple(problem.text for problem in problems)
        if score < limits["marked"] and not texts:
            texts = ("The cited passages say too little of this.",)
        return Support(round(score, 3), verdict, texts)


def check_support(
    statement: str,
    evidence: Sequence[str],
    context: str = "",
    similarity: Similarity | None = None,
    *,
    words: SupportWords,
) -> Support:
    """One check without keeping a gate; a gate is faster for many, since it remembers the passages."""
    return SupportGate(words, similarity).check(statement, evidence, context)


def is_exact(statement: str, evidence: Iterable[str]) -> bool:
    """True where the statement is one or more whole sentences of a passage, spaces and marks aside."""
    wanted = plain_text(statement)
    if not wanted:
        return False
    for text in evidence:
        plain = plain_text(text)
        at = plain.find(wanted)
        if at < 0:
            continue
        before, after = plain[:at].rstrip(), plain[at + len(wanted) :].lstrip()
        starts = not before or before[-1] in ".!?#" or _opens_line(statement, text)
        ends = wanted[-1] in ".!?" or not after or _closes_line(statement, text)
        if starts and ends:
            return True
    return False


def _opens_line(statement: str, text: str) -> bool:
    first = plain_text(statement)
    return any(plain_text(line).lstrip("-*# ").startswith(first[:60]) for line in text.splitlines())


def _closes_line(statement: str, text: str) -> bool:
    last = plain_text(statement)
    return any(plain_text(line).endswith(last[-60:]) for line in text.splitlines())


def _read_evidence(text: str, read: Callable[[str], Sentence]) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Sentences, and headings (lines with `#`) apart: a heading names the subject but asserts nothing."""
    headings = tuple(read(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#"))
    sentences = tuple(read(text[start:end]) for start, end in sentence_slices(text))
    return sentences, headings


def held_share(claim: Sentence, evidence: Sequence[Sentence], words: SupportWords) -> float:
    """Share of the claim's weight, words and facts, that the evidence holds, its weakest clause counted apart."""
    held = _held_keys(evidence)
    whole = _share(claim.words, claim.facts, held, words)
    clauses = [_share(c.words, c.facts, held, words) for c in _judged_clauses(claim)]
    weakest = min(clauses, default=whole)
    return (1 - WEAKEST_CLAUSE_SHARE) * whole + WEAKEST_CLAUSE_SHARE * min(whole, weakest)


def _judged_clauses(claim: Sentence) -> list[Clause]:
    return [c for c in claim.clauses if len(c.words) + len(c.facts) >= JUDGED_CLAUSE]


def _held_keys(evidence: Iterable[Sentence]) -> set[str]:
    held: set[str] = set()
    for sentence in evidence:
        held |= sentence.keys
    return held


def _share(stated: Iterable[str], facts: Iterable[Fact], held: set[str], words: SupportWords) -> float:
    stated, values = frozenset(stated), _distinct(facts)
    total = sum(_weight(key, words) for key in stated) + FACT_WEIGHT * len(values)
    found = sum(_weight(key, words) for key in stated if key in held)
    dates = [key for key in held if key[:2] in ("19", "20")]
    for value in values:
        found += FACT_WEIGHT * (value in held or any(date.startswith(value) for date in dates))
    return found / total if total else 0.0


def _distinct(facts: Iterable[Fact]) -> set[str]:
    return {fact.value for fact in facts}


def _weight(key: str, words: SupportWords) -> float:
    return words.weight(key.lstrip("~"))


def select_supporting(
    claim: Sentence, sentences: Sequence[Sentence], headings: Sequence[Sentence], words: SupportWords
) -> tuple[Sentence, ...]:
    """The sentences that together cover most of the claim: the best first, others only where they add."""
    wanted = {key: _weight(key, words) for key in claim.words}
    wanted.update((value, FACT_WEIGHT) for value in _distinct(claim.facts))
    total = sum(wanted.values())
    chosen: list[Sentence] = []
    remaining = list(dict.fromkeys(sentences))
    left = dict(wanted)
    while remaining and len(chosen) < SUPPORTING_SENTENCES:
        gains = [(_gain(sentence, left, wanted), sentence) for sentence in remaining]
        gain, best = max(gains, key=lambda pair: pair[0])
        if chosen and gain < SMALLEST_GAIN * total:
            break
        chosen.append(best)
        remaining.remove(best)
        left = {key: weight for key, weight in left.items() if key not in best.keys}
    return tuple(chosen)


def _gain(sentence: Sentence, left: dict[str, float], wanted: dict[str, float]) -> float:
    keys = sentence.keys
    new = sum(weight for key, weight in left.items() if key in keys)
    again = sum(weight for key, weight in wanted.items() if key in keys)
    return new + 0.05 * again


def find_problems(
    claim: Sentence,
    supporting: Sequence[Sentence],
    sentences: Sequence[Sentence],
    headings: Sequence[Sentence],
    context: Sentence,
    words: SupportWords,
) -> list[_Problem]:
    """Facts that stand nowhere, facts joined wrongly, reversals, and changes of force."""
    problems: list[_Problem] = []
    problems += missing_facts(claim, supporting, sentences, headings, context, words)
    problems += misattributed_facts(claim, sentences, headings, words)
    problems += contrasted_facts(claim, supporting)
    problems += dropped_ellipsis(claim, supporting)
    problems += repeated_errors(claim, supporting)
    problems += turned_pairs(claim, supporting)
    copied = find_copied(claim, sentences)
    problems += exchanged_words(claim, copied)
    problems += turned_clauses(claim, sentences)
    problems += crossed_lists(claim, sentences)
    problems += exchanged_sides(claim, sentences, words)
    problems += crossed_dates(claim, sentences)
    problems += opposite_words(claim, _same_talk(claim, (*supporting, *sentences), words), words)
    problems += closed_questions(claim, copied or supporting[0])
    problems += unheld_clauses(claim, (*supporting, *headings), words)
    problems += changed_bounds(claim, supporting)
    problems += reversed_poles(claim, _same_talk(claim, (*supporting, *sentences), words))
    problems += changed_negations(claim, supporting)
    problems += changed_force(claim, supporting)
    return list(dict.fromkeys(problems))


def missing_facts(
    claim: Sentence,
    supporting: Sequence[Sentence],
    sentences: Sequence[Sentence],
    headings: Sequence[Sentence],
    context: Sentence,
    words: SupportWords,
) -> list[_Problem]:
    stated = [fact for s in (*sentences, *headings) for fact in s.facts]
    nearest = [fact for s in supporting for fact in s.facts]
    problems = []
    for fact in claim.facts:
        if any(_same_fact(fact, other, words) for other in stated):
            continue
        rivals = [
            f for f in nearest if f.family == fact.family and (not fact.unit or not f.unit or f.unit == fact.unit)
        ]
        unused = [f for f in rivals if not any(_same_fact(own, f, words) for own in claim.facts)]
        if any(_same_fact(fact, other, words) for other in context.facts):
            if unused and len(unused) == len(rivals) and not _only_broader(fact, unused, words):
                problems.append(_Problem(f"{fact.shown} is the question's; the passage says {unused[0].shown}.", True))
            continue
        if fact.kind == "number" and fact.value == "1" and not unused:
            continue
        if fact.family == "proper":
            problems.append(_Problem(f"{fact.shown} stands in no cited passage.", False))
            continue
        if fact.kind == "name" and fact.family not in words.strict_names:
            if unused:
                problems.append(_Problem(f"The passage names {unused[0].shown}, not {fact.shown}.", True))
            continue
        problems.append(_Problem(f"{fact.shown} stands in no cited passage.", True))
    return problems


def _only_broader(fact: Fact, others: Sequence[Fact], words: SupportWords) -> bool:
    """The passage speaks of a payer that contains the one asked about: its rule reaches it."""
    if fact.family != "payer":
        return False
    parent = words.parents.get(fact.value.removeprefix("payer:"))
    return parent is not None and all(other.value == f"payer:{parent}" for other in others)


def _same_fact(fact: Fact, other: Fact, words: SupportWords) -> bool:
    """Equal, a date less exact than the other, or a payer's broader name."""
    if fact.kind == "date" and other.kind == "date":
        return _date_covers(fact.value, other.value)
    if fact.family == "payer" and other.family == "payer":
        parent = words.parents.get(other.value.removeprefix("payer:"))
        return fact.value == other.value or fact.value == f"payer:{parent}"
    if {fact.kind, other.kind} <= {"number", "code"} and fact.value == other.value:
        return not fact.unit or not other.unit or fact.unit == other.unit
    return fact.kind == other.kind and fact.value == other.value


def _date_covers(stated: str, known: str) -> bool:
    if stated.startswith("0000"):
        return known[4:] == stated[4:]
    return known.startswith(stated)


def misattributed_facts(
    claim: Sentence, sentences: Sequence[Sentence], headings: Sequence[Sentence], words: SupportWords
) -> list[_Problem]:
    """A number, code or name joined with words that the passage joins with another of its family.

    For each fact of a clause, the passage's clauses that hold it are compared with those that hold a rival
    instead: where a rival's clause holds the rest of the statement's clause clearly better, the fact was moved.
    """
    problems = []
    above = tuple(fact for heading in headings for fact in heading.facts)
    places = [(clause, sentence) for sentence in sentences for clause in sentence.clauses]
    for clause in claim.clauses:
        for fact in clause.facts:
            if fact.family == "discipline":
                continue
            rest = {key: _weight(key, words) for key in clause.words}
            rest.update((f.value, FACT_WEIGHT) for f in clause.facts if f.family != fact.family)
            rest.update((f.value, FACT_WEIGHT) for f in clause.facts if f.family == fact.family and f.unit != fact.unit)
            rest.pop(fact.value, None)
            problem = _find_rival(fact, clause, rest, places, above, words)
            if problem:
                problems.append(problem)
    return problems


def _find_rival(
    fact: Fact,
    clause: Clause,
    rest: dict[str, float],
    places: Sequence[tuple[Clause, Sentence]],
    above: Sequence[Fact],
    words: SupportWords,
) -> _Problem | None:
    if fact.value == "1" and fact.shown.isalpha():
        return None
    if not any(_same_fact(fact, f, words) for _, sentence in places for f in sentence.facts):
        return None  # the question's own
    total = sum(rest.values())
    best_own, best_rival, rival_shown = 0.0, 0.0, ""
    for place, sentence in places:
        family = _in_reach(fact, clause, place, sentence, above)
        held = place.keys | {f.value for f in _inherited(place, sentence)}
        share = sum(weight for key, weight in rest.items() if key in held) / total if total else 0.0
        if any(_same_fact(fact, f, words) for f in family):
            best_own = max(best_own, share)
            continue
        rivals = [f for f in family if not any(_same_fact(own, f, words) for own in clause.facts)]
        if rivals and share > best_rival:
            best_rival, rival_shown = share, rivals[0].shown
    if best_rival >= RIVAL_HOLDS and best_rival > best_own + RIVAL_MARGIN:
        return _Problem(f"The passage says this with {rival_shown}, not with {fact.shown}.", True)
    return None


def _in_reach(fact: Fact, clause: Clause, place: Clause, sentence: Sentence, above: Sequence[Fact]) -> list[Fact]:
    """Facts of the same family that a place speaks of: its own, else its sentence's, else the heading's.

    A number that the claim states with another unit is no rival of this one.
    """
    others = {own.value for own in clause.facts if own.family == fact.family and own.unit != fact.unit}
    nearby = sorted(sentence.clauses, key=lambda c: _clause_distance(place, c, sentence))
    for facts in (*(c.facts for c in nearby), above):
        family = [f for f in facts if f.family == fact.family and _units_agree(fact, f) and f.value not in others]
        if family:
            return family
    return []


def _clause_distance(place: Clause, other: Clause, sentence: Sentence) -> tuple[int, bool]:
    """How far apart two clauses stand; of two as far, the earlier one reaches further."""
    at, there = sentence.clauses.index(place), sentence.clauses.index(other)
    return abs(at - there), there > at


def _inherited(place: Clause, sentence: Sentence) -> list[Fact]:
    """Facts of earlier clauses whose family the clause itself does not name: they reach into it."""
    own = {f.family for f in place.facts}
    earlier = sentence.clauses[: sentence.clauses.index(place)]
    return [f for c in earlier for f in c.facts if f.family not in own and f.kind in ("name", "code", "date")]


def _units_agree(fact: Fact, other: Fact) -> bool:
    """Numbers are rivals where they count the same; in a list the unit may stand with the first one only."""
    if fact.kind != "number" or other.value == fact.value:
        return True
    if not other.shown[0].isdigit() and not (other.unit or other.noun):
        return False
    if fact.unit:
        return other.unit == fact.unit or not (other.unit or other.noun)
    return not other.unit and other.noun == fact.noun


def contrasted_facts(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """ "A does, B does not" told the other way round, and a code whose "without" was dropped."""
    told = {
        (f.value, _denied(f, clause))
        for s in supporting
        if "excepting" not in s.marks
        for clause in s.clauses
        for f in clause.facts
    }
    for clause in claim.clauses if "excepting" not in claim.marks else ():
        for fact in clause.facts:
            if fact.kind not in ("name", "code", "modifier", "number"):
                continue
            statuses = {status for value, status in told if value == fact.value}
            same = {f for s in supporting for f in s.facts if f.family == fact.family}
            rivals = {f.value for f in same if (f.value, _denied(fact, clause)) in told}
            turned = statuses == {not _denied(fact, clause)}
            if turned and fact.kind != "number" and rivals - {fact.value}:
                return [_Problem(f"The passage says this of another than {fact.shown}.", True)]
            if turned and not clause.denied and all(f.denied for f in same if f.value == fact.value):
                return [_Problem(f"The passage denies {fact.shown} here.", True)]
    return []


def _denied(fact: Fact, clause: Clause) -> bool:
    """A contrast within the clause ("97150, not 97112") denies one fact only; else the clause decides."""
    if any(other.denied for other in clause.facts if other.family == fact.family):
        return fact.denied
    return clause.denied


def dropped_ellipsis(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """ "…; pain alone does not": what the closing denial speaks of may not be affirmed."""
    for denial in (c for s in supporting for c in s.clauses if c.elliptic and c.denied):
        for clause in claim.clauses:
            shared = denial.keys & clause.keys
            if not clause.denied and len(shared) >= 2 and len(shared) >= ELLIPSIS_SHARED * len(denial.keys):
                return [_Problem("The passage denies what the statement says.", True)]
    return []


def repeated_errors(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """The passage reports a claim and calls it wrong; the statement repeats the claim alone."""
    corrected = any(p.axis == "right" and p.sign < 0 for s in supporting[:1] for p in s.poles)
    owned = any(p.axis == "right" for p in claim.poles) or any(c.denied for c in claim.clauses)
    return [_Problem("The passage calls this wrong.", True)] if corrected and not owned else []


def turned_pairs(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """ "97150 is column 1 over 97112" told as "97112 is column 1 over 97150"."""
    mine = _pairs(claim)
    for sentence in supporting:
        theirs = _pairs(sentence)
        if any((pole, second, first) in theirs and (pole, first, second) not in theirs for pole, first, second in mine):
            return [_Problem("The passage says this with the two exchanged.", True)]
    return []


def _pairs(sentence: Sentence) -> set[tuple[str, str, str]]:
    """(opposite word, code or name before it, the same after it), the nearest ones."""
    families = {f.value: f.family for f in sentence.facts if f.kind in ("code", "name", "modifier")}
    pairs = set()
    for at, key in enumerate(sentence.sequence):
        if key[-2:] in ("+1", "-1"):
            before = next((k for k in reversed(sentence.sequence[:at]) if k in families), "")
            after = next((k for k in sentence.sequence[at + 1 :] if k in families), "")
            if before and after and before != after and families[before] == families[after]:
                pairs.add((key, before, after))
    return pairs


def exchanged_words(claim: Sentence, copied: Sentence | None) -> list[_Problem]:
    """In a near copy of a sentence: a word in another's place, a fact moved, or a "not" left out or put in."""
    if copied is None:
        return []
    families = {f.value: f.family for s in (claim, copied) for f in s.facts}
    matcher = SequenceMatcher(None, claim.sequence, copied.sequence, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    share = sum(block.size for block in blocks) / len(claim.sequence)
    start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    mine = claim.sequence[blocks[0].a : blocks[-1].a + blocks[-1].size]
    theirs = copied.sequence[start:end]
    denials = _denials(mine, claim.sequence) & _denials(theirs, copied.sequence)
    if not denials and _downs(claim.sequence) == _downs(copied.sequence):
        return [_Problem("A denial was left out of the passage's sentence or put into it.", True)]
    inner = [op for op in matcher.get_opcodes() if op[0] != "equal" and start <= op[3] and op[4] <= max(end, op[3] + 1)]
    single = len(inner) == 1 and share >= CLOSE_COPY and len(claim.sequence) >= SHORTEST_COPY
    for operation, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if operation == "replace" and a_end - a_start <= 2 and b_end - b_start <= 2:
            pairs = [(x, y) for x in claim.sequence[a_start:a_end] for y in copied.sequence[b_start:b_end]]
            if any(_are_rivals(x, y, families, single) for x, y in pairs):
                return [_Problem("A word of the passage's sentence was exchanged for another.", True)]
    return []


def find_copied(claim: Sentence, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence that the claim follows most closely in its own order, where it is a near copy of one."""
    best, best_share = None, 0.0
    mine = Counter(claim.sequence)
    for sentence in sentences:
        # At most this much can be shared in any order; a sentence that cannot win is not aligned.
        most = sum((mine & Counter(sentence.sequence)).values()) / max(1, len(claim.sequence))
        if most <= max(best_share, NEAR_COPY - 0.01):
            continue
        blocks = SequenceMatcher(None, claim.sequence, sentence.sequence, autojunk=False).get_matching_blocks()
        blocks = [block for block in blocks if block.size]
        stretch = blocks[-1].b + blocks[-1].size - blocks[0].b
        share = sum(block.size for block in blocks) / len(claim.sequence)
        if share > best_share and stretch <= LONGEST_STRETCH * len(claim.sequence):
            best, best_share = sentence, share
    enough = best_share >= NEAR_COPY and best_share * len(claim.sequence) >= JUDGED_CLAUSE
    return best if enough else None


def turned_clauses(claim: Sentence, sentences: Sequence[Sentence]) -> list[_Problem]:
    """A clause copied from one that denies, without the denial, or the reverse."""
    for clause in claim.clauses:
        if len(clause.sequence) < JUDGED_CLAUSE:
            continue
        likeness = {True: 0.0, False: 0.0}
        for other in (c for s in sentences for c in s.clauses if c.words & clause.words):
            shared = sum(key in other.sequence for key in clause.sequence)
            if len(other.sequence) > LONGEST_TURNED * len(clause.sequence) or shared < NEAR_COPY * len(clause.sequence):
                continue
            likeness[other.denied] = max(likeness[other.denied], _in_order(clause.sequence, other.sequence))
        turned, kept = likeness[not clause.denied], likeness[clause.denied]
        if turned >= TURNED_COPY and kept < NEAR_COPY:
            return [_Problem("The passage's clause denies this, or does not.", True)]
    return []


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(mine)


def exchanged_sides(claim: Sentence, sentences: Sequence[Sentence], words: SupportWords) -> list[_Problem]:
    """ "CPG 135 (OT)": right before or behind a code, number or date stands what belongs to its sibling."""
    for fact in claim.facts:
        if fact.kind not in ("code", "date"):
            continue
        for side in (-1, 1):
            mine = _beside(fact.value, side, claim.sequence)
            if not mine or mine & {f.value for f in claim.facts if f.family == fact.family}:
                continue
            for sentence in sentences:
                own = _beside(fact.value, side, sentence.sequence)
                other_side = _beside(fact.value, -side, sentence.sequence)
                rivals = {f.value for f in sentence.facts if f.family == fact.family and _units_agree(fact, f)}
                taken = any(mine & _beside(v, side, sentence.sequence) for v in rivals - {fact.value})
                if own and taken and not mine & (own | other_side) and _holds(sentence, claim, words):
                    return [_Problem(f"The passage puts {fact.shown} beside something else.", True)]
    return []


def _beside(value: str, side: int, sequence: Sequence[str]) -> set[str]:
    """The keys right before (-1) or right behind (1) each place of a value."""
    return {sequence[at + side] for at, key in enumerate(sequence) if key == value and 0 <= at + side < len(sequence)}


def _holds(sentence: Sentence, claim: Sentence, words: SupportWords) -> bool:
    return _share(claim.words, claim.facts, set(sentence.keys), words) >= CLOSE_COPY


def crossed_dates(claim: Sentence, sentences: Sequence[Sentence]) -> list[_Problem]:
    """An amount or share given for a year that the passage gives for another."""
    for clause in claim.clauses:
        dates = [f for f in clause.facts if f.kind == "date"]
        for fact in (f for f in clause.facts if f.kind in ("money", "percent")):
            held = [
                c
                for s in sentences
                for c in s.clauses
                if any(f.value == fact.value and f.kind == fact.kind for f in c.facts)
            ]
            told = [[f.value for f in c.facts if f.kind == "date"] for c in held]
            fits = any(
                not t or any(_date_covers(d.value, v) or _date_covers(v, d.value) for d in dates for v in t)
                for t in told
            )
            if dates and told and not fits:
                return [_Problem(f"The passage gives {fact.shown} for another date.", True)]
    return []


def opposite_words(claim: Sentence, sentences: Sequence[Sentence], words: SupportWords) -> list[_Problem]:
    """ "Passive" where the passage has "active": an opposite that no sentence holds, for a word left out."""
    told = {word: denied for s in sentences for word, denied in s.plain}
    said = dict(claim.plain)
    for word, denied in claim.plain:
        if word in told:
            continue
        for other, other_denied in told.items():
            if other not in said and denied == other_denied and _are_opposite(word, other, words):
                return [_Problem(f"The passage says {other}, the statement the opposite.", True)]
    return []


NEGATING_PREFIXES = ("un", "non", "in", "im", "dis", "ir", "mis")


def _are_opposite(word: str, other: str, words: SupportWords) -> bool:
    if (word, other) in words.opposites:
        return True
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return len(shorter) >= JUDGED_CLAUSE and any(longer == prefix + shorter for prefix in NEGATING_PREFIXES)


def crossed_lists(claim: Sentence, sentences: Sequence[Sentence]) -> list[_Problem]:
    """ "1.01 for 97110 and 0.88 for 97112": values paired with others than in the passage's list."""
    told: dict[str, set[str]] = {}
    for sentence in sentences:
        for value, partner in _list_pairs(sentence, LIST_MINIMUM):
            told.setdefault(value, set()).add(partner)
    known = {partner for partners in told.values() for partner in partners}
    for value, partner in _list_pairs(claim, 1):
        if value in told and partner in known and partner not in told[value]:
            return [_Problem(f"The passage pairs {value} with another than {partner}.", True)]
    return []


def _list_pairs(sentence: Sentence, least: int) -> Iterable[tuple[str, str]]:
    """Each value with the code or date at the same place, where a sentence has as many of both."""
    values = [f.value for f in sentence.facts if f.kind in ("money", "percent") or (f.kind == "number" and not f.unit)]
    for kind in ("code", "date"):
        partners = [f.value for f in sentence.facts if f.kind == kind]
        if len(values) == len(partners) >= least:
            yield from zip(values, partners, strict=True)


def closed_questions(claim: Sentence, copied: Sentence | None) -> list[_Problem]:
    """Open where the passage says "whether", past where it says "until", wrong where it says so."""
    if copied is None:
        return []
    problems = []
    open_still = claim.marks & {"open_questions", "hedges", "strong_hedges"} or any(c.denied for c in claim.clauses)
    if "open_questions" in copied.marks and not open_still:
        problems.append(_Problem("The passage leaves this open.", True))
    if any(f.bound == "until" for f in copied.facts) and not _tells_the_past(claim):
        problems.append(_Problem("The passage says that this has ended.", True))
    if _corrects(claim, copied):
        problems.append(_Problem("The passage reports this and corrects it.", True))
    return problems


def _tells_the_past(claim: Sentence) -> bool:
    ended = any(p.axis in ("standing", "time") and p.sign <= 0 for p in claim.poles)
    return ended or any(f.kind == "date" for f in claim.facts)


def _corrects(claim: Sentence, copied: Sentence) -> bool:
    """The claim copies what somebody says, and the sentence goes on to correct it."""
    if claim.marks & {"corrections", "sayings"} or "sayings" not in copied.marks:
        return False
    likest = max(range(len(copied.clauses)), key=lambda at: len(copied.clauses[at].keys & claim.keys), default=0)
    later = copied.clauses[likest + 1 :]
    return any("corrections" in c.marks for c in later)


def _denials(stretch: Sequence[str], whole: Sequence[str]) -> set[int]:
    """Whether the stretch, and whether the whole, holds an odd number of negators."""
    return {stretch.count("¬") % 2, whole.count("¬") % 2}


def _downs(sequence: Sequence[str]) -> int:
    return sum(key.endswith("-1") for key in sequence) % 2


def _are_rivals(mine: str, theirs: str, families: dict[str, str], single: bool) -> bool:
    """Opposites, facts of one family, or, where nothing else was changed, any other word in a word's place."""
    if "¬" in (mine, theirs):
        return False
    if mine[:-2] == theirs[:-2] and mine[-2:] in ("+1", "-1"):
        return mine != theirs
    if mine in families and theirs in families:
        return families[mine] == families[theirs] and not (families[mine] == "date" and _date_covers(mine, theirs))
    return single and mine not in families and theirs not in families


def unheld_clauses(claim: Sentence, evidence: Sequence[Sentence], words: SupportWords) -> list[_Problem]:
    """A clause of which the evidence says almost nothing was added by the writer."""
    held = _held_keys(evidence)
    shares = [_share(c.words, c.facts, held, words) for c in _judged_clauses(claim)]
    if min(shares, default=1.0) < CLAUSE_FLOOR:
        return [_Problem("A part of the sentence stands in no cited passage.", False)]
    return []


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


def changed_bounds(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """ "At least 8" where the passage says "fewer than 8"; "since" a date where it says "until"."""
    problems = []
    for fact in claim.facts:
        if not fact.bound:
            continue
        bounds = {
            other.bound
            for s in supporting
            for other in s.facts
            if other.value == fact.value
            and other.bound
            and (not fact.unit or not other.unit or fact.unit == other.unit)
        }
        if bounds and all(frozenset((fact.bound, bound)) in OPPOSITE_BOUNDS for bound in bounds):
            problems.append(_Problem(f"The passage puts {fact.shown} on the other side.", True))
    return problems


def _same_talk(claim: Sentence, sentences: Sequence[Sentence], words: SupportWords) -> list[Sentence]:
    """The sentences that hold most of the claim, or nearly as much: only they can contradict it."""
    shares = [(_share(claim.words, claim.facts, set(s.keys), words), s) for s in sentences]
    best = max((share for share, _ in shares), default=0.0)
    return [s for share, s in shares if share >= NEARLY_BEST * best]


def reversed_poles(claim: Sentence, sentences: Sequence[Sentence]) -> list[_Problem]:
    """Required for not required, retired for in force: the same axis with the other sign."""
    problems = []
    for pole in claim.poles:
        both = any(o.axis == pole.axis and o.clause == pole.clause and o.sign != pole.sign for o in claim.poles)
        known = _plain_poles(sentences, pole.axis)
        if both or not pole.sign or not known:
            continue
        signs = {p.sign for p in known}
        if signs == {-pole.sign}:
            problems.append(_Problem(f"The passage says the opposite on {pole.axis.replace('_', ' ')}.", True))
        elif signs == {1, -1} and _closest_sign(pole, known) not in (pole.sign, 0):
            problems.append(_Problem(f"The passage says this the other way round on {pole.axis}.", True))
    return problems


def _plain_poles(supporting: Sequence[Sentence], axis: str) -> list[Pole]:
    """The poles on an axis, those of clauses that hold both ends left out where others remain."""
    every, plain = [], []
    for sentence in supporting:
        poles = [p for p in sentence.poles if p.axis == axis]
        every += poles
        plain += [p for p in poles if not any(o.clause == p.clause and o.sign != p.sign for o in poles)]
    return plain or every


def _closest_sign(pole: Pole, known: Sequence[Pole]) -> int:
    """The sign whose clause is most like the claim's clause; 0 where the two come out alike."""
    shares = {1: 0.0, 0: 0.0, -1: 0.0}
    for other in known:
        shares[other.sign] = max(shares[other.sign], _likeness(pole, other))
    nearer = 1 if shares[1] > shares[-1] else -1
    return nearer if shares[nearer] > CLEARLY_NEARER * shares[-nearer] else 0


def _likeness(pole: Pole, other: Pole) -> float:
    """Words of both clauses, counted more the more alike they stand to the pole."""
    distances = dict(other.near)
    return sum(
        (NUMBER_COUNTS if key.isdigit() and len(key) < len("97112") else 1)
        * (IN_CLAUSE + (1 - IN_CLAUSE) / (1 + abs(distance - distances[key])))
        for key, distance in pole.near
        if key in distances
    )


def changed_negations(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """A "not" added or dropped before a word that has no opposite in the vocabulary."""
    affirmed = frozenset(word for s in supporting for word in s.affirmed)
    negated = frozenset(word for s in supporting for word in s.negated)
    dropped = {w for w in claim.affirmed & negated if w not in affirmed and w not in claim.negated}
    added = {w for w in claim.negated & affirmed if w not in negated and w not in claim.affirmed}
    problems = []
    plain = not any(c.denied for c in claim.clauses) and not any(p.sign < 0 for p in claim.poles)
    said = {w for c in claim.clauses if not c.denied for w in c.words}
    if dropped & said and (plain or _denial_differs(claim, dropped & said, supporting)):
        problems.append(_Problem("The passage denies what the statement says.", True))
    added -= {w for s in supporting for c in s.clauses if c.denied for w in c.words}
    if added and _denial_differs(claim, added, supporting):
        problems.append(_Problem("The statement denies what the passage says.", True))
    silent = claim.negated and not negated and not any("negators" in s.marks for s in supporting)
    if silent and not added and not any(p.sign < 0 for s in supporting for p in s.poles):
        problems.append(_Problem("The passage holds no such denial.", False))
    alone_dropped = any(s.partial_negation for s in supporting) and not claim.partial_negation
    if alone_dropped and claim.negated & negated and not claim.marks & {"alone", "narrowing"}:
        problems.append(_Problem("The passage denies only that this alone decides.", True))
    return problems


def _denial_differs(claim: Sentence, turned: set[str], supporting: Sequence[Sentence]) -> bool:
    """A clause with a turned word: the passage's clauses most like it deny where it does not, or the reverse."""
    for clause in claim.clauses:
        if not clause.words & turned:
            continue
        likeness = {True: 0, False: 0}
        for other in (c for s in supporting for c in s.clauses):
            likeness[other.denied] = max(likeness[other.denied], len(other.keys & clause.keys))
        if likeness[not clause.denied] > DENIAL_MARGIN * likeness[clause.denied]:
            return True
    return False


def changed_force(claim: Sentence, supporting: Sequence[Sentence]) -> list[_Problem]:
    """May for must, only for also, always for often, plain for hedged."""
    problems = []
    known = {modal for s in supporting for modal in s.modals}
    forces = {force for force, _ in known}
    marks = frozenset(mark for s in supporting for mark in s.marks)
    for force, act in claim.modals:
        if force == "may" and "narrowing" in claim.marks and "must" in forces:
            continue
        same_act = {f for f, a in known if a == act}
        if same_act and force not in same_act:
            problems.append(_Problem(f"The passage does not say {force} of this.", True))
        elif force == "must" and forces and "must" not in forces:
            problems.append(_Problem("The passage advises or allows; the statement demands.", True))
    only_may = {"may", "must"} <= forces | {force for force, _ in claim.modals}
    if "narrowing" in claim.marks and not marks & {"narrowing", "alone"} and not only_may:
        problems.append(_Problem("The passage does not say that it is the only one.", True))
    if "absolute" in claim.marks and "absolute" not in marks:
        problems.append(_Problem("The passage makes no promise without exception.", True))
    unchecked = bool(supporting) and "must_hedge" in supporting[0].marks
    if unchecked and not claim.marks & {"must_hedge", "strong_hedges"}:
        problems.append(_Problem("The passage marks this as unverified; the statement does not.", True))
    hedged = bool(supporting) and "strong_hedges" in supporting[0].marks
    if hedged and not claim.marks & {"strong_hedges", "hedges"}:
        problems.append(_Problem("The passage says this with a reserve that the statement leaves out.", False))
    return problems
