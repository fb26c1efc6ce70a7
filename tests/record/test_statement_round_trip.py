"""Whatever was done with a record, one made of its files tells the same; and two that exchange files come to agree."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import opened_files
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement

from .filling import fresh, told
from .making import DELTA, ISLAND, VALLEY, Clock, read, report_of

ALL = ExportOptions(with_text="all")
REPORTS = (report_of(ISLAND), report_of(VALLEY, None), report_of(DELTA, date(2031, 4, 12), None))

Act = Callable[[Record], object]
"""Something that is done with a record."""


@st.composite
def acts(draw: st.DrawFn) -> Act:
    report = draw(st.sampled_from(REPORTS))
    author = draw(st.sampled_from(("Noor", "Ravi")))
    kind = draw(st.sampled_from(("add", "add", "meta", "withdraw", "correct", "accept", "judge")))
    version, figures, day = draw(st.sampled_from("123")), draw(st.booleans()), draw(st.integers(1, 20))

    def known(record: Record) -> bool:
        return any(filed.report.id == report.id for filed in record.reports())

    def act(record: Record) -> object:
        if kind == "add" or not known(record):
            return record.add(read(record.as_known(report), version, figures=figures), rights="own")
        if kind == "meta":
            changes: dict[str, Any] = {"published": date(2031, 4, day)}
            reread = read if figures else None
            return record.set_meta(report.id, changes, author=author, reason="so it says", reread=reread)
        if kind == "judge":
            left, right = (actor_id(actor, report) for actor in read(report).actors[:2])
            return record.judge(Judgement("actor", left, right, "different", author, record.now()))
        statement = read(report).statements[day % 3]
        if not {s.id for s in record.reading(report.id).statements} >= {statement.id}:
            return None
        if kind == "correct" and isinstance(statement.content, Figure):
            mended = Statement(report.id, replace(statement.content, number=day), report.published)
            if mended.id == statement.id:
                return None
            return record.rule(Ruling(statement.id, "correct", author, record.now(), "misread", mended.id), mended)
        verdict: Any = "accept" if kind == "accept" else "withdraw"
        return record.rule(Ruling(statement.id, verdict, author, record.now(), "read again"))

    return act


def exchanged(source: Record, target: Record, folder: Path) -> None:
    place = folder / f"files {len(list(folder.iterdir()))}"
    export_statements(source, place, ALL)
    with opened_files(place) as files:
        import_statements(target, files)


def check_round_trip(done: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        with fresh(folder / "one.db", clock) as one, fresh(folder / "two.db", Clock()) as two:
            half = len(done) // 2
            for act in done[:half]:
                act(one)
            exchanged(one, two, folder)
            for act in done[half:]:
                act(one)
            exchanged(one, two, folder)
            moments = [None, *clock.given]
            assert told(two, moments) == told(one, moments)
            with opened_files(folder / max(p.name for p in folder.iterdir() if p.is_dir())) as files:
                assert not import_statements(two, files).is_changed


def check_agreement(before: list[Act], here: list[Act], there: list[Act]) -> None:
    """Two records part, go on by themselves, and take each other's files in: then they show the same."""
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        with fresh(folder / "one.db", clock) as one, fresh(folder / "two.db", clock) as two:
            for act in before:
                act(one)
            exchanged(one, two, folder)
            turns = [(one, act) for act in here] + [(two, act) for act in there]
            for record, act in sorted(turns, key=lambda turn: id(turn[1])):  # by turns, in some order
                act(record)
            exchanged(one, two, folder)
            exchanged(two, one, folder)
            assert one.view().reports() == two.view().reports()
            assert one.view().statements() == two.view().statements()
            assert one.view().judgements() == two.view().judgements()
            for record in (one, two):
                assert list(verify(record)) == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts(), min_size=1, max_size=6))
def test_a_record_comes_back_whatever_was_done_with_it(done: list[Act]) -> None:
    check_round_trip(done)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(*(st.lists(acts(), max_size=3) for _ in range(3)))
def test_two_records_come_to_agree(before: list[Act], here: list[Act], there: list[Act]) -> None:
    check_agreement(before, here, there)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts(), min_size=1, max_size=10))
def test_a_record_comes_back_whatever_was_done_with_it_often(done: list[Act]) -> None:
    check_round_trip(done)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(*(st.lists(acts(), max_size=6) for _ in range(3)))
def test_two_records_come_to_agree_often(before: list[Act], here: list[Act], there: list[Act]) -> None:
    check_agreement(before, here, there)
