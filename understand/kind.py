"""What kind of question it is (`corpus/vocabulary/kinds.toml`), and whether it follows up another."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError

# A follow-up leaves out what the turn before said, so it is short or opens with a word that leans back.
FOLLOW_UP_WORDS = 14
LEANS_BACK = re.compile(
    r"^\W*(?:and|but|so|also|then|or|ok(?:ay)?|what about|what if|how about|same|plus|still|why|really|which one|"
    r"even if|does (?:it|that|this)|is (?:it|that|this)|would (?:it|that|this)|in that case|correction|now|actually|she|he|"
    r"they|her|his|if (?:she|he|they|the|her|his|it|i|we))\b",
    re.IGNORECASE,
)
REFERS_BACK = re.compile(
    r"\b(?:it|that|this|those|these|she|he|her|his|him|they|them|the same|instead|there|one)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds in the order that breaks ties, each with its weighted cues."""

    cues: tuple[tuple[str, tuple[tuple[float, re.Pattern[str]], ...]], ...]

    @classmethod
    def load(cls, corpus: Path) -> "Kinds":
        path = corpus / "vocabulary" / "kinds.toml"
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
            return cls(
                tuple(
                    (t["id"], tuple((float(c["weight"]), re.compile(c["pattern"], re.IGNORECASE)) for c in t["cues"]))
                    for t in tables
                )
            )
        except (OSError, KeyError, TypeError, ValueError, re.error) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem

    def scores(self, text: str) -> dict[str, float]:
        """The total of the cues found, by kind; kinds without a cue are left out."""
        totals = {kind: sum(w for w, pattern in cues if pattern.search(text)) for kind, cues in self.cues}
        return {kind: total for kind, total in totals.items() if total > 0}

    def read(self, text: str) -> str | None:
        """The kind with the highest total, the first of equals; None where no cue was found."""
        totals = self.scores(text)
        return max(totals, key=lambda kind: totals[kind]) if totals else None


def is_follow_up(question: str, has_history: bool) -> bool:
    """Whether the question leans on the turn before it."""
    if not has_history:
        return False
    if LEANS_BACK.search(question):
        return True
    return len(question.split()) <= FOLLOW_UP_WORDS and bool(REFERS_BACK.search(question))
