"""What lies outside the product (`corpus/vocabulary/scope.toml`), and what is plainly inside."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_files import read_table, well_formed
from rules.cite import Cite

# CPT and HCPCS level II codes as people type them.
CODE = re.compile(r"\b(?:\d{5}|[A-HJ-V]\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What bears on a boundary beside the words: codes named, codes known, a case, imported tables.

    `whole_case`: a patient and a treatment are described; only what is refused stops such a question.
    `names_subject`: 97112 is named, by its number or in words.
    """

    codes: frozenset[str]
    known_codes: frozenset[str]
    has_case: bool
    tables_imported: bool
    whole_case: bool = False
    names_subject: bool = False

    @classmethod
    def read(
        cls,
        question: str,
        known_codes: frozenset[str],
        has_case: bool,
        tables_imported: bool,
        whole_case: bool = False,
        names_subject: bool = False,
    ) -> "Asked":
        codes = frozenset(code.upper() for code in CODE.findall(question))
        return cls(codes, known_codes, has_case, tables_imported, whole_case, names_subject)


@dataclass(frozen=True, slots=True)
class Wording:
    """A class of wording: any of its patterns, and none of its exceptions."""

    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def from_table(cls, row: Mapping[str, Any]) -> "Wording":
        return cls(_patterns(row["patterns"]), _patterns(row.get("exceptions", ())))

    def stands_in(self, text: str) -> bool:
        return any(p.search(text) for p in self.patterns) and not any(p.search(text) for p in self.exceptions)


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
        held = asked.names_subject or asked.codes & (self.codes_held or asked.known_codes)
        if self.other_code_only and (held or not asked.codes):
            return False
        if asked.whole_case and self.reason != "unsafe":
            return False
        if (self.only_without_case and asked.has_case) or (self.unless_imported and asked.tables_imported):
            return False
        return any(p.search(question) for p in self.patterns) and not any(p.search(question) for p in self.exceptions)


# Any two questions about therapy are about so alike; more speaks for a question that is answered, less against.
USUAL_LIKENESS = 0.7
MOST_FINDINGS = 5
"""More findings than these make a question no surer."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question stands to the product: its best score by outcome, and what was read in it.

    `payer_held`: it names a payer whose text on the code is held, at least in part. `asked`: the cosine of the
    likest question that people ask of a document held; None where none is known. `treated`: a treatment is told and
    what it is for, as in a note.
    """

    outcomes: Mapping[str, float]
    findings: int
    follows_up: bool
    payer_held: bool = False
    asked: float | None = None
    treated: bool = False

    @property
    def ahead(self) -> dict[str, float]:
        """By how much each reason to decline scores above being answered."""
        answered = self.outcomes["answer"]
        return {name: score - answered for name, score in self.outcomes.items() if name != "answer"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the product ends; `leaning` holds the weights that decide what no boundary names.

    Attributes:
        names_code: how a question names the code, and what that adds for each reason to decline.
        inside: what is asked of the readings, whatever a question leans to, where a fact of a case is named.
        later_entry: whether a record may be completed or put right later, which is no wish to falsify it.
    """

    help: str
    asks_back: re.Pattern[str]
    leaning: dict[str, float]
    names_code: Wording
    named: dict[str, float]
    inside: Wording
    later_entry: Wording
    unnamed: dict[str, Boundary]
    boundaries: tuple[Boundary, ...]

    @classmethod
    def load(cls, corpus: Path) -> "Scope":
        path = corpus / "vocabulary" / "scope.toml"
        with well_formed(path):
            tables = read_table(path)
            return cls(
                help=tables["help"],
                asks_back=re.compile(tables["asks_back"], re.IGNORECASE),
                leaning=tables["leaning"],
                names_code=Wording.from_table(tables["names_code"]),
                named={name: value for name, value in tables["names_code"].items() if name != "patterns"},
                inside=Wording.from_table(tables["plainly_inside"]),
                later_entry=Wording.from_table(tables["later_entry"]),
                unnamed={
                    reason: _boundary({**row, "id": reason, "reason": reason})
                    for reason, row in tables["unnamed"].items()
                },
                boundaries=tuple(_boundary(row) for row in tables["boundary"]),
            )

    def boundary(self, question: str, earlier: str, asked: Asked) -> Boundary | None:
        """The first boundary that the question meets, alone or, for what is not known, with the turn before it."""
        alone = next((b for b in self.boundaries if b.stops(question, asked)), None)
        if alone is not None or not earlier:
            return alone
        unknown = (b for b in self.boundaries if b.reason == "no_evidence" and not b.stops(earlier, asked))
        return next((b for b in unknown if b.stops(f"{earlier} {question}", asked)), None)

    def outside(self, question: str, leaning: Leaning) -> Boundary | None:
        """What declines a question that no boundary names, where it leans too far outside; else None."""
        if leaning.follows_up and self.asks_back.search(question):
            return None
        if self.later_entry.stands_in(question):
            return None
        if leaning.asked is not None and leaning.asked >= self.leaning["plainly_asked"]:
            return None
        named = self.names_code.stands_in(question)
        if named and leaning.findings and self.inside.stands_in(question):
            return None
        weighed = {
            **leaning.outcomes,
            "base": 1.0,
            "finding": float(min(leaning.findings, MOST_FINDINGS)),
            "follow_up": float(leaning.follows_up),
            "payer_held": float(leaning.payer_held),
            "treated": float(leaning.treated),
            "asked": 0.0 if leaning.asked is None else leaning.asked - USUAL_LIKENESS,
        }
        total = sum(self.leaning[name] * value for name, value in weighed.items())
        reason = self._reason(leaning.ahead)
        total += self.named.get(reason, 0.0) if named else 0.0
        return self.unnamed[reason] if total > self.leaning["decline_at"] else None

    def _reason(self, ahead: Mapping[str, float]) -> str:
        """The reason that scores best; one that takes being clearly ahead gives way where it is not."""
        clear = {name: score for name, score in ahead.items() if score >= self.leaning.get(f"{name}_ahead", -math.inf)}
        return max(clear, key=lambda name: clear[name])


def _boundary(row: Mapping[str, Any]) -> Boundary:
    return Boundary(
        id=row["id"],
        reason=row["reason"],
        patterns=_patterns(row.get("patterns", ())),
        exceptions=_patterns(row.get("exceptions", ())),
        says=row.get("says", ""),
        cites=tuple(Cite.from_table(cite) for cite in row.get("cites", ())),
        other_code_only=row.get("other_code_only", False),
        codes_held=frozenset(row.get("codes_held", ())),
        only_without_case=row.get("only_without_case", False),
        unless_imported=row.get("unless_imported", False),
    )


def _patterns(expressions: Collection[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)
