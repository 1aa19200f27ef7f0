"""A sentence on its way to the page, before its citations have numbers."""

from dataclasses import dataclass
from typing import Literal

from rules.cite import Cite

Basis = Literal["quote", "computed", "model"]


# Sections under no heading, which open an answer: what answers it, and what its minutes come to.
OPENING = "Answer"
COUNT = "Count"
UNTITLED = ("", OPENING, COUNT)


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence, the section that it stands in, and the sentences of the corpus that it rests on.

    A `quote` is its cite's text word for word. A `computed` sentence states a result of `rules`
    and cites the rule that it applied. A `model` sentence was written by a language model.
    """

    text: str
    section: str
    cites: tuple[Cite, ...]
    basis: Basis
