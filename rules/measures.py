"""A test's number held against what is published of it: cut-offs, norms, and how much change is real.

Pure comparisons. Nothing here says that a score qualifies for a code, or what to do about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from rules.measure_rows import Change, Group, Mark, MeasureRow, Norm

# Whether a number was found in people like this one: yes, it is not said, or in others.
Fit = Literal["same", "open", "other"]
# Past the mark, past one end of its range only, or not past it.
Standing = Literal["past", "between", "not_past"]
# Less than the change that counts, inside the range that is given for it, or at least all of it.
Reach = Literal["short", "within", "reached"]
Trend = Literal["better", "worse", "same", "changed"]
# Less than what counts; more than error; more than error and less than what is called important; not settled.
Verdict = Literal["short", "reached", "unimportant", "open"]
Place = Literal["below", "inside", "above"]


@dataclass(frozen=True, slots=True)
class Person:
    """What the question says of the patient that chooses among populations; `sites` are the parts of the body."""

    conditions: frozenset[str] = frozenset()
    phase: str | None = None
    age: float | None = None
    older: bool | None = None
    sites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Amount:
    """How much a result changed, and which way; `percent` of the earlier value where that is known."""

    size: float
    trend: Trend
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class MarkResult:
    """`agreeing`: how many things that are said of the person the group shares."""

    mark: Mark
    fit: Fit
    agreeing: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class NormResult:
    norm: Norm
    fit: Fit
    agreeing: int
    place: Place


@dataclass(frozen=True, slots=True)
class ChangeResult:
    change: Change
    fit: Fit
    agreeing: int
    reach: Reach


Result = TypeVar("Result", MarkResult, NormResult, ChangeResult)


def fit_of(group: Group, person: Person) -> tuple[Fit, int]:
    """Whether the group is the person's, and how much of what is said agrees; a contradiction weighs more."""
    answers: list[bool] = []
    if group.conditions and person.conditions:
        answers.append(bool(group.conditions & person.conditions))
    if group.phase and person.phase:
        answers.append(group.phase == person.phase)
    if group.ages and person.age is not None:
        answers.append(group.ages[0] <= person.age <= group.ages[1])
    if group.older and person.older is not None:
        answers.append(person.older)
    if not answers:
        return "open", 0
    return ("same", len(answers)) if all(answers) else ("other", 0)


def standing(mark: Mark, value: float) -> Standing:
    """Where a value stands to a mark, or to both ends of a mark that is given as a range."""
    ends = [mark.value] if mark.other_end is None else [mark.value, mark.other_end]
    passed = [_is_past(mark.past, end, value) for end in ends]
    return "past" if all(passed) else "between" if any(passed) else "not_past"


def _is_past(past: str, mark: float, value: float) -> bool:
    return {
        "below": value < mark,
        "at_or_below": value <= mark,
        "above": value > mark,
        "at_or_above": value >= mark,
    }[past]


def marks_of(
    row: MeasureRow, value: float, unit: str, person: Person, *, of_sides: bool = False
) -> tuple[MarkResult, ...]:
    """Every cut-off of this unit, those of the person's group first, each with where the value stands.

    One that was found at another part of the body says nothing about this one.
    """
    marks = [m for m in row.marks if m.of_sides == of_sides and (m.unit or row.unit) == unit]
    marks = [m for m in marks if not (m.group.sites and person.sites) or m.group.sites & person.sites]
    return _by_fit([MarkResult(m, *fit_of(m.group, person), standing(m, value)) for m in marks])


def norms_of(row: MeasureRow, value: float, unit: str, person: Person) -> tuple[NormResult, ...]:
    norms = row.norms if unit == row.unit else ()
    return _by_fit([NormResult(n, *fit_of(n.group, person), _place(n, value)) for n in norms])


def _place(norm: Norm, value: float) -> Place:
    return "below" if value < norm.low else "above" if value > norm.high else "inside"


def amount_of(row: MeasureRow, before: float, after: float) -> Amount:
    """The change from one value to the next, and whether it is one for the better."""
    difference = round(after - before, 6)
    percent = abs(difference) / abs(before) * 100 if before else None
    return Amount(abs(difference), trend_of(row, difference), percent)


def trend_of(row: MeasureRow, difference: float) -> Trend:
    if difference == 0:
        return "same"
    if row.better is None:
        return "changed"
    return "better" if (difference > 0) == (row.better == "higher") else "worse"


def changes_of(row: MeasureRow, amount: Amount, unit: str, person: Person) -> tuple[ChangeResult, ...]:
    """Every change value that the amount can be held against, those of the person's group first."""
    results = []
    for change in row.changes:
        size = amount.percent if change.percent else amount.size
        if size is not None and (change.percent or (change.unit or row.unit) == unit):
            results.append(ChangeResult(change, *fit_of(change.group, person), reach(change, size)))
    return _by_fit(results)


def reach(change: Change, size: float) -> Reach:
    """A change as large as the published one counts; a smaller one is short of it."""
    return "short" if size < change.low else "reached" if size >= change.high else "within"


def deciding(results: Iterable[Result]) -> tuple[Result, ...]:
    """What speaks of this person: the numbers of the group that agrees most, else the open ones; no other group's."""
    held = tuple(results)
    most = max((result.agreeing for result in held if result.fit == "same"), default=0)
    same = tuple(result for result in held if result.fit == "same" and result.agreeing == most)
    return same or tuple(result for result in held if result.fit == "open")


def deciding_marks(results: Iterable[MarkResult]) -> tuple[MarkResult, ...]:
    """As `deciding`; a cut-off that is of no group in particular stands beside one of the person's own."""
    held = tuple(results)
    own = deciding(held)
    return tuple(r for r in held if r in own or (r.fit == "open" and r.mark.group.is_anyone))


def deciding_changes(results: Iterable[ChangeResult]) -> tuple[ChangeResult, ...]:
    """As `deciding`, for error and for importance apart."""
    held = tuple(results)
    kinds = dict.fromkeys(result.change.kind for result in held)
    return tuple(r for kind in kinds for r in deciding(r for r in held if r.change.kind == kind))


def verdict(results: Iterable[ChangeResult]) -> Verdict | None:
    """What the deciding change values say together; None where there are none."""
    held = tuple(results)
    reaches = {result.reach for result in held}
    real = {result.reach for result in held if result.change.kind == "detectable"}
    important = {result.reach for result in held if result.change.kind == "important"}
    if not held:
        return None
    if reaches == {"short"}:
        return "short"
    if real == {"reached"} or (not real and important == {"reached"}):
        return "reached" if important <= {"reached"} else "unimportant" if important == {"short"} else "open"
    return "open"


def _by_fit(results: list[Result]) -> tuple[Result, ...]:
    order: dict[Fit, int] = {"same": 0, "open": 1, "other": 2}
    return tuple(sorted(results, key=lambda result: order[result.fit]))
