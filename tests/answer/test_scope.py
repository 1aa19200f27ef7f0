"""The border of the product: named boundaries, and how far a question may lean outside."""

from pathlib import Path

import pytest

from answer.scope import Asked, Leaning, Scope

SCOPE = Scope.load(Path(__file__).parents[2] / "corpus")
KNOWN = frozenset({"97112", "97110", "97530", "97140", "98941"})


def asked(question: str, has_case: bool = False, imported: bool = False) -> Asked:
    return Asked.read(question, KNOWN, has_case, imported)


@pytest.mark.parametrize(
    ("question", "boundary"),
    [
        pytest.param("what is the kx threshold for 2027", "kx_2027", id="next-year"),
        pytest.param("will aetna pay this claim", "payment_prediction", id="prediction"),
        pytest.param("what does my patient's Cigna plan allow for visits", "plan_benefits", id="plan"),
        pytest.param("medicare rate for 90837", "other_code_rates", id="other-rate"),
        pytest.param("can I sue the clinic", "legal_advice", id="law"),
        pytest.param("reword my note so it gets paid", "write_to_fit", id="write-to-fit"),
        pytest.param("what is the kx threshold for 2026", None, id="held-figure"),
        pytest.param("what should my note say about cueing", None, id="asks-what-is-wanted"),
        pytest.param("does 98941 with 97112 need 59", None, id="pair"),
    ],
)
def test_a_boundary_stops_what_it_names(question: str, boundary: str | None) -> None:
    """The first boundary met decides; what is held is not stopped."""
    found = SCOPE.boundary(question, "", asked(question))
    assert (found.id if found else None) == boundary


def test_a_follow_up_meets_what_is_not_known() -> None:
    """The year of a follow-up and the subject of the turn before make one question."""
    found = SCOPE.boundary("and for 2027?", "what is the KX threshold in 2026", asked("and for 2027?"))
    assert found is not None
    assert found.id == "kx_2027"


def test_imported_tables_lift_the_boundary_of_the_quarter() -> None:
    """A user's own current tables answer what the shipped ones cannot."""
    question = "NCCI edits of 97112 for the current quarter"
    assert SCOPE.boundary(question, "", asked(question)) is not None
    assert SCOPE.boundary(question, "", asked(question, imported=True)) is None


def test_what_a_question_holds_lets_it_lean_further() -> None:
    """What is declined with nothing read in it is answered where a case was read."""
    outcomes = {"answer": 0.2, "out_of_scope": 0.45, "no_evidence": 0.0, "unsafe": 0.0}
    declined = SCOPE.outside("tell me more", Leaning(outcomes, findings=0, follows_up=False))
    assert declined is not None
    assert declined.reason == "out_of_scope"
    assert SCOPE.outside("tell me more", Leaning(outcomes, findings=4, follows_up=False)) is None


def test_unsafe_is_said_only_where_it_is_clearly_ahead() -> None:
    """An honest question is not called a request to deceive on a hair's breadth."""
    near = {"answer": 0.1, "out_of_scope": 0.25, "no_evidence": 0.1, "unsafe": 0.27}
    declined = SCOPE.outside("something", Leaning(near, findings=0, follows_up=False))
    assert declined is not None
    assert declined.reason == "out_of_scope"


def test_asking_back_is_never_declined() -> None:
    """ "Why?" after an answer means the answer."""
    far = {"answer": -0.5, "out_of_scope": 0.9, "no_evidence": 0.0, "unsafe": 0.0}
    assert SCOPE.outside("why?", Leaning(far, 0, follows_up=True)) is None
    assert SCOPE.outside("why?", Leaning(far, 0, follows_up=False)) is not None
