"""What a question says of services, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from understand.case import Span

Who = Literal["therapist", "assistant", "together"]
Discipline = Literal["PT", "OT", "SLP"]


@dataclass(frozen=True, slots=True)
class Service:
    """One stretch of a code: its minutes, its times of day if said (minutes since midnight), and by whom.

    Attributes:
        words: those that the question calls it by.
        described: they tell what was done, and no code's name.
    """

    code: str
    minutes: int
    span: Span
    clock: tuple[int, int] | None = None
    discipline: Discipline | None = None
    who: Who | None = None
    words: frozenset[str] = field(default=frozenset(), compare=False)
    described: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of the text that calls a code by what was done."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part of one service: minutes, a share, or what others leave; `less`: all but these minutes."""

    minutes: int = 0
    share: Fraction = Fraction(0)
    less: bool = False
    rest: bool = False

    def of(self, whole: int) -> int:
        return whole - self.minutes if self.less else self.minutes or ceil(whole * self.share)


@dataclass(frozen=True, slots=True)
class WhoTold:
    """A person with the services, or the part of one, that they did.

    Attributes:
        meant: minutes or a code of a service, its place ("place 0"), "other", "all", or "one" where it is open which.
            None are told of a part where one service is told.
        but: those that they did not do.
        start, end: where it stands in the text as read (`understand.services.read.spelling`).
    """

    who: Who
    start: int
    end: int
    meant: tuple[int | str, ...] = ()
    but: tuple[int | str, ...] = ()
    part: Part | None = None

    @property
    def singles_out(self) -> bool:
        """Whether it tells a part, or some services from others by more than a code's name."""
        words = [
            meant for meant in self.meant if isinstance(meant, int) or meant.split()[0] in ("place", "other", "one")
        ]
        return bool(self.part or self.but or words)


@dataclass(frozen=True, slots=True)
class Recoded:
    """Minutes told before, called by their code, their number or who did them, that were another code's work.

    Attributes:
        new: empty where they go: they are a `helper`'s, or no treatment.
        every: all that was told before.
        part: so many of them.
    """

    new: str
    span: Span
    old: str = ""
    minutes: int = 0
    who: Who | None = None
    discipline: Discipline | None = None
    every: bool = False
    part: Part | None = None
    helper: bool = False


@dataclass(frozen=True, slots=True)
class ServicesRead:
    """What a question says of services.

    Attributes:
        services: stretches of codes with minutes, untimed codes included; the same code may recur.
        untimed: untimed codes that are named, with or without minutes.
        codes: every code that is named by number or by an unmistakable name, in order.
        billed: units by code as billed or claimed.
        billed_lines: where the codes with units as billed stand; their minutes are none.
        visit_minutes, rest_minutes, timed_total: as stated; None where not.
        premises: wrong or doubtful rules that the question takes for granted.
        claimed_units: units that the question says the minutes come to, where it names no code for them.
        assumed_code: True where minutes were given without a code and 97112 was taken.
        derived: True where the minutes of a code were taken from the visit less rest.
        mentioned: every code that is named by any name, short ones ("neuro") included.
        unplaced: minutes of which nothing says what they belong to; their code is empty.
        taken_off: minutes told to lie inside a service's and to be no treatment; those of the service are less them.
            Their code is empty where the minutes they lie in were told in an earlier turn.
        within: minutes told as a part of a service's that stay in it, since nothing says they are no treatment.
        by_work: work that is listed with its minutes by what was done, with the code that it is counted as.
        by_helpers: minutes that an aide, a technician or a student had alone, with the code beside them.
        which: minutes told anew for "one of them", with the first code that they are taken for; its code is empty
            where the services differ and nothing is changed.
        people: minutes told beside a person, with their code where one is told.
        dropped: codes that are told to go ("drop the manual").
        numbers: every number that may be minutes, as it stands.
        unused: what a follow-up tells of minutes or of a person that changed nothing; the services are those before.
        changed: the one service that the follow-up gave other minutes; a bare number after it is of it.
        who_open: where a person is told to have done a part, and it is open which minutes; those are of nobody.
        who_told: who did services that were told in an earlier turn.
        recoded: minutes told before that are said to have been another code's, as the words may be read, best first.
        told_anew: whether the last turn changed the services, or those that are none.
        subject: the code that the turns are about, of which minutes without a service are; empty where none is known.
        other_minutes: of documentation and other work that has no code here.
    """

    services: tuple[Service, ...] = ()
    untimed: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    billed: Mapping[str, int] | None = None
    billed_lines: tuple[Service, ...] = ()
    visit_minutes: int | None = None
    rest_minutes: int | None = None
    timed_total: int | None = None
    premises: tuple[str, ...] = ()
    claimed_units: int | None = None
    concurrent: bool = False
    group: bool = False
    overlap: bool = False
    assumed_code: bool = False
    derived: bool = False
    mentioned: tuple[str, ...] = ()
    unplaced: tuple[Service, ...] = ()
    other_minutes: int | None = None
    taken_off: tuple[Service, ...] = ()
    within: tuple[Service, ...] = ()
    by_work: tuple[Service, ...] = ()
    by_helpers: tuple[Service, ...] = ()
    which: Service | None = None
    people: tuple[Service, ...] = ()
    dropped: tuple[str, ...] = ()
    numbers: tuple[Service, ...] = ()
    unused: tuple[Service, ...] = ()
    changed: Service | None = None
    who_open: tuple[Service, ...] = ()
    who_told: tuple[WhoTold, ...] = ()
    recoded: tuple[Recoded, ...] = ()
    subject: str = ""
    told_anew: bool = False

    @property
    def only_code(self) -> str:
        """The code of all services, where there is one; else empty."""
        codes = {service.code for service in self.services}
        return codes.pop() if len(codes) == 1 else ""

    def told_of(self, code: str, other: str) -> "ServicesRead":
        """The same minutes as those of another code, with no units as billed: those were of the first one."""

        def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(other if name == code else name for name in names))

        return replace(
            self,
            services=tuple(replace(s, code=other) if s.code == code else s for s in self.services),
            codes=renamed(self.codes),
            mentioned=renamed(self.mentioned),
            billed=None,
            billed_lines=(),
            assumed_code=False,
        )

    @property
    def only_subject(self) -> str:
        """The code that a follow-up without one is of: that of all services, or the only one named without minutes."""
        return self.only_code or (
            "" if self.services else self.subject or (self.codes[0] if len(self.codes) == 1 else "")
        )

    def minutes(self) -> dict[str, int]:
        """Minutes by code, stretches added."""
        total: dict[str, int] = {}
        for service in self.services:
            total[service.code] = total.get(service.code, 0) + service.minutes
        return total
