"""Passages are exact slices, none too long, and nothing that shows is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Document
from ingest.read import own_source
from ingest.split import split_document

LONGEST = 200
LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8"), max_size=120),
        st.sampled_from(["# One", "## Two", "### ", "#not", "\f", "\r", "\u2028", "  - item"]),
        st.sampled_from(["word " * 80, "=" * 300, "é🙂" * 70]),
    ),
    max_size=12,
)  # fmt: skip
TEXT = st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\n\n\n"])).map(lambda pair: pair[1].join(pair[0]))


def document(text: str) -> Document:
    return Document("id", "Title", text, own_source("id"))


@given(TEXT)
def test_every_passage_is_an_exact_slice_within_the_limit(text: str) -> None:
    """Start and end say where the passage stands, passages do not overlap, and none is longer than asked."""
    last = 0
    for passage in split_document(document(text), LONGEST):
        assert text[passage.start : passage.end] == passage.text
        assert last <= passage.start < passage.end
        assert len(passage.text) <= LONGEST
        last = passage.end


@given(TEXT)
def test_only_space_and_headings_lie_between_passages(text: str) -> None:
    """All that a reader sees is in a passage or is a heading above one."""
    passages = split_document(document(text), LONGEST)
    edges = [0, *(edge for passage in passages for edge in (passage.start, passage.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        rest = [line.strip() for line in text[start:end].split("\n")]
        assert all(not line or line.startswith("#") for line in rest)


@given(TEXT)
def test_ids_are_computed_and_different(text: str) -> None:
    """The same text gives the same ids, and each passage has its own."""
    ids = [passage.passage_id for passage in split_document(document(text), LONGEST)]
    assert ids == [passage.passage_id for passage in split_document(document(text), LONGEST)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\ntext\n\n## B\n\nmore", [("text", ("A",)), ("more", ("A", "B"))]),
        ("## B\n\nx\n\n# A\n\ny", [("x", ("B",)), ("y", ("A",))]),
        ("# A\n\n## B\n\n### C\n\nz", [("z", ("A", "B", "C"))]),
        ("before\n\n# A\n\nafter", [("before", ()), ("after", ("A",))]),
        ("# A\r\n\r\ntext\r\n", [("text", ("A",))]),
        ("# A\n\n## B", []),
        ("#hashtag is no heading", [("#hashtag is no heading", ())]),
    ],
    ids=["nested", "deeper first", "empty levels", "before any", "CRLF", "headings only", "hashtag"],
)
def test_headings_lead_down_to_the_passage(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A passage knows the headings above it, and only those."""
    assert [(passage.text, passage.headings) for passage in split_document(document(text), LONGEST)] == expected


def test_pages_are_counted_from_page_breaks() -> None:
    """A passage of a text with page breaks knows its page; other texts have none."""
    passages = split_document(document("first\n\n" + "a " * 90 + "\fsecond page"), LONGEST)
    assert passages[0].page == 1
    assert passages[-1].page == 2
    assert split_document(document("no pages"), LONGEST)[0].page is None
