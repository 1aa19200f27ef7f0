"""What surrounds every page: its name and promise, the choices beside it, and what it is not."""

from pathlib import Path

import streamlit as st

from page import conversation
from page.cases import draw_cases
from page.chat import PAYER_KEY, PERSONA_KEY, draw_chat
from page.documents import draw_documents
from page.engine_loader import EngineLoader, engine_loader
from page.failures import draw_failure, failure_line
from page.markdown import plain
from page.sources import STYLE
from page.tools import draw_tools
from page.words import DISCLAIMER, LOADING, PERSONA, PROMISE, TITLE

LOOK_AGAIN_SECONDS = 0.5
ICON = Path(__file__).with_name("icon.svg")  # a file: an icon by name would be fetched from the web


def draw_app() -> None:
    """Set up, surround, draw the chosen page; only then begin to load, so that the page shows first."""
    st.set_page_config(
        page_title=TITLE,
        page_icon=str(ICON),
        layout="centered",
        menu_items={"About": f"**{TITLE}**. {PROMISE}\n\n{DISCLAIMER}"},
    )
    st.html(STYLE)
    loader = engine_loader()
    chat = st.Page(draw_chat, title="Chat", icon=":material/forum:", url_path="chat", default=True)
    cases = st.Page(lambda: draw_cases(chat), title="Cases", icon=":material/school:", url_path="cases")
    chosen = st.navigation(
        [
            chat,
            st.Page(draw_tools, title="Tools", icon=":material/calculate:", url_path="tools"),
            cases,
            st.Page(draw_documents, title="Documents", icon=":material/library_books:", url_path="documents"),
        ],
        position="top",
    )
    st.title(TITLE, anchor=False)
    st.markdown(PROMISE)
    _draw_sidebar(loader, chat)
    with st.bottom:  # what comes and goes there moves nothing that a finger is about to touch
        _draw_loading(loader)
        st.caption(DISCLAIMER)
    failed_before = loader.failure()
    try:
        chosen.run()
    except Exception as failure:  # the page's edge: a person reads one line, never a traceback
        draw_failure(failure)
    loader.start()
    if loader.failure() is not failed_before:  # it failed under a waiting question: say so, with the way on
        st.rerun()


def _draw_sidebar(loader: EngineLoader, chat: "st.Page") -> None:
    with st.sidebar:
        if st.button("New conversation", icon=":material/add:", width="stretch"):
            conversation.start_anew()
            st.switch_page(chat)
        st.radio("I am a", list(PERSONA), format_func=PERSONA.__getitem__, key=PERSONA_KEY)
        engine = loader.engine()
        names = dict(engine.payers()) if engine else {}
        st.selectbox(
            "Payer, where it matters",
            list(names),
            index=None,
            format_func=lambda payer: names.get(payer, payer),
            key=PAYER_KEY,
            placeholder="Not stated",
            disabled=engine is None,
            help="Payers read 97112 differently. Without a payer, the readings are laid side by side.",
        )
        st.caption("Leave out names, dates of birth and record numbers. What slips in is masked.")
        if engine:
            st.caption(plain(f"Guidance edition {engine.edition[:12]}"))


def _draw_loading(loader: EngineLoader) -> None:
    """The index's state while it is not ready; nothing once it is."""
    failure = loader.failure()
    if failure is not None:
        st.error(plain(failure_line(failure)), icon=":material/error:")
        if st.button("Try again", icon=":material/refresh:"):
            loader.retry()
            st.rerun()
    elif loader.engine() is None and conversation.pending() is None:
        _draw_loading_until_ready(loader)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _draw_loading_until_ready(loader: EngineLoader) -> None:
    if loader.finished():
        st.rerun()
    st.markdown(f":shimmer[{LOADING}] You can ask already; the answer waits for it.")
