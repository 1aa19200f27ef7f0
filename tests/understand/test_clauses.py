"""Clauses that no phrase explains: where they are cut, which are read, and what the examples teach."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import CorpusError
from understand.case import Finding, Span
from understand.clauses import ClauseExamples, ClauseReader, split_clauses
from understand.example_classes import ExampleClasses, Examples, Rows
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)


def _along(texts: Sequence[str]) -> Rows:
    """A clause about buttons points one way, one about the weather another."""
    return np.array([[1, 0] if "button" in text else [0, 1] for text in texts], dtype=np.float32)


@pytest.fixture
def reader() -> ClauseReader:
    texts = ("buttons", "button hole", "rain", "sun")
    examples = Examples(texts, ("function", "function", "nothing", "nothing"), ("function", "nothing"))
    ids = ("function_limitation", "function_limitation", "nothing", "nothing")
    taught = ClauseExamples(examples, ids, {"function": 0.5})
    return ClauseReader(ExampleClasses(examples, _along(texts)), taught, VOCABULARY, _along)


@given(st.text(alphabet="ab ,.;:()\n-and", max_size=200))
def test_every_clause_is_an_exact_slice(text: str) -> None:
    """Whatever is typed, clauses are slices in order that do not overlap."""
    clauses = split_clauses(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in clauses)
    assert all(a.end <= b.start for a, b in pairwise(clauses))


def test_a_chart_fragment_is_cut_into_its_statements() -> None:
    """Commas, full stops, dashes and joining words part statements; a decimal point and a word do not."""
    text = "Berg 41.5 Monday, hugs the wall to bed and asks his wife for buttons - me on the belt"
    assert [clause.text for clause in split_clauses(text)] == [
        "hugs the wall to bed", "asks his wife for buttons", "me on the belt",
    ]  # fmt: skip


def test_a_clause_like_the_examples_is_read_with_its_place(reader: ClauseReader) -> None:
    """The finding names the clause that it was read from, and that it was read by likeness."""
    text = "It rained all day, his wife does the button."
    (finding,) = reader.read(text, ())
    assert (finding.id, finding.presence, finding.by_meaning) == ("function_limitation", "present", True)
    assert text[finding.span.start : finding.span.end] == "his wife does the button"


def test_what_phrases_read_is_not_read_again(reader: ClauseReader) -> None:
    """A finding that the vocabulary stated, here or elsewhere, stays the only one of its id."""
    stated = Finding("function_limitation", "present", Span(0, 6, "Stairs"))
    assert reader.read("Stairs are hard. his wife does the button", [stated]) == ()


def test_a_clause_whose_category_is_explained_says_no_more_of_it(reader: ClauseReader) -> None:
    """Falls are of the category too: the clause that tells them is not read for another finding of it."""
    stated = Finding("falls", "present", Span(0, 4, "fell"))
    assert reader.read("fell over the button box", [stated]) == ()


def test_a_clause_with_a_denial_is_left_to_the_phrases(reader: ClauseReader) -> None:
    """Likeness cannot tell a denial: where phrases read one, the clause is closed."""
    text = "no pain with the button work"
    denied = Finding("pain", "absent", Span(3, 7, "pain"))
    assert reader.read(text, [denied]) == ()


def test_the_shipped_examples_are_whole() -> None:
    """Every class is a finding of the vocabulary (or says nothing), has enough examples, none of them twice."""
    shipped = ClauseExamples.load(CORPUS, VOCABULARY)
    assert set(shipped.believed_from) <= set(shipped.examples.names)
    assert min(shipped.examples.classes.count(name) for name in shipped.believed_from) >= 100
    assert all(0 < score < 1 for score in shipped.believed_from.values())


@pytest.mark.parametrize("table", ["[pain]\nwords = []\n", '[no_such_finding]\nexamples = ["a b c"]\n'])
def test_a_broken_file_is_named(tmp_path: Path, table: str) -> None:
    """A table without examples, or for a finding that the vocabulary lacks, is told with its file."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "clauses_x.toml").write_text(table)
    with pytest.raises(CorpusError, match="clauses_x"):
        ClauseExamples.load(tmp_path, VOCABULARY)
