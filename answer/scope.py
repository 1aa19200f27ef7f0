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
class Asked:
    """What bears on a boundary beside the words: codes named, codes known, a case, imported tables."""

    codes: frozenset[str]
    known_codes: frozenset[str]
    has_case: bool
    tables_imported: bool

    @classmethod
    def read(cls, question: str, known_codes: frozenset[str], has_case: bool, tables_imported: bool) -> "Asked":
        codes = frozenset(code.upper() for code in CODE.findall(question))
        return cls(codes, known_codes, has_case, tables_imported)


@dataclass(frozen=True, slots=True)
class Boundary:
    """One thing that the product does not answer.

    Attributes:
        other_code_only: applies only where the question names codes, none of which the product knows.
        codes_held: the codes that count as known there, where they are fewer than all.
        only_without_case: a question that describes a case is answered all the same.
        unless_imported: a user's own current tables lift the boundary.
    """

    id: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    says: str
    cites: tuple[Cite, ...]
    other_code_only: bool = False
    codes_held: frozenset[str] = frozenset()
    only_without_case: bool = False
    unless_imported: bool = False

    def stops(self, question: str, asked: "Asked") -> bool:
        if self.other_code_only and (not asked.codes or asked.codes & (self.codes_held or asked.known_codes)):
            return False
        if (self.only_without_case and asked.has_case) or (self.unless_imported and asked.tables_imported):
            return False
        return any(p.search(question) for p in self.patterns) and not any(p.search(question) for p in self.exceptions)


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines of a question with the nearest passage, and with the nearest question inside and outside."""

    passage: float
    inside: float
    outside: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the product ends; `least` holds the nearness that a question must reach, by what it holds."""

    help: str
    off_topic: str
    anchors: re.Pattern[str]
    signs: re.Pattern[str]
    outside: tuple[str, ...]
    least: dict[str, float]
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
                    codes_held=frozenset(row.get("codes_held", ())),
                    only_without_case=row.get("only_without_case", False),
                    unless_imported=row.get("unless_imported", False),
                )
                for row in tables["boundary"]
            )  # fmt: skip
            return cls(
                tables["help"], tables["off_topic"], re.compile(tables["anchors"], re.IGNORECASE),
                re.compile(tables["signs"], re.IGNORECASE), tuple(tables["outside"]), tables["nearness"], boundaries,
            )  # fmt: skip
        except (OSError, KeyError, TypeError, ValueError, re.error) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem

    def boundary(self, question: str, earlier: str, asked: Asked) -> Boundary | None:
        """The first boundary that the question meets, alone or, for what is not known, with the turn before it."""
        alone = next((b for b in self.boundaries if b.stops(question, asked)), None)
        if alone is not None or not earlier:
            return alone
        unknown = (b for b in self.boundaries if b.reason == "no_evidence" and not b.stops(earlier, asked))
        return next((b for b in unknown if b.stops(f"{earlier} {question}", asked)), None)

    def about_the_subject(self, question: str, has_facts: bool, follows_up: bool, nearness: Nearness) -> bool:
        """Whether the question belongs here, by its words and by what it is near to.

        Args:
            has_facts: a finding or a payer was read in it, which counts as a sign.
        """
        near = max(nearness.passage, nearness.inside)
        short = nearness.outside - near
        if follows_up:
            return short <= self.least["follow_up"]
        if self.anchors.search(question):
            return short <= self.least["anchored"]
        sign = has_facts or bool(self.signs.search(question))
        return short <= 0 and near >= self.least["with_sign" if sign else "without_sign"]


def _patterns(expressions: Collection[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)
