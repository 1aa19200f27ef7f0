"""What a question tells of the visit as a whole: wrong rules taken for granted, other patients, shared minutes."""

import re

EIGHT = r"(?:8|eight)[\s-]*(?:min\w*|')"
PREMISES = {
    "eight_minutes_per_unit": (
        rf"{EIGHT}\s*(?:\(?s\)?\s*)?(?:(?:of|on|in) (?:each|every|a|any) (?:code|service|procedure|line)\s*)?"
        r"(?:per|a|each|=|is|equals|makes?|gets?|for (?:each|every|a|one|1)|to a)\s*"
        r"(?:(?:1|one|a|every|each|billable|single)\s*)*(?:unit\b|(?<!each )unit)"
        rf"|every\s+{EIGHT}|(?:each|one|a|1|per)\s+unit\s+(?:is|=|needs?|takes?|requires?|equals?|every|per|for)"
        rf"\s+(?:only |just )?(?:every\s+)?{EIGHT}|{EIGHT}\s+each\s+unit|divid\w+ (?:\w+ ){{0,4}}by (?:8|eight)\b"
        r"|unit (?:for )?every (?:8|eight)\b"
    ),
    "rules_reversed": (
        r"\bama\b[^.?!;]{0,50}\b(?:total|pool|add\w*|combin\w*|sum)\w*\b[^.?!]{0,80}\b(?:medicare|cms)\b[^.?!]{0,50}"
        r"\b(?:each|separate\w*|individual\w*|by itself|per code|code by code)\b"
        r"|\b(?:medicare|cms)\b[^.?!;]{0,50}\b(?:each|separate\w*|individual\w*|by itself|per code|code by code)\b"
        r"[^.?!]{0,80}\bama\b[^.?!]{0,50}\b(?:total|pool|combin|sum)\w*\b"
    ),
    "midpoint_at_medicare": (
        r"\b(?:medicare|cms)\b(?: (?:also|still|now|always|only|just|really|actually))?"
        r" (?:use|uses|used|using|go|goes|count|counts|follow|follows|want|wants|has|have|switched to)"
        r" (?:by |with )?(?:the |an? )?(?:ama(?:'?s)? )?"
        r"(?:(?:code[- ]by[- ]code )?mid-?point|rule of (?:eight\w*|8'?s?)\b|ama rule)"
        r"|\b(?:mid-?point|ama) rule (?:is|=|applies) (?:for|to|by|what) (?:medicare|cms)\b"
    ),
    "full_fifteen_needed": (
        r"(?:need|must|have to|requires?|required|only)\b[^.?!]{0,40}\bfull (?:15|fifteen)\b"
        r"|full (?:15|fifteen) min\w* (?:per|for (?:a|each|every)) unit"
    ),
}
# "Both were with the patient" is of two clinicians, "both patients" and "with another patient" of two patients.
CONCURRENT = re.compile(
    r"\b(?:two|2|three|3|four|4|several|multiple|other|another|second|overlapping"
    r"|both(?=\s+(?:\w+\s+)?(?:patients|pts|clients|people|kids)))\s+(?:[\w'-]+\s+){0,2}"
    r"(?:patients?|pts|people|clients?|kids)\b[^.?!]{0,80}\b(?:same time|simultaneous\w*|at once|concurrent\w*"
    r"|same (?:\w+ ){0,2}(?:min\w*|hour|slot|period|interval)|together|overlap\w*|side by side)"
    r"|\b(?:same time|simultaneous\w*|at once|concurrent\w*|overlap\w*)\b[^.?!]{0,60}"
    r"\b(?:patients|(?:other|another|second|next|2nd|different) (?:patient|pt|client)|pts|people|clients)\b"
    r"|\balternat\w+ between (?:two|2|three|3) (?:patients?|pts)|\bdouble[- ]book\w*|\bconcurrent (?:patients?|therapy)"
)
GROUP = re.compile(
    r"\b97150\b|\b(?:small )?group (?:therapy|session|class|treatment|tx|of (?:\d+|two|three|four|five|six)|then|first"
    r"|and then|plus)\b|\bin a (?:small )?group\b|\bbalance (?:class|group)\b"
)
OVERLAP = re.compile(
    r"\bsame (?:\w+ ){0,2}(?:min(?:ute)?s|time (?:block|slot|period|interval))\b|\boverlap\w*"
    r"|\bshar\w+ (?:the )?(?:same )?min\w*|\bdouble[- ]?(?:count|dip)\w*"
)


def read_premises(plain: str) -> tuple[str, ...]:
    """The wrong or doubtful rules that the question takes for granted."""
    return tuple(name for name, pattern in PREMISES.items() if re.search(pattern, plain))
