"""JSON lines in, JSON lines out: what `--batch IN.jsonl --out OUT.jsonl` reads and writes.

Everything that can be wrong with either file is found before a model is loaded; what is done by the time
something fails stays beside the target.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from errors import Ask97112Error, UsageError
from index.characters import whole_characters

Row = dict[str, Any]


def read_lines(path: Path, needed: Sequence[str]) -> list[Row]:
    """The rows of a JSON-lines file.

    Raises:
        UsageError: the file cannot be read, holds nothing, or a line is no object with the needed fields.
    """
    try:
        # Split at line ends only: a text may hold other characters that `splitlines` takes for one.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as problem:
        raise UsageError(
            f"{path} cannot be read ({problem}): give a UTF-8 file with one JSON object a line."
        ) from problem
    rows = [_row(path, number, line, needed) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise UsageError(f"{path} is empty: give one JSON object a line with {' and '.join(needed)}.")
    return rows


def _row(path: Path, number: int, line: str, needed: Sequence[str]) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{path} line {number} is not JSON ({problem}): mend that line.") from problem
    missing = [name for name in needed if not isinstance(row, dict) or name not in row]
    if missing:
        raise UsageError(f"{path} line {number} lacks {', '.join(missing)}: mend that line.")
    return dict(row)


def check_out(out: Path | None) -> Path:
    """The file to write.

    Raises:
        UsageError: none was named, it is a folder, or its folder cannot be written.
    """
    if out is None:
        raise UsageError("--batch needs --out OUT.jsonl: say where the results go.")
    if out.is_dir():
        raise UsageError(f"{out} is a folder: name a file in it.")
    try:
        _open_beside(out).close()
    except OSError as problem:
        raise UsageError(f"{out} cannot be written ({problem.strerror}): choose another --out.") from problem
    return out


def write_lines(
    out: Path, rows: Sequence[Row], answer: Callable[[Row], Mapping[str, Any]], without_answer: Mapping[str, Any]
) -> None:
    """Writes the answer to each row beside the target and moves the whole into place.

    A refused row becomes `without_answer` with its id and the error. When anything else fails, what was
    written by then is kept and named.
    """
    beside = _beside(out)
    count = refused = 0
    try:
        with _open_beside(out) as file:
            for row in rows:
                try:
                    result: Mapping[str, Any] = {**_echo(row), **answer(row)}
                except UsageError as problem:
                    refused += 1
                    result = {**_echo(row), **without_answer, "error": str(problem)}
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
                count += 1
        if beside != out:
            os.replace(beside, out)
    except OSError as problem:
        _tell_of_part(beside, count, len(rows))
        reason = problem.strerror or problem
        raise Ask97112Error(f"{out} cannot be written ({reason}): choose another --out.") from problem
    except BaseException:
        _tell_of_part(beside, count, len(rows))
        raise
    errors = f', {refused} of them refused (see their "error")' if refused else ""
    print(f"{count} lines written to {out}{errors}", file=sys.stderr)


def _echo(row: Row) -> Row:
    return {"id": row["id"]} if "id" in row else {}


def _beside(out: Path) -> Path:
    """A device or pipe is written to directly; a file is replaced only by a finished one."""
    return out if out.exists() and not out.is_file() else out.with_name(out.name + ".part")


def _open_beside(out: Path) -> TextIO:
    return open(_beside(out), "w", encoding="utf-8", errors="replace")


def _tell_of_part(beside: Path, count: int, total: int) -> None:
    if count:
        print(f"{count} of {total} lines are in {beside}.", file=sys.stderr)
    elif beside.is_file():
        beside.unlink(missing_ok=True)


def text_of(row: Mapping[str, Any], name: str) -> str:
    """A field that must be text.

    Raises:
        UsageError: it is a number, a list or nothing.
    """
    value = row[name]
    if not isinstance(value, str):
        raise UsageError(f"{name} is {json.dumps(value)[:60]}, not text: put it in quotes.")
    return whole_characters(value)


def optional_text(row: Mapping[str, Any], name: str) -> str | None:
    return text_of(row, name) if row.get(name) is not None else None


def history_of(row: Mapping[str, Any]) -> Iterable[str | Mapping[str, str]]:
    """The earlier turns: strings, or objects with role and content.

    Raises:
        UsageError: it is anything else.
    """
    history = row.get("history") or []
    if not isinstance(history, list) or not all(_is_turn(turn) for turn in history):
        raise UsageError("history is not a list of texts or of {role, content}: mend that line.")
    return history


def _is_turn(turn: object) -> bool:
    return isinstance(turn, str) or (
        isinstance(turn, dict) and all(isinstance(turn.get(name, ""), str) for name in ("role", "content"))
    )
