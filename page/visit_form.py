"""The lines of a visit as a form: code, minutes and who gave them."""

import re
from collections.abc import Sequence

import streamlit as st

from page.markdown import plain
from understand.visit_sheet import NOT_TOLD, PERSONS, SheetLine, write_sheet

MOST_MINUTES = 480  # a visit of eight hours; more is a slip of the keyboard
CODE = re.compile(r"[A-Z0-9]{5}")


def draw_visit_form(key: str, lines: Sequence[SheetLine], spare: int, button: str) -> str | None:
    """The question that the form asks once its button is pressed, else None; what is wrong in it is told below.

    Args:
        lines: what stands in it at first.
        spare: empty lines behind them.
    """
    blank = SheetLine("", 0)
    with st.form(key, border=False):
        entered = [
            _draw_line(f"{key}-{number}", number, line) for number, line in enumerate([*lines, *[blank] * spare], 1)
        ]
        asked = st.form_submit_button(button, type="primary")
    if not asked:
        return None
    told = [line for line in entered if line.code and line.minutes]
    wrong = [line.code for line in told if not CODE.fullmatch(line.code)]
    if wrong:
        st.info(f"{plain(', '.join(wrong))}: a code has five letters or digits, for example 97112.")
        return None
    if not told:
        st.info("Enter at least one code with its minutes.")
        return None
    return f"{write_sheet(told)} How many units?"


def _draw_line(key: str, number: int, line: SheetLine) -> SheetLine:
    code, minutes, by = st.columns(3)
    typed = code.text_input(f"Code {number}", line.code, max_chars=5, key=f"{key}-code")
    counted = minutes.number_input(f"Minutes {number}", 0, MOST_MINUTES, line.minutes, key=f"{key}-minutes")
    persons = list(PERSONS)
    person = by.selectbox(
        f"Given by {number}", persons, persons.index(line.by if line.by in PERSONS else NOT_TOLD), key=f"{key}-by"
    )
    return SheetLine(typed.strip().upper(), int(counted), person)
