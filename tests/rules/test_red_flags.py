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
        pytest.param("back pain, he wet himself and can't feel when he wipes", True, id="lay-cauda-equina"),
        pytest.param("her mouth is drooping and her words are slurred", True, id="lay-stroke"),
        pytest.param("big toe goes up when I stroke the sole, neck pain", True, id="described-babinski"),
        pytest.param("electric shocks down the spine when she looks down", True, id="lay-lhermitte"),
        pytest.param("he can't hold his fork", False, id="no-bladder"),
        pytest.param("poor balance in a 79 yo with a new hip", False, id="new-is-no-sign"),
        pytest.param("normal bowel and bladder, no numbness in the groin", False, id="normal-bladder"),
        pytest.param("lost 14 lb on purpose with dieting, knee OA", False, id="meant-weight-loss"),
        pytest.param("infection control question: wipe the foam pad?", False, id="policy"),
        pytest.param("Bell's palsy with facial droop for 5 months", False, id="palsy-explains-the-face"),
        pytest.param("worst headache of her life", True, id="thunderclap"),
    ],
)
def test_red_flags_are_raised_unless_explained(text: str, raised: bool) -> None:
    """Signs stated or doubted call for action; denied or explained ones do not."""
    result = determine(read_case(text, VOCABULARY), BOOK, PAYERS)
    assert bool(result.red_flags) == raised, result.red_flags
