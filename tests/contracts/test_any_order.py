"""The same things recorded in any order and in any batches give the same views, and the past stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, time_in
from trucewatch.record.verifying import verify
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judged, Judgement
from trucewatch.vocabulary.ruling import Ruling

from .conftest import Places

NOON = Clock().now
DAYS = (None, date(2031, 4, 2), date(2031, 4, 9), date(2031, 4, 10), date(2031, 4, 20), NOON.date())
QUESTIONS = [*((None, day) for day in DAYS), (DAYS[-1], None)]


@dataclass(frozen=True)
class Act:
    """Something that is recorded, and the acts that must come before it."""

    name: str
    do: Callable[[Record], object]
    after: tuple[str, ...] = ()


@dataclass
class Replay:
    """What came of recording acts one after another.

    Attributes:
        views: by (as_of, known_on), what the record showed at the end.
        then: what it showed at moments on the way, asked for when that moment had come.
        later: the same moments, asked for at the end.
    """

    views: dict[tuple[date | None, date | None], object]
    then: dict[datetime, object] = field(default_factory=dict)
    later: dict[datetime, object] = field(default_factory=dict)


def acts() -> list[Act]:
    """Reports, some read more than once with another outcome, rulings on what they state, judgements on who is who."""
    island, valley, delta, undated, copy = (
        read(report_of(ISLAND, date(2031, 4, 10))),
        read(report_of(VALLEY, date(2031, 4, 20))),
        read(report_of(DELTA, date(2031, 4, 2))),
        read(report_of(f"{DELTA} Nobody knows when.", None)),
        read(report_of(ISLAND, date(2031, 4, 20), outlet="Wire")),
    )
    without = {r.report.id: read(r.report, "2", figures=False) for r in (island, valley)}
    wrong = figure_in(delta)
    right = replace(wrong, content=replace(wrong.content, number=41, step=""))
    council, front, union = (actor_id(r.actors[0], r.report) for r in (island, valley, delta))

    def ruled(statement: str, verdict: str, minute: int, by: str | None = None) -> Ruling:
        return Ruling(statement, verdict, "Noor", NOON + timedelta(minutes=minute), "read again", by)  # type: ignore[arg-type]

    def judged(left: str, right: str, verdict: Judged, minute: int) -> Judgement:
        return Judgement("actor", left, right, verdict, "Noor", NOON + timedelta(minutes=minute), "read side by side")

    return [
        Act("island", lambda r: r.add(island)),
        Act("island without figures", lambda r: r.add(without[island.report.id]), ("island",)),
        Act("island with figures again", lambda r: r.add(island), ("island without figures",)),
        Act("valley", lambda r: r.add(valley)),
        Act("valley without figures", lambda r: r.add(without[valley.report.id]), ("valley",)),
        Act("delta", lambda r: r.add(delta)),
        Act("undated", lambda r: r.add(undated)),
        Act("copy", lambda r: r.add(copy)),
        Act("figure withdrawn", lambda r: r.rule(ruled(figure_in(island).id, "withdraw", 3)), ("island",)),
        Act("figure accepted", lambda r: r.rule(ruled(figure_in(island).id, "accept", 2)), ("island",)),
        Act("hidden figure accepted", lambda r: r.rule(ruled(figure_in(valley).id, "accept", 1)), ("valley",)),
        Act("time withdrawn", lambda r: r.rule(ruled(time_in(valley).id, "withdraw", 1)), ("valley",)),
        Act("figure corrected", lambda r: r.rule(ruled(wrong.id, "correct", 1, right.id), right), ("delta",)),
        Act("correction accepted", lambda r: r.rule(ruled(right.id, "accept", 0)), ("figure corrected",)),
        Act("same", lambda r: r.judge(judged(council, front, "same", 1)), ("island", "valley")),
        Act("not the same", lambda r: r.judge(judged(council, front, "different", 2)), ("island", "valley")),
        Act("another pair", lambda r: r.judge(judged(front, union, "same", 1)), ("valley", "delta")),
    ]


def in_order(priorities: Sequence[int]) -> list[Act]:
    """The acts by priority, each as soon as those that must come before it have been."""
    left = [act for _, act in sorted(zip(priorities, acts(), strict=True), key=lambda pair: pair[0])]
    done: list[Act] = []
    while left:
        names = {act.name for act in done}
        ready = next(act for act in left if names.issuperset(act.after))
        left.remove(ready)
        done.append(ready)
    return done


def shown(view: RecordView) -> object:
    """All that a view gives."""
    actors = tuple(view.actors_of(report.id) for report in view.reports())
    return view.reports(), view.statements(), view.findings(), view.judgements(), actors


def replayed(place: str, order: Sequence[Act], cuts: frozenset[int], clock: Clock) -> Replay:
    """Record acts at a new place, closing the record before those whose number is among the cuts."""
    then: dict[datetime, object] = {}
    record = open_record(place, clock=clock)
    try:
        for number, act in enumerate(order):
            if number in cuts:
                if clock.given:
                    then[clock.given[-1]] = shown(record.view(recorded_by=clock.given[-1]))
                record.close()
                record = open_record(place, clock=clock)
            act.do(record)
        views = {(a, k): shown(record.view(as_of=a, known_on=k)) for a, k in QUESTIONS}
        later = {moment: shown(record.view(recorded_by=moment)) for moment in then}
        return Replay(views, then, later)
    finally:
        record.close()


ORDERS = st.permutations(range(len(acts())))
CUTS = st.frozensets(st.integers(0, len(acts()) - 1), max_size=4)
STEPS = st.sampled_from([timedelta(microseconds=1), timedelta(seconds=1), timedelta(minutes=5)])  # all within one day
_FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def expected(places: Places) -> Replay:
    """What comes of the acts as they stand in their list, in one batch."""
    return replayed(places().place, acts(), frozenset(), Clock())


def check_any_order(place: str, expected: Replay, order: list[Act], cuts: frozenset[int], step: timedelta) -> None:
    found = replayed(place, order, cuts, Clock(step=step))
    assert found.views == expected.views
    assert found.later == found.then


@settings(max_examples=3, deadline=None, suppress_health_check=_FIXTURES, phases=[Phase.explicit, Phase.generate])
@given(order=ORDERS, cuts=CUTS, step=STEPS)
def test_any_order_and_batches_give_the_same_views(
    places: Places, expected: Replay, order: list[int], cuts: frozenset[int], step: timedelta
) -> None:
    check_any_order(places().place, expected, in_order(order), cuts, step)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=_FIXTURES)
@given(order=ORDERS, cuts=CUTS, step=STEPS)
def test_many_orders_and_batches_give_the_same_views(
    places: Places, expected: Replay, order: list[int], cuts: frozenset[int], step: timedelta
) -> None:
    place = places().place
    check_any_order(place, expected, in_order(order), cuts, step)
    with open_record(place, read_only=True) as record:
        assert list(verify(record)) == []


def test_the_views_that_are_compared_differ(places: Places) -> None:
    found = replayed(places().place, acts(), frozenset({1, 9}), Clock())
    assert len({repr(found.views[None, day]) for day in DAYS}) > 3
    assert len({repr(value) for value in found.then.values()}) == 2
