"""What the index holds for a question, and which kind of question it is by cues and meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.knowledge import Knowledge
from answer.question import Question
from answer.readers import Readers
from answer.schema import Kind
from index.encoder import Vectors
from index.search import Search
from understand.payers import name_stand_in
from understand.question_classes import QuestionClasses

# Passages asked of the index for one answer.
PASSAGES = 24
# So much of what the question before was about is carried over.
KEPT = 0.4
# So surely is it about the documents that show the examples that it asks for.
EXAMPLES = 0.6
# From here on words ask for something of their own: what was asked before is not searched with them.
PLAIN_CUE = 3.5
# Classes of example questions whose kind has another name in the answer.
KIND_OF_CLASS = {"evidence": "other", "product": "other"}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question: passages, its own vector, its kind by cues and meaning, its payers' lineage."""

    search: Search
    vector: Vectors
    kind: Kind
    payers: frozenset[str]


def find_passages(question: Question, readers: Readers) -> Found:
    knowledge = readers.knowledge
    payers = _lineage(question, knowledge)
    vector = readers.searcher.encode(question.text)
    asked = name_stand_in(question.text, question.payer, knowledge.payers)
    about = vector if asked == question.text else readers.searcher.encode(asked)
    before, searched = (
        name_stand_in(text, question.payer, knowledge.payers) for text in _searched(question, knowledge)
    )
    search = readers.searcher.search(
        searched, PASSAGES, preferred_payers=payers, by_sentence=True,
        likely=_likely(asked, about, question.earlier[-1:], readers), before=before,
    )  # fmt: skip
    return Found(search, vector, _kind(question, readers.classes, vector, knowledge), payers)


def _searched(question: Question, knowledge: Knowledge) -> tuple[str, str]:
    """What retrieval is asked: the turn before, unless the question plainly asks for something of its own, and itself.

    A disease that the person does not have is not what is looked for.
    """
    own = max(knowledge.kinds.scores(question.text).values(), default=0.0) >= PLAIN_CUE
    before, text = "" if own else " ".join(question.earlier[-1:]), question.text
    for finding in question.case.findings:
        if finding.presence == "absent" and knowledge.vocabulary.category(finding.id) == "diagnosis":
            before, text = before.replace(finding.span.text, ""), text.replace(finding.span.text, "")
    return before, text if text.strip() else question.text


def _likely(asked: str, vector: Vectors, before: Sequence[str], readers: Readers) -> Mapping[str, float]:
    """By document, how surely it is asked about: what the question before was about is likely meant still."""
    likely = readers.documents.scores(asked, vector)
    for text in before:
        for id_, score in readers.documents.scores(text, readers.searcher.encode(text)).items():
            likely[id_] = max(likely.get(id_, 0.0), KEPT * score)
    if example := readers.knowledge.sections.examples.asked(asked):
        shown = (passage for passage in readers.searcher.index.passages if example.headings & set(passage.headings))
        likely |= {passage.document_id: max(likely.get(passage.document_id, 0.0), EXAMPLES) for passage in shown}
    return likely


def _lineage(question: Question, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(name for payer in question.payers_meant for name in knowledge.payers.lineage(payer.id))


def _kind(question: Question, classes: QuestionClasses, vector: Vectors, knowledge: Knowledge) -> Kind:
    """Cues and meaning together; a follow-up without a cue of its own keeps the kind it leans on."""
    if question.earlier and not knowledge.kinds.scores(question.text):
        return question.kind
    scores = classes.scores(question.text, vector)
    inside = {KIND_OF_CLASS.get(n, n): scores[n] for n in scores if classes.outcomes[n] == "answer"}
    return knowledge.kinds.read(question.text, inside) or question.kind  # type: ignore[return-value]
