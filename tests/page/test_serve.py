"""Where the page is served, and what is said where it cannot be."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from errors import Ask97112Error, UsageError
from page import serve
from tests.page.chromium import PROJECT, free_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another server listens on."""
    with socket.socket() as listener:
        listener.bind((serve.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_first_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ports in use are passed over."""
    monkeypatch.setattr(serve, "is_free", lambda port: port == serve.FIRST_PORT + 3)
    assert serve.choose_port(None) == serve.FIRST_PORT + 3


def test_a_wanted_port_in_use_is_refused(taken_port: int) -> None:
    """One line says so and what to do."""
    with pytest.raises(Ask97112Error, match=f"Port {taken_port} is in use.*--port"):
        serve.choose_port(taken_port)


@pytest.mark.parametrize("port", [0, -1, 70000])
def test_a_wrong_port_is_wrong_usage(port: int) -> None:
    """It is no port number."""
    with pytest.raises(UsageError, match="no port number"):
        serve.choose_port(port)


def test_no_free_port_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code tells of failure, the line of a way on."""
    monkeypatch.setattr(serve, "is_free", lambda port: False)
    assert serve.main([]) == 1
    assert capsys.readouterr().err == "Ports 8501 to 8520 are all in use: choose another with --port.\n"


def test_the_address_is_printed_and_answers() -> None:
    """`python -m page.serve` prints one address, which works until it is stopped."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "page.serve", "--port", str(port)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        line = server.stdout.readline()
        address = re.search(r"http://localhost:\d+", line)
        assert address
        with urlopen(address.group().replace("localhost", serve.HOST), timeout=5) as response:
            assert response.status == 200
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
