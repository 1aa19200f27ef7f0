"""Red flags from typed words to the action that is called for."""

import json
from pathlib import Path

import pytest

from errors import CorpusError
from rules.necessity import determine
from rules.readings import load_readings
from understand.danger_reading import without_settled
from understand.danger_signs import load_danger_signs
from understand.findings import merge_cases, read_case
from understand.payers import load_payers
from understand.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"
VOCABULARY = load_vocabulary(CORPUS)
BOOK = load_readings(CORPUS)
PAYERS = load_payers(CORPUS)
# "+" before a text that calls for action, "-" before one that does not.
LINES = [(line[0], line[2:]) for line in Path(__file__).with_name("red_flag_lines.txt").read_text().splitlines()]
LABELLED = [json.loads(line) for line in Path(__file__).with_name("red_flag_texts.jsonl").read_text().splitlines()]


def raises(text: str) -> bool:
    """Whether the typed words raise any flag."""
    return bool(determine(read_case(text, VOCABULARY), BOOK, PAYERS).red_flags)


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        pytest.param(
            "neck pain, brisk reflexes, dropping things",
            True,
            id="myelopathy",
        ),
        pytest.param("r/o cauda equina", True, id="doubted-counts"),
        pytest.param("stroke, clonus and hyperreflexia", False, id="explained-by-diagnosis"),
        pytest.param("no saddle anesthesia, denies b/b changes", False, id="denied"),
        pytest.param("sudden slurred speech and facial droop", True, id="stroke"),
        pytest.param("calf hot, swollen", True, id="clot"),
        pytest.param("back pain, he wet himself and can't feel when he wipes", True, id="lay-cauda-equina"),
        pytest.param("her mouth is drooping and her words are slurred", True, id="lay-stroke"),
        pytest.param("big toe goes up when I stroke the sole, neck pain", True, id="described-babinski"),
        pytest.param("electric shocks down the spine when she looks down", True, id="lay-lhermitte"),
        pytest.param("he can't hold his fork", False, id="no-bladder"),
        pytest.param("poor balance in a 79 yo with a new hip", False, id="new-is-no-sign"),
        pytest.param("normal bowel and bladder, no numbness in the groin", False, id="normal-bladder"),
        pytest.param("lost 14 lb on purpose with dieting, knee OA", False, id="meant-weight-loss"),
        pytest.param("infection control question: wipe the foam pad?", False, id="policy"),
        pytest.param("Bell's palsy with facial droop for 5 months", False, id="palsy-explains-the-face"),
        pytest.param("worst headache of her life", True, id="thunderclap"),
        pytest.param("told to watch for stroke signs; none. foam 15 min", False, id="watched-for"),
        pytest.param("told to watch for stroke signs; face droopy, slurred since lunch", True, id="watched-yet-seen"),
        pytest.param("board level 3 then 2 then 1, ankle sprain", False, id="levels-of-a-board"),
        pytest.param("tib ant 4/5 then 3/5 then 2/5 over 3 wks", True, id="grades-fall"),
        pytest.param("median n repair 10 wks, can't button, sensory reed", False, id="cause-in-the-hand"),
        pytest.param("thumb cmc arthroplasty, drops cups", False, id="joint-of-the-thumb"),
        pytest.param("ulnar transposition last year, now both hands clumsy, legs stiff", True, id="more-than-the-hand"),
        pytest.param("PD, steps over line on floor, 2 falls this month", False, id="a-step-over-a-line"),
        pytest.param("fell off ladder, palpable step at L4, no films", True, id="a-step-in-the-spine"),
        pytest.param("cubital tunnel release, neck surgery 2020, cant button", True, id="hand-and-neck"),
    ],
)
def test_red_flags_are_raised_unless_explained(text: str, raised: bool) -> None:
    """Signs stated or doubted call for action; denied or explained ones do not."""
    result = determine(read_case(text, VOCABULARY), BOOK, PAYERS)
    assert bool(result.red_flags) == raised, result.red_flags


@pytest.mark.parametrize("row", [row for row in LABELLED if row["flags"]], ids=lambda row: row["id"])
def test_a_sign_in_any_wording_is_raised(row: dict[str, object]) -> None:
    """Lay words, shorthand and slips: every labelled sign is among the evidence."""
    result = determine(read_case(str(row["text"]), VOCABULARY), BOOK, PAYERS)
    evidence = {finding.id for flag in result.red_flags for finding in flag.evidence}
    flags = row["flags"]
    assert isinstance(flags, list)
    assert evidence & set(flags), evidence


def test_texts_without_a_sign_raise_none_in_nine_of_ten() -> None:
    """Lessons, forms, other people, normal results and old signs; a missed sign is worse than a false one."""
    quiet = [row for row in LABELLED if not row["flags"]]
    raised = [row for row in quiet if determine(read_case(row["text"], VOCABULARY), BOOK, PAYERS).red_flags]
    assert len(raised) <= len(quiet) // 10, raised


@pytest.mark.parametrize("text", [text for mark, text in LINES if mark == "+"])
def test_a_sign_told_in_passing_is_raised(text: str) -> None:
    """Patients, relatives, front desk and clinicians, with the billing question last."""
    assert determine(read_case(text, VOCABULARY), BOOK, PAYERS).red_flags


def test_what_only_sounds_like_a_sign_raises_none_in_nineteen_of_twenty() -> None:
    """Figures of speech, staff who are ill, work-ups that were clean, and what has long been over."""
    quiet = [text for mark, text in LINES if mark == "-"]
    raised = [text for text in quiet if determine(read_case(text, VOCABULARY), BOOK, PAYERS).red_flags]
    assert len(raised) <= len(quiet) // 20, raised


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        pytest.param("seen double in June, MRI and MRA all normal, rehab may start", False, id="cleared"),
        pytest.param("MRI in June all normal. seeing double again since this morning", True, id="cleared-but-new"),
        pytest.param("passed out at a blood draw in 2021, nothing since", False, id="over"),
        pytest.param("nothing since the surgery. passed out today", True, id="over-but-new"),
        pytest.param("the claims portal gave me the worst headache of my life", False, id="figure-of-speech"),
        pytest.param("worst headache of her life, medicare claims pending", True, id="no-figure-of-speech"),
        pytest.param("our PTA has a fever, who signs the note", False, id="staff"),
        pytest.param(
            "my kid has a fever and a stiff neck, should i cancel his visit", True, id="the-child-is-the-patient"
        ),
        pytest.param("my kid has a fever should i stay home", False, id="the-child-stays-home"),
        pytest.param("mouth numb from the dentist, back by noon", False, id="ordinary-cause"),
        pytest.param("rvu face-off 2024: neuro, ther ex, activities, manual", False, id="face-off"),
        pytest.param("clonus 0 beats, babinski downgoing both sides", False, id="counted-as-none"),
    ],
)
def test_what_sets_a_sign_aside_gives_way_to_news(text: str, raised: bool) -> None:
    """A clean work-up, an end or a figure of speech settles its own sign, not a new one."""
    assert raises(text) == raised


@pytest.mark.parametrize(
    ("text", "falls"),
    [
        pytest.param("dorsiflexors 4/5 at eval, 3 last week, today a 1", True, id="falling"),
        pytest.param("today quad 2/5, was 4/5 at eval", True, id="told-backwards"),
        pytest.param("peroneal palsy: DF was 2+ at start, 3 in Oct, now 4-", False, id="rising"),
        pytest.param("DF 4/5, EHL 3/5, PF 5/5 at eval", False, id="one-time"),
        pytest.param("did 3 sets last week, 2 sets today, quad strength", False, id="sets"),
        pytest.param("grip 60 lb at eval, 41 last week, 22 today", True, id="pounds"),
        pytest.param("heel raises: 12 at eval, 6 last week, can't do one today", True, id="repetitions"),
        pytest.param("quads 4 then 3 then 2+ in my notes", True, id="one-after-the-other"),
        pytest.param("grip 22 lb at eval, 41 last week, 60 today", False, id="pounds-rise"),
        pytest.param("TUG 22 at eval, 18 last week, 14 now", False, id="less-is-better"),
        pytest.param("leg press 90 lb x 10 last week, 85 today", False, id="nearly-the-same"),
        pytest.param("tactile cues for ankle strategy, 2→1→0 hand support", False, id="hands-held"),
    ],
)
def test_grades_that_fall_over_time_are_worsening_weakness(text: str, falls: bool) -> None:
    """Only dated grades of one series count."""
    found = {finding.id for finding in read_case(text, VOCABULARY).findings if finding.presence == "present"}
    assert ("flag_progressive_weakness" in found) == falls


def test_a_sign_that_names_an_unknown_clue_is_refused(tmp_path: Path) -> None:
    """The message names the clue."""
    file = tmp_path / "red_flags.toml"
    file.write_text(
        'settled_by_age = []\n[strength]\n[clue.a]\nphrases = ["a"]\n[[sign]]\nfinding = "x"\nparts = ["b"]\n'
    )
    with pytest.raises(CorpusError, match="unknown clues: b"):
        load_danger_signs(file, {})


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        pytest.param("GBS, breathing harder today, sat 97", True, id="breathing"),
        pytest.param("GBS last year, now breathing on his own, ankle proprioception", False, id="breathes-again"),
        pytest.param("facial droop x1 day, forehead moves fine, eval says bells palsy", True, id="forehead-spared"),
        pytest.param("bells palsy, cannot wrinkle the forehead, on prednisone", False, id="forehead-weak"),
        pytest.param("nystagmus beats straight down when she looks left", True, id="central-nystagmus"),
        pytest.param("upbeat torsional nystagmus on dix hallpike, epley done", False, id="positional-nystagmus"),
        pytest.param("woke up ataxic, was golfing yesterday", True, id="sudden-ataxia"),
        pytest.param("friedreich ataxia, coordination drills", False, id="known-ataxia"),
        pytest.param("toddler stopped saying words he had", True, id="skills-lost"),
        pytest.param("kid with epilepsy, seizures controlled on keppra", False, id="known-fits"),
        pytest.param("newborn torticollis, eyes dont track", True, id="eyes-with-wry-neck"),
        pytest.param("airex marching, 2 hands to none, ankle strategy", False, id="support-withdrawn"),
        pytest.param("1 person transfer last week, takes 2 of us today", True, id="more-help"),
        pytest.param("chest feels like an elephant sits on it", True, id="heavy-chest"),
        pytest.param("tight chest, pec stretch in the doorway, posture", False, id="tight-muscles"),
    ],
)
def test_a_number_or_counter_sign_neither_makes_nor_clears_a_flag(text: str, raised: bool) -> None:
    """Less support is progress, and a normal sign beside an alarming one settles nothing."""
    assert raises(text) == raised


@pytest.mark.parametrize(
    ("told", "answer", "raised"),
    [
        pytest.param("neck pain, hoffmann positive", "mri and neurosurgeon cleared her last week", False, id="cleared"),
        pytest.param("back pain, bladder changes", "thats old, has been like that since 2010", False, id="old"),
        pytest.param("droopy face and slurred", "thats from the 2019 stroke, unchanged", False, id="left-by-a-stroke"),
        pytest.param("headache worst of her life", "kidding, not really", False, id="a-joke"),
        pytest.param("neck pain, hoffmann positive", "mri is scheduled", True, id="not-yet-imaged"),
        pytest.param(
            "mri in june clean. neck pain, drops things since monday", "and if it was aetna", True, id="told-before"
        ),
        pytest.param("neck pain, dropping things", "bladder is fine", True, id="another-sign"),
        pytest.param("neck pain, drops things", "she had a wrist sprain in 2020", True, id="the-neck-stands-by"),
        pytest.param("tka, calf hot swollen", "24 min of foam, how many units", True, id="no-answer"),
    ],
)
def test_a_later_turn_settles_a_sign_that_it_answers(told: str, answer: str, raised: bool) -> None:
    """What would settle the sign in the same breath settles it, and nothing that was told before."""
    earlier = without_settled(read_case(told, VOCABULARY), answer, told, VOCABULARY)
    case = merge_cases(earlier, read_case(answer, VOCABULARY))
    assert bool(determine(case, BOOK, PAYERS).red_flags) == raised
