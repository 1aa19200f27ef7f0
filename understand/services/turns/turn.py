"""A later turn, and the services of the turns before as it leaves them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from understand.case import Span
from understand.services.read.tokens import plain_text
from understand.services.service import Service, ServicesRead

MOST_MINUTES = 240  # a larger number is no duration of a service


@dataclass(frozen=True, slots=True)
class Turn:
    """What a later turn tells by itself, with its text as typed, and as `plain` text of the same length."""

    text: str
    plain: str
    now: ServicesRead

    @classmethod
    def of(cls, text: str, now: ServicesRead) -> "Turn":
        return cls(text, plain_text(text), now)

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])


def renewed(earlier: ServicesRead, turn: Turn, services: Iterable[Service], **others: Any) -> ServicesRead:
    """The turns before with other services: what was told of the visit as a whole holds no longer."""
    told: dict[str, Any] = {
        "services": tuple(services),
        "premises": turn.now.premises,
        "claimed_units": turn.now.claimed_units,
        "visit_minutes": None,
        "timed_total": None,
        "derived": False,
        "unplaced": (),
        "which": None,
    }
    return replace(with_names(earlier, earlier, turn), **told | others)


def with_names(read: ServicesRead, earlier: ServicesRead, turn: Turn) -> ServicesRead:
    """With the codes that are named in the turns before and in this one."""
    return replace(
        read,
        codes=tuple(dict.fromkeys((*earlier.codes, *turn.now.codes))),
        untimed=tuple(dict.fromkeys((*earlier.untimed, *turn.now.untimed))),
    )


def in_place(services: Iterable[Service], old: Service, *new: Service) -> tuple[Service, ...]:
    """The services with others where one of them stood."""
    return tuple(s for service in services for s in (new if service is old else (service,)))


def is_same_person(service: Service, told: Service) -> bool:
    """Whether a service told before is of the person who is told of now."""
    if (service.who or "therapist") != (told.who or "therapist"):
        return False
    return told.discipline is None or told.discipline == (service.discipline or "PT")
