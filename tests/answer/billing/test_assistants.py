"""What an assistant changes on the claim, where a case tells no minutes."""

from pathlib import Path

import pytest

from answer.billing.asked import PayerAsked
from answer.billing.assistants import describe_assistant_on_case
from rules.tables import load_tables

CORPUS = Path(__file__).parents[3] / "corpus"
TABLES = load_tables(CORPUS)


def said(words: str, *payers: str) -> str:
    asked = [PayerAsked(payer, payer.upper()) for payer in payers]
    return "\n".join(statement.text for statement in describe_assistant_on_case([words], asked, TABLES))


@pytest.mark.parametrize(
    ("words", "mark", "other"),
    [
        ("the PTA", "CQ", "CO"),
        ("a COTA", "CO", "CQ"),
        ("pt assistant", "CQ", "CO"),
        ("my pt, an 82 yo, was seen by the cota", "CO", "CQ"),
    ],
)
def test_the_mark_is_that_of_the_discipline(words, mark, other):
    """A PTA's line carries CQ, an OTA's CO."""
    text = said(words, "medicare")
    assert f"Modifier {mark} marks" in text
    assert f"Modifier {other} marks" not in text


def test_an_assistant_of_no_discipline_has_both():
    """Where the words leave the discipline open both marks are told."""
    text = said("the assistant", "medicare")
    assert "Modifier CQ marks" in text
    assert "Modifier CO marks" in text


def test_the_payer_named_has_its_own_rule():
    """Medicare's share and payment, a payer's reported wish, or that nothing is known."""
    assert "above 10 percent" in said("pta", "medicare-cgs")
    assert "UHC is reported (2021) to require CQ" in said("pta", "uhc")
    unknown = said("ota", "aetna")
    assert "No source here says whether AETNA wants CO" in unknown
    assert "85 percent" not in unknown


def test_without_a_payer_medicare_and_the_reported_ones_are_told():
    """Medicare's rule stands with the payers that are reported to want the same."""
    text = said("pta")
    assert "Under Medicare" in text
    assert "UnitedHealthcare, TRICARE and Humana" in text


def test_every_rule_rests_on_a_sentence_of_the_corpus():
    """Each cite of a payer's rule occurs word for word."""
    for rule in TABLES.assistant_rules.values():
        for cite in rule.cites:
            assert cite.quote in (CORPUS / "documents" / f"{cite.document_id}.md").read_text(encoding="utf-8")
