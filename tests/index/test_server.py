"""The same index with its vectors on a real Chroma server."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from errors import IndexUnusable
from index.search import Searcher
from index.store import Index
from index.thesaurus import Thesaurus
from tests.conftest import Shelf, WordCountEncoder

START_SECONDS = 30


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Chroma server on this machine; skipped where the package ships no server."""
    command = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("this chromadb ships no `chroma` command")
    port = free_port()
    folder = tmp_path_factory.mktemp("server")
    arguments = [command, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    try:
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            pytest.skip("the Chroma server did not start here")
        yield port
    finally:
        process.terminate()
        process.wait()


def test_ingest_and_search_work_on_a_server(shelf: Shelf, server: int) -> None:
    """Vectors go to the server, results are those of the local index, and an edit replaces what was there."""
    store = replace(shelf.store, chroma_host="127.0.0.1", chroma_port=server)
    shelf.write("a.txt", "Balance is trained on foam.")
    shelf.write("b.txt", "The code 97112 is timed.")
    assert shelf.ingest(store=store).embedded == 2
    assert shelf.ingest(store=store).embedded == 0
    shelf.write("a.txt", "Balance is trained on a beam.")
    assert shelf.ingest(store=store).embedded == 1
    index = Index.open(shelf.index_dir, "127.0.0.1", server)
    searcher = Searcher(index, WordCountEncoder(shelf.encoder_folder), Thesaurus(None, {}))
    assert [hit.passage.text for hit in searcher.search("balance", 1).hits] == ["Balance is trained on a beam."]
    assert not list((shelf.index_dir / "editions").glob("*/chroma/*"))


def test_a_server_that_does_not_answer_is_one_line(shelf: Shelf) -> None:
    """It is told before anything is embedded, with the variable that names it."""
    shelf.write("a.txt", "Text.")
    store = replace(shelf.store, chroma_host="127.0.0.1", chroma_port=free_port())
    with pytest.raises(IndexUnusable, match="start it, or unset ASK97112_CHROMA_HOST"):
        shelf.ingest(store=store)
    assert shelf.opened == []
