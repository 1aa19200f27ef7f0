"""Identifiers in the name of an uploaded file, where words are joined by other signs than blanks."""

import re
from collections.abc import Iterator

from guard.found import Found
from guard.identifier_words import IdentifierWords, NameWords
from guard.numbers import find_numbers

ENDING = re.compile(r"\.\w{1,5}$")
PART = re.compile(r"[A-Z]?[a-z]+(?:['’][a-z]+)?|[A-Z]+(?![a-z])|\d+")
DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])|\d{1,2}[-_.]\d{1,2}[-_.](?:19|20)?\d\d|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d)(?!\d)"
)
CARE = re.compile(
    r"(?:^|[\W_])(?:note|notes|eval|pt|patient|soap|daily|visit|progress|discharge|dc|dob|dos|chart|intake|record|mrn|poc)(?:$|[\W_])",
    re.IGNORECASE,
)
RECORD_NUMBER = re.compile(r"(?<=mrn)[-_ #]*(?P<value>\d{4,})|(?<![\d])(?P<bare>\d{6,})(?![\d])", re.IGNORECASE)


def find_in_file_name(name: str, words: IdentifierWords) -> Iterator[Found]:
    """Yields identifiers of a file name; a policy's name and date are not a person's."""
    stem = ENDING.sub("", name)
    spaced = re.sub(r"[_+]", " ", stem)
    people = list(_people(stem, words.names))
    if people or CARE.search(stem):
        for match in DATE.finditer(stem):
            yield Found("date of service", match.start(), match.end())
    yield from (one for one in find_numbers(spaced, words) if one.kind != "photo reference")
    for match in RECORD_NUMBER.finditer(stem):
        group = str(match.lastgroup)
        yield Found("medical record number", match.start(group), match.end(group))
    yield from people


def _people(stem: str, words: NameWords) -> Iterator[Found]:
    """First names and plain surnames, with the initials and surnames that touch them."""
    parts = list(PART.finditer(stem))
    named = [_is_name(part[0], words) for part in parts]
    for number, part in enumerate(parts):
        beside = any(0 <= n < len(parts) and named[n] for n in (number - 1, number + 1))
        initial = _is_initial(parts, number)
        word = part[0].lower()
        touching = beside and (initial or (word in words.surnames and word not in words.not_names and len(word) > 2))
        common = word in words.common_surnames and any(_is_initial(parts, n) for n in (number - 1, number + 1))
        beside_common = initial and any(
            0 <= n < len(parts) and parts[n][0].lower() in words.common_surnames for n in (number - 1, number + 1)
        )
        if named[number] or touching or common or beside_common:
            yield Found("name", part.start(), part.end())


def _is_initial(parts: list[re.Match[str]], number: int) -> bool:
    return 0 <= number < len(parts) and len(parts[number][0]) == 1 and parts[number][0].isalpha()


def _is_name(part: str, words: NameWords) -> bool:
    word = part.lower()
    if len(word) < 3 or word in words.not_names or (part.isupper() and len(part) <= 4):
        return False
    first = word in words.first_names and word not in words.first_names_also_words
    return first or (word in words.surnames and not words.is_ordinary(word))
