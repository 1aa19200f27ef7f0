"""`units`, `pair` and `tables import` as they are typed."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.billing import read_minutes
from errors import UsageError

Run = Callable[[Sequence[str]], tuple[int, str, str]]


def test_units_as_json_hold_steps_and_source(run: Run) -> None:
    """The first rule's result stands at the top, the other beside it."""
    code, out, _ = run(["units", "97112=24", "97110=23", "--json"])
    told = json.loads(out)
    assert (code, told["rule"], told["total"], told["lines"]) == (0, "cms", 3, {"97112": 2, "97110": 1})
    assert told["steps"]
    assert all(citation["quote"] and citation["publisher"] for citation in told["citations"])
    assert [other["rule"] for other in told["also"]] == ["ama"]


@pytest.mark.parametrize("codes", [["97112", "98941"], ["98941", "97112"]])
def test_a_pair_is_the_same_in_both_orders(codes: list[str], run: Run) -> None:
    """Column 1, indicator, edition and the request to verify."""
    code, out, _ = run(["pair", *codes, "--json"])
    told = json.loads(out)
    assert (code, told["status"], told["column1"], told["modifier_indicator"]) == (0, "edit", "98941", 1)
    assert (told["edition"], told["old"]) == ("2024-07-01", True)
    assert "current quarter" in told["verify"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        pytest.param(["units", "97112"], "97112=24", id="no-minutes"),
        pytest.param(["units", "97112=-5"], "CODE=MINUTES", id="negative"),
        pytest.param(["units", "97112=5000"], "1440", id="more-than-a-day"),
        pytest.param(["pair", "97112", "potato"], "potato", id="no-code"),
        pytest.param(["tables", "import", "/no/such/file.txt"], "/no/such/file.txt", id="no-file"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], named: str, run: Run) -> None:
    """Exit code 2, one line that names the value, nothing on standard output."""
    code, out, error = run(arguments)
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert named in error


@given(st.dictionaries(st.sampled_from(["97112", "97110", "97140", "G0283"]), st.integers(0, 600), max_size=4))
def test_minutes_are_read_as_written(minutes: dict[str, int]) -> None:
    """What is written CODE=MINUTES is read back."""
    assert read_minutes([f"{code}={spent}" for code, spent in minutes.items()]) == minutes


@given(st.text())
def test_anything_else_is_refused_or_read(text: str) -> None:
    """No text makes the reader fail in another way."""
    with suppress(UsageError):
        assert all(minutes >= 0 for minutes in read_minutes([text]).values())


EDITS = """Column 1\tColumn 2\tprior to 1996\tEffective Date\tDeletion Date\tModifier\tRationale
97112\t97164\t\t20201001\t*\t1\tMisuse of column two code with column one code
"""


def test_imported_tables_belong_to_the_index_that_is_named(tmp_path: Path, run: Run) -> None:
    """`tables import --index DIR` is what `--index DIR` answers from; the usual index keeps its own."""
    official = tmp_path / "ccipra-v323r0-f1.txt"
    official.write_text(EDITS)
    other = str(tmp_path / "other")
    assert run(["tables", "import", str(official), "--index", other])[0] == 0
    editions = {
        name: json.loads(run(["pair", "97112", "98941", "--json", *options])[1])["edition"]
        for name, options in {"usual": [], "other": ["--index", other]}.items()
    }
    assert editions == {"usual": "2024-07-01", "other": "2026-10-01"}


@pytest.mark.parametrize("command", [["units", "97112=24"], ["pair", "97112", "98941"], ["note", "visit.txt"]])
def test_a_wrong_setting_names_itself(command: list[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 and the variable, as for every command."""
    monkeypatch.setenv("ASK97112_PASSAGE_CHARACTERS", "many")
    code, out, error = run(command)
    assert (code, out) == (2, "")
    assert "ASK97112_PASSAGE_CHARACTERS is 'many'" in error
