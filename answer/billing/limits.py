"""Unit limits a day, and a payer's own cap."""

import re

from answer.billing.asked import BillingQuestion
from answer.billing.said import Said
from answer.draft import OPENING
from rules.claims import check_cap, check_limits
from rules.limits import KINDS, cap_of, limits_of
from rules.wording import units_in_words

LIMIT_CUE = re.compile(
    r"\bmues?\b|medically unlikely|\bunit (?:limit|cap)|\b(?:max(?:imum)?|most|limit|cap)\b[^.?!]{0,40}\bunits?\b"
    r"|(?<!per )(?<!by the )\bunits?\b[^.?!]{0,40}"
    r"\b(?:max(?:imum)?|limit|cap(?:ped|s)?|allowed|a day|per day|in (?:a|one) day|each day)\b"
    r"|\bhow many units\b[^.?!]{0,60}\b(?:can|may|allowed|per|a day)\b|\bcaps?\b[^.?!]{0,30}\bunits?\b"
    r"|\b(?:daily|per[- ]day|per[- ]visit|same[- ]day) (?:limit|max(?:imum)?|cap)s?\b"
    r"|\b(?:max(?:imum)?|most|limit\w*|caps?|capped|(?:only|just) so many|no more than|how many)\b[^.?!]{0,30}"
    r"\b(?:codes|procedures|cpts?|timed services)\b[^.?!]{0,20}\b(?:a|per|each|one) (?:day|visit|dos|session|date)\b",
    re.IGNORECASE,
)
# Beside a count the newest line asks what a day allows: "how many of those will they pay a day".
PAID_A_DAY = re.compile(r"\b(?:a|per|each|in (?:a|one)|every) day\b|\bdaily\b", re.IGNORECASE)
LIMIT_BESIDE_UNITS = re.compile(r"\bmue\b|\blimit\b|\bcap\b", re.IGNORECASE)
# A limit of something else than units.
OF_NO_UNITS = re.compile(r"\bvisits? (?:limit|cap|max\w*)\b|\bvisits used\b|\$|\bthreshold\b|\bkx\b", re.IGNORECASE)
MEDICARES_LIMIT = re.compile(r"\bmues?\b|medically unlikely|\bmedicare\b|\bcms\b(?![- ]?1500)", re.IGNORECASE)
# Where the service is given; a stay that the patient comes from is none.
HOSPITAL = re.compile(
    r"(?<!after )(?<!after the )(?<!after a )(?<!from )(?<!from the )(?<!post )(?<!since )\bhosp(?:ital)?s?\b"
    r"(?! (?:stay|d/?c|discharge|admission|bed|follow))|\bfacility\b|\bhopds?\b|\bopd\b|\bprovider[- ]based\b",
    re.IGNORECASE,
)
HOW_KNOWN = {"primary": "has", "secondary": "is reported to have", "unverified": "has, unverified,"}


def setting_of(text: str) -> str:
    """The setting whose unit limits hold."""
    return "outpatient_hospital" if HOSPITAL.search(text) else "practitioner"


def asks_limit(asked: BillingQuestion, with_units: bool) -> bool:
    """Whether a daily limit of units is asked for: in so many words, or by the word beside units as billed."""
    if asked.services.billed and LIMIT_BESIDE_UNITS.search(asked.text) and not OF_NO_UNITS.search(asked.text):
        return True
    return bool(LIMIT_CUE.search(asked.text)) and (not with_units or _asked_beside_units(asked))


def _asked_beside_units(asked: BillingQuestion) -> bool:
    """Whether a limit is asked for where minutes are counted too."""
    daily = bool(LIMIT_CUE.search(asked.newest)) and bool(PAID_A_DAY.search(asked.newest))
    return daily or bool(LIMIT_BESIDE_UNITS.search(asked.text))


def describe_limits(said: Said, asked: BillingQuestion, with_units: bool) -> bool:
    """The caps of the payers named, what was billed above a limit, and the limits of the codes."""
    if not asks_limit(asked, with_units):
        return False
    services, tables = asked.services, asked.tables
    _say_caps(said, asked)
    others = [payer for payer in asked.payers if "medicare" not in payer.id]
    unknown = [payer for payer in others if not cap_of(payer.id, tables)]
    for payer in unknown:
        said.say(
            OPENING,
            f"No daily unit limit of {payer.in_its_role} that is in force is held here: ask that payer. "
            "Medicare's limit is not its rule.",
            tables.cite("limits_held"),
        )
    if others and len(others) == len(asked.payers) and not MEDICARES_LIMIT.search(asked.text):
        return True
    said.say_issues("Limits", check_limits(dict(services.billed or {}), tables, setting_of(asked.text)))
    for code in services.codes or tuple(services.minutes()) or ("97112",):
        _say_limits_of(said, code, asked)
    said.say(
        "Limits",
        "A unit limit is a ceiling for automatic payment and no guideline: every unit still needs necessity "
        "and minutes.",
        tables.cite("limit_meaning"),
    )
    return True


def _say_caps(said: Said, asked: BillingQuestion) -> None:
    billed = {code: units for code, units in (asked.services.billed or {}).items() if _is_timed(code, asked)}
    for payer in asked.payers:
        if cap := cap_of(payer.id, asked.tables):
            total = sum(billed.values())
            over = check_cap(payer.id, total, asked.tables)
            said.say_issues(OPENING, over)
            if billed and not over:
                counted = f"{units_in_words(total)} {'is' if total == 1 else 'are'}"
                said.say(OPENING, f"{counted} within this payer's cap of {cap.units_per_day} {cap.scope}.", cap.cites)
            said.say(
                "Limits",
                f"{payer.name} {HOW_KNOWN[cap.verified]} a cap of {cap.units_per_day} {cap.scope} (as of {cap.since}).",
                cap.cites,
            )


def _is_timed(code: str, asked: BillingQuestion) -> bool:
    return code in asked.tables.codes and asked.tables.codes[code].timed


def _say_limits_of(said: Said, code: str, asked: BillingQuestion) -> None:
    """The limits of one code, that of the setting asked about first."""
    said.used_limits = True
    effective = f"{asked.tables.limits_edition.effective:%-d %B %Y}"
    setting, limits = setting_of(asked.text), limits_of(code, asked.tables)
    for limit in sorted(limits, key=lambda limit: limit.setting != setting):
        kind = f", {KINDS[limit.kind]}" if limit.kind in KINDS else ""
        said.say(
            "Limits",
            f"Medicare's {limit.setting.replace('_', ' ')} limit for {code} is {units_in_words(limit.units)} a day "
            f"(table effective {effective}){kind}.",
            limit.cites,
        )
    if not limits:
        said.say(
            "Limits",
            f"The unit-limit table here (effective {effective}) holds no limit for {code}.",
            asked.tables.cite("limit_meaning"),
        )
