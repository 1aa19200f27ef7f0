"""Minutes to units, by Medicare's total-time rule or by the AMA's code-by-code midpoint rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from errors import UsageError
from rules.cite import Cite
from rules.tables import MinuteRule, RuleId, Tables
from rules.wording import joined, units_in_words

DAY_MINUTES = 24 * 60
CHOICES_SHOWN = 20  # more ties than this are counted in a note, not listed


@dataclass(frozen=True, slots=True)
class UnitsResult:
    """Units by one rule.

    Attributes:
        lines: units by code, zero included, in the order given; the first of the valid allocations.
        total: units of all timed codes together; untimed lines are not in it.
        timed_minutes: minutes that counted.
        untimed: codes billed as one unit each outside the total.
        steps: the arithmetic, one sentence a step.
        choices: every allocation that the rule allows; one unless there is a tie.
        notes: what a biller should know beside the number.
        plan: the discipline whose minutes they are, where several are told.
    """

    rule: RuleId
    rule_name: str
    lines: Mapping[str, int]
    total: int
    timed_minutes: int
    untimed: tuple[str, ...]
    steps: tuple[str, ...]
    choices: tuple[Mapping[str, int], ...]
    notes: tuple[str, ...]
    cites: tuple[Cite, ...]
    plan: str = ""


def count_units(minutes: Mapping[str, int], rule: RuleId, tables: Tables) -> UnitsResult:
    """Counts the units of one day, one patient and one discipline.

    Args:
        minutes: one-on-one treatment minutes by code; those of untimed codes may be given and are set
            aside. Rest and other non-treatment time is left out by the caller.

    Raises:
        UsageError: minutes are negative or more than a day.
    """
    for code, spent in minutes.items():
        if not 0 <= spent <= DAY_MINUTES:
            raise UsageError(f"{code}={spent}: minutes of a day lie between 0 and {DAY_MINUTES}")
    timed = {code: m for code, m in minutes.items() if code not in tables.codes or tables.codes[code].timed}
    untimed = tuple(code for code in minutes if code not in timed)
    how = tables.minute_rules[rule]
    if how.pooled:
        choices, count, steps, cites = _count_pooled(timed, how, tables)
    else:
        choices, count, steps, cites = _count_apart(timed, how, tables)
    unknown = [code for code in timed if code not in tables.codes and any(map(str.isdigit, code))]
    notes = tuple(f"{code} is not in the code table here; it is counted as a timed code." for code in unknown)
    if len(choices) > 1:
        notes += (f"{len(choices)} allocations are valid; the therapist chooses which one is billed.",)
    if untimed:
        named, each = (f"{untimed[0]} is", "") if len(untimed) == 1 else (f"{joined(untimed)} are", " each")
        steps += (f"{named} untimed: one unit{each}, with minutes outside the total.",)
        cites += tables.cite("untimed")
    notes += tuple(
        f"{code} is the first unit only; further units are {tables.codes[code].continued_by}."
        for code in timed
        if code in tables.codes and tables.codes[code].continued_by and choices[0][code] > 1
    )
    shown = [_go_on({code: choice.get(code, 1) for code in minutes}, tables) for choice in choices[:CHOICES_SHOWN]]
    return UnitsResult(
        rule,
        how.name,
        shown[0],
        count,
        sum(timed.values()),
        untimed,
        steps,
        tuple(shown),
        notes,
        cites,
    )


def _go_on(lines: dict[str, int], tables: Tables) -> dict[str, int]:
    """Units after the first of a code that another one continues are put on that one."""
    for code in tuple(lines):
        further = tables.codes[code].continued_by if code in tables.codes else ""
        if further and lines[code] > 1:
            lines[further] = lines.get(further, 0) + lines[code] - 1
            lines[code] = 1
    return lines


Counted = tuple[list[dict[str, int]], int, tuple[str, ...], tuple[Cite, ...]]


def _count_pooled(timed: Mapping[str, int], rule: MinuteRule, tables: Tables) -> Counted:
    """Total first; a unit for every full block of a code; the rest to the largest remainders."""
    total = sum(timed.values())
    count = rule.units(total)
    full = {code: spent // rule.step for code, spent in timed.items()}
    left = {code: spent % rule.step for code, spent in timed.items()}
    remaining = count - sum(full.values())
    steps = [f"{total} timed minutes {_interval(total, count, rule)}."]
    if len(timed) != 1:
        summed = " + ".join(f"{spent} min {code}" for code, spent in timed.items()) or "No timed minutes"
        steps.insert(0, f"{summed} = {total} timed minutes.")
    cites = rule.cites
    if count == 0:
        return [dict(full)], 0, tuple(steps), cites + tables.cite("below_first_minute")
    if count > 8:
        cites += tables.cite("table_continues")
    if len(timed) == 1:
        return [dict.fromkeys(timed, count)], count, tuple(steps), cites
    cites += tables.cite("full_blocks")
    blocks = [f"{code} ×{full[code]}" for code in timed if full[code]]
    if blocks:
        steps.append(f"Full {rule.step}-minute blocks give {joined(tuple(blocks))}.")
    winners = _largest(left, remaining)
    choices = [{code: full[code] + (code in chosen) for code in timed} for chosen in winners]
    steps += _explain_remainders(left, remaining, winners, tables)
    if len(winners) > 1:
        cites += tables.cite("tie")
    if len(timed) > 1 and max(timed.values()) < rule.first_minute:
        cites += tables.cite("short_services")
    return choices, count, tuple(steps), cites


def _count_apart(timed: Mapping[str, int], rule: MinuteRule, tables: Tables) -> Counted:
    """Each code by itself: full blocks, and one more when enough minutes of that code are left."""
    lines = {code: rule.units(spent) for code, spent in timed.items()}
    steps = []
    for code, spent in timed.items():
        full, left = divmod(spent, rule.step)
        enough = "at least" if left >= rule.first_minute else "under"
        blocks = f"{full} full block{'s' if full != 1 else ''} and " if full else ""
        earned = units_in_words(lines[code])
        steps.append(f"{code}: {spent} min = {blocks}{left} min left, {enough} {rule.first_minute}: {earned}.")
    cites = rule.cites + (tables.cite("not_pooled") if len(timed) > 1 else ())
    return [lines], sum(lines.values()), tuple(steps), cites


def _largest(left: Mapping[str, int], remaining: int) -> list[frozenset[str]]:
    """Every set of `remaining` codes whose remainders are the largest; several sets where they tie."""
    if remaining <= 0:
        return [frozenset()]
    ranked = sorted(left.values(), reverse=True)
    edge = ranked[remaining - 1]
    above = [code for code, spent in left.items() if spent > edge]
    tied = [code for code, spent in left.items() if spent == edge]
    return [frozenset((*above, *some)) for some in combinations(tied, remaining - len(above))]


def _explain_remainders(
    left: Mapping[str, int], remaining: int, winners: list[frozenset[str]], tables: Tables
) -> list[str]:
    if remaining <= 0:
        over = [f"{code} {spent} min" for code, spent in left.items() if spent]
        return [f"No unit remains for the minutes left over ({', '.join(over)})."] if over else []
    rest = ", ".join(f"{code} {spent} min" for code, spent in left.items() if spent)
    number = f"{remaining} unit{'s' if remaining > 1 else ''} remain{'' if remaining > 1 else 's'}"
    if len(winners) == 1:
        given = joined(tuple(code for code in left if code in winners[0]))
        which = "the minutes" if sum(map(bool, left.values())) == remaining else "the largest minutes"
        verb = "goes" if remaining == 1 else "go"
        return [f"{number} and {verb} to {which} left over ({rest}): {given}."]
    sure = frozenset.intersection(*winners)
    tied = joined(tuple(code for code in left if code not in sure and any(code in chosen for chosen in winners)))
    spent = next(left[code] for chosen in winners for code in chosen - sure)
    first = f": {joined(tuple(code for code in left if code in sure))} first, then" if sure else ", and"
    return [f"{number}{first} {tied} tie at {spent} min left over ({rest}): the therapist chooses."]


def _interval(total: int, count: int, rule: MinuteRule) -> str:
    if count == 0:
        return f"are fewer than {rule.first_minute}: no unit"
    first = rule.first_minute + (count - 1) * rule.step
    return f"lie between {first} and {first + rule.step - 1}: {units_in_words(count)}"
