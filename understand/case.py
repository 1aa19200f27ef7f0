"""What a question states of a case, as frozen data: the input of every rule."""

from dataclasses import dataclass
from typing import Literal

Presence = Literal["present", "absent", "uncertain", "historical"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of the masked question, and their text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about the case from the controlled vocabulary (`corpus/vocabulary/findings.toml`).

    Attributes:
        id: the vocabulary's id, for example `balance_dynamic` or `measure_berg`.
        presence: stated present, stated absent, uncertain ("r/o", "?"), or of the past ("hx of").
        span: where the text says so.
        value: the number read beside it, in `unit`; None where none was given.
        subject: whose fact it is; a family member's finding is never the patient's.
        earlier_value: the value before, where a change was given ("38 to 44").
        abnormal: a test's result was called positive or abnormal in words.
        implied_by: the id of the finding that this one follows from; None where the text states it.
        apart: other work of the same visit, billed under a code of its own: it neither makes nor unmakes 97112.
        by_meaning: no phrase states it; the clause is like clauses that do (`understand.clauses`).
    """

    id: str
    presence: Presence
    span: Span
    value: float | None = None
    unit: str | None = None
    subject: Literal["patient", "other"] = "patient"
    earlier_value: float | None = None
    abnormal: bool = False
    implied_by: str | None = None
    apart: bool = False
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """The findings and codes that a question (and the turns before it) states."""

    findings: tuple[Finding, ...] = ()
    codes: tuple[str, ...] = ()
    diagnosis_codes: tuple[str, ...] = ()

    def present(self) -> frozenset[str]:
        """Ids of the findings that are stated present of the patient."""
        return frozenset(f.id for f in self.findings if f.presence == "present" and f.subject == "patient")

    def absent(self) -> frozenset[str]:
        """Ids of the findings that are stated absent of the patient."""
        return frozenset(f.id for f in self.findings if f.presence == "absent" and f.subject == "patient")
