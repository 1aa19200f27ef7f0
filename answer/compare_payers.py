"""Several payers' readings of 97112 side by side, and what naming one primary and one secondary means here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.draft import OPENING, DraftStatement
from answer.schema import Conflict, Position
from rules.cite import Cite
from rules.necessity import payer_scope
from rules.readings import Criterion, Reading, ReadingBook
from rules.tables import Tables
from rules.wording import joined
from understand.payers import NamedPayer, Payers

Numbers = Callable[[Iterable[Cite]], tuple[int, ...]]
SHARED, ROLES = "What all of them ask", "Primary and secondary"
# Quotations of one payer: enough to know its reading, few enough to set another beside it.
MOST_QUOTES = 4
NOTHING_HELD = "No wording on 97112 from this payer is held here."


@dataclass(frozen=True, slots=True)
class ComparedPosition:
    """What one payer, or those of its contractors who read alike, asks."""

    holder: str
    says: str
    date: str | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PayerComparison:
    """Sentences, and the grid of what each payer asks; empty positions where a case was decided instead."""

    topic: str
    drafts: tuple[DraftStatement, ...]
    positions: tuple[ComparedPosition, ...]


@dataclass(frozen=True, slots=True)
class _PayerReadings:
    """A payer with its own readings, those in force first."""

    name: str
    readings: tuple[Reading, ...]

    @property
    def in_force(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if reading.in_force)


def compare_payers(
    named: Sequence[NamedPayer], book: ReadingBook, payers: Payers, tables: Tables, with_readings: bool
) -> PayerComparison:
    """The payers in the question's order.

    Args:
        with_readings: nothing was decided yet, so that each payer's reading is the answer.
    """
    topic = f"What do {joined([payers.name(payer.id) for payer in named])} ask of 97112?"
    drafts = list(_role_drafts(named, payers, tables))
    if not with_readings:
        return PayerComparison(topic, tuple(drafts), ())
    sides = [_PayerReadings(payers.name(payer.id), _own_readings(payer.id, book, payers)) for payer in named]
    shared = _shared_criteria(sides)
    drafts = [*_summary(sides), *_quotes(sides), *_shared_drafts(shared), *drafts]
    positions = tuple(position for side in sides for position in _positions(side, {c.text for c in shared}))
    return PayerComparison(topic, tuple(drafts), positions)


def to_positions(comparison: PayerComparison, numbers: Numbers) -> tuple[Conflict, ...]:
    """The grid as the schema's positions side by side."""
    if not comparison.positions:
        return ()
    rows = (
        Position(holder=p.holder, says=p.says, date=p.date, citations=numbers(p.cites)) for p in comparison.positions
    )
    return (Conflict(topic=comparison.topic, positions=tuple(rows)),)


def _own_readings(payer: str, book: ReadingBook, payers: Payers) -> tuple[Reading, ...]:
    """Of the payer or its contractors, else of the nearest broader payer that has one; those in force first."""
    for name in payers.lineage(payer):
        scope = payer_scope(name, payers)
        if own := [reading for reading in book.readings if set(reading.payers) & set(scope)]:
            return tuple(sorted(own, key=lambda reading: not reading.in_force))
    return ()


def _shared_criteria(sides: Sequence[_PayerReadings]) -> list[Criterion]:
    """What every reading asks alike, whatever the case; nothing where one payer's wording cannot be applied."""
    asked = [[_deciding(reading) for reading in side.in_force if reading.evaluable] for side in sides]
    if not all(asked):
        return []
    first, *others = [criteria for side in asked for criteria in side]
    return [c for c in first if not c.applies_when and all(c.text in {o.text for o in other} for other in others)]


def _deciding(reading: Reading) -> list[Criterion]:
    return [criterion for criterion in reading.criteria if criterion.role == "requirement"]


def _summary(sides: Sequence[_PayerReadings]) -> Iterator[DraftStatement]:
    """Each payer's reading by its name, in one sentence."""
    cites = [cite for side in sides for reading in side.in_force for cite in reading.cites[:1]]
    if cites:
        text = "; ".join(f"{side.name}: {_reading_names(side)}" for side in sides)
        yield DraftStatement(f"Side by side, {text}.", OPENING, tuple(dict.fromkeys(cites)), "computed")


def _reading_names(side: _PayerReadings) -> str:
    if not side.readings:
        return "no wording on 97112 is held here"
    names: dict[str, list[str]] = {}
    for reading in side.in_force or side.readings:
        names.setdefault(reading.name, []).append(reading.holder)
    if len(names) == 1:
        return f"“{next(iter(names))}”"
    return ", ".join(f"“{name}” ({joined(holders)})" for name, holders in names.items())


def _quotes(sides: Sequence[_PayerReadings]) -> Iterator[DraftStatement]:
    for side in sides:
        first = [cite for reading in side.readings for cite in reading.cites[:1]]
        more = [cite for reading in side.in_force for cite in reading.cites[1:]]
        own = [cite for r in side.in_force for criterion in _deciding(r) for cite in criterion.cites if _is_of(cite, r)]
        for cite in list(dict.fromkeys([*first, *more, *own]))[:MOST_QUOTES]:
            yield DraftStatement(cite.quote, side.name, (cite,), "quote")


def _is_of(cite: Cite, reading: Reading) -> bool:
    """Whether the payer's own document says it, rather than what all readings rest on."""
    return cite.document_id == reading.document


def _shared_drafts(shared: Sequence[Criterion]) -> Iterator[DraftStatement]:
    for criterion in shared:
        yield DraftStatement(f"{criterion.text}.", SHARED, criterion.cites, "computed")


def _positions(side: _PayerReadings, shared: set[str]) -> Iterator[ComparedPosition]:
    """One row for each way in which the payer, or its contractors, read the code."""
    if not side.in_force:
        yield ComparedPosition(side.name, NOTHING_HELD, None, ())
    rows: dict[str, list[Reading]] = {}
    for reading in side.in_force:
        rows.setdefault(_says(reading, shared), []).append(reading)
    for says, alike in rows.items():
        yield ComparedPosition(
            holder="; ".join(reading.holder for reading in alike),
            says=says,
            date=alike[0].effective if len(alike) == 1 else None,
            cites=tuple(dict.fromkeys(cite for reading in alike for cite in reading.cites[:1])),
        )


def _says(reading: Reading, shared: set[str]) -> str:
    own = [criterion.text for criterion in _deciding(reading) if criterion.text not in shared]
    return f"{reading.name}. Asks: {'; '.join(own)}." if own else f"{reading.name}."


def _role_drafts(named: Sequence[NamedPayer], payers: Payers, tables: Tables) -> Iterator[DraftStatement]:
    """Who is named as what, and that no source here says whose reading decides."""
    roles = [f"{payers.name(payer.id)} as {payer.role}" for payer in named if payer.role]
    if roles:
        text = f"{joined(roles)}: no source here says that the reading of one binds the other; ask both."
        yield DraftStatement(f"The question names {text}", ROLES, tables.cite("two_payers"), "computed")
