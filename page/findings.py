"""What was read from the question, shown where it stands in it, and the way to correct it."""

import streamlit as st

from answer.schema import FindingRead
from page import conversation
from page.markdown import badge, inline, marked, plain
from page.sources import Drawing
from page.words import PRESENCE, label_of

KEEP = "As read"
CORRECTIONS = {  # what a person picks → how the correction is worded for the engine
    KEEP: "",
    "Present": "{label} is present",
    "Absent": "no {label}",
    "Not known": "{label} was not assessed",
}


def draw_findings(drawing: Drawing, findings: tuple[FindingRead, ...]) -> None:
    """The question with every finding marked, then the findings by name, then the form to correct them."""
    if not findings:
        return
    st.markdown("#### What was read from the question", anchors=False)
    st.markdown(question_with_findings(drawing.answer.question, findings))
    st.markdown(" ".join(_chip(finding) for finding in findings))
    if drawing.in_chat:
        with st.expander("Correct what was read", icon=":material/edit:"):
            _draw_correction_form(drawing, findings)


def question_with_findings(question: str, findings: tuple[FindingRead, ...]) -> str:
    """The question as Markdown, each finding's words on a ground of its colour."""
    pieces = []
    position = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if finding.start < position or question[finding.start : finding.end] != finding.text:
            continue  # inside a longer one, or read from an earlier turn of the conversation
        pieces.append(inline(question[position : finding.start]))
        pieces.append(marked(finding.text, label_of(PRESENCE, finding.presence).color))
        position = finding.end
    pieces.append(inline(question[position:]))
    return f"“{''.join(pieces).strip()}”"


def _chip(finding: FindingRead) -> str:
    label = label_of(PRESENCE, finding.presence)
    value = "" if finding.value is None else f" {finding.value:g}{' ' + finding.unit if finding.unit else ''}"
    return badge(f"{label.sign} {finding.label}{value} ({label.words.lower()})", label.color)


def _draw_correction_form(drawing: Drawing, findings: tuple[FindingRead, ...]) -> None:
    with st.form(f"{drawing.key}-corrections", border=False):
        picked = {
            finding: st.radio(
                plain(f"{finding.label}: read as {label_of(PRESENCE, finding.presence).words.lower()}"),
                list(CORRECTIONS),
                horizontal=True,
                key=f"{drawing.key}-correct-{position}",
            )
            for position, finding in enumerate(_once_each(findings))
        }
        if st.form_submit_button("Ask again with these corrections"):
            text = correction_text(picked)
            if text:
                conversation.ask_next(text)
                st.rerun()
            st.caption("Nothing was changed.")


def _once_each(findings: tuple[FindingRead, ...]) -> list[FindingRead]:
    return list({finding.id: finding for finding in reversed(findings)}.values())[::-1]


def correction_text(picked: dict[FindingRead, str]) -> str:
    """The follow-up question that carries the corrections; empty where nothing was changed."""
    changes = [
        CORRECTIONS[choice].format(label=finding.label.lower()) for finding, choice in picked.items() if choice != KEEP
    ]
    return f"Correction: {'; '.join(changes)}." if changes else ""
