"""A line that says nothing by itself asks the question before it again: of another payer or code, or in short.

"UHC 4 units?" and then "what about cigna" asks "Cigna 4 units?"; "so yes or no" asks for the same answer in a line
(`corpus/vocabulary/asked_again.toml`).
"""

import re
from collections.abc import Mapping, Sequence
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
    `to_bill`: a line that asks if what was told may be billed. `own`: one that asks something of its own, and does not
    only tell more. `after_a_sign`: a line that goes on about a person who has an urgent sign. `why`, `payer` and
    `modifier`: a line that asks nothing but the reason, what a payer makes of it, or the modifier. `plans`: what tells
    whose plan of care it is, by its modifier; `lines`: what else was told that puts a modifier on the line.
    """

    in_short: re.Pattern[str]
    beside: frozenset[str]
    to_bill: re.Pattern[str]
    own: re.Pattern[str]
    after_a_sign: re.Pattern[str]
    why: re.Pattern[str]
    payer: re.Pattern[str]
    modifier: re.Pattern[str]
    plans: Mapping[str, re.Pattern[str]]
    lines: Mapping[str, re.Pattern[str]]

    @classmethod
    def load(cls, corpus: Path) -> "AskedInShort":
        path = corpus / "vocabulary" / "asked_again.toml"
        with well_formed(path):
            tables = read_table(path)
            line = tables["in_short"]
            names = ("to_bill", "asks", "after_a_sign", "why", "payer", "modifier")
            to_bill, own, after, why, payer, modifier = (_any_of(tables[name]["patterns"]) for name in names)
            plans, lines = (
                {modifier: _any_of(patterns) for modifier, patterns in tables[name].items()}
                for name in ("plans", "lines")
            )
            beside = frozenset(line["beside"])
            return cls(_any_of(line["asks"]), beside, to_bill, own, after, why, payer, modifier, plans, lines)

    def is_asked(self, line: str) -> bool:
        """Whether the line asks for nothing but the answer before it, in short."""
        said = DRAWN_OUT.sub(r"\1", line)
        return self._says_only(self.in_short, said) or self.asks_to_bill(said)

    def asks_to_bill(self, line: str) -> bool:
        """Whether the line asks if what was told may be billed, and nothing else."""
        return self._says_only(self.to_bill, line)

    def leans(self, line: str, payers: Payers) -> bool:
        """Whether the line asks one thing of the answer before it."""
        asks = self.is_asked(line) or self.asks_why(line) or self.asks_modifier(line)
        return asks or self.asks_payer(line, payers) or bool(self.plan_told(line))

    def asks_why(self, line: str) -> bool:
        """Whether the line asks for nothing but the reason of the answer before it."""
        return self._says_only(self.why, line)

    def asks_modifier(self, line: str) -> bool:
        """Whether the line asks for nothing but the modifier of what was told."""
        return self._says_only(self.modifier, line)

    def asks_payer(self, line: str, payers: Payers) -> bool:
        """Whether the line says nothing but who pays, or asks what that changes."""
        if names_only_payer(line, payers):
            return True
        names = [mention.span.text for mention in read_mentions(line, payers) if mention.affirmed and not mention.hint]
        rest = line
        for name in names:
            rest = rest.replace(name, " ")
        return bool(names) and (self._says_only(self.payer, rest) or self._all_beside(rest))

    def plan_told(self, line: str) -> str:
        """The modifier of the plan of care that the line tells, where it tells nothing else; else empty."""
        return next((modifier for modifier, plan in self.plans.items() if self._says_only(plan, line)), "")

    def _says_only(self, asked: re.Pattern[str], line: str) -> bool:
        return bool(asked.search(line)) and self._all_beside(asked.sub(" ", line))

    def _all_beside(self, rest: str) -> bool:
        return all(word in self.beside for word in WORD.findall(rest.lower().replace("’", "'")))

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


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


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
