"""Which form a record has, and how it is brought to this program's."""

from __future__ import annotations

import functools
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from trucewatch.errors import RecordError
from trucewatch.record import postgres

APPLICATION_ID = 0x54525743
"""Stands in the header of every record ("TRWC"), so that no other program's database is taken for one."""


def settings(connection: Connection | None = None) -> Config:
    """Alembic's settings: the revisions that this package carries; no file is read."""
    config = Config()
    folder = str(Path(__file__).with_name("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def is_current(connection: Connection, name: str) -> bool:
    """Does the record have this program's form? False: it is empty or older.

    Args:
        connection: to the record, in a transaction.
        name: what to call the record in a message.

    Raises:
        RecordError: it is another program's database, the record of a newer Trucewatch, or on a server that can hold
            none.
    """
    if _is_postgres(connection):
        postgres.check_server(connection, name)
    if not _is_record(connection):
        if found := ", ".join(_tables(connection)):
            raise RecordError(
                f"{name} is not a Trucewatch record: it is a database with other tables ({found})",
                advice="Name another record with --record.",
            )
        return False
    known, head = _forms()
    stamps = set(MigrationContext.configure(connection).get_current_heads())
    if stamps - known or not stamps:
        raise RecordError(
            f"{name} was written by a newer Trucewatch (form {', '.join(sorted(stamps)) or 'unnamed'})",
            expected=f"form {head} or older",
            advice="Install that newer Trucewatch to use it.",
        )
    return stamps == {head}


def form_of(connection: Connection) -> str:
    """The form that a record has, "" where it has none yet."""
    return ", ".join(sorted(MigrationContext.configure(connection).get_current_heads()))


def current_form() -> str:
    """The form of this program's records."""
    return str(ScriptDirectory.from_config(settings()).get_current_head())


def upgrade(connection: Connection) -> None:
    """Bring an empty or older record to this program's form, inside the connection's transaction."""
    if _is_postgres(connection):
        postgres.make_room(connection)
    command.upgrade(settings(connection), "head")


@functools.cache
def _forms() -> tuple[frozenset[str], str]:
    """The forms that this program knows, and the last of them."""
    script = ScriptDirectory.from_config(settings())
    return frozenset(r.revision for r in script.walk_revisions()), script.get_current_head() or ""


def _is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _is_record(connection: Connection) -> bool:
    if _is_postgres(connection):
        return postgres.is_record(connection)
    return connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID


def _tables(connection: Connection) -> list[str]:
    """Some of the tables that are there."""
    if _is_postgres(connection):
        return postgres.tables(connection)
    return list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 3").scalars())
