"""The note checker: a de-identified note in, what it holds and lacks out. It never writes a note."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import streamlit as st

from answer.describe_note import NoteDescription, NoteLine
from answer.schema import Notice
from errors import Ask97112Error
from page.engine_loader import PageEngine
from page.failures import draw_failure
from page.markdown import badge, inline, plain
from page.sources import open_document, sentence_place
from page.words import NOTE_STATUS, SEARCHING, Label
from rules.cite import Cite

MAX_NOTE_CHARACTERS = 20_000  # ten visits of a page each
RESULT = "tool-note"
BOX = "note-box"
SECTIONS = {
    "elements": "What the note holds and lacks",
    "problems": "What speaks against 97112 as billed",
    "phrases": "Phrases that reviewers stop at",
    "minutes": "Minutes and units, visit by visit",
}


class CheckedNote(Protocol):
    """A note after checking: `text` is the masked note, `notices` say what was masked and why."""

    text: str
    notices: Sequence[Notice]
    description: NoteDescription


@runtime_checkable
class NoteChecker(Protocol):
    """An engine that checks notes; where it does not, the tool is not offered."""

    def check_note(self, text: str) -> CheckedNote: ...
    def document(self, document_id: str) -> object: ...


def draw_note_checker(engine: PageEngine) -> None:
    """The form, then the result of the last note. Once checked, the note as pasted is dropped."""
    st.markdown("Paste one or more visits' notes, without names, dates of birth or record numbers.")
    st.caption(
        "Identifiers that slip in are masked before the note is read, and nothing is kept after this visit. "
        "The checker quotes what is there and names what is missing; it never writes or rewords a note."
    )
    box = st.session_state.setdefault(BOX, 0)
    with st.form("note"):
        text = st.text_area("Note", height=220, max_chars=MAX_NOTE_CHARACTERS, key=f"note-text-{box}")
        asked = st.form_submit_button("Check the note", type="primary")
    if asked and not text.strip():
        st.info("Paste a note first.")
    elif asked and isinstance(engine, NoteChecker):
        _keep_result(engine, text)
    checked: CheckedNote | None = st.session_state.get(RESULT)
    if checked is not None:
        _draw_result(engine, checked)


def _keep_result(engine: NoteChecker, text: str) -> None:
    st.session_state.pop(RESULT, None)
    try:
        with st.spinner(SEARCHING):
            checked = engine.check_note(text)
    except Exception as failure:  # the page's edge: a person reads one line, never a traceback
        draw_failure(failure)
        return
    st.session_state[RESULT] = checked
    st.session_state[BOX] += 1  # a new, empty box: Streamlit forgets what was typed into the old one
    st.rerun()


def _draw_result(engine: PageEngine, checked: CheckedNote) -> None:
    """The summary, then every line by section with its sources, then the note as it was read."""
    st.divider()
    st.markdown(f"**{plain(checked.description.summary)}**")
    for notice in checked.notices:
        st.caption(f":material/info: {plain(notice.message)}")
    numbers = number_cites(checked.description.lines)
    for section, heading in SECTIONS.items():
        lines = [line for line in checked.description.lines if line.section == section]
        if lines:
            st.markdown(f"#### {heading}", anchors=False)
        for position, line in enumerate(lines):
            _draw_line(engine, f"note-{section}{position}", line, numbers)
    with st.expander("The note as it was read", icon=":material/description:"):
        st.text(checked.text)
    st.caption(plain(checked.description.caution))


def number_cites(lines: Sequence[NoteLine]) -> dict[Cite, int]:
    """Every source sentence once, numbered in the order in which it is first shown."""
    ordered = [line for section in SECTIONS for line in lines if line.section == section]
    return {cite: n for n, cite in enumerate(dict.fromkeys(cite for line in ordered for cite in line.cites), 1)}


def _draw_line(engine: PageEngine, key: str, line: NoteLine, numbers: dict[Cite, int]) -> None:
    with sentence_place(key):
        st.markdown(line_markdown(line), width="content")
        for cite in line.cites:
            number = numbers[cite]
            if st.button(f"[{number}]", key=f"{key}-n{number}", type="tertiary"):
                _open_cite(engine, cite)


def line_markdown(line: NoteLine) -> str:
    """The status in words and colour, what it is about, and the note's own words where it has some."""
    parts = []
    if line.status:
        label = NOTE_STATUS.get(line.status, Label(line.status.capitalize(), "○", "gray"))
        parts.append(badge(label.text, label.color))
    if line.section in ("elements", "minutes"):
        parts.append(f"**{inline(line.label)}**")
    parts.append(plain(line.text))
    if line.quote:
        parts.append(f":gray[From the note: “{inline(line.quote)}”]")
    return " ".join(parts)


def _open_cite(engine: PageEngine, cite: Cite) -> None:
    try:
        open_document(engine.document(cite.document_id), cite.quote)
    except (Ask97112Error, LookupError):
        st.info("That document is not in this index: run `ask97112 ingest`.")
