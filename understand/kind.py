"""What kind of question it is (`corpus/vocabulary/kinds.toml`), and whether it follows up another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus_files import read_table, well_formed

# A cue's weight (1 to 4) beside a class's score (0 to about 1): a strong cue counts like a sure class.
CLASS_WEIGHT = 6.0

# A follow-up leaves out what the turn before said: it opens with a word that leans back, or is so
# short that it says little by itself, or points at something that it does not name.
VERY_SHORT_WORDS = 6
SHORT_WORDS = 14
LEANS_BACK = re.compile(
    r"^\W*(?:and|but|so|also|then|or|ok(?:ay)?|oh|wait|sorry|what about|what if|how about|same question|plus|still|"
    r"same (?:but|except|with|thing|case|patient|client|person|guy|gal|lady|man|woman|kid|"
    r"visit|session|pt|minutes|one|only)|minus|another|except|"
    r"(?:(?:kindly|please|pls|plz|now|just) )*(?:add|tack on|throw in|bump|drop|forget|scratch|remove|skip|recheck"
    r"|recount|recalculate|redo|swap|(?:take|leave) (?:out|off)|make|change|cut)\b(?!.*\bmod)|both|oops|my bad|typo"
    r"|meant|nope|no wait|never ?mind|not \d+|was \d+"
    r"|(?:the )?(?:(?:first|last|final|other) )?\d{1,3} (?:min\w* )?of (?:the|that|it|those|them|these)"
    r"|(?:an? |one |the (?:other )?)?(?:half|third|quarter) of (?:the \w+|that|it|those|them) (?:was|were)"
    r"|(?:all|everything) (?:but|except)|the (?:first|second|third|last|other) (?:one|two)"
    r"|(?=.*\b(?:not|instead of|rather than) \d)"
    r"|(?:\w+ ){1,3}(?:was|should(?:'?ve| have)? be(?:en)?) (?:really |only |actually )?\d+|"
    r"(?=\d{5}\W+(?:(?:x|at)\W*)?\d{1,3}\s*(?:min\w*)?\W*$)\d{5}|"
    r"why|really|which one|even if|in that case|correction|now|actually|turns out|move \d+|instead|under|denies|"
    r"she|he|they|her|his|"
    r"(?:does|is|would|can|could|will) (?:it|that|this|she|he|they)|if (?:she|he|they|the|her|his|it|i|we))\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"\b(?:she|he|her|his|him|they|them|it|that|those|instead|actually|after all)\b"
    r"|^\W*(?:provider|reviewer|auditor|payer|carrier|insurer|insurance|plan|therapist|clinic|adjuster) "
    r"(?:says?|said|claims?|claimed|argues?|argued|insists?|thinks?)\b"
    r"|\b(?:who|what|which|how|where|when) (?:\w+ )?then\b(?! \d)"
    r"|\bof the (?:\d|time|min|session|visit)|\bthe (?:whole|entire|first|second|last|other|rest of the) "
    r"(?:time|way|thing|session|visit|half|part|minutes|\d+)\b"
    r"|\b(?:count|bill|add|include|charge|claim)\w* (?:\w+ ){0,3}(?:too|as well|also)\W*$"
    r"|\b(?:the|my|their|her|his|opposing|carrier'?s|insurer'?s|payer'?s|plan'?s) (?:\w+ ){0,2}"
    r"(?:says?|said|claims?|claimed|argues?|argued|insists?|thinks?)\b",
    re.IGNORECASE,
)
# A line of any length that asks what it changes in what was said.
ASKS_CHANGE = re.compile(
    r"\b(?:does|do|would|will|did|could|should) (?:that|this|it|any of (?:that|this)|these|those) (?:\w+ )?"
    r"(?:change|matter|affect|alter|flip|undo)|\bchang(?:e|es|ed) (?:that|it|this|anything|things|your mind"
    r"|(?:the|your|our) (?:answer|verdict|result|outcome|picture|code|conclusion))\b"
    r"|\bmakes? (?:a|any) difference\b",
    re.IGNORECASE,
)
# A line of any length that adds what was left out of what was told, or of the record.
TELLS_MORE = re.compile(
    r"\b(?:forgot|forgotten|failed|neglected|meant) to (?:say|mention|tell|add|write|chart|document|note|put|include"
    r"|record|state)\b"
    r"|\b(?:did ?n[o']?t|did not|never|have ?n[o']?t|had ?n[o']?t|was ?n[o']?t|not) (?:\w+ )?"
    r"(?:document\w*|writ\w+|wrote|chart\w*|note|noted|mention\w*|record\w*|put|said|say) "
    r"(?:it|that|them|this|those|any of|down|in)\b"
    r"|\bleft (?:it|that|them|this|those) out\b",
    re.IGNORECASE,
)
# "Pt also did leg press", "no, i set it up and left", "scar work was 9 min": more is told, and nothing is asked.
TELLS_ON = re.compile(
    r"^(?!.*(?:\?|\b(?:how|what|which|why|who|when|where|can|could|should|is|are|does|do|will|would)\b))"
    r"(?:\W*(?:no|nah|yes|yeah|yep)\b|\W*(?:\w+\W+){0,3}(?:also|too|as well)\b"
    r"|(?!.*\b(?:\d+ ?(?:yo|y/o|year|yr)|pta?|c?ota?|medicare|mcr|cms|neuro|nmr|te|therex)\b)"
    r".*\b\d{1,3} ?(?:min\w*|'))",
    re.IGNORECASE,
)
# Beside a code only words that point at what was done or said: "97110 with it", "what would make it 97112".
POINTS_BESIDE_A_CODE = re.compile(
    r"\b(?:with|to|besides?|on top of|along with|makes?|made|making|called?|instead of"
    r"|(?:part|half|bit|portion|which|rest|some|any|one|minutes) of) (?:it|that|those|this one)\b",
    re.IGNORECASE,
)
# Something else is asked, whatever words point back: "new q, ...", "ok other thing", "diff pt".
NEW_TOPIC = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|thx|thanks|alright|now|great)\W+)*(?:(?:an?|one|on|to) )?"
    r"(?:(?:totally |completely )?(?:other|diff(?:erent)?|unrelated|new|separate|next|another|side) "
    r"(?:thing|topic|subject|note|q|question|pt|patient|case|one|client)s?\b"
    r"|unrelated\b|(?:switch\w*|chang\w*) (?:of )?(?:topics?|gears|subjects?)\b|moving on\b"
    r"|(?:totally|completely) different\b)",
    re.IGNORECASE,
)
# What is asked of no case: "in general", "as a rule".
IN_GENERAL = re.compile(
    r"\b(?:in general|generally(?: speaking)?|as a (?:general )?rule|in principle|normally|usually|typically)\b",
    re.IGNORECASE,
)
# Up to its mark, a line's end, or the end; a mark inside a word or a number ends nothing.
SENTENCE = re.compile(r"\S.*?(?:[.?!;](?=\s|$)|$)", re.MULTILINE)
# A code names the subject anew.
NAMES_A_CODE = re.compile(r"\b[0-9A-Z]\d{4}\b")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds in the order that breaks ties, each with its weighted cues.

    `look_up`: words that ask for a fact of the sources, and decide no case. `judge`: words that ask for a verdict.
    `general`: a sentence that asks about the code and nobody's case; `told`: words that tell of a case after all.
    `record`: a record is quoted as the whole of what it says. `other_code`: it is asked which code fits instead.
    """

    cues: tuple[tuple[str, tuple[tuple[float, re.Pattern[str]], ...]], ...]
    look_up: re.Pattern[str]
    judge: re.Pattern[str]
    general: re.Pattern[str]
    told: re.Pattern[str]
    record: re.Pattern[str]
    other_code: re.Pattern[str]

    @classmethod
    def load(cls, corpus: Path) -> "Kinds":
        path = corpus / "vocabulary" / "kinds.toml"
        with well_formed(path):
            tables = read_table(path)
            cues = tuple(
                (t["id"], tuple((float(c["weight"]), re.compile(c["pattern"], re.IGNORECASE)) for c in t["cues"]))
                for t in tables["kind"]
            )
            look_up, judge, general, told, record, other_code = (
                re.compile("|".join(tables[name]["patterns"]), re.IGNORECASE)
                for name in ("look_up", "judge", "general", "told", "record", "other_code")
            )
            return cls(cues, look_up, judge, general, told, record, other_code)

    def scores(self, text: str) -> dict[str, float]:
        """The total of the cues found, by kind; kinds without a cue are left out."""
        totals = {kind: sum(w for w, pattern in cues if pattern.search(text)) for kind, cues in self.cues}
        return {kind: total for kind, total in totals.items() if total > 0}

    def looks_up(self, text: str) -> bool:
        """Whether a cut-off, a study, a difference or the like is asked for, and no patient's case."""
        return bool(self.look_up.search(text))

    def general_spans(self, text: str, whoever: bool = False) -> tuple[tuple[int, int], ...]:
        """Where the sentences stand that ask about the code in general; none where a case is told beside them.

        Args:
            whoever: nothing is told of a person but what he has, so that words of a person tell no case.
        """
        if not whoever and self.tells(text):
            return ()
        sentences = (match.span() for match in SENTENCE.finditer(text))
        return tuple(span for span in sentences if self.general.search(text[slice(*span)]))

    def tells(self, text: str) -> bool:
        """Whether words tell of a person who was treated, or of work that was done."""
        return bool(self.told.search(text))

    def quotes_record(self, text: str) -> bool:
        """Whether a record is quoted as the whole of what it says."""
        return bool(self.record.search(text))

    def asks_other_code(self, text: str) -> bool:
        """Whether a follow-up asks which code fits what was told."""
        return bool(self.other_code.search(text))

    def judges(self, text: str) -> bool:
        """Whether it is asked in so many words if what is told may be billed, or holds."""
        return bool(self.judge.search(text))

    def read(self, text: str, classes: Mapping[str, float] | None = None) -> str | None:
        """The kind with the most behind it, the first of equals; None where nothing speaks for any.

        Args:
            classes: how surely the question is of each kind by its meaning, 0 to about 1; may be left out.
        """
        totals = self.scores(text)
        for kind, score in (classes or {}).items():
            totals[kind] = totals.get(kind, 0.0) + CLASS_WEIGHT * max(0.0, score)
        order = [kind for kind, _ in self.cues]
        return (
            max(totals, key=lambda kind: (totals[kind], -order.index(kind) if kind in order else -99))
            if totals
            else None
        )


def is_follow_up(question: str, has_history: bool) -> bool:
    """Whether the question leans on the turn before it."""
    if not has_history or NEW_TOPIC.search(question):
        return False
    if any(leans.search(question) for leans in (LEANS_BACK, ASKS_CHANGE, TELLS_MORE)):
        return True
    words = len(question.split())
    if NAMES_A_CODE.search(question):
        return words <= SHORT_WORDS and bool(POINTS_BESIDE_A_CODE.search(question))
    points = POINTS_BACK.search(question) or TELLS_ON.search(question)
    return words <= VERY_SHORT_WORDS or (words <= SHORT_WORDS and bool(points))
