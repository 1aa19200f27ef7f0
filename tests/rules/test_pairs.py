"""Code pairs answer right in both orders, and what was not looked up is not called free."""

from pathlib import Path

import pytest

from rules.pairs import look_up_pair
from rules.tables import load_tables

TABLES = load_tables(Path(__file__).parents[2] / "corpus")


def test_every_row_in_both_orders():
    """Each row of the pair table is found whichever code is named first, with its direction kept."""
    for pair in TABLES.pairs:
        for first, second in ((pair.column1, pair.column2), (pair.column2, pair.column1)):
            result = look_up_pair(first, second, TABLES)
            assert (result.status, result.pair) == ("edit", pair)
            assert result.cites == pair.cites


def test_every_pair_without_edit_in_both_orders():
    """Each pair that was looked up and has no edit says so, whichever code is named first."""
    for entry in TABLES.no_edits:
        first, second = entry.codes
        assert look_up_pair(first, second, TABLES).status == "no_edit"
        assert look_up_pair(second, first, TABLES).status == "no_edit"


# The table of the file effective 2024-07-01, restated: column 1, column 2, indicator.
KNOWN = [
    *[
        (code, "97112", 1)
        for code in (
            "98940",
            "98941",
            "98942",
            "97150",
            "95992",
            "97760",
            "97761",
            "97763",
            "97755",
            "90912",
            "90913",
            "92507",
            "92508",
            "92526",
            "93797",
            "93798",
            "94625",
            "94626",
            "93668",
            "G0422",
            "G0423",
            "G0237",
            "G0238",
            "G0239",
        )
    ],
    *[("97112", code, 1) for code in ("97022", "97036", "62320", "62327", "0213T", "0216T", "64400", "64530")],
    *[("97112", code, 0) for code in ("36591", "36592", "96523")],
    *[("97150", code, 1) for code in ("97110", "97116", "97140", "97530", "97533", "97535")],
    *[(cmt, code, 0) for cmt in ("98940", "98941", "98942") for code in ("97161", "97163", "97165", "97168", "97169")],
    ("97140", "97124", 0),
]


@pytest.mark.parametrize(("column1", "column2", "indicator"), KNOWN)
def test_known_pair(column1, column2, indicator):
    """The pairs that were read in the file have their columns and indicator."""
    pair = look_up_pair(column2, column1, TABLES).pair
    assert pair is not None
    assert (pair.column1, pair.column2, pair.indicator) == (column1, column2, indicator)


@pytest.mark.parametrize(
    "code",
    [
        "97110",
        "97116",
        "97124",
        "97140",
        "97530",
        "97533",
        "97535",
        "97032",
        "97035",
        "G0283",
        "97161",
        "97162",
        "97163",
        "97165",
        "97166",
        "97167",
        "97164",
        "97168",
        "97750",
        "98943",
    ],
)
def test_codes_without_edit(code):
    """The codes that have no active edit with 97112 are named as such."""
    assert look_up_pair("97112", code, TABLES).status == "no_edit"


def test_pair_that_was_not_looked_up():
    """A pair outside the table is not answered, rather than called free."""
    assert look_up_pair("97112", "97113", TABLES).status == "not_in_table"


def test_range_with_unknown_members_is_marked():
    """A nerve-block code of the range is marked as possibly not in the file."""
    pair = look_up_pair("64450", "97112", TABLES).pair
    assert pair is not None
    assert pair.partial
