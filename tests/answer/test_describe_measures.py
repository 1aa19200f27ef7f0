"""A score's answer: its first sentence says what was asked, whom the numbers are of, and what is not held."""

from pathlib import Path

import pytest

from answer.describe_measures import MeasuresResult, describe_measures
from answer.engine import Engine
from answer.measures_asked import MeasureBook
from understand.findings import read_case
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
BOOK = MeasureBook.load(CORPUS)


def told(text: str, earlier: tuple[str, ...] = ()) -> MeasuresResult | None:
    return describe_measures(text, read_case(text, VOCABULARY), BOOK, VOCABULARY, earlier)


def first(text: str, earlier: tuple[str, ...] = ()) -> str:
    result = told(text, earlier)
    assert result is not None
    return result.drafts[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("berg 41", "A Berg Balance Scale of 41 is below the 45 that is often used as a sign of fall risk in older "
         "adults and above the 40 that is quoted as a near-certain risk of falling (both unverified); no cut-off alone "
         "decides 97112."),
        ("dhi went 46 to 34 is that real change", "12 points better on the Dizziness Handicap Inventory (46 to 34) is "
         "less than the real-change mark of 18 points (unverified): do not call it progress."),
        ("tug 13.9 s bad?", "A Timed Up and Go of 13.9 s is above the 12 s that separated those with low balance "
         "confidence among people aged 60 to 96, above the 13.5 s that is quoted for falls in the community "
         "(unverified) and below the 14 s that is quoted for falls after stroke (unverified); no cut-off alone "
         "decides 97112."),
        ("fma +5 subacute progress?", "5 points better on the Fugl-Meyer arm section is less than the important change "
         "of 9 to 10 points in subacute stroke: do not call it an important change yet."),
        ("y balance 79 vs 84 cm", "A difference of 5 cm between the sides (84 and 79) on the Y-Balance test is above "
         "the 4 cm that went with about three times the odds of injury in high-school basketball players, for anterior "
         "reach; no cut-off alone decides 97112."),
        ("ndi 22 to 14 real change?", "No minimal detectable or important change of the NDI is held here, so 8 points "
         "better on the NDI (22 to 14) can be called neither real nor noise."),
        ("tinetti 19 fall risk?", "No cut-off of the Tinetti is held here, so 19 can be called neither normal nor "
         "abnormal by these sources."),
        ("minibest 22/32 ok?", "The numbers held for the Mini-BESTest are of its scale to 28, so 22 of 32 is held "
         "against none of them; no cut-off alone decides 97112."),
        ("mdc for FGA in vestibular hypofunction", "On the Functional Gait Assessment, the minimal detectable change "
         "is 6 points in vestibular disorders (unverified)."),
        ("what berg score means fall risk", "On the Berg Balance Scale, below 45 is often used as a sign of fall risk "
         "in older adults and 40 or less is quoted as a near-certain risk of falling (both unverified); no cut-off "
         "alone decides 97112."),
        ("berg 41 and 41, any change?", "The Berg Balance Scale did not change (41 both times)."),
        ("fga 24 to 20 worse?", "4 points worse on the Functional Gait Assessment (24 to 20) is at least the minimal "
         "detectable change of 4 points and less than that of 4.2 points in people after stroke and 6 points in "
         "vestibular disorders (both unverified): whether it is a decline depends on which of these numbers applies."),
    ],
)  # fmt: skip
def test_the_first_sentence_answers(text: str, expected: str) -> None:
    """The number, where it stands, whom the mark is of and how sure it is."""
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "named", "unnamed"),
    [
        ("berg 38 to 43 in parkinsons, real?", "Parkinson disease", "stroke"),
        ("berg 38 to 43 after cva, real?", "people after stroke", "Parkinson"),
        ("berg 38 to 43, 78 yo, real?", "older adults", "Parkinson"),
        ("fga 17 in 70yo", "older adults", "Parkinson"),
        ("fga 17 pd", "Parkinson disease", "older adults"),
        ("tug 14.5 s in an 80 year old", "aged 60 to 96", "stroke"),
    ],
)
def test_diagnosis_and_age_choose_among_cutoffs(text: str, named: str, unnamed: str) -> None:
    """The group that is named is heard, and the others are not."""
    assert named in first(text)
    assert unnamed not in first(text)


def test_what_was_said_before_tells_whom_it_is_about() -> None:
    """A follow-up keeps the age of the turn before."""
    assert "older adults" in first("is 38 to 44 real change on the berg", ("72 yo, falls, 97112?",))
    assert "Parkinson" not in first("is 38 to 44 real change on the berg", ("72 yo, falls, 97112?",))


def test_a_number_found_only_in_others_says_so() -> None:
    """No cut-off is silently borrowed from another group."""
    assert first("minibest 17 after stroke").startswith("No cut-off of the Mini-BESTest is held for this group; ")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("berg 41", True),
        ("fga 21 in 70yo", True),
        ("can i call berg 38 to 44 progress", True),
        ("berg 38 to 44, can i keep billing 97112?", False),
        ("does berg 48 justify neuro re-ed", False),
        ("how do i document a tug of 14 s", False),
        ("berg 44 -> 47, NMR 23, TE 15", False),
        ("how many reps of tandem walking a day for mom, 10 or 20", False),
        ("MRI clear, neurosurg wrote ok for therapy. fingers R only tingle. JPE 6 deg", False),
        ("is a berg of 48 ok", True),
        ("pd, minibest 14, foam stance with cga, cueing for reactive steps, falls at home, ok?", False),
        ("vestib neuritis, DGI 16/24, head turns w gait, can't cross the street. aetna", False),
        ("stroke, berg 30, cant step over the tub, worked on weight shift, is that bad", False),
        ("dgi 16, she cant cross the street, is that bad", True),
    ],
)
def test_only_a_question_about_the_score_is_opened_by_it(text: str, opens: bool) -> None:
    """A case, a claim or a note keeps its own answer."""
    result = told(text)
    assert result is not None
    assert result.opens is opens


def test_no_sentence_says_that_a_score_qualifies() -> None:
    """Whatever the score, a cut-off alone decides nothing and no treatment is advised."""
    for text in ("berg 20", "berg 56", "tug 30 s", "minibest 5 pd", "dhi 90", "jpe 9 deg", "fga 3"):
        result = told(text)
        assert result is not None
        for draft in result.drafts:
            assert not {"qualifies", "qualify", "should treat", "diagnosis"} & set(draft.text.lower().split())
            assert draft.cites


ASKED = [
    ("dhi went 46 to 34 is that real change", "do not call it progress"),
    ("fga 21 in 70yo", "is below the 22"),
    ("jpe 3.8 abnormal or nah", "is below the 4.5 degrees"),
    ("fma +5 subacute progress?", "do not call it an important change"),
    ("17 to 19 mini best, can i call that progress", "do not call it progress"),
    ("y balance 79 vs 84 cm", "is above the 4 cm"),
    ("abc scale 71% meaning", "is above the 67%"),
    ("tug 13.9 s bad?", "is above the 12 s"),
    ("5xsts 18s", "is above the 12 s"),
    ("was 22 now 29 on the fga, thoughts", "more than measurement error"),
    ("mcid of the ndi", "No minimal detectable or important change of the NDI is held here"),
]


@pytest.mark.parametrize(("text", "says"), ASKED, ids=[text for text, _ in ASKED])
def test_a_question_about_a_score_is_answered_by_its_first_sentence(engine: Engine, text: str, says: str) -> None:
    """No case is decided, no minutes are counted, and every sentence has its source."""
    answer = engine.ask(text)
    assert not answer.abstained
    assert answer.determination is None
    assert answer.units is None
    assert says in answer.statements[0].text
    assert all(statement.citations for statement in answer.statements)


def test_a_case_keeps_its_verdict_and_gains_one_line(engine: Engine) -> None:
    """The verdict opens; what the change is worth stands once beside it."""
    answer = engine.ask("Parkinson's, minibest 15 now 18, reactive stepping with cues, falls at home. 97112?")
    assert answer.determination is not None
    assert "97112" in answer.statements[0].text
    assert len([s for s in answer.statements if "3 points better on the Mini-BESTest" in s.text]) == 1


def test_a_red_flag_comes_before_any_score(engine: Engine) -> None:
    """A number is not discussed before what cannot wait."""
    answer = engine.ask("slurred speech since this morning and berg 30, bad?")
    assert answer.kind == "red_flag"
    assert "Berg Balance Scale of 30" not in answer.statements[0].text


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("jps error of 5 degrees in neck whiplash, is that abnormal", "A cervical joint position error of 5 degrees is "
         "above the 4.5 degrees"),
        ("neck pt jps error 4 deg normal?", "A cervical joint position error of 4 degrees is below the 4.5 degrees"),
        ("proprioception cut-off for the neck", "On the cervical joint position error, 4.5 degrees or more"),
        ("knee jps error 7 deg", "A joint position error of a limb of 7 degrees is above the 5 degrees"),
        ("ankle jps error 7 deg normal?", "7 degrees by itself is held against no cut-off."),
        ("neck pain and shoulder jps error 7 deg abnormal?", "7 degrees by itself is held against no cut-off."),
        ("vibration 5 seconds at the ankle normal?", "5 s by itself is held against no cut-off."),
        ("vibration 5 s great toe normal?", "A 128-Hz tuning fork time of 5 s is below the 10 s"),
    ],
)  # fmt: skip
def test_the_part_of_the_body_chooses_the_test_and_whether_its_cut_off_applies(text, opening):
    assert first(text).startswith(opening)


def test_a_follow_up_about_another_part_of_the_body_is_not_held_to_the_first_parts_cut_off():
    assert "no cut-off" in first("ankle jps error 7 deg normal?", ("knee jps error 7 deg",))


def test_the_length_of_a_scale_is_no_score():
    assert first("mini best cut off in parkinsons and is it out of 28 or 32").startswith("On the Mini-BESTest, below")


def test_the_number_to_worry_about_is_the_cut_off():
    assert first("ybalance, what number do i worry about").startswith("On the Y-Balance test, a difference")
