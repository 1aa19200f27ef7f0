"""Hits to the sentences of an answer: quotations only, chosen, ordered and without repetition."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.draft import DraftStatement
from errors import CorpusError
from index.document import TIERS
from index.search import Search
from index.store import Index, Sentence
from index.words import words
from rules.cite import Cite

# Passages whose sentences compete.
PASSAGES_READ = 12
# Parts of a sentence's score: nearness in meaning, words shared with the question, its passage's rank.
MEANING, WORDS, PASSAGE = 0.45, 0.25, 0.30
# A heading is a question that people ask: the sentence right under it answers whoever asks nearly that.
LEAD, BELOW_LEAD = 0.25, 0.08
# A sentence of which people ask just this answers them.
ASKED = 0.3
# And a sentence of the document that the question is surely about, so much.
LIKELY = 0.4
# What a payer's own text gains, and another payer's loses, where the question is about one payer.
OWN_PAYER = 0.1
# A sentence less than this share of the best one's score is filler.
FILLER = 0.6
# Beside a computed result only sentences this near to the best one explain it, and none below this score.
TO_THE_POINT, EXPLAINS = 0.8, 0.5
# Two sentences nearer than this say the same thing.
REPETITION = 0.86
# A sentence with at least this share of the best one's score answers as directly.
AS_GOOD = 0.9
OPENING_SECTION = "Answer"


@dataclass(frozen=True, slots=True)
class Sections:
    """Headings by tier, their order by kind, and how long an answer may be by kind."""

    headings: dict[str, str]
    order: dict[str, list[str]]
    sentences: dict[str, int]

    @classmethod
    def load(cls, corpus: Path) -> "Sections":
        path = corpus / "vocabulary" / "sections.toml"
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(tables["headings"], tables["order"], tables["sentences"])
        except (OSError, KeyError, ValueError) as problem:
            raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem

    def rank(self, kind: str, tier: str) -> int:
        return self.order.get(kind, self.order["default"]).index(tier)

    def most(self, kind: str) -> int:
        return self.sentences.get(kind, self.sentences["default"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted, with its score and the tier and status of its source."""

    sentence: Sentence
    document_id: str
    tier: str
    status: str
    score: float


def compose(
    search: Search,
    index: Index,
    sections: Sections,
    kind: str,
    most: int | None = None,
    opened: bool = False,
    own_payers: frozenset[str] = frozenset(),
) -> list[DraftStatement]:
    """The opening sentence, then the others under the heading of their tier; empty where nothing was found.

    Args:
        most: sentences at most, where fewer are wanted than the kind of question allows.
        opened: a computed sentence opens the answer already, so that no quotation does.
        own_payers: the payer asked about and the broader ones whose rules reach it.
    """
    candidates = _candidates(search, index, own_payers)
    best = candidates[0].score if candidates else 0.0
    least = max(TO_THE_POINT * best, EXPLAINS) if opened else FILLER * best
    chosen = _choose(candidates, most or sections.most(kind), least)
    if not chosen:
        return []
    opening = None if opened else _opening(chosen)
    rest = [candidate for candidate in chosen if candidate is not opening]
    rest = sorted(
        rest, key=lambda c: (sections.rank(kind, c.tier), -_best_of_document(c, rest), c.document_id, c.sentence.start)
    )
    first = [_statement(opening, OPENING_SECTION)] if opening else []
    return [*first, *(_statement(c, sections.headings[c.tier]) for c in rest)]


def _candidates(search: Search, index: Index, own_payers: frozenset[str]) -> list[Candidate]:
    found = []
    for hit in search.hits[:PASSAGES_READ]:
        source = index.documents[hit.passage.document_id].source
        heading = index.heading_vector(hit.passage.passage_id)
        asked = float((search.vectors @ heading).max()) if heading is not None else 0.0
        for position, sentence in enumerate(index.sentences(hit.passage.passage_id)):
            near = max(0.0, hit.dense)
            if sentence.vector is not None:
                near = float((search.vectors @ sentence.vector).max())
            score = (
                MEANING * near
                + WORDS * _share_of_words(search.weights, sentence.text)
                + PASSAGE * hit.score
                + (LEAD if position == 0 else BELOW_LEAD) * max(0.0, asked)
                + ASKED * search.asked.get((hit.passage.passage_id, position), 0.0)
                + LIKELY * search.likely.get(hit.passage.document_id, 0.0)
                + _payer_bonus(source.payers, own_payers)
            )
            found.append(Candidate(sentence, hit.passage.document_id, source.tier, source.status, score))
    return sorted(found, key=lambda c: (-c.score, c.sentence.passage_id, c.sentence.start))


def _choose(candidates: Sequence[Candidate], most: int, least: float) -> list[Candidate]:
    """The best sentences, best first, none of them filler or a repetition of a better one."""
    chosen: list[Candidate] = []
    for candidate in candidates:
        if len(chosen) == most or candidate.score < least:
            break
        if not any(_says_the_same(candidate.sentence, other.sentence) for other in chosen):
            chosen.append(candidate)
    return chosen


def _opening(chosen: Sequence[Candidate]) -> Candidate:
    """The strongest source among those that answer about as well as the best: equals only are reordered."""
    near = [candidate for candidate in chosen if candidate.score >= AS_GOOD * chosen[0].score]
    return min(near, key=lambda c: (c.status in ("disputed", "superseded"), TIERS.index(c.tier), -c.score))


def _payer_bonus(payers: Sequence[str], own: frozenset[str]) -> float:
    """For a question about one payer: that payer's text before what speaks of none, another's last."""
    if not own or not payers:
        return 0.0
    return OWN_PAYER if own & set(payers) else -OWN_PAYER


def _says_the_same(a: Sentence, b: Sentence) -> bool:
    if a.vector is not None and b.vector is not None:
        return float(np.dot(a.vector, b.vector)) >= REPETITION
    shared, either = set(words(a.text)) & set(words(b.text)), set(words(a.text)) | set(words(b.text))
    return bool(either) and len(shared) / len(either) >= REPETITION


def _share_of_words(weights: dict[str, float], text: str) -> float:
    held = set(words(text))
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def _best_of_document(candidate: Candidate, others: Sequence[Candidate]) -> float:
    return max(other.score for other in others if other.document_id == candidate.document_id)


def _statement(candidate: Candidate, section: str) -> DraftStatement:
    cite = Cite(candidate.document_id, candidate.sentence.text)
    return DraftStatement(candidate.sentence.text, section, (cite,), "quote")
