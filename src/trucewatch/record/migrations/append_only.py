"""Triggers that keep a table append-only, on SQLite and on PostgreSQL; a refusal says the same on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = 'append-only: rows of ' || TG_TABLE_NAME || ' are never changed or deleted',
        ERRCODE = 'restrict_violation';
END
$body$
"""


def hold(op: Any, table: str, same: str) -> None:
    """Refuse every change and deletion of a table's rows, whoever asks.

    Args:
        op: Alembic's operations.
        table: the table.
        same: the condition, with the new row as NEW, under which an old row has the new one's key.
    """
    if op.get_bind().dialect.name == "postgresql":
        _hold_on_postgres(op, table)
    else:
        _hold_on_sqlite(op, table, same)


def _hold_on_sqlite(op: Any, table: str, same: str) -> None:
    # Without the insert trigger INSERT OR REPLACE would delete the old row unseen: SQLite runs no delete trigger for it
    # unless the connection asks.
    exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names of the migrations
    for verb, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", exists)):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed or deleted'); END"
        )


def _hold_on_postgres(op: Any, table: str) -> None:
    # No insert takes the place of a row here: the key refuses it, and ON CONFLICT DO UPDATE is an update. TRUNCATE
    # looks at no rows, so it is refused as a statement.
    op.execute(_FUNCTION)
    for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


def number(op: Any, table: str) -> None:
    """Give a table the column that every table has from revision 0004 on: the number of the append that added a row."""
    op.add_column(table, sa.Column("append_id", sa.Integer))
    op.create_index(f"ix_{table}_append_id", table, ["append_id"])


@contextmanager
def released(op: Any, table: str) -> Iterator[None]:
    """Let a revision change rows of a table in this block; afterwards its guard is as it was."""
    trigger = f"{table}_no_update"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    else:
        query = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        made = op.get_bind().execute(query, {"name": trigger}).scalar_one()
        op.execute(f"DROP TRIGGER {trigger}")
        yield
        op.execute(made)
