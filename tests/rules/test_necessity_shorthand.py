"""Questions as clinicians type them, from text to status."""

from pathlib import Path

import pytest

from rules.necessity import Status, determine
from rules.readings import load_readings
from understand.findings import read_case
from understand.payers import load_payers, read_payer
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
VOCABULARY = load_vocabulary(CORPUS)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("CGS. 74F Parkinsons, MiniBEST 14/28, perturbation training w/ tactile cues, falls x2", "supported"),
        ("NGS, s/p CVA, poor dynamic standing balance, foam stance w/ tactile cues, cant shower alone", "supported"),
        ("inversion sprain, SL balance poor, BAPS board w/ tactile cues, cannot walk on grass", "depends_on_payer"),
        ("Noridian, inversion sprain, SL balance poor, BAPS board w/ tactile cues, cannot walk on grass", "supported"),
        ("Aetna, TBI, poor dynamic balance, balance training w/ tactile cues, can't carry laundry", "depends_on_payer"),
        ("BCBS Kansas, maintenance balance training w tactile cues CGA, poor standing balance, falls", "not_supported"),
        ("stroke pt, leg press and theraband to strengthen quads, billed 97112", "not_supported"),
        ("manual stretching hamstrings for ROM, LBP. is this 97112?", "not_supported"),
        ("aquatic balance training, poor balance, falls. 97112?", "not_supported"),
        ("tech ran the balance board for my MS pt with poor balance. 97112?", "not_supported"),
        ("M54.2 neck pain only. 97112?", "insufficient_information"),
        ("MS. can I use 97112", "insufficient_information"),
        ("r/o balance deficit, eval tomorrow. 97112 ok under CGS?", "insufficient_information"),
    ],
)  # fmt: skip
def test_shorthand_leads_to_the_status_that_its_sources_give(question: str, status: Status) -> None:
    """Abbreviations, scores and fragments are read, and the sources decide."""
    case = read_case(question, VOCABULARY)
    result = determine(case, BOOK, PAYERS, read_payer(question, PAYERS))
    assert result.status == status, [f"{f.id} {f.presence}" for f in case.findings]
