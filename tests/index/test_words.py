"""What counts as a word for the lexical index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.characters import whole_characters
from index.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPT 97112 and M54.2", ["cpt", "97112", "m54.2"]),
        ("L34049, G0283", ["l34049", "g0283"]),
        ("Is it the balancing?", ["balanc"]),
        ("§ 220.1", ["§", "220.1"]),
        ("", []),
    ],
    ids=["codes", "letters and digits", "stop words and stems", "sections", "empty"],
)
def test_codes_stay_whole_and_words_lose_their_endings(text: str, expected: list[str]) -> None:
    """Codes are compared as typed; words by their stem; stop words not at all."""
    assert words(text) == expected


@given(st.text(alphabet=st.characters(), max_size=40))
def test_whole_characters_can_always_be_written(text: str) -> None:
    """Whatever comes in, UTF-8 can hold what comes out; what was whole stays."""
    result = whole_characters(text)
    result.encode("utf-8")
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert result == text
