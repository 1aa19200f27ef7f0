"""What people ask of a document's sentences: read beside it, found by it, and true of the project's own corpus."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from errors import DocumentError
from index.asked import places_of
from ingest.asked import SUFFIX, read_asked
from ingest.collect import collect
from ingest.read import load_sources
from ingest.split import split_document
from tests.conftest import PROJECT, Shelf

TEXT = "# Units\n\nOne unit of 97112 is 15 minutes. A first unit needs 8 minutes.\n"
DOCUMENTS = PROJECT / "corpus" / "documents"


def write(folder: Path, asked: str) -> Path:
    document = folder / "units.md"
    document.write_text(TEXT, encoding="utf-8")
    (folder / f"units{SUFFIX}").write_text(asked, encoding="utf-8")
    return document


def asked_of(sentence: str, *questions: str) -> str:
    return f'[[asked]]\nsentence = "{sentence}"\nquestions = {list(questions)}\n'


def test_questions_are_read_with_their_sentence(tmp_path: Path) -> None:
    """The file beside the document names sentences and what people ask of each."""
    document = write(tmp_path, asked_of("A first unit needs 8 minutes.", "is 8 min enough"))
    (asked,) = read_asked(document, TEXT)
    assert (asked.sentence, asked.questions) == ("A first unit needs 8 minutes.", ("is 8 min enough",))


def test_a_document_without_such_a_file_has_none(tmp_path: Path) -> None:
    """Nobody must write questions for a document of their own."""
    assert read_asked(tmp_path / "units.md", TEXT) == ()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("[[asked]\n", "cannot be read"),
        ('[[asked]]\nquestions = ["is 8 min enough"]\n', "cannot be read"),
        (asked_of("A second unit needs 23 minutes.", "is 23 enough"), "does not hold"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, asked: str, says: str) -> None:
    """One line says which file, and what is wrong with it."""
    with pytest.raises(DocumentError, match=says):
        read_asked(write(tmp_path, asked), TEXT)


def test_a_question_finds_the_sentence_that_people_ask_it_of(shelf: Shelf, tmp_path: Path) -> None:
    """Words that the document itself never uses lead to it, and to the right sentence of it."""
    folder = tmp_path / "guidance"
    folder.mkdir()
    write(folder, asked_of("A first unit needs 8 minutes.", "shortest billable chunk"))
    (folder / "other.md").write_text("# Modifiers\n\nModifier GP names a physical therapy plan.\n", encoding="utf-8")
    shelf.ingest(folder)
    search = shelf.searcher().search("shortest billable chunk?", 2)
    found = next(hit.passage for hit in search.hits if hit.passage.document_id == "units.md")
    assert search.asked == {(found.passage_id, 1): 1.0}


def test_a_changed_question_makes_another_edition(shelf: Shelf, tmp_path: Path) -> None:
    """What is asked shapes answers, so that it belongs to what an edition names."""
    folder = tmp_path / "guidance"
    folder.mkdir()
    write(folder, asked_of("A first unit needs 8 minutes.", "shortest billable chunk"))
    first = shelf.ingest(folder)
    write(folder, asked_of("A first unit needs 8 minutes.", "least minutes"))
    assert shelf.ingest(folder).edition != first.edition


ASKED_FILES = sorted(DOCUMENTS.glob(f"*{SUFFIX}"))


@pytest.mark.parametrize("path", ASKED_FILES, ids=lambda path: path.name)
def test_what_is_asked_of_a_digest_is_answered_by_a_sentence_of_it(path: Path) -> None:
    """Each sentence stands in the digest, and each has questions."""
    text = (DOCUMENTS / path.name.replace(SUFFIX, ".md")).read_text(encoding="utf-8")
    for asked in read_asked(DOCUMENTS / path.name.replace(SUFFIX, ".md"), text):
        assert asked.questions, asked.sentence


def test_every_asked_sentence_is_a_sentence_of_a_passage() -> None:
    """None is lost between the file and the index."""
    sources = load_sources(PROJECT / "corpus" / "sources.toml")
    found = collect([DOCUMENTS], sources).documents
    passages = [passage for document in found.values() for passage in split_document(document, 1000)]
    asked = sum(len(one.questions) for document in found.values() for one in document.asked)
    assert len(places_of(passages, found)) == asked > 0


def test_no_question_is_asked_of_two_digests() -> None:
    """A question that two digests claim teaches nothing."""
    rows = [row for path in ASKED_FILES for row in tomllib.loads(path.read_text(encoding="utf-8"))["asked"]]
    counts = Counter(question.casefold() for row in rows for question in row["questions"])
    assert [question for question, times in counts.items() if times > 1] == []
