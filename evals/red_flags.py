"""Runs the labelled one-liners: a red flag must be raised in any wording, and none where none is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.engine import Engine


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    text: str
    wanted: bool
    raised: bool


def run(rows: Iterable[Mapping[str, Any]], engine: Engine) -> list[Outcome]:
    return [_outcome(row, engine) for row in rows]


def _outcome(row: Mapping[str, Any], engine: Engine) -> Outcome:
    determination = engine.ask(row["text"]).determination
    raised = bool(determination and determination.red_flags)
    return Outcome(row["id"], row["text"], bool(row["flags"]), raised)


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {
        "texts with a red flag": sum(o.wanted for o in outcomes),
        "missed": sum(o.wanted and not o.raised for o in outcomes),
        "texts without": sum(not o.wanted for o in outcomes),
        "raised all the same": sum(o.raised and not o.wanted for o in outcomes),
    }


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"{o.id} {o.text} | {'missed' if o.wanted else 'raised'}" for o in outcomes if o.wanted != o.raised]
