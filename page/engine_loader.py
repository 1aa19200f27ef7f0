"""How the page gets the engine: opened once per server, behind a page that is already drawn."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from threading import Lock
from typing import Any, Protocol, cast, runtime_checkable

import streamlit as st

from answer.schema import Answer, Statement
from index.document import Document, Passage

TEST_ENGINE_VARIABLE = "ASK97112_TEST_ENGINE"  # dotted path of a module with `open_engine()`


# The page is on its way to the browser when the engine begins to load; importing for seconds would hold it up.
HEAD_START_SECONDS = 0.5


class PageEngine(Protocol):
    """What the page asks of `answer.engine.Engine`; tests hand in a fake of the same shape."""

    edition: str

    def ask(
        self,
        question: str,
        *,
        persona: str | None = None,
        payer: str | None = None,
        history: Sequence[Mapping[str, str]] = (),
    ) -> Answer: ...
    def payers(self) -> Sequence[tuple[str, str]]: ...
    def document(self, document_id: str) -> Document: ...
    def documents(self) -> Sequence[Document]: ...
    def passage(self, passage_id: str) -> Passage: ...
    def cases(self) -> Sequence[Any]: ...
    def export(self, answer: Answer) -> str: ...


@runtime_checkable
class StreamingEngine(Protocol):
    """An engine that can also hand out sentences while a language model writes them."""

    def ask_streaming(
        self,
        question: str,
        *,
        persona: str | None = None,
        payer: str | None = None,
        history: Sequence[Mapping[str, str]] = (),
    ) -> Iterator[Statement | Answer]:
        """Each statement once it passed the support gate; the whole answer last."""
        ...


def open_engine() -> PageEngine:
    """The product's engine, or the fake that a test names in `ASK97112_TEST_ENGINE`."""
    if test_engine := os.environ.get(TEST_ENGINE_VARIABLE):
        return cast(PageEngine, import_module(test_engine).open_engine())
    from answer.engine import Engine  # heavy: imported only once the page is on the screen
    from settings import Settings

    return cast(PageEngine, Engine.open(Settings()))


class EngineLoader:
    """Opens the engine on a thread of its own, when first told to."""

    def __init__(self, opener: Callable[[], PageEngine], head_start_seconds: float = 0.0) -> None:
        self._opener = opener
        self._head_start_seconds = head_start_seconds
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._future: Future[PageEngine] | None = None
        self._lock = Lock()

    def start(self) -> "Future[PageEngine]":
        """Begins to open the engine, unless that has begun or is done."""
        with self._lock:
            if self._future is None:
                self._future = self._executor.submit(self._open)
            return self._future

    def _open(self) -> PageEngine:
        time.sleep(self._head_start_seconds)
        return self._opener()

    def finished(self) -> bool:
        """Whether opening has ended, well or badly."""
        return self._future is not None and self._future.done()

    def failure(self) -> BaseException | None:
        """Why the engine could not be opened; None while opening or when open."""
        return self._future.exception() if self._future is not None and self._future.done() else None

    def engine(self) -> PageEngine | None:
        """The engine if it is open."""
        ready = self._future is not None and self._future.done() and self._future.exception() is None
        return self._future.result() if ready and self._future is not None else None

    def wait(self) -> PageEngine:
        """The engine, once it is open; raises what opening it raised."""
        return self.start().result()

    def retry(self) -> None:
        """Forgets a failure, so that the next `start` opens the engine again."""
        with self._lock:
            if self._future is not None and self._future.done() and self._future.exception() is not None:
                self._future = None


@st.cache_resource(show_spinner=False)
def engine_loader() -> EngineLoader:
    """The server's one loader, shared by every visitor."""
    return EngineLoader(open_engine, HEAD_START_SECONDS)
