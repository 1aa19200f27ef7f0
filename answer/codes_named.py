"""The billing codes that a text names, so that a sentence about others is not quoted first."""

import re

# What every text here is about names nothing.
SUBJECT = "97112"
CODE = re.compile(r"\b(?P<first>\d{5}|[A-Z]\d{4})\b(?:\s*(?:-|–|to|through|thru)\s*(?P<last>\d{1,5})\b)?")
# Two codes further apart are the ends of a family, whose other codes a text does not mean one by one.
LONGEST_RANGE = 9


def codes_named(text: str) -> frozenset[str]:
    """The codes beside 97112, those of a short range ("98940 to 98942", "98940-2") one by one."""
    return frozenset(code for match in CODE.finditer(text) for code in _of_range(match)) - {SUBJECT}


def are_other_codes(asked: frozenset[str], sentence: str, instead: bool = False) -> bool:
    """Whether a sentence names codes, and none of those that are asked.

    Args:
        instead: what those codes are is asked and nothing of 97112, which is then another code too.
    """
    if not asked:
        return False
    said = codes_named(sentence) | ({SUBJECT} if instead and SUBJECT in sentence else set())
    return bool(said) and not said & asked


def _of_range(match: re.Match[str]) -> tuple[str, ...]:
    first, last = match["first"], match["last"] or ""
    if not (last and first.isdigit()):
        return (first,)
    end = int(first[: -len(last)] + last)
    if int(first) < end <= int(first) + LONGEST_RANGE:
        return tuple(str(code) for code in range(int(first), end + 1))
    return (first, last) if len(last) == len(first) else (first,)
