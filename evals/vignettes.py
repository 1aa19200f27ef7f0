"""Runs the labelled cases: overall status, red flags, findings, alternatives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.engine import Engine
from understand.case import Finding

STATUSES = ("supported", "not_supported", "depends_on_payer", "insufficient_information")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: the status given (None: no determination), and what is acceptable."""

    id: str
    question: str
    status: str | None
    acceptable: tuple[str, ...]
    fits_right: bool
    flags_wanted: frozenset[str]
    flags_missed: frozenset[str]
    false_flag: bool
    alternatives_missed: tuple[str, ...]
    found: int
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.status in self.acceptable


def run(rows: Iterable[Mapping[str, Any]], engine: Engine) -> list[Outcome]:
    return [_outcome(row, engine) for row in rows]


def _outcome(row: Mapping[str, Any], engine: Engine) -> Outcome:
    answer = engine.ask(
        row["question"], persona=row.get("persona"), payer=row.get("payer"), history=row.get("history") or ()
    )
    determination = answer.determination
    present = (
        {f.id for f in determination.findings if f.presence in ("present", "uncertain")} if determination else set()
    )
    raised = bool(determination and determination.red_flags)
    wanted = frozenset(row.get("red_flags") or ())
    named = {a.code for a in determination.alternatives} if determination else set()
    found, missed, false = compare(row["findings"], engine.read_case(row["question"]).findings)
    fits = {"code_fit": determination.code_fit, "skilled_need": determination.skilled_need} if determination else {}
    return Outcome(
        id=row["id"],
        question=row["question"],
        status=determination.status if determination else None,
        acceptable=tuple(row["acceptable"]),
        fits_right=all(fits.get(name) in row[name] for name in ("code_fit", "skilled_need") if row.get(name)),
        flags_wanted=wanted,
        flags_missed=frozenset() if raised and wanted & present else wanted,
        false_flag=raised and not wanted,
        alternatives_missed=tuple(code for code in row.get("alternatives") or () if code not in named),
        found=found,
        missed=missed,
        false=false,
    )


def compare(
    labels: Sequence[Mapping[str, Any]], findings: Sequence[Finding]
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Labelled findings found, missed, and findings that no label explains.

    A finding matches a label of its id and presence whose text overlaps; repeated mentions count once,
    optional labels neither way, and what follows from another finding only where a label says so.
    """
    required = [label for label in labels if not label.get("optional")]
    missed = [label for label in required if not any(_matches(label, finding) for finding in findings)]
    explained = {(label["id"], label["presence"]) for label in labels}
    stated = [finding for finding in findings if not finding.implied_by]
    false = {(f.id, f.presence): f.span.text for f in stated if (f.id, f.presence) not in explained}
    return (
        len(required) - len(missed),
        tuple(f"{label['id']} ({label['presence']}): {label['text']}" for label in missed),
        tuple(f"{id_} ({presence}): {text}" for (id_, presence), text in false.items()),
    )


def _matches(label: Mapping[str, Any], finding: Finding) -> bool:
    end = label["start"] + len(label["text"])
    overlaps = finding.span.start < end and label["start"] < finding.span.end
    return bool(finding.id == label["id"] and finding.presence == label["presence"] and overlaps)


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    found, missed = sum(o.found for o in outcomes), sum(len(o.missed) for o in outcomes)
    false = sum(len(o.false) for o in outcomes)
    wanted = [o for o in outcomes if o.flags_wanted]
    calm = [o for o in outcomes if not o.flags_wanted]
    alone = {status: [o for o in outcomes if o.acceptable == (status,)] for status in STATUSES}
    return {
        "vignettes": len(outcomes),
        "status right %": _percent(sum(o.right for o in outcomes), len(outcomes)),
        **{f"recall of {s} %": _percent(sum(o.right for o in rows), len(rows)) for s, rows in alone.items()},
        "code fit and skilled need right %": _percent(sum(o.fits_right for o in outcomes), len(outcomes)),
        "red flags missed": sum(bool(o.flags_missed) for o in wanted),
        "of": len(wanted),
        "red flags raised where none is": sum(o.false_flag for o in calm),
        "cases with an alternative missed": sum(bool(o.alternatives_missed) for o in outcomes),
        "findings precision": round(found / (found + false), 3) if found else 0.0,
        "findings recall": round(found / (found + missed), 3) if found else 0.0,
        "findings F1": round(2 * found / (2 * found + missed + false), 3) if found else 0.0,
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    lines = []
    for o in outcomes:
        missed = [] if o.right else [f"said {o.status}, acceptable {' or '.join(o.acceptable)}"]
        missed += [f"red flag missed: {', '.join(sorted(o.flags_missed))}"] if o.flags_missed else []
        missed += ["red flag raised without cause"] if o.false_flag else []
        missed += [f"alternative missed: {', '.join(o.alternatives_missed)}"] if o.alternatives_missed else []
        missed += [] if o.fits_right else ["code fit or skilled need"]
        if missed:
            lines.append(f"{o.id} {o.question} | {'; '.join(missed)}")
    return lines
