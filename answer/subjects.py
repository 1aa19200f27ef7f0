"""What a text is about: a body part or a condition, so that a sentence about another one is not quoted.

The words are data (`corpus/vocabulary/sections.toml`, `[subjects]`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subjects that a text names; one pattern a subject."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, words: Mapping[str, Sequence[str]]) -> "Subjects":
        """A word that ends in `*` stands for all that begin with it."""
        return cls(tuple((name, re.compile(_any_of(names), re.IGNORECASE)) for name, names in words.items()))

    def named(self, text: str) -> frozenset[str]:
        return frozenset(name for name, pattern in self.patterns if pattern.search(text))

    def are_others(self, asked: frozenset[str], sentence: str, above: str) -> bool:
        """Whether a sentence, or where it names none the headings above it, names subjects and none that is asked."""
        if not asked:
            return False
        said = self.named(sentence) or self.named(above)
        return bool(said) and not said & asked


NO_SUBJECTS = Subjects(())


def _any_of(words: Sequence[str]) -> str:
    alternatives = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return rf"(?<!\w)(?:{alternatives})(?!\w)"
