"""A text read word by word: which words are names, credentials, eponyms or joined to each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guard.identifier_words import NameWords

TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
AGE_AFTER = re.compile(r"\s*,?\s*\(?\d{1,3}\s?(?:-\s?)?(?:[MFmf]\b|y\W{0,2}o\b|y/o|yo|yr|year)")
LONGEST_NAME = 4
ACRONYM = 4
"""Words of so many capitals and fewer are acronyms in a text that also has small letters."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text; `end` leaves out a possessive ending, which is no part of a name."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """The word as the census lists write it: small letters, no apostrophe."""
        return self.text.lower().replace("’", "").replace("'", "")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


class NameReader:
    """Answers questions about single words of one text and about how far a name goes on."""

    def __init__(self, text: str, words: NameWords) -> None:
        self.text = text
        self.words = words
        self.tokens = tuple(_tokens(text))
        self.at = {token.start: number for number, token in enumerate(self.tokens)}
        self.shouting = not any(len(token.text) > 2 and not token.shouted for token in self.tokens)

    def _followed_by_capital(self, number: int) -> bool:
        following = number + 1
        return following < len(self.tokens) and self._joined(number, following) and self.tokens[following].capital

    def _extend(self, number: int, sure: bool) -> int:
        """Where the name that begins at a word ends: over initials, particles and surnames."""
        end, cased = self.tokens[number].end, self.tokens[number].capital
        last = min(number + LONGEST_NAME, len(self.tokens) - 1)
        for following in range(number + 1, last + 1):
            token = self.tokens[following]
            if not self._joined(following - 1, following):
                break
            initial = len(token.text) == 1 and token.capital
            if initial or (self._particle(following) and self._surname_after_particles(following, cased)):
                end = token.end + (1 if initial and self.text[token.end : token.end + 1] == "." else 0)
            elif self._goes_on(following - 1, cased, sure):
                end = token.end
            else:
                break
        return end

    def _surname_after_particles(self, number: int, cased: bool) -> bool:
        while self._particle(number) and number + 1 < len(self.tokens) and self._joined(number, number + 1):
            number += 1
        token = self.tokens[number]
        surname = token.capital if cased else self._plain_surname(token)
        return surname and not self._particle(number) and not self._acronym(token) and not self._credential(token)

    def _goes_on(self, number: int, cased: bool, sure: bool) -> bool:
        """Whether the word after this one belongs to the name too."""
        if number + 1 >= len(self.tokens) or not self._joined(number, number + 1):
            return False
        token = self.tokens[number + 1]
        if self._credential(token) or self._acronym(token):
            return False
        if self._off(token):
            return cased and self._surname_after_all(number + 1, sure)
        if cased:
            return (token.capital and (not token.shouted or self.tokens[number].shouted)) or (
                sure and not token.capital and self._plain_surname(token)
            )
        return not token.capital and (
            self._plain_surname(token)
            or (sure and self._nowhere_written(token))
            or (token.low in self.words.common_surnames and not self.words.person_verbs.match(" " + token.low))
        )

    def _surname_after_all(self, number: int, sure: bool) -> bool:
        """Whether a surname that is also a test or a payer ends a name: "Deborah Kaiser", "Mrs. L. Tinetti"."""
        token = self.tokens[number]
        first = number - 1
        while first > 0 and len(self.tokens[first].text) == 1 and self._joined(first - 1, first):
            first -= 1
        before = self.tokens[first]
        known = self._first_name(before) and before.low not in self.words.first_names_also_words - self.words.shortened
        known = known or (sure and before.capital and (len(before.text) == 1 or before.low in self.words.eponyms))
        score_follows = re.match(r"\s*[:=]?\s*\d", self.text[token.end :])
        lists = self.words.not_names_but_surnames | (self.words.eponyms if sure else frozenset())
        named = token.capital and token.low in lists
        return known and named and not score_follows and not self._eponym(number) and not self._eponym(number - 1)

    def _plain_surname(self, token: Token) -> bool:
        return len(token.text) > 3 and token.low in self.words.surnames and not self.words.is_ordinary(token.low)

    def _nameable(self, token: Token, sure: bool) -> bool:
        if self._off(token) or self._credential(token):
            return False
        return token.capital or (sure and (self._listed(token) or self._nowhere_written(token)))

    def _joined(self, left: int, right: int) -> bool:
        """Whether only blanks, or a full stop after an initial, stand between two words."""
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        if between in ("", " ", "  "):
            return True
        cut_short = len(self.tokens[left].text) == 1 or self.tokens[left].low in self.words.shortened
        return between.strip() == "." and "\n" not in between and cut_short

    def _follower(self, number: int) -> Token | None:
        """The next word of a name, over an initial or particles."""
        for following in range(number + 1, number + LONGEST_NAME):
            if following >= len(self.tokens) or not self._joined(following - 1, following):
                return None
            if len(self.tokens[following].text) > 1 and not self._particle(following):
                return None if self._off(self.tokens[following]) else self.tokens[following]
        return None

    def _token_after(self, position: int) -> int | None:
        while position < len(self.text) and self.text[position] in " ":
            position += 1
        return self.at.get(position)

    def _past_particles(self, number: int | None) -> int | None:
        while number is not None and self._particle(number) and number + 1 < len(self.tokens):
            if not self._joined(number, number + 1) or (
                not self.tokens[number + 1].capital and not self._particle(number + 1)
            ):
                break
            number += 1
        return number

    def _first_name(self, token: Token) -> bool:
        if token.low in self.words.first_names:
            return True
        head = token.low.split("-")[0]
        joined = "-" in token.low and token.capital and head not in self.words.first_names_also_words
        return joined and head in self.words.first_names and token.low not in self.words.corpus_words

    def _listed(self, token: Token) -> bool:
        plain = not self.words.is_ordinary(token.low)
        return (token.low in self.words.surnames and plain) or self._first_name(token)

    def _off(self, token: Token) -> bool:
        return token.low in self.words.not_names

    def _unknown(self, token: Token) -> bool:
        """Whether a capital word is neither English, nor of this corpus, nor an acronym, nor ruled out."""
        plain = token.capital and len(token.text) > 2 and not self._off(token)
        plain = plain and not self._acronym(token) and not self._credential(token)
        mixed = not token.shouted and re.search(
            r"[a-z][A-Z]", re.sub(r"^(?:Mc|Mac|De|Di|La|Le|Van|Fitz)", "", token.text)
        )
        parts = re.split(r"[-'’]", token.text.lower())
        return (
            plain
            and not mixed
            and not any(
                len(part) > 2 and (part in self.words.corpus_words or self.words.is_ordinary(part)) for part in parts
            )
        )

    def _nowhere_written(self, token: Token) -> bool:
        """Whether a word in small letters is neither English nor of this corpus."""
        return (
            len(token.text) > 2 and token.low not in self.words.corpus_words and not self.words.is_ordinary(token.low)
        )

    def _acronym(self, token: Token) -> bool:
        if re.fullmatch(r"[A-Z]{2,}s", token.text):
            return True
        return token.shouted and len(token.text) <= ACRONYM and not self.shouting

    def _credential(self, token: Token) -> bool:
        return token.shouted and bool(self.words.credentials.match(self.text, token.start))

    def _eponym(self, number: int) -> bool:
        """Whether the word names a test, a disease, a law or a place: "Thomas test"."""
        following = self.tokens[number + 1 : number + 2]
        return any(token.low in self.words.eponym_followers for token in following)

    def _age_after(self, token: Token) -> bool:
        return bool(AGE_AFTER.match(self.text, token.end))

    def _verb_after(self, end: int) -> bool:
        return bool(self.words.person_verbs.match(self.text, end))

    def _particle(self, number: int) -> bool:
        return self.tokens[number].low in self.words.particles

    def _back_over_particles(self, number: int) -> int:
        while number > 0 and self._particle(number - 1) and self._joined(number - 1, number):
            number -= 1
        return self.tokens[number].start

    def _back_over_surname(self, number: int) -> int:
        """The start of a name whose surname stands first: "Chen Wei"."""
        if number and self._joined(number - 1, number) and self.tokens[number].capital:
            before = self.tokens[number - 1]
            if before.capital and self._plain_surname(before) and not self._off(before):
                return before.start
        return self.tokens[number].start

    def _ends_here(self, number: int) -> bool:
        end = self.tokens[number].end
        return bool(re.match(r"\s*(?:$|[-–;:(\n.]|[A-Z]\b|\d|,\s*\d)", self.text[end:]))

    def _opens(self, number: int) -> bool:
        before = self.text[: self.tokens[number].start].rstrip(" ")
        return not before or before[-1] in ".?!;:,\n-"


def _tokens(text: str) -> Iterator[Token]:
    for match in TOKEN.finditer(text):
        word = re.sub(r"['’]s$", "", match[0], flags=re.IGNORECASE)
        yield Token(match.start(), match.start() + len(word), word)
