"""The first sentence of a computed answer settles what was asked."""

from datetime import date
from pathlib import Path

import pytest

from answer.billing.asked import PayerAsked
from answer.billing.said import OPENING
from answer.describe_billing import BillingResult, describe_billing
from rules.tables import load_tables
from understand.services import read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")
TODAY = date(2026, 11, 22)


def billing(text: str, *payers: tuple[str, str]) -> BillingResult | None:
    asked = [PayerAsked(payer, name) for payer, name in payers]
    return describe_billing(text, read_services(text, TABLES.codes), asked, TABLES, TODAY)


def first(text: str, *payers: tuple[str, str]) -> str:
    result = billing(text, *payers)
    return result.statements[0].text if result else ""


@pytest.mark.parametrize(
    "text", ["denied CO-16 missing modifier", "modifier? got PR-3", "denial CO-59, which modifier", "CO 4 modifier"]
)
def test_a_denial_code_is_no_modifier(text: str) -> None:
    """The group and the number of a denial are the payer's reason."""
    assert "Modifier CO marks" not in first(text)
    assert "Modifier 59" not in first(text)


def test_the_modifier_is_still_read_where_it_stands_alone() -> None:
    """CO beside the word modifier is the assistant's mark."""
    assert "Modifier CO marks" in first("is modifier CO right")


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("whats the threshold this yr for pt and slp", "$2,480"),
        ("whats the current threshold for OT", "$2,480"),
        ("threshold now?", "$2,480"),
        ("what was the threshold last yr", "$2,410"),
        ("kx threshold 2024", "$2,330"),
    ],
)
def test_the_threshold_is_that_of_the_year_asked_about(text: str, dollars: str) -> None:
    """This year is today's year, however it is written."""
    assert dollars in first(text)


@pytest.mark.parametrize(
    "text", ["what threshold for joint position error is abnormal", "10 percent threshold for pta minutes"]
)
def test_another_threshold_is_no_yearly_amount(text: str) -> None:
    """A cut-off of a test and the assistant's tenth are no dollars."""
    assert "$" not in first(text)


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("what modifer for OT doing 97112", "GO"),
        ("which modifier for slp doing 97112", "GN"),
        ("which modifier for a PT plan", "GP"),
    ],
)
def test_the_plan_of_care_tells_the_modifier_first(text: str, plan: str) -> None:
    """An occupational therapist asks for GO, and is told GO."""
    assert first(text).startswith(f"{plan}:")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("PT did 15 and PTA did 15 of 97112, do I put CQ on both?", "No, not on all of them"),
        ("PTA did 30 min of 97112, do i put CQ on both units", "Yes, on all of them"),
    ],
)
def test_the_mark_is_told_before_the_count(text: str, opening: str) -> None:
    """Who asks about CQ reads about CQ first, and about units after it."""
    result = billing(text)
    assert result is not None
    assert result.statements[0].section == OPENING
    assert result.statements[0].text.startswith(opening)


@pytest.mark.parametrize(
    ("text", "payer", "opening"),
    [
        ("telehealth 97112?", ("uhc", "UHC"), "No text of UHC on 97112 by telehealth is held"),
        ("can my student bill 97112", ("cigna", "Cigna"), "No text of Cigna on therapy students"),
        ("does anthem reduce pta services", ("anthem", "Anthem"), "No source here says whether Anthem wants CQ"),
        ("8 min 97112, 8 min 97110, 8 min 97530", ("aetna", "Aetna"), "No source here says which minute rule Aetna"),
    ],
)
def test_what_is_not_held_of_a_payer_is_said_first(text: str, payer: tuple[str, str], opening: str) -> None:
    """Another payer's rule never stands first where the payer asked about has none here."""
    assert first(text, payer).startswith(opening)


def test_medicares_telehealth_is_left_to_its_sources() -> None:
    """Of a payer whose text is held nothing is said to be missing."""
    assert billing("telehealth 97112?", ("medicare", "Medicare")) is None


def test_a_cap_is_denied_before_the_amount() -> None:
    """There is no cap, and the threshold comes after it."""
    assert first("is there still a therapy cap").startswith("No:")


def test_the_dates_of_cq_and_of_the_cut_stand_first() -> None:
    """When is answered with dates."""
    result = billing("when did CQ and CO start and when did the cut start")
    assert result is not None
    assert "1 January 2020" in result.statements[0].text
    assert "1 January 2022" in result.statements[1].text
