from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from promised_case import TERMS
from trucewatch.agreements.terms import Owed as OwedInTerms
from trucewatch.agreements.terms import TermsObligation
from trucewatch.standing.accounts import Account, owed_by, periods_begun, readings_of
from trucewatch.standing.duty_events import DutyEvent
from trucewatch.vocabulary.kinds import Obligation, Quantity
from trucewatch.vocabulary.statement import Statement

APRIL = [date(2031, 4, day) for day in range(1, 31)]


def event(number: float | None, day: int, published: int | None, *, dated: bool = True) -> DutyEvent:
    content = Obligation(bearer="x", action="release", state="done", evidence=())
    told = APRIL[published - 1] if published else None
    statement = Statement("r", content, told)
    return DutyEvent("free", "done", APRIL[day - 1], dated, told, "Wire", frozenset(), statement, number=number)


def delivered(*events: DutyEvent) -> float:
    account = Account()
    for one in events:
        account.add(one)
    return account.delivered


def test_deliveries_of_days_add_up() -> None:
    assert delivered(event(3, 1, 2), event(4, 2, 3)) == 7


def test_of_one_day_the_last_published_counts() -> None:
    assert delivered(event(3, 1, 2), event(5, 1, 4)) == 5
    assert delivered(event(5, 1, 4), event(3, 1, 2)) == 5
    assert delivered(event(5, 1, 4), event(3, 1, 4)) == 3
    assert delivered(event(2, 1, None), event(3, 1, 4)) == 3


def test_a_number_without_a_day_is_a_total_up_to_its_publication() -> None:
    assert delivered(event(8, 5, 5, dated=False)) == 8
    assert delivered(event(3, 1, 2), event(8, 5, 5, dated=False)) == 8
    assert delivered(event(8, 5, 5, dated=False), event(2, 5, 6), event(4, 6, 6)) == 12
    assert delivered(event(8, 5, 5, dated=False), event(6, 3, 5), event(5, 4, 5)) == 11


def test_of_totals_the_last_published_counts() -> None:
    assert delivered(event(8, 5, 5, dated=False), event(6, 6, 6, dated=False)) == 6
    assert delivered(event(6, 6, 6, dated=False), event(8, 5, 5, dated=False)) == 6
    assert delivered(event(6, 5, 5, dated=False), event(7, 5, 5, dated=False)) == 7


def test_what_has_no_number_adds_nothing_and_whole_numbers_stay_whole() -> None:
    assert delivered(event(None, 1, 1), event(None, 2, 2, dated=False)) == 0
    whole, part = delivered(event(2.5, 1, 1), event(2.5, 2, 2)), delivered(event(2.5, 1, 1))
    assert (whole, type(whole)) == (5, int)
    assert part == 2.5
    assert type(delivered(event(4.0, 1, 1, dated=False))) is int


@pytest.mark.parametrize(
    ("start", "end", "per", "count"),
    [
        ("2031-04-01", "2031-04-01", "P1D", 1),
        ("2031-04-01", "2031-04-03", "P1D", 3),
        ("2031-04-01", "2031-03-31", "P1D", 0),
        ("2031-04-01", "2031-04-07", "P1W", 1),
        ("2031-04-01", "2031-04-08", "P1W", 2),
        ("2031-04-01", "2031-04-04", "P3D", 2),
        ("2031-01-31", "2031-02-27", "P1M", 1),
        ("2031-01-31", "2031-02-28", "P1M", 2),
        ("2031-01-31", "2031-03-30", "P1M", 2),
        ("2031-01-31", "2031-03-31", "P1M", 3),
        ("2031-04-01", "2032-03-31", "P1Y", 1),
        ("2031-04-01", "2033-04-01", "P1Y", 3),
        ("2031-04-01", "2034-03-31", "P1Y6M", 2),
        ("2031-04-01", "2034-04-01", "P1Y6M", 3),
        ("2031-04-01", "2031-05-01", "P0M", 0),
        ("2031-04-01", "2031-05-01", "PT12H", 0),
        ("9998-12-01", "9999-12-31", "P1Y", 2),
        ("9999-01-01", "9999-12-31", "P7M", 2),
    ],
)
def test_periods_begun_are_counted_with_the_first_day_and_the_last(start: str, end: str, per: str, count: int) -> None:
    assert periods_begun(date.fromisoformat(start), date.fromisoformat(end), per) == count


def test_no_period_has_begun_where_a_day_is_unknown() -> None:
    assert periods_begun(None, APRIL[0], "P1D") == periods_begun(APRIL[0], None, "P1D") == 0


def obligation(*owed: tuple[float | None, str | None, str | None]) -> TermsObligation:
    told = tuple(OwedInTerms(Quantity(number=n), "people", category, per) for n, category, per in owed)
    return replace(TERMS.obligations[0], owed=told)


def test_what_is_owed_is_told_by_category_with_every_reading() -> None:
    two = obligation((33, "living", None), (8, "dead", None), (9, "dead", None), (None, "sick", None))
    assert owed_by(two, None, None) == {"living": (33,), "dead": (8, 9)}
    assert readings_of(owed_by(two, None, None)) == [{"living": (33,), "dead": (8,)}, {"living": (33,), "dead": (9,)}]
    one = obligation((10.0, None, None))
    assert owed_by(one, None, None) == {None: (10,)}
    assert type(owed_by(one, None, None)[None][0]) is int
    assert readings_of({None: (10,)}) == ({None: (10,)},)
    assert readings_of({}) == ({},)


def test_so_many_a_day_grow_with_the_days_and_equal_readings_stay_two() -> None:
    two = obligation((5, None, "P1D"), (35, None, "P1W"))
    assert owed_by(two, APRIL[0], APRIL[6]) == {None: (35, 35)}
    assert owed_by(two, APRIL[0], APRIL[7]) == {None: (40, 70)}
    assert owed_by(two, None, APRIL[7]) == {None: (0, 0)}
