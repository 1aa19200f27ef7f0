"""One answer, drawn top to bottom. Nothing here changes it: what cannot wait first, then the result,
then what it rests on, then what it leaves open."""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st

from answer.draft import UNTITLED
from answer.markdown import ahead_of_verdict, leading
from answer.schema import Conflict, Statement
from page import conversation
from page.determination import draw_alternatives, draw_determination, draw_red_flags, draw_would_change
from page.failures import failure_line
from page.markdown import badge, inline, plain
from page.sources import Drawing, draw_cited, draw_numbers, draw_source_list, sentence_place
from page.units import draw_units
from page.words import DISCLAIMER, ORIGIN

BLINK_SECONDS = 0.008  # between the pieces of a fresh sentence
LONGEST_STREAM_SECONDS = 0.3  # a long answer is not held back for show
PIECE_WORDS = 4


def draw_answer(drawing: Drawing) -> None:
    """The whole answer, in the order in which a careful reader needs it."""
    answer = drawing.answer
    determination = answer.determination
    if determination:
        draw_red_flags(drawing, determination.red_flags)
    if answer.abstained:
        _draw_abstention(drawing)
    ahead = () if answer.abstained else ahead_of_verdict(determination, answer.statements)
    if ahead:
        _draw_statements(drawing, ahead)
    if determination:
        draw_determination(drawing, determination)
    rest = answer.statements[len(ahead) :]
    opening = () if answer.abstained else leading(answer.units or (), rest)
    if opening:
        _draw_statements(drawing, opening, first=len(ahead))
    if answer.units:
        draw_units(drawing, answer.units)
    if not answer.abstained:
        _draw_statements(drawing, rest[len(opening) :], first=len(ahead) + len(opening))
    _draw_conflicts(drawing, answer.conflicts)
    if determination:
        draw_would_change(drawing, determination)
        draw_alternatives(drawing, determination)
    draw_source_list(drawing)
    _draw_followups(drawing)
    _draw_warnings(drawing)
    _draw_footer(drawing)


def _draw_abstention(drawing: Drawing) -> None:
    """What is missing and what the product can help with, calmly."""
    answer = drawing.answer
    if answer.statements:
        lines = [statement.text for statement in answer.statements]
    else:
        lines = answer.answer_markdown.splitlines()
    st.info("\n\n".join(plain(line) for line in lines if line.strip()), icon=":material/info:")
    numbers = [number for statement in answer.statements for number in statement.citations]
    if numbers:
        draw_cited(drawing, "abstention", "Where to look:", numbers)


def _draw_statements(drawing: Drawing, statements: Sequence[Statement], first: int = 0) -> None:
    """Each section's sentences, each with the [n] of what it rests on; fresh ones appear in pieces.

    Args:
        first: how many sentences of the answer were drawn before.
    """
    deadline = time.monotonic() + LONGEST_STREAM_SECONDS
    position = first
    summary = drawing.answer.determination.summary if drawing.answer.determination else None
    remaining = [statement for statement in statements if statement.text != summary]
    for section, group in groupby(remaining, key=lambda statement: statement.section):
        if section not in UNTITLED:
            st.markdown(f"#### {plain(section)}", anchors=False)
        for statement in group:
            streams = drawing.fresh and time.monotonic() < deadline
            _draw_statement(drawing, f"s{position}", statement, streams)
            position += 1


def _draw_statement(drawing: Drawing, place: str, statement: Statement, streams: bool) -> None:
    markdown = plain(statement.text)
    if statement.marked:
        markdown += f" {badge('! only partly supported', 'orange')}"
    if not streams:
        draw_cited(drawing, place, markdown, statement.citations)
        return
    with sentence_place(f"{drawing.key}-{place}"):
        st.write_stream(_pieces(markdown))
        draw_numbers(drawing, place, statement.citations)


def _pieces(text: str) -> Iterator[str]:
    """`text` a few words at a time."""
    words = text.split(" ")
    for start in range(0, len(words), PIECE_WORDS):
        yield " ".join(words[start : start + PIECE_WORDS]) + " "
        time.sleep(BLINK_SECONDS)


def _draw_conflicts(drawing: Drawing, conflicts: tuple[Conflict, ...]) -> None:
    """Who says what, and when, side by side; no side is taken."""
    if not conflicts:
        return
    st.markdown("#### Where sources disagree", anchors=False)
    for number, conflict in enumerate(conflicts):
        st.markdown(f"**{plain(conflict.topic)}**")
        for start in range(0, len(conflict.positions), 2):
            pair = conflict.positions[start : start + 2]
            for offset, (column, position) in enumerate(zip(st.columns(2), pair, strict=False)):
                with column.container(border=True):
                    st.markdown(f"**{plain(position.holder)}** :small[{inline(position.date or 'undated')}]")
                    place = f"conflict{number}-{start + offset}"
                    draw_cited(drawing, place, plain(position.says), position.citations)


def _draw_followups(drawing: Drawing) -> None:
    """Questions that lead on, as buttons that ask them."""
    if not drawing.in_chat or not drawing.answer.followups:
        return
    st.markdown("#### Ask next", anchors=False)
    with st.container(horizontal=True, gap="small"):
        for position, followup in enumerate(drawing.answer.followups):
            if st.button(plain(followup), key=f"{drawing.key}-followup{position}"):
                conversation.ask_next(followup)
                st.rerun()


def _draw_warnings(drawing: Drawing) -> None:
    for warning in drawing.answer.warnings:
        st.caption(f":material/info: {plain(warning.message)}")


def _draw_footer(drawing: Drawing) -> None:
    """How the answer came about, what it is not, and the ways to take it along."""
    answer = drawing.answer
    total = answer.timings_ms.get("total", sum(answer.timings_ms.values()))
    origin = ORIGIN.get(answer.mode, answer.mode)
    st.caption(plain(f"{origin} · {total:.0f} ms · guidance edition {answer.corpus_edition[:12]}"))
    st.caption(plain(answer.disclaimer or DISCLAIMER))
    with st.container(horizontal=True, gap="small"):
        if hasattr(drawing.engine, "export"):
            _draw_export(drawing)
        with st.popover("Copy as text", icon=":material/content_copy:", type="tertiary"):
            st.code(answer.answer_markdown, language=None, wrap_lines=True)


def _draw_export(drawing: Drawing) -> None:
    engine = drawing.engine
    answer = drawing.answer

    def exported() -> str:
        """Runs only when the file is asked for; a failure becomes the file's one line."""
        try:
            return engine.export(answer) if engine else ""
        except Exception as failure:  # an entry point's edge: the reader gets a line, the log the place
            return failure_line(failure)

    st.download_button(
        "Download this answer",
        data=exported,
        file_name=f"ask97112-{answer.kind}-{answer.corpus_edition[:8]}.json",
        mime="application/json",
        key=f"{drawing.key}-export",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
