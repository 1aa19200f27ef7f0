"""A payer said no to the case, and why is asked: what is not known of its wording, and where a denial says why."""

from answer.draft import OPENING, DraftStatement
from answer.knowledge import Knowledge
from answer.question import Question
from rules.necessity import NecessityResult
from rules.wording import joined


def draft_denied(question: Question, result: NecessityResult, knowledge: Knowledge) -> tuple[DraftStatement, ...]:
    """Nothing where the newest line asks no such thing, or tells the denial's own code."""
    tables = knowledge.tables
    if not tables.denied_why.search(question.text):
        return ()
    unseen = [knowledge.payers.name(payer) for payer in result.payers if payer in result.unseen]
    drafts = []
    if unseen:
        says, its = ("says", "its") if len(unseen) == 1 else ("say", "their")
        drafts.append(
            DraftStatement(
                f"Why {joined(unseen)} {says} no is not known here: {its} present wording on 97112 was not seen, so "
                "ask for the text that the denial rests on.",
                OPENING,
                tables.cite("look_for_reading"),
                "computed",
            )
        )
    drafts.append(
        DraftStatement(
            "Read the denial first: its reason code (CARC) says why, its remark code (RARC) adds detail, and the "
            "policy that it points to is compared with the record as it stands.",
            OPENING,
            tables.cite("denial_codes", "compare_with_record"),
            "computed",
        )
    )
    return tuple(drafts)
