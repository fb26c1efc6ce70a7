"""Two readings of one report side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.changes import reading_changes
from trucewatch.record.overlap import pair_off, shared
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure, Position
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.view import statements_of

from .filling import fresh
from .making import ISLAND, VALLEY, figure_in, read, report_of, time_in
from .reviewing_case import wider, with_content


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with fresh(tmp_path / "record.db") as opened:
        yield opened


def test_what_a_newer_reading_moved_lost_and_found(record: Record) -> None:
    first, second = read(report_of(ISLAND)), wider()
    later = replace(second, statements=tuple(s for s in second.statements if not isinstance(s.content, Position)))
    record.add(first)
    record.add(later)
    found = reading_changes(record, first.report.id[:8])
    (lost,) = statements_of(first.statements, Position)
    assert found.gone == (lost,)
    assert [(p.old, p.new) for p in found.moved] == [(figure_in(first), figure_in(later))]
    assert not found.new
    assert not found.resolved
    assert len(found.same) == len(first.statements) - 2
    assert (found.older.number, found.newer.number) == (1, 2)
    assert found.newer.made_by.steps == later.steps
    assert found.older.statements == len(first.statements)
    # the other way round what is new was gone
    back = reading_changes(record, first.report.id, 2, 1)
    assert (back.new, back.gone) == (found.gone, ())
    assert lost.id in {s.id for s in first.statements}
    assert record.find_statement(lost.id) == lost


def test_by_default_the_newest_two(record: Record) -> None:
    report = report_of(ISLAND)
    for reading in (read(report), wider(), read(report, "3", figures=False)):
        record.add(reading)
    assert reading_changes(record, report.id, 1, 3).older.number == 1
    found = reading_changes(record, report.id)
    assert (found.older.number, found.newer.number) == (2, 3)
    assert len(found.gone) == 2
    assert reading_changes(record, report.id, newer=2).older.number == 1


def test_the_same_statement_with_another_date_is_resolved_otherwise(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    record.set_meta(report.id, {"published": date(2031, 4, 17)}, author="Noor", reason="misprint", reread=read)
    found = reading_changes(record, report.id)
    assert not found.gone + found.new
    (pair,) = found.resolved
    assert pair.old.id == pair.new.id == time_in(read(report)).id
    assert pair.old.content != pair.new.content


def test_another_confidence_alone_is_no_change(record: Record) -> None:
    first = read(report_of(ISLAND))
    surer = tuple(with_content(s, replace(s.content, confidence=0.9, step="other")) for s in first.statements)
    record.add(first)
    record.add(replace(first, statements=surer))
    found = reading_changes(record, first.report.id)
    assert len(found.same) == len(first.statements)
    assert found.resolved == ()


def test_readings_that_are_not_there(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    with pytest.raises(RecordError, match="read once only"):
        reading_changes(record, report.id)
    record.add(wider())
    with pytest.raises(RecordError, match="no reading 3"):
        reading_changes(record, report.id, 3)
    with pytest.raises(RecordError, match="compared with itself"):
        reading_changes(record, report.id, 2, 2)
    with pytest.raises(UnknownIdError):
        reading_changes(record, "f" * 12)


def test_overlap_counts_characters_once() -> None:
    text = "0123456789"
    whole, left, right = Passage.of(text, 0, 10), Passage.of(text, 0, 5), Passage.of(text, 5, 10)
    assert shared([whole], [whole]) == 1
    assert shared([whole], [left]) == shared([left], [whole]) == 0.5
    assert shared([left, right, left], [whole]) == 1
    assert shared([left], [right]) == shared([], [left]) == 0


def test_pairs_do_not_depend_on_the_order_given() -> None:
    reading, other = read(report_of(ISLAND)), wider()
    old, new = statements_of(reading.statements, Figure), statements_of(other.statements, Figure)
    pairs = pair_off(old, new)
    assert pairs == pair_off(old[::-1], new[::-1]) == {a.id: b.id for a, b in zip(old, new, strict=True)}
    assert not pair_off(old, read(report_of(ISLAND)).statements[:1])
    assert not pair_off(old[:1], statements_of(read(report_of(VALLEY)).statements, Position))
