"""Who furnished a service, and under which discipline's plan."""

import re

from understand.services.read.alignment import Match
from understand.services.read.cut import ASSISTANT
from understand.services.read.tokens import Token
from understand.services.service import Discipline, Who

PLAN_MODIFIER = re.compile(r"\b(g[pon])\b")
TOGETHER = re.compile(
    r"\s*(?:and|&|\+|/|with)\s*(?:the\s+)?(?:pta?|c?ota?|assistant|therapist|me)\s*(?:together|jointly"
    r"|treated together)"
)
ASSISTED = re.compile(rf"\b{ASSISTANT}\b")
BY = re.compile(
    r"\s*\(\s*|[\s(]*(?:of (?:it|that|them|those|which)\s+)?(?:by|with|w|from|done by|was)\s+"
    r"(?:the\s+|my\s+|a\s+|an\s+)?"
)
DASH = re.compile(r"\s*[-=]\s*")
TWO = re.compile(r"\s*(?:and|&|\+|/|,)\s*(?:the |an? )?")
ENDS = re.compile(r"\s*(?:[,;.)\n?+&/]|and\b|$)")
ASSISTANTS = ("PTA", "OTA", "assistant")
THERAPISTS = ("PT", "OT", "SLP", "therapist")
PLAN_LABELS = ("GP", "GO", "GN")  # modifiers of a plan of care, and no persons
SPEECH = "SLP"  # whose work has codes of its own
DISCIPLINES: dict[str, Discipline] = {
    **dict.fromkeys(("PT", "PTA", "GP"), "PT"),
    **dict.fromkeys(("OT", "OTA", "GO"), "OT"),
    **dict.fromkeys(("SLP", "GN"), "SLP"),
}


def read_labels(plain: str, tokens: list[Token]) -> tuple[bool, bool]:
    """Whether the question speaks of several disciplines, and of an assistant."""
    names = {t.value for t in tokens if t.kind == "who"}
    modified = (PLAN_MODIFIER.search(plain[t.start : t.end]) for t in tokens if t.kind == "code")
    names |= {plan[1].upper() for plan in modified if plan}
    physical, occupational, speech = names & {"PT", "PTA", "GP"}, names & {"OT", "OTA", "GO"}, names & {"SLP", "GN"}
    several = sum(map(bool, (physical, occupational, speech))) > 1 or bool(occupational or speech)
    return several, bool(ASSISTED.search(plain))


def _told_behind(plain: str, tokens: list[Token], match: Match, label: Token) -> bool:
    """ "20 nmr PT, 15 nmr OT": a person right behind the service, whose clause ends there, or "by the PTA"."""
    first, last = sorted((match.duration, match.target), key=lambda t: t.start)
    between = plain[last.end : label.start]
    if BY.fullmatch(between) or (DASH.fullmatch(between) and ENDS.match(plain, label.end)):
        return True
    led = any(t.kind == "who" and t.end <= first.start and not plain[t.end : first.start].strip(" :=-") for t in tokens)
    return not led and not between.strip(" ") and bool(ENDS.match(plain, label.end))


def discipline_of(tokens: list[Token], match: Match, plain: str) -> Discipline | None:
    """The plan's modifier right after the service, else the last label before it, else the only one."""
    if plan := PLAN_MODIFIER.search(plain[match.target.start : match.target.end]):
        return DISCIPLINES[plan[1].upper()]
    last = max(match.duration, match.target, key=lambda t: t.start)
    labels = [t for t in tokens if t.kind == "who" and t.value in DISCIPLINES]
    for label in labels:
        if label.start < last.end:
            continue
        if label.value in PLAN_LABELS and re.fullmatch(r"[\s\-,]*", plain[last.end : label.start]):
            return DISCIPLINES[label.value]
        if _told_behind(plain, tokens, match, label):
            return DISCIPLINES[label.value]
    if before := [t for t in labels if t.start < last.start]:
        return DISCIPLINES[before[-1].value]
    only = {DISCIPLINES[t.value] for t in labels}
    return only.pop() if len(only) == 1 else None


def who_of(tokens: list[Token], match: Match, plain: str) -> Who | None:
    """ "by the PTA" after the service, else the last person named before its minutes.

    None where two people are named for the only minutes and nothing tells who did which.
    """
    first, last = sorted((match.duration, match.target), key=lambda t: t.start)
    people = [t for t in tokens if t.kind == "who" and t.value not in PLAN_LABELS]
    for person in people:
        if person.start >= last.end and _told_behind(plain, tokens, match, person):
            return role_of(person, plain)
    before = [t for t in people if t.start < match.duration.start and not _ends_a_service(plain, tokens, t)]
    before = before or [t for t in people if first.start <= t.start < last.end]
    durations = [t for t in tokens if t.is_spent]
    if len(before) > 1 and len(durations) == 1 and _names_two(before[-2], before[-1], plain):
        return None
    if before:
        return role_of(before[-1], plain)
    return role_of(people[0], plain) if people and len(durations) == 1 else "therapist"


def _ends_a_service(plain: str, tokens: list[Token], person: Token) -> bool:
    """ "25 nmr by PTA, 13 te", "te 13 (PTA), nmr 25": the person is told of the service before, and of no other."""
    before = [t for t in tokens if t.end <= person.start and t.kind in ("code", "minutes", "number")]
    if not before or not ENDS.match(plain, person.end):
        return False
    between = plain[before[-1].end : person.start]
    return bool(BY.fullmatch(between) or DASH.fullmatch(between))


def _names_two(first: Token, last: Token, plain: str) -> bool:
    """ "PT and PTA 30 min nmr": a therapist and an assistant in one breath."""
    roles = {role_of(first, plain), role_of(last, plain)}
    return roles == {"therapist", "assistant"} and bool(TWO.fullmatch(plain[first.end : last.start]))


def role_of(person: Token, plain: str) -> Who:
    """Therapist or assistant, or both where they work together."""
    if person.value == "together":
        return "together"
    if TOGETHER.match(plain[person.end : person.end + 40]):
        return "together"
    return "assistant" if person.value in ASSISTANTS else "therapist"
