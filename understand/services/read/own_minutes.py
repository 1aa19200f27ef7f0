"""Minutes that stand beside a person, and the one code that persons share ("PTA did 20 of neuro, PT did 10")."""

import re
from dataclasses import replace

from understand.services.read.cut import TREATED
from understand.services.read.items import BESIDE_CODE
from understand.services.read.people import ASSISTANTS, DISCIPLINES, ENDS, PLAN_LABELS, SPEECH, THERAPISTS, TWO, role_of
from understand.services.read.spelling import Rewritten
from understand.services.read.tokens import Token, between, without
from understand.services.service import Service
from understand.services.words import any_of

# What stands between a person and the bare minutes of theirs ("PT did 10", "the OT another 8", "7 by the PTA").
DID = re.compile(rf"[\s:=)-]*(?:{any_of('beside_person', 'did')}[\s:,]+){{0,4}}")
# The same told with a verb: "PTA took over for the remaining 14", "PT did the rest which was 12".
WITH_VERB = re.compile(
    rf"[\s:=)-]*(?:(?:then|also|just)[\s,]+)?{TREATED}[\s:,]+(?:{any_of('beside_person', 'behind_verb')}[\s:,]+){{0,7}}"
)
# "PT was 8", "make OT 9", "bump the PTA up to 12".
TOLD_ANEW = re.compile(
    r"[\s:='-]*(?:s\s+)?(?:(?:parts?|portion|share|bit|half|stretch|one|session|time|minutes|mins)\s*:?\s+)?"
    rf"(?:{any_of('beside_person', 'told_anew')}[\s:,]+){{0,5}}"
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
SELF = re.compile(r"by (?:him|her|them)self")
JOINTLY = re.compile(r"together|jointly|co-?treat\w*")
THERAPIST_SPEAKS = re.compile(r"\b(?:i|me|myself|us)\b")


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
    codes = [t for t in tokens if t.kind == "code" and person.end <= t.start and t.end <= token.start]
    return bool(WITH_VERB.fullmatch(without(plain, person.end, token.start, codes) + " "))


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


def read_people(read: Rewritten, tokens: list[Token], codes: dict[int, str]) -> tuple[Service, ...]:
    """Minutes that stand beside a person, with the code that they are matched to, or none.

    Args:
        codes: the code of a duration that has one, by the duration's start.
    """
    return tuple(
        Service(
            codes.get(spent.start, ""),
            spent.amount,
            read.span(min(person.start, spent.start), max(person.end, spent.end)),
            discipline=DISCIPLINES.get(person.value),
            who=role_of(person, read.text),
        )
        for spent in tokens
        if spent.is_spent and (person := person_of(read.text, tokens, spent))
    )
