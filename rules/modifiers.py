"""What a modifier says, and which combinations cannot stand on one line."""

from dataclasses import dataclass

from rules.cite import Cite
from rules.tables import Modifier, Tables

SEPARATE = frozenset({"59", "XE", "XS", "XP", "XU"})


@dataclass(frozen=True, slots=True)
class ModifierClash:
    """Two modifiers that cannot stand together on one line, and why."""

    modifiers: tuple[str, str]
    why: str
    cites: tuple[Cite, ...]


def known_modifiers(names: tuple[str, ...], tables: Tables) -> tuple[Modifier, ...]:
    return tuple(tables.modifiers[name] for name in names if name in tables.modifiers)


def clashes(names: tuple[str, ...], tables: Tables) -> tuple[ModifierClash, ...]:
    """Combinations on one line that the sources rule out: 59 with X, CQ with GO, CO with GP."""
    found = []
    if "59" in names and (x := next((n for n in names if n in SEPARATE - {"59"}), None)):
        found.append(
            ModifierClash(("59", x), "59 and an X modifier never stand on the same line", tables.modifiers["59"].cites)
        )
    for assistant, wrong, right in (("CQ", "GO", "GP"), ("CO", "GP", "GO")):
        if assistant in names and wrong in names:
            found.append(
                ModifierClash(
                    (assistant, wrong),
                    f"{assistant} goes with {right}, never with {wrong}",
                    tables.cite("assistant_pairing"),
                )
            )
    return tuple(found)
