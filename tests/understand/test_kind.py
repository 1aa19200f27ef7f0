"""Kinds from cues, and follow-ups told from new questions."""

from pathlib import Path

import pytest

from understand.kind import Kinds, is_follow_up

KINDS = Kinds.load(Path(__file__).parents[2] / "corpus")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("how many units is 38 min", "units", id="units"),
        pytest.param("MUE for a hospital", "limits", id="limits"),
        pytest.param("does 97112 bundle with 98941", "modifier", id="modifier"),
        pytest.param("how often is a progress report due", "documentation", id="documentation"),
        pytest.param("97530 vs 97112 for reaching", "comparison", id="comparison"),
        pytest.param("got a denial, can I appeal", "compliance", id="compliance"),
        pytest.param("is it appropriate for neck pain", "necessity", id="necessity"),
        pytest.param("positive hoffman and clonus", "red_flag", id="red-flag"),
    ],
)
def test_a_cue_names_the_kind(question: str, kind: str) -> None:
    """Each kind has words of its own."""
    assert KINDS.read(question) == kind


def test_meaning_decides_where_no_cue_speaks() -> None:
    """Without a cue the surest class is the kind; with neither there is none."""
    assert KINDS.read("hm", {"units": 0.4, "limits": 0.1}) == "units"
    assert KINDS.read("hm") is None


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        pytest.param("and under the ama rule?", True, id="leans-back"),
        pytest.param("denies falls", True, id="added-finding"),
        pytest.param("for OT?", True, id="very-short"),
        pytest.param("same but 97110 only 7", True, id="same-but"),
        pytest.param("minus 5 for the phone call", True, id="minus"),
        pytest.param("what if the tech did it?", True, id="what-if"),
        pytest.param("who has to sign it before the claim goes out", True, id="points-back"),
        pytest.param("Do 97112 and 97530 need modifier 59 on the same day?", False, id="names-its-subject"),
        pytest.param("What does the plan of care need for Medicare certification?", False, id="whole-question"),
    ],
)
def test_a_follow_up_is_told_from_a_new_question(question: str, follows: bool) -> None:
    """Only what leans on the turn before inherits from it."""
    assert is_follow_up(question, has_history=True) is follows
    assert is_follow_up(question, has_history=False) is False
