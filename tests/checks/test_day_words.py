"""Days and lengths as texts print them."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.checks.anchored_times import anchored_times
from trucewatch.checks.day_words import duration_of, moved, nearest, number_of, printed_days, printed_lengths


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("on Tuesday, 3 March 2027, at noon", [("Tuesday, 3 March 2027", 3, 3, 2027, 2)]),
        ("on Tuesday 3rd of March they", [("Tuesday 3rd of March", 3, 3, None, 2)]),
        ("On Saturday, June 9th, in Lirn", [("Saturday, June 9th", 6, 9, None, 6)]),
        ("on the ninth of August.", [("ninth of August", 8, 9, None, None)]),
        ("on the twenty-first of May", [("twenty-first of May", 5, 21, None, None)]),
        ("ORSE, 13 MAY (Wire)", [("13 MAY", 5, 13, None, None)]),
        ("on Wed. (4 Sept. 2030)", [("Wed. (4 Sept. 2030", 9, 4, 2030, 3)]),
        ("on 6 March, a Wednesday, and", [("6 March, a Wednesday", 3, 6, None, 3)]),
        ("Friday of last week, the first of May", [("Friday of last week, the first of May", 5, 1, None, 5)]),
        ("from 2 to 9 May", [("2", 5, 2, None, None), ("9 May", 5, 9, None, None)]),
        ("on 9 and 10 June 2031", [("9", 6, 9, 2031, None), ("10 June 2031", 6, 10, 2031, None)]),
        ("March 3, 1995, or March 30,000", [("March 3, 1995", 3, 3, 1995, None)]),
        ("the council sat 3 March", [("3 March", 3, 3, None, None)]),
        ("in May 2031; 45 May bugs; Marchers, June talks; 3.4 April showers; the 31/12 June", []),
    ],
)  # fmt: skip
def test_days_are_found_with_their_parts(text: str, printed: list[tuple[object, ...]]) -> None:
    found = printed_days(text)
    assert [(text[d.start : d.end], d.month, d.day, d.year, d.weekday) for d in found] == printed


def test_a_day_that_the_month_has_not_is_no_day() -> None:
    (day,) = printed_days("on 30 February 2031")
    assert day.value is None


def test_the_nearest_year_is_taken_over_the_turn_of_the_year() -> None:
    (day,) = printed_days("on 30 December")
    assert nearest(day, date(2032, 1, 4)) == date(2031, 12, 30)
    assert nearest(day, date(2031, 12, 4)) == date(2031, 12, 30)
    assert nearest(day, None) is None


def test_a_leap_day_is_sought_in_the_years_that_have_one() -> None:
    (day,) = printed_days("on 29 February")
    assert nearest(day, date(2031, 3, 1)) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a 30-day truce", [("30-day", "P30D", False, False)]),
        ("for forty-five days", [("forty-five days", "P45D", False, False)]),
        ("another two months", [("two months", "P2M", False, False)]),
        ("about three weeks", [("three weeks", "P21D", True, False)]),
        ("within five working days", [("five working days", "P5D", True, True)]),
        ("no later than ten days after", [("ten days", "P10D", True, True)]),
        ("a fortnight later", [("a fortnight", "P14D", False, False)]),
        ("48 hours", [("48 hours", "PT48H", False, False)]),
        ("many days, 3.5 weeks, day three, 1,200 days", []),
    ],
)
def test_lengths_are_found_with_what_makes_them_rough(text: str, printed: list[tuple[object, ...]]) -> None:
    found = printed_lengths(text)
    assert [(text[p.start : p.end], p.duration, p.is_loose, p.is_limit) for p in found] == printed


@pytest.mark.parametrize(("word", "number"), [("7", 7), ("a", 1), ("nineteen", 19), ("ninety", 90), ("forty two", 42)])
def test_numbers_in_words(word: str, number: int) -> None:
    assert number_of(word) == number


def test_days_are_moved_both_ways() -> None:
    assert moved(date(2031, 5, 4), duration_of("three", "days")) == date(2031, 5, 7)
    assert moved(date(2031, 5, 4), duration_of("a", "week"), back=True) == date(2031, 4, 27)
    assert moved(date(2031, 3, 31), duration_of("one", "month"), back=True) == date(2031, 2, 28)
    assert moved(date(2031, 1, 15), duration_of("two", "months"), back=True) == date(2030, 11, 15)
    assert moved(date(2031, 5, 4), duration_of("48", "hours"), back=True) is None


@pytest.mark.parametrize(
    ("text", "event", "way"),
    [
        ("ten days after the board passed the list, they sailed", "the board passed the list", "after"),
        ("on the tenth day after the gate was sealed", "the gate was sealed", "after"),
        ("within thirty days of ratification by both", "ratification", "after"),
        ("two weeks before the vote on 4 May", "the vote", "before"),
    ],
)
def test_what_a_time_hangs_on(text: str, event: str, way: str) -> None:
    (time,) = anchored_times(text)
    assert (time.event.text, time.way) == (event, way)


def test_a_length_of_something_hangs_on_nothing() -> None:
    assert anchored_times("after three days of talks, five days later and ten days ago") == ()
