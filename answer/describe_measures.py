"""A test's number in words: past which cut-off, more or less than which change, and of whom each number is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer.draft import OPENING, DraftStatement
from answer.measures_asked import MeasureBook
from rules.cite import Cite
from rules.measure_rows import Change, Mark, MeasureRow, Norm
from rules.measures import (
    Amount,
    ChangeResult,
    MarkResult,
    NormResult,
    Person,
    Trend,
    amount_of,
    changes_of,
    deciding,
    deciding_changes,
    deciding_marks,
    marks_of,
    norms_of,
    verdict,
)
from rules.wording import joined
from understand.case import Case
from understand.scores import Score, Way
from understand.vocabulary import Vocabulary

NUMBERS = "Other numbers of this test"
# Scores beside a verdict on a case, and in an answer that is about them.
MOST_BESIDE, MOST_ASKED = 2, 4
# An abbreviation as long as this is written in capitals.
ABBREVIATION = 6
UNIT_WORDS = {
    "points": "", "grade": "", "": "", "%": "%", "of 10": " of 10", "deg": " degrees", "s": " s",
}  # fmt: skip
PAST = {"below": "below", "at_or_below": "below", "above": "above", "at_or_above": "above"}
NOT_PAST = {"below": "above", "at_or_below": "above", "above": "below", "at_or_above": "below"}
REACHED = {"short": "less than", "reached": "at least", "within": "inside the range of"}
NOTHING_DECIDES = "no cut-off alone decides 97112"


@dataclass(frozen=True, slots=True)
class MeasuresResult:
    """What is said of the scores of a question.

    Attributes:
        beside: what adds to a verdict on a case: the changes, a line each, or the one score that is told.
        tells_change: some score tells a change.
        opens: the question is about the scores, and `drafts` are its answer.
        names: the tests as the sources name them.
    """

    drafts: tuple[DraftStatement, ...]
    beside: tuple[DraftStatement, ...]
    opens: bool
    names: tuple[str, ...]
    tells_change: bool

    def are_named_in(self, text: str) -> bool:
        """Whether a sentence speaks of one of the tests: others say nothing about these numbers."""
        return any(name.lower() in text.lower() for name in self.names)


def describe_measures(
    text: str, case: Case, book: MeasureBook, vocabulary: Vocabulary, earlier: Sequence[str] = ()
) -> MeasuresResult | None:
    """Holds each score of the question against what is published of its test; None where there is nothing to hold.

    Args:
        earlier: the questions that this one follows up, which may tell whom it is about.
    """
    scores = book.read(text, vocabulary)
    named = () if scores else book.named_without_number(text, case, vocabulary)
    if not scores and not named:
        return None
    person = book.person(text, earlier, case, vocabulary)
    opens = bool(named) or book.is_asked_about(text, case, scores, vocabulary, bool(earlier))
    tellers = [_Teller(score, book.rows[score.id], person, book) for score in (scores or named)[:MOST_ASKED]]
    of_change = bool(book.of_change.search(text))
    told = [teller.published(of_change) if named else teller.drafts(of_change) for teller in tellers]
    changed = [drafts[0] for teller, drafts in zip(tellers, told, strict=True) if teller.tells_change]
    openings = [draft for drafts in told for draft in drafts[:1]]
    rest = [draft for drafts in told for draft in drafts[1:]]
    lines = changed or (openings if len(openings) == 1 else [])
    beside = [DraftStatement(d.text, NUMBERS, d.cites, d.basis) for d in lines[:MOST_BESIDE]]
    return MeasuresResult((*openings, *rest), tuple(beside), opens, tuple(t.name for t in tellers), bool(changed))


class _Teller:
    """Says what is to be said of one score: the answer first."""

    def __init__(self, score: Score, row: MeasureRow, person: Person, book: MeasureBook) -> None:
        self.score, self.row, self.person, self.book = score, row, person, book
        self.name = _shown_name(score, row)

    def published(self, of_change: bool) -> list[DraftStatement]:
        """What is held of the test, where no number is told."""
        return [self._changes_held(OPENING)] if of_change else [self._marks_held()]

    def _marks_held(self) -> DraftStatement:
        marks = marks_of(self.row, 0.0, self.row.unit, replace(self.person, sites=frozenset()))
        held = deciding_marks(marks) or marks
        other_units = [m for m in self.row.marks if m.of_sides or (m.unit or self.row.unit) != self.row.unit]
        norms = deciding(norms_of(self.row, 0.0, self.row.unit, self.person))
        clauses = [(_mark_held(result.mark, self.row.unit), result.mark.verified) for result in held]
        clauses += [(_mark_held(mark, mark.unit or self.row.unit), mark.verified) for mark in other_units]
        clauses += [(f"the {r.norm.called} in {r.norm.group.population} is {_norm_span(r.norm, self.row.unit)}",
                     r.norm.verified) for r in norms]  # fmt: skip
        cites = [r.mark.cite for r in held] + [m.cite for m in other_units] + [r.norm.cite for r in norms]
        if not clauses:
            cites = self._row_cites()[:1] or [self.book.cites["not_held"]]
            return self._draft(f"No cut-off of the {self.name} is held here.", OPENING, cites)
        text = f"On the {self.name}, {_listed(clauses)}; {NOTHING_DECIDES}."
        return self._draft(text, OPENING, [*cites, self.book.cites["decides"]])

    def _changes_held(self, section: str) -> DraftStatement:
        held = changes_of(self.row, Amount(0.0, "same", 0.0), self.row.unit, self.person)
        own = deciding_changes(held) or held
        if not own:
            cites = [self.book.cites["noise"]] if self.row.marks or self.row.norms else [self.book.cites["not_held"]]
            text = f"No minimal detectable or important change of the {self.name} is held here."
            return self._draft(text, section, cites)
        alike: dict[str, list[ChangeResult]] = {}
        for result in own:
            alike.setdefault(result.change.called, []).append(result)
        clauses = [
            (f"the {called} is {joined([self._span(r.change) for r in group])}", any(r.change.verified for r in group))
            for called, group in alike.items()
        ]
        return self._draft(f"On the {self.name}, {_listed(clauses)}.", section, [r.change.cite for r in own])

    def drafts(self, of_change: bool = False) -> list[DraftStatement]:
        """The answer first.

        Args:
            of_change: it is asked how much change is real, which is told beside a value that tells none.
        """
        told = self._told_of_score()
        return [*told, self._changes_held(NUMBERS)] if of_change and not self.tells_change else told

    def _told_of_score(self) -> list[DraftStatement]:
        score, row = self.score, self.row
        if score.whole is not None and row.scale is not None and score.whole != row.scale and score.unit == row.unit:
            return [self._other_scale()]
        gap = self._gap()
        if gap is not None:
            return self._between_sides(gap)
        if score.other is not None and self._is_sided():
            return self._both_sides()
        if score.gain is not None or score.other is not None:
            return self._changed()
        assert score.value is not None  # a score without a change or a gap has a value
        return [self._standing(score.value, OPENING)]

    @property
    def tells_change(self) -> bool:
        return self.score.gain is not None or (self.score.other is not None and not self._is_sided())

    def _is_sided(self) -> bool:
        return self.score.compared == "sides" or (self.score.compared == "unsaid" and self.row.sided)

    def _gap(self) -> float | None:
        """The difference between two sides, told as such or by its two numbers, where a cut-off speaks of it."""
        score = self.score
        if not any(mark.of_sides for mark in self.row.marks) or score.unit != self.row.unit:
            return None
        if score.gap is not None:
            return score.gap
        if score.value is not None and score.other is not None and self._is_sided():
            return round(abs(score.value - score.other), 4)
        small = score.value is not None and score.other is None and score.gain is None
        return score.value if small and (score.value or 0.0) < (self.row.gap_below or 0.0) else None

    def _other_scale(self) -> DraftStatement:
        scored = f"{_number(self.score.value)} of {_number(self.score.whole)}"
        text = (
            f"The numbers held for the {self.name} are of its scale to {_number(self.row.scale)}, so {scored} is held "
            f"against none of them; {NOTHING_DECIDES}."
        )
        return self._draft(text, OPENING, [*self._row_cites()[:2], self.book.cites["decides"]])

    def _standing(self, value: float, section: str) -> DraftStatement:
        """One value against its cut-offs and norms."""
        shown = f"{self.score.bound}{_amount(value, self.score.unit)}"
        clauses, cites, own = self._clauses(value)
        ending = f"; {NOTHING_DECIDES}" if section == OPENING else ""
        if not clauses and self.row.marks:
            held = self._marks_held()
            text = f"{shown} by itself is held against no cut-off. {held.text}"
            return self._draft(f"{text[:1].upper()}{text[1:]}", section, held.cites)
        if not clauses:
            text = (
                f"No cut-off of the {self.name} is held here, so {shown} can be called neither normal nor abnormal "
                "by these sources."
            )
            return self._draft(text, section, self._row_cites()[:1] or [self.book.cites["not_held"]])
        text = f"{_a(self.name)} of {shown} is {clauses}{ending}."
        if not own:
            text = f"No cut-off of the {self.name} is held for this group; in others, {shown} is {clauses}{ending}."
        return self._draft(text, section, [*cites, self.book.cites["decides"]])

    def _clauses(self, value: float) -> tuple[str, list[Cite], bool]:
        """What a value is past and not past, on what that rests, and whether it is of the person's group."""
        unit = self.score.unit
        # "<5 s" is a little less than 5.
        compared = value + {"<": -1e-9, ">": 1e-9}.get(self.score.bound, 0.0)
        marks, norms = marks_of(self.row, compared, unit, self.person), norms_of(self.row, compared, unit, self.person)
        own_marks, own_norms = deciding_marks(marks), deciding(norms)
        own = bool(own_marks or own_norms)
        shown_marks, shown_norms = (own_marks, own_norms) if own else (marks, norms)
        clauses = [(_mark_words(r, compared, unit), r.mark.verified) for r in shown_marks]
        clauses += [(_norm_words(r, unit), r.norm.verified) for r in shown_norms]
        cites = [result.mark.cite for result in shown_marks] + [result.norm.cite for result in shown_norms]
        return _listed(clauses), cites, own

    def _between_sides(self, gap: float) -> list[DraftStatement]:
        results = marks_of(self.row, gap, self.score.unit, self.person, of_sides=True)
        clauses = [(_mark_words(result, gap, self.score.unit), result.mark.verified) for result in results]
        pair = "" if self.score.other is None else f" ({_number(self.score.value)} and {_number(self.score.other)})"
        text = (
            f"A difference of {_amount(gap, self.score.unit)} between the sides{pair} on the {self.name} is "
            f"{_listed(clauses)}; {NOTHING_DECIDES}."
        )
        return [self._draft(text, OPENING, [*(r.mark.cite for r in results), self.book.cites["decides"]])]

    def _both_sides(self) -> list[DraftStatement]:
        """Each side against the cut-offs, where none speaks of their difference."""
        value, other = self.score.value or 0.0, self.score.other or 0.0
        (clauses, cites, _), (others, _, _) = self._clauses(value), self._clauses(other)
        held = f"no cut-off for the difference between the sides of the {self.name} is held here"
        if not clauses:
            text = f"{held[:1].upper()}{held[1:]}, and none for one side."
            return [self._draft(text, OPENING, self._row_cites()[:1] or [self.book.cites["not_held"]])]
        text = (
            f"{_a(self.name)} of {_amount(value, self.score.unit)} is {clauses}; the other side's "
            f"{_amount(other, self.score.unit)} is {others}; {held}."
        )
        return [self._draft(text, OPENING, [*cites, self.book.cites["decides"]])]

    def _changed(self) -> list[DraftStatement]:
        amount = self._amount()
        held = changes_of(self.row, amount, self.score.unit, self.person)
        own = deciding_changes(held)
        size = self._size(amount)
        if amount.trend == "same":
            opening = self._draft(
                f"The {self.name} did not change ({_number(self.score.value)} both times).", OPENING,
                [self.book.cites["noise"]],
            )  # fmt: skip
        elif not held:
            text = (
                f"No minimal detectable or important change of the {self.name} is held here, so {size} can be called "
                "neither real nor noise."
            )
            opening = self._draft(text, OPENING, [self.book.cites["noise"]])
        elif not own:
            text = (
                f"The change values held for the {self.name} are of other people, so they do not settle this one: "
                f"{size} is {self._reached(held)}."
            )
            opening = self._draft(text, OPENING, [*(r.change.cite for r in held), self.book.cites["noise"]])
        else:
            text = f"{size[:1].upper()}{size[1:]} is {self._reached(own)}: {_conclusion(own, amount.trend)}."
            opening = self._draft(text, OPENING, [*(r.change.cite for r in own), self.book.cites["noise"]])
        drafts = [opening]
        beside = [result for result in held if result not in own and result.fit == "open"] if own else []
        if beside and amount.trend != "same":
            text = f"It is also {self._reached(beside)}."
            drafts.append(self._draft(text, NUMBERS, [result.change.cite for result in beside]))
        if self.score.value is not None and self._clauses(self.score.value)[0]:
            drafts.append(self._standing(self.score.value, NUMBERS))
        return drafts

    def _amount(self) -> Amount:
        score = self.score
        if score.value is not None and score.other is not None:
            return amount_of(self.row, score.other, score.value)
        assert score.gain is not None  # else there were two values
        return Amount(score.gain.size, self._trend(score.gain.way))

    def _trend(self, way: Way) -> Trend:
        match way:
            case "better" | "worse" | "changed":
                return way
            case "up" | "down" if self.row.better is not None:
                return "better" if (way == "up") == (self.row.better == "higher") else "worse"
            case _:
                return "changed"

    def _size(self, amount: Amount) -> str:
        unit = "point" if self.score.unit == "points" and amount.size == 1 else self.score.unit
        size = f"{_number(amount.size)} {unit}" if unit in {"points", "point"} else _amount(amount.size, unit)
        how = {"better": " better", "worse": " worse", "changed": " of change", "same": ""}[amount.trend]
        both = self.score.value is not None and self.score.other is not None
        values = f" ({_number(self.score.other)} to {_number(self.score.value)})" if both else ""
        return f"{size}{how} on the {self.name}{values}"

    def _reached(self, results: Sequence[ChangeResult]) -> str:
        """ "less than the minimal detectable change of 3.5 to 4 points (unverified) and …": alike ones together."""
        alike: dict[tuple[str, str], list[ChangeResult]] = {}
        for result in results:
            alike.setdefault((result.change.called, result.reach), []).append(result)
        clauses, called_before = [], ""
        for (called, reach), group in alike.items():
            name = "that" if called == called_before else f"the {called}"
            relation = "inside" if reach == "within" and name == "that" else REACHED[reach]
            spans = [self._span(result.change) for result in group]
            verified = any(result.change.verified for result in group)
            clauses.append((f"{relation} {name} of {joined(spans)}", verified))
            called_before = called
        return _listed(clauses)

    def _span(self, change: Change) -> str:
        """ "3 to 7 points in older adults"."""
        unit = "%" if change.percent else self.score.unit
        high = f"{_number(change.high)} points" if unit == "points" else _amount(change.high, unit)
        low = "up to " if change.low == 0 else "" if change.low == change.high else f"{_number(change.low)} to "
        group = f" in {change.group.population}" if change.group.population else ""
        return f"{low}{high}{group}"

    def _row_cites(self) -> list[Cite]:
        row = self.row
        cites = [mark.cite for mark in row.marks] + [change.cite for change in row.changes]
        return list(dict.fromkeys(cites + [norm.cite for norm in row.norms]))

    def _draft(self, text: str, section: str, cites: Iterable[Cite]) -> DraftStatement:
        return DraftStatement(text, section, tuple(dict.fromkeys(cites)), "computed")


def _conclusion(results: Sequence[ChangeResult], trend: Trend) -> str:
    """What may be called of the change, and what may not."""
    called = {"better": "progress", "worse": "a decline"}.get(trend, "a real change")
    kinds = {result.change.kind for result in results}
    if kinds == {"error"}:
        return "that is its error, and no minimal detectable change is held, so it cannot be called real"
    match verdict(results):
        case "short" if kinds == {"important"}:
            return f"do not call it an important change{' yet' if trend == 'better' else ''}"
        case "short":
            return f"do not call it {called}"
        case "reached" if "important" in kinds:
            return "by these numbers it is a change that matters"
        case "reached":
            return "by this number it is more than measurement error"
        case "unimportant":
            return "more than measurement error, and less than what is called important"
        case _ if len({result.reach for result in results}) > 1:
            return f"whether it is {called} depends on which of these numbers applies"
        case _:
            return f"these numbers do not settle whether it is {called}"


def _mark_words(result: MarkResult, value: float, unit: str) -> str:
    """ "below the 45 that is …"."""
    return f"{_relation(result, value)} the {_mark_value(result.mark, unit)} that {result.mark.means}"


def _relation(result: MarkResult, value: float) -> str:
    mark = result.mark
    if result.standing == "between":
        return "between the ends of"
    if mark.other_end is None and value == mark.value:
        return "at" if result.standing == "past" else f"at, and so not {PAST[mark.past]},"
    return PAST[mark.past] if result.standing == "past" else NOT_PAST[mark.past]


def _mark_value(mark: Mark, unit: str) -> str:
    if mark.other_end is None:
        return _amount(mark.value, unit)
    low, high = sorted((mark.value, mark.other_end))
    return f"{_number(low)} to {_amount(high, unit)}"


def _norm_words(result: NormResult, unit: str) -> str:
    norm = result.norm
    place = "at" if result.place == "inside" and norm.low == norm.high else result.place
    return f"{place} the {norm.called} of {_norm_span(norm, unit)} in {norm.group.population}"


def _norm_span(norm: Norm, unit: str) -> str:
    high = _amount(norm.high, unit)
    return high if norm.low == norm.high else f"{_number(norm.low)} to {high}"


def _mark_held(mark: Mark, unit: str) -> str:
    """ "22 or less is quoted for falls in …"."""
    value = _mark_value(mark, unit)
    told = {"below": f"below {value}", "above": f"above {value}"}.get(mark.past)
    told = told or f"{value} or {'less' if mark.past == 'at_or_below' else 'more'}"
    return f"{'a difference between sides ' if mark.of_sides else ''}{told} {mark.means}"


def _listed(clauses: Sequence[tuple[str, bool]]) -> str:
    """The clauses in one, each or all of them marked where the numbers were not seen in their publication."""
    unseen = [not verified for _, verified in clauses]
    if len(clauses) > 1 and all(unseen):
        return f"{joined([text for text, _ in clauses])} ({'both' if len(clauses) == 2 else 'all'} unverified)"
    return joined([text if verified else f"{text} (unverified)" for text, verified in clauses])


def _number(value: float | None) -> str:
    return f"{round(value or 0.0, 2):g}"


def _amount(value: float, unit: str) -> str:
    return f"{_number(value)}{UNIT_WORDS.get(unit, f' {unit}')}"


def _shown_name(score: Score, row: MeasureRow) -> str:
    """The test's name; one of several under one row as it was typed."""
    if not row.several:
        return row.name
    return score.named.upper() if len(score.named) <= ABBREVIATION else score.named


def _a(name: str) -> str:
    return f"{'An' if name[0] in 'AEIOaeio' else 'A'} {name}"
