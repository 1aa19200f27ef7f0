"""Work of other codes in the words of the trade, and the same things where they are no work."""

from pathlib import Path

import pytest

from understand.findings import read_findings
from understand.vocabulary import Vocabulary, load_vocabulary

CORPUS = Path(__file__).parents[2] / "corpus"

DONE = {
    "do_adl": [
        "25 min button hook and one-handed shirt",
        "had him work on getting his sweatshirt on using just the left arm",
        "OT session: sink side bathing and grooming w setup",
        "learned to tie laces w one hand",
        "sock aid and reacher practice after hip",
        "made scrambled eggs one handed w rocker knife",
        "practised doing up her bra with one arm",
        "toileting hygiene and clothing management x 20",
        "dressed him hemi style, pants then shirt, 30 min of it",
        "worked on shaving and brushing teeth at sink",
        "upper body dressing one-hand method",
        "taught her to hook her bra and pull up slacks",
        "trained in long handled sponge for bathing",
        "self feeding practice w built up spoon",
    ],
    "do_cognitive_training": [
        "worked through a memory log and pill sorting",
        "sequencing pictures for making a sandwich",
        "attention worksheets and card sorting 20 min",
        "did money math and check writing",
        "word search and number cancellation",
        "planned a grocery list and budget on paper",
        "spaced retrieval for room number",
        "executive function tasks, calendar planning",
        "recall of 5 words and orientation board",
        "tbi pt: problem solving worksheets",
        "deductive puzzles and a day planner",
        "sudoku and map reading for attention",
    ],
    "do_orthotic_training": [
        "made a thumb spica",
        "fabricated resting hand splint",
        "molded wrist cock up and trimmed edges",
        "remade his ulnar gutter, adjusted the straps",
        "fit her with an AFO and checked skin",
        "built a mallet splint",
        "went over splint wear schedule",
        "custom dynamic extension splint fabricated",
        "checked how the brace fit and padded it",
        "adjusted the afo strap and heel lift",
        "made and fit a finger orthosis",
        "bk: liner donning and sock ply",
        "practiced putting the leg on and off, ply socks",
        "stump wrapping and shrinker fit",
        "serial casted the ankle",
    ],
    "do_wheelchair_training": [
        "wheelies and curb drops",
        "taught him to pop curbs in the manual chair",
        "power chair driving through doorways",
        "propelled w/c 200 ft w one arm",
        "measured her for a new cushion and tilt",
        "joystick practice in the hall",
        "pressure relief training in chair",
        "w/c ramps and thresholds practice",
        "adjusted footrests and backrest on the chair",
        "manual chair skills: ramps, tight spaces",
    ],
    "do_work_conditioning": [
        "2 hr of lifting crates and loading the truck mock up",
        "job simulation stacking totes to shoulder height",
        "ladder climbing w tool belt, job circuit",
        "nurse pt: patient handling simulation for return to work",
        "BTE work sim for the mechanic",
        "floor to waist lifts 40 lb for job demands",
        "firefighter hose drags and dummy carry circuit",
        "4 hours of work hardening",
        "pushed loaded carts and stacked pallets like at the warehouse",
        "material handling circuit for work tolerance",
    ],
    "do_gait_training": [
        "PD big steps down hallway w metronome arm swing cues",
        "walked him 150 ft w cues to pick up foot",
        "long strides along the corridor to music",
        "three laps of the unit w rolling walker",
        "amb 200' w cane cues for heel strike",
        "treadmill w heel strike cues",
        "big amplitude walking in the hall to a beat",
        "stairs up and down w rail x 3",
        "walked her round the gym w step length cues",
        "parallel bar walking w cues for stride",
        "gait in hall with metronome for cadence",
    ],
    "do_functional_activity": [
        "sup to sit and rolling practice",
        "tub bench and toilet transfers over and over",
        "car transfer practice with cues",
        "sit to stands from low chair x 10",
        "getting up off the floor x5",
        "bed mobility training mod a",
        "picked up boxes and carried groceries",
        "practiced getting in and out of tub",
        "toilet transfers x 6 min a",
        "loaded the washer and lifted the basket, whole task",
    ],
    "do_stretching": [
        "HS + piriformis stretch and foam roll",
        "foam rolled IT band and quads",
        "pec stretch and t spine extension over roller",
        "rolled out calves on the stick",
        "stretched the hip flexors 30s x 4",
        "held a hamstring stretch",
        "contract relax to the adductors",
        "doorway pec stretches",
        "foam rolling of the quads",
        "static stretching to gastroc and soleus",
        "passive stretch to the heel cords",
        "rolled her ITB w tiger tail",
    ],
    "do_endurance": [
        "chin tucks 10 sec holds to fatigue",
        "chin tucks 10s holds 3x10 build endurance",
        "plank holds until failure",
        "DNF holds 10 x 10 for neck endurance",
        "scap squeezes 10 sec hold to build endurance",
        "nustep 12 min",
        "recumbent bike and pursed lip breathing",
        "held wall sit to fatigue",
        "laps for stamina",
        "arm bike 10 min",
    ],
    "do_manual_therapy": [
        "graston to achilles 8 min",
        "edge tool on forearm extensors",
        "cross friction to the patellar tendon",
        "grade 3 PA mobs to L4",
        "talocrural mobs grade III",
        "scar mobs and skin rolling",
        "IASTM to plantar fascia",
        "manual traction neck",
        "suboccipital release",
        "patellar glides inferior",
    ],
    "do_modalities": [
        "ice pack and ultrasound to shoulder",
        "paraffin 10 min",
        "moist heat and cold laser",
        "game ready 15 min",
        "hot packs then tens",
        "mechanical traction 12 min",
        "us x 8 min to elbow",
        "whirlpool for the hand",
    ],
    "do_sensory_integration": [
        "swing, brushing and heavy work",
        "platform swing then crash pad so he can settle",
        "weighted vest and brushing for sensory seeking",
        "joint compressions and deep pressure for calming",
        "wilbarger brushing",
        "body sock and ball pit for regulation",
        "sensory bin and shaving cream play for tactile defensiveness",
        "linear swinging for arousal",
        "lycra tunnel, lap pad",
        "trampoline jumps and bear hugs for self regulation",
    ],
    "maintenance": [
        "hold him at same level",
        "keep her where she is",
        "just to keep him there",
        "plan is maintaining function",
        "so she doesn't backslide",
        "hold on to what he has",
        "maintenance program",
        "trying to keep her at this level",
        "keep him steady, not expecting gains",
        "prevent decline",
    ],
}
AT_ONCE = [
    "obstacle course w 3 other kids",
    "4 of them at once on boards",
    "me and five seniors doing tai chi steps",
    "balance class of 8",
    "two other patients did the circuit with her",
    "5 knees on rocker boards together",
    "a group of four in the bars",
    "ran it with 6 residents in a circle",
]
NOT_DONE = {
    "do_adl": [
        "cant button his shirt or tie shoes",
        "difficulty donning socks and shoes",
        "goal is to dress himself",
        "she can't brush her teeth with that arm",
        "reach for socks w my hand on pelvis",
        "owns a reacher and sock aid",
        "needs help with bathing and dressing",
        "wants to cook again",
        "unable to make breakfast",
        "so she can get dressed",
        "takes her 20 min to put on her bra",
        "needs 10 minutes to get dressed",
    ],
    "do_cognitive_training": [
        "memory is poor",
        "counted backwards by 3 while on foam",
        "forgets her meds",
        "attention is short",
    ],
    "do_orthotic_training": [
        "wears an afo",
        "splint came off at 8 weeks",
        "in a wrist splint at night",
        "his brace rubs",
        "walks with an AFO and cane",
        "was casted for 6 wks",
    ],
    "do_wheelchair_training": [
        "uses a wheelchair for distance",
        "manual wheelchair user",
        "sits in his wheelchair all day",
        "transfers to wheelchair with help",
    ],
    "do_work_conditioning": [
        "drives a truck",
        "can't lift crates at work",
        "works in a warehouse",
        "roofer needs ladder",
        "returns to lifting boxes",
    ],
    "do_gait_training": [
        "holds the hallway rail at home",
        "walks 100 ft at home",
        "trips walking in the hall",
        "limps down the hallway",
        "scissor steps when she walks",
        "walking with head turns down the hallway CGA",
        "tandem walk along the hallway with cues",
    ],
    "do_group": [
        "has 3 kids at home",
        "lives with two other residents",
        "3 other doctors said no",
        "works with 5 other people",
    ],
    "do_sensory_integration": [
        "arm swing is small",
        "bat swing practice",
        "brushing her hair is hard",
        "swing phase late",
        "loves the swing at the park",
    ],
    "maintenance": [
        "hold her there 5 sec",
        "held him there for 10 seconds at midline",
        "keep him on the mat",
    ],
    "do_balance_training": [
        "i was on the next mat w my eval",
        "wheelchair ramps for 30 minutes",
        "lying on the mat",
        "uses a ramp at home",
        "falls on grass",
        "pillow under knees",
    ],
    "do_manual_therapy": [
        "manual wheelchair",
        "manual chair for new para",
        "manual muscle test 4/5",
    ],
    "do_functional_activity": [
        "supine to sit takes forever",
    ],
    "do_stretching": [
        "rolled her ankle on the curb",
        "rolled the hips over the ball with my hands",
    ],
    "do_endurance": [
        "chin tucks 10 sec hold with feedback from the cuff to keep scm quiet",
    ],
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The vocabulary as shipped."""
    return load_vocabulary(CORPUS)


def said_present(text: str, vocabulary: Vocabulary) -> set[str]:
    return {finding.id for finding in read_findings(text, vocabulary) if finding.presence == "present"}


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, texts in DONE.items() for text in texts])
def test_work_is_known_by_its_things_and_verbs(id: str, text: str, vocabulary: Vocabulary) -> None:
    """Nobody names the code's title at the end of a day."""
    assert id in said_present(text, vocabulary)


@pytest.mark.parametrize("text", AT_ONCE)
def test_several_at_once_are_known_by_their_number(text: str, vocabulary: Vocabulary) -> None:
    """A group or several side by side."""
    assert said_present(text, vocabulary) & {"do_group", "concurrent"}


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, texts in NOT_DONE.items() for text in texts])
def test_a_thing_alone_is_no_work(id: str, text: str, vocabulary: Vocabulary) -> None:
    """What a person cannot do, owns or uses was not done in treatment."""
    assert id not in said_present(text, vocabulary)


BY_HAND = [
    ("had him straddle my leg, hands at low trunk", "skill_facilitation"),
    ("straddling my knee with my hands on his ribs", "do_balance_training"),
    ("rocking him off center til his trunk caught itself", "do_perturbation"),
    ("tipped her off midline until she righted her head", "skill_facilitation"),
    ("tipped baby on the ball till he brought head up", "do_balance_training"),
    ("i do backward pulls at his hips every week", "do_perturbation"),
    ("i give random perturbations from behind", "skill_facilitation"),
    ("nobody else can do it safely", "skill_described"),
    ("textures eyes closed w me correcting", "skill_feedback"),
    ("with me telling her each miss", "skill_feedback"),
    ("corrected each wrong guess", "skill_feedback"),
    ("cuff training w me palpating scm", "skill_feedback"),
    ("cuff training w me palpating scm", "do_motor_control_training"),
    ("TrA w bp cuff", "do_motor_control_training"),
    ("lower abs over a pressure cuff", "do_motor_control_training"),
    ("multifidus tactile cues", "do_motor_control_training"),
    ("touch localization eyes open then closed", "do_desensitization"),
    ("i kept the scap down while she reached", "skill_facilitation"),
    ("hand over hand reach grading", "skill_facilitation"),
    ("coin translation w cadence cues", "do_coordination_training"),
    ("tapped triceps to get extension", "for_motor_control"),
    ("blocked each fall backward", "skill_guarding"),
    ("my finger on chin keeping midline", "skill_facilitation"),
    ("i kept pelvis level as she stepped", "skill_facilitation"),
]


@pytest.mark.parametrize(("text", "id"), BY_HAND)
def test_treatment_and_skill_are_known_by_what_the_hands_did(text: str, id: str, vocabulary: Vocabulary) -> None:
    """The hands, the cue and the answer tell more than the title."""
    assert id in said_present(text, vocabulary)


OTHER_SENSES = [
    ("coin translation w cadence cues", "do_gait_training"),
    ("tapped triceps to get extension", "for_rom"),
    ("is laser reliable for neck JPE", "skill_feedback"),
    ("cannot empty her bowel without splinting", "do_orthotic_training"),
    ("can't tell where her foot is", "skill_feedback"),
    ("hands on low trunk", "postural_control_deficit"),
]


@pytest.mark.parametrize(("text", "id"), OTHER_SENSES)
def test_a_word_in_another_sense_is_not_read(text: str, id: str, vocabulary: Vocabulary) -> None:
    """Cadence of a hand, a question about a tool, a place on the body."""
    assert id not in said_present(text, vocabulary)


def test_a_time_that_is_past_is_no_past(vocabulary: Vocabulary) -> None:
    """ "Past 15 min" tells how long, not when."""
    said = read_findings("can't type past 15 min. cuff training w cues", vocabulary)
    assert [f.presence for f in said if f.id == "do_motor_control_training"] == ["present"]


HELD_AND_WATCHED = [
    ("pnf trunk patterns 20 min", "skill_facilitation"),
    ("i did rhythmic stabilization in 3 positions", "skill_facilitation"),
    ("slow reversals at the pelvis", "skill_facilitation"),
    ("foam with random pushes", "skill_facilitation"),
    ("weighted reach w manual guiding", "skill_facilitation"),
    ("head turns w guard", "skill_guarding"),
    ("tandem & foam w belt 18 min", "skill_guarding"),
    ("foam and tandem, belted", "skill_guarding"),
    ("nmes on quads while she squats", "do_estim_attended"),
    ("10 on 50 off while she did quad sets", "do_estim_attended"),
    ("estim, i hit the hand switch", "do_estim_attended"),
    ("flexion distraction 10 min", "do_manipulation"),
    ("drop table for the sacrum", "do_manipulation"),
    ("activator to L5", "do_manipulation"),
    ("axial decompress table 15 min", "do_modalities"),
    ("roller table 10 min", "do_modalities"),
    ("weighted vest and crash pad so he can settle", "do_sensory_integration"),
    ("obstacle course so he regulates", "do_sensory_integration"),
    ("lycra swing to settle him", "do_sensory_integration"),
    ("rehab ultrasound imaging of the floor", "skill_feedback"),
    ("real time US at the abdomen", "skill_feedback"),
    ("i checked on her between other pts", "unskilled_supervision"),
    ("nustep while i worked w someone else", "unskilled_supervision"),
    ("common fibular n palsy", "dx_peroneal_palsy"),
    ("ulnar n palsy", "nerve_palsy"),
]
NOT_HELD = [
    ("low back with muscle guarding", "skill_guarding"),
    ("seat belt on in the wheelchair", "skill_guarding"),
    ("she lost her belt", "skill_guarding"),
    ("pnf hamstring stretch", "skill_facilitation"),
    ("rehab ultrasound imaging for feedback", "do_modalities"),
    ("ultrasound showed a tear", "do_modalities"),
    ("nmes on quads while she squats", "do_estim_unattended"),
    ("glute activator band walks", "do_manipulation"),
    ("spinal decompression surgery last month", "do_modalities"),
    ("obstacle course on foam", "do_sensory_integration"),
    ("obstacle course so he can attend gym class", "do_sensory_integration"),
    ("foam w cga and cues, then nustep 10 min while i charted", "unskilled_supervision"),
]


@pytest.mark.parametrize(("text", "id"), HELD_AND_WATCHED)
def test_what_was_held_triggered_or_watched_is_known(text: str, id: str, vocabulary: Vocabulary) -> None:
    """A technique that needs the clinician's hands is skill; a machine or an instrument is what it is."""
    assert id in said_present(text, vocabulary)


@pytest.mark.parametrize(("text", "id"), NOT_HELD)
def test_the_same_words_elsewhere_are_not_held_or_done(text: str, id: str, vocabulary: Vocabulary) -> None:
    """Guarding of a muscle guards nobody, and a picture by ultrasound is no modality."""
    assert id not in said_present(text, vocabulary)


def test_timing_to_clear_a_curb_is_no_normal_timing(vocabulary: Vocabulary) -> None:
    """What a foot has to clear says nothing of a finding."""
    findings = read_findings("tapping of the shin, timing to clear toe", vocabulary)
    assert not [finding for finding in findings if finding.presence == "absent"]
