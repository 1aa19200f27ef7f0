"""Which documents a question is likely about, taught by what people ask of each document."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.document import Document
from index.encoder import Vectors
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


def asked_examples(documents: Mapping[str, Document]) -> Examples:
    """Every asked question with its document as class, in reading order of the sentences asked of."""
    pairs = [
        (question, id_) for id_ in sorted(documents) for asked in documents[id_].asked for question in asked.questions
    ]
    names = tuple(dict.fromkeys(id_ for _, id_ in pairs))
    return Examples(tuple(question for question, _ in pairs), tuple(id_ for _, id_ in pairs), names)
