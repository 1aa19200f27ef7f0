"""`ask97112 eval`: runs every labelled set and writes the report to `evals/results/`."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import IndexDir, open_settings


def evaluate(
    index: IndexDir = None,
    out: Annotated[
        Path | None, typer.Option(help="folder for the report; default evals/results", metavar="DIR")
    ] = None,
) -> None:
    """Run the evaluation sets, tuned and held-out halves apart, and write the report."""
    from answer.engine import Engine
    from evals.report import run_all
    from settings import PROJECT

    engine = Engine.open(open_settings(index))
    folder = out or PROJECT / "evals" / "results"
    print(run_all(engine, PROJECT / "evals", folder))
