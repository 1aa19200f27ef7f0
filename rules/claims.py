"""Checks of a claim as described: units against minutes, minutes against the visit, limits, one-on-one time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rules.cite import Cite
from rules.limits import cap_of, check_limit
from rules.tables import Tables
from rules.units import UnitsResult
from rules.wording import capital, units_in_words

IssueKind = Literal[
    "units_match",
    "units_over",
    "units_under",
    "units_elsewhere",
    "over_limit",
    "over_cap",
    "visit_exceeded",
    "total_differs",
    "left_over",
    "clock_overlap",
    "shared_minutes",
    "concurrent",
    "group",
    "premise",
]


@dataclass(frozen=True, slots=True)
class Issue:
    """One result of a check, as a sentence that stands alone."""

    kind: IssueKind
    text: str
    cites: tuple[Cite, ...]


def check_billed(billed: Mapping[str, int], result: UnitsResult, tables: Tables) -> list[Issue]:
    """Units as billed against what a minute rule allows for the minutes."""
    timed = {code: units for code, units in billed.items() if code in result.lines and code not in result.untimed}
    if not timed:
        return []
    sum_billed, cites = sum(timed.values()), tables.minute_rules[result.rule].cites
    whole = set(timed) == {code for code in result.lines if code not in result.untimed and result.lines[code]}
    named = _lines(timed)
    rule = capital(result.rule_name)
    if sum_billed > result.total:
        over = sum_billed - result.total
        return [
            Issue(
                "units_over",
                f"{rule} allows {units_in_words(result.total)} for {result.timed_minutes} timed "
                f"minutes: if those were all, "
                f"{named} as billed is {units_in_words(over)} too many.",
                cites,
            )
        ]
    for code, units in timed.items():
        most = max(choice[code] for choice in result.choices)
        if units > most:
            return [
                Issue(
                    "units_elsewhere",
                    f"{rule} gives {code} at most {units_in_words(most)} of these minutes, so "
                    f"{units} of "
                    f"{code} as billed cannot stand.",
                    cites,
                )
            ]
    if not whole or sum_billed < result.total:
        if set(timed) != set(result.lines) - set(result.untimed) and sum_billed < result.total:
            return [Issue("units_match", f"{named} as billed is within what {result.rule_name} allows.", cites)]
        if sum_billed < result.total:
            return [
                Issue(
                    "units_under",
                    f"{rule} allows {units_in_words(result.total)} for {result.timed_minutes} timed "
                    f"minutes, "
                    f"so {named} as billed is {units_in_words(result.total - sum_billed)} fewer.",
                    cites,
                )
            ]
    return [
        Issue(
            "units_match",
            f"{named} as billed agrees with {result.rule_name} for {result.timed_minutes} timed minutes.",
            cites,
        )
    ]


def check_claimed(claimed: int, result: UnitsResult, tables: Tables) -> Issue:
    """Units told of several codes together against what a minute rule allows for their minutes."""
    rule, cites = capital(result.rule_name), tables.minute_rules[result.rule].cites
    allowed = f"{rule} allows {units_in_words(result.total)} for {result.timed_minutes} timed minutes"
    told = f"{units_in_words(claimed)} in all {'is' if claimed == 1 else 'are'}"
    if claimed == result.total:
        return Issue("units_match", f"{allowed}, which agrees with the {units_in_words(claimed)} told.", cites)
    if claimed > result.total:
        over = f"if those were all, {told} {claimed - result.total} too many"
        return Issue("units_over", f"{allowed}: {over}.", cites)
    return Issue("units_under", f"{allowed}, so {told} {result.total - claimed} fewer.", cites)


def check_limits(units: Mapping[str, int], tables: Tables, setting: str = "practitioner") -> list[Issue]:
    """Units of each code against Medicare's unit limit of the setting; only those above it."""
    issues = []
    for code, count in units.items():
        check = check_limit(code, count, tables, setting)
        if check and check.over:
            issues.append(
                Issue(
                    "over_limit",
                    f"{units_in_words(count)} of {code} are {check.over} above Medicare's "
                    f"{setting.replace('_', ' ')} limit of {check.limit.units} a day (table effective "
                    f"{tables.limits_edition.effective:%-d %B %Y}), {check.kind}.",
                    check.cites,
                )
            )
    return issues


def check_cap(payer: str | None, timed_units: int, tables: Tables) -> list[Issue]:
    """Timed units against the payer's own daily cap; only where they are above it."""
    cap = cap_of(payer, tables)
    if cap is None or timed_units <= cap.units_per_day:
        return []
    how = {"primary": "", "secondary": "reported ", "unverified": "unverified "}[cap.verified]
    return [
        Issue(
            "over_cap",
            f"{units_in_words(timed_units)} are {timed_units - cap.units_per_day} above this payer's "
            f"{how}daily "
            f"cap of {cap.units_per_day} {cap.scope}.",
            cap.cites,
        )
    ]


def check_visit(timed_minutes: int, visit: int | None, rest: int | None, tables: Tables) -> list[Issue]:
    """Timed minutes against the length of the visit less rest."""
    if visit is None or timed_minutes <= visit - (rest or 0):
        return []
    less = f" less {rest} minutes of rest" if rest else ""
    return [
        Issue(
            "visit_exceeded",
            f"{timed_minutes} timed minutes are more than the visit of {visit} minutes{less} "
            "holds, which points to overlapping or uncounted time.",
            tables.cite("visit_minutes"),
        )
    ]


def check_total(timed_minutes: int, timed_total: int | None, tables: Tables) -> list[Issue]:
    """The minutes of each code against the timed total that is told beside them."""
    if timed_total is None or timed_total == timed_minutes:
        return []
    return [
        Issue(
            "total_differs",
            f"The minutes told of each code add up to {timed_minutes}, not to the timed total of {timed_total} told "
            f"beside them: one of the two is wrong, and the count is of the {timed_minutes}.",
            tables.cite("visit_minutes"),
        )
    ]


def check_left_over(spoken_for: int, total: int, tables: Tables) -> list[Issue]:
    """A total that holds more minutes than are told of anything."""
    left = total - spoken_for
    if left <= 0:
        return []
    minutes, are = ("1 minute", "it is") if left == 1 else (f"{left} minutes", "they are")
    return [
        Issue(
            "left_over",
            f"The total of {total} minutes holds {minutes} more than what is told of each service; {are} not counted.",
            tables.cite("only_treatment_time"),
        )
    ]


def check_clock(stretches: Iterable[tuple[str, tuple[int, int]]], tables: Tables) -> list[Issue]:
    """Stretches (code, first and last minute of the day) that share minutes."""
    issues = []
    ordered = sorted(stretches, key=lambda stretch: stretch[1])
    for (code, (_, end)), (other, (start, last)) in pairwise(ordered):
        if start < end:
            shared = min(end, last) - start
            issues.append(
                Issue(
                    "clock_overlap",
                    f"The times of {code} and {other} share {shared} minutes, which can be counted for one code only.",
                    tables.cite("shared_minutes"),
                )
            )
    return issues


def check_delivery(concurrent: bool, group: bool, overlap: bool, tables: Tables) -> list[Issue]:
    """One-on-one time: several patients at once, a group, two codes in the same minutes."""
    if concurrent:
        return [
            Issue(
                "concurrent",
                "One-on-one units of 97112 cannot be counted for two patients in the same "
                "minutes: "
                "treating two or more patients in the same period is group therapy, 97150, for each of them.",
                tables.cite("group", "one_patient"),
            )
        ]
    if group:
        return [
            Issue(
                "group",
                "Time in a group is 97150, untimed and one unit a day; only separate one-on-one "
                "minutes "
                "count for 97112.",
                tables.cite("group", "untimed"),
            )
        ]
    if overlap:
        return [
            Issue(
                "shared_minutes",
                "Two timed codes cannot share the same minutes: each minute counts for one code.",
                tables.cite("shared_minutes"),
            )
        ]
    return []


def correct_premises(premises: Iterable[str], tables: Tables) -> list[Issue]:
    """Rules that a question takes for granted and that are wrong."""
    rule = tables.minute_rules["cms"]
    second, third = rule.first_minute + rule.step, rule.first_minute + 2 * rule.step
    known = {
        "eight_minutes_per_unit": Issue(
            "premise",
            f"A unit is not every {rule.first_minute} minutes: {rule.first_minute} minutes earn the "
            f"first unit, "
            f"the second needs {second} and the third {third} timed minutes.",
            tables.cite("not_eight_per_unit"),
        ),
        "rules_reversed": Issue(
            "premise",
            "It is the other way round: Medicare totals the minutes of all timed codes, and the AMA's "
            "midpoint "
            "rule counts each code by itself.",
            tables.cite("rules_differ", "rules_reversed"),
        ),
        "midpoint_at_medicare": Issue(
            "premise",
            "Medicare does not use the AMA's midpoint rule, which counts each code by itself: Medicare totals the "
            "minutes of all timed codes.",
            tables.cite("rules_differ"),
        ),
        "full_fifteen_needed": Issue(
            "premise",
            f"A unit does not need the full {rule.step} minutes: the first is earned from "
            f"{rule.first_minute} timed minutes.",
            rule.cites,
        ),
    }
    return [known[name] for name in premises if name in known]


def _lines(lines: Mapping[str, int]) -> str:
    return " and ".join(f"{code} ×{units}" for code, units in lines.items())
