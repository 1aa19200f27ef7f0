"""Text without characters that are not seen, and not longer than what is read."""

import re
import unicodedata

from errors import UsageError

QUESTION_CHARACTERS = 4_000
"""A question longer than this is refused: a note goes to the note checker, a document to ingest."""

# Zero-width and joining characters, marks of writing direction, and the invisible tag alphabet.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def safe_text(text: str, limit: int | None = QUESTION_CHARACTERS) -> str:
    """Removes control, invisible and direction characters and composes letters (NFC).

    Args:
        text: what a person typed, or what was read from a file.
        limit: the most characters that are accepted; None for a document.

    Raises:
        UsageError: the text is empty, or longer than `limit`.
    """
    if limit is not None and len(text) > limit:
        raise UsageError(
            f"The question has {len(text):,} characters; at most {limit:,} are read. "
            "Shorten it, or give a note to the note checker and a document to ingest."
        )
    seen = LONE_SURROGATE.sub("", INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    clean = unicodedata.normalize("NFC", CONTROL.sub(" ", seen)).strip()
    if not clean:
        raise UsageError("The question is empty. Ask something about CPT 97112.")
    return clean
