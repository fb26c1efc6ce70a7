"""Stretches from one date to another, and times of day with their zones. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.date_zones import zone_of
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def read(text: str) -> Dates:
    page = Page(Report(text=text, published=date(2024, 12, 2)))
    run_steps(page, (SentencesStep(), DatesStep()))
    return page.get(Dates)


def values(text: str) -> list[tuple[str, str | None]]:
    return [(e.surface[0].text, e.value) for e in read(text).expressions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pass was shut from 20 October to 7 November.", [("20 October to 7 November", "2024-10-20/2024-11-07")]),
        ("They crossed between 07.15 and 09.40.", [("07.15 and 09.40", "2024-12-02T07:15/2024-12-02T09:40")]),
        (
            "Logged: 27 November, 22:05 to 22:20, north bank.",
            [("27 November, 22:05 to 22:20", "2024-11-27T22:05/2024-11-27T22:20")],
        ),
        (
            "The log runs from 00:00 on 25 November to 24:00 on 1 December.",
            [("00:00 on 25 November to 24:00 on 1 December", "2024-11-25T00:00/2024-12-01T24:00")],
        ),
        ("It ran from 1998 to 2002.", [("1998 to 2002", "1998/2002")]),
        ("They moved it from Nov. 15 to Nov. 25.", [("Nov. 15", "2024-11-15"), ("Nov. 25", "2024-11-25")]),
        ("They met on 12 November and on 15 November.", [("12 November", "2024-11-12"), ("15 November", "2024-11-15")]),
        ("The pause began yesterday, 1 December.", [("yesterday, 1 December", "2024-12-01")]),
        ("The post fell on 26 November (Tuesday).", [("26 November", "2024-11-26")]),
    ],
)
def test_stretches(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(text) == expected


def test_timex3_keeps_the_ends_of_a_stretch_apart() -> None:
    assert [row["value"] for row in read("The pass was shut from 20 October to 7 November.").timex3] == [
        "2024-10-20",
        "2024-11-07",
    ]


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("It ends at 1600 GMT on Friday.", "2024-12-06T16:00Z", None),
        ("It ends at 6 p.m. Yemen time on Friday.", "2024-12-06T18:00+03:00", None),
        ("It ends at 04:00 (UTC+3) on 5 December.", "2024-12-05T04:00+03:00", None),
        ("It ends at 10:00 +05:30 on 5 December.", "2024-12-05T10:00+05:30", None),
        ("It ended at midnight Moscow time on Nov. 10.", "2024-11-10T24:00+03:00", None),
        ("It ends at 10 a.m. EST on Friday.", "2024-12-06T10:00-05:00", None),
        ("It ends at 19:00 local time on Friday.", "2024-12-06T19:00", "told in local time, whose offset is not kept"),
        (
            "It ends at noon Eastern time on Friday.",
            "2024-12-06T12:00",
            "told in Eastern time, whose offset is not kept",
        ),
        ("It lapses at midnight on Friday.", "2024-12-06T24:00", None),
        ("Firing stops at midnight on 5 December.", "2024-12-05T00:00", None),
        ("It was a quarter past ten on Friday night.", "2024-11-29T22:15", None),
        ("The gate opens tomorrow at eight.", "2024-12-03T08:00", None),
        ("At 0805 a shell fell.", "2024-12-02T08:05", None),
        ("30/0640 Heavy rain, nothing moved.", "2024-11-30T06:40", None),
    ],
)
def test_times_of_day(text: str, value: str, note: str | None) -> None:
    [found] = read(text).expressions
    assert (found.type, found.value, found.note) == ("time", value, note)


@pytest.mark.parametrize(
    "text", ["It rose by 10.50 and 12.40.", "Release 17/2014 is out.", "Force 5 to 6 is forecast."]
)
def test_numbers_that_are_no_times_of_day(text: str) -> None:
    assert values(text) == []


def test_a_zone_that_has_been_moved_counts_only_since_then() -> None:
    assert zone_of("Moscow time", date(2020, 11, 10)).offset == 180
    assert zone_of("Moscow time", date(2012, 11, 10)).offset is None
    assert zone_of("Moscow time").note == "told in Moscow time, whose offset is not kept"
    assert zone_of("UTC+23").offset is None
    assert zone_of(None).note is None
