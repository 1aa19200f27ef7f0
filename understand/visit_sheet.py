"""The minutes of a whole visit as a form gives them: a sentence that reads back exactly as it was written.

A person who sees minutes read wrongly sets them right in a form; the sentence made of it takes the place of all
that was read from their words, so that a conversation, an export and its replay need nothing but text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from understand.case import Span
from understand.services import Discipline, Service, ServicesRead, Who

OPENING = "Minutes as they were:"
NOT_TOLD = "not told"
PERSONS: Mapping[str, tuple[Discipline | None, Who | None]] = {
    NOT_TOLD: (None, None),
    "therapist": (None, "therapist"),
    "assistant": (None, "assistant"),
    "both together": (None, "together"),
    "PT": ("PT", "therapist"),
    "PTA": ("PT", "assistant"),
    "OT": ("OT", "therapist"),
    "OTA": ("OT", "assistant"),
    "SLP": ("SLP", "therapist"),
}
LINE = re.compile(
    rf"(?P<code>[A-Z0-9]{{5}}) (?P<minutes>[1-9]\d{{0,2}}) min(?: by (?P<by>{'|'.join(PERSONS)}))?(?=[;.])"
)
SHEET = re.compile(rf"{OPENING}(?: [^;.]+;)* [^;.]+\.")


class Code(Protocol):
    """What is needed of a code: `rules.tables.Code` is one."""

    @property
    def timed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A code (five characters), its minutes (1 to 999) and who gave it, a key of `PERSONS`."""

    code: str
    minutes: int
    by: str = NOT_TOLD

    @classmethod
    def from_service(cls, service: Service) -> "SheetLine":
        """A discipline without a person is that of its therapist."""
        told = (service.discipline, service.who)
        by = next((name for name, persons in PERSONS.items() if persons == told), None)
        return cls(service.code, service.minutes, by or service.discipline or service.who or NOT_TOLD)


def write_sheet(lines: Iterable[SheetLine]) -> str:
    """One sentence; at least one line."""
    told = "; ".join(f"{n.code} {n.minutes} min{'' if n.by == NOT_TOLD else f' by {n.by}'}" for n in lines)
    return f"{OPENING} {told}."


def read_sheet(text: str, codes: Mapping[str, Code]) -> ServicesRead | None:
    """The services of a sheet that stands in the text; None where there is none, or one that no form wrote."""
    sheet = SHEET.search(text)
    if sheet is None:
        return None
    services = []
    for line in LINE.finditer(sheet[0]):
        discipline, who = PERSONS[line["by"] or NOT_TOLD]
        span = Span(sheet.start() + line.start(), sheet.start() + line.end(), line[0])
        services.append(Service(line["code"], int(line["minutes"]), span, discipline=discipline, who=who))
    if len(services) != sheet[0].count(";") + 1:
        return None
    named = tuple(dict.fromkeys(service.code for service in services))
    untimed = tuple(code for code in named if code in codes and not codes[code].timed)
    return ServicesRead(services=tuple(services), codes=named, untimed=untimed, mentioned=named)


def restate_services(earlier: ServicesRead, sheet: ServicesRead) -> ServicesRead:
    """The sheet in place of all minutes told before; codes that were named without minutes stay."""
    counted = {service.code for service in earlier.services}
    untimed = [code for code in earlier.untimed if code not in counted]
    return replace(
        sheet,
        untimed=tuple(dict.fromkeys((*untimed, *sheet.untimed))),
        codes=tuple(dict.fromkeys((*untimed, *sheet.codes))),
        subject=earlier.subject,
        told_anew=True,
    )
