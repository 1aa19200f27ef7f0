"""Minutes that a number of units needs, and the table of minutes and units."""

import re

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from rules.tables import MinuteRule, RuleId
from rules.wording import units_in_words
from understand.number_words import UP_TO_NINETEEN

CHART_UNITS = 8
CHART_CUE = re.compile(
    r"\b(?:minute|unit|time)s?\s+(?:chart|table|intervals?|breakdown|grid)\b"
    r"|\bhow many minutes\b[^.?!]{0,60}\bunits?\b"
    r"|\bminutes\b[^.?!]{0,30}\b(?:for|per|make|equal)\b[^.?!]{0,20}\bunits?\b",
    re.IGNORECASE,
)
CHART_FOR = re.compile(r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight)\s+units?\b", re.IGNORECASE)


def asks_for_chart(asked: BillingQuestion) -> bool:
    """Whether minutes are asked for, rather than told to be counted."""
    told = asked.services.services and not asked.services.assumed_code
    return not told and bool(CHART_CUE.search(asked.text))


def describe_chart(said: Said, asked: BillingQuestion, rules: tuple[RuleId, ...]) -> None:
    """The minutes of the number of units asked about, then the table."""
    rule = asked.tables.minute_rules[rules[0]]
    unit_of = "all timed codes together" if rule.pooled else "one code"
    cites = rule.cites + (asked.tables.cite("table_continues") if rule.pooled else ())
    if match := CHART_FOR.search(asked.text):
        count = UP_TO_NINETEEN.get(match[1].lower()) or int(match[1])
        if count:
            first, last = minutes_of(count, rule)
            verb = "needs" if count == 1 else "need"
            said.say(
                "Units",
                f"Under {rule.name}, {units_in_words(count)} {verb} {first} to {last} minutes of {unit_of}.",
                cites,
            )
    rows = "; ".join("{}-{} min = {}".format(*minutes_of(n, rule), n) for n in range(1, CHART_UNITS + 1))
    said.say(
        "Units",
        f"Under {rule.name}, minutes of {unit_of} give these units: {rows}; each further {rule.step} minutes add one.",
        cites,
    )


def minutes_of(count: int, rule: MinuteRule) -> tuple[int, int]:
    """Fewest and most minutes of a number of units."""
    first = rule.first_minute + (count - 1) * rule.step
    return first, first + rule.step - 1
