"""No sentence may go against what the rules decided: the determination and the units."""

from collections.abc import Mapping, Sequence

from answer.schema import Status
from answer.support import SupportGate
from answer.support.sentence import Sentence

SIGNS: dict[Status, int] = {"supported": 1, "not_supported": -1}


def contradicts_given(
    gate: SupportGate,
    statement: str,
    status: Status | None,
    units: Mapping[str, frozenset[int]],
    passages: Sequence[str],
) -> bool:
    """True where a sentence about the case gives another verdict, or another number of units than computed.

    Args:
        units: by code, every number of units that the rules allow for this case.
        passages: the texts that the sentence cites; a number of units that one of them states is the rule's.
    """
    claim = gate.read(statement)
    return _other_verdict(claim, status, gate.words.verdict_axes) or _other_units(claim, units, gate, passages)


def _other_verdict(claim: Sentence, status: Status | None, verdict_axes: frozenset[str]) -> bool:
    if status is None or "case_words" not in claim.marks:
        return False
    signs = {pole.sign for pole in claim.poles if pole.axis in verdict_axes and pole.sign}
    if not signs or "open_verdicts" in claim.marks:
        return False
    return signs != {SIGNS[status]} if status in SIGNS else True


def _other_units(
    claim: Sentence, units: Mapping[str, frozenset[int]], gate: SupportGate, passages: Sequence[str]
) -> bool:
    """A code and a number of units in one clause that neither the computation nor a cited sentence joins."""
    for clause in claim.clauses:
        codes = [f.value for f in clause.facts if f.kind == "code" and f.value in units]
        counts = [f.value for f in clause.facts if f.kind == "number" and f.unit == "unit" and f.value.isdigit()]
        for count in counts:
            allowed = {n for code in codes for n in units[code]} | {sum(max(n, default=0) for n in units.values())}
            if codes and int(count) not in allowed and not _joined_in_passage(codes, count, gate, passages):
                return True
    return False


def _joined_in_passage(codes: Sequence[str], count: str, gate: SupportGate, passages: Sequence[str]) -> bool:
    for passage in passages:
        for sentence in gate.sentences(passage):
            values = {f.value for f in sentence.facts}
            if count in values and values & set(codes) and any(f.unit == "unit" for f in sentence.facts):
                return True
    return False
