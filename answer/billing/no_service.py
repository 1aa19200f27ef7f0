"""Minutes told without a service: those that do not count at all, and what is missing to count the others."""

import re

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING
from rules.cite import Cite
from rules.tables import Tables
from rules.wording import joined
from understand.services import Service

ASKS_WHETHER_COUNTED = re.compile(r"\b(?:count\w*|bill\w*|charg\w*|includ\w*|units?|minutes ok)\b", re.IGNORECASE)
ASKS = re.compile(
    r"\?|\b(?:what|why|how|who|when|where|which|is|are|can|could|do|does|should|rules?|need|appropriate|support\w*|cover\w*)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z]+")
AIDE = re.compile(r"\b(?:aides?|techs?|technicians?)\b", re.IGNORECASE)
STUDENT = re.compile(r"\bstudents?\b", re.IGNORECASE)
FEW_WORDS = 8  # more tell of something else than minutes
A_SENTENCE = 25  # more tell a case


def why_not_counted(off: Service, tables: Tables) -> tuple[Cite, ...]:
    """The sentences that time off rests on, by who was with the patient."""
    if STUDENT.search(off.span.text):
        return tables.cite("students_minutes")
    if AIDE.search(off.span.text):
        return tables.cite("aides_minutes")
    return tables.cite("excluded_time", "only_treatment_time")


def describe_no_service(said: Said, asked: BillingQuestion) -> bool:
    """ "The last 10 minutes he did alone, count those?" and "the OT session was just 8", where no service is told."""
    services = asked.services
    if services.services:
        return False
    return _say_not_counted(said, asked) or (not services.billed and _say_missing(said, asked))


def _say_not_counted(said: Said, asked: BillingQuestion) -> bool:
    offs = (*asked.services.taken_off, *asked.services.by_helpers)
    text = asked.newest or asked.text
    named = all(WORD.search(off.span.text) for off in offs)
    if not (offs and named and ASKS_WHETHER_COUNTED.search(text)) or len(WORD.findall(text)) > A_SENTENCE:
        return False
    cites = tuple(dict.fromkeys(cite for off in offs for cite in why_not_counted(off, asked.tables)))
    minutes = sum(off.minutes for off in offs)
    told = joined([f"“{off.span.text}”" for off in offs])
    words = "1 minute" if minutes == 1 else f"{minutes} minutes"
    said.say(OPENING, f"No: the {words} ({told}) are not counted, under 97112 or any other timed code.", cites)
    said.quote("Units", cites[0])
    return True


def _say_missing(said: Said, asked: BillingQuestion) -> bool:
    services, text = asked.services, asked.newest or asked.text
    minutes = services.timed_total or services.visit_minutes or sum(part.minutes for part in services.people)
    if not minutes or services.mentioned or ASKS.search(text) or len(WORD.findall(text)) > FEW_WORDS:
        return False
    said.say(
        OPENING,
        f"{minutes} minutes are told, but of no service, so no unit can be counted: tell the code, and the minutes of "
        "every other timed code of the same discipline on that day.",
        asked.tables.minute_rules["cms"].cites,
    )
    return True
