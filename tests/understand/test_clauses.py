"""Clauses that no phrase explains: where they are cut, which are read, and what the examples teach."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import CorpusError
from understand.case import Finding, Span
from understand.clause_boundaries import split_clauses
from understand.clause_context import ClauseContext, ReadCase, ReadCases, fit
from understand.clauses import ClauseExamples, ClauseReader
from understand.example_classes import ExampleClasses, Examples, Rows
from understand.vocabulary import load_vocabulary
from understand.word_classes import fit_words

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)


def _along(texts: Sequence[str]) -> Rows:
    """A clause about buttons points one way, one about the weather another."""
    return np.array([[1, 0] if "button" in text else [0, 1] for text in texts], dtype=np.float32)


@pytest.fixture
def reader() -> ClauseReader:
    texts = ("buttons", "button hole", "rain", "sun")
    examples = Examples(texts, ("function", "function", "nothing", "nothing"), ("function", "nothing"))
    told = Examples(
        ("wife does the button", "fell on the stairs"),
        ("function_limitation", "falls"),
        ("falls", "function_limitation"),
    )
    words = fit_words(told.texts, told.classes, told.names, by_the_dozen=True)
    return ClauseReader(
        ExampleClasses(examples, _along(texts)),
        _as_alone(),
        words,
        told.names,
        ReadCases((), {"function": 0.5}),
        VOCABULARY,
        _along,
    )


def _as_alone() -> ClauseContext:
    """Weights that look at no neighbour: a clause's first score stays what it is."""
    weights = np.zeros((6 * 2 + 1, 1), dtype=np.float32)
    weights[0] = 1
    return ClauseContext(weights)


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
    cases = ReadCases.load(CORPUS)
    assert set(cases.categories) <= set(shipped.examples.names)
    assert min(shipped.examples.classes.count(name) for name in cases.categories) >= 100
    assert all(0 < score < 1 for score in cases.believed_from.values())


@pytest.mark.parametrize("table", ["[pain]\nwords = []\n", '[no_such_finding]\nexamples = ["a b c"]\n'])
def test_a_broken_file_is_named(tmp_path: Path, table: str) -> None:
    """A table without examples, or for a finding that the vocabulary lacks, is told with its file."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "clauses_x.toml").write_text(table)
    with pytest.raises(CorpusError, match="clauses_x"):
        ClauseExamples.load(tmp_path, VOCABULARY)


def _scores(texts: Sequence[str]) -> Rows:
    """A clause with "deficit" scores as the first class, one with "task" as neither."""
    return np.array([[1.0, 0.0] if "deficit" in text else [0.4, 0.4] for text in texts], dtype=np.float32)


def test_a_neighbour_tells_what_a_clause_is() -> None:
    """A clause that could be anything is a function where cases put one behind a deficit."""
    told = [ReadCase(f"a deficit of {n}. some task of {n}.", {"function": (f"some task of {n}",)}) for n in "kmnp"]
    told += [ReadCase(f"some task of {n}. no more to tell.", {"function": ()}) for n in "kmnp"]
    context = fit(ReadCases(tuple(told), {"function": 0.5}), _scores)
    behind = context.scores(_scores(["a deficit of z", "some task of z"]))[1, 0]
    first = context.scores(_scores(["some task of z", "no more to tell"]))[0, 0]
    assert behind > first + 0.2


def test_one_clause_has_no_neighbours() -> None:
    """A case of one clause is read as well."""
    assert _as_alone().scores(np.array([[0.7, 0.1]], dtype=np.float32)).shape == (1, 1)


def test_a_passage_is_said_in_the_clause_that_holds_most_of_it() -> None:
    """A long clause with a short passage, and a passage longer than its clause, both say it; a touch does not."""
    case = ReadCase("He is well. She cannot cook, so no dinner", {"function": ("cannot cook, so no dinner",)})
    clauses = split_clauses(case.text)
    assert [case.said_in(clause, "function") for clause in clauses] == [False, True, True]


WARY = "[wary]\nids = []\nlead = 1\n"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('[[case]]\ntext = "a b c"\n', "believed_from"),
        (
            WARY + '[believed_from]\nskill = 0.5\n[[case]]\ntext = "a b c"\nskill = ["d"]\n',
            "does not stand in the text",
        ),
        (WARY + '[believed_from]\nskill = 0.5\n[[case]]\ntext = "a b c"\nskil = ["a"]\n', "no category is called skil"),
    ],
)
def test_a_broken_file_of_cases_is_named(tmp_path: Path, body: str, problem: str) -> None:
    """A passage that is not in its text, or a mistyped category, is told with its file."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "read_cases.toml").write_text(body)
    with pytest.raises(CorpusError, match=f"read_cases.*{problem}"):
        ReadCases.load(tmp_path)


def test_a_finding_that_speaks_against_the_code_needs_a_clear_lead(reader: ClauseReader) -> None:
    """Where two findings are about as likely, the wary one is not named; the other would be."""
    text = "button on the stairs"
    assert [finding.id for finding in reader.read(text, ())] == ["falls"]
    wary = replace(reader, cases=replace(reader.cases, wary=frozenset({"falls"}), lead=1e6))
    assert wary.read(text, ()) == ()


@pytest.mark.parametrize(
    ("text", "within", "read"),
    [
        ("button drills in sitting with cues", "do_coordination_training", False),
        ("button drills in 8 trials with cues", "do_coordination_training", True),
        ("the button work was shaky", None, True),
    ],
)
def test_what_was_done_is_not_likened_to_what_is_impaired(text: str, within: str | None, read: bool) -> None:
    """Beside a number it may be what was found."""
    examples = Examples(("buttons", "rain"), ("impairment", "nothing"), ("impairment", "nothing"))
    told = Examples(("button", "rain"), ("coordination_deficit", "tone_low"), ("coordination_deficit", "tone_low"))
    words = fit_words(told.texts, told.classes, told.names, by_the_dozen=True)
    cases = ReadCases((), {"impairment": 0.5})
    reader = ClauseReader(
        ExampleClasses(examples, _along(examples.texts)), _as_alone(), words, told.names, cases, VOCABULARY, _along
    )
    found = (Finding(within, "present", Span(0, 13, text[:13])),) if within else ()
    assert bool(reader.read(text, found)) is read
