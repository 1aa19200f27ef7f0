"""Finds the sentence that a statement follows word by word, where it is a near copy of one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from answer.support.sentence import Sentence
from answer.support.words import SupportWords


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence, the stretches that the statement shares with it in order, and how much of it they are."""

    sentence: Sentence
    blocks: tuple[Match, ...]
    share: float


def find_copy(claim: Sentence, sentences: Sequence[Sentence], words: SupportWords) -> Copy | None:
    """The sentence that shares most of the claim in its order, in a stretch not clearly longer than the claim."""
    best: Copy | None = None
    length, limits = len(claim.sequence), words.limits
    mine = Counter(claim.sequence)
    for sentence in sentences:
        # At most this much can be shared in any order; a sentence that cannot win is not aligned.
        most = sum((mine & Counter(sentence.sequence)).values())
        if most < limits.judged_clause or most / length <= (best.share if best else limits.near - 0.01):
            continue
        matcher = SequenceMatcher(None, claim.sequence, sentence.sequence, autojunk=False)
        blocks = tuple(b for b in matcher.get_matching_blocks() if b.size)
        share = sum(b.size for b in blocks) / length
        stretch = blocks[-1].b + blocks[-1].size - blocks[0].b
        if share > (best.share if best else 0) and stretch <= limits.clearly * length:
            best = Copy(sentence, blocks, share)
    enough = best and best.share >= limits.near and best.share * length >= limits.judged_clause
    return best if enough else None
