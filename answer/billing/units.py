"""Units of the minutes told, and checks of the claim as described."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answer.billing.asked import BillingQuestion
from answer.billing.assistants import ASKS_MARK
from answer.billing.limits import setting_of
from answer.billing.minute_rules import say_difference, say_unknown_rule
from answer.billing.no_service import why_not_counted
from answer.billing.said import Said
from answer.billing.words import lines_in_words, rule_in_short
from answer.draft import COUNT, OPENING
from rules.claims import (
    check_billed,
    check_cap,
    check_claimed,
    check_clock,
    check_delivery,
    check_left_over,
    check_limits,
    check_total,
    check_visit,
    correct_premises,
)
from rules.tables import RuleId, Tables
from rules.units import UnitsResult, count_units
from rules.wording import joined, units_in_words
from understand.services import UNNAMED, Service, ServicesRead, names_open_helper

# "What do we bill", "what goes on the claim", "what can go out as 97112".
WHAT_GOES_OUT = (
    r"\bwhat (?:all )?(?:do|does|can|could|should|would) (?:i|we|you|they) (?:bill|charge|claim|submit|put down|send)\b"
    r"|\bwhat (?:all )?(?:goes|can go|should go|gets|do i put|do we put) (?:out|in|on|down)\b"
)
UNITS_CUE = re.compile(
    r"\bunits?\b|\bhow (?:many|much)\b|\bminute[- ]rule|\bcount\b|\bbillable\b|\bcan i bill\b"
    rf"|{WHAT_GOES_OUT}|\bcq\b|\boverlap",
    re.IGNORECASE,
)
OTHER_QUESTION = re.compile(
    r"\b(?:support(?:s|ed|ing)?|enough|justif\w+|medically|necessary|necessity|covered?|coverage|qualif\w+|appropriate"
    r"|right code|correct code|is (?:that|this|it) (?:97\d{3}|gait|neuro\w*)"
    r"|which code|what code|gait or|neuro or|code it|denied|denial|legit|audit\w*|fraud|why|flag(?:s|ged)?|surveyors?"
    r"|reviewers?|weak|wrong with|vague|missing|(?:good|bad) (?:note|enough)|better note)\b",
    re.IGNORECASE,
)
# After a count, these ask for something else than another count.
ASKS_FURTHER = re.compile(
    r"^\W*(?:(?:and|ok|okay|so|but|then|also|thanks|thx)\W+)*"
    r"(?:who|whose|where|how (?:long|often)|does (?:that|this|it) (?:include|cover)|is there (?:a|an|any))\b",
    re.IGNORECASE,
)
# "Hands on the whole 15 minutes?": the length of a unit, where no count is asked for.
UNIT_LENGTH = re.compile(r"\b(?:whole|full|entire|all)(?: of)?(?: the)? (?:15|fifteen)\s*-?\s*min", re.IGNORECASE)
ASKS_COUNT = re.compile(rf"\bunits?\b|\bhow (?:many|much)\b|{WHAT_GOES_OUT}", re.IGNORECASE)
ASKS_REASON = re.compile(r"\bwhy\b|\bhow come\b|\bhow did you\b", re.IGNORECASE)
TOTAL = re.compile(r"\b(?:total|altogether|in all|all told)\b", re.IGNORECASE)
ANY_NUMBER = re.compile(r"\d")
CODE_QUESTION = re.compile(
    r"\b(?:97112|nmr|neuro(?:[^\W\d]|[ -]){0,20})\s*(?:ok(?:ay)?|right|correct|then)?\s*(?:\?|$)"
    r"|\b(?:billed|coded|put|called) (?:it )?as\b"
    r"|\bbiller put\b|\b(?:97112|nmr) ok",
    re.IGNORECASE,
)
IN_GROUP = re.compile(r"\b(?:in|as) (?:a |one )?(?:small )?group\b(?! (?:and )?(?:then|plus|and|first))", re.IGNORECASE)
ONE_ON_ONE = re.compile(r"\b(?:1|one)(?:[\s-]on[\s-]|[\s-]to[\s-]|:)(?:1|one)\b|\bindividual", re.IGNORECASE)
LARGEST_GROUP = 7
STIMULATION = "G0283"
SAYS_WHETHER_ATTENDED = re.compile(
    r"attend|unattend|\bg0283\b|\b97014\b|\bifc\b|interferential|\btens\b", re.IGNORECASE
)
FEW_WORDS = 12  # a case told for another question takes more words than minutes to be counted
HARDLY_ANY_WORDS = 4
LONGEST_QUOTED = 80
ADDED_UP = re.compile(
    r"\b(?:add|adds|added|combin\w*|pool\w*|sum|lump\w*|together|one total|same total)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Minutes counted by each rule, one result a plan of care.

    Attributes:
        plans: minutes by code of each discipline; one without a name where none is told.
        by_rule: the first rule is the one that decides.
    """

    plans: Mapping[str | None, Mapping[str, int]]
    by_rule: Mapping[RuleId, list[UnitsResult]]

    @property
    def main(self) -> list[UnitsResult]:
        return next(iter(self.by_rule.values()))

    @property
    def same(self) -> bool:
        """Whether two rules allow the very same lines."""
        return len(self.by_rule) > 1 and all(
            a.choices == b.choices for a, b in zip(self.by_rule["cms"], self.by_rule["ama"], strict=True)
        )

    @property
    def results(self) -> tuple[UnitsResult, ...]:
        return tuple(result for of_rule in self.by_rule.values() for result in of_rule)

    @property
    def shown(self) -> Sequence[UnitsResult]:
        """Results whose steps and checks are told: rules that agree are told once."""
        return self.main if self.same else self.results


def describe_units(said: Said, asked: BillingQuestion, rules: tuple[RuleId, ...]) -> tuple[UnitsResult, ...]:
    """Units under each rule, the difference, checks of the claim as described, and the steps."""
    services, tables = asked.services, asked.tables
    said.say_issues(COUNT, correct_premises(services.premises, tables))
    in_group = _all_in_group(asked.text, services)
    delivery = check_delivery(services.concurrent, services.group or in_group, services.overlap, tables)
    if services.concurrent or in_group:
        said.say_issues("Units", delivery)
        return ()
    plans = {plan: spent for plan, spent in _minutes_by_plan(services).items() if spent}
    if not plans:
        if services.overlap and len(services.codes) > 1:
            said.say_issues("Units", delivery)
        return ()
    if not _asks_units(asked.text, asked.newest, services):
        return ()
    if services.overlap and len(services.codes) > len(services.services) == 1:
        said.say_issues("Units", delivery)
        return ()
    _say_unknown_names(said, asked)
    _say_unused(said, asked)
    counted = _Counted(plans, {rule: _count_plans(plans, rule, tables) for rule in rules})
    say_unknown_rule(said, asked, counted.by_rule)
    billed = _billed(services)
    _say_limits(said, counted, billed, asked)
    _say_totals(said, counted, asked)
    say_difference(said, asked, counted.by_rule, counted.same)
    for result in counted.shown:
        said.say_issues(COUNT, check_billed(billed, result, tables))
        if (
            services.claimed_units
            and len(services.minutes()) > 1
            and len(plans) == 1
            and not (billed or services.untimed)
        ):
            said.say_issues(COUNT, [check_claimed(services.claimed_units, result, tables)])
    _say_time_of_visit(said, counted, asked)
    said.say_issues("Units", delivery)
    _say_left_out(said, asked)
    _say_steps(said, counted, asked)
    return counted.results


def _count_plans(plans: Mapping[str | None, Mapping[str, int]], rule: RuleId, tables: Tables) -> list[UnitsResult]:
    """One result a plan of care, with its discipline where there are several."""
    several = len(plans) > 1
    return [
        replace(count_units(spent, rule, tables), plan=plan or "" if several else "") for plan, spent in plans.items()
    ]


def _all_in_group(text: str, services: ServicesRead) -> bool:
    """ "97112 30 min in a group of 4": the only minutes told are the group's; its size is no further minutes."""
    told = [s for s in services.services if s.code not in services.untimed or s.minutes > LARGEST_GROUP]
    return len(told) == 1 and IN_GROUP.search(text) is not None and not ONE_ON_ONE.search(text)


def _say_totals(said: Said, counted: _Counted, asked: BillingQuestion) -> None:
    """What the minutes come to, by rule and by plan of care; rules that agree in one sentence."""
    plans = list(counted.plans)
    if len(plans) > 1 and ADDED_UP.search(asked.newest or asked.text):
        text = f"No: the minutes of the {joined([plan or 'other' for plan in plans])} plans are not added together."
        said.say(OPENING, text, asked.tables.cite("per_discipline"))
    for number, result in enumerate(counted.shown):
        position = number % len(plans)
        plan = plans[position] if len(plans) > 1 else None
        cites = result.cites + (asked.tables.cite("per_discipline") if plan else ())
        if counted.same:
            other = list(counted.by_rule.values())[1][position]
            cites = (*result.cites, *other.cites, *cites)
            said.say(COUNT, _say_units(result, "both minute rules", plan, first=True), cites)
        else:
            said.say(COUNT, _say_units(result, result.rule_name, plan, first=number < len(plans)), cites)


def _billed(services: ServicesRead) -> dict[str, int]:
    """Units by code as billed; a number claimed for the minutes of one code is of that code."""
    billed = dict(services.billed or {})
    minutes = services.minutes()
    if services.claimed_units and not billed and len(minutes) == 1:
        return {next(iter(minutes)): services.claimed_units}
    return billed


def _say_time_of_visit(said: Said, counted: _Counted, asked: BillingQuestion) -> None:
    services, tables = asked.services, asked.tables
    timed_minutes = sum(result.timed_minutes for result in counted.main)
    if TOTAL.search(asked.text) and services.visit_minutes and not services.untimed:
        spoken_for = timed_minutes + (services.rest_minutes or 0) + (services.other_minutes or 0)
        spoken_for += sum(off.minutes for off in (*services.taken_off, *services.by_helpers))
        said.say_issues("Units", check_left_over(spoken_for, services.visit_minutes, tables))
    said.say_issues("Units", check_total(timed_minutes, services.timed_total, tables))
    said.say_issues("Units", check_visit(timed_minutes, services.visit_minutes, services.rest_minutes, tables))
    stretches = [(s.code, s.clock) for s in services.services if s.clock]
    said.say_issues("Units", check_clock(stretches, tables))


def _say_limits(said: Said, counted: _Counted, billed: Mapping[str, int], asked: BillingQuestion) -> None:
    """Units above Medicare's limits and the payers' own caps: told before the count, which alone would mislead."""
    highest = {c: max(units, billed.get(c, 0)) for result in counted.main for c, units in result.lines.items()}
    over = check_limits(highest, asked.tables, setting_of(asked.text))
    said.used_limits = bool(over)
    said.say_issues(OPENING, over)
    total = sum(result.total for result in counted.main)
    for payer in asked.payers:
        named = f"{payer.name}: " if len(asked.payers) > 1 else ""
        for issue in check_cap(payer.id, total, asked.tables):
            said.say(OPENING, named + issue.text, issue.cites)


def _say_unknown_names(said: Said, asked: BillingQuestion) -> None:
    """Said before the count: minutes of names that no code here is known by, and which service is meant."""
    cites = asked.tables.cite("only_treatment_time")
    unknown = asked.services.unplaced
    which = asked.services.which
    if unknown:
        told = joined([f"“{service.span.text}”" for service in unknown])
        minutes = sum(service.minutes for service in unknown)
        said.say_first(
            f"The count is without {minutes} minutes ({told}), told of nothing that has a code here. If they were "
            "timed treatment, say of which code.",
            cites,
        )
    if which and not which.code.startswith(UNNAMED):
        taken = f": {which.code} is taken." if which.code else ", so nothing is changed."
        said.say_first(f"Which of the services is {which.minutes} minutes is not said{taken}", cites)


def _say_unused(said: Said, asked: BillingQuestion) -> None:
    """Said before the count: what the follow-up told and could not be put to any service."""
    if not asked.services.unused:
        return
    newest = asked.newest.strip(" >?.!")
    spans = tuple(f"“{part.span.text}”" for part in asked.services.unused)
    told = f"“{newest}”" if 0 < len(newest) <= LONGEST_QUOTED else joined(tuple(dict.fromkeys(spans)))
    counted = joined([f"{minutes} minutes of {code}" for code, minutes in asked.services.minutes().items()])
    said.say_first(
        f"Not all of the last message was used: {told} does not say clearly whose or which minutes change. The count "
        f"below is of {counted}; to change it, tell all minutes once more.",
        asked.tables.cite("only_treatment_time"),
    )


def _say_left_out(said: Said, asked: BillingQuestion) -> None:
    """Minutes that are not counted, and what was taken for granted."""
    services, cites = asked.services, asked.tables.cite("only_treatment_time")
    for off in services.taken_off:
        if off.code or services.assumed_code:
            code = off.code or services.services[0].code
            left = services.minutes().get(code, 0)
            do = "does" if off.minutes == 1 else "do"
            what = f"{_minutes(off)} (“{off.span.text}”) {do} not count and {_is(off)} taken off {code}"
            said.say("Units", f"{what}, which leaves {left}.", why_not_counted(off, asked.tables))
        else:
            text = (
                f"{_minutes(off)} (“{off.span.text}”) {_is(off)} not taken off, because it is not said of which code."
            )
            said.say("Units", text, cites)
    for work in services.by_work:
        meant = asked.tables.codes[work.code]
        told = f"“{work.span.text}” is counted as {meant.code} ({meant.plain}): name the code if it was something else."
        said.say("Units", told, meant.cites)
    for theirs in services.by_helpers:
        do = "does" if theirs.minutes == 1 else "do"
        told = f"{_minutes(theirs)} (“{theirs.span.text}”) {do} not count."
        said.say("Units", told, why_not_counted(theirs, asked.tables))
    for part in services.within:
        what = f"{_minutes(part)} (“{part.span.text}”) {_is(part)} counted within {part.code}"
        said.say("Units", f"{what}: take off what was no treatment.", cites)
    if services.rest_minutes:
        said.say("Units", f"The {services.rest_minutes} minutes of rest are left out.", cites)
    if services.other_minutes:
        text = f"{services.other_minutes} minutes that the question gives to no service with a code here are left out."
        said.say("Units", text, cites)
    if services.derived:
        last = services.services[-1]
        said.say("Steps", f"{last.code} is taken to be the {last.minutes} minutes that the visit leaves.", cites)
    for service in services.services:
        if service.code == STIMULATION and not SAYS_WHETHER_ATTENDED.search(asked.text):
            said.say(
                "Units",
                f"Whether the electrical stimulation was attended is not said, so its {service.minutes} minutes are "
                "left out as untimed; attended one-on-one, they are timed minutes of 97032.",
                asked.tables.cite("attended_or_not"),
            )


def _minutes(off: Service) -> str:
    return f"{off.minutes} minute{'' if off.minutes == 1 else 's'}"


def _is(off: Service) -> str:
    return "is" if off.minutes == 1 else "are"


def _say_steps(said: Said, counted: _Counted, asked: BillingQuestion) -> None:
    if asked.services.assumed_code:
        said.say(
            "Steps",
            "No code is named, so the minutes are counted as one timed code, 97112.",
            asked.tables.minute_rules[next(iter(counted.by_rule))].cites,
        )
    for result in counted.shown:
        label = f"{rule_in_short(result.rule)}: " if len(counted.by_rule) > 1 and not counted.same else ""
        for step in result.steps if result.timed_minutes else result.steps[-1:]:
            said.say("Steps", label + step, result.cites)
        for note in result.notes:
            if "allocations" not in note:
                said.say("Steps", note, result.cites)


def _asks_units(text: str, newest: str, services: ServicesRead) -> bool:
    """Whether minutes are there to be counted, rather than part of a case told for another question."""
    without_off = text
    for off in (*services.taken_off, *services.by_helpers, *services.unplaced):
        without_off = without_off.replace(off.span.text, " ")
    if names_open_helper(without_off) or (ASKS_FURTHER.search(newest) and not ANY_NUMBER.search(newest)):
        return False
    if len(services.services) == 1 and UNIT_LENGTH.search(text) and not ASKS_COUNT.search(text):
        return False
    if ASKS_REASON.search(newest) and ANY_NUMBER.search(newest):
        return True
    if UNITS_CUE.search(text) or services.billed or services.premises or services.claimed_units:
        return True
    codes = {service.code for service in services.services}
    told_now = services.told_anew or any(newest[s.span.start : s.span.end] == s.span.text for s in services.services)
    told = newest if newest and told_now else text
    if OTHER_QUESTION.search(told):
        return False
    if ASKS_MARK.search(text) and any(service.who for service in services.services):
        return True
    words = re.findall(r"[A-Za-z]{3,}", told)
    few = len(words) <= HARDLY_ANY_WORDS or (
        len(words) <= FEW_WORDS and (bool(services.taken_off or services.by_helpers) or not CODE_QUESTION.search(told))
    )
    return len(codes) > 1 or len(services.services) > 1 or few


def _minutes_by_plan(services: ServicesRead) -> dict[str | None, dict[str, int]]:
    """Minutes by code for each discipline; services without one belong to the first that is named."""
    plans: dict[str | None, dict[str, int]] = {}
    named = [service.discipline for service in services.services if service.discipline]
    first = named[0] if named else None
    for service in services.services:
        spent = plans.setdefault(service.discipline or first, {})
        spent[service.code] = spent.get(service.code, 0) + service.minutes
    if plans:
        spent = next(iter(plans.values()))
        for code in services.untimed:
            if all(code not in minutes for minutes in plans.values()):
                spent[code] = 0
    return plans


def _say_units(result: UnitsResult, rule_name: str, plan: str | None, first: bool) -> str:
    minutes = f"{result.timed_minutes} timed minute{'' if result.timed_minutes == 1 else 's'}"
    minutes = f"the {minutes} of the {plan} plan" if plan else minutes if first else f"the same {minutes}"
    verb = "is" if result.timed_minutes == 1 else "are"
    opening = f"Under {rule_name}, {minutes} {verb} {units_in_words(result.total)}"
    timed = [{c: n for c, n in choice.items() if c not in result.untimed} for choice in result.choices]
    tail = (
        f", and one unit each of untimed {joined(result.untimed)}"
        if len(result.untimed) > 1
        else f", and one unit of untimed {result.untimed[0]}"
        if result.untimed
        else ""
    )
    if result.total == 0 and not result.timed_minutes and result.untimed:
        alone = len(result.untimed) == 1
        verb, end = ("is", ".") if alone else ("are", " each.")
        return f"{joined(result.untimed)} {verb} untimed and billed as one unit{end}"
    if result.total == 0:
        return opening + tail + "."
    if any(code.startswith(UNNAMED) for code in result.lines):
        return opening + tail + "."
    if len(timed) == 1:
        return f"{opening}: {lines_in_words(timed[0])}{tail}."
    shown = "; or ".join(lines_in_words(choice) for choice in timed[:4])
    more = f" ({len(timed) - 4} more allocations are valid)" if len(timed) > 4 else ""
    return f"{opening}, and the therapist chooses: {shown}{more}{tail}."
