"""Numbers beside the name of a test: "Berg 41/56", "JPE of 6.2 deg", "14/28 on the Mini-BEST"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from understand.number_words import UP_TO_NINETEEN
from understand.phrases import Match, PhraseTree
from understand.vocabulary import Measure
from understand.words import Word

# So many words may stand between a test's name and its number.
WORDS_BEFORE_VALUE = 6
UNITS = {
    "deg": "deg",
    "degree": "deg",
    "°": "deg",
    "s": "s",
    "sec": "s",
    "second": "s",
    "cm": "cm",
    "mmhg": "mmHg",
    "%": "%",
    "percent": "%",
    "error": "errors",
    "point": "points",
    "pt": "points",
    "line": "lines",
    "m": "m",
    "ft": "ft",
    "block": "blocks",
    "in": "in",
    "inch": "in",
}
# Between the name and the number.
BEFORE_VALUE = frozenset(
    {
        "score",
        "scored",
        "scoring",
        "time",
        "timed",
        "error",
        "total",
        "avg",
        "average",
        "mean",
        "composite",
        "anterior",
        "ant",
        "initial",
        "initially",
        "improved",
        "went",
        "eval",
        "baseline",
        "test",
        "result",
        "value",
        "from",
        "of",
        "=",
        ":",
        "(",
        ")",
        "~",
        "only",
        "just",
        "about",
        "approx",
        "approximately",
        "around",
        "-",
        "was",
        "is",
        "at",
        "eye",
        "closed",
        "open",
        "ec",
        "eo",
        "firm",
        "foam",
        "condition",
        "increased",
        "decreased",
        "dropped",
        "rose",
        "stuck",
        "remain",
        "still",
        "up",
        "down",
        "level",
        "hold",
        "held",
        "for",
        "side",
        "max",
        "maximum",
        "best",
        "asymmetry",
        "difference",
        "diff",
        "reach",
        "lead",
        ",",
        "score:",
        "unchanged",
        "fail",
        "failed",
        "failing",
        "abnormal",
        "positive",
        "poor",
        "unable",
        "surface",
        "great",
        "toe",
        "grade",
        ">",
        "<",
        "≥",
        "≤",
        "today",
        "now",
        "currently",
        "norm",
    }
)
BETWEEN_VALUE_AND_NAME = frozenset(
    {
        "on",
        "in",
        "for",
        "the",
        "her",
        "his",
        "a",
        "of",
        "at",
        "with",
        "their",
        "s",
        "sec",
        "second",
        "deg",
        "degree",
        "°",
        "error",
        "point",
        "cm",
        "block",
        "line",
        "mean",
        "total",
        "score",
        "%",
        ")",
    }
)
# A number before or after one of these counts something else.
COUNTS = frozenset(
    {
        "trial",
        "visit",
        "week",
        "wk",
        "month",
        "mo",
        "minute",
        "min",
        "rep",
        "set",
        "year",
        "yr",
        "yo",
        "time",
        "day",
        "unit",
        "session",
        "fall",
        "x",
        "patient",
    }
)
NUMBER_WORDS = {word: float(number) for word, number in UP_TO_NINETEEN.items()} | {"twenty": 20.0, "none": 0.0}
# "6 sec vs 30 on the other": a side is compared within so many words, and differs from so much on.
COMPARED = frozenset({"vs", "versus", "against", "compared", "v", "than", "and"})
# fmt: off
SIDES = frozenset({
    "other", "l", "r", "lt", "rt", "left", "right", "uninvolved", "unaffected", "uninjured", "good", "opposite",
    "sound",
    "contralateral", "bad", "involved", "affected", "injured", "op", "surgical", "sprained", "hurt", "sore", "weak",
})
# fmt: on
SIDE_REACH = 5
# Beside a side's name these may stand between the numbers of two sides: "8 sec on the bad side, 25 sec on the other".
BETWEEN_SIDES = (
    COMPARED | SIDES | {"on", "the", "her", "his", "side", "leg", "foot", "ankle", "one", "only", "but", "for", "is"}
    | {"(", ")", "/", ",", ":", "=", "s", "sec", "second"}
)  # fmt: skip
# A verb as often as what is counted: "Berg 31 falls in the shower".
VERBS = frozenset({"fall"})
CLEARLY = 1.25
CHANGES = frozenset({"to", "→", ">", "now", "-", "currently", "today"})


@dataclass(frozen=True, slots=True)
class Value:
    """A number in `unit` at words `first` to `last`.

    Attributes:
        before: the earlier number of a change.
        other_side: the number of the other arm or leg, set beside it.
    """

    value: float
    unit: str | None
    first: int
    last: int
    before: float | None = None
    other_side: float | None = None

    def is_worse_than_other_side(self, better: str | None) -> bool:
        """Whether the other side does better by at least a quarter: less may be the error of the test."""
        if self.other_side is None or better is None:
            return False
        less, more = (self.value, self.other_side) if better == "higher" else (self.other_side, self.value)
        return more >= less * CLEARLY

    def of_worse_side(self, better: str | None) -> "Value":
        """The same with the worse side's number first, in whichever order the sides were told."""
        swapped = replace(self, value=self.other_side, other_side=self.value) if self.other_side is not None else self
        return swapped if swapped.is_worse_than_other_side(better) else self


def read_value(
    words: Sequence[Word], match: Match, measure: Measure, link: PhraseTree, taken: set[int], *, valued: bool = False
) -> Value | None:
    """The test's number after its name, or before it, or in a `valued` phrase; None where none is on its scale."""
    if valued:
        value = _inside(words, match, measure)
    else:
        value = _after(words, match, measure, link, taken) or _before(words, match, measure)
    return _beside_other_side(words, value, measure) if value else None


def read_count(words: Sequence[Word], match: Match, unit: str) -> Value | None:
    """A plain count beside its noun: "22 visits", "visit #22"; a frequency ("2 visits a week") is none."""
    following = [word.key for word in words[match.last : match.last + 2]]
    if following[:1] in (["per"], ["weekly"]) or following in (["a", "week"], ["/", "week"], ["/", "wk"]):
        return None
    for place in range(match.first - 1, max(-1, match.first - 4), -1):
        if words[place].is_number:
            return _number(words, place, None, unit)
        if words[place].key not in {
            "th",
            "st",
            "nd",
            "rd",
            "more",
            "total",
            "pt",
            "of",
            "therapy",
            "treatment",
        }:
            break
    for place in range(match.last, min(len(words), match.last + 3)):
        if words[place].is_number:
            return _number(words, place, None, unit)
        if words[place].key not in {"#", "number", "no", ":", "count", "x"}:
            break
    return None


def _inside(words: Sequence[Word], match: Match, measure: Measure) -> Value | None:
    """The number that a phrase for an unnamed test holds: "4 sec on one leg", "misses centre by 7 degrees"."""
    for place in range(match.first, match.last):
        if words[place].is_number and (value := _number(words, place, measure, measure.unit)):
            return _with_change(words, value, measure)
    return None


def _beside_other_side(words: Sequence[Word], value: Value, measure: Measure) -> Value:
    """ "6 sec vs 30 on the other": the other side's number, where words name a side."""
    if measure.sided and (sides := _two_sides(words, value, measure)):
        return sides.of_worse_side(measure.better)
    for place in range(value.last, min(len(words), value.last + SIDE_REACH)):
        if words[place].ends_clause or words[place].is_number:
            break
        if words[place].key not in COMPARED:
            continue
        for later in range(place + 1, min(len(words), place + SIDE_REACH)):
            if words[later].ends_clause:
                break
            if words[later].is_number and _names_side(words, place, later):
                other = _number(words, later, measure, value.unit)
                return replace(value, other_side=other.value) if other else value
    return value


def _two_sides(words: Sequence[Word], value: Value, measure: Measure) -> Value | None:
    """Two numbers of a test that is done on both sides: "R 5 L 22", "8 sec on the bad side 25 sec other side"."""
    place = value.last
    while place < len(words) and not words[place].is_number:
        if words[place].ends_clause or words[place].key not in BETWEEN_SIDES:
            return None
        place += 1
    other = _number(words, place, measure, value.unit) if place < len(words) else None
    if other is None:
        return None
    between = {word.key for word in words[value.last : place]}
    following = {word.key for word in words[other.last : other.last + 1] if not word.ends_clause}
    named = (between | following) & SIDES or between & {"vs", "versus", "v"}
    return replace(value, last=other.last, other_side=other.value) if named else None


def _names_side(words: Sequence[Word], compared: int, number: int) -> bool:
    near = [*words[compared:number], *words[number + 1 : number + 1 + SIDE_REACH]]
    for word in near:
        if word.ends_clause:
            return False
        if word.key in SIDES:
            return True
    return False


def _after(words: Sequence[Word], match: Match, measure: Measure, link: PhraseTree, taken: set[int]) -> Value | None:
    for place in range(match.last, min(len(words), match.last + WORDS_BEFORE_VALUE + 1)):
        word = words[place]
        if word.is_number:
            value = _number(words, place, measure, measure.unit, named=place == match.last)
            if value is None and _counts_something_else(words, place):
                continue
            return _with_change(words, value, measure) if value else None
        if word.ends_clause or place in taken:
            return None
        if word.key not in BEFORE_VALUE and not link.ends_at(words, place):
            return None
    return None


def _before(words: Sequence[Word], match: Match, measure: Measure) -> Value | None:
    place = match.first - 1
    while place >= 0 and match.first - place <= 5 and not words[place].is_number:
        if words[place].key not in BETWEEN_VALUE_AND_NAME or words[place].ends_clause:
            return None
        place -= 1
    if place < 0 or not words[place].is_number:
        return None
    if place >= 2 and words[place - 1].key in {"/", "of"} and words[place - 2].is_number:
        place -= 2
    return _number(words, place, measure, measure.unit)


def _number(
    words: Sequence[Word], place: int, measure: Measure | None, unit: str | None, *, named: bool = False
) -> Value | None:
    """`named`: the number stands right behind the name of its test, so that a verb after it counts nothing."""
    value, last = _parse(words[place].key), place + 1
    whole = _end_of_whole(words, last)
    if measure and measure.needs_fraction and whole is None:
        return None
    last = whole or last
    if last < len(words) and words[last].key in UNITS and measure is not None:
        unit, last = UNITS[words[last].key], last + 1
    if value is None:
        return None
    verb = named and last < len(words) and words[last].key in VERBS
    if measure and ((_counts_something_else(words, place) and not verb) or not _on_scale(value, measure)):
        return None
    return Value(value, unit, place, last)


def _end_of_whole(words: Sequence[Word], place: int) -> int | None:
    """Where "/10", "of 10" or "out of 10" ends."""
    if place < len(words) and words[place].key == "out":
        place += 1
    if place + 1 < len(words) and words[place].key in {"/", "of"} and words[place + 1].is_number:
        return place + 2
    return None


def _parse(key: str) -> float | None:
    try:
        return float(key.replace(",", ""))
    except ValueError:
        return None


def _on_scale(value: float, measure: Measure) -> bool:
    lowest, highest = measure.minimum, measure.maximum
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _counts_something_else(words: Sequence[Word], place: int) -> bool:
    before = words[place - 1].key if place else ""
    after = words[place + 1].key if place + 1 < len(words) else ""
    return before in {"x", "×", "visit", "#", "cond", "condition"} or after in COUNTS


def _with_change(words: Sequence[Word], value: Value, measure: Measure) -> Value:
    """ "38 to 44", "38 -> 44": the later number counts, the earlier is kept."""
    marker = value.last
    while marker < len(words) and words[marker].key in CHANGES and marker - value.last < 3:
        marker += 1
    if marker == value.last or marker >= len(words) or not words[marker].is_number:
        return value
    later = _number(words, marker, measure, value.unit)
    if later is None:
        return value
    return Value(later.value, later.unit, value.first, later.last, before=value.value)
