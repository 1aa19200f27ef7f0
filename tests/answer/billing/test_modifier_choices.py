"""What is said where people choose between modifiers, and what modifiers are read from a question."""

from datetime import date
from pathlib import Path

import pytest

from answer.describe_billing import describe_billing
from rules.tables import load_tables
from understand.services import read_services

TABLES = load_tables(Path(__file__).parents[3] / "corpus")


def said(text: str) -> list[str]:
    result = describe_billing(text, read_services(text, TABLES.codes), (), TABLES, date(2026, 11, 22))
    return [statement.text for statement in result.statements] if result else []


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("98941 to L/S and nmr on shoulder. xs or 59 or nothing", "No source of Ask 97112 ranks modifier 59"),
        ("do i use 59 or XS with 97112 and 98940", "No source of Ask 97112 ranks modifier 59"),
        ("59 vs xs for 97112", "No source of Ask 97112 ranks modifier 59"),
        ("medicare pt plateaued, will pay cash. GA or GY", "Unverified: GY is not the modifier of maintenance"),
        ("ga, gx or gy for maintenance", "Unverified: GY is not the modifier of maintenance"),
        ("GY/GA on 97112 after plateau", "Unverified: GY is not the modifier of maintenance"),
        ("should i append GA instead of GY", "Unverified: GY is not the modifier of maintenance"),
        ("GA or GX if they signed voluntarily", "Unverified: GA on a Medicare therapy line says"),
        ("do i need 59 and xs both on 97112 w 98941", "No: 59 and an X modifier never stand on the same line."),
        ("gp or go for ot doing 97112", "Under an occupational therapy plan of care, a Medicare line"),
        ("GP or GO on 97112, which one", "Unverified: GP marks a service under a physical therapy plan"),
        ("occupational therapist treated, put GP on 97112?", "No, not GP: under an occupational therapy plan"),
        ("dc billed 99213 and 97112 same day, 25 goes where", "Unverified: modifier 25 belongs to evaluation"),
        ("59 and XS on the same line ok?", "No: 59 and an X modifier never stand on the same line."),
        ("is 97112-59-XS allowed", "No: 59 and an X modifier never stand on the same line."),
        ("can i put both 59 and xs on 97112 modifier", "No: 59 and an X modifier never stand on the same line."),
        ("can CQ go with GO", "No: CQ goes with GP, never with GO."),
    ],
)
def test_a_choice_is_decided_and_only_both_together_are_ruled_out(text: str, opens: str) -> None:
    assert said(text)[0].startswith(opens)


@pytest.mark.parametrize("text", ["whats the difference between 59 and XS", "xs or 59 or nothing for 97112"])
def test_neither_a_difference_nor_a_choice_asks_for_both(text: str) -> None:
    assert not any(sentence.startswith("No:") for sentence in said(text))


def test_25_behind_an_office_visit_is_a_modifier() -> None:
    assert "modifier 25 belongs to" in said("99214-25 and 97112 two units medicare")[0]
    assert not any("Modifier 25" in sentence for sentence in said("97112-25 97110-15"))


def test_go_is_a_verb_unless_a_modifier_stands_beside_it() -> None:
    assert not any("GO marks" in sentence for sentence in said("does KX go on every line once over"))
    assert any("Modifier GO marks" in sentence for sentence in said("97112 go kx for ot"))


def test_an_assistant_who_is_named_without_minutes_is_told() -> None:
    """A modifier is asked for, and nothing tells which minutes are the assistant's."""
    assert "are read as the PTA's" in said("PT did 20 of nmr, pta in the room. which modifiers")[0]
    assert not any("are read as" in sentence for sentence in said("PT did 20 of nmr and PTA 10. which modifiers"))


def test_minutes_of_two_disciplines_are_not_added() -> None:
    opening = said("OT 25 min 97112 in morning, PT 18 min 97112 afternoon. we add them together?")[0]
    assert opening == "No: the minutes of the OT and PT plans are not added together."


def test_minutes_of_both_together_are_told_as_the_therapists() -> None:
    sentences = said("PT and PTA together did 15 min of 97112, which modifier")
    assert "97112: the 15 minutes of both together count as the therapist's minutes: no CQ." in sentences


def test_minutes_are_counted_where_the_modifier_of_people_is_asked() -> None:
    sentences = said("pta 18 min on 97112 and PT 5 min on same code for this medicare patient of ours, mcr modifier?")
    assert any("23 timed minutes are 2 units" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("24 min nmr, bill with 59?", "Modifier 59 is not a routine modifier"),
        ("6 min nmr then she left, use modifier 52", "No source of Ask 97112 puts modifier 52 on 97112"),
        ("12 min nmr am and 12 min nmr pm, do i need 76", "No source of Ask 97112 puts modifier 76 or 77"),
        (
            "PT 30 min 97112 and OT 30 min 97112 same day, units and modifiers",
            "the PT plan's lines carry GP and the OT plan's lines carry GO",
        ),
        ("estim while doing nmr, 20 mins. 97032 and 97112 both?", "Two timed codes cannot share the same minutes"),
    ],
)
def test_what_is_asked_beside_a_count_is_answered_too(text: str, says: str) -> None:
    assert any(says in sentence for sentence in said(text))


@pytest.mark.parametrize("text", ["24 min nmr with 59 min total", "25 nmr 15 ther act, need 59?"])
def test_59_is_no_modifier_among_minutes_nor_said_beside_a_pair(text: str) -> None:
    assert not any("not a routine modifier" in sentence for sentence in said(text))


def test_which_code_is_paid_in_full_asks_of_no_pair() -> None:
    assert not said("if we bill 97112 and 97140 which one takes the mppr cut")
