"""A chat model's chunks with a deadline that holds, whatever the server does."""

import queue
import threading
import time
from collections.abc import Iterator

from answer.model import ChatModel, Chunk
from errors import ModelError

TOO_SLOW = "The chat model did not finish in time."


def stream_until(deadline: float, chat_model: ChatModel, system: str, user: str) -> Iterator[Chunk]:
    """The model's chunks, read in a thread of its own so that a hanging model cannot hold the answer.

    Args:
        deadline: of `time.monotonic`; what the reader of the chunks spends counts too.

    Raises:
        ModelError: the deadline passed, or the model failed.
    """
    arrived: queue.Queue[Chunk | Exception | None] = queue.Queue()
    stop = threading.Event()

    def read() -> None:
        try:
            for chunk in chat_model.stream(system, user):
                if stop.is_set():
                    return
                arrived.put(chunk)
            arrived.put(None)
        except Exception as reason:  # handed over to the thread that waits
            arrived.put(reason)

    threading.Thread(target=read, daemon=True, name="chat-model").start()
    try:
        while True:
            if (left := deadline - time.monotonic()) <= 0:
                raise ModelError(TOO_SLOW)
            try:
                item = arrived.get(timeout=left)
            except queue.Empty:
                raise ModelError(TOO_SLOW) from None
            if item is None:
                return
            if isinstance(item, Exception):
                raise item if isinstance(item, ModelError) else ModelError(f"The chat model failed: {item}") from item
            yield item
    finally:
        stop.set()
