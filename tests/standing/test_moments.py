from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from promised_case import point
from trucewatch.standing.moments import (
    beginning,
    day_in,
    either,
    end_of_period,
    ending,
    has_come,
    hour_of,
    is_over,
    is_reached,
    iso,
    lengthened,
    moved,
)

NAIROBI = ZoneInfo("Africa/Nairobi")
BERLIN = ZoneInfo("Europe/Berlin")


def test_a_day_stands_for_the_whole_of_it_in_its_zone() -> None:
    day = date(2031, 4, 5)
    assert beginning(day, NAIROBI) == datetime(2031, 4, 4, 21, tzinfo=UTC)
    assert ending(day, NAIROBI) == datetime(2031, 4, 5, 21, tzinfo=UTC)
    hour = datetime(2031, 4, 5, 22, tzinfo=UTC)
    assert beginning(hour, NAIROBI) == ending(hour, NAIROBI) == hour
    assert day_in(hour, NAIROBI) == date(2031, 4, 6)
    assert day_in(day, NAIROBI) == day
    assert ending(date.max, NAIROBI) == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "as_of", "reached"),
    [
        ("2031-04-05", "2031-04-04", False),
        ("2031-04-05", "2031-04-05", True),
        ("2031-04-05", "2031-04-04T20:59+00:00", False),
        ("2031-04-05", "2031-04-04T21:00+00:00", True),
        ("2031-04-05T12:00+03:00", "2031-04-05", True),
        ("2031-04-06T00:00+03:00", "2031-04-05", False),
        ("2031-04-05T12:00+03:00", "2031-04-05T08:59+00:00", False),
        ("2031-04-05T12:00+03:00", "2031-04-05T09:00+00:00", True),
    ],
)
def test_a_start_is_reached_from_its_first_minute(start: str, as_of: str, reached: bool) -> None:
    assert is_reached(point(start), point(as_of), NAIROBI) is reached


@pytest.mark.parametrize(
    ("end", "as_of", "over"),
    [
        ("2031-04-05", "2031-04-05", False),
        ("2031-04-05", "2031-04-06", True),
        ("2031-04-05", "2031-04-05T20:59+00:00", False),
        ("2031-04-05", "2031-04-05T21:00+00:00", True),
        ("2031-04-05T12:00+03:00", "2031-04-04", False),
        ("2031-04-05T12:00+03:00", "2031-04-05", True),
        ("2031-04-06T00:00+03:00", "2031-04-05", False),
        ("2031-04-05T12:00+03:00", "2031-04-05T08:59+00:00", False),
        ("2031-04-05T12:00+03:00", "2031-04-05T09:00+00:00", True),
    ],
)
def test_a_last_day_is_over_once_it_has_passed(end: str, as_of: str, over: bool) -> None:
    assert is_over(point(end), point(as_of), NAIROBI) is over


@pytest.mark.parametrize(
    ("day", "hour", "as_of", "counts"),
    [
        (None, None, "2031-04-05", True),
        (None, None, "2031-04-05T01:00+03:00", True),
        ("2031-04-05", None, "2031-04-05", True),
        ("2031-04-06", None, "2031-04-05", False),
        ("2031-04-05", None, "2031-04-05T23:59+03:00", False),
        ("2031-04-05", None, "2031-04-06T00:00+03:00", True),
        ("2031-04-05", "2031-04-05T12:00+03:00", "2031-04-05T11:59+03:00", False),
        ("2031-04-05", "2031-04-05T12:00+03:00", "2031-04-05T12:00+03:00", True),
        ("2031-04-05", "2031-04-05T12:00+03:00", "2031-04-05", True),
    ],
)
def test_what_is_dated_to_a_day_alone_counts_from_its_end(
    day: str | None, hour: str | None, as_of: str, counts: bool
) -> None:
    said = date.fromisoformat(day) if day else None
    at = datetime.fromisoformat(hour) if hour else None
    assert has_come(said, at, point(as_of), NAIROBI) is counts


@pytest.mark.parametrize(("as_of", "counts"), [("2031-04-03", False), ("2031-04-04", True), ("2031-04-05", True)])
def test_what_has_no_date_of_its_own_counts_for_the_day_before_its_report(as_of: str, counts: bool) -> None:
    assert has_come(date(2031, 4, 5), None, point(as_of), NAIROBI, dated=False) is counts


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        (None, None),
        ("", None),
        ("2031-04-05", None),
        ("2031-04-05TEV", None),
        ("2031-04-05T10:00/2031-04-05T12:00", None),
        ("2031-04-05T10:00", datetime(2031, 4, 5, 7, tzinfo=UTC)),
        ("2031-04-05T10:00+00:00", datetime(2031, 4, 5, 10, tzinfo=UTC)),
    ],
)
def test_an_hour_is_read_in_the_zone_where_it_names_none(value: str | None, hour: datetime | None) -> None:
    assert hour_of(value, NAIROBI) == hour


@pytest.mark.parametrize(
    ("start", "offset", "inclusive", "exclusive"),
    [
        ("2031-01-19", "P7D", "2031-01-25", "2031-01-26"),
        ("2031-01-19", "P42D", "2031-03-01", "2031-03-02"),
        ("2031-01-31", "P1M", "2031-02-27", "2031-02-28"),
        ("2031-01-15", "P1M", "2031-02-14", "2031-02-15"),
        ("2031-01-19", "P1W", "2031-01-25", "2031-01-26"),
        ("2031-01-19", "P0D", "2031-01-19", "2031-01-19"),
        ("2031-01-19T19:00+03:00", "P0D", "2031-01-19T19:00+03:00", "2031-01-19T19:00+03:00"),
        ("2031-01-19T19:00+03:00", "P7D", "2031-01-25", "2031-01-26"),
        ("2031-01-19T22:30+00:00", "P1D", "2031-01-20", "2031-01-21"),
        ("2031-01-19T19:00+03:00", "PT24H", "2031-01-20T19:00+03:00", "2031-01-20T19:00+03:00"),
        ("2031-01-19", "PT12H", "2031-01-19T12:00+03:00", "2031-01-19T12:00+03:00"),
        ("2031-01-19T19:00+03:00", "P1DT2H30M", "2031-01-20T21:30+03:00", "2031-01-20T21:30+03:00"),
        ("2031-01-19T22:00+00:00", "PT90M", "2031-01-20T02:30+03:00", "2031-01-20T02:30+03:00"),
    ],
)
def test_a_deadline_is_day_n_or_n_days_later(start: str, offset: str, inclusive: str, exclusive: str) -> None:
    for counting, wanted in (("inclusive", inclusive), ("exclusive", exclusive)):
        found = moved(point(start), offset, counting, NAIROBI)  # type: ignore[arg-type]
        assert found is not None
        assert iso(found) == wanted


@pytest.mark.parametrize("offset", ["soon", "7D", "PX", "P7DX"])
def test_what_is_no_duration_moves_nothing(offset: str) -> None:
    assert moved(date(2031, 1, 19), offset, "inclusive", NAIROBI) is None
    assert end_of_period(date(2031, 1, 19), "soon", "inclusive", NAIROBI) is None


def test_hours_are_exact_where_clocks_change() -> None:
    evening = datetime(2031, 3, 29, 19, tzinfo=BERLIN)  # clocks go forward in the night
    found = moved(evening, "PT24H", "inclusive", BERLIN)
    assert found == datetime(2031, 3, 30, 20, tzinfo=BERLIN)
    assert iso(found) == "2031-03-30T20:00+02:00"


def test_a_period_of_days_ends_with_its_last_day_whatever_the_hour_of_its_start() -> None:
    late = datetime(2031, 4, 1, 23, tzinfo=NAIROBI)
    assert end_of_period(late, "P30D", "inclusive", NAIROBI) == date(2031, 4, 30)
    assert end_of_period(late, "P30D", "exclusive", NAIROBI) == date(2031, 5, 1)
    assert end_of_period(late, "PT36H", "inclusive", NAIROBI) == datetime(2031, 4, 3, 11, tzinfo=NAIROBI)


@pytest.mark.parametrize(
    ("last", "lasts", "later"),
    [
        ("2031-04-30", "P30D", "2031-05-30"),
        ("2031-01-31", "P1M", "2031-02-28"),
        ("2031-04-30", "PT12H", "2031-05-01T12:00+03:00"),
        ("2031-04-30T07:00+03:00", "P1D", "2031-05-01T07:00+03:00"),
        ("2031-04-30T07:00+03:00", "PT12H", "2031-04-30T19:00+03:00"),
        ("2031-04-30", "a while", "2031-04-30"),
        ("2031-04-30T07:00+03:00", "a while", "2031-04-30T07:00+03:00"),
        ("2031-04-30", "Till then", "2031-04-30"),
    ],
)
def test_what_goes_on_ends_so_much_later(last: str, lasts: str, later: str) -> None:
    assert iso(lengthened(point(last), lasts, NAIROBI)) == later


def test_alternatives_are_told_in_order_each_once() -> None:
    assert either([1]) == 1
    assert either([2, 2]) == 2
    assert either(["b", "a", "b"]) == {"either": ["b", "a"]}
    assert either([["x"], ["y"], ["x"]]) == {"either": [["x"], ["y"]]}
