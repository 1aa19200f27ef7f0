"""From a sentence to the passage that it rests on: the [n] buttons, and the source that they open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from answer.schema import Answer, Citation
from errors import Ask97112Error
from index.document import Document, Source
from page.engine_loader import PageEngine
from page.markdown import badge, passage_markdown, plain, web_link
from page.words import STANDING, TIER, VERIFIED, label_of

STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True)
class Drawing:
    """An answer while it is drawn.

    Attributes:
        key: begins every widget key of this answer.
        fresh: whether it is on the page for the first time and is to appear bit by bit.
        in_chat: whether it can lead on to a next question.
    """

    answer: Answer
    engine: PageEngine | None
    key: str
    fresh: bool = False
    in_chat: bool = True

    def citations(self, numbers: Sequence[int]) -> list[Citation]:
        return [citation for citation in self.answer.citations if citation.n in numbers]


class Dates(NamedTuple):
    """A source's dates, as far as they are known."""

    published: str | None
    effective: str | None
    retired: str | None

    @property
    def words(self) -> str:
        known = [
            f"{name} {date}"
            for name, date in zip(("published", "in effect from", "retired"), self, strict=True)
            if date
        ]
        return " · ".join(known) or "date unknown"


def caution_of(status: str, verified: str, retired: str | None) -> str:
    """What a reader must know at the citation itself; empty where there is nothing to warn of."""
    cautions = []
    if status in ("disputed", "superseded"):
        cautions.append(label_of(STANDING, status).words.lower())
    if retired and status != "superseded":
        cautions.append("retired")
    if verified == "unverified":
        cautions.append("unverified")
    return ", ".join(cautions)


def sentence_place(key: str) -> "st.delta_generator.DeltaGenerator":
    """A place for one sentence and its [n]; `style.css` lets them flow as one line of text."""
    return st.container(key=f"sentence-{key}", horizontal=True, gap="xsmall")


def draw_cited(drawing: Drawing, place: str, markdown: str, numbers: Sequence[int]) -> None:
    """A sentence (already safe Markdown) with its [n] behind it; `place` is unique within the answer."""
    with sentence_place(f"{drawing.key}-{place}"):
        st.markdown(markdown, width="content")
        draw_numbers(drawing, place, numbers)


def draw_numbers(drawing: Drawing, place: str, numbers: Sequence[int]) -> None:
    """One button for each source; a source with a caution says so beside its number."""
    for citation in drawing.citations(numbers):
        caution = caution_of(citation.status, citation.verified, citation.retired)
        clicked = st.button(
            f"[{citation.n}] {caution}".strip(),
            key=f"{drawing.key}-{place}-n{citation.n}",
            type="tertiary",
            help=plain(f"Open source {citation.n}: digest of {citation.publisher}, {citation.title}"),
        )
        if clicked:
            open_source(drawing, citation)


@st.dialog("Source", width="medium", icon=":material/menu_book:")
def open_source(drawing: Drawing, citation: Citation) -> None:
    """Everything about one citation: who says it, when, how well it is known, and where it stands."""
    st.markdown(f"**{plain(f'[{citation.n}] Digest of {citation.publisher}: {citation.title}')}**")
    draw_standing(citation.tier, citation.status, citation.verified)
    dates = Dates(citation.published, citation.effective, citation.retired)
    st.markdown(f"**Section:** {plain(citation.section or 'whole document')}")
    st.markdown(f"**Dates:** {plain(dates.words)}")
    draw_link(citation.url)
    st.markdown("**The passage in this project's own words** (the sentence that is cited is marked)")
    with st.container(border=True):
        st.markdown(passage_markdown(_passage_text(drawing.engine, citation), citation.quote), anchors=False)
    st.caption(plain(f"Document {citation.document_id}, passage {citation.passage_id}"))


def _passage_text(engine: PageEngine | None, citation: Citation) -> str:
    """The stored passage, or the quote alone where the index no longer holds that passage."""
    if engine is None:
        return citation.quote
    try:
        text = engine.passage(citation.passage_id).text
    except (Ask97112Error, LookupError):
        return citation.quote
    return text if citation.quote in text else citation.quote


def draw_standing(tier: str, status: str, verified: str) -> None:
    """What kind of source it is, whether it still stands, and how this project verified it."""
    standing, verification = label_of(STANDING, status), label_of(VERIFIED, verified)
    st.markdown(
        " ".join(
            (
                badge(TIER.get(tier, tier), "blue"),
                badge(standing.text, standing.color),
                badge(verification.text, verification.color),
            )
        )
    )


def draw_link(url: str) -> None:
    """The way to the publisher's own text; only plain web addresses become links."""
    link = web_link("Open the source", url)
    st.markdown(link or "No public address is on file for this source.")


def draw_source_list(drawing: Drawing) -> None:
    """Every source of the answer, in the order of its numbers."""
    citations = sorted(drawing.answer.citations, key=lambda citation: citation.n)
    if not citations:
        return
    with st.expander(f"Sources ({len(citations)})", icon=":material/menu_book:"):
        for document_id, cited in groupby(sorted(citations, key=_first_number(citations)), key=_document_id):
            of_document = list(cited)
            first = of_document[0]
            with sentence_place(f"{drawing.key}-source-{document_id}"):
                draw_numbers(drawing, "source", [citation.n for citation in of_document])
                st.markdown(plain(source_line(first)), width="content")


def source_line(citation: Citation) -> str:
    """A source in one line: whose, which, when, and how well it is known."""
    name = ", ".join(part for part in (citation.title, citation.section) if part)
    dates = Dates(citation.published, citation.effective, citation.retired)
    verification = label_of(VERIFIED, citation.verified).words.lower()
    return f"Digest of {citation.publisher}: {name} ({dates.words}; {verification})"


def _document_id(citation: Citation) -> str:
    return citation.document_id


def _first_number(citations: Sequence[Citation]) -> Callable[[Citation], tuple[int, int]]:
    """Sorts by the number under which a document is cited first, then by number."""
    first = {citation.document_id: citation.n for citation in reversed(citations)}
    return lambda citation: (first[citation.document_id], citation.n)


@st.dialog("Document", width="medium", icon=":material/description:")
def open_document(document: Document, quote: str = "") -> None:
    """A whole digest with what is known of its source; `quote` is marked in it."""
    source: Source = document.source
    st.markdown(f"**{plain(document.title)}**")
    st.markdown(plain(f"Digest of {source.publisher}: {source.title}, {source.section}"))
    draw_standing(source.tier, source.status, source.verified)
    st.markdown(f"**Dates:** {plain(Dates(source.published, source.effective, source.retired).words)}")
    draw_link(source.url)
    with st.container(border=True):
        st.markdown(passage_markdown(document.text, quote), anchors=False)
