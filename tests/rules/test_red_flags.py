"""Red flags from typed words to the action that is called for."""

from pathlib import Path

import pytest

from rules.necessity import determine
from rules.readings import load_readings
from understand.findings import load_vocabulary, read_case
from understand.payers import load_payers

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        pytest.param(
            "neck pain, brisk reflexes, dropping things",
            True,
            id="myelopathy",
        ),
        pytest.param("r/o cauda equina", True, id="doubted-counts"),
        pytest.param("stroke, clonus and hyperreflexia", False, id="explained-by-diagnosis"),
        pytest.param("no saddle anesthesia, denies b/b changes", False, id="denied"),
        pytest.param("sudden slurred speech and facial droop", True, id="stroke"),
        pytest.param("calf hot, swollen", True, id="clot"),
        pytest.param("worst headache of her life", True, id="thunderclap"),
    ],
)
def test_red_flags_are_raised_unless_explained(text: str, raised: bool) -> None:
    """Signs stated or doubted call for action; denied or explained ones do not."""
    result = determine(read_case(text, VOCABULARY), BOOK, PAYERS)
    assert bool(result.red_flags) == raised, result.red_flags
