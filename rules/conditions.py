"""Small logical expressions over findings: read from TOML, answered in three values with evidence.

A condition is written as
- a finding's id, `"balance_static"`, or a group's, `"@impairment"` (any finding of the group);
- a list, which means any of its parts;
- a table with one or more of `any_of`, `all_of`, `none_of`, `absent_of` (one of them is stated absent; beside
  `said` only in such words),
  `unstated` (none of them is stated present, so that silence suffices), `given` (one of them must be met,
  but is no evidence for what the table stands for), `apart` (one of them is work of the same visit that is
  billed apart); several keys in one table must all hold;
- a table `{ finding = "visits_count", above = 18 }` (or `below`), which compares the number read;
- a table `{ finding = "do_education", said = ["handout"] }`, which looks at the words that state it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from errors import CorpusError
from understand.case import Case, Finding

Truth = Literal["met", "not_met", "not_documented"]
Operator = Literal[
    "finding", "above", "below", "said", "any_of", "all_of", "none_of", "absent_of", "unstated", "given", "apart"
]
LOGICAL: tuple[Operator, ...] = ("any_of", "all_of", "none_of", "absent_of", "unstated", "given", "apart")


@dataclass(frozen=True, slots=True)
class Condition:
    """An operator over parts; `finding`, `above`, `below` and `said` are leaves that name one finding."""

    operator: Operator
    parts: tuple["Condition", ...] = ()
    finding: str = ""
    limit: float = 0.0
    words: tuple[str, ...] = ()

    def findings(self) -> frozenset[str]:
        """Every finding that the condition looks at."""
        own = frozenset({self.finding}) if self.finding else frozenset()
        return own.union(*(part.findings() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition comes to, and the findings that decided it."""

    truth: Truth
    evidence: tuple[Finding, ...] = ()


NOT_DOCUMENTED = Outcome("not_documented")


@dataclass(frozen=True, slots=True)
class Facts:
    """The patient's findings by id: what is stated present, and what is stated absent and nowhere present.

    `possible` holds what is uncertain ("r/o"): it never meets a criterion, but it raises a red flag. `apart` holds
    other work of the same visit that is billed under its own code: it neither makes nor unmakes 97112.
    """

    present: Mapping[str, tuple[Finding, ...]]
    absent: Mapping[str, tuple[Finding, ...]]
    possible: Mapping[str, tuple[Finding, ...]]
    apart: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    @classmethod
    def from_case(cls, case: Case) -> "Facts":
        sorted_by: dict[str, dict[str, list[Finding]]] = {"present": {}, "absent": {}, "uncertain": {}, "apart": {}}
        for finding in case.findings:
            standing = "apart" if finding.apart else finding.presence
            if finding.subject == "patient" and standing in sorted_by:
                sorted_by[standing].setdefault(finding.id, []).append(finding)
        present = _frozen(sorted_by["present"])
        absent = {i: f for i, f in _frozen(sorted_by["absent"]).items() if i not in present}
        return cls(present, absent, _frozen(sorted_by["uncertain"]), _frozen(sorted_by["apart"]))

    def without(self, names: Iterable[str]) -> "Facts":
        """The same facts with these findings left out."""
        left_out = frozenset(names)
        present = {name: found for name, found in self.present.items() if name not in left_out}
        possible = {name: found for name, found in self.possible.items() if name not in left_out}
        return replace(self, present=present, possible=possible)

    def with_possible(self) -> "Facts":
        """The same facts with what is uncertain counted as present: how red flags are read."""
        return replace(self, present={**self.possible, **self.present}, possible={})


def parse_condition(
    written: object, groups: Mapping[str, tuple[str, ...]], known: frozenset[str], where: str
) -> Condition:
    """Reads a condition; a CorpusError names `where` and the finding or key that is not known."""
    match written:
        case str():
            return _parse_name(written, groups, known, where)
        case list():
            parts = tuple(parse_condition(part, groups, known, where) for part in written)
            return Condition("any_of", parts)
        case {"finding": str(name), "said": list(words), **others} if not others:
            return replace(_parse_name(name, {}, known, where), operator="said", words=tuple(map(str, words)))
        case {"finding": str(name), **limits}:
            return _parse_number(name, {str(key): value for key, value in limits.items()}, known, where)
        case dict():
            return _parse_logical(written, groups, known, where)
    raise CorpusError(f"{where}: {written!r} is not a condition; write an id, a list or a table")


def evaluate(condition: Condition, facts: Facts) -> Outcome:
    """Met, not met (stated absent or contradicted) or not documented, with the findings that say so."""
    match condition.operator:
        case "finding":
            return _evaluate_finding(condition.finding, facts)
        case "above" | "below":
            return _evaluate_number(condition, facts)
        case "said":
            return _met_by(f for f in facts.present.get(condition.finding, ()) if _says(f, condition.words))
        case "absent_of":
            return _met_by(_stated_absent(condition, facts))
        case "apart":
            return _met_by(f for name in sorted(condition.findings()) for f in facts.apart.get(name, ()))
    outcomes = [evaluate(part, facts) for part in condition.parts]
    return _COMBINE[condition.operator](outcomes)


def _frozen(lists: Mapping[str, list[Finding]]) -> dict[str, tuple[Finding, ...]]:
    return {key: tuple(found) for key, found in lists.items()}


def _parse_name(name: str, groups: Mapping[str, tuple[str, ...]], known: frozenset[str], where: str) -> Condition:
    if name.startswith("@"):
        if name[1:] not in groups:
            raise CorpusError(f"{where}: the group {name!r} is not in groups.toml; add it or mend the name")
        return Condition("any_of", tuple(Condition("finding", finding=i) for i in groups[name[1:]]))
    if name not in known:
        raise CorpusError(f"{where}: {name!r} is no finding of the vocabulary; add it there or mend the name")
    return Condition("finding", finding=name)


def _parse_number(name: str, limits: Mapping[str, object], known: frozenset[str], where: str) -> Condition:
    if name not in known:
        raise CorpusError(f"{where}: {name!r} is no finding of the vocabulary; add it there or mend the name")
    if set(limits) not in ({"above"}, {"below"}):
        raise CorpusError(f"{where}: beside finding {name!r} write either `above` or `below`")
    (key, value), *_ = limits.items()
    if not isinstance(value, int | float):
        raise CorpusError(f"{where}: {key} = {value!r} is not a number")
    return Condition("above" if key == "above" else "below", finding=name, limit=float(value))


def _parse_logical(
    table: Mapping[str, object], groups: Mapping[str, tuple[str, ...]], known: frozenset[str], where: str
) -> Condition:
    allowed = {*LOGICAL, "said"} if "absent_of" in table else set(LOGICAL)
    if not table or set(table) - allowed:
        unknown = ", ".join(sorted(set(table) - allowed)) or "nothing"
        raise CorpusError(f"{where}: a condition has {', '.join(LOGICAL)}; this one has {unknown}")
    parsed = []
    for operator in LOGICAL:
        if operator in table:
            listed = parse_condition(table[operator], groups, known, where)
            if listed.operator != "any_of":
                raise CorpusError(f"{where}: {operator} wants a list")
            words = tuple(map(str, table.get("said", ()))) if operator == "absent_of" else ()  # type: ignore[call-overload]
            parsed.append(Condition(operator, listed.parts, words=words))
    return parsed[0] if len(parsed) == 1 else Condition("all_of", tuple(parsed))


def _evaluate_finding(name: str, facts: Facts) -> Outcome:
    if name in facts.present:
        return Outcome("met", facts.present[name])
    if name in facts.absent:
        return Outcome("not_met", facts.absent[name])
    return NOT_DOCUMENTED


def _evaluate_number(condition: Condition, facts: Facts) -> Outcome:
    read = [f for f in facts.present.get(condition.finding, ()) if f.value is not None]
    if not read:
        return NOT_DOCUMENTED
    beyond = [f for f in read if f.value is not None and _is_beyond(condition, f.value)]
    return Outcome("met", tuple(beyond)) if beyond else Outcome("not_met", tuple(read))


def _is_beyond(condition: Condition, value: float) -> bool:
    return value > condition.limit if condition.operator == "above" else value < condition.limit


def _met_by(found: Iterable[Finding]) -> Outcome:
    evidence = tuple(found)
    return Outcome("met", evidence) if evidence else NOT_DOCUMENTED


def _says(finding: Finding, words: Sequence[str]) -> bool:
    said = finding.span.text.casefold()
    return any(word in said for word in words)


def _stated_absent(condition: Condition, facts: Facts) -> tuple[Finding, ...]:
    found = (f for name in sorted(condition.findings()) for f in facts.absent.get(name, ()))
    return tuple(f for f in found if not condition.words or _says(f, condition.words))


def _evidence(outcomes: Iterable[Outcome], truth: Truth) -> tuple[Finding, ...]:
    found = [f for outcome in outcomes if outcome.truth == truth for f in outcome.evidence]
    return tuple(dict.fromkeys(found))


def _any(outcomes: list[Outcome]) -> Outcome:
    if any(o.truth == "met" for o in outcomes):
        return Outcome("met", _evidence(outcomes, "met"))
    if outcomes and all(o.truth == "not_met" for o in outcomes):
        return Outcome("not_met", _evidence(outcomes, "not_met"))
    return NOT_DOCUMENTED


def _all(outcomes: list[Outcome]) -> Outcome:
    if any(o.truth == "not_met" for o in outcomes):
        return Outcome("not_met", _evidence(outcomes, "not_met"))
    if all(o.truth == "met" for o in outcomes):
        return Outcome("met", _evidence(outcomes, "met"))
    return Outcome("not_documented", _evidence(outcomes, "met"))


def _none(outcomes: list[Outcome]) -> Outcome:
    if any(o.truth == "met" for o in outcomes):
        return Outcome("not_met", _evidence(outcomes, "met"))
    if all(o.truth == "not_met" for o in outcomes):
        return Outcome("met", _evidence(outcomes, "not_met"))
    return NOT_DOCUMENTED


def _unstated(outcomes: list[Outcome]) -> Outcome:
    if any(o.truth == "met" for o in outcomes):
        return Outcome("not_met", _evidence(outcomes, "met"))
    return Outcome("met")


def _given(outcomes: list[Outcome]) -> Outcome:
    return Outcome(_any(outcomes).truth)


_COMBINE = {"any_of": _any, "all_of": _all, "none_of": _none, "unstated": _unstated, "given": _given}
