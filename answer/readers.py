"""What reads a question and finds its answer, opened once, and the time that each stage takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from answer.knowledge import Knowledge
from answer.likely_documents import LikelyDocuments
from answer.support import SupportGate
from answer.write import Writer
from index.search import Searcher
from understand.clauses import ClauseReader
from understand.question_classes import QuestionClasses
from understand.verdicts import VerdictClasses


@dataclass(frozen=True, slots=True)
class Readers:
    """What the path reads with; wired once by `answer.engine`."""

    searcher: Searcher
    knowledge: Knowledge
    classes: QuestionClasses
    verdicts: VerdictClasses
    clauses: ClauseReader
    documents: LikelyDocuments
    gate: SupportGate
    edition: str
    writer: Writer | None = None


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.stages[stage] = round((time.perf_counter() - started) * 1000, 2)
