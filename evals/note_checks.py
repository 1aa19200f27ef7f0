"""Runs the labelled notes: each element's status, and the labelled problems found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.note_elements import NoteRules
from rules.notes import check_note
from rules.tables import Tables


@dataclass(frozen=True, slots=True)
class Outcome:
    """One note: `elements` maps an element to (read, labelled)."""

    id: str
    elements: Mapping[str, tuple[str, str]]
    problems: tuple[str, ...]
    labelled_problems: tuple[str, ...]

    @property
    def wrong(self) -> list[str]:
        return [f"{key}: {read}, labelled {label}" for key, (read, label) in self.elements.items() if read != label]


def run(rows: Iterable[Mapping[str, Any]], folder: Path, rules: NoteRules, tables: Tables) -> list[Outcome]:
    """Checks the note of each row; `folder` is where the rows' files are named from."""
    return [_outcome(row, (folder / row["file"]).read_text(encoding="utf-8"), rules, tables) for row in rows]


def _outcome(row: Mapping[str, Any], text: str, rules: NoteRules, tables: Tables) -> Outcome:
    report = check_note(text, rules, tables)
    return Outcome(
        row["id"],
        {key: (report.status(key), label) for key, label in row["elements"].items()},
        tuple(dict.fromkeys(problem.id for problem in report.problems)),
        tuple(row["problems"]),
    )


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Agreement on elements, labelled problems found, and problems of notes that are labelled to have none."""
    elements = sum(len(o.elements) for o in outcomes)
    labelled = sum(len(o.labelled_problems) for o in outcomes)
    found = sum(problem in o.problems for o in outcomes for problem in o.labelled_problems)
    clean = [o for o in outcomes if not o.labelled_problems]
    return {
        "notes": len(outcomes),
        "elements": elements,
        "elements right %": round(100 * (1 - sum(len(o.wrong) for o in outcomes) / elements), 1),
        "labelled problems": labelled,
        "labelled problems found %": round(100 * found / labelled, 1) if labelled else 100.0,
        "notes without a labelled problem": len(clean),
        "false problems in them": sum(len(o.problems) for o in clean),
    }


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """What differs from the labels, one line an element or problem."""
    lines = [f"{o.id} {wrong}" for o in outcomes for wrong in o.wrong]
    for o in outcomes:
        lines += [f"{o.id} problem not found: {p}" for p in o.labelled_problems if p not in o.problems]
        lines += [f"{o.id} problem not labelled: {p}" for p in o.problems if p not in o.labelled_problems]
    return lines
