"""What the other side argues of a case ("the reviewer says no improvement, no pay"), met by what is known of it.

The argument in dispute is answered before the case is judged, where a source surely answers it; so is what the last
sentence, or a line that follows up, asks beside the verdict ("she plateaued, do i have to stop"). What a line asks
further ("and how long do i have") is answered right after what it asks first.
"""

import re

from answer.codes_named import codes_named
from answer.compose import JUST_ASKED, SURELY_ASKED, Wanted, candidates_of
from answer.decide import Decision
from answer.draft import OPENING, DraftStatement
from answer.find import PASSAGES, Found
from answer.question import Question
from answer.readers import Readers
from index.document import TIERS
from rules.cite import Cite
from understand.contentions import find_contentions
from understand.kind import SENTENCE
from understand.vocabulary import Vocabulary
from understand.words import split_words

# Arguments that are met; who argues more is answered by the criteria.
MOST_ARGUMENTS = 2
# So many words ask something by themselves, further in a line and beside a case.
ASKS_WORDS, ASKS_WORDS_BESIDE = 4, 5
# And so many mean something by themselves; fewer than so many only ask for the verdict where they name the code.
MEANS_WORDS, ASKS_MORE_WORDS = 8, 6
# Where a further question begins in a line.
FURTHER = re.compile(
    r"(?:\b(?:and|also|plus)\b|[,;?.&+])\s*(?:also )?"
    r"(?=(?:how (?:long|much|many|often|soon|late|do|can)|what|when(?= (?:is|do|must|can))|who|where|why|(?:can|may|do"
    r"|must|should|did|will) (?:i|we|she|he|they)|(?:can|do|does|must|may) (?:the|a|an|my|our)"
    r"|(?:\w+ ){1,3}(?:asks?|asking|asked|wants? to know|wonders?) (?:why|if|whether|what|how|who|when)"
    r"|is (?:it|there|that|the|an?)|ok(?:ay)? (?:to|if))\b)",
    re.IGNORECASE,
)
# Where a clause ends.
CLAUSE_END = re.compile(r"[,;:.?!\n](?=\s)\s*")


def meet_arguments(question: Question, decision: Decision, found: Found, readers: Readers) -> list[DraftStatement]:
    """A quotation for each argument that is surely answered by one; none before an urgent sign or a count."""
    if decision.necessity is None and decision.billing is not None and decision.billing.units:
        return []
    if decision.necessity is not None and decision.necessity.is_urgent:
        return []
    arguments = _arguments(question.text, readers.knowledge.vocabulary)
    met = [_met(argument, question, found, readers) for argument in arguments]
    if decision.necessity is not None or question.earlier:
        asked = _asked_of_case(question, readers)
        met += [_met(text, question, found, readers, _sure_enough(text, readers)) for text in asked]
    return [draft for draft in dict.fromkeys(met) if draft is not None][:MOST_ARGUMENTS]


def _sure_enough(text: str, readers: Readers) -> float:
    """How surely it must be asked: the fewer words, the more of them are in other questions too.

    So are those that ask for a verdict.
    """
    few = len(text.split()) < MEANS_WORDS
    return JUST_ASKED if few or _asks_verdict(text, readers) else SURELY_ASKED


def _asks_verdict(text: str, readers: Readers) -> bool:
    knowledge = readers.knowledge
    return knowledge.kinds.judges(text) and knowledge.scope.names_code.stands_in(text)


def meet_further(question: Question, found: Found, readers: Readers) -> list[DraftStatement]:
    """What surely answers a question that stands behind another one in the same line."""
    begins = [match.end() for match in FURTHER.finditer(question.text)]
    if not begins:
        return []
    last = question.text[begins[-1] :]
    if len(last.split()) < ASKS_WORDS:
        return []
    met = _met(last, question, found, readers, SURELY_ASKED)
    return [met] if met is not None else []


def _asked_of_case(question: Question, readers: Readers) -> tuple[str, ...]:
    """What is asked beside a case: its last sentence or question, or a line that follows it up.

    A bare question for the verdict ("is that 97112") is none of them.
    """
    text = question.text
    sentences = [match.group() for match in SENTENCE.finditer(text)]
    last = sentences[-1:] if len(sentences) > 1 else [text] if question.earlier else []
    if not question.earlier and (begins := [match.end() for match in FURTHER.finditer(text)]):
        short = len(text[begins[-1] :].split()) < ASKS_MORE_WORDS
        last.append(text[_clause_before(text, begins[-1]) if short else begins[-1] :])
    fewest = {asked: ASKS_MORE_WORDS if _asks_verdict(asked, readers) else ASKS_WORDS_BESIDE for asked in last}
    return tuple(asked for asked in dict.fromkeys(last) if len(asked.split()) >= fewest[asked])


def _clause_before(text: str, begin: int) -> int:
    """Where the clause begins that a short question is about: "poc lists 97530 only, can i charge it"."""
    ends = [match.end() for match in CLAUSE_END.finditer(text[:begin].rstrip(" ,;.?!"))]
    return ends[-1] if ends else 0


def _arguments(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of what is argued, without who argues it."""
    words = split_words(text)
    found = find_contentions(words, vocabulary.cues.find(words), vocabulary)
    return tuple(text[words[one.said].start : words[one.last - 1].end] for one in found if one.said < one.last)


def _met(
    argument: str, question: Question, found: Found, readers: Readers, beside: float | None = None
) -> DraftStatement | None:
    """The strongest source's sentence of which people surely ask just this, but none of another payer than who pays.

    Args:
        beside: how surely it must be asked; all that is told has to lead there too where the words mean little by
            themselves ("do i have to stop") or are asked in other words.
    """
    index, vector = readers.searcher.index, readers.searcher.encode(argument)
    search = readers.searcher.search(
        argument, PASSAGES, preferred_payers=found.payers, likely=readers.documents.scores(argument, vector)
    )
    wanted = Wanted(question.kind, own_payers=found.payers, codes=codes_named(question.whole_text))
    candidates = candidates_of(search, index, readers.knowledge.sections, wanted)
    sure = [one for one in candidates if one.may_open and one.of_payers(found.payers)]
    sure = [one for one in sure if one.asked >= (beside or SURELY_ASKED)]
    if beside is not None:
        passages = {hit.passage.passage_id for hit in found.search.hits}
        plain = len(argument.split()) >= MEANS_WORDS
        sure = [o for o in sure if o.sentence.passage_id in passages or (plain and o.asked >= JUST_ASKED)]
    if not sure:
        return None
    best = min(sure, key=lambda one: TIERS.index(one.tier))
    return DraftStatement(best.sentence.text, OPENING, (Cite(best.document_id, best.sentence.text),), "quote")
