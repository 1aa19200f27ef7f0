"""Turns that a later one takes back whole: they were of another patient, or from the wrong chart.

"Scratch that, that was another pt" takes back the turn before it; a thing that it names ("no tingling, i mixed up
charts") is taken back by being denied, and the rest of the first turn stays.
"""

from collections.abc import Callable, Sequence

from understand.case import Finding
from understand.vocabulary import Vocabulary
from understand.words import Word, split_words

Read = Callable[[str], Sequence[Finding]]
# What says nothing of a patient: a turn that tells only this is not what was of another.
OF_NO_PATIENT = frozenset({"provider", "setting", "documentation", "intent", "skill", "purpose"})


def without_withdrawn(turns: Sequence[str], vocabulary: Vocabulary, read: Read) -> tuple[str, ...]:
    """The turns without those that a later one takes back, oldest first; the last always stays.

    Args:
        read: the findings of a turn.
    """
    kept: list[str] = []
    for turn in turns:
        if kept and takes_back_a_turn(turn, vocabulary):
            told = [place for place, earlier in enumerate(kept) if _tells_of_a_patient(read(earlier), vocabulary)]
            if told and (told[-1] > 0 or not _denies(read(turn), read(kept[0]))):
                del kept[told[-1]]
        kept.append(turn)
    return tuple(kept)


def takes_back_a_turn(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence of it says that what was told before is of another patient, or is to be left out."""
    words = split_words(text)
    whole = vocabulary.classes["told_to_leave_out"].ends_at(words, _opening(words, vocabulary))
    if any(all(word.is_mark for word in words[end:]) for end in whole):
        return True
    return any(_says_of_another(words[first:end], vocabulary) for first, end in _sentences(words))


def _says_of_another(words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    another = vocabulary.classes["told_of_another"]
    return not _asks(words, vocabulary) and any(another.ends_at(words, place) for place in range(len(words)))


def _asks(words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.classes["asks_or_supposes"].ends_at(words, _opening(words, vocabulary)))


def _opening(words: Sequence[Word], vocabulary: Vocabulary) -> int:
    """Where the words begin that say something: after "oh no, sorry"."""
    place = 0
    while ends := vocabulary.classes["said_first"].ends_at(words, place):
        place = max(ends)
    return place


def _sentences(words: Sequence[Word]) -> list[tuple[int, int]]:
    ends = [place for place, word in enumerate(words) if word.ends_clause]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(words)], strict=True))


def _tells_of_a_patient(findings: Sequence[Finding], vocabulary: Vocabulary) -> bool:
    return any(vocabulary.category(finding.id) not in OF_NO_PATIENT for finding in findings)


def _denies(later: Sequence[Finding], earlier: Sequence[Finding]) -> bool:
    told = {finding.id for finding in earlier if finding.presence == "present"}
    return any(finding.presence == "absent" and finding.id in told for finding in later)
