"""Notes are read for what they hold; nothing is ever written for them."""

import json
from pathlib import Path

import pytest

from answer.describe_note import describe_note
from rules.note_elements import load_note_rules
from rules.note_visits import split_visits
from rules.notes import check_note, refuses_writing
from rules.tables import load_tables

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
RULES = load_note_rules(CORPUS)
TABLES = load_tables(CORPUS)

GOOD = """Date: 11/03/2025. PT note.
Dynamic balance impaired: Mini-BESTest 16/28.
97112 18 min: tandem stance on foam, eyes closed, 4 x 30 s; tactile cue at pelvis and verbal cue to shift weight.
PT needed because he sways left without noticing. Losses of balance fell from 5 to 2.
97110 22 min: leg press 3 x 10 for strength.
Goal: step over tub edge without holding, 3 weeks.
Timed 40 min. Total 45 min. Billed 97112 x1, 97110 x2.
Signed, PT, DPT."""


def _labelled() -> list[dict]:
    lines = (ROOT / "evals" / "notes_tune.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_elements_agree_with_the_labelled_notes():
    """At least 90 of 100 elements of the labelled notes are read as their labels say."""
    wrong, count = [], 0
    for row in _labelled():
        report = check_note((ROOT / "evals" / row["file"]).read_text(encoding="utf-8"), RULES, TABLES)
        count += len(row["elements"])
        wrong += [
            f"{row['id']} {key}: {label} read as {report.status(key)}"
            for key, label in row["elements"].items()
            if report.status(key) != label
        ]
    assert len(wrong) / count <= 0.10, "\n".join(wrong)


def test_labelled_problems_are_found():
    """At least 90 of 100 labelled problems are found."""
    missed, count = [], 0
    for row in _labelled():
        report = check_note((ROOT / "evals" / row["file"]).read_text(encoding="utf-8"), RULES, TABLES)
        count += len(row["problems"])
        missed += [f"{row['id']}: {p}" for p in row["problems"] if p not in {x.id for x in report.problems}]
    assert len(missed) / count <= 0.10, "\n".join(missed)


def test_a_good_note_has_every_element_and_no_problem():
    """Impairment, task, skill, reason, response, function, minutes and signature are all quoted."""
    report = check_note(GOOD, RULES, TABLES)
    judged = {e.id: e.status for e in report.elements if e.status != "elsewhere"}
    assert set(judged.values()) == {"present"}, judged
    assert report.problems == ()
    for element in report.elements:
        if element.span:
            assert GOOD[element.span.start : element.span.end] == element.span.text


def test_a_bare_line_lacks_activity_skill_and_function():
    """ "Neuro re-ed 15 min, tolerated well" names no activity, no skill and no goal; the phrase is marked."""
    report = check_note("Neuro re-ed 15 min, tolerated well, continue plan", RULES, TABLES)
    for element in ("activity_detail", "skill", "why_skilled", "function_goal"):
        assert report.status(element) == "missing", element
    assert report.status("response") == "weak"
    assert [phrase.span.text for phrase in report.phrases if phrase.span] == ["tolerated well", "continue plan"]


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("97112 20 min: theraband rows 3 x 10 to strengthen scapula", "strength_purpose"),
        ("97112 12 min: treadmill with cues for step length", "gait_purpose"),
        ("97112 15 min: sit to stand from toilet height for toileting", "whole_task_purpose"),
        ("97112 8 min: posture talk and handout", "education_only"),
        ("Rehab aide ran the balance list for 20 min, 97112", "aide"),
        ("Two patients on balance boards, 20 min, 97112 each", "concurrent"),
        ("NMES during stepping, 97032 and 97112 for the same 15 minutes", "same_minutes_double_count"),
        ("97112 6 min tandem. Timed 6, total 6. 97112 x1", "minutes_do_not_support_units"),
        ("97112 32 min. Timed 32, total 40. 97112 x3", "minutes_do_not_support_units"),
        ("Adjusted C5, then cervical 97112 with 59", "same_region_manipulation"),
        ("97112: supervision because patient forgets walker", "reminder_only"),
    ],
)
def test_what_speaks_against_the_code_is_named(note, problem):
    """Each described pattern is found and rests on a sentence of the corpus."""
    found = {one.id: one for one in check_note(note, RULES, TABLES).problems}
    assert problem in found, found.keys()
    assert found[problem].cites


def test_strength_under_its_own_code_is_no_fault():
    """A separate 97110 block for strength does not speak against 97112."""
    assert "strength_purpose" not in {p.id for p in check_note(GOOD, RULES, TABLES).problems}


def test_repeated_notes_are_noticed():
    """Three visits with the same words are boilerplate; three different ones are not."""
    visit = "{} Balance re-ed: SLS, tandem, foam, cones. Unsteady. Timed 30, total 30. 97112 x2. Signed PT.\n"
    same = "".join(visit.format(day) for day in ("11/02/2025", "11/04/2025", "11/06/2025"))
    assert len(split_visits(same)) == 3
    assert "boilerplate" in {p.id for p in check_note(same, RULES, TABLES).problems}
    different = check_note(GOOD + "\n11/05/2025 Gait only today, 97116 15 min, stairs.", RULES, TABLES)
    assert "boilerplate" not in {p.id for p in different.problems}


def test_every_quote_of_the_rules_stands_in_the_corpus():
    """Each element and problem cites an exact slice of one line of a digest."""
    rows = [*RULES.elements, *RULES.problems, *RULES.derived.values(), RULES.phrases, RULES.writing]
    for cite in (cite for row in rows for cite in row.cites):
        text = (CORPUS / "documents" / f"{cite.document_id}.md").read_text(encoding="utf-8")
        assert any(cite.quote in line for line in text.splitlines()), cite


@pytest.mark.parametrize(
    "request_text",
    [
        "Write me a note that justifies 97112",
        "reword my note so it passes",
        "Can you draft a justification for neuro re-ed?",
        "rewrite this to sound skilled",
        "give me wording that I can paste",
        "make the note fit 97112",
    ],
)
def test_notes_are_not_written(request_text):
    """A request to write or word a note is refused, with the reason and its source."""
    refusal = refuses_writing(request_text, RULES)
    assert refusal is not None
    assert "does not write" in refusal.text


@pytest.mark.parametrize(
    "request_text",
    [
        "Is my note enough for 97112?",
        "Who has to sign the note?",
        "What must a note contain?",
        "When was the rule rewritten?",
    ],
)
def test_questions_about_notes_are_answered(request_text):
    """Asking what a note needs is no request to write one."""
    assert refuses_writing(request_text, RULES) is None


def test_a_description_puts_gaps_first():
    """What is missing stands before what is present, and the summary counts both."""
    described = describe_note(check_note("97112 15 min, tolerated well. Signed PT", RULES, TABLES))
    statuses = [line.status for line in described.lines if line.section == "elements"]
    assert statuses[0] == "missing"
    assert statuses.index("present") > statuses.index("missing")
    assert described.summary.startswith("1 note: of ")


def test_an_empty_note_is_read_without_error():
    """Nothing in, nothing found."""
    report = check_note("", RULES, TABLES)
    assert {e.status for e in report.elements} == {"missing", "elsewhere"}
