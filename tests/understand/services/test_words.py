"""The words of `corpus/vocabulary/minutes.toml` are patterns, and every list of them is used."""

import re
from pathlib import Path

import pytest

from corpus_files import read_table
from understand.services import words

TABLES = read_table(words.PATH)
LISTS = [(table, name) for table, lists in TABLES.items() for name in lists]
CODE = "".join(path.read_text("utf-8") for path in Path(words.__file__).parent.rglob("*.py"))
# Tables of which every list is taken, by whatever name it has.
TAKEN_WHOLE = ("markers", "persons", "premises", "tokens")


@pytest.mark.parametrize(("table", "name"), LISTS)
def test_every_list_is_a_pattern_without_open_pieces(table: str, name: str) -> None:
    pattern = words.any_of(table, name)
    re.compile(pattern)
    assert not words.PIECE.search(pattern)


@pytest.mark.parametrize(("table", "name"), LISTS)
def test_every_list_is_used(table: str, name: str) -> None:
    inside = any("{" + name + "}" in str(lists) for lists in TABLES.values())
    named = re.search(rf"""['"]{name}['"]""", CODE) is not None
    assert table in TAKEN_WHOLE or inside or named, "nothing reads this list"


def test_no_word_stands_twice_in_a_list() -> None:
    twice = {
        name: sorted({str(item) for item in items if items.count(item) > 1})
        for lists in TABLES.values()
        for name, items in lists.items()
    }
    assert not {name: found for name, found in twice.items() if found}
