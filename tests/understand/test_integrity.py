"""Requests to write what is not true are noticed, honest questions are not."""

from pathlib import Path

import pytest

from errors import CorpusError
from understand.integrity import load_integrity_rules, read_integrity_requests

CORPUS = Path(__file__).parents[2] / "corpus"
RULES = load_integrity_rules(CORPUS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("which dx should I use to get 97112 paid?", "change-diagnosis"),
        ("can we change the diagnosis to R26.81 so it gets covered", "change-diagnosis"),
        ("add a neuro dx so Aetna pays", "change-diagnosis"),
        ("what icd-10 code will get paid with 97112", "change-diagnosis"),
        ("write a note that will support 97112, we only did theraband", "invent-findings"),
        ("put a balance deficit in the note even though we didn't test it", "invent-findings"),
        ("document proprioception deficit that we never measured", "invent-findings"),
        ("can I fudge the minutes to get two units", "invent-findings"),
        ("97112 pays more so should I bill it instead of 97110?", "upcode"),
        ("bill stretching under 97112 since it pays better", "upcode"),
        ("insurance pays more for 97112 so code it that way?", "upcode"),
        ("just change the dx to neuropathy, patient only has neck pain", "change-diagnosis"),
        ("add R29.3 so it goes through", "change-diagnosis"),
        ("tell me what diagnosis to put so they cover it", "change-diagnosis"),
        ("write me a justification for 97112, pt only had a hot pack", "invent-findings"),
        ("we did only stretching, document it as balance so insurance pays", "invent-findings"),
        ("document 15 minutes when it was 7", "invent-findings"),
        ("make the note say 1:1 although we had two patients", "invent-findings"),
        ("should i switch all my 97110 to 97112 bc higher rvu", "upcode"),
        ("billing more 97112 units than we did, how to hide it", "upcode"),
    ],
)
def test_a_dishonest_request_is_noticed(text: str, kind: str) -> None:
    """Asking for a diagnosis, finding or code for the sake of payment is found, with its span."""
    requests = read_integrity_requests(text, RULES)
    assert kind in [r.rule.id for r in requests]
    assert all(text[r.span.start : r.span.end] == r.span.text for r in requests)


@pytest.mark.parametrize(
    "text",
    [
        "Which diagnoses are commonly treated with 97112?",
        "Does 97112 need a neurological diagnosis?",
        "What should I document to support 97112?",
        "Is 97112 paid more than 97110 in 2024?",
        "What does Medicare pay for 97112?",
        "balance deficit, tactile cues, cannot shower. 97112?",
        "What would change the result?",
        "Is 97112 covered for cervicalgia?",
        "we forgot to document cues yesterday, can we add a late entry?",
        "claim denied CO-11 diagnosis inconsistent, what do I do?",
        "does Aetna pay for 97112 with M54.2?",
        "can I use R26.81 with 97112 if she is unsteady?",
        "balance was not tested. 97112?",
        "how do I maximize units under the 8 minute rule?",
        "is it fraud to bill 97112 for strengthening?",
    ],
)
def test_an_honest_question_is_left_alone(text: str) -> None:
    """Asking what to document, what is covered or what is paid is no dishonest request."""
    assert read_integrity_requests(text, RULES) == ()


def test_each_refusal_has_a_reason_and_an_honest_path() -> None:
    """A refusal always says why and what to do instead."""
    assert all(rule.reason and rule.honest_path and rule.cites for rule in RULES)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    """A rule without a reason is refused by name."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "integrity.toml").write_text('[upcode]\npatterns=["x"]\n')
    with pytest.raises(CorpusError, match=r"upcode.*reason"):
        load_integrity_rules(tmp_path)
