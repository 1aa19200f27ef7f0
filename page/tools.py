"""Units, code pairs and notes without a conversation; every result is an answer with its sources."""

from typing import Any

import streamlit as st

from answer.schema import Answer
from page.answers import draw_answer
from page.chat import PAYER_KEY, PERSONA_KEY
from page.engine_loader import PageEngine, engine_loader
from page.failures import draw_failure
from page.markdown import plain
from page.notes import NoteChecker, draw_note_checker
from page.sources import Drawing
from page.visit_form import draw_visit_form
from page.words import LOADING, SEARCHING
from understand.visit_sheet import SheetLine

FIRST_LINES = (SheetLine("97112", 24), SheetLine("97110", 23))
SPARE_LINES = 2


def draw_tools() -> None:
    st.header("Tools", anchor=False)
    engine = engine_loader().engine()
    if engine is None:
        st.info(LOADING)
        return
    tabs = [("Units", draw_units_tool), ("Code pair", draw_pair_tool)]
    if isinstance(engine, NoteChecker):
        tabs.append(("Note checker", draw_note_checker))
    for tab, (_, draw) in zip(st.tabs([name for name, _ in tabs]), tabs, strict=True):
        with tab:
            draw(engine)


def draw_units_tool(engine: PageEngine) -> None:
    """Minutes by code in, units by both minute rules out."""
    st.markdown("Minutes of one visit. Both minute rules are counted; an assistant's lines get their modifier.")
    question = draw_visit_form("units", FIRST_LINES, SPARE_LINES, "Count units")
    if question:
        _keep_result(engine, "units", question)
    _draw_result(engine, "units")


def draw_pair_tool(engine: PageEngine) -> None:
    """Two codes in, what the dated edit table says of them out."""
    st.markdown("Two codes, same patient, same day. The table's edition is named in the result.")
    with st.form("pair"):
        left, right = st.columns(2, wrap=False)
        first = left.text_input("First code", "97112", max_chars=5, key="pair-first").strip().upper()
        second = right.text_input("Second code", "97530", max_chars=5, key="pair-second").strip().upper()
        asked = st.form_submit_button("Look up", type="primary")
    if asked and not (first and second):
        st.info("Enter two codes.")
    elif asked:
        question = f"Can {first} and {second} be billed together on the same day, and with which modifier?"
        _keep_result(engine, "pair", question)
    _draw_result(engine, "pair")


def _keep_result(engine: PageEngine, tool: str, question: str) -> None:
    """Asks, and keeps the result across reruns, so that its sources can be opened."""
    st.session_state.pop(f"tool-{tool}", None)
    try:
        with st.spinner(SEARCHING):
            answer = engine.ask(
                question, persona=st.session_state.get(PERSONA_KEY), payer=st.session_state.get(PAYER_KEY)
            )
    except Exception as failure:  # the page's edge: a person reads one line, never a traceback
        draw_failure(failure)
        return
    st.session_state[f"tool-{tool}"] = answer.model_dump(mode="json")


def _draw_result(engine: PageEngine, tool: str) -> None:
    kept: dict[str, Any] | None = st.session_state.get(f"tool-{tool}")
    if kept:
        answer = Answer.model_validate(kept)
        st.divider()
        st.markdown(f"**{plain(answer.question)}**")
        draw_answer(Drawing(answer, engine, f"tool-{tool}", in_chat=False))
