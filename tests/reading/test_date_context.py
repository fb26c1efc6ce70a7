"""The first day of what a date covers, also where its second part is a season or a week."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.date_context import as_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-05", date(2024, 5, 1)),
        ("2024-05-17T12:00", date(2024, 5, 17)),
        ("2024-05-17/2024-06-01", date(2024, 5, 17)),
        ("1994-SP", date(1994, 1, 1)),
        ("2025-W10", date(2025, 1, 1)),
    ],
)
def test_the_first_day_that_a_value_covers(value: str, day: date) -> None:
    assert as_day(value) == day
