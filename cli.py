"""`ask97112`: every command of the product, for people and, with --json, for programs.

Heavy libraries are imported inside the commands, after the arguments are known to be right.
"""

import io
import os
import sys
from collections.abc import Sequence

import typer

from commands.ask import ask
from commands.billing import import_file, pair, units
from commands.doctor import doctor
from commands.evaluate import evaluate
from commands.ingest import ingest
from commands.note import note
from commands.reproduce import reproduce
from commands.search import search
from errors import Ask97112Error

# What a shell reports of a command that Ctrl-C ended.
STOPPED = 130

app = typer.Typer(
    name="ask97112", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Decision support for CPT 97112 (neuromuscular reeducation): cited, dated, checked answers.\n\n"
    "Start with:  ask97112 ask \"Is 97112 appropriate for cervicalgia with arm tingling?\"",
)  # fmt: skip
tables_app = typer.Typer(no_args_is_help=True, help="Bring in the official quarterly code-pair and unit-limit files.")
app.add_typer(tables_app, name="tables")

for command in (ask, reproduce, search, ingest, doctor, units, pair, note):
    app.command()(command)
app.command(name="eval")(evaluate)
tables_app.command(name="import")(import_file)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; every failure is one line on stderr and an exit code of the contract."""
    _print_what_the_terminal_can()
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        if code == STOPPED:  # what Typer makes of Ctrl-C
            _fail("Stopped.", STOPPED)
        sys.exit(code if isinstance(code, int) else 0)
    except Ask97112Error as problem:
        _fail(str(problem), problem.exit_code)
    except BrokenPipeError:
        # The reader has gone (`| head -1`): nothing more can be told, and nothing may be at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (KeyboardInterrupt, Exception) as problem:
        _fail_usage_or_bug(problem)


def _print_what_the_terminal_can() -> None:
    """A terminal that is not UTF-8 gets ? for what it cannot show, and never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _fail(message: str, code: int) -> None:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(code)


def _fail_usage_or_bug(problem: BaseException) -> None:
    """Click's own complaints are wrong usage; anything else is a fault of ours, told in one line."""
    if isinstance(problem, KeyboardInterrupt | typer.Abort):
        _fail("Stopped.", STOPPED)
    shown = getattr(problem, "format_message", None)
    if shown is not None:
        hint = " Try --help." if shown() else ""
        _fail((shown() or type(problem).__name__) + hint, 2)
    if os.environ.get("ASK97112_DEBUG"):
        raise problem
    _fail(f"Something failed here ({type(problem).__name__}: {problem}). Set ASK97112_DEBUG=1 to see where.", 1)


if __name__ == "__main__":
    main()
