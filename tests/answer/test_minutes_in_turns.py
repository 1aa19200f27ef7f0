"""Minutes told in a later turn belong to what was described before, by any of its names."""

from pathlib import Path

import pytest

from answer.knowledge import Knowledge
from answer.question import read_question
from understand.services import ServicesRead

HAND = "flexor tendon repair, sensory reeducation and graded motor imagery w mirror box. is it neuro re-ed or ther act"
SHOULDER = "scap dyskinesis, rhythmic stabilization + mirror cues to stop hiking, cant reach shelf. 97112 or 97110"
STROKE = "stroke pt, reaching in standing with facilitation, cant cook. 97112?"
KNEE = "knee oa, step downs in front of mirror fixing valgus, 97112?"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(Path(__file__).parents[2] / "corpus")


def told(knowledge: Knowledge, *texts: str) -> ServicesRead:
    question = read_question(texts[-1], None, None, list(texts[:-1]), knowledge, None)  # type: ignore[arg-type]
    return question.services


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [
        ((HAND, "14 minutes"), {"97112": 14}),
        ((HAND, "did that for 17"), {"97112": 17}),
        ((HAND, "14 minutes", "plus scar massage 9 min"), {"97112": 14, "97124": 9}),
        ((SHOULDER, "also 3x10 er with yellow band 9 min", "rhythmic was 14"), {"97110": 9, "97112": 14}),
        (
            (SHOULDER, "also 3x10 er with yellow band 9 min", "rhythmic was 14", "swap that, er was 14 and rhythmic 9"),
            {"97110": 14, "97112": 9},
        ),
        ((STROKE, "reaching was 20 min", "make it 25"), {"97112": 25}),
        ((STROKE, "38 min total, 20 of it that and rest gait w/ walker"), {"97112": 20, "97116": 18}),
        ((STROKE, "40 min total, 25 of it that, rest was te"), {"97112": 25, "97110": 15}),
        ((STROKE, "reaching was 20 min", "weight shifts 9 min", "weight shifts were 12"), {"97112": 32}),
        ((KNEE, "22 min of it plus 15 min manual"), {"97112": 22, "97140": 15}),
        ((KNEE, "its bcbs", "the mirror thing took 19 min"), {"97112": 19}),
        ((KNEE, "pt also did leg press for 12 min"), {"97110": 12}),
        (("18 min nmr bosu, 10 min nmr foam, medicare units", "make it 8 foam not 10"), {"97112": 26}),
        (("18 min nmr bosu, 10 min nmr foam, medicare units", "take out the foam"), {"97112": 18}),
        (("PT 17 NMR, PTA 14 NMR, medicare", "and if the PTA part was stairs instead"), {"97112": 17, "97116": 14}),
        (("21 min NMR, 16 min there ex, 15 min stim", "leave out the stim and add 8 min manual"),
         {"97112": 21, "97110": 16, "97140": 8}),
    ],
)  # fmt: skip
def test_minutes_find_what_was_described(texts: tuple[str, ...], minutes: dict[str, int], knowledge: Knowledge) -> None:
    assert told(knowledge, *texts).minutes() == minutes


@pytest.mark.parametrize(
    "text", ["lag is 10 now", "pain 6/10", "knee flexion 110", "tandem 12 sec now", "14 visits left"]
)
def test_other_numbers_are_no_minutes(text: str, knowledge: Knowledge) -> None:
    assert told(knowledge, "tka 5 wk quad lag, nmr 15 te 10 medicare units", text).minutes() == {
        "97112": 15,
        "97110": 10,
    }


def test_minutes_of_a_case_without_a_code_are_said_to_be_taken_for_one(knowledge: Knowledge) -> None:
    assert told(knowledge, "foam and tandem with cues, berg 40, cant do stairs", "16 min").assumed_code
