"""Whether a finding is affirmed, denied, doubted, of the past, or somebody else's.

The method is that of NegEx and ConText: cue words with a reach, stopped by clause ends and by words
that begin a new statement; the cues are data (`corpus/vocabulary/context.toml`). A cue's reach runs on
through a list of like things ("denies falls, numbness or dizziness").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from understand.case import Presence
from understand.contentions import find_contentions
from understand.phrases import Match, longest_apart
from understand.stated import LIST_WORDS, Stated
from understand.vocabulary import Vocabulary
from understand.words import Word

# How many words may stand between a cue and the first finding that it speaks of.
FIRST_REACH = {"negation": 5, "uncertainty": 4, "history": 4, "other_subject": 4, "untested": 5, "apart": 3}
AFTER_REACH = 3
# Between two lines of a bill: "x15, ther ex".
LINE_GAP = 2
# Between two items of a list.
BETWEEN_ITEMS = 4
# A refusal is an insurer's as often as a patient's: these it does not deny.
NOT_DENIED_BY_PATIENT = frozenset(
    {
        "intervention",
        "purpose",
        "provider",
        "setting",
        "progress",
        "documentation",
        "skill",
        "intent",
        "diagnosis",
    }
)
COMPLAINTS = frozenset({"neurological_sign", "red_flag", "non_qualifying", "function"})
# What nobody did is said of the work and its course; a complaint that "nobody" shares may still be there.
NOBODY = frozenset({"nobody", "noone"})
DONE_BY_SOMEBODY = frozenset({"intervention", "skill", "progress"})
# Inside another statement these still deny what is told by a part of it: "never progressed".
PLAIN_DENIALS = frozenset({"never", "not", "no", "hasn't", "wasn't", "weren't", "without"})
# A number or a danger sign stands, whoever speaks of it; so does who treated, and where.
SHOWN = frozenset({"measure", "red_flag", "provider", "setting", "intent", "function"})
# What somebody did; the clinician speaks of the own work after one of these.
WORK = frozenset({"intervention", "skill", "purpose"})
CLINICIAN_SPEAKS = frozenset({"i", "me", "we", "myself"})
# "No clonus, can't stand": what opens with a denial of its own is no further item of a list of denials.
INABILITY = frozenset({"can't", "cannot", "cant", "couldn't", "unable", "won't", "doesn't", "never", "needs"})
# What was declined or left out is work: "she refused the stairs" tells no sign or score.
DECLINED = frozenset(
    {"refused", "refuse", "declined", "decline", "skipped", "omitted", "left", "held", "time", "get", "got", "sore"}
)
# "Old stroke, new retention": what is told as new is no further item of a list of old things.
NEWS = frozenset({"new", "newly", "now", "today", "recent", "recently", "current", "currently", "fresh", "sudden"})
# Opens the manner or the place of work that was done: "balance on foam", "wobble board with cues", "PNF x 15".
TOLD_AS_DONE = frozenset({"with", "w", "w/", "on", "while", "using", "x"})
# "Lateral shift and absent multifidus": what follows one of these speaks of what comes next.
JOINS_WHAT_FOLLOWS = frozenset({"and", "&", "plus", "or"})
REFUSALS = frozenset({"deny", "denie", "denied", "denying"})
STRONG_NEGATIONS = frozenset({"deny", "denie", "denied", "denying", "for", "of"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a statement is meant; `presence` None: it was not looked at, so nothing is said.

    `apart`: other work of the same visit, billed under its own code.
    """

    presence: Presence | None
    subject: Literal["patient", "other"] = "patient"
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    first: int
    last: int
    kind: str
    side: str


def read_context(words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> list[Reading]:
    """One reading a statement, in the order of `stated`, which is sorted by place."""
    matches = vocabulary.cues.find(words)
    cues = _cues(words, stated, matches)
    breaks = {cue.first for cue in cues if cue.kind == "clause"}
    marked: list[set[str]] = [set() for _ in stated]
    for contention in find_contentions(words, matches, vocabulary):
        for index, item in enumerate(stated):
            if item.first < contention.said and item.last > contention.first:
                marked[index].add(_of_who_speaks(item, vocabulary))
            elif contention.said <= item.first < contention.last and vocabulary.category(item.id) not in SHOWN:
                marked[index].add("contended.before")
    asked_for = _asked_for(matches)
    for cue in cues:
        if cue.kind == "claim" or (cue.kind == "other_subject" and cue.last <= asked_for):
            continue
        for index in _reached(cue, words, stated, breaks, vocabulary):
            marked[index].add(f"{cue.kind}.{cue.side}")
    for index, item in enumerate(stated):
        if _glued_minus(words, item.first) and vocabulary.category(item.id) in _SIGNED:
            marked[index].add("negation.before")
        if _denied_inside(index, words, stated, vocabulary):
            marked[index].add("negation.before")
    for index in _own_lines(words, stated, vocabulary):
        marked[index].add("apart.after")
    for index in _others_part(words, stated, vocabulary):
        marked[index].add("untested.after")
    return [_reading(item, kinds, vocabulary) for item, kinds in zip(stated, marked, strict=True)]


def _asked_for(matches: Sequence[Match]) -> int:
    """Where the naming of a relative ends with whom the text opens, as the one whom it asks about; else 0."""
    return max((match.last for match in matches if match.first == 0 and "asked_for.opening" in match.labels), default=0)


def _of_who_speaks(item: Stated, vocabulary: Vocabulary) -> str:
    """The insurer's chiropractor treats nobody; any other statement inside the introduction is contended."""
    return "untested.before" if vocabulary.category(item.id) == "provider" else "contended.before"


def _denied_inside(index: int, words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> bool:
    """ "Never progressed" tells of the course; the progression that its second word names is denied.

    So is what cannot be done alone, inside the statement that says so.
    """
    item = stated[index]
    within = [other for other in stated if other.first <= item.first and item.last <= other.last]
    category = vocabulary.terms[item.id].not_within if item.id in vocabulary.terms else None
    if category and any(vocabulary.category(other.id) == category for other in within):
        return True
    if item.first == 0 or vocabulary.layer(item.id) != "skill" or words[item.first - 1].key not in PLAIN_DENIALS:
        return False
    return any(other.first < item.first and item.last <= other.last for other in stated)


def _own_lines(words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> list[int]:
    """Work with minutes of its own in a list that has a line for the code: "NM re-ed x15, ther ex x15"."""
    code, own = vocabulary.classes["code_line"], vocabulary.classes["own_line"]
    lines = [(first, end) for first in range(len(words)) for end in code.ends_at(words, first)]
    found: list[int] = []
    for index, item in enumerate(stated):
        ends = own.ends_at(words, item.last) if lines else set()
        beside = [(item.first, end) for end in ends if any(_stands_next(item.first, end, line) for line in lines)]
        if beside and vocabulary.category(item.id) == "intervention":
            found.append(index)
            lines += beside
    return found


def _others_part(words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> list[int]:
    """What somebody else's part of the work was ("the aide did the other half on foam"), or what it is only called."""
    ends = [item.last for item in stated if _is_part(vocabulary, item.id)]
    return [
        index
        for index, item in enumerate(stated)
        if vocabulary.category(item.id) in WORK
        and any(
            end <= item.first
            and not any(word.ends_clause or word.key in CLINICIAN_SPEAKS for word in words[end : item.last])
            for end in ends
        )
    ]


def _is_part(vocabulary: Vocabulary, id: str) -> bool:
    return id in vocabulary.terms and vocabulary.terms[id].others_work in {"part", "name"}


def _stands_next(first: int, end: int, line: tuple[int, int]) -> bool:
    """One joining word or mark may stand between two lines of a list."""
    return 0 <= first - line[1] <= LINE_GAP or 0 <= line[0] - end <= LINE_GAP


_SIGNED = frozenset({"neurological_sign", "red_flag", "measure", "impairment"})


def _cues(words: Sequence[Word], stated: Sequence[Stated], matches: Sequence[Match]) -> list[_Cue]:
    """Cues that stand outside every finding; of overlapping ones the longest."""
    inside = {place for item in stated for place in range(item.first, item.last)}
    free = [
        match
        for match in matches
        if inside.isdisjoint(range(match.first, match.last))
        and not any(word.ends_clause for word in words[match.first : match.last])
        and not _is_dash(words, match)
        and not all(label.startswith("asked_for.") for label in match.labels)
    ]
    cues: list[_Cue] = []
    for match in _longest_with_ties(free):
        for label in match.labels:
            kind, side = label.split(".")
            cues.append(_Cue(match.first, match.last, kind, side))
    return cues


def _is_dash(words: Sequence[Word], match: Match) -> bool:
    """A minus between words is punctuation; at the end of a statement or in brackets it is a result."""
    if match.length != 1 or words[match.first].key != "-":
        return False
    return match.last < len(words) and not words[match.last].is_mark


def _longest_with_ties(matches: list[Match]) -> list[Match]:
    """One match a place, with the labels of all that match exactly there ("no" is before and after)."""
    merged: dict[tuple[int, int], tuple[str, ...]] = {}
    for match in matches:
        place = (match.first, match.last)
        merged[place] = merged.get(place, ()) + match.labels
    return longest_apart((Match(first, last, labels) for (first, last), labels in merged.items()), {})


def _reached(
    cue: _Cue, words: Sequence[Word], stated: Sequence[Stated], breaks: set[int], vocabulary: Vocabulary
) -> list[int]:
    """Indexes of the statements that a cue speaks of."""
    reached: list[int] = []
    if cue.side.startswith("before"):
        reached = _forward(cue, words, stated, breaks, vocabulary)
    elif cue.side.startswith("after") and not _opens_what_follows(cue, words):
        reached = _backward(cue, words, stated, breaks, vocabulary)
    if cue.side.endswith("_diagnosis"):
        return [index for index in reached if vocabulary.category(stated[index].id) == "diagnosis"]
    if cue.kind == "apart":
        return [index for index in reached if vocabulary.category(stated[index].id) == "intervention"]
    if cue.kind == "negation" and cue.side == "after":
        reached = [index for index in reached if stated[index].value is None]
    if cue.kind == "negation" and not DECLINED.isdisjoint(word.key for word in words[cue.first : cue.last]):
        return [index for index in reached if vocabulary.category(stated[index].id) == "intervention"]
    if cue.kind == "negation" and _is_nobody(cue, words):
        return [index for index in reached if vocabulary.category(stated[index].id) in DONE_BY_SOMEBODY]
    if cue.kind == "negation" and words[cue.first].key in REFUSALS:
        return [i for i in reached if vocabulary.category(stated[i].id) not in NOT_DENIED_BY_PATIENT]
    return reached


def _is_nobody(cue: _Cue, words: Sequence[Word]) -> bool:
    keys = [word.key for word in words[cue.first : cue.last]]
    return keys[0] in NOBODY or keys[:2] == ["no", "one"]


def _opens_what_follows(cue: _Cue, words: Sequence[Word]) -> bool:
    """After a label's colon "no" denies what follows ("Neuro: no ataxia"), unless nothing does ("Falls: no")."""
    if words[cue.first].key != ":" or cue.last >= len(words):
        return False
    return not words[cue.last].ends_clause and not words[cue.last].is_mark


def _forward(
    cue: _Cue, words: Sequence[Word], stated: Sequence[Stated], breaks: set[int], vocabulary: Vocabulary
) -> list[int]:
    reached: list[int] = []
    place = cue.last
    for index, item in enumerate(stated):
        if item.first < cue.last:
            continue
        if item.first < place:
            reached.append(index)
            continue
        between = words[place : item.first]
        if _is_stopped(words, place, item.first, breaks) or _leaves_brackets(between):
            break
        if not reached:
            if len(between) > FIRST_REACH[cue.kind] or any(word.key == "," for word in between):
                break
        elif not _runs_on(cue, words, between, stated[reached[-1]], item, vocabulary, breaks):
            break
        reached.append(index)
        place = item.last
    return reached


def _leaves_brackets(between: Sequence[Word]) -> bool:
    """ "(managed without surgery) shrugs first": what is said in brackets ends with them."""
    marks = [word.key for word in between if word.key in "()"]
    return bool(marks) and marks[0] == ")"


def _runs_on(
    cue: _Cue,
    words: Sequence[Word],
    between: Sequence[Word],
    previous: Stated,
    item: Stated,
    vocabulary: Vocabulary,
    breaks: set[int],
) -> bool:
    """Whether a cue that reached `previous` reaches `item` too."""
    keys = {word.key for word in between}
    if len(between) > BETWEEN_ITEMS or not keys & LIST_WORDS:
        return False
    if cue.kind == "history" and keys & NEWS:
        return False
    if keys & {"or", "nor", "/"}:
        return True
    if item.shared or item.value is not None or words[item.first].key in INABILITY:
        return False
    if _or_follows(words, item.last, breaks):
        return True
    if cue.kind == "negation" and words[cue.last - 1].key in STRONG_NEGATIONS:
        return True
    if vocabulary.category(item.id) in DONE_BY_SOMEBODY and (
        keys - LIST_WORDS or _is_told_as_done(words, item) or _denies_each(cue, item, words)
    ):
        return False
    return _kind(previous, vocabulary) == _kind(item, vocabulary)


def _is_told_as_done(words: Sequence[Word], item: Stated) -> bool:
    """ "No e-stim, foam balance with cues 20 min": work with a manner, a time or a place of its own was done."""
    following = [word.key for word in words[item.last : item.last + 1]]
    return any(key in TOLD_AS_DONE or key.isdigit() for key in [*following, words[item.last - 1].key])


def _denies_each(cue: _Cue, item: Stated, words: Sequence[Word]) -> bool:
    """ "No sensor no EMG, finger feedback": where each thing has its denial, what has none was there."""
    near = range(max(0, cue.first - BETWEEN_ITEMS), item.first)
    return cue.kind == "negation" and any(
        words[place].key == words[cue.first].key for place in near if place != cue.first
    )


def _kind(item: Stated, vocabulary: Vocabulary) -> str:
    """Complaints and signs of any category are like things."""
    category = vocabulary.category(item.id)
    return "complaint" if category in COMPLAINTS else category


def _or_follows(words: Sequence[Word], place: int, breaks: set[int]) -> bool:
    """Whether the list that goes on at `place` ends with "or"."""
    for here in range(place, min(len(words), place + 12)):
        if words[here].ends_clause or here in breaks:
            return False
        if words[here].key in {"or", "nor"}:
            return True
    return False


def _backward(
    cue: _Cue, words: Sequence[Word], stated: Sequence[Stated], breaks: set[int], vocabulary: Vocabulary
) -> list[int]:
    reached: list[int] = []
    place = cue.first
    for index in range(len(stated) - 1, -1, -1):
        item = stated[index]
        if item.last > cue.first:
            continue
        if item.last > place:
            reached.append(index)
            continue
        between = words[item.last : place]
        if _is_stopped(words, item.last, place, breaks):
            break
        if not reached:
            comma = any(word.key == "," for word in between)
            if between and between[-1].key in JOINS_WHAT_FOLLOWS:
                break
            if len(between) > AFTER_REACH or (comma and words[cue.first].key not in {"resolved", "none"}):
                break
        elif not ({word.key for word in between} <= LIST_WORDS and len(between) <= 2):
            break
        reached.append(index)
        place = item.first
    return reached


def _is_stopped(words: Sequence[Word], first: int, last: int, breaks: set[int]) -> bool:
    return any(words[place].ends_clause or place in breaks for place in range(first, last))


def _glued_minus(words: Sequence[Word], first: int) -> bool:
    """ "-Hoffman": a minus that touches the finding and nothing before it."""
    if first == 0 or words[first - 1].key != "-" or words[first - 1].end != words[first].start:
        return False
    return first == 1 or words[first - 2].end < words[first - 1].start or words[first - 2].key == "("


def _reading(item: Stated, kinds: set[str], vocabulary: Vocabulary) -> Reading:
    subject: Literal["patient", "other"] = "patient"
    if kinds & {"other_subject.before", "other_subject.after"}:
        subject = "other"
    return Reading(_presence(item, kinds, vocabulary), subject, apart="apart.after" in kinds or "apart.before" in kinds)


def _presence(item: Stated, kinds: set[str], vocabulary: Vocabulary) -> Presence | None:
    has_kind = {kind.split(".")[0] for kind in kinds}
    if "untested" in has_kind:
        return None
    if "contended" in has_kind:
        return "uncertain"
    if item.polarity is False:
        return "absent"
    if "negation" in has_kind:
        return "absent"
    if item.polarity is None and item.id in vocabulary.measures:
        return None
    if "uncertainty" in has_kind or item.polarity is None:
        return "uncertain"
    if "history" in has_kind:
        return "historical"
    return "present"
