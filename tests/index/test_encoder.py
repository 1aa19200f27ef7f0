"""The product's encoder, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest

from errors import EncoderError
from index.encoder import MINILM_SHA256, Encoder, weights_folder, weights_hash
from index.search import Searcher
from tests.conftest import WordCountEncoder, encoder_folder

TEXTS = ["Balance is trained on foam.", "The code 97112 is timed.", "", "x" * 5000]


@pytest.fixture(params=["real", "fake"])
def encoder(request: pytest.FixtureRequest, tmp_path: Path) -> Encoder:
    """The real encoder and the fake one, which must behave alike."""
    if request.param == "fake":
        return WordCountEncoder(encoder_folder(tmp_path / "encoder"))
    encoder: Encoder = request.getfixturevalue("real_encoder")
    return encoder


def test_rows_are_unit_length_in_order_and_of_the_stated_size(encoder: Encoder) -> None:
    """One float32 row a text, whatever the text."""
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape[0] == 0


def test_a_text_alone_has_the_vector_that_it_has_among_others(encoder: Encoder) -> None:
    """How many texts are encoded together changes nothing that matters, and repeating nothing at all."""
    together = encoder.encode(TEXTS)
    for row, text in zip(together, TEXTS, strict=True):
        assert float(row @ encoder.encode([text])[0]) > 0.999
    assert np.array_equal(encoder.encode(TEXTS), together)


def test_like_texts_are_nearer_than_unlike_ones(encoder: Encoder) -> None:
    """Vectors mean something."""
    first, like, unlike = encoder.encode(["balance training on foam", "training balance on a foam pad", "claim denied"])
    assert first @ like > first @ unlike


def test_the_shipped_weights_are_the_published_ones() -> None:
    """The hash that is stored with an index is that of the published file."""
    assert weights_hash("minilm") == MINILM_SHA256
    assert (weights_folder("minilm") / "model.safetensors").is_file()


def test_missing_folders_and_weights_are_told(tmp_path: Path) -> None:
    """Each says what is missing and what to do."""
    with pytest.raises(EncoderError, match="set ASK97112_ENCODER"):
        weights_folder(str(tmp_path / "nowhere"))
    with pytest.raises(EncoderError, match="no weights"):
        weights_hash(str(tmp_path))


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("what does CGS say about sitting balance", "cgs-l34049"),
        ("ther ex versus neuro re-ed", "compare-97110"),
        ("KX modifier", "cms-therapy-modifiers"),
        ("NGS neuromusclar reeducaton", "ngs-l33631"),
    ],
    ids=["payer", "shorthand", "modifier", "misspelt"],
)
def test_the_real_index_finds_what_people_mean(real_searcher: Searcher, query: str, document: str) -> None:
    """With the product's encoder and real digests the right one is among the first three."""
    assert document in [hit.passage.document_id for hit in real_searcher.search(query, 3).hits]
