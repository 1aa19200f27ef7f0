"""What examples teach is kept, and a changed line costs no more than itself."""

from pathlib import Path

import numpy as np
import pytest

from answer.classes import Shelf
from tests.conftest import WordCountEncoder, encoder_folder
from understand.example_classes import Examples

TEXTS = ("how many units", "minutes of the visit", "what is the weather", "a recipe for soup")
CLASSES = ("in", "in", "out", "out")
FILE = "few.npz"


@pytest.fixture
def encoder(tmp_path: Path) -> WordCountEncoder:
    """It remembers what it was asked to encode."""
    return WordCountEncoder(encoder_folder(tmp_path / "encoder"))


@pytest.fixture
def shelf(tmp_path: Path, encoder: WordCountEncoder) -> Shelf:
    """An empty folder to keep classes in."""
    return Shelf(tmp_path / "classes", encoder.name, encoder.weights_sha256, lambda: encoder)


def taught(*texts: str) -> Examples:
    return Examples(texts, CLASSES, ("in", "out"))


def test_the_same_examples_are_encoded_once(shelf: Shelf, encoder: WordCountEncoder) -> None:
    """The second time they are read from the file."""
    first, second = shelf.classes(taught(*TEXTS), FILE), shelf.classes(taught(*TEXTS), FILE)
    assert encoder.texts == list(TEXTS)
    question = encoder.encode(["how many minutes"])
    assert np.allclose(first.scores(["how many minutes"], question), second.scores(["how many minutes"], question))


def test_of_changed_examples_only_the_new_are_encoded(shelf: Shelf, encoder: WordCountEncoder) -> None:
    """And the classes are those of a fit from nothing."""
    shelf.classes(taught(*TEXTS), FILE)
    changed = taught(*TEXTS[:3], "a song about rain")
    fitted = shelf.classes(changed, FILE)
    assert encoder.texts == [*TEXTS, "a song about rain"]
    anew = shelf.classes(changed, "another.npz")
    question = encoder.encode(["the song of the visit"])
    words = ["the song of the visit"]
    assert np.allclose(fitted.scores(words, question), anew.scores(words, question))


def test_another_encoder_s_vectors_are_not_taken_over(shelf: Shelf, tmp_path: Path) -> None:
    """Other weights give other vectors of the same text."""
    shelf.classes(taught(*TEXTS), FILE)
    other = WordCountEncoder(encoder_folder(tmp_path / "other", b"other weights"))
    Shelf(shelf.folder, other.name, other.weights_sha256, lambda: other).classes(taught(*TEXTS), FILE)
    assert other.texts == list(TEXTS)


def test_a_damaged_file_is_made_anew(shelf: Shelf, encoder: WordCountEncoder) -> None:
    """A file that was cut short teaches nothing and stops nobody."""
    shelf.classes(taught(*TEXTS), FILE)
    (shelf.folder / FILE).write_bytes((shelf.folder / FILE).read_bytes()[:200])
    shelf.classes(taught(*TEXTS), FILE)
    assert encoder.texts == [*TEXTS, *TEXTS]
