"""Finding single things by the beginning of their id, and their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from record.making import DELTA, ISLAND, MODELS, VALLEY, figure_in, read, report_of
from trucewatch.errors import UnknownIdError
from trucewatch.record import lookup
from trucewatch.record.schema import REPORT
from trucewatch.record.writer import Record
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report


def test_the_beginning_of_an_id_is_enough(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    record.add(read(report_of(VALLEY)))
    statement = figure_in(reading)
    for digits in (6, 12, 63, 64):
        assert record.find_report(reading.report.id[:digits]) == reading.report
        assert record.find_report(f" {reading.report.id[:digits].upper()}") == reading.report
        assert record.find_statement(statement.id[:digits]) == statement
        assert record.reading(reading.report.id[:digits]) == reading


def test_what_is_no_id_is_refused(record: Record) -> None:
    record.add(read(report_of(ISLAND)))
    for find in (record.find_report, record.find_statement, record.sightings, record.rulings, record.history):
        for prefix in ("", "12345", "zzzzzz", "%%%%%%", "_" * 6, "0" * 65, "12 456", "0x1234"):
            with pytest.raises(UnknownIdError, match="first 6"):
                find(prefix)


def test_an_id_of_nothing_is_refused(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    with pytest.raises(UnknownIdError, match="holds no statement"):
        record.find_statement(report.id)  # a report's id is no statement's
    missing = f"{int(report.id[:8], 16) ^ 1:08x}"
    with pytest.raises(UnknownIdError, match=f"holds no report {missing}"):
        record.find_report(missing)


def test_several_that_fit_are_listed(record: Record) -> None:
    first, second = _alike()
    record.add(Reading(first))
    record.add(Reading(second))
    with record.looking() as connection:
        lookup.find_id(connection, REPORT.c.id, first.id)
    shared = next(n for n in range(64) if first.id[n] != second.id[n])
    assert shared >= 6
    with pytest.raises(UnknownIdError) as caught:
        record.find_report(first.id[:6])
    assert first.id[:12] in str(caught.value)
    assert second.id[:12] in str(caught.value)
    assert record.find_report(first.id[: shared + 1]).id == first.id


def _alike() -> tuple[Report, Report]:
    """Two reports whose ids begin with the same six digits (one in 16 million: some thousand tries find a pair)."""
    met: dict[str, Report] = {}
    for number in range(100_000):
        report = Report(f"Round {number} of the talks.")
        if (other := met.setdefault(report.id[:6], report)) is not report:
            return other, report
    raise AssertionError


def test_reports_are_listed_by_publication(record: Record) -> None:
    late, early = report_of(ISLAND, date(2031, 4, 20)), report_of(VALLEY, date(1994, 9, 1))
    undated = replace(report_of(DELTA, None), process=None)
    for report in (undated, late, early):
        record.add(read(report), rights="own")
    filed = record.reports()
    assert [f.report for f in filed] == [early, late, undated]
    assert [f.statements for f in filed] == [len(read(f.report).statements) for f in filed]
    assert {f.rights for f in filed} == {"own"}
    assert [f.added_at for f in filed] == sorted((f.added_at for f in filed), reverse=True)


def test_a_report_without_statements_is_listed(record: Record) -> None:
    record.add(Reading(report_of("Ingen nyheter.")))
    (filed,) = record.reports()
    assert (filed.statements, filed.needs_reading) == (0, False)


def test_sightings_tell_which_step_saw_a_statement_when(record: Record) -> None:
    report = report_of(ISLAND)
    for version in ("1", "2"):
        record.add(read(report, version))
    statement = figure_in(read(report))
    seen = record.sightings(statement.id)
    assert [(s.step, s.step_version, s.run_id, s.confidence) for s in seen] == [
        ("figures", "1", 1, 0.75),
        ("figures", "2", 2, 0.75),
    ]
    assert {s.models for s in seen} == {MODELS}
    assert seen[0].seen_at < seen[1].seen_at
    assert {s.content for s in seen} == {statement.content}
