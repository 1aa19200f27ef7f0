"""Payers whose own text on what is asked is not held here: said first, before the rules of others."""

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING


def describe_not_held(said: Said, asked: BillingQuestion) -> bool:
    """Names each payer that the question means and that has no text here on a subject it asks about."""
    told = False
    for subject in asked.tables.subjects:
        if not subject.cue.search(asked.text):
            continue
        for payer in asked.payers:
            if (payer.meant or payer.id) in subject.payers:
                continue
            said.say(
                OPENING,
                f"No text of {payer.in_its_role} on {subject.name} is held here: ask that payer. "
                "What follows is not its rule.",
                subject.cites,
            )
            told = True
    return told
