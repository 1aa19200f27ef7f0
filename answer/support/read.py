"""Reads one sentence into what the support gate compares: facts, words, polarity and force."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from answer.support.clauses import negate, part_clauses
from answer.support.operands import read_links, read_operands
from answer.support.phrases import bind_bounds, join_phrases, read_numbers, share_units
from answer.support.scan import Token, plain_text, scan
from answer.support.sentence import DENYING, Clause, Fact, FactKind, Pole, Sentence
from answer.support.words import PLAIN_LISTS, Role, SupportWords
from index.words import STOP_WORDS, stem

LEADING_ANSWER = re.compile(
    r"^(?:yes|no|in short|in brief|often not|usually not|"
    r"not (?:quite|always|by itself|for long|necessarily|really|yet))"
    r"\b\s*[,.:;—-]\s*",
    re.IGNORECASE,
)
# "Does pain count? No, …": the question asserts nothing; answered with yes it does, and is kept.
LEADING_QUESTION = re.compile(r"^[^?.;]+\?\s+(?!yes\b)(?=\S)", re.IGNORECASE)
# Words of these kinds say how strongly something holds, not what.
FORCE_ONLY = {
    "open_questions", "bound", "bound_after", "date_side", "modal", "hedges", "strong_hedges", "must_hedge",
    "alone", "by_itself", "narrowing", "absolute", "openers", "conceding",
}  # fmt: skip

# So many words behind a modal name the act ("a required advance notice").
ACT_WORDS = 2


def read_sentence(text: str, words: SupportWords) -> Sentence:
    """Scans, joins phrases, finds numbers and their units, parts clauses, then reads polarity and force."""
    plain = LEADING_ANSWER.sub("", LEADING_QUESTION.sub("", plain_text(text)))
    tokens = join_phrases(scan(plain), words)
    tokens = read_numbers(tokens, words)
    part_clauses(tokens)
    share_units(tokens)
    bind_bounds(tokens)
    groups = negate(tokens)
    return _assemble(text, tokens, groups, words)


def _assemble(
    text: str, tokens: Sequence[Token], groups: Sequence[Sequence[Token]], words_known: SupportWords
) -> Sentence:
    stems = {token.place: _stems(token) for token in tokens}
    axis_free = [t for t in tokens if not t.has("axis") and not t.has("quantifiers")]
    facts = tuple(_facts(tokens))
    words = frozenset(s for t in tokens for s in stems[t.place])
    sequence = _sequence(tokens, stems)
    clauses = _clauses(tokens, facts, stems, words_known)
    acts = {after.elliptic: before.words for before, after in pairwise(clauses) if before.words <= after.keys}
    return Sentence(
        text=text,
        words=words,
        keys=words | {fact.value for fact in facts},
        facts=facts,
        clauses=tuple(clauses),
        poles=tuple(_poles(tokens, stems)),
        affirmed=acts.get(False, frozenset()) | {s for t in axis_free if not t.negated for s in stems[t.place]},
        negated=acts.get(True, frozenset()) | {s for t in axis_free if t.negated for s in stems[t.place]},
        modals=frozenset(_modals(tokens, stems)),
        marks=frozenset(_marks(tokens)),
        sequence=tuple(key for key, _ in sequence),
        places=tuple(place for _, place in sequence),
        plain=frozenset(_plain_words(tokens)),
        denied=tuple(
            frozenset(s for t in group for s in stems[t.place]) or acts.get(True, frozenset()) for group in groups
        ),
        quantities=frozenset(_quantities(tokens, stems)),
        topic=frozenset(_topic(tokens, stems)),
        linked=frozenset(read_links(tokens, facts, words_known.linking)),
        operands=tuple(read_operands(tokens, {t.place: _keys(t, stems) for t in tokens})),
    )


def _quantities(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    """Each word for how many with the next content words of its clause."""
    for at, token in enumerate(tokens):
        levels = [role.value for role in token.roles if role.kind == "quantity" and not token.negated]
        if token.kind == "number" and token.value != "1" and any(t.shown == "of" for t in tokens[at + 1 : at + 4]):
            levels.append("several")
        for level in levels:
            things = (s for t in tokens[at + 1 :] if t.clause == token.clause for s in stems[t.place])
            yield from ((level, thing) for thing in islice(things, ACT_WORDS))


def _topic(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> Iterable[str]:
    """What stands before the first comma of a sentence that opens with "in", "for", "under" …"""
    start = 2 if len(tokens) > 1 and tokens[1].shown == ":" else 0  # "Unverified: for the last unit, …"
    comma = next((at for at, token in enumerate(tokens) if token.shown == ","), 0)
    if start < comma and tokens[start].has("openers"):
        yield from (key for token in tokens[start:comma] for key in _keys(token, stems))


def _clauses(
    tokens: Sequence[Token], facts: Sequence[Fact], stems: dict[int, tuple[str, ...]], known: SupportWords
) -> list[Clause]:
    clauses: list[Clause] = []
    for clause_number in sorted({t.clause for t in tokens}):
        within = [t for t in tokens if t.clause == clause_number]
        words = frozenset(s for t in within for s in stems[t.place])
        own = tuple(f for f in facts if f.clause == clause_number)
        if words or own:
            keys = words | {f.value for f in own}
            if clauses and _leans(within, known):
                families = {f.family for f in own}
                keys |= clauses[-1].words | {f.value for f in clauses[-1].facts if f.family not in families}
            clauses.append(
                Clause(
                    words,
                    own,
                    keys,
                    _denies(within),
                    frozenset(_denials(within, known)),
                    frozenset(_marks(within)),
                    _is_elliptic(within),
                    _shadowed(within, stems),
                )
            )
    return clauses


def _leans(tokens: Sequence[Token], known: SupportWords) -> bool:
    """Says the act of the clause before: "…, whereas NGS and Palmetto do", "…, but not for the evaluation"."""
    last = next((t for t in reversed(tokens) if t.kind != "clause_end"), None)
    return _is_elliptic(tokens) or (last is not None and last.shown.lower() in known.auxiliaries)


def _shadowed(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> frozenset[str]:
    first = next((at for at, token in enumerate(tokens) if token.has("negators")), len(tokens))
    return frozenset(s for token in tokens[first:] for s in stems[token.place])


def _is_elliptic(tokens: Sequence[Token]) -> bool:
    """Ends with its "not", or has nothing but a "not" before its "for", "in" or "with"."""
    spoken = [t for t in tokens if t.kind != "clause_end" and not (t.has("clause_words") or t.shown.lower() == "and")]
    if not spoken:
        return False
    return spoken[-1].has("negators") or (len(spoken) > 1 and spoken[0].has("negators") and spoken[1].has("openers"))


def _denials(tokens: Sequence[Token], known: SupportWords) -> Iterable[str]:
    """Every word that denies in some way; all forms of "not" are one."""
    for token in tokens:
        kinds = {role.kind for role in token.roles}
        if "negators" in kinds:
            yield "¬"
        elif kinds & DENYING or any(_turns(role, token, known) for role in token.roles):
            yield from token.stems


def _turns(role: Role, token: Token, known: SupportWords) -> bool:
    """The lower end of an axis, or a denied upper end; "some", "less" and "after" deny nothing."""
    return role.kind == "axis" and role.value not in known.degree_axes and (role.sign < 0 or token.negated)


def _denies(tokens: Sequence[Token]) -> bool:
    """One negator, or a list of like ones ("no activity, no skill"); two different ones undo each other.

    One that only sets a code or a name aside ("97113, not 97112") denies nothing else.
    """
    negators = [
        token.shown.lower()
        for at, token in enumerate(tokens)
        if token.has("negators") and not token.has("depriving") and not _sets_aside(token, tokens[at + 1 :])
    ]
    return bool(negators) and not (len(negators) == 2 and len(set(negators)) == 2)


def _sets_aside(negator: Token, behind: Sequence[Token]) -> bool:
    following = next((token for token in behind if token.shown.lower() != "the"), None)
    if following is None or negator.shown.lower() != "not":
        return False
    return following.kind in ("code", "modifier") or following.has("name")


def _marks(tokens: Sequence[Token]) -> set[str]:
    """Kinds of words that occur; "only 1 unit" counts and does not narrow."""
    marks = set()
    for at, token in enumerate(tokens):
        before_number = at + 1 < len(tokens) and tokens[at + 1].kind in ("number", "money", "percent")
        for role in token.roles:
            counts = role.kind == "narrowing" and before_number
            denied = role.kind == "absolute" and token.negated
            inside = role.kind == "must_hedge" and at > 0
            if not counts and not denied and not inside:
                marks.add(role.kind)
            if role.kind == "alone" and token.negated:
                marks.add("not_alone")
    return marks


def _plain_words(tokens: Sequence[Token]) -> Iterable[tuple[str, bool]]:
    for token in tokens:
        if token.kind in ("word", "phrase"):
            for word in token.shown.lower().split():
                if word not in STOP_WORDS:
                    yield stem(word), token.negated


def _sequence(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> list[tuple[str, int]]:
    """Keys in order, with the clause of each; "Medicare, and not the AMA" sets a name aside and denies nothing else."""
    keys: list[tuple[str, int]] = []
    for token in tokens:
        if token.has("name") and keys and keys[-1][0] == "¬":
            keys.pop()
        keys += ((key, token.clause) for key in _sequence_keys(token, stems))
    return keys


def _sequence_keys(token: Token, stems: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    if token.has("replacing") or (token.has("negators") and token.shown.lower() != "nor"):
        return ("¬",)
    signed = tuple(f"{role.value}{role.sign:+d}" for role in token.roles if role.kind == "axis")
    return signed or _keys(token, stems)


def _stems(token: Token) -> tuple[str, ...]:
    """What the token adds to the words of the sentence: a folded synonym, or its stem."""
    if token.kind == "word":
        lower = token.shown.lower()
        return () if lower in STOP_WORDS or len(lower) < 2 else (stem(lower),)
    if token.kind != "phrase":
        return ()
    for role in token.roles:
        if role.kind == "synonym":
            return (role.value,)
    kinds = {role.kind for role in token.roles} - {"negatives", "quantity"}
    if kinds & {"name", "negators", "excepting", "replacing", "not_negating", "clause_words"}:
        return ()
    if "axis" in kinds:
        return tuple(f"~{role.value}" for role in token.roles if role.kind == "axis")
    if kinds and kinds <= FORCE_ONLY:
        return ()
    if kinds <= PLAIN_LISTS:
        return tuple(s for s in token.stems if s not in STOP_WORDS)
    return token.stems


def _facts(tokens: Sequence[Token]) -> list[Fact]:
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


def _noun(tokens: Sequence[Token], number: Token) -> str:
    following = tokens[number.place + 1] if number.place + 1 < len(tokens) else None
    if following is None or following.kind not in ("word", "phrase"):
        return ""
    return next(iter(_stems(following)), "")


def _poles(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> list[Pole]:
    poles = []
    for token in tokens:
        for role in token.roles:
            if role.kind == "axis":
                sign = _sign(role, token, tokens)
                poles.append(Pole(role.value, sign, token.clause, _near(token, tokens, stems)))
    poles += list(_turned_again(tokens, stems, poles))
    return [_with_subject(pole, poles) for pole in poles]


def _turned_again(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]], poles: Sequence[Pole]) -> Iterable[Pole]:
    """ "Required for therapy, but not for the evaluation": the second clause denies what the first one says."""
    for clause in sorted({t.clause for t in tokens}):
        within = [t for t in tokens if t.clause == clause]
        before = max((p.clause for p in poles if p.clause < clause), default=-1)
        if _is_elliptic(within):
            near = tuple((key, 1) for t in within for key in _keys(t, stems))
            yield from (Pole(p.axis, -p.sign, clause, p.near + near) for p in poles if p.clause == before)


def _with_subject(pole: Pole, poles: Sequence[Pole]) -> Pole:
    """The "optional" of "… is welcome, but optional" speaks of what the pole of the clause before speaks of."""
    before = [other for other in poles if other.clause == pole.clause - 1]
    return replace(pole, near=before[-1].near) if before and not pole.near else pole


def _sign(role: Role, pole: Token, tokens: Sequence[Token]) -> int:
    if pole.negated:
        return -role.sign
    reach = {pole.clause, pole.clause - 1} if _follows_and(pole, tokens) else {pole.clause}
    before = [t for t in tokens[: pole.place] if t.clause in reach and t.has("negators") and not t.has("depriving")]
    return 0 if any(not _is_closed(tokens[t.place : pole.place]) for t in before) else role.sign


def _is_closed(between: Sequence[Token]) -> bool:
    """A comma and "and" behind a negator open another statement: "does not restart it, and counts them apart"."""
    return any(one.shown == "," and other.shown.lower() == "and" for one, other in pairwise(between))


def _follows_and(pole: Token, tokens: Sequence[Token]) -> bool:
    """ "Does not treat A and B as payable": parted at the "and", the pole still hangs on the verb before."""
    first = next(t.place for t in tokens if t.clause == pole.clause)
    return tokens[first].shown.lower() == "and" and tokens[pole.place - 1].shown.lower() == "as"


def _near(pole: Token, tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    keys = [(key, t.place) for t in tokens if t.clause == pole.clause and t is not pole for key in _keys(t, stems)]
    before = [key for key, place in keys if place < pole.place]
    after = [key for key, place in keys if place > pole.place]
    return tuple((key, at - len(before)) for at, key in enumerate(before)) + tuple(
        (key, at + 1) for at, key in enumerate(after)
    )


def _keys(token: Token, stems: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    if token.kind in ("date", "money", "percent", "number", "code", "modifier"):
        return (token.value,)
    return stems[token.place] + tuple(role.value for role in token.roles if role.kind == "name")


def _modals(tokens: Sequence[Token], stems: dict[int, tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """The force of each modal with the next content words of its clause: the act that it governs, or a part of it."""
    found = []
    for at, token in enumerate(tokens):
        force = next((role.value for role in token.roles if role.kind == "modal"), "")
        if not force or token.negated:
            continue
        acts = (s for other in tokens[at + 1 :] if other.clause == token.clause for s in stems[other.place])
        found.append((force, tuple(islice(acts, ACT_WORDS))))
    return found
