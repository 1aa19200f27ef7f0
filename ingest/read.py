"""A file to Documents: guidance digests with their sources, and files of any usual kind."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import frontmatter

from corpus_files import read_table
from errors import CorpusError, DocumentError
from index.characters import whole_characters
from index.document import Document, Source, Standing, Tier, Verified
from ingest.asked import read_asked

# A page break in a PDF's text, so that a passage's page can be counted.
PAGE_BREAK = "\f"


def read_file(path: Path, root: Path, sources: Mapping[str, Source]) -> Iterator[Document]:
    """The documents of one file: one, or one a line where the file is JSON lines.

    Raises:
        DocumentError: the file cannot be read as what its name says.
    """
    reader = READERS[path.suffix.lower()]
    name = whole_characters(path.relative_to(root).as_posix() if path != root else path.name)
    try:
        for document in reader(path, name, sources):
            if not document.text.strip():
                raise DocumentError(f"{path} holds no text: mend or remove it.")
            yield document
    except (CorpusError, DocumentError):
        raise
    except Exception as problem:  # each library has errors of its own; the file is at fault, not we
        reason = (str(problem).strip().splitlines() or [type(problem).__name__])[0][:160]
        raise DocumentError(f"{path} cannot be read ({reason}): mend or remove it.") from problem


def readable_files(root: Path) -> list[Path]:
    """The files below `root` (or `root` itself) that ingest can read, in a stable order."""
    if root.is_file():
        return [root]
    return sorted(p for p in root.rglob("*") if p.is_file() and p.suffix.lower() in READERS and not _hidden(p, root))


def load_sources(path: Path) -> dict[str, Source]:
    """The registry of sources, by id; empty where there is none.

    Raises:
        CorpusError: naming the source and the field that is missing or out of vocabulary.
    """
    if not path.is_file():
        return {}
    return {id_: _source(id_, row, path) for id_, row in read_table(path).items()}


def _source(id_: str, row: dict[str, Any], path: Path) -> Source:
    missing = {"publisher", "title", "section", "url", "tier", "status", "verified"} - row.keys()
    if missing:
        raise CorpusError(f"{path}: the source {id_} lacks {', '.join(sorted(missing))}.")
    for field, allowed in (("tier", Tier), ("status", Standing), ("verified", Verified)):
        if row[field] not in get_args(allowed):
            choices = ", ".join(get_args(allowed))
            raise CorpusError(f"{path}: {id_} has {field} {row[field]!r}; it must be one of {choices}.")
    return Source(id=id_, **{**row, "payers": tuple(row.get("payers", ()))})


def own_source(name: str) -> Source:
    """The source of a file that a user adds: the text itself is at hand, and of no known standing."""
    return Source(
        id=name, publisher="Your document", title=name, section="", url="",
        tier="local", status="undated", verified="primary",
    )  # fmt: skip


def _markdown(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    post = frontmatter.loads(path.read_text(encoding="utf-8-sig"))
    document_id = str(post.get("id", name))
    # A user's own file may use the word `source` for something else: only registered ones count.
    source = sources.get(str(post.get("source"))) or own_source(name)
    topics = tuple(str(t) for t in post.get("topics", ()))  # type: ignore[attr-defined]
    title = str(post.get("title", _first_heading(post.content) or path.stem))
    yield Document(document_id, title, post.content, source, topics, read_asked(path, post.content))


def _text(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    yield Document(name, path.stem, path.read_text(encoding="utf-8-sig"), own_source(name))


def _json_lines(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    with open(path, encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                title = whole_characters(str(row.get("title") or ""))
                text = whole_characters(str(row["text"] or "")).strip() or title
                yield Document(whole_characters(str(row["id"])), title, text, _bulk_source(name))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise DocumentError(
                    f"{path} line {number} is not {{id, title, text}} ({problem}): mend that line."
                ) from problem


@cache
def _bulk_source(name: str) -> Source:
    return own_source(name)


def _pdf(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    from pypdf import PdfReader

    text = PAGE_BREAK.join(page.extract_text() for page in PdfReader(path).pages)
    if not text.strip(PAGE_BREAK + " \n"):
        raise DocumentError(f"{path} holds no text (a scan?): give a PDF with text.")
    yield Document(name, path.stem, text, own_source(name))


def _word(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    from docx import Document as WordDocument

    lines = []
    for block in WordDocument(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
        else:
            style = block.style.name if block.style else ""
            level = style.removeprefix("Heading ") if style.startswith("Heading ") else ""
            lines.append(f"{'#' * int(level)} {block.text}" if level.isdigit() else block.text)
    yield Document(name, path.stem, "\n\n".join(lines), own_source(name))


def _html(path: Path, name: str, sources: Mapping[str, Source]) -> Iterator[Document]:
    import trafilatura

    text = trafilatura.extract(path.read_bytes(), output_format="markdown", include_tables=True)
    if not text:
        raise DocumentError(f"{path} holds no readable text: give the page's main text.")
    yield Document(name, path.stem, text, own_source(name))


def _first_heading(text: str) -> str | None:
    return next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")), None)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


Reader = Callable[[Path, str, Mapping[str, Source]], Iterator[Document]]
READERS: dict[str, Reader] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".jsonl": _json_lines,
    ".pdf": _pdf,
    ".docx": _word,
    ".html": _html,
    ".htm": _html,
}
