"""What a question tells of the visit as a whole: wrong rules taken for granted, other patients, shared minutes."""

import re

from understand.services.words import alternatives, any_of

PREMISES = {name: re.compile(any_of("premises", name)) for name in alternatives("premises")}
# "Both were with the patient" is of two clinicians, "both patients" and "with another patient" of two patients.
CONCURRENT, GROUP, OVERLAP = (re.compile(any_of("visit", name)) for name in ("concurrent", "group", "overlap"))


def read_premises(plain: str) -> tuple[str, ...]:
    """The wrong or doubtful rules that the question takes for granted."""
    return tuple(name for name, pattern in PREMISES.items() if pattern.search(plain))
