"""KX amounts by year and the review threshold."""

import re
from datetime import date

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from rules.limits import kx_threshold, review_threshold

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
    told = False
    if _asks_amount(asked):
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
