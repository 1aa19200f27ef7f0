"""Which class of question a text is nearest to, taught by `corpus/vocabulary/questions*.toml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_files import read_table, well_formed
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
        """Reads `vocabulary/questions*.toml`, classes of one name together; a CorpusError names what is wrong."""
        texts: dict[str, dict[str, None]] = {}
        outcomes: dict[str, str] = {}
        for path in sorted((corpus / "vocabulary").glob("questions*.toml")):
            with well_formed(path):
                tables: dict[str, Any] = read_table(path)
                for name, table in tables.items():
                    outcomes[name] = str(table["outcome"])
                    texts.setdefault(name, {}).update(dict.fromkeys(str(text) for text in table["examples"]))
            unknown = {outcome for outcome in outcomes.values() if outcome not in OUTCOMES}
            if unknown:
                raise CorpusError(f"{path} has the outcomes {', '.join(sorted(unknown))}: use {', '.join(OUTCOMES)}.")
        return cls(flattened({name: list(examples) for name, examples in texts.items()}), outcomes)


@dataclass(frozen=True, slots=True)
class QuestionClasses:
    """Scores a question's vector for every class and outcome."""

    fitted: ExampleClasses
    outcomes: dict[str, str]

    def scores(self, text: str, vector: Rows) -> dict[str, float]:
        """About 1 for the class that a question is of and 0 for the others."""
        scores = self.fitted.scores([text], vector[None, :])[0]
        return dict(zip(self.fitted.names, scores.tolist(), strict=True))

    def outcome_scores(self, text: str, vector: Rows) -> dict[str, float]:
        """The best score of a class by outcome."""
        best = dict.fromkeys(OUTCOMES, -1.0)
        for name, value in self.scores(text, vector).items():
            outcome = self.outcomes[name]
            best[outcome] = max(best[outcome], value)
        return best
