"""Numbers and addresses of the net that identify a person: by label, by shape, by check digit."""

import ipaddress
import re
from collections.abc import Iterator

from stdnum import luhn

from guard.found import Found
from guard.identifier_words import IdentifierWords

NPI_PREFIX = "80840"
"""Put before a provider number, its check digit is Luhn's (the NPI standard of CMS)."""

URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\")\]]+|\bwww\.[^\s<>\")\]]+", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.IGNORECASE)
SPELLED_EMAIL = re.compile(
    r"(?<![\w-])[\w-]{1,40}(?:(?:\.| dot )[\w-]{1,40}){0,3} ?(?: at |\(at\)|\[at\]) ?"
    r"(?:[\w-]{1,40} ?(?: dot |\(dot\)|\[dot\])"
    r"|(?:gmail|yahoo|hotmail|outlook|aol|icloud|proton)\.)(?:com|org|net|edu|gov|us|me)\b",
    re.IGNORECASE,
)
PHOTO = re.compile(r"(?<![\w-])[\w-]{1,100}\.(?:jpe?g|png|heic|gif|bmp|tiff?|webp|mp4|mov|avi|dcm)\b", re.IGNORECASE)
SSN = re.compile(r"(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])")
HICN = re.compile(r"(?<![\d-])\d{3}-?\d{2}-?\d{4}-?[A-Za-z]\d?(?!\w)")
# CMS, "Understanding the MBI format": 11 characters, letters without S, L, O, I, B, Z.
_A, _AN = "[AC-HJKMNP-RT-Y]", "[AC-HJKMNP-RT-Y0-9]"
MBI = re.compile(rf"(?<!\w)[1-9]{_A}{_AN}\d(?P<gap>[- ]?){_A}{_AN}\d(?P=gap){_A}{_A}\d\d(?!\w)", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.$-])(?:\+?1[-. ]?)?"
    r"(?:\(\d{3}\)\s?|\d{3}\s?[-./ ]\s?|\d{3}(?=\d{7}\b))"  # the area code
    r"\d{3}\s?[-. ]?\s?\d{4}(?:\s*(?:ext\.?|x)\s*\d{1,5})?(?![\w-]|\.\d)"
)
FOREIGN_PHONE = re.compile(r"(?<!\w)\+\d{1,3}(?:[-. ()]{0,2}\d){7,13}(?!\w)")
SHORT_PHONE = re.compile(
    r"\b(?:phone|ph|tel|cell|mobile|call|fax|number|#)\b[^\d\n]{0,15}(?P<value>\d{3}[-. ]\d{4})(?![\w-])",
    re.IGNORECASE,
)
FAX_BEFORE = re.compile(r"(?:\bfax\w*\b|\bf\s*:)[^\d\n]{0,25}$", re.IGNORECASE)
PHONE_BEFORE = re.compile(
    r"(?:phone|\bph\b|tel\b|cell|mobile|call|text|reach|number)\W*(?:\w+\W+){0,3}$", re.IGNORECASE
)
IPV4 = re.compile(r"(?<![\w.§])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
SECTION_BEFORE = re.compile(r"(?:§|section|sect\.|chapter|ch\.|pub\.?)\s*$", re.IGNORECASE)
LONG_NUMBER = re.compile(r"(?<![\w.$/-])\d{9,}(?![\w/-]|\.\d)")
DOLLARS_BEFORE = re.compile(r"(?:\$|usd|dollars?)\s*$", re.IGNORECASE)
_OVER_89 = r"(?:9\d|1[0-2]\d)"
_OLD = r"(?:y\W{0,2}o\b|y/o|yo[fm]?\b|yr|years?\W{0,2}(?:old|of age)|year-old)"
AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.$/-])(?P<age>{_OVER_89})\s*-?\s*{_OLD}",
        rf"\b(?:aged?|age\s*[:=]|age of|turned|turning)\s*(?P<age>{_OVER_89})(?!\s*(?:%|days|weeks|months|°|deg))\b",
        rf"(?<![\w.$/-])(?P<age>{_OVER_89})\s?(?:[fm]|female|male|woman|man|lady|gentleman)\b(?!\s*/)",
        r"\bin (?:her|his|their) (?P<age>90['’]?s|nineties)",
        r"\b(?P<age>ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one) hundred(?: and \w+)?)"
        r"(?=[- ]years?[- ]old|\s*y/?o\b)",
        r"\b(?P<age>nonagenarian|centenarian)\b",
    )
)


def find_numbers(text: str, words: IdentifierWords) -> Iterator[Found]:
    """Yields every numbered identifier, the surest shapes first (`claim_spans` keeps the first)."""
    yield from _urls(text, words)
    yield from _shapes(text, "e-mail", EMAIL, SPELLED_EMAIL)
    yield from _shapes(text, "photo reference", PHOTO)
    yield from _labelled(text, words)
    yield from _shapes(text, "Medicare number", MBI, HICN)
    yield from _shapes(text, "social security number", SSN)
    yield from _internet_addresses(text)
    yield from _phones(text)
    yield from _ages(text)
    yield from _long_numbers(text)


def is_provider_number(digits: str) -> bool:
    """Whether ten digits are an NPI by their check digit."""
    return len(digits) == 10 and digits[0] in "12" and luhn.is_valid(NPI_PREFIX + digits)


def _shapes(text: str, kind: str, *patterns: re.Pattern[str]) -> Iterator[Found]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield Found(kind, match.start(), match.end())


def _urls(text: str, words: IdentifierWords) -> Iterator[Found]:
    for match in URL.finditer(text):
        address = match[0].rstrip(".,;:!?")
        host = re.sub(r"^\w+://", "", address).split("/")[0].split("@")[-1].lower()
        if not any(host == public or host.endswith("." + public) for public in words.public_hosts):
            yield Found("URL", match.start(), match.start() + len(address))


def _labelled(text: str, words: IdentifierWords) -> Iterator[Found]:
    for labelled in words.labelled:
        for match in labelled.pattern.finditer(text):
            if any(character.isdigit() for character in match["value"]):
                yield Found(labelled.kind, match.start("value"), match.end("value"))


def _internet_addresses(text: str) -> Iterator[Found]:
    for pattern in (IPV4, IPV6):
        for match in pattern.finditer(text):
            if _is_internet_address(match[0]) and not SECTION_BEFORE.search(text[: match.start()][-12:]):
                yield Found("IP address", match.start(), match.end())


def _is_internet_address(text: str) -> bool:
    if text.count(":") and len(text.replace(":", "")) < 3:  # "::" and "1:2" are punctuation and ratios
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _phones(text: str) -> Iterator[Found]:
    for match in PHONE.finditer(text):
        if not DOLLARS_BEFORE.search(text[: match.start()][-8:]):
            yield Found(_phone_kind(text, match.start(), match[0]), match.start(), match.end())
    for match in FOREIGN_PHONE.finditer(text):
        yield Found(_phone_kind(text, match.start(), match[0]), match.start(), match.end())
    for match in SHORT_PHONE.finditer(text):
        start = match.start("value")
        yield Found(_phone_kind(text, start, match["value"]), start, match.end("value"))


def _phone_kind(text: str, start: int, number: str) -> str:
    before = text[max(0, start - 40) : start]
    if FAX_BEFORE.search(before):
        return "fax"
    if is_provider_number(number) and not PHONE_BEFORE.search(before):
        return "provider number"
    return "phone"


def _ages(text: str) -> Iterator[Found]:
    for pattern in AGES:
        for match in pattern.finditer(text):
            yield Found("age", match.start("age"), match.end("age"))


def _long_numbers(text: str) -> Iterator[Found]:
    """Nine digits and more without a label are some account's; no code, score or amount is so long."""
    for match in LONG_NUMBER.finditer(text):
        yield Found("account number", match.start(), match.end())
