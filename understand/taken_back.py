"""What a follow-up takes back of the case told before, beyond what it says of the same finding.

"No sensor, just my finger" takes back what the sensor told, "my student did it" who did it before, and "the
purpose of every set was strength" what the work was told to be for.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from corpus_files import read_table, well_formed
from understand.case import Case, Finding

Category = Callable[[str], str]
# By a thing's name the names of what goes where it is denied.
SameThings = Mapping[str, frozenset[str]]
# What words of a denial can take back; a symptom or a limitation that is denied is a finding of its own.
OF_THE_VISIT = frozenset({"intervention", "skill", "purpose", "measure"})
NEGATION = (
    r"(?:no|not|without|w/o|never (?:used|did|had)|(?:did|was|were|is|are|had|have|does|do)n'?t|minus|scratch|forget)"
)
LED_IN = r"(?:(?:the|any|an?|such|real|actual|really|actually|use|using|used|do|doing|have|had|for|about)\s+)*"
DENIAL = re.compile(rf"\b{NEGATION}\s+{LED_IN}(?P<thing>[a-z][\w-]*(?:\s+[a-z][\w-]*){{0,2}})", re.IGNORECASE)
# What was told is said to stand nowhere: "what if the Berg and the MAS were never recorded".
UNRECORDED = re.compile(
    r"(?P<things>[^.;:?!]{2,80}?)\s+(?:(?:was|were|had|has|have|got|is|are)(?:n['’]?t|\s+not|\s+never)|never(?:\s+(?:got|was|were))?)"
    r"\s+(?:(?:been|actually|ever|really|even)\s+)*"
    r"(?:recorded|documented|measured|tested|taken|noted|charted|written|assessed|scored|done)\b",
    re.IGNORECASE,
)
LEADING = re.compile(r"^(?:(?:the|any|an?|her|his|my|our|those|these)\s+)+", re.IGNORECASE)
LISTED = re.compile(r",|/|\b(?:and|or|nor|if|what|that|but|also|say)\b", re.IGNORECASE)
ENDS_THING = frozenset({
    "and", "or", "but", "just", "only", "today", "actually", "with", "w", "for", "in", "on", "at", "to", "of", "by",
    "used", "done", "then", "anymore", "though", "so", "if", "it", "she", "he", "i",
})  # fmt: skip
LONGEST_WORDS = 5
SHORTEST_WORD = 4
# Who did it is told anew, unless only a part is told or several did it.
THERAPIST = "by_therapist"
BESIDE_OTHERS = re.compile(
    r"\b(?:half|part|some|both|together|also|too|as well|helped|assisted|min\w*|of (?:it|that|those|the))\b",
    re.IGNORECASE,
)


def load_same_things(corpus: Path) -> SameThings:
    path = corpus / "vocabulary" / "same_things.toml"
    with well_formed(path):
        return {name: frozenset(names) for names in read_table(path)["same"] for name in names}


def without_taken_back(earlier: Case, later: Case, text: str, category: Category, same: SameThings) -> Case:
    """The earlier case without what the later turn takes back.

    Args:
        text: the later turn.
        category: the category of a finding's id.
    """
    denied = tuple(_denied(text))
    others = _others_did_it(later, text, category)
    purposes = tells_only_purpose(later, category)

    def stays(finding: Finding) -> bool:
        kind = category(finding.id)
        if kind == "provider":
            return not others or finding.id == THERAPIST
        if kind == "purpose" and purposes:
            return False
        return kind not in OF_THE_VISIT or not any(_names(finding.span.text, thing, same) for thing in denied)

    gone = [finding for finding in earlier.findings if not stays(finding)]
    return replace(
        earlier, findings=tuple(f for f in earlier.findings if not any(_goes_with(f, other) for other in gone))
    )


def tells_only_purpose(case: Case, category: Category) -> bool:
    """Whether a turn tells what the work was for, and no work of its own."""
    present = [finding for finding in case.findings if finding.presence != "absent"]
    spans = [finding.span for finding in present if category(finding.id) == "purpose" and not finding.by_meaning]
    work = [finding.span for finding in present if category(finding.id) == "intervention"]
    return bool(spans) and all(any(one.start < other.end and other.start < one.end for other in spans) for one in work)


def done_for_something_else(case: Case, before: tuple[Finding, ...], category: Category) -> Case:
    """The case where all work told `before` was for the purpose told after it: its names no longer say what it was."""
    return replace(
        case,
        findings=tuple(
            replace(finding, apart=True) if finding in before and category(finding.id) == "intervention" else finding
            for finding in case.findings
        ),
    )


def _goes_with(finding: Finding, gone: Finding) -> bool:
    """Whether it is what is taken back, follows from it, or was read from the same words."""
    same_words = gone.span.start <= finding.span.start and finding.span.end <= gone.span.end
    return finding is gone or finding.implied_by == gone.id or (same_words and finding.span.text in gone.span.text)


def _others_did_it(later: Case, text: str, category: Category) -> bool:
    told = {
        finding.id for finding in later.findings if finding.presence != "absent" and category(finding.id) == "provider"
    }
    return bool(told - {THERAPIST}) and not BESIDE_OTHERS.search(text)


def _denied(text: str) -> Iterator[tuple[str, ...]]:
    """The words of each thing that the text denies, or says was never recorded."""
    listed = (thing for match in UNRECORDED.finditer(text) for thing in LISTED.split(match["things"]))
    unrecorded = (tuple(re.findall(r"[\w-]+", LEADING.sub("", thing.strip()).lower())) for thing in listed)
    yield from (words for words in unrecorded if words)
    for match in DENIAL.finditer(text):
        words: list[str] = []
        for word in match["thing"].lower().split():
            if word in ENDS_THING:
                break
            words.append(word)
        if any(len(word) >= SHORTEST_WORD for word in words):
            yield tuple(words)


def _names(said: str, thing: tuple[str, ...], same: SameThings) -> bool:
    """Whether the words that state a finding name the thing; of three words the first two suffice."""
    words = {word.rstrip("s") for word in re.findall(r"[\w-]+", said.lower()) if not word.isdigit()}
    asked = [word.rstrip("s") for word in thing if len(word) > 1][:2]
    if len(words) > LONGEST_WORDS:
        return False
    return words.issuperset(asked or thing) or (len(asked) == 1 and bool(words & same.get(asked[0], frozenset())))
