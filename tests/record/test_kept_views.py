"""A record that is asked again and again while it grows shows what one just opened shows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from trucewatch.record import read_so_far, shown
from trucewatch.record.erasing import erase
from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.rows import kept_statement
from trucewatch.record.schema import moment_text
from trucewatch.record.versions import Version, add_version
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Figure, Party, Quote, TimeExpression
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View

from .filling import fresh
from .making import DELTA, ISLAND, VALLEY, figure_in, read, report_of
from .reviewing_case import NOON, corrected, rule, with_content

REPORTS = tuple(report_of(text, date(2031, 4, 10 + day)) for day, text in enumerate((ISLAND, VALLEY, DELTA)))
READINGS = tuple(map(read, REPORTS))
NUMBERS = st.integers(0, 2)
QUESTIONS: list[dict[str, Any]] = [
    {},
    {"process": "north"},
    {"known_on": date(2031, 4, 11)},
    {"parties": ("Delta Union",)},
]
Act = Callable[[Record, int], object]


def said(statement: AnyStatement) -> AnyStatement:
    """The same words as words somebody said."""
    content = Quote(speaker=None, mention=None, cue=None, type="indirect", content=statement.content.passages)
    return with_content(statement, content)


def read_by_hand(record: Record, number: int) -> None:
    content = replace(figure_in(READINGS[number]).content, attributed_to="nurses")
    own = with_content(figure_in(READINGS[number]), by_person(content, "Noor"))
    with record.writing() as connection:
        add_person_statement(connection, own, ("Noor", record.now(), ""), moment_text(record.now()))


def put_in_place(record: Record, number: int) -> None:
    pair = REPORTS[number].id, REPORTS[(number + 1) % 3].id
    with record.writing() as connection:
        if not connection.exec_driver_sql("SELECT 1 FROM report_version").first():  # no circles
            add_version(connection, Version(*pair, "Noor", record.now(), "corrected"))


def ruled(verdict: str) -> Act:
    """A ruling on the first figure; its minute makes some in force and some not."""

    def act(record: Record, number: int) -> None:
        on = figure_in(READINGS[number])
        put = {"number": corrected(on, 41), "kind": said(on)}.get(verdict)
        minute = (record.now() - NOON).seconds // 60 % 7
        rule(record, on, "correct" if put else verdict, put, minute)  # type: ignore[arg-type]

    return act


ACTS: dict[str, Act] = {
    "read anew": lambda record, number: record.add(read(record.as_known(REPORTS[number]), "2", figures=False)),
    "read again": lambda record, number: record.add(read(record.as_known(REPORTS[number]))),
    "dated": lambda record, number: record.set_meta(
        REPORTS[number].id, {"published": date(2031, 4, 5)}, author="Noor", reason="misprint", reread=read
    ),
    "filed": lambda record, number: record.set_meta(
        REPORTS[number].id, {"process": "south"}, author="Noor", reason="filed wrongly"
    ),
    "replaced": put_in_place,
    "own": read_by_hand,
    **{verdict: ruled(verdict) for verdict in ("accept", "withdraw", "number", "kind")},
}


def shows(view: RecordView, first: str) -> tuple[object, ...]:
    """All that a view shows; what is asked for first differs."""
    if first == "kinds":
        kinds: tuple[Any, ...] = tuple(view.of(c) for c in CONTENT_CLASSES)
    else:
        view.of(Figure)
        whole = view.statements()
        kinds = tuple(view.of(c) for c in CONTENT_CLASSES)
        assert [s.id for s in whole] == [s.id for s in sorted((s for k in kinds for s in k), key=lambda s: s.order_key)]
    actors = tuple(view.actors_of(report.id) for report in view.reports())
    return view.reports(), kinds, view.findings(), view.judgements(), actors


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), NUMBERS, st.sampled_from(["kinds", "whole"])), max_size=8),
    question=st.sampled_from(
        [{}, {"process": "north"}, {"known_on": date(2031, 4, 11)}, {"parties": ("Delta Union",)}]
    ),
)
def test_what_is_taken_over_from_an_earlier_view_is_what_would_be_read(
    acts: list[tuple[str, int, str]], question: dict[str, Any]
) -> None:
    moments: list[datetime | None] = [None]
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "north.db") as record:
        for reading in READINGS:
            record.add(reading)
        for name, number, first in (*acts, ("accept", 0, "kinds")):
            asked = [{**question, "recorded_by": moment} for moment in (None, moments[-1])]
            found = [shows(record.view(**one), first) for one in asked]
            with open_record(record.name, read_only=True) as other:
                assert found == [shows(other.view(**one), "kinds") for one in asked]
            moments.append(record.now())
            ACTS[name](record, number)


def test_one_report_more_is_all_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noted(report: Report, *of_row: str) -> AnyStatement:
        parsed.append(report.id)
        return kept_statement(report, *of_row)

    monkeypatch.setattr(shown, "kept_statement", noted)
    with fresh(tmp_path / "north.db") as record:
        for reading in READINGS[:2]:
            record.add(reading)
        before = record.view()
        assert before.statements()
        parsed.clear()
        record.add(READINGS[2])
        after = record.view()
        assert set(after.statements()) == {*before.statements(), *READINGS[2].statements}
        assert set(parsed) == {REPORTS[2].id}
        parsed.clear()
        rule(record, figure_in(READINGS[0]), "withdraw")
        assert len(record.view().of(Figure)) == len(after.of(Figure)) - 1
        assert record.view(known_on=date(2031, 4, 11)).of(Party) == before.of(Party)
        assert not parsed
        erase(record, REPORTS[1].id, author="Noor", reason="asked for")
        assert len(record.view().of(TimeExpression)) == 2
        assert set(parsed) == {REPORTS[0].id, REPORTS[2].id}


def test_another_day_known_reads_nothing_that_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh(tmp_path / "north.db") as record:
        for reading in READINGS:
            record.add(reading)
        record.set_meta(REPORTS[2].id, {"process": "south"}, author="Noor", reason="filed wrongly")
        assert record.view().reports()  # as the desk does first, and in between, without its statements
        whole = record.view(process="north").statements()
        monkeypatch.setattr(shown, "kept_statement", None)  # called, it would fail
        for day in (date(2031, 4, 10), date(2031, 4, 11), date(2031, 4, 11), date(2031, 4, 10), date(2031, 4, 12)):
            assert record.view().reports()
            known = record.view(process="north", known_on=day)
            assert known.statements() == tuple(s for s in whole if s.published is not None and s.published <= day)


def test_views_of_the_same_reports_share_what_is_made_of_them(tmp_path: Path) -> None:
    made: list[object] = []

    def make(view: View) -> int:
        made.append(view)
        return len(view.reports())

    with fresh(tmp_path / "north.db") as record:
        for reading in READINGS:
            record.add(reading)
        views = [record.view(known_on=date(2031, 4, day)) for day in (12, 13, 20, 11)]
        assert [view.kept("reports", make) for view in views] == [3, 3, 3, 2]
        assert len(made) == 2
        assert [view.known_on for view in views] == [date(2031, 4, day) for day in (12, 13, 20, 11)]


def test_views_that_know_of_different_earlier_versions_share_nothing(tmp_path: Path) -> None:
    late = date(2031, 4, 20)  # the report that was replaced carries a later day than the one in its place
    with fresh(tmp_path / "north.db") as record:
        for reading in READINGS:
            record.add(reading)
        record.set_meta(REPORTS[0].id, {"published": late}, author="Noor", reason="misprint", reread=read)
        with record.writing() as connection:
            add_version(connection, Version(REPORTS[0].id, REPORTS[1].id, "Noor", record.now(), "corrected"))
        before, after = record.view(known_on=date(2031, 4, 19)), record.view(known_on=late)
        assert before.reports() == after.reports()
        assert [len(view.earlier_versions()) for view in (before, after)] == [0, 1]
        assert [view.kept("earlier", lambda v: len(v.earlier_versions())) for view in (before, after)] == [0, 1]


def test_what_changed_since_an_earlier_view_is_read_again(tmp_path: Path) -> None:
    with fresh(tmp_path / "north.db") as record:
        for reading in READINGS:
            record.add(reading)
        counted = record.view().of(Figure)
        rule(record, figure_in(READINGS[0]), "withdraw", minute=1)
        assert record.view().of(Figure) == tuple(s for s in counted if s.id != figure_in(READINGS[0]).id)
        rule(record, figure_in(READINGS[0]), "accept", minute=2)
        assert record.view().of(Figure) == counted
        corrected_day = date(2031, 4, 9)  # without a new reading: the old one stays in force
        record.set_meta(REPORTS[0].id, {"published": corrected_day}, author="Noor", reason="misprint")
        assert {s.published for s in record.view().of(Figure) if s.report_id == REPORTS[0].id} == {corrected_day}


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_what_is_merged_is_in_the_one_order(kept: list[int], new: list[int]) -> None:
    made = {n: corrected(figure_in(READINGS[0]), n) for n in {*kept, *new}}
    before = list(read_so_far.ordered(made[n] for n in kept if n not in new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_so_far, "_MANY", 0)
        slowly = read_so_far.merged(list(before), [made[n] for n in new])
    assert slowly == read_so_far.ordered(made.values())
