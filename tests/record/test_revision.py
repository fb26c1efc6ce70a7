"""A record's form: made, recognised, brought up to date, refused."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateTable

from trucewatch.errors import RecordError
from trucewatch.record.revision import APPLICATION_ID, settings
from trucewatch.record.rows import MadeBy
from trucewatch.record.schema import METADATA, json_text
from trucewatch.record.sqlite import RecordFile
from trucewatch.record.writer import open_record

from .making import ISLAND, dump, read, report_of, rows

OF_FIRST_FORM = ("run", "report", "report_meta", "reading", "statement", "sighting", "notice", "ruling")
LATER_LAYERS = ("events", "incidents", "actors")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def test_the_migrations_make_the_tables_of_the_schema(path: Path) -> None:
    with open_record(path) as record, record._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_state_each_table_as_the_schema_does(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with open_record(path) as record, closing(sqlite3.connect(other)) as plain:
        for table in METADATA.sorted_tables:
            plain.execute(str(CreateTable(table).compile(record._engine)))
    made, stated = tables(path), tables(other)
    assert sorted(stated) == sorted(METADATA.tables)
    assert {name: made[name] for name in stated} == stated


def tables(path: Path) -> dict[str, str]:
    """Each table's definition, blanks evened out."""
    found = rows(path, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {str(name): re.sub(r"\s*([(),])\s*", r"\1", " ".join(str(sql).split())) for name, sql in found}


def test_there_is_one_line_of_revisions() -> None:
    script = ScriptDirectory.from_config(settings())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    with open_record(path) as record:
        assert record.add(read(report_of(ISLAND))).is_new
    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


@pytest.fixture
def of_first_form(path: Path) -> Path:
    """A record as revision 0001 made it, with one reading."""
    reading = read(report_of(ISLAND))
    with open_record(path) as record:
        record.add(reading)
    layers = str(rows(path, "SELECT layers FROM reading")[0][0])
    of_then = {name: value for name, value in json.loads(layers).items() if name not in LATER_LAYERS}
    digest = rows(path, "SELECT digest FROM reading")[0][0]  # the first form's digests knew no models
    changed = {digest: "0" * 64, layers: json_text(of_then)}
    newest = path.rename(path.with_name("newest.db"))
    engine = RecordFile(path).engine()
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(settings(connection), "0001")
        for table in OF_FIRST_FORM:
            # later forms have more columns
            columns = [name for _, name, *_ in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            kept = rows(newest, f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
            marks = ", ".join("?" * len(columns))
            then = [tuple(changed.get(value, value) for value in row) for row in kept]
            if then:
                connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", then)  # noqa: S608
    engine.dispose()
    return path


def test_a_record_of_the_first_form_keeps_its_rows_and_its_guard(of_first_form: Path) -> None:
    reading = read(report_of(ISLAND))
    before = rows(of_first_form, "SELECT id, started_at, program, steps FROM run")
    with pytest.raises(RecordError, match="older form"):
        open_record(of_first_form, read_only=True)
    with open_record(of_first_form) as record:
        # what it was read with was not recorded, nor what the report says of actors; everything else is as it was
        kept = replace(reading, models=(), **dict.fromkeys(LATER_LAYERS, ()))  # type: ignore[arg-type]
        assert record.reading(reading.report.id) == kept
        assert record.view().actors_of(reading.report.id) == ()
        assert record.reading_if_made_by(reading.report, MadeBy(reading.steps, ())) is None
        assert {s.models for s in record.sightings(reading.statements[0].id)} == {()}
    assert rows(of_first_form, "SELECT id, started_at, program, steps FROM run WHERE models IS NULL") == before
    with closing(sqlite3.connect(of_first_form)) as plain, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        plain.execute("UPDATE run SET models = '[]'")
    with open_record(of_first_form) as record:
        added = record.add(reading)
        assert (added.is_new, added.is_changed, added.new) == (False, True, 0)
        assert record.reading(reading.report.id) == reading
        assert record.view().actors_of(reading.report.id) == reading.actors
        assert record.reading_if_made_by(reading.report, MadeBy(reading.steps, reading.models)) == reading


def test_opening_again_changes_nothing(path: Path) -> None:
    open_record(path).close()
    before, content = dump(path), path.read_bytes()
    open_record(path).close()
    open_record(path, read_only=True).close()
    assert dump(path) == before
    assert path.read_bytes() == content


def test_a_record_of_a_newer_program_is_refused(path: Path) -> None:
    open_record(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    content = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(RecordError, match=r"newer Trucewatch \(form 9999\)") as caught:
            open_record(path, read_only=read_only)
        assert caught.value.expected
        assert caught.value.advice
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE report (id INTEGER)")
    content = path.read_bytes()
    with pytest.raises(RecordError, match=r"not a Trucewatch record.*\(report\)"):
        open_record(path)
    assert path.read_bytes() == content
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


def test_reading_alone_makes_no_record(path: Path) -> None:
    path.touch()
    with pytest.raises(RecordError, match="opened for reading only"):
        open_record(path, read_only=True)
    assert path.stat().st_size == 0
