"""Finding passages as an answer finds them: the index, and which documents a question is likely about."""

from dataclasses import dataclass

from answer.classes import Shelf, open_likely_documents
from answer.likely_documents import LikelyDocuments
from errors import UsageError
from index.characters import whole_characters
from index.document import Hit
from index.encoder import Encoder
from index.search import Searcher
from index.store import Index
from index.thesaurus import Thesaurus
from settings import Settings


@dataclass(frozen=True, slots=True)
class PassageSearch:
    """A searcher with the documents that questions are likely about."""

    searcher: Searcher
    documents: LikelyDocuments

    @property
    def index(self) -> Index:
        return self.searcher.index

    def find(self, query: str, count: int, preferred_payers: frozenset[str] = frozenset()) -> list[Hit]:
        """The best `count` passages, best first, ranked as for an answer."""
        query = check_query(whole_characters(query))
        likely = self.documents.scores(query, self.searcher.encode(query))
        return list(self.searcher.search(query, count, preferred_payers=preferred_payers, likely=likely).hits)


def check_query(query: str) -> str:
    if not query.strip():
        raise UsageError("The query is empty: type words to search for.")
    return query


def open_passage_search(settings: Settings, encoder: Encoder | None = None) -> PassageSearch:
    """Opens index and encoder; what people ask of the documents is learnt where it was not yet.

    Args:
        encoder: one that is open already; none: the one that the settings name.

    Raises:
        IndexUnusable, EncoderError: what is missing or broken, and how to mend it.
    """
    index = Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port)
    opened = encoder or open_encoder(settings)
    thesaurus = Thesaurus.load(settings.corpus_dir / "vocabulary" / "thesaurus.toml")
    return PassageSearch(Searcher(index, opened, thesaurus), open_likely_documents(index, open_shelf(settings, opened)))


def open_encoder(settings: Settings) -> Encoder:
    from index.encoder import SentenceTransformerEncoder  # where it is opened, so that a test may put another there

    return SentenceTransformerEncoder(settings.encoder, settings.encoder_precision)


def open_shelf(settings: Settings, encoder: Encoder) -> Shelf:
    """Where what examples teach is kept for this encoder."""
    return Shelf(settings.classes_dir, encoder.name, encoder.weights_sha256, lambda: encoder)
