"""Red flags of a text: added where clues state them together, set aside where they are old or only spoken of."""

from collections.abc import Sequence
from dataclasses import replace

from understand.case import Case, Finding, Span
from understand.context import read_context
from understand.danger_signs import (
    NAMED_WORDS,
    SHIELD,
    Clue,
    find_clues,
    is_settled,
    is_shielded,
    may_state_a_sign,
    stated_signs,
)
from understand.stated import Stated
from understand.strength_trend import FINDING, falling_strength, strength_rises
from understand.vocabulary import Vocabulary
from understand.words import Word, split_words

RED_FLAG = "red_flag"


def read_red_flags(
    text: str, words: Sequence[Word], findings: Sequence[Finding], vocabulary: Vocabulary
) -> list[Finding]:
    """`findings` with the red flags that clues add, and without those that need no action."""
    signs = vocabulary.danger_signs
    clues = find_clues(text, words, signs)
    if relative_writes(clues):
        findings = [replace(f, subject="patient") if _is_red_flag(f, vocabulary) else f for f in findings]
    if speaks_of_no_patient(clues):
        return [f for f in findings if not _is_named(f, vocabulary)]
    findings = [f for f in findings if not (_is_red_flag(f, vocabulary) and is_shielded(f, words, clues))]
    said = {f.id for f in findings if f.presence in ("present", "uncertain") and f.subject == "patient"}
    added: list[Finding] = falling_strength(text, signs.strength)
    affirmed: list[Clue] = []
    if may_state_a_sign(clues, signs) or any(_is_red_flag(f, vocabulary) for f in findings):
        affirmed = _affirmed(words, clues, vocabulary)
        added += stated_signs(text, words, affirmed, signs)
    together = [*findings, *(finding for finding in added if finding.id not in said)]
    kept = [f for f in together if not _is_settled_by_test(f, affirmed, vocabulary)]
    if FINDING in said and FINDING not in {f.id for f in added} and strength_rises(text, signs.strength):
        kept = [f for f in kept if f.id != FINDING]
    aged = [_settled_by_age(f, words, clues, vocabulary) for f in kept]
    return [_settled(f, words, clues, affirmed, vocabulary) for f in aged]


def without_settled(earlier: Case, answer: str, told: str, vocabulary: Vocabulary) -> Case:
    """The earlier case, in which what a later turn settles is of the past: "MRI and neurosurgeon cleared her".

    A flag is settled by a turn that would settle it in the same breath, all that was told before standing by.

    Args:
        told: the turns before the answer.
    """
    return replace(
        earlier,
        findings=tuple(
            replace(finding, presence="historical") if _is_settled_by(answer, finding, told, vocabulary) else finding
            for finding in earlier.findings
        ),
    )


def _is_settled_by(answer: str, finding: Finding, told: str, vocabulary: Vocabulary) -> bool:
    if not _is_raised(finding, vocabulary):
        return False
    said = finding.span.text
    text = f"{said}, {answer}\n{told}"
    words = split_words(text)
    own = sum(word.end <= len(said) for word in words)
    answered = sum(word.end <= len(said) + len(", ") + len(answer) for word in words)
    clues = find_clues(text, words, vocabulary.danger_signs)
    affirmed = [clue for clue in _affirmed(words, clues, vocabulary) if clue.first < answered]
    if all(clue.first < own for clue in affirmed):
        return False
    here = replace(finding, span=Span(0, len(said), said))
    others = [clue for clue in clues if clue.first >= own]
    return (
        is_settled(here, words, others, affirmed, vocabulary.danger_signs)
        or _is_settled_by_test(here, affirmed, vocabulary)
        or _settled_by_age(here, words, others, vocabulary).presence == "historical"
    )


def _settled(
    finding: Finding, words: Sequence[Word], clues: Sequence[Clue], affirmed: Sequence[Clue], vocabulary: Vocabulary
) -> Finding:
    """A red flag that is over, explained or cleared is of the past."""
    if not _is_raised(finding, vocabulary):
        return finding
    if is_settled(finding, words, clues, affirmed, vocabulary.danger_signs):
        return replace(finding, presence="historical")
    return finding


def _is_raised(finding: Finding, vocabulary: Vocabulary) -> bool:
    stated = finding.presence in ("present", "uncertain") and finding.subject == "patient"
    return stated and _is_red_flag(finding, vocabulary)


def _is_red_flag(finding: Finding, vocabulary: Vocabulary) -> bool:
    return vocabulary.category(finding.id) == RED_FLAG


def _is_settled_by_test(finding: Finding, affirmed: Sequence[Clue], vocabulary: Vocabulary) -> bool:
    test, against = vocabulary.danger_signs.settled_by_test.get(finding.id, ("", ""))
    given = {clue.id for clue in affirmed}
    return test in given and against not in given


def speaks_of_no_patient(clues: Sequence[Clue]) -> bool:
    """A lesson, a form or a policy, and nobody who has the sign."""
    general = [clue for clue in clues if clue.id == "no_patient"]
    people = [clue for clue in clues if clue.id == "patient"]
    return bool(general) and all(any(g.first <= p.first < g.last for g in general) for p in people)


def relative_writes(clues: Sequence[Clue]) -> bool:
    """Whether the asker's own relative is the patient ("grandma sounds drunk"), and nobody else."""
    given = {clue.id for clue in clues}
    return "relative_patient" in given and "other_patient" not in given


def _is_named(finding: Finding, vocabulary: Vocabulary) -> bool:
    return _is_red_flag(finding, vocabulary) and len(finding.span.text.split()) <= NAMED_WORDS


def _affirmed(words: Sequence[Word], clues: Sequence[Clue], vocabulary: Vocabulary) -> list[Clue]:
    """The clues that are neither denied nor somebody else's, and of the past only where that counts too."""
    signs = vocabulary.danger_signs
    claims = [clue for clue in clues if clue.id not in signs.bare and clue.id != SHIELD]
    stated = [Stated(clue.first, clue.last, clue.id) for clue in claims]
    readings = read_context(words, stated, vocabulary)
    own = relative_writes(clues)
    counted = {
        clue
        for clue, item, reading in zip(claims, stated, readings, strict=True)
        if (own or reading.subject == "patient")
        and (
            reading.presence in ("present", "uncertain")
            or (reading.presence == "historical" and (clue.id in signs.lasting or _is_news(words, item, vocabulary)))
        )
    }
    return [clue for clue in clues if clue.id in signs.bare or clue in counted]


def _is_news(words: Sequence[Word], item: Stated, vocabulary: Vocabulary) -> bool:
    """Whether the clue, read alone, is no history: "hx breast ca 2015, back gnaws at 3 am"."""
    return read_context(words, [item], vocabulary)[0].presence != "historical"


def _settled_by_age(finding: Finding, words: Sequence[Word], clues: Sequence[Clue], vocabulary: Vocabulary) -> Finding:
    """A sign is of the past where it is said of it that it is old and unchanged, and its sentence has nothing new.

    It is said of it between the same commas, or at once after: "neck pain unchanged, Hoffmann +" settles nothing.
    """
    if finding.id not in vocabulary.danger_signs.settled_by_age or finding.presence not in ("present", "uncertain"):
        return finding
    begin, end = _stretch(finding, words, {word.start for word in words if word.ends_clause})
    if any(clue.id == "newly" and begin <= words[clue.first].start < end for clue in clues):
        return finding
    own_begin, own_end = _stretch(finding, words, {w.start for w in words if w.ends_clause or w.key == ","})
    stable = [words[clue.first].start for clue in clues if clue.id == "stable"]
    after = next((word.start for word in words if word.start > own_end), -1)
    if any(own_begin <= start < own_end or start in (own_end, after) for start in stable):
        return replace(finding, presence="historical")
    return finding


def _stretch(finding: Finding, words: Sequence[Word], bounds: set[int]) -> tuple[int, int]:
    """From the last bound before the finding to the first after it."""
    begin = max((place for place in bounds if place < finding.span.start), default=-1)
    end = min((place for place in bounds if place >= finding.span.end), default=words[-1].end)
    return begin, end
