"""Whether a question asks to have a case decided, or only speaks of things that cases are made of.

"Mini-BESTest cut-off for Parkinson's" and "is taping 97112" name a test, a disease or a technique and ask to look
something up; "Parkinson's, Mini-BEST 14, foam with cues. 97112?" tells a case.
"""

from dataclasses import replace

from answer.knowledge import Knowledge
from answer.question import Question
from rules.necessity import NecessityResult
from understand.case import Finding
from understand.payers import read_payer

# Kinds that ask whether the code fits, and kinds that do where a patient is told of.
JUDGING = frozenset({"necessity", "red_flag"})
CASE_KINDS = JUDGING | {"comparison", "compliance", "other"}
# Kinds that ask how a claim is made out.
CLAIM_KINDS = frozenset({"units", "modifier", "limits"})
# What is wrong with a patient, and what was done about it and why: without any of it hardly a case is told.
DEFICITS = frozenset({"impairment", "neurological_sign", "non_qualifying", "function", "red_flag"})
SUBSTANCE = DEFICITS | {"intervention", "purpose"}
# A score, a diagnosis and a course are looked up as often as they are told of a patient.
PATIENT_CATEGORIES = DEFICITS | {"diagnosis", "measure", "skill", "progress"}
CASE_CATEGORIES = PATIENT_CATEGORIES | SUBSTANCE
# Who did it and where: what rules it out is said whatever is asked of the claim.
WHO_AND_WHERE = frozenset({"provider", "setting"})
# So many facts make a case where no word says what is wanted of them.
FACTS_OF_A_CASE = 2
# So many facts describe a patient and a treatment; whatever else is asked, the case is decided too, and sooner
# where they rule 97112 out and the claim for it is asked about.
FACTS_OF_A_WHOLE_CASE = 4
FACTS_OF_AN_EXCLUDED_CASE = 3
PLAIN_CUE = 3.5
# What the bare mention of minutes weighs among the cues of units.
MINUTES_CUE = 2.0
CODE = "97112"
# Kinds that ask about the code, and what their cues must weigh to ask about it beside a sign of danger.
CODE_KINDS = frozenset({"necessity", "units", "limits", "modifier", "documentation", "comparison", "compliance"})
CODE_CUE = 2.0


def case_facts(question: Question, knowledge: Knowledge) -> int:
    """How many facts of a patient, a service or its purpose the question gives."""
    return len({finding.id for finding in _told(question, CASE_CATEGORIES, knowledge)})


def asks_about_case(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    """Whether the case's result is part of the answer: where one is told, or a verdict is asked for.

    A follow-up is about the case before it where it adds to it, names a payer or asks for a verdict;
    else it has its own answer.
    """
    if not question.earlier:
        return _asks(question, knowledge, result)
    added = _places(replace(question, earlier=()), None, knowledge)
    if added < FACTS_OF_A_CASE and (_asks_for_else(question, knowledge) or knowledge.kinds.looks_up(question.text)):
        return False
    if not (added or knowledge.kinds.judges(question.text) or read_payer(question.text, knowledge.payers)):
        return False
    return _asks(question, knowledge, result)


def asks_about_code(question: Question, knowledge: Knowledge) -> bool:
    """Whether anything but what to do about the person is asked: the code, its units, its record or its payment."""
    text = question.whole_text
    if question.case.codes or knowledge.scope.names_code.stands_in(text):
        return True
    cues = knowledge.kinds.scores(text)
    return any(cues.get(kind, 0.0) >= CODE_CUE for kind in CODE_KINDS)


def _asks(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    """The same, with all that the turns before told."""
    text = question.whole_text
    facts = _places(question, CASE_CATEGORIES, knowledge)
    if facts >= FACTS_OF_A_WHOLE_CASE and _told(question, DEFICITS, knowledge):
        return True
    if _asks_in_general(question, knowledge):
        return False
    if facts >= FACTS_OF_A_WHOLE_CASE:
        return True
    if knowledge.kinds.looks_up(text) or _is_only_alike(question, knowledge):
        return False
    excluded = result.status == "not_supported"
    if excluded and facts >= FACTS_OF_AN_EXCLUDED_CASE and question.kind in CLAIM_KINDS:
        return True
    asks_verdict = knowledge.kinds.judges(text) or knowledge.kinds.quotes_record(text)
    if asks_verdict and not _asks_of_the_claim(question, knowledge):
        return excluded or _places(question, CASE_CATEGORIES - {"skill"}, knowledge) > 0
    if _asks_for_else(question, knowledge):
        return _is_ruled_out_by_who(result, knowledge)
    if excluded and (question.kind not in CLAIM_KINDS or len(question.services.minutes()) < FACTS_OF_A_CASE):
        names = asks_about_code(question, knowledge) or knowledge.kinds.tells(text)
        return facts >= FACTS_OF_A_CASE or (facts > 0 and names)
    asked, nothing = question.kind in JUDGING, _asks_nothing(question, knowledge)
    if _names_disease(question, knowledge) and (nothing or (asked and CODE in question.services.mentioned)):
        return True
    patient = _places(question, PATIENT_CATEGORIES, knowledge)
    told = facts >= FACTS_OF_A_CASE and _places(question, SUBSTANCE, knowledge) > 0
    return told and (patient > 0 or asked or nothing)


def _asks_in_general(question: Question, knowledge: Knowledge) -> bool:
    """Whether all that is named of a case stands in sentences that ask about the code in general."""
    sentences = knowledge.kinds.general_spans(question.text)
    told = _told(question, CASE_CATEGORIES, knowledge)
    return bool(sentences) and all(
        finding.value is None
        and knowledge.vocabulary.category(finding.id) != "function"
        and any(finding.span.text in question.text[start:end] for start, end in sentences)
        for finding in told
    )


def _is_only_alike(question: Question, knowledge: Knowledge) -> bool:
    """No fact is told in words, but only by a likeness, and no word asks for a verdict or tells of a person."""
    told, kinds = _told(question, CASE_CATEGORIES, knowledge), knowledge.kinds
    plain = kinds.judges(question.whole_text) or kinds.tells(question.whole_text)
    return not plain and all(finding.by_meaning for finding in told)


def _asks_for_else(question: Question, knowledge: Knowledge) -> bool:
    """Whether something else is asked for than whether the code fits; bare minutes ask for nothing."""
    if question.kind in CASE_KINDS:
        return False
    cues = knowledge.kinds.scores(question.text)
    return question.kind != "units" or cues.get("units", 0.0) != MINUTES_CUE


def _asks_of_the_claim(question: Question, knowledge: Knowledge) -> bool:
    """Units, modifiers or limits are asked for in so many words, and nothing is told of a patient."""
    plain = knowledge.kinds.scores(question.text).get(question.kind, 0.0) > MINUTES_CUE
    return question.kind in CLAIM_KINDS and plain and not _told(question, DEFICITS, knowledge)


def _asks_nothing(question: Question, knowledge: Knowledge) -> bool:
    """No word says what is wanted of what is told."""
    return knowledge.kinds.scores(question.text) in ({}, {"units": MINUTES_CUE})


def _is_ruled_out_by_who(result: NecessityResult, knowledge: Knowledge) -> bool:
    """Who did it, or with how many at once, leaves nothing to bill: no count and no modifier mends that."""
    category = knowledge.vocabulary.category
    return any(category(f.id) in WHO_AND_WHERE for reason in result.exclusions for f in reason.evidence)


def _names_disease(question: Question, knowledge: Knowledge) -> bool:
    """A patient's disease in words; of a code that is typed something is looked up."""
    diseases = _told(question, frozenset({"diagnosis"}), knowledge)
    return any(finding.span.text.upper() not in question.case.diagnosis_codes for finding in diseases)


def _told(question: Question, categories: frozenset[str] | None, knowledge: Knowledge) -> tuple[Finding, ...]:
    """What is told of the case by the categories, without other work of the visit."""
    return tuple(
        finding
        for finding in question.case.findings
        if not finding.apart and (categories is None or knowledge.vocabulary.category(finding.id) in categories)
    )


def _places(question: Question, categories: frozenset[str] | None, knowledge: Knowledge) -> int:
    """In how many places something is told: what follows from the same words counts once."""
    findings = _told(question, categories, knowledge)
    count = 0
    for turn in (*question.earlier, question.text):
        spans = {
            finding.span for finding in findings if turn[finding.span.start : finding.span.end] == finding.span.text
        }
        end = 0
        for span in sorted(spans, key=lambda span: span.end):
            if span.start >= end:
                count, end = count + 1, span.end
    return count
