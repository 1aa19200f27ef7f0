"""The days of a service are read where they are told, and from no other date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understand.service_dates import ServiceDates, read_service_dates, without_service_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("aetna, dos march 2024, ankle sprain", date(2024, 3, 1), date(2024, 3, 31)),
        ("DOS: 2/2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("date of service was june of 2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("visits from 2024 denied", date(2024, 1, 1), date(2024, 12, 31)),
        ("she was seen in Sept 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("dates of service 10/28/25", date(2025, 10, 28), date(2025, 10, 28)),
        ("same guy but dos is [date of service, 2025]", date(2025, 1, 1), date(2025, 12, 31)),
        ("dates in September 2025 and dates in January 2026", date(2025, 9, 1), date(2026, 1, 31)),
        ("what if the date was june 2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("oh wait its actually aetna and she came in march 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("pt came for therapy in sept 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("we saw her in november 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("eval was june 2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("oh sorry, it was in september 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("if it were january 2026", date(2026, 1, 1), date(2026, 1, 31)),
        ("we did this in april 2025", date(2025, 4, 1), date(2025, 4, 30)),
    ],
)
def test_days_of_service_are_read(text: str, first: date, last: date) -> None:
    """As exactly as the words tell them."""
    assert read_service_dates(text) == ServiceDates(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "surgery in march 2024",
        "kx amount for 2025",
        "18 visits, berg 33",
        "Aetna revised it in october 2025",
        "dos 13/2025",
        "her stroke came in march 2025",
        "ACL repair, that was in march 2025",
        "she came in 10/12 visits",
        "she started walking in may 2025",
        "saw her surgeon in march 2025",
        "pain came on in march 2025",
    ],
)
def test_other_dates_are_no_days_of_service(text: str) -> None:
    """An operation, a table or a policy has dates of its own."""
    assert read_service_dates(text) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nothing that is typed breaks it."""
    read = read_service_dates(text)
    assert read is None or read.first <= read.last
    assert read is not None or without_service_dates(text) is not None
