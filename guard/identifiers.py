"""Masks what identifies a person, before anything is stored, logged, embedded or sent.

The privacy rule's safe-harbor kinds are found by labels, shapes, check digits and the phrasing of
clinics; codes, scores, minutes, degrees, durations, ages up to 89 and the dates of rules stay.
`docs/decisions/0160-identifiers-without-a-model.md` says why no language model does this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guard.addresses import find_addresses
from guard.dates import find_dates
from guard.found import Found, claim_spans
from guard.identifier_words import IdentifierWords
from guard.names import find_names
from guard.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose identifiers are placeholders; the identifiers themselves are kept nowhere.

    Attributes:
        text: the text with "[name]", "[date of birth]" and the like.
        found: kind and place of each identifier in the original text.
        notice: a sentence for the reader of what was masked and why; empty when nothing was.
    """

    text: str
    found: tuple[Found, ...] = ()
    notice: str = ""


def mask_identifiers(text: str, words: IdentifierWords) -> Masked:
    """Masks every identifier of a question, a note or an upload."""
    return _masked(text, claim_spans(_find_all(text, words)), words)


def _find_all(text: str, words: IdentifierWords) -> Iterator[Found]:
    yield from find_numbers(text, words)
    yield from find_dates(text, words.dates)
    yield from find_addresses(text, words.addresses)
    yield from find_names(text, words.names)


def _masked(text: str, found: tuple[Found, ...], words: IdentifierWords) -> Masked:
    parts, position = [], 0
    for one in found:
        parts += [text[position : one.start], _placeholder(one, words)]
        position = one.end
    return Masked(text="".join(parts) + text[position:], found=found, notice=_notice(found))


def _placeholder(one: Found, words: IdentifierWords) -> str:
    placeholder = words.placeholders[one.kind]
    return placeholder.replace("]", f", {one.year}]") if one.year else placeholder


def _notice(found: tuple[Found, ...]) -> str:
    if not found:
        return ""
    kinds = list(dict.fromkeys("age over 89" if one.kind == "age" else one.kind for one in found))
    listed = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " and " + kinds[-1]
    return (
        f"Masked before anything was stored or sent, because it can identify a person: {listed}. "
        "The answer does not need it; please leave identifiers out."
    )
