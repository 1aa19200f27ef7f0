"""Ingest: what is embedded, what stays, and what survives."""

import json
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from errors import DocumentError, EncoderError, IndexUnusable, UsageError
from index import edition as editions
from index.document import Source
from index.encoder import Encoder
from tests.conftest import PROJECT, Shelf, encoder_folder
from tests.ingest.files import HTML, write_pdf, write_word

SOURCE = Source(id="s", publisher="P", title="T", section="1", url="", tier="law", status="current", verified="primary")


def texts(shelf: Shelf) -> set[str]:
    return {passage.text for passage in shelf.open().passages}


def refuse_encoder() -> Encoder:
    raise AssertionError("an encoder was opened though nothing is new")


def test_the_second_ingest_embeds_nothing_and_opens_no_encoder(shelf: Shelf) -> None:
    """What is unchanged keeps its vectors, and the edition stays."""
    shelf.write("a.md", "# A\n\nBalance is trained.")
    first = shelf.ingest()
    again = shelf.ingest(open_encoder=refuse_encoder)
    assert (first.new, first.embedded, again.unchanged, again.embedded) == (1, 1, 1, 0)
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert again.edition == first.edition


def test_an_edited_document_replaces_its_passages(shelf: Shelf) -> None:
    """Only the changed passage is embedded; the others keep their vectors."""
    shelf.write("a.md", "# A\n\nFirst text.\n\n# B\n\nSecond text.")
    shelf.write("b.md", "Third text.")
    first = shelf.ingest()
    shelf.write("a.md", "# A\n\nFirst text.\n\n# B\n\nChanged text.")
    done = shelf.ingest()
    assert (done.changed, done.unchanged, done.embedded) == (1, 1, 1)
    assert done.edition != first.edition
    assert texts(shelf) == {"First text.", "Changed text.", "Third text."}
    assert [text for text in shelf.opened[-1].texts if "First" in text or "Third" in text] == []


def test_a_removed_document_disappears(shelf: Shelf) -> None:
    """What is no longer there is no longer found."""
    shelf.write("a.txt", "Stays.")
    gone = shelf.write("b.txt", "Goes.")
    shelf.ingest()
    gone.unlink()
    done = shelf.ingest(open_encoder=refuse_encoder)
    assert (done.removed, done.unchanged, texts(shelf)) == (1, 1, {"Stays."})


def test_other_paths_stay(shelf: Shelf, tmp_path: Path) -> None:
    """An ingest of one path touches nothing that another path gave."""
    shelf.write("a.txt", "From files.")
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "x", "title": "", "text": "From lines."}\n')
    shelf.ingest()
    done = shelf.ingest(other)
    assert (done.new, done.unchanged, texts(shelf)) == (1, 1, {"From files.", "From lines."})
    assert shelf.ingest().removed == 0


def test_the_same_id_from_another_path_is_refused_by_name(shelf: Shelf, tmp_path: Path) -> None:
    """Two different files of one name do not overwrite each other silently."""
    shelf.write("note.txt", "The first.")
    second = tmp_path / "elsewhere" / "note.txt"
    second.parent.mkdir()
    second.write_text("The second.")
    shelf.ingest()
    done = shelf.ingest(second.parent)
    assert texts(shelf) == {"The first."}
    assert len(done.skipped) == 1
    assert "'note.txt' is taken" in done.skipped[0]


def test_a_file_and_then_its_folder_are_one_document(shelf: Shelf) -> None:
    """A folder takes over what its own files gave before, and a file updates what its folder gave."""
    path = shelf.write("a.txt", "One.")
    shelf.ingest(path)
    assert shelf.ingest().documents == 1
    path.write_text("Two.")
    assert shelf.ingest(path).changed == 1
    assert texts(shelf) == {"Two."}


def test_the_same_guidance_elsewhere_is_the_same_edition(shelf: Shelf, tmp_path: Path) -> None:
    """An answer names its edition: on another machine, in another folder, it must be found again."""
    text = "# A\n\nBalance is trained."
    shelf.write("a.md", text)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.md").write_text(text, encoding="utf-8")
    there = shelf.ingest(elsewhere, store=replace(shelf.store, index_dir=tmp_path / "other-index"))
    assert shelf.ingest().edition == there.edition


def test_a_changed_source_changes_the_edition_and_embeds_nothing(shelf: Shelf) -> None:
    """A date or standing that changes in the registry is shown at once, with the vectors as they are."""
    shelf.write("a.md", "---\nid: a\nsource: s\ntitle: A\n---\nText.")
    first = shelf.ingest(sources={"s": SOURCE})
    retired = replace(SOURCE, status="superseded", retired="2025-10-28")
    done = shelf.ingest(sources={"s": retired}, open_encoder=refuse_encoder)
    assert (done.changed, done.embedded) == (1, 0)
    assert done.edition != first.edition
    assert shelf.open().documents["a"].source == retired


def test_every_kind_of_file_is_ingested(shelf: Shelf) -> None:
    """A folder of all kinds gives a document each, and a PDF's passages know their page."""
    write_pdf(shelf.files / "a.pdf", ["Balance first", "Billing second " + "word " * 60])
    write_word(shelf.files / "b.docx")
    shelf.write("c.html", HTML)
    shelf.write("d.md", "# D\n\nText.")
    shelf.write("e.txt", "Plain.")
    shelf.write("f.jsonl", json.dumps({"id": "line-1", "title": "L", "text": "A line."}))
    done = shelf.ingest()
    assert (done.documents, done.skipped) == (6, ())
    index = shelf.open()
    assert {passage.page for passage in index.passages_of("a.pdf")} == {1, 2}
    assert index.documents["line-1"].text == "A line."
    for passage in index.passages:
        assert index.documents[passage.document_id].text[passage.start : passage.end] == passage.text


def test_a_broken_file_among_others_is_skipped_with_one_line(shelf: Shelf) -> None:
    """The rest is ingested, and nothing of the broken file, not even what came before the break."""
    shelf.write("a.jsonl", '{"id": "a", "text": "good"}\nbroken\n')
    shelf.write("b.txt", "Whole.")
    shelf.write("c.pdf", "no pdf")
    done = shelf.ingest()
    assert texts(shelf) == {"Whole."}
    assert len(done.skipped) == 2
    assert all("\n" not in line for line in done.skipped)


def test_a_broken_file_alone_is_an_error(shelf: Shelf) -> None:
    """Named by itself, a broken file fails, and the index stays as it was."""
    shelf.write("b.txt", "Whole.")
    shelf.ingest()
    with pytest.raises(DocumentError, match=r"c\.pdf"):
        shelf.ingest(shelf.write("c.pdf", "no pdf"))
    assert texts(shelf) == {"Whole."}


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.txt", "There is no file"), ("a.xyz", "of a kind that ingest cannot read"), ("empty", "holds no file")],
)  # fmt: skip
def test_wrong_paths_are_wrong_usage(shelf: Shelf, name: str, message: str) -> None:
    """A path that does not exist, of an unknown kind, or without readable files is the caller's mistake."""
    shelf.write("a.xyz", "x")
    (shelf.files / "empty").mkdir()
    with pytest.raises(UsageError, match=message) as caught:
        shelf.ingest(shelf.files / name)
    assert caught.value.exit_code == 2


def test_headings_without_text_are_refused_not_stored(shelf: Shelf) -> None:
    """An index without a single passage is of no use to anybody."""
    shelf.write("a.md", "# Only\n\n## Headings")
    with pytest.raises(UsageError, match="no text"):
        shelf.ingest()
    assert editions.current_build(shelf.index_dir) is None


def test_another_encoder_is_refused_with_the_remedy(shelf: Shelf, tmp_path: Path) -> None:
    """Vectors of two encoders never meet in one index."""
    shelf.write("a.txt", "Text.")
    shelf.ingest()
    other = replace(shelf.store, encoder=str(encoder_folder(tmp_path / "other")))
    with pytest.raises(IndexUnusable, match="choose another --index DIR"):
        shelf.ingest(store=other)
    assert texts(shelf) == {"Text."}


def test_other_weights_of_the_encoder_embed_everything_anew(shelf: Shelf) -> None:
    """New weights under the same name make all vectors anew; ask refuses the old ones meanwhile."""
    shelf.write("a.txt", "Text.")
    shelf.ingest()
    encoder_folder(shelf.encoder_folder, b"other weights")
    with pytest.raises(IndexUnusable, match="other weights"):
        shelf.searcher()
    assert shelf.ingest().embedded == 1
    shelf.searcher()


def test_another_passage_size_splits_anew(shelf: Shelf) -> None:
    """The size that passages were cut to is remembered, and a new one is applied."""
    shelf.write("a.txt", "word " * 100)
    first = shelf.ingest()
    done = shelf.ingest(store=replace(shelf.store, passage_characters=200))
    assert done.passages > first.passages
    assert max(len(passage.text) for passage in shelf.open().passages) <= 200


def test_missing_weights_are_told(shelf: Shelf) -> None:
    """Without weights nothing is written."""
    shelf.write("a.txt", "Text.")
    (shelf.encoder_folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match="no weights"):
        shelf.ingest()


class Killed(BaseException):
    """Stands for the process ending at this line."""


@pytest.mark.parametrize("moment", ["open_encoder", "on_progress", "encode"])
def test_an_ingest_that_ends_in_the_middle_leaves_the_edition_before(shelf: Shelf, moment: str) -> None:
    """Wherever it stops, the previous edition answers, and the next ingest finishes the work."""
    shelf.write("a.txt", "Before.")
    shelf.ingest()
    shelf.write("a.txt", "After.")

    def stop(*_: object) -> Encoder:
        raise Killed

    def encoder_that_stops() -> Encoder:
        encoder = shelf.open_encoder()
        encoder.encode = stop  # type: ignore[method-assign, assignment]
        return encoder

    options = {"open_encoder": stop, "on_progress": stop, "encode": encoder_that_stops}
    name = "open_encoder" if moment == "encode" else moment
    with pytest.raises(Killed):
        shelf.ingest(**{name: options[moment]})
    assert texts(shelf) == {"Before."}
    assert shelf.ingest().embedded == 1
    assert texts(shelf) == {"After."}


SLOW_INGEST = """
import sys, time
from pathlib import Path
from tests.conftest import Shelf
import ingest.build, ingest.pipeline
from index import edition

shelf, step = Shelf.__new__(Shelf), sys.argv[2]
root = Path(sys.argv[1])
shelf.files, shelf.index_dir, shelf.encoder_folder, shelf.opened = root / "files", root / "index", root / "encoder", []

def pause_before(module, name):
    original = getattr(module, name)
    def paused(*arguments, **options):
        print("here", flush=True)
        time.sleep(60)
        return original(*arguments, **options)
    setattr(module, name, paused)

pause_before(*{
    "vectors": (ingest.build, "_store_vectors"),
    "manifest": (edition, "write_manifest"),
    "switch": (edition, "switch_to"),
    "sweep": (edition, "remove_old_editions"),
}[step])
shelf.ingest()
"""


@pytest.mark.parametrize(
    ("step", "expected"), [("vectors", "Before."), ("manifest", "Before."), ("switch", "Before."), ("sweep", "After.")]
)
def test_a_killed_process_leaves_a_whole_edition_and_no_lock(shelf: Shelf, step: str, expected: str) -> None:
    """Killed before the switch the old edition stands, after it the new one; the next ingest works at once."""
    shelf.write("a.txt", "Before.")
    shelf.ingest()
    shelf.write("a.txt", "After.")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_INGEST, str(shelf.files.parent), step],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert texts(shelf) == {expected}
    shelf.ingest(lock_wait_seconds=1)
    assert texts(shelf) == {"After."}
    assert all((folder / "manifest.json").exists() for folder in (shelf.index_dir / "editions").iterdir())


def test_a_held_lock_is_one_line(shelf: Shelf) -> None:
    """While another ingest writes, this one waits and then says so."""
    shelf.write("a.txt", "Text.")
    shelf.index_dir.mkdir()
    with FileLock(shelf.index_dir / "ingest.lock"), pytest.raises(IndexUnusable, match="Another ingest is writing"):
        threading_ingest(shelf)


def threading_ingest(shelf: Shelf) -> None:
    """Ingests on another thread, as a lock never stops its own holder."""
    problems: list[BaseException] = []

    def run() -> None:
        try:
            shelf.ingest(lock_wait_seconds=0.1)
        except IndexUnusable as problem:
            problems.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if problems:
        raise problems[0]


def test_a_file_in_the_place_of_the_index_is_one_line(shelf: Shelf) -> None:
    """An index folder that cannot be made is named, with what to do."""
    shelf.write("a.txt", "Text.")
    shelf.index_dir.write_text("in the way")
    with pytest.raises(IndexUnusable, match="choose another --index DIR"):
        shelf.ingest()
    with pytest.raises(IndexUnusable, match="is a file"):
        shelf.open()


def damaged_files(shelf: Shelf) -> dict[str, list[Path]]:
    folder = editions.finished_editions(shelf.index_dir)[0]
    return {
        "CURRENT": [shelf.index_dir / "CURRENT"],
        "manifest": [folder / "manifest.json"],
        "documents": [folder / "documents.jsonl"],
        "passages": [folder / "passages.jsonl"],
        "lexical": sorted((folder / "lexical").iterdir()),
        "sentences": [folder / "sentences.npy"],
        "chroma": sorted(p for p in (folder / "chroma").rglob("*") if p.is_file()),
    }


@pytest.mark.parametrize("how", ["garbage", "truncated", "missing"])
@pytest.mark.parametrize("part", ["CURRENT", "manifest", "documents", "passages", "lexical", "sentences", "chroma"])
def test_damage_is_one_line_and_ingest_mends_it(shelf: Shelf, tmp_path: Path, part: str, how: str) -> None:
    """Reading names the remedy, the remedy works, and what other paths gave is not lost."""
    shelf.write("a.txt", "From files.")
    other = tmp_path / "other.txt"
    other.write_text("From elsewhere.")
    shelf.ingest()
    shelf.ingest(other)
    for path in damaged_files(shelf)[part]:
        if how == "garbage":
            path.write_bytes(b"\x00garbage\xff" * 20)
        elif how == "truncated":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        else:
            path.unlink()
    with pytest.raises(IndexUnusable, match="ask97112 ingest") as caught:
        shelf.searcher().search("files", 3)
    assert "\n" not in str(caught.value)
    done = shelf.ingest()
    assert shelf.searcher().search("files", 3).hits
    if texts(shelf) == {"From files."}:  # the only list of other paths is gone: then that is told
        assert part in {"documents", "manifest"}
        assert done.notice is not None
        assert "was damaged: ingest again" in done.notice
    else:
        assert texts(shelf) == {"From files.", "From elsewhere."}


def test_a_new_edition_never_disturbs_who_reads_the_old_one(shelf: Shelf) -> None:
    """A searcher that was opened before an ingest goes on with its edition."""
    shelf.write("a.txt", "Balance before.")
    shelf.ingest()
    searcher = shelf.searcher()
    shelf.write("a.txt", "Balance after.")
    shelf.ingest()
    assert searcher.search("balance", 1).hits[0].passage.text == "Balance before."
    assert shelf.searcher().search("balance", 1).hits[0].passage.text == "Balance after."


def test_progress_counts_up_to_all(shelf: Shelf) -> None:
    """The bar ends at its end."""
    for number in range(300):
        shelf.write(f"{number}.txt", f"Text number {number}.")
    seen: list[tuple[int, int]] = []
    shelf.ingest(on_progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert len(seen) > 1
    assert seen[-1][0] == seen[-1][1]


def test_nothing_new_takes_little_time(shelf: Shelf) -> None:
    """An ingest of an unchanged folder is fast enough to run before every start."""
    for number in range(100):
        shelf.write(f"{number}.txt", f"Text number {number}. " * 20)
    shelf.ingest()
    started = time.perf_counter()
    shelf.ingest(open_encoder=refuse_encoder)
    assert time.perf_counter() - started < 3
