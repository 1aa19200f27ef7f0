"""The evaluation's report over small sets."""

import shutil
from pathlib import Path

from answer.engine import Engine
from evals.report import run_all

EVALS = Path(__file__).parents[2] / "evals"


def test_every_set_is_measured_and_held_out_misses_are_not_listed(engine: Engine, tmp_path: Path) -> None:
    """Three lines of each file: a table a set, and misses of the tuning sets alone."""
    sets = tmp_path / "evals"
    shutil.copytree(EVALS / "notes", sets / "notes")
    for name in ("questions", "vignettes", "minutes", "notes", "scope", "red_flags"):
        for path in EVALS.glob(f"{name}_*.jsonl"):
            lines = path.read_text(encoding="utf-8").splitlines()[:3]
            (sets / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = run_all(engine, sets, tmp_path / "results")
    assert report == (tmp_path / "results" / "report.md").read_text(encoding="utf-8")
    assert [line for line in report.splitlines() if line.startswith("## ")] == [
        "## questions", "## vignettes", "## red flags", "## minutes", "## notes", "## scope",
    ]  # fmt: skip
    assert "Missed in held_out" not in report
