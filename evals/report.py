"""All labelled sets, both halves, as one report; misses are listed for the tuning half alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.engine import Engine
from evals import minutes, questions, scope, vignettes
from evals.questions import read_rows

HALVES = ("tune", "held_out")
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One half of one set: its measures by name, and a line for each miss."""

    summary: Mapping[str, float]
    misses: Sequence[str]


def run_all(engine: Engine, sets: Path, folder: Path) -> str:
    """Measures every set, writes `report.md`, and gives its text."""
    knowledge = engine.knowledge

    def of_questions(rows: Rows) -> Measured:
        outcomes = questions.run(rows, engine)
        return Measured(questions.summary(outcomes), questions.misses(outcomes))

    def of_vignettes(rows: Rows) -> Measured:
        outcomes = vignettes.run(rows, engine, knowledge)
        return Measured(vignettes.summary(outcomes), vignettes.misses(outcomes))

    def of_minutes(rows: Rows) -> Measured:
        outcomes = minutes.run(rows, knowledge.tables)
        return Measured(minutes.summary(outcomes), minutes.misses(outcomes))

    def of_scope(rows: Rows) -> Measured:
        outcomes = scope.run(rows, engine)
        return Measured(scope.summary(outcomes), scope.misses(outcomes))

    measures: Mapping[str, Callable[[Rows], Measured]] = {
        "questions": of_questions, "vignettes": of_vignettes, "minutes": of_minutes, "scope": of_scope,
    }  # fmt: skip
    engine.ask("What is 97112?")  # the first answer of a process warms caches; it is not timed
    lines = [
        f"# Evaluation, corpus edition {engine.edition}",
        "",
        "Made by `ask97112 eval`; what the sets are: evals/README.md.",
    ]
    for name, measure in measures.items():
        halves = {half: measure(read_rows(sets / f"{name}_{half}.jsonl")) for half in HALVES}
        lines += ["", f"## {name}", "", *_table(halves), "", *_missed(halves["tune"])]
    text = "\n".join(lines) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(text, encoding="utf-8")
    return text


def _table(halves: Mapping[str, Measured]) -> list[str]:
    names = list(halves["tune"].summary)
    rows = [f"| {name} | {halves['tune'].summary[name]} | {halves['held_out'].summary[name]} |" for name in names]
    return ["| measure | tuned on | held out |", "|---|---|---|", *rows]


def _missed(half: Measured) -> list[str]:
    """Held-out misses are counted and never listed, so that nobody tunes on them."""
    return (
        ["Missed in the half tuned on:", "", *(f"- {line}" for line in half.misses)]
        if half.misses
        else ["None missed in the half tuned on."]
    )
