"""What a turn tells of those there, of other work or of the course: the sentence that answers it before any verdict."""

from answer.draft import OPENING, DraftStatement
from answer.knowledge import Knowledge
from answer.question import Question
from rules.conditions import Facts, evaluate
from rules.necessity import NecessityResult

TOLD = "told"
TOLD_OF_A_FOLLOW_UP = frozenset({TOLD, "beside"})
# Who was there and where: asked about by itself, whatever is judged, and whenever it is told.
SCENE = frozenset({"setting", "provider"})


def draft_told(question: Question, result: NecessityResult, knowledge: Knowledge) -> tuple[DraftStatement, ...]:
    """Of a follow-up what it adds to the case told before; of a first question only who was there."""
    before = {(finding.id, finding.apart) for finding in question.case_before.findings}
    told = [finding for finding in question.newest.findings if finding.presence != "absent"]
    new = [f for f in told if knowledge.vocabulary.category(f.id) in SCENE]
    about = frozenset({TOLD})
    if question.earlier:
        new += [f for f in told if (f.id, f.apart) not in before]
        about = TOLD_OF_A_FOLLOW_UP
    facts = Facts.from_case(question.case)
    return tuple(
        DraftStatement(view.text, OPENING, view.cites, "computed")
        for view in result.source_views
        if view.about in about and not set(new).isdisjoint(evaluate(view.when, facts).evidence)
    )


def tells_who_did_it(question: Question, knowledge: Knowledge) -> bool:
    """Whether the newest turn tells who gave the work: the verdict is then at stake."""
    return any(knowledge.vocabulary.category(finding.id) == "provider" for finding in question.newest.findings)
