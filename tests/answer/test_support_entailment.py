"""An entailment model is made from labelled pairs, written to a folder and opened from it."""

from pathlib import Path

import pytest

from answer.entailment import open_entailment, train
from errors import ModelError
from index.encoder import weights_folder

HELD = ("A first unit of 97112 needs at least 8 minutes.", "You need 8 minutes for one unit of 97112.", 1.0)
NOT_HELD = ("A first unit of 97112 needs at least 8 minutes.", "The Berg Balance Scale has a ceiling.", 0.0)


@pytest.mark.slow
def test_a_trained_model_is_opened_from_its_folder(tmp_path: Path) -> None:
    """What was trained and what is opened say the same, and tell the pairs apart that they learnt."""
    trained = train(weights_folder("minilm"), [HELD, NOT_HELD] * 2, tmp_path, epochs=6)
    opened = open_entailment(tmp_path)
    assert opened.entails(*HELD[:2]) == pytest.approx(trained.entails(*HELD[:2]), abs=1e-3)
    assert opened.entails(*HELD[:2]) > opened.entails(*NOT_HELD[:2])


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    """The message names the folder and what to do."""
    with pytest.raises(ModelError, match="unset the setting"):
        open_entailment(tmp_path)
