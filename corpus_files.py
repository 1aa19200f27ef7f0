"""Reading the corpus's tables: one way, and one wording for whatever is broken in them."""

import re
import tomllib
from pathlib import Path
from types import TracebackType
from typing import Any

from errors import CorpusError

# What a file raises that is missing, no text, no TOML, or whose rows are not those that are read.
BROKEN = (OSError, KeyError, IndexError, AttributeError, TypeError, ValueError, re.error)


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file as it stands.

    Raises:
        CorpusError: it is missing, or is no TOML in UTF-8.
    """
    with well_formed(path):
        return tomllib.loads(path.read_text(encoding="utf-8"))


class well_formed:
    """Whatever reading a file's rows raises becomes a CorpusError that names the file and what is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(problem, BROKEN):
            told = f"{problem} is missing" if isinstance(problem, KeyError) else str(problem)
            raise CorpusError(f"{self._path} cannot be read ({told}): mend the file.") from problem
