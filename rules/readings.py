"""The readings of 97112 as data: loaded from `corpus/readings/` and checked, never decided here.

A file of that folder is one reading, except the shared ones named in `SHARED_FILES`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table
from errors import CorpusError
from rules.cite import Cite
from rules.conditions import Condition, parse_condition

Question = Literal["code_fit", "skilled_need"]
Role = Literal["requirement", "exclusion", "process"]
SHARED_FILES = (
    "groups",
    "criteria",
    "services",
    "alternatives",
    "red_flags",
    "conflicts",
    "advice",
    "source_views",
)
REQUIRED_KEYS = (
    "id",
    "name",
    "holder",
    "payers",
    "document",
    "in_force",
    "status",
    "tier",
    "verified",
    "family",
)
HOLDER_TIERS = ("contractor", "payer", "law", "association", "evidence", "trade", "editorial")
VOCABULARY_FILES = ("findings.toml", "measures.toml")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a body asks.

    Attributes:
        condition: None for a `process` rule that no finding answers.
        role: a `requirement` must be documented; an `exclusion` counts only where its condition holds
            (then it is not met); a `process` rule is shown and decides nothing.
        contradicted_by: where this holds and `condition` does not, the criterion is not met.
        applies_when: None, or the criterion stands only where this is met.
        short: what the criterion asks, in a few words ("an impaired element").
        missing: the gap in a few words ("which element is impaired").
        missing_advice: what to document or test when nothing is said.
        denied: what is said in place of the gap where the case itself denies it.
    """

    id: str
    text: str
    question: Question
    condition: Condition | None
    cites: tuple[Cite, ...]
    role: Role = "requirement"
    contradicted_by: Condition | None = None
    applies_when: Condition | None = None
    short: str = ""
    missing: str = ""
    missing_advice: str = ""
    denied: str = ""


@dataclass(frozen=True, slots=True, eq=False)  # one reading is told from another by what it is, not word by word
class Reading:
    """One body's interpretation of when 97112 is supported.

    Attributes:
        payers: ids whose rule it is; empty for a reading that every payer starts from (the descriptor).
        evaluable: False where the body's wording was not seen, so that nothing can be applied.
        note: what was not seen of it, and where to look.
        family: R1 to R8, the group of like readings.
    """

    id: str
    name: str
    holder: str
    payers: tuple[str, ...]
    document: str
    in_force: bool
    evaluable: bool
    status: str
    tier: str
    verified: str
    family: str
    criteria: tuple[Criterion, ...]
    cites: tuple[Cite, ...]
    effective: str | None = None
    retired: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """A service or purpose that is not 97112, or not skilled, whatever the diagnosis.

    `no_code` says why no other code takes its place either: the matter ends there. Rules stand in the order in
    which they end a matter: who did it and whether it was therapy, how many at a time, then for what purpose.
    """

    id: str
    question: Question
    when: Condition
    unless: Condition | None
    because: str
    cites: tuple[Cite, ...]
    no_code: str = ""


@dataclass(frozen=True, slots=True)
class AlternativeRule:
    """`alone`: no other code stands beside it. `skilled`: it too wants a therapist's skill, as most codes do."""

    code: str
    when: Condition
    unless: Condition | None
    why: str
    cites: tuple[Cite, ...]
    alone: bool = False
    skilled: bool = True


@dataclass(frozen=True, slots=True)
class RedFlagRule:
    """`level` is `urgent` (act before any coding) or `screen` (a screen is missing).

    `unsettled` stands in place of `text` where the sign is only mentioned, without a result; a sign that
    a known condition explains raises nothing, unless `despite` is met.
    """

    id: str
    level: Literal["urgent", "screen"]
    when: Condition
    unless: Condition | None
    despite: Condition | None
    text: str
    unsettled: str
    action: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class AdviceRule:
    """What else would change the result; `asks` says when it stands (`corpus/readings/advice.toml`)."""

    asks: Literal["payer", "purpose", "delivery", "test"]
    when: Condition
    unless: Condition | None
    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Position:
    holder: str
    says: str
    date: str | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """A topic on which sources differ; shown where `when` is met or a payer of `payers` is asked about."""

    topic: str
    when: Condition | None
    payers: tuple[str, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A sentence that the sources hold for a case like this one.

    `about` another's `answer` to it, the strength of the `evidence`, a `reason` that limits it, what the case has for
    its `support`, what other work `beside` it means, or what somebody there, a name or the course that is `told` of
    it changes. `text` is the quotation itself where none is written.
    """

    id: str
    about: Literal["answer", "evidence", "reason", "support", "beside", "told"]
    when: Condition
    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ReadingBook:
    """Everything that `rules.necessity` decides with.

    Attributes:
        likeness_yields_to: where it is met, a service rule does not rest on what was only read by likeness.
    """

    readings: tuple[Reading, ...]
    services: tuple[ServiceRule, ...]
    likeness_yields_to: Condition
    alternatives: tuple[AlternativeRule, ...]
    red_flags: tuple[RedFlagRule, ...]
    conflicts: tuple[ConflictRule, ...]
    advice: tuple[AdviceRule, ...]
    source_views: tuple[SourceView, ...]
    labels: Mapping[str, str]
    explained_by: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]

    def for_payer(self, payer: str) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if payer in reading.payers)

    @property
    def common(self) -> tuple[Reading, ...]:
        """The readings that every payer starts from."""
        return tuple(reading for reading in self.readings if not reading.payers)


def load_readings(corpus: Path) -> ReadingBook:
    """Reads the whole folder; a CorpusError names the file and the key that is broken."""
    folder = corpus / "readings"
    labels = load_labels(corpus)
    reader = _Reader(labels=labels, groups=_load_groups(folder / "groups.toml", frozenset(labels)))
    shared = {c.id: c for c in reader.criteria(read_table(folder / "criteria.toml"), folder / "criteria.toml")}
    files = sorted(p for p in folder.glob("*.toml") if p.stem not in SHARED_FILES)
    return ReadingBook(
        readings=tuple(sorted((reader.reading(read_table(path), path, shared) for path in files), key=_standing)),
        services=tuple(reader.services(folder / "services.toml")),
        likeness_yields_to=reader.likeness_yields_to(folder / "services.toml"),
        alternatives=tuple(reader.alternatives(folder / "alternatives.toml")),
        red_flags=tuple(reader.red_flags(folder / "red_flags.toml")),
        conflicts=tuple(reader.conflicts(folder / "conflicts.toml")),
        advice=tuple(reader.advice(folder / "advice.toml")),
        source_views=tuple(reader.source_views(folder / "source_views.toml")),
        labels=labels,
        explained_by=_load_explanations(corpus),
        groups=reader.groups,
    )


def _standing(reading: Reading) -> tuple[bool, int, str]:
    """The common reading first, then by the weight of who holds it."""
    return (bool(reading.payers), HOLDER_TIERS.index(reading.tier), reading.id)


def load_labels(corpus: Path) -> dict[str, str]:
    """Every finding's id and its label in plain words."""
    labels: dict[str, str] = {}
    for name in VOCABULARY_FILES:
        for key, table in read_table(corpus / "vocabulary" / name).items():
            labels[key] = table.get("label", key) if isinstance(table, dict) else key
    return labels


def _load_explanations(corpus: Path) -> dict[str, tuple[str, ...]]:
    """The known conditions that explain a sign, so that it is no alarm."""
    tables = read_table(corpus / "vocabulary" / VOCABULARY_FILES[0]).items()
    return {key: tuple(table["explained_by"]) for key, table in tables if "explained_by" in table}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns tables into rules, with the vocabulary and groups that conditions may name."""

    labels: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]

    def reading(self, table: dict[str, Any], path: Path, shared: Mapping[str, Criterion]) -> Reading:
        for key in REQUIRED_KEYS:
            _need(table, key, path)
        if table["tier"] not in HOLDER_TIERS:
            raise CorpusError(f"{path}: tier {table['tier']!r} is none of {', '.join(HOLDER_TIERS)}")
        if "note" in table and table.get("evaluable", True):
            raise CorpusError(f"{path}: a note says what was not seen; where criteria apply, write a criterion")
        return Reading(
            id=table["id"],
            name=table["name"],
            holder=table["holder"],
            payers=tuple(table["payers"]),
            document=table["document"],
            in_force=table["in_force"],
            evaluable=table.get("evaluable", True),
            status=table["status"],
            tier=table["tier"],
            verified=table["verified"],
            family=table["family"],
            criteria=tuple(self.criteria(table, path)) + _used(table, shared, path),
            cites=_cites(table, path),
            effective=table.get("effective"),
            retired=table.get("retired"),
            note=table.get("note", ""),
        )

    def criteria(self, table: dict[str, Any], path: Path) -> Iterator[Criterion]:
        for row in table.get("criteria", ()):
            where = f"{path}: criterion {_need(row, 'id', path)!r}"
            if _need(row, "question", path) not in ("code_fit", "skilled_need"):
                raise CorpusError(f"{where}: question is code_fit or skilled_need, not {row['question']!r}")
            if row.get("role", "requirement") not in ("requirement", "exclusion", "process"):
                raise CorpusError(f"{where}: role is requirement, exclusion or process, not {row['role']!r}")
            if row.get("role") != "process":
                _need(row, "condition", path)
            yield Criterion(
                id=row["id"],
                text=_need(row, "text", path),
                question=row["question"],
                condition=self.optional(row, "condition", where),
                cites=_cites(row, path),
                role=row.get("role", "requirement"),
                contradicted_by=self.optional(row, "contradicted_by", where),
                applies_when=self.optional(row, "applies_when", where),
                short=row.get("short", ""),
                missing=row.get("missing", ""),
                missing_advice=row.get("missing_advice", ""),
                denied=row.get("denied", ""),
            )

    def services(self, path: Path) -> Iterator[ServiceRule]:
        for row, where in _rows(path, "rule", "id"):
            yield ServiceRule(
                id=row["id"],
                question=_need(row, "question", path),
                when=self.condition(_need(row, "when", path), where),
                unless=self.optional(row, "unless", where),
                because=_need(row, "because", path),
                cites=_cites(row, path),
                no_code=row.get("no_code", ""),
            )

    def likeness_yields_to(self, path: Path) -> Condition:
        return self.condition(_need(read_table(path), "likeness_yields_to", path), f"{path}: likeness_yields_to")

    def alternatives(self, path: Path) -> Iterator[AlternativeRule]:
        for row, where in _rows(path, "alternative", "code"):
            yield AlternativeRule(
                code=row["code"],
                when=self.condition(_need(row, "when", path), where),
                unless=self.optional(row, "unless", where),
                why=_need(row, "why", path),
                cites=_cites(row, path),
                alone=row.get("alone", False),
                skilled=row.get("skilled", True),
            )

    def red_flags(self, path: Path) -> Iterator[RedFlagRule]:
        for row, where in _rows(path, "flag", "id"):
            yield RedFlagRule(
                id=row["id"],
                level=_need(row, "level", path),
                when=self.condition(_need(row, "when", path), where),
                unless=self.optional(row, "unless", where),
                despite=self.optional(row, "despite", where),
                text=_need(row, "text", path),
                unsettled=row.get("unsettled", row["text"]),
                action=_need(row, "action", path),
                cites=_cites(row, path),
            )

    def conflicts(self, path: Path) -> Iterator[ConflictRule]:
        for row, where in _rows(path, "conflict", "topic"):
            yield ConflictRule(
                topic=row["topic"],
                when=self.optional(row, "when", where),
                payers=tuple(row.get("payers", ())),
                positions=tuple(
                    Position(p["holder"], p["says"], p.get("date"), _cites(p, path))
                    for p in _need(row, "positions", path)
                ),
            )

    def advice(self, path: Path) -> Iterator[AdviceRule]:
        for row, where in _rows(path, "advice", "text"):
            yield AdviceRule(
                asks=_need(row, "asks", path),
                when=self.optional(row, "when", where) or Condition("all_of"),
                unless=self.optional(row, "unless", where),
                text=row["text"],
                cites=_cites(row, path),
            )

    def source_views(self, path: Path) -> Iterator[SourceView]:
        for row, where in _rows(path, "view", "id"):
            yield SourceView(
                id=row["id"],
                about=_need(row, "about", path),
                when=self.condition(_need(row, "when", path), where),
                text=row.get("text") or _cites(row, path)[0].quote,
                cites=_cites(row, path),
            )

    def condition(self, written: object, where: str) -> Condition:
        return parse_condition(written, self.groups, frozenset(self.labels), where)

    def optional(self, row: dict[str, Any], key: str, where: str) -> Condition | None:
        return self.condition(row[key], f"{where}: {key}") if key in row else None


def _load_groups(path: Path, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Groups of finding ids; a group may name an earlier one (`"@impairment"`)."""
    groups: dict[str, tuple[str, ...]] = {}
    for name, members in read_table(path).items():
        listed = parse_condition(members, groups, known, f"{path}: {name}")
        groups[name] = tuple(sorted(listed.findings()))
    return groups


def _rows(path: Path, table: str, key: str) -> Iterator[tuple[dict[str, Any], str]]:
    for row in read_table(path).get(table, ()):
        yield row, f"{path}: {table} {_need(row, key, path)!r}"


def _need(table: dict[str, Any], key: str, path: Path) -> Any:
    if key not in table:
        raise CorpusError(f"{path}: {table.get('id', 'a table')!r} has no {key!r}; add it")
    return table[key]


def _used(table: dict[str, Any], shared: Mapping[str, Criterion], path: Path) -> tuple[Criterion, ...]:
    """The shared criteria that a reading takes over by name."""
    for name in table.get("uses", ()):
        if name not in shared:
            raise CorpusError(f"{path}: uses {name!r}, which is not in criteria.toml; mend the name")
    return tuple(shared[name] for name in table.get("uses", ()))


def _cites(row: dict[str, Any], path: Path) -> tuple[Cite, ...]:
    if not row.get("cites"):
        name = row.get("id", row.get("code", "a table"))
        raise CorpusError(f"{path}: {name!r} cites nothing; add its source")
    return tuple(Cite.from_table(cite) for cite in row["cites"])
