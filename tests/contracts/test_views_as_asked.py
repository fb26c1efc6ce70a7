"""Views are read as they are asked, show the moment at which they were made, and are kept while nothing is added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, time_in
from record.reviewing_case import NOON, corrected, rule
from trucewatch.errors import RecordError
from trucewatch.record.erasing import erase
from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.schema import moment_text
from trucewatch.record.versions import Version, add_version
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, Figure, Party, Position, Quote, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement, Statement

from .places import Kept

READINGS = tuple(read(report_of(text, date(2031, 4, 10 + day))) for day, text in enumerate((ISLAND, VALLEY, DELTA)))
ISLAND_READ, VALLEY_READ, DELTA_READ = READINGS


def filled(record: Record) -> None:
    for reading in READINGS:
        record.add(reading)


def put_by_hand(record: Record) -> None:
    """Somebody corrects a count into words said, and one statement into another that is there; and reads two more."""
    first, second = (s for s in ISLAND_READ.statements if isinstance(s.content, Figure))
    said = Quote(speaker=None, mention=None, cue=None, type="indirect", content=first.content.passages)
    rule(record, first, "correct", Statement(first.report_id, said, first.published))
    rule(record, second, "correct", corrected(second, 4))
    rule(record, time_in(VALLEY_READ), "withdraw")
    rule(record, figure_in(VALLEY_READ), "accept")
    own_number = replace(figure_in(DELTA_READ).content, attributed_to="officials")
    place = Passage.of(DELTA, DELTA.index("ferry"), DELTA.index(" on Tuesday"))
    for content in (own_number, Figure(what="other", number=1, evidence=(place,))):
        read_by_hand(record, Statement(DELTA_READ.report.id, content, DELTA_READ.report.published))


def read_by_hand(record: Record, statement: AnyStatement) -> None:
    own = replace(statement, content=by_person(statement.content, "Noor"))
    with record.writing() as connection:
        add_person_statement(connection, own, ("Noor", NOON, ""), moment_text(record.now()))


def shown(view: RecordView) -> tuple[object, ...]:
    """All that a view shows."""
    actors = tuple(view.actors_of(report.id) for report in view.reports())
    return view.reports(), view.statements(), view.findings(), view.judgements(), actors


@contextmanager
def tables_asked(record: Record) -> Iterator[set[str]]:
    """The tables that the record's queries name in this block."""
    asked: set[str] = set()
    names = ("sighting", "statement", "report", "reading", "ruling")

    def note(_c: object, _k: object, query: str, *_: object) -> None:
        asked.update(name for name in names if f"FROM {name}" in query or f"JOIN {name} " in query)

    event.listen(record._engine, "before_cursor_execute", note)
    yield asked
    event.remove(record._engine, "before_cursor_execute", note)


def test_kinds_asked_for_one_by_one_are_those_of_the_whole(kept: Kept) -> None:
    with open_record(kept.place, clock=Clock()) as record:
        filled(record)
        put_by_hand(record)
        whole = record.view().statements()
        assert [s.content.KIND for s in whole].count("quotes") == 2
    with open_record(kept.place, read_only=True) as record:
        view = record.view()
        for kind in CONTENT_CLASSES:
            assert view.of(kind) == tuple(s for s in whole if type(s.content) is kind)
        assert view.statements() == whole
    with open_record(kept.place, read_only=True) as record:
        view = record.view()
        assert view.of(Figure)  # some first, the rest later
        assert view.statements() == whole
        assert {s.id for s in view.of(Quote)} == {s.id for s in whole if isinstance(s.content, Quote)}


def test_one_kind_is_read_without_the_others(kept: Kept) -> None:
    with open_record(kept.place) as record:
        filled(record)
    times = "statement_id IN (SELECT id FROM statement WHERE kind = 'times')"
    kept.spoil(f"UPDATE sighting SET content = '{{' WHERE {times}")  # noqa: S608 - names of our own
    with open_record(kept.place, read_only=True) as record:
        view = record.view()
        assert len(view.of(Figure)) == 4
        for ask in (view.statements, lambda: view.of(TimeExpression), lambda: list(view.by_report())):
            with pytest.raises(RecordError, match="sighting"):
                ask()


def test_whatever_comes_later_is_not_in_a_view_that_nothing_was_asked_of(kept: Kept) -> None:
    with open_record(kept.place, clock=Clock()) as record:
        filled(record)
        put_by_hand(record)
        before, expected = record.view(), None
        with open_record(kept.place, read_only=True) as other:
            expected = shown(other.view())
        grow(record)
        after = shown(record.view())
        assert shown(before) == expected
        assert all(now != then for now, then in zip(after, expected, strict=True))


def grow(record: Record) -> None:
    """Add to everything that a view shows."""
    new = read(report_of("The Hill League rejected the well pact on Tuesday; 8 dead were counted.", None))
    record.add(new)
    record.add(read(ISLAND_READ.report, "2", figures=False))
    record.set_meta(VALLEY_READ.report.id, {"title": "Grazing"}, author="Noor", reason="left out")
    with record.writing() as connection:
        version = Version(VALLEY_READ.report.id, DELTA_READ.report.id, "Noor", record.now(), "the same, corrected")
        add_version(connection, version)
    rule(record, figure_in(DELTA_READ), "withdraw", minute=5)
    read_by_hand(record, Statement(new.report.id, replace(figure_in(new).content, number=9), None))
    one, two = (actor_id(reading.actors[0], reading.report) for reading in (new, DELTA_READ))
    record.judge(Judgement("actor", one, two, "same", "Noor", NOON, "one side"))


def test_a_question_asked_again_is_answered_without_reading(record: Record) -> None:
    filled(record)
    expected = shown(record.view(known_on=date(2031, 4, 11)))
    for as_of in (None, date(2031, 4, 11)):
        with tables_asked(record) as asked:
            view = record.view(as_of=as_of, known_on=date(2031, 4, 11))
            assert shown(view) == expected
        assert view.as_of == as_of
        assert asked <= {"report", "reading", "ruling"}  # their greatest keys alone
        assert "sighting" not in asked


def test_what_another_program_adds_is_seen_when_a_question_is_asked_again(kept: Kept) -> None:
    with open_record(kept.place) as record, open_record(kept.place) as other:
        filled(record)
        assert len(record.view().of(Position)) == 3
        rule(other, next(s for s in DELTA_READ.statements if isinstance(s.content, Position)), "withdraw")
        assert len(record.view().of(Position)) == 2
        erase(other, VALLEY_READ.report.id, author="Noor", reason="asked for")
        assert len(record.view().of(Position)) == 1
        other.set_meta(ISLAND_READ.report.id, {"process": "south"}, author="Noor", reason="filed wrongly")
        assert not record.view(process="north").of(Position)


def test_few_views_are_kept(record: Record) -> None:
    filled(record)
    views = [record.view(known_on=date(2031, 4, day)) for day in range(1, 28)]
    assert len(record._views._kept) < 8
    assert record.view(known_on=date(2031, 4, 27))._shown is views[-1]._shown
    assert record.view(known_on=date(2031, 4, 1))._shown is not views[0]._shown


def test_reports_come_one_by_one_with_their_statements(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.record.question.BATCH", 2)
    filled(record)
    put_by_hand(record)
    view = record.view()
    by_report = list(view.by_report())
    assert [report for report, _ in by_report] == list(view.reports())
    for report, statements in by_report:
        assert statements == tuple(s for s in view.statements() if s.report_id == report.id) != ()
    wanted = {DELTA_READ.report.id, ISLAND_READ.report.id}
    assert [report.id for report, _ in view.by_report(wanted)] == [ISLAND_READ.report.id, DELTA_READ.report.id]
    for report in reversed(view.reports()):  # whichever is asked for first
        assert view.actors_of(report.id) == next(r for r in READINGS if r.report.id == report.id).actors


def kinds_of(statements: tuple[AnyStatement, ...]) -> set[type[Content]]:
    return {type(s.content) for s in statements}


def test_erased_words_are_in_nothing_that_a_view_reads_later(record: Record) -> None:
    filled(record)
    view = record.view()
    assert len(view.of(Figure)) == 4
    erase(record, VALLEY_READ.report.id, author="Noor", reason="asked for")
    at = DELTA.index("5 dead")
    erase(record, DELTA_READ.report.id, ((at, at + 6),), author="Noor", reason="asked for")
    assert len(view.of(Position)) == 2
    assert {s.report_id for s in view.of(Figure)} == {ISLAND_READ.report.id}  # forgotten as well
    assert kinds_of(view.statements()) == {Party, Position, TimeExpression, Figure}
    assert view.report(VALLEY_READ.report.id).is_erased
    assert "5 dead" not in view.report(DELTA_READ.report.id).text
    assert [f.code for f in view.findings()] == ["erased", "erased"]
    assert view.actors_of(VALLEY_READ.report.id) == ()


def test_a_view_outlives_its_record_and_holds_nothing_open(kept: Kept) -> None:
    with open_record(kept.place, clock=Clock(step=timedelta(0))) as record:
        filled(record)
        expected = shown(record.view())
    with open_record(kept.place, read_only=True) as record:
        view = record.view()
    assert shown(view) == expected
    assert record._engine.pool.checkedin() == 0  # type: ignore[attr-defined]
