"""Which form a record has, and how it is brought to this program's."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from trucewatch.errors import RecordError

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
        RecordError: it is another program's database, or the record of a newer Trucewatch.
    """
    if not _is_record(connection):
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 3").scalars()
        if found := ", ".join(tables):
            raise RecordError(
                f"{name} is not a Trucewatch record: it is a database with other tables ({found})",
                advice="Name another file with --record.",
            )
        return False
    script = ScriptDirectory.from_config(settings())
    known = {revision.revision for revision in script.walk_revisions()}
    stamps = set(MigrationContext.configure(connection).get_current_heads())
    if stamps - known or not stamps:
        raise RecordError(
            f"{name} was written by a newer Trucewatch (form {', '.join(sorted(stamps)) or 'unnamed'})",
            expected=f"form {script.get_current_head()} or older",
            advice="Install that newer Trucewatch to use it.",
        )
    return stamps == set(script.get_heads())


def upgrade(connection: Connection) -> None:
    """Bring an empty or older record to this program's form, inside the connection's transaction."""
    command.upgrade(settings(connection), "head")


def _is_record(connection: Connection) -> bool:
    return connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
