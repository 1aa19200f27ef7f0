"""Which of two codes is asked beside a case ("97112 or 97761?", "nmr or therex"): what separates them, said first."""

import re
from collections.abc import Mapping
from itertools import chain

from answer.codes_named import SUBJECT
from answer.draft import OPENING, DraftStatement
from answer.knowledge import Knowledge
from rules.tables import Code
from understand.services import read_services

# What is named stands close to the word that asks to choose.
CHOICE = re.compile(r"\s(?:or|vs\.?|versus|rather than|instead of)\s|(?<=\w)/(?=\w)", re.IGNORECASE)
NEAR_WORDS = 5
SENTENCE_END = re.compile(r"[.?!;\n](?=\s|$)")


def draft_compared(text: str, knowledge: Knowledge) -> tuple[DraftStatement, ...]:
    """What separates 97112 from each code asked beside it."""
    codes = knowledge.tables.codes
    named = codes_chosen_between(text, codes)
    return tuple(_difference(codes[code], codes[SUBJECT]) for code in named if code != SUBJECT)


def codes_chosen_between(text: str, codes: Mapping[str, Code]) -> tuple[str, ...]:
    """The codes that stand on both sides of an "or", in the order of the text; none where 97112 is none of them."""
    for choice in CHOICE.finditer(text):
        before = SENTENCE_END.split(text[: choice.start()])[-1].split()[-NEAR_WORDS:]
        after = SENTENCE_END.split(text[choice.end() :])[0].split()[:NEAR_WORDS]
        sides = [read_services(" ".join(words), codes).mentioned for words in (before, after)]
        named = tuple(dict.fromkeys(chain.from_iterable(sides)))
        if all(sides) and len(named) > 1 and SUBJECT in named:
            return named
    return ()


def _difference(other: Code, subject: Code) -> DraftStatement:
    """A sentence of a source that sets the two apart, else what each is for."""
    for cite in other.cites:
        if SUBJECT in cite.quote and not cite.quote.startswith("In the practitioner"):
            return DraftStatement(cite.quote, OPENING, (cite,), "quote")
    text = f"{other.code} is {other.plain}; {subject.code} is {subject.plain}."
    return DraftStatement(text, OPENING, (*other.cites[:1], *subject.cites[:1]), "computed")
