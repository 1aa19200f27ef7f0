"""Payers whose own text on what is asked is not held here: said first, before the rules of others."""

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING


def describe_not_held(said: Said, asked: BillingQuestion) -> bool:
    """Names each payer that the question means and that has no text here on a subject it asks about.

    A payer outside Medicare may be meant without its name ("does a commercial plan take KX").
    """
    unnamed = not asked.payers and asked.outside_medicare
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
        if unnamed:
            said.say(
                OPENING,
                f"No text of a payer outside Medicare on {subject.name} is held here: ask that payer. "
                "What follows is not its rule.",
                subject.cites,
            )
            told = True
    return told
