"""Every transaction that adds rows is an append, and every row carries its number."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from trucewatch.errors import RecordError
from trucewatch.record.chain import digest_over, last_link, next_chain, row_digest
from trucewatch.record.schema import APPEND, METADATA, REPORT, RUN
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.ruling import Ruling

from .filling import fresh
from .making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def filled(path: Path) -> Record:
    record = fresh(path)
    for text in (ISLAND, VALLEY):
        record.add(read(report_of(text)))
    figure = figure_in(read(report_of(ISLAND)))
    record.rule(Ruling(figure.id, "accept", "Noor", datetime(2031, 5, 1, tzinfo=UTC), "read again"))
    return record


def test_every_table_has_the_number_of_an_append() -> None:
    tables = [table for table in METADATA.tables.values() if table is not APPEND]
    assert len(tables) >= 10
    for table in tables:
        assert "append_id" in table.c, f"{table.name}: give it to the loop at the end of schema.py, and its revision"
        assert table.c.append_id.default is not None


def test_every_transaction_that_adds_rows_is_one_append(path: Path) -> None:
    with filled(path) as record, record.looking() as connection:
        appends = connection.execute(select(APPEND).order_by(APPEND.c.id)).mappings().all()
        assert [a["id"] for a in appends] == [1, 2, 3]
        assert json.loads(appends[2]["added"]).keys() == {"ruling"}
        for append in appends:
            for name, (count, digest) in json.loads(append["added"]).items():
                table = METADATA.tables[name]
                held = connection.execute(select(table).where(table.c.append_id == append["id"])).mappings().all()
                assert len(held) == count
                assert digest_over(row_digest(name, row) for row in held) == digest
        for name, table in METADATA.tables.items():
            if table is not APPEND:
                bare = select(func.count()).select_from(table).where(table.c.append_id.is_(None))
                assert connection.execute(bare).scalar() == 0, name
        assert last_link(connection).chain == appends[-1]["chain"]


def test_each_append_is_tied_to_the_one_before(path: Path) -> None:
    filled(path).close()
    before = ""
    for number, at, added, chain in rows(path, "SELECT id, at, added, chain FROM append ORDER BY id"):
        kept = {name: (count, digest) for name, (count, digest) in json.loads(str(added)).items()}
        assert next_chain(before, int(str(number)), str(at), kept) == chain
        before = str(chain)
    assert len(before) == 64


def test_nothing_added_is_no_append(path: Path) -> None:
    with filled(path) as record:
        record.add(read(report_of(ISLAND)))
    assert len(rows(path, "SELECT id FROM append")) == 3


def test_what_fails_leaves_no_append(path: Path) -> None:
    row = insert(RUN).values(started_at="x", program="x", steps="[]")
    with filled(path) as record:
        with pytest.raises(RecordError, match="append-only"), record.writing() as connection:
            connection.execute(row.values(id=7), [{}, {}])
        record.add(read(report_of(DELTA)))
    assert [n for (n,) in rows(path, "SELECT id FROM append")] == [1, 2, 3, 4]
    assert rows(path, "SELECT id FROM run") == [(1,)]


def test_rows_are_added_in_a_transaction_of_the_record_alone(path: Path) -> None:
    row = insert(RUN).values(started_at="x", program="x", steps="[]")
    told = "outside of a record's transaction"
    with filled(path) as record, pytest.raises(RecordError, match=told), record.looking() as connection:
        connection.execute(row)
    assert len(rows(path, "SELECT id FROM run")) == 1


def test_a_later_column_without_a_value_changes_no_digest() -> None:
    row = {"id": "a", "text": "b", "name": None, "append_id": 4}
    assert row_digest("report", row) == row_digest("report", {**row, "later": None, "append_id": 5})
    assert row_digest("report", row) != row_digest("notice", row)
    assert row_digest("report", row) != row_digest("report", {**row, "name": ""})


def test_the_order_of_rows_plays_no_part() -> None:
    digests = [row_digest("report", {"id": id_}) for id_ in "abc"]
    assert digest_over(digests) == digest_over(reversed(digests))
    assert digest_over(digests) != digest_over(digests[:2])


def test_two_writers_make_one_chain(path: Path) -> None:
    with open_record(path, clock=Clock()) as one, open_record(path, clock=Clock()) as other:
        for number, record in enumerate((one, other, one, other)):
            record.add(read(report_of(ISLAND, outlet=f"Courier {number}")))
    assert [n for (n,) in rows(path, "SELECT id FROM append ORDER BY id")] == [1, 2, 3, 4]


def test_what_an_append_said_is_never_changed(path: Path) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path)) as plain:
        for change in ("UPDATE append SET chain = 'x'", "DELETE FROM append", "UPDATE report SET append_id = 2"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(change)
    assert REPORT.c.append_id.index
