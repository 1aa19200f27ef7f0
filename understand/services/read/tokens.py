"""Cuts a question into codes, durations, units, markers and numbers that are no minutes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from rapidfuzz.distance import OSA

from understand.number_words import ONES, TEENS, TENS, number_of
from understand.services.read.spelling import Rewritten, respell

TokenKind = Literal["code", "minutes", "number", "units", "marker", "remainder", "who", "time", "noise", "slashed"]

NUMBER = (
    r"(?:\d{1,3}(?:\.\d+)?|\.\d+|"
    + rf"(?:{'|'.join(TENS)})(?:[- ]?(?:{'|'.join(ONES[1:])}))?\b|(?:{'|'.join([*TEENS, *ONES[1:]])})\b)"
)
LONG_NUMBERS = frozenset(word for word in (*TEENS, *TENS) if len(word) > 5)
NEVER_MENDED = frozenset(
    (
        *ONES,
        *TEENS,
        *TENS,
        "there",
        "these",
        "where",
        "minutes",
        "minute",
        "thirsty",
        "balances",
        "activated",
        "activates",
        "trained",
        "trainer",
        "exercised",
        "mobile",
        "manually",
        "therapist",
        "therapists",
        "neural",
        "neuron",
        "stretched",
        "remaining",
    )
)
WORD = re.compile(r"[a-z]{5,}")
MINUTE = r"(?:min(?!i|d|o)[a-z]{0,6}(?![a-z])\.?|mi?ns?\b|mi?nu?tes?\b|m\b(?!\s*/)|')"
HOUR = r"(?:hours?|hrs?|h)\b"
CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d\s*(?:[ap]\.?m?\.?\b)?"
CLOCK_HOUR = r"(?:1[0-2]|[1-9])\s*(?:[ap]\.?m\.?\b)"
MILITARY = r"(?:[01]\d|2[0-3])[0-5]\d(?:\s*h(?:rs?|ours)?\b)?"
TO = r"\s*(?:-|to|until|till|til|thru|through|and)\s*"
SLASH_TO = rf"(?:{TO}|\s*/\s*)"
STARTED = r"(?:time\s+)?(?:start(?:ed)?|beg[au]n|in)(?:\s+time)?(?:\s*/\s*out)?(?:\s+at)?"
STOPPED = r"(?:time\s+)?(?:stop(?:ped)?|end(?:ed)?|finish(?:ed)?|out)(?:\s+time)?(?:\s+at)?"
UNIT = r"(?:units?|unit\(s\)|u)\b"
ANOTHER_ON = r"[^.?!;\n]{0,40}\b\d{1,3}\s+(?:min\w*\s+)?(?:on|for|of)\b"  # "59 on 97112, 20 on 97110" are minutes
PLAN = r"(?:gp|go|gn|kx|cq|co|59|xe|xs|xp|xu|ga|gx|gy|95)"

# Behind a code of evaluation and management (992xx) 25 is its modifier, however it is set.
OFFICE_VISIT = re.compile(r"992\d\d")
WITH_25 = rf"(?:\s*-\s*|\s+(?:w/\s*|with\s+)?(?:an?\s+)?(?:-\s*)?(?:mod(?:ifier)?\s*)?)25\b(?!\s*{MINUTE})"

LONGEST_GLUED = 8  # letters of a name that stands right before its minutes ("te15")
LONGEST_WITH_M = 120  # "20 m" are minutes, "310 m" are metres
LONGEST_DURATION = 600  # minutes; "bp 150 90 hr 99" has no ninety hours
LONGEST_RANGE = 240  # minutes; two times further apart are no service

SLASHED_NUMBERS = re.compile(r"\d{1,3}(?:\s*[/-]\s*\d{1,3})+\s*(?:min\w*)?")
SLASHED = re.compile(r"\b(?:min(?:ute)?s?|times)\s*(?:were|was|are|:|=)?\s*\d{1,3}(?:\s*/\s*\d{1,3})+")

# Rule names, ratios and denial codes are recognised before units and durations, whose words they share;
# frequency, ages, scores, ranges, dates, sets and diagnosis codes after them.
RULE_NAMES = (
    rf"\b{NUMBER}\s*-?\s*(?:{HOUR}|{MINUTE})\s*(?:away|ago|drive|apart|later|earlier|early|late|wait)\b",
    r"\bevaluation (?:and|&) management\b|\be\s?/\s?m\b",
    r"\b(?:carc|rarc|denial(?: code)?)\s*#?\s*\d{1,3}\b|\b(?:co|pr|oa|pi)(?:\s?-\s?|\s)\d{1,3}\b(?!\s*min)"
    r"|\b(?:ma|n|m)\d{2,3}\b",
    rf"\b(?:line(?: item)?|unit)\s*(?:#|no\.?|number)?\s*\d{{1,2}}\b(?![:.]\d|\s*(?:{MINUTE}|{UNIT}\s+\d{{5}}))",
    r"\b1\s*(?::|on|-on-|to|-to-)\s*1\b|\bone[- ]on[- ]one\b|\bone[- ]to[- ]one\b",
    rf"\b{NUMBER}\s*-?\s*(?:min(?:ute)?s?|')\s*-?\s*(?:rule|increments?|intervals?|timed (?:cpt |one |15 )?(?:codes?"
    r"|procedures?|services?|units?|blocks?|therap\w+|modalit\w+|interventions?|increments?)|codes?|thresholds?"
    r"|periods?|unit\s+rule)",
    # of "97110 23 min units medicare" the minutes are worked, of "in 15 min units" they name a rule
    rf"\b(?:in|per|of|are|by|full|as)\s+{NUMBER}\s*-?\s*{MINUTE}\s*-?\s*units?\b"
    rf"|\b{NUMBER}\s*-\s*minute\s+units?\b|\b{NUMBER}\s*-?\s*{MINUTE}\s+unit\b(?!\s*(?:\?|$))",
    r"\brule of (?:8|eight)s?\b",
    # seconds of a stimulation's cycle
    r"\b\d{1,3}\s*(?:s|secs?|seconds?|\")?\s*on\b[\s,/:;-]*(?:and\s+)?\d{1,3}\s*(?:s|secs?|seconds?|\")?\s*off\b"
    r"|\bon\s*(?:for\s+)?\d{1,3}\s*(?:s|secs?|seconds?)?[\s,/]*(?:and\s+)?off\s*(?:for\s+)?\d{1,3}\b(?!\s*min)",
    r"\b25\s+(?:on|to|for)\s+(?:the\s+)?(?:e\s?/?\s?m\b|992\d\d|office visit)",
    rf"(?:[<>]=?|[\u2264\u2265])\s*{NUMBER}\s*-?\s*{MINUTE}"
    rf"|\b(?:at least|minimum(?: of)?|under|less than|fewer than|more than|up to|needs?|every|per|past|beyond)\s+"
    rf"(?:a |an |all )?(?:the )?(?:full )?{NUMBER}\s*-?\s*{MINUTE}"
    rf"(?:\s*(?:for|to (?:get|bill|make|earn))\s*{NUMBER}\s*{UNIT})?",
    rf"\b(?:planned|scheduled|supposed to (?:be|do|get)|meant to (?:be|do)|aim(?:ed|ing)? for|goal(?: of| was| is)?"
    rf"|instead of|rather than)\s+(?:for\s+|on\s+)?(?:a |an )?{NUMBER}\s*-?\s*{MINUTE}",
    rf"\b{NUMBER}\s*-?\s*{MINUTE}\s*(?:late|early|ago|delay|drive|away|behind|holds?|per (?:day|week)|a day"
    r"|prior|earlier|between visits)\b",
    rf"\b{NUMBER}\s*-?\s*(?:{MINUTE}|meters?|metres?)\s*-?\s*(?:walk\b|wt\b|step test)(?:\s*test)?",
    rf"(?<![\w.]){NUMBER}\s*{MINUTE}\s*(?:per|a|each|for (?:each|every|a|one|1))\s*"
    r"(?:(?:1|one|billable|single)\s*)?(?:unit|(?<!each )units)\b"
    rf"|\b(?:a|one|1|each|per|every)\s+unit\s+(?:is|=|needs?|takes?|requires?|equals?|every)\s+"
    rf"(?:only |just |at least )?(?:every\s+)?{NUMBER}\s*{MINUTE}",
    rf"\b{NUMBER}\s*(?:{UNIT}\s*)?(?:or|vs\.?)\s*{NUMBER}\s*{UNIT}|\b{NUMBER}\s*{UNIT}\s*or\s*{NUMBER}\b",
    r"\b(?:19|20)\d\d\b(?!\s*(?:-|to)\s*\d{4})",
)
NO_MINUTES = (
    rf"(?<![\d:])\d{{1,3}}(?:\s*-\s*\d{{1,3}}){{2,}}(?:\s*{MINUTE})?(?!\d|\s*-)",
    r"\b(?:icd-?10|visit|day|week|wk|session|step|page|chapter|section|part|phase|age|aged|pub\.?|table|case)"
    rf"\s*(?:#|no\.?|number)?\s*\d{{1,3}}(?:[.-]\d{{1,3}})*(?![\d:]|\s*-?\s*{MINUTE})",
    r"\b[a-tv-z]\d\d(?:\.\w{1,4})?\b(?!\s*min)",
    r"\b[ctls]\d{1,2}(?:\s*[-/]\s*[ctls]?\d{1,2})?\b",
    r"\$\s*[\d,]+(?:\.\d+)?",
    r"\bgait belts?\b",
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s*min|:|')",
    r"\b\d+(?:\s*(?:-|to)\s*\d+)?\s*x?\s*/\s*(?:wk|week|w|day|d|month|mo)\b",
    r"\b\d+(?:\s*(?:-|to)\s*\d+)?\s*x\s*(?:a |per |each )?(?:wk|wks|week|weeks|day|daily|month|mo)\b",
    r"\b\d+\s*x\s*\d+(?:\s*(?:sec\w*|s|reps?|\"|ft|feet))?\b(?!\s*min|\s*'|\d)",
    rf"\b{NUMBER}(?:\s*(?:-|to)\s*\d+)?\s*(?:-\s*)?(?:year|yr)s?[- ]?(?:old|o)\b|\b\d+\s*(?:yo|y/o|y\.o\.?)\b",
    rf"\b{NUMBER}(?:\s*(?:-|to)\s*\d+)?\s*-?\s*(?:wks?|weeks?|days?|months?|mos?|years?|yrs?|visits?|treatments?"
    r"|reps?|repetitions?|sets?(?![- ]?up)|times|falls?|steps?|feet|ft|inch(?:es)?|meters?|metres?|lbs?|pounds?|kg|cm"
    r"|mm|degrees?|deg|percent|points?|seconds?|secs?|sec|patients?|people|persons?|kids|clients|seniors|folks|ladies|men|women|residents|stairs|laps|trials"
    r"|codes?|cues|blocks?|bouts?|rounds?|segments?|separate|different|other|sessions?|hours? ago|medications?"
    r"|services|therapists?|disciplines?)\b",
    rf"\b(?:fell|fallen|falls?|lobs?|loss(?:es)? of balance|stumbled|tripped)\s*x\s*\d+\b(?!\s*{MINUTE})",
    r"\b\d+\s*(?:°|%|\")|\b\d+(?:\.\d+)?\s?s\b",
    r"\b(?:bp|blood pressure)\s*(?:of|was|is|=|:)?\s*\d{2,3}(?:\s*/\s*|\s+over\s+|\s+)\d{2,3}\b",
    r"\b(?:berg|bbs|tug|timed up and go|mini-?best(?:est)?|fga|dgi|abc|bess|ashworth|mas|odi|ndi|lefs|dhi|dash"
    r"|quickdash|moca|mmse|fim|tinetti|poma|vas|nprs|pain|borg|rpe|hr|bp|spo2|o2|sats?|5x ?sts|6mwt|10mwt|sls|rom"
    r"|y[- ]?balance|sebt|star excursion|reach|fma|fugl[- ]?meyer|tis|pass|jpe|jps|joint position error|ccft|grip|mmt"
    r"|pulse|heart rate|resp|rr|room air|ra|cadence|gait speed|prom|arom|flex(?:ion)?|ext(?:ension)?|abd(?:uction)?"
    r"|phq-?9?|gcs|scored?|score of|level|grade|stage|class|type|temp|e?dss|nihss|updrs|hoehn and yahr|h ?& ?y|frt"
    r"|bbt|nhpt|9hpt|box and blocks?|mctsib|ctsib|sot|asia|rancho|csi|falls? efficacy|fes-?i)"
    r"\s*(?:score|test|sat(?:uration)?|anterior|ant|reach)?\s*(?:of|was|is|=|:|at|from|on)?\s*\d{1,3}(?:\.\d+)?(?!\d)"
    r"(?:\s*(?:cm|mm|deg|%)?,?\s*(?:-|/|to|of|out of|->|>|vs?\.?|versus|not|now|and not|instead of)\s*\d+(?:\.\d+)?)*"
    rf"(?!\d|\s*{MINUTE})",
    rf"(?<![\d:.])\d{{1,3}}(?:\.\d+)?\s*(?:cm|mm|in|deg|s|%)?\s*(?:vs?\.?|versus|compared (?:to|with)|>|->|\u2192)\s*"
    rf"\d{{1,3}}(?:\.\d+)?(?![\d.])(?!\s*(?:{MINUTE}|{UNIT}))",
    r"(?<![\d:.])\d{1,3}(?:\.\d+)?\s*/\s*\d{1,4}(?:\s*/\s*\d+)?(?!\d)",
    rf"\bmodifiers?\s*-?\s*{PLAN}(?:\s*(?:,|and|or|/)\s*{PLAN})*\b|\b(?:59|25|95)\s*(?:modifier|mod)\b"
    rf"|\bmod(?:ifier)?\s*25\b"
    rf"|\b(?:an?|needs?|use|using|add|adding|append|appending|the|put)\s+(?:an?\s+|the\s+)?(?:59|25"
    rf"|95)\b(?!\s*{MINUTE})"
    rf"|\b(?:with|without|or|and)\s+(?:an?\s+)?59\b(?!\s*{MINUTE})|\b59\s+(?:and|or|/)\s+x[espu]\b"
    rf"|\b59\s+(?:on|for|to|with)\b(?!{ANOTHER_ON})|\b(?:is|does|do i|will|should i?|why|when|-)\s*59\b(?!\s*{MINUTE})"
    r"|\b59\s+(?:needed|required|necessary|always|every|goes|go|if|when|ok|or not)\b",
    rf"(?<![\d:])\b\d{{1,3}}\s*(?:-|to)\s*\d{{1,3}}\b(?!\s*(?:{MINUTE}|:|[ap]\.?m))(?:\s*min\w*)?"
    rf"(?:\s*(?:is|are|=|equals?)\s*{NUMBER}\s*units?)?",
)
IN_AND_OUT = re.compile(r"\b(?:out|stop|end)|\bin\b|^start")
WITHOUT = re.compile(r"\b(?:without|w/o|no|not|minus)\s+$")
AGE_SEX = re.compile(r"\b\d{1,3}\s?(?:F|M)\b")
DENIED = re.compile(
    r"\b(?:den(?:y|ied|ials?|ying)|remit\w*|remark\w*|reject\w*|appeal\w*|eobs?|eras?|carc|rarc)\b", re.I
)
# "97112 CO 222": of three digits hardly minutes; of fewer where a denial is spoken of, or behind a hyphen.
DENIAL_CODE = re.compile(r"\b(?:co|pr|oa|pi)(?:\s?#?\s?\d{3}|-\d{1,3})\b(?!\s*min)", re.I)
DENIAL_CODE_SPOKEN_OF = re.compile(r"\b(?:co|pr|oa|pi)[\s#-]{0,2}\d{1,3}\b(?!\s*min)", re.I)

# "Rest of", "rest was": what remains; "rest in it" is a rest.
OF_SOMETHING = r"(?:of|was|on|is|in(?! (?:it|that|there|the middle|between))|went|were)"
ONE_ON_ONE = (
    r"(?:(?:all |just )?(?:1\s*(?::|on|-on-|to|-to-)\s*1\b|one[- ]on[- ]one\b|one[- ]to[- ]one\b)|(?:all|just) (?!\d))"
)
MARKERS = {
    "rest": rf"(?<!the )\brest(?:ing|ed|s)?\b(?!\s*(?:{OF_SOMETHING}\b|{ONE_ON_ONE}))(?:[- ](?:breaks?|periods?|time))?"
    r"|\b(?:bath|rest|wash)rooms?(?: (?:trips?|breaks?|runs?))?\b|\btoilet\b|\bpotty\b"
    r"|(?:\b(?:water|drink|snack|smoke|bathroom|toilet|potty)[- ])?\bbreaks?\b"
    r"|\b(?:sits|sat down|sitting down|sat out|sit[- ]downs?|seated)(?=\s+(?:for|between|in between|rests?)\b)",
    "other": r"\b(?:hep|home (?:exercise )?program|dry needling|vaso(?:pneumatic)?|paraffin"
    r"|(?:kinesio)?[- ]?tap(?:e|ing)|k-tape|cupping|laser|shockwave|game ready"
    r"|icing|chatting|(?:patient )?education"
    r"|documentation"
    r"|documenting|charting|paperwork"
    r"|(?:writing|typing|doing|write|type)(?: up)? (?:(?:the|my|a|his|her) )?notes?"
    r"|set[- ]?up|waiting|waited|warm[- ]?up|bike|nustep|elliptical|undressing"
    r"|unskilled|by (?:him|her|them)self|(?:tele)?phone(?: calls?)?|on (?:a |the |his |her )?call"
    r"|cell(?: ?phone)?|text(?:ing|ed|s)|lunch|chit[- ]?chat\w*|chats?|small talk|vitals|interpreter"
    r"|talk(?:ing|ed)? (?:to|with|w/?) (?:the |her |his |their )?(?:daughter|son|wife|husband|spouse"
    r"|family|mom|mother|dad|doctor|dr|md|nurse|caregiver))\b",
    "visit": r"\bof (?:therapy|treatment)(?=\s*[:,;])|\btreatment\b(?!\s+(?:of|time|was|with|for|on|plan))"
    r"|\b(?:visit|session|total tx time|tx time"
    r"|appointment|appt|encounter|treatment time|door[- ]to[- ]door|start to finish|wall to wall"
    r"|total treatment(?: time)?|total time"
    r"|in (?:the )?(?:clinic|room|gym)|slot)\b",
    "total": r"\btotal(?:ed|ing|s)?\b(?: of)?|\baltogether\b|\bin all\b|\ball together\b",
    "timed_total": r"\btotal timed(?: (?:minutes|time|codes?))?\b"
    r"|\btimed (?:code )?(?:minutes|total|time)\b|\btimed(?=\s*:?\s*(?:\d|was|total))"
    r"|(?<=\bmin )timed\b|(?<=\bmins )timed\b|(?<=\bminutes )timed\b(?! (?:codes?|procedures?|services?)\b)",
    "same": r"(?<=[,;\n])\s*\"(?=\s*\d)|\bof it\b|\bagain\b|\bof the same\b|\bmore of (?:it|that|the same)\b",
    "ditto": r"\bditto\b|\"(?=\s*(?:$|[\n,;]))"
    r"|\bsame(?:\s+(?:amount|number|length|duration)(?:\s+of\s+(?:time|min\w*))?|\s+time(?=\s+(?:for|on)\b))?"
    r"\s*(?=(?:for|of|on|with)\s+(?!(?:the|my|a|this|that)\s+(?:patient|day|visit))|[,;.]|$|\n)",
    "each": r"\b(?:of each|each|apiece|ea|per code|on both|for both|of both"
    r"|both(?=\s+(?:(?:were|was|are|at|got|had)\s+)?\d{1,3}(?!\d|:|\s*(?:codes?|units?|lines?))))\b",
    "list": r"\b(?:minutes|mins|times)\s*(?:were|was|are|respectively|:|=|of)?\s*(?=\d)",
}
WHOLE_MARKS = ("visit", "total", "timed_total")
# What a person does with minutes of treatment ("I wrapped up with 10 more", "the PTA took over for the rest").
TREATED = (
    r"did|does|do|doing|had|has|took|takes|taking|gave|gives|spent|got|treat(?:ed|s)?|saw|provided|furnished|delivered"
    r"|performed|ran|runs?|led|leads?|work(?:ed|s)?|handle[ds]?|cover(?:ed|s)?|complete[ds]?|continue[ds]?|finish(?:ed|es)?"
    r"|wrap(?:ped|s)?|end(?:ed|s)|start(?:ed|s)?|beg[au]n|begins|open(?:ed|s)?|pick(?:ed|s)?|step(?:ped|s)?|jump(?:ed|s)?"
    r"|came|comes|carried|add(?:ed|s)?|contributed|put|kept|keeps|went|followed|closed"
)
ASSISTANT = r"(?:l?ptas?|c?otas?|assistants?|assts?)"
# "Took the pt", "pt was seen by", "pt tolerated well": the patient, not the therapist.
TAKES_A_PATIENT = (
    *("took", "takes", "taking", "saw", "see", "sees", "seeing", "treat", "treats", "treated", "treating", "brought"),
    *("handed", "had", "got", "helped", "helping", "assisted", "guarded", "cued", "cueing", "spotted", "worked with"),
    *("works with", "working with", "working on", "was with", "were with", "been with", "stayed with"),
)
NOT_BEHIND = "".join(
    f"(?<!{verb} {article})" for verb in TAKES_A_PATIENT for article in ("", "the ", "my ", "our ", "this ")
)
NOT_BEFORE = (
    r"(?!\s+(?:then\s+)?(?:(?:was|were|is|got|gets|being)\s+(?:seen|treated|handed|passed|taken|given|transferred|late|tired"
    r"|fatigued|able|unable|sore|dizzy|ready)|(?:seen|treated|handed|passed|taken|given|transferred)\s+(?:off\s+|over\s+)?(?:by|to)"
    r"|tolerat\w+|demonstrat\w+|reports?|reported|stated?|states|presents?|presented|needs?|needed|requir\w+|complain\w+"
    r"|arriv\w+|c/o|rest(?:s|ed)?|sat|sits|stood|walk(?:s|ed)|fell|denie[sd]|fatigu\w+|is|has(?!\s+\d))\b)"
)
WHO = {
    "together": r"\b(?:pt|ot|therapist|slp)\s*(?:and|&|\+|/|with)\s*(?:the\s+)?(?:pta|ota|cota|assistant)\s*"
    r"(?:treat\w*\s*)?(?:together|jointly|as a team|at once|simultaneously)\b"
    r"|\b(?:together|jointly|co-?treat\w*)\b"
    rf"|\b{ASSISTANT}\s+(?:(?:was|were|is|just)\s+)?(?:(?:help|assist|join)(?:ed|ing|s)?\s+(?:out\s+)?(?:with\s+)?"
    r"|(?:work|treat)(?:ed|ing|s)?\s+with\s+)(?:me|us|(?:the |my )?(?:pt|ot|therapist))\b"
    rf"|\b{ASSISTANT}\s*(?:and|&|\+)\s*(?:i|me|myself)\b"
    rf"|\b(?:i|me|myself)\s*(?:and|&|\+)\s*(?:my |the |a )?{ASSISTANT}\b"
    rf"|\b(?:pt|ot|therapist)\s*(?:and|&|\+|/)\s*(?:the\s+)?{ASSISTANT}\s+both\b"
    rf"|\bwith (?:my|the|a|our) {ASSISTANT} (?:help|assist)(?:ing|ed)?\b"
    rf"|\b(?:my|the|a|our) {ASSISTANT} (?:help|assist)ing\b"
    rf"|\bhad (?:my|the|a|our) {ASSISTANT} (?:help|assist)\b|\bboth of us\b",
    "PTA": r"\b(?:l?ptas?|physical therapist assistants?|physical therapy assistants?)\b(?:'s)?",
    "OTA": r"\b(?:c?otas?|occupational therapy assistants?)\b(?:'s)?",
    "assistant": r"\b(?:assistants?|assts?\b\.?)(?:'s\b)?",
    "PT": rf"{NOT_BEHIND}\b(?:pt|physical therap(?:y|ist))\b(?:'s)?{NOT_BEFORE}",
    "OT": r"\b(?:ot|occupational therap(?:y|ist))\b(?:'s)?",
    "SLP": r"\b(?:slp|speech(?: therap(?:y|ist))?)\b",
    "therapist": rf"\btherapist\b(?:'s)?|\bi\b(?=\s+(?:then\s+|also\s+|just\s+)?(?:{TREATED})\b)"
    r"|\bmyself\b|(?<=\bby )me\b|\bmine\b|(?<=\d for )me\b|(?<=min for )me\b|\bme\b(?=\s*[:=]?\s*\d)"
    r"|\bmy\b(?=\s+(?:part|portion|share|\d{1,3}\b(?!\s*(?:codes?|units?|lines?|services?|pts?|patients?|visits?))))"
    r"|(?:(?<=\bwas )|(?<=\bwere )|(?<=\bw )|(?<=\bwith )|(?<=[(=:-])|(?<=[=:-] )|(?<=\d )|(?<=half ))"
    r"me\b(?=\s*(?:$|[,.;)/?&+\n-]|(?:and|then)\b))",
    "GP": r"\bgp\b",
    "GO": r"\bgo\b(?= same|\s*[,.;]|\s*$)",
    "GN": r"\bgn\b",
}


class Code(Protocol):
    """What is needed of a code to read it: `rules.tables.Code` is one."""

    @property
    def code(self) -> str: ...
    @property
    def timed(self) -> bool: ...
    @property
    def family(self) -> str: ...
    @property
    def synonyms(self) -> tuple[str, ...]: ...
    @property
    def abbreviations(self) -> tuple[str, ...]: ...
    @property
    def loose(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the question.

    Attributes:
        value: a code, or a marker's or person's name.
        amount: minutes, units or the bare number.
        strong: a code named by its number or by words that hardly mean anything else.
        clock: first and last minute of the day where the minutes are a range of times.
    """

    kind: TokenKind
    value: str
    amount: int
    start: int
    end: int
    strong: bool = True
    clock: tuple[int, int] | None = None


def plain_text(text: str) -> str:
    """The text in lower case with one form of dash, prime and times sign, character for character."""
    table = str.maketrans(
        {
            "–": "-",
            "—": "-",
            "−": "-",
            "‑": "-",
            "’": "'",
            "′": "'",
            "‘": "'",
            "`": "'",
            "“": '"',
            "”": '"',
            "″": '"',
            "×": "x",
            "\u00a0": " ",
            "\t": " ",
        }
    )
    changed = text.translate(table)
    lowered = changed.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] or " " for c in changed)


def prepare_reader(codes: Mapping[str, Code]) -> None:
    """Builds the grammar for these codes ahead of the first question (some tens of milliseconds)."""
    _grammar(tuple(codes.values()))


def cut(text: str, codes: Mapping[str, Code]) -> tuple[Rewritten, list[Token]]:
    """The text as read (respelled, typing errors in code names mended) and its tokens in order."""
    pattern, synonyms, words, glued = _grammar(tuple(codes.values()))
    short = frozenset(name for code in codes.values() for name in code.abbreviations)
    masked = AGE_SEX.sub(_hide, text)
    masked = (DENIAL_CODE_SPOKEN_OF if DENIED.search(text) else DENIAL_CODE).sub(_hide, masked)
    read = _mend(respell(Rewritten.of(text, plain_text(masked))), words)
    read = read.replace(glued, lambda m: m[0] + " ")
    read = read.replace(SLASHED, lambda m: m[0].replace("/", ","))
    tokens = []
    for match in pattern.finditer(read.text):
        if token := _token(match, synonyms, short):
            tokens.append(token)
    return read, tokens


def _hide(match: re.Match[str]) -> str:
    return "~" * len(match[0])


def _token(match: re.Match[str], synonyms: Mapping[str, str], abbreviations: frozenset[str]) -> Token | None:
    kind, start, end = match.lastgroup or "", match.start(), match.end()
    group = match.groupdict()
    if group["code"]:
        return Token("code", group["code"].upper(), 0, start, end)
    if group["synonym"]:
        if WITHOUT.search(match.string, max(0, start - 10), start):
            name = _joined(re.sub(r"[\s-]+", " ", group["synonym"]))
            return Token("noise", synonyms[name], 0, start, end)
        name = re.sub(r"[\s-]+", " ", group["synonym"])
        strong = (len(name) > 4 and " " in name) or name.replace(" ", "-") in abbreviations or name in abbreviations
        return Token("code", synonyms[_joined(name)], 0, start, end, strong)
    if group["clock"]:
        if times := clock_times(group["clock"]):
            whole = IN_AND_OUT.search(group["clock"])
            return Token("minutes", "in_out" if whole else "clock", times[1] - times[0], start, end, clock=times)
        return Token("noise", "", 0, start, end)
    if group["time"]:
        return Token("time", match[0], 0, start, end)
    if group["units"]:
        return Token("units", "", int(number_of(re.search(NUMBER, group["units"])[0])), start, end)  # type: ignore[index]
    if group["duration"]:
        spent = _duration(group["duration"])
        far = re.search(r"\d\s*m$", group["duration"]) and spent > LONGEST_WITH_M
        return Token("noise" if far or spent > LONGEST_DURATION else "minutes", "", spent, start, end)
    if group["remainder"]:
        return Token("remainder", "", 0, start, end)
    if group["bare"]:
        value = number_of(group["bare"])
        return Token("number", "", int(value), start, end) if value == int(value) else None
    for name in MARKERS:
        if group[f"m_{name}"]:
            return Token("marker", name, 0, start, end)
    for name in WHO:
        if group[f"w_{name}"]:
            return Token("who", name, 0, start, end)
    return Token("slashed" if SLASHED_NUMBERS.fullmatch(match[0]) else "noise", kind, 0, start, end)


def _joined(name: str) -> str:
    """A name without spaces and hyphens, which people set as they like ("ther ex", "ther-ex", "therex")."""
    return re.sub(r"[\s-]+", "", name)


Grammar = tuple[re.Pattern[str], dict[str, str], frozenset[str], re.Pattern[str]]


@lru_cache(maxsize=4)
def _grammar(codes: tuple[Code, ...]) -> Grammar:
    names = sorted({plain_text(name) for code in codes for name in code.synonyms}, key=len, reverse=True)
    synonyms = {_joined(plain_text(name)): code.code for code in codes for name in code.synonyms}
    spelled = "|".join(r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", name))) for name in names)
    hours = (
        rf"(?:an?\s+|one\s+|1\s+)?{HOUR}\s+and\s+(?:a\s+)?(?:half|1/2)|(?:one|1) and (?:a half|1/2)\s+{HOUR}"
        rf"|(?:three|3)[- ]quarters?\s+(?:of\s+)?(?:an?\s+)?{HOUR}|3/4\s+(?:of\s+an\s+)?{HOUR}"
        rf"|(?:a\s+)?half(?:[- ]|\s+)(?:an?\s+)?{HOUR}|1/2\s*(?:an?\s+)?{HOUR}|½\s*(?:an?\s+)?{HOUR}"
        rf"|(?:a\s+)?quarter\s+(?:of\s+)?(?:an?\s+)?{HOUR}|1/4\s+{HOUR}"
    )
    pieces = [
        rf"(?P<duration>(?:\b|(?<=\W)){hours}"
        rf"|(?:\b(?:an?|one)\s+{HOUR}|(?<![\w.]){NUMBER}\s*-?\s*{HOUR})(?:[- ]long)?"
        rf"(?:\s*(?:and|,|&)?\s*{NUMBER}\s*{MINUTE})?"
        rf"|(?<![\w.])(?:\d\s*x\s*)?{NUMBER}(?:\s*(?:or so|-))?\s*{MINUTE}"
        r"|\b(?:hour|hr)(?:[- ]long)?\b(?=\s*(?:long|visit|session|appt|appointment|total|treatment)))",
        rf"(?P<clock>(?:\b(?:from|{STARTED})[\s:]*)?"
        rf"(?:\b{CLOCK}(?:{SLASH_TO}|[\s,;]*(?:and\s+)?(?:{STOPPED})[\s:]*){CLOCK}"
        rf"|\b(?:{MILITARY})[\s,;]*(?:and\s+)?(?:{STOPPED})[\s:]*(?:{MILITARY})"
        rf"|\b{CLOCK_HOUR}{TO}(?:{CLOCK}|{CLOCK_HOUR})|\b(?:1[0-2]|[1-9]){TO}{CLOCK}"
        rf"|\b{CLOCK}{TO}(?:1[0-2]|[1-9])\b(?!\s*(?:{MINUTE}|:|\.\d|%|/|\d|reps?|x))"
        rf"|\b(?!20[0-3]\d)(?:{MILITARY}){TO}{MILITARY}(?!\d)))",
        rf"(?P<time>(?:\bat\s+)?(?:\b(?!0)(?:[01]?\d|2[0-3]):[0-5]\d\s*(?:[ap]\.?m?\.?\b)?|\b{CLOCK_HOUR}))",
        rf"(?P<code>(?:(?<!\d)\d{{5}}|\bg\d{{4}}|\b\d{{4}}t)(?!\d))(?:(?<=992\d\d){WITH_25})?"
        rf"(?:\s*-\s*{PLAN}\b|\s+{PLAN}\b(?!\s*{MINUTE}))*",
        rf"(?P<synonym>(?:(?<![\w-])|(?<='))(?:{spelled})(?![a-z_]|-[a-z]))" if spelled else r"(?P<synonym>(?!))",
        rf"(?P<units>(?<![a-z])x\s*{NUMBER}(?:\s*{UNIT})?(?!\d|\s*(?:{MINUTE}|x|wks?|weeks?|/|sec|reps?|days?"
        rf"|visits?))"
        rf"|(?<![\w.]){NUMBER}\s*-?\s*{UNIT}|\b[1-9]\s*x(?=\s*(?:\d{{5}}|g\d{{4}}))"
        rf"|\b(?:bill\w*|charged?|claimed|coded|submitted)\s+(?:for\s+)?(?:[1-9]|one|two|three|four|five"
        rf"|six)\s+of\b)",
        rf"(?P<remainder>\b(?:the\s+)?(?:rest(?=\s+(?:{OF_SOMETHING}\b|{ONE_ON_ONE}))|remain(?:der|ing)(?:\s+time)?)\b"
        r"|\bthe rest\b)",
        *[
            f"(?P<m_{name}>{marker})"
            for name, marker in sorted(MARKERS.items(), key=lambda item: item[0] != "timed_total")
        ],
        *[f"(?P<w_{name}>{who})" for name, who in WHO.items()],
        rf"(?P<bare>(?<![\w.$#]){NUMBER}(?![\w%]|\s*/\s*\d{{1,3}}(?!\d)|\.\d|\s*°))",
    ]
    order = _order(
        pieces,
        [f"(?P<r_{i}>{noise})" for i, noise in enumerate(RULE_NAMES)],
        [f"(?P<n_{i}>{noise})" for i, noise in enumerate(NO_MINUTES)],
    )
    known = (*names, *(name for code in codes for name in code.loose))
    vocabulary = frozenset(word for name in known for word in re.findall(r"[a-z]{5,}", name)) | LONG_NUMBERS
    short = "|".join(re.escape(name) for name in names if name.isalpha() and len(name) <= LONGEST_GLUED)
    glued = re.compile(rf"(?<![a-z0-9])(?:{short or '(?!)'})(?=\d)")
    return re.compile("|".join(order)), synonyms, vocabulary, glued


def _order(pieces: list[str], rule_names: list[str], no_minutes: list[str]) -> list[str]:
    """Rule names before durations; durations before looser numbers."""
    duration, clock, time, code, synonym, units, *others = pieces
    return [clock, code, *rule_names, units, duration, time, *no_minutes, synonym, *others]


def _mend(read: Rewritten, vocabulary: frozenset[str]) -> Rewritten:
    """Replaces typing errors in words of code names and in number words."""

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        if word in vocabulary or word in NEVER_MENDED:
            return word
        allowed = 1 if len(word) < 8 else 2
        near = [
            (OSA.distance(w, word, score_cutoff=allowed), w)
            for w in vocabulary
            if w[0] == word[0] and abs(len(w) - len(word)) <= allowed
        ]
        distance, best = min(near, default=(0, word))
        return best if distance <= allowed else word

    return read.replace(WORD, mend)


def _duration(text: str) -> int:
    if match := re.fullmatch(rf"(\d)\s*x\s*({NUMBER})\s*-?\s*{MINUTE}", text):
        return int(match[1]) * int(number_of(match[2]))
    if re.search(r"three[- ]quarter|3[- ]quarter|3/4", text):
        return 45
    if "quarter" in text or "1/4" in text:
        return 15
    if re.search(r"and\s+(?:a\s+)?(?:half|1/2)", text):
        return 90
    if "half" in text or "1/2" in text or "½" in text:
        return 30
    hours = re.match(rf"(?:(an?|one)\s+|({NUMBER})\s*-?\s*)?{HOUR}(?:[- ]long)?", text)
    minutes = re.search(rf"({NUMBER})(?:\s*(?:or so|-))?\s*{MINUTE}$", text)
    spent = 0.0
    if hours:
        spent += 60 * (number_of(hours[2]) if hours[2] else 1)
    if minutes:
        spent += number_of(minutes[1])
    return round(spent)


def clock_times(text: str) -> tuple[int, int] | None:
    """First and last minute of the day of a range of times; None where they make no sense together."""
    times = re.findall(r"(\d{1,2})[:.](\d\d)|(?<!\d)(\d\d)(\d\d)(?!\d)|(?<![\d:.])(\d{1,2})(?![\d:.])", text)
    if len(times) != 2:
        return None
    first, last = (60 * int(t[0] or t[2] or t[4]) + int(t[1] or t[3] or 0) for t in times)
    if last <= first:
        last += 12 * 60
    return (first, last) if last - first <= LONGEST_RANGE else None
