"""Sentences of the digests, changed by rule: with a "not" more or less they are withheld, cut short they pass."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from answer.support import SupportGate
from index.sentences import sentence_slices

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DENIED = {" is not ": " is ", " does not ": " does ", " are not ": " are ", " cannot ": " can ", " must not ": " must "}
PLAIN = {" is ": " is not ", " are ": " are not ", " may ": " may not ", " can ": " cannot ", " must ": " must not "}
PARTED = re.compile(r"; |, and |, while |, because |, but ")
SHORTEST = 25
FEW = 0.05


@pytest.fixture(scope="module")
def gate() -> SupportGate:
    return SupportGate.from_corpus(CORPUS)


@pytest.fixture(scope="module")
def sentences() -> list[tuple[str, str]]:
    """Every third digest's sentences, each with its section."""
    return [pair for path in sorted((CORPUS / "documents").glob("*.md"))[::3] for pair in _sentences(path)]


def _sentences(path: Path) -> Iterable[tuple[str, str]]:
    for section in re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))[1:]:
        for start, end in sentence_slices(section):
            sentence = section[start:end].strip().removeprefix("- ").strip()
            if not sentence.startswith("#") and len(sentence) > SHORTEST:
                yield sentence, section


def _turned(sentence: str) -> str:
    """The sentence with its first "not" left out, or one put in behind its only verb; empty where neither is plain."""
    if sentence.count(" not ") == 1 or " cannot " in sentence:
        return next((sentence.replace(one, other, 1) for one, other in DENIED.items() if one in sentence), "")
    if re.search(r"\b(?:not|no|never|without|neither|none|cannot)\b", sentence):
        return ""
    return next((sentence.replace(one, other) for one, other in PLAIN.items() if sentence.count(one) == 1), "")


def test_a_denial_put_in_or_left_out_is_withheld(gate: SupportGate, sentences: list[tuple[str, str]]) -> None:
    turned = [(statement, section) for sentence, section in sentences if (statement := _turned(sentence))]
    passed = [statement for statement, section in turned if gate.check(statement, [section]).verdict != "withheld"]
    assert len(passed) <= FEW * len(turned), passed


def test_the_first_part_of_a_sentence_passes(gate: SupportGate, sentences: list[tuple[str, str]]) -> None:
    cut = [(sentence[: found.start()] + ".", section) for sentence, section in sentences for found in _parts(sentence)]
    withheld = [statement for statement, section in cut if gate.check(statement, [section]).verdict == "withheld"]
    assert len(withheld) <= FEW * len(cut), withheld


def _parts(sentence: str) -> list[re.Match[str]]:
    found = PARTED.search(sentence)
    return [found] if found and found.start() > SHORTEST else []
