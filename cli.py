"""`ask97112`: every command of the product, for people and, with --json, for programs.

Heavy libraries are imported inside the commands, after the arguments are known to be right.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from errors import Ask97112Error, UsageError

if TYPE_CHECKING:
    from answer.engine import Engine
    from answer.schema import Answer
    from index.document import Hit
    from settings import Settings

app = typer.Typer(
    name="ask97112", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Decision support for CPT 97112 (neuromuscular reeducation): cited, dated, checked answers.\n\n"
    "Start with:  ask97112 ask \"Is 97112 appropriate for cervicalgia with arm tingling?\"",
)  # fmt: skip
tables_app = typer.Typer(no_args_is_help=True, help="Bring in the official quarterly code-pair and unit-limit files.")
app.add_typer(tables_app, name="tables")

IndexDir = Annotated[Path | None, typer.Option("--index", help="another index than the usual one", metavar="DIR")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs")]
BatchIn = Annotated[Path | None, typer.Option("--batch", help="JSON lines to read", metavar="IN.jsonl")]
BatchOut = Annotated[Path | None, typer.Option("--out", help="JSON lines to write", metavar="OUT.jsonl")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="the question, in quotes")] = None,
    payer: Annotated[str | None, typer.Option(help="who pays: an id or a name, for example medicare-ngs")] = None,
    persona: Annotated[str | None, typer.Option(help="clinician, biller or educator")] = None,
    as_json: AsJson = False,
    export: Annotated[Path | None, typer.Option(help="also write the answer with its evidence to this file")] = None,
    batch: BatchIn = None,
    out: BatchOut = None,
    index: IndexDir = None,
) -> None:
    """Answer one question, or a file of them (lines with question and, if wanted, id, persona, payer, history)."""
    from answer.question import check_length

    if (question is None) == (batch is None):
        raise UsageError("Give either a question or --batch IN.jsonl --out OUT.jsonl, one of the two.")
    if batch is not None:
        rows = read_lines(batch, ("question",))
        _write_lines(_need_out(out), (_answer_row(_open_engine(index), row) for row in rows))
        return
    if out is not None:
        raise UsageError("--out belongs to --batch: leave it out for one question.")
    check_length(question or "")
    engine = _open_engine(index)
    answer = engine.ask(question or "", persona=persona, payer=payer)
    if export is not None:
        _write_text(export, engine.export(answer))
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        _print_answer(answer)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="words to search for, in quotes")] = None,
    count: Annotated[int, typer.Option("-k", help="how many passages", min=1, max=1000)] = 10,
    as_json: AsJson = False,
    batch: BatchIn = None,
    out: BatchOut = None,
    index: IndexDir = None,
) -> None:
    """Find passages, best first, with where they stand and the words that matched."""
    if (query is None) == (batch is None):
        raise UsageError("Give either a query or --batch IN.jsonl --out OUT.jsonl, one of the two.")
    if batch is not None:
        rows = read_lines(batch, ("id", "text"))
        engine = _open_engine(index)
        _write_lines(
            _need_out(out), ({"id": row["id"], "hits": [_hit_row(engine, h) for h in engine.search(str(row["text"]), count)]} for row in rows)
        )
        return
    engine = _open_engine(index)
    hits = engine.search(query or "", count)
    if as_json:
        print(json.dumps([_hit_row(engine, hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        _print_hits(engine, hits)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; none: the product's own corpus")] = None,
    index: IndexDir = None,
) -> None:
    """Bring the index up to date with files or folders (md, txt, html, pdf, docx, jsonl)."""
    from ingest.pipeline import Store
    from ingest.pipeline import ingest as run_ingest
    from ingest.read import load_sources

    settings = _settings(index)
    store = Store(
        settings.index_dir, settings.encoder, settings.passage_characters, settings.chroma_host, settings.chroma_port
    )

    def open_encoder() -> Any:
        from index.encoder import SentenceTransformerEncoder

        return SentenceTransformerEncoder(settings.encoder, settings.encoder_precision)

    sources = load_sources(settings.corpus_dir / "sources.toml")
    with _progress_bar() as on_progress:
        done = run_ingest(paths or [settings.corpus_dir / "documents"], store, sources, open_encoder, on_progress)
    for line in done.skipped:
        print(f"skipped: {line}", file=sys.stderr)
    print(
        f"{done.documents} documents, {done.passages} passages: {done.new} documents new, {done.changed} changed, "
        f"{done.unchanged} unchanged, {done.removed} removed; {done.embedded} passages embedded, "
        f"{len(done.skipped)} files skipped, {done.seconds:.1f} s. Edition {done.edition}."
    )


def _settings(index: Path | None) -> "Settings":
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings(index_dir=index.expanduser().absolute()) if index is not None else Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "ASK97112_" + "_".join(str(part) for part in first["loc"]).upper()
        raise UsageError(f"The setting {name} is {first.get('input')!r}: {first['msg']}.") from problem


def _open_engine(index: Path | None) -> "Engine":
    from answer.engine import Engine

    return Engine.open(_settings(index))


def read_lines(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file.

    Raises:
        UsageError: the file cannot be read, or a line is no object with the needed fields.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path} cannot be read ({problem}): give a UTF-8 file with one JSON object a line.") from problem
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise UsageError(f"{path} line {number} is not JSON ({problem}): mend that line.") from problem
        missing = [name for name in needed if not isinstance(row, dict) or name not in row]
        if missing:
            raise UsageError(f"{path} line {number} lacks {', '.join(missing)}: mend that line.")
        rows.append(row)
    return rows


def _answer_row(engine: "Engine", row: Mapping[str, Any]) -> dict[str, Any]:
    """An Answer, or where this one question was refused its error, so that one bad line loses nothing."""
    echoed = {"id": row["id"]} if "id" in row else {}
    try:
        answer = engine.ask(
            str(row["question"]), persona=row.get("persona"), payer=row.get("payer"), history=row.get("history") or ()
        )
    except UsageError as problem:
        return {**echoed, "question": "", "error": str(problem)}
    return {**echoed, **answer.model_dump(mode="json")}


def _hit_row(engine: "Engine", hit: "Hit") -> dict[str, Any]:
    return {
        "passage_id": hit.passage.passage_id,
        "document_id": hit.passage.document_id,
        "score": round(hit.score, 6),
        "text": hit.passage.text,
        "locator": locator(hit),
        "title": engine.document(hit.passage.document_id).title,
        "matched": list(hit.matched),
    }


def locator(hit: "Hit") -> str:
    """Where a passage stands: its page, or its headings, or its characters."""
    passage = hit.passage
    if passage.page is not None:
        return f"page {passage.page}"
    return " › ".join(passage.headings) or f"characters {passage.start} to {passage.end}"


def _need_out(out: Path | None) -> Path:
    if out is None:
        raise UsageError("--batch needs --out OUT.jsonl: say where the results go.")
    return out


def _write_lines(path: Path, rows: Iterator[Mapping[str, Any]]) -> None:
    """Writes beside the target and moves into place, so that a failure leaves an earlier file whole."""
    beside = path.with_name(path.name + ".part")
    count = 0
    try:
        with open(beside, "w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        os.replace(beside, path)
    except OSError as problem:
        raise UsageError(f"{path} cannot be written ({problem.strerror}): choose another --out.") from problem
    print(f"{count} lines written to {path}", file=sys.stderr)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"{path} cannot be written ({problem.strerror}): choose another file.") from problem


def _print_answer(answer: "Answer") -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(soft_wrap=False)
    console.print(Markdown(answer.answer_markdown))
    for notice in answer.warnings:
        console.print(f"\nNote: {notice.message}", markup=False, style="yellow")
    if answer.citations:
        console.print("\nSources", style="bold")
    for citation in answer.citations:
        dated = citation.effective or citation.published
        facts = [citation.publisher, citation.section, dated or "undated", citation.tier, citation.status]
        console.print(f"[{citation.n}] digest of " + ", ".join(filter(None, facts)) + f" ({citation.verified})", markup=False)
        console.print(f"    {citation.document_id}  {citation.url}", markup=False, style="dim")
    if answer.followups:
        console.print("\nYou might ask next: " + "  ·  ".join(answer.followups), markup=False, style="dim")
    console.print(f"\n{answer.disclaimer}", markup=False, style="italic")


def _print_hits(engine: "Engine", hits: Sequence["Hit"]) -> None:
    if not hits:
        print("Nothing was found.")
    for rank, hit in enumerate(hits, start=1):
        document = engine.document(hit.passage.document_id)
        print(f"{rank:2}. {hit.score:.3f}  {document.title} ({document.document_id}) — {locator(hit)}")
        print(f"    {' '.join(hit.passage.text.split())[:300]}")
        print(f"    words: {', '.join(hit.matched) or 'none (found by meaning)'}")


def _progress_bar() -> Any:
    """A context that yields `on_progress(done, total)`; silent where nobody watches."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress

    @contextmanager
    def bar() -> Iterator[Any]:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Embedding", total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)

    return bar()


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; every failure is one line on stderr and an exit code of the contract."""
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except Ask97112Error as problem:
        _fail(str(problem), problem.exit_code)
    except KeyboardInterrupt:
        _fail("Stopped.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as problem:
        _fail_usage_or_bug(problem)


def _fail(message: str, code: int) -> None:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(code)


def _fail_usage_or_bug(problem: Exception) -> None:
    """Click's own complaints are wrong usage; anything else is a fault of ours, told in one line."""
    shown = getattr(problem, "format_message", None)
    if shown is not None:
        hint = " Try --help." if shown() else ""
        _fail((shown() or type(problem).__name__) + hint, 2)
    if os.environ.get("ASK97112_DEBUG"):
        raise problem
    _fail(f"Something failed here ({type(problem).__name__}: {problem}). Set ASK97112_DEBUG=1 to see where.", 1)


if __name__ == "__main__":
    main()
