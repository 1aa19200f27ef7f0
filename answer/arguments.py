"""What the other side argues of a case ("the reviewer says no improvement, no pay"), met by what is known of it.

The argument in dispute is answered before the case is judged, where a source surely answers it.
"""

from answer.codes_named import codes_named
from answer.compose import OPENING_SECTION, SURELY_ASKED, Wanted, candidates_of
from answer.decide import Decision
from answer.draft import DraftStatement
from answer.find import PASSAGES, Found
from answer.question import Question
from answer.readers import Readers
from index.document import TIERS
from rules.cite import Cite
from understand.contentions import find_contentions
from understand.vocabulary import Vocabulary
from understand.words import split_words

# Arguments that are met; who argues more is answered by the criteria.
MOST_ARGUMENTS = 2


def meet_arguments(question: Question, decision: Decision, found: Found, readers: Readers) -> list[DraftStatement]:
    """A quotation for each argument that is surely answered by one; none before an urgent sign is settled."""
    if decision.necessity is None or decision.necessity.is_urgent:
        return []
    arguments = _arguments(question.text, readers.knowledge.vocabulary)
    met = (_met(argument, question, found, readers) for argument in arguments)
    return [draft for draft in dict.fromkeys(met) if draft is not None][:MOST_ARGUMENTS]


def _arguments(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of what is argued, without who argues it."""
    words = split_words(text)
    found = find_contentions(words, vocabulary.cues.find(words), vocabulary)
    return tuple(text[words[one.said].start : words[one.last - 1].end] for one in found if one.said < one.last)


def _met(argument: str, question: Question, found: Found, readers: Readers) -> DraftStatement | None:
    """The strongest source's sentence of which people surely ask just this, but none of another payer than who pays."""
    index, vector = readers.searcher.index, readers.searcher.encode(argument)
    search = readers.searcher.search(
        argument, PASSAGES, preferred_payers=found.payers, likely=readers.documents.scores(argument, vector)
    )
    wanted = Wanted(question.kind, own_payers=found.payers, codes=codes_named(question.whole_text))
    candidates = candidates_of(search, index, readers.knowledge.sections, wanted)
    sure = [one for one in candidates if one.asked >= SURELY_ASKED and one.may_open and one.of_payers(found.payers)]
    if not sure:
        return None
    best = min(sure, key=lambda one: TIERS.index(one.tier))
    return DraftStatement(best.sentence.text, OPENING_SECTION, (Cite(best.document_id, best.sentence.text),), "quote")
