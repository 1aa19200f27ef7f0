"""Which units carry CQ or CO when an assistant furnished some of the minutes (Medicare)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rules.cite import Cite
from rules.tables import Tables
from rules.units import count_units

Discipline = Literal["PT", "OT"]
MARKS: Mapping[Discipline, tuple[str, str]] = {"PT": ("GP", "CQ"), "OT": ("GO", "CO")}
BLOCK = 15
MIDPOINT = 8  # unverified: see the digest cq-co-de-minimis
SHARE = 10  # percent of a unit that an assistant may furnish without the modifier
TWO_UNITS_FROM = 23  # two units of one code left over: one with and one without the modifier


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes of one code by who furnished them; minutes together count as the therapist's."""

    therapist: int = 0
    assistant: int = 0
    together: int = 0

    @property
    def by_therapist(self) -> int:
        return self.therapist + self.together

    @property
    def total(self) -> int:
        return self.by_therapist + self.assistant


@dataclass(frozen=True, slots=True)
class ClaimLine:
    code: str
    modifiers: tuple[str, ...]
    units: int


@dataclass(frozen=True, slots=True)
class AssistantResult:
    """Claim lines of one discipline.

    `steps` say who gets which unit (`count_units` says how many units there are); `unverified` names
    the steps that rest on no text that was seen.
    """

    lines: tuple[ClaimLine, ...]
    total: int
    steps: tuple[str, ...]
    unverified: tuple[str, ...]
    cites: tuple[Cite, ...]


def split_lines(work: Mapping[str, Work], discipline: Discipline, tables: Tables) -> AssistantResult:
    """Counts the units of a discipline by total time and marks those that an assistant furnished."""
    counted = count_units({code: minutes.total for code, minutes in work.items()}, "cms", tables)
    plan, mark = MARKS[discipline]
    lines: list[ClaimLine] = []
    steps: list[str] = []
    cites = counted.cites
    unverified: tuple[str, ...] = ()
    for code, minutes in work.items():
        plain, marked, told, used, unsure = _split_code(code, minutes, counted.lines[code], mark, tables)
        steps += told
        cites += tuple(cite for cite in used if cite not in cites)
        unverified += unsure
        lines += [ClaimLine(code, (plan,), plain)] if plain else []
        lines += [ClaimLine(code, (plan, mark), marked)] if marked else []
    if len(counted.choices) > 1 or _pooled_unit(work, counted.lines):
        unverified += ("which code gets the unit made of left-over minutes",)
        cites += tables.cite("assistant_longer_code")
    return AssistantResult(tuple(lines), counted.total, tuple(steps), unverified, cites)


def _split_code(
    code: str, minutes: Work, units: int, mark: str, tables: Tables
) -> tuple[int, int, list[str], tuple[Cite, ...], tuple[str, ...]]:
    """Units of one code without and with the assistant's modifier, steps, cites, unverified steps."""
    steps: list[str] = []
    cites = tables.cite("assistant_together") if minutes.together else ()
    if minutes.together and units:
        alone = "" if minutes.assistant else f": no {mark}"
        steps.append(
            f"{code}: the {minutes.together} minutes of both together count as the therapist's minutes{alone}."
        )
    if not minutes.assistant or not units:
        return units, 0, steps, cites, ()
    if not minutes.by_therapist:
        steps.append(f"{code}: the assistant alone, so {_times(units)} with {mark}.")
        return 0, units, steps, cites + tables.cite("assistant_share"), ()
    plain, own = divmod(minutes.by_therapist, BLOCK)
    marked, helped = divmod(minutes.assistant, BLOCK)
    remaining = units - plain - marked
    if plain or marked:
        cites += tables.cite("assistant_blocks")
        steps.append(f"{code}: full {BLOCK}-minute blocks give {plain} to the therapist and {marked} to the assistant.")
    if remaining <= 0:
        return plain, marked, steps, cites, ()
    if remaining == 2:
        steps.append(
            f"{code}: two units are left with {own} therapist and {helped} assistant minutes: "
            f"one without and one with {mark}."
        )
        unsure = () if own + helped >= TWO_UNITS_FROM else ("two units left with fewer than 23 minutes",)
        return plain + 1, marked + 1, steps, cites + tables.cite("assistant_two_left"), unsure
    if own >= MIDPOINT:
        steps.append(
            f"{code}: the therapist furnished {own} minutes of the last unit, {MIDPOINT} or more: "
            f"no {mark} (midpoint step, unverified)."
        )
        return plain + 1, marked, steps, cites + tables.cite("assistant_midpoint"), ("the midpoint step",)
    share = 100 * helped / (own + helped) if own + helped else 0.0
    cites += tables.cite("assistant_share")
    more = share > SHARE
    steps.append(
        f"{code}: the assistant furnished {helped} of the {own + helped} minutes of the last unit, "
        f"{share:.3g} percent, {'more' if more else 'not more'} than {SHARE}: "
        f"{'with' if more else 'without'} {mark}."
    )
    return (plain, marked + 1, steps, cites, ()) if more else (plain + 1, marked, steps, cites, ())


def _pooled_unit(work: Mapping[str, Work], lines: Mapping[str, int]) -> bool:
    """Whether two codes left minutes over and only one of them got a unit for them."""
    left = [code for code, minutes in work.items() if minutes.total % BLOCK]
    return len(left) > 1 and any(lines[code] > work[code].total // BLOCK for code in left)


def _times(units: int) -> str:
    return "1 unit" if units == 1 else f"{units} units"
