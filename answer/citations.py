"""Cites to numbered citations: each names a stored passage and quotes an exact slice of it."""

from collections.abc import Iterable

from answer.schema import Citation
from index.document import Passage
from index.store import Index
from rules.cite import Cite


class CitationBook:
    """Numbers citations in the order in which an answer first uses them; one number a passage and quote."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[Cite, int] = {}
        self._entries: list[Citation] = []

    def numbers(self, cites: Iterable[Cite]) -> tuple[int, ...]:
        """The numbers of the cites that stand in this index; a cite of another corpus has none."""
        found = (self._number(cite) for cite in dict.fromkeys(cites))
        return tuple(number for number in found if number is not None)

    def passage_id(self, number: int) -> str:
        return self._entries[number - 1].passage_id

    def entries(self) -> tuple[Citation, ...]:
        return tuple(self._entries)

    def _number(self, cite: Cite) -> int | None:
        if cite in self._numbers:
            return self._numbers[cite]
        passage = find_passage(self._index, cite)
        if passage is None:
            return None
        source = self._index.documents[cite.document_id].source
        number = len(self._entries) + 1
        self._numbers[cite] = number
        self._entries.append(
            Citation(
                n=number, passage_id=passage.passage_id, document_id=cite.document_id,
                title=self._index.documents[cite.document_id].title, publisher=source.publisher, section=source.section,
                url=source.url, published=source.published, effective=source.effective, retired=source.retired,
                tier=source.tier, status=source.status, verified=source.verified, quote=cite.quote,
            )
        )  # fmt: skip
        return number


def find_passage(index: Index, cite: Cite) -> Passage | None:
    """The passage of the cite's document that holds its quote, or None."""
    return next((p for p in index.passages_of(cite.document_id) if cite.quote in p.text), None)
