"""How strongly something is said: duties, scope, reserve, and what a passage leaves open or corrects."""

from collections.abc import Iterable

from answer.support.compare import Comparison, Problem
from answer.support.sentence import Sentence


def changed_duty(compared: Comparison) -> Iterable[Problem]:
    """May for must: of the same act another force, or a demand where the passage only advises or allows."""
    claim = compared.claim
    known = {modal for s in compared.told for modal in s.modals}
    forces = {force for force, _ in known}
    for force, act in claim.modals:
        if force == "may" and "narrowing" in claim.marks and "must" in forces:
            continue  # "may only": a duty in other words
        same_act = {f for f, a in known if act[:1] == a[:1] or (f == force and set(act) & set(a))}
        if same_act and force not in same_act:
            yield Problem(f"The passage does not say {force} of this.")
        elif force == "must" and forces and "must" not in forces:
            yield Problem("The passage advises or allows; the statement demands.")


def widened_scope(compared: Comparison) -> Iterable[Problem]:
    """Only for also, always for often."""
    claim = compared.claim
    marks = frozenset().union(*(s.marks for s in compared.told))
    forces = {force for s in (claim, *compared.supporting) for force, _ in s.modals}
    apart = {p.axis for p in claim.poles if p.sign < 0} & {
        p.axis for s in compared.supporting for p in s.poles if p.sign < 0
    }
    if (
        "narrowing" in claim.marks
        and not marks & {"narrowing", "alone"}
        and not {"may", "must"} <= forces
        and not apart
    ):
        yield Problem("The passage does not say that it is the only one.")
    on_condition = "narrowing" in compared.likest.marks and "narrowing" not in claim.marks
    if "conceding" in claim.marks and (on_condition or not marks & {"conceding", "absolute", "negators"}):
        yield Problem("The passage does not say that it holds in spite of this.")
    if "absolute" in claim.marks and "absolute" not in marks:
        yield Problem("The passage makes no promise without exception.")


# Of what the passage says the second, a statement may not say the first.
TOO_MUCH = frozenset((("all", "many"), ("one", "all"), ("all", "one"), ("one", "several")))


def changed_quantity(compared: Comparison) -> Iterable[Problem]:
    """ "All commercial plans" for "many", "one of its conditions" for "every one"."""
    known: dict[str, set[str]] = {}
    for sentence in compared.same_talk:
        for level, thing in sentence.quantities:
            known.setdefault(thing, set()).add(level)
    for level, thing in compared.claim.quantities:
        told = known.get(thing, set())
        if level not in told and any((level, other) in TOO_MUCH for other in told):
            yield Problem("The passage says this of another number of them.")


def dropped_reserve(compared: Comparison) -> Iterable[Problem]:
    """Plain for unverified (withheld) or for hedged (marked)."""
    claim, best = compared.claim, compared.supporting[0]
    if "must_hedge" in best.marks and not claim.marks & {"must_hedge", "strong_hedges"}:
        yield Problem("The passage marks this as unverified; the statement does not.")
    if "strong_hedges" in best.marks and not claim.marks & {"strong_hedges", "hedges"}:
        yield Problem("The passage says this with a reserve that the statement leaves out.", hard=False)


# A "whether" with fewer words asks about what the rest of its sentence says.
BARE_QUESTION = 2
# The folded word for deciding: "the purpose decides" leaves the outcome open too.
DECIDING = "decid"


def closed_questions(compared: Comparison) -> Iterable[Problem]:
    """Settled where the passage says "whether"; true today where it says "until"."""
    claim, best = compared.claim, compared.likest
    open_still = claim.marks & {"open_questions", "hedges", "strong_hedges"} or any(c.denied for c in claim.clauses)
    open_still = open_still or DECIDING in claim.words
    left_open = [c for c in best.clauses if "open_questions" in c.marks]
    if any(len(c.words) < BARE_QUESTION or c.keys & claim.keys for c in left_open) and not open_still:
        yield Problem("The passage leaves this open.")
    ended = [c for c in best.clauses if any(f.bound == "until" for f in c.facts)]
    if any(c.keys & claim.keys for c in ended) and not _tells_the_past(claim):
        yield Problem("The passage says that this has ended.")


def _tells_the_past(claim: Sentence) -> bool:
    ended = any(p.axis in ("standing", "time") and p.sign <= 0 for p in claim.poles)
    return ended or any(f.kind == "date" for f in claim.facts)


def repeated_errors(compared: Comparison) -> Iterable[Problem]:
    """The passage reports a claim and calls it wrong; the statement repeats the claim alone."""
    claim, best = compared.claim, compared.supporting[0]
    called_wrong = any(p.axis == "right" and p.sign < 0 for p in best.poles)
    owned = any(p.axis == "right" and p.sign <= 0 for p in claim.poles) or any(c.denied for c in claim.clauses)
    if (called_wrong and not owned) or _corrects(compared.likest, claim):
        yield Problem("The passage reports this and calls it wrong.")


def _corrects(reported: Sentence, claim: Sentence) -> bool:
    """The claim copies what somebody says, and the sentence goes on to correct it."""
    affirmed = all(any(p.axis == "right" and p.sign > 0 for p in s.poles) for s in (claim, reported))
    if claim.marks & {"corrections", "sayings"} or affirmed:
        return False
    clauses = reported.clauses
    likest = max(range(len(clauses)), key=lambda at: len(clauses[at].keys & claim.keys), default=0)
    behind = clauses[likest + 1 :]
    if behind and "corrections" in behind[0].marks and len(behind[0].keys) < BARE_QUESTION:
        return True
    contradicts = not any(c.denied for c in claim.clauses)
    return "sayings" in reported.marks and any(
        "corrections" in c.marks or (contradicts and c.denied and "clause_words" in c.marks) for c in behind
    )
