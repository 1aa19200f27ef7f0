"""Names of people that are typed in small letters, as most questions are.

Without a capital a name is known by the lists, or by being no word at all (neither English, nor written anywhere in
this corpus, nor one slip of a key away from a word of it), and always by what stands before or after it.
"""

import re
import string
from collections.abc import Iterator

from guard.identifier_words import NameWords
from guard.name_reader import NameReader, Token

CLOSED = re.compile(
    r"\s*(?:$|[.,;:?!)\n]|-\s|\d|(?:today|yesterday|tonight|tomorrow|this (?:morning|afternoon|week))\b|x ?\d|w/|s/p)"
)
BILLED = re.compile(r"\s+(?:today|yesterday|this (?:morning|afternoon|week)|\d{1,3} ?min|9\d{4})\b")
FOR = re.compile(r"\bfor\s+", re.IGNORECASE)
SHORTEST_FIRST = 3
SHORTEST_NAME = 4
SHORTEST_AFTER_FOR = 5
"""After "for" a shorter unknown word is as often an abbreviation."""


class SmallLetterNames(NameReader):
    """Reads one text; each method that yields is one way in which names are typed without a capital."""

    def __init__(self, text: str, words: NameWords) -> None:
        super().__init__(text, words)
        self.judged: dict[str, bool] = {}

    def find(self) -> Iterator[tuple[int, int]]:
        """Spans of names; where two overlap the first is meant."""
        yield from self._after_titles()
        yield from self._last_comma_first()
        yield from self._first_and_last()
        yield from self._unknown_after_cues()

    def _after_titles(self) -> Iterator[tuple[int, int]]:
        """ "dr patel", "mrs okafor": a surname, English word or not, that this corpus does not write."""
        for match in self.words.titles.finditer(self.text):
            number = self._token_after(match.end())
            if number is not None and (self._surname(self.tokens[number]) or self._no_word(self.tokens[number])):
                yield self.tokens[number].start, self._extend(number, sure=True)

    def _last_comma_first(self) -> Iterator[tuple[int, int]]:
        """ "kowalczyk, stanislaw" where a line opens: neither is a word, and a list knows one."""
        for number in range(len(self.tokens) - 1):
            last, first = self.tokens[number], self.tokens[number + 1]
            listed = self._first_name(first) or last.low in self.words.surnames
            stranger = self._nowhere_written(last) and self._nowhere_written(first) and not self._off(last)
            small = not last.capital and not first.capital
            if self.text[last.end : first.start] == ", " and small and listed and stranger and self._opens(number):
                yield last.start, first.end

    def _first_and_last(self) -> Iterator[tuple[int, int]]:
        for number, first in enumerate(self.tokens):
            if first.capital or len(first.text) < SHORTEST_FIRST or not self._may_be_first(first):
                continue
            after = self._surname_place(number)
            if after is None or self.tokens[after].capital:
                continue
            last = self.tokens[after]
            shown = self._age_after(last) or self._verb_after(last.end)
            shown = shown or bool(self.words.weak_person_verbs.match(self.text, last.end))
            if self._known_pair(first, last, shown) and (shown or CLOSED.match(self.text, last.end)):
                yield first.start, last.end

    def _may_be_first(self, token: Token) -> bool:
        return token.low in self.words.first_names or token.low not in self.words.vocabulary_words

    def _surname_place(self, number: int) -> int | None:
        """Where the surname of a first name would stand: next, or after an initial or a second first name."""
        for following in (number + 1, number + 2):
            if following >= len(self.tokens) or not self._joined(following - 1, following):
                return None
            token = self.tokens[following]
            between = following == number + 1 and following + 1 < len(self.tokens)
            if between and (len(token.text) == 1 or (self._first_name(token) and self._both_first(number))):
                continue
            return following
        return None

    def _both_first(self, number: int) -> bool:
        """Whether two first names and a common surname stand in a row: "sue ann miller"."""
        last = self.tokens[number + 2 : number + 3]
        named = bool(last) and self._joined(number + 1, number + 2) and last[0].low in self.words.common_surnames
        return named and self._first_name(self.tokens[number])

    def _known_pair(self, first: Token, last: Token, shown: bool) -> bool:
        given = self._first_name(first) and not self._off(first)
        plain = given and first.low not in self.words.first_names_also_words
        common = last.low in self.words.common_surnames and last.low not in self.words.corpus_words
        if plain:
            place = shown and last.low in self.words.not_names_but_surnames
            return place or common or self._surname(last) or self._no_word(last)
        if given:
            return shown and common
        stranger = self._no_word(first) and (self._no_word(last) or self._rare_surname(last))
        return stranger and shown

    def _unknown_after_cues(self) -> Iterator[tuple[int, int]]:
        """ "pt kwame 97112", "for tomasz today": no word at all, and nothing of a treatment follows it."""
        for match in self.words.person_cues.finditer(self.text):
            number = self._token_after(match.end())
            if number is not None and self._no_word(self.tokens[number]) and self._closed(number):
                yield self.tokens[number].start, self._extend(number, sure=True)
        for match in FOR.finditer(self.text):
            number = self._token_after(match.end())
            if number is None or len(self.tokens[number].text) < SHORTEST_AFTER_FOR:
                continue
            end = self._extend(number, sure=True)
            if self._no_word(self.tokens[number]) and BILLED.match(self.text, end):
                yield self.tokens[number].start, end

    def _closed(self, number: int) -> bool:
        end = self._extend(number, sure=True)
        after_initial = re.match(r" [a-z]\.(?=\s|$)", self.text[end:])
        return bool(after_initial or CLOSED.match(self.text, end))

    def _surname(self, token: Token) -> bool:
        """Whether a word is a surname first of all, though a large dictionary may hold it too."""
        known = token.low in self.words.surnames and token.low not in self.words.corpus_words
        verb = self.words.person_verbs.match(" " + token.low) or self.words.weak_person_verbs.match(" " + token.low)
        return known and not token.capital and len(token.text) > 2 and not self._off(token) and not verb

    def _rare_surname(self, token: Token) -> bool:
        return self._surname(token) and not self.words.is_ordinary(token.low)

    def _no_word(self, token: Token) -> bool:
        """Whether a word is neither English nor written here, nor a slip away from what is written here."""
        if token.capital or len(token.text) < SHORTEST_NAME or not re.search("[aeiouy]", token.low):
            return False
        if token.low not in self.judged:
            known = token.low in self.words.vocabulary_words or not self._nowhere_written(token) or self._off(token)
            self.judged[token.low] = not known and not any(s in self.words.vocabulary_words for s in _slips(token.low))
        return self.judged[token.low]


def _slips(word: str) -> Iterator[str]:
    """A word with one letter left out, doubled up, mistaken or changed about with its neighbour."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in string.ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
