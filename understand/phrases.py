"""The small phrase language of `corpus/vocabulary`, compiled once into a tree that finds all phrases.

A phrase is words with `(a|b)`, `[optional]`, `<class>` and `~` (up to three further words of the
clause, `~1` up to one; at a phrase's end it means nothing), `#` for any number and `^WORD` for a word
that must stand in capitals. Short alternatives are written out when compiled; classes, gaps and long
alternatives stay edges of the tree, so that a large vocabulary stays small and quick.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from errors import CorpusError
from understand.words import Word, key_of, split_words

GAP_WORDS = 3
# Marks that may stand inside a phrase without being written in it: "static/dynamic", "(L) hemi".
SKIPPED_MARKS = frozenset({"-", "/", "(", ")", '"', "'", "*", "“", "”"})
LISTING = frozenset({"and", "or", "/", "&", "but"})
MOST_FORMS = 5_000
# Alternatives with at least this many bars become a class.
FOLDED_BARS = 2
# Where a tree (by identity) that begins at a word ends: a class is walked once a place.
ClassEnds = dict[tuple[int, int], set[int]]


@dataclass(slots=True)
class Node:
    words: dict[str, "Node"] = field(default_factory=dict)
    classes: dict[str, "Node"] = field(default_factory=dict)
    gaps: dict[int, "Node"] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    # By first key the classes that may begin with it, written out when the node is first asked.
    begun: "dict[str, list[tuple[PhraseTree, Node]]] | None" = None


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (exclusive) state `labels`."""

    first: int
    last: int
    labels: tuple[str, ...]

    @property
    def length(self) -> int:
        return self.last - self.first

    def overlaps(self, other: "Match") -> bool:
        return self.first < other.last and other.first < self.last


class PhraseTree:
    """All phrases of a vocabulary; `find` gives every match, overlapping ones too."""

    def __init__(self, classes: Mapping[str, "PhraseTree"] | None = None) -> None:
        self._root = Node()
        self._classes = dict(classes or {})
        self._inline: dict[str, str] = {}
        self._first_keys: frozenset[str] | None = None
        self.vocabulary: set[str] = set()

    def add(self, phrase: str, label: str) -> None:
        """Raises CorpusError for a phrase that does not parse or names an unknown class."""
        for form in expand(self._fold(phrase)):
            self._add_form(form, label, phrase)

    def _fold(self, phrase: str) -> str:
        """Puts a class edge in the place of each long alternative, except where the phrase begins."""
        folded, done, begun = "", 0, False
        for start, end in _outer_groups(phrase):
            begun = begun or bool(phrase[done:start].strip())
            inner = phrase[start + 1 : end - 1]
            alone = phrase[start - 1 : start] == " " and phrase[end : end + 1] in ("", " ", "?")
            if begun and alone and inner.count("|") >= FOLDED_BARS:
                folded += phrase[done : start + 1] + f"<{self._inline_class(inner)}>"
                done = end - 1
            begun = begun or phrase[start] == "("
        return folded + phrase[done:]

    def _inline_class(self, inner: str) -> str:
        """The name of a class that stands for the alternatives `inner`."""
        if inner not in self._inline:
            tree = PhraseTree(self._classes)
            for form in expand(f"({inner})"):
                tree._add_form(form, inner, inner)
            self._inline[inner] = f"#{len(self._inline)}"
            self._classes[self._inline[inner]] = tree
            self.vocabulary |= tree.vocabulary
        return self._inline[inner]

    def _add_form(self, form: str, label: str, phrase: str) -> None:
        self._first_keys = None
        node = self._root
        for kind, value in _edges(form):
            if kind == "class":
                if value not in self._classes:
                    raise CorpusError(f"The phrase {phrase!r} names an unknown class <{value}>.")
                node.begun = None
                node = node.classes.setdefault(value, Node())
            elif kind == "gap":
                node = node.gaps.setdefault(int(value), Node())
            else:
                self.vocabulary.add(value)
                node = node.words.setdefault(value, Node())
        if node is self._root:
            raise CorpusError(f"The phrase {phrase!r} of {label!r} may be empty: every form needs a word.")
        if label not in node.labels:
            node.labels += (label,)

    def find(self, words: Sequence[Word]) -> list[Match]:
        """The longest match of each label set from each word on."""
        ends: ClassEnds = {}
        return [match for first in range(len(words)) for match in self._find_at(words, first, ends)]

    def _find_at(self, words: Sequence[Word], first: int, class_ends: ClassEnds) -> list[Match]:
        if not self.may_begin_with(words[first]):
            return []
        ends: dict[int, tuple[str, ...]] = {}
        for last, labels in self._walk(self._root, words, first, first, class_ends):
            ends[last] = ends.get(last, ()) + tuple(label for label in labels if label not in ends.get(last, ()))
        return [Match(first, last, labels) for last, labels in ends.items()]

    def ends_at(self, words: Sequence[Word], first: int) -> set[int]:
        """Where phrases that begin at word `first` end."""
        return self._ends_at(words, first, {})

    def _ends_at(self, words: Sequence[Word], first: int, class_ends: ClassEnds) -> set[int]:
        """As `ends_at`; `class_ends` remembers where each class ends in these words."""
        if first >= len(words) or not self.may_begin_with(words[first]):
            return set()
        known = class_ends.get((id(self), first))
        if known is None:
            known = {last for last, _ in self._walk(self._root, words, first, first, class_ends)}
            class_ends[(id(self), first)] = known
        return known

    def may_begin_with(self, word: Word) -> bool:
        """Whether any phrase begins with the word: most words are dismissed here."""
        if self._first_keys is None:
            self._first_keys = self._possible_first_keys()
        return not self._first_keys.isdisjoint(word.keys)

    def _possible_first_keys(self) -> frozenset[str]:
        keys = set(self._root.words)
        for name in self._root.classes:
            keys |= self._classes[name]._possible_first_keys()
        return frozenset(keys)

    def _walk(
        self, node: Node, words: Sequence[Word], first: int, place: int, class_ends: ClassEnds
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        if node.labels and place > first:
            yield place, node.labels
        if place >= len(words):
            return
        word = words[place]
        followed = False
        for key in word.keys:
            if (child := node.words.get(key)) is not None:
                followed = True
                yield from self._walk(child, words, first, place + 1, class_ends)
        if not followed and place > first and word.key in SKIPPED_MARKS and (node.words or node.classes):
            yield from self._walk_after_mark(node, words, first, place + 1, class_ends)
        if node.classes:
            for tree, child in self._classes_from(node, word):
                for end in tree._ends_at(words, place, class_ends):
                    yield from self._walk(child, words, first, end, class_ends)
        for longest, child in node.gaps.items():
            for skipped in range(longest + 1):
                yield from self._walk(child, words, first, place + skipped, class_ends)
                if place + skipped >= len(words) or not _may_be_skipped(words[place + skipped]):
                    break

    def _classes_from(self, node: Node, word: Word) -> Iterable[tuple["PhraseTree", Node]]:
        """The class edges of a node that the word may begin."""
        if node.begun is None:
            node.begun = {}
            for name, child in node.classes.items():
                tree = self._classes[name]
                for key in tree._possible_first_keys():
                    node.begun.setdefault(key, []).append((tree, child))
        if len(word.keys) == 1:
            return node.begun.get(word.key, ())
        return {id(tree): (tree, child) for key in word.keys for tree, child in node.begun.get(key, ())}.values()

    def _walk_after_mark(
        self, node: Node, words: Sequence[Word], first: int, place: int, class_ends: ClassEnds
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """As `_walk`, but the mark itself never ends a phrase."""
        for last, labels in self._walk(node, words, first, place, class_ends):
            if last > place:
                yield last, labels


def longest_apart(matches: Iterable[Match], rank: Mapping[str, int]) -> list[Match]:
    """The longest matches that do not overlap, in order; between equals the lower rank of the label wins."""

    def order(match: Match) -> tuple[int, int, int]:
        return (-match.length, min(rank.get(label, 0) for label in match.labels), match.first)

    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=order):
        places = range(match.first, match.last)
        if taken.isdisjoint(places):
            kept.append(match)
            taken.update(places)
    return sorted(kept, key=lambda match: match.first)


def expand(phrase: str) -> list[str]:
    """Every form of a phrase with its alternatives and options written out."""
    forms, rest = _expand_sequence(phrase, 0, top=True)
    if rest != len(phrase):
        raise CorpusError(f"The phrase {phrase!r} has a bracket too many.")
    if len(forms) > MOST_FORMS:
        raise CorpusError(f"The phrase {phrase!r} has {len(forms)} forms: split it.")
    return sorted({" ".join(form.split()) for form in forms} - {""})


def _expand_sequence(phrase: str, place: int, top: bool = False) -> tuple[list[str], int]:
    alternatives: list[str] = []
    forms = [""]
    while place < len(phrase):
        character = phrase[place]
        if character in "([":
            inner, place = _expand_sequence(phrase, place + 1)
            if place >= len(phrase) or phrase[place] not in ")]":
                raise CorpusError(f"The phrase {phrase!r} has an open bracket.")
            place += 1
            optional = character == "["
            if phrase[place : place + 1] == "?":
                optional, place = True, place + 1
            inner = [*inner, ""] if optional else inner
            forms = [form + part for form in forms for part in inner]
        elif character in ")]":
            break
        elif character == "|" and not top:
            alternatives.extend(forms)
            forms, place = [""], place + 1
        else:
            forms = [form + character for form in forms]
            place += 1
    return alternatives + forms, place


def _outer_groups(phrase: str) -> Iterator[tuple[int, int]]:
    """Start and end of each bracketed group that stands in no other group."""
    depth = start = 0
    for place, character in enumerate(phrase):
        if character in "([":
            start = start if depth else place
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth == 0:
                yield start, place + 1


def _edges(form: str) -> Iterator[tuple[str, str]]:
    parts = form.split()
    while parts and parts[-1].strip("0123456789") == "~":
        parts.pop()
    for part in parts:
        if part.startswith("<") and part.endswith(">") and len(part) > 2:
            yield "class", part[1:-1]
        elif part == "~":
            yield "gap", str(GAP_WORDS)
        elif part.startswith("~") and part[1:].isdigit():
            yield "gap", part[1:]
        elif part.startswith("^"):
            yield "word", "^" + key_of(part[1:])
        else:
            for word in split_words(part):
                yield "word", word.key


def _may_be_skipped(word: Word) -> bool:
    """A gap runs over no list: "to improve balance and gait" names two purposes."""
    return word.key not in LISTING and (not word.is_mark or word.key in SKIPPED_MARKS)
