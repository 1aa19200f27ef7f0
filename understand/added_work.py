"""A neighbouring service that a later turn adds to work told before: "and 11 min of estim", "also leg press".

It has minutes or a line of its own and neither makes nor unmakes 97112 for the rest. What tells the work anew ("it
was leg press", "only the bike", "what if it was stairs") adds nothing.
"""

from collections.abc import Collection
from dataclasses import replace

from understand.case import Case
from understand.own_lines import OF_THE_WORK
from understand.vocabulary import Vocabulary
from understand.words import split_words

# What tells that something was done.
WORKED = frozenset({"intervention", "skill"})


def set_apart_added(earlier: Case, later: Case, text: str, vocabulary: Vocabulary, beside: Collection[str]) -> Case:
    """The later turn's case, with the work that it adds set apart.

    Args:
        text: the later turn.
        beside: the interventions of the codes that stand beside 97112.
    """
    told = any(
        f.presence == "present" and not f.apart and vocabulary.category(f.id) in WORKED for f in earlier.findings
    )
    added = {f.id for f in later.findings if f.presence == "present" and vocabulary.category(f.id) == "intervention"}
    if not (told and added and added <= set(beside)) or not _adds_work(text, vocabulary):
        return later
    findings = (
        replace(finding, apart=True) if vocabulary.category(finding.id) in OF_THE_WORK else finding
        for finding in later.findings
    )
    return replace(later, findings=tuple(findings))


def _adds_work(text: str, vocabulary: Vocabulary) -> bool:
    words = split_words(text)
    beside, instead = (
        any(vocabulary.classes[name].ends_at(words, place) for place in range(len(words)))
        for name in ("told_beside", "told_instead")
    )
    return beside and not instead
