"""Whether a question is about a test's number, and of whom: what chooses among published cut-offs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_files import read_table, well_formed
from rules.cite import Cite
from rules.measure_rows import MeasureRow, load_measure_rows
from rules.measures import Person
from understand.case import Case, Finding
from understand.scores import Score, ScoreWords, read_scores, read_test_names
from understand.vocabulary import Vocabulary

# What tells of a treatment; with several such facts, or one and what the person cannot do, a case is told, in which
# a number is one fact of many.
TREATMENT = frozenset({"intervention", "skill", "purpose"})
TOLD_OF_A_CASE = TREATMENT | {"function"}
FACTS_OF_A_CASE = 2
# Beside so few words a number is all that the question tells.
FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class MeasureBook:
    """Everything that a question about a score is read and answered by.

    Attributes:
        asks: words that ask what a number means.
        of_change, of_marks: words that ask how much change is real, and for a test's cut-offs.
        not_of_the_score: words that ask about the code, the claim or the note instead.
        complaints: findings that tell no group.
        sites: how each part of the body is named.
        cites: what every answer rests on, by name.
    """

    rows: dict[str, MeasureRow]
    words: ScoreWords
    asks: re.Pattern[str]
    of_change: re.Pattern[str]
    of_marks: re.Pattern[str]
    not_of_the_score: re.Pattern[str]
    age: re.Pattern[str]
    older: re.Pattern[str]
    phases: dict[str, re.Pattern[str]]
    older_from: float
    complaints: frozenset[str]
    sites: dict[str, re.Pattern[str]]
    cites: dict[str, Cite]

    @classmethod
    def load(cls, corpus: Path) -> "MeasureBook":
        """Raises CorpusError where a file is missing or broken."""
        path = corpus / "vocabulary" / "scores.toml"
        with well_formed(path):
            tables = read_table(path)
            people = tables["people"]
            return cls(
                rows=load_measure_rows(corpus),
                words=ScoreWords.load(corpus),
                asks=_any_of(tables["asks"]["patterns"]),
                of_change=_any_of([tables["asks"]["of_change"]]),
                of_marks=_any_of([tables["asks"]["of_marks"]]),
                not_of_the_score=_any_of([tables["asks"]["not_of_the_score"]]),
                age=_any_of([people["age"]]),
                older=_any_of([people["older"]]),
                phases={name: _any_of([pattern]) for name, pattern in people["phases"].items()},
                older_from=float(people["older_from"]),
                complaints=frozenset(people["complaints"]),
                sites={name: _any_of([pattern]) for name, pattern in people["sites"].items()},
                cites={name: Cite.from_table(row) for name, row in tables["cites"].items()},
            )

    def read(self, text: str, vocabulary: Vocabulary) -> tuple[Score, ...]:
        units = {row.id: row.unit_words for row in self.rows.values() if row.unit_words}
        scores = read_scores(text, vocabulary, self.words, units)
        return self._of_the_site(scores, self.sites_named(text))

    def sites_named(self, text: str) -> frozenset[str]:
        return frozenset(name for name, pattern in self.sites.items() if pattern.search(text))

    def _of_the_site(self, scores: Sequence[Score], sites: frozenset[str]) -> tuple[Score, ...]:
        """ "jps error 5 degrees" of a neck is the neck's test: one part alone that is named chooses it."""
        only = next(iter(sites)) if len(sites) == 1 else ""
        chosen = (replace(score, id=self._meant(score, only)) for score in scores)
        return tuple({score.id: score for score in reversed([*chosen])}.values())[::-1]

    def _meant(self, score: Score, site: str) -> str:
        """The test of the part of the body; a number that was read in another unit stays with its test."""
        other = self.rows[score.id].elsewhere.get(site, score.id)
        return other if score.value is None or self.rows[other].unit == self.rows[score.id].unit else score.id

    def named_without_number(self, text: str, case: Case, vocabulary: Vocabulary) -> tuple[Score, ...]:
        """The tests named where their published numbers are asked for."""
        if _tells_a_case(case, (), vocabulary):
            return ()
        if self.not_of_the_score.search(text) or not (self.of_change.search(text) or self.of_marks.search(text)):
            return ()
        units = {id: self.rows[id].unit for id in self.rows}
        named = [Score(id, typed, 0, 0, units[id]) for id, typed in read_test_names(text, vocabulary)]
        return self._of_the_site(named, self.sites_named(text))

    def person(self, question: str, earlier: Sequence[str], case: Case, vocabulary: Vocabulary) -> Person:
        """The diagnoses, the phase, the age and the parts of the body that the question tells.

        Args:
            earlier: the questions that this one follows up; its own parts of the body count before theirs.
        """
        text = "\n".join([*earlier, question])
        told = {f.id for f in case.findings if f.presence == "present" and f.subject == "patient"}
        age = next((float(group) for match in self.age.finditer(text) for group in match.groups() if group), None)
        older = age >= self.older_from if age is not None else True if self.older.search(text) else None
        return Person(
            conditions=frozenset(told & vocabulary.ids_of("diagnosis") - self.complaints),
            phase=next((name for name, pattern in self.phases.items() if pattern.search(text)), None),
            age=age,
            older=older,
            sites=self.sites_named(question) or self.sites_named(text),
        )

    def is_asked_about(
        self, text: str, case: Case, scores: tuple[Score, ...], vocabulary: Vocabulary, follows_up: bool
    ) -> bool:
        """Whether the numbers are what is asked about, and no case, claim or note.

        Args:
            follows_up: a number that nothing is asked of adds to what was told before.
        """
        if not scores or self.not_of_the_score.search(text):
            return False
        if _tells_a_case(case, scores, vocabulary):
            return False
        told = len(text.split()) - sum(len(text[score.start : score.end].split()) for score in scores)
        return (told <= FEW_WORDS and not follows_up) or bool(self.asks.search(text))


def _tells_a_case(case: Case, scores: tuple[Score, ...], vocabulary: Vocabulary) -> bool:
    own = {f.id for f in case.findings if not _belongs(f, scores, vocabulary)}
    told = [category for id in own if (category := vocabulary.category(id)) in TOLD_OF_A_CASE]
    return len(told) >= FACTS_OF_A_CASE and not TREATMENT.isdisjoint(told)


def _belongs(finding: Finding, scores: tuple[Score, ...], vocabulary: Vocabulary) -> bool:
    """Whether a finding is a score, follows from one, or is read from a score's own words."""
    if vocabulary.category(finding.id) == "measure" or (finding.implied_by or "").startswith("measure_"):
        return True
    return any(score.start <= finding.span.start and finding.span.end <= score.end for score in scores)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
