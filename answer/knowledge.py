"""All of the corpus that is data, loaded once: vocabularies, readings, tables, scope and sections."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from answer.compose import Sections
from answer.scope import Scope
from errors import CorpusError
from understand.kind import Kinds
from understand.payers import Payers, load_payers


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that an answer is decided by, beside the index; `fingerprint` changes with any of it."""

    kinds: Kinds
    sections: Sections
    scope: Scope
    payers: Payers
    followups: dict[str, list[str]]
    fingerprint: str

    @classmethod
    def load(cls, corpus: Path) -> "Knowledge":
        """Reads the corpus folder.

        Raises:
            CorpusError: a file is missing or broken; the text names it.
        """
        return cls(
            kinds=Kinds.load(corpus),
            sections=Sections.load(corpus),
            scope=Scope.load(corpus),
            payers=load_payers(corpus),
            followups=_load_followups(corpus),
            fingerprint=fingerprint(corpus),
        )


def fingerprint(corpus: Path) -> str:
    """sha256 over the names and bytes of every data file of the corpus."""
    digest = hashlib.sha256()
    for path in sorted(corpus.rglob("*.toml")):
        digest.update(path.relative_to(corpus).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _load_followups(corpus: Path) -> dict[str, list[str]]:
    path = corpus / "vocabulary" / "followups.toml"
    try:
        return {kind: list(questions) for kind, questions in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError) as problem:
        raise CorpusError(f"{path} cannot be read ({problem}): mend it.") from problem
