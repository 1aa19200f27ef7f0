"""Readings are data that the loader checks; a new payer is one new file."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from errors import CorpusError
from rules.cite import Cite
from rules.necessity import determine
from rules.readings import ReadingBook, load_readings
from understand.case import Case, Finding, Span
from understand.payers import load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
ACME = """
id = "acme"
name = "Foot drop only"
holder = "Acme Health"
payers = ["acme"]
document = "readings-compared"
effective = "2026-01-01"
in_force = true
status = "in force"
tier = "payer"
verified = "primary"
family = "R5"
uses = ["skill"]
cites = [{ document = "readings-compared", quote = "A reading that allows 97112 is never a promise of payment." }]

[payer.acme]
name = "Acme Health"
words = ["acme", "acme health"]

[[criteria]]
id = "foot-drop"
text = "Foot drop"
question = "code_fit"
condition = ["foot_drop"]
missing_advice = "Whether there is foot drop."
cites = [{ document = "readings-compared", quote = "A reading that allows 97112 is never a promise of payment." }]
"""


@pytest.fixture(scope="module")
def book() -> ReadingBook:
    return load_readings(CORPUS)


@pytest.fixture
def corpus_copy(tmp_path: Path) -> Path:
    for folder in ("readings", "vocabulary"):
        shutil.copytree(CORPUS / folder, tmp_path / folder)
    return tmp_path


def every_cite(book: ReadingBook) -> Iterator[Cite]:
    for reading in book.readings:
        yield from reading.cites
        for criterion in reading.criteria:
            yield from criterion.cites
    for rules in (book.services, book.alternatives, book.red_flags, book.advice, book.source_views):
        for rule in rules:
            yield from rule.cites
    for conflict in book.conflicts:
        for position in conflict.positions:
            yield from position.cites


def test_each_quote_is_a_sentence_of_its_document(book: ReadingBook) -> None:
    """Every cite of the readings is an exact slice of one line of the digest that it names."""
    missing = [
        cite
        for cite in set(every_cite(book))
        if not any(
            cite.quote in line
            for line in (CORPUS / "documents" / f"{cite.document_id}.md").read_text(encoding="utf-8").splitlines()
        )
    ]
    assert missing == []


def test_each_reading_rests_on_a_known_source(book: ReadingBook) -> None:
    """A reading's document exists, and so does every payer that it is for."""
    sources = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))
    payers = load_payers(CORPUS)
    for reading in book.readings:
        assert reading.document in sources, reading.id
        assert all(payers.known(payer) for payer in reading.payers), reading.id


def test_the_eight_families_are_there(book: ReadingBook) -> None:
    """R1 to R8 each have a body that holds them; the narrow and the investigational ones are not in force."""
    in_force = {reading.family for reading in book.readings if reading.in_force}
    assert {reading.family for reading in book.readings} == {f"R{n}" for n in range(1, 9)}
    assert in_force == {"R1", "R2", "R3", "R4", "R7", "R8"}


def test_aetnas_present_wording_is_not_evaluated(book: ReadingBook) -> None:
    """What was not seen is in force and applied to nothing; what was replaced is historical."""
    standing = {r.id: (r.in_force, r.evaluable) for r in book.for_payer("aetna")}
    assert standing["aetna-revised"] == (True, False)
    assert standing["aetna-before-2025-10"][0] is False


def test_a_new_payer_is_one_new_file(corpus_copy: Path) -> None:
    """A payer's reading in a file of its own is named, evaluated and decides."""
    (corpus_copy / "readings" / "acme.toml").write_text(ACME, encoding="utf-8")
    payers, book = load_payers(corpus_copy), load_readings(corpus_copy)
    ids = ("balance_static", "do_balance_training", "skill_cueing")
    found = tuple(Finding(i, "present", Span(0, 1, i)) for i in ids)
    before = determine(Case(found), book, payers, "acme")
    after = determine(Case((*found, Finding("foot_drop", "present", Span(0, 9, "foot drop")))), book, payers, "acme")
    assert payers.name("acme") == "Acme Health"
    assert (before.status, after.status) == ("insufficient_information", "supported")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ACME.replace('condition = ["foot_drop"]', 'condition = ["foot_drip"]'), "foot_drip"),
        (ACME.replace('holder = "Acme Health"\n', ""), "holder"),
        (ACME.replace('question = "code_fit"', 'question = "price"'), "price"),
        (ACME.replace('uses = ["skill"]', 'uses = ["luck"]'), "luck"),
        (ACME.replace("status = ", 'note = "Not seen."\nstatus = '), "what was not seen"),
        (ACME + "nonsense", "mend the file"),
    ],
)
def test_a_broken_reading_is_refused_with_file_and_key(corpus_copy: Path, broken: str, says: str) -> None:
    """The message names the file and the word that is wrong."""
    (corpus_copy / "readings" / "acme.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"acme\.toml") as refused:
        _load(corpus_copy)
    assert says in str(refused.value)


def _load(corpus: Path) -> Any:
    return load_readings(corpus)
