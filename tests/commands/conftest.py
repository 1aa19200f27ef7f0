"""Commands run as they are typed."""

from collections.abc import Callable, Sequence

import pytest

from cli import main

Run = Callable[[Sequence[str]], tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command: (exit code, standard output, standard error)."""

    def run_command(arguments: Sequence[str]) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run_command
