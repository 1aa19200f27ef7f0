"""What a clause says that no phrase of the vocabulary explains, read by its likeness to example clauses."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_files import read_table, well_formed
from understand.case import Finding, Span
from understand.clause_boundaries import split_clauses
from understand.clause_context import ClauseContext, ReadCases
from understand.example_classes import ExampleClasses, Examples, Rows
from understand.vocabulary import Vocabulary
from understand.word_classes import WordClasses
from understand.words import split_words

# A clause that says nothing of a patient.
NOTHING = "nothing"
# What a clinician did: a clause on the course of a case, or on somebody else's work, tells nothing of it.
CLINICIANS_WORK = frozenset({"intervention", "skill", "purpose"})
# What a clause that tells the course, or who was there, says nothing more of.
EXPLAINS_WORK = frozenset({"progress", "provider", "setting"})


@dataclass(frozen=True, slots=True)
class ClauseExamples:
    """Example clauses with the category that each is taught for, and its finding.

    Attributes:
        examples: texts with the category of each as its class.
        ids: the finding id of each text, in the same order.
    """

    examples: Examples
    ids: tuple[str, ...]

    @classmethod
    def load(cls, corpus: Path, vocabulary: Vocabulary) -> "ClauseExamples":
        """Reads `vocabulary/clauses_*.toml`; a CorpusError names what is wrong in them."""
        taught: dict[str, str] = {}
        for path in sorted((corpus / "vocabulary").glob("clauses_*.toml")):
            with well_formed(path):
                tables = read_table(path)
                for id, table in tables.items():
                    if id != NOTHING and id not in vocabulary.terms:
                        raise ValueError(f"no finding has the id {id}")
                    for text in table["examples"]:
                        taught.setdefault(str(text), id)
        ids = tuple(taught.values())
        categories = tuple(id if id == NOTHING else vocabulary.category(id) for id in ids)
        return cls(Examples(tuple(taught), categories, tuple(sorted(set(categories)))), ids)

    def of(self, categories: Collection[str]) -> Examples:
        """The examples of these categories, with the finding of each as its class."""
        places = [place for place, name in enumerate(self.examples.classes) if name in categories]
        ids = tuple(self.ids[place] for place in places)
        return Examples(tuple(self.examples.texts[place] for place in places), ids, tuple(sorted(set(ids))))


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses by meaning; `encode` gives unit-length rows in order.

    Attributes:
        context: scores by category, in the order of `cases.believed_from`, of a clause beside its neighbours.
        cases: from which score a category is believed, and which findings are named only by a clear lead.
        words, ids: which finding it is by its words, once its category is believed; scores in the order of `ids`.
    """

    fitted: ExampleClasses
    context: ClauseContext
    words: WordClasses
    ids: tuple[str, ...]
    cases: ReadCases
    vocabulary: Vocabulary
    encode: Callable[[Sequence[str]], Rows]

    def read(self, text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Findings of the clauses that `findings`, read by phrases, leave unexplained, each finding once."""
        clauses = split_clauses(text)
        if not any(_is_open(clause, findings) for clause in clauses):
            return ()
        texts = [clause.text for clause in clauses]
        scored = self.context.scores(self.fitted.scores(texts, self.encode(texts)))
        by_words = self.words.scores(texts)
        said = {finding.id for finding in findings}
        read: dict[str, Finding] = {}
        for clause, words, scores in zip(clauses, by_words, scored, strict=True):
            if not _is_open(clause, findings) or self._asks(clause):
                continue
            within = [finding for finding in findings if _meet(finding.span, clause)]
            explained = {self.vocabulary.category(finding.id) for finding in within}
            if any(self._passes_no_mark(finding) for finding in within):
                explained.add("impairment")
            if not explained.isdisjoint(EXPLAINS_WORK) or any(self._is_others_work(f) for f in within):
                explained |= CLINICIANS_WORK
            # "Trunk activation drills in sitting" is what was done; beside a number it may be what was found.
            if "intervention" in explained and not any(letter.isdigit() for letter in clause.text):
                explained.add("impairment")
            for (category, enough), score in zip(self.cases.believed_from.items(), scores, strict=True):
                if category not in explained and score >= enough:
                    id = self._likest(words, category)
                    if id is not None and id not in said:
                        read.setdefault(id, Finding(id, "present", clause, by_meaning=True))
        return tuple(read.values())

    def _asks(self, clause: Span) -> bool:
        """Whether it asks what the asker may do ("can i split it half half"), and so tells of no patient."""
        words = split_words(clause.text)
        return bool(self.vocabulary.classes["asks_leave"].ends_at(words, 0))

    def _passes_no_mark(self, finding: Finding) -> bool:
        """A score that was read and lies on the good side of its cut-offs: no likeness makes a deficit of it."""
        measure = self.vocabulary.measures.get(finding.id)
        if measure is None or finding.value is None or not measure.cutoffs or finding.abnormal:
            return False
        return not measure.passed_cutoffs(finding.value, finding.unit)

    def _is_others_work(self, finding: Finding) -> bool:
        return finding.id in self.vocabulary.terms and bool(self.vocabulary.terms[finding.id].others_work)

    def _likest(self, words: Rows, category: str) -> str | None:
        """The finding of the category for which the clause's words speak most; None where a wary one leads narrowly."""
        own = [place for place, id in enumerate(self.ids) if self.vocabulary.category(id) == category]
        first, *others = sorted(own, key=lambda place: -words[place])
        narrow = others and words[first] < self.cases.lead * words[others[0]]
        return None if narrow and self.ids[first] in self.cases.wary else self.ids[first]


def _is_open(clause: Span, findings: Iterable[Finding]) -> bool:
    """Nothing in it was read as denied, doubted, past or somebody else's: what a likeness cannot tell apart."""
    within = [finding for finding in findings if _meet(finding.span, clause)]
    return all(finding.presence == "present" and finding.subject == "patient" for finding in within)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
