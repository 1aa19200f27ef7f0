"""How corpus data points at the sentence that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """A sentence of a corpus document.

    Attributes:
        document_id: the `id` of a file in `corpus/documents/`.
        quote: an exact slice of that document's text, within one line, long enough to be unique in it.
    """

    document_id: str
    quote: str

    @classmethod
    def from_table(cls, row: Mapping[str, str]) -> "Cite":
        """Reads `{ document = "…", quote = "…" }` as it stands in the corpus's TOML files."""
        return cls(document_id=row["document"], quote=row["quote"])
