"""Hits to the sentences of an answer: quotations only, chosen, ordered and without repetition."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from answer.codes_named import SUBJECT, are_other_codes, codes_named
from answer.draft import OPENING, DraftStatement
from answer.examples_asked import NO_EXAMPLES, NO_WORKED_MINUTES, Examples, WorkedMinutes
from answer.subjects import NO_SUBJECTS, Subjects
from answer.years import NO_YEARS, Years
from corpus_files import read_table, well_formed
from index.document import TIERS, Source
from index.search import Search
from index.store import Index, Sentence
from index.words import words
from rules.cite import Cite

# Passages whose sentences compete.
PASSAGES_READ = 12
# Parts of a sentence's score: nearness in meaning, the share of the question's words that it holds with the
# headings above it, and its passage's rank.
MEANING, WORDS, PASSAGE = 0.36, 0.50, 0.20
# A heading is a question that people ask: the sentence right under it answers whoever asks nearly that.
LEAD, BELOW_LEAD = 0.06, 0.02
# A sentence of which people ask just this answers them.
ASKED = 0.35
# And a sentence of the document that the question is surely about, so much.
LIKELY = 0.5
# What a payer's own text gains, and another payer's loses, where the question is about one payer.
OWN_PAYER = 0.1
# What a sentence about another body part, condition, year or code, or an example of another sign, than the question's
# loses; it does not open either.
OTHER_SUBJECT = 0.3
# What a sentence gains from a source of the kind that the question asks for ("any evidence", "studies").
TIER_ASKED = 0.15
# What a sentence gains that explains the denial or remark code typed, now or in the question before: who pays is
# only where it came from.
DENIAL_CODE, DENIAL_CODE_BEFORE = 0.3, 0.08
# And so much more the one that says what a code means that is typed now: of one told before it is known.
DENIAL_MEANING = 0.12
# What an example of the sign that is asked for ("a case that fits") gains.
EXAMPLE = 0.4
# A sentence with less than this share of the opening's score is filler, sooner where its document is quoted already;
# beside a computed result a nearer one is, and none is worth saying there where even the best stays below the last.
FILLER, FILLER_OF_ANOTHER_SOURCE, FILLER_BESIDE_A_RESULT, EXPLAINS = 0.62, 0.55, 0.80, 0.2
# And with less than this share of the best it opens no answer.
OPENS = 0.70
# A sentence of which people surely ask just this comes before what the words of the question mean.
SURELY_ASKED, JUST_ASKED = 0.6, 0.95
# From here on the question is surely about a document.
SURELY_ABOUT = 0.3
# Scores that lie no further apart are equal.
EQUAL = 0.02
# Two sentences nearer than this say the same thing.
REPETITION = 0.86
DENIAL_TYPED = re.compile(r"\b(?:CO|PR|OA|PI|CARC)[\s#-]{0,2}(\d{1,3})\b|\b(N\d{2,3}|MA\d{2,3})\b", re.IGNORECASE)
DENIAL_EXPLAINED = re.compile(r"\b(?:CARC|remark)\b", re.IGNORECASE)
DENIAL_MEANT = re.compile(r"^(?:Unverified: )?(?:CARC|remark(?: codes?)?)\b[^.,;]{0,40}\bmeans?\b", re.IGNORECASE)
DENIALS_NAMED = re.compile(r"\bCARC ((?:\d{1,3}(?:,? (?:and|or|to) |, )?(?:CARC )?)+)")


@dataclass(frozen=True, slots=True)
class Sections:
    """Headings by tier, their order by kind, and how long an answer may be by kind.

    `tiers_asked` finds the tiers whose sources a question asks for.
    """

    headings: dict[str, str]
    order: dict[str, list[str]]
    sentences: dict[str, int]
    common_names: frozenset[str] = frozenset()
    subjects: Subjects = NO_SUBJECTS
    tiers_asked: Subjects = NO_SUBJECTS
    years: Years = NO_YEARS
    examples: Examples = NO_EXAMPLES
    worked: WorkedMinutes = NO_WORKED_MINUTES

    @classmethod
    def load(cls, corpus: Path) -> "Sections":
        path = corpus / "vocabulary" / "sections.toml"
        with well_formed(path):
            tables = read_table(path)
            common = frozenset(words(" ".join(tables["publishers"]["common"])))
            subjects, tiers = Subjects.of(tables["subjects"]), Subjects.of(tables["tiers_asked"])
            years, examples = Years.of(tables["years"]), Examples.of(tables["examples"])
            worked = WorkedMinutes.of(tables["worked"])
            order, most = tables["order"], tables["sentences"]
            return cls(tables["headings"], order, most, common, subjects, tiers, years, examples, worked)

    def rank(self, kind: str, tier: str) -> int:
        return self.order.get(kind, self.order["default"]).index(tier)

    def most(self, kind: str) -> int:
        return self.sentences.get(kind, self.sentences["default"])

    def names(self, question: str, publisher: str) -> bool:
        """Whether a question holds a word of a publisher's name that tells it from others."""
        return bool(set(words(publisher)) & set(words(question)) - self.common_names)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted, with its score and the tier of its source.

    Attributes:
        may_open: whether it may open an answer: not what is disputed, superseded or a trade page's word,
            unless the question names who says it or there is no doubt that it is about that document; nor what is
            about another body part, condition or code than the question.
        asked: 0 to 1, how surely people ask just this of it.
        own: whether it is from a document of the payer that is asked about.
        payers: whose text it is; empty for a text about no payer in particular.
    """

    sentence: Sentence
    document_id: str
    tier: str
    score: float
    may_open: bool
    asked: float
    own: bool = False
    payers: frozenset[str] = frozenset()

    def of_payers(self, asked: frozenset[str]) -> bool:
        """Whether it is no other payer's word than of those asked about; empty for any."""
        return not asked or not self.payers or bool(self.payers & asked)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an answer of quotations is to hold.

    Attributes:
        most: sentences at most, where fewer are wanted than the kind of question allows.
        opened: a computed sentence opens the answer already, so that no quotation does.
        only_explained: what is computed only says what words of the question mean, so that a sentence opens of
            which people surely ask just this; none where that one is said already. Where all that is explained are
            modifiers, the best sentence of all opens: what they mean is seldom what is asked.
        own_payers: the payer asked about and the broader ones whose rules reach it.
        said: sentences on which a computed one rests, which say nothing new beside it.
        years: the years whose figures are asked for; empty for any.
        codes: the codes beside 97112 that were typed; empty for any.
    """

    kind: str
    most: int | None = None
    opened: bool = False
    only_explained: bool = False
    own_payers: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()


def compose(search: Search, index: Index, sections: Sections, wanted: Wanted) -> list[DraftStatement]:
    """The opening sentence, then the others under the heading of their tier; empty where nothing was found."""
    found = candidates_of(search, index, sections, wanted)
    candidates = [candidate for candidate in found if candidate.sentence.text not in wanted.said]
    fillers = (FILLER_BESIDE_A_RESULT, FILLER_BESIDE_A_RESULT) if wanted.opened else (FILLER, FILLER_OF_ANOTHER_SOURCE)
    chosen = _choose(candidates, wanted.most or sections.most(wanted.kind), *fillers)
    if wanted.kind == "comparison":
        chosen = _with_every_code(chosen, candidates, wanted.codes)
    if not chosen or (wanted.opened and chosen[0].score < EXPLAINS):
        return []
    best = chosen[0]
    opening = best if not wanted.opened or _opens_beside(best, found[0], wanted) else None
    rest = [candidate for candidate in chosen if candidate is not opening]

    def place(c: Candidate) -> tuple[int, float, str, int]:
        return (sections.rank(wanted.kind, c.tier), -_best_of_document(c, rest), c.document_id, c.sentence.start)

    first = [_statement(opening, OPENING)] if opening else []
    return [*first, *(_statement(c, sections.headings[c.tier]) for c in sorted(rest, key=place))]


def _opens_beside(best: Candidate, first: Candidate, wanted: Wanted) -> bool:
    """Whether the best sentence opens an answer that explains words of the question."""
    modifiers_alone = wanted.kind == "modifier" and not wanted.codes and not codes_named(best.sentence.text)
    answers = best is first and (modifiers_alone or best.asked >= SURELY_ASKED)
    return wanted.only_explained and best.may_open and answers


def candidates_of(search: Search, index: Index, sections: Sections, wanted: Wanted) -> list[Candidate]:
    """The sentences of the passages found, the one that opens first and the others by their score."""
    found = []
    shares = index.word_shares(search.weights)
    instead = wanted.kind == "definition" and SUBJECT not in search.query
    subjects, tiers = sections.subjects.named(search.query), sections.tiers_asked.named(search.query)
    newest, denials = _denials(search.newest), _denials(search.query)
    explains = DENIAL_CODE if newest else DENIAL_CODE_BEFORE
    example = sections.examples.asked(search.newest, search.query)
    counts = sections.worked.asked_in(search.query)
    for hit in search.hits[:PASSAGES_READ]:
        source = index.documents[hit.passage.document_id].source
        likely = search.likely.get(hit.passage.document_id, 0.0)
        own = bool(wanted.own_payers & set(source.payers))
        named = own or sections.names(search.query, source.publisher)
        heading = index.heading_vector(hit.passage.passage_id)
        headed = float((search.vectors @ heading).max()) if heading is not None else 0.0
        held = shares.get(hit.passage.passage_id)
        above = " ".join([index.documents[hit.passage.document_id].title, *hit.passage.headings])
        shown = example is not None and bool(example.headings & set(hit.passage.headings))
        other_example = sections.examples.are_others(example, hit.passage.headings)
        for position, sentence in enumerate(index.sentences(hit.passage.passage_id)):
            near = max(0.0, hit.dense)
            if sentence.vector is not None:
                near = float((search.vectors @ sentence.vector).max())
            asked = search.asked.get((hit.passage.passage_id, position), 0.0)
            explained = _explains(newest or denials, sentence.text)
            score = (
                MEANING * near
                + WORDS * (float(held[position + 1]) if held is not None else 0.0)
                + PASSAGE * hit.score
                + (LEAD if position == 0 else BELOW_LEAD) * max(0.0, headed)
                + ASKED * asked
                + LIKELY * likely
                + _payer_bonus(source.payers, wanted.own_payers)
                + (TIER_ASKED if source.tier in tiers else 0.0)
                + (explains if explained else 0.0)
                + (DENIAL_MEANING if newest and explained and DENIAL_MEANT.search(sentence.text) else 0.0)
                + (EXAMPLE if shown else 0.0)
            )
            elsewhere = (
                other_example
                or sections.subjects.are_others(subjects, sentence.text, above)
                or sections.years.are_others(wanted.years, sentence.text)
                or are_other_codes(wanted.codes, sentence.text, instead)
                or _of_other_denials(newest or denials, sentence.text)
                or (not counts and asked < SURELY_ASKED and sections.worked.tells(sentence.text))
            )
            found.append(
                Candidate(
                    sentence, hit.passage.document_id, source.tier, score - (OTHER_SUBJECT if elsewhere else 0.0),
                    may_open=not elsewhere and (named or explained or _stands(source, likely, asked)), asked=asked,
                    own=own, payers=frozenset(source.payers),
                )
            )  # fmt: skip
    found.sort(key=lambda c: (-c.score, c.sentence.passage_id, c.sentence.start))
    return _opening_first(found)


def _stands(source: Source, likely: float, asked: float) -> bool:
    """Whether a source's word may open an answer that does not ask for it by name."""
    sure = likely >= SURELY_ABOUT or asked >= SURELY_ASKED
    return source.status not in ("disputed", "superseded") and (source.tier != "trade" or sure)


def _opening_first(candidates: list[Candidate]) -> list[Candidate]:
    """Of those that may open the best, or the strongest source among equals; then the others as they are.

    What would be filler beside the best of all opens in no case. The word of the payer asked about, of which people
    surely ask just this, comes before what others say of it, and a sentence asked for in the very words before any.
    """
    enough = [candidate for candidate in candidates if candidate.score >= OPENS * candidates[0].score]
    may = [candidate for candidate in enough if candidate.may_open] or candidates
    may = [candidate for candidate in may if candidate.own and candidate.asked >= SURELY_ASKED] or may
    may = [candidate for candidate in may if candidate.asked >= JUST_ASKED] or may
    equals = [candidate for candidate in may if candidate.score >= may[0].score - EQUAL]
    if not equals:
        return candidates
    first = min(equals, key=lambda c: (TIERS.index(c.tier), -c.score))
    return [first, *(candidate for candidate in candidates if candidate is not first)]


def _choose(candidates: Sequence[Candidate], most: int, least: float, least_of_another: float) -> list[Candidate]:
    """The opening and the best beside it, none far below its score, none a repetition of a better one.

    Args:
        least: the share of the opening's score that a sentence of a document quoted already must reach.
        least_of_another: the same for the first of a document, which says what another source holds.
    """
    chosen: list[Candidate] = []
    for candidate in candidates:
        if len(chosen) == most:
            break
        quoted = any(candidate.document_id == other.document_id for other in chosen)
        if chosen and candidate.score < (least if quoted else least_of_another) * chosen[0].score:
            continue
        if not any(_says_the_same(candidate.sentence, other.sentence) for other in chosen):
            chosen.append(candidate)
    return chosen


def _with_every_code(
    chosen: Sequence[Candidate], candidates: Sequence[Candidate], codes: frozenset[str]
) -> list[Candidate]:
    """The chosen, and after the first the best sentence on each code that they say nothing of."""
    said = codes_named(chosen[0].sentence.text) if chosen else frozenset()
    added: list[Candidate] = []
    for code in sorted(codes - said):
        of_code = [one for one in candidates if code in codes_named(one.sentence.text) and one.may_open]
        added += of_code[:1]
    rest = [one for one in chosen[1:] if one not in added]
    return [*chosen[:1], *added, *rest][: max(len(chosen), 1 + len(added))]


def _payer_bonus(payers: Sequence[str], own: frozenset[str]) -> float:
    """For a question about one payer: that payer's text before what speaks of none, another's last."""
    if not own or not payers:
        return 0.0
    return OWN_PAYER if own & set(payers) else -OWN_PAYER


def _denials(text: str) -> frozenset[str]:
    return frozenset((number or code).upper() for number, code in DENIAL_TYPED.findall(text))


def _explains(denials: Collection[str], sentence: str) -> bool:
    """Whether a sentence on denial codes names one of these."""
    if not denials or not DENIAL_EXPLAINED.search(sentence):
        return False
    return any(re.search(rf"\b{code}\b", sentence) for code in denials)


def _of_other_denials(denials: Collection[str], sentence: str) -> bool:
    """Whether a sentence is about reason codes, and about none of those typed."""
    numbers = {code for code in denials if code.isdigit()}
    said = {number for named in DENIALS_NAMED.findall(sentence) for number in re.findall(r"\d+", named)}
    return bool(numbers) and bool(said) and not said & numbers


def _says_the_same(a: Sentence, b: Sentence) -> bool:
    if a.vector is not None and b.vector is not None:
        return float(np.dot(a.vector, b.vector)) >= REPETITION
    shared, either = set(words(a.text)) & set(words(b.text)), set(words(a.text)) | set(words(b.text))
    return bool(either) and len(shared) / len(either) >= REPETITION


def _best_of_document(candidate: Candidate, others: Sequence[Candidate]) -> float:
    return max(other.score for other in others if other.document_id == candidate.document_id)


def _statement(candidate: Candidate, section: str) -> DraftStatement:
    cite = Cite(candidate.document_id, candidate.sentence.text)
    return DraftStatement(candidate.sentence.text, section, (cite,), "quote")
