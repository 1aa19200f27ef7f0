"""What is told of the visit as a whole, and what it leaves for a code that has no minutes of its own."""

import re
from collections.abc import Mapping

from understand.services.read.alignment import Match
from understand.services.read.spelling import Rewritten
from understand.services.read.tokens import Code, Token
from understand.services.service import Service
from understand.services.words import alternatives, any_of

CONCURRENT, GROUP, OVERLAP = (re.compile(any_of("visit", name)) for name in ("concurrent", "group", "overlap"))
PREMISES = {name: re.compile(any_of("premises", name)) for name in alternatives("premises")}


def read_premises(plain: str) -> tuple[str, ...]:
    """The wrong or doubtful rules that the question takes for granted."""
    return tuple(name for name, pattern in PREMISES.items() if pattern.search(plain))


def read_stated(matches: list[Match], loose: list[Token], services: tuple[Service, ...]) -> dict[str, int | None]:
    """Minutes of the visit, of rest and of all timed codes, as stated."""
    stated: dict[str, int | None] = {"visit": None, "rest": None, "timed_total": None, "other": None}
    for match in matches:
        if match.target.kind != "marker" or match.target.value == "same":
            continue
        name = "visit" if match.target.value == "total" else match.target.value
        before = (stated[name] or 0) if name in ("rest", "other") else 0
        stated[name] = before + match.duration.amount
    spent = sum(service.minutes for service in services)
    for token in loose:
        if stated["visit"] is None and services and token.amount >= spent:
            stated["visit"] = token.amount
    return stated


def fill_in(
    read: Rewritten,
    tokens: list[Token],
    services: tuple[Service, ...],
    named: tuple[str, ...],
    stated: dict[str, int | None],
    codes: Mapping[str, Code],
) -> tuple[tuple[Service, ...], bool]:
    """Minutes of the one code that has none: "the rest", or the visit less rest."""
    visit = stated["visit"] or stated["timed_total"]
    if not visit:
        return services, False
    left = visit - (stated["rest"] or 0) - (stated["other"] or 0) - sum(s.minutes for s in services)
    known = {service.code for service in services}
    pending = [t for t in tokens if t.kind == "code" and t.value not in known]
    remainder = next((t for t in tokens if t.kind == "remainder"), None)
    if remainder and pending and left > 0:
        token = min(pending, key=lambda t: abs(t.start - remainder.start))
        return (*services, Service(token.value, left, read.span(token.start, token.end))), True
    timed = [t for t in pending if t.value in codes and codes[t.value].timed]
    untimed = all(s.code in codes and not codes[s.code].timed for s in services)
    if untimed and len({t.value for t in timed}) == 1 and left > 0:
        return (*services, Service(timed[0].value, left, read.span(timed[0].start, timed[0].end))), True
    return services, False
