"""Points in time as terms and questions have them: a day, or an hour with its zone; and which comes first.

A day stands for the whole of it. A start on a day is reached from its first minute, an end on a day has passed once the
day is over, and a question about a day is about its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from trucewatch.agreements.terms import Counting
from trucewatch.vocabulary.dates import add_duration

Point = date | datetime
"""A day, or an hour with its zone."""

ValueT = TypeVar("ValueT")
_NEVER = datetime.max.replace(tzinfo=UTC)
_CLOCK_PART = re.compile(r"(?P<days>P[^T]*)(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?")


def beginning(point: Point, zone: ZoneInfo) -> datetime:
    """The first moment of a point."""
    return point if isinstance(point, datetime) else datetime.combine(point, time.min, zone)


def ending(point: Point, zone: ZoneInfo) -> datetime:
    """The last moment of a point: of a day, the first moment of the next one."""
    if isinstance(point, datetime):
        return point
    return datetime.combine(point + timedelta(days=1), time.min, zone) if point < date.max else _NEVER


def day_in(point: Point, zone: ZoneInfo) -> date:
    """The day on which a point lies, in the zone of the terms."""
    return point.astimezone(zone).date() if isinstance(point, datetime) else point


def is_reached(start: Point, as_of: Point, zone: ZoneInfo) -> bool:
    """Has something begun that begins at `start`, by the end of `as_of`?"""
    first = beginning(start, zone)
    return first <= as_of if isinstance(as_of, datetime) else first < ending(as_of, zone)


def is_over(end: Point, as_of: Point, zone: ZoneInfo) -> bool:
    """Is something over whose last moment is `end`, by the end of `as_of`? On its last day it is not."""
    last = ending(end, zone)
    return last <= as_of if isinstance(as_of, datetime) else last < ending(as_of, zone)


def has_come(day: date | None, hour: datetime | None, as_of: Point, zone: ZoneInfo, *, dated: bool = True) -> bool:
    """Does something said count by `as_of`? What is dated to a day alone counts from the end of that day.

    What carries no date of its own speaks for some time up to the publication of its report. That tells of how things
    were the day before at the latest, so that it counts for that day, if it is known.

    Args:
        day: for which day it is said; None: unknown, and counts.
        hour: for which hour, where that is told.
        as_of: the day or hour asked about.
        zone: the zone of days.
        dated: is the day its own, not that of publication?
    """
    if not isinstance(as_of, datetime):
        return day is None or day <= (as_of if dated else as_of + timedelta(days=1))
    if hour is not None:
        return hour <= as_of
    return day is None or ending(day, zone) <= as_of


def hour_of(value: str | None, zone: ZoneInfo) -> datetime | None:
    """The hour of an ISO 8601 value; in the zone where it names none; None where it tells no hour."""
    if not value or "T" not in value or "/" in value:
        return None
    try:
        hour = datetime.fromisoformat(value)
    except ValueError:
        return None
    return hour if hour.tzinfo else hour.replace(tzinfo=zone)


def moved(point: Point, offset: str, counting: Counting, zone: ZoneInfo) -> Point | None:
    """A point moved by an ISO 8601 duration, for deadlines: the day that is day N, or N days later.

    Args:
        point: from where it counts.
        offset: "P7D", "PT24H", "P1DT12H", "P0D" ...
        counting: inclusive: the point's own day is day one, so that P7D from the 19th is the 25th; exclusive: the 26th.
            Hours are always exact.
        zone: the zone in which days are meant.

    Returns:
        A day from a day, an hour where the offset has hours; None where the offset is no duration.
    """
    m = _CLOCK_PART.fullmatch(offset)
    if m is None:
        return None
    by_clock = timedelta(hours=int(m["hours"] or 0), minutes=int(m["minutes"] or 0))
    day: date | None = day_in(point, zone)
    if m["days"] not in ("P", "P0D"):
        day = add_duration(day, m["days"]) if day else None
        if day is not None and counting == "inclusive" and not by_clock:
            day -= timedelta(days=1)
    elif not by_clock:
        return point
    if day is None:
        return None
    if not by_clock:
        return day
    at = datetime.combine(day, beginning(point, zone).astimezone(zone).timetz())
    # Added in UTC: where clocks change, a day of the wall clock is not 24 hours.
    return (at.astimezone(UTC) + by_clock).astimezone(zone)


def end_of_period(start: Point, lasts: str, counting: Counting, zone: ZoneInfo) -> Point | None:
    """The last day of a period, or its last moment where it is told in hours; None where `lasts` is no duration.

    A period in months or days that began at an hour still ends with its last day, unless hours are told.
    """
    if "T" in lasts:
        return moved(start, lasts, "exclusive", zone)
    return moved(day_in(start, zone), lasts, counting, zone)


def lengthened(last: Point, lasts: str, zone: ZoneInfo) -> Point:
    """The last day or hour of a period that goes on for so long; the same where `lasts` is no duration.

    An hour stays the hour it was, on a later day, or moves on by so many hours; hours after a day count from its end.
    """
    if "T" in lasts:
        return moved(ending(last, zone), lasts, "exclusive", zone) or last
    if not isinstance(last, datetime):
        return moved(last, lasts, "exclusive", zone) or last
    later = add_duration(day_in(last, zone), lasts)
    return datetime.combine(later, last.astimezone(zone).timetz()) if later else last


def iso(point: Point) -> str:
    """A point in ISO 8601."""
    return point.isoformat(timespec="minutes") if isinstance(point, datetime) else point.isoformat()


def either(values: Sequence[ValueT]) -> ValueT | dict[str, list[ValueT]]:
    """One value, or where alternatives of the terms give different ones, all of them in order, each once."""
    if len(values) == 1:
        return values[0]
    kept: list[ValueT] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept[0] if len(kept) == 1 else {"either": kept}
