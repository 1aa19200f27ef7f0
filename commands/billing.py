"""`ask97112 units`, `pair` and `tables import`: answers of the dated tables, without index or encoder."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answer.billing.editions import OLD_AFTER_DAYS
from answer.billing.pairs import describe_pair
from commands.options import AsJson, IndexDir, open_settings
from errors import UsageError
from ingest.read import load_sources
from rules.cite import Cite
from rules.pairs import look_up_pair
from rules.table_import import import_table
from rules.tables import Edition, RuleId, load_tables
from rules.units import UnitsResult, count_units

if TYPE_CHECKING:
    from settings import Settings

LINE = re.compile(r"([0-9A-Za-z]{5})=(\d+)")
CODE = re.compile(r"[0-9A-Za-z]\d{3}[0-9A-Za-z]")
RULES: tuple[RuleId, ...] = ("cms", "ama")


class RuleChoice(StrEnum):
    cms = "cms"
    ama = "ama"


def units(
    lines: Annotated[
        list[str], typer.Argument(help="CODE=MINUTES, one a code: 97112=24 97110=23", metavar="CODE=MINUTES…")
    ],
    rule: Annotated[
        RuleChoice | None, typer.Option(help="cms (total time) or ama (code by code); both if left out")
    ] = None,
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Count the units of one day, one patient and one discipline, with the steps and the rule's source."""
    settings = open_settings(index)
    tables = load_tables(settings.corpus_dir, settings.imported_tables_dir)
    minutes = read_minutes(lines)
    wanted: tuple[RuleId, ...] = (rule.value,) if rule else RULES
    results = [count_units(minutes, name, tables) for name in wanted]
    if as_json:
        first, *others = [_units_row(result, settings) for result in results]
        print(json.dumps({**first, "also": others}, ensure_ascii=False, indent=2))
        return
    for result in results:
        _print_units(result, settings)


def pair(
    first: Annotated[str, typer.Argument(help="one code")],
    second: Annotated[str, typer.Argument(help="the other code")],
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Say what the dated edit table holds of two codes billed on one day, in whichever order."""
    settings = open_settings(index)
    tables = load_tables(settings.corpus_dir, settings.imported_tables_dir)
    codes = [_code(first), _code(second)]
    result = look_up_pair(codes[0], codes[1], tables)
    said = describe_pair(result, tables)
    row = {
        "codes": codes,
        "status": result.status,
        "column1": result.pair.column1 if result.pair else None,
        "column2": result.pair.column2 if result.pair else None,
        "modifier_indicator": result.pair.indicator if result.pair else None,
        "meaning": " ".join(statement.text for statement in said),
        **_edition_row(result.edition),
        "citations": _citations(result.cites, settings),
    }
    if as_json:
        print(json.dumps(row, ensure_ascii=False, indent=2))
        return
    for statement in said:
        print(statement.text)
    _print_edition(result.edition)
    _print_citations(row["citations"])


def import_file(
    path: Annotated[Path, typer.Argument(help="the official PTP or MUE file: tab-delimited text or xlsx")],
    edition: Annotated[
        str | None, typer.Option(help="the quarter's first day, if the file does not say: 2026-10-01")
    ] = None,
    setting: Annotated[
        str | None, typer.Option(help="practitioner or outpatient_hospital, if the file does not say")
    ] = None,
    index: IndexDir = None,
) -> None:
    """Read the quarter's official code-pair (PTP) or unit-limit (MUE) file; a bad file changes nothing."""
    settings = open_settings(index)
    tables = load_tables(settings.corpus_dir)
    day = _day(edition) if edition else None
    report = import_table(path, settings.imported_tables_dir, tables.codes, edition=day, setting=setting)
    what = "code pairs" if report.kind == "pairs" else "unit limits"
    print(
        f"{report.rows_kept} of {report.rows_read} {what} ({report.setting}, edition {report.edition}) are in use; "
        f"{report.lines_skipped} heading and footer lines were passed over. Written to {report.written_to}."
    )


def read_minutes(lines: Iterable[str]) -> dict[str, int]:
    """CODE=MINUTES arguments as minutes by code; the same code twice is added up.

    Raises:
        UsageError: an argument has another form.
    """
    minutes: dict[str, int] = {}
    for line in lines:
        match = LINE.fullmatch(line.strip())
        if match is None:
            raise UsageError(f"{line!r} is not CODE=MINUTES: write for example 97112=24.")
        code = match[1].upper()
        minutes[code] = minutes.get(code, 0) + int(match[2])
    return minutes


def _code(text: str) -> str:
    if not CODE.fullmatch(text.strip()):
        raise UsageError(f"{text!r} is no code: give two five-character codes, for example 97112 98941.")
    return text.strip().upper()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise UsageError(f"--edition {text!r} is no date: write it as 2026-10-01.") from problem


def _units_row(result: UnitsResult, settings: "Settings") -> dict[str, Any]:
    return {
        "rule": result.rule,
        "rule_name": result.rule_name,
        "lines": dict(result.lines),
        "total": result.total,
        "timed_minutes": result.timed_minutes,
        "untimed": list(result.untimed),
        "steps": list(result.steps),
        "choices": [{"lines": dict(choice)} for choice in result.choices],
        "notes": list(result.notes),
        "citations": _citations(result.cites, settings),
    }


def _citations(cites: Iterable[Cite], settings: "Settings") -> list[dict[str, Any]]:
    """Each cited sentence with its source's name, dates and standing."""
    sources = load_sources(settings.corpus_dir / "sources.toml")
    rows = []
    for n, cite in enumerate(dict.fromkeys(cites), start=1):
        source = sources.get(cite.document_id)
        facts = {} if source is None else {
            "publisher": source.publisher, "section": source.section, "url": source.url, "published": source.published,
            "effective": source.effective, "tier": source.tier, "status": source.status, "verified": source.verified,
        }  # fmt: skip
        rows.append({"n": n, "document_id": cite.document_id, "quote": cite.quote, **facts})
    return rows


def _edition_row(edition: Edition) -> dict[str, Any]:
    age = (date.today() - edition.effective).days
    return {
        "edition": edition.effective.isoformat(),
        "imported_from": edition.imported_from or None,
        "old": age > OLD_AFTER_DAYS,
        "verify": "Verify the current quarter before billing.",
    }


def _print_units(result: UnitsResult, settings: "Settings") -> None:
    billed = ", ".join(f"{code} × {count}" for code, count in result.lines.items() if count) or "nothing"
    counted = "1 unit" if result.total == 1 else f"{result.total} units"
    print(f"{result.rule_name}: {counted} ({billed})")
    for number, step in enumerate(result.steps, start=1):
        print(f"  {number}. {step}")
    for note in result.notes:
        print(f"  Note: {note}")
    if len(result.choices) > 1:
        for choice in result.choices:
            print("  Valid: " + ", ".join(f"{code} × {count}" for code, count in choice.items() if count))
    _print_citations(_citations(result.cites, settings))
    print()


def _print_citations(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        print(f"  [{row['n']}] digest of {row.get('publisher', row['document_id'])}: {row['quote']}")


def _print_edition(edition: Edition) -> None:
    row = _edition_row(edition)
    came = f", imported from {row['imported_from']}" if row["imported_from"] else ""
    age = " This table is old." if row["old"] else ""
    print(f"Table edition {row['edition']}{came}.{age} {row['verify']}")
