"""Starts the page on a free port and prints its address: `python -m page.serve [--port N]`."""

import argparse
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from errors import Ask97112Error, UsageError

PROJECT = Path(__file__).resolve().parents[1]
FIRST_PORT = 8501
PORTS_TRIED = 20
START_SECONDS = 60
LOOK_AGAIN_SECONDS = 0.1
HOST = "127.0.0.1"  # this machine only; a clinic that wants more sets STREAMLIT_SERVER_ADDRESS


def main(arguments: list[str] | None = None) -> int:
    """Finds a port, starts the server, says where it is, and stays until it ends."""
    parser = argparse.ArgumentParser(prog="python -m page.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=None, help="this port and no other (default: 8501 or the next)")
    wanted = parser.parse_args(arguments).port
    try:
        port = choose_port(wanted)
        server = start_server(port)
        try:
            wait_until_up(server, port)
            if wanted is None and port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is in use.", flush=True)
            print(f"Ask 97112 is at http://localhost:{port} (stop it with Ctrl+C)", flush=True)
            return server.wait()
        finally:
            _stop(server)
    except KeyboardInterrupt:
        return 0
    except Ask97112Error as failure:
        print(failure, file=sys.stderr)
        return failure.exit_code


def choose_port(wanted: int | None) -> int:
    """The port that was asked for, or the first free one from 8501 on.

    Raises:
        UsageError: the wanted port is no port number.
        Ask97112Error: it is in use, or none of those tried is free.
    """
    if wanted is not None and not 1 <= wanted <= 65535:
        raise UsageError(f"{wanted} is no port number: choose one from 1 to 65535.")
    candidates = [wanted] if wanted is not None else list(range(FIRST_PORT, FIRST_PORT + PORTS_TRIED))
    for port in candidates:
        if is_free(port):
            return port
    if wanted is not None:
        raise Ask97112Error(f"Port {wanted} is in use or not allowed: leave out --port, or choose another.")
    last = FIRST_PORT + PORTS_TRIED - 1
    raise Ask97112Error(f"Ports {FIRST_PORT} to {last} are all in use: choose another with --port.")


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


def start_server(port: int) -> "subprocess.Popen[bytes]":
    """Streamlit's server as a child process, in the project's folder so that its settings are found."""
    address = os.environ.get("STREAMLIT_SERVER_ADDRESS", HOST)
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(PROJECT / "app.py"),
            f"--server.port={port}",
            f"--server.address={address}",
        ],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
    )


def wait_until_up(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Returns once the server answers.

    Raises:
        Ask97112Error: it ended, or did not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Ask97112Error(f"The page's server ended with code {server.returncode}: see the lines above.")
        try:
            with urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(LOOK_AGAIN_SECONDS)
    raise Ask97112Error(f"The page did not answer on port {port} within {START_SECONDS} seconds: try again.")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is None:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
