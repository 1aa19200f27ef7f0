"""Change told by two numbers: "six faults down to two", "8 bad of 10 in May, 3 in June", "11 last week, 4 today"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from understand.phrases import PhraseTree
from understand.stated import Stated
from understand.values import NUMBER_WORDS, UNITS
from understand.vocabulary import Vocabulary
from understand.words import Word

# Between the two numbers of a change stand at most this many words, of which so many say nothing of it.
BETWEEN = 9
FILLERS = 3
# What was counted is named at most this far from its numbers.
NOUN_REACH = 10
# A later value may stand in a short sentence of its own: "Last date 14 seconds."
SHORT_SENTENCE = 5
LARGEST = 1000
STRENGTH_GRADES = 5
SPANS_OF_TIME = frozenset(
    {
        "week",
        "wk",
        "wks",
        "yrs",
        "mos",
        "hrs",
        "month",
        "mo",
        "day",
        "year",
        "yr",
        "hour",
        "visit",
        "session",
        "am",
        "pm",
        "unit",
    }
)
SECONDS = {"s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0, "minute": 60.0}
IMPROVED, UNCHANGED = "progress_improving", "progress_none"


@dataclass(frozen=True, slots=True)
class _Count:
    """A number at words `first` to `last`, with its unit or the whole that it is a part of.

    Attributes:
        graded: written as a grade of strength ("3/5").
    """

    first: int
    last: int
    value: float
    unit: str | None
    whole: float | None
    graded: bool = False


def read_changes(words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> list[Stated]:
    """Gain, or none, between an earlier and a later number of the same thing; a worse number says neither."""
    reader = _Reader(words, stated, vocabulary)
    found: list[Stated] = []
    for first, last in _sentences(words):
        counts = list(_counts(words, first, last))
        found += reader.pairs(counts, first, last)
        found += reader.alone(counts, first, last)
    return found


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for place, word in enumerate(words):
        if word.ends_clause:
            yield first, place
            first = place + 1
    yield first, len(words)


def _counts(words: Sequence[Word], first: int, last: int) -> Iterator[_Count]:
    place = first
    while place < last:
        value = _number(words[place])
        if value is None or value >= LARGEST or _is_name_or_time(words, place):
            place += 1
            continue
        count = _whole_count(words, place, last, value)
        yield count
        place = count.last


def _is_name_or_time(words: Sequence[Word], place: int) -> bool:
    """ "C6", "2:10" and "three weeks" count nothing that was done."""
    before = words[place - 1] if place else None
    after = words[place + 1].key if place + 1 < len(words) else ""
    glued = before is not None and before.end == words[place].start
    if glued and before is not None and (before.key.isalpha() or before.key == ":"):
        return True
    clock = after == ":" and place + 2 < len(words) and words[place + 2].start == words[place].end + 1
    return clock or after in SPANS_OF_TIME


def _whole_count(words: Sequence[Word], place: int, last: int, value: float) -> _Count:
    """The number with "of 10" or "/10" (also after the noun: "8 bad of 10") and its unit."""
    end, whole, unit, graded = place + 1, None, None, False
    for skipped in (0, 1):
        mark = end + skipped
        if mark + 1 < last and words[mark].key in {"of", "/"} and (whole := _number(words[mark + 1])) is not None:
            graded = words[mark].key == "/" and whole == STRENGTH_GRADES
            end = mark + 2
            break
    if end < last and words[end].key != "in" and (words[end].key in UNITS or words[end].key in SECONDS):
        key = words[end].key
        unit, value, end = ("s", value * SECONDS[key], end + 1) if key in SECONDS else (UNITS[key], value, end + 1)
    return _Count(place, end, value, unit, whole, graded)


def _number(word: Word) -> float | None:
    if word.is_number:
        try:
            return float(word.key.replace(",", ""))
        except ValueError:
            return None
    return NUMBER_WORDS.get(word.key)


class _Reader:
    def __init__(self, words: Sequence[Word], stated: Sequence[Stated], vocabulary: Vocabulary) -> None:
        self.words, self.stated, self.vocabulary = words, stated, vocabulary

    def pairs(self, counts: Sequence[_Count], first: int, last: int) -> Iterator[Stated]:
        for index in range(len(counts) - 1):
            one, two = counts[index], counts[index + 1]
            following = counts[index + 2] if index + 2 < len(counts) else None
            between = self.words[one.last : two.first]
            if len(between) > BETWEEN or any(word.is_number for word in between) or not _comparable(one, two):
                continue
            if self._inside_change(one) or self._is_still_to_come(one, first):
                continue
            if self._is_row(one, two, following):
                two = following or two
            elif not self._is_change(one, two, first, last):
                continue
            earlier, later = (two, one) if self._is_told_backwards(one, two, first, last) else (one, two)
            yield from self._result(earlier, later, self._better(earlier, later, first, last))

    def alone(self, counts: Sequence[_Count], first: int, last: int) -> Iterator[Stated]:
        """The later value of a test that was read before, in a short sentence of its own."""
        if len(counts) != 1 or last - first > SHORT_SENTENCE or counts[0].unit is None:
            return
        later = counts[0]
        if not any(self._ends("later_time", place) for place in range(first, last)):
            return
        for item in reversed([item for item in self.stated if item.last <= first and item.value]):
            measure = self.vocabulary.measures.get(item.id)
            if measure and item.value and item.value.unit == later.unit and measure.better:
                earlier = _Count(later.first, later.last, item.value.value, later.unit, None)
                yield from self._result(earlier, later, measure.better)
                return

    def _result(self, earlier: _Count, later: _Count, better: str | None) -> Iterator[Stated]:
        gain = later.value - earlier.value if better == "higher" else earlier.value - later.value
        first, last = min(earlier.first, later.first), max(earlier.last, later.last)
        if better and gain >= 0:
            yield Stated(first, last, IMPROVED if gain > 0 else UNCHANGED, True)

    def _inside_change(self, count: _Count) -> bool:
        """A test's own reading has taken the change already."""
        return any(
            item.value and item.value.before is not None and item.first <= count.first < item.last
            for item in self.stated
        )

    def _is_still_to_come(self, count: _Count, first: int) -> bool:
        """ "To get the quad from 3 to 4" is a goal."""
        return any(
            self._ends("still_to_come", place)
            for place in range(max(first, count.first - NOUN_REACH // 2), count.first)
        )

    def _is_row(self, one: _Count, two: _Count, three: _Count | None) -> bool:
        """ "9, 6, 3": three falling numbers in a row."""
        if three is None or not one.value > two.value > three.value:
            return False
        return all(self.words[a.last : b.first] and self._only(",", a, b) for a, b in ((one, two), (two, three)))

    def _only(self, key: str, one: _Count, two: _Count) -> bool:
        return all(word.key == key for word in self.words[one.last : two.first])

    def _is_change(self, one: _Count, two: _Count, first: int, last: int) -> bool:
        between = self.words[one.last : two.first]
        if self._only("to", one, two) and len(between) == 1:
            told_from = one.first > first and one.first in self._ends("changed_from", one.first - 1)
            return one.value > two.value or told_from or one.whole is not None
        known, turned = self._known_words(one.last, two.first)
        unknown = [
            word
            for place, word in enumerate(between, one.last)
            if place not in known and word.key not in {",", "vs", "versus", "and", "to", "-", ">", "→", "x"}
        ]
        timed = any(self._time(count, kind, first, last) for count in (one, two) for kind in ("earlier", "later"))
        return len(unknown) <= FILLERS and (turned or timed)

    def _known_words(self, first: int, last: int) -> tuple[set[int], bool]:
        """Places that say what was counted or when, and whether a word of turning ("down to") is among them."""
        known: set[int] = set()
        turned = False
        for name in ("counts_faults", "counts_gains", "earlier_time", "later_time", "change_to"):
            for place in range(first, last):
                ends = [end for end in self._ends(name, place) if end <= last]
                if ends:
                    known.update(range(place, max(ends)))
                    turned = turned or name == "change_to"
        return known, turned

    def _is_told_backwards(self, one: _Count, two: _Count, first: int, last: int) -> bool:
        if self._time(two, "earlier", first, last):
            return not self._time(one, "earlier", first, last)
        return self._time(one, "later", first, last) and not self._time(two, "later", first, last)

    def _time(self, count: _Count, kind: str, first: int, last: int) -> bool:
        """Whether a phrase of that time stands right before the number or closely after it."""
        name = f"{kind}_time"
        before = any(
            count.first in self._ends(name, place) for place in range(max(first, count.first - 4), count.first)
        )
        if before:
            return True
        for place in range(count.last, min(last, count.last + 4)):
            if any(end <= last for end in self._ends(name, place)):
                return True
            if self.words[place].key in {",", "vs", "-", ">", "→"} or _number(self.words[place]) is not None:
                break
        opening = place_after = first
        for place_after in self._ends(name, first):
            opening = max(opening, place_after)
        return opening > first and count.first - opening <= 3

    def _better(self, earlier: _Count, later: _Count, first: int, last: int) -> str | None:
        """Which way is better: by what was counted, by the test, or by a unit that measures error."""
        if earlier.graded or later.graded:
            return "higher"
        start, end = min(earlier.first, later.first), max(earlier.last, later.last)
        nearest: tuple[int, str] | None = None
        for name, better in (("counts_faults", "lower"), ("counts_gains", "higher")):
            for place in range(max(first, start - NOUN_REACH), min(last, end + NOUN_REACH // 2)):
                if self._ends(name, place):
                    distance = start - place if place < start else max(0, place - end)
                    if nearest is None or distance < nearest[0]:
                        nearest = (distance, better)
        return nearest[1] if nearest else self._better_of_test(earlier, start)

    def _better_of_test(self, earlier: _Count, start: int) -> str | None:
        for item in self.stated:
            measure = self.vocabulary.measures.get(item.id)
            if measure is None or item.value is None:
                continue
            same = item.value.value == earlier.value and item.first < start
            if same or item.first <= start < item.last:
                return measure.better
        return "lower" if earlier.unit in {"deg", "cm", "mm"} else None

    def _ends(self, name: str, place: int) -> set[int]:
        tree: PhraseTree = self.vocabulary.classes[name]
        return tree.ends_at(self.words, place)


def _comparable(one: _Count, two: _Count) -> bool:
    if one.whole and two.whole and one.whole != two.whole:
        return False
    return one.unit is None or two.unit is None or one.unit == two.unit
