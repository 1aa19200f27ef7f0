"""An export tells everything but secrets, and an answer comes about again from it."""

import json

import pytest

from answer.audit import export_answer, hash_text, reproduce
from answer.schema import Answer, Citation, Notice, Statement
from errors import UsageError
from index.document import Passage

PASSAGE = Passage("p1", "doc", "CPT 97112 is timed.", 0, 19)
CITATION = Citation(
    n=1, passage_id="p1", document_id="doc", title="t", publisher="p", section="s", url="", published=None,
    effective=None, tier="law", status="current", verified="primary", quote="CPT 97112 is timed.",
)  # fmt: skip


def answer(text: str = "CPT 97112 is timed.", milliseconds: float = 1.0) -> Answer:
    return Answer(
        question="Is [NAME]'s 97112 timed?", kind="definition", persona="biller", payer="medicare", abstained=False,
        abstention_reason=None, determination=None, units=None,
        statements=(Statement(text=text, section="Answer", citations=(1,), basis="quote", support=1.0),), conflicts=(),
        citations=(CITATION,), answer_markdown=f"{text} [1]", followups=(), warnings=(), disclaimer="d",
        mode="extractive", corpus_edition="e1", timings_ms={"total": milliseconds},
    )  # fmt: skip


def export(warnings: tuple[Notice, ...] = ()) -> str:
    settings = {"index_dir": "/i", "chat_api_key": "sk-secret", "chat_model": None, "hub_token": "t"}
    told = answer().model_copy(update={"warnings": warnings})
    return export_answer(told, [PASSAGE], {"ncci_ptp": "2024-07-01"}, settings, None, {"ask97112": "0.1.0"})


def find(passage_id: str) -> Passage:
    return {"p1": PASSAGE}[passage_id]


def test_an_export_holds_everything_but_secrets() -> None:
    """Passages carry their hashes; no key stands anywhere."""
    told = json.loads(export())
    assert told["passages"][0]["sha256"] == hash_text(PASSAGE.text)
    assert told["settings"] == {"chat_model": None, "index_dir": "/i"}
    assert told["tables"] == {"ncci_ptp": "2024-07-01"}
    assert {"question", "answer", "corpus_edition", "model", "versions", "timings_ms"} <= set(told)
    assert "sk-secret" not in export()


def test_the_same_answer_shows_no_difference() -> None:
    """Timings, and that names were masked, are not compared."""
    asked: list[tuple[object, ...]] = []

    def ask(*what: object) -> Answer:
        asked.append(what)
        return answer(milliseconds=9.0)

    assert reproduce(export(), ask, find) == []
    assert reproduce(export(warnings=(Notice(code="identifiers_masked", message="Masked."),)), ask, find) == []
    assert set(map(repr, asked)) == {repr(("Is [NAME]'s 97112 timed?", "biller", "medicare", []))}


def test_every_difference_is_named() -> None:
    """The place, what it was and what it became."""
    differences = reproduce(export(), lambda *_: answer("CPT 97112 is untimed."), find)
    assert 'statements[0].text: "CPT 97112 is timed." became "CPT 97112 is untimed."' in differences


def test_a_changed_or_lost_passage_is_named() -> None:
    """Even when the answer itself is the same."""
    changed = Passage("p1", "doc", "CPT 97112 is timed!", 0, 19)
    assert reproduce(export(), lambda *_: answer(), lambda _: changed) == ["passage p1 of doc has another text"]
    assert reproduce(export(), lambda *_: answer(), {}.__getitem__) == ["passage p1 of doc is gone"]


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "other"}'])
def test_another_file_is_refused(text: str) -> None:
    """No traceback, a readable line."""
    with pytest.raises(UsageError, match="no export"):
        reproduce(text, lambda *_: answer(), find)
