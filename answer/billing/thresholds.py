"""KX amounts by year and the review threshold."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING
from rules.limits import kx_threshold, left_below, review_threshold
from rules.tables import Threshold
from understand.used_amounts import Pool, UsedAmount, used_amounts_of

KX_CUE = re.compile(r"\bkx\b|\btherapy (?:cap|threshold)|\b(?:medicare|annual|yearly) threshold", re.IGNORECASE)
KX_AMOUNT = re.compile(
    r"\b20\d\d\b|threshold|amount|how much|dollar|\$|\bcap\b|limit|(?:this|next|last) y(?:ea)?r", re.IGNORECASE
)
# "The threshold this yr for PT and SLP", "the 2025 cap": a year's amount is asked for and no other one is meant.
THRESHOLD = re.compile(r"\bthresh?holds?\b|\bcaps?\b", re.IGNORECASE)
OF_MONEY = re.compile(
    r"\b(?:this|next|last|current|new) ?(?:y(?:ea)?r'?s?\b|threshold|amount|limit)|\bnow\b|\btoday\b|\bcurrent(?:ly)?\b"
    r"|\b20\d\d\b|\by(?:ea)?r(?:ly)?\b|\bannual|\$|\bdollars?\b|\bhow much\b"
    r"|\b(?:pt|ot|slp|speech|therapy|medicare|part b)\b",
    re.IGNORECASE,
)
OF_ANOTHER_KIND = re.compile(
    r"\b(?:pain|vibrat\w+|sens\w+|detection|perception|monofilament|jpe|position|error|degrees?"
    r"|scores?|berg|tug|cut-?offs?"
    r"|cq|co|assistants?|ptas?|10 ?(?:%|percent)|ten percent|minutes?|min|units?|falls?"
    r"|balance|audit|de minimis|proprioception|visits?|daily|(?:a|per|each|one|every) (?:day|week)|knee ?caps?)\b",
    re.IGNORECASE,
)
STILL_A_CAP = re.compile(
    r"\b(?:is|are) there (?:still )?(?:an? |any )?(?:\w+ )?caps?\b|\bstill\b.{0,20}\bcaps?\b"
    r"|\bcaps?\b.{0,25}\b(?:still|gone|exists?|ended|repealed|over)\b"
    r"|\b(?:stop|discharge|end|cut off|no more|nothing|pay cash)\w*\b.{0,60}\b(?:caps?|limit|threshold)\b"
    r"|\b(?:caps?|limit)\b.{0,60}\b(?:stop|discharge|end|cut off|no more|nothing|pay cash|no visits)\w*\b",
    re.IGNORECASE,
)
REVIEW_CUE = re.compile(r"\$\s?3,?000|\btargeted (?:medical )?review|\bmedical review threshold", re.IGNORECASE)


def describe_thresholds(said: Said, asked: BillingQuestion) -> tuple[tuple[str, ...], bool]:
    """KX amounts by year and the review threshold; years without a figure are named as missing."""
    text, tables = asked.text, asked.tables
    missing: list[str] = []
    told = _describe_used(said, asked)
    if asked.outside_medicare and not told:
        return (), False
    if told or _asks_amount(asked):
        if STILL_A_CAP.search(text):
            said.say(
                "Limits",
                "No: Medicare's yearly amount is a threshold and no cap; above it KX attests necessity.",
                tables.cite("threshold_meaning"),
            )
        for year in _years(text, asked.today):
            result = kx_threshold(year, tables)
            if result.threshold is None:
                missing.append(f"Medicare's KX threshold for {year}")
                said.say(
                    "Limits",
                    f"No source here states Medicare's KX threshold for {year}: ask the Medicare contractor.",
                    result.cites,
                )
                continue
            how = "" if result.threshold.verified == "primary" else ", as trade sites report"
            said.say(
                "Limits",
                f"Medicare's KX threshold for {year} is ${result.threshold.dollars:,} for PT and SLP together and "
                f"the same amount apart for OT{how}.",
                result.cites,
            )
            told = True
        if told:
            said.say(
                "Limits",
                "KX attests necessity above the threshold; it is no cap and no guarantee of payment.",
                tables.cite("threshold_meaning"),
            )
    if REVIEW_CUE.search(text):
        review = review_threshold(tables)
        said.say(
            "Limits",
            f"Medicare's targeted review threshold is ${review.dollars:,} for PT and SLP together and the same "
            f"apart for OT, reported fixed through {review.fixed_through}.",
            review.cites,
        )
        said.say(
            "Limits",
            "Above the review threshold claims may be chosen for medical review; it does not cap therapy.",
            tables.cite("review_meaning"),
        )
        told = True
    return (() if told else tuple(missing)), told or bool(missing)


def _describe_used(said: Said, asked: BillingQuestion) -> bool:
    """Puts what a person tells as used to the KX threshold of the year; whether anything was said."""
    text = asked.text
    named = KX_CUE.search(text) or (THRESHOLD.search(text) and OF_MONEY.search(text))
    years = _years(text, asked.today)
    if not named or len(years) != 1 or (asked.payers and not any(payer.is_medicare for payer in asked.payers)):
        return False
    threshold = kx_threshold(years[0], asked.tables).threshold
    used = used_amounts_of(text.splitlines())
    if threshold is None or not used:
        return False
    pools = {amount.pool for amount in used}
    if "OT" in pools and "" in pools:  # an amount of nobody named counts toward one of two thresholds
        return False
    cites = threshold.cites + asked.tables.cite("threshold_meaning")
    for pool in sorted(pools - {""}, reverse=True) or [""]:
        share = [amount for amount in used if amount.pool == pool or (pool and not amount.pool)]
        said.say(OPENING, _say_used(pool, share, threshold), cites)
    return True


def _say_used(pool: Pool, used: Sequence[UsedAmount], threshold: Threshold) -> str:
    amounts = [amount.dollars for amount in used]
    total, left = sum(amounts, Decimal(0)), left_below(threshold, amounts)
    added = f"{' + '.join(map(_money, amounts))} = {_money(total)}" if len(amounts) > 1 else _money(total)
    whose = f"Medicare's {_money(Decimal(threshold.dollars))} of {threshold.year}"
    if pool:
        whose += " for OT" if pool == "OT" else " for PT and SLP, which share it"
    if left > 0:
        return f"By what you tell KX is not needed yet: {added} is below {whose}; {_money(left)} is left."
    if left == 0:
        return f"By what you tell KX is not needed yet: {added} reaches {whose}; KX is for services above it."
    return (
        f"By what you tell the threshold is passed: {added} is {_money(-left)} above {whose}; services above it take "
        "KX where they are medically necessary and documented."
    )


def _money(dollars: Decimal) -> str:
    return f"${dollars:,.2f}".removesuffix(".00")


def _asks_amount(asked: BillingQuestion) -> bool:
    """Whether Medicare's yearly amount is asked for, by the name of KX or plainly as the threshold or the cap."""
    text = asked.text
    if KX_CUE.search(text):
        return KX_AMOUNT.search(text) is not None
    if any(not payer.is_medicare for payer in asked.payers):
        return False
    plain = THRESHOLD.search(text) and OF_MONEY.search(text)
    return bool(plain) and not (OF_ANOTHER_KIND.search(text) or REVIEW_CUE.search(text))


def _years(text: str, today: date) -> tuple[int, ...]:
    named = tuple(dict.fromkeys(int(year) for year in re.findall(r"\b20\d\d\b", text)))
    if named:
        return named
    if re.search(r"\bnext y(?:ea)?r\b", text, re.IGNORECASE):
        return (today.year + 1,)
    return (today.year - 1,) if re.search(r"\blast y(?:ea)?r\b", text, re.IGNORECASE) else (today.year,)
