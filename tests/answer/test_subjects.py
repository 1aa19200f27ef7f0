"""A sentence about another body part or condition than the question's is told apart."""

from pathlib import Path

import pytest

from answer.compose import Sections

SUBJECTS = Sections.load(Path(__file__).parents[2] / "corpus").subjects


@pytest.mark.parametrize(
    ("asked", "sentence", "above", "others"),
    [
        ("balance training for CAI?", "A 2025 meta-analysis of cervical training.", "", True),
        ("balance training for CAI?", "A reach deficit of the ankle is firmer ground.", "", False),
        ("vestib rehab good evidence?", "The evidence is of low certainty.", "Cervical sensorimotor training", True),
        ("vestib rehab good evidence?", "The code is timed.", "What 97112 means", False),
        ("stroke, weak hand function", "For a clumsy hand, record the nine-hole peg test.", "", False),
        ("claim came back, hands-on needed?", "In Parkinson disease cueing is 97112.", "", False),
        ("how many units", "After an ankle sprain, 97112 is plausible.", "", False),
    ],
)
def test_a_sentence_about_others_only_is_told(asked: str, sentence: str, above: str, others: bool) -> None:
    """Its own words decide, or the headings above where it names nothing; a question about nothing bars none."""
    assert SUBJECTS.are_others(SUBJECTS.named(asked), sentence, above) is others
