"""What a text says of minutes told before: codes that go, and minutes that were another code's work or a helper's."""

import re
from collections.abc import Container
from dataclasses import replace
from fractions import Fraction

from understand.services.read.helpers import HELPER
from understand.services.read.people import DISCIPLINES, role_of
from understand.services.read.spelling import Rewritten
from understand.services.read.tokens import PARTS, Token
from understand.services.read.who_told import SignedText
from understand.services.service import Part, Recoded
from understand.services.words import any_of

DROP = any_of("turns", "drop")
DROPPED_BEFORE = re.compile(rf"\b{DROP}\s+(?:(?:the|any|all|that|his|her|my|of)\s+)*$", re.IGNORECASE)
DROPPED_BEHIND = re.compile(any_of("turns", "dropped"), re.IGNORECASE)
DROPPED_ROUND = (
    re.compile(r"\b(?:take|leave|pull|cut|left|took)\s+(?:the\s+)?$"),
    re.compile(r"\s+(?:out|off|away)\b"),
)
LISTED = re.compile(r"\s*(?:,|and|or|&|\+|/)+\s*(?:the\s+)?")
TO_MINUTES = re.compile(r"\s*short\b|\s*(?:down |up )?(?:to|by|at|was|is|for|:|=)?\s*\d")
# A code, a number and a person are one capital letter each (`who_told.SIGNS`).
THE = r"(?:(?:the|that|those|these|this|his|her|my|our)\s+)*"
PART = r"(?:\s*\b(?:parts?|portion|minutes|mins?|time|one|bit|share|half|stuff|work|line|ones))?"
OLD = (
    rf"(?:(?P<every>both|everything|all(?: of (?:it|them|that))?|they all|it all)|(?P<it>it|that|this)"
    rf"|(?P<the>{THE})(?P<person>W\b(?:'?s)?\s*)?(?P<minutes>N\b\s*)?(?:(?:min\w*|of)\s+)*(?P<old>C\b)?{PART})"
)
NEW = rf"{THE}(?:(?:also|all|really|actually|just|more|like|only)\s+)*(?P<new>C)\b(?!\s*(?:for\s+)?N)"
IS = (
    r"\s*(?:(?:was|were|is|are|be|been|being|should|could|had|has|have|turned|turns|out|to|also|too|really|actually"
    r"|just|in|fact|more|like|supposed|meant|billed|coded|charted|called|done|got|gets|as)\s+)+"
)
# "10 of that", "half of the te": a part of minutes told before.
SOME = r"(?:(?P<part>N)\s*(?:min\w*\s*)?|(?:an?\s+|one\s+)?(?P<share>half|third|quarter)\s+)"
OF_OLD = rf"(?:(?:out\s+)?of\s+|(?<=half ))(?:{THE}(?P<old>C)\b|(?P<it>it|that|those|this)(?:\s+time)?)"
STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{SOME}{OF_OLD}{IS}{NEW}",
        rf"\b(?:move|shift|switch|change|put|give|make)\s+{SOME}{OF_OLD}\s*(?:(?:over|in)?to|as|for|under)\s+{NEW}",
        # "Swap the te for gait", "change the 12 to manual", "replace te with gait".
        rf"\b(?:swap|switch|change|replace|turn|convert|move|trade|exchange|put)\s+{OLD}\s*(?:out\s+)?"
        rf"(?:for|to|into|with|w|under|as|->|=>|=)\s+{NEW}",
        # "Call the te manual", "make that 15 gait not te", "bill the pta part as nmr".
        rf"\b(?:call|make|bill|code|count|label|log|chart|say)\s+{OLD}\s*(?:(?:as|under|to|into|was|is|be)\s+)*{NEW}",
        # "The PTA's 12 was also balance work", "what if both were neuro", "te should be gait".
        rf"{OLD}{IS}{NEW}",
        # "What if the PTA did gait instead".
        rf"(?P<person>W)\b(?:'?s)?\s+(?:(?:did|does|had|ran|took|gave|worked|was|doing|on|only|just)\s+)+{NEW}"
        r"(?=.*\binstead\b(?! of))",
        # "Gait not te", "manual instead of the te".
        rf"(?<![NC] )(?:\b(?P<person>W)\s+(?:did|does|had|ran|took|gave)\s+)?\b(?P<new>C)\s*(?:too|also)?\s*,?\s*"
        rf"(?:and |but )?(?:instead of|not|rather than|in place of)\s+{THE}(?P<old>C)\b",
        rf"\bnot\s+{THE}(?P<old>C)\b\s*[,;]?\s*(?:but|it was|was|it's|its|rather)?\s*{NEW}",
    )
)
HELPERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{OLD}\s*(?:w|with|by)\s+(?:(?:the|my|our|an?)\s+)?{HELPER}\W*$",
        rf"{OLD}{IS}(?:(?:by|with|w|the|my|our|an?|from)\s+)*{HELPER}",
        rf"\b{HELPER}\s+(?:(?:actually|really|just|also)\s+)*(?:did|had|ran|took|gave|covered|led|handled|watched)"
        rf"\s+{OLD}(?!\s*(?:of\b|N))",
    )
)
LESS = (
    re.compile(
        rf"\b(?:take|took|knock|shave|cut|deduct|subtract|remove)\s+{SOME}(?:off|from|out of|away from)(?:\s+of)?\s+"
        rf"{THE}(?P<old>C)\b"
    ),
)
PART_OF = re.compile(r"\b(?:of|half)\s+(?:(?:the|that|those|his|her|my|our)\s+)?$")
ASKS_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:why|which|when|how|what(?! if)|is|are|was|were|can|could|should|does|do|who)\b"
)


def read_dropped(plain: str, tokens: list[Token], codes: Container[str]) -> tuple[str, ...]:
    """Codes that are told to go: "drop the manual", "no manual", "take the te out", "manual was dropped"."""
    names = [t for t in tokens if t.kind == "code" or (t.kind == "noise" and t.value in codes)]
    dropped: list[Token] = []
    for token in names:
        before = plain[: token.start]
        listed = dropped and LISTED.fullmatch(plain[dropped[-1].end : token.start])
        goes = listed or DROPPED_BEFORE.search(before) or DROPPED_BEHIND.match(plain, token.end)
        round_it = DROPPED_ROUND[0].search(before) and DROPPED_ROUND[1].match(plain, token.end)
        if (goes or round_it) and not TO_MINUTES.match(plain, token.end):
            dropped.append(token)
    return tuple(dict.fromkeys(token.value for token in dropped))


def read_recoded(read: Rewritten, tokens: list[Token], codes: Container[str]) -> tuple[Recoded, ...]:
    """What minutes told before are said to have been instead, with how they are called, as it may be read."""
    if ASKS_WHICH.search(read.text):
        return ()
    denied = [replace(t, kind="code") if t.kind == "noise" and t.value in codes else t for t in tokens]
    text = SignedText(read.text, denied, before=True)
    named = any(t.kind == "code" for t in denied)  # only a helper's minutes are told without a code
    patterns = (*HELPERS, *LESS, *STATEMENTS) if named else HELPERS
    matches = (match for pattern in patterns for match in pattern.finditer(text.signs))
    return tuple(filter(None, (_told(read, text, match) for match in matches)))


def _told(read: Rewritten, text: SignedText, match: re.Match[str]) -> Recoded | None:
    named = {name for name, said in match.groupdict().items() if said}
    token = {
        name: text.tokens_in(match.start(name), match.end(name))[0]
        for name in named & {"person", "minutes", "old", "new", "part"}
    }
    if not named & {"person", "minutes", "old", "every", "it"} or PART_OF.search(text.signs[: match.start()]):
        return None
    if "minutes" in token and not named & {"person", "old"} and not (match["the"] or "").strip():
        return None
    person = token.get("person")
    start, end = text.original(*match.span())
    return Recoded(
        new=token["new"].value if "new" in token else "",
        span=read.span(start, end),
        old=token["old"].value if "old" in token else "",
        minutes=token["minutes"].amount if "minutes" in token else 0,
        who=role_of(person, read.text) if person else None,
        discipline=DISCIPLINES.get(person.value) if person else None,
        every="every" in named,
        part=Part(
            token["part"].amount if "part" in token else 0, PARTS[match["share"]] if "share" in named else Fraction(0)
        )
        if named & {"part", "share"}
        else None,
        helper=match.re in HELPERS,
    )
