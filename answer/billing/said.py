"""The sentences of a computed answer, as they are said one after the other."""

from collections.abc import Iterable

from answer.draft import OPENING, DraftStatement
from rules.cite import Cite
from rules.claims import Issue


class Said:
    """The sentences said so far: none twice, each with cites."""

    def __init__(self) -> None:
        self.statements: list[DraftStatement] = []
        self.used_limits = False

    def say(self, section: str, text: str, cites: Iterable[Cite]) -> None:
        unique = tuple(dict.fromkeys(cites))
        if all(statement.text != text for statement in self.statements):
            self.statements.append(DraftStatement(text, section, unique, "computed"))

    def say_first(self, text: str, cites: Iterable[Cite]) -> None:
        """Says before all else what the answer is without."""
        self.say(OPENING, text, cites)
        self.statements.insert(0, self.statements.pop())

    def quote(self, section: str, cite: Cite) -> None:
        """Says a sentence of the corpus word for word."""
        self.statements.append(DraftStatement(cite.quote, section, (cite,), "quote"))

    def quote_first(self, section: str, cite: Cite) -> None:
        """Quotes before all else the sentence that decides what is asked."""
        self.quote(section, cite)
        self.statements.insert(0, self.statements.pop())

    def say_issues(self, section: str, issues: Iterable[Issue]) -> None:
        for issue in issues:
            self.say(section, issue.text, issue.cites)
