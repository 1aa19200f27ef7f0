"""Runs the labelled phrasings of minutes: codes and minutes read, and the units that follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.tables import RuleId, Tables
from rules.units import count_units
from understand.services import ServicesRead, continue_services, read_services


@dataclass(frozen=True, slots=True)
class Outcome:
    """One phrasing as read and as labelled.

    Attributes:
        people, taken_off: whether each person's minutes, and those told as no treatment, are right; None where the
            label says nothing of them.
    """

    id: str
    text: str
    read: dict[str, int]
    labelled: dict[str, int]
    totals_right: bool
    people: bool | None = None
    taken_off: bool | None = None

    @property
    def right(self) -> bool:
        return self.read == self.labelled


def run(rows: Iterable[Mapping[str, Any]], tables: Tables) -> list[Outcome]:
    return [_outcome(row, tables) for row in rows]


def _outcome(row: Mapping[str, Any], tables: Tables) -> Outcome:
    turns: list[str] = [*row.get("history", ()), row["text"]]
    services = read_services(turns[0], tables.codes)
    for text in turns[1:]:
        services = continue_services(services, read_services(text, tables.codes, told=services.only_subject), text)
    labelled: dict[str, int] = {}
    for service in row["services"]:
        labelled[service["code"]] = labelled.get(service["code"], 0) + service["minutes"]
    timed = {code: m for code, m in services.minutes().items() if code not in tables.codes or tables.codes[code].timed}
    rules: tuple[RuleId, ...] = ("cms", "ama")
    totals = all(
        _total(services, rule, tables) == row[f"total_units_{rule}"] for rule in rules if f"total_units_{rule}" in row
    )
    people = [s for s in row["services"] if "who" in s]
    return Outcome(
        row["id"],
        row["text"],
        timed,
        labelled,
        totals,
        _by_person((s["code"], s["who"], s["minutes"]) for s in people)
        == _by_person((s.code, s.who, s.minutes) for s in services.services)
        if people
        else None,
        sum(off.minutes for off in (*services.taken_off, *services.by_helpers)) == row["taken_off"]
        if "taken_off" in row
        else None,
    )


def _by_person(told: Iterable[tuple[str, str | None, int]]) -> dict[tuple[str, str | None], int]:
    minutes: dict[tuple[str, str | None], int] = {}
    for code, who, spent in told:
        minutes[code, who] = minutes.get((code, who), 0) + spent
    return minutes


def _total(services: ServicesRead, rule: RuleId, tables: Tables) -> int:
    """Units of the day: each discipline is counted apart, as its plan is."""
    disciplines: dict[str | None, dict[str, int]] = {}
    for service in services.services:
        minutes = disciplines.setdefault(service.discipline, {})
        minutes[service.code] = minutes.get(service.code, 0) + service.minutes
    return sum(count_units(minutes, rule, tables).total for minutes in disciplines.values())


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    return {
        "phrasings": len(outcomes),
        "codes and minutes right %": round(100 * sum(o.right for o in outcomes) / len(outcomes), 1),
        "unit totals right %": round(100 * sum(o.totals_right for o in outcomes) / len(outcomes), 1),
        **_share("who did them right %", [o.people for o in outcomes if o.people is not None]),
        **_share("time off told right %", [o.taken_off for o in outcomes if o.taken_off is not None]),
    }


def _share(name: str, right: Sequence[bool]) -> dict[str, float]:
    return {name: round(100 * sum(right) / len(right), 1)} if right else {}


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        f"{o.id} {o.text} | read {o.read}, labelled {o.labelled}"
        + ("; who did them is read wrong" if o.people is False else "")
        + ("; time off is told wrong" if o.taken_off is False else "")
        for o in outcomes
        if not o.right or o.people is False or o.taken_off is False
    ]
