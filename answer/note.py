"""A pasted note, checked: identifiers masked first, then what it holds and lacks."""

from dataclasses import dataclass

from answer.describe_note import NoteDescription, describe_note
from answer.schema import Notice
from errors import UsageError
from guard.identifier_words import IdentifierWords
from guard.identifiers import mask_identifiers
from guard.safe_text import safe_text
from rules.note_elements import NoteRules
from rules.notes import check_note, refuses_writing
from rules.tables import Tables

# Ten visits of a page each; more is a record, and is checked in parts.
LONGEST_NOTE = 20_000


@dataclass(frozen=True, slots=True)
class CheckedNote:
    """A note after checking: `text` is the masked note, whose slices the description quotes."""

    text: str
    notices: tuple[Notice, ...]
    description: NoteDescription


def check_pasted_note(text: str, words: IdentifierWords, rules: NoteRules, tables: Tables) -> CheckedNote:
    """Checks one or more visits' notes; nothing of them is kept.

    Raises:
        UsageError: the note is empty or longer than `LONGEST_NOTE`.
    """
    if not text.strip():
        raise UsageError("The note is empty: give the text of one or more visits.")
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"The note has {len(text):,} characters; the most is {LONGEST_NOTE:,}: check it in parts.")
    masked = mask_identifiers(safe_text(text, None), words)
    notices = [Notice(code="identifiers_masked", message=masked.notice)] if masked.notice else []
    refusal = refuses_writing(masked.text, rules)
    if refusal is not None:
        notices.append(Notice(code="writing_refused", message=refusal.text))
    return CheckedNote(masked.text, tuple(notices), describe_note(check_note(masked.text, rules, tables)))
