"""What was read from the question, shown where it stands in it, and the way to correct it."""

import streamlit as st

from answer.schema import FindingRead
from page import conversation
from page.markdown import badge, inline, marked, plain
from page.sources import Drawing
from page.words import PRESENCE, label_of

KEEP = "As read"
CORRECTIONS = {  # what a person picks → the sentence that says so, around the question's own words
    KEEP: "",
    "Present": "patient has {words}",
    "Absent": "patient does not have {words}",
    "Not known": "unclear if {words}",
}


def draw_findings(drawing: Drawing, findings: tuple[FindingRead, ...]) -> None:
    """The question with every finding marked, then the findings by name, then the form to correct them."""
    if not findings:
        return
    st.markdown("#### What was read from the question", anchors=False)
    st.markdown(question_with_findings(drawing.answer.question, findings))
    st.markdown(chips(findings))
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


def chips(findings: tuple[FindingRead, ...]) -> str:
    """A badge for each finding in its order; what is told twice is named once."""
    return " ".join(dict.fromkeys(_chip(finding) for finding in findings))


def _chip(finding: FindingRead) -> str:
    label = label_of(PRESENCE, finding.presence)
    value = "" if finding.value is None else f" {finding.value:g}{' ' + finding.unit if finding.unit else ''}"
    return badge(f"{label.sign} {finding.label}{value} ({label.words.lower()})", label.color)


def _draw_correction_form(drawing: Drawing, findings: tuple[FindingRead, ...]) -> None:
    with st.form(f"{drawing.key}-corrections", border=False):
        picked = {
            words: st.radio(
                plain(f"“{words}”, read as {named}"),
                list(CORRECTIONS),
                horizontal=True,
                key=f"{drawing.key}-correct-{position}",
            )
            for position, (words, named) in enumerate(readings_by_words(findings).items())
        }
        if st.form_submit_button("Ask again with these corrections"):
            text = correction_text(picked)
            if text:
                conversation.ask_next(text)
                st.rerun()
            st.caption("Nothing was changed.")


def readings_by_words(findings: tuple[FindingRead, ...]) -> dict[str, str]:
    """Each place of the question once, with all that was read from it: it is corrected as a whole."""
    named: dict[str, list[str]] = {}
    for finding in findings:
        presence = label_of(PRESENCE, finding.presence).words.lower()
        named.setdefault(finding.text, []).append(f"{finding.label.lower()} ({presence})")
    return {words: ", ".join(labels) for words, labels in named.items()}


def correction_text(picked: dict[str, str]) -> str:
    """The follow-up question that carries the corrections; empty where nothing was changed."""
    changes = [CORRECTIONS[choice].format(words=words) for words, choice in picked.items() if choice != KEEP]
    return f"Correction: {'. '.join(changes)}." if changes else ""
