"""The conversation of one visitor, kept across reruns as plain data in Streamlit's session."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from answer.schema import Answer

_TURNS = "conversation_turns"
_NUMBER = "conversation_number"
_PENDING = "conversation_pending"
_SHOWN = "conversation_shown"


def turns() -> list[dict[str, Any]]:
    """The answers so far, oldest first, each as its JSON data."""
    kept: list[dict[str, Any]] = st.session_state.setdefault(_TURNS, [])
    return kept


def keep(answer: Answer) -> None:
    """Adds an answer; its question is the masked one, so nothing unmasked stays."""
    turns().append(answer.model_dump(mode="json"))
    drop_pending()


def history() -> list[Mapping[str, str]]:
    """The turns as a chat model names them, for follow-up questions."""
    messages: list[Mapping[str, str]] = []
    for turn in turns():
        messages.append({"role": "user", "content": turn["question"]})
        messages.append({"role": "assistant", "content": turn["answer_markdown"]})
    return messages


def answers() -> Sequence[Answer]:
    return [Answer.model_validate(turn) for turn in turns()]


def turn_key(position: int) -> str:
    """A widget key prefix that no other turn of this or an earlier conversation shares."""
    return f"c{st.session_state.get(_NUMBER, 0)}t{position}"


def start_anew() -> None:
    """Forgets the conversation."""
    st.session_state[_TURNS] = []
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    st.session_state.pop(_PENDING, None)


def ask_next(question: str) -> None:
    """Leaves a question for the chat to answer, after those that wait already; a double click asks once."""
    waiting = _waiting()
    if question not in waiting:
        waiting.append(question)


def pending() -> str | None:
    """The question to answer next; it survives a rerun that interrupts the answering."""
    return next(iter(_waiting()), None)


def drop_pending() -> None:
    """Forgets the question to answer next: it was answered, or cannot be."""
    del _waiting()[:1]


def _waiting() -> list[str]:
    waiting: list[str] = st.session_state.setdefault(_PENDING, [])
    return waiting


def is_first_showing(key: str) -> bool:
    """True once for each key: a fresh answer appears bit by bit, a redrawn one at once."""
    shown: set[str] = st.session_state.setdefault(_SHOWN, set())
    first = key not in shown
    shown.add(key)
    return first
