"""Prompts are files whose placeholders are checked."""

from pathlib import Path

import pytest

from answer.prompts import CANNOT_ANSWER, Prompts
from errors import CorpusError

PROMPTS = Path(__file__).parents[2] / "prompts"


def copy_prompts(folder: Path, name: str, old: str, new: str) -> Path:
    for path in PROMPTS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace(old, new) if path.stem == name else text, encoding="utf-8")
    return folder


def test_the_system_prompt_holds_the_refusal_and_both_forms_of_citations() -> None:
    """The refusal of the code is the refusal of the prompt."""
    text = Prompts.load(PROMPTS).fill_system("Answer", 12)
    assert CANNOT_ANSWER in text
    assert "Valid:" in text
    assert "Invalid:" in text


def test_every_letter_changes_the_hash(tmp_path: Path) -> None:
    """A cache never mixes prompts."""
    changed = Prompts.load(copy_prompts(tmp_path, "answer", "now", "Now"))
    assert changed.hash != Prompts.load(PROMPTS).hash


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("$question", "", "lacks"),
        ("$case", "$case $cases", "unknown"),
        ("$given", "$given costs $5", "names no placeholder"),
    ],
    ids=["missing", "unknown", "stray dollar"],
)
def test_a_wrong_placeholder_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    """The message says which and where."""
    with pytest.raises(CorpusError, match=told) as failure:
        Prompts.load(copy_prompts(tmp_path, "answer", old, new))
    assert "answer.md" in str(failure.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(CorpusError, match=r"system\.md"):
        Prompts.load(tmp_path)
