"""Which minute rules count, which one a payer uses, and how the rules differ on the same minutes."""

import re
from collections.abc import Mapping, Sequence

from answer.billing.asked import BillingQuestion, PayerAsked
from answer.billing.said import Said
from answer.draft import OPENING
from rules.tables import RuleId, Tables
from rules.units import UnitsResult
from rules.wording import units_in_words

BOTH: tuple[RuleId, ...] = ("cms", "ama")
ASKS_AMA = re.compile(r"\bama\b|\bmid-?point\b|\brule of (?:8|eight)s\b|\bspm\b|\bsubstantial portion", re.IGNORECASE)
ASKS_CMS = re.compile(
    r"\bcms\b|\bmedicare\b|\btotal[- ]time\b|\b(?:8|eight)[- ]?min(?:ute)?s?[- ]rule\b|\b8 ?mr\b", re.IGNORECASE
)
BOTH_RULES = re.compile(r"\bboth (?:minute )?rules\b|\bvs\b|\bversus\b|\bcompare", re.IGNORECASE)
# "Bcbs that goes by ama": the asker states the payer's rule and does not ask for it ("does bcbs use").
STATED_RULE = re.compile(
    r"\b(?:goes (?:by|with)|uses|follows|(?:pays|counts|bills) by|applies|runs on|is on|wants)\s+"
    r"(?:the\s+|an?\s+|only\s+)*(?:(?P<ama>ama|mid-?point|rule of (?:8|eight)s|spm|substantial portion)"
    r"|(?P<cms>cms|medicare|total[- ]time|(?:8|eight)[- ]?min\w*[- ]rule))\b(?!\s+or\b)",
    re.IGNORECASE,
)
MINUTE_RULE_CUE = re.compile(
    r"\bmin(?:ute)?s?[- ]rule|\b8 ?mr\b|\bminute (?:method|count)|\b(?:8|eight)['s]* rule\b"
    r"|\bcount(?:s|ing)? (?:the |its |their )?minutes\b"
    r"|\brule of (?:8|eight)s\b|\bmid-?point\b",
    re.IGNORECASE,
)


def stated_rule(payers: Sequence[str], text: str, tables: Tables) -> RuleId | None:
    """The minute rule that the asker says the one payer named uses, where no source here names its rule."""
    if len(payers) != 1 or payers[0] in tables.payer_rules:
        return None
    rules: set[RuleId] = {"ama" if match["ama"] else "cms" for match in STATED_RULE.finditer(text)}
    return rules.pop() if len(rules) == 1 else None


def rules_for(payers: Sequence[str], text: str, tables: Tables) -> tuple[RuleId, ...]:
    """The minute rules to count by: the payers', those that are asked for, both where neither is known."""
    if told := stated_rule(payers, text, tables):
        return (told,)
    known = {tables.payer_rules[payer].rule for payer in payers if payer in tables.payer_rules}
    ama, cms = bool(ASKS_AMA.search(text)), bool(ASKS_CMS.search(text))
    if len(payers) > 1:
        all_known = all(payer in tables.payer_rules for payer in payers)
        return tuple(rule for rule in BOTH if rule in known) if all_known and not ama else BOTH
    if ama and not cms and not known:
        return ("ama", "cms")
    if ama or BOTH_RULES.search(text):
        return BOTH
    if known:
        return (known.pop(),)
    return ("cms",) if cms and not payers else BOTH


def describe_payer_rule(said: Said, asked: BillingQuestion) -> bool:
    """Which minute rule each payer uses, where that is all that is asked."""
    if not MINUTE_RULE_CUE.search(asked.text) or all(payer.is_medicare for payer in asked.payers):
        return False
    for payer in asked.payers:
        _say_rule_of(said, payer, asked.tables, " between Medicare's total-time rule and the AMA's midpoint rule")
    _say_who_decides(said, asked)
    return True


def say_unknown_rule(said: Said, asked: BillingQuestion, counted: Mapping[RuleId, list[UnitsResult]]) -> None:
    """Said before the counts: no source tells which rule the one payer named uses, or it is the asker's word."""
    if told := stated_rule([payer.id for payer in asked.payers], asked.text, asked.tables):
        said.say(
            OPENING,
            f"That {asked.payers[0].in_its_role} uses {asked.tables.minute_rules[told].name} is taken from your words; "
            "no source here says which rule it uses.",
            asked.tables.cite("payer_decides"),
        )
        return
    if len(counted) < 2 or len(asked.payers) != 1 or asked.payers[0].id in asked.tables.payer_rules:
        return
    cms, ama = (sum(result.total for result in counted[rule]) for rule in BOTH)
    come_to = (
        f"both rules come to {units_in_words(cms)}"
        if cms == ama
        else f"{units_in_words(cms)} by Medicare's total time, {units_in_words(ama)} by the AMA's midpoint rule"
    )
    said.say(
        OPENING,
        f"No source here says which minute rule {asked.payers[0].in_its_role} uses; its manual or contract decides: "
        f"{come_to}.",
        asked.tables.cite("payer_decides"),
    )


def say_difference(said: Said, asked: BillingQuestion, counted: Mapping[RuleId, list[UnitsResult]], same: bool) -> None:
    """What the two rules make of the same minutes, and which one each payer is known to use."""
    tables = asked.tables
    known = {payer.id: rule for payer in asked.payers if (rule := tables.payer_rules.get(payer.id))}
    for payer in asked.payers:
        if payer.id in known and (len(asked.payers) > 1 or known[payer.id].verified != "primary"):
            _say_rule_of(said, payer, tables, "")
    if len(counted) > 1 and not same:
        said.say("Units", _difference(counted), tables.cite("rules_differ"))
    if len(counted) > 1 and len(asked.payers) > 1:
        for payer in asked.payers:
            if payer.id not in known:
                _say_rule_of(said, payer, tables, "")
    _say_who_decides(said, asked)
    if len(counted) > 1 and not same and not asked.payers:
        said.say(
            "Units",
            "The payer decides which rule applies: Medicare uses total time, and a commercial plan's manual "
            "or contract names its own.",
            tables.cite("payer_decides"),
        )


def _difference(counted: Mapping[RuleId, list[UnitsResult]]) -> str:
    cms, ama = (sum(result.total for result in counted[rule]) for rule in BOTH)
    more, fewer = ("Medicare's", "the midpoint") if cms > ama else ("The midpoint", "Medicare's")
    opening = (
        "Both minute rules give the same total here, but not the same lines"
        if cms == ama
        else f"{more} rule gives {units_in_words(abs(cms - ama))} more than {fewer} rule here"
    )
    return (
        f"{opening}, because Medicare totals all timed minutes first while the midpoint rule counts each "
        "code by itself."
    )


def _say_rule_of(said: Said, payer: PayerAsked, tables: Tables, between: str) -> None:
    """The rule that a payer uses, or that none is known.

    Args:
        between: what its manual decides between, where no count has shown it already.
    """
    known = tables.payer_rules.get(payer.id)
    if known is None:
        said.say(
            "Units",
            f"No source here says which minute rule {payer.in_its_role} uses; its manual or contract decides{between}.",
            tables.cite("payer_decides"),
        )
        return
    how = "uses" if known.verified == "primary" else "is reported to use"
    source = ", as a trade source says" if known.verified != "primary" and not between else ""
    said.say("Units", f"{payer.in_its_role} {how} {tables.minute_rules[known.rule].name}{source}.", known.cites)


def _say_who_decides(said: Said, asked: BillingQuestion) -> None:
    """With a primary and a secondary payer: that no source here says whose rule decides the claim."""
    if any(payer.role for payer in asked.payers) and len(asked.payers) > 1:
        said.say(
            "Units",
            "No source here says whose minute rule decides a claim that goes to a primary and then to a secondary "
            "payer: ask both.",
            asked.tables.cite("two_payers"),
        )
