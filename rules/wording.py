"""Lists and counts in words, the same in every sentence that is computed."""

from collections.abc import Sequence


def joined(names: Sequence[str], conjunction: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; nothing of nothing."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def units_in_words(count: int) -> str:
    return "no unit" if count == 0 else "1 unit" if count == 1 else f"{count} units"


def capital(text: str) -> str:
    """The text with a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(label: str) -> str:
    """A label inside a sentence; a name with capitals of its own (Timed Up and Go, PNF) keeps its first one."""
    named = any(letter.isupper() for letter in label[1:].split(" (")[0])
    return label if named else label[:1].lower() + label[1:]
