"""Triggers that let an erasure, and nothing else, take words out of a row; on SQLite and on PostgreSQL.

A row may be changed only in the transaction that adds its tombstone: an `erased_row` with its table and key, of an
`erasure` whose append is not closed yet. Only the columns that hold words may change, and only to values that are not
longer. From the end of that transaction on the row is as fixed as any other.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def allow(op: Any, table: str, words: tuple[str, ...], key: tuple[str, ...] = ("id",)) -> None:
    """Let an erasure take words out of rows of a table that `append_only.hold` keeps.

    Args:
        op: Alembic's operations.
        table: the table.
        words: its columns that hold words of a report, or of people on it.
        key: its primary key.
    """
    connection = op.get_bind()
    columns = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    fixed = [column for column in columns if column not in words and column != "erasure_id"]
    is_postgres = connection.dialect.name == "postgresql"
    condition = " AND ".join([_opened(table, key), *_as_before(fixed, is_postgres), *map(_not_longer, words)])
    op.execute(f"DROP TRIGGER {table}_no_update" + (f" ON {table}" if is_postgres else ""))
    if is_postgres:
        _hold_on_postgres(op, table, condition)
    else:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed or deleted'); END"
        )


def _opened(table: str, key: tuple[str, ...]) -> str:
    own = " || '/' || ".join(f"CAST(OLD.{column} AS TEXT)" for column in key)
    return (
        "EXISTS (SELECT 1 FROM erased_row JOIN erasure ON erasure.id = erased_row.erasure_id "  # noqa: S608 - names
        f"WHERE erased_row.erased_table = '{table}' AND erased_row.erased_key = {own} "
        "AND erasure.append_id > (SELECT coalesce(max(append.id), 0) FROM append))"
    )


def _as_before(columns: list[str], is_postgres: bool) -> list[str]:
    same = "IS NOT DISTINCT FROM" if is_postgres else "IS"
    return [f'NEW."{column}" {same} OLD."{column}"' for column in columns]


def _not_longer(column: str) -> str:
    return f"coalesce(length(NEW.{column}), 0) <= coalesce(length(OLD.{column}), 0)"


def _hold_on_postgres(op: Any, table: str, condition: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$ "
        f"BEGIN IF {condition} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION USING MESSAGE = 'append-only: rows of {table} are never changed or deleted', "
        "ERRCODE = 'restrict_violation'; END $body$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()"
    )
