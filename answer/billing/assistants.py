"""CQ and CO: who furnished which minutes, and what an assistant changes on the claim."""

import re
from collections.abc import Collection, Sequence

from answer.billing.asked import BillingQuestion, PayerAsked
from answer.billing.said import Said
from answer.draft import OPENING, DraftStatement
from rules.assistants import MARKS, AssistantResult, Discipline, Work, split_lines
from rules.tables import Tables
from rules.wording import joined

SECTION = "Modifiers"
# What is asked is the mark on the claim and no count.
ASKS_MARK = re.compile(r"\bmodi?f(?:i|y)?e?rs?\b|\bmods?\b|\bcq\b|\bCO\b|\bwhich lines?\b", re.IGNORECASE)
TITLE = re.compile(r"\b(?:l?pta|c?ota)\b", re.IGNORECASE)
NO_ASSISTANT = re.compile(r"\b(?:no|not|without|never) (?:an? |the |my |any )?(?:l?ptas?|c?otas?)\b", re.IGNORECASE)
ON_BOTH = re.compile(r"\b(?:both|all|each|every)(?: (?:of them|lines?|units?|codes?))?\b", re.IGNORECASE)
# An assistant's title tells the discipline; "pt" alone may mean the patient, and counts where no title stands.
OCCUPATIONAL = (re.compile(r"\bc?otas?\b", re.IGNORECASE), re.compile(r"\b(?:ot|occupational)\b", re.IGNORECASE))
PHYSICAL = (re.compile(r"\bl?ptas?\b", re.IGNORECASE), re.compile(r"\b(?:pt|physical)\b", re.IGNORECASE))
WHO: dict[Discipline, str] = {"PT": "a physical therapist assistant", "OT": "an occupational therapy assistant"}


def describe_assistants(said: Said, asked: BillingQuestion) -> bool:
    """Claim lines with CQ or CO where the question says who furnished which minutes."""
    services, tables = asked.services, asked.tables
    _say_open(said, asked)
    if not any(service.who in ("assistant", "together") for service in services.services):
        if ASKS_MARK.search(asked.text):
            say_unread(said, asked, OPENING)
        return False
    plans: dict[Discipline, dict[str, Work]] = {}
    spoken_of = _disciplines(asked.text)[0]  # where the words leave it open, the commoner: physical therapy
    for service in services.services:
        if service.code in tables.codes and not tables.codes[service.code].timed:
            continue
        named = service.discipline
        plan: Discipline = "OT" if named == "OT" else "PT" if named == "PT" else spoken_of
        work = plans.setdefault(plan, {})
        work[service.code] = _add_work(work.get(service.code, Work()), service.who, service.minutes)
    for plan, work in plans.items():
        result = split_lines(work, plan, tables)
        lines = "line of the {} plan is" if len(result.lines) == 1 else "lines of the {} plan are"
        asks_mark = ASKS_MARK.search(asked.text) is not None
        opening = _on_both(result, MARKS[plan][1]) if asks_mark and ON_BOTH.search(asked.text) else ""
        rule = "under Medicare's rule for assistants" if opening else "Under Medicare's rule for assistants"
        said.say(
            OPENING if asks_mark else SECTION,
            f"{opening}{rule}, the {lines.format(plan)} {_claim(result)}.",
            result.cites,
        )
        for step in result.steps:
            said.say("Modifiers", step, result.cites)
        if result.unverified:
            said.say(
                "Modifiers",
                f"Not read in a primary text: {joined(tuple(dict.fromkeys(result.unverified)))}; "
                "check CMS's worked examples before billing.",
                result.cites,
            )
    return bool(plans)


def _say_open(said: Said, asked: BillingQuestion) -> None:
    """Said before all else: an assistant did a part, and it is open which."""
    if told := asked.services.who_open:
        spans = joined([f"“{statement.span.text}”" for statement in told])
        said.say_first(
            f"Which of the minutes are meant is not said clearly ({spans}), so no line is marked for an assistant by "
            "it; tell the minutes of each person, line by line.",
            asked.tables.modifiers["CQ"].cites[:1],
        )


def say_unread(said: Said, asked: BillingQuestion, section: str = SECTION) -> None:
    """An assistant is named, but no minutes are read as the assistant's."""
    title = TITLE.search(asked.text)
    if any(told.who == "assistant" for told in asked.services.unplaced):
        return  # said already: of which code they are is open
    if title and asked.services.services and not asked.services.who_open and not NO_ASSISTANT.search(asked.text):
        said.say(
            section,
            f"None of the minutes told are read as the {title[0].upper()}'s, so no line here is marked for an "
            "assistant; if some were, tell the minutes of each person, line by line.",
            asked.tables.modifiers["CQ"].cites[:1],
        )


def _add_work(work: Work, who: str | None, minutes: int) -> Work:
    return Work(
        work.therapist + (minutes if who in ("therapist", None) else 0),
        work.assistant + (minutes if who == "assistant" else 0),
        work.together + (minutes if who == "together" else 0),
    )


def _claim(result: AssistantResult) -> str:
    lines = tuple(f"{line.code}-{'-'.join(line.modifiers)} ×{line.units}" for line in result.lines)
    return joined(lines) if lines else "none, because no unit is earned"


def _on_both(result: AssistantResult, mark: str) -> str:
    """Whether every unit carries the assistant's mark, where there are several."""
    if result.total < 2:
        return ""
    marked = [mark in line.modifiers for line in result.lines]
    return "Yes, on all of them: " if all(marked) else "No, not on all of them: " if any(marked) else "No, on none: "


def describe_assistant_on_case(
    said_of: Sequence[str], payers: Sequence[PayerAsked], tables: Tables
) -> list[DraftStatement]:
    """What an assistant changes where no minutes are told: who may furnish it, the mark, and each payer's rule.

    Args:
        said_of: the words that name the assistant; they tell the discipline.
    """
    said = Said()
    may = tables.cite("assistant_may_furnish")
    said.quote(SECTION, may[0])
    for discipline in _disciplines(" ".join(said_of)):
        mark = tables.modifiers[MARKS[discipline][1]]
        said.say(SECTION, f"Modifier {mark.id} {mark.plain}; it {mark.use}.", mark.cites)
        for payer in payers:
            _say_payers_rule(said, payer, discipline, tables)
        if not payers:
            said.say(
                SECTION,
                _filled(tables.assistant_rules["medicare"].says, "Medicare", discipline),
                tables.assistant_rules["medicare"].cites,
            )
    if not payers:
        reported = tables.cite("assistant_payers")
        said.quote(SECTION, reported[0])
    return said.statements


def say_payers_rules(said: Said, asked: BillingQuestion, modifiers: Collection[str]) -> None:
    """What each payer named makes of the assistant's modifiers that are asked about."""
    for discipline, (_, mark) in MARKS.items():
        if mark in modifiers:
            for payer in asked.payers:
                _say_payers_rule(said, payer, discipline, asked.tables)


PAYS_LESS = re.compile(
    r"\b(?:reduc\w*|cut(?:s|ting)?|discount\w*|differential"
    r"|(?:pay(?:s|ing)?|paid|reimburse[sd]?|get|gets) (?:\w+ )?less"
    r"|(?:do|does|did|happens?|mean)\b.{0,25}\b(?:to|for) (?:the |my |our |what (?:we|i|they) )(?:pay\w*|get paid|money"
    r"|reimburse\w*|rate|check|revenue)"
    r"|(?:affect|change|hit|impact|lower)s? (?:the |my |our |what (?:we|i) )?"
    r"(?:pay\w*|get paid|reimburse\w*|rate|revenue)"
    r"|less (?:pay|money|for)|lower (?:rate|pay\w*)|(?:full|same) (?:rate|pay\w*|amount)|(?:85|15|88) ?(?:%|percent))",
    re.IGNORECASE,
)
ASSISTANT = re.compile(r"\b(?:l?ptas?|c?otas?|(?:therapy |therapist )?assistants?|cq|co modifier)\b", re.IGNORECASE)
SINCE_WHEN = re.compile(r"\bwhen\b|\bsince\b|\bwhat (?:year|date)\b|\bstart(?:ed|s)?\b", re.IGNORECASE)


def describe_pay_cut(said: Said, asked: BillingQuestion) -> bool:
    """What an assistant's service is paid, by the payers named or by Medicare, and since when."""
    if not (ASSISTANT.search(asked.text) and PAYS_LESS.search(asked.text)):
        return False
    tables = asked.tables
    if SINCE_WHEN.search(asked.text) and all(payer.is_medicare for payer in asked.payers):
        said.quote(SECTION, tables.cite("assistant_since")[0])
        said.quote(SECTION, tables.cite("assistant_payment")[0])
        return True
    medicare = PayerAsked("medicare", "Medicare")
    named = tuple(plan for plan, (_, mark) in MARKS.items() if re.search(rf"\b{mark}\b", asked.text, re.IGNORECASE))
    for discipline in named or _disciplines(asked.text):
        for payer in asked.payers or (medicare,):
            _say_payers_rule(said, payer, discipline, tables)
    if asked.payers and not any(payer.is_medicare for payer in asked.payers):
        said.quote(SECTION, tables.cite("assistant_payment")[0])
    return True


def _disciplines(said_of: str) -> tuple[Discipline, ...]:
    """The assistant's discipline; both where the words leave it open."""
    for physical, occupational in zip(PHYSICAL, OCCUPATIONAL, strict=True):
        named = physical.search(said_of) is not None, occupational.search(said_of) is not None
        if named == (True, False):
            return ("PT",)
        if named == (False, True):
            return ("OT",)
    return ("PT", "OT")


def _say_payers_rule(said: Said, payer: PayerAsked, discipline: Discipline, tables: Tables) -> None:
    if rule := tables.assistant_rules.get(payer.id):
        said.say(SECTION, _filled(rule.says, payer.name, discipline), rule.cites)
        return
    said.say(
        SECTION,
        f"No source here says whether {payer.in_its_role} wants {MARKS[discipline][1]} on what {WHO[discipline]} "
        "furnishes, or pays less for it: ask the plan.",
        tables.cite("assistant_payers"),
    )


def _filled(says: str, payer: str, discipline: Discipline) -> str:
    plan, mark = MARKS[discipline]
    return says.format(payer=payer, who=WHO[discipline], mark=mark, plan=plan)
