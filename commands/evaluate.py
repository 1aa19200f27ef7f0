"""`ask97112 eval`: runs every labelled set and writes the report to `evals/results/`."""

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    index: Annotated[
        Path | None, typer.Option("--index", help="another index than the usual one", metavar="DIR")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="folder for the report; default evals/results", metavar="DIR")
    ] = None,
) -> None:
    """Run the evaluation sets, tuned and held-out halves apart, and write the report."""
    from answer.engine import Engine
    from evals.report import run_all
    from settings import PROJECT, Settings

    settings = Settings(index_dir=index.expanduser().absolute()) if index else Settings()
    engine = Engine.open(settings)
    folder = out or PROJECT / "evals" / "results"
    print(run_all(engine, PROJECT / "evals", folder))
