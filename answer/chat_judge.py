"""A chat model asked whether evidence contradicts a statement: the gate's second pair of eyes, by setting."""

import re
import time
from functools import lru_cache

from answer.model import ChatModel
from answer.model_stream import stream_until
from answer.prompts import Prompts, fenced
from answer.support import Judgement
from errors import ModelError

# One word is asked for; a judge that takes longer is no help to somebody who waits for a sentence.
JUDGE_SECONDS = 5.0
# An answer has at most a dozen sentences; a few hundred answers are remembered.
MOST_REMEMBERED = 5_000
CONTRADICTS = "CONTRADICTS"
VERDICTS = re.compile(rf"\b(?:AGREES|{CONTRADICTS}|UNCLEAR)\b")


class ChatJudge:
    """Asks for one of three words. It can withhold a sentence and never lets one pass that the rules stop."""

    def __init__(self, chat_model: ChatModel, prompts: Prompts, seconds: float = JUDGE_SECONDS) -> None:
        self._chat_model = chat_model
        self._prompts = prompts
        self._seconds = seconds
        self._verdict = lru_cache(maxsize=MOST_REMEMBERED)(self._ask)

    def judge(self, evidence: str, statement: str) -> Judgement:
        """Raises ModelError where no verdict comes in time: what cannot be judged is not shown."""
        return Judgement(contradicts=1.0) if self._verdict(evidence, statement) == CONTRADICTS else Judgement()

    def _ask(self, evidence: str, statement: str) -> str:
        user = self._prompts.fill_judge(evidence=fenced(evidence), statement=fenced(statement))
        deadline = time.monotonic() + self._seconds
        chunks = stream_until(deadline, self._chat_model, self._prompts.judge_system, user)
        written = "".join(chunk.text for chunk in chunks)
        verdicts = set(VERDICTS.findall(written))
        if len(verdicts) != 1:
            raise ModelError(f"The judge {self._chat_model.name} gave no verdict on a sentence.")
        return str(verdicts.pop())
