"""A record in PostgreSQL: its address, its server's and its neighbours' troubles, told without passwords."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command

from record.making import ISLAND, VALLEY, read, report_of
from trucewatch.errors import RecordError
from trucewatch.record import postgres
from trucewatch.record.database import database_at, record_name
from trucewatch.record.revision import settings
from trucewatch.record.writer import Record, open_record

from .places import InServer, Server

SECRET = "open-reef-42"  # noqa: S105 - a word of this test


@pytest.fixture
def empty(server: Server) -> Iterator[InServer]:
    with server.database(empty=True) as address:
        yield InServer(address)


@pytest.fixture
def full(server: Server) -> Iterator[InServer]:
    """A record with one report."""
    with server.database() as address:
        with open_record(address) as record:
            record.add(read(report_of(ISLAND)))
        yield InServer(address)


def refusal(place: str, *, read_only: bool = False, wait: float = 2.0) -> RecordError:
    """What opening is refused with; the password is in none of the words that a user could come to see."""
    with pytest.raises(RecordError) as caught:
        open_record(place, read_only=read_only, wait=wait)
    error = caught.value
    assert SECRET not in "".join(traceback.format_exception(error))
    assert error.advice or error.expected
    return error


# Addresses


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"postgresql://noor:{SECRET}@db.reef:5433/talks", "postgresql://noor@db.reef:5433/talks"),
        (f"postgres://noor:{SECRET}@db.reef/talks?sslmode=require", "postgresql://noor@db.reef/talks"),
        (f"postgresql+psycopg://noor@db.reef/talks?password={SECRET}", "postgresql://noor@db.reef/talks"),
        ("postgresql:///talks?host=/run/pg", "postgresql:///talks?host=/run/pg"),
        ("POSTGRESQL://[::1]/talks", "postgresql://[::1]/talks"),
        ("postgresql://", "postgresql://"),
        ("folder/talks.sqlite", "folder/talks.sqlite"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert record_name(address) == shown
    database = database_at(address, read_only=False, wait=1)
    assert SECRET not in f"{database.name} {database!r} {database}"
    assert (database.path is None) == (shown.startswith("postgresql:"))


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://noor:{SECRET}@more@db.reef/talks",
        f"postgresql://noor:{SECRET}@db.reef:port/talks",
        f"mysql://noor:{SECRET}@db.reef/talks",
        f"postgresql+other://noor:{SECRET}@db.reef/talks",
        f"sqlite:///{SECRET}",
    ],
)
def test_an_address_of_nothing_is_refused_without_repeating_it(address: str) -> None:
    assert "postgresql://USER@HOST" in refusal(address).expected


def test_an_address_that_came_as_a_path_is_told() -> None:
    with pytest.raises(RecordError, match="came as a path") as caught:
        open_record(Path(f"postgresql://noor:{SECRET}@db.reef/talks"))
    assert SECRET not in str(caught.value)


def test_without_the_driver_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.record.postgres.find_spec", lambda _: None)
    assert "needs the package psycopg" in refusal("postgresql://noor@db.reef/talks").found


# No connection


def test_no_server(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        port = taken.getsockname()[1]
        error = refusal(f"postgresql://noor:{SECRET}@127.0.0.1:{port}/talks")
    assert f"the record postgresql://noor@127.0.0.1:{port}/talks cannot be reached" in error.found
    assert "cannot be reached" in refusal(f"postgresql://noor:{SECRET}@/talks?host={tmp_path}").found


def test_no_such_database(server: Server) -> None:
    assert "does not exist on its server" in refusal(server.address("no_such_talks")).found


@pytest.fixture
def asked(server: Server) -> Iterator[str]:
    """A user whom the server asks for a password."""
    name = "trucewatch_asked"
    with server.asking(name):
        server.run(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
        try:
            yield name
        finally:
            server.run(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_a_wrong_password_and_none(server: Server, asked: str) -> None:
    with server.database() as address:
        database = address.rpartition("/")[2].partition("?")[0]
        wrong = refusal(server.address(database, username=asked, password=f"{SECRET}!"))
        assert "refuses the name or password" in wrong.found
        none = refusal(server.address(database, username=asked, password=None))
        assert "asks for a password" in none.found
        assert "PGPASSWORD" in none.advice
        right = server.address(database, username=asked, password=SECRET)
        assert "may not be read or written by you" in refusal(right).found


def test_no_such_user(server: Server) -> None:
    error = refusal(server.address("postgres", username="nobody_here"))
    assert "has no such user" in error.found or "refuses the name or password" in error.found


# Rights


def test_a_user_who_may_read_alone(server: Server, full: InServer, asked: str) -> None:
    database = full.place.rpartition("/")[2].partition("?")[0]
    address = server.address(database, username=asked, password=SECRET)
    for right in ("USAGE ON SCHEMA trucewatch", "SELECT ON ALL TABLES IN SCHEMA trucewatch"):
        full.change(f"GRANT {right} TO {asked}")
    try:
        with open_record(address, read_only=True) as record:
            assert len(record.view().reports()) == 1
        assert "may not be read or written by you" in refusal(address).found
    finally:
        full.change(f"DROP OWNED BY {asked}")


def test_a_user_who_may_make_nothing(server: Server, empty: InServer, asked: str) -> None:
    database = empty.place.rpartition("/")[2].partition("?")[0]
    assert (
        "may not be read or written by you" in refusal(server.address(database, username=asked, password=SECRET)).found
    )


def test_a_server_that_takes_no_changes(server: Server, full: InServer) -> None:
    database = full.place.rpartition("/")[2].partition("?")[0]
    server.run(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    with open_record(full.place) as record:  # a setting that is no more than a habit of the server's
        assert record.add(read(report_of(VALLEY))).is_new


# What is there


def test_another_programs_schema_is_refused_and_left_alone(empty: InServer) -> None:
    empty.change("CREATE SCHEMA trucewatch")
    empty.change("CREATE TABLE report (id integer)")
    empty.change("CREATE TABLE alembic_version ()")
    for read_only in (False, True):
        error = refusal(empty.place, read_only=read_only)
        assert "is not a Trucewatch record: it is a database with other tables (alembic_version, report)" in error.found
    assert empty.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'trucewatch'") == [(2,)]


def test_other_programs_tables_beside_the_record_are_left_alone(empty: InServer) -> None:
    empty.change("CREATE TABLE public.report (id integer)")
    empty.change("CREATE TABLE public.alembic_version (version_num text)")
    with open_record(empty.place) as record:
        record.add(read(report_of(ISLAND)))
        assert len(record.reports()) == 1
    assert empty.rows("SELECT count(*) FROM public.report") == [(0,)]
    assert empty.rows("SELECT count(*) FROM public.alembic_version") == [(0,)]


def test_a_schema_that_somebody_made_for_us_is_used(empty: InServer) -> None:
    empty.change("CREATE SCHEMA trucewatch")
    with open_record(empty.place) as record:
        assert record.add(read(report_of(ISLAND))).is_new


def test_a_record_of_a_newer_program_is_refused(full: InServer) -> None:
    before = full.dump()
    full.change("UPDATE alembic_version SET version_num = '9999'")
    for read_only in (False, True):
        assert "newer Trucewatch (form 9999)" in refusal(full.place, read_only=read_only).found
    assert full.dump() == before


def test_a_record_of_an_older_form_is_brought_up_to_date(empty: InServer) -> None:
    engine = database_at(empty.place, read_only=False, wait=1).engine()
    with engine.execution_options(writes=True).begin() as connection:
        postgres.make_room(connection)
        command.upgrade(settings(connection), "0003")
    engine.dispose()
    assert "older form" in refusal(empty.place, read_only=True).found
    with open_record(empty.place) as record:
        assert record.add(read(report_of(ISLAND))).is_new


def test_text_sorts_as_in_a_file_whatever_the_servers_language(full: InServer) -> None:
    other = full.rows(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'trucewatch' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    assert other == []


def test_a_database_that_keeps_no_unicode_is_refused(server: Server) -> None:
    with server.database(empty=True) as address:
        name = address.rpartition("/")[2].partition("?")[0]
        server.run(f"DROP DATABASE {name}")
        server.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        error = refusal(address)
        assert "keeps text as LATIN1" in error.found
        assert "UTF8" in error.expected


def test_an_old_server_is_refused(full: InServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_OLDEST", 99)
    assert refusal(full.place).expected == "PostgreSQL 99 or later"


# In the middle


def cut_off(kept: InServer) -> None:
    """End every connection of the record but the one that does it."""
    kept.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trucewatch'")


def _write_and_lose(record: Record, kept: InServer) -> None:
    with record.writing() as connection:
        connection.exec_driver_sql("INSERT INTO run (started_at, program, steps) VALUES ('x', 'x', 'x')")
        cut_off(kept)
        connection.exec_driver_sql("SELECT 1")


def test_a_connection_that_breaks_leaves_nothing_half_written(full: InServer) -> None:
    with open_record(full.place) as record:
        before = full.dump()
        with pytest.raises(RecordError, match="lost its server") as caught:
            _write_and_lose(record, full)
        assert "Nothing half-written was kept" in caught.value.advice
        assert full.dump() == before
        assert record.add(read(report_of(VALLEY))).is_new


def test_a_connection_that_broke_while_idle_is_made_anew(full: InServer) -> None:
    with open_record(full.place) as record:
        assert len(record.view().reports()) == 1
        cut_off(full)
        assert len(record.view().reports()) == 1
        cut_off(full)
        assert record.add(read(report_of(VALLEY))).is_new


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ("disk_full", "is on a full disk"),
        ("out_of_memory", "out of memory"),
        ("query_canceled", "took longer than its server allows"),
        ("data_corrupted", "is damaged"),
        ("io_error", "cannot be read or written to the end"),
        ("raise_exception", "could not be used: the reef is closed"),
    ],
)
def test_what_the_server_reports_is_told_and_nothing_is_kept(full: InServer, state: str, meaning: str) -> None:
    full.change(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'the reef is closed' USING ERRCODE = '{state}'; END $$"
    )
    full.change("CREATE TRIGGER fail BEFORE INSERT ON sighting FOR EACH ROW EXECUTE FUNCTION fail()")
    with open_record(full.place) as record:
        before = full.dump()
        with pytest.raises(RecordError) as caught:
            record.add(read(report_of(VALLEY)))
        assert meaning in caught.value.found
        assert VALLEY[:20] not in "".join(traceback.format_exception(caught.value))
        assert full.dump() == before
        full.change("DROP TRIGGER fail ON sighting")
        assert record.add(read(report_of(VALLEY))).is_new


def test_text_that_the_server_cannot_keep_is_told(full: InServer) -> None:
    with open_record(full.place) as record:
        before = full.dump()
        for text in ("a zero\x00 in the middle", "half a \ud83d character"):
            with pytest.raises(RecordError, match="Unicode"):
                record.add(replace(read(report_of(VALLEY)), report=report_of(text), statements=(), headline=None,
                                   segments=(), attributions=(), events=(), incidents=(), actors=()))  # fmt: skip
        assert full.dump() == before
