"""One file that tells how an answer came about, and the check that it comes about again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from answer.schema import Answer
from errors import UsageError
from index.document import Passage

FORMAT = "ask97112-audit-1"
# Fields that may differ from run to run and say nothing of what was answered.
PASSING = frozenset({"timings_ms"})
# The recorded question is masked already, so that asking it again has nothing to mask.
MASKED = "identifiers_masked"
# A setting whose name holds one of these is a secret, whatever its value.
SECRET_NAMES = ("key", "token", "secret", "password", "credential")
LONGEST_SHOWN = 200

Ask = Callable[[str, str, str | None, Sequence[str]], Answer]


def export_answer(
    answer: Answer,
    passages: Iterable[Passage],
    tables_dates: Mapping[str, str],
    settings_summary: Mapping[str, object],
    model: str | None,
    versions: Mapping[str, str],
) -> str:
    """The export as JSON: masked question, answer, passages with sha256, edition, tables, settings, model, timings.

    Args:
        passages: the stored passages that the answer cites.
        tables_dates: by table, the date that it is effective from.
        settings_summary: settings by name; secrets are left out here even when they are given.
        versions: of this product and of the libraries that shape an answer.
    """
    export = {
        "format": FORMAT,
        "question": answer.question,
        "answer": answer.model_dump(mode="json"),
        "passages": [_passage(passage) for passage in sorted(passages, key=lambda p: p.passage_id)],
        "corpus_edition": answer.corpus_edition,
        "tables": dict(sorted(tables_dates.items())),
        "settings": {name: _plain(value) for name, value in sorted(settings_summary.items()) if not _is_secret(name)},
        "model": model,
        "versions": dict(sorted(versions.items())),
        "timings_ms": answer.timings_ms,
    }
    return json.dumps(export, ensure_ascii=False, indent=2) + "\n"


def reproduce(export: str, ask: Ask, find_passage: Callable[[str], Passage]) -> list[str]:
    """Asks again and names every difference, in plain lines; empty when the answer is the same.

    Args:
        ask: (question, persona, payer, earlier questions) -> Answer, from an engine over the same corpus.
        find_passage: the stored passage of an id; raises KeyError or an error of ours where it is gone.

    Raises:
        UsageError: the text is no export of this product.
    """
    recorded = read_export(export)
    old = recorded["answer"]
    old["warnings"] = [notice for notice in old["warnings"] if notice["code"] != MASKED]
    new = ask(recorded["question"], old["persona"], old["payer"], old["earlier"]).model_dump(mode="json")
    differences = list(_compare_passages(recorded["passages"], find_passage))
    for field in sorted(set(old) | set(new)):
        if field not in PASSING:
            differences += _compare(old.get(field), new.get(field), field)
    return differences


def read_export(export: str) -> dict[str, Any]:
    try:
        recorded = json.loads(export)
    except json.JSONDecodeError as reason:
        raise UsageError(f"This is no export of an answer: {reason}.") from reason
    if not isinstance(recorded, dict) or recorded.get("format") != FORMAT:
        raise UsageError(f"This is no export of an answer in the format {FORMAT}.")
    return recorded


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "sha256": hash_text(passage.text),
        "text": passage.text,
    }


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_NAMES)


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _compare_passages(recorded: Iterable[Mapping[str, Any]], find_passage: Callable[[str], Passage]) -> Iterable[str]:
    for old in recorded:
        try:
            passage = find_passage(old["passage_id"])
        except Exception:  # whatever the index raises for an unknown id: the passage is gone
            yield f"passage {old['passage_id']} of {old['document_id']} is gone"
            continue
        if hash_text(passage.text) != old["sha256"]:
            yield f"passage {old['passage_id']} of {old['document_id']} has another text"


def _compare(old: Any, new: Any, path: str) -> list[str]:
    """The deepest places where two JSON values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted(set(old) | set(new))
        return [line for key in keys for line in _compare(old.get(key), new.get(key), f"{path}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [line for at, pair in enumerate(zip(old, new, strict=True)) for line in _compare(*pair, f"{path}[{at}]")]
    return [] if old == new else [f"{path}: {_short(old)} became {_short(new)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
