"""The shape of the project: which room may import which, one door a library, settings at the edge."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = ("answer", "commands", "evals", "guard", "index", "ingest", "page", "rules", "understand")
EDGE = {"app", "page", "cli", "commands", "evals"}
FLOOR = {"corpus_files", "errors"}
# Each room, and the rooms that it may import beside itself.
MAY_IMPORT = {
    "errors": set(),
    "settings": set(),
    "corpus_files": {"errors"},
    "index": FLOOR,
    "guard": FLOOR,
    "understand": FLOOR,
    "rules": {"understand"} | FLOOR,
    "answer": {"rules", "understand", "guard", "index", "settings"} | FLOOR,
    "ingest": {"index"} | FLOOR,
    **dict.fromkeys(
        EDGE, EDGE | {"answer", "ingest", "rules", "understand", "guard", "index", "settings"} | FLOOR
    ),
}  # fmt: skip
# Entry points: the only files that read settings, beside evaluations run by hand; the rest is handed them.
READ_SETTINGS = {"commands/options.py", "page/engine_loader.py"}
ONE_DOOR = {
    "chromadb": {"index/vectors.py"},
    "sentence_transformers": {"index/encoder.py"},
    "bm25s": {"index/lexical.py"},
    "sentencex": {"index/sentences.py"},
    "Stemmer": {"index/words.py"},
    "langchain_text_splitters": {"ingest/split.py"},
    "langchain_core.retrievers": {"index/langchain_retriever.py"},
    "langchain": {"answer/model.py"},
    "torch": {"index/encoder.py", "answer/entailment.py"},  # two models, two files, nothing else
    "transformers": {"index/encoder.py", "answer/entailment.py"},
    "onnxruntime": {"answer/entailment.py"},
    "tokenizers": {"answer/entailment.py"},
    "pypdf": {"ingest/read.py"},
    "docx": {"ingest/read.py"},
    "trafilatura": {"ingest/read.py"},
    "frontmatter": {"ingest/read.py", "evals/model_live.py"},  # an evaluation reads digests as they are
    "openpyxl": {"rules/table_import.py"},
    "filelock": {"ingest/pipeline.py"},
    "stdnum": {"guard/numbers.py"},
    "names": {"guard/identifier_words.py"},
    "english_words": {"guard/identifier_words.py"},
}
PURE_ROOMS_REFUSE = {
    "chromadb", "torch", "sentence_transformers", "transformers", "langchain", "langchain_core", "streamlit",
    "typer", "rich", "bm25s",
}  # fmt: skip


def modules() -> list[Path]:
    rooms = [path for room in ROOMS for path in sorted((PROJECT / room).rglob("*.py"))]
    return [*sorted(PROJECT.glob("*.py")), *rooms]


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def room_of(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Dotted names of everything that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def ours(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names} & MAY_IMPORT.keys()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    """A room imports only the rooms below it; `answer` and `ingest` never each other."""
    room = room_of(path)
    allowed = MAY_IMPORT["cli"] if path.name == "__main__.py" else MAY_IMPORT[room]
    assert ours(imported(path)) - {room} <= allowed, f"{name_of(path)} imports upwards or sideways"


@pytest.mark.parametrize("library", ONE_DOOR)
def test_each_library_has_one_door(library: str) -> None:
    """One file imports each outside library, so that it can be exchanged there."""
    users = {
        name_of(path) for path in modules()
        if any(name == library or name.startswith(library + ".") for name in imported(path))
    }  # fmt: skip
    assert users == ONE_DOOR[library]


def test_only_the_page_imports_streamlit() -> None:
    """Nothing behind the page knows how it is drawn."""
    users = {name_of(p) for p in modules() if any(n.split(".")[0] == "streamlit" for n in imported(p))}
    assert {user for user in users if not user.startswith("page/")} <= {"app.py"}


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) in {"rules", "understand"}], ids=name_of)
def test_deciding_imports_nothing_that_retrieves_or_renders(path: Path) -> None:
    """`rules` and `understand` are plain functions over data."""
    assert not {name.split(".")[0] for name in imported(path)} & PURE_ROOMS_REFUSE


def test_only_entry_points_read_settings() -> None:
    """Everything else is told what it needs."""
    readers = {
        name_of(path) for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Settings"
    }  # fmt: skip
    assert {name for name in readers if not name.startswith("evals/")} == READ_SETTINGS


def test_there_is_no_import_circle_between_rooms() -> None:
    """The allowed directions themselves hold no circle (the edge is one layer)."""
    below = {room: MAY_IMPORT[room] - EDGE for room in MAY_IMPORT.keys() - EDGE}
    while below:
        floor = {room for room, imports in below.items() if not imports & below.keys()}
        assert floor, f"a circle among {sorted(below)}"
        below = {room: imports for room, imports in below.items() if room not in floor}


def test_no_file_names_this_machine_or_a_package_index() -> None:
    """What is shipped works anywhere: no home folder, no host of a package index, no key."""
    foreign = re.compile(r"/home/\w+/|/Users/\w+/|/root/|/work/|pypi\.org|files\.pythonhosted|index-url\s+https?://")
    named = {}
    others = ("Makefile", "pyproject.toml", "requirements.lock", ".ci/run")
    for path in [*modules(), *(PROJECT / other for other in others)]:
        found = foreign.findall(path.read_text(encoding="utf-8"))
        if found:
            named[name_of(path)] = found
    assert not named


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock"])
def test_the_repository_holds_what_a_reader_expects(name: str) -> None:
    """Each of these exists and says something."""
    assert (PROJECT / name).stat().st_size > 40


def test_tests_of_files_and_commands_say_in_a_sentence_what_holds() -> None:
    """Each test function of these rooms has a docstring; in the others its name is the sentence."""
    tests = PROJECT / "tests"
    rooms = ("commands", "index", "ingest")
    silent = [
        f"{path.name}:{node.name}"
        for path in [*(path for room in rooms for path in tests.glob(f"{room}/*.py")), *tests.glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert not silent
