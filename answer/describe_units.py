"""Counted units as the schema's units."""

from collections.abc import Callable, Iterable

from answer.schema import UnitChoice, Units
from rules.cite import Cite
from rules.units import UnitsResult


def to_units(result: UnitsResult, numbers: Callable[[Iterable[Cite]], tuple[int, ...]]) -> Units:
    """Lines without a unit are left out of `lines`; untimed codes stand in the notes."""
    return Units(
        rule=result.rule,
        lines=_billed(result.lines),
        total=result.total,
        steps=result.steps,
        choices=tuple(UnitChoice(lines=_billed(choice)) for choice in result.choices),
        notes=result.notes,
        citations=numbers(result.cites),
        plan=result.plan,
    )


def _billed(lines: object) -> dict[str, int]:
    return {code: units for code, units in dict(lines).items() if units}  # type: ignore[call-overload]
