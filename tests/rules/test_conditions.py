"""Conditions answer in three values and name their evidence."""

import pytest

from errors import CorpusError
from rules.conditions import Condition, Facts, Truth, evaluate, parse_condition
from understand.case import Case, Finding, Presence, Span

KNOWN = frozenset({"a", "b", "c", "visits"})
GROUPS = {"letters": ("a", "b")}


def facts(**presence: Presence) -> Facts:
    return Facts.from_case(Case(tuple(Finding(i, p, Span(0, 1, i)) for i, p in presence.items())))


def parse(written: object) -> Condition:
    return parse_condition(written, GROUPS, KNOWN, "test.toml")


@pytest.mark.parametrize(
    ("written", "stated", "truth"),
    [
        ("a", {"a": "present"}, "met"),
        ("a", {"a": "absent"}, "not_met"),
        ("a", {}, "not_documented"),
        ("a", {"a": "uncertain"}, "not_documented"),
        ("a", {"a": "historical"}, "not_documented"),
        (["a", "b"], {"b": "present"}, "met"),
        (["a", "b"], {"a": "absent"}, "not_documented"),
        (["a", "b"], {"a": "absent", "b": "absent"}, "not_met"),
        ("@letters", {"b": "present"}, "met"),
        ({"all_of": ["a", "b"]}, {"a": "present"}, "not_documented"),
        ({"all_of": ["a", "b"]}, {"a": "present", "b": "absent"}, "not_met"),
        ({"all_of": ["a", ["b", "c"]]}, {"a": "present", "c": "present"}, "met"),
        ({"none_of": ["a"]}, {"a": "present"}, "not_met"),
        ({"none_of": ["a"]}, {}, "not_documented"),
        ({"any_of": ["a"], "none_of": ["b"]}, {"a": "present", "b": "present"}, "not_met"),
        ({"all_of": ["a"], "unstated": ["b"]}, {"a": "present"}, "met"),
        ({"unstated": ["b"]}, {"b": "present"}, "not_met"),
        ({"absent_of": ["@letters"]}, {"a": "absent"}, "met"),
        ({"absent_of": ["@letters"]}, {"a": "present"}, "not_documented"),
    ],
)
def test_a_condition_is_met_not_met_or_not_documented(
    written: object, stated: dict[str, Presence], truth: Truth
) -> None:
    """What is stated present meets, what is stated absent contradicts, and silence decides nothing."""
    assert evaluate(parse(written), facts(**stated)).truth == truth


def test_evidence_names_the_findings_that_decided() -> None:
    """Only the findings that meet the condition are its evidence."""
    outcome = evaluate(parse(["a", "b"]), facts(a="present", b="absent"))
    assert [f.id for f in outcome.evidence] == ["a"]


def test_numbers_are_compared() -> None:
    """A number above the limit meets, one below it does not."""
    condition = parse({"finding": "visits", "above": 18})
    many = Facts.from_case(Case((Finding("visits", "present", Span(0, 2, "22"), value=22),)))
    few = Facts.from_case(Case((Finding("visits", "present", Span(0, 1, "6"), value=6),)))
    assert evaluate(condition, many).truth == "met"
    assert evaluate(condition, few).truth == "not_met"


def test_another_persons_finding_is_not_the_patients() -> None:
    """The mother's finding meets nothing."""
    case = Case((Finding("a", "present", Span(0, 1, "a"), subject="other"),))
    assert evaluate(parse("a"), Facts.from_case(case)).truth == "not_documented"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("unheard_of", "unheard_of"),
        ("@nobody", "@nobody"),
        ({"some_of": ["a"]}, "some_of"),
        ({"finding": "visits", "over": 3}, "above"),
        (3, "not a condition"),
    ],
)
def test_a_broken_condition_is_refused_with_its_place(written: object, says: str) -> None:
    """The message names the file and the word that is wrong."""
    with pytest.raises(CorpusError, match=r"test\.toml") as refused:
        parse(written)
    assert says in str(refused.value)
