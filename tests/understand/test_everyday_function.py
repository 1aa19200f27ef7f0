"""What fails in daily life tells what a person cannot do; the same things in treatment or a goal do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understand.findings import read_findings
from understand.vocabulary import Vocabulary, load_vocabulary

VOCABULARY: Vocabulary = load_vocabulary(Path(__file__).parents[2] / "corpus")


def stated(text: str, category: str) -> set[str]:
    """Ids that the text states present of the patient."""
    return {
        finding.id
        for finding in read_findings(text, VOCABULARY)
        if finding.presence == "present"
        and finding.subject == "patient"
        and VOCABULARY.category(finding.id) == category
    }


@pytest.mark.parametrize(
    "text",
    [
        "tea slops over the saucer every morning",
        "coffee all over the counter",
        "furniture walks at home",
        "walks holding the walls",
        "cruises along the counters at home",
        "leaks w sit to stand",
        "leakage with running",
        "pees when she jumps",
        "gravy on his shirt after every supper",
        "half her soup goes down her shirt",
        "dropped two mugs this week",
        "cards slide out of his fingers at bridge",
        "fumbles his keys at the door",
        "knocks over her water glass",
        "tips over stepping out of the tub",
        "sways in the choir when she looks at the book",
        "lost balance in the church aisle twice",
        "lurches into the racks at the shop",
        "has to hang on shelves at the store",
        "must hold a pew to stand for the hymn",
    ],
)
def test_what_fails_in_daily_life_is_a_limitation(text: str) -> None:
    assert "function_limitation" in stated(text, "function")


@pytest.mark.parametrize(
    "text",
    [
        "goal is to stop spilling coffee",
        "goal: carry coffee to the table without a spill",
        "used to drop her pills, none since june",
        "never drops pills, never tips in the shower",
        "his wife breaks the dishes when mad",
        "i dropped the pill bottle on the floor and had him pick it up",
        "had her drop coins into a jar on foam",
        "asked him to hold the counter while i perturbed at the pelvis",
        "placing cups on the shelves standing on foam",
        "eccentric heel drops off the step",
        "tipped him on the ball in all directions, tray on his lap",
    ],
)
def test_goals_treatment_others_and_what_is_past_are_no_limitation(text: str) -> None:
    assert "function_limitation" not in stated(text, "function")


@pytest.mark.parametrize(
    ("text", "impairment"),
    [
        ("won't right his head when tilted to the right", "balance_deficit"),
        ("head doesn't come up when i tilt him left", "balance_deficit"),
        ("no head righting to the right", "balance_deficit"),
        ("has to hang on shelves in the store", "balance_deficit"),
        ("signs blur when driving", "vestibular_deficit"),
        ("print jumps when she walks", "vestibular_deficit"),
    ],
)
def test_a_sign_told_by_its_consequence_is_its_impairment(text: str, impairment: str) -> None:
    assert impairment in stated(text, "impairment")


@given(verb=st.sampled_from(["drops", "spills", "fumbles"]), thing=st.sampled_from(["pills", "coffee", "keys", "soup"]))
def test_failing_verbs_and_daily_things_combine(verb: str, thing: str) -> None:
    assert "function_limitation" in stated(f"he {verb} his {thing}", "function")
    assert "function_limitation" not in stated(f"he never {verb} his {thing}", "function")
