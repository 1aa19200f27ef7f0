"""The guidance as a LangChain retriever."""

import asyncio

import pytest
from langchain_core.retrievers import BaseRetriever

from index.langchain_retriever import GuidanceRetriever
from index.search import Filters
from tests.conftest import Shelf


@pytest.fixture
def retriever(shelf: Shelf) -> GuidanceRetriever:
    shelf.write("balance.md", "# Balance\n\n## Training\n\nBalance is trained on foam.")
    shelf.write("billing.md", "# Billing\n\nThe code 97112 is timed.")
    shelf.ingest()
    return GuidanceRetriever(searcher=shelf.searcher(), count=1)


def test_it_is_a_langchain_retriever_that_finds_passages_with_their_source(retriever: GuidanceRetriever) -> None:
    """`invoke` gives exact slices whose metadata names document, place, score and source."""
    assert isinstance(retriever, BaseRetriever)
    (document,) = retriever.invoke("balance training on foam")
    text = retriever.searcher.index.documents["balance.md"].text
    metadata = document.metadata
    assert document.page_content == "Balance is trained on foam." == text[metadata["start"] : metadata["end"]]
    assert (metadata["document_id"], metadata["title"]) == ("balance.md", "Balance")
    assert metadata["headings"] == ["Balance", "Training"]
    assert metadata["source"]["tier"] == "local"
    assert 0 < metadata["score"] <= 1


def test_awaiting_gives_the_same(retriever: GuidanceRetriever) -> None:
    """`ainvoke` finds what `invoke` finds."""
    assert asyncio.run(retriever.ainvoke("97112 timed")) == retriever.invoke("97112 timed")


def test_filters_hold(retriever: GuidanceRetriever) -> None:
    """A retriever with filters finds only what they allow."""
    retriever.filters = Filters(tiers=frozenset({"law"}))
    assert retriever.invoke("balance") == []
