"""The determination as it was made: the badge, the two questions, and each body's criteria, one by one."""

from collections import Counter

import streamlit as st

from answer.schema import Determination, Reading, RedFlag
from page.findings import draw_findings
from page.markdown import badge, inline, plain
from page.sources import Drawing, draw_cited
from page.words import CRITERION, FIT, HEADLINE, READING, label_of


def draw_red_flags(drawing: Drawing, red_flags: tuple[RedFlag, ...]) -> None:
    """What cannot wait stands first and is never softened."""
    for position, flag in enumerate(red_flags):
        urgent = flag.level == "urgent"
        opening = "Urgent, before any coding question." if urgent else "Safety before any coding question."
        st.error(
            f"**{opening}** {plain(flag.text)}\n\n**Do now:** {plain(flag.action)}",
            icon=":material/emergency:",
        )
        if flag.citations:
            draw_cited(drawing, f"flag{position}", "What this rests on:", flag.citations)


def draw_determination(drawing: Drawing, determination: Determination) -> None:
    """From the result to what it rests on; no verdict where only what to do about a sign was asked."""
    if determination.readings:
        status = label_of(HEADLINE, determination.headline)
        st.markdown(badge(status.text, status.color))
    draw_cited(drawing, "summary", f"**{plain(determination.summary)}**", _summary_citations(drawing, determination))
    if not determination.readings:  # an urgent sign, and nothing of a code is asked
        return
    _draw_two_questions(determination)
    draw_findings(drawing, determination.findings)
    _draw_readings(drawing, determination.readings)


def _summary_citations(drawing: Drawing, determination: Determination) -> tuple[int, ...]:
    """The [n] of the statement that says the summary, which then is not drawn twice."""
    statements = drawing.answer.statements
    return next((said.citations for said in statements if said.text == determination.summary), ())


def _draw_two_questions(determination: Determination) -> None:
    questions = (
        ("Is 97112 the code for what was done?", determination.code_fit),
        ("Is skilled therapy needed for it?", determination.skilled_need),
    )
    for column, (question, fit) in zip(st.columns(2, border=True), questions, strict=True):
        label = label_of(FIT, fit)
        column.markdown(f"{question}\n\n{badge(label.text, label.color)}")


def _draw_readings(drawing: Drawing, readings: tuple[Reading, ...]) -> None:
    """Readings in force first; those that no longer hold stand apart and say so."""
    groups = (
        ("Criteria of the readings in force", [reading for reading in readings if reading.in_force]),
        ("Historical readings, no longer in force", [reading for reading in readings if not reading.in_force]),
    )
    position = 0
    for heading, group in groups:
        if not group:
            continue
        st.markdown(f"#### {heading}", anchors=False)
        with st.container(gap="xsmall"):
            for reading in group:
                _draw_reading(drawing, f"reading{position}", reading)
                position += 1


def _draw_reading(drawing: Drawing, place: str, reading: Reading) -> None:
    """One body's criteria as a list that opens; whose it is, and how many are met, on the outside."""
    heading = f"**{inline(short_holder(reading.holder))}** · {inline(reading.name)} {badge(counted(reading), 'gray')}"
    with st.expander(heading):
        since = f"in effect from {reading.effective}" if reading.effective else ""
        standing = label_of(READING, reading.status).words
        known = (f"Held by {reading.holder}", standing[:1].lower() + standing[1:], since)
        st.caption(plain(" · ".join(part for part in known if part)))
        if reading.note:
            st.markdown(plain(reading.note))
        for position, criterion in enumerate(reading.criteria):
            label = label_of(CRITERION, criterion.status)
            line = f"{badge(label.text, label.color)} {inline(criterion.text)}"
            if criterion.evidence:
                line += f" :gray[From the question: “{inline(criterion.evidence)}”]"
            draw_cited(drawing, f"{place}-{position}", line, criterion.citations)


def counted(reading: Reading) -> str:
    """How many criteria are met, not met and not documented, in words."""
    counts: Counter[str] = Counter(criterion.status for criterion in reading.criteria)
    words = [f"{counts[status]} {label.words.lower()}" for status, label in CRITERION.items() if counts[status]]
    return ", ".join(words) or "no criteria to apply"


def short_holder(holder: str) -> str:
    """The first of many bodies that share a reading, and how many more; all stand inside."""
    first, *more = holder.split("; ")
    return first if not more else f"{first} and {len(more)} more"


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
