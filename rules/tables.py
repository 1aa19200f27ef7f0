"""The billing tables of the corpus as frozen data: minute rules, codes, pairs, limits, modifiers."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from corpus_files import read_table
from errors import CorpusError
from rules.cite import Cite

RuleId = Literal["cms", "ama"]
PAIRS_FILE = "code_pairs.json"  # names of imported tables in a user's folder
LIMITS_FILE = "unit_limits.json"
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class MinuteRule:
    """How minutes become units: the first unit from `first_minute`, one more every `step` minutes.

    `pooled` rules total the minutes of all timed codes; others count each code by itself.
    """

    id: RuleId
    name: str
    pooled: bool
    first_minute: int
    step: int
    cites: tuple[Cite, ...]

    def units(self, minutes: int) -> int:
        """Units that `minutes` of one code, or of all codes under a pooled rule, are worth."""
        return (minutes + self.step - self.first_minute) // self.step


@dataclass(frozen=True, slots=True)
class PayerRule:
    payer: str
    rule: RuleId
    verified: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A therapy code.

    Attributes:
        abbreviations: those of its one-word names that mean nothing else.
        continued_by: the code for every unit after the first; "" where the code goes on itself.
        loose: words that call it in a list of minutes and in a follow-up on them; elsewhere they mean too much else.
    """

    code: str
    plain: str
    timed: bool
    family: str
    synonyms: tuple[str, ...]
    cites: tuple[Cite, ...]
    abbreviations: tuple[str, ...] = ()
    continued_by: str = ""
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodePair:
    """Column 1 is paid, column 2 is denied without a modifier that the indicator allows.

    Attributes:
        indicator: 0 no modifier unlocks it, 1 a modifier may, 9 the edit is not in use.
        partial: the row stands for a range of which the file lists some codes only.
        direction_known: False where the order of the columns was not read.
    """

    column1: str
    column2: str
    indicator: int
    meaning: str
    cites: tuple[Cite, ...]
    partial: bool = False
    direction_known: bool = True


@dataclass(frozen=True, slots=True)
class NoEdit:
    """Two codes that were looked up in the file of the edition and have no active edit."""

    codes: frozenset[str]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class UnitLimit:
    """Most units of a code a day in a setting; `kind` is the adjudication indicator, None if unread."""

    code: str
    setting: str
    units: int
    kind: int | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """Dollars a patient and year; `year` is None for the review threshold, fixed through `fixed_through`."""

    year: int | None
    dollars: int
    verified: str
    cites: tuple[Cite, ...]
    fixed_through: int | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    id: str
    plain: str
    use: str
    verified: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ModifierChoice:
    """Modifiers that people choose from, and the sentences that decide between them."""

    of: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PayerCap:
    payer: str
    units_per_day: int
    scope: str
    since: str
    verified: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class AssistantRule:
    """What a payer makes of an assistant's service; `says` has places for {payer}, {who}, {mark} and {plan}."""

    payers: tuple[str, ...]
    says: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What people ask of payers and only `payers` have a text on here; `cue` tells that it is asked about."""

    id: str
    cue: re.Pattern[str]
    name: str
    payers: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Which quarter a table is of, and where it came from: "" for the table shipped with the corpus."""

    effective: date
    imported_from: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    minute_rules: Mapping[str, MinuteRule]
    payer_rules: Mapping[str, PayerRule]
    sentences: Mapping[str, Cite]
    codes: Mapping[str, Code]
    pairs: tuple[CodePair, ...]
    no_edits: tuple[NoEdit, ...]
    pairs_edition: Edition
    limits: tuple[UnitLimit, ...]
    limits_edition: Edition
    thresholds: tuple[Threshold, ...]
    modifiers: Mapping[str, Modifier]
    caps: Mapping[str, PayerCap]
    assistant_rules: Mapping[str, AssistantRule]
    subjects: tuple[Subject, ...] = ()
    outside_medicare: re.Pattern[str] = NOTHING
    denied_why: re.Pattern[str] = NOTHING
    modifier_choices: tuple[ModifierChoice, ...] = ()

    def cite(self, *names: str) -> tuple[Cite, ...]:
        """The sentences that `sentences.toml` keeps under these names."""
        return tuple(self.sentences[name] for name in names)


def load_tables(corpus: Path, imported: Path | None = None) -> Tables:
    """Reads `corpus/tables`; a table imported into the folder `imported` takes its place.

    Raises:
        CorpusError: a file or one of its rows is broken; the message names both.
    """
    folder = corpus / "tables"
    minutes, codes = _read(folder / "minute_rules.toml"), _read(folder / "codes.toml")
    pairs, limits = _read(folder / "code_pairs.toml"), _read(folder / "unit_limits.toml")
    thresholds, modifiers = _read(folder / "thresholds.toml"), _read(folder / "modifiers.toml")
    caps, named = _read(folder / "payer_limits.toml"), _read(folder / "sentences.toml")
    sentences = dict(named.rows("sentence", lambda row: (row["id"], _cites(row)[0])))
    shipped_pairs, pairs_edition = _pairs(pairs), pairs.edition()
    shipped_limits, limits_edition = tuple(limits.rows("limit", _limit)), limits.edition()
    if imported and (imported / PAIRS_FILE).exists():
        shipped_pairs, pairs_edition = _imported_pairs(imported / PAIRS_FILE, shipped_pairs, sentences)
    if imported and (imported / LIMITS_FILE).exists():
        shipped_limits, limits_edition = _imported_limits(imported / LIMITS_FILE, shipped_limits, sentences)
    return Tables(
        minute_rules={rule.id: rule for rule in minutes.rows("rule", _minute_rule)},
        payer_rules={row.payer: row for row in minutes.rows("payer", _payer_rule)},
        sentences=sentences,
        codes={code.code: code for code in codes.rows("code", _code)},
        pairs=shipped_pairs,
        no_edits=() if pairs_edition.imported_from else _no_edits(pairs),
        pairs_edition=pairs_edition,
        limits=shipped_limits,
        limits_edition=limits_edition,
        thresholds=(*thresholds.rows("kx", _threshold), *thresholds.rows("review", _threshold)),
        modifiers={row.id: row for row in modifiers.rows("modifier", _modifier)},
        caps={cap.payer: cap for cap in caps.rows("cap", _cap)},
        assistant_rules={name: row for row in modifiers.rows("assistant", _assistant_rule) for name in row.payers},
        subjects=tuple(caps.rows("subject", _subject)),
        outside_medicare=caps.pattern("outside_medicare"),
        denied_why=caps.pattern("denied_why"),
        modifier_choices=tuple(modifiers.rows("choice", _choice)),
    )


def expand_codes(names: list[str]) -> tuple[str, ...]:
    """Codes of a list whose entries are codes or ranges such as "62320-62327"."""
    found: list[str] = []
    for name in names:
        first, _, last = name.partition("-")
        found += [f"{n:05d}" for n in range(int(first), int(last) + 1)] if last else [first]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    data: dict[str, Any]

    def rows(self, name: str, build: Callable[[dict[str, Any]], Any]) -> list[Any]:
        built = []
        for number, row in enumerate(self.data.get(name, []), start=1):
            try:
                built.append(build(row))
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise CorpusError(
                    f"{self.path.name}: row {number} of [[{name}]] is broken ({error!r}); mend that row"
                ) from error
        return built

    def pattern(self, name: str) -> re.Pattern[str]:
        """The `cue` of a table."""
        try:
            return re.compile(self.data[name]["cue"], re.IGNORECASE)
        except (KeyError, TypeError, re.error) as error:
            raise CorpusError(f"{self.path.name}: [{name}] has no `cue` that is a pattern ({error!r})") from error

    def edition(self) -> Edition:
        try:
            return Edition(date.fromisoformat(self.data["edition"]))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f'{self.path.name}: `edition = "YYYY-MM-DD"` is missing or no date') from error


def _read(path: Path) -> _File:
    return _File(path, read_table(path))


def _cites(row: Mapping[str, Any]) -> tuple[Cite, ...]:
    if not row["cites"]:
        raise ValueError("no cites")
    return tuple(Cite.from_table(cite) for cite in row["cites"])


def _minute_rule(row: dict[str, Any]) -> MinuteRule:
    return MinuteRule(
        row["id"], row["name"], bool(row["pooled"]), int(row["first_minute"]), int(row["step"]), _cites(row)
    )


def _payer_rule(row: dict[str, Any]) -> PayerRule:
    return PayerRule(row["payer"], row["rule"], row["verified"], _cites(row))


def _assistant_rule(row: dict[str, Any]) -> AssistantRule:
    return AssistantRule(tuple(row["payers"]), row["says"], _cites(row))


def _code(row: dict[str, Any]) -> Code:
    if row["timing"] not in ("timed", "untimed"):
        raise ValueError(f"timing {row['timing']!r} is neither timed nor untimed")
    return Code(
        row["code"],
        row["plain"],
        row["timing"] == "timed",
        row["family"],
        tuple(row["synonyms"]),
        _cites(row),
        tuple(row.get("abbreviations", ())),
        row.get("continued_by", ""),
        tuple(row.get("loose", ())),
    )


def _pairs(file: _File) -> tuple[CodePair, ...]:
    def build(row: dict[str, Any]) -> list[CodePair]:
        if row["indicator"] not in (0, 1, 9):
            raise ValueError(f"indicator {row['indicator']!r} is none of 0, 1 and 9")
        return [
            CodePair(
                first,
                second,
                row["indicator"],
                row["meaning"],
                _cites(row),
                bool(row.get("partial", False)),
                bool(row.get("direction_known", True)),
            )
            for first in expand_codes(row["column1"])
            for second in expand_codes(row["column2"])
        ]

    return tuple(pair for pairs in file.rows("pair", build) for pair in pairs)


def _no_edits(file: _File) -> tuple[NoEdit, ...]:
    def build(row: dict[str, Any]) -> list[NoEdit]:
        return [NoEdit(frozenset({row["code"], other}), _cites(row)) for other in expand_codes(row["others"])]

    return tuple(entry for entries in file.rows("no_edit", build) for entry in entries)


def _limit(row: dict[str, Any]) -> UnitLimit:
    return UnitLimit(row["code"], row["setting"], int(row["units"]), row.get("kind"), _cites(row))


def _threshold(row: dict[str, Any]) -> Threshold:
    return Threshold(row.get("year"), int(row["dollars"]), row["verified"], _cites(row), row.get("fixed_through"))


def _modifier(row: dict[str, Any]) -> Modifier:
    return Modifier(row["id"], row["plain"], row["use"], row["verified"], _cites(row))


def _choice(row: dict[str, Any]) -> ModifierChoice:
    return ModifierChoice(tuple(row["of"]), _cites(row))


def _cap(row: dict[str, Any]) -> PayerCap:
    return PayerCap(row["payer"], int(row["units_per_day"]), row["scope"], row["since"], row["verified"], _cites(row))


def _subject(row: dict[str, Any]) -> Subject:
    cue = re.compile(row["cue"], re.IGNORECASE)
    return Subject(row["id"], cue, row["name"], tuple(row["payers"]), _cites(row))


def _imported_pairs(
    path: Path, shipped: tuple[CodePair, ...], sentences: Mapping[str, Cite]
) -> tuple[tuple[CodePair, ...], Edition]:
    """Imported pairs keep the shipped meaning of the same pair; their rationale stands in elsewhere."""
    meanings = {(pair.column1, pair.column2): pair.meaning for pair in shipped}
    data, edition = _read_imported(path)
    cites = (sentences["pair_direction"], sentences["pair_indicator"])
    pairs = tuple(
        CodePair(c1, c2, int(indicator), meanings.get((c1, c2), rationale), cites)
        for c1, c2, indicator, rationale in data["rows"]
    )
    return pairs, edition


def _imported_limits(
    path: Path, shipped: tuple[UnitLimit, ...], sentences: Mapping[str, Cite]
) -> tuple[tuple[UnitLimit, ...], Edition]:
    """An imported setting takes the place of that setting only; others stay as shipped."""
    data, edition = _read_imported(path)
    rows = tuple(
        UnitLimit(code, setting, int(units), kind, (sentences["limit_meaning"],))
        for code, setting, units, kind in data["rows"]
    )
    settings = {row.setting for row in rows}
    return (*rows, *(limit for limit in shipped if limit.setting not in settings)), edition


def _read_imported(path: Path) -> tuple[dict[str, Any], Edition]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return data, Edition(date.fromisoformat(data["edition"]), data["imported_from"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: the imported table is broken; import it again or delete it") from error
