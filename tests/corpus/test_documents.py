"""The corpus keeps its promises: every document has a source, full sentences, own words and exact quotations.

`seed_sentence_hashes.txt` lets the test compare with the four published guides that the corpus
started from, without shipping them. It was made by running this file on their texts:

    PYTHONPATH=. python tests/corpus/test_documents.py GUIDE.txt ... > tests/corpus/seed_sentence_hashes.txt

Each line is the first 16 hexadecimal digits of the sha256 of one sentence of six words or more,
lower-cased, with everything but letters and digits turned into single spaces.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import frontmatter
import pytest

from index.document import Standing, Tier, Verified

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SEED_HASHES = Path(__file__).with_name("seed_sentence_hashes.txt")
DOCUMENT_PATHS = sorted((CORPUS / "documents").glob("*.md"))
TOML_PATHS = sorted(CORPUS.rglob("*.toml"))

REQUIRED_FRONT_MATTER = ("id", "source", "title", "topics")
COMPARED_WORDS = 6  # shorter sentences ("CPT is a trademark.") may coincide by chance
FULL_SENTENCE_WORDS = 4
SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"”')]*\s+(?=[\"“'(]?[A-Z0-9])")
SENTENCE_END = re.compile(r"[.!?][\"”')]*$")
SENTENCE_START = re.compile(r"^[\"“'(]*([A-Z0-9$≥≤]|[a-z]+[A-Z0-9])")  # "eviCore" may begin a sentence
LIST_MARK = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
ISO_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class QuotedSlice:
    """A `{ document, quote }` table of a corpus file."""

    file: str
    document: str
    quote: str


@cache
def sources() -> dict[str, dict[str, Any]]:
    return tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))


@cache
def document(path: Path) -> frontmatter.Post:
    return frontmatter.load(str(path))


def statement_lines(text: str) -> Iterator[str]:
    """The lines of a digest that make statements: no headings, no table rows, no list marks."""
    for line in text.splitlines():
        if line.strip() and not line.startswith(("#", "|", "<!--")):
            yield LIST_MARK.sub("", line).strip()


def sentences(line: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE_BREAK.split(line) if sentence.strip()]


def normalised(sentence: str) -> str:
    """Lower-case words only; trailing reference numbers of the published guides fall away."""
    words = re.sub(r"[^a-z0-9]+", " ", sentence.lower()).strip()
    return re.sub(r"( \d{1,2})+$", "", words)


def sentence_hash(sentence: str) -> str:
    return hashlib.sha256(normalised(sentence).encode()).hexdigest()[:16]


def is_compared(sentence: str) -> bool:
    return len(normalised(sentence).split()) >= COMPARED_WORDS


def quoted_slices(value: Any, file: str) -> Iterator[QuotedSlice]:
    """Every table with the keys `document` and `quote`, however deep it stands."""
    if isinstance(value, dict):
        if "document" in value and "quote" in value:
            yield QuotedSlice(file, value["document"], value["quote"])
        for child in value.values():
            yield from quoted_slices(child, file)
    elif isinstance(value, list):
        for child in value:
            yield from quoted_slices(child, file)


def file_stem(path: Path) -> str:
    return path.stem


each_document = pytest.mark.parametrize("path", DOCUMENT_PATHS, ids=file_stem)


def test_corpus_has_at_least_forty_documents() -> None:
    """The corpus is wide enough to answer from: forty digests or more."""
    assert len(DOCUMENT_PATHS) >= 40


@each_document
def test_document_has_its_front_matter(path: Path) -> None:
    """A document names itself by its file, and has a title, a source and topics."""
    metadata = document(path).metadata
    assert [key for key in REQUIRED_FRONT_MATTER if not metadata.get(key)] == []
    assert metadata["id"] == path.stem


@each_document
def test_document_has_a_source(path: Path) -> None:
    """A document's source stands in the registry."""
    assert document(path).metadata["source"] in sources()


def test_every_source_has_a_document() -> None:
    """No source stands in the registry without a digest."""
    used = {document(path).metadata["source"] for path in DOCUMENT_PATHS}
    assert sorted(set(sources()) - used) == []


def test_every_source_says_who_when_and_how_sure() -> None:
    """A source has a publisher, a title, and a tier, status and verification of the allowed values."""
    wrong = [
        (key, field, source.get(field))
        for key, source in sources().items()
        for field, allowed in (("tier", Tier), ("status", Standing), ("verified", Verified))
        if source.get(field) not in get_args(allowed)
    ]
    unnamed = [key for key, source in sources().items() if not source.get("publisher") or not source.get("title")]
    assert (wrong, unnamed) == ([], [])


def test_every_source_date_is_iso() -> None:
    """Dates are whole or partial ISO dates, so that they sort."""
    wrong = [
        (key, field, source[field])
        for key, source in sources().items()
        for field in ("published", "effective", "retired")
        if field in source and not ISO_DATE.match(str(source[field]))
    ]
    assert wrong == []


@each_document
def test_document_has_a_heading_under_its_title(path: Path) -> None:
    """A document is divided by headings, phrased as people ask."""
    assert re.search(r"^## \S", document(path).content, flags=re.MULTILINE)


@each_document
def test_statements_are_full_sentences(path: Path) -> None:
    """Every statement can be quoted alone: it begins, ends and has enough words."""
    fragments = [
        sentence
        for line in statement_lines(document(path).content)
        for sentence in sentences(line)
        if len(sentence.split()) < FULL_SENTENCE_WORDS
        or not SENTENCE_START.match(sentence)
        or not SENTENCE_END.search(sentence)
    ]
    assert fragments == []


@each_document
def test_document_speaks_in_its_own_words(path: Path) -> None:
    """No sentence of six words or more equals one of the published guides."""
    known = set(SEED_HASHES.read_text(encoding="utf-8").split())
    copied = [
        sentence
        for line in statement_lines(document(path).content)
        for sentence in [line, *sentences(line)]
        if is_compared(sentence) and sentence_hash(sentence) in known
    ]
    assert copied == []


@pytest.mark.parametrize("path", TOML_PATHS, ids=lambda path: str(path.relative_to(CORPUS)))
def test_quotes_are_exact_slices(path: Path) -> None:
    """Every quotation in corpus data stands word for word within one line of its document."""
    found = quoted_slices(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    broken = [quoted for quoted in found if not quote_stands(quoted)]
    assert broken == []


def quote_stands(quoted: QuotedSlice) -> bool:
    path = CORPUS / "documents" / f"{quoted.document}.md"
    if not quoted.quote.strip() or not path.exists():
        return False
    return any(quoted.quote in line for line in document(path).content.splitlines())


def test_the_guard_against_copying_would_notice() -> None:
    """The hash list is not empty, and ignores case, punctuation and reference numbers."""
    assert len(SEED_HASHES.read_text(encoding="utf-8").split()) > 100
    assert sentence_hash("Skill, shown at every visit; always. 1") == sentence_hash("skill shown at every visit always")


def print_sentence_hashes(paths: list[str]) -> None:
    """Writes the hashes of the files' sentences, sorted, one a line."""
    lines = [line for path in paths for line in statement_lines(Path(path).read_text(encoding="utf-8"))]
    candidates = [
        text for line in lines for text in [line.lstrip("•● ").strip(), *sentences(line.lstrip("•● ").strip())]
    ]
    print("\n".join(sorted({sentence_hash(text) for text in candidates if is_compared(text)})))


if __name__ == "__main__":
    print_sentence_hashes(sys.argv[1:])
