"""Puts statements of who did what ("the 13 was the PTA", "PTA did half") to the services that they are told of."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from understand.services.service import Service, Who, WhoTold


def put_people(
    services: tuple[Service, ...], told: Sequence[WhoTold], spoken_for: Collection[int] = ()
) -> tuple[tuple[Service, ...], tuple[WhoTold, ...]]:
    """The services as the people told did them, and the statements that leave open which services are meant.

    What is left open is of nobody: no one is marked for it.

    Args:
        spoken_for: places among the services of those that a person is told beside, for "the other one".
    """
    order = sorted(range(len(services)), key=lambda place: services[place].span.start)
    done: dict[int, Who | None] = {}
    parts: dict[int, list[WhoTold]] = {}
    still_open: list[WhoTold] = []
    for statement in sorted(told, key=lambda t: "other" in (*t.meant, *t.but)):
        meant = _meant(services, order, statement, {*done, *spoken_for})
        if statement.part and meant and len(meant) == 1:
            parts.setdefault(meant[0], []).append(statement)
        elif statement.part or meant is None:
            still_open.append(statement)
            done |= {place: None for place in meant or range(len(services)) if place not in done}
        else:
            done |= dict.fromkeys(meant, statement.who)
    put: list[Service] = []
    for place, service in enumerate(services):
        if place in parts:
            put += _shared(service, parts[place])
        else:
            put.append(replace(service, who=done[place]) if place in done else service)
    return tuple(put), tuple(still_open)


def _meant(
    services: Sequence[Service], order: Sequence[int], statement: WhoTold, known: Collection[int]
) -> list[int] | None:
    """Places of the services that are meant, or None where that is open."""
    items = statement.meant or ("all",)
    found = _places(services, order, items, known)
    but = _places(services, order, statement.but, known)
    if found is None or but is None:
        return None
    return [place for place in found if place not in but] or None


def _places(
    services: Sequence[Service], order: Sequence[int], items: Sequence[int | str], known: Collection[int]
) -> list[int] | None:
    found: list[int] = []
    for item in items:
        if item == "all":
            places = list(order)
        elif item == "other":
            places = [place for place in order if place not in known]
            places = places if len(places) < len(order) else []
        elif isinstance(item, str) and item.startswith("place "):
            places = [order[int(item[6:])]] if int(item[6:]) < len(order) else []
        elif isinstance(item, int):
            places = [place for place in order if services[place].minutes == item]
            if len(places) > 1:
                return None
            if not places and sum(service.minutes for service in services) == item:
                places = list(order)
        else:
            places = [place for place in order if services[place].code == item]
        if not places:
            return None
        found += [place for place in places if place not in found]
    return found


def _shared(service: Service, told: Sequence[WhoTold]) -> list[Service]:
    """One service's minutes, shared out; those of nobody are the other one's, therapist or assistant."""
    spent: dict[Who, int] = {}
    left = service.minutes
    for statement in sorted(told, key=lambda t: (bool(t.part and t.part.rest), t.who != "assistant")):
        part = statement.part
        minutes = left if part is None or part.rest else min(left, part.of(service.minutes))
        spent[statement.who] = spent.get(statement.who, 0) + minutes
        left -= minutes
    counterpart: Who = "therapist" if "assistant" in spent else "assistant"
    spent[counterpart] = spent.get(counterpart, 0) + left
    return [replace(service, minutes=minutes, who=who, clock=None) for who, minutes in spent.items() if minutes]


def spoken_for(services: Sequence[Service], people: Sequence[int]) -> set[int]:
    """Places of the services beside which a person stands: from the one before to the next, the first from the start.

    Args:
        people: where each person stands in the question.
    """
    order = sorted(range(len(services)), key=lambda place: services[place].span.start)
    starts = [0, *(services[place].span.start for place in order[1:])]
    return {order[bisect_right(starts, start) - 1] for start in people} if services else set()
