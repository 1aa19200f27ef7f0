"""Worked cases for teaching: read the case, decide, then ask and compare."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from page import conversation
from page.engine_loader import engine_loader
from page.markdown import plain
from page.words import LOADING


def draw_cases(chat: Any) -> None:
    """Every case with its teaching points folded away, so that a class can decide first."""
    st.header("Teaching cases", anchor=False)
    engine = engine_loader().engine()
    if engine is None:
        st.info(LOADING)
        return
    cases: Sequence[Any] = engine.cases()
    if not cases:
        st.info("No teaching cases are in this edition of the guidance.")
        return
    st.markdown("Decide first, then ask, then compare with the teaching points.")
    for case in cases:
        _draw_case(case, chat)


def _draw_case(case: Any, chat: Any) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(case.title)}**")
        st.markdown(plain(case.question))
        with st.expander("Teaching points"):
            st.markdown("\n".join(f"- {plain(point)}" for point in case.teaching_points) or "None given.")
        if st.button("Ask this case", key=f"case-{case.id}", icon=":material/chat:"):
            conversation.ask_next(case.question)
            st.switch_page(chat)
