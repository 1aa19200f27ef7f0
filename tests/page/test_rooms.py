"""Tools, cases and documents, drawn by Streamlit without a browser."""

from dataclasses import dataclass
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answer.describe_note import NoteDescription, NoteLine
from answer.schema import Notice
from page import engine_loader
from page.markdown import plain
from rules.cite import Cite
from tests.page.fake_engine import SEED, FakeEngine


def draw_tools_page() -> None:
    from page.tools import draw_tools

    draw_tools()


def draw_documents_page() -> None:
    from page.documents import draw_documents

    draw_documents()


def draw_cases_page() -> None:
    from page.cases import draw_cases

    draw_cases(None)


def room(draw: Any) -> AppTest:
    """A room with the engine open."""
    engine_loader.engine_loader().wait()
    return AppTest.from_function(draw, default_timeout=30).run()


def texts(page: AppTest) -> str:
    return "\n".join(markdown.value for markdown in page.markdown)


@pytest.mark.parametrize("draw", [draw_tools_page, draw_documents_page, draw_cases_page], ids=lambda f: f.__name__)
def test_a_room_waits_for_the_engine(engine: FakeEngine, draw: Any) -> None:
    """Before the index is loaded each room says so and fails in nothing."""
    page = AppTest.from_function(draw, default_timeout=30).run()
    assert "Loading the guidance index" in page.info[0].value
    assert not page.exception


def test_units_are_asked_in_words(engine: FakeEngine) -> None:
    """The form's codes and minutes reach the engine as a question; the result stays across reruns."""
    page = room(draw_tools_page)
    page.button[0].click().run()
    assert engine.asked[-1]["question"] == "Minutes as they were: 97112 24 min; 97110 23 min. How many units?"
    assert "AMA: code-by-code midpoint rule" in texts(page.run())
    assert not page.exception


def test_a_line_of_the_form_says_who_gave_it(engine: FakeEngine) -> None:
    page = room(draw_tools_page)
    page.selectbox(key="units-2-by").set_value("PTA")
    page.button[0].click().run()
    assert "97110 23 min by PTA." in str(engine.asked[-1]["question"])


def test_what_is_no_code_is_told_and_not_asked(engine: FakeEngine) -> None:
    """The value and what to do; nothing is lost."""
    page = room(draw_tools_page)
    page.text_input(key="units-1-code").set_value("9711")
    page.button[0].click().run()
    assert "9711: a code has five letters or digits" in page.info[0].value
    assert not engine.asked


def test_a_pair_is_asked_in_words(engine: FakeEngine) -> None:
    """Both codes are named."""
    page = room(draw_tools_page)
    page.text_input(key="pair-second").set_value("98941")
    page.button[1].click().run()
    assert "97112 and 98941" in str(engine.asked[-1]["question"])


def test_the_note_checker_hides_where_the_engine_has_none(engine: FakeEngine) -> None:
    """A tab that cannot work is not shown."""
    assert [tab.label for tab in room(draw_tools_page).tabs] == ["Units", "Code pair"]


def test_documents_are_listed_strongest_first(engine: FakeEngine) -> None:
    """Law before contractors before payers before vendors."""
    text = texts(room(draw_documents_page))
    names = ["What 97112 means", "CGS LCD L34049", "Aetna's earlier text", "A vendor's guide to 97112"]
    positions = [text.index(name) for name in names]
    assert positions == sorted(positions)


def test_documents_are_filtered(engine: FakeEngine) -> None:
    """By standing, and by words in their text."""
    page = room(draw_documents_page)
    page.multiselect(key="documents-standings").set_value(["superseded"]).run()
    assert "1 document" in texts(page)
    page.text_input(key="documents-words").set_value("no such words").run()
    assert "0 documents" in texts(page)


def test_a_digest_opens(engine: FakeEngine) -> None:
    """Its text and what is known of its source are shown."""
    page = room(draw_documents_page)
    page.button(key="document-aetna-old").click().run()
    assert "Until 28 October 2025, Aetna tied 97112" in texts(page)
    assert not page.exception


def test_a_case_folds_its_teaching_points(engine: FakeEngine) -> None:
    """The question is open, the points are inside an expander."""
    page = room(draw_cases_page)
    assert plain(SEED) in texts(page)
    assert "Purpose beats diagnosis." in page.expander[0].markdown[0].value


CITE = Cite("cgs-l34049", "CGS L34049 does not name pain or muscle spasm among its seven findings for 97112.")


@dataclass(frozen=True)
class CheckedFakeNote:
    text: str
    notices: tuple[Notice, ...]
    description: NoteDescription


class NoteFakeEngine(FakeEngine):
    """Finds the same in every note."""

    def check_note(self, text: str) -> CheckedFakeNote:
        lines = (
            NoteLine("elements", "signature", "missing", "Signature", "Medicare asks for it.", "", (CITE,)),
            NoteLine("elements", "measure", "present", "Measure", "A value shows the need.", "Berg 38/56.", (CITE,)),
            NoteLine("problems", "strength", "", "strength", "Strength is 97110.", "3x10 squats *heavy*", (CITE,)),
            NoteLine("minutes", "visit_1", "", "Visit 1", "Minutes: 97112 23 min.", "", ()),
        )
        masked = text.replace("Jane Roe", "[name]")
        notices = (Notice(code="identifiers_masked", message="A name was masked."),)
        return CheckedFakeNote(masked, notices, NoteDescription("1 note: 1 missing.", lines, "Words alone."))


def note_room(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(engine_loader, "open_engine", NoteFakeEngine)
    page = room(draw_tools_page)
    page.text_area[0].set_value("Jane Roe. Berg 38/56.")
    return next(button for button in page.button if button.label == "Check the note").click().run()


def test_a_note_is_checked_and_quoted(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Present, missing, what speaks against the code, minutes; masked, with a notice."""
    page = note_room(monkeypatch)
    text = texts(page)
    assert ":red-badge[✗ Missing] **Signature**" in text
    assert "From the note: “Berg 38/56.”" in text
    assert r"3x10 squats \*heavy\*" in text
    assert any("A name was masked" in caption.value for caption in page.caption)
    assert "Jane Roe" not in page.text[0].value
    assert not page.exception


def test_a_note_as_pasted_is_not_kept(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The box is empty after the check, and the session holds the masked note alone."""
    page = note_room(monkeypatch)
    assert page.text_area[0].value == ""
    assert "Jane Roe" not in repr(page.session_state)


def test_a_line_of_a_checked_note_opens_its_source(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sentence has the same number everywhere, and is marked in its digest."""
    page = note_room(monkeypatch)
    assert {button.label for button in page.button if button.label.startswith("[")} == {"[1]"}
    page.button(key="note-elements0-n1").click().run()
    assert ":yellow-background[CGS L34049 does not name pain" in texts(page)


def test_an_empty_note_is_asked_for(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is checked."""
    monkeypatch.setattr(engine_loader, "open_engine", NoteFakeEngine)
    page = room(draw_tools_page)
    next(button for button in page.button if button.label == "Check the note").click().run()
    assert page.info[0].value == "Paste a note first."
