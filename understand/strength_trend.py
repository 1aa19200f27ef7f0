"""Strength that falls, or rises, from one time to the next ("4/5 at eval, 3 last week", "grip 60 lb, 41, now 22")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from errors import CorpusError
from understand.case import Finding, Span

FINDING = "flag_progressive_weakness"
# Words of time stand at most this many characters from their grade, in the same clause.
NEAR = 26
CLAUSE_END = re.compile(r"[.;,!?\n]\s")
SENTENCE_END = re.compile(r"[.;!?\n](?:\s|$)")
# So much of the first amount may be left at most: of three or more amounts, and of two.
LEFT_OF_MANY = 0.75
LEFT_OF_TWO = 0.6
# So many grades, told one after the other without a time, are a series.
CHAINED = 3
STEPS = {"+": 0.3, "-": -0.3}


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """Shapes of what is tested, of a grade, and of words for an earlier time and for now.

    Attributes:
        counted: numbers of a device or a task, which are no grades ("board level 3 then 2").
        steps: grades told one after the other ("4 then 3 then 2+").
        measured: what is measured in pounds or repetitions, so that less is worse.
        amount: a pound or repetition; none is group "none" ("cant do one").
        less_is_better: a sentence with these words is no series of strength.
    """

    tested: re.Pattern[str]
    grade: re.Pattern[str]
    counted: re.Pattern[str]
    chain: re.Pattern[str]
    steps: re.Pattern[str]
    measured: re.Pattern[str]
    amount: re.Pattern[str]
    less_is_better: re.Pattern[str]
    earlier: re.Pattern[str]
    now: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, str]) -> "StrengthWords":
        try:
            return cls(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()})
        except (TypeError, re.error) as error:
            raise CorpusError(f"[strength] of red_flags.toml cannot be read ({error}): mend it.") from error


@dataclass(frozen=True, slots=True)
class _Dated:
    start: int
    end: int
    grade: float
    is_now: bool


def falling_strength(text: str, words: StrengthWords) -> list[Finding]:
    """The finding of worsening weakness, where a series of grades or amounts ends below its beginning."""
    span = _falling_grades(text, words) or _falling_steps(text, words) or _falling_amounts(text, words)
    if span is None:
        return []
    start, end = span
    return [Finding(FINDING, "present", Span(start, end, text[start:end]))]


def _falling_grades(text: str, words: StrengthWords) -> tuple[int, int] | None:
    series = _series(text, words)
    if len(series) < 2 or series[-1].grade >= series[0].grade or not _runs(series, downwards=True):
        return None
    return min(d.start for d in series), max(d.end for d in series)


def _falling_steps(text: str, words: StrengthWords) -> tuple[int, int] | None:
    for match in words.steps.finditer(text):
        before = CLAUSE_END.split(text[max(0, match.start() - NEAR) : match.start()])[-1]
        if not words.tested.search(before) or _counts_something_else(text, match, words):
            continue
        grades = [_grade(grade) for grade in words.grade.finditer(match.group())]
        if len(grades) >= CHAINED and grades == sorted(grades, reverse=True) and grades[-1] < grades[0]:
            return match.span()
    return None


def _falling_amounts(text: str, words: StrengthWords) -> tuple[int, int] | None:
    """The first sentence in which pounds or repetitions of a strength test fall from time to time."""
    begin = 0
    for end in [*(match.start() for match in SENTENCE_END.finditer(text)), len(text)]:
        named = words.measured.search(text, begin, end)
        if named and not words.less_is_better.search(text, begin, end):
            amounts = list(words.amount.finditer(text, named.end(), end))
            if _amounts_fall(text, amounts, words):
                return named.start(), amounts[-1].end()
        begin = end
    return None


def _amounts_fall(text: str, amounts: list[re.Match[str]], words: StrengthWords) -> bool:
    times = [_time_of(text, match, words) for match in amounts]
    if len(amounts) < 2 or sum(time is not None for time in times) < min(len(amounts), 2):
        return False
    told = sorted(zip(amounts, times, strict=True), key=lambda item: item[1] == "now")
    sizes = [float(match.group(1) or 0) for match, _ in told]
    if any(two >= one for one, two in pairwise(sizes)):
        return False
    return sizes[-1] <= sizes[0] * (LEFT_OF_TWO if len(sizes) == 2 else LEFT_OF_MANY)


def strength_rises(text: str, words: StrengthWords) -> bool:
    """Whether grades, dated or told as a chain ("2/5 to 3+/5 to 4/5"), end above their beginning and never fall."""
    series = _series(text, words)
    if len(series) > 1 and series[-1].grade > series[0].grade and _runs(series, downwards=False):
        return True
    chains = [[_grade(g) for g in words.grade.finditer(m.group())] for m in words.chain.finditer(text)]
    return any(len(chain) > 1 and chain == sorted(chain) and chain[0] < chain[-1] for chain in chains)


def _series(text: str, words: StrengthWords) -> list[_Dated]:
    """Dated grades in the order of their times: as told, what is now last."""
    if not words.tested.search(text):
        return []
    grades = (match for match in words.grade.finditer(text) if not _counts_something_else(text, match, words))
    dated = [found for match in grades if (found := _dated(text, match, words))]
    return sorted(dated, key=lambda d: d.is_now)


def _counts_something_else(text: str, match: re.Match[str], words: StrengthWords) -> bool:
    return any(other.start() <= match.start() < other.end() for other in words.counted.finditer(text))


def _runs(series: list[_Dated], *, downwards: bool) -> bool:
    return all(two.grade <= one.grade if downwards else two.grade >= one.grade for one, two in pairwise(series))


def _dated(text: str, match: re.Match[str], words: StrengthWords) -> _Dated | None:
    """The grade with its time, if a word of time stands close by in its own clause."""
    time = _time_of(text, match, words)
    return _Dated(match.start(), match.end(), _grade(match), time == "now") if time else None


def _time_of(text: str, match: re.Match[str], words: StrengthWords) -> str | None:
    """ "now" or "earlier", as a word of time close by in the same clause says."""
    before = CLAUSE_END.split(text[max(0, match.start() - NEAR) : match.start()])[-1]
    after = CLAUSE_END.split(text[match.end() : match.end() + NEAR])[0]
    around = f"{before} | {after}"
    if words.now.search(around):
        return "now"
    return "earlier" if words.earlier.search(around) else None


def _grade(match: re.Match[str]) -> float:
    return float(match.group(1)) + STEPS.get(match.group(2), 0.0)
