"""Question to ranked passages: dense and lexical scores, fused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.characters import whole_characters
from index.document import TIERS, Document, Hit, Passage
from index.encoder import Encoder, Vectors
from index.sentences import sentence_slices
from index.store import Index
from index.thesaurus import Thesaurus
from index.words import stem, typed_words, words

# Neighbours and best word matches that are fused; the measured gain ends well before this many.
CANDIDATES = 100
# Weight of the dense score against the lexical one (docs/decisions/0002-fusion.md).
DENSE_WEIGHT = 0.4
# A passage of whose sentences people ask just this rises by so much; nothing below the nearness that any two
# questions about 97112 have, all of it from the nearness that only the same question reaches.
ASKED_BONUS = 0.3
ASKED_FROM, ASKED_SURE = 0.5, 0.85
# The same where shared words count half.
BOTH_FROM, BOTH_SURE = 0.4, 0.75
# A document that the question is surely about lifts its passages by so much; so many of them are looked at.
LIKELY_BONUS = 1.0
DOCUMENTS_RANKED = 8
# Sentences of a question that are looked at one by one.
MOST_PARTS = 4
# A word that the thesaurus added counts less than one that was typed, and so does one of the question before.
ADDED_WORD_WEIGHT, WORD_BEFORE_WEIGHT = 0.35, 0.5
# A passage that holds every code, modifier or diagnosis typed rises above one that holds none.
EXACT_MATCH_BONUS = 0.15
# Standing orders equals only: the whole range is smaller than a real difference in relevance.
TIER_BONUS = 0.06
SUPERSEDED_PENALTY = 0.05
# A question about one payer wants that payer's own text before another's.
OWN_PAYER_BONUS, OTHER_PAYER_PENALTY = 0.10, 0.10
# All that a passage can gain: scores stay below 1 without being cut there, which would make the best all equal.
MOST = 1 + EXACT_MATCH_BONUS + TIER_BONUS + OWN_PAYER_BONUS + ASKED_BONUS + LIKELY_BONUS
# Passages sharing this much of their words say the same thing; the better ranked one stays.
NEAR_DUPLICATE = 0.85
# Passages whose words are kept in memory once they were found; about 10 kB each.
PASSAGES_REMEMBERED = 4_000
# Unknown words of at least this many letters are taken for misspellings of the nearest known word.
MISSPELLING_LETTERS = 5
MISSPELLING_SIMILARITY = 0.78
# CPT and HCPCS codes, ICD-10-CM codes, LCD numbers, and modifiers in capitals.
EXACT = re.compile(r"\b(?:\d{5}|[A-Z]\d{4,5}|[A-Z]\d{2}(?:\.[A-Z0-9]{1,4})|KX|GP|GO|GN|CQ|CO|XE|XS|XP|XU|GA|GX|GY)\b")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which sources may be found; None leaves all in. Dates are ISO and compare as text."""

    payers: frozenset[str] | None = None
    tiers: frozenset[str] | None = None
    effective_from: str | None = None
    effective_to: str | None = None

    def allow(self, document: Document) -> bool:
        """A source of no payer in particular passes a payer filter."""
        source = document.source
        date = source.effective or source.published
        return (
            (self.payers is None or not source.payers or bool(self.payers & set(source.payers)))
            and (self.tiers is None or source.tier in self.tiers)
            and (self.effective_from is None or (date is not None and date >= self.effective_from))
            and (self.effective_to is None or (date is not None and date <= self.effective_to))
        )


@dataclass(frozen=True, slots=True)
class Search:
    """A question as it was searched; its vectors are used again to choose sentences.

    Attributes:
        vectors: a row for the whole question, then one for each of its sentences where there are several:
            what is asked may stand in one of them, and the rest be chat.
        likely: 0 to 1, how surely the question is about a document.
        asked: 0 to 1, how surely people ask just this of a sentence, by its passage and its place therein: by
            meaning and by shared words, so that chat beside the question leads nowhere.
        newest: the question without the one that it leans on.
    """

    query: str
    vectors: Vectors
    weights: dict[str, float]
    hits: tuple[Hit, ...]
    likely: Mapping[str, float] = field(default_factory=dict)
    asked: dict[tuple[str, int], float] = field(default_factory=dict)
    newest: str = ""


class Searcher:
    """An index, the encoder that made it, and the thesaurus."""

    def __init__(self, index: Index, encoder: Encoder, thesaurus: Thesaurus) -> None:
        index.check_encoder(encoder)
        self.index = index
        self._encoder = encoder
        self._thesaurus = thesaurus

    def search(
        self,
        query: str,
        count: int,
        filters: Filters | None = None,
        preferred_payers: frozenset[str] = frozenset(),
        by_sentence: bool = False,
        likely: Mapping[str, float] | None = None,
        before: str = "",
    ) -> Search:
        """The best `count` passages, best first; ties keep reading order, so results repeat exactly.

        Args:
            preferred_payers: a payer and the broader ones whose rules reach it; their texts rank higher,
                texts of other payers lower, all others as they are.
            likely: by document, 0 to 1, how surely the question is about it; it lifts their passages.
            by_sentence: give a vector for each sentence of the query too, for whoever chooses sentences.
            before: the question that this one leans on: it says what is spoken of, and less of what is asked.
        """
        newest = whole_characters(query)
        query = " ".join(filter(None, [whole_characters(before), newest]))
        added = self._thesaurus.additions(query)
        parts = [newest[start:end] for start, end in sentence_slices(newest)][:MOST_PARTS] if by_sentence else []
        typed = [query] if added else []
        apart = len(parts) > 1 or bool(before)
        vectors = self._encoder.encode([" ".join([query, *added]), *typed, *(parts if apart else [])])
        vector = vectors[0]
        asked = self._asked(vectors[len(typed) :])
        weights = self._word_weights(newest, added)
        weights |= {word: WORD_BEFORE_WEIGHT for word in self._stems_typed(before) if weights.get(word, 0.0) < 1.0}
        allowed = self._allowed(filters)
        dense = self._dense(vector, max(CANDIDATES, count), allowed)
        lexical = self.index.lexical.scores(weights)
        rows = self._candidates(dense, lexical, asked, likely or {}, max(CANDIDATES, count), allowed)
        wanted = self._wanted(rows, asked, likely or {})
        ranked = self._ranked(query, rows, dense, lexical, wanted, weights, count, preferred_payers)
        sure = _between(self.index.asked.nearness(vectors[len(typed) :], weights), BOTH_FROM, BOTH_SURE)
        by_passage = {(self.index.passages[row].passage_id, place): s for (row, place), s in sure.items()}
        return Search(query, vectors, weights, tuple(ranked), likely or {}, by_passage, newest)

    def _asked(self, vectors: Vectors) -> dict[tuple[int, int], float]:
        """By (passage row, sentence), 0 to 1: how surely people ask just this of the sentence; zeros are left out."""
        return _between(self.index.asked.nearness(vectors), ASKED_FROM, ASKED_SURE)

    def nearest_asked(self, vector: Vectors) -> float | None:
        """The cosine of the likest asked question; None where none is known."""
        return max(self.index.asked.nearness(vector[None, :]).values(), default=None)

    def encode(self, text: str) -> Vectors:
        """The text's unit-length vector, as typed."""
        vector: Vectors = self._encoder.encode([text])[0]
        return vector

    def _word_weights(self, query: str, added: Sequence[str]) -> dict[str, float]:
        weights = {word: ADDED_WORD_WEIGHT for phrase in added for word in words(phrase)}
        return weights | dict.fromkeys(self._stems_typed(query), 1.0)

    def _stems_typed(self, text: str) -> list[str]:
        return [stem(self._corrected(word)) for word in typed_words(self._thesaurus.put_in_place(text))]

    def _corrected(self, word: str) -> str:
        """The word, or where no document holds it or its stem the nearest one that is written somewhere."""
        if len(word) < MISSPELLING_LETTERS or not word.isalpha() or stem(word) in self.index.lexical:
            return word
        nearest = process.extractOne(
            word, self._vocabulary, scorer=Levenshtein.normalized_similarity, score_cutoff=MISSPELLING_SIMILARITY
        )
        return nearest[0] if nearest else word

    @cached_property
    def _vocabulary(self) -> list[str]:
        """Every word of the documents as it is written: misspelt stems are too far from stems."""
        texts = (text for document in self.index.documents.values() for text in (document.title, document.text))
        written = {word for text in texts for word in typed_words(text)}
        return sorted(w for w in written if len(w) >= MISSPELLING_LETTERS - 1 and w.isalpha())

    def _allowed(self, filters: Filters | None) -> frozenset[str] | None:
        """The documents that may be found; None for all."""
        if filters is None:
            return None
        return frozenset(id_ for id_, document in self.index.documents.items() if filters.allow(document))

    def _dense(self, vector: Vectors, count: int, allowed: frozenset[str] | None) -> dict[str, float]:
        if not self.index.passages or allowed == frozenset():
            return {}
        nearest = self.index.vectors.nearest(
            vector, min(count, len(self.index.passages)), None if allowed is None else sorted(allowed)
        )
        return dict(nearest)

    def _candidates(
        self,
        dense: dict[str, float],
        lexical: np.ndarray,
        asked: dict[tuple[int, int], float],
        likely: Mapping[str, float],
        count: int,
        allowed: frozenset[str] | None,
    ) -> list[int]:
        """Rows worth ranking, in reading order: the nearest, those that share most words, those that are asked for."""
        best = (int(row) for row in np.argsort(-lexical, kind="stable") if lexical[row] > 0)
        may = (row for row in best if allowed is None or self.index.passages[row].document_id in allowed)
        likest = [row for row, _ in sorted(asked, key=lambda place: -asked[place])]
        for id_ in sorted(likely, key=lambda id_: -likely[id_])[:DOCUMENTS_RANKED]:
            likest += [self.index.rows[passage.passage_id] for passage in self.index.passages_of(id_)]
        wanted = {r for r in likest if allowed is None or self.index.passages[r].document_id in allowed}
        return sorted({self.index.rows[id_] for id_ in dense} | set(islice(may, count)) | wanted)

    def _wanted(
        self, rows: list[int], asked: dict[tuple[int, int], float], likely: Mapping[str, float]
    ) -> dict[int, float]:
        """What a row gains because people ask just this of it, and of its document."""
        gains = {row: LIKELY_BONUS * likely.get(self.index.passages[row].document_id, 0.0) for row in rows}
        best: dict[int, float] = {}
        for (row, _), sure in asked.items():
            best[row] = max(best.get(row, 0.0), sure)
        return {row: gain + ASKED_BONUS * best.get(row, 0.0) for row, gain in gains.items()}

    def _ranked(
        self,
        query: str,
        rows: list[int],
        dense: dict[str, float],
        lexical: np.ndarray,
        wanted: dict[int, float],
        weights: dict[str, float],
        count: int,
        preferred_payers: frozenset[str],
    ) -> list[Hit]:
        exact = set(EXACT.findall(query))
        passages = [self.index.passages[row] for row in rows]
        floor = min(dense.values(), default=0.0)
        dense_scores = [dense.get(passage.passage_id, floor) for passage in passages]
        lexical_scores = [float(lexical[row]) for row in rows]
        fused = [
            DENSE_WEIGHT * d + (1 - DENSE_WEIGHT) * w
            for d, w in zip(_min_max(dense_scores), _min_max(lexical_scores), strict=True)
        ]
        scored = []
        for position, passage in enumerate(passages):
            bonus = EXACT_MATCH_BONUS * _share_held(exact, passage.text) + self._standing_bonus(passage)
            bonus += self._payer_bonus(passage, preferred_payers) + wanted.get(rows[position], 0.0)
            scored.append((max(0.0, fused[position] + bonus) / MOST, position))
        order = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
        hits: list[Hit] = []
        seen: list[frozenset[str]] = []
        for score, position in order:
            if len(hits) == count:
                break
            passage = passages[position]
            bag = _bag(passage.text)
            if any(_say_the_same(bag, other) for other in seen):
                continue
            seen.append(bag)
            matched = _matched(passage.text, weights)
            hits.append(Hit(passage, score, dense_scores[position], lexical_scores[position], matched))
        return hits

    def _document(self, passage: Passage) -> Document:
        return self.index.documents[passage.document_id]

    def _payer_bonus(self, passage: Passage, preferred: frozenset[str]) -> float:
        payers = self._document(passage).source.payers
        if not preferred or not payers:
            return 0.0
        return OWN_PAYER_BONUS if preferred & set(payers) else -OTHER_PAYER_PENALTY

    def _standing_bonus(self, passage: Passage) -> float:
        source = self._document(passage).source
        bonus = TIER_BONUS * (1 - TIERS.index(source.tier) / (len(TIERS) - 1))
        return bonus - (SUPERSEDED_PENALTY if source.status == "superseded" else 0.0)


def _between(near: Mapping[tuple[int, int], float], least: float, sure: float) -> dict[tuple[int, int], float]:
    return {place: min(1.0, (n - least) / (sure - least)) for place, n in near.items() if n > least}


def _min_max(values: list[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]


def _share_held(exact: set[str], text: str) -> float:
    return sum(code in text for code in exact) / len(exact) if exact else 0.0


def _say_the_same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two bags share `NEAR_DUPLICATE` of all their words; bags of unlike size cannot."""
    if min(len(a), len(b)) < NEAR_DUPLICATE * max(len(a), len(b)):
        return False
    shared = len(a & b)
    return shared >= NEAR_DUPLICATE * (len(a) + len(b) - shared)


@lru_cache(maxsize=PASSAGES_REMEMBERED)
def _stems(text: str) -> tuple[tuple[str, str], ...]:
    """Each word of a text, as written, with its stem."""
    return tuple((word, stem(word)) for word in typed_words(text))


@lru_cache(maxsize=PASSAGES_REMEMBERED)
def _bag(text: str) -> frozenset[str]:
    return frozenset(stem for _, stem in _stems(text))


def _matched(text: str, weights: dict[str, float]) -> tuple[str, ...]:
    """The words of the passage, as written, that the question (or the thesaurus for it) holds."""
    return tuple(dict.fromkeys(word for word, stem in _stems(text) if stem in weights))
