"""What the dated code-pair table says of two codes billed on the same day."""

from dataclasses import dataclass
from typing import Literal

from rules.cite import Cite
from rules.tables import CodePair, Edition, Tables

PairStatus = Literal["edit", "no_edit", "not_in_table"]


@dataclass(frozen=True, slots=True)
class PairResult:
    """`no_edit` means that the pair was looked up and has none; `not_in_table`, that it was not looked up.

    An imported official file is complete, so a pair of known therapy codes that it lacks has no edit.
    """

    codes: tuple[str, str]
    status: PairStatus
    pair: CodePair | None
    edition: Edition
    cites: tuple[Cite, ...]


def look_up_pair(first: str, second: str, tables: Tables) -> PairResult:
    """The edit of two codes, whichever order they are named in."""
    wanted, codes = {first, second}, (first, second)
    edition = tables.pairs_edition
    for pair in tables.pairs:
        if {pair.column1, pair.column2} == wanted and pair.indicator != 9:
            return PairResult(codes, "edit", pair, edition, pair.cites)
    for entry in tables.no_edits:
        if entry.codes == wanted:
            return PairResult(codes, "no_edit", None, edition, entry.cites)
    if edition.imported_from and wanted <= tables.codes.keys() and first != second:
        return PairResult(codes, "no_edit", None, edition, tables.cite("pair_direction"))
    return PairResult(codes, "not_in_table", None, edition, tables.cite("pair_edition"))
