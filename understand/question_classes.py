"""Which class of question a text is nearest to, taught by `corpus/vocabulary/questions.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import CorpusError
from understand.example_classes import ExampleClasses, Examples, Rows, flattened

OUTCOMES = ("answer", "out_of_scope", "no_evidence", "unsafe")


@dataclass(frozen=True, slots=True)
class ExampleQuestions:
    """Example questions, and what is done with each class of them."""

    examples: Examples
    outcomes: dict[str, str]

    @classmethod
    def load(cls, corpus: Path) -> "ExampleQuestions":
        """Reads `vocabulary/questions.toml`; a CorpusError names what is wrong in it."""
        path = corpus / "vocabulary" / "questions.toml"
        try:
            tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            outcomes = {name: str(table["outcome"]) for name, table in tables.items()}
            examples = flattened({name: [str(text) for text in table["examples"]] for name, table in tables.items()})
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
        unknown = {outcome for outcome in outcomes.values() if outcome not in OUTCOMES}
        if unknown:
            raise CorpusError(f"{path} has the outcomes {', '.join(sorted(unknown))}: use {', '.join(OUTCOMES)}.")
        return cls(examples, outcomes)


@dataclass(frozen=True, slots=True)
class QuestionClasses:
    """Scores a question's vector for every class and outcome."""

    fitted: ExampleClasses
    outcomes: dict[str, str]

    def scores(self, vector: Rows) -> dict[str, float]:
        """About 1 for the class that a question is of and 0 for the others."""
        return self.fitted.scores_of(vector)

    def outcome_scores(self, vector: Rows) -> dict[str, float]:
        """The best score of a class by outcome."""
        best = dict.fromkeys(OUTCOMES, -1.0)
        for name, value in self.scores(vector).items():
            outcome = self.outcomes[name]
            best[outcome] = max(best[outcome], value)
        return best
