"""Files of every kind become documents; broken ones are named in one line."""

import json
from pathlib import Path

import pytest

from errors import CorpusError, DocumentError
from index.document import Document
from ingest.read import load_sources, read_file, readable_files
from tests.ingest.files import HTML, write_pdf, write_word


def read(path: Path) -> list[Document]:
    return list(read_file(path, path, {}))


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    """Id, title and topics come from the front matter; the text is what is below it."""
    path = tmp_path / "a.md"
    path.write_text("---\nid: one\ntitle: First\ntopics: [x, y]\nsource: unknown\n---\n# H\n\nText.", encoding="utf-8")
    (document,) = read(path)
    assert (document.document_id, document.title, document.topics, document.text) == (
        "one",
        "First",
        ("x", "y"),
        "# H\n\nText.",
    )
    assert document.source.tier == "local"


@pytest.mark.parametrize(
    ("text", "title"),
    [("# Heading\n\nText.", "Heading"), ("Only text.", "a"), ("\ufeff# With a mark\n\nx", "With a mark")],
    ids=["heading", "file name", "byte order mark"],
)
def test_markdown_without_front_matter_is_titled_by_what_it_has(tmp_path: Path, text: str, title: str) -> None:
    """The first heading is the title, or else the file's name."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert read(path)[0].title == title


def test_json_lines_are_one_document_a_line(tmp_path: Path) -> None:
    """The id of a line is the document's id; numbers and missing titles do; a title stands for missing text."""
    rows = [
        {"id": "a", "title": "T", "text": "Text."},
        {"id": 7, "text": "Half \ud800."},
        {"id": "c", "title": "Alone", "text": ""},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    assert [(d.document_id, d.title, d.text) for d in read(path)] == [
        ("a", "T", "Text."), ("7", "", "Half \ufffd."), ("c", "Alone", "Alone"),
    ]  # fmt: skip


def test_pdf_pages_are_kept_apart(tmp_path: Path) -> None:
    """A page break stands between the pages of a PDF."""
    (document,) = read(write_pdf(tmp_path / "a.pdf", ["Balance first", "Billing second"]))
    assert document.text == "Balance first\fBilling second"


def test_word_headings_and_tables_are_text(tmp_path: Path) -> None:
    """Headings become headings, a table's row one line."""
    (document,) = read(write_word(tmp_path / "a.docx"))
    assert document.text == "# Balance\n\nBalance is trained on foam.\n\n97112 | timed"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_html_gives_its_main_text(tmp_path: Path, encoding: str) -> None:
    """The article is kept, the menu is not, whatever the page's encoding."""
    path = tmp_path / "a.html"
    path.write_bytes(HTML.replace("foam", "foam (São)").encode(encoding))
    (document,) = read(path)
    assert "Balance is trained on foam" in document.text
    assert "Menu" not in document.text


SOURCE_TABLE = '[a]\npublisher="P"\ntitle="T"\nsection=""\nurl=""\nstatus="current"\nverified="primary"'
BROKEN = {
    "a.md": b"---\ntitle: a: b\n---\ntext",
    "empty.md": b"",
    "bytes.txt": b"\xff\xfe\x00\x01",
    "empty.txt": b" \n",
    "a.jsonl": b'{"id": "a", "text": "x"}\nnot json\n',
    "b.jsonl": b'{"id": "a"}\n',
    "c.jsonl": b"[1, 2]\n",
    "a.pdf": b"not a pdf",
    "a.docx": b"not a zip",
    "a.html": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    """Whatever the library says, the caller gets one line with the file's name and what to do."""
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    with pytest.raises(DocumentError) as caught:
        read(path)
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    assert any(word in message for word in ("mend", "give"))


def test_a_scan_without_text_is_refused(tmp_path: Path) -> None:
    """A PDF whose pages hold no text says so."""
    with pytest.raises(DocumentError, match="a scan"):
        read(write_pdf(tmp_path / "a.pdf", [" "]))


def test_hidden_files_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    """A folder is read in a stable order, without hidden files and without what ingest cannot read."""
    for name in ["b.md", "a.txt", ".hidden.md", ".git/c.md", "sub/d.md", "picture.png"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in readable_files(tmp_path)] == ["a.txt", "b.md", "sub/d.md"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a", "cannot be read"),
        ('[a]\npublisher = "P"', "lacks section, status, tier, title, url, verified"),
        (f'{SOURCE_TABLE}\ntier="king"', "tier 'king'"),
    ],
    ids=["not TOML", "fields missing", "word unknown"],
)  # fmt: skip
def test_a_broken_registry_names_source_and_field(tmp_path: Path, text: str, message: str) -> None:
    """A source that lacks a field or has a word out of vocabulary stops ingest and says which."""
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        load_sources(tmp_path / "sources.toml")
