"""Calendar arithmetic of periods: the last day under each way of counting, and where a day lies in a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from trucewatch.standing.cell import days_apart, long_date
from trucewatch.vocabulary.dates import day_of, last_day

Fit = Literal["inclusive", "exclusive", "off"]
_MONTHS_OR_YEARS = re.compile(r"P(?:\d+Y)?(?:\d+M)?")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


@dataclass(frozen=True)
class Period:
    """A period from its first day and its length.

    Attributes:
        start: first day.
        duration: ISO 8601 calendar duration.
        inclusive: last day where the first day counts.
        exclusive: last day where the count begins on the day after.
    """

    start: date
    duration: str
    inclusive: date
    exclusive: date

    @property
    def days(self) -> int:
        """Its length in days, the first and the last (inclusive) day counted."""
        return (self.inclusive - self.start).days + 1

    @property
    def by_months(self) -> bool:
        """Is it told in months or years, which by custom end on the day of the same number?"""
        return _MONTHS_OR_YEARS.fullmatch(self.duration) is not None

    def fit(self, expiry: date) -> Fit:
        """Under which counting does a stated last day fit?"""
        if expiry == self.inclusive:
            return "inclusive"
        return "exclusive" if expiry == self.exclusive else "off"

    def days_off(self, expiry: date) -> int:
        """Days between a stated last day and the nearest computed one; positive: stated later."""
        late, early = (expiry - self.exclusive).days, (expiry - self.inclusive).days
        return 0 if early >= 0 >= late else (late if late > 0 else early)


def period_of(start: str | None, duration: str | None) -> Period | None:
    """The period of a stated start and length; None unless the start is one known day and the length a calendar one."""
    first = day_of(start)
    if first is None or not duration:
        return None
    inclusive, exclusive = last_day(first, duration), last_day(first, duration, inclusive=False)
    if inclusive is None or exclusive is None or inclusive < first:
        return None
    return Period(first, duration, inclusive, exclusive)


def duration_words(duration: str) -> str:
    """An ISO 8601 calendar duration in words: "P42D" -> "42 days"."""
    parts = [f"{n} {_UNITS[u]}{'' if n == '1' else 's'}" for n, u in re.findall(r"(\d+)([YMWD])", duration)]
    return " ".join(parts) or duration


def computed_words(period: Period) -> str:
    """The computed last day with the rule that gave it and the alternative."""
    return (
        f"{long_date(period.inclusive)}, computed from {long_date(period.start)} and {duration_words(period.duration)} "
        f"with the first day counted; {long_date(period.exclusive)} if counted from the day after"
    )


def calendar_words(period: Period, as_of: date) -> str:
    """Where a day lies in the period, by the calendar alone; whether anything was kept is not said."""
    if as_of < period.start:
        return f"begins {days_apart(period.start, as_of)}, on {long_date(period.start)}, by computation"
    if as_of <= period.inclusive:
        number = (as_of - period.start).days + 1
        ending = "last day" if as_of == period.inclusive else f"last day {long_date(period.inclusive)}"
        return f"day {number} of {period.days} by computation, {ending}"
    if as_of == period.exclusive == period.inclusive + timedelta(days=1):
        return f"period ended 1 day ago by computation ({long_date(period.inclusive)}); today under the other counting"
    return f"period ended {days_apart(period.inclusive, as_of)} by computation ({long_date(period.inclusive)})"


def stated_words(expiry: date, as_of: date) -> str:
    """Where a day lies to a stated last day."""
    return f"stated last day {long_date(expiry)}: {days_apart(expiry, as_of)}"
