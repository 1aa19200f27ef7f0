"""What a later turn adds to work told before: "and 11 min of estim", "also leg press", "tech put him on the bike".

A neighbouring service has minutes or a line of its own and neither makes nor unmakes 97112 for the rest, whoever gave
it. What tells the work anew ("only the bike", "what if it was stairs") adds nothing, and what tells the whole of it
anew ("all of it was leg press") takes its place.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from understand.case import Case, Finding
from understand.kind import NAMES_A_CODE, NEW_TOPIC, SHORT_WORDS
from understand.own_lines import OF_THE_WORK
from understand.vocabulary import Vocabulary
from understand.words import split_words

# What tells that something was done.
WORKED = frozenset({"intervention", "skill"})
# What words of an added line tell of it, and who gave it.
OF_AN_ADDED_LINE = OF_THE_WORK | {"provider"}
# A line that tells any of these tells of a patient, and may stand by itself.
OF_A_PATIENT = frozenset(
    {"diagnosis", "impairment", "neurological_sign", "non_qualifying", "measure", "red_flag", "function"}
)
ASKS = re.compile(
    r"\?|^\W*(?:can|could|do|does|did|is|are|was|were|how|what|who|when|where|which|why|should|may|will|would)\b"
    r"|\b(?:how many|do i|do we|can i|can we)\b",
    re.IGNORECASE,
)


def adds_to_a_case(text: str, findings: Collection[Finding], vocabulary: Vocabulary) -> bool:
    """Whether a short line asks nothing, and tells of a visit but of no patient: it goes on with the turn before."""
    if NEW_TOPIC.search(text) or NAMES_A_CODE.search(text) or ASKS.search(text) or re.search(r"\d", text):
        return False
    told = {vocabulary.category(finding.id) for finding in findings}
    return bool(told) and told.isdisjoint(OF_A_PATIENT) and len(text.split()) <= SHORT_WORDS


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
        replace(finding, apart=True) if vocabulary.category(finding.id) in OF_AN_ADDED_LINE else finding
        for finding in later.findings
    )
    return replace(later, findings=tuple(findings))


def without_replaced(earlier: Case, later: Case, text: str, vocabulary: Vocabulary) -> Case:
    """The earlier case without its work, where the later turn tells the whole of it anew.

    "Same but just leg press" does so too, unless the work that it names was told before: "same but just foam".
    """
    works, told = (
        {f.id for f in case.findings if f.presence == "present" and vocabulary.category(f.id) == "intervention"}
        for case in (later, earlier)
    )
    anew = _says(text, "told_whole", vocabulary) or (works.isdisjoint(told) and _says(text, "told_only", vocabulary))
    if not works or not anew:
        return earlier
    return replace(earlier, findings=tuple(f for f in earlier.findings if vocabulary.category(f.id) not in OF_THE_WORK))


def _adds_work(text: str, vocabulary: Vocabulary) -> bool:
    return _says(text, "told_beside", vocabulary) and not _says(text, "told_instead", vocabulary)


def _says(text: str, name: str, vocabulary: Vocabulary) -> bool:
    words = split_words(text)
    return any(vocabulary.classes[name].ends_at(words, place) for place in range(len(words)))
