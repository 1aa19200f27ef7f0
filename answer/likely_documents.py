"""Which documents a question is likely about, taught by what people ask of each document."""

from dataclasses import dataclass

from index.asked import places_of
from index.encoder import Vectors
from index.store import Index
from understand.example_classes import ExampleClasses, Examples


@dataclass(frozen=True, slots=True)
class LikelyDocuments:
    """Scores a question for every document of which questions are known; none where they are of fewer than two."""

    fitted: ExampleClasses | None

    def scores(self, text: str, vector: Vectors) -> dict[str, float]:
        """By document id, 0 to 1; documents that the question is surely not about are left out."""
        if self.fitted is None:
            return {}
        scores = self.fitted.scores([text], vector[None, :])[0]
        named = zip(self.fitted.names, scores.tolist(), strict=True)
        return {document_id: min(1.0, score) for document_id, score in named if score > 0}


def asked_examples(index: Index) -> Examples:
    """Every asked question with its document as class, in the order of the index's vectors of them."""
    places = places_of(index.passages, index.documents)
    classes = tuple(index.passages[place.passage_row].document_id for place in places)
    return Examples(tuple(place.question for place in places), classes, tuple(dict.fromkeys(classes)))
