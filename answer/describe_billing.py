"""Turns computed results on units, pairs, limits, thresholds and modifiers into sentences with cites.

Each subject is a module of `answer.billing`; here is their order, and what they come to together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from answer.billing.asked import BillingQuestion, PayerAsked
from answer.billing.assistants import describe_assistants, say_unread
from answer.billing.editions import Warn, warn_of_old_tables
from answer.billing.limits import asks_limit, describe_limits
from answer.billing.minute_rules import describe_payer_rule, rules_for
from answer.billing.modifiers import describe_modifiers, describe_modifiers_beside_units
from answer.billing.no_service import describe_no_service
from answer.billing.not_held import describe_not_held
from answer.billing.pairs import EDITS_ASKED, describe_adjustment, describe_pairs
from answer.billing.said import Said
from answer.billing.same_minutes import describe_same_minutes
from answer.billing.thresholds import describe_thresholds
from answer.billing.totals import describe_total
from answer.billing.unit_chart import asks_for_chart, describe_chart
from answer.billing.units import describe_units
from answer.draft import COUNT, UNTITLED, DraftStatement
from rules.tables import RuleId, Tables
from rules.units import UnitsResult
from understand.services import Service, ServicesRead

COUNT_SECTIONS = frozenset({COUNT, "Units", "Steps"})
Kind = Literal["units", "modifier", "limits", "compliance"]


@dataclass(frozen=True, slots=True)
class BillingResult:
    """What was computed for a question.

    Attributes:
        units: one result a rule, and a discipline where there are several.
        missing: what was asked and has no figure here; not empty only if that is all that was asked.
        ahead: the statements on what is not held of a payer, which come before any verdict.
        alone: other sentences would only distract, of other minutes than those told.
        counted: the stretches whose minutes were counted; empty where no units were.
    """

    statements: tuple[DraftStatement, ...]
    units: tuple[UnitsResult, ...]
    warnings: tuple[Warn, ...]
    kind: Kind
    missing: tuple[str, ...] = ()
    alone: bool = False
    ahead: tuple[DraftStatement, ...] = ()
    counted: tuple[Service, ...] = ()

    @property
    def only_code(self) -> str:
        """The code of every timed minute that is counted, where it is one; else empty."""
        codes = {code for result in self.units for code in result.lines if code not in result.untimed}
        return codes.pop() if len(codes) == 1 else ""

    def without_count(self) -> "BillingResult | None":
        """The result without units; None where nothing else is said."""
        kept = tuple(s for s in self.statements if s.section not in COUNT_SECTIONS)
        return replace(self, statements=kept, units=(), alone=False, counted=()) if kept else None

    @property
    def abstained(self) -> bool:
        """Whether all that was asked is a figure that no source here states."""
        return bool(self.missing)


def describe_billing(
    text: str,
    services: ServicesRead,
    payers: Sequence[PayerAsked],
    tables: Tables,
    today: date,
    newest: str = "",
) -> BillingResult | None:
    """Computes what the question allows to compute and says it; None where there is nothing to compute.

    Args:
        text: all that was said, with the turns before.
        payers: the one payer that is meant, or all that the question puts side by side.
        newest: a follow-up alone; empty for a question that stands by itself.
    """
    said, asked = Said(), BillingQuestion(text, services, tuple(payers), tables, today, newest)
    not_held = describe_not_held(said, asked)
    ahead = tuple(said.statements)
    assistants = describe_assistants(said, asked)
    rules: tuple[RuleId, ...] = ("cms",) if assistants else rules_for([p.id for p in asked.payers], text, tables)
    chart = asks_for_chart(asked)
    units = () if chart else describe_units(said, asked, rules)
    if chart:
        describe_chart(said, asked, rules)
    elif not units:
        chart = describe_total(said, asked)
    no_service = not (chart or units) and describe_no_service(said, asked)
    if not (chart or units or no_service):
        chart = describe_payer_rule(said, asked)
    if units and not assistants:
        say_unread(said, asked)
    limited = asked.outside_medicare and asks_limit(asked, bool(units)) and not EDITS_ASKED.search(text)
    pairs = () if limited else describe_pairs(said, asked, bool(units))
    adjusted = describe_adjustment(said, asked, bool(pairs))
    limits = describe_limits(said, asked, bool(units))
    missing, thresholds = describe_thresholds(said, asked)
    if units:
        describe_modifiers_beside_units(said, asked, bool(pairs or adjusted))
        describe_same_minutes(said, asked)
    modifiers = not (units or thresholds) and describe_modifiers(said, asked, bool(pairs or adjusted))
    if not said.statements:
        return None
    return BillingResult(
        tuple(sorted(said.statements, key=lambda statement: statement.section not in UNTITLED)),
        units,
        warn_of_old_tables(tables, today, used_pairs=bool(pairs), used_limits=said.used_limits),
        _kind(
            units=bool(units or chart or no_service),
            pairs=bool(pairs or adjusted),
            limits=bool(limits or thresholds),
            modifiers=modifiers,
            not_held=not_held,
        ),
        missing if not (units or chart or no_service or pairs or limits or not_held) else (),
        bool(units) or no_service,
        ahead,
        services.services if units else (),
    )


def _kind(*, units: bool, pairs: bool, limits: bool, modifiers: bool, not_held: bool) -> Kind:
    """What the question is about, by what was computed."""
    if units:
        return "units"
    if limits and not pairs:
        return "limits"
    if pairs or modifiers:
        return "modifier"
    return "compliance" if not_held else "units"
