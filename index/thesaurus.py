"""What people type, and the guidance's words for it (`corpus/vocabulary/thesaurus.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Matches the terms of every entry in one pass; `words` are what an entry adds."""

    pattern: re.Pattern[str] | None
    words: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> "Thesaurus":
        """Reads the entries; a missing file is an empty thesaurus (an index of somebody's own files)."""
        if not path.is_file():
            return cls(None, {})
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
            words = {term.lower(): entry["words"] for entry in entries for term in entry["terms"]}
        except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as problem:
            raise CorpusError(
                f"{path} is not a list of entries with words and terms ({problem}): mend it."
            ) from problem
        longest_first = sorted(words, key=len, reverse=True)
        alternatives = "|".join(re.escape(term) for term in longest_first)
        return cls(re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE), words)

    def additions(self, text: str) -> tuple[str, ...]:
        """The guidance's words for the terms in the text, each once, in reading order."""
        if self.pattern is None:
            return ()
        found = (self.words[match.group().lower()] for match in self.pattern.finditer(text.replace("’", "'")))
        return tuple(dict.fromkeys(found))
