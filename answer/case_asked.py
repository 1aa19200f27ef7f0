"""Whether a question asks to have a case decided, or only speaks of things that cases are made of.

"Mini-BESTest cut-off for Parkinson's" and "is taping 97112" name a test, a disease or a technique and ask to look
something up; "Parkinson's, Mini-BEST 14, foam with cues. 97112?" tells a case.
"""

from answer.knowledge import Knowledge
from answer.question import Question
from rules.necessity import Status
from understand.case import Finding

# Kinds that ask whether the code fits, and kinds that do where a patient is told of.
JUDGING = frozenset({"necessity", "red_flag"})
CASE_KINDS = JUDGING | {"comparison", "compliance", "other"}
# Facts of a patient, and of the work with one: beside who did it and where, they make a case.
PATIENT_CATEGORIES = frozenset(
    {"impairment", "neurological_sign", "non_qualifying", "diagnosis", "measure", "skill", "function", "progress",
     "red_flag"}
)  # fmt: skip
CASE_CATEGORIES = PATIENT_CATEGORIES | {"intervention", "purpose"}
# A question of another kind is about a case too when it gives this many facts of one, unless cues of
# at least this weight ask for something else ("how many units", "what should the note say").
FACTS_OF_A_CASE = 2
# So many facts describe a patient and a treatment; whatever else is asked, the case is decided too.
FACTS_OF_A_WHOLE_CASE = 4
PLAIN_CUE = 3.5
# What the bare mention of minutes weighs among the cues of units.
MINUTES_CUE = 2.0
# Kinds that ask about the code, and what their cues must weigh to ask about it beside a sign of danger.
CODE_KINDS = frozenset({"necessity", "units", "limits", "modifier", "documentation", "comparison", "compliance"})
CODE_CUE = 2.0


def case_facts(question: Question, knowledge: Knowledge) -> int:
    """How many facts of a patient, a service or its purpose the question gives."""
    return len(_ids(question.case.findings, CASE_CATEGORIES, knowledge))


def tells_whole_case(question: Question, knowledge: Knowledge) -> bool:
    return case_facts(question, knowledge) >= FACTS_OF_A_WHOLE_CASE


def asks_about_case(question: Question, knowledge: Knowledge, status: Status, counted: bool) -> bool:
    """Whether the case's result is part of the answer.

    Args:
        status: the result; what is not supported as told is said to whoever does not only look something up.
        counted: the minutes of several services were counted, so that work beside 97112 has lines of its own.
    """
    if question.earlier:
        return _follow_up_asks(question, knowledge)
    if tells_whole_case(question, knowledge):
        return True
    if counted:
        return question.kind in CASE_KINDS or not _asks_for_units(question, knowledge)
    if knowledge.kinds.looks_up(question.text):
        return False
    if status == "not_supported":
        return True
    facts = case_facts(question, knowledge)
    patient = bool(_ids(question.case.findings, PATIENT_CATEGORIES, knowledge))
    if question.kind in JUDGING or _asks_nothing(question, knowledge):
        return patient or facts >= FACTS_OF_A_CASE
    return patient and facts >= FACTS_OF_A_CASE and not _plainly_else(question, knowledge)


def asks_about_code(question: Question, knowledge: Knowledge) -> bool:
    """Whether anything but what to do about the person is asked: the code, its units, its record or its payment."""
    text = question.whole_text
    if question.case.codes or knowledge.scope.names_code.stands_in(text):
        return True
    cues = knowledge.kinds.scores(text)
    return any(cues.get(kind, 0.0) >= CODE_CUE for kind in CODE_KINDS)


def _follow_up_asks(question: Question, knowledge: Knowledge) -> bool:
    """A follow-up is about the case where it adds to it or judges it; else it has its own answer."""
    if _plainly_else(question, knowledge) or knowledge.kinds.looks_up(question.text):
        return False
    adds = any(finding.span.text in question.text for finding in question.case.findings)
    return question.kind in CASE_KINDS or adds


def _asks_nothing(question: Question, knowledge: Knowledge) -> bool:
    """A case is told, with minutes or without, and no word says what is wanted of it."""
    return not knowledge.kinds.scores(question.text).keys() - {"units"} and not _asks_for_units(question, knowledge)


def _asks_for_units(question: Question, knowledge: Knowledge) -> bool:
    """More than minutes speaks of units."""
    return knowledge.kinds.scores(question.text).get("units", 0.0) > MINUTES_CUE


def _plainly_else(question: Question, knowledge: Knowledge) -> bool:
    """Cues ask for something else than whether the code fits."""
    if question.kind in CASE_KINDS:
        return False
    cues = knowledge.kinds.scores(question.text)
    return cues.get(question.kind, 0.0) >= PLAIN_CUE and cues.get("necessity", 0.0) < cues[question.kind]


def _ids(findings: tuple[Finding, ...], categories: frozenset[str], knowledge: Knowledge) -> set[str]:
    return {finding.id for finding in findings if knowledge.vocabulary.category(finding.id) in categories}
