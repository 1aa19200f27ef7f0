"""The chat: examples before the first question, the conversation, and the answering of the next one."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from answer.schema import Answer, Statement
from errors import ModelError
from page import conversation
from page.answers import draw_answer
from page.engine_loader import EngineLoader, PageEngine, StreamingEngine, engine_loader
from page.examples import EXAMPLES
from page.failures import draw_failure
from page.markdown import plain
from page.sources import Drawing
from page.words import LOADING, SEARCHING

MAX_QUESTION_CHARACTERS = 4000  # a long case in shorthand has about 1,500; a pasted chart is no question
PERSONA_KEY = "persona"
PAYER_KEY = "payer"


def draw_chat() -> None:
    """What was said, then the answer to what was just asked, or examples while nothing was."""
    with st.bottom:  # put there by hand, Streamlit does not scroll to the end of a fresh answer
        typed = st.chat_input(
            "Ask about 97112…",
            max_chars=MAX_QUESTION_CHARACTERS,
            key="question",
        )
    if typed and typed.strip():
        conversation.ask_next(typed)
    loader = engine_loader()
    for position, answer in enumerate(conversation.answers()):
        _draw_turn(loader.engine(), position, answer)
    question = conversation.pending()
    if question:
        _answer(loader, question)
    elif not conversation.turns():
        _draw_examples()


def _draw_examples() -> None:
    st.markdown("Try one of these, or type your own below. Describe cases without names or dates.")
    for position, example in enumerate(EXAMPLES[st.session_state.get(PERSONA_KEY) or "clinician"]):
        if st.button(plain(example), key=f"example{position}", icon=":material/chat:", width="stretch"):
            conversation.ask_next(example)
            st.rerun()


def _draw_turn(engine: PageEngine | None, position: int, answer: Answer) -> None:
    with _question_place(position):
        st.markdown(plain(answer.question))
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        _draw_kept_answer(answer, engine, conversation.turn_key(position))


def _question_place(position: int) -> "st.delta_generator.DeltaGenerator":
    place = st.container(key=f"question-{conversation.turn_key(position)}")
    return place.chat_message("user", avatar=":material/person:")


def bring_into_view(position: int) -> None:
    """Scrolls to a fresh question, so that its answer is read from the top, where red flags stand.

    The script is fixed but for two numbers; no text of anyone's reaches it.
    """
    place = f".st-key-question-{conversation.turn_key(position)}"
    script = f"document.querySelector('{place}')?.scrollIntoView({{block: 'start'}})"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


@st.fragment
def _draw_kept_answer(answer: Answer, engine: PageEngine | None, key: str) -> None:
    """A fragment: opening a source redraws this answer only, not the conversation."""
    draw_answer(Drawing(answer, engine, key, fresh=conversation.is_first_showing(key)))


def _answer(loader: EngineLoader, question: str) -> None:
    """Asks, keeps the answer and shows it; of the question only the masked form stays."""
    position = len(conversation.turns())
    with _question_place(position):
        asked = st.empty()
        asked.markdown(plain(question))
    bring_into_view(position)
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        try:
            answer = _ask(loader, question)
        except Exception as failure:  # the page's edge: a person reads one line, never a traceback
            if loader.failure():
                st.markdown("The index could not be opened. This question waits until it is.")
                return
            conversation.drop_pending()
            draw_failure(failure)
            return
        asked.markdown(plain(answer.question))
        conversation.keep(answer)
        _draw_kept_answer(answer, loader.engine(), conversation.turn_key(position))
    bring_into_view(position)
    if conversation.pending():
        st.rerun()


def _ask(loader: EngineLoader, question: str) -> Answer:
    """The engine's answer, with a visible state while the index loads and while it is searched."""
    with st.spinner(SEARCHING if loader.engine() else LOADING):
        engine = loader.wait()
        case: dict[str, Any] = {
            "persona": st.session_state.get(PERSONA_KEY),
            "payer": st.session_state.get(PAYER_KEY),
            "history": conversation.history(),
        }
        if isinstance(engine, StreamingEngine):
            return _show_while_written(engine.ask_streaming(question, **case))
        return engine.ask(question, **case)


def _show_while_written(parts: Iterator[Statement | Answer]) -> Answer:
    """Each sentence as it passes the gate, in place of the whole answer until that is there."""
    place = st.empty()
    written: list[str] = []
    for part in parts:
        if isinstance(part, Answer):
            place.empty()
            if written:  # it was seen coming; the whole answer stands at once
                conversation.is_first_showing(conversation.turn_key(len(conversation.turns())))
            return part
        written.append(plain(part.text))
        place.markdown("\n\n".join(written))
    raise ModelError("The answer ended before it was whole: ask again.")
