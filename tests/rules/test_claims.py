"""Claims as described are checked: units, limits, caps, visit, clock, patients, premises."""

import pytest

from rules.claims import (
    check_billed,
    check_cap,
    check_clock,
    check_delivery,
    check_left_over,
    check_limits,
    check_total,
    check_visit,
    correct_premises,
)
from rules.limits import check_limit, kx_threshold, limits_of
from rules.modifiers import clashes
from rules.units import count_units


@pytest.mark.parametrize(
    ("billed", "minutes", "kind"),
    [
        ({"97112": 3}, {"97112": 40}, "units_match"),
        ({"97112": 3}, {"97112": 24}, "units_over"),
        ({"97112": 1}, {"97112": 24}, "units_under"),
        ({"97112": 3, "97110": 1}, {"97112": 38, "97110": 10}, "units_over"),
        ({"97112": 3}, {"97112": 20, "97110": 20}, "units_elsewhere"),
        ({"97112": 1, "97110": 2}, {"97112": 20, "97110": 20}, "units_match"),
    ],
)
def test_billed_units_against_minutes(tables, billed, minutes, kind):
    """Units as billed match, exceed or fall short of what total time allows."""
    issues = check_billed(billed, count_units(minutes, "cms", tables), tables)
    assert [issue.kind for issue in issues] == [kind]


def test_more_than_the_unit_limit(tables):
    """Five units of 97112 are above the practitioner limit of 4, which can be appealed."""
    (issue,) = check_limits({"97112": 5, "97110": 6}, tables)
    assert "1 above" in issue.text
    assert "appealed" in issue.text


def test_hospital_has_its_own_limit(tables):
    """Six units of 97112 fit the outpatient hospital limit."""
    check = check_limit("97112", 6, tables, "outpatient_hospital")
    assert check is not None
    assert check.over == 0
    assert {(limit.setting, limit.units, limit.kind) for limit in limits_of("97112", tables)} == {
        ("practitioner", 4, 3),
        ("outpatient_hospital", 6, 3),
    }


@pytest.mark.parametrize(("payer", "units", "found"), [("cigna", 5, 1), ("cigna", 4, 0), ("aetna", 9, 0), (None, 9, 0)])
def test_payer_cap(tables, payer, units, found):
    """A payer's own cap is checked only for that payer."""
    assert len(check_cap(payer, units, tables)) == found


def test_minutes_that_exceed_the_visit(tables):
    """Forty timed minutes do not fit a visit of 45 with 10 of rest, and fit one of 50."""
    assert [issue.kind for issue in check_visit(40, 45, 10, tables)] == ["visit_exceeded"]
    assert check_visit(40, 50, 10, tables) == [] == check_visit(40, None, None, tables)


def test_a_total_told_beside_its_parts(tables):
    """A timed total is the sum of its parts, and a whole that holds more is said to."""
    assert [issue.kind for issue in check_total(50, 45, tables)] == ["total_differs"]
    assert check_total(45, 45, tables) == [] == check_total(45, None, tables)
    assert "holds 5 minutes more" in check_left_over(48, 53, tables)[0].text
    assert check_left_over(53, 53, tables) == [] == check_left_over(54, 53, tables)


def test_overlapping_clock_times(tables):
    """Two stretches that share five minutes are named with the minutes they share."""
    (issue,) = check_clock([("97112", (540, 560)), ("97110", (555, 580))], tables)
    assert "share 5 minutes" in issue.text
    assert check_clock([("97112", (540, 560)), ("97110", (560, 580))], tables) == []


def test_one_on_one_time(tables):
    """Concurrent patients outrank a group, a group outranks shared minutes."""
    assert [
        check_delivery(*flags, tables)[0].kind
        for flags in ((True, True, True), (False, True, True), (False, False, True))
    ] == ["concurrent", "group", "shared_minutes"]


@pytest.mark.parametrize(
    "premise", ["eight_minutes_per_unit", "full_fifteen_needed", "midpoint_at_medicare", "rules_reversed"]
)
def test_wrong_premise_is_corrected_with_a_cite(tables, premise):
    """Each wrong rule that is read is answered by the right one."""
    (issue,) = correct_premises([premise], tables)
    assert issue.kind == "premise"
    assert issue.cites


@pytest.mark.parametrize(
    ("year", "dollars"), [(2021, 2110), (2022, 2150), (2023, 2230), (2024, 2330), (2025, 2410), (2026, 2480)]
)
def test_threshold_by_year(tables, year, dollars):
    """Each year with a source has its amount."""
    threshold = kx_threshold(year, tables).threshold
    assert threshold is not None
    assert threshold.dollars == dollars


@pytest.mark.parametrize("year", [2020, 2027, 2028])
def test_year_without_a_figure(tables, year):
    """A year that no source states gets no amount."""
    assert kx_threshold(year, tables).threshold is None


@pytest.mark.parametrize(
    ("names", "count"), [(("59", "XS"), 1), (("CQ", "GO"), 1), (("CO", "GP"), 1), (("CQ", "GP", "59"), 0)]
)
def test_modifiers_that_clash(tables, names, count):
    """59 beside an X modifier and an assistant's modifier beside the wrong plan cannot stand."""
    assert len(clashes(names, tables)) == count
