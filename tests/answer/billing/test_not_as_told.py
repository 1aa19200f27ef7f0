"""What is said first where the payer, its rule or a manipulation is told in the asker's own words."""

from datetime import date
from pathlib import Path

import pytest

from answer.billing.asked import PayerAsked
from answer.describe_billing import BillingResult, describe_billing
from rules.tables import load_tables
from understand.services import read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")
BCBS, MEDICARE = PayerAsked("bcbs", "the Blue plan"), PayerAsked("medicare", "Medicare")


def billing(text: str, *payers: PayerAsked) -> BillingResult:
    result = describe_billing(text, read_services(text, TABLES.codes), payers, TABLES, date(2026, 11, 22))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("15 min nmr, 20 manual, 5 gait, what do i bill bcbs that goes by ama", {"ama"}),
        ("bcbs uses the midpoint rule, 20 min nmr 8 min te", {"ama"}),
        ("our bcbs follows the 8 minute rule: 97112 20 min, 97110 8 min", {"cms"}),
        ("20 min nmr 8 min te, does bcbs use ama", {"ama", "cms"}),
        ("20 min nmr 8 min te, bcbs uses ama or cms?", {"ama", "cms"}),
        ("20 min nmr 8 min te bcbs", {"ama", "cms"}),
    ],
)
def test_a_payers_rule_that_the_asker_states_is_taken(text: str, rules: set[str]) -> None:
    result = billing(text, BCBS)
    assert {units.rule for units in result.units} == rules
    assert ("taken from your words" in result.statements[0].text) is (len(rules) == 1)


def test_no_words_change_the_rule_that_a_source_names() -> None:
    result = billing("medicare uses ama, 20 min nmr 8 min te", MEDICARE)
    assert "cms" in {units.rule for units in result.units}
    assert all("your words" not in statement.text for statement in result.statements)


@pytest.mark.parametrize(
    ("text", "payer", "leads"),
    [
        ("how many units a day for 97112", PayerAsked("workers-comp-ny", "New York workers' compensation"), "No daily"),
        ("limit for nmr units", PayerAsked("auto", "auto insurance"), "No daily unit limit of auto insurance"),
        ("max units of 97112 a day", PayerAsked("cigna", "Cigna"), "Cigna is reported"),
        ("max units of 97112 a day", MEDICARE, "Medicare's practitioner limit"),
    ],
)
def test_medicares_limit_leads_only_for_medicare(text: str, payer: PayerAsked, leads: str) -> None:
    assert billing(text, payer).statements[0].text.startswith(leads)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("adjusted C5-6 then 10 min cervical neuro re ed same area, 59 on it, medicare", "is not separate"),
        ("chiro adjusted the lumbar spine, 97112 same region, 59 ok?", "is not separate"),
        ("dc adjusted L4-5, then 97112 for the knee 15 min", "only for a different region"),
        ("chiropractic adjustment then 97112 for the knee 15 min", "98940"),
        ("adjusted the walker, then 97112 15 min", ""),
        ("97112 denied, claim adjusted in april", ""),
    ],
)
def test_a_manipulation_told_in_words_brings_the_rule_of_the_region(text: str, told: str) -> None:
    result = describe_billing(text, read_services(text, TABLES.codes), (MEDICARE,), TABLES, date(2026, 11, 22))
    said = " ".join(statement.text for statement in result.statements) if result else ""
    assert (told in said) if told else "manipulation" not in said
    assert ("pay a chiropractor" in said) is bool(told)


def test_a_service_that_is_none_has_no_count() -> None:
    result = billing("97112 30 min, 2 units").without_count()
    assert result is None or not result.units
    assert billing("97112 30 min, 2 units").only_code == "97112"
    assert not billing("97112 20 min and 97110 20 min").only_code


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("97112 30 min in a group of 4, 2 units ok?", False),
        ("billed 97112 x2 for 30 min as a small group", False),
        ("97112 20 min and then 30 min in a group, units?", True),
        ("20 min of 97112 one on one, then 30 min group therapy, units?", True),
        ("97112 30 min, 2 units ok?", True),
    ],
)
def test_minutes_in_a_group_are_not_counted_for_97112(text: str, counted: bool) -> None:
    result = billing(text)
    assert bool(result.units) is counted
    assert counted or result.statements[0].text.startswith("Time in a group is 97150")


@pytest.mark.parametrize(
    ("follow_up", "counted"),
    [
        ("who decides then how much is enough", False),
        ("does that include the eval", False),
        ("and how long do i keep the note", False),
        ("why 2 of neuro", True),
        ("how many units if the manual was 8", True),
    ],
)
def test_what_is_asked_after_a_count_is_not_answered_by_it(follow_up: str, counted: bool) -> None:
    before = "23 min neuro 15 min therex"
    told = read_services(before, TABLES.codes)
    whole = f"{before}\n{follow_up}"
    result = describe_billing(whole, told, (MEDICARE,), TABLES, date(2026, 11, 22), follow_up)
    assert bool(result and result.units) is counted
