"""What lies outside the product (`corpus/vocabulary/scope.toml`), and what is plainly inside."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from errors import CorpusError
from rules.cite import Cite

# CPT and HCPCS level II codes as people type them.
CODE = re.compile(r"\b(?:\d{5}|[A-HJ-V]\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Boundary:
    """One thing that the product does not answer.

    `other_code_only`: applies only where the question names codes, all of them outside the product.
    """

    id: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    says: str
    cites: tuple[Cite, ...]
    other_code_only: bool

    def stops(self, question: str, only_other_codes: bool) -> bool:
        if self.other_code_only and not only_other_codes:
            return False
        return any(p.search(question) for p in self.patterns) and not any(p.search(question) for p in self.exceptions)


@dataclass(frozen=True, slots=True)
class Scope:
    help: str
    off_topic: str
    domain: re.Pattern[str]
    boundaries: tuple[Boundary, ...]

    @classmethod
    def load(cls, corpus: Path) -> "Scope":
        path = corpus / "vocabulary" / "scope.toml"
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            boundaries = tuple(
                Boundary(
                    id=row["id"], reason=row["reason"], patterns=_patterns(row["patterns"]),
                    exceptions=_patterns(row.get("exceptions", ())), says=row.get("says", ""),
                    cites=tuple(Cite.from_table(cite) for cite in row.get("cites", ())),
                    other_code_only=row.get("other_code_only", False),
                )
                for row in tables["boundary"]
            )  # fmt: skip
            return cls(tables["help"], tables["off_topic"], re.compile(tables["domain"], re.IGNORECASE), boundaries)
        except (OSError, KeyError, TypeError, ValueError, re.error) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem

    def boundary(self, question: str, known_codes: Collection[str]) -> Boundary | None:
        """The first boundary that the question meets."""
        codes = {code.upper() for code in CODE.findall(question)}
        only_other_codes = bool(codes) and not codes & set(known_codes)
        return next((b for b in self.boundaries if b.stops(question, only_other_codes)), None)

    def about_the_subject(self, question: str) -> bool:
        return bool(self.domain.search(question))


def _patterns(expressions: Collection[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)
