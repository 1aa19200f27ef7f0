"""Names of people in the phrasing of questions and notes, without a language model.

A name is known by what leads to it ("Mrs.", "patient", "seen by"), by the census lists of first
names and surnames, by what follows it (a verb of persons, an age, credentials), or by the order
"Last, First". Eponyms, payers, places and words of therapy are never names without a title before
them (`corpus/vocabulary/not_names.toml`).
"""

import re
from collections.abc import Iterator

from guard.found import Found
from guard.identifier_words import NameWords
from guard.name_reader import LONGEST_NAME, NameReader
from guard.small_letters import SmallLetterNames

INITIALS = re.compile(r"[A-Z]\.\s?(?:[A-Z]\.\s?)?[A-Z]\.?(?!\w)")
ANSWER_AFTER = re.compile(r"\s*(?:$|[.;:?!)\n]|,|-\s|\d|w/|s/p)")


class NameFinder(NameReader):
    """Reads one text; each method that yields is one way in which names are written."""

    def find(self) -> Iterator[tuple[int, int]]:
        """Spans of names; where two overlap the first is meant."""
        phrases = [
            (m.start(), m.end()) for p in self.words.not_name_phrases for m in re.finditer(re.escape(p), self.text)
        ]
        for start, end in self._all():
            if not any(start < other_end and end > other for other, other_end in phrases):
                yield start, end

    def _all(self) -> Iterator[tuple[int, int]]:
        yield from self._after_titles()
        yield from self._after_naming_cues()
        yield from self._last_comma_first()
        yield from self._after_person_cues()
        yield from self._before_credentials()
        yield from self._by_lists()

    def _after_titles(self) -> Iterator[tuple[int, int]]:
        for match in self.words.titles.finditer(self.text):
            number = self._past_particles(self._token_after(match.end()))
            if number is None:
                continue
            token = self.tokens[number]
            if token.capital or self._listed(token) or (token.low in self.words.not_names and len(token.text) > 6):
                yield self._back_over_particles(number), self._extend(number, sure=True)

    def _after_naming_cues(self) -> Iterator[tuple[int, int]]:
        for match in self.words.naming_cues.finditer(self.text):
            number = self._token_after(match.end())
            if number is not None and self._nameable(self.tokens[number], sure=True):
                yield self._with_last_first(number)

    def _after_person_cues(self) -> Iterator[tuple[int, int]]:
        yield from self._initials()
        for pattern, strong in ((self.words.person_cues, True), (self.words.weak_person_cues, False)):
            for match in pattern.finditer(self.text):
                number = self._past_particles(self._token_after(match.end()))
                if number is not None and self._person_here(number, strong):
                    yield self._with_last_first(number)

    def _initials(self) -> Iterator[tuple[int, int]]:
        """ "pt J.D.", "J.D. is my patient"; abbreviations with full stops are no one's."""
        cues = (self.words.person_cues, self.words.initials_before)
        starts = {match.end() for cue in cues for match in cue.finditer(self.text)}
        for match in INITIALS.finditer(self.text):
            if f"{match[0].rstrip('.')}.".replace(" ", "") in self.words.dotted:
                continue
            if match.start() in starts or self.words.initials_after.match(self.text, match.end()):
                yield match.start(), match.end()

    def _last_comma_first(self) -> Iterator[tuple[int, int]]:
        for number in range(len(self.tokens) - 1):
            last, first = self.tokens[number], self.tokens[number + 1]
            between = self.text[last.end : first.start]
            if between.strip() != "," or "\n" in between or not (last.capital and first.capital):
                continue
            after_particle = number > 0 and self._particle(number - 1) and self._joined(number - 1, number)
            if (
                (self._off(last) and not after_particle and not self._tests_namesake(number))
                or self._off(first)
                or not (self._first_name(first) or self._unknown(first))
            ):
                continue
            begins = (
                number == 0
                or not self._joined(number - 1, number)
                or not self.tokens[number - 1].capital
                or after_particle
            )
            plain_first = first.low not in self.words.first_names_also_words
            known_last = self._unknown(last) or (
                last.low in self.words.surnames
                and (not self.words.is_ordinary(last.low) or self._ends_here(number + 1))
            )
            listed = self._first_name(first) or last.low in self.words.surnames
            closed = self._ends_here(number + 1)
            if (begins and (known_last if listed else closed and known_last) and (plain_first or known_last)) or (
                begins and closed and plain_first and self._first_name(first)
            ):
                start = self._back_over_particles(number)
                yield start, self._extend(number + 1, sure=False)

    def _tests_namesake(self, number: int) -> bool:
        """Whether "Berg, Linda" opens a line or a record: a list of tests names no person."""
        last, first = self.tokens[number], self.tokens[number + 1]
        plain = self._first_name(first) and first.low not in self.words.first_names_also_words
        opens = not self.text[: last.start].rstrip() or self.text[: last.start].rstrip()[-1] in ".;:(\n"
        return last.low in self.words.eponyms and plain and opens

    def _before_credentials(self) -> Iterator[tuple[int, int]]:
        for number, token in enumerate(self.tokens):
            if not self._nameable(token, sure=False) or not token.capital:
                continue
            end = self._extend(number, sure=False)
            parts = [t for t in self.tokens[number : number + LONGEST_NAME] if t.end <= end]
            known = any(t.low in self.words.surnames or self._first_name(t) or self._unknown(t) for t in parts)
            if len(parts) > 1 and known and self.words.credentials.match(self.text, end):
                yield token.start, end

    def _by_lists(self) -> Iterator[tuple[int, int]]:
        for number, token in enumerate(self.tokens):
            if self._stranger(number) or self._ordinary_first_name(number):
                yield token.start, self._extend(number, sure=False)
            if (
                (self._off(token) and not self._named_like_a_place(number))
                or not self._first_name(token)
                or self._acronym(token)
                or self._eponym(number)
            ):
                continue
            if (token.capital and self._sure_by_lists(number)) or (
                not token.capital and self._sure_in_small_letters(number)
            ):
                yield self._back_over_surname(number), self._extend(number, sure=False)

    def _capital_of_its_own(self, number: int) -> bool:
        """Whether a word that this corpus never writes has a capital inside a sentence."""
        token = self.tokens[number]
        alone = not self._followed_by_capital(number) and not self._opens(number)
        return alone and not token.shouted and len(token.text) > 2 and token.low not in self.words.corpus_words

    def _stranger(self, number: int) -> bool:
        """Whether a capital word that neither list nor dictionary knows is a person by what follows it."""
        token = self.tokens[number]
        if not self._unknown(token) or self._eponym(number) or self.shouting:
            return False
        if self._age_after(token) or self._verb_after(token.end):
            return True
        follower = self._follower(number)
        if follower is None or not follower.capital or self._acronym(follower):
            return False
        surname = follower.low in self.words.surnames or self._unknown(follower) or self._verb_after(follower.end)
        followed = self._verb_after(follower.end) or self._age_after(follower)
        both_known = follower.low in self.words.surnames and not self.words.is_ordinary(follower.low)
        return surname and (followed or both_known)

    def _ordinary_first_name(self, number: int) -> bool:
        """Whether a sentence opens with a word and a surname that does as a person does: "Comfort Olawale walks"."""
        token, follower = self.tokens[number], self._follower(number)
        if self._off(token) or not token.capital or not self._opens(number) or follower is None or not follower.capital:
            return False
        plain = follower.low in self.words.surnames and not self.words.is_ordinary(follower.low)
        surname = self._unknown(follower) or (plain and follower.low not in self.words.corpus_words)
        return surname and not self._acronym(token) and not self._acronym(follower) and self._verb_after(follower.end)

    def _named_like_a_place(self, number: int) -> bool:
        """Whether a first name that is a place's too has a surname after it: "Virginia Vera"."""
        token, follower = self.tokens[number], self._follower(number)
        if not token.capital or token.low not in self.words.not_names_but_surnames or follower is None:
            return False
        plain = follower.low in self.words.surnames and not self.words.is_ordinary(follower.low)
        return self._first_name(token) and follower.capital and plain

    def _word_with_surname(self, number: int) -> bool:
        """Whether a word of therapy is a first name, by surname and verb: "my client Tandem Wells sways"."""
        token, follower = self.tokens[number], self._follower(number)
        if follower is None or not (token.capital and follower.capital) or token.shouted or follower.shouted:
            return False
        if not (self._off(token) or self.words.is_ordinary(token.low)) or self._eponym(number):
            return False
        verb = self._verb_after(follower.end) or bool(self.words.weak_person_verbs.match(self.text, follower.end))
        plain = follower.low in self.words.surnames and not self.words.is_ordinary(follower.low)
        closed = self.text[follower.end : follower.end + 1] in (",", ";", ".")
        common = follower.low in self.words.common_surnames and (verb or closed or self._age_after(follower))
        return (plain and follower.low not in self.words.corpus_words) or common

    def _sure_by_lists(self, number: int) -> bool:
        """Whether a first name with a capital is a person's here, by the word after it or by itself."""
        token, follower = self.tokens[number], self._follower(number)
        plain = token.low not in self.words.first_names_also_words
        if follower is not None and follower.capital:
            surname = follower.low in self.words.surnames or self._unknown(follower)
            shown = self._age_after(follower) or (self._opens(number) and self._verb_after(follower.end))
            if surname and (plain or shown or not self.words.is_ordinary(follower.low)):
                return True
        if self._age_after(token):
            return True
        verb = self._verb_after(token.end)
        return (verb or not self.shouting) if plain else (verb and not token.shouted)

    def _sure_in_small_letters(self, number: int) -> bool:
        token = self.tokens[number]
        if token.low in self.words.first_names_also_words or len(token.text) < 3:
            return False
        verb = self._verb_after(token.end) or bool(self.words.weak_person_verbs.match(self.text, token.end))
        return self._age_after(token) or (verb and (self._opens(number) or not self.words.is_ordinary(token.low)))

    def _person_here(self, number: int, strong: bool) -> bool:
        """Whether the word after a cue such as "patient" or "seen by" is somebody's name."""
        token, words = self.tokens[number], self.words
        if strong and self._word_with_surname(number):
            return True
        if (
            (self._off(token) and not self._named_like_a_place(number))
            or self._eponym(number)
            or (self._acronym(token) and not self.shouting)
        ):
            return False
        follower = self._follower(number)
        pair = follower is not None and (follower.low in words.surnames or self._unknown(follower))
        if self._first_name(token):
            if token.low not in words.first_names_also_words:
                return token.capital or len(token.text) > 2
            closed = bool(ANSWER_AFTER.match(self.text, token.end)) or self._verb_after(token.end)
            alone = not self._followed_by_capital(number) and len(token.text) > 2 and not self._opens(number)
            return token.capital and (
                (pair and follower is not None and follower.capital) or (strong and closed) or alone
            )
        if not token.capital:
            shown = len(token.text) > 3 and self._verb_after(token.end) and not self.text[token.end :].startswith(" w/")
            return strong and self._nowhere_written(token) and shown
        known = not words.is_ordinary(token.low) and (token.low in words.surnames or self._unknown(token))
        in_pair = pair and follower is not None and follower.capital and not words.is_ordinary(follower.low)
        foreign = follower is not None and follower.capital and not words.is_ordinary(token.low)
        if strong or self._unknown(token):
            common = strong and token.low in words.common_surnames and self._verb_after(token.end)
            return known or bool(in_pair) or common or self._capital_of_its_own(number)
        return known and bool(foreign)

    def _with_last_first(self, number: int) -> tuple[int, int]:
        """The name at a word, read on over "Last, First" where a first name follows the comma."""
        start, end = self._back_over_particles(number), self._extend(number, sure=True)
        after = self._token_after(end + 2) if self.text[end : end + 2] == ", " else None
        if after is not None and self.tokens[after].capital and self._first_name(self.tokens[after]):
            end = self._extend(after, sure=False)
        return start, end


def find_names(text: str, words: NameWords) -> Iterator[Found]:
    """Yields names of people; titles and possessive endings stay outside the span."""
    for finder in (SmallLetterNames, NameFinder):
        for start, end in finder(text, words).find():
            yield Found("name", start, end)
