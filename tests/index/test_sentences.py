"""Sentences are exact slices of their passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_slices

LINE = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
ODD = ["# Heading", "- item. Two.", "1. One e.g. this.", "\f", "\r", "\u2028", "См. 97112. Да!"]
TEXT = st.lists(
    st.one_of(LINE, st.sampled_from(ODD)),
    max_size=8,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda end: end.join(lines)))  # fmt: skip


@given(TEXT)
def test_sentences_are_ordered_slices_without_surrounding_space(text: str) -> None:
    """Each slice lies behind the one before and starts and ends with a character that shows."""
    last = 0
    for start, end in sentence_slices(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@given(TEXT)
def test_no_word_is_lost_between_sentences(text: str) -> None:
    """What lies outside of all sentences is space, list marks and headings."""
    slices = sentence_slices(text)
    edges = [0, *(edge for pair in slices for edge in pair), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for line in text[start:end].splitlines():
            rest = line.strip()
            assert not rest or rest.startswith("#") or rest.rstrip(".)").isdigit() or rest in {"-", "*", "+"}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("- First item.\n- Second item.", ["First item.", "Second item."]),
        ("# A heading\nBelow it.", ["Below it."]),
        ("Chapter 15, sec. 220 says so.", ["Chapter 15, sec. 220 says so."]),
        ("Use it, e.g. for balance. Not for strength.", ["Use it, e.g. for balance.", "Not for strength."]),
        ("A value of 2.5 cm. M54.2 is a code.", ["A value of 2.5 cm.", "M54.2 is a code."]),
        ("It is in Pub. 100-04, chapter 5. It holds.", ["It is in Pub. 100-04, chapter 5.", "It holds."]),
        ("Section 220.2.B and G20.A1 say so.", ["Section 220.2.B and G20.A1 say so."]),
        ("", []),
        ("\n \n", []),
    ],
    ids=["two", "list", "heading", "abbreviation", "example", "decimals", "publication", "parts", "empty", "blank"],
)  # fmt: skip
def test_sentences_end_where_a_reader_sees_them_end(text: str, sentences: list[str]) -> None:
    """Abbreviations and decimals end no sentence."""
    assert [text[start:end] for start, end in sentence_slices(text)] == sentences
