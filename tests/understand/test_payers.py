"""Payers are read from the words that people type."""

from pathlib import Path

import pytest

from errors import CorpusError
from understand.payers import load_payers, name_stand_in, names_only_payer, read_mentions, read_payer, read_payers

CORPUS = Path(__file__).parents[2] / "corpus"
PAYERS = load_payers(CORPUS)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("pt has MCR, can I bill 97112?", "medicare"),
        ("Medicare B pt in Ohio", "medicare-cgs"),
        ("Medicare B pt in Texas", "medicare"),
        ("UHC denied it", "uhc"),
        ("united wants auth", "uhc"),
        ("moved here from the United States", None),
        ("UHC Medicare Advantage plan", "uhc-medicare-advantage"),
        ("her MA plan is through united", "uhc-medicare-advantage"),
        ("BCBSNC reviewer", "bcbs-nc"),
        ("blue cross of North Carolina", "bcbs-nc"),
        ("Blue Cross Blue Shield of Kansas maintenance", "bcbs-ks"),
        ("BCBS won't pay", "bcbs"),
        ("L&I claim, visit 14", "wc-wa"),
        ("work comp shoulder", "wc"),
        ("transfers to w/c with CGA", None),
        ("MVA 3 weeks ago, PIP", "auto"),
        ("whiplash after MVA", None),
        ("workers comp michigan", "wc-mi"),
        ("NY work comp neck", "wc-ny"),
        ("Aetna pt, neck pain since MVA in 2019", "aetna"),
        ("CGS is our Medicare contractor", "medicare-cgs"),
        ("Medicare, jurisdiction NGS", "medicare-ngs"),
        ("Aetna, not Medicare", "aetna"),
        ("non-Medicare patient", None),
        ("unlike Aetna, Cigna caps units", "cigna"),
        ("switched from Aetna to Medicare", "medicare"),
        ("and if her payer is Medicare?", "medicare"),
        ("the VA sent her", "va"),
        ("lives in Richmond, VA with cervicalgia", None),
        ("workers’ comp case", "wc"),
        ("Texas Medicaid child", "medicaid-tx"),
        ("no payer here", None),
        ("ALJ file: bene has peroneal palsy", "medicare"),
        ("denied again at redetermination", "medicare"),
        ("the QIC upheld it", "medicare"),
        ("Medicaid bene, fair hearing before the ALJ", "medicaid"),
        ("UHC redetermination of 97112", "uhc"),
        ("workers comp hearing, ALJ denied it", "wc"),
    ],
)
def test_the_payer_is_the_last_that_the_text_affirms(text: str, payer: str | None) -> None:
    """Synonyms, abbreviations and contrasts give the payer that the text is about."""
    assert read_payer(text, PAYERS) == payer


def test_a_denied_payer_is_still_returned() -> None:
    """A payer named only to be denied is data too, after the affirmed ones, with its span."""
    text = "This is Aetna, not Medicare."
    mentions = read_mentions(text, PAYERS)
    assert [(m.payer, m.affirmed) for m in mentions] == [("aetna", True), ("medicare", False)]
    assert all(text[m.span.start : m.span.end] == m.span.text for m in mentions)


def test_an_accident_only_hints_at_a_payer() -> None:
    """A car accident suggests auto insurance, and names no payer."""
    text = "whiplash after MVA"
    assert [(m.payer, m.hint) for m in read_mentions(text, PAYERS)] == [("auto", True)]


def test_comparing_two_payers_returns_both() -> None:
    """A comparison affirms both payers; the last named stands first."""
    assert [m.payer for m in read_mentions("Does Aetna differ from Cigna?", PAYERS)] == ["cigna", "aetna"]


def test_a_payer_knows_its_lineage() -> None:
    """A contractor's rules stand under Medicare's."""
    assert PAYERS.lineage("medicare-cgs") == ("medicare-cgs", "medicare")
    assert "medicare-ngs" in PAYERS.children("medicare")
    assert PAYERS.known("aetna")
    assert not PAYERS.known("acme")


def test_an_unknown_parent_is_refused(tmp_path: Path) -> None:
    """A broken payer file is refused with its table's name."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "payers.toml").write_text(
        '[contrast]\nbefore=["not"]\n[acme]\nname="Acme"\nparent="nobody"\nwords=["acme"]\n'
    )
    with pytest.raises(CorpusError, match=r"acme.*nobody"):
        load_payers(tmp_path)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("UHC by the medicare 8 minute rule", "uhc"),
        ("does united healthcare use the medicare 8-minute rule", "uhc"),
        ("cigna counts with Medicare's total time method", "cigna"),
        ("aetna, CMS rule or AMA rule?", "aetna"),
        ("the medicare 8 minute rule", "medicare"),
    ],
)
def test_a_rule_named_after_a_payer_is_no_payer_beside_another(text: str, payer: str) -> None:
    """ "The Medicare 8-minute rule" names the payer only where no other payer is named."""
    assert read_payer(text, PAYERS) == payer


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Medicare primary, Aetna secondary: units for 38 min?", "medicare primary, aetna secondary"),
        ("primary is Medicare and secondary is BCBS", "medicare primary, bcbs secondary"),
        ("Medicare with Aetna secondary", "medicare primary, aetna secondary"),
        ("Aetna is secondary to Medicare", "aetna secondary, medicare primary"),
        ("UHC primary, Medicaid secondary", "uhc primary, medicaid secondary"),
        ("how do CGS and Palmetto differ", "medicare-cgs, medicare-palmetto"),
        ("UHC vs Cigna for 97112", "uhc, cigna"),
        ("is it supported for Aetna or BCBS Kansas?", "aetna, bcbs-ks"),
        ("UHC, Aetna and Cigna: who wants CQ?", "uhc, aetna, cigna"),
        ("Medicare vs CGS", "medicare, medicare-cgs"),
        ("UHC vs Medicare Advantage", "uhc, medicare-advantage"),
        ("does Medicare count differently than Aetna", "medicare, aetna"),
    ],
)
def test_payers_set_side_by_side_are_all_read(text: str, named: str) -> None:
    """Compared, listed, or one primary and one secondary: all in the text's order."""
    assert ", ".join(f"{p.id} {p.role or ''}".strip() for p in read_payers(text, PAYERS)) == named


@pytest.mark.parametrize(
    "text",
    [
        "Medicare pt, is 97112 covered?",
        "Medicare, CGS: is it covered?",
        "her MA plan is with United",
        "not Medicare but Aetna",
        "switched from Aetna to Medicare",
        "Aetna. Neuropathy secondary to diabetes. Was on Medicare",
        "Medicare pt with primary progressive MS",
        "we bill Medicare and Aetna a lot; this one is Cigna",
        "difference between 97110 and 97112 for Medicare",
        "UHC by the Medicare 8-minute rule",
    ],
)
def test_one_payer_is_meant_where_others_are_only_mentioned(text: str) -> None:
    """Contrasts, contractors, clinical words and earlier payers make no second payer."""
    assert read_payers(text, PAYERS) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("and with Cigna as secondary?", [("medicare", "primary"), ("cigna", "secondary")]),
        ("how does that compare with Cigna?", [("medicare", None), ("cigna", None)]),
        ("and for Cigna?", []),
    ],
)
def test_a_follow_up_sets_a_payer_beside_the_earlier_one(text: str, named: list[tuple[str, str | None]]) -> None:
    """A role or a comparison keeps the payer of the turns before; else the new payer takes its place."""
    assert [(p.id, p.role) for p in read_payers(text, PAYERS, "medicare")] == named


@pytest.mark.parametrize(
    ("asked", "payer", "searched"),
    [
        ("what do they look for in the note", "medicare-cgs", "what do CGS look for in the note"),
        ("does our MAC want a neuro dx", "medicare-noridian", "does Noridian want a neuro dx"),
        ("what will the insurance pay", "medicare-wps", "what will WPS pay"),
        ("can she walk, they asked", "medicare-cgs", "can she walk, they asked"),
        ("they fall at home, what do they deny", "medicare-cgs", "they fall at home, what do CGS deny"),
        ("what does Palmetto want when our MAC is CGS", "medicare-ngs", "what does Palmetto want when our MAC is CGS"),
        ("what do they want", None, "what do they want"),
    ],
)
def test_words_that_stand_for_the_payer_become_its_name(asked: str, payer: str | None, searched: str) -> None:
    """A payer chosen beside the question is meant by "they" and "our MAC"; one named in the text stays."""
    assert name_stand_in(asked, payer, PAYERS) == searched


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("new patient has workers comp, is auth needed, washington state", "wc-wa"),
        ("we are in North Carolina and it is a work comp case", "wc-nc"),
        ("she lives in vermont, her insurance is bcbs", "bcbs-vt"),
        ("work comp, clinic in Washington DC", "wc"),
        ("workers comp, he moved from north carolina to michigan", "wc"),
        ("bcbs member in kansas city", "bcbs"),
        ("medicare patient in washington", "medicare"),
    ],
)
def test_a_state_named_elsewhere_tells_which_of_a_payer_s_programs_is_meant(text: str, payer: str) -> None:
    """Two states, a city of that name, or a payer that no state divides leave the broader payer."""
    assert read_payer(text, PAYERS) == payer


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("and for cigna?", True),
        ("what about UHC", True),
        ("payer is actually Aetna", True),
        ("and if payer were traditional medicare instead", True),
        ("does medicare pay it", False),
        ("aetna denied it", False),
        ("and with a PTA?", False),
    ],
)
def test_a_line_says_nothing_but_who_pays(text: str, only: bool) -> None:
    """Words that ask or tell anything else are more than that."""
    assert names_only_payer(text, PAYERS) is only
