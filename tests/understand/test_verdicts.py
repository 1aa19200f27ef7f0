"""What speaks for a verdict is weighed by data, and the data is whole."""

from pathlib import Path

import pytest

from answer.case_asked import signs
from answer.decide import determined
from answer.engine import Engine
from answer.question import Question
from errors import CorpusError
from understand.case import Case
from understand.services import ServicesRead
from understand.verdicts import ASKED, OTHER, VerdictRule, load_verdict_examples

CORPUS = Path(__file__).parents[2] / "corpus"


def test_every_sign_has_points_and_every_point_a_sign(engine: Engine) -> None:
    """A sign without points would fail at a question, points without a sign would weigh nothing."""
    knowledge = engine.knowledge
    question = Question("97112 for 15 min", "other", "clinician", None, Case(), ServicesRead())
    assert signs(question, knowledge, determined(question, knowledge), 0.5).keys() == knowledge.verdicts.points.keys()


def test_what_sounds_asked_and_tells_much_passes_and_what_is_looked_up_does_not() -> None:
    """The sum of the points decides."""
    rule = VerdictRule.load(CORPUS)
    told = {"always": 1.0, "sounds_asked": 0.9, "one_fact": 1.0, "deficit": 1.0}
    assert rule.asks(told)
    assert not rule.asks({**told, "sounds_asked": 0.3, "looked_up": 1.0})


def test_no_text_is_an_example_of_both() -> None:
    """It would teach nothing."""
    examples = load_verdict_examples(CORPUS)
    asked, other = (
        {text for text, name in zip(examples.texts, examples.classes, strict=True) if name == wanted}
        for wanted in (ASKED, OTHER)
    )
    assert asked
    assert other
    assert not asked & other


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """One line says which file to mend."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "verdicts.toml").write_text("needed = 'much'\n[points]\nalways = 1\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"verdicts\.toml"):
        VerdictRule.load(tmp_path)
