"""Text from outside is shown letter by letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from page.markdown import WORD_JOINER, badge, inline, marked, passage_markdown, plain, web_link
from tests.page.fake_engine import HOSTILE

READER = MarkdownIt("gfm-like", {"linkify": False, "html": False})
SIGNS = st.text(alphabet="aZ1 .)(*_`~$<>[]{}!|&#+-=:;/\\\n\t\"'@", max_size=60)


def shown(markdown: str) -> str:
    """What a reader of GitHub's Markdown sees; fails where anything but one paragraph of text comes of it."""
    tokens = READER.parse(markdown)
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    children: list[Token] = tokens[1].children or [] if tokens else []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children).replace(WORD_JOINER, "")


def collapsed(text: str) -> str:
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text).replace(WORD_JOINER, "")
    return re.sub(r"\s+", " ", kept).strip()


@given(st.one_of(st.text(max_size=80), SIGNS))
def test_every_letter_is_shown_and_none_obeyed(text: str) -> None:
    """Whatever the text, one paragraph shows it."""
    assert shown(plain(text)).strip() == collapsed(text)


@given(SIGNS)
def test_no_dollar_starts_a_formula(text: str) -> None:
    """Every dollar sign has a backslash of its own before it."""
    assert all(len(slashes) % 2 == 1 for slashes in re.findall(r"(\\*)\$", plain(text)))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("$5 to $10", r"\$5 to \$10"),
        ("1. first", r"1\. first"),
        ("# heading", r"\# heading"),
        (":red[alarm]", r"\:red\[alarm\]"),
        ("at 9:00-9:38", "at 9:00-9:38"),
        ("a\n\n    b", "a b"),
    ],
    ids=["dollars", "list", "heading", "directive", "clock times", "lines"],
)
def test_escapes_only_what_would_be_obeyed(text: str, markdown: str) -> None:
    """Ordinary text stays readable in the Markdown."""
    assert plain(text) == markdown


@pytest.mark.parametrize("text", ["http://evil.example", "www.evil.example", "a@evil.example", ":smile:", ":+1:"])
def test_late_signs_are_broken(text: str) -> None:
    """Bare addresses and emoji names carry an invisible character that stops them."""
    assert WORD_JOINER in plain(text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", "//x.example", "http://", "http://a b", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    """Any other address is no link."""
    assert web_link("source", url) is None


def test_a_link_keeps_its_query() -> None:
    """Signs that would end the link are written as the web writes them."""
    assert web_link("see", "https://x.example/(a)?b=1&c=2") == "[see](<https://x.example/%28a%29?b=1&amp;c=2>)"


def test_badges_and_marks_hold_hostile_text() -> None:
    """Nothing in the text ends the badge early."""
    for wrapped in (badge(HOSTILE, "green"), marked(HOSTILE, "green")):
        inside = wrapped.partition("[")[2].removesuffix("]")
        assert inside == inline(HOSTILE)
        assert not re.search(r"(?<!\\)[\[\]]", inside)


def test_the_quote_is_marked_where_it_stands() -> None:
    """Headings, items and the marked sentence are told apart."""
    text = "# Title\n\n- First fact. Second fact of $5.\n"
    assert passage_markdown(text, "Second fact of $5.") == (
        "**Title**\n\n- First fact. :yellow-background[Second fact of \\$5.]"
    )


def test_a_quote_that_is_not_there_marks_nothing() -> None:
    """The passage is shown all the same."""
    assert passage_markdown("One fact.", "Another fact.") == "One fact."


@given(SIGNS, SIGNS, SIGNS)
def test_marking_never_loses_text(before: str, quote: str, after: str) -> None:
    """Every word character of the passage is on the page, whatever is marked."""
    markdown = passage_markdown(f"{before}{quote}{after}", quote)
    text = markdown.replace("-background[", "").replace("yellow", "")
    kept = re.sub(r"[^aZ1]", "", text)
    assert kept == re.sub(r"[^aZ1]", "", f"{before}{quote}{after}")
