"""`ask97112 note`: what a de-identified note holds and lacks; it never writes one."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from answer.describe_note import STATUS_WORDS, NoteLine
from answer.note import check_pasted_note
from commands.options import AsJson, IndexDir, open_settings
from errors import UsageError
from guard.identifier_words import read_identifier_words
from rules.note_elements import load_note_rules
from rules.tables import load_tables

TITLES = {
    "elements": "What the note holds and lacks",
    "problems": "What speaks against 97112 as billed",
    "phrases": "Phrases that reviewers stop at",
    "minutes": "Minutes and units, visit by visit",
}


def note(
    file: Annotated[
        Path, typer.Argument(help="a text file with one or more visits, without names; - reads standard input")
    ],
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Check a note: each documentation element present, weak or missing, quoted, with the source that asks for it."""
    settings = open_settings(index)
    checked = check_pasted_note(
        read_note(file),
        read_identifier_words(settings.corpus_dir),
        load_note_rules(settings.corpus_dir),
        load_tables(settings.corpus_dir, settings.imported_tables_dir),
    )
    if as_json:
        print(json.dumps(asdict(checked.description) | {
            "note": checked.text, "warnings": [notice.model_dump() for notice in checked.notices],
        }, ensure_ascii=False, indent=2))  # fmt: skip
        return
    for notice in checked.notices:
        print(f"Note: {notice.message}")
    print(checked.description.summary)
    for section, title in TITLES.items():
        _print_lines(title, [line for line in checked.description.lines if line.section == section])
    print(f"\n{checked.description.caution}")


def read_note(file: Path) -> str:
    """The note's text.

    Raises:
        UsageError: the file is missing or is no UTF-8 text.
    """
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{file} cannot be read as text ({problem}): give a UTF-8 text file.") from problem


def _print_lines(title: str, lines: list[NoteLine]) -> None:
    if not lines:
        return
    print(f"\n{title}")
    sourced: set[str] = set()
    for line in lines:
        status = STATUS_WORDS.get(line.status, line.status)
        print(f"- {line.label} ({status}): {line.text}" if status else f"- {line.label}: {line.text}")
        if line.quote:
            print(f"    the note says: “{' '.join(line.quote.split())}”")
        for cite in line.cites[:1]:
            if cite.quote in sourced:  # as printed a few lines above
                continue
            sourced.add(cite.quote)
            print(f"    source: {cite.quote} ({cite.document_id})")
