"""The first sentence of a decided case: what is said directly, always as described."""

from collections.abc import Sequence
from datetime import date

from rules.necessity import NecessityResult, payer_scope
from rules.readings import ReadingBook
from rules.wording import joined, lower_first
from understand.case import Finding
from understand.payers import Payers

MOST_NAMED = 3
SETTLE_FIRST = "Settle the red flag before any question of code"


def summarize(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    """The direct answer in one sentence, always as described; an urgent red flag is never passed over."""
    sentence = _answer_sentence(result, book, payers)
    if result.is_urgent:
        return f"{SETTLE_FIRST}; {sentence[:1].lower()}{sentence[1:]}"
    return sentence


def _answer_sentence(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    match result.status:
        case "supported":
            return f"As described, 97112 is supported: {_what_is_met(result, book)}; {_who_accepts(result, payers)}."
        case "not_supported":
            return f"As described, 97112 is not supported: {_why_not(result, payers)}{_instead(result)}."
        case "depends_on_payer" if not result.payers and not (result.refusing or result.silent):
            return (
                f"As described, every reading that is held here and in force supports 97112: "
                f"{_what_is_met(result, book)}; it still depends on the payer, as it is not said who pays."
            )
        case "depends_on_payer":
            return f"As described, 97112 depends on the payer: {_what_it_depends_on(result, book, payers)}."
        case "insufficient_information" if result.of_record:
            return (
                f"As it stands, this record would not hold for 97112: {_what_is_missing(result)}; "
                "only what was truly done and found may be added."
            )
        case "insufficient_information" if result.code_fit == "supported":
            return f"As described, 97112 fits what was done, but is not yet supported: {_what_is_missing(result)}."
        case "insufficient_information":
            return (
                "As described, there is not enough information to say that 97112 is supported: "
                f"{_what_is_missing(result)}{_diagnosis_alone(result)}."
            )


def _what_is_met(result: NecessityResult, book: ReadingBook) -> str:
    """What the deciding reading asks, each with the findings that meet it."""
    met = [c for c in result.basis[0].criteria if c.status == "met" and c.role == "requirement"]
    ordered = sorted(met, key=lambda c: c.question)
    return "there is " + joined([f"{c.short} ({_labels(c.evidence, book)})" for c in ordered if c.short])


def _labels(evidence: Sequence[Finding], book: ReadingBook) -> str:
    labels = dict.fromkeys(book.labels.get(f.id, f.id) for f in evidence)
    return ", ".join(lower_first(label) for label in list(labels)[:MOST_NAMED])


def _who_accepts(result: NecessityResult, payers: Payers) -> str:
    if not result.payers:
        return "every reading in force that can be applied accepts this"
    return f"this meets the reading of {_one_name(result.accepting, result, payers)}"


def _why_not(result: NecessityResult, payers: Payers) -> str:
    if result.exclusions:
        return "; and ".join(_reasons(result))
    failed = (c for row in result.refused_by for c in row.criteria if c.status == "not_met")
    texts = list(dict.fromkeys(c.denied or lower_first(c.text) for c in failed))
    return f"under the reading of {_one_name(result.refusing, result, payers)} this is not met: {'; '.join(texts[:2])}"


def _reasons(result: NecessityResult) -> list[str]:
    """Two reasons why it is excluded; work that has no code is told of beside work that has one."""
    coded = [exclusion.because for exclusion in result.ending if not exclusion.no_code]
    without = [exclusion for exclusion in result.ending if exclusion.no_code]
    if coded and without:
        return [coded[0], f"{without[0].because} ({without[0].no_code})"]
    return [exclusion.because for exclusion in result.ending[:2]]


def _one_name(holders: Sequence[str], result: NecessityResult, payers: Payers) -> str:
    """The payer's own name where several contractors apply its rules."""
    if len(holders) > 1 and len(result.payers) == 1 and result.payer in payers.by_id:
        return payers.name(result.payer)
    return (joined(_holders(holders, result, payers)) or "every payer in force") + _of_its_time(result)


def _of_its_time(result: NecessityResult) -> str:
    """Where wording decides that was replaced since."""
    replaced = [r.reading.retired for r in result.basis if r.counts and not r.reading.in_force and r.reading.retired]
    return f" as it stood before {date.fromisoformat(max(replaced)):%-d %B %Y}" if replaced else ""


def _holders(holders: Sequence[str], result: NecessityResult, payers: Payers) -> Sequence[str]:
    """Of payers side by side, each by its own name where all of its contractors answer alike."""
    if len(result.payers) < 2:
        return holders
    names: list[str] = []
    for payer in result.payers:
        scope = set(payer_scope(payer, payers))
        own = [r.reading.holder for r in result.readings if r.counts and set(r.reading.payers) & scope]
        alike = [holder for holder in own if holder in holders]
        names += [payers.name(payer)] if len(alike) > 1 and alike == own else alike
    return names


def _instead(result: NecessityResult) -> str:
    """The codes to consider that were not named yet, or why there is none."""
    if result.no_code:
        return f"; no code is offered instead, because {result.no_code}"
    codes = [a.code for a in result.alternatives if not a.unskilled]
    said = " ".join(exclusion.because for exclusion in result.ending[:2])
    if len(codes) == 1 and codes[0] in said:
        return "" if any(exclusion.no_code for exclusion in result.ending) else ", not 97112"
    if codes:
        return f"; consider {joined(codes[:MOST_NAMED], 'or')}"
    unskilled = any(exclusion.question == "skilled_need" for exclusion in result.exclusions)
    return "; work that needs no therapist's skill is payable under no other therapy code" if unskilled else ""


def _what_it_depends_on(result: NecessityResult, book: ReadingBook, payers: Payers) -> str:
    not_seen = unseen_wording(result, payers)
    against = result.refusing or result.silent
    verb = "would not accept it" if result.refusing else "would want a finding that is not described"
    refused = f"{_some(_holders(against, result, payers))} {verb}"
    accepted = f"{_some(_holders(result.accepting, result, payers))} would accept this"
    if result.accepting and against:
        return f"{accepted}, while {refused}{'; ' + not_seen if result.unseen else ''}"
    if result.accepting:
        return f"{accepted}, and {not_seen if result.unseen else 'it is not said who pays'}"
    if against:
        return f"{refused}, and {not_seen}"
    return f"{_what_is_met(result, book)}, which fits the code, but {not_seen}"


def unseen_wording(result: NecessityResult, payers: Payers) -> str:
    return f"the wording of {joined([_payer_name(name, payers) for name in result.unseen])} on 97112 was not seen"


def _payer_name(payer: str, payers: Payers) -> str:
    return payers.name(payer) if payer in payers.by_id else payer


def _what_is_missing(result: NecessityResult) -> str:
    """The gaps; what the case denies is not called unsaid."""
    criteria = [c for row in result.basis[:1] for c in row.criteria if c.status == "not_documented"]
    missing = list(dict.fromkeys(c.missing for c in criteria if c.missing and not c.denied))
    gaps = [f"it is not said {joined(missing)}"] if missing else []
    gaps += dict.fromkeys(c.denied for c in criteria if c.denied)
    return "; ".join(gaps) or "the payer's own criteria are not covered"


def _diagnosis_alone(result: NecessityResult) -> str:
    nothing_done = all(c.status != "met" for row in result.basis[:1] for c in row.criteria)
    return "; a diagnosis or symptom alone does not decide it" if nothing_done else ""


def _some(holders: Sequence[str]) -> str:
    named = list(dict.fromkeys(holders))
    if len(named) <= MOST_NAMED + 1:
        return joined(named)
    return f"{', '.join(named[:MOST_NAMED])} and {len(named) - MOST_NAMED} others"
