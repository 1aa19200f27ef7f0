"""`ask97112 search`: passages in the order in which an answer ranks them."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.batch import check_out, read_lines, text_of, write_lines
from commands.options import AsJson, BatchIn, BatchOut, IndexDir, check_one_or_batch, open_settings

if TYPE_CHECKING:
    from answer.passage_search import PassageSearch
    from index.document import Hit


def search(
    query: Annotated[str | None, typer.Argument(help="words to search for, in quotes")] = None,
    count: Annotated[int, typer.Option("-k", help="how many passages", min=1)] = 10,
    as_json: AsJson = False,
    batch: BatchIn = None,
    out: BatchOut = None,
    index: IndexDir = None,
) -> None:
    """Find passages, best first, with where they stand and the words that matched."""
    from answer.passage_search import check_query, open_passage_search

    check_one_or_batch(query, batch, out, "query")
    if batch is not None:
        rows, target = read_lines(batch, ("id", "text")), check_out(out)
        opened = open_passage_search(open_settings(index))
        write_lines(target, rows, lambda row: _hits_row(opened, row, count), {"hits": []})
        return
    text = check_query(query or "")
    opened = open_passage_search(open_settings(index))
    hits = opened.find(text, count)
    if as_json:
        print(json.dumps([_hit_row(opened, hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        _print_hits(opened, hits)


def _hits_row(opened: "PassageSearch", row: Mapping[str, Any], count: int) -> dict[str, Any]:
    return {"hits": [_hit_row(opened, hit) for hit in opened.find(text_of(row, "text"), count)]}


def _hit_row(opened: "PassageSearch", hit: "Hit") -> dict[str, Any]:
    return {
        "passage_id": hit.passage.passage_id,
        "document_id": hit.passage.document_id,
        "score": round(hit.score, 6),
        "text": hit.passage.text,
        "locator": locator(hit),
        "title": opened.index.documents[hit.passage.document_id].title,
        "matched": list(hit.matched),
    }


def locator(hit: "Hit") -> str:
    """Where a passage stands: its page, or its headings, or its characters."""
    passage = hit.passage
    if passage.page is not None:
        return f"page {passage.page}"
    return " › ".join(passage.headings) or f"characters {passage.start} to {passage.end}"


def _print_hits(opened: "PassageSearch", hits: Sequence["Hit"]) -> None:
    if not hits:
        print("Nothing was found.")
    for rank, hit in enumerate(hits, start=1):
        document = opened.index.documents[hit.passage.document_id]
        print(f"{rank:2}. {hit.score:.3f}  {document.title} ({document.document_id}) — {locator(hit)}")
        print(f"    {' '.join(hit.passage.text.split())[:300]}")
        print(f"    words: {', '.join(hit.matched) or 'none (found by meaning)'}")
