"""A line that says nothing by itself asks the question before it again: of another payer or code, or in short.

"UHC 4 units?" and then "what about cigna" asks "Cigna 4 units?"; "so yes or no" asks for the same answer in a line
(`corpus/vocabulary/asked_again.toml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_files import read_table, well_formed
from understand.payers import Payers, names_only_payer, read_mentions, read_payer

CODE = re.compile(r"\b\d{5}\b")
# What everything is about: beside it the other code of a question is the one that changes.
SUBJECT = "97112"
# So many words ask something of their own.
ASKS_WORDS = 3
# "Soo", "nooo".
DRAWN_OUT = re.compile(r"([a-z])(?:\1{2,}|(?<=o)o\b)", re.IGNORECASE)
WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class AskedInShort:
    """Finds the lines that ask for the answer before them in short, and the question that they mean.

    `in_short`: one of these stands in such a line; `beside`: all its words are among these or within those.
    `own`: a line that asks something of its own, and does not only tell more. `after_a_sign`: a line that goes on about
    a person who has an urgent sign.
    """

    in_short: re.Pattern[str]
    beside: frozenset[str]
    own: re.Pattern[str]
    after_a_sign: re.Pattern[str]

    @classmethod
    def load(cls, corpus: Path) -> "AskedInShort":
        path = corpus / "vocabulary" / "asked_again.toml"
        with well_formed(path):
            tables = read_table(path)
            line = tables["in_short"]
            lists = (line["asks"], tables["asks"]["patterns"], tables["after_a_sign"]["patterns"])
            asks, own, after = (re.compile("|".join(patterns), re.IGNORECASE) for patterns in lists)
            return cls(asks, frozenset(line["beside"]), own, after)

    def is_asked(self, line: str) -> bool:
        """Whether the line asks for nothing but the answer before it, in short."""
        said = DRAWN_OUT.sub(r"\1", line)
        if not self.in_short.search(said):
            return False
        rest = self.in_short.sub(" ", said).lower().replace("’", "'")
        return all(word in self.beside for word in WORD.findall(rest))

    def meant(self, turns: Sequence[str], payers: Payers) -> int:
        """Which of the earlier turns, oldest first, is asked again: the last that asks, else the first.

        A payer's name alone asks what that payer says; a bare "why" asks about the answer before it.
        """
        asking = [n for n, turn in enumerate(turns) if self._asks(turn) or names_only_payer(turn, payers)]
        return asking[-1] if asking else 0

    def _asks(self, turn: str) -> bool:
        return len(turn.split()) >= ASKS_WORDS and bool(self.own.search(turn)) and not self.is_asked(turn)


def asked_again(newest_first: Sequence[str], payers: Payers) -> tuple[str, int] | None:
    """The question that is asked again, with what was named since, and how many turns lie behind it.

    None where the newest line asks something of its own, or nothing that it could ask again stands before it.
    """
    since = 0
    while since < len(newest_first) and _only_names(newest_first[since], payers):
        since += 1
    if since == 0 or since == len(newest_first):
        return None
    question = newest_first[since]
    for line in reversed(newest_first[:since]):
        put = _with_payer(question, line, payers) if names_only_payer(line, payers) else _with_code(question, line)
        if put is None:
            return None
        question = put
    return question, len(newest_first) - since - 1


def _only_names(line: str, payers: Payers) -> bool:
    return names_only_payer(line, payers) or _only_code(line, payers)


def _only_code(line: str, payers: Payers) -> bool:
    return len(CODE.findall(line)) == 1 and payers.are_beside(CODE.sub(" ", line))


def _with_payer(question: str, line: str, payers: Payers) -> str | None:
    """The question with the line's payer in place of its own, or behind it; None where it names several."""
    payer = read_payer(line, payers)
    named = [mention for mention in read_mentions(question, payers) if mention.affirmed]
    if payer is None or len(named) > 1:
        return None
    name = payers.name(payer).split(" (")[0]
    if not named:
        return f"{question.rstrip(' ?.!')}, {name}?"
    span = named[0].span
    return question[: span.start] + name + question[span.end :]


def _with_code(question: str, line: str) -> str | None:
    """The question with the line's code in place of its own; None where it is open which of several changes."""
    codes = dict.fromkeys(CODE.findall(question))
    changing = [code for code in codes if code != SUBJECT] or list(codes)
    if len(changing) != 1:
        return None
    return re.sub(rf"\b{changing[0]}\b", CODE.findall(line)[0], question)
