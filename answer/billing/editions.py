"""Which edition of a dated table a sentence rests on, and a warning where it is old."""

from datetime import date
from typing import NamedTuple

from rules.tables import Edition, Tables

OLD_AFTER_DAYS = 180


class Warn(NamedTuple):
    """A warning of the answer: a code of the contract and a message for people."""

    code: str
    message: str


def warn_of_old_tables(tables: Tables, today: date, *, used_pairs: bool, used_limits: bool) -> tuple[Warn, ...]:
    """Tables older than half a year are named with their edition."""
    used = [("code-pair table", tables.pairs_edition)] if used_pairs else []
    used += [("unit-limit table", tables.limits_edition)] if used_limits else []
    return tuple(
        Warn(
            "old_table",
            f"The {name} used here is the edition effective {edition.effective:%-d %B %Y}; verify the current "
            "quarter before billing.",
        )
        for name, edition in used
        if (today - edition.effective).days > OLD_AFTER_DAYS
    )


def pair_file_in_words(edition: Edition) -> str:
    day = f"{edition.effective:%-d %B %Y}"
    return (
        f"the imported code-pair file {edition.imported_from} ({day})"
        if edition.imported_from
        else f"the practitioner code-pair file effective {day}"
    )
