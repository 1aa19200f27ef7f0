"""What a person reads when something fails: one line, never a traceback."""

import logging

import streamlit as st

from errors import Ask97112Error
from page.markdown import plain

logger = logging.getLogger(__name__)


def failure_line(failure: BaseException) -> str:
    """One line for `failure`. Ours are written to be shown; of others only the kind is named, as
    their text may hold paths or parts of a question; the log gets the place but not the question."""
    if isinstance(failure, Ask97112Error):
        return " ".join(str(failure).split())
    places = []
    trace = failure.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    logger.error("%s at %s", type(failure).__name__, " > ".join(places))
    return f"Something failed inside ({type(failure).__name__}). Try again; if it stays, run `ask97112 doctor`."


def draw_failure(failure: BaseException) -> None:
    st.error(plain(failure_line(failure)), icon=":material/error:")
