"""Is the guard in place? The triggers that keep the rows, a file that is whole, references that lead somewhere."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from sqlalchemy import Connection, create_engine, exists, or_, select, text

from trucewatch.record.revision import upgrade
from trucewatch.record.schema import ACTOR, JUDGEMENT, METADATA, STATEMENT
from trucewatch.record.verify_chain import Trouble, key_of, streamed

_OURS = text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
_THEIRS = text(
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
)
_VERBS = ("update", "delete", "truncate")  # what each table's triggers refuse on PostgreSQL


def guard_troubles(connection: Connection) -> Iterator[Trouble]:
    """Triggers that are missing or are others than this program's."""
    if connection.dialect.name == "postgresql":
        yield from _postgres_triggers(connection)
        return
    yield from _damage(connection)
    found = {row.name: row.sql for row in connection.execute(_OURS)}
    for name, table, made in _expected():
        if name not in found:
            yield Trouble(table, "", f"{table}: the trigger {name} that guards it is missing")
        elif found[name] != made:
            yield Trouble(table, "", f"{table}: the trigger {name} that guards it was changed")


def _damage(connection: Connection) -> Iterator[Trouble]:
    for told in connection.execute(text("PRAGMA integrity_check(20)")).scalars():
        if told != "ok":
            yield Trouble("", "", f"the file is damaged: {told}")


@functools.cache
def _expected() -> tuple[tuple[str, str, str], ...]:
    """Name, table and making of each trigger of a new record."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        made = tuple((row.name, row.tbl_name, row.sql) for row in connection.execute(_OURS))
    engine.dispose()
    return made


def _postgres_triggers(connection: Connection) -> Iterator[Trouble]:
    found = {(row.tgname, row.relname) for row in connection.execute(_THEIRS)}
    for table in METADATA.tables:
        for verb in _VERBS:
            if (f"{table}_no_{verb}", table) not in found:
                yield Trouble(table, "", f"{table}: the trigger {table}_no_{verb} that guards it is missing")


def reference_troubles(connection: Connection) -> Iterator[Trouble]:
    """Rows that name a row which is not there."""
    for table in METADATA.tables.values():
        for key in (element for column in table.columns for element in column.foreign_keys):
            there = exists().where(key.column == key.parent)
            if key.column.table is table:
                other = table.alias()
                there = exists().where(other.c[key.column.name] == key.parent)
            for row in streamed(connection, select(table).where(key.parent.is_not(None), ~there)):
                yield _nowhere(table.name, key_of(table, row), key.parent.name, str(row[key.parent.name]))
    for name in ("left_id", "right_id"):
        column = JUDGEMENT.c[name]
        known = or_(exists().where(ACTOR.c.id == column), exists().where(STATEMENT.c.id == column))
        for row in streamed(connection, select(JUDGEMENT).where(~known)):
            yield _nowhere("judgement", str(row["id"]), name, row[name])


def _nowhere(table: str, key: str, column: str, value: str) -> Trouble:
    return Trouble(table, key, f"{table} {key}: its {column} {value} is not in the record")
