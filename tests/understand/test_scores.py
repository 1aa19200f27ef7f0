"""Scores as tired people type them, and what must be read from each."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understand.scores import Gain, Score, ScoreWords, read_scores, read_test_names
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
WORDS = ScoreWords.load(CORPUS)
UNIT_WORDS = {"measure_ybalance": ("composite", "%")}


def read(text: str) -> dict[str, Score]:
    return {score.id: score for score in read_scores(text, VOCABULARY, WORDS, UNIT_WORDS)}


# What is typed, the test, its value, the number beside it (earlier, or of the other side), a change told by size.
TYPED: list[tuple[str, str, float | None, float | None, Gain | None]] = [
    ("dhi went 46 to 34 is that real change", "dhi", 34, 46, None),
    ("fga 21 in 70yo", "fga", 21, None, None),
    ("fga 21 in a 70 year old", "fga", 21, None, None),
    ("jpe 3.8 abnormal or nah", "jpe", 3.8, None, None),
    ("fma +5 subacute progress?", "fugl_meyer", None, None, Gain(5, "up")),
    ("17 to 19 mini best, can i call that progress", "minibest", 19, 17, None),
    ("y balance 79 vs 84 cm", "ybalance", 84, 79, None),
    ("abc scale 71% meaning", "abc", 71, None, None),
    ("tug 13.9 s bad?", "tug", 13.9, None, None),
    ("5xsts 18s", "5xsts", 18, None, None),
    ("5xsts 18s in 74 y/o", "5xsts", 18, None, None),
    ("bbs 41", "berg", 41, None, None),
    ("bbs 41/56 fall risk?", "berg", 41, None, None),
    ("berg 38 -> 44", "berg", 44, 38, None),
    ("PD guy 9HPT 48s drops his pills", "nine_hole_peg", 48, None, None),
    ("9hpt 44 sec drops coins and keys", "nine_hole_peg", 44, None, None),
    ("berg 40 fell twice last month", "berg", 40, None, None),
    ("tug 26 s lost his balance on the turn", "tug", 26, None, None),
    ("fga 4 points lost since april", "fga", None, None, Gain(4, "down")),
    ("dva 3 lines down, signs blur", "dva", 3, None, None),
    ("dva 4 lines lost on the R", "dva", 4, None, None),
    ("dva 2 lines better than last visit", "dva", None, None, Gain(2, "better")),
    ("pt was 48 s on 9hpt today down from 55", "nine_hole_peg", 48, 55, None),
    ("fga was 19 today from 14", "fga", 19, 14, None),
    ("bbs MDC chronic stroke? pt went 41 to 44", "berg", 44, 41, None),
    ("bbs mcid? she went 41 to 44", "berg", 44, 41, None),
    ("bbs 41. improved 3 seconds to 12 on sls", "single_leg_stance", 12, 3, None),
    ("berg was 38 now 44", "berg", 44, 38, None),
    ("berg now 44, was 38 at eval", "berg", 44, 38, None),
    ("berg 44 today, 38 at eval", "berg", 44, 38, None),
    ("fga from 17 to 22", "fga", 22, 17, None),
    ("FGA improved from 15 to 19 points in PD, real?", "fga", 19, 15, None),
    ("minibest 17", "minibest", 17, None, None),
    ("minibestest 22 in parkinsons", "minibest", 22, None, None),
    ("mini-BESTest rose by 3", "minibest", None, None, Gain(3, "up")),
    ("patient's mini bestest rose by 3. is that beyond the published mdc", "minibest", None, None, Gain(3, "up")),
    ("her tug dropped 4 seconds, is that real", "tug", None, None, Gain(4, "down")),
    ("tug down 3 sec", "tug", None, None, Gain(3, "down")),
    ("tug went down to 11 from 15", "tug", 11, 15, None),
    ("tug 15 s at soc, 11 s dc", "tug", 11, 15, None),
    ("tug 15s initially and 11.5s at discharge", "tug", 11.5, 15, None),
    ("gained 4 points on the fga", "fga", None, None, Gain(4, "better")),
    ("4 point gain on FGA", "fga", None, None, Gain(4, "better")),
    ("4 pt improvement on berg", "berg", None, None, Gain(4, "better")),
    ("scored 19 on the dgi", "dgi", 19, None, None),
    ("dgi 19/24", "dgi", 19, None, None),
    ("sls 4 sec eyes open", "single_leg_stance", 4, None, None),
    ("sls R 12 L 4 sec", "single_leg_stance", 12, 4, None),
    ("y balance R 78 L 85", "ybalance", 78, 85, None),
    ("ybt anterior 62 cm right 67 cm left", "ybalance", 62, 67, None),
    ("9hpt 28 s right, 19 left", "nine_hole_peg", 28, 19, None),
    ("nine hole peg 24 sec norm?", "nine_hole_peg", 24, None, None),
    ("box and block 55 blocks normal?", "box_and_block", 55, None, None),
    ("box and blocks 40 to 47 after stroke", "box_and_block", 47, 40, None),
    ("sara 14 to 11", "sara", 11, 14, None),
    ("SARA score 14, now 11", "sara", 11, 14, None),
    ("arat 20 -> 30 early stroke", "arat", 30, 20, None),
    ("functional reach 6 in", "functional_reach", 15.2, None, None),
    ("functional reach 6 inches fall risk?", "functional_reach", 15.2, None, None),
    ("DHI 62", "dhi", 62, None, None),
    ("dhi down 12 points", "dhi", None, None, Gain(12, "down")),
    ("dhi down from 60 to 44", "dhi", 44, 60, None),
    ("dhi 44, down from 60", "dhi", 44, 60, None),
    ("dhi improved by 20", "dhi", None, None, Gain(20, "better")),
    ("bess 24 errors then 18", "bess", 18, 24, None),
    ("LESS 7 errors poor landing?", "less", 7, None, None),
    ("cait 22", "cait", 22, None, None),
    ("ccft 24 mmhg abnormal?", "ccft", 24, None, None),
    ("dnf endurance 20 sec", "dnf_endurance", 20, None, None),
    ("jpe 5 cm with laser", "jpe", 5, None, None),
    ("cervical jpe 6.2 deg to 4.1 deg", "jpe", 4.1, 6.2, None),
    ("pass score 11 stroke", "pass", 11, None, None),
    ("tis went 12 to 14 subacute cva", "trunk_impairment", 14, 12, None),
    ("berg 41 and tug 13.9", "berg", 41, None, None),
    ("berg 41 and tug 13.9", "tug", 13.9, None, None),
    ("17 on mini best and 13 s on tug", "minibest", 17, None, None),
    ("17 on mini best and 13 s on tug", "tug", 13, None, None),
    ("berg 38, 41, 44 over 6 weeks", "berg", 44, 38, None),
    ("72 yo female berg 44 after 8 visits", "berg", 44, None, None),
    ("tinetti 19 to 22", "tinetti", 22, 19, None),
    ("ndi 22 to 14 enough?", "function_questionnaire", 14, 22, None),
    ("abc 55% up to 68%", "abc", 68, 55, None),
    ("berg is 41, up 3 from eval", "berg", 41, None, Gain(3, "up")),
    ("berg 38 at eval. now 44.", "berg", 44, 38, None),
    ("gmfm 66 went up 1.2", "gmfm", None, None, Gain(1.2, "up")),
    ("ashworth 2 elbow", "ashworth", 2, None, None),
    ("sls <5 sec", "single_leg_stance", 5, None, None),
    ("y balance composite 91%", "ybalance", 91, None, None),
    ("y balance composite 91 low?", "ybalance", 91, None, None),
    ("y balance anterior difference 5 cm", "ybalance", None, None, None),
    ("pt in her 70s tug 14", "tug", 14, None, None),
    ("fga of 23 with mdc of 4", "fga", 23, None, None),
    ("minibest 22/32", "minibest", 22, None, None),
    ("fma ue 32 to 38 chronic stroke", "fugl_meyer", 38, 32, None),
    ("is a 2 point bump on minibest anything", "minibest", None, None, Gain(2, "up")),
    ("46-34 dhi real?", "dhi", 34, 46, None),
    ("berg went 41 => 45 in 4 wks", "berg", 45, 41, None),
    ("berg 45 vs 41 last month", "berg", 45, 41, None),
    ("tug 3 sec faster", "tug", None, None, Gain(3, "down")),
    ("mini best 14 in october and 18 in november", "minibest", 18, 14, None),
    ("mini best at 17", "minibest", 17, None, None),
    ("minibest score = 17 / 28 pd", "minibest", 17, None, None),
    ("what does a berg of 48 mean", "berg", 48, None, None),
    ("does tug of 11 sec mean she's fine", "tug", 11, None, None),
    ("he did the tug in 16 sec", "tug", 16, None, None),
    ("pt completed TUG in 22.4 seconds using rw", "tug", 22.4, None, None),
    ("single leg stance left 3 right 20", "single_leg_stance", 3, 20, None),
    ("single leg stance only 4 s on surgical side vs 22 other", "single_leg_stance", 4, 22, None),
    ("jpe R rot 5.2 L rot 3.1 deg", "jpe", 5.2, 3.1, None),
    ("berg 36 (eval) 40 (today)", "berg", 40, 36, None),
    ("initial berg 36, current berg 42", "berg", 42, 36, None),
    ("berg at eval 36. berg now 42", "berg", 42, 36, None),
    ("dhi 46/100 start of care, 34/100 recert", "dhi", 34, 46, None),
    ("dhi change of 12 pts", "dhi", None, None, Gain(12, "changed")),
    ("12 point drop in dhi", "dhi", None, None, Gain(12, "down")),
    ("FGA +3", "fga", None, None, Gain(3, "up")),
    ("FGA 18 (+3)", "fga", 18, None, Gain(3, "up")),
    ("-3 on tug", "tug", None, None, Gain(3, "down")),
    ("fugl meyer up 5 pts 2 mo out", "fugl_meyer", None, None, Gain(5, "up")),
    ("fugel meyer went up by five points", "fugl_meyer", None, None, Gain(5, "up")),
    ("berg still 41", "berg", 41, None, None),
    ("no change in berg, 41 and 41", "berg", 41, 41, None),
    ("gait speed .6 to .8", "gait_speed", 0.8, 0.6, None),
    ("6mwt 300 m to 350 m", "6mwt", 350, 300, None),
    ("updrs 32 down to 27", "updrs", 27, 32, None),
    ("berg balanc scale 44", "berg", 44, None, None),
    ("five times sit to stand 14.2", "5xsts", 14.2, None, None),
    ("ftsst 16 sec 80 yr old", "5xsts", 16, None, None),
    ("pt w/ pd tug 12 to 9", "tug", 9, 12, None),
    ("vibration 8 sec at toe", "vibration", 8, None, None),
    ("joint position sense 6/10 at the toe", "position_sense", 6, None, None),
    ("knee jps error 7 degrees", "limb_position", 7, None, None),
    ("gaze DVA lost 4 lines", "dva", 4, None, None),
    ("moca 22 berg 50", "berg", 50, None, None),
    ("berg 38-44", "berg", 44, 38, None),
]


@pytest.mark.parametrize(("text", "test", "value", "other", "gain"), TYPED, ids=[row[0] for row in TYPED])
def test_a_score_is_read_as_it_was_meant(
    text: str, test: str, value: float | None, other: float | None, gain: Gain | None
) -> None:
    """One value, a change, a side against a side, or a gain alone."""
    score = read(text)[f"measure_{test}"]
    assert (score.value, score.other, score.gain) == (value, other, gain)


@pytest.mark.parametrize(
    "text",
    [
        "tug 15 min 97112",
        "berg balance training 15 minutes",
        "seen 12 visits, berg pending",
        "less 7 errors",
        "is the mini best better than the berg",
        "72 yo female for berg",
        "dhi mdc 18",
        "pain 7/10, berg not done",
    ],
)
def test_a_number_that_counts_something_else_is_no_score(text: str) -> None:
    """Minutes, visits, ages, pain and published numbers are not results."""
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("berg 38 to 44", "time"),
        ("sls R 12 L 4 sec", "sides"),
        ("9hpt 28 s right, 19 left", "sides"),
        ("y balance 79 vs 84 cm", "unsaid"),
        ("berg 45 vs 41 last month", "time"),
    ],
)
def test_two_numbers_are_of_two_times_or_two_sides(text: str, compared: str) -> None:
    """Words of time or side tell which; without them it is left open."""
    assert next(iter(read(text).values())).compared == compared


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("y balance composite 91", "%"), ("y balance 79 vs 84 cm", "cm"), ("functional reach 6 in", "cm"),
        ("jpe 5 cm", "cm"), ("jpe 5", "deg"), ("berg 41 points", "points"), ("abc 71%", "%"),
    ],
)  # fmt: skip
def test_a_number_has_the_unit_typed_or_that_of_its_test(text: str, unit: str) -> None:
    """Inches are centimetres, and "composite" is percent."""
    assert next(iter(read(text).values())).unit == unit


def test_a_bound_and_a_scale_are_kept() -> None:
    """ "<5 s" is less than 5, and "22/32" is of another scale than 28."""
    assert read("sls <5 sec")["measure_single_leg_stance"].bound == "<"
    assert read("minibest 22/32")["measure_minibest"].whole == 32


def test_the_span_of_a_score_is_a_slice_of_the_text() -> None:
    """What stands outside it is told of something else."""
    text = "so 17 to 19 mini best, ok?"
    score = read(text)["measure_minibest"]
    assert text[score.start : score.end] == "17 to 19 mini best"


def test_tests_are_found_without_a_number() -> None:
    """Each once, as it was typed."""
    assert dict(read_test_names("mdc for FGA and for the fga in stroke", VOCABULARY)) == {"measure_fga": "FGA"}


LINKS = st.sampled_from(["{0} to {1}", "from {0} to {1}", "{0} -> {1}", "was {0} now {1}", "{0} then {1}"])


@given(before=st.integers(0, 56), after=st.integers(0, 56), link=LINKS, first=st.booleans())
def test_both_numbers_of_a_change_are_read_in_order(before: int, after: int, link: str, first: bool) -> None:
    """Whichever way it is linked, and whether the test is named first or last."""
    told = link.format(before, after)
    score = read(f"berg {told}" if first else f"{told} on the berg")["measure_berg"]
    assert (score.other, score.value, score.compared) == (before, after, "time")


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    """Whatever is typed."""
    for score in read_scores(f"berg {text} tug", VOCABULARY, WORDS, UNIT_WORDS):
        assert score.value is not None or score.gain is not None or score.gap is not None


@pytest.mark.parametrize(
    ("text", "id", "value", "other"),
    [
        ("Berg of Mrs A 40, Mr B 36, seen apart", "berg", 40, None),
        ("balance deficits proven for both (Berg 40 and 36)", "berg", 40, None),
        ("berg 40 at eval, mr smith now 46", "berg", 46, 40),
        ("berg 31 falls what does it mean", "berg", 31, None),
        ("dva loss 4 lines is that bad", "dva", 4, None),
    ],
)
def test_numbers_of_two_people_and_a_verb_tell_no_change(text: str, id: str, value: float, other: float | None) -> None:
    """Two people's scores are not one person's before and after."""
    score = read(text)[f"measure_{id}"]
    assert (score.value, score.other, score.gain) == (value, other, None)


def test_pages_and_losses_of_balance_are_no_result_of_a_test() -> None:
    """What stands before a test's name may count something else."""
    assert "measure_single_leg_stance" not in read("eval pages 2-3 missing, SLS not sent")
    assert "measure_tandem_stance" not in read("foam tandem w tactile cue pelvis, LOB 5 to 2")
