"""`ask97112 ingest`: files into the index, and what the first question would wait for."""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import IndexDir, open_settings

if TYPE_CHECKING:
    from index.encoder import Encoder
    from settings import Settings


def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; none: the product's own corpus")] = None,
    index: IndexDir = None,
) -> None:
    """Bring the index up to date with files or folders (md, txt, html, pdf, docx, jsonl)."""
    from answer.passage_search import open_encoder
    from guard.instructions import neutralise_document, read_instruction_rules
    from ingest.pipeline import Store
    from ingest.pipeline import ingest as run_ingest
    from ingest.read import load_sources

    settings = open_settings(index)
    store = Store(
        settings.index_dir, settings.encoder, settings.passage_characters, settings.chroma_host, settings.chroma_port
    )

    encoder = cache(lambda: open_encoder(settings))
    sources = load_sources(settings.corpus_dir / "sources.toml")
    rules = read_instruction_rules(settings.corpus_dir)
    with _progress_bar() as on_progress:
        done = run_ingest(
            paths or [settings.corpus_dir / "documents"], store, sources, encoder, on_progress,
            clean=lambda text: neutralise_document(text, rules)[0],
        )  # fmt: skip
    if not paths:
        _learn(settings, encoder)
    for line in done.skipped:
        print(f"skipped: {line}", file=sys.stderr)
    if done.notice:
        print(done.notice, file=sys.stderr)
    print(
        f"{done.documents} documents, {done.passages} passages: {done.new} documents new, {done.changed} changed, "
        f"{done.unchanged} unchanged, {done.removed} removed; {done.embedded} passages embedded, "
        f"{len(done.skipped)} files skipped, {done.seconds:.1f} s. Edition {done.edition}."
    )


def _learn(settings: "Settings", encoder: Callable[[], "Encoder"]) -> None:
    """Makes now what the first question to the product's own corpus would wait for."""
    from answer.classes import (
        Shelf,
        open_clause_reader,
        open_likely_documents,
        open_question_classes,
        open_verdict_classes,
    )
    from index.encoder import weights_hash
    from index.store import Index
    from understand.vocabulary import load_vocabulary

    weights = weights_hash(settings.encoder)
    shelf = Shelf(settings.classes_dir, settings.encoder, weights, encoder, _say_that_it_learns)
    open_question_classes(settings.corpus_dir, shelf)
    open_verdict_classes(settings.corpus_dir, shelf)
    open_clause_reader(settings.corpus_dir, load_vocabulary(settings.corpus_dir), shelf)
    open_likely_documents(Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port), shelf)


def _say_that_it_learns(examples: int) -> None:
    print(f"Learning how people write from {examples:,} examples: once, two to four minutes …", file=sys.stderr)


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
