"""A real chat model under the gate, on request: `ASK97112_CHAT_MODEL=ollama:… python -m evals.model_live`.

Each question of `model_live.jsonl` comes with whole documents of the corpus, so that neither an index nor
an encoder is needed. What stood, what was dropped and why, tokens and seconds go to docs/model-live.md.
"""

import json
import time
from pathlib import Path

import frontmatter

from answer.model import ChatModel, open_chat_model
from answer.model_answer import ModelRequest, PromptPassage, write_with_model
from answer.prompts import Prompts
from answer.support import SupportGate
from errors import ModelError, UsageError
from settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
QUESTIONS = PROJECT / "evals" / "model_live.jsonl"
REPORT = PROJECT / "docs" / "model-live.md"
# A slow machine must not hide what the model writes; the product's own deadline is shorter.
LONGEST_WAIT_SECONDS = 300.0


def run_live(model: ChatModel, corpus: Path, prompts: Prompts) -> str:
    """Asks every question and gives the report, as Markdown."""
    gate = SupportGate.from_corpus(corpus)
    lines = [
        f"## {model.name}",
        "",
        "| question | stood | dropped | tokens in / out | seconds |",
        "|---|---|---|---|---|",
    ]
    shown: list[str] = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        request = _request(json.loads(line), corpus)
        began = time.monotonic()
        try:
            draft = write_with_model(request, model, prompts, gate, deadline_seconds=LONGEST_WAIT_SECONDS)
        except ModelError as reason:
            lines.append(f"| {request.question} | fell back | {reason} | | {time.monotonic() - began:.1f} |")
            continue
        dropped = ", ".join(f"{count} {why}" for why, count in draft.dropped.items()) or "0"
        tokens = f"{draft.usage.input_tokens} / {draft.usage.output_tokens}"
        lines.append(f"| {request.question} | {len(draft.statements)} | {dropped} | {tokens} | {draft.seconds:.1f} |")
        shown += [f"- {s.draft.text} ({s.support.verdict}, {s.support.score:.2f})" for s in draft.statements]
    return "\n".join([*lines, "", "Sentences that stood:", "", *(shown or ["- none"])]) + "\n"


def _request(row: dict[str, object], corpus: Path) -> ModelRequest:
    documents: list[str] = row["documents"]  # type: ignore[assignment]
    pages = [frontmatter.load(str(corpus / "documents" / f"{name}.md")) for name in documents]
    passages = tuple(
        PromptPassage(name, str(page["title"]), "digest", page.content)
        for name, page in zip(documents, pages, strict=True)
    )
    return ModelRequest(question=str(row["question"]), passages=passages, case=tuple(row["case"]))  # type: ignore[arg-type]


def main() -> None:
    settings = Settings()
    if not settings.chat_model:
        raise UsageError("Set ASK97112_CHAT_MODEL (and ASK97112_CHAT_BASE_URL) to a model that runs.")
    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    model = open_chat_model(settings.chat_model, settings.chat_base_url, key, timeout_seconds=LONGEST_WAIT_SECONDS)
    report = run_live(model, settings.corpus_dir, Prompts.load(settings.prompts_dir))
    with REPORT.open("a", encoding="utf-8") as file:
        file.write("\n" + report)
    print(report)


if __name__ == "__main__":
    main()
