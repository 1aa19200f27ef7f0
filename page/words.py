"""What the page calls things: one place for every label, so that code and colour never stand alone."""

from typing import NamedTuple


class Label(NamedTuple):
    """Words, a sign that reads without colour, and a colour of Streamlit's palette."""

    words: str
    sign: str
    color: str

    @property
    def text(self) -> str:
        return f"{self.sign} {self.words}"


HEADLINE = {
    "supported": Label("Supported as described", "✓", "green"),
    "not_supported": Label("Not supported as described", "✗", "red"),
    "depends_on_payer": Label("Depends on the payer", "⇄", "orange"),
    "insufficient_information": Label("Not enough information", "?", "blue"),
    "red_flag_first": Label("The red flag comes first", "!", "red"),
    "fits_not_all_said": Label("Fits what was done, not all is said", "?", "blue"),
}
FIT = {
    "supported": Label("Yes, as described", "✓", "green"),
    "not_supported": Label("No, as described", "✗", "red"),
    "insufficient_information": Label("Not enough information", "?", "blue"),
}
CRITERION = {
    "met": Label("Met", "✓", "green"),
    "not_met": Label("Not met", "✗", "red"),
    "not_documented": Label("Not documented", "○", "gray"),
}
NOTE_STATUS = {
    "present": Label("Present", "✓", "green"),
    "weak": Label("Weak", "~", "orange"),
    "missing": Label("Missing", "✗", "red"),
}
PRESENCE = {
    "present": Label("Present", "✓", "green"),
    "absent": Label("Absent", "–", "gray"),
    "uncertain": Label("Uncertain", "?", "orange"),
    "historical": Label("In the past", "↶", "violet"),
}
STANDING = {
    "current": Label("Current", "●", "green"),
    "superseded": Label("Superseded", "⊘", "orange"),
    "disputed": Label("Disputed", "!", "red"),
    "undated": Label("Undated", "–", "gray"),
}
READING = HEADLINE | STANDING  # a reading is named by its result, or by its source's standing
VERIFIED = {
    "primary": Label("Primary text seen", "✓", "green"),
    "secondary": Label("Seen in a third party's text", "~", "orange"),
    "unverified": Label("Unverified", "!", "red"),
}
TIER = {
    "law": "Law or CMS manual",
    "contractor": "Medicare contractor",
    "payer": "Payer policy",
    "association": "Professional association",
    "evidence": "Clinical evidence",
    "trade": "Trade or vendor page",
    "editorial": "Derived by this project",
    "local": "Added on this machine",
}
MINUTE_RULE = {
    "cms": "Medicare: total-time rule",
    "ama": "AMA: code-by-code midpoint rule",
}
ORIGIN = {"extractive": "Quotations and computed results, no language model", "model": "Written by a language model"}
PERSONA = {"clinician": "Clinician", "biller": "Biller", "educator": "Educator"}

TITLE = "Ask 97112"
PROMISE = "Cited, dated, checked answers about CPT 97112, neuromuscular reeducation."
DISCLAIMER = (
    "Educational only: not medical, legal or billing advice. Verify with the payer's current policy. "
    "CPT is a trademark of the American Medical Association."
)
LOADING = "Loading the guidance index…"
SEARCHING = "Reading the guidance…"


def label_of(labels: dict[str, Label], key: str) -> Label:
    """The label of `key`, or the key in words where a newer answer uses one that is not listed."""
    return labels.get(key, Label(key.replace("_", " ").capitalize(), "·", "gray"))
