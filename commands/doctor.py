"""`ask97112 doctor`: what is installed and in use, what is missing, and how to mend it."""

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from commands.options import AsJson, IndexDir, open_settings
from errors import Ask97112Error

if TYPE_CHECKING:
    from index.edition import DocumentRecord
    from settings import Settings

State = Literal["ok", "note", "broken"]
# What does the work; everything else comes with these.
PACKAGES = (
    "chromadb", "sentence-transformers", "torch", "bm25s", "langchain", "langchain-text-splitters",
    "streamlit", "typer", "pydantic-settings",
)  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Both official files are replaced each quarter.
TABLE_DAYS = 92


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `broken` stops the product, a `note` does not. `remedy` says how to mend it."""

    name: str
    state: State
    text: str
    remedy: str = ""


def doctor(as_json: AsJson = False, index: IndexDir = None) -> None:
    """Say what is installed and in use, what is missing, and how to mend it."""
    checks = examine(open_settings(index), date.today())
    broken = any(check.state == "broken" for check in checks)
    if as_json:
        print(json.dumps({"ok": not broken, "checks": [asdict(check) for check in checks]}, indent=2))
    else:
        for check in checks:
            text = check.text.rstrip(".") + ". " + check.remedy
            print(f"{check.state:7} {check.name}: {' '.join(text.split())}")
    if broken:
        raise Ask97112Error("Something that is needed is broken: see the lines above.")


def examine(settings: "Settings", today: date) -> list[Check]:
    """Every check, in the order in which the parts depend on each other; none stops the others."""
    looks: tuple[Callable[[], Iterator[Check]], ...] = (
        lambda: _program(),
        lambda: _encoder(settings),
        lambda: _corpus(settings),
        lambda: _index(settings),
        lambda: _tables(settings, today),
        lambda: _chat_model(settings),
        lambda: _entailment_model(settings),
        lambda: _browser(),
    )
    names = ("program", "encoder", "corpus", "index", "tables", "chat model", "entailment model", "browser")
    return [check for name, look in zip(names, looks, strict=True) for check in _guarded(name, look)]


def _guarded(name: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    found: list[Check] = []
    try:
        found.extend(look())
    except Ask97112Error as problem:
        found.append(Check(name, "broken", str(problem)))
    except Exception as problem:  # whatever is wrong with one part, the others are still told
        found.append(Check(name, "broken", f"{type(problem).__name__}: {problem}", "Run `make run` to install again."))
    return found


def _program() -> Iterator[Check]:
    yield Check("python", "ok", f"{platform.python_version()} in {sys.prefix}")
    versions = {package: _version(package) for package in PACKAGES}
    present = ", ".join(f"{package} {found}" for package, found in versions.items() if found)
    yield Check("packages", "ok", present)
    for package in (package for package, found in versions.items() if not found):
        yield Check("packages", "broken", f"{package} is not installed", "Run `make run`.")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _encoder(settings: "Settings") -> Iterator[Check]:
    from index.encoder import precision_for_this_cpu, weights_hash

    weights = weights_hash(settings.encoder)
    wanted = settings.encoder_precision
    precision = precision_for_this_cpu() if wanted == "auto" else wanted
    checked = "as published" if settings.encoder == "minilm" else "your own model"
    yield Check("encoder", "ok", f"{settings.encoder}, weights {weights[:12]} ({checked}), {precision}")


def _corpus(settings: "Settings") -> Iterator[Check]:
    from answer.knowledge import Knowledge
    from ingest.collect import collect
    from ingest.read import load_sources

    sources = load_sources(settings.corpus_dir / "sources.toml")
    collected = collect([settings.corpus_dir / "documents"], sources)
    data = Knowledge.load(settings.corpus_dir, settings.imported_tables_dir).fingerprint
    counts = f"{len(collected.documents)} documents, {len(sources)} sources"
    yield Check("corpus", "ok", f"{counts}, data edition {data[:12]}")
    for line in collected.skipped:
        yield Check("corpus", "note", line)


def _index(settings: "Settings") -> Iterator[Check]:
    from index.store import Index

    index = Index.open(settings.index_dir, settings.chroma_host, settings.chroma_port)
    where = f"Chroma server {settings.chroma_host}:{settings.chroma_port}" if settings.chroma_host else "this machine"
    yield Check(
        "index", "ok",
        f"{settings.index_dir}: edition {index.edition}, {len(index.documents)} documents, "
        f"{len(index.passages)} passages, vectors on {where}",
    )  # fmt: skip
    if index.manifest.encoder != settings.encoder:
        yield Check(
            "index", "broken", f"made with the encoder {index.manifest.encoder!r}, not {settings.encoder!r}",
            "Set ASK97112_ENCODER back, or ingest into another --index DIR.",
        )  # fmt: skip
    yield _freshness(settings, index.manifest.documents)


def _freshness(settings: "Settings", records: Mapping[str, "DocumentRecord"]) -> Check:
    from ingest.build import content_hashes
    from ingest.collect import collect
    from ingest.read import load_sources

    root = settings.corpus_dir / "documents"
    now = content_hashes(collect([root], load_sources(settings.corpus_dir / "sources.toml")).records)
    then = {id_: pair for id_, pair in content_hashes(records).items() if pair[1] == str(root.resolve())}
    if not then:
        return Check("index", "note", "does not hold the product's corpus", "Run `ask97112 ingest` to add it.")
    if now != then:
        differing = sum(now.get(id_) != then.get(id_) for id_ in now.keys() | then.keys())
        return Check("index", "note", f"stale: {differing} documents differ from the corpus", "Run `ask97112 ingest`.")
    return Check("index", "ok", "up to date with the corpus")


def _tables(settings: "Settings", today: date) -> Iterator[Check]:
    from rules.tables import load_tables

    tables = load_tables(settings.corpus_dir, settings.imported_tables_dir)
    for name, edition in (("code pairs", tables.pairs_edition), ("unit limits", tables.limits_edition)):
        days = (today - edition.effective).days
        origin = f"imported from {edition.imported_from}" if edition.imported_from else "shipped"
        text = f"{name}: effective {edition.effective.isoformat()} ({days} days ago), {origin}"
        if days > TABLE_DAYS:
            yield Check("tables", "note", text, "Import the current quarter's file: `ask97112 tables --help`.")
        else:
            yield Check("tables", "ok", text)


def _chat_model(settings: "Settings") -> Iterator[Check]:
    if not settings.chat_model:
        yield Check("chat model", "ok", "none: answers are made of quotations (set ASK97112_CHAT_MODEL to have one)")
        return
    key = "a key is set" if settings.chat_api_key else "no key is set here"
    base = f" at {settings.chat_base_url}" if settings.chat_base_url else ""
    provider = settings.chat_model.partition(":")[0] if ":" in settings.chat_model else "openai"
    package = f"langchain_{provider.replace('-', '_')}"
    yield Check("chat model", "ok", f"{settings.chat_model}{base}; {key}")
    if find_spec(package) is None and not settings.chat_base_url:
        yield Check("chat model", "broken", f"{package} is not installed", f"pip install {package.replace('_', '-')}")


def _entailment_model(settings: "Settings") -> Iterator[Check]:
    """Says nothing where no model is set: the check of sentences needs none."""
    if settings.entailment_model:
        from answer.model import names_provider
        from answer.open_models import open_entailment_model

        open_entailment_model(settings)
        told = "is asked about each sentence" if names_provider(settings.entailment_model) else "tells a contradiction"
        yield Check("entailment model", "ok", f"{settings.entailment_model} opens and {told}")


def _browser() -> Iterator[Check]:
    found = os.environ.get("ASK97112_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        yield Check("browser", "ok", f"{found} (the tests drive it)")
    else:
        yield Check("browser", "note", "no Chromium: the browser tests are skipped", "Debian: apt install chromium")
