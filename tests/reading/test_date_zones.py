"""The table of zones against the tz database of this Python."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from trucewatch.reading.date_zones import ZONES, zone_of

LAST = date(2025, 12, 31)
STEP = timedelta(days=9)  # no summer time is shorter


def minutes(zone: ZoneInfo, day: date) -> int:
    offset = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


@pytest.mark.parametrize("name", ZONES)
def test_clocks_have_stood_so_since_the_day_in_the_table(name: str) -> None:
    try:
        zone = ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip(f"the tz database here has no {name}")
    day, offset, _ = ZONES[name]
    seen = {minutes(zone, LAST)}
    while day <= LAST:
        seen.add(minutes(zone, day))
        day += STEP
    assert seen == {offset}


@pytest.mark.parametrize(
    ("abbreviation", "zone", "month"),
    [
        ("GMT", "Europe/London", 1), ("BST", "Europe/London", 7), ("CET", "Europe/Paris", 1),
        ("CEST", "Europe/Paris", 7), ("EET", "Europe/Kyiv", 1), ("EEST", "Europe/Kyiv", 7),
        ("EAT", "Africa/Nairobi", 1), ("WAT", "Africa/Lagos", 1), ("SAST", "Africa/Johannesburg", 1),
        ("EST", "America/New_York", 1), ("EDT", "America/New_York", 7), ("CST", "America/Chicago", 1),
        ("CDT", "America/Chicago", 7), ("MST", "America/Denver", 1), ("MDT", "America/Denver", 7),
        ("PST", "America/Los_Angeles", 1), ("PDT", "America/Los_Angeles", 7), ("PKT", "Asia/Karachi", 1),
        ("AEST", "Australia/Sydney", 7), ("AEDT", "Australia/Sydney", 1), ("WIB", "Asia/Jakarta", 1),
        ("WITA", "Asia/Makassar", 1), ("WIT", "Asia/Jayapura", 1), ("JST", "Asia/Tokyo", 1), ("KST", "Asia/Seoul", 1),
        ("HKT", "Asia/Hong_Kong", 1), ("MSK", "Europe/Moscow", 1),
    ],
)  # fmt: skip
def test_abbreviations_stand_for_the_offsets_of_their_zones(abbreviation: str, zone: str, month: int) -> None:
    try:
        there = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        pytest.skip(f"the tz database here has no {zone}")
    day = date(2024, month, 15)
    assert datetime(2024, month, 15, 12, tzinfo=there).tzname() == abbreviation
    assert zone_of(abbreviation, day).offset == minutes(there, day)


@pytest.mark.parametrize(
    ("words", "day", "offset"),
    [
        ("South African time", None, 120),
        ("East Africa time", None, 180),
        ("Colombian time", date(1992, 8, 1), None),
        ("Colombian time", date(1999, 8, 1), -300),
        ("Peru time", date(1993, 8, 1), None),
        ("Beijing time", date(1991, 7, 1), None),
        ("North Korean time", date(2016, 7, 1), None),
        ("South Korean time", date(2016, 7, 1), 540),
        ("MSK", date(2012, 7, 1), None),
        ("South Sudan time", date(2019, 7, 1), None),
        ("Sudan time", date(2019, 7, 1), 120),
        ("New Guinea time", None, 600),
        ("Sana’a time", None, 180),
        ("Georgia time", date(2019, 7, 1), None),
    ],
)
def test_a_zone_by_the_whole_of_its_name(words: str, day: date | None, offset: int | None) -> None:
    assert zone_of(words, day).offset == offset


def test_no_name_stands_for_two_zones() -> None:
    names = [name for _, _, told in ZONES.values() for name in told.split(", ")]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
