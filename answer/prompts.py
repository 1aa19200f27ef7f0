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
    "judge_system": frozenset(),
    "judge": frozenset({"evidence", "statement"}),
}
# What the writer is told: a cached answer holds as long as these do, whatever the judge is told.
WRITERS = ("answer", "system")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The two messages to a chat model that writes, and the two to one that judges.

    `hash` changes with any letter of what the writer is told.
    """

    system: Template
    answer: Template
    judge_system: str
    judge: Template
    hash: str

    @classmethod
    def load(cls, folder: Path) -> "Prompts":
        """Reads every prompt.

        Raises:
            CorpusError: a file is missing, or a placeholder is unknown, missing or badly written.
        """
        texts = {name: _read(folder / f"{name}.md", wanted) for name, wanted in PLACEHOLDERS.items()}
        digest = hashlib.sha256("\0".join(texts[name] for name in WRITERS).encode()).hexdigest()
        system, answer, judge = (Template(texts[name]) for name in ("system", "answer", "judge"))
        return cls(system, answer, texts["judge_system"], judge, digest)

    def fill_system(self, sections: str, most_sentences: int) -> str:
        return self.system.substitute(refusal=CANNOT_ANSWER, sections=sections, most_sentences=most_sentences)

    def fill_answer(self, *, question: str, case: str, determination: str, given: str, passages: str) -> str:
        return self.answer.substitute(
            question=question, case=case, determination=determination, given=given, passages=passages
        )

    def fill_judge(self, *, evidence: str, statement: str) -> str:
        return self.judge.substitute(evidence=evidence, statement=statement)


def fenced(text: str) -> str:
    """Text that is not ours, for inside a prompt's tags: no `<` of it can close one."""
    return text.replace("<", "‹").replace(">", "›")


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
