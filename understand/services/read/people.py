"""Who furnished a service, and under which discipline's plan."""

import re
from dataclasses import replace

from understand.services.read.alignment import Match
from understand.services.read.cut import ASSISTANT, TREATED
from understand.services.read.items import BESIDE_CODE
from understand.services.read.spelling import Rewritten
from understand.services.read.tokens import Token, between
from understand.services.read.visit import span_of
from understand.services.service import Discipline, Service, Who

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
# What stands between a person and the bare minutes of theirs ("PT did 10", "the OT another 8", "7 by the PTA").
DID = re.compile(
    r"[\s:=)-]*(?:(?:did|does|had|has|took|gave|spent|am|pm|in|morning|afternoon|for|got|then|an?|the|about|another|other|additional|more|last|first"
    r"|next|remaining|final|only|just|alone|solo|by (?:him|her|them)self|on (?:his|her|their) own)[\s:,]+){0,4}"
)
# The same told with a verb: "PTA took over for the remaining 14", "PT did the rest which was 12".
WITH_VERB = re.compile(
    rf"[\s:=)-]*(?:then[\s,]+|also[\s,]+|just[\s,]+)?(?:{TREATED})[\s:,]+"
    r"(?:(?:up|in|on|over|off|out|back|it|her|him|them|with|for|and|of|which|that|was|is|an?|the|about|around|another|other"
    r"|additional|more|rest|remaining|remainder|last|first|next|final|only|just|alone|solo|treatment|session|treating"
    r"|working|doing|(?:the |my )?(?:pt|patient|client)|by (?:him|her|them)self|on (?:his|her|their) own)[\s:,]+){0,7}"
)
# "PT was 8", "make OT 9", "bump the PTA up to 12".
PARTS = r"(?:parts?|portion|share|bit|half|stretch|one|session|time|minutes|mins)"
TOLD_ANEW = re.compile(
    rf"[\s:='-]*(?:s\s+)?(?:{PARTS}\s*:?\s+)?(?:(?:did|does|had|has|got|was|were|is|s|only|just|actually|really|instead|to|up|down|at|went|for|the|about|said"
    r"|ran|took|came|ended|turned|out|should|have|been|be|documented|logged|charted|recorded)[\s:,]+){0,5}"
)
# "12 min by the PTA", "12 of it was my PTA".
SHARE_BY = re.compile(
    r"\s*(?:min\w*\s*)?(?:of (?:it|that|them|those|which|the \w+)\s+(?:was|were|is)\s+"
    r"(?:(?:done|given|all|just)\s+)?(?:(?:by|with|w|from)\s+)?"
    r"|(?:of (?:it|that|them|those|which|the \w+)\s+)?(?:(?:was|were)\s+)?(?:(?:done|given)\s+)?(?:by|with|w|from)\s+)"
    r"(?:the\s+|my\s+|our\s+|an?\s+)?"
)
NEXT_TO = re.compile(r"[\s(:=-]*")
FURTHER = re.compile(r"\b(?:another|additional|extra|more)\b")
NEAR = 12  # characters around minutes in which they may be told as further ones
# "14 of ex": of something that has a name, if none that is known here.
OF_SOMETHING = re.compile(
    r"\s*(?:min\w*\s*)?of (?:the |her |his )?(?!it\b|that\b|them\b|those\b|which\b|the\b|her\b|his\b)(?=[a-z])"
)
OF_A_WHOLE = re.compile(r"\s*-?\s*(?:min\w*\s*)?(?:visit|session|total|appt|appointment|eval\w*)\b")
MOST_MINUTES = 120  # a larger bare number beside a person is no time of treatment
ASSISTANTS = ("PTA", "OTA", "assistant")
SELF = re.compile(r"by (?:him|her|them)self")
JOINTLY = re.compile(r"together|jointly|co-?treat\w*")
THERAPIST_SPEAKS = re.compile(r"\b(?:i|me|myself|us)\b")
THERAPISTS = ("PT", "OT", "SLP", "therapist")
PLAN_LABELS = ("GP", "GO", "GN")  # modifiers of a plan of care, and no persons
SPEECH = "SLP"  # whose work has codes of its own
DISCIPLINES: dict[str, Discipline] = {
    "PT": "PT",
    "PTA": "PT",
    "GP": "PT",
    "OT": "OT",
    "OTA": "OT",
    "GO": "OT",
    "SLP": "SLP",
    "GN": "SLP",
}


def drop_selves(plain: str, tokens: list[Token]) -> list[Token]:
    """ "The PTA did 10 by herself": it is the assistant who is alone, not the patient."""
    theirs = [t.start for t in tokens if t.kind == "who" and t.value in ASSISTANTS]
    return [
        t
        for t in tokens
        if not (t.kind == "marker" and SELF.fullmatch(plain[t.start : t.end]) and any(p < t.start for p in theirs))
    ]


def drop_joint_assistants(plain: str, tokens: list[Token]) -> list[Token]:
    """ "2 PTAs together 30 min": only with a therapist is an assistant's time no assistant's."""
    named = {t.value for t in tokens if t.kind == "who"}
    if not named & set(ASSISTANTS) or named & set(THERAPISTS) or THERAPIST_SPEAKS.search(plain):
        return tokens
    return [t for t in tokens if not (t.value == "together" and JOINTLY.fullmatch(plain[t.start : t.end]))]


def count_each(plain: str, tokens: list[Token]) -> list[Token]:
    """ "PT and PTA did 15 min of neuro each": the one duration told is each person's."""
    durations = [t for t in tokens if t.is_spent]
    names = {t.value for t in tokens if t.kind == "code"}
    people = [t for t in tokens if t.kind == "who" and t.value in (*ASSISTANTS, *THERAPISTS)]
    each = [t for t in tokens if t.is_marker("each")]
    if not (
        len(durations) == len(each) == len(names) == 1 and len(people) == 2 and durations[0].amount <= MOST_MINUTES
    ):
        return tokens
    (first, last), (spent,), code = people, durations, next(iter(names))
    if first.value == last.value or not TWO.fullmatch(plain[first.end : last.start]) or spent.start < last.end:
        return tokens
    kept = [t for t in tokens if t not in (*durations, *each)]
    for person in (first, last):
        place = kept.index(person) + 1
        minutes = replace(spent, kind="minutes", start=person.end, end=person.end)
        kept[place:place] = [minutes, Token("code", code, 0, person.end, person.end, strong=False)]
    return kept


def share_code(plain: str, tokens: list[Token], told: str = "") -> list[Token]:
    """ "PTA did 20 min of neuro, PT did 10": where one code is named, each person's minutes are of it.

    "97112 30 min, 12 of it by the PTA": the one duration of nobody is the whole; the therapist's is the rest.

    Args:
        told: the only code of the turns before, meant where none is named.
    """
    named = {t.value for t in tokens if t.kind == "code"} or ({told} if told else set())
    durations = [t for t in tokens if t.is_spent and 0 < t.amount <= MOST_MINUTES]
    own = [t for t in durations if is_persons_own(plain, tokens, t)]
    others = [t for t in durations if t not in own and _is_nobodys(plain, tokens, t)]
    theirs = [t for t in durations if t not in own and _is_nobodys(plain, tokens, t, theirs=True)]
    several = len(own) + len(others) + len(theirs) > 1
    if len(named) != 1 or not own or len(others) > 1 or not several or _is_named_anew(plain, tokens, own):
        return tokens
    further = any(FURTHER.search(plain, max(0, t.start - NEAR), t.end + NEAR) for t in own)
    left = others[0].amount - (0 if further else sum(t.amount for t in own)) if others else 0
    if left < 0:
        return tokens
    code = named.pop()
    shared: list[Token] = []
    for token in tokens:
        if token in own:
            minutes = replace(token, kind="minutes")
            shared += [minutes, Token("code", code, 0, minutes.end, minutes.end, strong=False)]
        elif token in others:
            shared += [replace(token, amount=left)] if left else []
        elif token.kind == "remainder" and _tells_of(plain, tokens, token, own):
            continue
        elif token.kind != "marker" or token.value != "same":
            shared.append(token)
    return shared


def _is_named_anew(plain: str, tokens: list[Token], own: list[Token]) -> bool:
    """ "PTA 14, PT 9 more on same thing, PT 15 ther ex": a person's second minutes have a code, the first have none."""
    code = next((t for t in tokens if t.kind == "code"), None)
    before = [t for t in own if code and t.end <= code.start]
    people = [person.value for t in before if (person := person_of(plain, tokens[: tokens.index(t)], t))]
    return len(before) == len(people) > 1 and people[-1] in people[:-1]


def _is_nobodys(plain: str, tokens: list[Token], token: Token, theirs: bool = False) -> bool:
    """Whether minutes, or a number beside a code, stand right beside no person, and are not the visit's.

    Args:
        theirs: they are to stand right beside one.
    """
    ended = plain[token.end - 1] == "."
    if OF_A_WHOLE.match(plain, token.end) or theirs is not any(
        t.kind == "who"
        and (t.end <= token.start or (not ended and ENDS.match(plain, t.end)))
        and NEXT_TO.fullmatch(between(plain, t, token))
        for t in tokens
    ):
        return False
    gaps = [between(plain, t, token) for t in tokens if t.kind == "code"]
    return token.kind == "minutes" or any(BESIDE_CODE.fullmatch(gap) for gap in gaps)


def is_persons_own(plain: str, tokens: list[Token], token: Token) -> bool:
    """Whether minutes stand beside a person who may share a code, and are not those of the visit."""
    unknown = OF_SOMETHING.match(plain, token.end)
    if unknown and not any(t.kind == "code" and t.start == unknown.end() for t in tokens):
        return False
    people = [t for t in tokens if t.kind == "who" and t.value != SPEECH]
    # Beside an assistant "pt" is the therapist; alone it may be the patient, who completes ten minutes too.
    verbs = any(t.value in ASSISTANTS for t in people)
    if verbs and any(_ends_their_minutes(plain, tokens, p, token) for p in people):
        return True
    return any(is_told_of(plain, p, token) or (verbs and _did(plain, tokens, p, token)) for p in people)


def _ends_their_minutes(plain: str, tokens: list[Token], person: Token, token: Token) -> bool:
    """ "15 PT + 15 PTA", "8 cota/15 ot": bare minutes with the person right behind, whose clause ends there."""
    beside_code = any(t.kind == "code" and BESIDE_CODE.fullmatch(plain[t.end : token.start]) for t in tokens)
    behind = token.end <= person.start and not plain[token.end : person.start].strip()
    return behind and not beside_code and bool(ENDS.match(plain, person.end))


def _did(plain: str, tokens: list[Token], person: Token, token: Token) -> bool:
    """Whether a person does something for these minutes, whatever code is named between ("began nmr, 12 min")."""
    if person.end > token.start or OF_A_WHOLE.match(plain, token.end):
        return False
    between = plain[person.end : token.start]
    for code in reversed([t for t in tokens if t.kind == "code" and person.end <= t.start and t.end <= token.start]):
        between = between[: code.start - person.end] + " " + between[code.end - person.end :]
    return bool(WITH_VERB.fullmatch(between + " "))


def _tells_of(plain: str, tokens: list[Token], remainder: Token, own: list[Token]) -> bool:
    """ "The rest which was 12": what remains is told in minutes, a person's own."""
    people = [t.end for t in tokens if t.kind == "who" and t.end <= remainder.start]
    behind = next((t for t in tokens if t.start >= remainder.end and t.kind != "who"), None)
    return bool(people) and behind in own


def is_told_of(plain: str, person: Token, token: Token) -> bool:
    """Whether minutes stand beside a person, and are not those of the visit."""
    if OF_A_WHOLE.match(plain, token.end):
        return False
    gap = between(plain, person, token)
    if person.end <= token.start:
        return bool(DID.fullmatch(gap + " "))
    return token.end <= person.start and bool(SHARE_BY.fullmatch(gap))


def person_of(plain: str, tokens: list[Token], spent: Token) -> Token | None:
    """The person whom some minutes stand beside, in words of a follow-up too ("and PT was 8", "make OT 9")."""
    for person in tokens:
        if person.kind != "who" or person.value in (*PLAN_LABELS, "together"):
            continue
        told = person.end <= spent.start and TOLD_ANEW.fullmatch(plain[person.end : spent.start] + " ")
        if told or is_told_of(plain, person, spent) or _did(plain, tokens, person, spent):
            return person
    return None


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


def read_people(read: Rewritten, tokens: list[Token], codes: dict[int, str]) -> tuple[Service, ...]:
    """Minutes that stand beside a person, with the code that they are matched to, or none.

    Args:
        codes: the code of a duration that has one, by the duration's start.
    """
    return tuple(
        Service(
            codes.get(spent.start, ""),
            spent.amount,
            span_of(read, min(person.start, spent.start), max(person.end, spent.end)),
            discipline=DISCIPLINES.get(person.value),
            who=role_of(person, read.text),
        )
        for spent in tokens
        if spent.is_spent and (person := person_of(read.text, tokens, spent))
    )
