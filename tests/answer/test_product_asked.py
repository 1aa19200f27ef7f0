"""Questions about the product are answered from its own documentation; small talk about it is declined."""

import pytest

from answer.engine import Engine

ABOUT = "about-ask-97112"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what does this chatbot do and not do", "answers questions about one therapy code"),
        ("why do you say insufficient so often", "not enough information"),
        ("u keep saying not enough info, annoying. why", "not enough information"),
        ("how sure are you", "no percentage"),
        ("where is this from", "quotation"),
        ("do u make things up", "quotation"),
        ("does it learn from what i type in", "keeps nothing about a patient"),
        ("is this bot legal advice or what", "makes none"),
    ],
)
def test_a_question_about_the_product_is_answered_from_its_documentation(
    engine: Engine, question: str, said: str
) -> None:
    """What it does, where its answers come from, how sure it is and what it keeps."""
    answer = engine.ask(question)
    assert not answer.abstained
    assert said in answer.statements[0].text
    assert answer.citations[0].document_id == ABOUT


@pytest.mark.parametrize(
    "question", ["are you single", "whats your favorite color", "where are you from", "who made you", "are you human"]
)
def test_small_talk_about_the_program_is_declined(engine: Engine, question: str) -> None:
    """It says at most that it is a program."""
    assert engine.ask(question).abstained
