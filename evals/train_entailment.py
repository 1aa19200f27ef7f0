"""Makes an entailment model for the support gate: `python -m evals.train_entailment FOLDER`.

Tunes the shipped encoder's weights on the labelled pairs that may be read (minutes on a processor), and reports
what the gate does with it on every set. `ASK97112_ENTAILMENT_MODEL=FOLDER` then uses it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from answer.entailment import LabelledPair, train
from answer.support import SupportGate
from evals.support import PAIRS, PROJECT, SPLITS, judge_pairs, passed_share, read_pairs
from index.encoder import weights_folder

EPOCHS = 4


def labelled(gate: SupportGate, pairs: Sequence[dict[str, str]]) -> list[LabelledPair]:
    """Each statement with the sentences that the gate would hand to the model; half-true ones are left out."""
    return [
        (
            " ".join(gate.supporting_quotes(pair["statement"], pair["passage"])),
            pair["statement"],
            float(pair["label"] == "supported"),
        )
        for pair in pairs
        if pair["label"] != "partly"
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the model is written")
    options = parser.parse_args(arguments)
    gate = SupportGate.from_corpus(PROJECT / "corpus")
    seen = [pair for pair in read_pairs(PAIRS) if not pair["split"].startswith("held_out")]
    model = train(weights_folder("minilm"), labelled(gate, seen), options.folder, EPOCHS)
    judged = judge_pairs(SupportGate(gate.words, entailment=model), read_pairs())
    for split in SPLITS:
        shares = [f"{label} {passed_share(judged, split, label):.1%}" for label in ("supported", "contradicted")]
        print(f"{split}: passed of {', of '.join(shares)}")


if __name__ == "__main__":
    main()
