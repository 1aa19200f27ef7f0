"""Several payers' readings stand side by side, each with its own sentences."""

from pathlib import Path

from answer.compare_payers import PayerComparison, compare_payers, to_positions
from rules.readings import load_readings
from rules.tables import load_tables
from understand.payers import NamedPayer, load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK, PAYERS, TABLES = load_readings(CORPUS), load_payers(CORPUS), load_tables(CORPUS)


def compare(*payers: NamedPayer, with_readings: bool = True) -> PayerComparison:
    return compare_payers(payers, BOOK, PAYERS, TABLES, with_readings)


def test_each_payer_has_a_row_and_a_quotation():
    """Neither of two contractors is left out."""
    result = compare(NamedPayer("medicare-cgs"), NamedPayer("medicare-palmetto"))
    assert [position.holder for position in result.positions] == ["CGS Administrators", "Palmetto GBA"]
    assert {PAYERS.name("medicare-cgs"), PAYERS.name("medicare-palmetto")} <= {draft.section for draft in result.drafts}
    assert all(draft.cites for draft in result.drafts)


def test_what_both_ask_is_no_difference():
    """A criterion that both share stands once and not in the rows."""
    result = compare(NamedPayer("medicare-cgs"), NamedPayer("medicare-palmetto"))
    shared = {draft.text.rstrip(".") for draft in result.drafts if draft.section == "What all of them ask"}
    assert shared
    assert not any(text in position.says for text in shared for position in result.positions)


def test_a_wording_that_was_not_seen_is_said_to_be_so():
    """Nothing is shared with a payer whose wording cannot be applied."""
    result = compare(NamedPayer("uhc"), NamedPayer("cigna"))
    assert "not seen" in result.positions[1].says
    assert all(draft.section != "What all of them ask" for draft in result.drafts)


def test_a_narrower_payer_has_the_reading_of_the_broader():
    """A payer without a reading of its own is shown with its parent's."""
    assert compare(NamedPayer("carelon"), NamedPayer("uhc")).positions[0].cites


def test_a_decided_case_leaves_only_what_the_roles_mean():
    """The grid of the case stands instead of the comparison."""
    result = compare(NamedPayer("medicare", "primary"), NamedPayer("aetna", "secondary"), with_readings=False)
    assert [draft.section for draft in result.drafts] == ["Primary and secondary"]
    assert "no source here says" in result.drafts[0].text
    assert to_positions(result, lambda cites: ()) == ()
