"""What is stored and found: Source → Document → Passage → Hit."""

from dataclasses import dataclass
from typing import Literal

# Strongest first: the order in which equals are ranked (README, "How sources are ranked").
TIERS = ("law", "contractor", "payer", "association", "evidence", "trade", "editorial", "local")
Tier = Literal["law", "contractor", "payer", "association", "evidence", "trade", "editorial", "local"]
Standing = Literal["current", "superseded", "disputed", "undated"]
Verified = Literal["primary", "secondary", "unverified"]


@dataclass(frozen=True, slots=True)
class Source:
    """The publication behind a document (`corpus/sources.toml`); dates are ISO, whole or in part.

    `payers` names the payers (ids of `corpus/vocabulary/payers.toml`) whose rule this is; empty
    where the source speaks of no payer in particular.
    """

    id: str
    publisher: str
    title: str
    section: str
    url: str
    tier: Tier
    status: Standing
    verified: Verified
    published: str | None = None
    effective: str | None = None
    retired: str | None = None
    payers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions as people type them, each answered by one sentence of a document, read alone."""

    sentence: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One guidance file: its text as stored, the source that it digests, and what people ask of it."""

    document_id: str
    title: str
    text: str
    source: Source
    topics: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of a document's text, exactly; `headings` lead down to it."""

    passage_id: str
    document_id: str
    text: str
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: `score` 0 to 1 after fusion, its two parts, and the words that matched."""

    passage: Passage
    score: float
    dense: float = 0.0
    lexical: float = 0.0
    matched: tuple[str, ...] = ()
