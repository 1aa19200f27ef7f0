"""A chat model's sentences, each checked as it arrives; what fails leaves the extractive answer standing."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from answer.draft import OPENING, DraftStatement
from answer.model import ChatModel
from answer.model_cache import ModelCache, cache_key
from answer.model_output import RawSentence, SentenceReader, is_presentable
from answer.model_stream import stream_until
from answer.prompts import CANNOT_ANSWER, Prompts, fenced
from answer.schema import Status
from answer.support import Support, SupportGate
from answer.support_given import contradicts_given
from errors import ModelError
from rules.cite import Cite

Item = TypeVar("Item")
log = logging.getLogger("ask97112.model")

MOST_SENTENCES = 12
# A model of whose sentences fewer than this share stand is not shown at all.
LEAST_SHARE_STANDING = 0.5
# The model ended because it ran out of room, so that its answer is not whole.
CUT_OFF = frozenset({"length", "max_tokens"})


@dataclass(frozen=True, slots=True)
class PromptPassage:
    """A passage for the model: its text with instructions already made harmless, and what it is from."""

    document_id: str
    title: str
    about: str  # publisher, dates and status in one line
    text: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """Everything that the model is given; the question is masked.

    Attributes:
        case: what was read from the question, one plain line each.
        given: computed sentences, the determination's among them; they are facts for the model.
        status: the determination's status, which no sentence may go against.
        units: by code, every number of units that the rules allow for this case.
    """

    question: str
    passages: Sequence[PromptPassage]
    case: Sequence[str] = ()
    determination: str = ""
    status: Status | None = None
    given: Sequence[DraftStatement] = ()
    units: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sections: Sequence[str] = (OPENING,)
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them (0: not told), and their price where a table gives one."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class ModelStatement:
    """A sentence that passed, ready to be numbered, with what the gate said of it."""

    draft: DraftStatement
    support: Support


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """The sentences that stand, why others were dropped (reason: count), and what it cost."""

    statements: tuple[ModelStatement, ...]
    dropped: Mapping[str, int]
    usage: Usage
    model: str
    seconds: float
    cached: bool = False


def write_with_model(
    request: ModelRequest,
    chat_model: ChatModel,
    prompts: Prompts,
    gate: SupportGate,
    *,
    deadline_seconds: float,
    on_statement: Callable[[ModelStatement], None] | None = None,
    cache: ModelCache | None = None,
    prices: Mapping[str, tuple[float, float]] | None = None,
) -> ModelDraft:
    """Asks the model, checks each sentence as it arrives, and gives what stands.

    Args:
        deadline_seconds: counted from the call; past it the whole draft is given up.
        on_statement: called with each sentence that stands, in order, while the model still writes.
        prices: by model name, the price of a million input and of a million output tokens.

    Raises:
        ModelError: the model failed, was too slow, refused, was cut off, or too little of its text stands.
            The caller then shows the extractive answer, whole.
    """
    if not request.passages and not request.given:
        raise ModelError("There is nothing to write from: no passage was found.")
    started = time.monotonic()
    system, user = fill_prompts(request, prompts)
    key = cache_key(request.edition, chat_model.name, prompts.hash, system, user)
    remembered = cache.read(key) if cache else None
    checker = _Checker(request, gate, on_statement)
    if remembered is not None:
        raw, usage = list(remembered), Usage()
        for sentence in raw:
            checker.take(sentence)
    else:
        raw, usage = _read_model(chat_model, system, user, started + deadline_seconds, checker)
        usage = _priced(usage, chat_model.name, prices)
    statements, dropped = checker.result()
    if cache and remembered is None:
        cache.write(key, raw)
    seconds = time.monotonic() - started
    _log(chat_model.name, usage, seconds, len(statements), dropped, remembered is not None)
    return ModelDraft(statements, dropped, usage, chat_model.name, seconds, remembered is not None)


def fill_prompts(request: ModelRequest, prompts: Prompts) -> tuple[str, str]:
    """The system and the user message; text that is not ours is fenced."""
    passages = "\n".join(_fenced_passage(number, p) for number, p in enumerate(request.passages, 1))
    given = "\n".join(f"G{number}: {fenced(draft.text)}" for number, draft in enumerate(request.given, 1))
    user = prompts.fill_answer(
        question=fenced(request.question),
        case="\n".join(map(fenced, request.case)) or "No case is stated.",
        determination=fenced(request.determination) or "None was made.",
        given=given or "None.",
        passages=passages or "None.",
    )
    return prompts.fill_system(", ".join(request.sections), MOST_SENTENCES), user


def _fenced_passage(number: int, passage: PromptPassage) -> str:
    title, about = (fenced(text).replace('"', "'") for text in (passage.title, passage.about))
    return f'<passage marker="P{number}" title="{title}" about="{about}">\n{fenced(passage.text)}\n</passage>'


def _read_model(
    chat_model: ChatModel, system: str, user: str, deadline: float, checker: "_Checker"
) -> tuple[list[RawSentence], Usage]:
    """Reads the stream to its end; every complete sentence goes to the gate at once."""
    reader, usage, finish = SentenceReader(), Usage(), ""
    raw: list[RawSentence] = []
    for chunk in stream_until(deadline, chat_model, system, user):
        usage = Usage(max(usage.input_tokens, chunk.input_tokens), max(usage.output_tokens, chunk.output_tokens))
        finish = chunk.finish_reason or finish
        for sentence in reader.feed(chunk.text):
            raw.append(sentence)
            checker.take(sentence)
    if CANNOT_ANSWER in reader.whole:
        raise ModelError("The chat model declined to answer from the passages.")
    if finish in CUT_OFF or reader.unfinished:
        raise ModelError("The chat model's answer was cut off.")
    for sentence in reader.finish():
        raw.append(sentence)
        checker.take(sentence)
    if not raw:
        raise ModelError("The chat model wrote no sentence with a citation.")
    return raw, usage


class _Checker:
    """Sends each raw sentence through markers, given facts and gate, and keeps what stands."""

    def __init__(
        self, request: ModelRequest, gate: SupportGate, on_statement: Callable[[ModelStatement], None] | None
    ) -> None:
        self._request = request
        self._gate = gate
        self._on_statement = on_statement
        self._kept: list[ModelStatement] = []
        self._seen: set[str] = set()
        self._dropped: Counter[str] = Counter()

    def take(self, sentence: RawSentence) -> None:
        if sentence.text in self._seen or len(self._kept) >= MOST_SENTENCES:
            return
        self._seen.add(sentence.text)
        statement = self._check(sentence)
        if statement is None:
            return
        self._kept.append(statement)
        if self._on_statement:
            self._on_statement(statement)

    def _check(self, sentence: RawSentence) -> ModelStatement | None:
        if not is_presentable(sentence.text):
            return self._dropped_for("not a plain sentence")
        passages = _pick(sentence.markers, "P", self._request.passages)
        given = _pick(sentence.markers, "G", self._request.given)
        if not passages and not given:
            return self._dropped_for("no valid citation")
        evidence = [*(p.text for p in passages), *(draft.text for draft in given)]
        support = self._gate.check(sentence.text, evidence, self._request.question)
        if support.verdict == "withheld":
            return self._dropped_for("not supported")
        if not any(sentence.text == draft.text for draft in given) and contradicts_given(
            self._gate, sentence.text, self._request.status, self._request.units, [p.text for p in passages]
        ):
            return self._dropped_for("against a given fact")
        cites = self._cites(sentence, passages, given)
        if not cites:
            return self._dropped_for("no valid citation")
        section = sentence.section if sentence.section in self._request.sections else self._request.sections[0]
        return ModelStatement(DraftStatement(sentence.text, section, cites, "model"), support)

    def _cites(
        self, sentence: RawSentence, passages: Sequence[PromptPassage], given: Sequence[DraftStatement]
    ) -> tuple[Cite, ...]:
        """The supporting sentence of each cited passage, word for word, then the cites of the given facts."""
        own = [
            Cite(p.document_id, quote)
            for p in passages
            for quote in self._gate.supporting_quotes(sentence.text, p.text)[:1]
        ]
        return tuple(dict.fromkeys([*own, *(cite for draft in given for cite in draft.cites)]))

    def _dropped_for(self, reason: str) -> ModelStatement | None:
        """Counts why a sentence does not stand, in place of the sentence."""
        self._dropped[reason] += 1
        return None

    def result(self) -> tuple[tuple[ModelStatement, ...], dict[str, int]]:
        """Raises ModelError where too little of what the model wrote stands."""
        written = len(self._kept) + sum(self._dropped.values())
        if not self._kept or len(self._kept) < LEAST_SHARE_STANDING * written:
            told = ", ".join(f"{count} {reason}" for reason, count in self._dropped.items())
            raise ModelError(f"Too little of the chat model's text is supported ({told or 'nothing written'}).")
        return tuple(self._kept), dict(self._dropped)


def _pick(markers: Sequence[str], letter: str, items: Sequence[Item]) -> list[Item]:
    """The items that valid markers name, each once, in the markers' order."""
    numbers = [int(m[1:]) for m in dict.fromkeys(markers) if m[0] == letter]
    return [items[n - 1] for n in numbers if 1 <= n <= len(items)]


def _priced(usage: Usage, model: str, prices: Mapping[str, tuple[float, float]] | None) -> Usage:
    if not prices or model not in prices:
        return usage
    per_input, per_output = prices[model]
    cost = (usage.input_tokens * per_input + usage.output_tokens * per_output) / 1_000_000
    return Usage(usage.input_tokens, usage.output_tokens, round(cost, 6))


def _log(model: str, usage: Usage, seconds: float, kept: int, dropped: Mapping[str, int], cached: bool) -> None:
    """One line of numbers; no text of the question or the answer is logged."""
    log.info(
        "model=%s kept=%d dropped=%s input_tokens=%d output_tokens=%d cost=%s seconds=%.2f cached=%s",
        model, kept, dict(dropped), usage.input_tokens, usage.output_tokens, usage.cost, seconds, cached,
    )  # fmt: skip
