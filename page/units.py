"""Units by each minute rule, with every step of the count."""

import streamlit as st

from answer.schema import UnitChoice, Units
from page import conversation
from page.markdown import inline, plain
from page.sources import Drawing, draw_cited
from page.visit_form import draw_visit_form
from page.words import MINUTE_RULE
from understand.visit_sheet import SheetLine

SPARE_LINES = 1


def draw_units(drawing: Drawing, results: tuple[Units, ...]) -> None:
    """Both rules side by side where both were counted, so that a difference is seen."""
    st.markdown("#### Units by each minute rule", anchors=False)
    if len({(result.plan, *sorted(result.lines.items())) for result in results}) > len({r.plan for r in results}):
        st.info(
            "The two minute rules differ here. Find out which one the payer uses.",
            icon=":material/compare_arrows:",
        )
    for column, result in zip(st.columns(len(results), border=True), results, strict=True):
        with column:
            _draw_rule(drawing, result)
    if drawing.in_chat and drawing.answer.services:
        with st.expander("Correct the minutes that were counted", icon=":material/edit:"):
            _draw_correction(drawing)


def _draw_correction(drawing: Drawing) -> None:
    """What was counted, to set right; it is asked as a follow-up, so that payer and case stay."""
    read = [SheetLine(line.code, line.minutes, line.by) for line in drawing.answer.services]
    question = draw_visit_form(f"{drawing.key}-visit", read, SPARE_LINES, "Count again")
    if question:
        conversation.ask_next(question)
        st.rerun()


def _draw_rule(drawing: Drawing, result: Units) -> None:
    rule = MINUTE_RULE.get(result.rule, result.rule)
    rule += f", {result.plan} plan" if result.plan else ""
    draw_cited(drawing, f"units-{result.rule}-{result.plan}", f"**{plain(rule)}**", result.citations)
    total = "Timed units" if result.untimed else "Total"
    rows = [f"| {inline(code)} | {count} |" for code, count in result.lines.items()]
    st.markdown("\n".join(["| Code | Units |", "|:--|--:|", *rows, f"| **{total}** | **{result.total}** |"]))
    if len(result.choices) > 1:
        st.markdown("Equally valid, your choice:\n\n" + "\n".join(_choice(choice) for choice in result.choices))
    st.markdown("\n".join(f"{number}. {plain(step)}" for number, step in enumerate(result.steps, start=1)))
    for note in result.notes:
        st.caption(plain(note))


def _choice(choice: UnitChoice) -> str:
    return "- " + plain(", ".join(f"{code} × {count}" for code, count in choice.lines.items()))
