"""Two codes for the same minutes: "e-stim while doing nmr, 20 minutes, bill both"."""

import re

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING

AT_ONCE = re.compile(
    r"\bwhile\b|\bduring\b|\bsame (?:\d+ ?)?(?:min\w*|time)\b|\bat once\b|\bsimultan\w+|\bat the same time\b",
    re.IGNORECASE,
)
BOTH = re.compile(r"\bboth\b|\beach\b|\btogether\b|\bcodes\b", re.IGNORECASE)


def describe_same_minutes(said: Said, asked: BillingQuestion) -> None:
    """Says beside the count that minutes told once are one code's, where two are asked for them."""
    services, text = asked.services, asked.newest or asked.text
    counted = {service.code for service in services.services}
    others = {code for code in services.mentioned if code not in counted}
    timed = {code for code in others if code in asked.tables.codes and asked.tables.codes[code].timed}
    if len(counted) == 1 and timed and AT_ONCE.search(text) and BOTH.search(text):
        said.quote(OPENING, asked.tables.cite("shared_minutes")[0])
