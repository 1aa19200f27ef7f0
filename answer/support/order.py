"""Who does what: a near copy of a sentence with two things exchanged, or one word put for another."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from answer.support.compare import Comparison, Problem, date_covers
from answer.support.sentence import Sentence


def exchanged_words(compared: Comparison) -> Iterable[Problem]:
    """In a near copy: an opposite or a fact in another's place, or two words in each other's."""
    copy = compared.copy
    if copy is None:
        return
    claim, copied = compared.claim.sequence, copy.sentence.sequence
    families = {f.value: f.family for s in (compared.claim, copy.sentence) for f in s.facts}
    operations = SequenceMatcher(None, claim, copied, autojunk=False).get_opcodes()
    if _mirrored([(claim[a:a_end], copied[b:b_end]) for kind, a, a_end, b, b_end in operations if kind == "replace"]):
        yield Problem("The passage says this with the two exchanged.")
    for operation, a, a_end, b, b_end in operations:
        if operation != "replace" or max(a_end - a, b_end - b) > LONGEST_EXCHANGE:
            continue
        exchanged = [(x, y) for x in claim[a:a_end] for y in copied[b:b_end] if _exclude(x, y, families)]
        moved = compared.claim, copy.sentence
        if any(families.get(x) == "number" or not _stands_apart(x, y, *moved) for x, y in exchanged):
            yield Problem("A word of the passage's sentence was exchanged for another.")


def _mirrored(exchanged: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Of two exchanges each puts in what the other took out: "minutes match units" for "units match minutes".

    Names are left out: the one who reports may stand first or last.
    """
    return any(
        mine == other_theirs and theirs == other_mine and not any(":" in key for key in (*mine, *theirs))
        for at, (mine, theirs) in enumerate(exchanged)
        for other_mine, other_theirs in exchanged[at + 1 :]
    )


def _stands_apart(mine: str, theirs: str, claim: Sentence, copied: Sentence) -> bool:
    """Each has a clause of its own in the copied sentence, and the claim's clause is the one of its own: only moved."""
    own = [c.keys for c in copied.clauses if mine in c.keys]
    rivals = [c.keys for c in copied.clauses if theirs in c.keys]
    said = [c.keys - {mine} for c in claim.clauses if mine in c.keys]
    if not own or not rivals or any(mine in keys for keys in rivals):
        return False
    likeness = max((len(keys & c) for keys in own for c in said), default=0)
    return likeness > max((len(keys & c) for keys in rivals for c in said), default=0)


# A longer exchange is another wording.
LONGEST_EXCHANGE = 2


def _exclude(mine: str, theirs: str, families: dict[str, str]) -> bool:
    """Opposites, or facts of one family."""
    if mine[:-2] == theirs[:-2] and mine[-2:] in ("+1", "-1"):
        return mine != theirs
    same = mine in families and families[mine] == families.get(theirs)
    return same and not (families[mine] == "date" and date_covers(mine, theirs))


# The same order told from its other end.
MIRRORED = {"before": "after", "after": "before", "replacing": "replaced", "replaced": "replacing"}


def turned_operands(compared: Comparison) -> Iterable[Problem]:
    """ "Prefers A to B" told as "prefers B to A"; "A before B" as "B before A" or as "A after B"."""
    known = [operands for s in compared.same_talk for operands in s.operands]
    for mine in compared.claim.operands:
        for theirs in known:
            straight, crossed = (
                _shared(mine.left, theirs.left, mine.right, theirs.right),
                _shared(mine.left, theirs.right, mine.right, theirs.left),
            )
            if mine.kind == MIRRORED.get(theirs.kind):
                straight, crossed = crossed, straight
            elif mine.kind != theirs.kind:
                continue
            if min(crossed) and sum(crossed) > sum(straight):
                yield Problem("The passage says this with the two exchanged.")


def _shared(
    one: frozenset[str], other: frozenset[str], second: frozenset[str], rest: frozenset[str]
) -> tuple[int, int]:
    return len(one & other), len(second & rest)


def crossed_links(compared: Comparison) -> Iterable[Problem]:
    """ "CO with GP" where the passage has "CQ with GP or CO with GO"."""
    known = {pair for s in compared.sentences for pair in s.linked}
    first = {one for one, _ in known}
    for one, other in compared.claim.linked:
        if one in first and other in first and (one, other) not in known:
            yield Problem(f"The passage joins {one} with another than {other}.")


def turned_pairs(compared: Comparison) -> Iterable[Problem]:
    """ "97150 is column 1 over 97112" told as "97112 is column 1 over 97150"."""
    mine = _pairs(compared.claim)
    for sentence in compared.supporting:
        theirs = _pairs(sentence)
        if any((pole, second, first) in theirs and (pole, first, second) not in theirs for pole, first, second in mine):
            yield Problem("The passage says this with the two exchanged.")


def _pairs(sentence: Sentence) -> set[tuple[str, str, str]]:
    """(opposite word, code or name before it, the same after it), the nearest ones."""
    families = {f.value: f.family for f in sentence.facts if f.kind in ("code", "name", "modifier")}
    pairs = set()
    for at, key in enumerate(sentence.sequence):
        if key[-2:] in ("+1", "-1"):
            beside = [
                k if place == sentence.places[at] else ""
                for k, place in zip(sentence.sequence, sentence.places, strict=True)
            ]
            before = next((k for k in reversed(beside[:at]) if k in families), "")
            after = next((k for k in beside[at + 1 :] if k in families), "")
            if before and after and before != after and families[before] == families[after]:
                pairs.add((key, before, after))
    return pairs


def crossed_numbers(compared: Comparison) -> Iterable[Problem]:
    """ "37 minutes are 3 units and 38 are 2" for the reverse; "1, 2 and 3 visits" for the passage's 3, 2 and 1."""
    mine, runs = _number_pairs(compared.claim), _number_runs(compared.claim)
    for sentence in compared.same_talk:
        theirs = _number_pairs(sentence)
        crossed = any(
            (one, b) in theirs and (other, a) in theirs and not {(one, a), (other, b)} & theirs
            for one, a in mine
            for other, b in mine
            if one != other and a != b
        )
        turned = any(set(run) == set(other) and run != other for run in runs for other in _number_runs(sentence))
        if crossed or turned:
            yield Problem("The passage gives these numbers in another order.")


def _number_pairs(sentence: Sentence) -> set[tuple[str, str]]:
    """Each number with the next one."""
    numbers = {f.value for f in sentence.facts if f.kind == "number"}
    return set(pairwise(key for key in sentence.sequence if key in numbers))


def _number_runs(sentence: Sentence) -> list[tuple[str, ...]]:
    """Three numbers or more with no word between them."""
    numbers = {f.value for f in sentence.facts if f.kind == "number"}
    runs = [tuple(run) for is_number, run in groupby(sentence.sequence, numbers.__contains__) if is_number]
    return [run for run in runs if len(run) > LONGEST_EXCHANGE]
