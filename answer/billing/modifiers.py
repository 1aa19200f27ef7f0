"""The modifiers that a question names, and those that cannot stand on one line."""

import re
from collections.abc import Collection, Mapping, Sequence

from answer.billing.asked import BillingQuestion
from answer.billing.assistants import describe_pay_cut, say_payers_rules
from answer.billing.pairs import SAME_REGION, names_office_visit
from answer.billing.said import Said
from answer.draft import OPENING
from rules.modifiers import SEPARATE, clashes, known_modifiers
from rules.tables import ModifierChoice
from rules.wording import joined

MODIFIER_WORD = re.compile(r"\bmodi?f(?:i|y)?e?rs?\b|\bmods?\b|\bappend", re.IGNORECASE)
WHICH = re.compile(r"\b(?:what|whats|wat|which|wich|witch)\b", re.IGNORECASE)
# "CO-16" and "PR 3" are a payer's reasons for a denial, not modifiers.
DENIAL_CODE = re.compile(r"\s?[-#]?\s?\d{1,3}\b(?!\s*(?:min|units?\b|x\b|'))", re.IGNORECASE)
BEHIND_DENIAL = re.compile(r"\b(?:co|pr|oa|pi|carc|rarc|denial(?: code)?|reason(?: code)?)[\s#-]*$", re.IGNORECASE)
# Whose plan of care it is; "pt" alone may be the patient.
PLANS = (
    ("GO", re.compile(r"\bots?\b|\botrs?\b|\boccupational\b|\bc?otas?\b", re.IGNORECASE)),
    ("GN", re.compile(r"\bslps?\b|\bspeech\b", re.IGNORECASE)),
    (
        "GP",
        re.compile(
            r"\bptas?\b|\bphysical therap\w+|\bdpts?\b"
            r"|\bpts? (?:plan|poc|doing|does|side|only|clinic|lines?|claims?|and (?:ot|slp)|or (?:ot|slp))\b"
            r"|\b(?:by|as|from|i'?m) (?:a |the )?pt\b|\b(?:ot|slp)s? (?:and|or|vs) pt\b",
            re.IGNORECASE,
        ),
    ),
)
NAMED_59 = re.compile(r"\ba 59\b|\b59\b.{0,20}\bx[espu]\b|\bx[espu]\b.{0,12}\b59\b", re.IGNORECASE)
BEHIND_CODE = re.compile(r"(?:\b9\d{4}|-[A-Z]{2}|-\d\d)\s?-$")  # "97112-59", "97112-GP-59"
PLAN_MARKS = ("CQ", "CO", "GP", "GN", "KX")
BEFORE_NAME = re.compile(rf"[\s,/+&-]+(?:{'|'.join(PLAN_MARKS)})\b", re.IGNORECASE)
BEHIND_NAME = re.compile(rf"\b(?:{'|'.join(PLAN_MARKS)})[\s,/+&-]+$", re.IGNORECASE)
GOES = re.compile(
    r"\s+(?:on|with|to|in|along|there|for|away|together|first|last|before|after|next|behind|ahead|under|where|second)\b",
    re.IGNORECASE,
)
# "25 goes where", "does 25 go on the exam": beside an office visit it is no number of minutes.
NAMED_25 = re.compile(r"\b25\b(?!\s*(?:min|m\b|'|/|units?|x\b))", re.IGNORECASE)
# A modifier that is asked for where minutes are told: "bill with 59?", "use modifier 52", "do i need a 76".
ASKED_BESIDE_MINUTES = re.compile(
    r"\b(?:modifiers?|mods?|with|use|using|need|needs|needed|add|append|put|want|wants|require\w*|take|takes|and)\s+"
    r"(?:(?:an?|the|on|modifier|mod)\s+)*-?(59|52|7[67])\b(?!\s*(?:min|m\b|'|/|units?|x\b|of\b))",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"\bdifferen\w*|\bbetween\b|\bcompar\w*", re.IGNORECASE)
ONLY_WITH_WORD = frozenset({"GO", "CO", "GA", "59", "25", "95"})  # common as words or numbers otherwise


def describe_modifiers(said: Said, asked: BillingQuestion, with_pairs: bool = False) -> bool:
    """The modifiers that the question names, and those that cannot stand on one line.

    Args:
        with_pairs: a code pair was told of, which leaves open what every line carries.
    """
    text, tables = asked.text, asked.tables
    told = describe_pay_cut(said, asked)
    newest = asked.newest or text
    choices = _choices(newest, tables.modifier_choices)
    names = _modifiers_named(text, tables.modifiers)
    names = tuple(dict.fromkeys((*names, *(n for choice in choices for n in _chosen_between(newest, choice)))))
    if names_office_visit(text) and NAMED_25.search(text):
        said.quote_first(OPENING, tables.modifiers["25"].cites[0])
        names = tuple(name for name in names if name != "25")
        told = True
    told = _say_plans(said, asked, names, with_pairs) or told
    if MODIFIER_WORD.search(text):
        roles = (name for name, role in (("CQ", r"\bptas?\b"), ("CO", r"\bc?otas?\b")) if re.search(role, text.lower()))
        names = tuple(dict.fromkeys((*names, *roles)))
    if SAME_REGION.search(text) and SEPARATE & set(names):
        said.say(
            OPENING,
            "No: in the region of the manipulation 97112 is not separate under Medicare's code pairs, "
            "and 59 or an X modifier does not make it so.",
            tables.cite("same_region"),
        )
    for clash in clashes(names, tables):
        if not any(set(clash.modifiers) & set(choice.of) for choice in choices) and not DIFFERENCE.search(text):
            said.say_first(f"No: {clash.why}.", clash.cites)
    decided = _say_plan_of(said, asked, names)
    for choice in choices:
        if not (decided and set(choice.of) <= {plan for plan, _ in PLANS}):
            said.quote_first(OPENING, choice.cites[0])
    for modifier in known_modifiers(names, tables):
        unsure = " (unverified)" if modifier.verified == "unverified" else ""
        said.say("Modifiers", f"Modifier {modifier.id} {modifier.plain}; {modifier.use}{unsure}.", modifier.cites)
    say_payers_rules(said, asked, names)
    return told or bool(names)


def _choices(text: str, known: Sequence[ModifierChoice]) -> tuple[ModifierChoice, ...]:
    """The choices that are asked, each with the row that decides between just those modifiers."""
    asked = {frozenset(names) for choice in known if (names := _chosen_between(text, choice))}
    largest = [names for names in asked if not any(names < other for other in asked)]
    return tuple(min((c for c in known if names <= set(c.of)), key=lambda c: len(c.of)) for names in largest)


def _chosen_between(text: str, choice: ModifierChoice) -> tuple[str, ...]:
    """The modifiers between which is asked: "GA or GY", "xs vs 59", "GA, GX or GY"."""
    name = rf"(?:{'|'.join(choice.of)})"
    led = rf"(?:(?:an?|the|modifier|mod|use|with|{'|'.join(plan for plan, _ in PLANS)})\s+)*-?"
    listed = rf"\b{name}\b(?:\s*(?:,|/|\bor\b|\bvs\b\.?|\bversus\b|\binstead of\b|\brather than\b)+\s*{led}{name}\b)+"
    found = (re.findall(rf"\b{name}\b", match[0], re.IGNORECASE) for match in re.finditer(listed, text, re.IGNORECASE))
    return tuple(dict.fromkeys(n.upper() for names in found for n in names if len({m.upper() for m in names}) > 1))


def _say_plans(said: Said, asked: BillingQuestion, names: Collection[str], with_pairs: bool) -> bool:
    """The modifier of the plan of care, where a modifier is asked for and the discipline or a code pair is told."""
    if not (MODIFIER_WORD.search(asked.text) and WHICH.search(asked.text)) or set(names) & {plan for plan, _ in PLANS}:
        return False
    plans = [plan for plan, named in PLANS if named.search(asked.text)]
    for modifier in known_modifiers(tuple(plans), asked.tables):
        unsure = " (unverified)" if modifier.verified == "unverified" else ""
        said.say("Modifiers", f"{modifier.id}: it {modifier.plain}, and {modifier.use}{unsure}.", modifier.cites)
    if with_pairs and not plans:
        said.quote("Modifiers", asked.tables.modifiers["GP"].cites[0])
    return bool(plans)


def _say_plan_of(said: Said, asked: BillingQuestion, names: Collection[str]) -> bool:
    """GP, GO or GN, where it is asked for and told who treats: "OT did it, GP or GO", "OT treated, put GP on it"."""
    named = set(names) & {plan for plan, _ in PLANS}
    plans = [plan for plan, cue in PLANS if cue.search(asked.newest or asked.text)]
    if not named or len(plans) != 1 or "CQ" in names or "CO" in names:
        return False
    (plan,) = plans
    no = f"No, not {joined(sorted(named))}: " if plan not in named else ""
    under = asked.tables.modifiers[plan].plain.removeprefix("marks ")
    said.say_first(
        f"{no}{'under' if no else 'Under'} {under}, a Medicare line of 97112 carries {plan} (unverified).",
        asked.tables.modifiers[plan].cites,
    )
    return True


def describe_modifiers_beside_units(said: Said, asked: BillingQuestion, with_pairs: bool) -> None:
    """What a count leaves open: a modifier that is asked for, and whose plan each line belongs to.

    Args:
        with_pairs: the code pairs of the codes counted are told, which decide on 59.
    """
    tables = asked.tables
    for name in dict.fromkeys(ASKED_BESIDE_MINUTES.findall(asked.newest or asked.text)):
        if name != "59":
            said.quote(OPENING, tables.cite(f"modifier_{name}")[0])
        elif not with_pairs:
            said.quote(OPENING, tables.cite("modifier_59_no_routine")[0])
    plans = dict.fromkeys(service.discipline for service in asked.services.services if service.discipline)
    marks = {"PT": "GP", "OT": "GO", "SLP": "GN"}
    if MODIFIER_WORD.search(asked.text) and len(plans) > 1 and plans.keys() <= marks.keys():
        lines = joined([f"the {plan} plan's lines carry {marks[plan]}" for plan in plans])
        cites = [cite for plan in plans for cite in tables.modifiers[marks[plan]].cites]
        said.say(OPENING, f"Under Medicare {lines} (unverified).", cites)


def _modifiers_named(text: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Modifiers in the text; those that are also words or numbers count only beside the word "modifier"."""
    word = bool(MODIFIER_WORD.search(text))
    names: list[str] = []
    for match in re.finditer(r"(?<![\w$])([A-Za-z]{2}|\d\d)(?![\w%/])", text):
        name = match[1].upper()
        if name not in known or name in names or _in_denial_code(text, match):
            continue
        upper = match[1].isupper() or match[1].isdigit()
        beside = BEHIND_CODE.search(text[: match.start()]) and (name != "25" or names_office_visit(text))
        beside_name = BEFORE_NAME.match(text, match.end()) or BEHIND_NAME.search(text[: match.start()])
        verb = not upper and GOES.match(text, match.end())
        among = (
            name in ("GO", "CO")
            and not verb
            and bool(beside_name or (upper and any(other in PLAN_MARKS for other in names)))
        )
        named_59 = name == "59" and bool(NAMED_59.search(text))
        if name not in ONLY_WITH_WORD or (word and upper) or beside or among or named_59:
            names.append(name)
    return tuple(names)


def _in_denial_code(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a modifier is the group or the number of a denial code."""
    group = match[1].upper() == "CO" and DENIAL_CODE.match(text, match.end())
    return bool(group) or (match[1].isdigit() and bool(BEHIND_DENIAL.search(text[: match.start(1)])))
