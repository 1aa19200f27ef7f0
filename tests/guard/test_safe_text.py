"""Questions are read without characters that nobody sees, and up to a named length."""

import pytest

from errors import UsageError
from guard.safe_text import QUESTION_CHARACTERS, safe_text


def test_invisible_characters_go():
    """Zero-width, direction and control characters are removed; letters are composed."""
    assert safe_text("97\u200b112\u202e for cafe\u0301\x00?") == "97112 for café ?"


def test_lines_and_tabs_stay():
    """A note's lines are kept, whatever system wrote them."""
    assert safe_text("a\r\nb\tc\rd") == "a\nb\tc\nd"


def test_a_question_that_is_too_long_is_refused_with_the_numbers():
    """The message says how long the question is and how long it may be."""
    with pytest.raises(UsageError, match=r"100,000 characters; at most 4,000"):
        safe_text("a" * 100_000)
    assert len(safe_text("a" * QUESTION_CHARACTERS)) == QUESTION_CHARACTERS
    assert len(safe_text("a" * 100_000, limit=None)) == 100_000


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\x00"])
def test_an_empty_question_is_refused(text):
    """Nothing but blanks and invisible characters is no question."""
    with pytest.raises(UsageError, match="empty"):
        safe_text(text)
