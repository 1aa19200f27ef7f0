"""The chat as a person meets it, drawn by Streamlit without a browser."""

import json
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answer.schema import Answer, FindingRead, Statement
from errors import IndexUnusable
from page import engine_loader
from page.examples import EXAMPLES
from page.findings import chips
from page.markdown import plain
from page.words import DISCLAIMER, LOADING
from tests.page.chromium import PROJECT
from tests.page.fake_engine import SEED, FakeEngine


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def everything(page: AppTest) -> str:
    """All text on the page, in order."""
    parts: list[str] = []
    for element in page.main:
        value: Any = getattr(element, "value", None) or getattr(element, "label", None)
        parts.append(str(value))
    return "\n".join([*parts, *(expander.label for expander in page.expander)])


def button(page: AppTest, label: str) -> Any:
    return next(button for button in page.button if button.label == label)


def test_name_promise_and_examples_stand_before_the_engine_is_open(engine: FakeEngine) -> None:
    """The first run shows the page and says that the index is loading."""
    first = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30).run()
    assert first.title[0].value == "Ask 97112"
    assert any(LOADING in markdown.value for markdown in first.markdown)
    assert {plain(example) for example in EXAMPLES["clinician"]} <= {button.label for button in first.button}
    assert not first.exception


def test_the_disclaimer_is_on_the_page_before_any_answer(page: AppTest) -> None:
    """It names the trademark and stands outside the sidebar."""
    captions = [caption.value for caption in page.caption]
    assert DISCLAIMER in captions
    assert "CPT is a trademark" in DISCLAIMER


def test_examples_follow_the_persona(page: AppTest) -> None:
    """A biller is offered a biller's questions."""
    page.sidebar.radio[0].set_value("biller").run()
    labels = {button.label for button in page.button}
    assert {plain(example) for example in EXAMPLES["biller"]} <= labels


def test_an_example_is_asked_by_its_button(page: AppTest, engine: FakeEngine) -> None:
    """One click asks it."""
    button(page, plain(SEED)).click().run()
    assert [asked["question"] for asked in engine.asked] == [SEED]
    assert not page.exception


def test_an_answer_is_drawn_in_the_careful_order(page: AppTest) -> None:
    """Result, two questions, findings, readings in force, historical ones, sentences, disagreement, changes."""
    text = everything(ask(page, SEED))
    marks = [
        "Not enough information",
        "does not by itself support 97112",
        "Is 97112 the code for what was done?",
        "What was read from the question",
        "readings in force",
        "Historical readings",
        "What the code is for",
        "Where sources disagree",
        "What would change this",
        "Other codes to consider",
        "Ask next",
        "guidance edition fake0123",
    ]
    positions = [text.find(mark) for mark in marks]
    assert -1 not in positions
    assert positions == sorted(positions)


def test_the_summary_stands_once_with_its_sources(page: AppTest) -> None:
    """A statement that says the summary lends it its [n] and is not repeated."""
    ask(page, SEED)
    assert everything(page).count("does not by itself support 97112") == 1
    assert {"c0t0-summary-n1", "c0t0-summary-n4"} <= {button.key for button in page.button}


def test_criteria_are_told_by_words_and_signs(page: AppTest) -> None:
    """Colour never stands alone."""
    text = everything(ask(page, SEED))
    assert "✓ Met" in text
    assert "✗ Not met" in text
    assert "○ Not documented" in text


def test_findings_are_marked_in_the_question(page: AppTest) -> None:
    """Each stands on a coloured ground where it was read."""
    text = everything(ask(page, SEED))
    assert "“Is 97112 appropriate for :green-background[cervicalgia] with :green-background[arm tingling]?”" in text


def test_a_corrected_finding_is_asked_as_a_follow_up(page: AppTest, engine: FakeEngine) -> None:
    """Flipping a finding asks again with the correction in words."""
    ask(page, SEED)
    correction = next(radio for radio in page.radio if "arm tingling" in radio.label)
    correction.set_value("Absent")
    button(page, "Ask again with these corrections").click().run()
    assert engine.asked[-1]["question"] == "Correction: patient does not have arm tingling."
    assert engine.asked[-1]["history"][0] == {"role": "user", "content": SEED}  # type: ignore[index]


def test_a_number_opens_its_source(page: AppTest) -> None:
    """The source says who, when, how verified, and marks the quoted sentence in its passage."""
    ask(page, SEED)
    button(page, "[1]").click().run()
    text = "\n".join(markdown.value for markdown in page.markdown)
    assert "**\\[1\\] Digest of CGS Administrators (Medicare contractor)" in text
    assert "LCD L34049 v.36, 97112" in text
    assert "published 2021-04-01 · in effect from 2020-01-01" in text
    assert "✓ Primary text seen" in text
    assert "https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=34049" in text
    assert ":yellow-background[CGS L34049 does not name pain" in text
    assert not page.exception


def test_doubtful_sources_are_marked_at_the_number(page: AppTest) -> None:
    """Superseded, disputed and unverified stand beside [n]."""
    labels = {button.label for button in ask(page, SEED).button}
    assert "[2] superseded" in labels
    assert "[3] disputed, unverified" in labels


def test_an_unsafe_address_is_never_a_link(page: AppTest) -> None:
    """A source without a web address says so."""
    ask(page, SEED)
    button(page, "[3] disputed, unverified").click().run()
    assert not any("javascript" in markdown.value for markdown in page.markdown)
    assert any("No public address" in markdown.value for markdown in page.markdown)


def test_red_flags_come_first_and_loud(page: AppTest) -> None:
    """The urgent box stands before everything else of the answer."""
    ask(page, "Positive Hoffmann, clumsy hands")
    assert "Refer for urgent medical assessment" in page.error[0].value


def test_an_abstention_is_calm(page: AppTest) -> None:
    """No error box; it says what the product can help with."""
    ask(page, "How is the weather?")
    assert "Ask about CPT 97112" in page.info[0].value
    assert not page.error


def test_units_show_both_rules_and_their_steps(page: AppTest) -> None:
    """Totals, steps, equally valid choices, and that the rules differ."""
    text = everything(ask(page, "How many units?"))
    assert "Medicare: total-time rule" in text
    assert "AMA: code-by-code midpoint rule" in text
    assert "The two minute rules differ here" in text
    assert "Total timed minutes" in text
    assert "Equally valid" in text


def test_corrected_minutes_are_asked_as_a_follow_up(page: AppTest, engine: FakeEngine) -> None:
    """The form holds what was counted; a changed line is asked in the conversation, with the others."""
    ask(page, "How many units?")
    page.number_input(key="c0t0-visit-1-minutes").set_value(30)
    page.selectbox(key="c0t0-visit-2-by").set_value("PTA")
    button(page, "Count again").click().run()
    asked = engine.asked[-1]
    assert asked["question"] == "Minutes as they were: 97112 30 min; 97110 23 min by PTA. How many units?"
    assert [turn["content"] for turn in asked["history"] if turn["role"] == "user"] == ["How many units?"]
    assert not page.exception


def test_hostile_text_is_shown_not_obeyed(page: AppTest) -> None:
    """Nothing is drawn as HTML, a link, a picture or a formula."""
    ask(page, "hostile")
    assert not any(markdown.allow_html for markdown in page.markdown)
    bodies = "".join(markdown.value for markdown in page.markdown)
    assert "[link](" not in bodies
    assert "![x](" not in bodies
    assert " $5" not in bodies


def test_the_conversation_and_its_sources_stay(page: AppTest) -> None:
    """A second question leaves the first answer on the page, its sources still open."""
    ask(page, SEED)
    ask(page, "And what about posture?")
    text = everything(page)
    assert "does not by itself support 97112" in text
    assert "And what about posture?" in text
    button(page, "[2] superseded").click().run()
    assert any(":yellow-background[Until 28 October 2025" in markdown.value for markdown in page.markdown)


def test_a_follow_up_button_asks_with_the_history(page: AppTest, engine: FakeEngine) -> None:
    """The engine gets the earlier turns."""
    ask(page, SEED)
    button(page, "And if her payer is Medicare?").click().run()
    assert engine.asked[-1]["question"] == "And if her payer is Medicare?"
    assert len(engine.asked[-1]["history"]) == 2  # type: ignore[arg-type]


def test_persona_and_payer_go_with_the_question(page: AppTest, engine: FakeEngine) -> None:
    """What is chosen beside the chat is asked."""
    page.sidebar.radio[0].set_value("biller")
    page.sidebar.selectbox[0].set_value("aetna").run()
    ask(page, SEED)
    assert (engine.asked[-1]["persona"], engine.asked[-1]["payer"]) == ("biller", "aetna")


def test_a_new_conversation_forgets_the_old(page: AppTest, engine: FakeEngine) -> None:
    """The examples are back and the history is empty."""
    ask(page, SEED)
    page.sidebar.button[0].click().run()
    assert plain(SEED) in {button.label for button in page.button}
    ask(page, "Something else")
    assert engine.asked[-1]["history"] == []


def test_only_the_masked_question_is_kept(page: AppTest) -> None:
    """A name that was typed is nowhere in the session after the answer."""
    ask(page, "Does Jane Roe need 97112?")
    kept = json.dumps({key: page.session_state[key] for key in ("conversation_turns",)})
    assert "Jane Roe" not in kept
    assert "[name]" in kept
    assert page.session_state["conversation_pending"] == []


def test_questions_typed_in_a_row_are_answered_in_a_row(page: AppTest, engine: FakeEngine) -> None:
    """A question that comes while another is answered waits for its turn; a double click asks once."""
    page.session_state["conversation_pending"] = [SEED]
    ask(page, "And posture?")
    assert [asked["question"] for asked in engine.asked] == [SEED, "And posture?"]
    assert page.session_state["conversation_pending"] == []


def test_a_known_failure_is_one_line(page: AppTest) -> None:
    """Our own errors are shown as they are written, and the conversation stays."""
    ask(page, SEED)
    ask(page, "fail-known")
    assert [error.value for error in page.error] == ["Payer \\`xyz\\` is not known; choose one of the list."]
    assert not page.exception
    assert "does not by itself support 97112" in everything(page)


def test_an_unknown_failure_tells_no_secret(page: AppTest) -> None:
    """Its kind is named, its text is not."""
    ask(page, "fail-unknown")
    assert "ValueError" in page.error[0].value
    assert "secret" not in page.error[0].value
    assert not page.exception


def test_a_missing_index_is_one_line_with_a_way_on(monkeypatch: pytest.MonkeyPatch, engine: FakeEngine) -> None:
    """The remedy is shown; once it is mended, trying again answers the question that waited."""

    def broken() -> FakeEngine:
        raise IndexUnusable("There is no index in index-data: run `make run` or `ask97112 ingest corpus`.")

    monkeypatch.setattr(engine_loader, "open_engine", broken)
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30).run()
    ask(page, SEED)
    assert "There is no index" in page.error[0].value
    assert "This question waits" in everything(page)
    monkeypatch.setattr(engine_loader.engine_loader(), "_opener", lambda: engine)
    button(page, "Try again").click().run()
    assert not page.error
    assert "does not by itself support 97112" in everything(page)


def test_the_question_has_a_longest_length(page: AppTest) -> None:
    """A pasted chart does not fit."""
    assert page.chat_input[0].proto.max_chars == 4000


class StreamingFakeEngine(FakeEngine):
    """Hands out each sentence before the whole answer, as with a language model."""

    def ask_streaming(self, question: str, **case: Any) -> Iterator[Statement | Answer]:
        answer = self.ask(question, **case)
        yield from answer.statements
        if "unfinished" not in question:
            yield answer


def test_sentences_of_a_model_come_before_the_whole_answer(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole answer takes their place and stands once."""
    monkeypatch.setattr(engine_loader.engine_loader(), "_future", opened(StreamingFakeEngine()))
    ask(page, SEED)
    text = everything(page)
    assert text.count("CGS L34049 does not name pain") == 1
    assert "What would change this" in text


def test_an_answer_that_breaks_off_is_one_line(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is not passed off as an answer."""
    monkeypatch.setattr(engine_loader.engine_loader(), "_future", opened(StreamingFakeEngine()))
    ask(page, "unfinished")
    assert page.error[0].value == "The answer ended before it was whole: ask again."


def opened(engine: FakeEngine) -> "Future[FakeEngine]":
    future: Future[FakeEngine] = Future()
    future.set_result(engine)
    return future


def test_a_finding_told_twice_is_named_once() -> None:
    """The words are marked where they stand; the list names what was read of them."""
    twice = tuple(
        FindingRead(id="balance", label="Balance deficit", presence="present", start=start, end=start + 5, text="sways")
        for start in (0, 20)
    )
    assert chips(twice) == chips(twice[:1])
