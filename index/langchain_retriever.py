"""The guidance as a LangChain retriever, so that others can build chains on it.

retriever = GuidanceRetriever(searcher=searcher, count=5)
documents = retriever.invoke("Is 97112 appropriate for cervicalgia?")
"""

import asyncio
from dataclasses import asdict
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.document import Hit
from index.search import Filters, Searcher


class GuidanceRetriever(BaseRetriever):
    """Finds what `Searcher` finds; each result is an exact slice with its source in the metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    count: int = 10
    filters: Filters | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [self._converted(hit) for hit in self.searcher.search(query, self.count, self.filters).hits]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        search = await asyncio.to_thread(self.searcher.search, query, self.count, self.filters)
        return [self._converted(hit) for hit in search.hits]

    def _converted(self, hit: Hit) -> LangChainDocument:
        passage = hit.passage
        document = self.searcher.index.documents[passage.document_id]
        metadata: dict[str, Any] = {
            "document_id": document.document_id, "title": document.title, "topics": list(document.topics),
            "start": passage.start, "end": passage.end, "headings": list(passage.headings), "page": passage.page,
            "score": hit.score, "matched": list(hit.matched), "edition": self.searcher.index.edition,
            "source": asdict(document.source),
        }  # fmt: skip
        return LangChainDocument(id=passage.passage_id, page_content=passage.text, metadata=metadata)
