"""All of the corpus that is data, loaded once: vocabularies, readings, tables, scope and sections."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from answer.codes_named import SUBJECT
from answer.compose import Sections
from answer.measures_asked import MeasureBook
from answer.scope import CODE, Scope
from corpus_files import read_table, well_formed
from guard.identifier_words import IdentifierWords, read_identifier_words
from guard.instructions import InstructionRules, read_instruction_rules
from rules.note_elements import NoteRules, load_note_rules
from rules.readings import ReadingBook, load_readings
from rules.tables import Tables, load_tables
from understand.asked_again import AskedInShort
from understand.integrity import IntegrityRule, load_integrity_rules
from understand.kind import Kinds
from understand.payers import Payers, load_payers
from understand.taken_back import SameThings, load_same_things
from understand.verdicts import VerdictRule
from understand.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that an answer is decided by, beside the index.

    `codes` are the procedure codes that the corpus speaks of; `work_codes` those that a finding of work is counted
    under; `fingerprint` changes with any data file.
    """

    kinds: Kinds
    verdicts: VerdictRule
    sections: Sections
    scope: Scope
    payers: Payers
    tables: Tables
    vocabulary: Vocabulary
    readings: ReadingBook
    measures: MeasureBook
    integrity: tuple[IntegrityRule, ...]
    identifier_words: IdentifierWords
    instruction_rules: InstructionRules
    note_rules: NoteRules
    followups: dict[str, list[str]]
    same_things: SameThings
    asked_in_short: AskedInShort
    codes: frozenset[str]
    work_codes: Mapping[str, str]
    fingerprint: str

    @classmethod
    def load(cls, corpus: Path, imported_tables: Path | None = None) -> "Knowledge":
        """Reads the corpus folder; tables that a user imported take the place of the shipped ones.

        Raises:
            CorpusError: a file is missing or broken; the text names it.
        """
        tables, readings = load_tables(corpus, imported_tables), load_readings(corpus)
        return cls(
            kinds=Kinds.load(corpus),
            verdicts=VerdictRule.load(corpus),
            sections=Sections.load(corpus),
            scope=Scope.load(corpus),
            payers=load_payers(corpus),
            tables=tables,
            vocabulary=load_vocabulary(corpus),
            readings=readings,
            measures=MeasureBook.load(corpus),
            integrity=load_integrity_rules(corpus),
            identifier_words=read_identifier_words(corpus),
            instruction_rules=read_instruction_rules(corpus),
            note_rules=load_note_rules(corpus),
            followups=_load_followups(corpus),
            same_things=load_same_things(corpus),
            asked_in_short=AskedInShort.load(corpus),
            codes=_known_codes(corpus, tables),
            work_codes=_work_codes(readings),
            fingerprint=fingerprint(corpus, imported_tables),
        )


def _known_codes(corpus: Path, tables: Tables) -> frozenset[str]:
    """Every code of the tables, by itself or in a pair, and every code that a digest speaks of."""
    pairs = {code for pair in tables.pairs for code in (pair.column1, pair.column2)}
    digests = (path.read_text(encoding="utf-8") for path in sorted((corpus / "documents").glob("*.md")))
    return frozenset(tables.codes) | pairs | {code for text in digests for code in CODE.findall(text)}


def _work_codes(readings: ReadingBook) -> dict[str, str]:
    """The code that each kind of work is counted under, by its finding: retraining is 97112."""
    retraining = (*readings.groups["retraining_task"], *readings.groups["retraining_technique"])
    codes = dict.fromkeys(retraining, SUBJECT)
    for rule in readings.alternatives:
        for part in rule.when.parts if rule.when.operator == "any_of" else (rule.when,):
            if part.operator == "finding" and part.finding.startswith("do_"):
                codes.setdefault(part.finding, rule.code)
    return codes


def fingerprint(corpus: Path, imported_tables: Path | None = None) -> str:
    """sha256 over the names and bytes of every data file of the corpus and every imported table."""
    digest = hashlib.sha256()
    imported = sorted(imported_tables.glob("*.json")) if imported_tables else []
    for path in [*sorted(corpus.rglob("*.toml")), *imported]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _load_followups(corpus: Path) -> dict[str, list[str]]:
    path = corpus / "vocabulary" / "followups.toml"
    with well_formed(path):
        return {kind: list(questions) for kind, questions in read_table(path).items()}
