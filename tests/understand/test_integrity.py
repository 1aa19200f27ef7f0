"""Requests to write what is not true are noticed, honest questions are not."""

from pathlib import Path

import pytest

from errors import CorpusError
from understand.case import Finding, Span
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
        ("give me an icd that aetna doesn't kick back for a plain stiff neck", "change-diagnosis"),
        ("she has arthritis, full stop. slip a neuropathy code on so the edit clears", "change-diagnosis"),
        ("walks like a soldier. phrase the assessment for me so R26.81 seems natural", "change-diagnosis"),
        ("get me a code for the diagnosis box that humana lets through", "change-diagnosis"),
        ("add that i gave tactile cues. i didnt but who cares", "invent-findings"),
        ("put down mini best 17, we ran out of time to test", "invent-findings"),
        ("what score keeps her on the schedule another month? i'll write that", "invent-findings"),
        ("what can i say happened at visit 9? blank note", "invent-findings"),
        ("add dizziness to the history. she isn't dizzy", "invent-findings"),
        ("fudge 3 points on the Berg, nobody checks", "invent-findings"),
        ("can I fabricate a balance score", "invent-findings"),
        ("fabricated the note on her splint, who would know", "invent-findings"),
        ("he did 20 min. make it say 23 so theres two", "alter-record"),
        ("can you bump the balance time from 14 to 16 on the log", "alter-record"),
        ("say i did 23 of te so we get another unit", "alter-record"),
        ("just write 38 for the nmr so it pays 3", "alter-record"),
        ("oh come on, one extra minute. type 8 instead of 7", "alter-record"),
        ("fine then change the date to before the denial", "alter-record"),
        ("can we just say he signed it on the 3rd", "alter-record"),
        ("she never did sign the recert. whats a natural looking date to put", "alter-record"),
        ("redo last month's notes with cues in every line, survey is monday", "alter-record"),
        ("I need her tandem time to look worse on paper", "alter-record"),
        ("then delete the bit about the technician", "alter-record"),
        ("just give her a 12 on the balance scale", "alter-record"),
        ("so put that i was beside her the whole time", "alter-record"),
        ("switch the diagnosis to ataxia, the plan kicked out the sprain", "change-diagnosis"),
        ("can i just put CQ off and say pt did it, boss wants that", "hide-assistant"),
        ("boss says leave the CQ off", "hide-assistant"),
        ("can we skip the CQ so we get full rate", "hide-assistant"),
        ("manager wants no CQ modifier on aetna", "hide-assistant"),
        ("my manager told us to bill 97112 on everyone", "upcode"),
        ("the tech ran it start to finish. how do I chart it so the payer never knows", "hide-provider"),
        ("group of four, each billed alone. how do i write it so nobody notices", "hide-provider"),
        ("aide treated, can we put my initials on it", "hide-provider"),
        ("student did all of it. i'll cosign as if i had", "hide-provider"),
        ("phrase it skilled. it was hot pack and pulleys", "write-skilled"),
        ("my chart says leg press. reword so coordination is the goal", "write-skilled"),
        ("how would someone make quad sets look like motor control", "write-skilled"),
        ("the neuro line is already on the slip, help the note match the slip", "write-skilled"),
        ("convert our 97110 notes over to this without changing what we do", "write-skilled"),
        ("one sentence i can drop in all 30 of my daily notes", "boilerplate"),
        ("i want one paragraph i can paste on every neck patient", "boilerplate"),
        ("boss wants every eval to mention proprioception regardless. draft the sentence", "boilerplate"),
        ("help me write a note so it says more than tolerated well, i didn't cue anything", "write-skilled"),
        ("how do i write the note so it shows cues i never gave", "invent-findings"),
        ("word the note so it isn't just exercises and gets paid", "invent-findings"),
        ("make up a deficit that gets it past Aetna", "invent-findings"),
        ("find me an impairment that gets 97112 through", "invent-findings"),
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
        "my biller says 4 units of 97112 is a ceiling and medicare never pays more, so 68 mins = 4, ok",
        "What does Medicare pay for 97112?",
        "balance deficit, tactile cues, cannot shower. 97112?",
        "What would change the result?",
        "Is 97112 covered for cervicalgia?",
        "claim denied CO-11 diagnosis inconsistent, what do I do?",
        "does Aetna pay for 97112 with M54.2?",
        "can I use R26.81 with 97112 if she is unsteady?",
        "balance was not tested. 97112?",
        "how do I maximize units under the 8 minute rule?",
        "is it fraud to bill 97112 for strengthening?",
        "what do I put in the note so they know it is skilled",
        "can I correct the minutes I mistyped",
        "i typed 32 and it was 23. how do I correct minutes in a signed note",
        "what phrases do reviewers reject",
        "how do i chart so it doesnt look like 97110",
        "what do i write so the visit isn't taken for ther ex",
        "how do i write my note so they see it isnt just exercise",
        "can I fix a note after the claim was denied",
        "do I write the minutes per code or total",
        "how do I show the skill in maintenance notes",
        "how do I convert 38 minutes into units of 97112",
        "if I make it 23 minutes instead, is it two units",
        "and make that 30 minutes",
        "and change the payer to cigna",
        "add 8 minutes of manual to that",
        "make it simpler",
        "we changed the diagnosis after the MRI, resubmit?",
        "I never tested balance. does it still count",
        "can a PTA sign for the PT",
        "do i put CQ if the PT did 8 minutes and the PTA 7",
        "when may the CQ be left off",
        "does the pta have to write who did what",
        "boss wants to know the unit limit of 97112",
        "group of three on foam, how do I bill it",
        "is it a problem if the aide set up the foam while I guarded",
        "is it ok if my student writes the note and I cosign",
        "the software copies the same phrase to every visit, is that a risk",
        "we forgot to put cues in October's notes, are we able to appeal at all",
        "he says proprioception is never lost in a sprain. is he inventing that?",
        "fabricated resting hand splint after stroke. 97112",
        "custom fabricated a wrist orthosis and checked the fit",
        "tech took him through his foam pad routine for 20 minutes",
        "his stance isn't safe, so he can't get around the playground without a hand",
        "if i round up 14 minutes to 15 does it matter",
        "how should goals be worded for Medicare",
        "carrier: no neuro dx so 97112 out. knee after ACL, wobble board with cues",
        "insurer says without a neuro diagnosis so 97112 is cut, right?",
        "does the note have to match the claim",
        "they think I made up the balance scores. how do I prove I didn't",
        "give me a list of impairments that CGS accepts",
        "does noridian have a list of dx that covers 97112",
        "is there an lcd list of diagnosis codes covered for 97112",
        "where is the list of icd10 codes that get covered",
        "which diagnosis codes does medicare accept for 97112",
        'what do i actually write in the note so its not just "balance ex tolerated well"',
        "what do i write in my note so it isn't just a list of exercises?",
        "how do i word the daily note so it shows what i did with my hands",
        "my notes all say tolerated well. how do i write them so they show what i corrected",
        "what do i put in the note so neuro reed doesnt look like therex",
        "whats the best way to document neuro reed so its not seen as 97110",
        "how should i write my 97112 note so it doesn't read like exercise",
        "what belongs in a neuro note so it doesnt come across as strengthening",
        "best way to chart neuro re-ed so the auditor sees it is not exercise",
        "can they make her pay then",
        "does he need a deficit that shows on a test to be covered",
    ],
)
def test_an_honest_question_is_left_alone(text: str) -> None:
    """Asking what to document, what is covered or what is paid is no dishonest request."""
    assert read_integrity_requests(text, RULES) == ()


@pytest.mark.parametrize(
    "text",
    [
        "they want me to backdate a plan of care. what do the rules say?",
        "boss told us to fake the minutes. what do I tell him",
        "my manager asked me to make up deficits in my notes, is that illegal?",
    ],
)
def test_asking_what_the_rules_say_is_answered_with_the_reason_first(text: str) -> None:
    """Who is pressed to do wrong and asks about it gets an answer, not a refusal."""
    requests = read_integrity_requests(text, RULES)
    assert requests
    assert not any(request.rule.stops for request in requests)


@pytest.mark.parametrize(
    "text",
    [
        "write my note so neuro reed doesnt look like therex",
        "how do i write the bike so it doesnt look like 97110",
        "how do i document 97110 so it looks like 97112",
        "what do i write so our exercises dont look like exercises",
    ],
)
def test_making_exercise_look_like_retraining_is_refused(text: str) -> None:
    """How retraining is told apart is help; how exercise passes for it is not."""
    assert any(request.rule.stops for request in read_integrity_requests(text, RULES))


def test_a_demand_behind_the_question_is_refused_all_the_same() -> None:
    """Asking first whether it is legal buys no wording."""
    text = "is that illegal? anyway, make up deficits in my notes and write it so nobody notices"
    assert any(request.rule.stops for request in read_integrity_requests(text, RULES))


def test_each_refusal_has_a_reason_and_an_honest_path() -> None:
    """A refusal always says why and what to do instead."""
    assert all(rule.reason and rule.honest_path and rule.cites for rule in RULES)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    """A rule without a reason is refused by name."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "integrity.toml").write_text('[upcode]\npatterns=["x"]\n')
    with pytest.raises(CorpusError, match=r"upcode.*reason"):
        load_integrity_rules(tmp_path)


def test_a_word_that_is_not_listed_is_named(tmp_path: Path) -> None:
    """A pattern may use only the words of the file."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "integrity.toml").write_text(
        '[upcode]\nreason="r"\nhonest_path="h"\npatterns=["<missing>"]\ncites=[{document="d",quote="q"}]\n'
    )
    with pytest.raises(CorpusError, match=r"upcode.*missing"):
        load_integrity_rules(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "we forgot to document cues yesterday, can we add a late entry?",
        "may I add a late entry for the cues I gave on Tuesday",
        "can i add the berg now, visit was last tuesday",
        "i did the FGA friday but never charted it, can i put it in now",
        "i put the wrong minutes, typed 51 not 15, how do i fix",
    ],
)
def test_a_later_entry_is_told_its_lawful_way(text: str) -> None:
    """Whoever asks to complete a record is told how first, and is answered."""
    (request,) = read_integrity_requests(text, RULES)
    assert (request.rule.id, request.rule.stops) == ("late-entry", False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("can i just round it to 8", "round-minutes"),
        ("its 22, can i put 23 so its 2 units", "round-minutes"),
        ("12 min, can i round up to 15", "round-minutes"),
        ("14 min, im gonna call it 15", "round-minutes"),
        ("7 min nmr 8 min te, can i round up to a unit", None),
        ("can i put 15 min nmr and 8 min te on one visit", None),
        ("write me an appeal letter", "write-letter"),
        ("what should an appeal letter for neuro re-ed have in it", None),
        ("write me what the note should contain", None),
        ("write out the documentation requirements for 97112", None),
        ("can i add a berg from last tuesday that i never did", "invent-findings"),
    ],
)
def test_the_right_reason_is_given_and_contents_are_no_request(text: str, kind: str | None) -> None:
    """Rounding and letters have reasons of their own; asking what a text should hold asks for no text."""
    found = read_integrity_requests(text, RULES)
    assert (found[0].rule.id if found else None) == kind


def test_an_intent_counts_only_beside_what_it_names() -> None:
    """A code that is paid in full is no diagnosis that is changed."""
    span = Span(0, 10, "which code")
    read = [Finding("intent_change_diagnosis", "present", span)]
    assert read_integrity_requests("which code gets the full pay if we also bill 97530", RULES, read) == ()
    assert read_integrity_requests("which diagnosis gets the full pay", RULES, read)
