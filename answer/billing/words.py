"""Lines and rules in words."""

from collections.abc import Mapping

from rules.tables import RuleId
from rules.wording import joined


def lines_in_words(lines: Mapping[str, int]) -> str:
    return joined(tuple(f"{code} ×{units}" for code, units in lines.items() if units)) or "no line"


def rule_in_short(rule: RuleId) -> str:
    return "Total time" if rule == "cms" else "Midpoint"
