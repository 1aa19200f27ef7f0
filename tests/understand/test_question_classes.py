"""The classes of questions: data that is read, and a fit that can be followed by hand."""

from pathlib import Path

import numpy as np
import pytest

from errors import CorpusError
from understand.example_classes import ExampleClasses, Examples
from understand.question_classes import ExampleQuestions, QuestionClasses

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_shipped_examples_are_whole() -> None:
    """Every class has an outcome and enough examples, and no example stands twice."""
    examples = ExampleQuestions.load(CORPUS).examples
    assert len(set(examples.texts)) == len(examples.texts)
    assert min(examples.classes.count(name) for name in examples.names) >= 25


def test_a_vector_is_of_the_class_whose_examples_point_its_way() -> None:
    """Two classes along two axes: a vector along one axis scores high for its class alone."""
    examples = Examples(("a", "b", "c", "d"), ("in", "in", "out", "out"), ("in", "out"))
    fitted = ExampleClasses(examples, np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32))
    classes = QuestionClasses(fitted, {"in": "answer", "out": "unsafe"})
    scores = classes.scores("a", np.array([1, 0], dtype=np.float32))
    assert scores["in"] > 0.6 > 0.4 > scores["out"]
    outcomes = classes.outcome_scores("c", np.array([0, 1], dtype=np.float32))
    assert outcomes["unsafe"] > outcomes["answer"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """An unknown outcome says which are known."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "questions.toml").write_text('[x]\noutcome = "maybe"\nexamples = ["a"]\n')
    with pytest.raises(CorpusError, match="maybe"):
        ExampleQuestions.load(tmp_path)
