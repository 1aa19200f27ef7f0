"""The labelled sets of this folder; they were written before the guard was tuned.

`tune` items were looked at while tuning, `held_out` items were not: of those only counts were read.
"""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"


def read_items(name: str, split: str) -> list[dict[str, Any]]:
    """Items of one labelled set and one split."""
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["split"] == split]
