"""Turns computed results on units, pairs, limits, thresholds and modifiers into sentences with cites."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal, NamedTuple

from answer.draft import DraftStatement
from rules.assistants import AssistantResult, Discipline, Work, split_lines
from rules.cite import Cite
from rules.claims import (
    Issue,
    check_billed,
    check_cap,
    check_clock,
    check_delivery,
    check_limits,
    check_visit,
    correct_premises,
)
from rules.limits import KINDS, cap_of, kx_threshold, limits_of, review_threshold
from rules.modifiers import SEPARATE, clashes, known_modifiers
from rules.pairs import PairResult, look_up_pair
from rules.tables import CodePair, Edition, RuleId, Tables
from rules.units import UnitsResult, count_units
from understand.services import ServicesRead

OLD_AFTER_DAYS = 180
PAIRS_SHOWN = 6
CHART_UNITS = 8
Kind = Literal["units", "modifier", "limits"]

PAIR_CUE = re.compile(
    r"\bbundl|\bunbundl|\bedits?\b|\bncci\b|\bcci\b|\bptp\b|code pair|same[- ](?:day|visit|session|dos|date|region"
    r"|time)"
    r"|\btogether\b|\b59\b|\bx[espu]\b|\bmodifiers?\b|\bseparate(?:ly)?\b|\bbill(?:ed|ing)?\b.{0,40}\b(?:with|both"
    r"|and)\b"
    r"|\bwith\b|\balong(?:side)?\b|\bboth\b|\bbeside\b|\bon top of\b|\band\b.{0,20}\bsame\b|\bplus\b|\+",
    re.IGNORECASE,
)
EVALUATION_BESIDE = re.compile(  # "eval" alone may be told of a case; beside "with" or "same day" it is a line
    r"(?:\b(?:with|and|plus|alongside|beside|on top of)|\+|&)\s*(?:(?:an?|the|my|same[- ]day|initial|i)\s+)*"
    r"(?:(pt|ot)\s+)?(?:initial\s+)?eval(?:uation|s)?\b"
    r"(?!\s+(?:find|show|score|note|report|data|result|of\b))"
    r"|\b(?:(pt|ot)\s+)?eval(?:uation|s)?\s*(?:and|&|\+|plus|with|/)\s*(?:97112|neuro|nmr)",
    re.IGNORECASE,
)
COMPARE_CUE = re.compile(
    r"\bdifferen|\bvs\b|\bversus\b|\bcompare|\bor\b|\brather than\b|\binstead\b|which code", re.IGNORECASE
)
STRONG_PAIR_CUE = re.compile(
    r"\bbundl|\bunbundl|\bedits?\b|\bncci\b|\bcci\b|\bptp\b|code pair|same[- ](?:day|visit|session|dos|date"
    r"|region)|\b59\b"
    r"|\bbill(?:ed)? (?:together|both)\b",
    re.IGNORECASE,
)
SAME_REGION = re.compile(r"\bsame (?:spinal |body )?(?:region|area|site|segment)", re.IGNORECASE)
LIMIT_CUE = re.compile(
    r"\bmues?\b|medically unlikely|\bunit (?:limit|cap)|\b(?:max(?:imum)?|most|limit|cap)\b[^.?!]{0,40}\bunits?\b"
    r"|\bunits?\b[^.?!]{0,40}\b(?:max(?:imum)?|limit|cap(?:ped|s)?|allowed|a day|per day|in (?:a|one) day|each day)\b"
    r"|\bhow many units\b[^.?!]{0,60}\b(?:can|may|allowed|per|a day)\b|\bcaps?\b[^.?!]{0,30}\bunits?\b",
    re.IGNORECASE,
)
EDITS_CUE = re.compile(r"\bncci\b|\bcci\b|\bptp\b|\bcode[- ]pairs?\b|\bbundling edits?\b", re.IGNORECASE)
UNITS_CUE = re.compile(
    r"\bunits?\b|\bhow (?:many|much)\b|\bminute[- ]rule|\bcount\b|\bbillable\b|\bcan i bill\b"
    r"|\bwhat (?:do|can|should) i bill\b"
    r"|\bcq\b|\boverlap",
    re.IGNORECASE,
)
OTHER_QUESTION = re.compile(
    r"\b(?:support(?:s|ed|ing)?|enough|justif\w+|medically|necessary|necessity|covered?|coverage|qualif\w+|appropriate"
    r"|right code|correct code|is (?:that|this|it) (?:97\d{3}|gait|neuro\w*)"
    r"|which code|what code|gait or|neuro or|code it|denied|denial|legit|audit|fraud)\b",
    re.IGNORECASE,
)
CODE_QUESTION = re.compile(
    r"\b(?:97112|nmr|neuro[\w -]{0,20})\s*(?:ok(?:ay)?|right|correct|then)?\s*(?:\?|$)"
    r"|\b(?:billed|coded|put|called) (?:it )?as\b"
    r"|\bbiller put\b|\b(?:97112|nmr) ok",
    re.IGNORECASE,
)
UNSKILLED = re.compile(r"\b(?:aides?|rehab tech|techs?|technicians?|students?|unlicensed)\b", re.IGNORECASE)
FEW_WORDS = 12  # a case told for another question takes more words than minutes to be counted
HARDLY_ANY_WORDS = 4
HOSPITAL = re.compile(r"\bhospital\b|\bfacility\b|\bhopd\b", re.IGNORECASE)
KX_CUE = re.compile(r"\bkx\b|\btherapy (?:cap|threshold)|\b(?:medicare|annual|yearly) threshold", re.IGNORECASE)
KX_AMOUNT = re.compile(
    r"\b20\d\d\b|threshold|amount|how much|dollar|\$|\bcap\b|limit|this year|next year|last year", re.IGNORECASE
)
REVIEW_CUE = re.compile(r"\$\s?3,?000|\btargeted (?:medical )?review|\bmedical review threshold", re.IGNORECASE)
CHART_CUE = re.compile(
    r"\b(?:minute|unit|time)s?\s+(?:chart|table|intervals?|breakdown|grid)\b"
    r"|\bhow many minutes\b[^.?!]{0,60}\bunits?\b"
    r"|\bminutes\b[^.?!]{0,30}\b(?:for|per|make|equal)\b[^.?!]{0,20}\bunits?\b",
    re.IGNORECASE,
)
CHART_FOR = re.compile(r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight)\s+units?\b", re.IGNORECASE)
ASKS_AMA = re.compile(r"\bama\b|\bmid-?point\b|\brule of (?:8|eight)s\b|\bspm\b|\bsubstantial portion", re.IGNORECASE)
ASKS_CMS = re.compile(
    r"\bcms\b|\bmedicare\b|\btotal[- ]time\b|\b8[- ]?minute rule\b|\beight[- ]minute rule\b", re.IGNORECASE
)
BOTH_RULES = re.compile(r"\bboth (?:minute )?rules\b|\bvs\b|\bversus\b|\bcompare", re.IGNORECASE)
MINUTE_RULE_CUE = re.compile(
    r"\bminute[- ]rule|\bminute (?:method|count)|\brule of (?:8|eight)s\b|\bmid-?point\b", re.IGNORECASE
)
MODIFIER_WORD = re.compile(r"\bmodifiers?\b|\bmods?\b|\bappend", re.IGNORECASE)
NAMED_59 = re.compile(r"\ba 59\b|\b59\b.{0,20}\bx[espu]\b|\bx[espu]\b.{0,12}\b59\b", re.IGNORECASE)
ONLY_WITH_WORD = frozenset({"GO", "CO", "GA", "59", "25", "95"})  # common as words or numbers otherwise
NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"])}


class Warn(NamedTuple):
    """A warning of the answer: a code of the contract and a message for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class BillingResult:
    """What was computed for a question.

    Attributes:
        units: one result a rule, and a discipline where there are several.
        missing: what was asked and has no figure here; not empty only if that is all that was asked.
    """

    statements: tuple[DraftStatement, ...]
    units: tuple[UnitsResult, ...]
    unit_cites: tuple[Cite, ...]
    pairs: tuple[PairResult, ...]
    warnings: tuple[Warn, ...]
    kind: Kind
    missing: tuple[str, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether all that was asked is a figure that no source here states."""
        return bool(self.missing)


def describe_billing(
    text: str, services: ServicesRead, payer: str | None, tables: Tables, today: date, payer_name: str | None = None
) -> BillingResult | None:
    """Computes what the question allows to compute and says it; None where there is nothing to compute."""
    said = _Said()
    assistants = _describe_assistants(said, services, tables)
    rules = ("cms",) if assistants else rules_for(payer, text, tables)
    chart = bool(CHART_CUE.search(text)) and (services.assumed_code or not services.services)
    units = () if chart else _describe_units(said, text, services, payer, payer_name, rules, tables)
    if chart:
        _describe_chart(said, text, rules, tables)
    elif not units:
        chart = _describe_payer_rule(said, text, payer, payer_name, tables)
    pairs = _describe_pairs(said, text, services, payer, tables, bool(units))
    limits = _describe_limits(said, text, services, payer, payer_name, tables, bool(units))
    missing, thresholds = _describe_thresholds(said, text, tables, today)
    modifiers = not (units or thresholds) and _describe_modifiers(said, text, tables)
    if not said.statements:
        return None
    kind: Kind = "modifier" if pairs or modifiers else "units"
    if limits or thresholds:
        kind = "limits" if not pairs else kind
    if units or chart:
        kind = "units"
    cites = tuple(dict.fromkeys(cite for result in units for cite in result.cites))
    return BillingResult(
        tuple(said.statements),
        units,
        cites,
        pairs,
        _warnings(tables, today, pairs, said.used_limits),
        kind,
        missing if not (units or chart or pairs or limits) else (),
    )


def rules_for(payer: str | None, text: str, tables: Tables) -> tuple[RuleId, ...]:
    """The minute rules to count by: the payer's, those that are asked for, both where neither is known."""
    known = tables.payer_rules.get(payer) if payer else None
    ama, cms = bool(ASKS_AMA.search(text)), bool(ASKS_CMS.search(text))
    if ama and not cms and not known:
        return ("ama", "cms")
    if ama or BOTH_RULES.search(text):
        return ("cms", "ama")
    if known:
        return (known.rule,)
    if cms and payer is None:
        return ("cms",)
    return ("cms", "ama")


class _Said:
    """The sentences said so far: none twice, each with cites."""

    def __init__(self) -> None:
        self.statements: list[DraftStatement] = []
        self.used_limits = False

    def say(self, section: str, text: str, cites: Iterable[Cite]) -> None:
        unique = tuple(dict.fromkeys(cites))
        if all(statement.text != text for statement in self.statements):
            self.statements.append(DraftStatement(text, section, unique, "computed"))

    def say_issues(self, section: str, issues: Iterable[Issue]) -> None:
        for issue in issues:
            self.say(section, issue.text, issue.cites)


def _describe_units(
    said: _Said,
    text: str,
    services: ServicesRead,
    payer: str | None,
    payer_name: str | None,
    rules: tuple[RuleId, ...],
    tables: Tables,
) -> tuple[UnitsResult, ...]:
    """Units under each rule, the difference, checks of the claim as described, and the steps."""
    said.say_issues("Units", correct_premises(services.premises, tables))
    delivery = check_delivery(services.concurrent, services.group, services.overlap, tables)
    if services.concurrent:
        said.say_issues("Units", delivery)
        return ()
    plans = {plan: spent for plan, spent in _minutes_by_plan(services).items() if spent}
    if not plans:
        if services.overlap and len(services.codes) > 1:
            said.say_issues("Units", delivery)
        return ()
    if not _asks_units(text, services):
        return ()
    counted = {rule: [count_units(spent, rule, tables) for spent in plans.values()] for rule in rules}
    results = [result for of_rule in counted.values() for result in of_rule]
    same = len(rules) > 1 and all(a.choices == b.choices for a, b in zip(counted["cms"], counted["ama"], strict=True))
    for number, result in enumerate(counted[rules[0]] if same else results):
        plan = list(plans)[number % len(plans)] if len(plans) > 1 else None
        apart = tables.cite("per_discipline") if plan else ()
        if same:
            cites = (*result.cites, *counted[rules[1]][number].cites, *apart)
            said.say("Units", _say_units(result, "both minute rules", plan, first=True), cites)
        else:
            sentence = _say_units(result, result.rule_name, plan, first=number < len(plans))
            said.say("Units", sentence, result.cites + apart)
    _say_difference(said, counted, same, payer, payer_name, tables)
    shown = counted[rules[0]] if same else results
    billed = dict(services.billed or {})
    if services.claimed_units and not billed and len(services.minutes()) == 1:
        billed = {next(iter(services.minutes())): services.claimed_units}
    for result in shown:
        said.say_issues("Units", check_billed(billed, result, tables))
    main = counted[rules[0]]
    timed_minutes = sum(result.timed_minutes for result in main)
    said.say_issues("Units", check_visit(timed_minutes, services.visit_minutes, services.rest_minutes, tables))
    stretches = [(s.code, s.clock) for s in services.services if s.clock]
    said.say_issues("Units", check_clock(stretches, tables))
    said.say_issues("Units", delivery)
    highest = {code: max(units, billed.get(code, 0)) for result in main for code, units in result.lines.items()}
    over = check_limits(highest, tables, "outpatient_hospital" if HOSPITAL.search(text) else "practitioner")
    said.used_limits = bool(over)
    said.say_issues("Limits", over)
    said.say_issues("Limits", check_cap(payer, sum(result.total for result in main), tables))
    if services.rest_minutes:
        said.say(
            "Units", f"The {services.rest_minutes} minutes of rest are left out.", tables.cite("only_treatment_time")
        )
    left_out = (services.other_minutes or 0) + sum(service.minutes for service in services.unplaced)
    if left_out:
        said.say(
            "Units",
            f"{left_out} minutes that the question gives to no service with a code here are left out.",
            tables.cite("only_treatment_time"),
        )
    if services.derived:
        code, minutes = services.services[-1].code, services.services[-1].minutes
        said.say(
            "Steps",
            f"{code} is taken to be the {minutes} minutes that the visit leaves.",
            tables.cite("only_treatment_time"),
        )
    if services.assumed_code:
        said.say(
            "Steps",
            "No code is named, so the minutes are counted as one timed code, 97112.",
            tables.minute_rules[rules[0]].cites,
        )
    for result in shown:
        label = "" if same or len(rules) == 1 else _short(result.rule) + ": "
        for step in result.steps if result.timed_minutes else result.steps[-1:]:
            said.say("Steps", label + step, result.cites)
        for note in result.notes:
            if "allocations" not in note:
                said.say("Steps", note, result.cites)
    return tuple(results)


def _asks_units(text: str, services: ServicesRead) -> bool:
    """Whether minutes are there to be counted, rather than part of a case told for another question."""
    if UNSKILLED.search(text):
        return False
    if UNITS_CUE.search(text) or services.billed or services.premises or services.claimed_units:
        return True
    if OTHER_QUESTION.search(text):
        return False
    codes = {service.code for service in services.services}
    words = re.findall(r"[A-Za-z]{3,}", text)
    few = len(words) <= HARDLY_ANY_WORDS or (len(words) <= FEW_WORDS and not CODE_QUESTION.search(text))
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
    opening = f"Under {rule_name}, {minutes} {verb} {_units(result.total)}"
    timed = [{c: n for c, n in choice.items() if c not in result.untimed} for choice in result.choices]
    tail = (
        f", and one unit each of untimed {_join(result.untimed)}"
        if len(result.untimed) > 1
        else f", and one unit of untimed {result.untimed[0]}"
        if result.untimed
        else ""
    )
    if result.total == 0 and not result.timed_minutes and result.untimed:
        alone = len(result.untimed) == 1
        verb, end = ("is", ".") if alone else ("are", " each.")
        return f"{_join(result.untimed)} {verb} untimed and billed as one unit{end}"
    if result.total == 0:
        return opening + tail + "."
    if len(timed) == 1:
        return f"{opening}: {_lines(timed[0])}{tail}."
    shown = "; or ".join(_lines(choice) for choice in timed[:4])
    more = f" ({len(timed) - 4} more allocations are valid)" if len(timed) > 4 else ""
    return f"{opening}, and the therapist chooses: {shown}{more}{tail}."


def _say_difference(
    said: _Said,
    counted: Mapping[RuleId, list[UnitsResult]],
    same: bool,
    payer: str | None,
    payer_name: str | None,
    tables: Tables,
) -> None:
    """What the two rules make of the same minutes, and which one the payer is known to use."""
    known = tables.payer_rules.get(payer) if payer else None
    if known and known.verified != "primary":
        said.say(
            "Units",
            f"{payer_name or 'This payer'} is reported to use {tables.minute_rules[known.rule].name}, "
            "as a trade source says.",
            known.cites,
        )
    if len(counted) < 2:
        return
    if not same:
        cms, ama = (sum(result.total for result in counted[rule]) for rule in ("cms", "ama"))
        more, fewer = ("Medicare's", "the midpoint") if cms > ama else ("The midpoint", "Medicare's")
        opening = (
            "Both minute rules give the same total here, but not the same lines"
            if cms == ama
            else f"{more} rule gives {_units(abs(cms - ama))} more than {fewer} rule here"
        )
        said.say(
            "Units",
            f"{opening}, because Medicare totals all timed minutes first while the midpoint rule "
            f"counts each "
            "code by itself.",
            tables.cite("rules_differ"),
        )
    if payer and not known:
        said.say(
            "Units",
            f"No source here says which minute rule {payer_name or 'this payer'} uses; its manual or contract decides.",
            tables.cite("payer_decides"),
        )
    elif not payer and not same:
        said.say(
            "Units",
            "The payer decides which rule applies: Medicare uses total time, and a commercial plan's "
            "manual "
            "or contract names its own.",
            tables.cite("payer_decides"),
        )


def _describe_payer_rule(said: _Said, text: str, payer: str | None, payer_name: str | None, tables: Tables) -> bool:
    """Which minute rule the payer uses, where that is all that is asked."""
    if payer is None or payer.startswith("medicare") or not MINUTE_RULE_CUE.search(text):
        return False
    known = tables.payer_rules.get(payer)
    name = payer_name or "This payer"
    if known is None:
        said.say(
            "Units",
            f"No source here says which minute rule {name} uses; its manual or contract decides "
            f"between "
            "Medicare's total-time rule and the AMA's midpoint rule.",
            tables.cite("payer_decides"),
        )
    else:
        how = "uses" if known.verified == "primary" else "is reported to use"
        said.say("Units", f"{name} {how} {tables.minute_rules[known.rule].name}.", known.cites)
    return True


def _describe_assistants(said: _Said, services: ServicesRead, tables: Tables) -> bool:
    """Claim lines with CQ or CO where the question says who furnished which minutes."""
    if not any(service.who in ("assistant", "together") for service in services.services):
        return False
    plans: dict[Discipline, dict[str, Work]] = {}
    for service in services.services:
        if service.code in tables.codes and not tables.codes[service.code].timed:
            continue
        plan: Discipline = "OT" if service.discipline == "OT" else "PT"
        work = plans.setdefault(plan, {})
        work[service.code] = _add_work(work.get(service.code, Work()), service.who, service.minutes)
    for plan, work in plans.items():
        result = split_lines(work, plan, tables)
        lines = "line of the {} plan is" if len(result.lines) == 1 else "lines of the {} plan are"
        said.say(
            "Modifiers",
            f"Under Medicare's rule for assistants, the {lines.format(plan)} {_claim(result)}.",
            result.cites,
        )
        for step in result.steps:
            said.say("Modifiers", step, result.cites)
        if result.unverified:
            said.say(
                "Modifiers",
                f"Not read in a primary text: {_join(tuple(dict.fromkeys(result.unverified)))}; "
                f"check CMS's "
                "worked examples before billing.",
                result.cites,
            )
    return bool(plans)


def _add_work(work: Work, who: str | None, minutes: int) -> Work:
    return Work(
        work.therapist + (minutes if who in ("therapist", None) else 0),
        work.assistant + (minutes if who == "assistant" else 0),
        work.together + (minutes if who == "together" else 0),
    )


def _claim(result: AssistantResult) -> str:
    lines = tuple(f"{line.code}-{'-'.join(line.modifiers)} ×{line.units}" for line in result.lines)
    return _join(lines) if lines else "none, because no unit is earned"


def _describe_chart(said: _Said, text: str, rules: tuple[RuleId, ...], tables: Tables) -> None:
    """Minutes that a number of units needs, or the table of minutes and units."""
    rule = tables.minute_rules[rules[0]]
    unit_of = "all timed codes together" if rule.pooled else "one code"
    cites = rule.cites + (tables.cite("table_continues") if rule.pooled else ())
    if match := CHART_FOR.search(text):
        count = NUMBERS.get(match[1].lower()) or int(match[1])
        first = rule.first_minute + (count - 1) * rule.step
        if count:
            said.say(
                "Units",
                f"Under {rule.name}, {_units(count)} {'needs' if count == 1 else 'need'} {first} to "
                f"{first + rule.step - 1} minutes of {unit_of}.",
                cites,
            )
    rows = "; ".join(
        f"{rule.first_minute + n * rule.step}-{rule.first_minute + (n + 1) * rule.step - 1} min = {n + 1}"
        for n in range(CHART_UNITS)
    )
    said.say(
        "Units",
        f"Under {rule.name}, minutes of {unit_of} give these units: {rows}; each further {rule.step} minutes add one.",
        cites,
    )


def _describe_pairs(
    said: _Said, text: str, services: ServicesRead, payer: str | None, tables: Tables, with_units: bool
) -> tuple[PairResult, ...]:
    """The code pairs asked about; beside units only those that have an edit."""
    codes = tuple(dict.fromkeys((*services.codes, *services.untimed, *(s.code for s in services.services))))
    if len(codes) == 1 and (beside := EVALUATION_BESIDE.search(text)):
        codes = (*codes, "97165" if (beside[1] or "").lower() == "ot" else "97161")
    asked = bool(PAIR_CUE.search(text)) and (not COMPARE_CUE.search(text) or bool(STRONG_PAIR_CUE.search(text)))
    if len(codes) == 1 and EDITS_CUE.search(text) and not with_units:
        return _describe_edits_of(said, codes[0], tables)
    if len(codes) < 2 or not (asked or with_units):
        return ()
    found = [look_up_pair(first, second, tables) for first, second in combinations(codes, 2)]
    found.sort(key=lambda pair: "97112" not in pair.codes)
    plain_units = with_units and not STRONG_PAIR_CUE.search(text)
    shown = [pair for pair in found if pair.status == "edit" or not plain_units][:PAIRS_SHOWN]
    for pair in shown:
        _say_one_pair(said, pair, tables)
    if any(pair.status == "no_edit" for pair in shown):
        said.say("Code pair", "Codes without an edit still need separate minutes.", tables.cite("shared_minutes"))
    manipulated = any("97112" in pair.codes and pair.pair and pair.pair.column1.startswith("9894") for pair in shown)
    if SAME_REGION.search(text) and manipulated:
        said.say(
            "Code pair",
            "In the same region as the manipulation, 97112 is not separate under Medicare's code "
            "pairs, "
            "and a modifier would misstate the service.",
            tables.cite("same_region"),
        )
    if shown and (payer is None or not payer.startswith("medicare")):
        said.say(
            "Code pair",
            "These pairs are Medicare's; some commercial payers run their own edits.",
            tables.cite("pair_other_payers"),
        )
    return tuple(shown)


def describe_pair(result: PairResult, tables: Tables) -> tuple[DraftStatement, ...]:
    """What the table says of one pair, as sentences with cites."""
    said = _Said()
    _say_one_pair(said, result, tables)
    return tuple(said.statements)


def _say_one_pair(said: _Said, result: PairResult, tables: Tables) -> None:
    how = tables.cite("pair_indicator" if result.pair else "pair_edition")
    said.say("Code pair", _say_pair(result), result.cites + how)
    if result.pair and result.pair.meaning:
        said.say("Code pair", f"{_capital(result.pair.meaning)} ({_pair_name(result)}).", result.cites)


def _describe_edits_of(said: _Said, code: str, tables: Tables) -> tuple[PairResult, ...]:
    """Every partner of one code in the pair table, by side and indicator."""
    groups: dict[tuple[bool, int], list[CodePair]] = {}
    for pair in tables.pairs:
        if code in (pair.column1, pair.column2) and pair.direction_known and not pair.partial:
            groups.setdefault((pair.column2 == code, pair.indicator), []).append(pair)
    source = _capital(_file(tables.pairs_edition))
    for (second, indicator), pairs in sorted(groups.items(), reverse=True):
        partners = tuple(pair.column1 if second else pair.column2 for pair in pairs)
        cites = (cite for pair in pairs for cite in pair.cites)
        said.say(
            "Code pair",
            f"{source} puts {code} in column {2 if second else 1}, with indicator {indicator}, "
            f"beside "
            f"{_join(_ranges(partners))}.",
            cites,
        )
    if groups:
        said.say(
            "Code pair",
            f"{source} is the edition held here; another quarter has to be looked up.",
            tables.cite("pair_edition"),
        )
    return tuple(look_up_pair(p[0].column1, p[0].column2, tables) for p in groups.values())


def _ranges(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes with runs of three or more neighbours drawn together ("62320 to 62327")."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code.isdigit() and runs[-1][-1].isdigit() and int(code) == int(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return tuple(name for run in runs for name in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run))


def _say_pair(result: PairResult) -> str:
    source, pair = _file(result.edition), result.pair
    first, second = result.codes
    if result.status == "no_edit":
        return (
            f"{_capital(source)} has no active edit between {first} and {second}, so modifier 59 is not needed "
            f"for this "
            "pair under Medicare."
        )
    if pair is None:
        return (
            f"{_capital(source)} as held here does not answer for {first} with {second}: look the pair up in the "
            "current quarter."
        )
    order = (
        f"{pair.column1} is column 1 and {pair.column2} is column 2"
        if pair.direction_known
        else "the column order was not read"
    )
    if pair.partial:
        return (
            f"{_capital(source)} lists some codes of the range that holds {pair.column2} in column 2 of "
            f"{pair.column1} with "
            f"indicator {pair.indicator}; whether {pair.column2} itself is listed has to be looked up."
        )
    if pair.indicator == 0:
        return (
            f"{pair.column1} and {pair.column2} cannot be billed together: {order}, with indicator 0, which no "
            f"modifier "
            f"unlocks, in {source}."
        )
    return (
        f"{pair.column2} is denied beside {pair.column1} unless the services were truly separate and a "
        f"modifier such as 59 "
        f"or XS says so: {order}, with indicator 1, in {source}."
    )


def _pair_name(result: PairResult) -> str:
    return f"{result.pair.column1} with {result.pair.column2}" if result.pair else " with ".join(result.codes)


def _describe_limits(
    said: _Said,
    text: str,
    services: ServicesRead,
    payer: str | None,
    payer_name: str | None,
    tables: Tables,
    with_units: bool,
) -> bool:
    """The unit limits asked about and the payer's own cap."""
    if not LIMIT_CUE.search(text) or (with_units and not re.search(r"\bmue\b|\blimit\b|\bcap\b", text, re.IGNORECASE)):
        return False
    codes = services.codes or tuple(services.minutes()) or ("97112",)
    cap = cap_of(payer, tables)
    if cap:
        how = {"primary": "has", "secondary": "is reported to have", "unverified": "has, unverified,"}[cap.verified]
        said.say(
            "Limits",
            f"{payer_name or 'This payer'} {how} a cap of {cap.units_per_day} {cap.scope} (as of {cap.since}).",
            cap.cites,
        )
    setting = "outpatient_hospital" if HOSPITAL.search(text) else "practitioner"
    billed = dict(services.billed or {})
    over = check_limits(billed, tables, setting)
    said.say_issues("Limits", over)
    effective = f"{tables.limits_edition.effective:%-d %B %Y}"
    for code in codes:
        for limit in sorted(limits_of(code, tables), key=lambda limit: limit.setting != setting):
            kind = f", {KINDS[limit.kind]}" if limit.kind in KINDS else ""
            said.say(
                "Limits",
                f"Medicare's {limit.setting.replace('_', ' ')} limit for {code} is "
                f"{_units(limit.units)} a day "
                f"(table effective {effective}){kind}.",
                limit.cites,
            )
            said.used_limits = True
        if not limits_of(code, tables):
            said.say(
                "Limits",
                f"The unit-limit table here (effective {effective}) holds no limit for {code}.",
                tables.cite("limit_meaning"),
            )
            said.used_limits = True
    said.say(
        "Limits",
        "A unit limit is a ceiling for automatic payment and no guideline: every unit still needs "
        "necessity "
        "and minutes.",
        tables.cite("limit_meaning"),
    )
    return True


def _describe_thresholds(said: _Said, text: str, tables: Tables, today: date) -> tuple[tuple[str, ...], bool]:
    """KX amounts by year and the review threshold; years without a figure are named as missing."""
    missing: list[str] = []
    told = False
    if KX_CUE.search(text) and KX_AMOUNT.search(text):
        for year in _years(text, today):
            result = kx_threshold(year, tables)
            if result.threshold is None:
                missing.append(f"Medicare's KX threshold for {year}")
                said.say(
                    "Limits",
                    f"No source here states Medicare's KX threshold for {year}: ask the Medicare contractor.",
                    result.cites,
                )
                continue
            how = "" if result.threshold.verified == "primary" else ", as trade sites report"
            said.say(
                "Limits",
                f"Medicare's KX threshold for {year} is ${result.threshold.dollars:,} for PT and "
                f"SLP together and "
                f"the same amount apart for OT{how}.",
                result.cites,
            )
            told = True
        if told:
            said.say(
                "Limits",
                "KX attests necessity above the threshold; it is no cap and no guarantee of payment.",
                tables.cite("threshold_meaning"),
            )
    if REVIEW_CUE.search(text):
        review = review_threshold(tables)
        said.say(
            "Limits",
            f"Medicare's targeted review threshold is ${review.dollars:,} for PT and SLP together "
            f"and the same "
            f"apart for OT, reported fixed through {review.fixed_through}.",
            review.cites,
        )
        said.say(
            "Limits",
            "Above the review threshold claims may be chosen for medical review; it does not cap therapy.",
            tables.cite("review_meaning"),
        )
        told = True
    return (() if told else tuple(missing)), told or bool(missing)


def _years(text: str, today: date) -> tuple[int, ...]:
    named = tuple(dict.fromkeys(int(year) for year in re.findall(r"\b20\d\d\b", text)))
    if named:
        return named
    if re.search(r"\bnext year\b", text, re.IGNORECASE):
        return (today.year + 1,)
    return (today.year - 1,) if re.search(r"\blast year\b", text, re.IGNORECASE) else (today.year,)


def _describe_modifiers(said: _Said, text: str, tables: Tables) -> bool:
    """The modifiers that the question names, and those that cannot stand on one line."""
    names = _modifiers_named(text, tables.modifiers)
    if MODIFIER_WORD.search(text):
        roles = (name for name, role in (("CQ", r"\bptas?\b"), ("CO", r"\bc?otas?\b")) if re.search(role, text.lower()))
        names = tuple(dict.fromkeys((*names, *roles)))
    if SAME_REGION.search(text) and SEPARATE & set(names):
        said.say(
            "Modifiers",
            "No: in the region of the manipulation 97112 is not separate under Medicare's code "
            "pairs, and "
            "59 or an X modifier does not make it so.",
            tables.cite("same_region"),
        )
    for clash in clashes(names, tables):
        said.say("Modifiers", f"No: {clash.why}.", clash.cites)
    for modifier in known_modifiers(names, tables):
        unsure = " (unverified)" if modifier.verified == "unverified" else ""
        said.say("Modifiers", f"Modifier {modifier.id} {modifier.plain}; {modifier.use}{unsure}.", modifier.cites)
    return bool(names)


def _modifiers_named(text: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Modifiers in the text; those that are also words or numbers count only beside the word "modifier"."""
    word = bool(MODIFIER_WORD.search(text))
    names: list[str] = []
    for match in re.finditer(r"(?<![\w$])(?:-)?([A-Za-z]{2}|\d\d)(?![\w%/])", text):
        name = match[1].upper()
        if name not in known or name in names:
            continue
        upper = match[1].isupper() or match[1].isdigit()
        beside = match[0].startswith("-") and re.search(r"(?:9\d{4}|-[A-Z]{2})$", text[: match.start()])
        among = name in ("GO", "CO") and any(other in ("CQ", "CO", "GP", "GN", "KX") for other in names)
        named_59 = name == "59" and bool(NAMED_59.search(text))
        if name not in ONLY_WITH_WORD or (word and upper) or beside or among or named_59:
            names.append(name)
    return tuple(names)


def _warnings(tables: Tables, today: date, pairs: tuple[PairResult, ...], used_limits: bool) -> tuple[Warn, ...]:
    """Tables older than half a year are named with their edition."""
    used = [("code-pair table", tables.pairs_edition)] if pairs else []
    used += [("unit-limit table", tables.limits_edition)] if used_limits else []
    return tuple(
        Warn(
            "old_table",
            f"The {name} used here is the edition effective {edition.effective:%-d %B %Y}; verify "
            f"the current "
            "quarter before billing.",
        )
        for name, edition in used
        if (today - edition.effective).days > OLD_AFTER_DAYS
    )


def _file(edition: Edition) -> str:
    day = f"{edition.effective:%-d %B %Y}"
    return (
        f"the imported code-pair file {edition.imported_from} ({day})"
        if edition.imported_from
        else f"the practitioner code-pair file effective {day}"
    )


def _lines(lines: Mapping[str, int]) -> str:
    return _join(tuple(f"{code} ×{units}" for code, units in lines.items() if units)) or "no line"


def _units(count: int) -> str:
    return "no unit" if count == 0 else "1 unit" if count == 1 else f"{count} units"


def _join(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _short(rule: RuleId) -> str:
    return "Total time" if rule == "cms" else "Midpoint"
