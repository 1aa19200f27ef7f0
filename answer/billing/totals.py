"""Units as billed against one total of minutes, where the minutes of each code are not told."""

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.billing.unit_chart import minutes_of
from answer.billing.words import lines_in_words
from rules.wording import units_in_words


def describe_total(said: Said, asked: BillingQuestion) -> bool:
    """Medicare's count of the timed total against the units billed; what is missing where only the visit is told."""
    services, tables = asked.services, asked.tables
    if services.services or not services.billed or not set(services.mentioned) <= set(services.billed):
        return False
    billed = {c: n for c, n in services.billed.items() if c not in tables.codes or tables.codes[c].timed}
    rule = tables.minute_rules["cms"]
    units, lines, timed = sum(billed.values()), lines_in_words(billed), services.timed_total
    if not units or not (timed or services.visit_minutes):
        return False
    if timed:
        count = rule.units(timed)
        verdict = (
            "which agrees"
            if count == units
            else f"which is {units_in_words(units - count)} too many, if those are all the timed minutes"
            if units > count
            else f"which is {units_in_words(count - units)} fewer"
        )
        verb = "is" if units == 1 else "are"
        said.say(
            "Units",
            f"Under {rule.name}, {timed} timed minutes are {units_in_words(count)}; {lines} as billed {verb} "
            f"{units_in_words(units)}, {verdict}.",
            rule.cites,
        )
    else:
        first, last = minutes_of(units, rule)
        visit = services.visit_minutes or 0
        holds = (
            f"the total of {visit} minutes may hold untimed minutes, and the timed total is not told"
            if visit >= first
            else f"a total of {visit} minutes cannot hold them"
        )
        said.say(
            "Units",
            f"{lines} as billed, {units_in_words(units)} in all, need {first} to {last} timed minutes under "
            f"{rule.name}; {holds}.",
            rule.cites,
        )
    said.say(
        "Units",
        "The minutes of each code are not told, so neither its share of the units nor the midpoint rule, which counts "
        "each code by itself, can be checked.",
        tables.cite("rules_differ"),
    )
    return True
