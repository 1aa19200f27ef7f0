"""The answer in one line, where a follow-up only asks for it again: "so yes or no", "bottom line"."""

from collections.abc import Sequence
from dataclasses import replace

from answer.decide import Decision
from answer.describe_necessity import draft_necessity, draft_sign_alone
from answer.draft import OPENING, UNTITLED, DraftStatement
from answer.necessity_sentence import summarize, unseen_wording
from answer.readers import Readers

LEADS = {
    "supported": "Yes",
    "not_supported": "No",
    "depends_on_payer": "That depends",
    "insufficient_information": "Not yet",
}


def in_short(
    decision: Decision, drafts: Sequence[DraftStatement], readers: Readers
) -> tuple[Decision, list[DraftStatement]]:
    """The verdict with what it hangs on, and nothing beside it; where none was given, what opened the answer."""
    result, knowledge = decision.necessity, readers.knowledge
    if result is not None and result.is_urgent:
        return replace(decision, sign_alone=True), [draft_sign_alone(result)]
    if result is None:
        opening = [draft for draft in drafts if draft.section in UNTITLED] or list(drafts)
        return decision, opening[:1]
    summary = summarize(result, knowledge.readings, knowledge.payers)
    said = f"{LEADS[result.status]}, as described: {summary.partition(': ')[2]}"
    if result.status == "insufficient_information" and result.unseen:
        said = f"{said.removesuffix('.')}; and {unseen_wording(result, knowledge.payers)}."
    verdict = draft_necessity(result, knowledge.readings, knowledge.payers, "clinician")[0]
    draft = DraftStatement(said, OPENING, verdict.cites, "computed")
    return replace(decision, billing=None, comparison=None, warnings=(), alone=said), [draft]
