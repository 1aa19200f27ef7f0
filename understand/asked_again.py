"""A line that only names another payer or another code asks the question before it again, of that one.

"UHC 4 units?" and then "what about cigna" asks "Cigna 4 units?".
"""

import re
from collections.abc import Sequence

from understand.payers import Payers, names_only_payer, read_mentions, read_payer

CODE = re.compile(r"\b\d{5}\b")
# What everything is about: beside it the other code of a question is the one that changes.
SUBJECT = "97112"


def asked_again(newest_first: Sequence[str], payers: Payers) -> tuple[str, int] | None:
    """The question that is asked again, with what was named since, and how many turns lie behind it.

    None where the newest line asks something of its own, or nothing that it could ask again stands before it.
    """
    since = 0
    while since < len(newest_first) and _only_names(newest_first[since], payers):
        since += 1
    if since == 0 or since == len(newest_first):
        return None
    question = newest_first[since]
    for line in reversed(newest_first[:since]):
        put = _with_payer(question, line, payers) if names_only_payer(line, payers) else _with_code(question, line)
        if put is None:
            return None
        question = put
    return question, len(newest_first) - since - 1


def _only_names(line: str, payers: Payers) -> bool:
    return names_only_payer(line, payers) or _only_code(line, payers)


def _only_code(line: str, payers: Payers) -> bool:
    return len(CODE.findall(line)) == 1 and payers.are_beside(CODE.sub(" ", line))


def _with_payer(question: str, line: str, payers: Payers) -> str | None:
    """The question with the line's payer in place of its own, or behind it; None where it names several."""
    payer = read_payer(line, payers)
    named = [mention for mention in read_mentions(question, payers) if mention.affirmed]
    if payer is None or len(named) > 1:
        return None
    name = payers.name(payer).split(" (")[0]
    if not named:
        return f"{question.rstrip(' ?.!')}, {name}?"
    span = named[0].span
    return question[: span.start] + name + question[span.end :]


def _with_code(question: str, line: str) -> str | None:
    """The question with the line's code in place of its own; None where it is open which of several changes."""
    codes = dict.fromkeys(CODE.findall(question))
    changing = [code for code in codes if code != SUBJECT] or list(codes)
    if len(changing) != 1:
        return None
    return re.sub(rf"\b{changing[0]}\b", CODE.findall(line)[0], question)
