"""Reads what people ask of a document: the file `<name>.asked.toml` beside it."""

import tomllib
from pathlib import Path

from errors import DocumentError
from index.document import Asked

SUFFIX = ".asked.toml"


def read_asked(document: Path, text: str) -> tuple[Asked, ...]:
    """What is asked of the document's sentences; nothing where no such file is beside it.

    Raises:
        DocumentError: the file is not of its form, or names a sentence that the document does not hold.
    """
    path = document.with_suffix(SUFFIX)
    if not path.is_file():
        return ()
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["asked"]
        asked = tuple(Asked(str(row["sentence"]), tuple(map(str, row["questions"]))) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise DocumentError(f"{path} cannot be read ({problem}): mend or remove it.") from problem
    for one in asked:
        if one.sentence not in text:
            raise DocumentError(f"{path} asks of a sentence that {document.name} does not hold: {one.sentence[:80]!r}.")
    return asked
