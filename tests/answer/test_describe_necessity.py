"""A decided case reads as a direct, cited answer."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from answer.describe_necessity import draft_necessity, summarize, to_conflicts, to_determination
from rules.cite import Cite
from rules.necessity import NecessityResult, determine
from rules.readings import load_readings
from understand.case import Case, Finding, Span
from understand.payers import load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
SEED = "dx_cervicalgia pain headache paresthesia flag_bilateral_arm"
CASES = [
    (SEED, None),
    ("do_strengthening for_strength", None),
    ("balance_static do_pnf skill_facilitation function_goal", "medicare-cgs"),
    ("posture_deficit do_postural_training skill_feedback function_limitation", None),
    ("posture_deficit do_postural_training skill_feedback function_limitation", "aetna"),
    ("balance_deficit do_balance_training skill_cueing falls by_chiropractor", "medicare"),
]


class Numberer:
    """Numbers cites in the order of first use, as the citation book does."""

    def __init__(self) -> None:
        self.seen: dict[Cite, int] = {}

    def __call__(self, cites: Iterable[Cite]) -> tuple[int, ...]:
        return tuple(self.seen.setdefault(cite, len(self.seen) + 1) for cite in cites)


def decide(findings: str, payer: str | None) -> tuple[Case, NecessityResult]:
    case = Case(tuple(Finding(i, "present", Span(0, len(i), i)) for i in findings.split()), payer=payer)
    return case, determine(case, BOOK, PAYERS)


@pytest.mark.parametrize(("findings", "payer"), CASES)
def test_the_answer_opens_directly_and_every_sentence_is_cited(findings: str, payer: str | None) -> None:
    """The summary says "as described"; no sentence stands without a source."""
    _, result = decide(findings, payer)
    drafts = draft_necessity(result, BOOK, PAYERS, "clinician")
    opening = next(draft for draft in drafts if draft.section == "Answer")
    assert opening.text == summarize(result, BOOK, PAYERS)
    assert "as described" in opening.text.lower()
    assert opening.text.endswith(".")
    assert all(draft.cites for draft in drafts)
    assert all(draft.text == draft.cites[0].quote for draft in drafts if draft.basis == "quote")


@pytest.mark.parametrize(("findings", "payer"), CASES)
def test_a_persona_changes_order_and_nothing_else(findings: str, payer: str | None) -> None:
    """Clinician, biller and educator read the same sentences."""
    _, result = decide(findings, payer)
    read = [draft_necessity(result, BOOK, PAYERS, who) for who in ("clinician", "biller", "educator")]
    assert set(read[0]) == set(read[1]) == set(read[2])


@pytest.mark.parametrize(("findings", "payer"), CASES)
def test_every_part_of_the_determination_is_numbered(findings: str, payer: str | None) -> None:
    """Advice, alternatives, flags and criteria carry citations; evidence is the question's own words."""
    case, result = decide(findings, payer)
    determination = to_determination(result, case, BOOK, PAYERS, Numberer())
    assert determination.status == result.status
    assert all(item.citations for item in determination.would_change)
    assert all(item.citations for item in determination.alternatives)
    assert all(c.citations for reading in determination.readings for c in reading.criteria)
    evidence = {c.evidence for r in determination.readings for c in r.criteria if c.evidence}
    assert all(word in findings.split() for text in evidence for word in text.split("; "))


def test_an_urgent_red_flag_stands_in_the_summary_too() -> None:
    """An urgent sign opens the first sentence, even where the code would fit."""
    case, result = decide("flag_hoffmann balance_deficit do_balance_training skill_cueing falls", "medicare-cgs")
    determination = to_determination(result, case, BOOK, PAYERS, Numberer())
    assert determination.status == "supported"
    assert determination.summary.startswith("Settle the red flag before any question of code")
    assert determination.red_flags[0].action


def test_like_readings_share_a_row_and_no_holder_is_lost() -> None:
    """Without a payer, readings with the same criteria stand in one row that names every holder."""
    case, result = decide(SEED, None)
    rows = to_determination(result, case, BOOK, PAYERS, Numberer()).readings
    held = " ".join(row.holder for row in rows)
    assert len(rows) < len(result.readings) / 2
    assert all(reading.reading.holder in held for reading in result.readings)


def test_the_right_code_stands_in_the_first_sentence() -> None:
    """What is not 97112 is named with the code that it is."""
    _, result = decide("do_strengthening for_strength", None)
    assert "97110" in summarize(result, BOOK, PAYERS)


def test_a_payer_whose_wording_was_not_seen_is_said_to_be_so() -> None:
    """Aetna's present text is not guessed at."""
    _, result = decide("posture_deficit do_postural_training skill_feedback function_limitation", "aetna")
    assert "was not seen" in summarize(result, BOOK, PAYERS)


def test_the_seed_case_shows_the_published_answer() -> None:
    """The published verdict and our check of it are shown as that source's view."""
    _, result = decide(SEED, None)
    drafts = draft_necessity(result, BOOK, PAYERS, "educator")
    published = [draft for draft in drafts if draft.section == "A published answer to this case"]
    assert "97110" in published[0].text
    assert "contested" in published[0].text


def test_readings_that_differ_on_the_case_stand_side_by_side() -> None:
    """Where one reading accepts and another asks for more, both are shown with their holders."""
    _, result = decide("proprioception_deficit do_proprioceptive_training skill_feedback function_limitation", None)
    first = to_conflicts(result, Numberer())[0]
    assert first.topic == "Is this case accepted as described?"
    assert {p.says.split(",")[0].split(":")[0] for p in first.positions} >= {"Accepted", "Not said"}
    assert any("CGS" in p.holder for p in first.positions)


def test_conflicts_stand_side_by_side_with_dates() -> None:
    """Each position has a holder, a date and a source."""
    _, result = decide(SEED, None)
    positions = [p for conflict in to_conflicts(result, Numberer()) for p in conflict.positions]
    assert len(positions) >= 4
    assert all(p.holder and p.date and p.citations for p in positions)


def test_every_payer_accepting_is_no_unfinished_sentence() -> None:
    """Where nobody refuses, what it depends on is that no payer is named."""
    findings = "balance_dynamic do_balance_training skill_facilitation falls dx_stroke"
    _, result = decide(findings, None)
    sentence = summarize(result, BOOK, PAYERS)
    assert not result.refusing + result.silent
    assert "while  would" not in sentence
    assert sentence.endswith("it is not said who pays.")


def test_payers_side_by_side_are_named_by_their_own_names() -> None:
    """A program of several contractors who agree has one name, and a wording not seen is said to be so."""
    case, _ = decide("balance_dynamic do_balance_training skill_facilitation falls", None)
    result = determine(case, BOOK, PAYERS, None, ("medicare", "aetna"))
    assert summarize(result, BOOK, PAYERS) == (
        "As described, 97112 depends on the payer: Medicare (Part B) would accept this, and the wording of Aetna "
        "on 97112 was not seen."
    )
