"""The places where a record is kept, as the contract suite needs them: emptied, looked into and spoiled."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Table, make_url

from record.making import rows, spoil
from trucewatch.record.schema import METADATA
from trucewatch.record.writer import open_record

REAL_SERVER = "TRUCEWATCH_TEST_POSTGRES"
"""The address of a server to use instead of one that is started for the tests; its user may make databases."""

Row = tuple[object, ...]


class Kept(Protocol):
    """A place for one record, new when a test begins."""

    place: str

    @property
    def refusal(self) -> type[Exception]:
        """What the driver raises where a row is refused."""

    def rows(self, query: str) -> list[Row]:
        """What a query gives; it names tables without a schema."""

    def dump(self) -> list[tuple[str, Row]]:
        """Every row of every table of the record."""

    def change(self, statement: str) -> None:
        """Do what another program could try, without any setting of ours."""

    def spoil(self, statement: str) -> None:
        """Change rows behind the record's back, its guards taken away."""

    def fill(self, table: Table) -> None:
        """Put a row that means nothing into a table, whatever the record demands of rows."""

    def attempts(self, table: Table) -> list[str]:
        """Every way to take a row away or change it."""


@dataclass
class InFile:
    """A record in a file."""

    place: str

    @classmethod
    def copied(cls, model: Path, path: Path) -> InFile:
        """A file that holds a new record, which is quicker copied than made."""
        if not model.exists():
            open_record(model).close()
        shutil.copyfile(model, path)
        return cls(str(path))

    @property
    def refusal(self) -> type[Exception]:
        return sqlite3.IntegrityError

    def rows(self, query: str) -> list[Row]:
        return rows(Path(self.place), query)

    def dump(self) -> list[tuple[str, Row]]:
        return _dump(self)

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.place, isolation_level=None)) as connection:
            connection.execute(statement)

    def spoil(self, statement: str) -> None:
        spoil(Path(self.place), statement)

    def fill(self, table: Table) -> None:
        with closing(sqlite3.connect(self.place, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(_meaningless(table))

    def attempts(self, table: Table) -> list[str]:
        return [
            *_plain_attempts(table),
            f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}",  # noqa: S608
            f"REPLACE INTO {table.name} SELECT * FROM {table.name} LIMIT 1",  # noqa: S608
        ]


@dataclass
class InServer:
    """A record in a database of PostgreSQL."""

    place: str

    @property
    def refusal(self) -> type[Exception]:
        import psycopg  # noqa: PLC0415 - not there where no PostgreSQL is tested

        return psycopg.IntegrityError

    def rows(self, query: str) -> list[Row]:
        with _connected(self.place) as connection:
            return [tuple(row) for row in connection.execute(query)]

    def dump(self) -> list[tuple[str, Row]]:
        return _dump(self)

    def change(self, statement: str) -> None:
        with _connected(self.place) as connection:
            connection.execute(statement)

    def spoil(self, statement: str) -> None:
        self._lift("c", *METADATA.tables)
        with _connected(self.place) as connection:
            for table in METADATA.tables:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            assert connection.execute(statement).rowcount > 0

    def fill(self, table: Table) -> None:
        self._lift("cf", table.name)
        self.change(_meaningless(table))

    def attempts(self, table: Table) -> list[str]:
        key = ", ".join(column.name for column in table.primary_key)
        last = _last_column(table)
        again = f"INSERT INTO {table.name} SELECT * FROM {table.name} ON CONFLICT ({key})"  # noqa: S608
        return [
            *_plain_attempts(table),
            f"TRUNCATE {table.name} CASCADE",
            f"{again} DO UPDATE SET {last} = EXCLUDED.{last}",
        ]

    def _lift(self, kinds: str, *tables: str) -> None:
        """Drop conditions (c) and references (f) of tables."""
        found = self.rows("SELECT conrelid::regclass::text, conname, contype FROM pg_constraint")
        with _connected(self.place) as connection:
            for table, name, kind in found:
                if table in tables and str(kind) in kinds:
                    connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


@dataclass
class Server:
    """A server of PostgreSQL, on which every test has a database of its own.

    Attributes:
        url: its address, with a database that is there.
    """

    url: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _model: str = ""

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a new database, which holds a new record unless it is to be empty; it goes with the block."""
        with self._made("" if empty else self._with_a_record()) as address:
            yield address

    def _with_a_record(self) -> str:
        """A database that the others are copied from: quicker than to make the tables for every test."""
        if not self._model:
            self._model = f"trucewatch_test_{os.getpid()}_model"
            self.run(f"CREATE DATABASE {self._model} TEMPLATE template0 ENCODING 'UTF8'")
            open_record(self.address(self._model)).close()
        return self._model

    @contextmanager
    def _made(self, model: str) -> Iterator[str]:
        name = f"trucewatch_test_{os.getpid()}_{next(self._numbers)}"
        source = f"TEMPLATE {model} STRATEGY file_copy" if model else "TEMPLATE template0 ENCODING 'UTF8'"
        self.run(f"CREATE DATABASE {name} {source}")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, database: str, **parts: Any) -> str:
        """The address of a database of the server."""
        return make_url(self.url).set(database=database, **parts).render_as_string(hide_password=False)

    @contextmanager
    def asking(self, user: str) -> Iterator[None]:
        """Let the server ask a user for a password, if it is ours; one that is not is taken to ask everybody."""
        rules = Path(self.setting("hba_file"))
        if os.environ.get(REAL_SERVER):
            yield
            return
        before = rules.read_text()
        rules.write_text(f"local all {user} scram-sha-256\n{before}")
        self.run("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            rules.write_text(before)
            self.run("SELECT pg_reload_conf()")

    def setting(self, name: str) -> str:
        """A setting of the server."""
        with _connected(self.url) as connection:
            return str(connection.execute(f"SHOW {name}").fetchone()[0])

    def run(self, statement: str) -> None:
        """Do something outside every transaction."""
        with _connected(self.url) as connection:
            connection.execute(statement)

    def close(self) -> None:
        """Leave nothing behind."""
        if self._model:
            self.run(f"DROP DATABASE {self._model} WITH (FORCE)")


@contextmanager
def running_server() -> Iterator[Server]:
    """The server that the environment names, else one started here; a test without either is skipped."""
    if address := os.environ.get(REAL_SERVER):
        server = Server(address)
        yield server
        server.close()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock
        pgserver = pytest.importorskip("pgserver", reason=f"neither the package pgserver nor {REAL_SERVER} is there")
        folder = tempfile.mkdtemp(prefix="trucewatch-", dir=_quick_folder())
        started = pgserver.get_server(folder, cleanup_mode="delete")
    server = Server(started.get_uri())
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives the tests
        server.run(f"ALTER SYSTEM SET {setting} = off")
    server.run("SELECT pg_reload_conf()")
    try:
        yield server
    finally:
        started.cleanup()


def _quick_folder() -> str | None:
    """A folder in memory, where the system has one: a new database is some hundreds of small files."""
    memory = "/dev/shm"  # noqa: S108 - a folder of a random name is made in it
    return memory if os.access(memory, os.W_OK) else None


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    import psycopg  # noqa: PLC0415 - not there where no PostgreSQL is tested

    parts = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(parts, autocommit=True, options="-c search_path=trucewatch") as connection:
        yield connection


def _meaningless(table: Table) -> str:
    values = {"INTEGER": "1", "FLOAT": "0.5", "BOOLEAN": "true", "TEXT": "'x'"}
    given = {f'"{column.name}"': values[str(column.type)] for column in table.columns}
    return f"INSERT INTO {table.name} ({', '.join(given)}) VALUES ({', '.join(given.values())})"  # noqa: S608


def _plain_attempts(table: Table) -> list[str]:
    last = _last_column(table)
    return [f"UPDATE {table.name} SET {last} = {last}", f"DELETE FROM {table.name}"]  # noqa: S608


def _last_column(table: Table) -> str:
    *_, last = table.columns
    return f'"{last.name}"'


def _dump(kept: Kept) -> list[tuple[str, Row]]:
    found = ((table, row) for table in METADATA.tables for row in kept.rows(f"SELECT * FROM {table}"))  # noqa: S608
    return sorted(found, key=repr)
