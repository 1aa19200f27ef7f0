"""What people type, and the guidance's words for it (`corpus/vocabulary/thesaurus.toml`)."""

import re
from dataclasses import dataclass
from pathlib import Path

from corpus_files import read_table, well_formed


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Matches the terms of every entry in one pass.

    Attributes:
        words: what the entry of a term adds.
        in_place: terms whose own words say nothing beyond what is added, which stands for them.
    """

    pattern: re.Pattern[str] | None
    words: dict[str, str]
    in_place: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> "Thesaurus":
        """Reads the entries; a missing file is an empty thesaurus (an index of somebody's own files)."""
        if not path.is_file():
            return cls(None, {})
        with well_formed(path):
            entries = read_table(path)["entry"]
            words = {term.lower(): entry["words"] for entry in entries for term in entry["terms"]}
            in_place = frozenset(t.lower() for entry in entries if entry.get("in_place") for t in entry["terms"])
        longest_first = sorted(words, key=len, reverse=True)
        alternatives = "|".join(re.escape(term) for term in longest_first)
        return cls(re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE), words, in_place)

    def additions(self, text: str) -> tuple[str, ...]:
        """The guidance's words for the terms in the text, each once, in reading order."""
        if self.pattern is None:
            return ()
        found = (self.words[match.group().lower()] for match in self.pattern.finditer(text.replace("’", "'")))
        return tuple(dict.fromkeys(found))

    def put_in_place(self, text: str) -> str:
        """The text with the guidance's words for those terms whose own words say nothing more."""
        if self.pattern is None:
            return text
        return self.pattern.sub(
            lambda m: self.words[m.group().lower()] if m.group().lower() in self.in_place else m.group(),
            text.replace("’", "'"),
        )
