"""A document to passages: exact slices, under their headings, none longer than the limit."""

import re
from collections.abc import Iterator

from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.document import Document, Passage
from ingest.read import PAGE_BREAK

# A heading of Markdown is one line; a page break ends a stretch as a heading does.
BOUNDARY = re.compile(rf"^(#{{1,6}})[ \t]+(\S.*?)[ \t]*#*[ \t]*\r?$|{PAGE_BREAK}", re.MULTILINE)
# Prefer to cut between paragraphs, then lines, then sentences, then words.
SEPARATORS = ["\n\n", "\n", ". ", "? ", "! ", "; ", " ", ""]


def split_document(document: Document, passage_characters: int) -> list[Passage]:
    """Passages in reading order; `document.text[p.start:p.end] == p.text` for each."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=passage_characters, chunk_overlap=0, separators=SEPARATORS,
        keep_separator="end", add_start_index=True, strip_whitespace=True,
    )  # fmt: skip
    passages: list[Passage] = []
    for start, end, headings in _sections(document.text):
        for piece in splitter.create_documents([document.text[start:end]]):
            first = start + int(piece.metadata["start_index"])
            passages.append(_passage(document, first, piece.page_content, headings))
    return passages


def _passage(document: Document, start: int, text: str, headings: tuple[str, ...]) -> Passage:
    end = start + len(text)
    if document.text[start:end] != text:
        raise AssertionError(f"{document.document_id}: the splitter moved characters at {start}")
    page = document.text.count(PAGE_BREAK, 0, start) + 1 if PAGE_BREAK in document.text else None
    return Passage(f"{document.document_id}#{start}-{end}", document.document_id, text, start, end, headings, page)


def _sections(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(start, end, headings above it) of each stretch of text, within one page, that holds anything."""
    path: dict[int, str] = {}
    start = 0
    for boundary in BOUNDARY.finditer(text):
        if text[start : boundary.start()].strip():
            yield start, boundary.start(), tuple(path.values())
        if boundary[1]:
            level = len(boundary[1])
            path = {depth: title for depth, title in path.items() if depth < level} | {level: boundary[2]}
        start = boundary.end()
    if text[start:].strip():
        yield start, len(text), tuple(path.values())
