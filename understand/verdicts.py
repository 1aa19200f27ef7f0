"""Whether a text sounds like one that asks to have a case decided, and what speaks for deciding it.

Taught and weighed by `corpus/vocabulary/verdicts.toml`; the whole cases of `read_cases.toml` ask for a verdict too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus_files import read_table, well_formed
from understand.clause_context import ReadCases
from understand.example_classes import ExampleClasses, Examples, Rows, flattened

ASKED, OTHER = "asked", "other"


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """What each sign that a verdict is asked for weighs, and the sum from which one is given.

    The sum is the logarithm of the odds that a verdict is wanted, as `evals/verdict_points.py` fitted it.
    """

    points: Mapping[str, float]
    needed: float

    @classmethod
    def load(cls, corpus: Path) -> "VerdictRule":
        path = _path(corpus)
        with well_formed(path):
            tables = read_table(path)
            points = {str(sign): float(weight) for sign, weight in tables["points"].items()}
            return cls(points, float(tables["needed"]))

    def asks(self, signs: Mapping[str, float]) -> bool:
        """Whether the signs add up to a verdict; a sign is 1 or 0, or how sure it is.

        Raises:
            KeyError: a sign has no points.
        """
        return sum(self.points[sign] * value for sign, value in signs.items()) >= self.needed


@dataclass(frozen=True, slots=True)
class VerdictClasses:
    """How much a text sounds like one that asks for a verdict."""

    fitted: ExampleClasses

    def asked(self, text: str, vector: Rows) -> float:
        """About 1 where a text sounds like that, and 0 where it sounds like another question."""
        return float(self.fitted.scores([text], vector[None, :])[0][self.fitted.names.index(ASKED)])


def load_verdict_examples(corpus: Path) -> Examples:
    """The example texts of both classes; a CorpusError names a file that cannot be read."""
    path = _path(corpus)
    with well_formed(path):
        tables = read_table(path)
        asked = [*(case.text for case in ReadCases.load(corpus).cases), *tables[ASKED]["examples"]]
        return flattened({ASKED: asked, OTHER: list(tables[OTHER]["examples"])})


def _path(corpus: Path) -> Path:
    return corpus / "vocabulary" / "verdicts.toml"
