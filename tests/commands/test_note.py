"""`ask97112 note` as it is typed."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[[Sequence[str]], tuple[int, str, str]]


NOTE = """11/03/2026
Mrs. Alvarez stood on foam, eyes closed, 4 x 30 s; sways left. Tactile cue at pelvis, verbal cue to shift weight.
Losses of balance 5 to 2. Goal: step over tub edge. Mini-BESTest 16/28 at start. 97112 18 min, timed 40, total 45.
Signed, PT, DPT
"""


def test_a_note_is_checked_and_masked(tmp_path: Path, run: Run) -> None:
    """What stands is quoted from the masked note; the name stands nowhere."""
    file = tmp_path / "visit.txt"
    file.write_text(NOTE)
    code, out, _ = run(["note", str(file), "--json"])
    told = json.loads(out)
    assert code == 0
    assert "Alvarez" not in out
    assert next(line for line in told["lines"] if line["id"] == "skill")["status"] == "present"
    assert all(line["quote"] in told["note"] for line in told["lines"])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad"], ids=["empty", "not-text"])
def test_a_note_that_cannot_be_read_is_one_line(content: bytes, tmp_path: Path, run: Run) -> None:
    """Exit code 2 and a line that says what to give."""
    file = tmp_path / "visit.txt"
    file.write_bytes(content)
    code, out, error = run(["note", str(file)])
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
