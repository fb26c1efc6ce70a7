"""Rows are only ever added, whoever opens the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from trucewatch.record.schema import METADATA
from trucewatch.record.writer import open_record
from trucewatch.vocabulary.ruling import Ruling

from .making import ISLAND, Clock, dump, figure_in, read, report_of

RULING = """
INSERT INTO ruling (statement_id, verdict, author, at, reason, recorded_at)
SELECT id, ':verdict', 'x', 'x', 'x', 'x' FROM statement LIMIT 1
"""
TABLES = sorted(METADATA.tables)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A record with a row in every table."""
    path = tmp_path / "record.db"
    report = report_of(ISLAND, None)
    with open_record(path, clock=Clock()) as record:
        record.add(read(report))
        record.set_meta(report.id, {"published": date(2031, 4, 1)}, author="Noor", reason="found", reread=read)
        record.rule(Ruling(figure_in(read(report)).id, "withdraw", "Noor", Clock().now, "read again"))
    return path


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_never_changed_or_deleted(full: Path, table: str) -> None:
    before = dump(full)
    # a plain connection of another program: none of our settings are on
    with closing(sqlite3.connect(full, isolation_level=None)) as connection:
        *_, (column,) = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        assert connection.execute("SELECT count(*) FROM :t".replace(":t", table)).fetchone()[0] > 0
        for change in (
            "UPDATE :t SET :c = :c",
            "DELETE FROM :t",
            "INSERT OR REPLACE INTO :t SELECT * FROM :t",
            "REPLACE INTO :t SELECT * FROM :t LIMIT 1",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=f"append-only: rows of {table}"):
                connection.execute(change.replace(":t", table).replace(":c", column))
    assert dump(full) == before


def test_every_table_is_guarded(full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_sequence')"
        ).fetchall()
        triggers = connection.execute("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1")
        assert sorted(triggers) == [(table, 3) for table in TABLES]
    assert sorted(name for (name,) in tables) == TABLES


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO statement (id, report_id, kind, start) VALUES ('a', 'nowhere', 'figures', 0)",
        RULING.replace(":verdict", "guilty"),
        RULING.replace(":verdict", "correct"),  # by nothing
    ],
)
def test_rows_that_lead_nowhere_are_refused(full: Path, change: str) -> None:
    with open_record(full) as record, record._engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        with pytest.raises(sqlite3.IntegrityError, match="constraint failed"):
            driver.execute(change)
