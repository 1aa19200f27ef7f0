"""The guidance that answers rest on: every document, to be filtered and read."""

import streamlit as st

from index.document import TIERS, Document
from page.engine_loader import engine_loader
from page.markdown import inline, plain
from page.sources import Dates, draw_standing, open_document
from page.words import LOADING, STANDING, TIER, VERIFIED

DOCUMENTS_A_PAGE = 15


def draw_documents() -> None:
    """Filters, how many remain, and those of the chosen page."""
    st.header("Documents", anchor=False)
    engine = engine_loader().engine()
    if engine is None:
        st.info(LOADING)
        return
    st.markdown("Each document is a digest of one source in this project's own words, never the source itself.")
    found = _draw_filters(sorted(engine.documents(), key=_rank))
    pages = max(1, -(-len(found) // DOCUMENTS_A_PAGE))
    st.markdown(f"{len(found)} document{'' if len(found) == 1 else 's'}")
    shown = st.pagination(pages, key="documents-page") if pages > 1 else 1
    for document in found[(shown - 1) * DOCUMENTS_A_PAGE : shown * DOCUMENTS_A_PAGE]:
        _draw_row(document)


def _rank(document: Document) -> tuple[int, str]:
    return TIERS.index(document.source.tier), document.title.lower()


def _draw_filters(documents: list[Document]) -> list[Document]:
    """The documents that pass what is typed and chosen; nothing chosen lets everything pass."""
    words = st.text_input("Find in titles, publishers and texts", key="documents-words").lower().split()
    left, middle, right = st.columns(3)
    tiers = left.multiselect(
        "Kind of source", TIERS, format_func=lambda tier: TIER.get(tier, tier), key="documents-tiers"
    )
    standings = middle.multiselect(
        "Standing", list(STANDING), format_func=lambda key: STANDING[key].words, key="documents-standings"
    )
    verified = right.multiselect(
        "Verified", list(VERIFIED), format_func=lambda key: VERIFIED[key].words, key="documents-verified"
    )
    return [
        document
        for document in documents
        if (not tiers or document.source.tier in tiers)
        and (not standings or document.source.status in standings)
        and (not verified or document.source.verified in verified)
        and all(word in _searched(document) for word in words)
    ]


def _searched(document: Document) -> str:
    return f"{document.title} {document.source.publisher} {document.source.title} {document.text}".lower()


def _draw_row(document: Document) -> None:
    source = document.source
    with st.container(border=True):
        st.markdown(f"**{plain(document.title)}**")
        dates = Dates(source.published, source.effective, source.retired)
        st.markdown(f":small[{inline(f'{source.publisher} · {dates.words}')}]")
        draw_standing(source.tier, source.status, source.verified)
        if st.button(
            "Read the digest", key=f"document-{document.document_id}", icon=":material/menu_book:", type="tertiary"
        ):
            open_document(document)
