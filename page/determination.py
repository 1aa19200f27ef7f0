"""The determination as it was made: the badge, the two questions, and each body's criteria, one by one."""

from collections import Counter

import streamlit as st

from answer.schema import Determination, Reading, RedFlag
from page.findings import draw_findings
from page.markdown import badge, inline, plain
from page.sources import Drawing, draw_cited
from page.words import CRITERION, FIT, READING, STATUS, label_of


def draw_red_flags(drawing: Drawing, red_flags: tuple[RedFlag, ...]) -> None:
    """What cannot wait stands first and is never softened."""
    for position, flag in enumerate(red_flags):
        st.error(
            f"**Urgent, before any coding question.** {plain(flag.text)}\n\n**Do now:** {plain(flag.action)}",
            icon=":material/emergency:",
        )
        if flag.citations:
            draw_cited(drawing, f"flag{position}", "Why this is urgent:", flag.citations)


def draw_determination(drawing: Drawing, determination: Determination) -> None:
    """From the result to what it rests on."""
    status = label_of(STATUS, determination.status)
    st.markdown(badge(status.text, status.color))
    st.markdown(f"**{plain(determination.summary)}**")
    _draw_two_questions(determination)
    draw_findings(drawing, determination.findings)
    _draw_readings(drawing, determination.readings)


def _draw_two_questions(determination: Determination) -> None:
    questions = (
        ("Is 97112 the code for what was done?", determination.code_fit),
        ("Is a therapist's skill needed for it?", determination.skilled_need),
    )
    for column, (question, fit) in zip(st.columns(2, border=True), questions, strict=True):
        label = label_of(FIT, fit)
        column.markdown(f"{question}\n\n{badge(label.text, label.color)}")


def _draw_readings(drawing: Drawing, readings: tuple[Reading, ...]) -> None:
    """Readings in force first; those that no longer hold stand apart and say so."""
    in_force = [reading for reading in readings if reading.in_force]
    historical = [reading for reading in readings if not reading.in_force]
    if in_force:
        st.markdown("#### Criteria of the readings in force", anchors=False)
        for reading in in_force:
            _draw_reading(drawing, reading)
    if historical:
        st.markdown("#### Historical readings, no longer in force", anchors=False)
        for reading in historical:
            _draw_reading(drawing, reading)


def _draw_reading(drawing: Drawing, reading: Reading) -> None:
    """One body's criteria as a list that opens, its result and counts on the outside."""
    result = label_of(READING, reading.status)
    counts: Counter[str] = Counter(criterion.status for criterion in reading.criteria)
    counted = ", ".join(
        f"{counts[status]} {label.words.lower()}" for status, label in CRITERION.items() if counts[status]
    )
    heading = f"{inline(reading.name)} {badge(result.text, result.color)} :small[{counted}]"
    with st.expander(heading):
        since = f"in effect from {reading.effective}" if reading.effective else "effective date unknown"
        force = "in force" if reading.in_force else "no longer in force"
        st.caption(plain(f"Held by {reading.holder} · {force} · {since}"))
        for position, criterion in enumerate(reading.criteria):
            label = label_of(CRITERION, criterion.status)
            line = f"{badge(label.text, label.color)} {inline(criterion.text)}"
            if criterion.evidence:
                line += f" :gray[From the question: “{inline(criterion.evidence)}”]"
            draw_cited(drawing, f"reading-{reading.id}-{position}", line, criterion.citations)


def draw_would_change(drawing: Drawing, determination: Determination) -> None:
    if determination.would_change:
        st.markdown("#### What would change this", anchors=False)
        for position, change in enumerate(determination.would_change):
            draw_cited(drawing, f"change{position}", plain(change.text), change.citations)


def draw_alternatives(drawing: Drawing, determination: Determination) -> None:
    if determination.alternatives:
        st.markdown("#### Other codes to consider", anchors=False)
        for position, alternative in enumerate(determination.alternatives):
            line = f"**{inline(alternative.code)}** {inline(alternative.why)}"
            draw_cited(drawing, f"alternative{position}", line, alternative.citations)
