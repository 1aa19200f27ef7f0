"""Findings of a case, read from a question as tired clinicians type it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from understand.case import Case, Finding, Span
from understand.changes import read_changes
from understand.clauses import ClauseReader
from understand.contentions import without_contentions
from understand.context import Reading, read_context
from understand.danger_reading import read_red_flags
from understand.spelling import correct_spelling
from understand.stated import Stated, read_statements
from understand.vocabulary import SHIELD, Vocabulary
from understand.words import Word, split_words

# Shapes of codes, not lists of them: what a code means is data.
CODE = re.compile(r"(?<![\w.])(?:9\d{4}|2[09]\d{3}|[GST]\d{4})(?![\w])(?!\.\d)")
DIAGNOSIS_CODE = re.compile(r"(?<![\w.])[A-TV-Za-tv-z]\d[0-9A-Za-z](?:\.[0-9A-Za-z]{1,4})?(?![\w])")
UNDOTTED_DIAGNOSIS_CODE = re.compile(r"(?<![\w.])[A-TV-Z]\d[0-9A-Z][0-9A-Z]{1,4}(?![\w])")
STATED_FIRST = {"present": 0, "uncertain": 1, "historical": 2, "absent": 3}


def read_findings(text: str, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Every finding that the text states, denies or doubts, in the order of the text.

    A finding that follows from another (a Berg score past its cut-off from `measure_berg`) carries the
    other's id in `implied_by` and its span.
    """
    words = correct_spelling(split_words(text), vocabulary.known_words, vocabulary.correctable)
    told = read_statements(words, vocabulary)
    stated = sorted([*told, *read_changes(words, told, vocabulary)], key=lambda item: (item.first, item.last))
    readings = read_context(words, stated, vocabulary)
    findings = [
        _finding(text, words, item, reading, vocabulary)
        for item, reading in zip(stated, readings, strict=True)
        if reading.presence is not None
    ]
    findings += _coded_diagnoses(text, vocabulary)
    findings = _without_repeats(read_red_flags(text, words, findings, vocabulary), vocabulary)
    return _in_order(findings + _implied(findings, vocabulary))


def read_case(text: str, vocabulary: Vocabulary, clauses: ClauseReader | None = None) -> Case:
    """Findings and codes of the text; who pays is read elsewhere.

    Args:
        clauses: reads by their meaning the clauses that no phrase of the vocabulary explains.
    """
    findings = read_findings(text, vocabulary)
    if clauses is not None:
        meant = [_as_typed(finding, text) for finding in clauses.read(_left_to_meaning(text, vocabulary), findings)]
        findings = _in_order([*findings, *meant, *_implied(meant, vocabulary)])
    return Case(
        findings=_in_order([*findings, *_hinted(findings, vocabulary)]),
        codes=_unique(match.group() for match in CODE.finditer(text)),
        diagnosis_codes=_unique(code.upper() for code, _ in _diagnosis_codes(text, vocabulary)),
    )


def merge_cases(earlier: Case, later: Case) -> Case:
    """The case after a follow-up: what the later turn says of a finding takes the place of what was said.

    Codes and diagnosis codes add up.
    """
    restated = {(finding.id, finding.subject) for finding in later.findings}
    gone = {id for id, subject in restated if subject == "patient"}
    kept = [
        finding
        for finding in earlier.findings
        if (finding.id, finding.subject) not in restated and finding.implied_by not in gone
    ]
    return Case(
        findings=(*kept, *later.findings),
        codes=_unique((*earlier.codes, *later.codes)),
        diagnosis_codes=_unique((*earlier.diagnosis_codes, *later.diagnosis_codes)),
    )


def _left_to_meaning(text: str, vocabulary: Vocabulary) -> str:
    """The text with blanks for what is contended, and for words known to mean nothing here ("a clinic group")."""
    words = split_words(text)
    left = without_contentions(text, words, vocabulary)
    for match in vocabulary.tree.find(words):
        if SHIELD in match.labels:
            start, end = words[match.first].start, words[match.last - 1].end
            left = left[:start] + " " * (end - start) + left[end:]
    return left


def _as_typed(finding: Finding, text: str) -> Finding:
    start, end = finding.span.start, finding.span.end
    return replace(finding, span=Span(start, end, text[start:end]))


def _finding(text: str, words: Sequence[Word], item: Stated, reading: Reading, vocabulary: Vocabulary) -> Finding:
    start, end = words[item.first].start, words[item.last - 1].end
    return Finding(
        id=item.id,
        presence=reading.presence or "present",
        span=Span(start, end, text[start:end]),
        value=item.value.value if item.value else None,
        unit=item.value.unit if item.value else None,
        subject=reading.subject,
        earlier_value=item.value.before if item.value else None,
        abnormal=_is_abnormal(item, vocabulary),
        implied_by=_stands_behind(item, vocabulary),
        apart=reading.apart,
    )


def _is_abnormal(item: Stated, vocabulary: Vocabulary) -> bool:
    """Called so in words, or clearly worse than the other side's."""
    measure = vocabulary.measures.get(item.id)
    if measure is None or item.polarity is not True:
        return False
    return item.value.is_worse_than_other_side(measure.better) if item.value else True


def _stands_behind(item: Stated, vocabulary: Vocabulary) -> str | None:
    """A secondary test follows from the impairment that it shows: the text names the impairment."""
    measure = vocabulary.measures.get(item.id)
    if measure is None or not measure.secondary or not item.polarity:
        return None
    if item.value is None:
        return next(iter(measure.abnormal), None)
    cutoffs = measure.passed_cutoffs(item.value.value, item.value.unit)
    return next((id for cutoff in cutoffs for id in cutoff.implies), None)


def _coded_diagnoses(text: str, vocabulary: Vocabulary) -> list[Finding]:
    return [
        Finding(id, "present", span)
        for code, span in _diagnosis_codes(text, vocabulary)
        for id in vocabulary.diagnosis_codes.findings_of(code)
    ]


def _diagnosis_codes(text: str, vocabulary: Vocabulary) -> list[tuple[str, Span]]:
    """Codes with a dot; codes without one only where the vocabulary knows their range."""
    found: dict[int, tuple[str, Span]] = {}
    for pattern in (DIAGNOSIS_CODE, UNDOTTED_DIAGNOSIS_CODE):
        for match in pattern.finditer(text):
            code = match.group()
            if "." in code or (
                code[1:3].isdigit() and vocabulary.diagnosis_codes.prefix_of(code) and not CODE.match(code)
            ):
                found.setdefault(match.start(), (code, Span(match.start(), match.end(), code)))
    return [found[start] for start in sorted(found)]


def _implied(findings: Iterable[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """What follows from present findings: implied ids, and what each abnormal test supports.

    Every test past its cut-off is evidence of its own; a loose denial elsewhere ("no LOB today") does not undo it.
    """
    said = {(finding.id, finding.subject) for finding in findings}
    result: list[Finding] = []
    queue = [finding for finding in findings if finding.presence == "present"]
    while queue:
        finding = queue.pop(0)
        measured = finding.id in vocabulary.measures
        for id in _followers(finding, vocabulary):
            if measured or (id, finding.subject) not in said:
                said.add((id, finding.subject))
                follower = replace(finding, id=id, value=None, unit=None, earlier_value=None, implied_by=finding.id)
                result.append(follower)
                queue.append(follower)
    return result


def _hinted(findings: Sequence[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """What was worked on and may be impaired: balance work for a person who falls. Work alone hints at nothing."""
    said = {finding.id for finding in findings}
    present = {f.id: f for f in findings if f.presence == "present" and f.subject == "patient" and not f.apart}
    return [
        replace(present[hint], id=term.id, presence="uncertain", value=None, unit=None, implied_by=hint)
        for term in vocabulary.terms.values()
        if term.practised in present and term.id not in said
        for hint in [next((id for id in term.hinted_by if id in present), None)]
        if hint is not None
    ]


def _followers(finding: Finding, vocabulary: Vocabulary) -> tuple[str, ...]:
    measure = vocabulary.measures.get(finding.id)
    if measure is None:
        return vocabulary.terms[finding.id].implies
    if finding.value is not None:
        cutoffs = measure.passed_cutoffs(finding.value, finding.unit)
        shown = [id for cutoff in cutoffs for id in cutoff.implies] + list(measure.abnormal if finding.abnormal else ())
        return _unique(shown) + _progress(finding, measure.better)
    return measure.abnormal if finding.abnormal else ()


def _progress(finding: Finding, better: str | None) -> tuple[str, ...]:
    if finding.earlier_value is None or finding.value is None or better is None:
        return ()
    gain = finding.value - finding.earlier_value if better == "higher" else finding.earlier_value - finding.value
    return ("progress_improving",) if gain > 0 else ("progress_none",) if gain == 0 else ()


def _without_repeats(findings: Iterable[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """One mention of each finding by presence, value and subject: a diagnosis's first, the fullest of the rest."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.id, finding.presence, finding.value, finding.subject)
        named = vocabulary.category(finding.id) == "diagnosis"
        if key not in kept or (not named and len(finding.span.text) > len(kept[key].span.text)):
            kept[key] = finding
    return list(kept.values())


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings,
            key=lambda f: (f.span.start, f.span.end, STATED_FIRST[f.presence], bool(f.implied_by), f.id),
        )
    )


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
