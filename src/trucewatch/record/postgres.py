"""PostgreSQL: reaching the database of a record, writers in turn, and its driver's errors in our words.

The driver is loaded by the first record that is opened here, so that whoever works with a file does not need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Column, Connection, Engine, Text, create_engine, event, make_url, text
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from trucewatch.errors import RecordError

SCHEMA = "trucewatch"
"""The schema of the record's tables: those of other programs may stand beside it."""
MARK = "Trucewatch record"
"""Stands as a comment on the table of revisions, so that no other program's tables are taken for a record."""
_OLDEST = 14  # the oldest PostgreSQL that its makers still cared for when this was written
_TURN = 0x54525743  # key of the lock that writers hold, one after another; the same number marks a file as a record
_SHOWN_OPTIONS = ("host", "port", "service")  # of an address; others, such as passwords, are never shown
_SHORTEST = 2  # seconds: the driver takes less for two

_WAIT = "Wait until that program has finished, then try again."
_RIGHTS = f"Ask whoever runs the server for the right to read and add rows in the schema {SCHEMA}."

# What the server reports (the beginning of an SQLSTATE), what it means, and what to do about it.
_STATES: tuple[tuple[str, str, str], ...] = (
    ("55P03", "is being written by another program", _WAIT),
    ("53100", "is on a full disk", "Free some space on the server and run the command again."),
    ("53", "is on a server that is out of memory or connections", "Try again later, or ask whoever runs the server."),
    ("42501", "may not be read or written by you", _RIGHTS),
    ("25006", "cannot be written: its server takes no changes", "Name the main server rather than a copy of it."),
    ("57P", "lost its server", "Nothing half-written was kept. Try again when the server runs."),
    ("08", "lost its server", "Nothing half-written was kept. Try again when the server can be reached."),
    ("57014", "took longer than its server allows", "Ask whoever runs the server about statement_timeout."),
    ("XX", "is damaged", "Restore it from a backup."),
    ("58", "cannot be read or written to the end", "Check the server's disk."),
)
# What the driver says where no connection came about; the server sends no state then.
_REFUSED: tuple[tuple[str, str, str], ...] = (
    ("password authentication failed", "refuses the name or password", "Check user and password."),
    (
        "no password supplied",
        "asks for a password",
        "Put it into PGPASSWORD or the file ~/.pgpass, which no list of processes shows.",
    ),
    (r'role ".*" does not exist', "has no such user", "Check the user's name."),
    (r'database ".*" does not exist', "does not exist on its server", "Make it with createdb, or check its name."),
    ("no pg_hba.conf entry", "is closed to you or to this machine", "Ask whoever runs the server."),
    ("permission denied for database", "is closed to you", "Ask whoever runs the server for the right to connect."),
    ("too many (clients|connections)|connection slots", "has no connection left", "Try again later."),
    ("starting up|shutting down|recovery", "is on a server that starts or stops", "Try again in a while."),
    ("SSL|certificate", "agrees on no secure connection", "Check sslmode and the certificates."),
    ("", "cannot be reached", "Check host and port, and that the server runs."),
)


@dataclass(frozen=True)
class RecordServer:
    """The database of a record and how it is opened.

    Attributes:
        url: its address; not shown, since it may hold a password.
        read_only: the record is never changed.
        wait: seconds to wait for another program that writes, and for the server.
    """

    url: URL = field(repr=False)
    read_only: bool = False
    wait: float = 10.0

    @classmethod
    def of(cls, address: str, read_only: bool = False, wait: float = 10.0) -> RecordServer:
        """The database at an address; what it leaves open comes from the environment, as with every PostgreSQL program.

        Args:
            address: `postgresql://USER@HOST:PORT/DATABASE`, with libpq's options after a question mark.
            read_only: change nothing.
            wait: seconds to wait.

        Raises:
            RecordError: it cannot be read.
        """
        try:
            url = make_url(address).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError):  # their words repeat the address
            url = None
        if url is None or "@" in (url.host or ""):
            raise RecordError(
                "the address of the record's PostgreSQL database cannot be read",
                expected="postgresql://USER@HOST:PORT/DATABASE, in a password %40 for @, %2F for / and %3A for :",
            ) from None
        return cls(url, read_only, wait)

    @property
    def name(self) -> str:
        """The address without password and options."""
        query = {k: v for k, v in self.url.query.items() if k in _SHOWN_OPTIONS}
        shown = URL.create(
            "postgresql", self.url.username, None, self.url.host, self.url.port, self.url.database, query
        )
        return shown.render_as_string().replace("%2F", "/")

    @property
    def path(self) -> Path | None:
        """None: a database has no file of its own."""
        return None

    def check(self) -> None:
        """Refuse to go on without the driver.

        Raises:
            RecordError: it is not installed.
        """
        if find_spec("psycopg") is None:
            raise RecordError(
                f"the record {self.name} needs the package psycopg, which is not installed",
                advice="Run pip install 'trucewatch[postgres]'.",
            )

    def engine(self) -> Engine:
        """An engine over the database; a connection that broke while it was idle is made anew."""
        # Prepared statements belong to one connection, which a pooler between us and the server may change for another.
        given = {"client_encoding": "utf8", "prepare_threshold": None}
        chosen = {"connect_timeout": max(_SHORTEST, round(self.wait)), "application_name": "trucewatch"}
        engine = create_engine(
            self.url,
            connect_args={**given, **{name: value for name, value in chosen.items() if name not in self.url.query}},
            pool_pre_ping=True,
            use_native_hstore=False,  # would ask the server for a type that no record has
            hide_parameters=True,
        )
        engine.dialect.ddl_compiler = _Bytewise
        event.listen(engine, "begin", self._begin)
        return engine

    def _begin(self, connection: Connection) -> None:
        # Set for the transaction alone: a pooler between us and the server may give the connection to others after it.
        writes = connection.get_execution_options().get("writes", False)
        patience = max(1, round(self.wait * 1000))  # 0 would wait for ever
        mode = "READ COMMITTED READ WRITE" if writes else "REPEATABLE READ READ ONLY"
        connection.exec_driver_sql(
            f"SET TRANSACTION ISOLATION LEVEL {mode}; "
            f"SET LOCAL search_path TO {SCHEMA}; SET LOCAL lock_timeout TO {patience}"
        )
        if writes:
            # Writers one after another, as in a file: the numbers of rows have the order in which they came to be seen.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")

    def make_writable(self, engine: Engine) -> None:
        """Ask at once whether rows may be added, not in the middle of a batch.

        Raises:
            RecordError: the user may not, or the server takes no changes.
        """
        asked = "SELECT pg_is_in_recovery(), has_table_privilege('report', 'INSERT')"
        with self.translated(), engine.begin() as connection:
            is_copy, may_add = connection.exec_driver_sql(asked).one()
        if is_copy or not may_add:
            found, advice = self._said("25006" if is_copy else "42501")
            raise RecordError(found, advice=advice)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors into ours.

        Raises:
            RecordError: for every error of the server, its driver or SQLAlchemy inside the block.
        """
        try:
            yield
        except DBAPIError as error:
            raise self._trouble(error) from error
        except SQLAlchemyError as error:
            raise RecordError(f"the record {self.name} could not be used ({self._hidden(error)})") from error
        except (UnicodeEncodeError, OverflowError) as error:  # raised by the driver as it takes a value
            raise self._unkept(error) from error

    def _trouble(self, error: DBAPIError) -> RecordError:
        """The driver's error in our words."""
        cause = error.orig
        state = getattr(cause, "sqlstate", None)
        words = self._hidden(getattr(getattr(cause, "diag", None), "message_primary", None) or cause)
        if (state is None and type(cause).__name__ == "DataError") or state in ("22003", "22021"):
            return self._unkept(words)
        if state is None and not error.connection_invalidated:
            return self._refused(words)
        for prefix, _, _ in _STATES:
            if (state or "08").startswith(prefix):
                found, advice = self._said(prefix)
                return RecordError(f"{found} ({words})", advice=advice)
        return RecordError(f"the record {self.name} could not be used: {words}")

    def _refused(self, words: str) -> RecordError:
        """No connection came about."""
        meaning, advice = next((m, a) for pattern, m, a in _REFUSED if re.search(pattern, words))
        return RecordError(f"the record {self.name} {meaning} ({words})", advice=advice)

    def _unkept(self, why: object) -> RecordError:
        return RecordError(
            f"a value cannot be kept in the record {self.name} ({self._hidden(why)})",
            expected="whole Unicode characters but no NUL, and whole numbers below 2**31",
        )

    def _said(self, state: str) -> tuple[str, str]:
        meaning, advice = next((m, a) for prefix, m, a in _STATES if state.startswith(prefix))
        return f"the record {self.name} {meaning}", advice

    def _hidden(self, words: object) -> str:
        """One line, without the password should a driver ever repeat it."""
        line = " ".join(str(words).split())
        secrets = (self.url.password, self.url.query.get("password"))
        for secret in secrets:
            if isinstance(secret, str) and secret:
                line = line.replace(secret, "***")
        return line


def is_record(connection: Connection) -> bool:
    """Are the tables of a record there, whatever its form?"""
    asked = f"SELECT obj_description(to_regclass('{SCHEMA}.alembic_version'), 'pg_class')"
    return connection.exec_driver_sql(asked).scalar() == MARK


def tables(connection: Connection) -> list[str]:
    """Some of the tables in the place where those of a record belong."""
    asked = text("SELECT tablename FROM pg_tables WHERE schemaname = :schema ORDER BY tablename LIMIT 3")
    return list(connection.execute(asked, {"schema": SCHEMA}).scalars())


def make_room(connection: Connection) -> None:
    """Make the schema; one that is there already, for somebody else to use it, takes no right to make one."""
    if connection.exec_driver_sql(f"SELECT to_regnamespace('{SCHEMA}')").scalar() is None:
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")


def check_server(connection: Connection, name: str) -> None:
    """Refuse a server or database that cannot hold a record.

    Args:
        connection: to it.
        name: what to call the record in a message.

    Raises:
        RecordError: an old server, or one that keeps no Unicode.
    """
    asked = (
        "SELECT current_setting('server_version_num'), current_setting('server_version'),"
        " current_setting('server_encoding')"
    )
    number, version, encoding = connection.exec_driver_sql(asked).one()
    if int(number) // 10_000 < _OLDEST:
        raise RecordError(
            f"the record {name} is on a server of version {version}", expected=f"PostgreSQL {_OLDEST} or later"
        )
    if encoding != "UTF8":
        raise RecordError(
            f"the record {name} is in a database that keeps text as {encoding}",
            expected="one that keeps it as UTF8",
            advice="Make it with createdb --encoding=UTF8 --template=template0.",
        )


class _Bytewise(PGDDLCompiler):
    """Columns of text sort by code point, as in a file, whatever language the server speaks.

    Nor does an index go wrong when the server's machine gets new rules for its language.
    """

    def get_column_specification(self, column: Column[Any], **kwargs: Any) -> str:
        stated = str(super().get_column_specification(column, **kwargs))  # type: ignore[no-untyped-call]
        if isinstance(column.type, Text) and column.type.collation is None:
            return stated.replace(" TEXT", ' TEXT COLLATE "C"', 1)
        return stated
