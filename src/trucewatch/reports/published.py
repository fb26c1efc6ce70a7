"""Days of publication as people and programs write them; what could be read two ways is refused, never guessed."""

from __future__ import annotations

import calendar
import re
from datetime import date

from trucewatch.errors import ReportError

FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}
_WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(calendar.day_name)}

# A clock time may follow any date; it is checked, then left out: the day counts as printed, in its own zone.
_CLOCK = re.compile(
    r"(?:[t,]|\s)\s*(?:at\s+)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:z|[a-z]{1,5}|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2})?(?:\s*\([a-z ]+\))?"
)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\.?,?\s+")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t?[0-9]{4}(?:[0-9]{2})?z?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+([a-z]+)\.?,?[\s-]+([0-9]{4})")
_NAMED_DAY = re.compile(r"([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_MONTH_ONLY = re.compile(r"[0-9]{4}(?:-[0-9]{1,2})?|[a-z]+\.?,?\s+[0-9]{4}")
_ISO = "a day such as 2025-03-09"


def parse_published(value: str) -> date:
    """The day a publication date names.

    Read are ISO 8601 days and datetimes (the day as printed, in its own zone), RFC 2822 dates, "9 March 2025",
    "March 9, 2025", "2025/03/09", "20250309", each with or without weekday and clock time, and all-figures dates
    with the year last where only one reading is possible ("13/04/2025").

    Args:
        value: the date as written, white space around it allowed.

    Returns:
        A day from 1900-01-01 to 2100-12-31.

    Raises:
        ReportError: no known form, two readings, a day that does not exist, a weekday that is not that day's, or a
            year out of bounds.
    """
    words = " ".join(value.split()).lower()
    weekday = _WEEKDAY.match(words)
    bare = _without_clock(words[weekday.end() :] if weekday else words, value)
    day = _day(bare, value)
    if weekday and _WEEKDAYS[weekday[1]] != day.weekday():
        raise ReportError(
            f"the publication date {_shown(value)} does not fit: {day} is a {calendar.day_name[day.weekday()]}",
            expected=_ISO,
        )
    return day


def _without_clock(words: str, value: str) -> str:
    for clock in _CLOCK.finditer(words):
        if clock.end() == len(words):
            hour, minute, second = (int(part or 0) for part in clock.groups())
            if hour > 24 or minute > 59 or second > 60:
                raise ReportError(f"the publication date {_shown(value)} carries a clock time that does not exist")
            return words[: clock.start()].rstrip(" ,")
    return words


def _day(words: str, value: str) -> date:
    if m := _YEAR_FIRST.fullmatch(words):
        return _existing((int(m[1]), int(m[3]), int(m[4])), value)
    if m := _COMPACT.fullmatch(words):
        return _existing((int(m[1]), int(m[2]), int(m[3])), value)
    if m := _YEAR_LAST.fullmatch(words):
        return _figures(int(m[1]), int(m[3]), int(m[4]), value)
    if (m := _DAY_NAMED.fullmatch(words)) and m[2] in _MONTHS:
        return _existing((int(m[3]), _MONTHS[m[2]], int(m[1])), value)
    if (m := _NAMED_DAY.fullmatch(words)) and m[1] in _MONTHS:
        return _existing((int(m[3]), _MONTHS[m[1]], int(m[2])), value)
    if _MONTH_ONLY.fullmatch(words):
        raise ReportError(f"the publication date {_shown(value)} names no single day", expected=_ISO)
    raise ReportError(f"the publication date {_shown(value)} is of no known form", expected=_ISO)


def _figures(first: int, second: int, year: int, value: str) -> date:
    """Day and month in figures, in either order: only what can be read one way."""
    readings = {d for d in (_valid(year, second, first), _valid(year, first, second)) if d}
    if len(readings) > 1:
        one, other = (f"{d.day} {calendar.month_name[d.month]} {d.year}" for d in sorted(readings))
        raise ReportError(
            f"the publication date {_shown(value)} has two readings, {one} and {other}",
            expected="the year first",
            advice=f"Write {' or '.join(d.isoformat() for d in sorted(readings))}",
        )
    return _bounded(readings.pop(), value) if readings else _existing((year, second, first), value)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _existing(parts: tuple[int, int, int], value: str) -> date:
    day = _valid(*parts)
    if day is None:
        raise ReportError(f"the publication date {_shown(value)} names a day that does not exist", expected=_ISO)
    return _bounded(day, value)


def _bounded(day: date, value: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ReportError(
            f"the publication date {_shown(value)} lies outside the years that are read",
            expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}",
        )
    return day


def _shown(value: str) -> str:
    return f'"{value[:60]}..."' if len(value) > 60 else f'"{value}"'
