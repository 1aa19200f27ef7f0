"""A test's numbers as people type them: "fga 21", "dhi 46 to 34", "fma +5", "y balance 79 vs 84 cm"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from corpus_files import read_table, well_formed
from understand.phrases import Match, longest_apart
from understand.spelling import correct_spelling
from understand.values import NUMBER_WORDS, UNITS, VERBS
from understand.vocabulary import VALUED, Measure, Vocabulary
from understand.words import Word, split_words

Compared = Literal["time", "sides", "unsaid"]
Way = Literal["up", "down", "better", "worse", "changed"]
# So far from its test a number stands after its name, before it, and from the number it is compared with.
AFTER_NAME, BEFORE_NAME, BETWEEN_NUMBERS = 9, 8, 9
# A word of time stands so close to its number.
TIME_REACH = 3
# Larger numbers are codes and years.
LARGEST = 1000
CENTIMETRES_IN_AN_INCH = 2.54
# What may stand behind a number of any test: "in" is an inch of a test in centimetres, else a preposition.
UNITLESS = frozenset({None, "points", "in"})


@dataclass(frozen=True, slots=True)
class Gain:
    """A change told by its size alone: "+5", "improved by 4"."""

    size: float
    way: Way


@dataclass(frozen=True, slots=True)
class Score:
    """One test with what is told of its result; every number is in `unit`.

    Attributes:
        named: the test as it was typed.
        value: the result, the later one of two.
        other: the earlier result, or the other side's, as `compared` says.
        gap: a difference between two sides, told as such.
        whole: the highest score that was typed behind it ("22/32").
        bound: "<" or ">" where that was typed before the value.
    """

    id: str
    named: str
    start: int
    end: int
    unit: str
    value: float | None = None
    other: float | None = None
    compared: Compared | None = None
    gain: Gain | None = None
    gap: float | None = None
    whole: float | None = None
    bound: str = ""


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """Word lists of `corpus/vocabulary/scores.toml` by name."""

    lists: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls, corpus: Path) -> "ScoreWords":
        path = corpus / "vocabulary" / "scores.toml"
        with well_formed(path):
            tables = read_table(path)
            return cls({name: frozenset(words) for name, words in tables["words"].items()})

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@dataclass(frozen=True, slots=True)
class _Name:
    id: str
    first: int
    last: int
    valued: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number at words `first` to `last`, its unit as typed, and the mark right before it."""

    first: int
    last: int
    value: float
    unit: str | None
    whole: float | None
    sign: str


def read_scores(
    text: str, vocabulary: Vocabulary, lists: ScoreWords, unit_words: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Score, ...]:
    """Every test of the text that has a number of its own, in order; a test is told once.

    Args:
        unit_words: by test, a word that gives its numbers another unit ("composite": percent).
    """
    words = correct_spelling(split_words(text), vocabulary.known_words, vocabulary.correctable)
    reader = _Reader(words, vocabulary, lists, unit_words or {})
    found: dict[str, Score] = {}
    for score in reader.scores(text):
        found.setdefault(score.id, score)
    return tuple(found.values())


def read_test_names(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The tests that the text names, each once with how it was typed, whether it tells a number or not."""
    words = correct_spelling(split_words(text), vocabulary.known_words, vocabulary.correctable)
    found: dict[str, str] = {}
    for name in _names(words, vocabulary):
        if not name.valued:
            found.setdefault(name.id, text[words[name.first].start : words[name.last - 1].end])
    return tuple(found.items())


def _names(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator["_Name"]:
    found = []
    for match in vocabulary.tree.find(words):
        labels = tuple(label for label in match.labels if label.removeprefix(VALUED) in vocabulary.measures)
        if labels and not any(word.ends_clause for word in words[match.first : match.last]):
            found.append(Match(match.first, match.last, labels))
    for match in longest_apart(found, vocabulary.rank):
        label = match.labels[0]
        yield _Name(label.removeprefix(VALUED), match.first, match.last, label.startswith(VALUED))


class _Reader:
    def __init__(
        self,
        words: Sequence[Word],
        vocabulary: Vocabulary,
        lists: ScoreWords,
        unit_words: Mapping[str, tuple[str, str]],
    ) -> None:
        self.words, self.vocabulary, self.lists, self.unit_words = words, vocabulary, lists, unit_words
        self.names = list(_names(words, vocabulary))
        held = {place for name in self.names if not name.valued for place in range(name.first, name.last)}
        self.held = held
        self.figures = list(self._figures(held))

    def scores(self, text: str) -> Iterator[Score]:
        owned = self._owned()
        for name, figures in zip(self.names, owned, strict=True):
            measure = self.vocabulary.measures[name.id]
            fitting = [f for f in figures if self._fits(f, measure)]
            score = self._score(name, fitting, measure)
            if score is not None:
                named = text[self.words[name.first].start : self.words[name.last - 1].end]
                spans = [(f.first, f.last) for f in fitting] + [(name.first, name.last)]
                start = self.words[min(first for first, _ in spans)].start
                end = self.words[max(last for _, last in spans) - 1].end
                yield replace(score, named=named, start=start, end=end)

    def _figures(self, held: set[int]) -> Iterator[_Figure]:
        place = 0
        while place < len(self.words):
            figure = None if place in held else self._figure(place)
            if figure is None:
                place += 1
                continue
            yield figure
            place = figure.last

    def _figure(self, place: int) -> _Figure | None:
        value = self._number(place)
        if value is None or abs(value) >= LARGEST or self._counts_something_else(place):
            return None
        last, whole = place + 1, None
        skip = 1 if self._key(last) == "out" else 0
        if self._key(last + skip) in {"/", "of"} and self._is_number(last + skip + 1):
            whole = float(self.words[last + skip + 1].key.replace(",", ""))
            last += skip + 2
        unit = UNITS.get(self._key(last).removesuffix("e") if self._key(last) == "inche" else self._key(last))
        last += 1 if unit else 0
        return _Figure(place, last, value, unit, whole, self._sign(place))

    def _number(self, place: int) -> float | None:
        word = self.words[place]
        if word.is_number:
            try:
                return float(word.key.replace(",", ""))
            except ValueError:
                return None
        if self._key(place + 1) in UNITS or self._key(place - 1) == "by":
            return NUMBER_WORDS.get(word.key)
        return None

    def _sign(self, place: int) -> str:
        """A sign that is glued to its number and to nothing before it, or a bound."""
        mark = self._key(place - 1)
        if mark in {"<", ">"}:
            return mark
        if mark not in {"+", "-"} or self.words[place - 1].end != self.words[place].start:
            return ""
        glued = place >= 2 and self.words[place - 2].end == self.words[place - 1].start
        return "" if glued and not self.words[place - 2].is_mark else mark

    def _counts_something_else(self, place: int) -> bool:
        word, before, after = self.words[place], self._key(place - 1), self._key(place + 1)
        if before == "/" and self._is_number(place - 2):
            return True  # the whole of a part that counts something else
        if before == "of" and self._key(place - 2) == "out":
            return True  # a scale's highest score: "is it out of 28"
        if before in {"-", "to"} and self._is_number(place - 2) and self._counts_something_else(place - 2):
            return True  # "pages 2-3", "losses of balance 5 to 2"
        if after in VERBS and any(name.last == place for name in self.names):
            return False  # "Berg 31 falls": right behind its test a number counts nothing
        if after in self.lists["further"]:
            after = self._key(place + 2)  # "15 more min"
        at_risk = after == "fall" and self._key(place + 2) == "risk"
        subject = self._key(self._before_change(place))
        if subject in self.lists["counted_before"] or (after in self.lists["counted_after"] and not at_risk):
            return True
        if after == "/" and not self._is_number(place + 2):
            return True
        if after in {"f", "m"} and self.words[place + 1].start == word.end:
            return True
        denied = self._key(place - 2) in self.lists["counted_before"] and before in {"is", "of", ":"}
        glued = place > 0 and self.words[place - 1].end == word.start and before.isalpha()
        spine = glued and before in {"c", "t", "s", "l"} and self.words[place].key in set("123456789")
        return denied or spine

    def _fits(self, figure: _Figure, measure: Measure) -> bool:
        """Whether the number is in a unit of the test and on its scale."""
        return figure.unit in {*UNITLESS, measure.unit, *(cutoff.unit for cutoff in measure.cutoffs)}

    def _owned(self) -> list[list[_Figure]]:
        """The numbers of each test: those after its name, or before it where the text puts them first."""
        owned: list[list[_Figure]] = [[] for _ in self.names]
        if not self.names or not self.figures:
            return owned
        first = self.names[0]
        names_first = any(self._follows_closely(self.names[-1], figure) for figure in self.figures)
        leads = (
            self.figures[0].first < first.first
            and not names_first
            and self._joins(self.figures[0].last, first.first, BEFORE_NAME)
        )
        for figure in self.figures:
            index = self._owner(figure, leads)
            if index is not None:
                # A test that is named twice is one test: "initial Berg 36, current Berg 42".
                same = next(i for i, name in enumerate(self.names) if name.id == self.names[index].id)
                owned[same].append(figure)
        if len({name.id for name in self.names}) == 1:
            change = self._change_apart()
            owned[0] = change if all(figure in change for figure in owned[0]) else owned[0]
        return owned

    def _change_apart(self) -> list[_Figure]:
        """The change of the one test that is named, told in a sentence of its own: "she went 41 to 44"."""
        for one, two in pairwise(self.figures):
            between = [word.key for word in self.words[one.last : two.first]]
            begun = self._key(one.first - 1)
            if len(between) != 1 or between[0] not in {"to", "→", ">"} or begun not in self.lists["change_begins"]:
                continue
            subject = self._before_change(one.first)
            if subject < 0 or self.words[subject].is_mark or self._key(subject) in self.lists["subjects"]:
                return [one, two]
        return []

    def _before_change(self, place: int) -> int:
        """Where what changed is named: before "went from" and the like, at most the word before `place`."""
        subject = place - 1
        while subject >= 0 and self._key(subject) in self.lists["change_begins"]:
            subject -= 1
        return subject

    def _owner(self, figure: _Figure, leads: bool) -> int | None:
        inside = next((i for i, n in enumerate(self.names) if n.valued and n.first <= figure.first < n.last), None)
        if inside is not None:
            return inside
        before = next((i for i in reversed(range(len(self.names))) if self.names[i].last <= figure.first), None)
        after = next((i for i in range(len(self.names)) if self.names[i].first >= figure.last), None)
        near_before = before is not None and self._near(self.names[before].last, figure.first, AFTER_NAME)
        if before is None and after is not None and not leads:
            after = None if any(self._follows_closely(self.names[after], f) for f in self.figures) else after
        if before is not None and after is not None and self._is_of_another_unit(figure, before, after):
            near_before = False
        near_after = after is not None and self._joins(figure.last, self.names[after].first, BEFORE_NAME)
        if near_after and after is not None and (leads or not near_before or self._introduces(figure.last, after)):
            return after
        return before if near_before else None

    def _is_of_another_unit(self, figure: _Figure, one: int, two: int) -> bool:
        """Whether the number fits the second of two tests and not the first."""
        measures = [self.vocabulary.measures[self.names[index].id] for index in (one, two)]
        return not self._fits(figure, measures[0]) and self._fits(figure, measures[1])

    def _follows_closely(self, name: _Name, figure: _Figure) -> bool:
        return 0 <= figure.first - name.last <= 1

    def _introduces(self, place: int, name: int) -> bool:
        """ "17 on the mini best": a number right before "on" belongs to what follows."""
        between = [word.key for word in self.words[place : self.names[name].first]]
        return bool(between) and between[0] in {"on", "for"} and all(w in self.lists["before_name"] for w in between)

    def _near(self, first: int, last: int, reach: int) -> bool:
        """Whether few words stand between; numbers and their units are none."""
        between = [w for w in self.words[first:last] if not (w.is_number or w.key in UNITS or w.is_mark)]
        ends = sum(word.ends_clause for word in self.words[first:last])
        return len(between) <= reach and ends <= 1 and not (ends and len(between) > TIME_REACH)

    def _joins(self, first: int, last: int, reach: int) -> bool:
        between = self.words[first:last]
        if any(word.ends_clause for word in between):
            return False
        known = self.lists["before_name"] | self.lists["links"] | self.lists["earlier"] | self.lists["later"]
        plain = [w for w in between if not (w.is_number or w.key in UNITS or w.is_mark or w.key in known)]
        return len(between) <= reach + BETWEEN_NUMBERS and len(plain) <= 1

    def _score(self, name: _Name, figures: list[_Figure], measure: Measure) -> Score | None:
        gaps = [f for f in figures if measure.id in self.unit_words and self._is_gap(f)]
        gains = [] if gaps else [(f, way) for f in figures if (way := self._way(f)) is not None]
        levels = [f for f in figures if f not in gaps and f not in [gained for gained, _ in gains]]
        levels = self._linked(levels)
        blank = Score(id=name.id, named="", start=0, end=0, unit=measure.unit)
        if gaps and not levels:
            unit, (gap,) = _common(gaps[:1], measure, None)
            return replace(blank, unit=unit, gap=gap)
        told = levels + [figure for figure, _ in gains[:1]]
        if not told:
            return None
        unit, values = _common(told, measure, self._unit_word(name, told, measure))
        if not levels:
            possible = 0.0 < values[0] <= (measure.maximum or LARGEST) - (measure.minimum or 0.0)
            return replace(blank, unit=unit, gain=Gain(values[0], gains[0][1])) if possible else None
        levelled = values[: len(levels)]
        if not all(_on_scale(value, measure, unit) for value in levelled):
            return None
        whole = next((f.whole for f in levels if f.whole is not None), None)
        score = replace(blank, unit=unit, value=levelled[-1], whole=whole)
        if len(levels) == 1:
            bound = levels[0].sign if levels[0].sign in {"<", ">"} else ""
            gain = Gain(values[1], gains[0][1]) if gains else None
            return replace(score, gain=gain, bound=bound)
        earlier, later, compared = self._ordered(levels[0], levels[-1])
        by_figure = dict(zip([f.first for f in levels], levelled, strict=True))
        return replace(score, value=by_figure[later.first], other=by_figure[earlier.first], compared=compared)

    def _unit_word(self, name: _Name, figures: Sequence[_Figure], measure: Measure) -> str | None:
        """The unit that a word beside the number gives, where the number has none."""
        word, unit = self.unit_words.get(measure.id, ("", ""))
        first, last = min(name.first, figures[0].first), max(name.last, figures[-1].last)
        near = [w.key for w in self.words[max(0, first - 1) : last + 2]]
        return unit if word and word in near else None

    def _is_gap(self, figure: _Figure) -> bool:
        near = [*self.words[max(0, figure.first - 4) : figure.first], *self.words[figure.last : figure.last + 3]]
        return any(word.key in self.lists["gaps"] for word in near)

    def _way(self, figure: _Figure) -> Way | None:
        """Which way a number tells a change; None for a result."""
        if any(n.valued and n.first <= figure.first < n.last for n in self.names):
            return None
        if figure.sign in {"+", "-"}:
            return "up" if figure.sign == "+" else "down"
        if figure.whole is not None or self._key(figure.first - 1) in {"to", "from", "→", ">"}:
            return None
        followed = self._is_number(figure.last) or (
            self._key(figure.last) in {"to", "→", "-", ">"} and self._leads_to_number(figure.last)
        )
        after = self._key(figure.last)
        told = None if self._is_told_of_a_person(figure.last) else self._way_of(after)
        if (way := told) is not None and not (after in {"up", "down"} and followed):
            return None if self._leads_to_number(figure.last) and after not in {"better", "worse"} else way
        place, skipped = figure.first - 1, 0
        while place >= 0 and skipped < 3 and self._key(place) in self.lists["by"]:
            place, skipped = place - 1, skipped + 1
        way = None if place in self.held else self._way_of(self._key(place))
        return None if way is None or followed else way

    def _is_told_of_a_person(self, place: int) -> bool:
        """ "48 s, drops his pills": a verb with more behind it than a time has its own subject."""
        if place >= len(self.words):
            return False
        word = self.words[place]
        if word.key not in self.lists["verbs"] and word.end - word.start == len(word.key):
            return False
        following = self._key(place + 1)
        if not following or self.words[place + 1].ends_clause or following in self.lists["after_verb"]:
            return False
        return not (following in {"in", "over"} and self._is_number(place + 2))

    def _leads_to_number(self, place: int) -> bool:
        return any(self._is_number(later) for later in range(place, min(len(self.words), place + 4)))

    def _way_of(self, key: str) -> Way | None:
        ways: tuple[Way, ...] = ("up", "down", "better", "worse", "changed")
        return next((way for way in ways if key in self.lists[way]), None)

    def _linked(self, levels: list[_Figure]) -> list[_Figure]:
        """The first number and those that are tied to it: "38, 41, 44", "41 at eval and now, 6 weeks on, 46"."""
        kept = levels[:1]
        for figure in levels[1:]:
            between = self.words[kept[-1].last : figure.first]
            keys = [word.key for word in between]
            if self._are_of_two_people(keys, kept[-1].first):
                break
            listed = bool(keys) and all(key == "," for key in keys)
            tied = listed or any(key in self.lists["links"] or key in self.lists["later"] for key in keys)
            tagged = self._has("earlier", figure) or self._has("later", figure)
            plain = [w for w in between if not (w.is_mark or w.is_number)]
            if len(plain) > BETWEEN_NUMBERS or not (tied or tagged or self._is_side(figure)):
                break
            kept.append(figure)
        return kept if len(kept) < 3 else [kept[0], kept[-1]]

    def _are_of_two_people(self, between: Sequence[str], first: int) -> bool:
        """ "Berg of Mrs A 40, Mr B 36", "proven for both (Berg 40 and 36)"."""
        named_before = any(word.key in self.lists["persons"] for word in self.words[:first])
        if named_before and any(key in self.lists["persons"] for key in between):
            return True
        before = {word.key for word in self.words[max(0, first - BETWEEN_NUMBERS - TIME_REACH) : first]}
        return list(between) == ["and"] and bool(before & self.lists["of_each"])

    def _ordered(self, one: _Figure, two: _Figure) -> tuple[_Figure, _Figure, Compared]:
        between = [word.key for word in self.words[one.last : two.first]]
        if self._is_side(one) or self._is_side(two):
            return two, one, "sides"
        timed = any(self._has(kind, figure) for kind in ("earlier", "later") for figure in (one, two))
        if not timed and any(key in self.lists["compares"] for key in between):
            return one, two, "unsaid"
        if self._key(two.first - 1) == "from" and self._key(one.first - 1) != "from":
            return two, one, "time"
        backwards = self._has("earlier", two) and not self._has("earlier", one)
        backwards = backwards or (self._has("later", one) and not self._has("later", two) and "to" not in between)
        return (two, one, "time") if backwards else (one, two, "time")

    def _has(self, kind: str, figure: _Figure) -> bool:
        """Whether a word of that time stands close to the number, with no other number between."""
        for step in (-1, 1):
            place = figure.first - 1 if step < 0 else figure.last
            for _ in range(TIME_REACH):
                if not 0 <= place < len(self.words) or self.words[place].is_number:
                    break
                key = self.words[place].key
                if key in self.lists[kind]:
                    return step < 0 or key not in {"was", "were", "had", "from"}
                if key in {",", ")"} or (step > 0 and key in self.lists["links"]):
                    break
                place += step
        return False

    def _is_side(self, figure: _Figure) -> bool:
        near = [self._key(figure.first - 1), self._key(figure.last), self._key(figure.last + 1)]
        before = [key for key in (self._key(figure.first - 2),) if key in {"l", "r", "left", "right", "lt", "rt"}]
        before = before if not self._is_number(figure.first - 1) else []
        after = [self._key(figure.last + 2)] if near[1] in {"on", "for"} else []
        return any(key in self.lists["sides"] for key in [*before, near[0], near[1], *after])

    def _key(self, place: int) -> str:
        return self.words[place].key if 0 <= place < len(self.words) else ""

    def _is_number(self, place: int) -> bool:
        return 0 <= place < len(self.words) and self.words[place].is_number


def _common(figures: Sequence[_Figure], measure: Measure, word_unit: str | None) -> tuple[str, list[float]]:
    """The numbers in one unit: what was typed, else what a word gives, else the test's own; inches in centimetres."""
    in_centimetres = "cm" in {measure.unit, *(cutoff.unit for cutoff in measure.cutoffs)}
    typed = next((figure.unit for figure in figures if figure.unit not in UNITLESS), None)
    unit = typed or word_unit or measure.unit
    if in_centimetres and any(figure.unit == "in" for figure in figures):
        return "cm", [round(figure.value * CENTIMETRES_IN_AN_INCH, 1) for figure in figures]
    return unit, [figure.value for figure in figures]


def _on_scale(value: float, measure: Measure, unit: str) -> bool:
    if unit not in {measure.unit, "%"}:
        return True
    lowest, highest = measure.minimum, measure.maximum
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)
