"""What a view shows at given clocks, and under rulings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, time_in
from trucewatch.errors import RecordError
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.kinds import Figure, Position, TimeExpression
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling, Verdict
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView, View

from .conftest import Places
from .places import Kept

NOON = Clock().now
EARLY, MIDDLE, LATE = date(2031, 4, 2), date(2031, 4, 10), date(2031, 4, 20)


def ids(statements: tuple[AnyStatement, ...]) -> list[str]:
    return [s.id for s in statements]


def three() -> list[Reading]:
    return [read(report_of(text, day)) for text, day in ((ISLAND, MIDDLE), (VALLEY, LATE), (DELTA, EARLY))]


def test_a_view_shows_what_one_in_memory_shows(record: Record) -> None:
    readings = three()
    for reading in readings:
        record.add(reading)
    for known_on in (None, EARLY, date(2031, 4, 9), MIDDLE, LATE):
        _check_view(record.view(as_of=LATE, known_on=known_on), readings, known_on)


def _check_view(view: View, readings: list[Reading], known_on: date | None) -> None:
    memory = MemoryView(
        tuple(r.report for r in readings),
        tuple(s for r in readings for s in r.statements),
        LATE,
        known_on,
        {r.report.id: r.actors for r in readings},
    )
    assert (view.as_of, view.known_on) == (LATE, known_on)
    assert view.reports() == memory.reports()
    assert view.statements() == memory.statements()
    for kind in (Figure, Position, TimeExpression):
        assert view.of(kind) == memory.of(kind)
    for report in view.reports():
        assert view.actors_of(report.id) == memory.actors_of(report.id) != ()
    for find in (view.report, view.actors_of):
        with pytest.raises(KeyError):
            find("0" * 64)
    assert len(view.reports()) == sum(known_on is None or day <= known_on for day in (EARLY, MIDDLE, LATE))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(4)),
    again=st.lists(st.integers(0, 3), max_size=3),
    known_on=st.sampled_from([None, EARLY, MIDDLE, LATE]),
)
def test_the_order_of_adding_never_changes_a_view(
    places: Places, order: list[int], again: list[int], known_on: date | None
) -> None:
    copy = read(report_of(ISLAND, LATE, outlet="Wire"))
    readings = [*three(), copy]
    expected = MemoryView(
        tuple(r.report for r in readings), tuple(s for r in readings for s in r.statements), None, known_on
    )
    with open_record(places().place, clock=Clock()) as record:
        for number in (*order, *again):
            record.add(readings[number])
        view = record.view(known_on=known_on)
    assert view.reports() == expected.reports()
    assert view.statements() == expected.statements()


def test_a_report_without_a_date_is_known_from_the_day_it_was_added(record: Record) -> None:
    record.add(read(report_of(ISLAND, None)))
    record.add(read(report_of(VALLEY, date(2031, 5, 2))))
    assert [r.published for r in record.view().reports()] == [date(2031, 5, 2), None]
    assert not record.view(known_on=NOON.date() - timedelta(days=1)).reports()
    (only,) = record.view(known_on=NOON.date()).reports()
    assert only.published is None
    assert [f.code for f in record.view(known_on=NOON.date()).findings()] == ["no-date"]


def test_one_process_alone(record: Record) -> None:
    island, valley = report_of(ISLAND), replace(report_of(VALLEY), process="south")
    for report in (island, valley):
        record.add(read(report))
    assert record.view(process="south").reports() == (valley,)
    assert {s.report_id for s in record.view(process="north").statements()} == {island.id}
    assert not record.view(process="east").statements()
    record.set_meta(valley.id, {"process": "north"}, author="Noor", reason="filed wrongly")
    assert not record.view(process="south").reports()
    assert len(record.view(process="north").reports()) == 2


def test_a_corrected_date_moves_what_is_known_and_leaves_the_past_to_audit(kept: Kept) -> None:
    clock = Clock()
    report = report_of(ISLAND, EARLY)
    with open_record(kept.place, clock=clock) as record:
        record.add(read(report))
        between = clock.now
        clock.now += timedelta(days=1)
        record.set_meta(report.id, {"published": LATE}, author="Noor", reason="misprint", reread=read)
        assert not record.view(known_on=MIDDLE).reports()
        (time,) = record.view(known_on=LATE).of(TimeExpression)
        assert time.content.value == "2031-04-15"
        then = record.view(known_on=MIDDLE, recorded_by=between)
        assert then.reports() == (report,)
        assert then.statements() == MemoryView((report,), read(report).statements).statements()
        assert then.of(TimeExpression)[0].content.value == "2031-04-01"
        assert not record.view(recorded_by=Clock().now - timedelta(seconds=1)).reports()


def test_recorded_by_takes_any_zone_and_no_naive_time(record: Record) -> None:
    record.add(read(report_of(ISLAND)))
    elsewhere = NOON.astimezone(datetime.fromisoformat("2031-01-01T00:00:00+09:00").tzinfo)
    assert record.view(recorded_by=elsewhere).reports()
    assert not record.view(recorded_by=elsewhere - timedelta(microseconds=1)).reports()
    with pytest.raises(RecordError, match="zone"):
        record.view(recorded_by=datetime(2031, 5, 1))  # noqa: DTZ001


def test_a_view_stays_as_it_was_when_the_record_grows(record: Record) -> None:
    record.add(read(report_of(ISLAND)))
    view = record.view()
    before = view.statements()
    record.add(read(report_of(VALLEY)))
    assert view.statements() == before
    assert len(view.of(Figure)) == 2


def rule(record: Record, on: AnyStatement, verdict: Verdict, by: AnyStatement | None = None, minute: int = 0) -> None:
    at = NOON + timedelta(minutes=minute)
    record.rule(Ruling(on.id, verdict, "Noor", at, "read again", by.id if by else None), by)


def test_a_withdrawn_statement_is_hidden_until_it_is_accepted_again(kept: Kept) -> None:
    clock = Clock()
    reading = read(report_of(ISLAND))
    withdrawn = figure_in(reading)
    with open_record(kept.place, clock=clock) as record:
        record.add(reading)
        before = clock.now
        clock.now += timedelta(hours=1)
        rule(record, withdrawn, "withdraw", minute=1)
        assert withdrawn.id not in ids(record.view().statements())
        assert len(record.view().statements()) == len(reading.statements) - 1
        assert withdrawn.id in ids(record.view(recorded_by=before).statements())
        assert record.find_statement(withdrawn.id) == withdrawn
        rule(record, withdrawn, "accept", minute=2)
        assert withdrawn.id in ids(record.view().statements())
        # decided before the acceptance, though the record learns of it after: the later decision stays in force
        record.rule(Ruling(withdrawn.id, "withdraw", "Ade", NOON + timedelta(minutes=1), "read in passing"))
        assert withdrawn.id in ids(record.view().statements())


def test_a_corrected_statement_gives_its_place(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    wrong = figure_in(reading)
    right = replace(wrong, content=replace(wrong.content, number=41, step=""))
    rule(record, wrong, "correct", right)
    shown = record.view().statements()
    assert wrong.id not in ids(shown)
    assert right in shown
    assert list(shown) == sorted(shown, key=lambda s: s.order_key)
    assert len(shown) == len(reading.statements)
    assert record.find_statement(right.id) == right
    assert record.sightings(right.id) == ()
    assert [s.id for s in record.reading(reading.report.id).statements] == ids(reading.statements)
    # the replacement is ruled on in turn
    better = replace(right, content=replace(right.content, number=42))
    rule(record, right, "correct", better, minute=1)
    assert better in record.view().statements()
    assert right.id not in ids(record.view().statements())
    rule(record, better, "withdraw", minute=2)
    assert len(record.view().of(Figure)) == len([s for s in reading.statements if isinstance(s.content, Figure)]) - 1


def test_a_statement_of_the_reading_may_replace_another(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    first, second = (s for s in reading.statements if isinstance(s.content, Figure))
    record.rule(Ruling(first.id, "correct", "Noor", NOON, "the same count twice", second.id))
    assert ids(record.view().of(Figure)) == [second.id]
    # corrections that end where they began cancel each other
    record.rule(Ruling(second.id, "correct", "Ade", NOON, "no, that one", first.id))
    assert sorted(ids(record.view().of(Figure))) == sorted([first.id, second.id])


def test_a_ruling_outlives_a_new_reading_of_the_same_statement(record: Record) -> None:
    report = report_of(ISLAND)
    reading = read(report)
    record.add(reading)
    rule(record, time_in(reading), "withdraw")
    record.set_meta(report.id, {"published": LATE}, author="Noor", reason="misprint", reread=read)
    assert not record.view().of(TimeExpression)
    assert record.view().of(Position)


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE sighting SET content = '{' WHERE position = 0", "sighting (reading 1, statement "),
        ("UPDATE sighting SET content = replace(content, '14', '\"14\"')", "sighting (reading 1, statement "),
        ("UPDATE sighting SET content = replace(content, '\"number\":14', '\"number\":15')", "sighting (reading 1"),
        ("UPDATE sighting SET content = replace(content, '14 dead', '15 dead')", "sighting (reading 1, statement "),
        ("UPDATE sighting SET content = replace(content, 'killed', 'saved')", "sighting (reading 1, statement "),
        ("UPDATE statement SET kind = 'rumours'", "sighting (reading 1, statement "),
        ("UPDATE report SET text = text || ' '", "report "),
        ("UPDATE report_meta SET published = 'soon'", "report "),
        ("UPDATE ruling SET at = 'then'", "ruling 1"),
        ("UPDATE ruling SET verdict = 'maybe'", "ruling 1"),
    ],
)
def test_a_damaged_row_is_refused_by_name(kept: Kept, change: str, row: str) -> None:
    reading = read(report_of(ISLAND))
    with open_record(kept.place, clock=Clock()) as record:
        record.add(reading)
        rule(record, figure_in(reading), "accept")
    kept.spoil(change)
    with open_record(kept.place, read_only=True) as record, pytest.raises(RecordError, match="damaged") as caught:
        record.view().statements()
    assert f"row {row}" in caught.value.found
    assert caught.value.advice


def test_a_damaged_finding_is_refused_by_name(kept: Kept) -> None:
    with open_record(kept.place) as record:
        record.add(read(report_of(ISLAND, None)))
    kept.spoil("UPDATE notice SET content = replace(content, 'gap', 'guilt')")
    with open_record(kept.place) as record, pytest.raises(RecordError, match=r"notice \(reading 1, 0\)"):
        record.view().findings()


def test_an_empty_record_has_an_empty_view(record: Record) -> None:
    view: RecordView = record.view(as_of=datetime.now(UTC).date())
    assert (view.reports(), view.statements(), view.findings()) == ((), (), ())


def test_a_report_keeps_its_place_in_the_view(record: Record) -> None:
    report: Report = replace(
        report_of(ISLAND), title="Reef plan accepted", byline="A. Writer", name="a.txt", extracted=True
    )
    statement = Statement(report.id, figure_in(read(report)).content, report.published)
    record.add(Reading(report, (statement,)))
    assert record.view().report(report.id) == report
