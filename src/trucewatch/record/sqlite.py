"""SQLite: opening the file of a record, and its driver's errors in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from trucewatch.errors import RecordError

_HEADER = b"SQLite format 3\x00"
_NO_POINT = "no such savepoint"

# What the driver reports (the beginning of its code's name), what it means, and what to do about it.
_TROUBLE: tuple[tuple[str, str, str], ...] = (
    ("SQLITE_FULL", "is on a full disk", "Free some space and run the command again."),
    (
        "SQLITE_READONLY",
        "cannot be written",
        "Give yourself the right to write the file and its folder, or name another file with --record.",
    ),
    ("SQLITE_BUSY", "is being written by another program", "Wait until that program has finished, then try again."),
    ("SQLITE_LOCKED", "is being written by another program", "Wait until that program has finished, then try again."),
    ("SQLITE_NOTADB", "is not a Trucewatch record", "Name another file with --record."),
    ("SQLITE_CORRUPT", "is damaged", "Restore it from a backup."),
    ("SQLITE_CANTOPEN", "cannot be opened", "Check the rights on the file and on its folder."),
    ("SQLITE_IOERR", "cannot be read or written to the end", "Check the disk's free space, quota and health."),
)


@dataclass(frozen=True)
class RecordFile:
    """The file of a record and how it is opened.

    Attributes:
        path: the file.
        read_only: the record is never changed.
        wait: seconds to wait for another program that writes.
    """

    path: Path
    read_only: bool = False
    wait: float = 10.0

    @property
    def name(self) -> str:
        """What messages call it: its path."""
        return str(self.path)

    def check(self) -> None:
        """Refuse what cannot be a record before SQLite touches it.

        Raises:
            RecordError: a folder, a missing file or folder, a file of another kind, no right to write.
        """
        try:
            self._check_place()
        except OSError as error:
            raise RecordError(
                f"the record {self.path} cannot be opened ({error.strerror})",
                advice="Check the name, and the rights on the file and on its folders.",
            ) from error

    def _check_place(self) -> None:
        path = self.path
        if path.is_dir():
            raise RecordError(f"{path} is a folder", expected="the file of a record", advice=f"Try {path / 'FILE.db'}.")
        if path.exists():
            self._check_header()
        elif self.read_only:
            raise RecordError(
                f"there is no record at {path}",
                expected="a file that `trucewatch add` has made",
                advice="Add a report first, or check the name given with --record.",
            )
        elif not path.parent.is_dir():
            raise RecordError(f"the folder {path.parent} does not exist", advice="Make it, or name another file.")
        # Another user may be in effect than the one who logged in; not every system can ask for it.
        effective = os.access in os.supports_effective_ids
        target = path if path.exists() else path.parent
        if not self.read_only and not os.access(target, os.W_OK, effective_ids=effective):
            found, advice = _said("SQLITE_READONLY", path)
            raise RecordError(found, advice=advice)

    def _check_header(self) -> None:
        header = b"?"
        if self.path.is_file():
            with self.path.open("rb") as file:
                header = file.read(len(_HEADER))
        if header and header != _HEADER:
            raise RecordError(
                f"{self.path} is not a Trucewatch record",
                expected="a file that `trucewatch add` has made",
                advice="Name another file with --record.",
            )

    def engine(self) -> Engine:
        """An engine over the file: foreign keys held, waiting for writers, transactions begun by us."""
        engine = create_engine("sqlite://", creator=self._connector(), poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return engine

    def _connector(self) -> Callable[[], sqlite3.Connection]:
        def connect() -> sqlite3.Connection:
            # Reading alone is held by query_only: a connection with mode=ro would leave the log's files behind.
            connection = self._connect("?mode=rw" if self.read_only else "?mode=rwc")
            try:
                if self.read_only:
                    connection = self._readable(connection)
                for pragma in self._pragmas():
                    connection.execute(f"PRAGMA {pragma}")
            except BaseException:
                connection.close()
                raise
            return connection

        return connect

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = self.path.absolute().as_uri() + mode
        # isolation_level None: the driver begins nothing by itself, so that DDL takes part in transactions.
        return sqlite3.connect(uri, uri=True, timeout=self.wait, isolation_level=None, check_same_thread=False)

    def _readable(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """A WAL file in a folder without write rights opens only as immutable; safe where no log lies beside it."""
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            log = self.path.with_name(self.path.name + "-wal")
            if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or log.exists():
                raise
            connection.close()
            return self._connect("?mode=ro&immutable=1")
        return connection

    def _pragmas(self) -> tuple[str, ...]:
        # recursive_triggers makes INSERT OR REPLACE run the delete triggers that keep the tables append-only.
        shared = ("foreign_keys = ON", "recursive_triggers = ON")
        return (*shared, "query_only = ON") if self.read_only else (*shared, "synchronous = NORMAL")

    def make_writable(self, engine: Engine) -> None:
        """Switch the file to write-ahead logging (it stays so), so that readers and a writer do not wait.

        Raises:
            RecordError: the file system cannot do it.
        """
        with self.translated(), closing(self._connect("?mode=rw")) as connection:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise RecordError(
                f"the disk of {self.path} cannot hold a record (journal mode {mode})",
                expected="a disk with shared memory and locks: a local one, no network folder",
            )
        engine.dispose()  # its connections were opened before the log was

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors into ours.

        Raises:
            RecordError: for every error of SQLite or SQLAlchemy inside the block.
        """
        try:
            yield
        except DBAPIError as error:
            raise self.trouble(_first(error)) from error
        except sqlite3.Error as error:
            raise self.trouble(error) from error
        except SQLAlchemyError as error:
            raise RecordError(f"the record {self.path} could not be used ({error})") from error
        except (UnicodeEncodeError, OverflowError) as error:  # raised by the driver as it takes a value
            raise RecordError(
                f"a value cannot be kept in the record {self.path} ({error})",
                expected="whole Unicode characters, and whole numbers below 2**63",
            ) from error

    def trouble(self, error: BaseException | None) -> RecordError:
        """The driver's error in our words."""
        name = getattr(error, "sqlite_errorname", "")
        for prefix, _, _ in _TROUBLE:
            if name.startswith(prefix):
                found, advice = _said(prefix, self.path)
                return RecordError(f"{found} ({error})", advice=advice)
        return RecordError(f"the record {self.path} could not be used: {error}")


def _first(error: DBAPIError) -> BaseException | None:
    """The driver's error that began it: where SQLite has undone everything, there is no point to go back to, either."""
    cause: BaseException = error
    while _NO_POINT in str(cause) and cause.__context__ is not None:
        cause = cause.__context__
    return cause.orig if isinstance(cause, DBAPIError) else cause


def _said(code: str, path: Path) -> tuple[str, str]:
    meaning, advice = next((m, a) for prefix, m, a in _TROUBLE if prefix == code)
    return f"the record {path} {meaning}", advice


def _begin(connection: Connection) -> None:
    # A writer takes its place at once: one that reads first and writes later could be refused in the middle.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
