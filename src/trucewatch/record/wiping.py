"""Wiping a record's file after an erasure: no freed page and no log keeps the words."""

from __future__ import annotations

import sqlite3
from typing import Any

from trucewatch.errors import RecordError
from trucewatch.record.postgres import SCHEMA
from trucewatch.record.schema import METADATA
from trucewatch.record.writer import Record


def wipe(record: Record) -> bool:
    """Write a record anew without what was erased, and empty its log; False: another program kept it in use.

    On PostgreSQL the server's vacuum does the first; its archived logs, copies and backups are for whoever runs it.

    Raises:
        RecordError: the disk is full, or the record cannot be written.
    """
    with record.bare() as connection:
        if not isinstance(connection, sqlite3.Connection):
            _wipe_server(connection, record.name)
            return True
        try:
            return _wipe_file(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                return False
            raise RecordError(
                f"the words are erased, but the file {record.name} could not be written anew ({error})",
                advice="Free some space (the file needs its own size once more), and give the same command again.",
            ) from error


def _wipe_server(connection: Any, name: str) -> None:
    from psycopg import Error  # noqa: PLC0415 - a record in a file needs no driver

    tables = ", ".join(f"{SCHEMA}.{table}" for table in METADATA.tables)
    connection.autocommit = True
    try:
        connection.execute(f"VACUUM FULL {tables}")
    except Error as error:
        raise RecordError(
            f"the words are erased, but the server did not write the tables of {name} anew ({error})",
            advice="Ask whoever runs it for VACUUM FULL, or give the same command again.",
        ) from error
    finally:
        connection.autocommit = False


def _wipe_file(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA secure_delete = ON")
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_entry'").fetchone():
        # the index keeps deleted words until its parts are merged
        connection.execute("INSERT INTO search_entry (search_entry) VALUES ('optimize')")
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
