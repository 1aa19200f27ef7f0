"""Everything that can go wrong here, drawn as a tree.

A library function raises one of these; an entry point prints its text as one line and exits.
Each message says what happened, the value, and what to do.
"""


class Ask97112Error(Exception):
    """Anything that this product refuses or cannot do; the text is fit to be shown to a person."""

    exit_code = 1


class UsageError(Ask97112Error):
    """The caller asked for something that does not exist or does not fit: mend the call."""

    exit_code = 2


class CorpusError(Ask97112Error):
    """A file of the corpus (document, source, reading, table) is broken: mend the file."""


class DocumentError(Ask97112Error):
    """A file given to ingest cannot be read: skip it or mend it."""


class IndexUnusable(Ask97112Error):
    """The index is missing, locked, corrupt or made with another encoder: ingest again."""


class EncoderError(Ask97112Error):
    """The encoder's weights are missing or are not the published ones."""


class ModelError(Ask97112Error):
    """The chat model is not configured, failed or took too long; the extractive answer stands."""
