"""Units by both minute rules: every worked example, a grid against brute force, properties."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import UsageError
from rules.tables import load_tables
from rules.units import count_units

TABLES = load_tables(Path(__file__).parents[2] / "corpus")
CODES = ("97112", "97110", "97140", "97116")

# Minutes; units by total time (every valid allocation) and by the midpoint rule. Named as in CMS's
# manual (cms) or derived from the rules.
EXAMPLES = {
    "cms-1": ({"97112": 24, "97110": 23}, [(2, 1)], (2, 2)),
    "cms-2": ({"97112": 20, "97110": 20}, [(2, 1), (1, 2)], (1, 1)),
    "cms-3": ({"97110": 33, "97140": 7}, [(2, 1)], (2, 0)),
    "cms-4": ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, [(1, 1, 1, 0)], (1, 1, 1, 1)),
    "cms-5": ({"97112": 7, "97110": 7, "97140": 7}, [(1, 0, 0), (0, 1, 0), (0, 0, 1)], (0, 0, 0)),
    "gait": ({"97110": 20, "97116": 20}, [(2, 1), (1, 2)], (1, 1)),
    "self-care": ({"97112": 15, "97535": 10}, [(1, 1)], (1, 1)),
    "two-tens": ({"97112": 10, "97110": 10}, [(1, 0), (0, 1)], (1, 1)),
    "sixteen-and-seven": ({"97112": 16, "97116": 7}, [(1, 1)], (1, 0)),
    "fifty-three": ({"97112": 30, "97110": 15, "97140": 8}, [(2, 1, 1)], (2, 1, 1)),
    "fifty-two": ({"97112": 30, "97110": 15, "97140": 7}, [(2, 1, 0)], (2, 1, 0)),
    "seven": ({"97112": 7}, [(0,)], (0,)),
    "twenty-two": ({"97112": 22}, [(1,)], (1,)),
    "twenty-three": ({"97112": 23}, [(2,)], (2,)),
    "thirty-seven": ({"97112": 37}, [(2,)], (2,)),
    "thirty-eight": ({"97112": 38}, [(3,)], (3,)),
    "evaluation": ({"97161": 25, "97112": 15}, [(1, 1)], (1, 1)),
    "unattended-stimulation": ({"G0283": 12, "97112": 23}, [(1, 2)], (1, 2)),
    "six-and-four": ({"97112": 6, "97110": 4}, [(1, 0)], (0, 0)),
    "visit-with-rest": ({"97112": 35}, [(2,)], (2,)),
    "fourteens": ({"97112": 14, "97140": 14, "97110": 14}, [(1, 1, 1)], (1, 1, 1)),
    "nines": ({"97112": 9, "97110": 9, "97140": 9}, [(1, 1, 0), (1, 0, 1), (0, 1, 1)], (1, 1, 1)),
    "sixty-eight": ({"97112": 68}, [(5,)], (5,)),
    "mixed-visit": ({"97112": 12, "97140": 10, "97110": 8}, [(1, 1, 0)], (1, 1, 1)),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_example(name):
    """Each worked example comes out to the unit under both rules, with all its valid allocations."""
    minutes, by_total, by_code = EXAMPLES[name]
    cms, ama = count_units(minutes, "cms", TABLES), count_units(minutes, "ama", TABLES)
    assert sorted(tuple(choice.values()) for choice in cms.choices) == sorted(by_total)
    assert tuple(ama.lines.values()) == by_code
    assert tuple(cms.lines) == tuple(minutes)


def allowed_by_table(total: int) -> int:
    """The manual's unit table, row by row: 8 to 22, 23 to 37, 38 to 52, and so on."""
    units, first, last = 0, 8, 22
    while total >= first:
        units, first, last = units + 1, last + 1, last + 15
    return units


def allocations_by_brute_force(minutes: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Every allocation that uses all allowed units, respects full blocks, and slights no larger remainder."""
    allowed = allowed_by_table(sum(minutes))
    valid = set()
    for extra in product((0, 1), repeat=len(minutes)):
        units = tuple(m // 15 + e for m, e in zip(minutes, extra, strict=True))
        served = [m % 15 for m, e in zip(minutes, extra, strict=True) if e]
        slighted = [m % 15 for m, e in zip(minutes, extra, strict=True) if not e]
        if sum(units) == allowed and min(served, default=99) >= max(slighted, default=-1):
            valid.add(units)
    return valid


GRID = (0, 4, 7, 8, 10, 13, 15, 20, 22, 23, 29, 38, 53, 70)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_total_time_grid(count):
    """Every combination of up to four codes agrees with a brute-force statement of the total-time rule."""
    for minutes in product(GRID, repeat=count):
        result = count_units(dict(zip(CODES, minutes, strict=False)), "cms", TABLES)
        assert result.total == allowed_by_table(sum(minutes)), minutes
        assert {tuple(choice.values()) for choice in result.choices} == allocations_by_brute_force(minutes), minutes


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_midpoint_grid(count):
    """Every combination of up to four codes agrees with the midpoint rule stated code by code."""
    for minutes in product(GRID, repeat=count):
        result = count_units(dict(zip(CODES, minutes, strict=False)), "ama", TABLES)
        assert tuple(result.lines.values()) == tuple(allowed_by_table(m) for m in minutes), minutes
        assert len(result.choices) == 1


minutes_of_day = st.dictionaries(st.sampled_from([*CODES, "97530", "97535", "97035"]), st.integers(0, 150), max_size=6)


@given(minutes_of_day)
@settings(max_examples=300, deadline=None)
def test_total_time_never_exceeds_the_table(minutes):
    """Lines of every allocation add up to the table's units, and 15 or 30 minutes earn 1 or 2 at least."""
    result = count_units(minutes, "cms", TABLES)
    for choice in result.choices:
        assert sum(choice.values()) == result.total == allowed_by_table(sum(minutes.values()))
        assert all(choice[code] >= spent // 15 for code, spent in minutes.items())


@given(minutes_of_day, st.sampled_from(CODES))
@settings(max_examples=200, deadline=None)
def test_more_minutes_never_earn_fewer_units(minutes, code):
    """One more minute of any code leaves the total the same or one higher, under both rules."""
    more = {**minutes, code: min(minutes.get(code, 0) + 1, 150)}
    for rule in ("cms", "ama"):
        before, after = count_units(minutes, rule, TABLES).total, count_units(more, rule, TABLES).total
        assert before <= after <= before + 1


@given(minutes_of_day)
@settings(max_examples=200, deadline=None)
def test_order_of_codes_does_not_matter(minutes):
    """The same minutes in another order give the same set of allocations."""
    turned = dict(reversed(list(minutes.items())))
    for rule in ("cms", "ama"):
        one, other = count_units(minutes, rule, TABLES), count_units(turned, rule, TABLES)
        as_sets = [{frozenset(choice.items()) for choice in result.choices} for result in (one, other)]
        assert as_sets[0] == as_sets[1]


def test_untimed_codes_stay_outside_the_total():
    """Group therapy is one unit whatever its minutes, and adds none to the total."""
    result = count_units({"97150": 60, "97112": 15}, "cms", TABLES)
    assert (result.lines, result.total, result.untimed) == ({"97150": 1, "97112": 1}, 1, ("97150",))


def test_units_beyond_the_printed_table():
    """The unit table has no upper end: 240 minutes are 16 units."""
    assert count_units({"97112": 240}, "cms", TABLES).total == 16


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_impossible_minutes_are_refused(minutes):
    """Minutes that no day holds are refused with the value named."""
    with pytest.raises(UsageError, match=str(minutes)):
        count_units({"97112": minutes}, "cms", TABLES)


def test_steps_and_cites_come_with_every_result():
    """A result carries its arithmetic and the sentences of the rule."""
    result = count_units({"97112": 24, "97110": 23}, "cms", TABLES)
    assert "47 timed minutes lie between 38 and 52: 3 units." in result.steps
    assert {cite.document_id for cite in result.cites} == {"cms-100-04-ch5-minutes"}
