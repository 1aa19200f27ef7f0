"""What commands share: the options that mean the same everywhere, and the settings with them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from errors import UsageError

if TYPE_CHECKING:
    from settings import Settings

IndexDir = Annotated[
    Path | None,
    typer.Option("--index", help="another index than the usual one, with its imported tables", metavar="DIR"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs")]
BatchIn = Annotated[Path | None, typer.Option("--batch", help="JSON lines to read", metavar="IN.jsonl")]
BatchOut = Annotated[Path | None, typer.Option("--out", help="JSON lines to write", metavar="OUT.jsonl")]


def open_settings(index: Path | None) -> "Settings":
    """The settings of now, with the index that the command names.

    Raises:
        UsageError: a variable does not fit; it names itself.
    """
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings(index_dir=index.expanduser().absolute()) if index is not None else Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "ASK97112_" + "_".join(str(part) for part in first["loc"]).upper().removeprefix("ASK97112_")
        raise UsageError(f"The setting {name} is {first.get('input')!r}: {first['msg']}.") from problem


def check_one_or_batch(one: str | None, batch: Path | None, out: Path | None, what: str) -> None:
    """Refuses a command line with both, or neither, of one text and a file of them."""
    if (one is None) == (batch is None):
        raise UsageError(f"Give either a {what} or --batch IN.jsonl --out OUT.jsonl, one of the two.")
    if batch is None and out is not None:
        raise UsageError(f"--out belongs to --batch: leave it out for one {what}.")
