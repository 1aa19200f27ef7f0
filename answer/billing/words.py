"""Numbers, lines and lists in words."""

from collections.abc import Mapping, Sequence

from rules.tables import RuleId


def units_in_words(count: int) -> str:
    return "no unit" if count == 0 else "1 unit" if count == 1 else f"{count} units"


def lines_in_words(lines: Mapping[str, int]) -> str:
    return joined(tuple(f"{code} ×{units}" for code, units in lines.items() if units)) or "no line"


def joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def rule_in_short(rule: RuleId) -> str:
    return "Total time" if rule == "cms" else "Midpoint"
