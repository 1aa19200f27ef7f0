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
    assert first("medicare cap of $2410 this year so we stop at that and discharge, correct").startswith("No:")
    assert first("therapy cap reached in August, nothing more until January?").startswith("No:")


def test_the_dates_of_cq_and_of_the_cut_stand_first() -> None:
    """When is answered with dates."""
    result = billing("when did CQ and CO start and when did the cut start")
    assert result is not None
    assert "1 January 2020" in result.statements[0].text
    assert "1 January 2022" in result.statements[1].text


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("whats the 2025 cap and is speech in with pt", "$2,410"),
        ("medicare cap for ot 2026?", "$2,480"),
        ("therapy cap last year", "$2,410"),
    ],
)
def test_the_cap_of_a_year_is_the_threshold(text: str, dollars: str) -> None:
    assert dollars in first(text)


@pytest.mark.parametrize("text", ["is there a daily cap for pt", "visit cap for pt this year, 20 visits?"])
def test_a_cap_of_days_or_visits_is_no_yearly_amount(text: str) -> None:
    assert "KX threshold" not in first(text)


def test_another_payers_cap_is_not_medicares() -> None:
    assert "KX threshold" not in first("whats the 2025 cap", ("cigna", "Cigna"))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("7 units of 97112 outpatient hosp, over the mue limit?", "1 above Medicare's outpatient hospital limit of 6"),
        ("7 units of 97112 at a HOPD, mue?", "1 above Medicare's outpatient hospital limit of 6"),
        ("97112 7 units, balance loss since hospital discharge, MUE?", "3 above Medicare's practitioner limit of 4"),
        ("97112 7 units after hosp stay, mue?", "3 above Medicare's practitioner limit of 4"),
    ],
)
def test_the_limit_is_that_of_the_setting(text: str, limit: str) -> None:
    """A hospital that the patient comes from is not where the service is given."""
    assert limit in first(text)


@pytest.mark.parametrize(
    "text", ["do they use 8 min rule or the other one", "does it go by the 8 minute rule", "8mr or not?", "rule of 8s?"]
)
def test_a_payers_minute_rule_is_said_however_it_is_called(text: str) -> None:
    said = first(text, ("uhc_medicare_advantage", "UnitedHealthcare Medicare Advantage"))
    assert "minute rule" in said or "total-time rule" in said


@pytest.mark.parametrize("text", ["97112 paid per unit or per day?", "do they pay per unit or by the day for 97112"])
def test_how_a_plan_pays_is_no_unit_limit(text: str) -> None:
    assert "limit" not in first(text)


@pytest.mark.parametrize(
    "text",
    [
        "CQ on 97112\nand what does that do to the pay",
        "PTA did it, CQ\nhow does it affect our reimbursement",
        "CQ, less pay?",
    ],
)
def test_what_an_assistant_does_to_the_pay(text: str) -> None:
    assert "85 percent" in first(text)


@pytest.mark.parametrize(
    "text",
    [
        "note says NMR x 15 min tol well surveyor flagged it, why",
        "nmr 15 min tolerated well, whats wrong with this note",
        "97112 15 min per note, reviewer marked it weak",
    ],
)
def test_minutes_in_a_note_that_was_faulted_are_not_counted(text: str) -> None:
    assert not (result := billing(text)) or not result.units


@pytest.mark.parametrize("text", ["98 min timed total all 97112 can i send 7 units", "75 min of 97112, how many units"])
def test_a_daily_limit_is_said_before_the_count(text: str) -> None:
    """Units that the minutes allow and the limit does not are never told alone."""
    assert "above Medicare's practitioner limit of 4 a day" in first(text)


@pytest.mark.parametrize(
    "text",
    ["does 97112 pay better if the patient stands the whole 15 minutes", "hands on the whole 15 min, bill 97112?"],
)
def test_the_length_of_a_unit_is_no_count(text: str) -> None:
    """Whoever names the whole fifteen minutes of a unit asks for something else than how many units they are."""
    result = billing(text)
    assert result is None or not result.units


def test_minutes_shared_by_two_codes_are_counted_for_neither() -> None:
    """Which of the codes the minutes belong to is not said."""
    result = billing("can i bill 97110 and 97112 for the same 20 minutes")
    assert result is not None
    assert not result.units
    assert "cannot share the same minutes" in result.statements[0].text


@pytest.mark.parametrize(
    ("text", "payer", "opening"),
    [
        ("kx for blue shield plan?", ("bcbs", "Blue"), "No text of Blue on modifier KX is held"),
        ("does kx help with a commercial plan", None, "No text of a payer outside Medicare on modifier KX is held"),
        (
            "20 visits a year hard limit, private insurance",
            None,
            "No text of a payer outside Medicare on how many visits",
        ),
        ("only so many PT codes per visit, 97112?", ("bcbs-ma", "BCBS MA"), "No daily unit limit of BCBS MA"),
        ("97112 x3 97110 x2 same visit, within the limit?", ("uhc", "UHC"), "5 units are 1 above this payer's"),
        ("97112 x2 97140 x1 over the daily limit?", ("cigna", "Cigna"), "3 units are within this payer's cap of 4"),
    ],
)
def test_a_limit_outside_medicare_is_that_payers_or_unknown(
    text: str, payer: tuple[str, str] | None, opening: str
) -> None:
    """Medicare's code pairs, its unit limits and its yearly amount stand nowhere in it."""
    result = billing(text, *([payer] if payer else []))
    assert result is not None
    assert result.statements[0].text.startswith(opening)
    assert not any(
        word in s.text for s in result.statements for word in ("code-pair file", "$", "Medicare's practitioner")
    )


@pytest.mark.parametrize("text", ["kx threshold 2026", "does a commercial plan use 59 with 97112 and 97140 same day"])
def test_what_is_medicares_or_of_pairs_is_answered_as_before(text: str) -> None:
    """The amount where no other payer is meant; the pair where a modifier is asked for."""
    result = billing(text)
    assert result is not None
    assert any("$2,480" in s.text or "97140" in s.text for s in result.statements)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("98940 neck and 97112 for the ankle same visit", False),
        ("98940 neck and 97112 for the ankle same visit\nand same thing but 97112 was for the neck", True),
        ("98940 and 97112 same day, manipulation was lumbar\n97112 for low back posture", True),
        ("98941 t-spine with 97112 neck same day", False),
    ],
)
def test_the_region_of_each_service_is_compared(text: str, same: bool) -> None:
    """What was told last of each decides."""
    assert first(text).startswith("In the same region as the manipulation") is same
