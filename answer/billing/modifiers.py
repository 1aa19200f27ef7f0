"""The modifiers that a question names, and those that cannot stand on one line."""

import re
from collections.abc import Mapping

from answer.billing.asked import BillingQuestion
from answer.billing.assistants import say_payers_rules
from answer.billing.pairs import SAME_REGION
from answer.billing.said import Said
from rules.modifiers import SEPARATE, clashes, known_modifiers

MODIFIER_WORD = re.compile(r"\bmodifiers?\b|\bmods?\b|\bappend", re.IGNORECASE)
NAMED_59 = re.compile(r"\ba 59\b|\b59\b.{0,20}\bx[espu]\b|\bx[espu]\b.{0,12}\b59\b", re.IGNORECASE)
ONLY_WITH_WORD = frozenset({"GO", "CO", "GA", "59", "25", "95"})  # common as words or numbers otherwise


def describe_modifiers(said: Said, asked: BillingQuestion) -> bool:
    """The modifiers that the question names, and those that cannot stand on one line."""
    text, tables = asked.text, asked.tables
    names = _modifiers_named(text, tables.modifiers)
    if MODIFIER_WORD.search(text):
        roles = (name for name, role in (("CQ", r"\bptas?\b"), ("CO", r"\bc?otas?\b")) if re.search(role, text.lower()))
        names = tuple(dict.fromkeys((*names, *roles)))
    if SAME_REGION.search(text) and SEPARATE & set(names):
        said.say(
            "Modifiers",
            "No: in the region of the manipulation 97112 is not separate under Medicare's code pairs, "
            "and 59 or an X modifier does not make it so.",
            tables.cite("same_region"),
        )
    for clash in clashes(names, tables):
        said.say("Modifiers", f"No: {clash.why}.", clash.cites)
    for modifier in known_modifiers(names, tables):
        unsure = " (unverified)" if modifier.verified == "unverified" else ""
        said.say("Modifiers", f"Modifier {modifier.id} {modifier.plain}; {modifier.use}{unsure}.", modifier.cites)
    say_payers_rules(said, asked, names)
    return bool(names)


def _modifiers_named(text: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Modifiers in the text; those that are also words or numbers count only beside the word "modifier"."""
    word = bool(MODIFIER_WORD.search(text))
    names: list[str] = []
    for match in re.finditer(r"(?<![\w$])(?:-)?([A-Za-z]{2}|\d\d)(?![\w%/])", text):
        name = match[1].upper()
        if name not in known or name in names:
            continue
        upper = match[1].isupper() or match[1].isdigit()
        beside = match[0].startswith("-") and re.search(r"(?:9\d{4}|-[A-Z]{2})$", text[: match.start()])
        among = name in ("GO", "CO") and any(other in ("CQ", "CO", "GP", "GN", "KX") for other in names)
        named_59 = name == "59" and bool(NAMED_59.search(text))
        if name not in ONLY_WITH_WORD or (word and upper) or beside or among or named_59:
            names.append(name)
    return tuple(names)
