"""All labelled sets as one report; misses are listed for the sets that were tuned on, and only for those."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.engine import Engine
from evals import minutes, note_checks, questions, red_flags, scope, vignettes
from evals.questions import read_rows

Rows = Sequence[Mapping[str, Any]]
HELD_OUT = "held_out"


@dataclass(frozen=True, slots=True)
class Measured:
    """One labelled file: its measures by name, and a line for each miss."""

    summary: Mapping[str, float]
    misses: Sequence[str]


def run_all(engine: Engine, sets: Path, folder: Path) -> str:
    """Measures every set, writes `report.md`, and gives its text."""
    engine.ask("What is 97112?")  # the first answer of a process warms caches; it is not timed
    lines = [
        f"# Evaluation, corpus edition {engine.edition}",
        "",
        "Made by `ask97112 eval`; what the sets are: evals/README.md. `tune…` sets were read while mending, so that "
        f"their figures are too kind; `{HELD_OUT}` sets were not.",
    ]
    for name, measure in _measures(engine, sets).items():
        files = sorted(sets.glob(f"{name}_*.jsonl"), key=lambda path: (HELD_OUT in path.name, path.name))
        measured = {path.stem.removeprefix(f"{name}_"): measure(read_rows(path)) for path in files}
        lines += ["", f"## {name.replace('_', ' ')}", "", *_table(measured)]
        for half, result in measured.items():
            lines += _missed(half, result)
    text = "\n".join(lines) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(text, encoding="utf-8")
    return text


def _measures(engine: Engine, sets: Path) -> Mapping[str, Callable[[Rows], Measured]]:
    knowledge = engine.knowledge

    def of_questions(rows: Rows) -> Measured:
        outcomes = questions.run(rows, engine)
        return Measured(questions.summary(outcomes), questions.misses(outcomes))

    def of_vignettes(rows: Rows) -> Measured:
        outcomes = vignettes.run(rows, engine)
        return Measured(vignettes.summary(outcomes), vignettes.misses(outcomes))

    def of_red_flags(rows: Rows) -> Measured:
        outcomes = red_flags.run(rows, engine)
        return Measured(red_flags.summary(outcomes), red_flags.misses(outcomes))

    def of_minutes(rows: Rows) -> Measured:
        outcomes = minutes.run(rows, knowledge.tables)
        return Measured(minutes.summary(outcomes), minutes.misses(outcomes))

    def of_notes(rows: Rows) -> Measured:
        outcomes = note_checks.run(rows, sets, knowledge.note_rules, knowledge.tables)
        return Measured(note_checks.summary(outcomes), note_checks.misses(outcomes))

    def of_scope(rows: Rows) -> Measured:
        outcomes = scope.run(rows, engine)
        return Measured(scope.summary(outcomes), scope.misses(outcomes))

    return {
        "questions": of_questions,
        "vignettes": of_vignettes,
        "red_flags": of_red_flags,
        "minutes": of_minutes,
        "notes": of_notes,
        "scope": of_scope,
    }


def _table(measured: Mapping[str, Measured]) -> list[str]:
    names = dict.fromkeys(name for result in measured.values() for name in result.summary)
    rows = [
        f"| {name} | " + " | ".join(str(result.summary.get(name, "")) for result in measured.values()) + " |"
        for name in names
    ]
    return [f"| measure | {' | '.join(measured)} |", "|---" * (len(measured) + 1) + "|", *rows]


def _missed(half: str, result: Measured) -> list[str]:
    """Held-out misses are counted in the table and never listed, so that nobody mends by them."""
    if HELD_OUT in half or not result.misses:
        return []
    return ["", f"Missed in {half}:", "", *(f"- {line}" for line in result.misses)]
