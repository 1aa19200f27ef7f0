"""The Answer: everything the page, the command line and other programs get for a question.

Names and meanings are a contract, and this file is its text: fields are added freely, none is renamed
or dropped. Every `n` in any field stands in `citations`, and every entry of `citations` is used.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "definition",
    "necessity",
    "units",
    "modifier",
    "documentation",
    "comparison",
    "compliance",
    "red_flag",
    "limits",
    "out_of_scope",
    "other",
]
Persona = Literal["clinician", "biller", "educator"]
Status = Literal["supported", "not_supported", "depends_on_payer", "insufficient_information"]
Fit = Literal["supported", "not_supported", "insufficient_information"]
CriterionStatus = Literal["met", "not_met", "not_documented"]
AbstentionReason = Literal["out_of_scope", "no_evidence", "needs_clarification", "unsafe"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedText(Frozen):
    text: str
    citations: tuple[int, ...] = ()


class Criterion(Frozen):
    id: str
    text: str
    status: CriterionStatus
    evidence: str | None = None
    citations: tuple[int, ...] = ()


# The id of the row that excludes a case whatever the payer; it is no one's reading.
ANY_READING = "any-reading"


class Reading(Frozen):
    """One body's interpretation of when the code is supported, applied to the case.

    `note` says what was not seen of it, where its criteria cannot be applied.
    """

    id: str
    name: str
    holder: str
    in_force: bool
    effective: str | None
    status: str
    criteria: tuple[Criterion, ...]
    note: str = ""


class Alternative(Frozen):
    code: str
    why: str
    citations: tuple[int, ...] = ()


class RedFlag(Frozen):
    """`urgent`: act before any coding; `screen`: a screen is missing."""

    text: str
    action: str
    level: Literal["urgent", "screen"] = "urgent"
    citations: tuple[int, ...] = ()


class FindingRead(Frozen):
    """A finding as read from the question, with the characters it came from, so a user can correct it."""

    id: str
    label: str
    presence: str
    value: float | None = None
    unit: str | None = None
    start: int
    end: int
    text: str


class Determination(Frozen):
    """What the case supports, always as described: never a promise of payment."""

    status: Status
    summary: str
    code_fit: Fit
    skilled_need: Fit
    readings: tuple[Reading, ...] = ()
    would_change: tuple[CitedText, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    findings: tuple[FindingRead, ...] = ()

    @property
    def headline(self) -> str:
        """The status, but where an urgent sign comes first, or the work fits and only what goes with it is unsaid."""
        if any(flag.level == "urgent" for flag in self.red_flags):
            return "red_flag_first"
        fits = self.status == "insufficient_information" and self.code_fit == "supported"
        return "fits_not_all_said" if fits else self.status


class UnitChoice(Frozen):
    lines: dict[str, int]


class Units(Frozen):
    """Units by one minute rule; `choices` lists every allocation that the rule allows."""

    rule: Literal["cms", "ama"]
    lines: dict[str, int]
    total: int
    steps: tuple[str, ...]
    choices: tuple[UnitChoice, ...] = ()
    notes: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    plan: str = Field(default="", description="the discipline whose minutes they are, where several are told")

    @property
    def untimed(self) -> int:
        """Lines of untimed codes, which stand beside the total."""
        return sum(self.lines.values()) - self.total


class ServiceRead(Frozen):
    """A stretch of a code as its minutes were counted, so that a user can correct it.

    `by`: who gave it, in the words of `understand.visit_sheet`; "not told" where the question does not say.
    """

    code: str
    minutes: int
    by: str


class Statement(Frozen):
    text: str
    section: str
    citations: tuple[int, ...]
    basis: Literal["quote", "computed", "model"]
    support: float = Field(ge=0, le=1)
    marked: bool = Field(default=False, description="supported in part only: shown with a mark")


class Position(Frozen):
    holder: str
    says: str
    date: str | None
    citations: tuple[int, ...]


class Conflict(Frozen):
    topic: str
    positions: tuple[Position, ...]


class Citation(Frozen):
    """A passage that a sentence rests on; `quote` is an exact slice of the passage."""

    n: int
    passage_id: str
    document_id: str
    title: str
    publisher: str
    section: str
    url: str
    published: str | None
    effective: str | None
    retired: str | None = None
    tier: str
    status: str
    verified: str
    quote: str


class PayerRead(Frozen):
    """A payer that the question means; `role` where it is named as primary or secondary."""

    id: str
    name: str
    role: Literal["primary", "secondary"] | None = None


class Notice(Frozen):
    code: str
    message: str


class Answer(Frozen):
    """`earlier` holds the earlier questions, masked, that a follow-up leans on.

    `payers` holds every payer that is meant; `payer` is the only one, or the primary one, and null where
    several are compared. `services` holds the minutes behind `units`.
    """

    question: str
    earlier: tuple[str, ...] = ()
    kind: Kind
    persona: Persona
    payer: str | None
    payers: tuple[PayerRead, ...] = ()
    abstained: bool
    abstention_reason: AbstentionReason | None
    determination: Determination | None
    units: tuple[Units, ...] | None
    services: tuple[ServiceRead, ...] = ()
    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...]
    citations: tuple[Citation, ...]
    answer_markdown: str
    followups: tuple[str, ...]
    warnings: tuple[Notice, ...]
    disclaimer: str
    mode: Literal["extractive", "model"]
    corpus_edition: str
    timings_ms: dict[str, float]
