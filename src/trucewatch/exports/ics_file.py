"""The calendar as iCalendar (RFC 5545): talks, starts, last days and deadlines, each with the words it stands on.

An entry's UID is made of the statement that told of it first, and its SEQUENCE rises with each later report, so a
calendar that imports a newer export changes its entries and does not double them. Who it is for changes the UID, since
an id of the record could be used to find a withheld name again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import cast

from icalendar import Calendar, Event

from trucewatch import __version__
from trucewatch.exports.cells import BETWEEN
from trucewatch.exports.tables import Row, Tables, Value
from trucewatch.vocabulary.dates import without_part

LONGEST = 31
"""Days that an entry covers at most; what is known by the year alone is no entry of a calendar."""

_STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED"}


def write_ics(tables: Tables, path: Path, made_at: datetime) -> int:
    """Write the calendar.

    Args:
        tables: the table `calendar` is written; outlets and days come from `reports`.
        path: the new file.
        made_at: the moment of the export, which dates entries of which no report has a date.

    Returns:
        How many matters were left out, since their day is known by less than a month.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Trucewatch//Trucewatch {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"Trucewatch: {tables.process or 'all processes'}")
    sources = {str(row["id"]): row for row in tables["reports"].records()}
    left_out = 0
    for told, row in tables["calendar"].pairs():
        first, last = cast("date", told["first"]), cast("date", told["last"])
        if (last - first).days >= LONGEST:
            left_out += 1
            continue
        calendar.add_component(_entry(told, row, sources, made_at))
    path.write_bytes(calendar.to_ical())
    return left_out


def _entry(told: dict[str, Value], row: Row, sources: dict[str, dict[str, Value]], made_at: datetime) -> Event:
    entry = Event()
    last_told = cast("date | None", told["last_told"])
    changed = made_at if last_told is None else datetime.combine(last_told, time(), UTC)
    entry.add("uid", f"{told['id']}@trucewatch")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", told["revision"])
    entry.add("summary", _line(str(told["title"])))
    entry.add("status", _STATUS[str(told["status"])])
    entry.add("transp", "TRANSPARENT")  # nobody of the desk is busy then
    entry.add("categories", [str(told["what"])])
    _add_days(entry, told)
    if told["place"]:
        entry.add("location", _line(str(told["place"])))
    entry.add("description", _description(told, row, sources))
    return entry


def _add_days(entry: Event, told: dict[str, Value]) -> None:
    """An hour where one is stated, with its zone where that is; else whole days."""
    moment = _moment(str(told["value"]))
    if moment is not None:
        entry.add("dtstart", moment)
        return
    entry.add("dtstart", told["first"])
    entry.add("dtend", cast("date", told["last"]) + timedelta(days=1))  # the day after the last


def _moment(value: str) -> datetime | None:
    if "T" not in value or "/" in value or without_part(value) != value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    # An offset is no zone of a calendar; the same moment in UTC is the same everywhere.
    return found.astimezone(UTC) if found.tzinfo is not None else found


def _description(told: dict[str, Value], row: Row, sources: dict[str, dict[str, Value]]) -> str:
    lines = [f"{str(told['what']).capitalize()}, stated as {told['value']}; {told['state']}."]
    if told["participants"]:
        lines.append(f"Named: {BETWEEN.join(cast('tuple[str, ...]', told['participants']))}.")
    for place in row.places:
        if place.passage is not None:
            source = sources.get(place.report_id, {})
            day = source.get("published")
            lines.append(f"“{place.passage.text}” ({source.get('outlet') or 'outlet not known'}, {day or 'no date'})")
    return "\n\n".join(_printable(line) for line in lines)


def _line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    """Without control characters and halves of characters, which RFC 5545 does not allow."""
    return "".join(c if c == "\n" or (c >= " " and not "\ud800" <= c <= "\udfff") else " " for c in text)
