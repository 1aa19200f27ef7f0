"""The controlled vocabulary of findings: read from `corpus/vocabulary`, checked, compiled once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table
from errors import CorpusError
from understand.danger_signs import DangerSigns, load_danger_signs
from understand.phrases import PhraseTree
from understand.spelling import by_first_letter

Past = Literal["below", "at_or_below", "above", "at_or_above"]
CATEGORIES = frozenset(
    {
        "impairment",
        "neurological_sign",
        "non_qualifying",
        "diagnosis",
        "measure",
        "intervention",
        "purpose",
        "skill",
        "function",
        "progress",
        "provider",
        "setting",
        "red_flag",
        "documentation",
        "intent",
    }
)
# Where two readings of the same words are equally long, the earlier category wins.
RANK = {"measure": 1, "intervention": 2, "red_flag": 2, "intent": 2, "purpose": 4}
ORDINARY_RANK = 3
LAYERS = {"function_limitation": "function", "function_goal": "function", "function_full": "function"}
SHIELD, PLAIN_SHIELD = "!shield", "!plain"
TOPIC = "?"
# A phrase of a test that holds the test's number itself: "# sec on one leg".
VALUED = "="


@dataclass(frozen=True, slots=True)
class Term:
    """One finding of the vocabulary.

    Attributes:
        purpose: what its topics state after "to improve".
        practised: the intervention that its topics state after "worked on".
        hinted_by: what makes it uncertain rather than unsaid, beside the intervention that practises it.
        others_work: "all" or "part" of the work is told as that of somebody without a therapist's skill, or a "name".
    """

    id: str
    label: str
    category: str
    implies: tuple[str, ...] = ()
    purpose: str | None = None
    practised: str | None = None
    takes_number: str | None = None
    not_within: str | None = None
    others_work: str | None = None
    needs_result: bool = False
    results: Mapping[str, str] | None = None
    explained_by: tuple[str, ...] = ()
    hinted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutOff:
    """A published mark past which a test's result is abnormal in `population`.

    `verified` is false where the number was not seen in its publication; `below_scale` bounds the
    values that the cut-off speaks of where one name covers two scales.
    """

    past: Past
    value: float
    population: str
    verified: bool
    implies: tuple[str, ...]
    document_id: str
    quote: str
    unit: str | None = None
    below_scale: float | None = None

    def is_passed_by(self, value: float, unit: str | None) -> bool:
        if self.unit and unit and unit != self.unit:
            return False
        if self.below_scale is not None and value >= self.below_scale:
            return False
        return {
            "below": value < self.value,
            "at_or_below": value <= self.value,
            "above": value > self.value,
            "at_or_above": value >= self.value,
        }[self.past]


@dataclass(frozen=True, slots=True)
class Measure:
    """A test: its scale, what an abnormal result stated in words supports, and its cut-offs.

    Attributes:
        sided: done on both sides, so that two numbers beside each other are the sides.
    """

    id: str
    unit: str
    minimum: float | None
    maximum: float | None
    better: Literal["higher", "lower"] | None
    needs_result: bool
    needs_value: bool
    needs_fraction: bool
    secondary: bool
    abnormal: tuple[str, ...]
    cutoffs: tuple[CutOff, ...]
    sided: bool = False

    def passed_cutoffs(self, value: float, unit: str | None) -> tuple[CutOff, ...]:
        return tuple(cutoff for cutoff in self.cutoffs if cutoff.is_passed_by(value, unit))


@dataclass(frozen=True, slots=True)
class CodeAlert:
    """What must be said whenever a diagnosis code is typed."""

    code: str
    text: str
    document_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class DiagnosisCodes:
    """Ranges of ICD-10-CM codes by prefix (without the dot) and the findings that they name."""

    ranges: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    alerts: tuple[CodeAlert, ...]

    def prefix_of(self, code: str) -> str | None:
        plain = code.replace(".", "").upper()
        return next((plain[:n] for n in range(len(plain), 2, -1) if plain[:n] in self.ranges), None)

    def findings_of(self, code: str) -> tuple[str, ...]:
        prefix = self.prefix_of(code)
        return self.ranges[prefix] if prefix else ()

    def alerts_of(self, code: str) -> tuple[CodeAlert, ...]:
        return tuple(alert for alert in self.alerts if alert.code == code.upper())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that reading findings needs, compiled; load once and keep.

    Attributes:
        terms: all findings by id, measures too.
        measures: tests by id.
        diagnosis_codes: ICD-10-CM ranges.
        tree: finds synonyms (label = id), topics (label = "?" + id) and shields.
        classes: word classes ("bad", "normal", …) by name.
        cues: finds context cues (label = "negation.before", …).
        known_words: words that are spelled right.
        correctable: long words of the vocabulary that a misspelling may stand for, by first letter.
        danger_signs: clues that together state a red flag.
    """

    terms: Mapping[str, Term]
    measures: Mapping[str, Measure]
    diagnosis_codes: DiagnosisCodes
    tree: PhraseTree
    classes: Mapping[str, PhraseTree]
    cues: PhraseTree
    known_words: frozenset[str]
    correctable: Mapping[str, tuple[str, ...]]
    rank: Mapping[str, int]
    danger_signs: DangerSigns

    def label(self, finding_id: str) -> str:
        return self.terms[finding_id].label if finding_id in self.terms else finding_id

    def category(self, finding_id: str) -> str:
        return self.terms[finding_id].category if finding_id in self.terms else ""

    def layer(self, label: str) -> str:
        """The layer in which a label is matched apart from the others; empty for the common one."""
        category = self.category(label)
        return LAYERS.get(label, category if category in ("skill", "purpose") else "")

    def ids_of(self, category: str) -> frozenset[str]:
        return frozenset(term.id for term in self.terms.values() if term.category == category)


def load_vocabulary(corpus: Path) -> Vocabulary:
    """Reads and checks `corpus/vocabulary`; about two seconds.

    Raises:
        CorpusError: a file is missing or broken, or names an id that no file defines.
    """
    folder = corpus / "vocabulary"
    findings, measures = read_table(folder / "findings.toml"), read_table(folder / "measures.toml")
    codes, phrases, context = (read_table(folder / name) for name in ("icd10.toml", "phrases.toml", "context.toml"))
    done = read_table(folder / "findings_done.toml")
    classes = _class_trees({**phrases["classes"], **done.pop("classes", {})})
    terms = _terms(findings, measures)
    tree = _finding_tree(findings, measures, phrases["shields"], classes)
    cues = _cue_tree(context, classes)
    danger_signs = load_danger_signs(folder / "red_flags.toml", classes)
    diagnosis_codes = _diagnosis_codes(codes)
    tests = {key: _measure(key, row) for key, row in measures.items()}
    _check_ids(terms, tests, diagnosis_codes)
    _add_phrases(tree, done, terms)
    known = _known_words(tree, classes, cues, danger_signs.tree)
    guard = frozenset((folder / phrases["spelling"]["guard_file"]).read_text("utf-8").split())
    return Vocabulary(
        terms=terms,
        measures=tests,
        diagnosis_codes=diagnosis_codes,
        tree=tree,
        classes=classes,
        cues=cues,
        known_words=known | guard,
        rank=_ranks(terms),
        danger_signs=danger_signs,
        correctable=by_first_letter(tuple(tree.vocabulary)),
    )


def _class_trees(classes: Mapping[str, list[str]]) -> dict[str, PhraseTree]:
    trees: dict[str, PhraseTree] = {}
    for name, phrases in classes.items():
        trees[name] = PhraseTree(trees)
        for phrase in phrases:
            trees[name].add(phrase, name)
    return trees


def _terms(findings: Mapping[str, Any], measures: Mapping[str, Any]) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for key, row in findings.items():
        if row.get("category") not in CATEGORIES:
            raise CorpusError(f"The finding {key!r} has the category {row.get('category')!r}: use one of {CATEGORIES}.")
        terms[key] = Term(
            id=key,
            label=row["label"],
            category=row["category"],
            implies=tuple(row.get("implies", ())),
            purpose=row.get("purpose"),
            practised=row.get("practised"),
            takes_number=row.get("takes_number"),
            not_within=row.get("not_within"),
            others_work=row.get("others_work"),
            needs_result=row.get("needs_result", False),
            results=row.get("results"),
            explained_by=tuple(row.get("explained_by", ())),
            hinted_by=tuple(row.get("hinted_by", ())),
        )
    for key, row in measures.items():
        terms[key] = Term(id=key, label=row["label"], category="measure")
    return terms


def _finding_tree(
    findings: Mapping[str, Any],
    measures: Mapping[str, Any],
    shields: Mapping[str, list[str]],
    classes: Mapping[str, PhraseTree],
) -> PhraseTree:
    tree = PhraseTree(classes)
    for key, row in [*findings.items(), *measures.items()]:
        for phrase in row.get("synonyms", ()):
            tree.add(phrase, VALUED + key if key in measures and "#" in phrase else key)
        for phrase in row.get("topics", ()):
            tree.add(phrase, TOPIC + key)
    for phrase in shields["phrases"]:
        tree.add(phrase, SHIELD)
    for phrase in shields["plain"]:
        tree.add(phrase, PLAIN_SHIELD)
    return tree


def _add_phrases(tree: PhraseTree, more: Mapping[str, Any], terms: Mapping[str, Term]) -> None:
    """Further phrases of findings that findings.toml defines."""
    for key, row in more.items():
        if key not in terms:
            raise CorpusError(f"findings_done.toml adds phrases to {key!r}, which findings.toml does not define.")
        for phrase in row["synonyms"]:
            tree.add(phrase, key)


def _cue_tree(context: Mapping[str, Any], classes: Mapping[str, PhraseTree]) -> PhraseTree:
    """All context cues; the label is "kind.side", for example "negation.before"."""
    tree = PhraseTree(classes)
    for kind, lists in context.items():
        for side, phrases in lists.items():
            for phrase in phrases:
                tree.add(phrase, f"{kind}.{side}")
    return tree


def _measure(key: str, row: Mapping[str, Any]) -> Measure:
    try:
        cutoffs = tuple(
            CutOff(
                past=cut["past"],
                value=float(cut["value"]),
                population=cut["population"],
                verified=cut["verified"],
                implies=tuple(cut["implies"]),
                document_id=cut["cite"]["document"],
                quote=cut["cite"]["quote"],
                unit=cut.get("unit"),
                below_scale=cut.get("below_scale"),
            )
            for cut in row.get("cutoffs", ())
        )
    except KeyError as error:
        raise CorpusError(f"A cut-off of {key!r} lacks {error}: add it in measures.toml.") from error
    return Measure(
        id=key,
        unit=row.get("unit", ""),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        better=row.get("better"),
        needs_result=row.get("needs_result", False),
        needs_value=row.get("needs_value", False),
        needs_fraction=row.get("needs_fraction", False),
        secondary=row.get("secondary", False),
        abnormal=tuple(row.get("abnormal", ())),
        cutoffs=cutoffs,
        sided=row.get("sided", False),
    )


def _diagnosis_codes(codes: Mapping[str, Any]) -> DiagnosisCodes:
    ranges: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}
    for row in codes["range"]:
        for prefix in row["prefixes"]:
            plain = prefix.replace(".", "")
            if plain in ranges:
                raise CorpusError(f"icd10.toml lists {prefix} twice: keep one.")
            ranges[plain], labels[plain] = tuple(row["findings"]), row["label"]
    alerts = tuple(
        CodeAlert(row["code"], row["text"], row["cite"]["document"], row["cite"]["quote"])
        for row in codes.get("alert", ())
    )
    return DiagnosisCodes(ranges, labels, alerts)


def _check_ids(terms: Mapping[str, Term], measures: Mapping[str, Measure], codes: DiagnosisCodes) -> None:
    named: list[tuple[str, str]] = []
    for term in terms.values():
        others = [
            *term.implies,
            *term.explained_by,
            *term.hinted_by,
            *(term.results or {}).values(),
            *filter(None, [term.practised]),
        ]
        named += [(term.id, other) for other in [*others, *([term.purpose] if term.purpose else [])]]
    for measure in measures.values():
        named += [(measure.id, other) for other in measure.abnormal]
        named += [(measure.id, other) for cutoff in measure.cutoffs for other in cutoff.implies]
    named += [(prefix, other) for prefix, others in codes.ranges.items() for other in others]
    missing = sorted({f"{where} → {other}" for where, other in named if other not in terms})
    if missing:
        raise CorpusError(f"The vocabulary names findings that no file defines: {', '.join(missing)}.")


def _known_words(*groups: PhraseTree | Mapping[str, PhraseTree]) -> frozenset[str]:
    words: set[str] = set()
    for group in groups:
        trees: Iterable[PhraseTree] = group.values() if isinstance(group, Mapping) else (group,)
        for tree in trees:
            words |= tree.vocabulary
    return frozenset(words)


def _ranks(terms: Mapping[str, Term]) -> dict[str, int]:
    ranks = {SHIELD: 0, PLAIN_SHIELD: 0}
    for term in terms.values():
        ranks[term.id] = RANK.get(term.category, ORDINARY_RANK)
        ranks[TOPIC + term.id] = RANK["purpose"] + 1
        ranks[VALUED + term.id] = RANK["measure"]
    return ranks
