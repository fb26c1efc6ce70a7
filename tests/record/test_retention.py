"""How long texts are kept, and which are due."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from trucewatch.api.keeping import erase_due
from trucewatch.errors import RecordError
from trucewatch.record.retention import due, retentions, set_retention
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record

from .filling import fresh
from .making import ISLAND, VALLEY, Clock, read, report_of

LATER = date(2033, 5, 1)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    clock = Clock()
    record = fresh(tmp_path / "record.db", clock)
    record.add(read(report_of(ISLAND)))
    clock.now += timedelta(days=10)
    record.add(read(report_of(VALLEY)))
    return record


def test_nothing_is_due_without_a_rule(record: Record) -> None:
    assert retentions(record) == ()
    assert due(record, date(2199, 1, 1)) == ()


def test_a_text_is_due_when_its_time_since_it_was_added_is_over(record: Record) -> None:
    rule = set_retention(record, "north", "P2Y", author="Noor", reason="agreed")
    assert retentions(record) == (rule,)
    assert due(record, LATER - timedelta(days=1)) == ()
    (one,) = due(record, LATER)
    assert (one.filed.report.id, one.since, one.rule) == (report_of(ISLAND).id, LATER, rule)
    assert [d.since for d in due(record, date(2034, 1, 1))] == [LATER, date(2033, 5, 11)]


def test_the_newest_rule_is_in_force(record: Record) -> None:
    set_retention(record, "north", "P1D", author="Noor")
    set_retention(record, "north", None, author="Noor")
    assert due(record, LATER) == ()
    assert [rule.keep for rule in retentions(record)] == ["P1D", None]


def test_a_report_that_was_filed_elsewhere_has_that_rule(record: Record) -> None:
    set_retention(record, "north", "P1D", author="Noor")
    record.set_meta(report_of(ISLAND).id, {"process": "south"}, author="Noor", reason="filed wrongly")
    assert [d.filed.report.id for d in due(record, LATER)] == [report_of(VALLEY).id]


def test_what_is_due_is_erased_with_the_rule_as_its_reason(record: Record) -> None:
    set_retention(record, "north", "P2Y", author="Noor")
    (done,) = erase_due(record, author="Ada", on=LATER)
    assert done.erasure is not None
    assert (done.report_id, done.erasure.author) == (report_of(ISLAND).id, "Ada")
    assert done.erasure.reason == "kept for P2Y by the rule of 2031-05-11 for north"
    assert record.find_report(done.report_id).is_erased
    assert due(record, LATER) == ()
    assert list(verify(record)) == []


@pytest.mark.parametrize("keep", ["two years", "P", "PT4H", "P0D", "2Y"])
def test_what_is_no_length_of_time_is_refused(record: Record, keep: str) -> None:
    with pytest.raises(RecordError, match="no length of time"):
        set_retention(record, "north", keep, author="Noor")
    assert retentions(record) == ()


def test_a_process_that_is_none_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match=r"no report of a process 'sotuh'.*one of north"):
        set_retention(record, "sotuh", "P2Y", author="Noor")
    with pytest.raises(RecordError, match="without an author"):
        set_retention(record, "north", "P2Y", author=" ")
