"""Prompt texts from `prompts/*.md`, with placeholders that are checked when they are loaded."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from string import Template

from errors import CorpusError

# What a model writes instead of an answer, and what the code looks for.
CANNOT_ANSWER = "CANNOT_ANSWER_FROM_PASSAGES"

PLACEHOLDERS = {
    "system": frozenset({"refusal", "sections", "most_sentences"}),
    "answer": frozenset({"question", "case", "determination", "given", "passages"}),
}


@dataclass(frozen=True, slots=True)
class Prompts:
    """The two messages to a chat model; `hash` changes with any letter of them."""

    system: Template
    answer: Template
    hash: str

    @classmethod
    def load(cls, folder: Path) -> "Prompts":
        """Reads every prompt.

        Raises:
            CorpusError: a file is missing, or a placeholder is unknown, missing or badly written.
        """
        texts = {name: _read(folder / f"{name}.md", wanted) for name, wanted in PLACEHOLDERS.items()}
        joined = "\0".join(texts[name] for name in sorted(texts))
        digest = hashlib.sha256(joined.encode()).hexdigest()
        return cls(Template(texts["system"]), Template(texts["answer"]), digest)

    def fill_system(self, sections: str, most_sentences: int) -> str:
        return self.system.substitute(refusal=CANNOT_ANSWER, sections=sections, most_sentences=most_sentences)

    def fill_answer(self, *, question: str, case: str, determination: str, given: str, passages: str) -> str:
        return self.answer.substitute(
            question=question, case=case, determination=determination, given=given, passages=passages
        )


def _read(path: Path, wanted: frozenset[str]) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as reason:
        raise CorpusError(f"The prompt {path} cannot be read: {reason}") from reason
    template = Template(text)
    if not template.is_valid():
        raise CorpusError(f"The prompt {path} has a $ that names no placeholder; write $$ for a dollar sign.")
    found = frozenset(template.get_identifiers())
    if missing := wanted - found:
        raise CorpusError(f"The prompt {path} lacks the placeholder {_named(missing)}; put it in.")
    if unknown := found - wanted:
        raise CorpusError(f"The prompt {path} has the unknown placeholder {_named(unknown)}; known: {_named(wanted)}.")
    return text


def _named(names: frozenset[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names))
