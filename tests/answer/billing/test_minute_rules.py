"""Which minute rules are counted, and what is said where several payers are named."""

from datetime import date
from pathlib import Path

import pytest

from answer.billing.asked import PayerAsked
from answer.billing.minute_rules import rules_for
from answer.describe_billing import describe_billing
from rules.tables import load_tables
from understand.payers import Role
from understand.services import read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")
UNITS = "units for 8 min of 97112 and 8 min of 97110?"


def said(text: str, *payers: tuple[str, str, Role | None]) -> str:
    asked = [PayerAsked(payer, name, role) for payer, name, role in payers]
    result = describe_billing(text, read_services(text, TABLES.codes), asked, TABLES, date(2026, 11, 21))
    return "\n".join(statement.text for statement in result.statements) if result else ""


@pytest.mark.parametrize(
    ("text", "payer", "rules"),
    [
        ("units?", None, ("cms", "ama")),
        ("units for medicare?", None, ("cms",)),
        ("units?", "medicare-cgs", ("cms",)),
        ("units under the ama rule", "medicare", ("cms", "ama")),
        ("units?", "aetna", ("cms", "ama")),
        ("by the ama rule?", None, ("ama", "cms")),
    ],
)
def test_minute_rules_that_are_counted(text, payer, rules):
    """The payer's rule, what is asked for, or both where neither is known."""
    assert rules_for([payer] if payer else [], text, TABLES) == rules


@pytest.mark.parametrize(
    ("payers", "rules"),
    [
        (["medicare-cgs", "medicare-palmetto"], ("cms",)),
        (["medicare", "aetna"], ("cms", "ama")),
        (["uhc", "cigna"], ("cms", "ama")),
    ],
)
def test_several_payers_are_counted_by_every_rule_that_one_may_use(payers, rules):
    """A comparison word between payers asks for no second minute rule."""
    assert rules_for(payers, f"{payers[0]} vs {payers[1]} units?", TABLES) == rules


def test_primary_and_secondary_each_have_their_rule():
    """Which rule goes to whom is told, and that no source says whose decides."""
    text = said(UNITS, ("medicare", "Medicare", "primary"), ("aetna", "Aetna", "secondary"))
    assert "Medicare, named as primary, uses Medicare's total-time rule." in text
    assert "No source here says which minute rule Aetna, named as secondary, uses" in text
    assert "No source here says whose minute rule decides a claim" in text


def test_compared_payers_have_no_order():
    """Nothing is said of primary and secondary where two payers are only compared."""
    text = said(UNITS, ("uhc", "UHC", None), ("cigna", "Cigna", None))
    assert "UHC is reported to use Medicare's total-time rule" in text
    assert "which minute rule Cigna uses" in text
    assert "primary" not in text


def test_the_rule_of_each_payer_is_told_where_only_that_is_asked():
    """A question for the rule, without minutes, is answered payer by payer."""
    text = said("which minute rule do they use?", ("medicare", "Medicare", None), ("cigna", "Cigna", None))
    assert "Medicare uses Medicare's total-time rule." in text
    assert "which minute rule Cigna uses" in text


def test_each_payer_has_its_own_cap():
    """A cap names its payer where several are named."""
    assert "Cigna: " in said("80 min of 97112, units?", ("medicare", "Medicare", None), ("cigna", "Cigna", None))
