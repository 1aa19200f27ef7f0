"""Where one statement of a case ends and the next begins."""

import re

from understand.case import Span

# In prose and in chart fragments.
BOUNDARY = re.compile(
    r"[.;:?!\n](?:\s+|$)|,\s+|\s+(?:and|but|while|then|because|since|although|yet)\s+|\s[-–—/]\s|[()]", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")
# One or two words are a term, which the vocabulary has or has not; their likeness says too little.
FEWEST_WORDS = 3


def split_clauses(text: str) -> tuple[Span, ...]:
    """The clauses of at least `FEWEST_WORDS` words, in order; each an exact slice."""
    spans, start = [], 0
    for end, following in [*((m.start(), m.end()) for m in BOUNDARY.finditer(text)), (len(text), len(text))]:
        piece = text[start:end]
        stripped = piece.strip()
        if len(WORD.findall(stripped)) >= FEWEST_WORDS:
            first = start + len(piece) - len(piece.lstrip())
            spans.append(Span(first, first + len(stripped), stripped))
        start = following
    return tuple(spans)
