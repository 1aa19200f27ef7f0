"""A local server that speaks OpenAI's chat-completions protocol and plays models of every character."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What a character does with a request: pieces of text to stream, or a number, an HTTP status to fail with.
Character = Callable[[dict[str, Any]], Iterator[str] | int]


class ModelServer:
    """Use as a context manager; `requests` holds the bodies that arrived, for tests to look at."""

    def __init__(self, character: Character, finish_reason: str = "stop", break_off: bool = False) -> None:
        self.character = character
        self.finish_reason = finish_reason
        self.break_off = break_off
        self.requests: list[dict[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ModelServer":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def log_message(self, *_: object) -> None:
            return

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(body)
            pieces = server.character(body)
            if isinstance(pieces, int):
                self._fail(pieces)
            elif body.get("stream"):
                self._stream(body, pieces)
            else:
                self._whole(body, pieces)

        def _fail(self, status: int) -> None:
            text = json.dumps({"error": {"message": f"the server says {status}", "type": "server_error"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(text)

        def _stream(self, body: dict[str, Any], pieces: Iterator[str]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._event(body, {"role": "assistant", "content": ""})
            written = 0
            try:
                for piece in pieces:
                    written += len(piece.split())
                    self._event(body, {"content": piece})
                if server.break_off:
                    return
                self._event(body, {}, finish_reason=server.finish_reason)
                if (body.get("stream_options") or {}).get("include_usage"):
                    self._usage(body, written)
                self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                return

        def _event(self, body: dict[str, Any], delta: dict[str, str], finish_reason: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
            self._write(body, {"choices": [choice]})

        def _usage(self, body: dict[str, Any], written: int) -> None:
            read = sum(len(str(message["content"]).split()) for message in body["messages"])
            usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
            self._write(body, {"choices": [], "usage": usage})

        def _write(self, body: dict[str, Any], fields: dict[str, Any]) -> None:
            event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"], **fields}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()

        def _whole(self, body: dict[str, Any], pieces: Iterator[str]) -> None:
            message = {"role": "assistant", "content": "".join(pieces)}
            choice = {"index": 0, "message": message, "finish_reason": server.finish_reason}
            answer = {
                "id": "c1",
                "object": "chat.completion",
                "created": 1,
                "model": body["model"],
                "choices": [choice],
            }
            text = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text)

    return Handler


def says(text: str, size: int = 17) -> Character:
    """Streams a text in small pieces, as models do."""
    return lambda _: (text[at : at + size] for at in range(0, len(text), size))


def says_lines(*objects: dict[str, Any]) -> Character:
    return says("\n".join(json.dumps(o) for o in objects) + "\n")


def fails(status: int) -> Character:
    return lambda _: status


def hangs(seconds: float, first: str = "") -> Character:
    """Says something, then nothing for a while."""

    def character(_: dict[str, Any]) -> Iterator[str]:
        yield first
        time.sleep(seconds)
        yield "\n"

    return character
