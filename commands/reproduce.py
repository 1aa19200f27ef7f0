"""`ask97112 reproduce`: an exported answer asked again, and what differs."""

from pathlib import Path
from typing import Annotated

import typer

from commands.ask import open_engine
from commands.options import IndexDir
from errors import UsageError

DIFFERENT = 1


def reproduce(
    file: Annotated[Path, typer.Argument(help="an answer written by `ask --export FILE` or downloaded from the page")],
    index: IndexDir = None,
) -> None:
    """Ask an exported question again and name every difference; exit code 0 if there is none, else 1."""
    from answer.audit import read_export

    try:
        export = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{file} cannot be read ({problem}): give a file that `ask --export` wrote.") from problem
    read_export(export)  # another file is told before anything heavy is loaded
    differences = open_engine(index).reproduce(export)
    for line in differences:
        print(line)
    if differences:
        raise typer.Exit(DIFFERENT)
    print("The same answer, from the same passages.")
