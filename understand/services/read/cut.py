"""Cuts a question into codes, durations, units, markers and numbers that are no minutes."""

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from understand.number_words import ONES, TEENS, TENS, number_of
from understand.services.read.spelling import Rewritten, respell
from understand.services.read.tokens import Code, Token, plain_text
from understand.services.words import NUMBER, alternatives, any_of

LONG_NUMBERS = frozenset(word for word in (*TEENS, *TENS) if len(word) > 5)
NEVER_MENDED = frozenset((*ONES, *TEENS, *TENS, *alternatives("lists")["never_mended"]))
WORD = re.compile(r"[a-z]{5,}")
MINUTE, HOUR, UNIT, PLAN = (any_of("pieces", name) for name in ("minute", "hour", "unit", "plan"))

# Evaluation and management.
OFFICE_VISIT = re.compile(r"992\d\d")

LONGEST_GLUED = 8  # letters of a name that stands right before its minutes ("te15")
LONGEST_WITH_M = 120  # "20 m" are minutes, "310 m" are metres
LONGEST_DURATION = 600  # minutes; "bp 150 90 hr 99" has no ninety hours
LONGEST_RANGE = 240  # minutes; two times further apart are no service

SLASHED_NUMBERS = re.compile(r"\d{1,3}(?:\s*[/-]\s*\d{1,3})+\s*(?:min\w*)?")
SLASHED = re.compile(r"\b(?:min(?:ute)?s?|times)\s*(?:were|was|are|:|=)?\s*\d{1,3}(?:\s*/\s*\d{1,3})+")

# Rule names, ratios and denial codes are recognised before units and durations, whose words they share;
# frequency, ages, scores, ranges, dates, sets and diagnosis codes after them.
RULE_NAMES, NO_MINUTES = alternatives("no_minutes")["rules"], alternatives("no_minutes")["others"]
IN_AND_OUT = re.compile(r"\b(?:out|stop|end)|\bin\b|^start")
WITHOUT = re.compile(r"\b(?:without|w/o|no|not|minus)\s+$")
AGE_SEX = re.compile(r"\b\d{1,3}\s?(?:F|M)\b")
DENIED = re.compile(
    r"\b(?:den(?:y|ied|ials?|ying)|remit\w*|remark\w*|reject\w*|appeal\w*|eobs?|eras?|carc|rarc)\b", re.I
)
# "97112 CO 222": of three digits hardly minutes; of fewer where a denial is spoken of, or behind a hyphen.
DENIAL_CODE = re.compile(r"\b(?:co|pr|oa|pi)(?:\s?#?\s?\d{3}|-\d{1,3})\b(?!\s*min)", re.I)
DENIAL_CODE_SPOKEN_OF = re.compile(r"\b(?:co|pr|oa|pi)[\s#-]{0,2}\d{1,3}\b(?!\s*min)", re.I)

MARKERS = {name: any_of("markers", name) for name in alternatives("markers")}
# What a person does with minutes of treatment ("I wrapped up with 10 more", "the PTA took over for the rest").
TREATED, ASSISTANT = any_of("pieces", "treated"), any_of("pieces", "assistant")
# "Took the pt", "pt was seen by", "pt tolerated well": the patient, not the therapist.
NOT_BEHIND = "".join(
    f"(?<!{verb} {article})"
    for verb in alternatives("lists")["takes_a_patient"]
    for article in ("", "the ", "my ", "our ", "this ")
)
WHO = {name: (NOT_BEHIND if name == "PT" else "") + any_of("persons", name) for name in alternatives("persons")}


def prepare_reader(codes: Mapping[str, Code]) -> None:
    """Builds the grammar for these codes ahead of the first question (some tens of milliseconds)."""
    _grammar(tuple(codes.values()))


def cut(text: str, codes: Mapping[str, Code]) -> tuple[Rewritten, list[Token]]:
    """The text as read (respelled, typing errors in code names mended) and its tokens in order."""
    pattern, synonyms, words, glued = _grammar(tuple(codes.values()))
    short = frozenset(name for code in codes.values() for name in code.abbreviations)
    masked = AGE_SEX.sub(_hide, text)
    masked = (DENIAL_CODE_SPOKEN_OF if DENIED.search(text) else DENIAL_CODE).sub(_hide, masked)
    read = _mend(respell(Rewritten.of(text, plain_text(masked))), words)
    read = read.replace(glued, lambda m: m[0] + " ")
    read = read.replace(SLASHED, lambda m: m[0].replace("/", ","))
    tokens = []
    for match in pattern.finditer(read.text):
        if token := _token(match, synonyms, short):
            tokens.append(token)
    return read, tokens


def _hide(match: re.Match[str]) -> str:
    return "~" * len(match[0])


def _token(match: re.Match[str], synonyms: Mapping[str, str], abbreviations: frozenset[str]) -> Token | None:
    kind, start, end = match.lastgroup or "", match.start(), match.end()
    group = match.groupdict()
    if group["code"]:
        return Token("code", group["code"].upper(), 0, start, end)
    if group["synonym"]:
        if WITHOUT.search(match.string, max(0, start - 10), start):
            name = _joined(re.sub(r"[\s-]+", " ", group["synonym"]))
            return Token("noise", synonyms[name], 0, start, end)
        name = re.sub(r"[\s-]+", " ", group["synonym"])
        strong = (len(name) > 4 and " " in name) or name.replace(" ", "-") in abbreviations or name in abbreviations
        return Token("code", synonyms[_joined(name)], 0, start, end, strong)
    if group["clock"]:
        if times := clock_times(group["clock"]):
            whole = IN_AND_OUT.search(group["clock"])
            return Token("minutes", "in_out" if whole else "clock", times[1] - times[0], start, end, clock=times)
        return Token("noise", "", 0, start, end)
    if group["time"]:
        return Token("time", match[0], 0, start, end)
    if group["units"]:
        return Token("units", "", int(number_of(re.search(NUMBER, group["units"])[0])), start, end)  # type: ignore[index]
    if group["duration"]:
        spent = _duration(group["duration"])
        far = re.search(r"\d\s*m$", group["duration"]) and spent > LONGEST_WITH_M
        return Token("noise" if far or spent > LONGEST_DURATION else "minutes", "", spent, start, end)
    if group["remainder"]:
        return Token("remainder", "", 0, start, end)
    if group["bare"]:
        value = number_of(group["bare"])
        return Token("number", "", int(value), start, end) if value == int(value) else None
    for name in MARKERS:
        if group[f"m_{name}"]:
            return Token("marker", name, 0, start, end)
    for name in WHO:
        if group[f"w_{name}"]:
            return Token("who", name, 0, start, end)
    return Token("slashed" if SLASHED_NUMBERS.fullmatch(match[0]) else "noise", kind, 0, start, end)


def _joined(name: str) -> str:
    """A name without spaces and hyphens, which people set as they like ("ther ex", "ther-ex", "therex")."""
    return re.sub(r"[\s-]+", "", name)


Grammar = tuple[re.Pattern[str], dict[str, str], frozenset[str], re.Pattern[str]]


@lru_cache(maxsize=4)
def _grammar(codes: tuple[Code, ...]) -> Grammar:
    names = sorted({plain_text(name) for code in codes for name in code.synonyms}, key=len, reverse=True)
    synonyms = {_joined(plain_text(name)): code.code for code in codes for name in code.synonyms}
    spelled = "|".join(r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", name))) for name in names)
    kinds = {name: f"(?P<{name}>{any_of('tokens', name)})" for name in alternatives("tokens")}
    kinds["code"] += any_of("tokens", "code_modifiers")
    kinds["synonym"] = rf"(?P<synonym>(?:(?<![\w-])|(?<='))(?:{spelled or '(?!)'})(?![a-z_]|-[a-z]))"
    # Rule names stand before durations, whose words they share, and durations before looser numbers.
    order = [
        *(kinds[name] for name in ("clock", "code")),
        *(f"(?P<r_{place}>{rule})" for place, rule in enumerate(RULE_NAMES)),
        *(kinds[name] for name in ("units", "duration", "time")),
        *(f"(?P<n_{place}>{noise})" for place, noise in enumerate(NO_MINUTES)),
        *(kinds[name] for name in ("synonym", "remainder")),
        *(f"(?P<m_{name}>{MARKERS[name]})" for name in sorted(MARKERS, key=lambda name: name != "timed_total")),
        *(f"(?P<w_{name}>{who})" for name, who in WHO.items()),
        kinds["bare"],
    ]
    known = (*names, *(name for code in codes for name in code.loose))
    vocabulary = frozenset(word for name in known for word in re.findall(r"[a-z]{5,}", name)) | LONG_NUMBERS
    short = "|".join(re.escape(name) for name in names if name.isalpha() and len(name) <= LONGEST_GLUED)
    glued = re.compile(rf"(?<![a-z0-9])(?:{short or '(?!)'})(?=\d)")
    return re.compile("|".join(order)), synonyms, vocabulary, glued


def _mend(read: Rewritten, vocabulary: frozenset[str]) -> Rewritten:
    """Replaces typing errors in words of code names and in number words."""

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        if word in vocabulary or word in NEVER_MENDED:
            return word
        allowed = 1 if len(word) < 8 else 2
        near = [
            (OSA.distance(w, word, score_cutoff=allowed), w)
            for w in vocabulary
            if w[0] == word[0] and abs(len(w) - len(word)) <= allowed
        ]
        distance, best = min(near, default=(0, word))
        return best if distance <= allowed else word

    return read.replace(WORD, mend)


def _duration(text: str) -> int:
    if match := re.fullmatch(rf"(\d)\s*x\s*({NUMBER})\s*-?\s*{MINUTE}", text):
        return int(match[1]) * int(number_of(match[2]))
    if re.search(r"three[- ]quarter|3[- ]quarter|3/4", text):
        return 45
    if "quarter" in text or "1/4" in text:
        return 15
    if re.search(r"and\s+(?:a\s+)?(?:half|1/2)", text):
        return 90
    if "half" in text or "1/2" in text or "½" in text:
        return 30
    hours = re.match(rf"(?:(an?|one)\s+|({NUMBER})\s*-?\s*)?{HOUR}(?:[- ]long)?", text)
    minutes = re.search(rf"({NUMBER})(?:\s*(?:or so|-))?\s*{MINUTE}$", text)
    spent = 0.0
    if hours:
        spent += 60 * (number_of(hours[2]) if hours[2] else 1)
    if minutes:
        spent += number_of(minutes[1])
    return round(spent)


def clock_times(text: str) -> tuple[int, int] | None:
    """First and last minute of the day of a range of times; None where they make no sense together."""
    times = re.findall(r"(\d{1,2})[:.](\d\d)|(?<!\d)(\d\d)(\d\d)(?!\d)|(?<![\d:.])(\d{1,2})(?![\d:.])", text)
    if len(times) != 2:
        return None
    first, last = (60 * int(t[0] or t[2] or t[4]) + int(t[1] or t[3] or 0) for t in times)
    if last <= first:
        last += 12 * 60
    return (first, last) if last - first <= LONGEST_RANGE else None
