"""A decided case reads as a direct, cited answer."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from answer import markdown
from answer.describe_necessity import draft_necessity, to_conflicts, to_determination
from answer.draft import OPENING
from answer.necessity_sentence import summarize
from answer.schema import Statement
from rules.cite import Cite
from rules.necessity import NecessityResult, determine
from rules.readings import load_readings
from rules.wording import lower_first
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


def finding(word: str) -> Finding:
    """`-` before an id denies it."""
    name = word.removeprefix("-")
    return Finding(name, "absent" if word.startswith("-") else "present", Span(0, len(name), name))


def decide(findings: str, payer: str | None) -> tuple[Case, NecessityResult]:
    case = Case(tuple(finding(word) for word in findings.split()))
    return case, determine(case, BOOK, PAYERS, payer)


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
    case, result = decide("posture_deficit do_postural_training skill_feedback function_limitation", "aetna")
    assert "was not seen" in summarize(result, BOOK, PAYERS)
    grid = to_determination(result, case, BOOK, PAYERS, Numberer()).readings
    (unseen,) = [reading for reading in grid if reading.id == "aetna-revised"]
    assert unseen.note.endswith("open CPB 0325.")
    assert all(not reading.note for reading in grid if reading.criteria)


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
    """Where nobody refuses, the opening says so first, and why the status still says that it depends on the payer."""
    findings = "balance_dynamic do_balance_training skill_facilitation falls dx_stroke"
    _, result = decide(findings, None)
    sentence = summarize(result, BOOK, PAYERS)
    assert not result.refusing + result.silent
    assert "while  would" not in sentence
    assert "every reading that is held here and in force supports 97112" in sentence
    assert sentence.endswith("it still depends on the payer, as it is not said who pays.")


def test_unskilled_work_is_sent_to_no_other_code() -> None:
    """An aide's strengthening is no 97110 either, and the first sentence says why."""
    case, result = decide("by_aide do_strengthening for_strength", None)
    sentence = summarize(result, BOOK, PAYERS)
    assert "aide" in sentence
    assert "no code is offered instead, because" in sentence
    assert "97110" not in sentence
    assert to_determination(result, case, BOOK, PAYERS, Numberer()).alternatives == ()


def test_a_code_for_unskilled_work_stands_with_its_condition() -> None:
    """Strengthening that is only watched is 97110 at most for minutes that needed skill."""
    case, result = decide("do_strengthening unskilled_supervision", None)
    sentence = summarize(result, BOOK, PAYERS)
    assert "consider" not in sentence
    assert sentence.endswith("work that needs no therapist's skill is payable under no other therapy code.")
    (alternative,) = to_determination(result, case, BOOK, PAYERS, Numberer()).alternatives
    assert alternative.why.endswith("only for minutes that needed a therapist's skill, which is not described")


def test_a_code_that_the_reason_names_is_not_named_twice() -> None:
    """Epley is 95992, not 97112: said once."""
    _, result = decide("do_canalith dx_bppv", None)
    assert summarize(result, BOOK, PAYERS).endswith("canalith repositioning is 95992, not 97112.")


def test_what_the_case_denies_is_not_called_unsaid() -> None:
    """A denied limit of function is a reason, not a gap; denied cues are no gap either."""
    _, result = decide("posture_deficit do_postural_training -skill_cueing falls", None)
    sentence = summarize(result, BOOK, PAYERS)
    assert "not said what the clinician" not in sentence
    assert "cues or handling are said not to be there" in sentence
    _, denied = decide("posture_deficit do_postural_training skill_feedback -function_limitation", None)
    assert denied.status == "not_supported"
    assert "a limit of function is denied" in summarize(denied, BOOK, PAYERS)


def test_manipulation_beside_retraining_is_a_statement_of_its_own() -> None:
    """The retraining is decided by itself; what manipulation in the same visit means stands beside it."""
    findings = "motor_control_deficit do_motor_control_training skill_feedback function_limitation do_manipulation"
    _, result = decide(findings, "auto")
    assert not result.exclusions
    beside = [d for d in draft_necessity(result, BOOK, PAYERS, "biller") if d.section == "Other work in the same visit"]
    assert "same region it is not separate" in beside[0].text
    assert "Original Medicare does not pay a chiropractor" in beside[1].text


def test_manipulation_with_a_code_of_its_own_does_not_decide_97112() -> None:
    """What was billed apart neither makes nor unmakes 97112, and is still spoken of."""
    apart = replace(finding("do_manipulation"), apart=True)
    result = determine(Case((apart, finding("posture_deficit"))), BOOK, PAYERS)
    assert result.exclusions == ()
    assert "manipulation-beside" in [view.id for view in result.source_views]


def test_contractors_that_say_the_same_stand_in_one_line() -> None:
    """Medicare's contractors fill a line for each reading, not one for each contractor."""
    case, result = decide("balance_deficit do_balance_training skill_cueing falls", "medicare")
    lines = [d for d in draft_necessity(result, BOOK, PAYERS, "clinician") if d.section == "What is known of the payer"]
    assert len(lines) == 3
    assert any("CGS" in line.text and "NGS" in line.text for line in lines)
    rows = to_determination(result, case, BOOK, PAYERS, Numberer()).readings
    assert any("Noridian" in row.holder and "WPS" in row.holder for row in rows)


def test_reasons_speak_of_what_this_case_has_or_lacks() -> None:
    """Two different cases have different reasons, and a score without function is told what it lacks."""
    _, scored = decide("balance_deficit measure_berg do_balance_training skill_guarding", None)
    _, posture = decide("posture_deficit do_postural_training skill_feedback function_limitation", None)
    why = [
        [d.text for d in draft_necessity(result, BOOK, PAYERS, "clinician") if d.section == "Why"]
        for result in (scored, posture)
    ]
    assert why[0][0].startswith("No balance score by itself qualifies")
    assert "alignment alone is weak support" in why[1][0]
    assert all(len(texts) <= 3 for texts in why)


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Berg Balance Scale", "Berg Balance Scale"),
        ("Timed Up and Go", "Timed Up and Go"),
        ("Low tone (hypotonia, flaccidity)", "low tone (hypotonia, flaccidity)"),
        ("Neurodevelopmental treatment (NDT, Bobath)", "neurodevelopmental treatment (NDT, Bobath)"),
        ("Balance training", "balance training"),
    ],
)
def test_a_name_keeps_its_capitals_inside_a_sentence(label: str, inside: str) -> None:
    """Only a plain word loses its first capital."""
    assert lower_first(label) == inside


def test_payers_side_by_side_are_named_by_their_own_names() -> None:
    """A program of several contractors who agree has one name, and a wording not seen is said to be so."""
    case, _ = decide("balance_dynamic do_balance_training skill_facilitation falls", None)
    result = determine(case, BOOK, PAYERS, None, ("medicare", "aetna"))
    assert summarize(result, BOOK, PAYERS) == (
        "As described, 97112 depends on the payer: Medicare (Part B) would accept this, and the wording of Aetna "
        "on 97112 was not seen."
    )


def test_what_every_reading_asks_alike_is_written_once() -> None:
    """Readings that no longer hold keep their own line; what one reading asks of its own stays with it."""
    case, result = decide("balance_deficit do_balance_training", None)
    determination = to_determination(result, case, BOOK, PAYERS, Numberer())
    written = markdown.render(determination, (), (), (), ())
    in_force = [reading for reading in determination.readings if reading.in_force and reading.criteria]
    assert len(in_force) > 1
    for row in in_force[0].criteria:
        asking = [reading for reading in determination.readings if row in reading.criteria]
        alike = all(reading in asking for reading in in_force)
        times = len(asking) - len(in_force) + 1 if alike else len(asking)
        assert written.count(f"{markdown.CRITERION_MARKS[row.status]}: {row.text}") == times, row.id


def test_the_answer_is_cited_where_nothing_of_the_payer_was_seen() -> None:
    """A payer without a text of its own leaves what the code itself asks for."""
    _, result = decide("balance_static do_balance_training skill_cueing function_goal", "kaiser")
    assert result.status == "depends_on_payer"
    assert draft_necessity(result, BOOK, PAYERS, "clinician")[0].cites


def test_what_answers_a_question_beside_the_verdict_stands_before_it() -> None:
    """An argument in dispute or who may do it is answered before the status; what explains the verdict follows."""
    case, result = decide("balance_deficit do_balance_training", None)
    determination = to_determination(result, case, BOOK, PAYERS, Numberer())
    said = [
        Statement(text=text, section=section, citations=(), basis="quote", support=1.0)
        for text, section in (("CQ.", "Answer"), (determination.summary, "Answer"), ("Because.", "Why"))
    ]
    written = markdown.render(determination, (), said, (), ())
    order = ["CQ.", markdown.HEADLINES[determination.headline], determination.summary, "Because."]
    assert sorted(order, key=written.index) == order
    assert markdown.ahead_of_verdict(determination, said[1:]) == []


def test_a_case_that_lacks_only_what_goes_with_the_work_does_not_open_like_a_refusal() -> None:
    """The work fits the code: that is said first, then what is not said with it."""
    _, result = decide("balance_static do_balance_training skill_cueing", None)
    case, _ = decide("balance_static do_balance_training skill_cueing", None)
    determination = to_determination(result, case, BOOK, PAYERS, Numberer())
    assert (determination.status, determination.headline) == ("insufficient_information", "fits_not_all_said")
    assert "97112 fits what was done, but is not yet supported: it is not said" in determination.summary
    assert "fits what was done" in markdown.render(determination, (), (), (), ())


def test_nothing_else_is_told_of_a_code_before_an_urgent_sign_is_settled() -> None:
    """The sign, the first sentence and the criteria; no reasons, payers, evidence or disputes."""
    case, result = decide("balance_static do_balance_training flag_saddle_anesthesia", "medicare-cgs")
    assert result.is_urgent
    assert [draft.section for draft in draft_necessity(result, BOOK, PAYERS, "clinician")] == [OPENING]
    assert to_conflicts(result, Numberer()) == ()
    assert to_determination(result, case, BOOK, PAYERS, Numberer()).headline == "red_flag_first"
