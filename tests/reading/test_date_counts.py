"""Days counted from the start of a truce. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def values(text: str) -> list[tuple[str, str, str | None]]:
    page = Page(Report(text=text, published=date(1996, 12, 2)))
    run_steps(page, (SentencesStep(), DatesStep()))
    return [(e.surface[0].text, e.type, e.value) for e in page.get(Dates).expressions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"Day 1" means 21 October 1996. The port opens by Day 7, and the sixtieth day is no limit.',
            [
                ("Day 1", "date", "1996-10-21"),
                ("21 October 1996", "date", "1996-10-21"),
                ("Day 7", "date", "1996-10-27"),
            ],
        ),
        (
            "Phase one (days 1 to 42) is over. The last post fell on day 40, that is, 29 November.",
            [
                ("days 1 to 42", "interval", "1996-10-21/1996-12-01"),
                ("day 40", "date", "1996-11-29"),
                ("29 November", "date", "1996-11-29"),
            ],
        ),
        (
            "Monday was D-day. Lists are due on D+30.",
            [("Monday", "date", "1996-12-02"), ("D-day", "date", "1996-12-02"), ("D+30", "date", "1997-01-01")],
        ),
        (
            "The week from 25 November to 1 December 1996 (Days 36 to 42 of the truce) was calm; so was the 30th day.",
            [
                ("25 November to 1 December 1996", "interval", "1996-11-25/1996-12-01"),
                ("Days 36 to 42", "interval", "1996-11-25/1996-12-01"),
                ("30th day", "date", "1996-11-19"),
            ],
        ),
        (
            "All fire stops at 06:00 on Day 1, and posts are left by Day 3.",
            [("06:00 on Day 1", "time", None), ("Day 3", "date", None)],
        ),
        (
            "If today is day nought, the posts are left on day five.",
            [("today", "date", "1996-12-02"), ("day nought", "date", None), ("day five", "date", None)],
        ),
    ],
)
def test_counted_days(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["The truce was weak from day one.", "On the second day of the talks nothing moved.", "It cost D 30 a head."],
)
def test_what_counts_no_days(text: str) -> None:
    assert values(text) == []
