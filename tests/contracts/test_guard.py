"""Rows are only ever added, whoever opens the database, and every row leads somewhere."""

from __future__ import annotations

import pytest

from record.making import ISLAND, read, report_of
from trucewatch.errors import RecordError
from trucewatch.record.schema import METADATA
from trucewatch.record.writer import Record

from .places import Kept

RULING = """
INSERT INTO ruling (statement_id, verdict, author, at, reason, recorded_at)
SELECT id, ':verdict', 'x', 'x', 'x', 'x' FROM statement LIMIT 1
"""
JUDGEMENT = """
INSERT INTO judgement (kind, left_id, right_id, verdict, author, at, reason, recorded_at)
VALUES (':kind', ':left', 'b', ':verdict', 'x', 'x', 'x', 'x')
"""


def test_rows_are_never_changed_or_deleted(kept: Kept) -> None:
    tables = METADATA.sorted_tables
    for table in tables:
        kept.fill(table)
    before = kept.dump()
    assert {name for name, _ in before} == {table.name for table in tables}
    for table in tables:
        for attempt in kept.attempts(table):
            with pytest.raises(kept.refusal) as caught:
                kept.change(attempt)
            said = str(caught.value)
            assert said.startswith("append-only: rows of "), attempt
            assert " are never changed or deleted" in said
            assert attempt.startswith("TRUNCATE") or f"rows of {table.name} are" in said  # that one takes others along
    assert kept.dump() == before


def test_rows_that_lead_nowhere_are_refused(record: Record, kept: Kept) -> None:
    record.add(read(report_of(ISLAND)))
    before = kept.dump()
    for change in (
        "INSERT INTO statement (id, report_id, kind, start) VALUES ('a', 'nowhere', 'figures', 0)",
        RULING.replace(":verdict", "guilty"),
        RULING.replace(":verdict", "correct"),  # by nothing
        "INSERT INTO actor (id, report_id, start) VALUES ('a', 'nowhere', 0)",
        JUDGEMENT.replace(":kind", "state").replace(":left", "a").replace(":verdict", "same"),
        JUDGEMENT.replace(":kind", "actor").replace(":left", "a").replace(":verdict", "guilty"),
        JUDGEMENT.replace(":kind", "actor").replace(":left", "b").replace(":verdict", "same"),  # with itself
        JUDGEMENT.replace(":kind", "actor").replace(":left", "c").replace(":verdict", "same"),  # a pair has one order
    ):
        with pytest.raises(RecordError, match="constraint"), record.writing() as connection:
            connection.exec_driver_sql(change)
    assert kept.dump() == before
