"""What people take for granted and is wrong is contradicted before anything else is said."""

import re

import pytest

from answer.engine import Engine


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("since 97112 is for stroke only how do i appeal for my knee pt", "not only for stroke"),
        ("97112 is reserved for CVA pts isnt it, so our ortho clinic has to stop", "not only for stroke"),
        ("because 97112 needs a neuro diagnosis which one do we put for the knee", "does not need a neurological"),
        ("so with KX they have to pay, right", "no guarantee"),
        (
            "since hands on contact is mandatory for 97112 verbal cueing minutes dont count do they",
            "not the same as hands",
        ),
        ("since neuro re-ed sits in chapter 11 of the CPT book, are E/M rules used", "not a chapter of CPT"),
        ("medicare cap of $2410 this year so we stop at that and discharge pts correct", "^No:"),
        ("97112 and 97140 can never be billed together, so which one goes", "no active edit"),
        ("97112 can't be billed on the day of the evaluation, right", "no active edit"),
        ("97112 is only for strokes so my knee pt gets denied right", "not only for stroke"),
        ("97112 is only for neuro pts and we see only ortho. so we cant use it at all right", "not only for stroke"),
        (
            "neuro re-ed is just for neuro diagnoses so shoulder instability wont count correct?",
            "not only for stroke|not need a neurological",
        ),
        (
            "nmr is meant for brain injuries so my ankle sprain lady is out, right?",
            "not only for stroke|not need a neurological",
        ),
        (
            "you can only bill 97112 with parkinsons or MS, so a THA is never ok?",
            "not only for stroke|not need a neurological",
        ),
        ("its only for balance, so posture work is never 97112, true?", "covers retraining of balance"),
        ("the treatment diagnosis has to start with G or its automatically denied", "diagnosis alone decides nothing"),
        ("as neuro re-ed always takes modifier 59, do i put it first", "is wrong for Medicare"),
        ("as assistants may not furnish 97112, my COTA bills 97110 instead", "assistants may furnish"),
        ("since Berg is required by cms for 97112 and pt refused it do i void the charge", "recommended only"),
        ("do i gotta redo the berg every visit", "recommended only"),
        ("since there must be progress for medicare, MS patients dont qualify", "without improvement|no improvement"),
        ("because cms wants start and stop times for every code we lost the appeal", "not for start and stop"),
        ("now that medicare ended the 8 minute rule how do we count", "has ended"),
        ("since neuro re-ed is experimental, no payer covers it", "no other payer"),
        ("aetna dropped coverage of 97112 for ortho in oct 2025 so what code replaces it", "Aetna dropped"),
        ("as cosigning makes the student visit billable, do i need my own time", "student's own service is not paid"),
        (
            "97112 requires balance AND coordination AND posture all three, so one is not enough",
            "Any one of the elements",
        ),
        ("since the patient has to stand for neuro re-ed, sitting balance doesnt count", "not only for standing"),
        ("is 97112 always paid", "no promise of payment"),
        ("Provider's lawyer argues same region 59 is fine with 98941. is it", "different region|not separate"),
    ],
)
def test_a_false_premise_is_contradicted_first(engine: Engine, question: str, first: str) -> None:
    """The sentence that sets it right opens the answer, with its source."""
    opening = engine.ask(question).statements[0]
    assert re.search(first, opening.text), opening.text
    assert opening.citations


@pytest.mark.parametrize(
    "question",
    [
        "my kid has cp and OT bills 97112 each week, insurance lady asked what it's for, what do i tell her it is",
        "posture alone is enough for 97112 since it's in the descriptor",
        "im an educator, can you give a teaching case with vignette for 97112 vs 97110 for my 2nd yr students",
        "explain 97112 like i'm 5",
    ],
)
def test_what_is_asked_in_general_or_by_a_family_is_answered_without_a_verdict(engine: Engine, question: str) -> None:
    """Nobody's case is decided where the rule is wanted, or plain words."""
    answer = engine.ask(question)
    assert answer.determination is None
    assert not answer.abstained
