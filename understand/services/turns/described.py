"""Work that is told by what was done and by no code's name: "rhythmic was 14", "leg press for 12 min".

A follow-up calls a service by any word that described it before. Which code some work is counted under, and which
words are its own, comes from the findings that are read of it; what else was told of a case is the code's that is asked
about.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from understand.case import Finding, Span
from understand.services.read.cut import cut
from understand.services.read.items import WORD, content
from understand.services.read.loose_names import loose_names
from understand.services.read.tokens import Code, plain_text
from understand.services.service import Named, Service, ServicesRead

ITEM_END = re.compile(r"[;,?\n+&|]|\.(?=\s|$)|\b(?:and|then|plus)\b")
MINUTES = re.compile(r"\d\s*(?:min|')")
SHORTEST_ALONE = 3  # letters of a word of the case that may call its service


@dataclass(frozen=True, slots=True)
class Names:
    """The words by which work was told, each with the code that it is counted under.

    Attributes:
        work: words of work that a code of its own is known for, or that stood with minutes.
        treatment: words that stood with other treatment or skill.
        case: other words of the case; both call the service that is asked about, where minutes are told in so many
            words. A word of several codes calls none.
    """

    work: Mapping[str, str] = field(default_factory=dict)
    treatment: frozenset[str] = frozenset()
    case: frozenset[str] = frozenset()


def names_after(
    names: Names, text: str, findings: Sequence[Finding], codes: Mapping[str, str], read: ServicesRead
) -> Names:
    """The names known once a turn is read.

    Args:
        codes: the code that each kind of work is counted under, by its finding.
        read: the services of the turn itself.
    """
    plain = plain_text(text)
    edges = [0, *(edge for match in ITEM_END.finditer(plain) for edge in match.span()), len(plain)]
    work, treatment, case = dict(names.work), set(names.treatment), set(names.case)
    skilled = [f.span for f in findings if f.id.startswith(("do_", "skill_"))]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        told = {code for first, last, code in _works(findings, codes) if first < end and start < last}
        told |= {s.code for s in read.services if s.code and _overlap(s.span, start, end)}
        words = set(content(plain[start:end]))
        if not told and any(span.start < end and start < span.end for span in skilled):
            treatment |= words
        elif not told:
            case |= words
        for word in words if told else ():
            other = len(told) > 1 or work.get(word, min(told)) != min(told)
            work[word] = "" if other else min(told)
    return Names(work, frozenset(treatment - work.keys()), frozenset(case - work.keys() - treatment))


def find_named(
    text: str,
    names: Names,
    findings: Sequence[Finding],
    work_codes: Mapping[str, str],
    codes: Mapping[str, Code],
    before: ServicesRead,
) -> tuple[Named, ...]:
    """Where a follow-up calls work by what was done, in its own words or in those of the turns before.

    Args:
        work_codes: the code that each kind of work is counted under, by its finding.
        before: the services of the turns before.
    """
    plain = plain_text(text)
    in_minutes = MINUTES.search(plain) is not None
    if not (in_minutes or before.services or before.unplaced) and not any(
        token.kind == "code" for token in cut(text, codes)[1]
    ):
        return ()
    found = _works([f for f in findings if not f.by_meaning], work_codes)
    loose, code_of = loose_names(tuple(codes.values()))
    for name in loose.finditer(plain):  # what is listed under a code stands before what is found of it
        found = [(a, b, code_of[name[0]] if name.start() <= a and b <= name.end() else code) for a, b, code in found]
    treatment, case = (
        {name: before.only_subject for name in told if in_minutes and len(name) >= SHORTEST_ALONE}
        for told in (names.treatment, names.case)
    )
    known = ((WORD, names.work), (WORD, treatment), (loose, code_of), (WORD, case))
    for pattern, code_by in known:
        taken = list(found)
        for word in pattern.finditer(plain):
            code, (start, end) = code_by.get(word[0], ""), word.span()
            if code and not any(a < end and start < b for a, b, _ in taken):
                found.append((start, end, code))
    return tuple(_merged(text, plain, found))


def _works(findings: Sequence[Finding], codes: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Where work is told, with its code; of several on one place the last that is known of: retraining comes first."""
    order = list(codes)
    found: list[tuple[int, int, str]] = []
    for finding in sorted((f for f in findings if f.id in codes), key=lambda f: order.index(f.id), reverse=True):
        start, end = finding.span.start, finding.span.end
        if not any(a < end and start < b and code != codes[finding.id] for a, b, code in found):
            found.append((start, end, codes[finding.id]))
    return found


def _merged(text: str, plain: str, found: Sequence[tuple[int, int, str]]) -> list[Named]:
    """Stretches of the same code that touch or overlap as one; those of several codes on one place are none."""
    merged: list[list[int | str]] = []
    for start, end, code in sorted(found):
        last = merged[-1] if merged else None
        if last and (start < int(last[1]) or not plain[int(last[1]) : start].strip(" -/")):
            if start < int(last[1]) and last[2] != code:
                last[2] = ""
            if last[2] in (code, ""):
                last[1] = max(int(last[1]), end)
                continue
        merged.append([start, end, code])
    return [Named(str(c), Span(int(a), int(b), text[int(a) : int(b)])) for a, b, c in merged if c]


def called(services: Sequence[Service], words: Collection[str]) -> list[Service]:
    """Those that were called by some of the words that no other one was called by; all where none was."""
    own = [service.words.difference(*(s.words for s in services if s is not service)) for service in services]
    return [s for s, mine in zip(services, own, strict=True) if mine & set(words)] or list(services)


def _overlap(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
