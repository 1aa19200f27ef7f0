"""Measures the support gate on labelled pairs: `python -m evals.support` writes evals/results/support.md.

Passed means shown, with or without a mark. The gate was tuned on the `tune` splits; `held_out` was unseen
once and then looked at; the later held-out splits are only measured. `--encoder` adds the product's encoder,
`--model PLACE` an entailment model (a folder, an installed package or a chat model); each writes its own report.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.open_models import open_entailment_model
from answer.support import Similarity, Support, SupportGate
from settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
PAIRS = tuple(
    PROJECT / "evals" / f"{name}.jsonl"
    for name in (
        "support_pairs",
        "support_pairs2_tune",
        "support_pairs2_held_out",
        "support_pairs3_tune",
        "support_pairs3_held_out",
        "support_pairs4_tune",
        "support_pairs4_held_out",
    )
)
REPORT = PROJECT / "evals" / "results" / "support.md"
SPLITS = ("tune", "held_out", "tune2", "held_out2", "tune3", "held_out3", "tune4", "held_out4")
READABLE = ("tune", "held_out", "tune2", "tune3", "tune4")
LABELS = ("supported", "partly", "contradicted", "unrelated")
CURVE = [round(0.05 * step, 2) for step in range(4, 19)]
STATEMENTS_AN_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Judged:
    id: str
    split: str
    label: str
    edit: str
    statement: str
    support: Support

    @property
    def passed(self) -> bool:
        return self.support.verdict != "withheld"


def read_pairs(paths: Sequence[Path] = PAIRS) -> list[dict[str, str]]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def judge_pairs(gate: SupportGate, pairs: Sequence[dict[str, str]]) -> list[Judged]:
    return [
        Judged(p["id"], p["split"], p["label"], p["edit"], p["statement"], gate.check(p["statement"], [p["passage"]]))
        for p in pairs
    ]


def write_report(judged: Sequence[Judged], milliseconds: float, helped_by: str) -> str:
    """Counts, precision and recall by set, the curves, edits that slip through, time."""
    lines = ["# The support gate on labelled pairs", ""]
    lines.append(f"{len(judged)} pairs; {helped_by}. Made by `python -m evals.support`.")
    lines.append(
        "Each pair is one statement and the section of a corpus document that it cites. How the sets came about, and "
        "what each said before anything was tuned on it: docs/decisions/0191-support-pairs.md."
    )
    lines.append("Passed: shown, with or without a mark. Supported is the class that precision and recall speak of.")
    for split in SPLITS:
        lines += ["", f"## {split}", *_table(judged, split), "", *_rates(judged, split)]
    for split in SPLITS:
        lines += ["", f"## Threshold curve, {split}", "", *_curve(judged, split)]
    lines += ["", "## Kinds of edit", "", *_edits(judged)]
    lines += [
        "",
        f"Gate cost: {milliseconds:.1f} ms for {STATEMENTS_AN_ANSWER} statements "
        "(processor time, median, passages read before).",
    ]
    return "\n".join(lines) + "\n"


def passed_share(judged: Sequence[Judged], split: str, label: str) -> float:
    of = [j.passed for j in judged if j.split == split and j.label == label]
    return sum(of) / max(1, len(of))


def _table(judged: Sequence[Judged], split: str) -> list[str]:
    lines = ["", "| label | pairs | shown | marked | withheld | passed |", "|---|---|---|---|---|---|"]
    for label in LABELS:
        of = [j for j in judged if j.split == split and j.label == label]
        verdicts = Counter(j.support.verdict for j in of)
        share = 100 * passed_share(judged, split, label)
        counts = " | ".join(str(verdicts[verdict]) for verdict in ("shown", "marked", "withheld"))
        lines.append(f"| {label} | {len(of)} | {counts} | {share:.1f} % |")
    return lines


def _rates(judged: Sequence[Judged], split: str) -> list[str]:
    of = [j for j in judged if j.split == split]
    passed = [j for j in of if j.passed]
    supported = [j for j in of if j.label == "supported"]
    right = [j for j in passed if j.label in ("supported", "partly")]
    return [
        f"Precision of what passed (supported or partly): {len(right) / len(passed):.3f}; "
        f"strictly supported: {sum(j.label == 'supported' for j in passed) / len(passed):.3f}; "
        f"recall of supported: {sum(j.passed for j in supported) / len(supported):.3f}.",
    ]


def _curve(judged: Sequence[Judged], split: str) -> list[str]:
    """What would pass at each threshold of the score (problems already lower the score)."""
    lines = ["| score at least | " + " | ".join(LABELS) + " | precision | recall |", "|---|" + "---|" * 6]
    of = [j for j in judged if j.split == split]
    for threshold in CURVE:
        passed = [j for j in of if j.support.score >= threshold]
        shares = []
        for label in LABELS:
            every = [j for j in of if j.label == label]
            shares.append(f"{100 * sum(j in passed for j in every) / max(1, len(every)):.1f} %")
        supported = sum(j.label == "supported" for j in passed)
        precision = supported / len(passed) if passed else 1.0
        recall = supported / sum(j.label == "supported" for j in of)
        lines.append(f"| {threshold:.2f} | " + " | ".join(shares) + f" | {precision:.3f} | {recall:.3f} |")
    return lines


def _edits(judged: Sequence[Judged]) -> list[str]:
    """Of the first two sets: the second ones name nearly every edit once."""
    lines = ["| edit of contradicted pairs | pairs | passed, tune | passed, held_out |", "|---|---|---|---|"]
    contradicted = [j for j in judged if j.label == "contradicted" and j.split in SPLITS[:2]]
    for edit, count in sorted(Counter(j.edit for j in contradicted).items()):
        slipped = [sum(j.passed for j in contradicted if j.edit == edit and j.split == split) for split in SPLITS[:2]]
        lines.append(f"| {edit.replace('_', ' ')} | {count} | {slipped[0]} | {slipped[1]} |")
    return lines


def time_gate(gate: SupportGate, pairs: Sequence[dict[str, str]]) -> float:
    """Median milliseconds of processor time for an answer's worth of new statements over passages read before."""
    times = []
    for start in range(0, len(pairs) - STATEMENTS_AN_ANSWER, STATEMENTS_AN_ANSWER):
        answer = [(p["statement"] + " (again)", p["passage"]) for p in pairs[start : start + STATEMENTS_AN_ANSWER]]
        began = time.process_time()
        for statement, passage in answer:
            gate.check(statement, [passage])
        times.append(1000 * (time.process_time() - began))
    return statistics.median(times)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", action="store_true", help="use the product's encoder as well")
    parser.add_argument("--show", choices=READABLE, help="print the pairs of this set that were judged wrongly")
    parser.add_argument(
        "--model", metavar="PLACE", help="use this entailment model as well: a folder, a package or provider:model"
    )
    options = parser.parse_args(arguments)
    gate = SupportGate.from_corpus(
        PROJECT / "corpus",
        similarity=_encoder() if options.encoder else None,
        entailment=open_entailment_model(Settings(entailment_model=options.model)) if options.model else None,
    )
    pairs = read_pairs()
    judged = judge_pairs(gate, pairs)
    helped_by = f"with the model {Path(options.model).name}" if options.model else "no entailment model"
    helped_by += ", encoder on" if options.encoder else ", encoder off"
    report = write_report(judged, time_gate(gate, pairs), helped_by)
    path = REPORT.with_name(f"support{'-encoder' * options.encoder}{'-model' * bool(options.model)}.md")
    path.parent.mkdir(exist_ok=True)
    path.write_text(report, encoding="utf-8")
    print(report.split("## Threshold")[0])
    for j in judged:
        wrong = j.passed if j.label in ("contradicted", "unrelated") else not j.passed
        if j.split == options.show and (wrong or (j.label == "partly" and j.support.verdict == "shown")):
            found = f"{j.support.score} {j.support.verdict}: {j.statement} {list(j.support.problems)}"
            print(f"{j.id} {j.label}/{j.edit} {found}")


def _encoder() -> Similarity:
    """The product's encoder as the gate wants it: cosines of unit-length rows."""
    from index.encoder import SentenceTransformerEncoder

    encoder = SentenceTransformerEncoder("minilm", "auto")

    def similarity(statement: str, sentences: Sequence[str]) -> list[float]:
        rows = encoder.encode([statement, *sentences])
        return [float(cosine) for cosine in rows[1:] @ rows[0]]

    return similarity


if __name__ == "__main__":
    main()
