"""Runs the labelled border of the product: what must be answered, and what must be declined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.engine import Engine
from errors import UsageError


@dataclass(frozen=True, slots=True)
class Outcome:
    """`expect` is `answer`, a reason to abstain, or `either`; `reason` is None where it was answered."""

    id: str
    question: str
    expect: str
    reason: str | None

    @property
    def right(self) -> bool:
        return self.expect == "either" or (self.expect == "answer") == (self.reason is None)


def run(rows: Iterable[Mapping[str, Any]], engine: Engine) -> list[Outcome]:
    return [Outcome(row["id"], row["question"], row["expect"], _reason(row, engine)) for row in rows]


def _reason(row: Mapping[str, Any], engine: Engine) -> str | None:
    """Why it was declined; what holds no word at all is refused before it is asked."""
    try:
        return engine.ask(row["question"], history=row.get("history") or ()).abstention_reason
    except UsageError:
        return "out_of_scope"


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    inside = [o for o in outcomes if o.expect == "answer"]
    outside = [o for o in outcomes if o.expect not in ("answer", "either")]
    return {
        "questions": len(outcomes),
        "declined when due %": _percent(sum(o.right for o in outside), len(outside)),
        "refused though in scope %": _percent(sum(not o.right for o in inside), len(inside)),
        "reason right %": _percent(sum(o.reason == o.expect for o in outside), len(outside)),
    }


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        f"{o.id} {o.question} | expected {o.expect}, got {o.reason or 'an answer'}" for o in outcomes if not o.right
    ]


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
