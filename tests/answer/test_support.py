"""The gate shows what the passages say, and nothing else."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.support import Judgement, Support, SupportGate
from answer.support.read import read_sentence
from answer.support_given import contradicts_given
from errors import CorpusError

PROJECT = Path(__file__).parents[2]
PAIRS = [
    json.loads(line) for line in (PROJECT / "evals" / "support_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]
MINUTES = (
    "# Medicare's total-time rule\n"
    "Under Medicare's total-time rule, a first unit of 97112 needs at least 8 minutes and a second unit needs at "
    "least 23 minutes, when it is the only timed service of the day.\n"
    "Medicare does not require minutes for each intervention."
)
DATED = (
    "Aetna's older text of CPB 0325 was replaced on 29 October 2025.\n"
    "The practitioner limit for 97112 is 4 units a day and the outpatient hospital limit is 6 units a day.\n"
    "Since 1 January 2022 Medicare pays 85 percent for a service that carries CQ.\n"
    "Medicare's KX threshold for 2025 was $2,410. Medicare's KX threshold for 2026 is $2,480."
)


@pytest.fixture(scope="module")
def gate() -> SupportGate:
    return SupportGate.from_corpus(PROJECT / "corpus")


def test_a_whole_sentence_of_the_passage_scores_one(gate: SupportGate) -> None:
    """Quotations are never held back."""
    assert gate.check(MINUTES.splitlines()[1], [MINUTES]) == Support(1.0, "shown")


def test_a_part_of_a_sentence_is_no_quotation(gate: SupportGate) -> None:
    """A slice that leaves the "not" behind is checked like any other text."""
    assert gate.check("require minutes for each intervention", [MINUTES]).verdict == "withheld"


SHOWN = {
    "number words": "Medicare wants eight minutes or more for a first unit of 97112.",
    "percent": "Medicare has paid 85 % for a service with CQ since 1/1/2022.",
    "money": "The KX threshold was $2,410 in 2025.",
    "date in another form": "Aetna's older CPB 0325 text was replaced on October 29, 2025.",
    "less exact date": "Aetna's older CPB 0325 text was replaced in October 2025.",
    "denial in other words": "Minutes for each intervention are not required by Medicare.",
}


@pytest.mark.parametrize("statement", SHOWN.values(), ids=SHOWN.keys())
def test_the_same_fact_in_other_words_is_shown(statement: str, gate: SupportGate) -> None:
    """Numbers, dates, amounts and denials are read, not compared as text."""
    support = gate.check(statement, [MINUTES, DATED])
    assert support.verdict == "shown", support


WITHHELD = {
    "number": "Under Medicare's total-time rule a first unit of 97112 needs at least 10 minutes.",
    "order": "A second unit of 97112 needs at least 8 minutes under Medicare's total-time rule.",
    "dropped not": "Medicare requires minutes for each intervention.",
    "payer": "Cigna does not require minutes for each intervention.",
    "date": "Aetna's older text of CPB 0325 was replaced on 29 October 2024.",
    "side of a date": "Until 1 January 2022 Medicare paid 85 percent for a service that carries CQ.",
    "bound": "A first unit of 97112 needs at most 8 minutes under Medicare's total-time rule.",
    "setting": "The outpatient hospital limit for 97112 is 4 units a day.",
    "modifier": "Since 1 January 2022 Medicare pays 85 percent for a service that carries CO.",
    "amount and year": "Medicare's KX threshold for 2025 was $2,480.",
    "code": "Under Medicare's total-time rule, a first unit of 97110 needs at least 8 minutes.",
    "exception": "Medicare never requires minutes for each intervention, under no circumstances.",
    "another subject": "The Berg Balance Scale has a ceiling effect.",
    "nothing": "…",
}


@pytest.mark.parametrize("statement", WITHHELD.values(), ids=WITHHELD.keys())
def test_a_changed_fact_is_withheld_and_says_why(statement: str, gate: SupportGate) -> None:
    """Each with a problem in a plain sentence."""
    support = gate.check(statement, [MINUTES, DATED])
    assert support.verdict == "withheld", support
    assert all(problem.endswith(".") for problem in support.problems)
    assert support.problems


PIECES = [
    "not ",
    "no ",
    "97112 ",
    "Medicare ",
    ", ",
    "under 8 minutes ",
    "(a)",
    "1/1/2022 ",
    "13/45/2020 ",
    "$5M ",
    "…",
    "’",
]


@given(statement=st.lists(st.sampled_from(PIECES) | st.text(max_size=3)), passage=st.lists(st.sampled_from(PIECES)))
def test_no_text_breaks_the_gate(statement: list[str], passage: list[str], gate: SupportGate) -> None:
    """Whatever a model writes, the gate answers."""
    support = gate.check("".join(statement), ["".join(passage)])
    assert 0 <= support.score <= 1


def test_a_number_of_the_question_may_be_repeated(gate: SupportGate) -> None:
    """It stands nowhere in the passage, but the case is about it."""
    question = "What of 20 minutes of 97112 for Medicare?"
    statement = (
        "For your 20 minutes, a second unit of 97112 needs at least 23 minutes under Medicare's total-time rule."
    )
    assert gate.check(statement, [MINUTES], question).verdict != "withheld"
    assert gate.check(statement, [MINUTES]).verdict == "withheld"


def test_a_number_of_the_question_does_not_replace_the_passage_s(gate: SupportGate) -> None:
    """Asked whether it is 5, the answer is not 5 where the passage says 4."""
    statement = "The practitioner limit for 97112 is 5 units a day."
    passage = "The practitioner limit for 97112 is 4 units a day."
    assert gate.check(statement, [passage], "Is the limit 5 units a day?").verdict == "withheld"


@dataclass(frozen=True)
class Reads:
    """A model that says the same of every pair."""

    judgement: Judgement

    def judge(self, evidence: str, statement: str) -> Judgement:
        return self.judgement


def test_an_encoder_and_an_entailment_model_take_part_in_the_score(gate: SupportGate) -> None:
    """Both are optional and both move the score."""
    statement = "Medicare wants eight minutes or more for a first unit of 97112."
    plain = gate.check(statement, [MINUTES]).score
    near = (
        SupportGate(gate.words, similarity=lambda _, sentences: [1.0] * len(sentences))
        .check(statement, [MINUTES])
        .score
    )
    doubted = SupportGate(gate.words, entailment=Reads(Judgement(entails=0.0))).check(statement, [MINUTES]).score
    assert doubted < plain <= near


def test_a_model_that_reads_a_contradiction_withholds(gate: SupportGate) -> None:
    """What the rules would show is held back, with the reason."""
    statement = "Medicare wants eight minutes or more for a first unit of 97112."
    assert gate.check(statement, [MINUTES]).verdict != "withheld"
    contradicted = SupportGate(gate.words, entailment=Reads(Judgement(contradicts=0.99))).check(statement, [MINUTES])
    assert contradicted.verdict == "withheld"
    assert contradicted.problems == ("The cited passage is read as saying otherwise.",)


def test_a_model_that_reads_agreement_sets_aside_what_rules_read_in_words_but_no_fact(gate: SupportGate) -> None:
    """A turned word may be forgiven; another number never is."""
    agreeing = SupportGate(gate.words, entailment=Reads(Judgement(contradicts=0.01)))
    passage = "The practitioner limit for 97112 is not an edit of the payer; it is a limit of 4 units a day."
    turned = "The practitioner limit for 97112 is an edit of the payer, a limit of 4 units a day."
    assert gate.check(turned, [passage]).verdict == "withheld"
    assert agreeing.check(turned, [passage]).verdict != "withheld"
    assert agreeing.check(turned.replace("4 units", "5 units"), [passage]).verdict == "withheld"


@pytest.mark.parametrize(
    ("status", "statement", "contradicts"),
    [
        ("supported", "Therefore 97112 is not justified here.", True),
        ("not_supported", "Therefore 97112 is justified here.", True),
        ("insufficient_information", "Therefore 97112 is justified here.", True),
        ("depends_on_payer", "Whether 97112 is justified here depends on the payer.", False),
        ("supported", "Therefore 97112 is justified here.", False),
        (None, "Therefore 97112 is justified here.", False),
    ],
)
def test_a_verdict_has_to_be_the_determination_s(
    status: str | None, statement: str, contradicts: bool, gate: SupportGate
) -> None:
    """A sentence about the case may not go against the rules or beyond them."""
    assert contradicts_given(gate, statement, status, {}, []) is contradicts  # type: ignore[arg-type]


def test_units_have_to_be_the_computed_ones(gate: SupportGate) -> None:
    """Another number stands only where a cited passage joins it with the code."""
    allowed = {"97112": frozenset({2})}
    assert contradicts_given(gate, "97112 earns 3 units.", None, allowed, [MINUTES])
    assert not contradicts_given(gate, "97112 earns 2 units.", None, allowed, [MINUTES])
    assert not contradicts_given(gate, "The practitioner limit for 97112 is 4 units a day.", None, allowed, [DATED])


def test_facts_are_normalised(gate: SupportGate) -> None:
    """Each way to write a fact gives one value."""
    for text in ("1 July 2024", "July 1, 2024", "7/1/2024", "2024-07-01", "1st of July 2024"):
        assert [f.value for f in read_sentence(f"It took effect on {text}.", gate.words).facts] == ["2024-07-01"], text
    for text in ("10 %", "10%", "ten percent", "10 percent", "10.0 per cent"):
        assert [f.value for f in read_sentence(f"It was {text} of all.", gate.words).facts] == ["10"], text
    for text in ("$2,480", "$2480.00", "US$2,480"):
        assert [f.value for f in read_sentence(f"It was {text}.", gate.words).facts] == ["2480"], text


def test_a_missing_vocabulary_is_told(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(CorpusError, match=r"support\.toml"):
        SupportGate.from_corpus(tmp_path)


def test_every_labelled_passage_is_a_section_of_a_document() -> None:
    """A pair keeps its passage as it was when it was labelled; digests move on, their ids stay."""
    for pair in PAIRS:
        assert (PROJECT / "corpus" / "documents" / f"{pair['document']}.md").is_file(), pair["id"]
        assert pair["passage"].startswith("#"), pair["id"]


def test_the_halves_share_no_document() -> None:
    """What was tuned on is not measured on."""
    documents = {split: {p["document"] for p in PAIRS if p["split"] == split} for split in ("tune", "held_out")}
    assert not documents["tune"] & documents["held_out"]
    assert len(PAIRS) >= 320


def test_the_labelled_pairs_stay_as_well_judged_as_reported(gate: SupportGate) -> None:
    """A change of rules or words that lets more lies pass, or holds back more truths, is seen (see evals/results)."""
    verdicts = [(p["label"], gate.check(p["statement"], [p["passage"]]).verdict != "withheld") for p in PAIRS]
    share = {
        label: sum(passed for of, passed in verdicts if of == label) / sum(of == label for of, _ in verdicts)
        for label in ("supported", "contradicted", "unrelated")
    }
    assert share["contradicted"] <= 0.075, share
    assert share["supported"] >= 0.95, share
    assert share["unrelated"] <= 0.02, share
