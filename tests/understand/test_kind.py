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
        pytest.param("an aide ran 12 of the 24", True, id="of-the-minutes"),
        pytest.param("counsel produces an addendum on every set. does that change it", True, id="asks-what-changes"),
        pytest.param("last 5 of the te was spent with the rehab aide", True, id="last-of-the"),
        pytest.param("a third of the nmr was done by the pta", True, id="a-third-of-the"),
        pytest.param("everything but the manual was done by the cota", True, id="all-but"),
        pytest.param("the second one was done by my assistant today", True, id="the-second-one"),
        pytest.param("half of medicare denials come from what kind of note", False, id="half-of-something"),
        pytest.param("what would make it 97112", True, id="points-beside-a-code"),
        pytest.param("the carrier's reviewer says 18 visits is the limit", True, id="somebody-says"),
        pytest.param("new q. is it timed", False, id="new-question"),
        pytest.param("ok other thing, does she need it", False, id="other-thing"),
        pytest.param("Do 97112 and 97530 need modifier 59 on the same day?", False, id="names-its-subject"),
        pytest.param("What does the plan of care need for Medicare certification?", False, id="whole-question"),
        ("who decides then how much is enough", True),
        ("PT did 8 then the PTA took over for 10, how many units", False),
    ],
)
def test_a_follow_up_is_told_from_a_new_question(question: str, follows: bool) -> None:
    """Only what leans on the turn before inherits from it."""
    assert is_follow_up(question, has_history=True) is follows
    assert is_follow_up(question, has_history=False) is False


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ok then what do i bill", True),
        ("so which code", True),
        ("what should i use instead then", True),
        ("whats the code for that", True),
        ("then what", True),
        ("bill it as what", True),
        ("how many units", False),
        ("what does the code mean", False),
        ("do they want a code pair", False),
    ],
)
def test_a_follow_up_asks_which_code_it_is(text: str, asks: bool) -> None:
    """However shortly; a count or a meaning is something else."""
    assert KINDS.asks_other_code(text) is asks
