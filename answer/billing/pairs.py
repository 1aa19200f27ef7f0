"""Code pairs: what the dated edit table says of two codes, or of every partner of one."""

import re
from itertools import combinations

from answer.billing.asked import BillingQuestion
from answer.billing.editions import pair_file_in_words
from answer.billing.said import Said
from answer.draft import OPENING, DraftStatement
from rules.pairs import PairResult, look_up_pair
from rules.tables import CodePair, Tables
from rules.wording import capital, joined

PAIRS_SHOWN = 6
PAIR_CUE = re.compile(
    r"\bbundl|\bunbundl|\bedits?\b|\bncci\b|\bcci\b|\bptp\b|code pair|same[- ](?:day|visit|session|dos|date|region"
    r"|time)"
    r"|\btogether\b|\b59\b|\bx[espu]\b|\bmodifiers?\b|\bseparate(?:ly)?\b|\bbill(?:ed|ing)?\b.{0,40}\b(?:with|both"
    r"|and)\b"
    r"|\bwith\b|\balong(?:side)?\b|\bboth\b|\bbeside\b|\bon top of\b|\band\b.{0,20}\bsame\b|\bplus\b|\+",
    re.IGNORECASE,
)
EVALUATION_BESIDE = re.compile(  # "eval" alone may be told of a case; beside "with" or "same day" it is a line
    r"(?:\b(?:with|and|plus|alongside|beside|on top of)|\+|&)\s*(?:(?:an?|the|my|same[- ]day|initial|i)\s+)*"
    r"(?:(pt|ot)\s+)?(?:initial\s+)?eval(?:uation|s)?\b"
    r"(?!\s+(?:find|show|score|note|report|data|result|of\b))"
    r"|\b(?:(pt|ot)\s+)?eval(?:uation|s)?\s*(?:and|&|\+|plus|with|/)\s*(?:97112|neuro|nmr)",
    re.IGNORECASE,
)
COMPARE_CUE = re.compile(
    r"\bdifferen|\bvs\b|\bversus\b|\bcompare|\bor\b|\brather than\b|\binstead\b|which code", re.IGNORECASE
)
STRONG_PAIR_CUE = re.compile(
    r"\bbundl|\bunbundl|\bedits?\b|\bncci\b|\bcci\b|\bptp\b|code pair|same[- ](?:day|visit|session|dos|date"
    r"|region)|\b59\b"
    r"|\bbill(?:ed)? (?:together|both)\b",
    re.IGNORECASE,
)
SAME_REGION = re.compile(
    r"\bsame (?:spinal |body )?(?:region|area|site|segment|spot|place|level|body part)"
    r"|\b(?:both|all)(?: (?:of (?:them|it|that)|codes?|services?|were|was|are|is|being|done|on|in|to|at|of|for|the|his"
    r"|her|my))* (?:low(?:er)? back|mid ?back|back|neck|spine|cervical|thoracic|lumbar|sacr\w+|pelvi\w+"
    r"|[ctl][- ]?spine)\b",
    re.IGNORECASE,
)
# Where the spine was manipulated, and what 97112 was for: the last told of each.
PLACES = {
    "neck": r"neck|cervical|c[- ]?spine",
    "mid back": r"mid ?back|thoracic|t[- ]?spine",
    "low back": r"low(?:er)? back|lumbar|l[- ]?spine",
    "pelvis": r"pelvi\w*|sacr\w+|si joint",
    "elsewhere": r"ankle|knee|hip|shoulder|elbow|wrist|hand|foot|jaw|tmj|vestibular|balance",
}
PLACE = "|".join(f"(?:{words})" for words in PLACES.values())
MANIPULATED_AT = re.compile(rf"\b(?:9894[012]|adjust\w*|manip\w*|cmt)\b[^.;,\n]{{0,25}}?\b({PLACE})\b", re.IGNORECASE)
RETRAINED_AT = re.compile(rf"\b(?:97112|neuro re-?ed\w*|nmre?)\b[^.;,\n]{{0,25}}?\b({PLACE})\b", re.IGNORECASE)
# A manipulation told in words: the spine is adjusted, not a walker or a claim.
ADJUSTED = re.compile(
    r"\badjust(?:ed|ing|ment|ments)?\s+(?:of\s+|to\s+|at\s+|the\s+|his\s+|her\s+|their\s+|my\s+|patient'?s?\s+)*"
    r"(?:[ctls]\d|cervical|thoracic|lumbar|sacr\w+|spine|spinal|neck|mid ?back|low(?:er)? back|back|pelvis|si\b"
    r"|[clt][- ]?spine)"
    r"|\b(?:cervical|thoracic|lumbar|spinal|chiro\w*|neck|low back|dc|[clt][- ]?spine)\s+(?:adjust\w+|manipulat\w+)"
    r"|\bcmt\b|\bmanipulat\w+\s+(?:of\s+|the\s+)*(?:[ctl]\d|cervical|thoracic|lumbar|spine|neck)",
    re.IGNORECASE,
)
# Which of two codes is paid in full, or more, is asked, and not whether both are.
ASKS_PAY = re.compile(
    r"\bmppr\b|\bpa(?:y|ys|id|yment)\b.{0,25}(?:\bfull\b|\bmore\b|\bless\b|100|\breduc\w*|\bcut\b|\bhalf\b)"
    r"|(?:\bfull\b|\bmore\b|\bless\b|100|\breduc\w*|\bcut\b|\bhalf\b).{0,25}\bpa(?:y|ys|id|yment)\b",
    re.IGNORECASE,
)
OFFICE_VISIT = re.compile(r"\b992\d\d\b")
# Whether codes are paid beside each other is asked, and not how many units are.
EDITS_ASKED = re.compile(
    r"\b(?:un)?bundl|\bedits?\b|\bncci\b|\bcci\b|\bptp\b|code pair|\b59\b|\bx[espu]\b|\bmodif", re.IGNORECASE
)
EDITS_CUE = re.compile(r"\bncci\b|\bcci\b|\bptp\b|\bcode[- ]pairs?\b|\bbundling edits?\b", re.IGNORECASE)


def names_office_visit(text: str) -> bool:
    """Whether an evaluation and management code is typed."""
    return OFFICE_VISIT.search(text) is not None


def is_same_region(text: str) -> bool:
    """Whether 97112 is told to be for the region that is manipulated, in so many words or by its name."""
    if SAME_REGION.search(text):
        return True
    at, for_ = (_last_place(pattern, text) for pattern in (MANIPULATED_AT, RETRAINED_AT))
    return at is not None and at == for_ and at != "elsewhere"


def _last_place(pattern: re.Pattern[str], text: str) -> str | None:
    said = [match[1] for match in pattern.finditer(text)]
    return next((name for name, words in PLACES.items() if re.fullmatch(words, said[-1], re.I)), None) if said else None


def describe_pairs(said: Said, asked: BillingQuestion, with_units: bool) -> tuple[PairResult, ...]:
    """The code pairs asked about; beside units only those that have an edit."""
    text, services, tables = asked.text, asked.services, asked.tables
    codes = tuple(dict.fromkeys((*services.codes, *services.untimed, *(s.code for s in services.services))))
    if len(codes) == 1 and (beside := EVALUATION_BESIDE.search(text)):
        codes = (*codes, "97165" if (beside[1] or "").lower() == "ot" else "97161")
    wanted = bool(PAIR_CUE.search(text)) and (not COMPARE_CUE.search(text) or bool(STRONG_PAIR_CUE.search(text)))
    if len(codes) == 1 and EDITS_CUE.search(text) and not with_units:
        return _describe_edits_of(said, codes[0], tables)
    if len(codes) < 2 or not (wanted or with_units):
        return ()
    if ASKS_PAY.search(asked.newest or text) and not STRONG_PAIR_CUE.search(asked.newest or text):
        return ()
    found = [look_up_pair(first, second, tables) for first, second in combinations(codes, 2)]
    found.sort(key=lambda pair: "97112" not in pair.codes)
    plain_units = with_units and not STRONG_PAIR_CUE.search(text)
    shown = [pair for pair in found if pair.status == "edit" or not plain_units][:PAIRS_SHOWN]
    for pair in shown:
        _say_one_pair(said, pair, tables)
    if any(pair.status == "no_edit" for pair in shown):
        said.say("Code pair", "Codes without an edit still need separate minutes.", tables.cite("shared_minutes"))
    manipulated = any("97112" in pair.codes and pair.pair and pair.pair.column1.startswith("9894") for pair in shown)
    if is_same_region(text) and manipulated:
        said.say_first(
            "In the same region as the manipulation, 97112 is not separate under Medicare's code pairs, "
            "and a modifier would misstate the service.",
            tables.cite("same_region"),
        )
    if manipulated and not ADJUSTED.search(text) and any(payer.is_medicare for payer in asked.payers):
        said.quote("Code pair", tables.cite("chiropractor")[0])
    if shown and not (asked.payers and all(payer.is_medicare for payer in asked.payers)):
        said.say(
            "Code pair",
            "These pairs are Medicare's; some commercial payers run their own edits.",
            tables.cite("pair_other_payers"),
        )
    return tuple(shown)


def describe_adjustment(said: Said, asked: BillingQuestion, with_pairs: bool) -> bool:
    """What a spinal manipulation told in words, without its code, means for 97112: region, modifier and Medicare."""
    services, tables = asked.services, asked.tables
    codes = {*services.mentioned, *services.codes, *(s.code for s in services.services)}
    if "97112" not in codes or not ADJUSTED.search(asked.text):
        return False
    told, section = Said(), "Code pair" if with_pairs else OPENING
    if SAME_REGION.search(asked.text) and not with_pairs:
        told.say(
            section,
            "No: in the region of the manipulation 97112 is not separate under Medicare's code pairs, "
            "and 59 or an X modifier does not make it so.",
            tables.cite("same_region"),
        )
    elif not with_pairs:
        told.quote(section, tables.cite("different_region")[0])
    if not asked.payers or any(payer.is_medicare for payer in asked.payers):
        told.quote(section, tables.cite("chiropractor")[0])
    if with_pairs:
        said.statements += told.statements
    else:
        said.statements[:0] = told.statements
    return True


def describe_pair(result: PairResult, tables: Tables) -> tuple[DraftStatement, ...]:
    """What the table says of one pair, as sentences with cites."""
    said = Said()
    _say_one_pair(said, result, tables)
    return tuple(said.statements)


def _say_one_pair(said: Said, result: PairResult, tables: Tables) -> None:
    how = tables.cite("pair_indicator" if result.pair else "pair_edition")
    said.say("Code pair", _say_pair(result), result.cites + how)
    if result.pair and result.pair.meaning:
        said.say("Code pair", f"{capital(result.pair.meaning)} ({_pair_name(result)}).", result.cites)


def _describe_edits_of(said: Said, code: str, tables: Tables) -> tuple[PairResult, ...]:
    """Every partner of one code in the pair table, by side and indicator."""
    groups: dict[tuple[bool, int], list[CodePair]] = {}
    for pair in tables.pairs:
        if code in (pair.column1, pair.column2) and pair.direction_known and not pair.partial:
            groups.setdefault((pair.column2 == code, pair.indicator), []).append(pair)
    source = capital(pair_file_in_words(tables.pairs_edition))
    for (second, indicator), pairs in sorted(groups.items(), reverse=True):
        partners = tuple(pair.column1 if second else pair.column2 for pair in pairs)
        cites = (cite for pair in pairs for cite in pair.cites)
        said.say(
            "Code pair",
            f"{source} puts {code} in column {2 if second else 1}, with indicator {indicator}, "
            f"beside {joined(_ranges(partners))}.",
            cites,
        )
    if groups:
        said.say(
            "Code pair",
            f"{source} is the edition held here; another quarter has to be looked up.",
            tables.cite("pair_edition"),
        )
    return tuple(look_up_pair(p[0].column1, p[0].column2, tables) for p in groups.values())


def _ranges(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes with runs of three or more neighbours drawn together ("62320 to 62327")."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code.isdigit() and runs[-1][-1].isdigit() and int(code) == int(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return tuple(name for run in runs for name in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run))


def _say_pair(result: PairResult) -> str:
    source, pair = pair_file_in_words(result.edition), result.pair
    first, second = result.codes
    if result.status == "no_edit":
        return (
            f"{capital(source)} has no active edit between {first} and {second}, so modifier 59 is not "
            "needed for this pair under Medicare."
        )
    if pair is None:
        return (
            f"{capital(source)} as held here does not answer for {first} with {second}: look the pair up in the "
            "current quarter."
        )
    order = (
        f"{pair.column1} is column 1 and {pair.column2} is column 2"
        if pair.direction_known
        else "the column order was not read"
    )
    if pair.partial:
        return (
            f"{capital(source)} lists some codes of the range that holds {pair.column2} in column 2 of "
            f"{pair.column1} with indicator {pair.indicator}; whether {pair.column2} itself is listed has "
            "to be looked up."
        )
    if pair.indicator == 0:
        return (
            f"{pair.column1} and {pair.column2} cannot be billed together: {order}, with indicator 0, which no "
            f"modifier unlocks, in {source}."
        )
    return (
        f"{pair.column2} is denied beside {pair.column1} unless the services were truly separate and a "
        f"modifier such as 59 "
        f"or XS says so: {order}, with indicator 1, in {source}."
    )


def _pair_name(result: PairResult) -> str:
    return f"{result.pair.column1} with {result.pair.column2}" if result.pair else " with ".join(result.codes)
