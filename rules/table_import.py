"""Brings the current quarter: CMS's code-pair (PTP) and unit-limit (MUE) files as they are published.

Both come as tab-delimited text, comma-separated text or xlsx. Some lines of copyright and a heading
stand above the rows, and sometimes lines stand below them; both are skipped and counted.
"""

import csv
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from errors import UsageError
from rules.tables import LIMITS_FILE, PAIRS_FILE, Code

Kind = Literal["pairs", "limits"]
Line = tuple[int, list[str]]

CODE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?: 00:00:00)?|(\d{1,2})/(\d{1,2})/(\d{4})")
PTP_VERSION = re.compile(r"v(\d{2})([0-3])r\d", re.IGNORECASE)  # ccipra-v313r0-f1: version 31.3
PTP_FIRST_YEAR = 1994  # version 30.0 is January 2024
MUE_EFFECTIVE = re.compile(r"(?:eff|effective)[\s_:-]*(\d{1,2})[-/_](\d{1,2})[-/_](\d{4})", re.IGNORECASE)
QUARTER = re.compile(r"\b(20\d{2})[\s_-]?q([1-4])\b|\bq([1-4])[\s_-]?(20\d{2})\b", re.IGNORECASE)
LONGEST_TAIL = 50  # lines that are no row, below the rows, before the file counts as broken


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import kept: `rows_read` rows in the file, `rows_kept` of them about therapy codes."""

    kind: Kind
    edition: date
    setting: str
    rows_read: int
    rows_kept: int
    lines_skipped: int
    written_to: Path


def import_table(
    path: Path,
    folder: Path,
    codes: Mapping[str, Code],
    *,
    kind: Kind | None = None,
    edition: date | None = None,
    setting: str | None = None,
) -> ImportReport:
    """Reads an official file and puts its rows on therapy codes into the user's table folder.

    Several pair files of one edition (CMS splits them into parts) and several settings of limits are
    added together. Nothing is written unless the whole file was read.

    Args:
        folder: the user's table folder; `load_tables(corpus, folder)` reads it.
        kind, edition, setting: taken from the file's heading and name where not given.

    Raises:
        UsageError: the file is no PTP or MUE file; the message names the line and the reason.
    """
    lines = list(_read_lines(path))
    found = kind or _recognise(lines, path)
    day = edition or _edition(lines, path)
    if found == "pairs":
        rows, read, skipped = _read_pairs(lines, path, codes)
        day = day or _newest(lines)
        where = "practitioner" if setting is None else setting
        target = folder / PAIRS_FILE
    else:
        where = setting or _setting(lines, path)
        rows, read, skipped = _read_limits(lines, path, codes, where)
        target = folder / LIMITS_FILE
    if day is None:
        raise UsageError(f"{path.name}: no edition in its name or heading; give it, for example 2026-10-01")
    _write(target, day, path.name, _add(target, day, rows))
    return ImportReport(found, day, where, read, len(rows), skipped, target)


def _read_lines(path: Path) -> Iterator[Line]:
    """Rows of the file's cells with their line numbers, whichever of the published formats it has."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give an existing file") from error
    if content[:4] == b"PK\x03\x04":
        yield from _read_workbook(path, content)
        return
    if b"\x00" in content[:4096]:
        raise UsageError(f"{path.name}: line 1: no text and no xlsx file; unpack the zip and give the .txt or .xlsx")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    tab = "\t" in text
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter="\t" if tab else ",",
        quoting=csv.QUOTE_NONE if tab else csv.QUOTE_MINIMAL,
    )
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip().strip('"').strip() for cell in cells]
    except csv.Error as error:
        raise UsageError(f"{path.name}: line {reader.line_num}: {error}") from error


def _read_workbook(path: Path, content: bytes) -> Iterator[Line]:
    # Imported here: it takes half a second, and only the import of an xlsx file needs it.
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else _text(cell) for cell in cells]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise UsageError(
            f"{path.name}: line 1: no readable xlsx workbook ({error}); unpack the zip and give the xlsx"
        ) from error


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y%m%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _recognise(lines: Iterable[Line], path: Path) -> Kind:
    for _, cells in lines:
        text = " ".join(cells).casefold()
        if ("column 1" in text and "column 2" in text) or "column1" in text:
            return "pairs"
        if "mue" in text and ("value" in text or "adjudication" in text):
            return "limits"
    raise UsageError(
        f"{path.name}: line 1: no heading of a PTP file (Column 1, Column 2) or MUE file (MUE Values) was found"
    )


def _read_pairs(lines: list[Line], path: Path, codes: Mapping[str, Code]) -> tuple[list[list[str | int]], int, int]:
    """Active pairs of which at least one code is a therapy code here."""
    kept: list[list[str | int]] = []
    read = 0
    body, skipped = _body(lines, path, columns=6)
    for number, cells in body:
        first, second, _, effective, deleted, indicator, *rationale = cells
        if not (CODE.fullmatch(first) and CODE.fullmatch(second)):
            raise UsageError(f"{path.name}: line {number}: {first!r} and {second!r} are not two codes")
        if _day(effective) is None:
            raise UsageError(f"{path.name}: line {number}: effective date {effective!r} is no date")
        if deleted not in ("*", "") and _day(deleted) is None:
            raise UsageError(f"{path.name}: line {number}: deletion date {deleted!r} is neither * nor a date")
        if indicator not in ("0", "1", "9"):
            raise UsageError(f"{path.name}: line {number}: modifier indicator {indicator!r} is none of 0, 1 and 9")
        read += 1
        if deleted in ("*", "") and indicator != "9" and (first in codes or second in codes):
            kept.append([first, second, int(indicator), rationale[0] if rationale else ""])
    return kept, read, skipped


def _read_limits(
    lines: list[Line], path: Path, codes: Mapping[str, Code], setting: str
) -> tuple[list[list[str | int]], int, int]:
    kept: list[list[str | int]] = []
    read = 0
    body, skipped = _body(lines, path, columns=3)
    for number, cells in body:
        code, units, kind = cells[0], cells[1], cells[2][:1]
        if not CODE.fullmatch(code):
            raise UsageError(f"{path.name}: line {number}: {code!r} is no code")
        if not units.isdigit():
            raise UsageError(f"{path.name}: line {number}: MUE value {units!r} is no number")
        if kind not in ("1", "2", "3"):
            raise UsageError(f"{path.name}: line {number}: adjudication indicator {cells[2]!r} is none of 1, 2 and 3")
        read += 1
        if code in codes:
            kept.append([code, setting, int(units), int(kind)])
    return kept, read, skipped


def _body(lines: list[Line], path: Path, columns: int) -> tuple[list[Line], int]:
    """The rows between heading and footer; a line that is no row between rows is refused."""
    rows: list[Line] = []
    skipped = 0
    after: list[int] = []  # lines since the last row that are none
    for number, cells in lines:
        looks_like_row = bool(CODE.fullmatch(cells[0])) if cells else False
        if looks_like_row and len([cell for cell in cells if cell]) >= min(columns, 3):
            if rows and after:
                raise UsageError(f"{path.name}: line {after[0]}: no row of {columns} columns among the rows")
            if len(cells) < columns:
                raise UsageError(f"{path.name}: line {number}: {len(cells)} columns instead of {columns} or more")
            rows.append((number, cells))
        elif looks_like_row:
            raise UsageError(f"{path.name}: line {number}: {len(cells)} columns instead of {columns} or more")
        else:
            skipped += 1
            if rows and any(cells):
                after.append(number)
    if not rows:
        last = lines[-1][0] if lines else 1
        raise UsageError(f"{path.name}: line {last}: the file ends without one row of {columns} columns")
    if len(after) > LONGEST_TAIL:
        raise UsageError(f"{path.name}: line {after[0]}: {len(after)} lines below the rows are no rows")
    return rows, skipped


def _edition(lines: Iterable[Line], path: Path) -> date | None:
    """The quarter that the file's name or the lines above its rows state."""
    heading = [" ".join(cells) for _, cells in list(lines)[:15]]
    for text in (path.stem, *heading):
        if match := PTP_VERSION.search(text):
            return date(PTP_FIRST_YEAR + int(match[1]), 1 + 3 * int(match[2]), 1)
        if match := MUE_EFFECTIVE.search(text):
            return date(int(match[3]), int(match[1]), int(match[2]))
        if match := QUARTER.search(text.replace("_", " ")):
            year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
            return date(year, 3 * quarter - 2, 1)
    return None


def _newest(lines: Iterable[Line]) -> date | None:
    """The newest effective date in a pair file: its edition is at least that old."""
    days = [_day(cells[3]) for _, cells in lines if len(cells) > 5 and CODE.fullmatch(cells[0])]
    return max((day for day in days if day), default=None)


def _day(text: str) -> date | None:
    if not (match := DAY.fullmatch(text)):
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[4], match[5])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _setting(lines: Iterable[Line], path: Path) -> str:
    text = (path.stem + " " + " ".join(" ".join(cells) for _, cells in list(lines)[:15])).casefold()
    if "dme" in text:
        raise UsageError(f"{path.name}: line 1: a DME supplier file; give the practitioner or outpatient hospital one")
    return "outpatient_hospital" if "outpatient" in text or "facility" in text else "practitioner"


def _add(target: Path, edition: date, rows: list[list[str | int]]) -> list[list[str | int]]:
    """Rows already imported for the same edition stay: other parts of the pairs, other settings."""
    try:
        before = json.loads(target.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return rows
    if before.get("edition") != edition.isoformat():
        return rows
    fresh = {(row[0], row[1]) for row in rows}
    return [*rows, *(row for row in before["rows"] if (row[0], row[1]) not in fresh)]


def _write(target: Path, edition: date, name: str, rows: list[list[str | int]]) -> None:
    """Replaces the table in one step, so that a reader sees the old or the new one, never half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    data = {"edition": edition.isoformat(), "imported_from": name, "rows": rows}
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
