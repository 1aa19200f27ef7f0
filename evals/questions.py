"""Runs the labelled questions: what is found, cited, said, refused, and how fast."""

import json
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.engine import Engine
from answer.question import user_turns
from answer.schema import Answer

FIRST = 5
"""Recall is counted over this many passages."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's measures; a share is None where the question has nothing to measure.

    `should_abstain` is None where an abstention and an answer are both right.
    """

    id: str
    question: str
    recall: float | None
    source_match: float | None
    facts: float | None
    asserts_forbidden: bool
    abstained: bool
    should_abstain: bool | None
    kind_right: bool
    citations_whole: bool
    milliseconds: float
    missing: tuple[str, ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def run(rows: Iterable[Mapping[str, Any]], engine: Engine) -> list[Outcome]:
    return [_outcome(row, engine) for row in rows]


def _outcome(row: Mapping[str, Any], engine: Engine) -> Outcome:
    history = row.get("history") or ()
    answer = engine.ask(row["question"], persona=row.get("persona"), payer=row.get("payer"), history=history)
    query = " ".join([*user_turns(history)[-1:], row["question"]])
    found = {hit.passage.document_id for hit in engine.search(query, FIRST, answer.payer)}
    cited = {citation.document_id for citation in answer.citations}
    groups: Sequence[Sequence[str]] = row.get("expected_documents") or ()
    shown = everything_shown(answer)
    missing = [" / ".join(fact) for fact in row.get("facts") or () if not any(_says(shown, f) for f in fact)]
    either = bool(row.get("abstain_either"))
    measured = bool(groups) and not answer.abstained if either else bool(groups) and not row["abstain"]
    return Outcome(
        id=row["id"],
        question=row["question"],
        recall=_share(groups, found) if measured else None,
        source_match=_share(groups, cited) if measured else None,
        facts=1 - len(missing) / len(row["facts"]) if row.get("facts") and measured else None,
        asserts_forbidden=any(_says(answer.answer_markdown, f) for f in row.get("forbidden") or ()),
        abstained=answer.abstained,
        should_abstain=None if either else row["abstain"],
        kind_right=answer.kind == row["kind"],
        citations_whole=citations_whole(answer, engine),
        milliseconds=sum(answer.timings_ms.values()),
        missing=tuple(missing),
    )


def everything_shown(answer: Answer) -> str:
    """The answer's text as a reader sees it, evidence quotes included."""
    return "\n".join([answer.answer_markdown, *(citation.quote for citation in answer.citations)])


def citations_whole(answer: Answer, engine: Engine) -> bool:
    """No number without a citation, no citation without a use, every quote an exact slice of its passage."""
    numbers = {citation.n for citation in answer.citations}
    used = used_numbers(answer.model_dump())
    slices = all(c.quote in engine.passage(c.passage_id).text for c in answer.citations)
    return numbers == used and slices


def used_numbers(part: object) -> set[int]:
    """Every number that stands in a field named `citations` that holds numbers, at any depth."""
    if isinstance(part, dict):
        own = part.get("citations", ())
        numbers = {n for n in own if isinstance(n, int)} if isinstance(own, list | tuple) else set()
        return numbers.union(*(used_numbers(value) for value in part.values()))
    if isinstance(part, list | tuple):
        return set().union(*(used_numbers(value) for value in part))
    return set()


def _share(groups: Sequence[Sequence[str]], held: set[str]) -> float:
    return sum(bool(set(group) & held) for group in groups) / len(groups)


def _says(shown: str, fact: str) -> bool:
    try:
        return re.search(fact, shown, re.IGNORECASE) is not None
    except re.error:
        return fact.lower() in shown.lower()


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The measures over a set; shares are percent, times milliseconds."""
    times = sorted(outcome.milliseconds for outcome in outcomes)
    off = [outcome for outcome in outcomes if outcome.should_abstain]
    on = [outcome for outcome in outcomes if outcome.should_abstain is False]
    return {
        "questions": len(outcomes),
        f"recall@{FIRST} %": _percent(o.recall for o in outcomes),
        "expected source cited %": _percent(o.source_match for o in outcomes),
        "facts said %": _percent(o.facts for o in outcomes),
        "abstained when due %": _percent(float(o.abstained) for o in off),
        "refused though in scope %": _percent(float(o.abstained) for o in on),
        "asserted something forbidden": sum(o.asserts_forbidden for o in outcomes),
        "kind right %": _percent(float(o.kind_right) for o in outcomes),
        "answers with a dangling or unused citation": sum(not o.citations_whole for o in outcomes),
        "median ms": round(statistics.median(times), 1),
        "95th percentile ms": round(times[int(0.95 * (len(times) - 1))], 1),
    }


def _percent(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return round(100 * statistics.mean(known), 1) if known else 0.0


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """A line a question that missed something, for whoever mends the cause."""
    return [line for outcome in outcomes if (line := _miss(outcome))]


def _miss(outcome: Outcome) -> str:
    missed = []
    if outcome.source_match is not None and outcome.source_match < 1:
        missed.append("expected source not cited")
    if outcome.facts is not None and outcome.missing:
        missed.append("not said: " + "; ".join(outcome.missing))
    if outcome.should_abstain is not None and outcome.abstained != outcome.should_abstain:
        missed.append("abstained" if outcome.abstained else "answered")
    if outcome.asserts_forbidden:
        missed.append("forbidden words")
    return f"{outcome.id} {outcome.question} | {', '.join(missed)}" if missed else ""
