"""`ask97112`: every command of the product, for people and, with --json, for programs.

Heavy libraries are imported inside the commands, after the arguments are known to be right.
"""

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from batch import check_out, history_of, optional_text, read_lines, text_of, write_lines
from commands.billing import import_file, pair, units
from commands.evaluate import evaluate
from commands.note import note
from errors import Ask97112Error, UsageError
from index.characters import whole_characters

if TYPE_CHECKING:
    from answer.engine import Engine
    from answer.schema import Answer, Citation
    from index.document import Hit
    from index.search import Searcher
    from settings import Settings

# What a shell reports of a command that Ctrl-C ended.
STOPPED = 130

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
    from answer.question import check_length, check_persona

    if (question is None) == (batch is None):
        raise UsageError("Give either a question or --batch IN.jsonl --out OUT.jsonl, one of the two.")
    if batch is not None:
        rows, target = read_lines(batch, ("question",)), check_out(out)
        engine = _open_engine(index)
        write_lines(target, rows, lambda row: _answer_row(engine, {"persona": persona, "payer": payer, **row}), {})
        return
    if out is not None:
        raise UsageError("--out belongs to --batch: leave it out for one question.")
    question = check_length(whole_characters(question or ""))
    check_persona(persona)
    engine = _open_engine(index)
    answer = engine.ask(question, persona=persona, payer=payer)
    if export is not None:
        _write_text(export, engine.export(answer))
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        _print_answer(answer)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="words to search for, in quotes")] = None,
    count: Annotated[int, typer.Option("-k", help="how many passages", min=1)] = 10,
    as_json: AsJson = False,
    batch: BatchIn = None,
    out: BatchOut = None,
    index: IndexDir = None,
) -> None:
    """Find passages, best first, with where they stand and the words that matched."""
    if (query is None) == (batch is None):
        raise UsageError("Give either a query or --batch IN.jsonl --out OUT.jsonl, one of the two.")
    if batch is not None:
        rows, target = read_lines(batch, ("id", "text")), check_out(out)
        searcher = _open_searcher(index)
        write_lines(target, rows, lambda row: _hits_row(searcher, row, count), {"hits": []})
        return
    if out is not None:
        raise UsageError("--out belongs to --batch: leave it out for one query.")
    text = _check_query(query or "")
    searcher = _open_searcher(index)
    hits = searcher.search(text, count).hits
    if as_json:
        print(json.dumps([_hit_row(searcher, hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        _print_hits(searcher, hits)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; none: the product's own corpus")] = None,
    index: IndexDir = None,
) -> None:
    """Bring the index up to date with files or folders (md, txt, html, pdf, docx, jsonl)."""
    from answer.classes import Shelf, open_clause_reader, open_likely_documents, open_question_classes
    from guard.instructions import neutralise_document, read_instruction_rules
    from index.encoder import weights_hash
    from index.store import Index
    from ingest.pipeline import Store
    from ingest.pipeline import ingest as run_ingest
    from ingest.read import load_sources
    from understand.vocabulary import load_vocabulary

    settings = _settings(index)
    store = Store(
        settings.index_dir, settings.encoder, settings.passage_characters, settings.chroma_host, settings.chroma_port
    )

    @cache
    def open_encoder() -> Any:
        from index.encoder import SentenceTransformerEncoder

        return SentenceTransformerEncoder(settings.encoder, settings.encoder_precision)

    sources = load_sources(settings.corpus_dir / "sources.toml")
    rules = read_instruction_rules(settings.corpus_dir)
    with _progress_bar() as on_progress:
        done = run_ingest(
            paths or [settings.corpus_dir / "documents"], store, sources, open_encoder, on_progress,
            clean=lambda text: neutralise_document(text, rules)[0],
        )  # fmt: skip
    if not paths:  # the product's own corpus: what the first question would wait for is made now
        shelf = Shelf(
            settings.classes_dir, settings.encoder, weights_hash(settings.encoder), open_encoder, _say_that_it_learns
        )
        open_question_classes(settings.corpus_dir, shelf)
        open_clause_reader(settings.corpus_dir, load_vocabulary(settings.corpus_dir), shelf)
        open_likely_documents(Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port), shelf)
    for line in done.skipped:
        print(f"skipped: {line}", file=sys.stderr)
    if done.notice:
        print(done.notice, file=sys.stderr)
    print(
        f"{done.documents} documents, {done.passages} passages: {done.new} documents new, {done.changed} changed, "
        f"{done.unchanged} unchanged, {done.removed} removed; {done.embedded} passages embedded, "
        f"{len(done.skipped)} files skipped, {done.seconds:.1f} s. Edition {done.edition}."
    )


def _say_that_it_learns(examples: int) -> None:
    print(f"Learning how people write from {examples:,} examples: once, two or three minutes …", file=sys.stderr)


@app.command()
def doctor(as_json: AsJson = False, index: IndexDir = None) -> None:
    """Say what is installed and in use, what is missing, and how to mend it."""
    from datetime import date

    from doctor import examine

    checks = examine(_settings(index), date.today())
    broken = any(check.state == "broken" for check in checks)
    if as_json:
        print(json.dumps({"ok": not broken, "checks": [asdict(check) for check in checks]}, indent=2))
    else:
        for check in checks:
            text = check.text.rstrip(".") + ". " + check.remedy
            print(f"{check.state:7} {check.name}: {' '.join(text.split())}")
    if broken:
        raise Ask97112Error("Something that is needed is broken: see the lines above.")


app.command()(units)
app.command()(pair)
app.command()(note)
app.command(name="eval")(evaluate)
tables_app.command(name="import")(import_file)


def _settings(index: Path | None) -> "Settings":
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings(index_dir=index.expanduser().absolute()) if index is not None else Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "ASK97112_" + "_".join(str(part) for part in first["loc"]).upper().removeprefix("ASK97112_")
        raise UsageError(f"The setting {name} is {first.get('input')!r}: {first['msg']}.") from problem


def _open_engine(index: Path | None) -> "Engine":
    from answer.engine import Engine

    return Engine.open(_settings(index))


def _open_searcher(index: Path | None) -> "Searcher":
    from index.encoder import SentenceTransformerEncoder
    from index.search import Searcher
    from index.store import Index
    from index.thesaurus import Thesaurus

    settings = _settings(index)
    opened = Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port)
    encoder = SentenceTransformerEncoder(settings.encoder, settings.encoder_precision)
    return Searcher(opened, encoder, Thesaurus.load(settings.corpus_dir / "vocabulary" / "thesaurus.toml"))


def _answer_row(engine: "Engine", row: Mapping[str, Any]) -> dict[str, Any]:
    answer = engine.ask(
        text_of(row, "question"), persona=optional_text(row, "persona"),
        payer=optional_text(row, "payer"), history=list(history_of(row)),
    )  # fmt: skip
    return answer.model_dump(mode="json")


def _check_query(query: str) -> str:
    if not query.strip():
        raise UsageError("The query is empty: type words to search for.")
    return query


def _hits_row(searcher: "Searcher", row: Mapping[str, Any], count: int) -> dict[str, Any]:
    hits = searcher.search(_check_query(text_of(row, "text")), count).hits
    return {"hits": [_hit_row(searcher, hit) for hit in hits]}


def _hit_row(searcher: "Searcher", hit: "Hit") -> dict[str, Any]:
    return {
        "passage_id": hit.passage.passage_id,
        "document_id": hit.passage.document_id,
        "score": round(hit.score, 6),
        "text": hit.passage.text,
        "locator": locator(hit),
        "title": searcher.index.documents[hit.passage.document_id].title,
        "matched": list(hit.matched),
    }


def locator(hit: "Hit") -> str:
    """Where a passage stands: its page, or its headings, or its characters."""
    passage = hit.passage
    if passage.page is not None:
        return f"page {passage.page}"
    return " › ".join(passage.headings) or f"characters {passage.start} to {passage.end}"


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
    for citation, *same in _by_document(answer.citations):
        numbers = " ".join(f"[{entry.n}]" for entry in (citation, *same))
        dated = citation.effective or citation.published
        facts = [citation.publisher, citation.section, dated or "undated", citation.tier, citation.status]
        what = ", ".join(filter(None, facts))
        console.print(f"{numbers} digest of {what} ({citation.verified})", markup=False)
        console.print(f"    {citation.document_id}  {citation.url}", markup=False, style="dim")
    if answer.followups:
        console.print("\nYou might ask next: " + "  ·  ".join(answer.followups), markup=False, style="dim")
    console.print(f"\n{answer.disclaimer}", markup=False, style="italic")


def _by_document(citations: Sequence["Citation"]) -> Iterable[Sequence["Citation"]]:
    """The citations of each document together, in the order in which the documents are first cited."""
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.document_id, []).append(citation)
    return grouped.values()


def _print_hits(searcher: "Searcher", hits: Sequence["Hit"]) -> None:
    if not hits:
        print("Nothing was found.")
    for rank, hit in enumerate(hits, start=1):
        document = searcher.index.documents[hit.passage.document_id]
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
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("Embedding", total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)

    return bar()


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; every failure is one line on stderr and an exit code of the contract."""
    _print_what_the_terminal_can()
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        if code == STOPPED:  # what Typer makes of Ctrl-C
            _fail("Stopped.", STOPPED)
        sys.exit(code if isinstance(code, int) else 0)
    except Ask97112Error as problem:
        _fail(str(problem), problem.exit_code)
    except BrokenPipeError:
        # The reader has gone (`| head -1`): nothing more can be told, and nothing may be at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (KeyboardInterrupt, Exception) as problem:
        _fail_usage_or_bug(problem)


def _print_what_the_terminal_can() -> None:
    """A terminal that is not UTF-8 gets ? for what it cannot show, and never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _fail(message: str, code: int) -> None:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(code)


def _fail_usage_or_bug(problem: BaseException) -> None:
    """Click's own complaints are wrong usage; anything else is a fault of ours, told in one line."""
    if isinstance(problem, KeyboardInterrupt | typer.Abort):
        _fail("Stopped.", STOPPED)
    shown = getattr(problem, "format_message", None)
    if shown is not None:
        hint = " Try --help." if shown() else ""
        _fail((shown() or type(problem).__name__) + hint, 2)
    if os.environ.get("ASK97112_DEBUG"):
        raise problem
    _fail(f"Something failed here ({type(problem).__name__}: {problem}). Set ASK97112_DEBUG=1 to see where.", 1)


if __name__ == "__main__":
    main()
