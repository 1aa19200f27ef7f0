"""Rest, calls and helpers inside a service's minutes are taken off, never added; parts of it stay in it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.tables import load_tables
from understand.services import read_services

CODES = load_tables(Path(__file__).parents[3] / "corpus").codes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("97112 30 min, 8 of it pt was resting", {"97112": 22}),
        ("neuro 40 min total, but pt on phone 6 min of it", {"97112": 34}),
        ("neuro 40 min but she was in the bathroom for 6", {"97112": 34}),
        ("40 min neuro. 6 of those minutes were rest", {"97112": 34}),
        ("97112 from 9:00 to 9:40 but 5 min was bathroom", {"97112": 35}),
        ("25 min neuro minus 5 rest, 20 min te minus 3 phone", {"97112": 20, "97110": 17}),
        ("97110 26 min, 15 of that on bike alone, 97112 20", {"97110": 11, "97112": 20}),
        ("neuro 35 min with a 4 min phone call in it", {"97112": 31}),
        ("balance 30 min including 10 min with the tech", {"97112": 20}),
        ("97112 40 - 5 rest = 35", {"97112": 35}),
        ("97112 thirty min, rested five so twenty five billable", {"97112": 25}),
        ("45 min minus 7 min bathroom break 97112 units medicare", {"97112": 38}),
        ("45 min session of neuro, 10 of it resting", {"97112": 35}),
        ("97112 40 min, 6 min of it gait", {"97112": 34, "97116": 6}),
        ("50 min of 97112 except for 14 min sitting resting", {"97112": 36}),
        ("55 min of neuro apart from 9 min resting between sets", {"97112": 46}),
        ("session ran 9:10 to 9:55 all balance, minus 6 min bathroom break", {"97112": 39}),
        ("60 minute visit all neuro besides 12 min she sat and 5 on the toilet", {"97112": 43}),
        ("all 45 minutes neuro except 5 min vitals and 4 min documentation", {"97112": 36}),
        ("took off 6 min bathroom from 45 min neuro", {"97112": 39}),
        ("50 min of neuro except 12 min gait", {"97112": 38, "97116": 12}),
        ("in 2:05 out 2:58, neuro the whole time except 8 min hot pack", {"97112": 45, "97010": 8}),
        ("in 1:00 out 1:53 all neuro, 8 min of that was a hot pack", {"97112": 45, "97010": 8}),
        ("24 nmr, 15 te with the aide", {"97112": 24}),
        ("97110 15 min with aide, 97112 23 with me", {"97112": 23}),
        ("PTA 25 nmr, tech 10 te", {"97112": 25}),
        ("nmr 25, te 13 (aide)", {"97112": 25}),
        ("neuro 28, she was alone for 5", {"97112": 23}),
        ("28 min neuro and i left the room for 5", {"97112": 23}),
        ("neuro 28; 5 wasn't skilled", {"97112": 23}),
        ("so 30 of neuro but really 22 since she rested 8", {"97112": 22}),
        ("i stepped out for the last 5 of the 28 neuro", {"97112": 23}),
        (
            "45 min session but 20 of that the therapist had another patient on the bike, rest 1on1 balance",
            {"97112": 25},
        ),
        ("30 min balance but the tech took over the last third", {"97112": 20}),
        ("therapist watched two other pts for 12 of the 40 min nmr", {"97112": 28}),
        ("neuro 40 min but i had another pt for 15 of it", {"97112": 25}),
        ("PT was with another patient for 10 of the 35 min balance", {"97112": 25}),
        ("40 min visit, 10 of that i had another patient, the rest neuro", {"97112": 30}),
        ("25 nmr 13 te, 5 of the nmr was rest", {"97112": 20, "97110": 13}),
        ("97112 30 min 97110 15, 8 min of the 97112 he was alone", {"97112": 22, "97110": 15}),
        ("53 min visit, all neuro except for a 9 min hot pack", {"97112": 44, "97010": 9}),
    ],
)
def test_time_off_leaves_the_service(text, minutes):
    """What is told to lie inside a service and is no treatment of it lessens its minutes."""
    assert read_services(text, CODES).minutes() == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("97112 40 min, 15 of that on foam", {"97112": 40}),
        ("balance 30 min including 10 min of foam", {"97112": 30}),
        ("neuro 30 (10 sitting, 20 standing)", {"97112": 30}),
        ("97112 35 min, not counting 5 min of rest", {"97112": 35}),
        ("97112 35 min (plus 5 min rest)", {"97112": 35}),
        ("97112 30 min with the tech spotting", {"97112": 30}),
        ("8 min bike alone then nmr 30", {"97112": 30}),
        ("nmr 30 not counting 8 on the bike", {"97112": 30}),
        ("25 min was neuro, 20 min was icing", {"97112": 25}),
        ("tx 45 min. 30 neuro, 15 te. next guy was an eval", {"97112": 30, "97110": 15}),
        ("25 nmr 13 te, 5 of the nmr on foam", {"97112": 25, "97110": 13}),
        ("nmr 30 min, 8 min of the nmr finding a gait belt", {"97112": 30}),
        ("neuro 12 min, then 10 more of it after a break", {"97112": 22}),
        ("97112 30 min, 5 min rest", {"97112": 30}),
        ("97112 35 min besides 5 min rest after", {"97112": 35}),
        ("97112 30 min, all standing but 10 min on foam", {"97112": 30}),
        ("32 min neuro, all on the beam, plus 10 min manual", {"97112": 32, "97140": 10}),
    ],
)
def test_what_is_treatment_or_beside_it_stays_as_told(text, minutes):
    """A part that is treatment neither adds nor lessens, and rest beside a service is none of its minutes."""
    assert read_services(text, CODES).minutes() == minutes


OFF = ("was rest", "pt was on the phone", "she was in the bathroom", "was the bike alone", "was with the aide")
SAID = ("97112 {0} min, {1} of it {2}", "neuro {0} min but {1} min of that {2}", "NMR {0} min ({1} of which {2})")


@settings(max_examples=80, deadline=None)
@given(
    whole=st.integers(10, 90), part=st.integers(1, 9), off=st.sampled_from(OFF), said=st.sampled_from(SAID),
    other=st.integers(8, 60),
)  # fmt: skip
def test_time_off_is_never_added(whole, part, off, said, other):
    """However it is told, the service has what is left, the next service all of its own, and the part is told of."""
    read = read_services(said.format(whole, part, off) + f", 97140 {other} min", CODES)
    assert read.minutes() == {"97112": whole - part, "97140": other}
    assert [(service.code, service.minutes) for service in read.taken_off] == [("97112", part)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(3, 58), min_size=3, max_size=3), st.sampled_from(["{} {}", "{} x{}", "{}: {}", "{} ({})"]))
def test_every_number_beside_a_code_counts(minutes, form):
    """In one list of bare minutes none is dropped for being small; 59 right behind a code is the modifier."""
    minutes = [max(minutes[0], 8), *minutes[1:]]
    names = ("97112", "97110", "97530")
    text = ", ".join(form.format(name, spent) for name, spent in zip(names, minutes, strict=True))
    assert read_services(text, CODES).minutes() == dict(zip(names, minutes, strict=True))
