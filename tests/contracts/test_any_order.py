"""The same things recorded in any order and in any batches give the same views, and the past stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, time_in
from trucewatch.record.carrying import CarryDecision, decide_pending
from trucewatch.record.coding import close_round, code, open_round
from trucewatch.record.person_statements import add_person_statement
from trucewatch.record.report_versions import record_version
from trucewatch.record.schema import moment_text
from trucewatch.record.verifying import verify
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judged, Judgement
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement, Statement

from .conftest import Places

NOON = Clock().now
DAYS = (None, date(2031, 4, 2), date(2031, 4, 9), date(2031, 4, 10), date(2031, 4, 20), NOON.date())
QUESTIONS = list(product((None, DAYS[3], DAYS[-1]), DAYS))


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
    """All that is done with a record: reports and their versions, readings, and what people decide and add."""
    return [*_readings_and_rulings(), *_moved_and_replaced(), *_read_by_people()]


def ruled(statement: str, verdict: str, minute: int, by: str | None = None) -> Ruling:
    return Ruling(statement, verdict, "Noor", NOON + timedelta(minutes=minute), "read again", by)  # type: ignore[arg-type]


def _readings_and_rulings() -> list[Act]:
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
        Act("valley titled", lambda r: r.set_meta(valley.report.id, {"title": "Accord"}, author="Ade", reason="seen"),
            ("valley without figures",)),
    ]  # fmt: skip


def _moved_and_replaced() -> list[Act]:
    """A reading that moves a span on which somebody ruled, and a report that its publisher changed, with a ruling."""
    first = read(report_of(ISLAND, date(2031, 4, 9), outlet="Gazette"))
    (place,) = figure_in(first).content.passages
    wide = replace(figure_in(first).content, evidence=(Passage.of(ISLAND, place.start - 8, place.end),))
    old = figure_in(first).id
    moved = replace(
        read(first.report, "2"),
        statements=tuple(Statement(s.report_id, wide, s.published) if s.id == old else s for s in first.statements),
    )
    mended = read(report_of(DELTA.replace("5 dead", "6 dead"), date(2031, 4, 9)))
    replaced = report_of(DELTA, date(2031, 4, 2)).id
    again = figure_in(mended).id

    def carry(record: Record) -> None:
        decide_pending(record, old, CarryDecision("accept", "Ade", NOON + timedelta(minutes=2), "the same count"))

    def put_in_place(record: Record) -> None:
        record_version(record, replaced, mended.report.id, author="Ade", reason="the toll was corrected")

    return [
        Act("gazette", lambda r: r.add(first)),
        Act("gazette read wider", lambda r: r.add(moved), ("gazette",)),
        Act("its figure withdrawn", lambda r: r.rule(ruled(old, "withdraw", 1)), ("gazette",)),
        Act("carried over", carry, ("gazette read wider", "its figure withdrawn")),
        Act("delta mended", lambda r: r.add(mended)),
        Act("delta replaced", put_in_place, ("delta", "delta mended")),
        Act("mended figure withdrawn", lambda r: r.rule(ruled(again, "withdraw", 1)), ("delta mended",)),
    ]


def _read_by_people() -> list[Act]:
    """What two people read in one report and a third withdraws, and a coding round."""
    report = report_of(VALLEY, date(2031, 4, 20))
    start = VALLEY.index("elders")
    content = Figure(what="other", number=3, evidence=(Passage.of(VALLEY, start, start + 6),), step="person Noor")
    mine = Statement(report.id, content, report.published)
    theirs = replace(mine, content=replace(content, attributed_to="the herders", step="person Ade"))
    other = Statement(report.id, replace(content, number=4), report.published)
    rounds = read(report_of(f"{DELTA} It was said again.", date(2031, 4, 10)))

    def add(statement: AnyStatement, author: str, minute: int) -> Callable[[Record], None]:
        def act(record: Record) -> None:
            with record.writing() as connection:
                said = (author, NOON + timedelta(minutes=minute), "read in the original")
                add_person_statement(connection, statement, said, moment_text(record.now()))

        return act

    def coded(author: str) -> Callable[[Record], None]:
        def act(record: Record) -> None:
            for statement in rounds.statements:
                verdict = "withdraw" if statement.content.KIND == "positions" else "accept"
                code(record, "spring", replace(ruled(statement.id, verdict, 1), author=author))

        return act

    return [
        Act("own", add(mine, "Noor", 1), ("valley",)),
        Act("the same by another", add(theirs, "Ade", 2), ("valley",)),
        Act("another own", add(other, "Ade", 1), ("valley",)),
        Act("another own withdrawn", lambda r: r.rule(ruled(other.id, "withdraw", 1)), ("another own",)),
        Act("coded report", lambda r: r.add(rounds)),
        Act(
            "round",
            lambda r: open_round(r, "spring", ("Noor", "Ade"), [rounds.report.id], ("Ravi", "")),
            ("coded report",),
        ),
        Act("coded by Noor", coded("Noor"), ("round",)),
        Act("coded by Ade", coded("Ade"), ("round",)),
        Act("round closed", lambda r: close_round(r, "spring", "Ravi", ""), ("coded by Noor", "coded by Ade")),
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
CUTS = st.frozensets(st.integers(0, len(acts()) - 1), max_size=6)
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


def test_each_act_that_people_do_is_seen_in_a_view(places: Places) -> None:
    """Else an order in which it is lost would pass unnoticed."""
    seen = {
        "carried over", "delta replaced", "mended figure withdrawn", "own", "the same by another", "another own",
        "another own withdrawn", "round closed", "valley titled",
    }  # fmt: skip
    record = open_record(places().place, clock=Clock())
    told, before = [], shown(record.view())
    for act in acts():
        act.do(record)
        now = shown(record.view())
        if now != before:
            told.append(act.name)
        before = now
    record.close()
    assert seen <= set(told)
    assert not {"round", "coded by Noor", "coded by Ade"} & set(told)
