"""Days and intervals behind ISO 8601 strings of any precision."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_PART = re.compile(r"(\d{4}-\d{2}-\d{2})T[A-Z]{2}")  # "2019-11-22TEV"
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from `first` to `last`, both inclusive; `first` None means "at any time up to `last`"."""

    last: date
    first: date | None = None

    @property
    def is_day(self) -> bool:
        """Is it one known day?"""
        return self.first == self.last


def interval_of(value: str | None) -> Interval | None:
    """The days an ISO 8601 value covers: a day, week, month, year, or an interval "a/b".

    Returns:
        None where the value is None, a duration, or of no known form ("2025-WE", "PRESENT_REF").
    """
    if not value:
        return None
    if "/" in value:
        left, right = (interval_of(part) for part in value.split("/", 1))
        return Interval(right.last, left.first) if left and right else None
    try:
        return _interval(value)
    except ValueError:
        return None


def _interval(value: str) -> Interval | None:
    if m := _DAY.fullmatch(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return Interval(day, day)
    if m := _MONTH.fullmatch(value):
        year, month = int(m[1]), int(m[2])
        return Interval(date(year, month, calendar.monthrange(year, month)[1]), date(year, month, 1))
    if m := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return Interval(monday + timedelta(days=6), monday)
    if m := _YEAR.fullmatch(value):
        return Interval(date(int(m[1]), 12, 31), date(int(m[1]), 1, 1))
    return None


def day_of(value: str | None) -> date | None:
    """The one day an ISO value names, None where it names none or several."""
    interval = interval_of(value)
    return interval.last if interval and interval.is_day else None


def without_part(value: str | None) -> str | None:
    """A value without the part of its day: "2019-11-22TEV" is "2019-11-22"; every other value as it is.

    Parts of the day are those of TIMEX3: TMO (morning), TMI (midday), TAF (afternoon), TEV (evening), TNI (night).
    ISO 8601 has no word for them, so what counts days takes them off here.
    """
    m = _PART.fullmatch(value) if value else None
    return m[1] if m else value


def date_told(kind: str, value: str | None) -> str | None:
    """The date an expression of time tells, alone or with a part of its day.

    Args:
        kind: its type ("date", "time", "interval" ...).
        value: its ISO 8601 value.

    Returns:
        The date as precise as told; None for times of the clock, lengths, intervals and what is not resolved.
    """
    date_alone = without_part(value)
    return date_alone if kind == "date" or date_alone != value else None


def add_duration(start: date, duration: str) -> date | None:
    """`start` moved by a calendar duration ("P42D", "P2M", "P1Y"); None where it is not one.

    A month later keeps the day of the month, or takes the month's last day where it has no such day.
    """
    m = _DURATION.fullmatch(duration)
    if not m or not any(m.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in m.groups())
    total = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    moved = date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=7 * weeks + days)
    except OverflowError:
        return None


def last_day(start: date, duration: str, *, inclusive: bool = True) -> date | None:
    """Last day of a period that begins on `start`.

    Args:
        start: first day.
        duration: ISO 8601 calendar duration.
        inclusive: the first day counts (42 days from 19 January end on 1 March); otherwise they end a day later.
    """
    end = add_duration(start, duration)
    if end is None:
        return None
    return end - timedelta(days=1) if inclusive else end
