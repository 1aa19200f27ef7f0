"""`ask97112 ask`: one question or a file of them, answered from the index."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.batch import check_out, history_of, optional_text, read_lines, text_of, write_lines
from commands.options import AsJson, BatchIn, BatchOut, IndexDir, check_one_or_batch, open_settings
from errors import UsageError
from index.characters import whole_characters

if TYPE_CHECKING:
    from answer.engine import Engine
    from answer.schema import Answer, Citation


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

    check_one_or_batch(question, batch, out, "question")
    if batch is not None:
        rows, target = read_lines(batch, ("question",)), check_out(out)
        engine = open_engine(index)
        write_lines(target, rows, lambda row: _answer_row(engine, {"persona": persona, "payer": payer, **row}), {})
        return
    question = check_length(whole_characters(question or ""))
    check_persona(persona)
    engine = open_engine(index)
    answer = engine.ask(question, persona=persona, payer=payer)
    if export is not None:
        _write_text(export, engine.export(answer))
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        _print_answer(answer)


def open_engine(index: Path | None) -> "Engine":
    from answer.engine import Engine

    return Engine.open(open_settings(index))


def _answer_row(engine: "Engine", row: Mapping[str, Any]) -> dict[str, Any]:
    answer = engine.ask(
        text_of(row, "question"), persona=optional_text(row, "persona"),
        payer=optional_text(row, "payer"), history=list(history_of(row)),
    )  # fmt: skip
    return answer.model_dump(mode="json")


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
