"""What the words of a question say, before it is asked whether they affirm or deny it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from understand.phrases import Match, longest_apart
from understand.values import Value, read_count, read_value
from understand.vocabulary import PLAIN_SHIELD, SHIELD, TOPIC, VALUED, Term, Vocabulary
from understand.words import Word

# A quality may stand this many linking words from the function that it describes.
LINKING_WORDS = 4
# A sign in so many words is described with its result: "toes go up when stroked".
DESCRIBED_SIGN_WORDS = 4
# Stated beside other findings by the same words.
LAYERED = ("function", "skill", "purpose")
LIST_WORDS = frozenset({",", "/", "&", "and", "or", "+", "nor", "plus", "with", "well"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A finding that words `first` to `last` speak of.

    Attributes:
        polarity: True stated, False denied by its own words ("balance WNL"), None not said.
        shared: the side from which its quality reaches the rest of a list, -1 from before, 1 from after.
    """

    first: int
    last: int
    id: str
    polarity: bool | None = True
    value: Value | None = None
    shared: int = 0


def read_statements(words: Sequence[Word], vocabulary: Vocabulary) -> list[Stated]:
    """Matches the vocabulary, reads qualities, results and numbers, and runs them on through lists."""
    matches = _matches(words, vocabulary)
    named = [match for match in matches if not {SHIELD, PLAIN_SHIELD} & set(match.labels)]
    taken = {place for match in matches for place in range(match.first, match.last)}
    reader = _Reader(words, vocabulary, taken)
    stated = _without_aims([item for match in named for item in reader.read(match)], vocabulary)
    stated = _run_through_lists(stated, words, vocabulary)
    stated = [_practised(item, words, vocabulary) for item in stated]
    return [_with_result(item, vocabulary) for item in stated if _says_something(item, vocabulary)]


def _matches(words: Sequence[Word], vocabulary: Vocabulary) -> list[Match]:
    """The longest matches apart, layer by layer: a function or a skill may be said by the words of another
    finding ("cannot button", "balance with contact guard")."""
    found = [match for match in vocabulary.tree.find(words) if not _split(match, words)]
    ground = _layer(found, vocabulary, frozenset())
    told = [match for name in LAYERED for match in _layer(found, vocabulary, frozenset({name}))]
    kept = ground + [match for match in told if not any(_cuts(other, match) for other in ground)]
    return sorted(kept, key=lambda match: (match.first, match.last))


def _layer(found: Sequence[Match], vocabulary: Vocabulary, layers: frozenset[str]) -> list[Match]:
    """Longest matches of one layered category, or of all that are not layered."""
    kept: list[Match] = []
    for match in found:
        labels = tuple(
            label
            for label in match.labels
            if (vocabulary.layer(label) in layers if layers else not vocabulary.layer(label))
        )
        if labels:
            kept.append(Match(match.first, match.last, labels))
    return longest_apart(kept, vocabulary.rank)


def _cuts(other: Match, match: Match) -> bool:
    """Whether the other match begins inside and ends beyond, or is a shield over it."""
    if SHIELD in other.labels:
        return other.overlaps(match) and other.length >= match.length
    return match.first < other.first < match.last < other.last


def _split(match: Match, words: Sequence[Word]) -> bool:
    return any(word.ends_clause for word in words[match.first : match.last])


class _Reader:
    """Reads one match at a time against the words around it."""

    def __init__(self, words: Sequence[Word], vocabulary: Vocabulary, taken: set[int]) -> None:
        self.words, self.vocabulary, self.taken = words, vocabulary, taken

    def read(self, match: Match) -> Iterator[Stated]:
        for label in match.labels:
            if label.startswith(TOPIC):
                yield self._quality(match, label[len(TOPIC) :], "normal", "bad")
            elif label.startswith(VALUED):
                yield from self._measure(match, label[len(VALUED) :], valued=True)
            elif label in self.vocabulary.measures:
                yield from self._measure(match, label)
            else:
                yield from self._term(match, self.vocabulary.terms[label])

    def _term(self, match: Match, term: Term) -> Iterator[Stated]:
        if term.takes_number:
            value = read_count(self.words, match, term.takes_number)
            if value:
                yield Stated(min(match.first, value.first), max(match.last, value.last), term.id, True, value)
        elif term.results or (term.needs_result and match.length < DESCRIBED_SIGN_WORDS):
            yield self._quality(match, term.id, "good_result", "bad_result")
        elif not (self._serves_a_cue(match) if term.category == "purpose" else self._is_an_aim(match, term)):
            yield Stated(match.first, match.last, term.id)

    def _is_an_aim(self, match: Match, term: Term) -> bool:
        """ "Tape to facilitate the quad" tells what the tape is for, and no hand of the therapist's."""
        if term.category != "skill" or match.first == 0:
            return False
        ends = self.vocabulary.classes["aim_in_a_word"].ends_at(self.words, match.first - 1)
        return any(end > match.first for end in ends)

    def _serves_a_cue(self, match: Match) -> bool:
        """ "Verbal cues for big steps" names what was cued, no purpose of the treatment."""
        tree = self.vocabulary.classes["no_purpose_after"]
        return any(
            match.first in tree.ends_at(self.words, first) for first in range(max(0, match.first - 2), match.first)
        )

    def _measure(self, match: Match, label: str, *, valued: bool = False) -> Iterator[Stated]:
        measure = self.vocabulary.measures[label]
        link = self.vocabulary.classes["link"]
        value = read_value(self.words, match, measure, link, self.taken, valued=valued)
        if value:
            first, last = min(match.first, value.first), max(match.last, value.last)
            yield from self._tested(Stated(first, last, label, True, value))
        elif measure.needs_value or valued:
            return
        else:
            yield from self._tested(self._quality(match, label, "good_result", "bad_result"))

    def _tested(self, item: Stated) -> Iterator[Stated]:
        """The test; behind a secondary one the impairment that it shows comes first."""
        yield item
        measure = self.vocabulary.measures[item.id]
        if not measure.secondary or not item.polarity:
            return
        value = item.value
        shown = (
            (id for cutoff in measure.passed_cutoffs(value.value, value.unit) for id in cutoff.implies)
            if value
            else iter(measure.abnormal)
        )
        yield from (replace(item, id=id) for id in dict.fromkeys(shown))

    def _quality(self, match: Match, label: str, normal: str, bad: str) -> Stated:
        """The nearest quality word before or after decides; without one the polarity stays open."""
        nearest: tuple[int, int, Match, bool] | None = None
        for class_name, polarity in ((bad, True), (normal, False), ("problem", True)):
            for side, distance, found in self._around(match, class_name):
                if class_name == "problem" and side == 0:
                    continue
                if nearest is None or (distance, side) < nearest[:2]:
                    nearest = (distance, side, found, polarity)
        if nearest is None:
            return Stated(match.first, match.last, label, None)
        _, side, found, polarity = nearest
        if self._denied(found.first):
            polarity = not polarity
        return Stated(
            min(match.first, found.first),
            max(match.last, found.last),
            label,
            polarity,
            shared=1 if side else -1,
        )

    def _around(self, match: Match, class_name: str) -> Iterator[tuple[int, int, Match]]:
        """Side (0 before, 1 after), distance and place of each phrase of the class next to the match."""
        tree = self.vocabulary.classes[class_name]
        for distance in range(LINKING_WORDS + 1):
            place = match.last + distance
            if not self._links(match.last, place) or place >= len(self.words):
                break
            for end in tree.ends_at(self.words, place):
                yield 1, distance, Match(place, end, ())
        for distance in range(LINKING_WORDS + 1):
            end = match.first - distance
            if not self._links(end, match.first) or end <= 0:
                break
            for first in range(max(0, end - 4), end):
                if end in tree.ends_at(self.words, first) and self.taken.isdisjoint(range(first, end)):
                    yield 0, distance, Match(first, end, ())
                    break

    def _links(self, first: int, last: int) -> bool:
        """Whether only linking words stand between two places."""
        link = self.vocabulary.classes["link"]
        for place in range(first, last):
            word = self.words[place]
            if word.ends_clause or place in self.taken:
                return False
            if word.key not in ":=()" and not link.ends_at(self.words, place):
                return False
        return True

    def _denied(self, place: int) -> bool:
        return place > 0 and self.words[place - 1].key in {
            "not",
            "isn't",
            "wasn't",
            "aren't",
            "never",
            "hardly",
        }


def _without_aims(stated: list[Stated], vocabulary: Vocabulary) -> list[Stated]:
    """The function that a purpose names ("to improve balance") is no statement of its own."""
    aims = [item for item in stated if vocabulary.category(item.id) == "purpose"]
    return [
        item
        for item in stated
        if item.polarity is not None or not any(aim.first <= item.first and item.last <= aim.last for aim in aims)
    ]


def _run_through_lists(stated: list[Stated], words: Sequence[Word], vocabulary: Vocabulary) -> list[Stated]:
    """An item without a polarity takes that of its neighbour in a list: "poor balance and posture"."""
    items = sorted(stated, key=lambda item: (item.first, item.last))
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            if items[index].polarity is None or (step > 0 and _may_be_cleared(items[index], vocabulary)):
                items[index] = _like_neighbour(items, index, step, words, vocabulary)
    return items


def _may_be_cleared(item: Stated, vocabulary: Vocabulary) -> bool:
    """A sign named plainly may still be cleared by the end of its list: "clonus and Babinski negative"."""
    return item.shared == 0 and item.value is None and vocabulary.category(item.id) in ("red_flag", "neurological_sign")


def _like_neighbour(
    items: list[Stated], index: int, step: int, words: Sequence[Word], vocabulary: Vocabulary
) -> Stated:
    item, place = items[index], index + step
    while 0 <= place < len(items) and items[place].first < item.last and item.first < items[place].last:
        place += step
    if not 0 <= place < len(items):
        return item
    other = items[place]
    earlier, later = (other, item) if step < 0 else (item, other)
    if other.polarity is None or not _joined(words[earlier.last : later.first], vocabulary):
        return item
    if item.polarity is not None and other.polarity:
        return item
    if vocabulary.category(other.id) == "purpose":
        purpose = vocabulary.terms[item.id].purpose if step < 0 else None
        return replace(item, id=purpose, polarity=True) if purpose else item
    ends_with_problem = step > 0 and other.polarity and _ends_with_problem(other, words, vocabulary)
    if other.value is None and (other.shared == step or ends_with_problem):
        return replace(item, polarity=other.polarity, shared=step)
    return item


def _ends_with_problem(item: Stated, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """ "balance and proprioceptive deficits": the last word speaks of both."""
    return item.last in vocabulary.classes["problem"].ends_at(words, item.last - 1)


def _joined(between: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether two items stand in one list: at least one joining word and nothing but adjectives beside it."""
    if not between or len(between) > 4 or any(word.ends_clause for word in between):
        return False
    link = vocabulary.classes["link"]
    joins = [word for word in between if word.key in LIST_WORDS]
    others = [i for i, word in enumerate(between) if word.key not in LIST_WORDS]
    return bool(joins) and all(link.ends_at(between, place) for place in others)


def _practised(item: Stated, words: Sequence[Word], vocabulary: Vocabulary) -> Stated:
    """A function named without a quality may be what was worked on: "balance with contact guard"."""
    intervention = vocabulary.terms[item.id].practised
    if item.polarity is not None or not intervention:
        return item
    doing, done = vocabulary.classes["doing"], vocabulary.classes["done"]
    before = any(
        end in range(item.first - 1, item.first + 1)
        for first in range(max(0, item.first - 4), item.first)
        for end in doing.ends_at(words, first)
    )
    if before or done.ends_at(words, item.last):
        return replace(item, id=intervention, polarity=True)
    return item


def _says_something(item: Stated, vocabulary: Vocabulary) -> bool:
    """A topic without a quality says nothing; a test or sign named without its result may yet be denied."""
    if item.polarity is not None:
        return True
    return item.id in vocabulary.measures or vocabulary.terms[item.id].needs_result


def _with_result(item: Stated, vocabulary: Vocabulary) -> Stated:
    results = vocabulary.terms[item.id].results
    if not results or item.polarity is None:
        return item
    return replace(item, id=results["abnormal" if item.polarity else "normal"], polarity=True)
