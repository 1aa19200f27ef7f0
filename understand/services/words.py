"""The words of `corpus/vocabulary/minutes.toml`: alternatives of the patterns by which services are read."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from corpus_files import read_table, well_formed
from understand.number_words import ONES, TEENS, TENS

# Patterns are compiled as the modules are imported: the words come with the code, whatever corpus is answered from.
VOCABULARY = Path(__file__).resolve().parents[2] / "corpus" / "vocabulary"
PATH = VOCABULARY / "minutes.toml"
NUMBER = (
    r"(?:\d{1,3}(?:\.\d+)?|\.\d+|"
    + rf"(?:{'|'.join(TENS)})(?:[- ]?(?:{'|'.join(ONES[1:])}))?\b|(?:{'|'.join([*TEENS, *ONES[1:]])})\b)"
)
PIECE = re.compile(r"\{([a-z]\w*)\}")
Alternatives = tuple[str, ...]


def any_of(table: str, name: str) -> str:
    """A group of the alternatives, for use inside a pattern."""
    return _group(alternatives(table)[name])


def any_word(table: str, name: str) -> str:
    """A group of the alternatives that stands as whole words."""
    return rf"\b{any_of(table, name)}\b"


def alternatives(table: str) -> Mapping[str, Alternatives]:
    """The lists of a table by name."""
    return _tables()[table]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Alternatives]]:
    with well_formed(PATH):
        pieces = {"number": NUMBER}
        read: dict[str, dict[str, Alternatives]] = {}
        for table, lists in read_table(PATH).items():  # pieces come first
            read[table] = {}
            for name, items in lists.items():
                read[table][name] = tuple(filled(item, pieces) for item in items)
                if table == "pieces":
                    pieces[name] = _group(read[table][name])
        return read


def _group(items: Iterable[str]) -> str:
    return f"(?:{'|'.join(items)})"


def filled(item: str | list[str], pieces: Mapping[str, str]) -> str:
    """One alternative with its pieces; a list of words stands for whole ones."""
    if isinstance(item, list):
        return rf"\b{_group(filled(word, pieces) for word in item)}\b"
    return PIECE.sub(lambda match: pieces[match[1]], item)
