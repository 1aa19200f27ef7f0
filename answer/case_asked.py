"""Whether a question asks to have a case decided, or only speaks of things that cases are made of.

"Mini-BESTest cut-off for Parkinson's" and "is taping 97112" name a test, a disease or a technique and ask to look
something up; "Parkinson's, Mini-BEST 14, foam with cues. 97112?" tells a case. How a text sounds is learnt from
examples; what is told of a case is added to it (`corpus/vocabulary/verdicts.toml`).
"""

import re
from dataclasses import replace

from answer.knowledge import Knowledge
from answer.question import Question
from rules.necessity import NecessityResult, determine
from understand.case import Finding
from understand.kind import ASKS_CHANGE, IN_GENERAL
from understand.payers import read_payer
from understand.service_dates import read_service_dates

# Kinds that ask whether the code fits, and kinds that do where a patient is told of.
CASE_KINDS = frozenset({"necessity", "red_flag", "comparison", "compliance", "other"})
# What is wrong with a patient, and what was done about it and why: without any of it hardly a case is told.
DEFICITS = frozenset({"impairment", "neurological_sign", "non_qualifying", "function", "red_flag"})
CASE_CATEGORIES = DEFICITS | {"diagnosis", "measure", "skill", "progress", "intervention", "purpose"}
TREATED_FOR = frozenset({"diagnosis", "impairment", "neurological_sign", "non_qualifying", "function"})
# What a person has, and nothing of what it does or of what was done about it.
WHAT_IS_WRONG = frozenset({"diagnosis", "non_qualifying"})
# Who did it and where: what rules it out is said whatever is asked of the claim.
WHO_AND_WHERE = frozenset({"provider", "setting"})
# So many facts make a case where no word says what is wanted of them.
FACTS_OF_A_CASE = 2
# So many facts describe a patient and a treatment; whatever else is asked, the case is decided too.
FACTS_OF_A_WHOLE_CASE = 4
# Kinds that ask about the code, and what their cues must weigh to ask about it beside a sign of danger.
CODE_KINDS = frozenset({"necessity", "units", "limits", "modifier", "documentation", "comparison", "compliance"})
CODE_CUE = 2.0
UNITS = re.compile(r"\b(?:units?|how many)\b", re.IGNORECASE)


def case_facts(question: Question, knowledge: Knowledge) -> int:
    """How many facts of a patient, a service or its purpose the question gives."""
    return len({finding.id for finding in _told(question, CASE_CATEGORIES, knowledge)})


def case_places(question: Question, knowledge: Knowledge) -> int:
    """In how many places a fact of a case is told: what follows from the same words counts once."""
    return _places(question, CASE_CATEGORIES, knowledge)


def tells_treatment(question: Question, knowledge: Knowledge) -> bool:
    """Whether the question's own words tell a treatment and what it is for, as a note does."""
    told = [f for f in _told(question, CASE_CATEGORIES, knowledge) if f.span.text in question.text]
    categories = {knowledge.vocabulary.category(finding.id) for finding in told}
    return "intervention" in categories and not categories.isdisjoint(TREATED_FOR)


def asks_about_case(question: Question, knowledge: Knowledge, result: NecessityResult, sound: float) -> bool:
    """Whether the case's result is part of the answer: where one is told, or a verdict is asked for.

    A follow-up is about the case before it where it adds to it, names a payer or asks for a verdict;
    else it has its own answer.

    Args:
        sound: how much all that was said sounds like asking for a verdict, 0 to about 1.
    """
    if question.earlier and not _is_about_case_before(question, knowledge, result):
        return False
    if question.earlier and result.alternatives and knowledge.kinds.asks_other_code(question.text):
        return True
    return not _is_day_sheet(question, knowledge) and knowledge.verdicts.asks(signs(question, knowledge, result, sound))


def _is_day_sheet(question: Question, knowledge: Knowledge) -> bool:
    """Whether minutes of several codes are told, or units asked for, and nothing is told of what is wrong.

    "20 stairs w/ gait belt, 16 proprio on foam, 9 quad sets" is to be counted, whatever was guarded.
    """
    services = question.services.services
    counted = len({service.code for service in services}) > 1 or (services and UNITS.search(question.text))
    told = _told(question, DEFICITS | {"diagnosis"}, knowledge)
    return bool(counted) and not told and not knowledge.kinds.judges(question.whole_text)


def signs(question: Question, knowledge: Knowledge, result: NecessityResult, sound: float) -> dict[str, float]:
    """What speaks for and against a verdict, 1 or 0; `sounds_asked` is how sure it is."""
    facts = case_places(question, knowledge)
    text = question.whole_text
    return {
        "always": 1,
        "sounds_asked": sound,
        "one_fact": facts >= 1,
        "two_facts": facts >= FACTS_OF_A_CASE,
        "three_facts": facts >= FACTS_OF_A_CASE + 1,
        "four_facts": facts >= FACTS_OF_A_WHOLE_CASE,
        "deficit": bool(_told(question, DEFICITS, knowledge)),
        "disease_in_words": _names_disease(question, knowledge),
        "ruled_out": result.status == "not_supported",
        "ruled_out_by_who": ruled_out_by_who(result, knowledge),
        "verdict_words": knowledge.kinds.judges(text),
        "record_quoted": knowledge.kinds.quotes_record(text),
        "looked_up": knowledge.kinds.looks_up(text),
        "in_general": _asks_in_general(question, knowledge),
    }


def asks_about_code(question: Question, knowledge: Knowledge) -> bool:
    """Whether anything but what to do about the person is asked: the code, its units, its record or its payment.

    A follow-up is looked at by itself.
    """
    text, told = (question.text, question.newest) if question.earlier else (question.whole_text, question.case)
    if told.codes or knowledge.scope.names_code.stands_in(text):
        return True
    cues = knowledge.kinds.scores(text)
    return any(cues.get(kind, 0.0) >= CODE_CUE for kind in CODE_KINDS)


def _is_about_case_before(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    if IN_GENERAL.search(question.text):
        return False
    added = _places(replace(question, earlier=()), None, knowledge)
    if added >= FACTS_OF_A_CASE or read_payer(question.text, knowledge.payers) or read_service_dates(question.text):
        return True
    if knowledge.kinds.asks_other_code(question.text) or ASKS_CHANGE.search(question.text):
        return True
    if not knowledge.kinds.looks_up(question.text) and _changes_result(question, knowledge, result):
        return True
    asks_else = question.kind not in CASE_KINDS or knowledge.kinds.looks_up(question.text)
    return not asks_else and (added > 0 or knowledge.kinds.judges(question.text))


def changes_verdict(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    """Whether the newest turn turns the verdict itself, and not only what is said beside it."""
    return _verdict(_before(question, knowledge)) != _verdict(result)


def _changes_result(question: Question, knowledge: Knowledge, result: NecessityResult) -> bool:
    """Whether the case is judged otherwise than it was before the newest turn."""
    return _judged(_before(question, knowledge)) != _judged(result)


def _before(question: Question, knowledge: Knowledge) -> NecessityResult:
    beside = tuple(payer.id for payer in question.payers)
    payer, served = question.payer, question.served
    return determine(question.case_before, knowledge.readings, knowledge.payers, payer, beside, served)


def _judged(result: NecessityResult) -> tuple[object, ...]:
    """What a result comes to, whatever it rests on, and what is said beside it."""
    return (*_verdict(result), tuple(view.text for view in result.source_views if view.about == "beside"))


def _verdict(result: NecessityResult) -> tuple[object, ...]:
    fits = tuple((row.code_fit, row.skilled_need) for row in result.readings)
    return (result.status, tuple(e.id for e in result.exclusions), tuple(f.id for f in result.red_flags), fits)


def _asks_in_general(question: Question, knowledge: Knowledge) -> bool:
    """Whether all that is named of a case stands in sentences that ask about the code in general.

    A disease or a pain beside such a sentence is no case: "it is only for strokes so my knee pt gets denied, right".
    """
    text = question.said[-1] if question.said else question.text
    told = _told(question, CASE_CATEGORIES, knowledge)
    bare = bool(told) and all(knowledge.vocabulary.category(finding.id) in WHAT_IS_WRONG for finding in told)
    sentences = knowledge.kinds.general_spans(text, whoever=bare)
    return bool(sentences) and (
        bare
        or all(
            finding.value is None
            and knowledge.vocabulary.category(finding.id) != "function"
            and any(finding.span.text in text[start:end] for start, end in sentences)
            for finding in told
        )
    )


def ruled_out_by_who(result: NecessityResult, knowledge: Knowledge) -> bool:
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
