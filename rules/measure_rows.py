"""What is published of each test, from `corpus/vocabulary/measures.toml`: cut-offs, changes, norms, and of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table, well_formed
from rules.cite import Cite
from understand.vocabulary import Past

ChangeKind = Literal["detectable", "important", "error"]
Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a number was found in; empty fields leave it open.

    Attributes:
        population: in words, as a sentence names it.
        conditions: findings of the vocabulary, any of which names the group.
        ages: the youngest and the oldest.
        sites: the parts of the body that it was found at.
    """

    population: str = ""
    conditions: frozenset[str] = frozenset()
    phase: str | None = None
    ages: tuple[float, float] | None = None
    older: bool = False
    sites: frozenset[str] = frozenset()

    @property
    def is_anyone(self) -> bool:
        return not (self.conditions or self.phase or self.ages or self.older)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cut-off: past it the result is what `means` says.

    Attributes:
        other_end: where the source gives a range for the mark, its other end.
        of_sides: a mark for the difference between two sides.
    """

    past: Past
    value: float
    means: str
    group: Group
    verified: bool
    cite: Cite
    unit: str | None = None
    other_end: float | None = None
    of_sides: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How much a result must change, from `low` to `high`, in the test's unit or in percent of the earlier value.

    Attributes:
        called: what the source calls it.
    """

    kind: ChangeKind
    low: float
    high: float
    called: str
    group: Group
    verified: bool
    cite: Cite
    unit: str | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """What people of the group reach, from `low` to `high`."""

    low: float
    high: float
    called: str
    group: Group
    verified: bool
    cite: Cite


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One test, or several under one name as it was typed.

    Attributes:
        scale: the highest score of a test in points, where a score may be of another scale.
        sided: done on both sides, so that two numbers beside each other are the sides.
        gap_below: a number in the test's unit below this is the difference between two sides.
        unit_words: a word beside the number, and the unit that it gives.
        elsewhere: by part of the body, the test that is meant where that part alone is named.
    """

    id: str
    name: str
    unit: str
    better: Better | None
    marks: tuple[Mark, ...] = ()
    changes: tuple[Change, ...] = ()
    norms: tuple[Norm, ...] = ()
    scale: float | None = None
    several: bool = False
    sided: bool = False
    gap_below: float | None = None
    unit_words: tuple[str, str] | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)


CALLED: dict[ChangeKind, str] = {
    "detectable": "minimal detectable change",
    "important": "important change",
    "error": "standard error",
}
# Units of a scale that has a highest score.
SCORED = frozenset({"points", "of 10"})


def load_measure_rows(corpus: Path) -> dict[str, MeasureRow]:
    """All tests by id.

    Raises:
        CorpusError: the file is missing or a row is broken.
    """
    path = corpus / "vocabulary" / "measures.toml"
    with well_formed(path):
        tables = read_table(path)
        return {key: _row(key, table) for key, table in tables.items()}


def _row(key: str, table: Mapping[str, Any]) -> MeasureRow:
    return MeasureRow(
        id=key,
        name=table.get("name", table["label"]),
        unit=table.get("unit", ""),
        better=table.get("better"),
        marks=tuple(_mark(row) for row in table.get("cutoffs", ()) if not row.get("own_rule")),
        changes=tuple(_change(row) for row in table.get("changes", ())),
        norms=tuple(_norm(row) for row in table.get("norms", ())),
        scale=table.get("maximum") if table.get("unit") in SCORED else None,
        several=table.get("several", False),
        sided=table.get("sided", False),
        gap_below=table.get("gap_below"),
        unit_words=tuple(table["unit_words"]) if "unit_words" in table else None,
        elsewhere=table.get("elsewhere", {}),
    )


def _group(row: Mapping[str, Any]) -> Group:
    return Group(
        population=row["population"],
        conditions=frozenset(row.get("conditions", ())),
        phase=row.get("phase"),
        ages=tuple(row["ages"]) if "ages" in row else None,
        older=row.get("older", False),
        sites=frozenset(row.get("sites", ())),
    )


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(
        past=row["past"],
        value=float(row["value"]),
        means=row["means"],
        group=_group(row),
        verified=row["verified"],
        cite=Cite.from_table(row["cite"]),
        unit=row.get("unit"),
        other_end=row.get("other_end"),
        of_sides=row.get("of_sides", False),
    )


def _change(row: Mapping[str, Any]) -> Change:
    kind: ChangeKind = row["kind"]
    return Change(
        kind=kind,
        low=float(row["low"]),
        high=float(row.get("high", row["low"])),
        called=row.get("called", CALLED[kind]),
        group=_group(row),
        verified=row["verified"],
        cite=Cite.from_table(row["cite"]),
        unit=row.get("unit"),
        percent=row.get("percent", False),
    )


def _norm(row: Mapping[str, Any]) -> Norm:
    return Norm(
        low=float(row["low"]),
        high=float(row.get("high", row["low"])),
        called=row.get("called", "norm"),
        group=_group(row),
        verified=row["verified"],
        cite=Cite.from_table(row["cite"]),
    )
