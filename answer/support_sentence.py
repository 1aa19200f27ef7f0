"""Reads one sentence into what the support gate compares: facts, words, polarity and force."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from answer.support_words import Role, SupportWords
from index.words import STOP_WORDS, stem

FactKind = Literal["date", "money", "percent", "number", "code", "modifier", "name"]

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
TOKEN = re.compile(
    rf"""
    (?P<iso>\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b)
  | (?P<slash>\b\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d\b)
  | (?P<day_first>\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?i:{_MONTH})(?:,?\s+(?:19|20)\d\d)?\b)
  | (?P<month_first>\b(?i:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?)
  | (?P<month_year>\b(?i:{_MONTH}),?\s+(?:of\s+)?(?:19|20)\d\d\b)
  | (?P<year>\b(?:CY|FY)?\s?(?:19|20)\d\d\b(?![-/]\d|\.\d))
  | (?P<money>(?:US)?\$\s?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?(?:million|billion|thousand|[MBkK]\b))?)
  | (?P<percent>\d+(?:\.\d+)?\s?(?:%|percent\b|per\scent\b))
  | (?P<code>\b(?:[A-Z]{{1,4}}-?\d+[\dA-Z]*(?:[.-]\d[\dA-Z]*)*|\d{{5}}|\d{{4}}[A-Z])\b)
  | (?P<number>(?<![\w])[-−]?\d+(?:,\d{{3}})*(?:\.\d+)?|\.\d+)
  | (?P<word>[^\W\d_]+(?:['’][a-z]+)?)
  | (?P<clause_end>[;:,()—]|\s[-–]\s)
    """,
    re.VERBOSE,
)
LEADING_ANSWER = re.compile(
    r"^(?:yes|no|in short|in brief|often not|usually not|"
    r"not (?:quite|always|by itself|for long|necessarily|really|yet))"
    r"\b\s*[,.:;—-]\s*",
    re.IGNORECASE,
)
CITATION_MARK = re.compile(r"\s*\[(?:[A-Z]?\d+(?:\s*[,;–-]\s*[A-Z]?\d+)*)\]")
POSSESSIVE = re.compile(r"(?<!\b[Ii]t)(?<!\b[Tt]hat)(?<!\b[Tt]here)(?<=[^\W\d_])'s\b|(?<=s)'(?=\s)")
MULTIPLIERS = {"million": 10**6, "m": 10**6, "billion": 10**9, "b": 10**9, "thousand": 1000, "k": 1000}

# Words of these kinds say how strongly something holds, not what.
FORCE_ONLY = {
    "open_questions", "bound", "bound_after", "date_side", "modal", "hedges", "strong_hedges", "must_hedge",
    "alone", "narrowing", "absolute",
}  # fmt: skip

# Words of these kinds keep their own meaning.
PLAIN_LISTS = {"case_words", "open_verdicts", "corrections", "sayings"}

# How many content words after a negator it still turns: a word with an opposite, any other word.
NEGATION_REACH_AXIS = 2
NEGATION_REACH_WORD = 2
# How far a bound ("at least") may stand before its number.
BOUND_REACH = 2
# A clause is parted at "and" only where both sides have this many content tokens.
CLAUSE_MINIMUM = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, code, date or name; `clause` and `place` say where in the sentence it stands.

    `family` says what it can be mistaken for: a payer for a payer, a number for a number.
    A number that counts something other than the vocabulary's units has that thing as its `noun`.
    """

    kind: FactKind
    value: str
    unit: str
    bound: str
    clause: int
    place: int
    shown: str
    noun: str = ""
    denied: bool = False
    family: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "family", self.value.split(":")[0] if self.kind == "name" else self.kind)


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of an axis ("payment", +1), its clause's number, and how far the clause's words stand from it.

    The sign is 0 where it cannot be read: a negator stands in the clause, but not close before the word.
    Distances count content words; words before the pole have negative ones.
    """

    axis: str
    sign: int
    clause: int
    near: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's words and facts, whether it denies, and whether it does so by a closing "does not"."""

    words: frozenset[str]
    facts: tuple[Fact, ...]
    denied: bool
    elliptic: bool
    sequence: tuple[str, ...]
    marks: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        return self.words | {f.value for f in self.facts}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the gate sees it.

    Attributes:
        words: stems of content words, synonyms folded into one, numbers and names left out.
        affirmed, negated: the stems outside and inside the reach of a negator.
        modals: (force, stem of the act that it governs).
        marks: kinds of words that occur: "narrowing", "alone", "absolute", "strong_hedges", "hedges", "negators".
        partial_negation: it denies that something alone suffices ("not the only reason").
        plain: every word's own stem, and whether a negator reaches it.
        sequence: words, facts, negators and opposites in reading order.
    """

    text: str
    words: frozenset[str]
    facts: tuple[Fact, ...]
    clauses: tuple[Clause, ...]
    poles: tuple[Pole, ...]
    affirmed: frozenset[str]
    negated: frozenset[str]
    modals: frozenset[tuple[str, str]]
    marks: frozenset[str]
    partial_negation: bool
    sequence: tuple[str, ...]
    plain: frozenset[tuple[str, bool]]

    @property
    def keys(self) -> frozenset[str]:
        """Words and facts together: what a supporting sentence should hold."""
        return self.words | {f.value for f in self.facts}


@dataclass(slots=True)
class _Token:
    kind: str
    value: str
    shown: str
    roles: tuple[Role, ...] = ()
    unit: str = ""
    bound: str = ""
    clause: int = 0
    place: int = 0
    negated: bool = False
    stems: tuple[str, ...] = field(default_factory=tuple)

    def has(self, kind: str) -> bool:
        return any(role.kind == kind for role in self.roles) if self.roles else False


@lru_cache(maxsize=20_000)
def plain_text(text: str) -> str:
    """Citation marks, markdown emphasis and odd spaces gone; dashes and quotes made plain."""
    text = unicodedata.normalize("NFKC", text)
    text = CITATION_MARK.sub("", text).replace("**", "").replace("`", "").replace("’", "'")
    text = POSSESSIVE.sub("", text)
    return " ".join(text.replace("“", '"').replace("”", '"').split())


def read_sentence(text: str, words: SupportWords) -> Sentence:
    """Scans, joins phrases, finds numbers and their units, parts clauses, then reads polarity and force."""
    plain = LEADING_ANSWER.sub("", plain_text(text))
    tokens = _join_phrases(_scan(plain), words)
    tokens = _read_numbers(tokens, words)
    _part_clauses(tokens)
    _bind_bounds(tokens)
    _negate(tokens)
    return _assemble(text, tokens)


def _scan(text: str) -> list[_Token]:
    tokens = []
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        shown = match.group().strip()
        if kind in ("iso", "slash", "day_first", "month_first", "month_year", "year"):
            tokens.append(_Token("date", _iso_date(kind, shown), shown))
        elif kind == "money":
            tokens.append(_Token("money", _amount(shown), shown))
        elif kind == "percent":
            tokens.append(_Token("percent", _decimal(re.split(r"\s|%|p", shown)[0]), shown))
        elif kind == "number":
            tokens.append(_Token("number", _decimal(shown), shown))
        else:
            tokens.append(_Token(kind, shown, shown))
    return tokens


def _iso_date(kind: str, shown: str) -> str:
    """ "1 July 2024", "July 1, 2024" and "7/1/2024" become "2024-07-01"; a missing part is left out."""
    if kind == "iso":
        return shown
    if kind == "slash":
        month, day, year = shown.split("/")
        return f"{year if len(year) == 4 else '20' + year}-{int(month):02d}-{int(day):02d}"
    year_found = re.search(r"(?:19|20)\d\d", shown)
    year = year_found.group() if year_found else "0000"
    if kind == "year":
        return year
    month_found = re.search(r"[A-Za-z]{3,}", shown.replace("of ", ""))
    number = MONTHS.index(month_found.group()[:3].lower()) + 1 if month_found else 0
    if kind == "month_year":
        return f"{year}-{number:02d}"
    day_found = re.search(r"\b\d{1,2}(?!\d)", shown)
    return f"{year}-{number:02d}-{int(day_found.group()) if day_found else 0:02d}"


def _amount(shown: str) -> str:
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]+)?", shown.replace("US", ""))
    if not found:
        return shown
    times = MULTIPLIERS.get((found.group(2) or "").lower(), 1)
    return _decimal(str(round(float(found.group(1).replace(",", "")) * times, 4)))


def _decimal(shown: str) -> str:
    number = shown.replace(",", "").replace("−", "-").lstrip("+-")
    return number.rstrip("0").rstrip(".") if "." in number else (number.lstrip("0") or "0")


def _join_phrases(tokens: list[_Token], words: SupportWords) -> list[_Token]:
    """The longest phrase of the vocabulary at each place becomes one token with that phrase's roles."""
    joined: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind in ("word", "code") and token.shown in words.modifiers:
            joined.append(_Token("modifier", token.shown, token.shown))
            at += 1
            continue
        if token.kind in ("word", "code") and token.shown in words.capitals:
            joined.append(_Token("phrase", token.shown, token.shown, words.capitals[token.shown]))
            at += 1
            continue
        length, roles = _longest_phrase(tokens, at, words)
        if length:
            shown = " ".join(t.shown for t in tokens[at : at + length])
            stems = tuple(stem(t.shown.lower()) for t in tokens[at : at + length])
            joined.append(_Token("phrase", shown.lower(), shown, roles, stems=stems))
            at += length
            continue
        if token.kind == "word" and stem(token.shown.lower()) in words.stems:
            token.roles, token.kind = words.stems[stem(token.shown.lower())], "phrase"
            token.stems = (stem(token.shown.lower()),)
        if token.kind == "word" and token.shown in words.proper_words:
            token.roles = (*token.roles, Role("name", f"proper:{token.shown.lower()}"))
        joined.append(token)
        at += 1
    return joined


def _longest_phrase(tokens: Sequence[_Token], at: int, words: SupportWords) -> tuple[int, tuple[Role, ...]]:
    spelled: list[str] = []
    for token in tokens[at : at + words.longest]:
        if token.kind not in ("word", "number", "code"):
            break
        spelled.append(token.shown.lower().replace("’", "'"))
    for length in range(len(spelled), 0, -1):
        roles = words.phrases.get(tuple(spelled[:length]))
        if roles and (length > 1 or tokens[at].kind != "number"):
            return length, roles
    return 0, ()


def _read_numbers(tokens: list[_Token], words: SupportWords) -> list[_Token]:
    """Number words become numbers, percent words percents, and each number learns what it counts."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind in ("word", "phrase"):
            number = words.numbers.get(token.shown.lower())
            if number is None and following is not None and following.shown.lower() in words.units:
                number = words.numbers_before_unit.get(token.shown.lower())
            if number is not None:
                token.kind, token.value, token.roles = "number", number, ()
        if token.kind == "number" and following is not None and following.shown.lower() in ("percent", "per cent"):
            token.kind = "percent"
    unit = ""
    for token in reversed(tokens):
        name = token.shown.lower()
        if name in words.units and token.kind in ("word", "phrase"):
            unit = words.units[name]
        elif token.kind == "number":
            token.unit = unit
        elif not _passes_unit_on(token, name):
            unit = ""
    return tokens


# Words that may stand between a number and what it counts, or between the two numbers of a range.
UNIT_PASSES = frozenset(("to", "or", "and", "timed", "more", "treatment", "calendar", "further", "consecutive"))


def _passes_unit_on(token: _Token, name: str) -> bool:
    if token.kind == "clause_end":
        return token.shown in "–- "
    return name in UNIT_PASSES or token.has("bound") or token.has("bound_after")


def _is_content(token: _Token) -> bool:
    if token.kind in ("clause_end", "negator"):
        return False
    return token.shown.lower() not in STOP_WORDS


def _part_clauses(tokens: list[_Token]) -> None:
    """Numbers the clauses: parted at ; : ( ) — and "but", and at commas and "and" between full clauses."""
    clause = 0
    for place, token in enumerate(tokens):
        token.place = place
        if (
            place
            and tokens[place - 1].shown == ","
            and token.shown.lower() == "and"
            and clause == tokens[place - 1].clause
        ):
            clause += _both_sides_full(tokens, place)
            token.clause = clause
            continue
        hard = token.kind == "clause_end" and token.shown != "," and not _short_bracket(tokens, place)
        listed = token.shown == "," and _opens_or_list(tokens[place + 1 :])
        soft = (token.kind == "clause_end" and token.shown == "," and not listed) or token.shown.lower() == "and"
        if hard or token.has("clause_words") or (soft and _both_sides_full(tokens, place)):
            clause += 1
        token.clause = clause


def _short_bracket(tokens: Sequence[_Token], place: int) -> bool:
    """A bracket with a few words in it is a remark, no clause."""
    if tokens[place].shown == "(":
        ahead: Iterable[_Token] = tokens[place + 1 :]
        other = ")"
    elif tokens[place].shown == ")":
        ahead, other = reversed(tokens[:place]), "("
    else:
        return False
    count = 0
    for token in ahead:
        if token.shown == other:
            return count <= CLAUSE_MINIMUM
        count += _is_content(token)
    return False


def _opens_or_list(tokens: Sequence[_Token]) -> bool:
    """The comma parts items of a list that "or" closes: "help, slow down or use"."""
    for token in tokens[: 2 * CLAUSE_MINIMUM]:
        if token.kind == "clause_end" and token.shown != ",":
            return False
        if token.shown.lower() == "or":
            return True
    return False


def _both_sides_full(tokens: Sequence[_Token], place: int) -> bool:
    before = _run(list(reversed(tokens[:place])))
    after = _run(tokens[place + 1 :])
    return before >= CLAUSE_MINIMUM and after >= CLAUSE_MINIMUM


def _run(tokens: Sequence[_Token]) -> int:
    """Content tokens up to the next mark or "and"; one that stands right at the start (", and") is passed over."""
    count = 0
    for at, token in enumerate(tokens):
        if token.kind == "clause_end" or token.shown.lower() == "and" or token.has("clause_words"):
            if at == 0:
                continue
            break
        count += _is_content(token)
    return count


def _bind_bounds(tokens: list[_Token]) -> None:
    """Each number takes the bound before or after it; each date takes its side ("since", "until")."""
    for at, token in enumerate(tokens):
        if token.kind in ("number", "percent", "money"):
            token.bound = _role_value(tokens[max(0, at - BOUND_REACH) : at], "bound", last=True)
            if not token.bound:
                token.bound = _role_value(tokens[at + 1 : at + 3], "bound_after", last=False)
        elif token.kind == "date":
            token.bound = _role_value(tokens[max(0, at - BOUND_REACH - 1) : at], "date_side", last=True)


def _role_value(tokens: Sequence[_Token], kind: str, last: bool) -> str:
    values = [role.value for token in tokens for role in token.roles if role.kind == kind]
    return (values[-1] if last else values[0]) if values else ""


def _negate(tokens: list[_Token]) -> None:
    for at, token in enumerate(tokens):
        if not (token.has("negators") or token.has("excepting") or token.has("replacing")):
            continue
        longest = NEGATION_REACH_AXIS if token.has("negators") else NEGATION_REACH_WORD
        before = tokens[at - 1] if at else None
        if before and (before.has("modal") or before.has("axis")) and token.shown.lower() in ("no", "not", "never"):
            before.negated = True  # "must not", "requires no"
        reach = 0
        for place, other in enumerate(tokens[at + 1 :], at + 1):
            if other.clause != token.clause or other.has("negators") or _ends_reach(tokens, place):
                break
            if not _is_content(other):
                continue
            reach += 1
            if reach > longest:
                break
            if other.has("axis") or reach <= NEGATION_REACH_WORD:
                other.negated = not other.negated


def _ends_reach(tokens: Sequence[_Token], place: int) -> bool:
    """A comma ends the reach of a negator, unless a list of numbers or codes goes on behind it."""
    if tokens[place].kind != "clause_end":
        return False
    return place + 1 < len(tokens) and tokens[place + 1].kind not in ("number", "code", "modifier")


def _assemble(text: str, tokens: Sequence[_Token]) -> Sentence:
    stems = {token.place: _stems(token) for token in tokens}
    axis_free = [t for t in tokens if not t.has("axis")]
    facts = tuple(_facts(tokens))
    return Sentence(
        text=text,
        words=frozenset(s for t in tokens for s in stems[t.place]),
        facts=facts,
        clauses=tuple(_clauses(tokens, facts, stems)),
        poles=tuple(_poles(tokens, stems)),
        affirmed=frozenset(s for t in axis_free if not t.negated for s in stems[t.place]),
        negated=frozenset(s for t in axis_free if t.negated for s in stems[t.place]),
        modals=frozenset(_modals(tokens, stems)),
        marks=frozenset(_marks(tokens)),
        partial_negation=_denies_alone(tokens),
        sequence=_sequence(tokens, stems),
        plain=frozenset(_plain_words(tokens)),
    )


def _clauses(tokens: Sequence[_Token], facts: Sequence[Fact], stems: dict[int, tuple[str, ...]]) -> list[Clause]:
    clauses = []
    for clause_number in sorted({t.clause for t in tokens}):
        within = [t for t in tokens if t.clause == clause_number]
        words = frozenset(s for t in within for s in stems[t.place])
        own = tuple(f for f in facts if f.clause == clause_number)
        if words or own:
            sequence = tuple(key for t in within for key in _sequence_keys(t, stems) if key != "¬")
            last = next((t for t in reversed(within) if t.kind != "clause_end"), None)
            clauses.append(
                Clause(
                    words,
                    own,
                    _denies(within),
                    last is not None and last.has("negators"),
                    sequence,
                    frozenset(_marks(within)),
                )
            )
    return clauses


def _denies(tokens: Sequence[_Token]) -> bool:
    """One negator, or a list of like ones ("no activity, no skill"); two different ones undo each other."""
    negators = [t.shown.lower() for t in tokens if t.has("negators") and t.shown.lower() != "nor"]
    return bool(negators) and not (len(negators) == 2 and len(set(negators)) == 2)


def _marks(tokens: Sequence[_Token]) -> set[str]:
    """Kinds of words that occur; "only 1 unit" counts and does not narrow."""
    marks = set()
    for at, token in enumerate(tokens):
        before_number = at + 1 < len(tokens) and tokens[at + 1].kind in ("number", "money", "percent")
        for role in token.roles:
            counts = role.kind == "narrowing" and before_number
            denied = role.kind == "absolute" and token.negated
            if not counts and not denied:
                marks.add(role.kind)
    return marks


def _plain_words(tokens: Sequence[_Token]) -> Iterable[tuple[str, bool]]:
    for token in tokens:
        if token.kind in ("word", "phrase"):
            for word in token.shown.lower().split():
                if word not in STOP_WORDS:
                    yield stem(word), token.negated


def _sequence(tokens: Sequence[_Token], stems: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Keys in order; "Medicare, and not the AMA" sets a name aside and denies nothing else."""
    keys: list[str] = []
    for token in tokens:
        if token.has("name") and keys and keys[-1] == "¬":
            keys.pop()
        keys += _sequence_keys(token, stems)
    return tuple(keys)


def _sequence_keys(token: _Token, stems: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    if token.has("replacing") or (token.has("negators") and token.shown.lower() != "nor"):
        return ("¬",)
    signed = tuple(f"{role.value}{role.sign:+d}" for role in token.roles if role.kind == "axis")
    return signed or _keys(token, stems)


def _stems(token: _Token) -> tuple[str, ...]:
    """What the token adds to the words of the sentence: a folded synonym, or its stem."""
    if token.kind == "word":
        lower = token.shown.lower()
        return () if lower in STOP_WORDS or len(lower) < 2 else (stem(lower),)
    if token.kind != "phrase":
        return ()
    for role in token.roles:
        if role.kind == "synonym":
            return (role.value,)
    kinds = {role.kind for role in token.roles}
    if kinds & {"name", "negators", "excepting", "replacing", "not_negating", "clause_words"}:
        return ()
    if "axis" in kinds:
        return tuple(f"~{role.value}" for role in token.roles if role.kind == "axis")
    if kinds <= FORCE_ONLY:
        return ()
    if kinds <= PLAIN_LISTS:
        return tuple(s for s in token.stems if s not in STOP_WORDS)
    return token.stems


def _facts(tokens: Sequence[_Token]) -> list[Fact]:
    facts = []
    for token in tokens:
        if token.kind in ("date", "money", "percent", "number", "code", "modifier"):
            kind: FactKind = token.kind  # type: ignore[assignment]
            noun = _noun(tokens, token) if kind == "number" and not token.unit else ""
            facts.append(
                Fact(
                    kind,
                    token.value,
                    token.unit,
                    token.bound,
                    token.clause,
                    token.place,
                    token.shown,
                    noun,
                    token.negated,
                )
            )
        for role in token.roles:
            if role.kind == "name":
                facts.append(
                    Fact("name", role.value, "", "", token.clause, token.place, token.shown, "", token.negated)
                )
    return facts


def _noun(tokens: Sequence[_Token], number: _Token) -> str:
    following = tokens[number.place + 1] if number.place + 1 < len(tokens) else None
    if following is None or following.kind not in ("word", "phrase"):
        return ""
    return next(iter(_stems(following)), "")


def _poles(tokens: Sequence[_Token], stems: dict[int, tuple[str, ...]]) -> list[Pole]:
    poles = []
    for token in tokens:
        for role in token.roles:
            if role.kind == "axis":
                sign = _sign(role, token, tokens)
                poles.append(Pole(role.value, sign, token.clause, _near(token, tokens, stems)))
    return poles


def _sign(role: Role, pole: _Token, tokens: Sequence[_Token]) -> int:
    if pole.negated:
        return -role.sign
    before = [t for t in tokens[: pole.place] if t.clause == pole.clause and t.has("negators")]
    return 0 if before else role.sign


def _near(pole: _Token, tokens: Sequence[_Token], stems: dict[int, tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    keys = [(key, t.place) for t in tokens if t.clause == pole.clause and t is not pole for key in _keys(t, stems)]
    before = [key for key, place in keys if place < pole.place]
    after = [key for key, place in keys if place > pole.place]
    return tuple((key, at - len(before)) for at, key in enumerate(before)) + tuple(
        (key, at + 1) for at, key in enumerate(after)
    )


def _keys(token: _Token, stems: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    if token.kind in ("date", "money", "percent", "number", "code", "modifier"):
        return (token.value,)
    return stems[token.place] + tuple(role.value for role in token.roles if role.kind == "name")


def _modals(tokens: Sequence[_Token], stems: dict[int, tuple[str, ...]]) -> list[tuple[str, str]]:
    """The force of each modal with the next content word of its clause, the act that it governs."""
    found = []
    for at, token in enumerate(tokens):
        force = next((role.value for role in token.roles if role.kind == "modal"), "")
        if not force:
            continue
        act = next((s for other in tokens[at + 1 :] if other.clause == token.clause for s in stems[other.place]), "")
        found.append((force, act))
    return found


def _denies_alone(tokens: Sequence[_Token]) -> bool:
    return any(
        token.has("negators") and other.has("alone") and other.clause == token.clause and other is not token
        for token in tokens
        for other in tokens
    )
