"""The days on which a service was given, as a question tells them: "dos march 2024", "date of service 3/14/25"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
CUE = (
    r"\b(?:dos|d\.o\.s\.?|dates?(?: of (?:services?|treatment|the (?:visit|session)))?|(?:services?|visits?) dates?"
    r"|(?:services?|visits?|sessions?|treatments?|tx|claims?|notes?|evals?|evaluations?|encounters?|appointments?|appts?"
    r"|episodes?(?: of care)?|therapy)(?: (?:was|were|is|are|from|of|in|on|dated?|for))*"
    r"|(?:seen|treated|billed|furnished|rendered|performed|done)(?: (?:back|it|her|him|them|97112))*"
    r"(?: (?:in|on|from))?"
    # a person comes or was here: "she came in march 2025"; whoever treats sees or does it
    r"|(?:she|he|pt|patient|client)(?:'?d| had| would have)? (?:came?|come|was here|attended)"
    r"(?: (?:in|to|for|with|us|me|here|clinic|therapy|rehab|pt|ot|treatment|care|her|his|their|eval))*"
    r"|(?:i|we|they) (?:saw|did|had|billed|treated) (?:her|him|them|it|this|that|these|all of (?:it|this)|the pt)"
    # said of the case as a whole, where the text or a supposition opens with it
    r"|(?:\A\W*(?:(?:oh|and|so|but|ok|okay|sorry|wait|no|actually|btw|also|well|forgot)\W+)*"
    r"|\b(?:what if|if|say|suppose|assuming) )(?:it|this|that|all (?:of )?(?:it|this|that))"
    r"(?:'?s|'d| (?:was|were|is|had been|happened))(?: (?:all|actually|really))?)"
)
LED_IN = (
    r"(?:\s*[:=,]?\s*(?:(?:was|were|is|are|all|in|on|from|of|early|late|mid|the|back)\s+)*)"
    r"(?:\[date of service, )?"  # what stands for a day that was masked names its year
)
DAY = (
    r"(?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s*(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+)?"
    r"(?:of\s+)?'?(?P<year>20\d\d|\d\d)\b"
    r"|(?P<nmonth>\d{1,2})[/-](?:(?P<nday>\d{1,2})[/-])?(?P<nyear>20\d\d|\d\d)\b"
    r"(?!\s*(?:min|sec|s\b|/|x\b|visits?|sessions?|times|reps))"
    r"|(?P<yyyy>20\d\d)\b)"
)
TOLD = re.compile(CUE + LED_IN + DAY, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServiceDates:
    """From the first day to the last that the words leave open: a month, a year, or one day."""

    first: date
    last: date


def read_service_dates(text: str) -> ServiceDates | None:
    """The days told, from the first to the last of several; None: a month without its year tells none."""
    told = [read for match in TOLD.finditer(text) if (read := _read(match))]
    return ServiceDates(min(d.first for d in told), max(d.last for d in told)) if told else None


def without_service_dates(text: str) -> str:
    return TOLD.sub(" ", text)


def _read(match: re.Match[str]) -> ServiceDates | None:
    year = _year(match["year"] or match["nyear"] or match["yyyy"])
    month = MONTHS[match["month"][:3].lower()] if match["month"] else int(match["nmonth"] or 0)
    day = int(match["day"] or match["nday"] or 0)
    try:
        if not month:
            return ServiceDates(date(year, 1, 1), date(year, 12, 31))
        if not day:
            return ServiceDates(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return ServiceDates(date(year, month, day), date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _year(written: str) -> int:
    year = int(written)
    return year if year > 99 else 2000 + year
