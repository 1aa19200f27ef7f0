"""Computed answers on units, pairs, limits, thresholds and modifiers: what is said, and on what it rests."""

import time
from datetime import date
from pathlib import Path

import pytest

from answer.billing.asked import PayerAsked
from answer.describe_billing import describe_billing
from rules.tables import load_tables
from understand.services import prepare_reader, read_services

CORPUS = Path(__file__).parents[2] / "corpus"
TABLES = load_tables(CORPUS)
TODAY = date(2026, 11, 21)


def ask(text, payer=None, name=None, today=TODAY):
    payers = [PayerAsked(payer, name or "This payer")] if payer else []
    return describe_billing(text, read_services(text, TABLES.codes), payers, TABLES, today)


def said(text, payer=None, **more) -> str:
    result = ask(text, payer, **more)
    return " ".join(statement.text for statement in result.statements) if result else ""


ANSWERS = [
    ("is 97112 with an eval ok on the same day", None, "no active edit between 97112 and 97161"),
    ("97112 and re-eval same day, need a 59?", None, "no active edit between 97112 and 97164"),
    (
        "half neuro, half ther ex of 60 minutes, units",
        "medicare",
        "60 timed minutes are 4 units: 97112 ×2 and 97110 ×2",
    ),
    ("dry needling 10 min, neuro 23 min, units", "medicare", "10 minutes that the question gives to no service"),
    ("24 min neuro re-ed, 23 min therex", "medicare", "47 timed minutes are 3 units: 97112 ×2 and 97110 ×1."),
    ("24 min neuro re-ed, 23 min therex", None, "the same 47 timed minutes are 4 units: 97112 ×2 and 97110 ×2."),
    ("24 min neuro re-ed, 23 min therex", None, "The midpoint rule gives 1 unit more than Medicare's rule here"),
    ("20 of 97112 + 20 of 97110", "medicare", "the therapist chooses: 97112 ×2 and 97110 ×1; or 97112 ×1 and 97110 ×2"),
    ("8 minutes per unit, so 24 minutes is 3 units of 97112?", "medicare", "A unit is not every 8 minutes"),
    ("8 minutes per unit, so 24 minutes is 3 units of 97112?", "medicare", "97112 ×3 as billed is 1 unit too many"),
    ("I billed 3 units of 97112 for 40 minutes", "medicare", "97112 ×3 as billed agrees"),
    ("97112 for 68 minutes", "medicare", "5 units of 97112 are 1 above Medicare's practitioner limit of 4 a day"),
    ("97112 45 min, 97110 30 min", "cigna", "5 units are 1 above this payer's reported daily cap of 4"),
    ("97112 24 min, 97110 23 min", "aetna", "No source here says which minute rule"),
    ("97112 24 min and 97110 23 min", "uhc", "is reported to use Medicare's total-time rule"),
    ("97112 40 min in a 30 min visit", None, "more than the visit of 30 minutes"),
    ("97112 9:00-9:20, 97110 9:15-9:40", None, "share 5 minutes"),
    ("two patients at the same time, 20 min of 97112 each", None, "group therapy, 97150"),
    ("PT: neuro 15, gait 10. OT: neuro 22", "medicare", "the 22 timed minutes of the OT plan are 1 unit"),
    ("PT 7 min, PTA 15 min of 97112, CQ or no", None, "97112-GP-CQ ×1"),
    ("PT 8 and PTA 8 min of 97112", None, "Not read in a primary text: the midpoint step"),
    ("how many minutes do i need for 2 units medicare", None, "2 units need 23 to 37 minutes"),
    ("can 97112 and 98941 be billed the same day", None, "97112 is denied beside 98941 unless"),
    ("can 98941 and 97112 be billed the same day", None, "98941 is column 1 and 97112 is column 2"),
    ("does 97112 with 97530 trip an NCCI edit", None, "no active edit between 97112 and 97530"),
    ("97112 and 36591 together?", None, "97112 and 36591 cannot be billed together"),
    ("97112 and 97113 same day", None, "does not answer for 97112 with 97113"),
    ("97112 with 98940 in the same region, modifier 59?", None, "a modifier would misstate the service"),
    ("98941 and 97112 same day, both were low back", None, "a modifier would misstate the service"),
    ("98940 with 97112 ok? all on the neck", None, "a modifier would misstate the service"),
    ("95992 and 97112 same visit, who gets the modifier", None, "with 59 or an X modifier on 97112"),
    ("NCCI edits for 97112", None, "puts 97112 in column 2, with indicator 1, beside 98940 to 98942"),
    ("24 min neuro re-ed", None, "24 timed minutes are 2 units: 97112 ×2."),
    ("38 min of 97112?", None, "38 timed minutes are 3 units"),
    ("pelvic biofeedback 30 min, units", None, "2 units: 90912 ×1 and 90913 ×1."),
    ("can I count the same minutes for 97032 and 97112", None, "cannot share the same minutes"),
    ("which modifier for 97112 by a PTA", None, "Modifier CQ marks"),
    ("two stroke pts at the same time for 20 min, 97112 each?", None, "group therapy, 97150"),
    ("MUE for 97112 in private practice?", None, "practitioner limit for 97112 is 4 units a day"),
    ("kx amount 2026", None, "KX threshold for 2026 is $2,480"),
    ("she has used 2,390 for PT in 2026, need KX yet", None, "KX is not needed yet: $2,390 is below"),
    ("do i need KX at 2,400 of PT and 300 of speech", None, "$2,400 + $300 = $2,700 is $220 above Medicare's $2,480"),
    (
        "used 2,100 in OT and 2,500 in PT, kx on which",
        None,
        "$2,100 is below Medicare's $2,480 of 2026 for OT; $380 is",
    ),
    ("what happens at $3,000", None, "fixed through 2027"),
    ("can CQ go with GO", None, "No: CQ goes with GP, never with GO."),
    ("ok to append 59 and XS both on one line?", None, "No: 59 and an X modifier never stand on the same line."),
    ("does united healthcare use the 8 minute rule", "uhc", "is reported to use Medicare's total-time rule"),
    ("AMA rule = total minutes and medicare = each code by itself, right?", None, "It is the other way round"),
]


@pytest.mark.parametrize(("text", "payer", "sentence"), ANSWERS)
def test_question_gets_its_sentence(text, payer, sentence):
    """Each question's computed answer holds the sentence that answers it."""
    assert sentence in said(text, payer)


@pytest.mark.parametrize(
    "text",
    [
        "Is 97112 covered by Aetna for neck pain?",
        "What's the difference between 97112 and 97110?",
        "What is 97112?",
        "Berg 41, TUG 14 sec: does this support neuromuscular reeducation?",
        "",
        "how do I document 97112",
        "got CO-50 on 97112, now what",
        "treadmill 12 min cueing step length, is that gait or neuro",
        "my rehab aide did 20 min of balance board while I charted, 97112 x1 medicare?",
        "spent 20 min talking posture, gave desk ergonomics handout, M54.2. billed as neuro reed",
    ],
)
def test_nothing_to_compute(text):
    """A question that states nothing to compute gets no computed answer."""
    assert ask(text) is None


@pytest.mark.parametrize("year", [2027, 2019])
def test_year_without_figure_abstains(year):
    """A year that no source states is named as missing, and nothing else is claimed."""
    result = ask(f"what is the KX threshold for {year}")
    assert result.abstained
    assert str(year) in result.missing[0]
    assert "$" not in said(f"what is the KX threshold for {year}")


def test_manipulation_under_medicare_names_the_rule_for_chiropractors():
    """Where Medicare is told to pay, its rule on chiropractors stands beside the pair, and once."""
    rule = "Original Medicare does not pay a chiropractor for 97112"
    assert said("98940 with 97112", "medicare").count(rule) == 1
    assert said("adjusted the neck, 98940 with 97112", "medicare").count(rule) == 1
    assert rule not in said("98940 with 97112")


@pytest.mark.parametrize(
    "text",
    [
        "used 2,390 of PT in 2025, KX in 2026?",
        "kx threshold 2027, we used 1,000 of PT",
        "used 2,390 and OT 300, kx?",
        "patient hit the 2,480 threshold, KX?",
        "what is the KX threshold for PT in 2026",
    ],
)
def test_amount_of_unclear_year_or_therapy_is_put_to_no_threshold(text):
    """Two years, a year without figure, dollars of no therapy beside OT's, or no dollars used: nothing is put to it."""
    assert "By what you tell" not in said(text)


def test_no_year_means_this_year():
    """Without a year the year of the question is meant."""
    assert "$2,410" in said("what's the KX threshold amount", today=date(2025, 5, 1))
    assert ask("what's the KX threshold amount next year").abstained


def test_every_sentence_rests_on_sentences_of_the_corpus():
    """Each computed sentence cites at least one sentence that stands in a document."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (CORPUS / "documents").glob("*.md")}
    for text, payer, _ in ANSWERS:
        for statement in ask(text, payer).statements:
            assert statement.basis == "computed"
            assert statement.cites
            assert all(cite.quote in texts[cite.document_id] for cite in statement.cites)


def test_no_sentence_is_said_twice():
    """An answer repeats no sentence."""
    for text, payer, _ in ANSWERS:
        texts = [statement.text for statement in ask(text, payer).statements]
        assert len(texts) == len(set(texts))


def test_old_table_warns_with_its_edition():
    """A pair from a table older than half a year warns with the edition; a fresh one does not."""
    (warning,) = ask("97112 and 98941 same day?").warnings
    assert warning.code == "old_table"
    assert "1 July 2024" in warning.message
    assert "current quarter" in warning.message
    assert ask("97112 and 98941 same day?", today=date(2024, 8, 1)).warnings == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("97112 24 min and 97110 23 min", "units"),
        ("97112 and 98941 same day?", "modifier"),
        ("MUE of 97112?", "limits"),
        ("kx threshold 2026", "limits"),
        ("can CQ go with GO", "modifier"),
    ],
)
def test_kind_of_question(text, kind):
    """The kind follows what was computed."""
    assert ask(text).kind == kind


def test_first_sentence_answers():
    """The first sentence of a unit answer is the number of units."""
    assert ask("24 min neuro re-ed, 23 min therex", "medicare").statements[0].text == (
        "Under Medicare's total-time rule, 47 timed minutes are 3 units: 97112 ×2 and 97110 ×1."
    )


def test_computed_answer_is_quick():
    """After load a computed answer takes less than 20 ms."""
    prepare_reader(TABLES.codes)
    longest = 0.0
    for text, payer, _ in ANSWERS:
        started = time.perf_counter()
        ask(text, payer)
        longest = max(longest, min(time.perf_counter() - started, _again(text, payer)))
    assert longest < 0.020


def _again(text: str, payer: str | None) -> float:
    started = time.perf_counter()
    ask(text, payer)
    return time.perf_counter() - started


def test_a_medicare_advantage_plan_s_notice_is_not_told_from_original_medicare_s() -> None:
    """Medicare's minutes reach the plan, and its advance notice does not."""
    plan = PayerAsked("medicare", "a Medicare Advantage plan", None, "medicare-advantage")
    text = "do we need an ABN for her"
    result = describe_billing(text, read_services(text, TABLES.codes), [plan], TABLES, TODAY)
    assert result is not None
    assert "No text of a Medicare Advantage plan on advance notices" in result.statements[0].text
    assert "held here" not in said(text, "medicare")
