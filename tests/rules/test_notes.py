"""Notes are read for what they hold; nothing is ever written for them."""

import json
from pathlib import Path

import pytest

from answer.describe_note import describe_note
from rules.note_elements import load_note_rules
from rules.note_visits import read_minutes, split_visits
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


SETS = ("notes_tune", "notes_tune2", "notes_tune3", "notes_tune4", "notes_tune5")


def _labelled() -> list[dict]:
    texts = [(ROOT / "evals" / f"{name}.jsonl").read_text(encoding="utf-8") for name in SETS]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def test_elements_agree_with_the_labelled_notes():
    """At least 98 of 100 elements of the labelled notes are read as their labels say."""
    wrong, count = [], 0
    for row in _labelled():
        report = check_note((ROOT / "evals" / row["file"]).read_text(encoding="utf-8"), RULES, TABLES)
        count += len(row["elements"])
        wrong += [
            f"{row['id']} {key}: {label} read as {report.status(key)}"
            for key, label in row["elements"].items()
            if report.status(key) != label
        ]
    assert len(wrong) / count <= 0.02, "\n".join(wrong)


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
        ("97112 x 30 min. Pt walked 200 ft with RW", "gait_purpose"),
        ("97112 15 min: sit to stand from toilet height for toileting", "whole_task_purpose"),
        ("97112 8 min: posture talk and handout", "education_only"),
        ("Rehab aide ran the balance list for 20 min, 97112", "aide"),
        ("Two patients on balance boards, 20 min, 97112 each", "concurrent"),
        ("NMES during stepping, 97032 and 97112 for the same 15 minutes", "same_minutes_double_count"),
        ("97112 6 min tandem. Timed 6, total 6. 97112 x1", "minutes_do_not_support_units"),
        ("97112 32 min. Timed 32, total 40. 97112 x3", "minutes_do_not_support_units"),
        ("Adjusted C5, then cervical 97112 with 59", "same_region_cmt"),
        ("97112: supervision because patient forgets walker", "reminders"),
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


def _status(note: str, element: str) -> str:
    return check_note(note, RULES, TABLES).status(element)


@pytest.mark.parametrize(
    "words",
    [
        "Errors 5 to 2",
        "Pain 7/10 -> 3/10",
        "Off line x3 vs x6 last visit",
        "LOB 8 in first block / 3 in last block",
        "Bad landings went down from nine to three",
        "Mod A -> min A",
        "11 of 20 trials compared to 5 of 20",
    ],
)
def test_a_change_in_any_form_is_a_response(words):
    """Before and after in digits, words, ratios, arrows or levels of assistance."""
    assert _status(words, "response") == "present"


@pytest.mark.parametrize("words", ["Visit 4 of 12", "Session 3 of 8 visits", "Goal: from 10 to 20 reaches"])
def test_a_count_of_visits_or_a_goal_is_no_response(words):
    """What is planned or counted is no change of the patient."""
    assert _status(words, "response") == "missing"


@pytest.mark.parametrize(
    "words",
    [
        "VC for wider landing",
        'I held the gait belt & cued "slow"',
        "PT supported the forearm and slowed each rep",
        "CGA, cues to look up",
    ],
)
def test_what_the_clinician_did_is_told_in_many_ways(words):
    """A cue with its target, or two things that the clinician did."""
    assert _status(words, "skill") == "present"


@pytest.mark.parametrize("words", ["Verbal cues for form", "Cues prn", "Cueing as needed", "cues for safety"])
def test_a_cue_without_its_target_is_weak(words):
    """For form, for safety and as needed say nothing of what was cued."""
    assert _status(words, "skill") == "weak"


def test_skill_that_is_only_asserted_is_not_shown():
    """ "Skilled therapy was necessary to maximize function" gives no reason and no act."""
    note = "Skilled neuromuscular re-education. Skilled therapy was necessary to maximize function."
    assert (_status(note, "skill"), _status(note, "why_skilled")) == ("missing", "weak")


def test_the_words_of_the_code_are_no_finding():
    """The list of what the code retrains names no impairment of this patient."""
    note = "97112 for deficits in balance, coordination, kinesthetic sense, posture and proprioception"
    assert _status(note, "impairment_named") == "weak"


@pytest.mark.parametrize("heading", ["FUNCTIONAL GOALS:", "Goals: n/a", "Goal: ____", "LTG: see eval"])
def test_a_heading_without_content_is_missing(heading):
    """A heading that nothing follows says nothing."""
    assert _status(f"97112 15 min\n{heading}\nTOTAL TIME: 15", "function_goal") == "missing"


def test_content_under_a_heading_is_read():
    """A heading alone on its line is followed by what it announces."""
    assert _status("Goals:\nstep over the tub edge alone in 3 weeks\n", "function_goal") == "present"


@pytest.mark.parametrize(
    ("words", "status"),
    [("OT, CHT - signed", "present"), ("/s/ PT, DPT", "present"), ("J.R., DPT", "present"), ("Signed: DC", "present"),
     ("Plan signed by MD", "missing"), ("PT signature missing", "missing"), ("J. S.", "weak")],
)  # fmt: skip
def test_a_signature_needs_credentials(words, status):
    """Names are masked; the act of signing and the credential stay. A physician's signature on the plan is none."""
    assert _status(words, "signature") == status


@pytest.mark.parametrize("words", ["PT DAILY NOTE", "Outpatient PT note", "PT tolerated well"])
def test_pt_in_a_title_or_for_patient_furnishes_nothing(words):
    """PT names a therapist only where it is not the title of the note and not the patient."""
    assert _status(words, "furnished_by") == "missing"


@pytest.mark.parametrize(
    ("words", "by_code", "timed", "total"),
    [
        ("NMR 97112 x 24': hurdles. Timed code min: 39   Total tx min: 43", {"97112": 24}, 39, 43),
        ("97112 NEUROMUSCULAR RE-EDUCATION   MIN: 15   UNITS: 1", {"97112": 15}, None, None),
        ("Neuro re-ed 30 min. 20 timed, 25 total", {"97112": 30}, 20, 25),
        ("Timed: 40   Total: 46", {}, 40, 46),
        ("Timed total 25 min; total session 30 min", {}, 25, 30),
        ("28 timed; 33 overall", {}, 28, 33),
    ],
)
def test_minutes_are_read_in_the_forms_that_notes_use(words, by_code, timed, total):
    """Minutes of codes and both totals, before or after their words."""
    read = read_minutes(words)
    assert (dict(read.by_code), read.timed, read.total) == (by_code, timed, total)


def test_rest_within_the_timed_minutes_is_named():
    """15 minutes of work and 15 of rest are 15 timed minutes; rest that was left out is no fault."""
    note = "15 min of activity with 15 min of rest, 30 min timed, 97112 x2. Total 30 min"
    found = {problem.id: problem.text for problem in check_note(note, RULES, TABLES).problems}
    assert "15 of the 30 minutes" in found["rest_counted"]
    assert "15 timed minutes are 1 unit" in found["minutes_do_not_support_units"]
    apart = "97112 15 min, 15 min rest not counted. Timed 15. Total 30. 97112 x1"
    assert not {"rest_counted"} & {problem.id for problem in check_note(apart, RULES, TABLES).problems}


def test_units_are_held_against_the_whole_visit_where_no_timed_minutes_are_told():
    """Three units do not fit into a visit of 30 minutes, whatever part of it was timed."""
    found = {problem.id for problem in check_note("Balance work. Total 30 min. 97112 x3", RULES, TABLES).problems}
    assert "minutes_do_not_support_units" in found


def test_what_stands_after_another_code_s_line_is_read():
    """A line of 97110 that ends does not hide the line after it."""
    note = '97112 15 min: foam stance 3 x 30 s.\n97110 10 min: leg press 3 x 10.\nCGA; cued to "feel the heel".'
    assert _status(note, "skill") == "present"


def test_no_falls_ask_for_no_history():
    """A denied fall does not ask for dates and causes; a fall does."""
    assert _status("No falls since last visit. 97112", "falls_history") == "elsewhere"
    assert _status("2 falls last month. 97112", "falls_history") != "elsewhere"


def test_problems_carry_a_label_for_people():
    """No identifier of a rule is shown."""
    described = describe_note(check_note("97112 15 min. Timed 15. Total 15.", RULES, TABLES))
    labels = [line.label for line in described.lines if line.section == "problems"]
    assert "No skill shown" in labels
    assert not [label for label in labels if "_" in label or label.islower()]


@pytest.mark.parametrize(
    "words", ["PT walked and stepped over cones", "PT evaluated and treated", "OT educated, reviewed and discussed"]
)
def test_what_the_patient_did_or_what_every_note_says_is_no_skill(words):
    """PT may mean the patient, and stock verbs tell nothing."""
    assert _status(words, "skill") != "present"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Reason for skill: foot position is not felt, so toe drag goes unnoticed", "present"),
        ("Therapist required: no warning of imbalance in low light", "present"),
        ("Medical necessity: skilled therapy to improve function", "weak"),
        ("Pt continues to benefit from skilled PT services", "weak"),
        ("SKILLED NEED:", "missing"),
    ],
)
def test_the_reason_for_a_clinician_is_content_not_heading(words, status):
    """A heading counts with what stands behind it, and a wish to improve is no reason."""
    assert _status(words, "why_skilled") == status


def test_a_plan_to_continue_is_no_fault_of_certification():
    """ "Cont POC" says nothing of the certificate, which stands in another paper; an unsigned plan does."""
    assert _status("97112. Cont POC.", "plan_certified") == "elsewhere"
    assert _status("97112. POC not signed yet.", "plan_certified") == "weak"
