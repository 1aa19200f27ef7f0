"""The command line: one clear line for whatever is wrong, the right exit code, and nothing lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock

import cli
from answer.audit import export_answer, reproduce
from answer.schema import Answer
from errors import UsageError
from tests.conftest import PROJECT, Shelf, WordCountEncoder


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """What stderr says, which must be one line."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


Run = Callable[..., Ran]


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, with the fake encoder and an index of its own."""
    monkeypatch.setenv("ASK97112_ENCODER", str(shelf.encoder_folder))
    monkeypatch.setenv("ASK97112_INDEX_DIR", str(shelf.index_dir))
    monkeypatch.setenv("ASK97112_CLASSES_DIR", str(shelf.index_dir / "classes"))
    monkeypatch.setattr(
        "index.encoder.SentenceTransformerEncoder", lambda name, precision: WordCountEncoder(Path(name))
    )

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.write("balance.md", "# Balance\n\nBalance is trained on foam — with a therapist.")
    shelf.write("billing.txt", "The code 97112 is timed and has ≥ 8 minutes.")
    shelf.ingest()
    return shelf


class FakeEngine:
    """Answers every question with itself; refuses what the engine refuses."""

    def ask(self, question: str, *, persona: str | None, payer: str | None, history: Any = ()) -> Answer:
        from answer.question import check_length, check_persona

        if payer == "nobody":
            raise UsageError("There is no payer 'nobody': leave it out.")
        return Answer(
            question=check_length(question), kind="other", persona=check_persona(persona), payer=payer,
            abstained=True, abstention_reason="no_evidence", determination=None, units=None, statements=(),
            conflicts=(), citations=(), answer_markdown=f"About {question} ≥", followups=(), warnings=(),
            disclaimer="Educational.", mode="extractive", corpus_edition="fake", timings_ms={},
        )  # fmt: skip

    def reproduce(self, export: str) -> list[str]:
        return reproduce(export, lambda *asked: self.ask(asked[0], persona=asked[1], payer=asked[2]), {}.__getitem__)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr("commands.ask.open_engine", lambda index: fake)
    monkeypatch.setattr("commands.reproduce.open_engine", lambda index: fake)
    return fake


def test_ingest_says_what_it_did(run: Run, shelf: Shelf) -> None:
    """Documents, passages, new, unchanged, removed and seconds stand in the summary."""
    shelf.write("a.txt", "Text.")
    assert run("ingest", shelf.files).out.startswith("1 documents, 1 passages: 1 documents new, 0 changed")
    again = run("ingest", shelf.files)
    assert "1 unchanged, 0 removed; 0 passages embedded" in again.out
    assert (again.code, again.err) == (0, "")


def test_another_index_holds_only_what_it_is_given(run: Run, filled: Shelf, tmp_path: Path) -> None:
    """`--index DIR` with a JSON-lines file gives an index of those lines alone, under their ids."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "n-1", "title": "T", "text": "Balance on a beam."}\n')
    other = tmp_path / "deep" / "other"
    assert run("ingest", rows, "--index", other).code == 0
    hits = json.loads(run("search", "balance", "--json", "--index", other).out)
    assert [hit["document_id"] for hit in hits] == ["n-1"]
    assert {"passage_id", "document_id", "score", "text", "locator"} <= hits[0].keys()


def test_search_shows_title_place_and_matched_words(run: Run, filled: Shelf) -> None:
    """A hit names its document, where in it, and the words that matched."""
    out = run("search", "foam balance", "-k", 1).out
    assert "Balance (balance.md) — Balance" in out
    assert "words: balance, foam" in out


def test_search_batch_answers_every_line(run: Run, filled: Shelf, tmp_path: Path) -> None:
    """Each line has its id and its hits; a refused line says why and the others are answered."""
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": 1, "text": "foam"},
        {"id": "two", "text": " "},
        {"id": 3, "text": 5},
        {"id": 4, "text": "\ud800 timed\u2028"},
    ]
    lines.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    ran = run("search", "--batch", lines, "--out", out, "-k", 100_000)
    answered = [json.loads(line) for line in out.read_text().split("\n") if line]
    assert (ran.code, ran.line) == (0, f'4 lines written to {out}, 2 of them refused (see their "error")')
    assert [row["id"] for row in answered] == [1, "two", 3, 4]
    assert [bool(row["hits"]) for row in answered] == [True, False, False, True]
    assert "empty" in answered[1]["error"]


def test_ask_batch_answers_every_line(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    """A refused question becomes a line with its error; ids are echoed; options of the command are defaults."""
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": "a", "question": "Is it timed?"},
        {"id": "b", "question": ""},
        {"question": "x" * 100_000},
        {"id": "d", "question": "Who pays?", "payer": "nobody"},
        {"id": "e", "question": "Who am I?", "persona": "pope"},
        {"id": "f", "question": "What now?", "history": "not a list"},
        {"id": "g", "question": "And then?", "history": ["Timed?", {"role": "assistant"}], "persona": "educator"},
    ]  # fmt: skip
    lines.write_text("\n".join(map(json.dumps, rows)))
    assert run("ask", "--batch", lines, "--out", out, "--persona", "biller").code == 0
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    assert [answer.get("id") for answer in answers] == ["a", "b", None, "d", "e", "f", "g"]
    assert [answer.get("persona") for answer in answers] == ["biller", None, None, None, None, None, "educator"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, False]


def test_an_exported_answer_is_asked_again(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    """The same answer is one line and exit code 0; each difference is a line and the exit code 1."""
    answer = engine.ask("Is it timed?", persona="biller", payer=None)
    same, other = tmp_path / "same.json", tmp_path / "other.json"
    same.write_text(export_answer(answer, [], {}, {}, None, {}))
    other.write_text(export_answer(answer.model_copy(update={"corpus_edition": "old"}), [], {}, {}, None, {}))
    assert run("reproduce", same) == (0, "The same answer, from the same passages.\n", "")
    assert run("reproduce", other) == (1, 'corpus_edition: "old" became "fake"\n', "")


WRONG_USAGE: dict[str, tuple[list[str], str]] = {
    "no question": (["ask"], "Give either a question or --batch"),
    "both": (["ask", "x", "--batch", "in.jsonl"], "one of the two"),
    "empty question": (["ask", "  "], "The question is empty"),
    "only marks": (["ask", "?!"], "The question is empty"),
    "long question": (["ask", "x" * 100_000], "100,000 characters"),
    "unknown persona": (["ask", "Is it timed?", "--persona", "pope"], "There is no persona 'pope': choose"),
    "empty query": (["search", " "], "The query is empty"),
    "no number": (["search", "x", "-k", "many"], "Try --help"),
    "zero": (["search", "x", "-k", "0"], "Try --help"),
    "unknown option": (["search", "x", "--colour"], "Try --help"),
    "unknown command": (["fly"], "Try --help"),
    "out without batch": (["search", "x", "--out", "o.jsonl"], "--out belongs to --batch"),
    "missing batch": (["search", "--batch", "nowhere.jsonl", "--out", "o.jsonl"], "nowhere.jsonl cannot be read"),
    "no export": (["reproduce", "nowhere.json"], "nowhere.json cannot be read"),
    "missing path": (["ingest", "nowhere"], "There is no file or folder nowhere"),
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_is_one_line_and_exit_code_2(
    run: Run, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller is told what to change before anything heavy is loaded."""
    monkeypatch.chdir(tmp_path)
    arguments, message = WRONG_USAGE[case]
    ran = run(*arguments)
    assert ran.code == 2
    assert message in ran.line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": 1, "text": "x"}\nnot json\n', "line 2 is not JSON"),
        (b'{"id": 1}\n', "line 1 lacks text"),
        (b"[]\n", "line 1 lacks id, text"),
        (b"[" * 100_000, "line 1 is not JSON"),
        (b"\xff\xfe", "cannot be read"),
        (b"", "is empty"),
    ],
    ids=["broken line", "field missing", "no object", "deep", "not UTF-8", "empty"],
)
def test_a_broken_batch_file_is_told_before_anything_is_written(
    run: Run, filled: Shelf, tmp_path: Path, content: bytes, message: str
) -> None:
    """The line is named, and an earlier result stays as it was."""
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines.write_bytes(content)
    out.write_text("earlier")
    ran = run("search", "--batch", lines, "--out", out)
    assert ran.code == 2
    assert message in ran.line
    assert out.read_text() == "earlier"


def test_out_that_cannot_be_written_is_told_at_once(run: Run, filled: Shelf, tmp_path: Path) -> None:
    """Missing, a folder, or below a file: each is one line, before a model is loaded."""
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"id": 1, "text": "x"}')
    for out, message in [
        ([], "--batch needs --out"),
        (["--out", tmp_path], "is a folder"),
        (["--out", lines / "below"], "cannot be written"),
        (["--out", tmp_path / "no" / "such" / "folder"], "cannot be written"),
    ]:
        ran = run("search", "--batch", lines, *out)
        assert ran.code == 2
        assert message in ran.line


def test_a_device_is_written_to_and_not_replaced(run: Run, filled: Shelf, tmp_path: Path) -> None:
    """`--out /dev/null` stays a device."""
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"id": 1, "text": "x"}')
    assert run("search", "--batch", lines, "--out", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_what_is_done_is_kept_when_a_batch_fails(
    run: Run, engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that ends in the middle leaves its finished lines beside the target and names them."""
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines.write_text('{"question": "First?"}\n{"question": "Second?"}\n')
    answer = engine.ask

    def ask(question: str, **options: Any) -> Answer:
        if question == "Second?":
            raise KeyboardInterrupt
        return answer(question, **options)

    monkeypatch.setattr(engine, "ask", ask)
    ran = run("ask", "--batch", lines, "--out", out)
    assert ran.code == 130
    assert ran.err.splitlines() == [f"1 of 2 lines are in {out}.part.", "Stopped."]
    assert json.loads((tmp_path / "out.jsonl.part").read_text())["question"] == "First?"


@pytest.mark.parametrize("command", [["search", "x"], ["ask", "Is it timed?"]], ids=["search", "ask"])
def test_no_index_names_the_remedy(run: Run, command: list[str]) -> None:
    """Exit code 1 and the command that makes an index."""
    ran = run(*command)
    assert ran.code == 1
    assert "run `ask97112 ingest`" in ran.line


def test_an_index_that_is_a_file_is_told(run: Run, shelf: Shelf) -> None:
    """Reading and writing both say so in one line."""
    shelf.index_dir.write_text("in the way")
    assert "is a file" in run("search", "x").line
    ran = run("ingest", shelf.write("a.txt", "Text."))
    assert (ran.code, "choose another --index DIR" in ran.line) == (1, True)


def test_a_broken_file_alone_fails_and_among_others_is_told(run: Run, shelf: Shelf) -> None:
    """Alone exit code 1; in a folder a line on stderr and the rest is ingested."""
    broken = shelf.write("b.pdf", "no pdf")
    assert run("ingest", broken).code == 1
    shelf.write("a.txt", "Text.")
    ran = run("ingest", shelf.files)
    assert ran.code == 0
    assert ran.line.startswith("skipped: ")
    assert "1 files skipped" in ran.out


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that does not fit is wrong usage and names itself."""
    monkeypatch.setenv("ASK97112_PASSAGE_CHARACTERS", "many")
    ran = run("search", "x")
    assert ran.code == 2
    assert "ASK97112_PASSAGE_CHARACTERS is 'many'" in ran.line


def test_a_fault_of_ours_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even what nobody foresaw shows no traceback, and says how to get one."""

    def fail(index: Path | None) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("commands.ask.open_engine", fail)
    ran = run("ask", "Is it timed?")
    assert ran.code == 1
    assert "ZeroDivisionError: oh" in ran.line
    assert "ASK97112_DEBUG=1" in ran.line


def test_doctor_works_without_an_index_and_says_how_to_make_one(run: Run) -> None:
    """A missing index is broken, has its remedy, and hides nothing else."""
    ran = run("doctor", "--json")
    report = json.loads(ran.out)
    names = {check["name"] for check in report["checks"]}
    assert ran.code == 1
    assert not report["ok"]
    assert {"python", "packages", "encoder", "corpus", "index", "tables", "chat model", "browser"} <= names
    (index,) = [check for check in report["checks"] if check["name"] == "index"]
    assert index["state"] == "broken"
    assert "ask97112 ingest" in index["text"]


def teach_little(vocabulary: Path) -> None:
    """The shipped vocabulary with a handful of examples, which are learnt from in no time."""
    vocabulary.mkdir()
    for entry in (PROJECT / "corpus" / "vocabulary").iterdir():
        if not entry.name.startswith(("questions", "clauses_", "read_cases")):
            (vocabulary / entry.name).symlink_to(entry)
    (vocabulary / "questions.toml").write_text(
        '[units]\noutcome = "answer"\nexamples = ["how many units"]\n'
        '[everyday]\noutcome = "out_of_scope"\nexamples = ["what is the weather"]\n'
    )
    (vocabulary / "clauses_few.toml").write_text(
        '[falls]\nexamples = ["fell on the stairs"]\n[function_limitation]\nexamples = ["cannot dress alone"]\n'
        '[nothing]\nexamples = ["the plan is Medicare"]\n'
    )
    (vocabulary / "read_cases.toml").write_text(
        "[believed_from]\nfunction = 0.5\n[wary]\nids = []\nlead = 1\n"
        '[[case]]\ntext = "The plan is Medicare. She fell on the stairs."\nfunction = ["fell on the stairs"]\n'
    )


def test_doctor_tells_fresh_from_stale(run: Run, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It compares the index with the corpus of now."""
    corpus = tmp_path / "corpus"
    (corpus / "documents").mkdir(parents=True)
    for entry in (PROJECT / "corpus").iterdir():
        if entry.name not in {"documents", "sources.toml", "vocabulary"}:
            (corpus / entry.name).symlink_to(entry)
    teach_little(corpus / "vocabulary")
    (corpus / "documents" / "a.md").write_text("# A\n\nText.")
    monkeypatch.setenv("ASK97112_CORPUS_DIR", str(corpus))
    assert run("ingest").code == 0
    fresh = run("doctor")
    assert "up to date with the corpus" in fresh.out
    (corpus / "documents" / "a.md").write_text("# A\n\nChanged.")
    assert "stale: 1 documents differ" in run("doctor").out


def test_doctor_never_prints_a_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that a key is set, and not which."""
    monkeypatch.setenv("ASK97112_CHAT_MODEL", "openai:some-model")
    monkeypatch.setenv("ASK97112_CHAT_API_KEY", "not-for-your-eyes")
    ran = run("doctor", "--json")
    assert "a key is set" in ran.out
    assert "not-for-your-eyes" not in ran.out + ran.err


def test_doctor_names_an_entailment_model_that_cannot_be_opened(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the setting nothing is said of it; with it, what is wrong and what to do."""
    assert "entailment model" not in run("doctor").out
    monkeypatch.setenv("ASK97112_ENTAILMENT_MODEL", str(tmp_path))
    ran = run("doctor", "--json")
    (model,) = [check for check in json.loads(ran.out)["checks"] if check["name"] == "entailment model"]
    assert model["state"] == "broken"
    assert "unset the setting or mend it" in model["text"]


# From here on in a process of its own, as only the operating system can show it.
FAKE_CLI = """
import os
import sys
from pathlib import Path
import index.encoder
from tests.conftest import WordCountEncoder
index.encoder.SentenceTransformerEncoder = lambda name, precision: WordCountEncoder(Path(name))
import cli
import ingest.pipeline
if "ASK97112_TEST_SAYS_LOADED" in os.environ:
    print("loaded", flush=True)
cli.main(sys.argv[1:])
"""


def start(shelf: Shelf, *arguments: object, **options: Any) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ, "ASK97112_ENCODER": str(shelf.encoder_folder), "ASK97112_INDEX_DIR": str(shelf.index_dir),
        "ASK97112_CLASSES_DIR": str(shelf.index_dir / "classes"),
        **options.pop("environment", {}),
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", FAKE_CLI, *map(os.fsencode, map(str, arguments))], cwd=PROJECT, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def test_a_terminal_that_is_not_utf_8_gets_question_marks(filled: Shelf) -> None:
    """Characters that it cannot show never end the command."""
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "COLUMNS": "20"}
    out, err = start(filled, "search", "foam", environment=environment).communicate(timeout=60)
    assert b"foam ? with a therapist" in out
    assert err == b""


def test_bytes_that_are_no_text_are_searched_as_what_is_left(filled: Shelf) -> None:
    """An argument in another encoding is searched and shown with a replacement character."""
    process = start(filled, "search", os.fsdecode(b"foam \xff\xfe"), "-k", "1")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert b"balance.md" in out


def test_a_closed_pipe_is_quiet(filled: Shelf) -> None:
    """`ask97112 search … | head -1` prints its line and no complaint."""
    process = start(filled, "search", "balance code", "--json", "-k", "1000")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) in (0, 1)
    process.stderr.close()


def test_ctrl_c_is_one_word_and_loses_nothing(filled: Shelf) -> None:
    """An ingest that waits for another one stops at once; the index stays."""
    filled.write("new.txt", "New text.")
    with FileLock(filled.index_dir / "ingest.lock"):
        process = start(filled, "ingest", filled.files, environment={"ASK97112_TEST_SAYS_LOADED": "1"})
        assert process.stdout is not None
        assert process.stdout.readline() == b"loaded\n"
        time.sleep(1)  # by now it waits for the lock
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == b"Stopped."
    assert len(filled.open().documents) == 2
