"""The vocabulary files are whole, and a broken one is refused with its reason."""

import shutil
from pathlib import Path

import pytest

from errors import CorpusError
from understand.phrases import PhraseTree, expand
from understand.vocabulary import load_vocabulary
from understand.words import split_words

CORPUS = Path(__file__).parents[2] / "corpus"


def test_every_cutoff_and_alert_quotes_its_document() -> None:
    """Each cited sentence stands word for word in one line of its digest."""
    vocabulary = load_vocabulary(CORPUS)
    cites = [(cut.document_id, cut.quote) for test in vocabulary.measures.values() for cut in test.cutoffs]
    cites += [(alert.document_id, alert.quote) for alert in vocabulary.diagnosis_codes.alerts]
    for document_id, quote in cites:
        lines = (CORPUS / "documents" / f"{document_id}.md").read_text("utf-8").splitlines()
        assert any(quote in line for line in lines), (document_id, quote)


def test_an_unverified_cutoff_says_so_in_its_sentence() -> None:
    """`verified` and the sentence agree."""
    for test in load_vocabulary(CORPUS).measures.values():
        for cutoff in test.cutoffs:
            assert cutoff.verified == (not cutoff.quote.startswith("Unverified:")), (test.id, cutoff.quote)


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        pytest.param("findings.toml", "[x", "cannot be read", id="no-toml"),
        pytest.param("findings.toml", '[x]\nlabel = "X"\ncategory = "colour"\n', "category", id="category"),
        pytest.param(
            "findings.toml", '[x]\nlabel = "X"\ncategory = "skill"\nsynonyms = ["(a"]\n', "bracket", id="open"
        ),
        pytest.param(
            "findings.toml", '[x]\nlabel = "X"\ncategory = "skill"\nsynonyms = ["<no> a"]\n', "class", id="no-class"
        ),
        pytest.param("findings.toml", '[x]\nlabel = "X"\ncategory = "skill"\nimplies = ["y"]\n', "y", id="no-such-id"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path: Path, file: str, text: str, reason: str) -> None:
    """The message says what is wrong."""
    shutil.copytree(CORPUS / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "vocabulary" / file).write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=reason):
        load_vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        pytest.param("a (b|c d)", ["a b", "a c d"], id="alternatives"),
        pytest.param("a [b] c", ["a b c", "a c"], id="optional"),
        pytest.param("(a|b)? c", ["a c", "b c", "c"], id="optional-group"),
        pytest.param("re[-]ed", ["re-ed", "reed"], id="inside-a-word"),
    ],
)
def test_a_phrase_is_written_out(phrase: str, forms: list[str]) -> None:
    """The phrase language expands as its file says."""
    assert expand(phrase) == forms


def test_a_phrase_matches_over_hyphens_case_and_plural() -> None:
    """How it is typed makes no difference."""
    tree = PhraseTree()
    tree.add("single leg stance", "sls")
    assert [m.length for m in tree.find(split_words("Single-Leg  STANCE"))] == [3]
