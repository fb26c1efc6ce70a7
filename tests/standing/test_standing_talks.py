"""Talks as of a day: at which stage, when, and which reports tell of one meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trucewatch.standing.talks import TalksStanding, talks_as_of
from trucewatch.vocabulary.kinds import Talks
from view_case import Case

DAY, SPAN = "2031-06-20", "2031-06-28/2031-06-29"


def told(case: Case, published: str | None, status: str, **values: Any) -> Case:
    case.report(published, "Gazette", f"Report {len(case.reports)} of talks.")
    case.say(Talks, "of talks", **{"venue": "Orlen", "date": None, "status": status, **values})
    return case


def rows(case: Case, as_of: str | None) -> tuple[TalksStanding, ...]:
    return talks_as_of(case.view(), date.fromisoformat(as_of) if as_of else None)


@pytest.mark.parametrize(
    ("status", "day", "published", "as_of", "stage"),
    [
        ("planned", DAY, "2031-06-01", "2031-06-19", "ahead"),
        ("planned", DAY, "2031-06-01", "2031-06-20", "ahead"),  # the day is not over
        ("planned", DAY, "2031-06-01", "2031-06-21", "date_passed"),
        ("planned", DAY, "2031-06-01", None, "ahead"),
        ("planned", None, "2031-06-01", "2031-06-21", "ahead"),
        ("postponed", DAY, "2031-06-10", "2031-06-12", "called_off"),
        ("postponed", DAY, "2031-06-10", "2031-06-09", "ahead"),  # nobody had said so yet
        ("postponed", DAY, "2031-06-10", "2031-06-25", "called_off"),
        ("under way", DAY, "2031-06-20", "2031-06-20", "under_way"),
        ("under way", DAY, "2031-06-20", "2031-06-19", "ahead"),
        ("held", DAY, "2031-06-21", "2031-06-21", "held"),
        ("held", SPAN, "2031-06-30", "2031-06-29", "held"),  # told later, but over by then
        ("held", SPAN, "2031-06-30", "2031-06-28", "ahead"),  # not over, and not told of
        ("held", SPAN, "2031-06-28", "2031-06-28", "held"),
        ("held", None, "2031-06-28", "2031-06-28", "held"),
        ("held", None, "2031-06-28", None, "held"),
    ],
)
def test_the_stage_follows_status_date_and_what_was_told_by_then(
    status: str, day: str | None, published: str, as_of: str | None, stage: str
) -> None:
    (row,) = rows(told(Case(), published, status, date=day), as_of)
    assert row.stage == stage


def test_what_was_told_later_without_a_date_is_no_row_yet() -> None:
    case = told(Case(), "2031-06-28", "held")
    assert rows(case, "2031-06-27") == ()
    assert [r.stage for r in rows(case, "2031-06-28")] == ["held"]


@pytest.mark.parametrize(
    ("day", "published", "as_of", "when"),
    [
        (DAY, "2031-06-01", "2031-06-19", "in 1 day"),
        (DAY, "2031-06-01", None, ""),
        ("2031-06", "2031-06-01", "2031-06-12", "by 30 June 2031"),
        ("2031-06", "2031-06-01", "2031-06-30", "by 30 June 2031"),
        ("2031-06", "2031-06-01", "2031-07-01", "its dates have passed"),
        (None, "2031-06-01", "2031-06-12", "the date is not stated, last reported on 1 June 2031"),
        (None, None, "2031-06-12", "the date is not stated"),
    ],
)
def test_the_date_is_told_against_the_day_asked_about(
    day: str | None, published: str | None, as_of: str | None, when: str
) -> None:
    (row,) = rows(told(Case(), published, "planned", date=day), as_of)
    assert row.when == when


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ({"date": DAY}, {"date": DAY}, 1),
        ({"date": SPAN}, {"date": "2031-06-28"}, 1),
        ({"date": SPAN}, {"date": "2031-06-29"}, 1),
        ({"date": SPAN}, {"date": "2031-06-27"}, 2),
        ({"date": SPAN}, {"date": "2031-06-30"}, 2),
        ({"date": DAY}, {"date": DAY, "venue": "Sarn"}, 2),
        ({"date": DAY, "venue": None}, {"date": DAY}, 2),  # neither a place nor people in common
        ({"date": DAY, "venue": None, "participants": ("Karsa",)}, {"date": DAY, "participants": ("the Karsa",)}, 1),
        ({"date": DAY, "participants": ("Karsa",)}, {"date": DAY, "participants": ("Oruvel",)}, 1),
        ({"date": DAY}, {}, 2),
        ({"participants": ("Karsa", "Oruvel")}, {"participants": ("Oruvel",)}, 1),
        ({"participants": ("Karsa",)}, {"participants": ("Oruvel",)}, 2),
        ({"participants": ("Karsa",)}, {"participants": ("Karsa",), "status": "held"}, 2),
        ({"participants": ("Karsa",), "venue": None}, {"participants": ("Karsa",)}, 2),
    ],
)
def test_one_meeting_is_told_by_its_days_place_and_people(
    one: dict[str, Any], other: dict[str, Any], number: int
) -> None:
    for first, second in ((one, other), (other, one)):
        case = told(Case(), "2031-06-01", **{"status": "planned", **first})
        assert len(rows(told(case, "2031-06-02", **{"status": "planned", **second}), None)) == number


def test_a_row_gathers_everyone_and_the_fullest_date_and_shows_the_newest_venue() -> None:
    case = told(Case(), "2031-06-01", "planned", date="2031-06", participants=("Karsa",), mediators=("Ambra",))
    told(case, "2031-06-02", "planned", date=DAY, venue="Orlen Castle", participants=("Oruvel", "Karsa"))
    told(case, "2031-06-03", "planned", date=DAY, venue=None, participants=("Karsa",), mediators=("Ambra", "Tessel"))
    (row,) = rows(case, "2031-06-05")
    assert (row.day, row.title) == (DAY, "Orlen Castle, 20 June 2031")
    assert (row.participants, row.mediators) == (("Karsa", "Oruvel"), ("Ambra", "Tessel"))
    assert [s.day for s in row.history] == [date(2031, 6, n) for n in (1, 2, 3)]
    assert set(row.cell.statements) == {s.id for s in case.statements}


def test_rows_stand_by_day_and_what_has_none_comes_last() -> None:
    case = told(Case(), "2031-06-01", "planned")
    told(case, "2031-06-02", "planned", date=DAY, venue=None)
    told(case, "2031-06-03", "planned", date="2031-06-18", venue="Sarn")
    told(case, "2031-06-03", "planned", date="2031-06-18", venue="Ansel")
    assert [r.title for r in rows(case, "2031-06-10")] == [
        "Ansel, 18 June 2031", "Sarn, 18 June 2031", "venue not stated, 20 June 2031", "Orlen",
    ]  # fmt: skip
