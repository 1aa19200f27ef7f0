"""Teaching cases are complete: a class can read, decide, ask and compare."""

import tomllib
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "cases").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_is_complete(path: Path) -> None:
    """A case names itself by its file, asks an educator's question, teaches and cites."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (case["id"], case["persona"]) == (path.stem, "educator")
    assert case["title"]
    assert case["question"].rstrip().endswith("?")
    assert len(case["teaching_points"]) >= 3
    assert len(case["cites"]) >= 2
