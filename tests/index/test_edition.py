"""An edition is whole or refused, and the switch to it is one step."""

import os
from pathlib import Path

import pytest

from errors import IndexUnusable
from index import edition as editions
from tests.conftest import Shelf


def test_no_index_is_told_with_the_remedy(tmp_path: Path) -> None:
    """Where nothing was ingested the line says what to run."""
    from index.store import Index

    with pytest.raises(IndexUnusable, match=r"There is no index in .*: run `ask97112 ingest`"):
        Index.open(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"../../etc", b"a/b"], ids=["empty", "bytes", "up", "deep"])
def test_a_pointer_that_names_no_edition_is_refused(tmp_path: Path, content: bytes) -> None:
    """Garbage in CURRENT is one line that names the remedy, and never a path elsewhere."""
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexUnusable, match="ask97112 ingest"):
        editions.current_build(tmp_path)


def test_old_editions_and_half_built_ones_go(tmp_path: Path) -> None:
    """The edition in use and the one before stay; what a killed ingest left is swept up."""
    for age, name in enumerate(["oldest", "older", "newest"]):
        folder = tmp_path / "editions" / name
        folder.mkdir(parents=True)
        manifest = folder / "manifest.json"
        manifest.write_text("{}")
        os.utime(manifest, ns=(age, age))
    (tmp_path / "editions" / "half-built").mkdir()
    assert editions.remove_old_editions(tmp_path, keep="newest") == ["half-built", "oldest"]
    assert sorted(folder.name for folder in (tmp_path / "editions").iterdir()) == ["newest", "older"]


def test_an_edition_of_another_version_is_made_anew_with_all_that_it_held(shelf: Shelf, tmp_path: Path) -> None:
    """What another version of the program wrote is not misread, and other paths' documents stay."""
    shelf.write("a.txt", "Balance is trained.")
    other = tmp_path / "other.txt"
    other.write_text("From elsewhere.")
    shelf.ingest()
    shelf.ingest(other)
    folder = editions.finished_editions(shelf.index_dir)[0]
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace(f'"format": {editions.FORMAT}', '"format": 999'))
    with pytest.raises(IndexUnusable, match="another version"):
        shelf.open()
    done = shelf.ingest()
    assert (done.embedded, done.unchanged, done.notice) == (2, 2, None)
    assert {passage.text for passage in shelf.open().passages} == {"Balance is trained.", "From elsewhere."}
