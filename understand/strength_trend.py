"""Muscle grades that fall, or rise, from one time to the next ("4/5 at eval, 3 last week, a flicker today")."""

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
STEPS = {"+": 0.3, "-": -0.3}


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """Shapes of what is tested, of a grade, and of words for an earlier time and for now."""

    tested: re.Pattern[str]
    grade: re.Pattern[str]
    chain: re.Pattern[str]
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
    """The finding of worsening weakness, where a dated series of grades ends below its beginning."""
    series = _series(text, words)
    if len(series) < 2 or series[-1].grade >= series[0].grade or not _runs(series, downwards=True):
        return []
    start, end = min(d.start for d in series), max(d.end for d in series)
    return [Finding(FINDING, "present", Span(start, end, text[start:end]))]


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
    dated = [found for match in words.grade.finditer(text) if (found := _dated(text, match, words))]
    return sorted(dated, key=lambda d: d.is_now)


def _runs(series: list[_Dated], *, downwards: bool) -> bool:
    return all(two.grade <= one.grade if downwards else two.grade >= one.grade for one, two in pairwise(series))


def _dated(text: str, match: re.Match[str], words: StrengthWords) -> _Dated | None:
    """The grade with its time, if a word of time stands close by in its own clause."""
    before = CLAUSE_END.split(text[max(0, match.start() - NEAR) : match.start()])[-1]
    after = CLAUSE_END.split(text[match.end() : match.end() + NEAR])[0]
    around = f"{before} | {after}"
    is_now = words.now.search(around) is not None
    if not is_now and not words.earlier.search(around):
        return None
    return _Dated(match.start(), match.end(), _grade(match), is_now)


def _grade(match: re.Match[str]) -> float:
    return float(match.group(1)) + STEPS.get(match.group(2), 0.0)
