"""A typed question to what it asks: kind, payer, persona, and what a follow-up inherits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answer.codes_named import SUBJECT
from answer.knowledge import Knowledge
from answer.schema import Kind, Notice, Persona
from errors import UsageError
from guard.identifiers import mask_identifiers
from guard.instructions import strip_instructions
from guard.safe_text import safe_text
from rules.necessity import determine
from understand.added_work import adds_to_a_case, set_apart_added, without_replaced
from understand.asked_again import asked_again
from understand.case import Case, Finding
from understand.clauses import ClauseReader
from understand.danger_reading import without_settled
from understand.findings import merge_cases, read_case, read_findings
from understand.kind import NEW_TOPIC, SHORT_WORDS, is_follow_up
from understand.own_lines import set_apart
from understand.payers import NamedPayer, Payers, names_only_payer, read_payer, read_payers
from understand.service_dates import ServiceDates, read_service_dates, without_service_dates
from understand.services import Names, ServicesRead, continue_services, find_named, names_after, read_services
from understand.taken_back import done_for_something_else, tells_only_purpose, without_taken_back
from understand.visit_sheet import read_sheet, restate_services
from understand.withdrawn import without_withdrawn

DEFAULT_PERSONA: Persona = "clinician"
PERSONAS: tuple[Persona, ...] = ("clinician", "biller", "educator")
# A page of shorthand is about 3,000 characters; what is longer is a document and belongs to `note` or `ingest`.
LONGEST_QUESTION = 4_000
# Earlier questions that a follow-up may lean on.
TURNS_READ = 8
Turn = str | Mapping[str, str]
NOTHING_TOLD = Case()
# So many facts in one line are of another person.
FACTS_OF_A_NEW_CASE = 2
FACTS_OF_A_CASE = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be answered; every text in it is masked.

    `earlier` holds the earlier questions that this one leans on, oldest first. `payers` holds several that are set
    side by side; `payer` is then the primary one, or None where they are compared. `case_before` is the case as the
    turns before told it, `newest` what the last one tells; `said` are the turns that say more than who pays, oldest
    first. `served` are the days of service that are told: they choose the wording that was in force, and go no further.
    `again` is the question before, where this one only asks for its answer in a line.
    """

    text: str
    kind: Kind
    persona: Persona
    payer: str | None
    case: Case
    services: ServicesRead
    earlier: tuple[str, ...] = ()
    warnings: tuple[Notice, ...] = ()
    payers: tuple[NamedPayer, ...] = ()
    case_before: Case = NOTHING_TOLD
    newest: Case = NOTHING_TOLD
    said: tuple[str, ...] = ()
    served: ServiceDates | None = None
    again: "Question | None" = None

    @property
    def payers_meant(self) -> tuple[NamedPayer, ...]:
        return self.payers or ((NamedPayer(self.payer),) if self.payer else ())

    @property
    def whole_text(self) -> str:
        """All that the person has said that still counts, oldest first; who pays is told by `payer`."""
        return "\n".join(self.said or [*self.earlier, self.text])


def check_length(text: str) -> str:
    """The question without surrounding space.

    Raises:
        UsageError: it is empty or longer than `LONGEST_QUESTION`.
    """
    stripped = text.strip()
    if not any(character.isalnum() for character in stripped):
        raise UsageError("The question is empty: type a question about 97112.")
    if len(stripped) > LONGEST_QUESTION:
        raise UsageError(
            f"The question has {len(stripped):,} characters; the most is {LONGEST_QUESTION:,}: shorten it, "
            "or give a long note to the note checker."
        )
    return stripped


def check_persona(persona: str | None) -> Persona:
    if persona is None:
        return DEFAULT_PERSONA
    found = next((known for known in PERSONAS if known == persona.lower()), None)
    if found is None:
        raise UsageError(f"There is no persona {persona!r}: choose {', '.join(PERSONAS)}.")
    return found


def check_payer(payer: str | None, knowledge: Knowledge) -> str | None:
    """A payer's id; a name that people type is taken for its id."""
    if not payer:
        return None
    if knowledge.payers.known(payer.lower()):
        return payer.lower()
    named = read_payer(payer, knowledge.payers)
    if named is None:
        known = ", ".join(sorted(knowledge.payers.by_id))
        raise UsageError(f"There is no payer {payer!r}: leave it out, or choose one of {known}.")
    return named


def user_turns(history: Sequence[Turn]) -> tuple[str, ...]:
    """The earlier questions, oldest first; a bare string is a user's turn."""
    texts = (turn if isinstance(turn, str) else _user_text(turn) for turn in history)
    return tuple(text.strip() for text in texts if text and text.strip())[-TURNS_READ:]


def _user_text(turn: Mapping[str, str]) -> str:
    return str(turn.get("content", "")) if turn.get("role", "user") == "user" else ""


def read_question(
    text: str,
    persona: str | None,
    payer: str | None,
    history: Sequence[Turn],
    knowledge: Knowledge,
    clauses: ClauseReader,
) -> Question:
    """Masks and reads a question; a follow-up takes from the turns before it what it leaves out.

    Raises:
        UsageError: the question is empty or too long, or the persona or payer is unknown.
    """
    chosen_persona, chosen_payer = check_persona(persona), check_payer(payer, knowledge)
    asked, warnings = guarded(check_length(text), knowledge)
    typed = [turn[:LONGEST_QUESTION] for turn in user_turns(history)]
    turns = tuple(guarded(turn, knowledge)[0] for turn in typed)
    asking = tuple(turn for turn in turns if not _asks_of_answer(turn, knowledge))
    again = asked_again((asked, *reversed(asking)), knowledge.payers)
    if again is not None and _tells_nothing(again[0], asking[: again[1]], knowledge, clauses):
        asked, turns = again[0], ()
    chain = _chain(asked, turns, knowledge, clauses)
    leans_on = _still_told(chain, asked, knowledge)
    kind = knowledge.kinds.read(asked) or next(filter(None, map(knowledge.kinds.read, reversed(leans_on))), None)
    meant, side_by_side = _read_payers((asked, *reversed(leans_on)), chosen_payer, knowledge.payers)
    before, case, newest, services = _read_turns((*leans_on, asked), knowledge, clauses)
    if len(leans_on) < len(chain):
        _, before, _, _ = _read_turns(chain, knowledge, clauses)
    return Question(
        text=asked,
        kind=kind or "other",  # type: ignore[arg-type]
        persona=chosen_persona,
        payer=meant,
        payers=side_by_side,
        case=case,
        services=services,
        earlier=leans_on,
        warnings=warnings,
        case_before=before,
        newest=newest,
        said=_more_than_payers((*leans_on, asked), knowledge.payers),
        served=_newest_date([text, *reversed(typed)][: len(leans_on) + 1]),
        again=_asked_in_short(asked, typed[len(typed) - len(leans_on) :], persona, payer, knowledge, clauses),
    )


def _asked_in_short(
    asked: str,
    turns: Sequence[str],
    persona: str | None,
    payer: str | None,
    knowledge: Knowledge,
    clauses: ClauseReader,
) -> Question | None:
    """The last of the earlier turns that asked something, with all that was told since, where it is asked in short.

    Whether it may be billed is asked of the last turn that tells of the case.
    """
    asks = knowledge.asked_in_short
    if not turns or not asks.is_asked(asked):
        return None
    place = asks.meant(turns, knowledge.payers)
    if asks.asks_to_bill(asked):
        facts = [len(read_findings(turn, knowledge.vocabulary)) for turn in turns]
        place = next((n for n in reversed(range(len(turns))) if facts[n] >= FACTS_OF_A_CASE), place)
    meant = read_question(turns[place], persona, payer, turns[:place], knowledge, clauses)
    told = read_question(turns[-1], persona, payer, turns[:-1], knowledge, clauses)
    told = told.again or told
    return replace(
        meant,
        case=told.case,
        services=told.services,
        payer=told.payer,
        payers=told.payers,
        said=told.said,
        served=told.served,
        again=None,
    )


def _newest_date(newest_first: Sequence[str]) -> ServiceDates | None:
    """The day of service as it was typed, before it is masked."""
    return next(filter(None, map(read_service_dates, newest_first)), None)


def guarded(text: str, knowledge: Knowledge) -> tuple[str, tuple[Notice, ...]]:
    """The text without identifiers and without attempts to steer, and a notice of each kind that went."""
    masked = mask_identifiers(safe_text(text), knowledge.identifier_words)
    kept, instructions = strip_instructions(masked.text, knowledge.instruction_rules)
    warnings = []
    if masked.notice:
        warnings.append(Notice(code="identifiers_masked", message=masked.notice))
    if instructions:
        warnings.append(
            Notice(
                code="instruction_ignored", message="A part of the question that tried to steer the answer was ignored."
            )
        )
    return kept.strip(), tuple(warnings)


def _tells_nothing(asked: str, turns: Sequence[str], knowledge: Knowledge, clauses: ClauseReader) -> bool:
    """Whether it stands by itself, and a rule is asked for: nothing of a case and no minutes are told."""
    if turns and is_follow_up(asked, True):
        return False
    _, case, _, services = _read_turns((asked,), knowledge, clauses)
    return not (case.findings or services.services or services.billed)


def _chain(asked: str, turns: Sequence[str], knowledge: Knowledge, clauses: ClauseReader) -> tuple[str, ...]:
    """The earlier questions that this one leans on: back to the last that stands by itself, oldest first."""
    chain: list[str] = []
    last = asked
    for place in range(len(turns) - 1, -1, -1):
        if not (_leans(last, knowledge) or _after_a_sign(last, turns[: place + 1], knowledge, clauses)):
            break
        last = turns[place]
        chain.insert(0, last)
    return tuple(chain)


def _still_told(chain: Sequence[str], asked: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The earlier questions without those that a later turn says were of another patient."""
    vocabulary = knowledge.vocabulary
    return without_withdrawn((*chain, asked), vocabulary, lambda turn: read_findings(turn, vocabulary))[:-1]


def _asks_of_answer(line: str, knowledge: Knowledge) -> bool:
    """Whether the line asks of the answer before it, in more words than a payer's name."""
    return knowledge.asked_in_short.leans(line, knowledge.payers) and not names_only_payer(line, knowledge.payers)


def _leans(line: str, knowledge: Knowledge) -> bool:
    if is_follow_up(line, True) or knowledge.asked_in_short.leans(line, knowledge.payers):
        return True
    vocabulary = knowledge.vocabulary
    return adds_to_a_case(line, read_findings(line, vocabulary), vocabulary)


def _after_a_sign(line: str, turns: Sequence[str], knowledge: Knowledge, clauses: ClauseReader) -> bool:
    """Whether the turns before tell an urgent sign, and the line goes on about the person, without code or case."""
    short = len(line.split()) <= SHORT_WORDS and knowledge.asked_in_short.after_a_sign.search(line)
    if not short or NEW_TOPIC.search(line) or knowledge.scope.names_code.stands_in(line):
        return False
    if len({finding.span for finding in read_findings(line, knowledge.vocabulary)}) >= FACTS_OF_A_NEW_CASE:
        return False
    told = (*_chain(turns[-1], turns[:-1], knowledge, clauses), turns[-1])
    _, case, _, _ = _read_turns(told, knowledge, clauses)
    return determine(case, knowledge.readings, knowledge.payers).is_urgent


def _more_than_payers(turns: Sequence[str], payers: Payers) -> tuple[str, ...]:
    """The first turn, and those after it that say more than who pays, or when it was."""
    first, *others = turns
    return (first, *(turn for turn in others if not _says_only_who_or_when(turn, payers)))


def _says_only_who_or_when(turn: str, payers: Payers) -> bool:
    undated = without_service_dates(turn)
    if names_only_payer(undated, payers):
        return True
    return undated != turn and payers.are_beside(undated)


def _read_payers(
    newest_first: Sequence[str], chosen: str | None, payers: Payers
) -> tuple[str | None, tuple[NamedPayer, ...]]:
    """The payer that is meant, and the several that the newest turn naming any puts side by side."""
    named = [read_payer(text, payers) for text in newest_first]
    for number, text in enumerate(newest_first):
        if named[number] is None:
            continue
        before = next(filter(None, named[number + 1 :]), chosen)
        if several := read_payers(text, payers, before):
            return next((payer.id for payer in several if payer.role == "primary"), None), several
        return named[number], ()
    return chosen, ()


def _read_turns(
    texts: Sequence[str], knowledge: Knowledge, clauses: ClauseReader
) -> tuple[Case, Case, Case, ServicesRead]:
    """The case before the last turn, the case, what the last turn tells by itself, and the services.

    The last turn's spans are those of the question shown.
    """
    before, case, newest, services = Case(), Case(), Case(), ServicesRead()
    category, groups = knowledge.vocabulary.category, knowledge.readings.groups
    elsewhere = frozenset(groups["other_purpose"])
    done: tuple[Finding, ...] = ()
    names = Names()
    for number, text in enumerate(texts):
        case = without_settled(case, text, "\n".join(texts[:number]), knowledge.vocabulary)
        read = read_case(text, knowledge.vocabulary, clauses=clauses)
        works, codes = knowledge.work_codes, knowledge.tables.codes
        called = find_named(text, names, read.findings, works, codes, services) if number else ()
        sheet = read_sheet(text, codes)
        told = sheet or read_services(text, codes, told=services.only_subject, named=called)
        names = names_after(names, text, read.findings, works, told)
        read = newest = set_apart(read, told, category)
        case = without_replaced(case, read, text, knowledge.vocabulary)
        read = newest = set_apart_added(case, read, text, knowledge.vocabulary, groups["service_beside"])
        if tells_only_purpose(read, category):
            done = case.findings if read.present() & elsewhere else ()
        before, case = case, merge_cases(without_taken_back(case, read, text, category, knowledge.same_things), read)
        only_payer = _says_only_who_or_when(text, knowledge.payers)
        subject = SUBJECT if case.findings else ""
        same = replace(services, unused=(), told_anew=False)
        if sheet:
            services = restate_services(services, sheet)
        else:
            services = same if only_payer else continue_services(services, told, text, subject)
    return before, done_for_something_else(case, done, category), newest, services
