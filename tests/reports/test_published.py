from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import ReportError
from trucewatch.reports.published import FIRST_YEAR, LAST_YEAR, parse_published

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(DAYS)
def test_iso_round_trip(day: date) -> None:
    assert parse_published(day.isoformat()) == day
    assert parse_published(day.strftime("%Y%m%d")) == day
    assert parse_published(day.strftime("%A, %d %B %Y")) == day
    assert parse_published(day.strftime("%b %d, %Y")) == day


@given(DAYS, st.times(), st.integers(-14 * 60, 14 * 60))
def test_datetimes_give_the_day_as_printed(day: date, clock: object, offset: int) -> None:
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert parse_published(moment.isoformat()) == day
    assert parse_published(moment.isoformat(" ")) == day
    assert parse_published(format_datetime(moment)) == day


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-09",
        " 2025-03-09\n",
        "2025-3-9",
        "2025/03/09",
        "2025.03.09",
        "20250309",
        "20250309T101500Z",
        "20250309101500",
        "2025-03-09T23:30:00Z",
        "2025-03-09T23:30:00.123456-05:00",
        "2025-03-09 08:00 UTC",
        "Sun, 09 Mar 2025 10:00:00 +0000",
        "Sun, 9 Mar 2025 10:00:00 GMT (UTC)",
        "9 March 2025",
        "9th of March 2025",
        "09-Mar-2025",
        "Sunday 9 March 2025, 10:15 am",
        "March 9, 2025",
        "Mar. 9 2025",
        "Sunday, March 9th, 2025 at 7:05 p.m. EST",
        "9\u00a0March\u00a02025",
    ],
)
def test_forms_people_write(value: str) -> None:
    assert parse_published(value) == date(2025, 3, 9)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("13/04/2025", date(2025, 4, 13)),
        ("04/13/2025", date(2025, 4, 13)),
        ("13.4.2025", date(2025, 4, 13)),
        ("05/05/2025", date(2025, 5, 5)),
        ("Sept 4, 1992", date(1992, 9, 4)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_one_reading_only(value: str, day: date) -> None:
    assert parse_published(value) == day


@pytest.mark.parametrize("value", ["03/04/2025", "3.4.2025", "03-04-2025"])
def test_two_readings_are_named_and_refused(value: str) -> None:
    with pytest.raises(ReportError) as caught:
        parse_published(value)
    sentence = str(caught.value)
    assert "4 March 2025" in sentence
    assert "3 April 2025" in sentence
    assert "2025-03-04 or 2025-04-03" in sentence


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2025-02-29", "does not exist"),
        ("31 April 2025", "does not exist"),
        ("32/13/2025", "does not exist"),
        ("20251301", "does not exist"),
        ("2025-03-09T25:00", "clock time"),
        ("2025-03-09T10:61", "clock time"),
        ("1899-12-31", "outside the years"),
        ("2101-01-01", "outside the years"),
        ("2025-03", "no single day"),
        ("March 2025", "no single day"),
        ("2025", "no single day"),
        ("Monday, 9 March 2025", "2025-03-09 is a Sunday"),
        ("last Tuesday", "no known form"),
        ("9 Marzo 2025", "no known form"),
        ("09/03/25", "no known form"),
        ("", "no known form"),
        ("٢٠٢٥-٠٣-٠٩", "no known form"),
        ("x" * 5000, "no known form"),
    ],
)
def test_refused_with_a_reason(value: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        parse_published(value)
    assert len(str(caught.value)) < 250


@given(st.text(max_size=40))
def test_anything_gives_a_day_or_our_error(value: str) -> None:
    try:
        day = parse_published(value)
    except ReportError:
        return
    assert FIRST_YEAR <= day.year <= LAST_YEAR
