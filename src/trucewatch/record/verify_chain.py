"""Does the chain of appends hold? Every row as it was added, none beside it, none lost, no moment out of order."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, Table, not_, select

from trucewatch.record.chain import digest_over, next_chain, row_digest
from trucewatch.record.schema import APPEND, ERASED_ROW, METADATA

SKEW = timedelta(minutes=1)
"""How far clocks of several machines may differ before a moment counts as out of order."""
_AT_ONCE = 500  # rows in memory of each table
_MOMENTS = ("recorded_at", "at", "added_at", "started_at")  # of a table the first of these is when a row was recorded
_MOMENT = "____-__-__T__:__:__.______Z"
_Row = tuple[int, str, bytes]  # append, table, digest as it was added


@dataclass(frozen=True)
class Trouble:
    """Something in a record that is not as it should be.

    Attributes:
        table: the table.
        key: the row's key, "" for the table as a whole.
        sentence: what is wrong with it, naming both.
    """

    table: str
    key: str
    sentence: str


def key_of(table: Table, row: RowMapping) -> str:
    """A row's primary key as messages name it."""
    return "/".join(str(row[column.name]) for column in table.primary_key)


def streamed(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    """The rows of a query, a few at a time in memory."""
    return iter(connection.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings())


def chain_troubles(connection: Connection, expected: str | None = None) -> Iterator[Trouble]:
    """What does not hold of the chain.

    Args:
        connection: in a transaction.
        expected: a value of the chain, or its first digits, that somebody noted elsewhere.
    """
    erased = {_digest(r.after): _digest(r.before) for r in connection.execute(select(ERASED_ROW))}
    tables = [table for name, table in METADATA.tables.items() if name != APPEND.name]
    rows = heapq.merge(*(_added_rows(connection, table, erased) for table in tables), key=itemgetter(0, 1))
    groups = groupby(rows, key=itemgetter(0))
    group = next(groups, None)
    before: RowMapping | None = None
    is_met = expected is None
    for append in streamed(connection, select(APPEND).order_by(APPEND.c.id)):
        while group is not None and group[0] < append["id"]:
            yield from _without_append(group)
            group = next(groups, None)
        found: dict[str, list[bytes]] = {}
        if group is not None and group[0] == append["id"]:
            found = _by_table(group[1])
            group = next(groups, None)
        yield from _append_troubles(append, before, found)
        is_met = is_met or append["chain"].startswith(str(expected).lower())
        before = append
    while group is not None:
        yield from _without_append(group)
        group = next(groups, None)
    if not is_met:
        yield Trouble(
            "append", "", f"append: the chain never had the value {expected}; appends were changed or cut off"
        )
    for table in tables:
        yield from _loose_rows(connection, table)
        yield from _moment_troubles(connection, table)


def _digest(kept: str) -> bytes:
    """A digest as it was kept; of a damaged row something that is none, so that it fits nothing."""
    try:
        return bytes.fromhex(kept)
    except ValueError:
        return kept.encode()


def _added_rows(connection: Connection, table: Table, erased: dict[bytes, bytes]) -> Iterator[_Row]:
    """The rows of a table by append, each with the digest that it had when it was added."""
    for row in streamed(connection, select(table).where(table.c.append_id.is_not(None)).order_by(table.c.append_id)):
        digest, passed = row_digest(table.name, row), set[bytes]()
        while digest in erased and digest not in passed:
            passed.add(digest)
            digest = erased[digest]
        yield row["append_id"], table.name, digest


def _by_table(rows: Iterator[_Row]) -> dict[str, list[bytes]]:
    return {name: [row[2] for row in part] for name, part in groupby(rows, key=itemgetter(1))}


def _without_append(group: tuple[int, Iterator[_Row]]) -> Iterator[Trouble]:
    for name, found in _by_table(group[1]).items():
        told = f"{name}: {len(found)} of its rows belong to append {group[0]}, which the record does not hold"
        yield Trouble(name, "", told)


def _append_troubles(append: RowMapping, before: RowMapping | None, found: dict[str, list[bytes]]) -> Iterator[Trouble]:
    key = str(append["id"])

    def trouble(what: str) -> Trouble:
        return Trouble("append", key, f"append {key} ({append['at']}): {what}")

    last = before["id"] if before else 0
    if append["id"] != last + 1:
        yield trouble(f"no append stands between {last} and this one; what they added cannot be told")
    try:
        added = {name: (int(count), str(digest)) for name, (count, digest) in json.loads(append["added"]).items()}
    except (ValueError, TypeError, AttributeError):
        yield trouble("what it added cannot be read any more")
        return
    if append["chain"] != next_chain(before["chain"] if before else "", append["id"], append["at"], added):
        yield trouble("it does not fit the chain: it was changed, or the one before it is not the one it followed")
    for name in sorted({*added, *found}):
        count, digest = added.get(name, (0, ""))
        rows = found.get(name, [])
        if len(rows) != count:
            yield trouble(f"it added {count} rows of {name}, and {len(rows)} are there")
        elif digest_over(rows) != digest:
            yield trouble(f"a row of {name} is not as it was added")
    if before and is_before(append["at"], before["at"]):
        yield trouble(f"it is dated before append {before['id']} ({before['at']})")


def _loose_rows(connection: Connection, table: Table) -> Iterator[Trouble]:
    for row in streamed(connection, select(table).where(table.c.append_id.is_(None))):
        name = f"{table.name} {key_of(table, row)}"
        yield Trouble(table.name, key_of(table, row), f"{name}: it belongs to no append; another program added it")


def _moment_troubles(connection: Connection, table: Table) -> Iterator[Trouble]:
    column = recorded(table)
    if column is None:
        return
    for row in streamed(connection, select(table).where(not_(column.like(_MOMENT)))):
        name = f"{table.name} {key_of(table, row)}"
        yield Trouble(table.name, key_of(table, row), f"{name}: {row[column.name]!r} is no moment")
    late = select(table, APPEND.c.at.label("appended_at")).join(APPEND, APPEND.c.id == table.c.append_id)
    for row in streamed(connection, late.where(column.like(_MOMENT), column > APPEND.c.at)):
        if is_before(row["appended_at"], row[column.name]):
            name = f"{table.name} {key_of(table, row)}"
            told = f"it is dated {row[column.name]}, after the append that added it ({row['appended_at']})"
            yield Trouble(table.name, key_of(table, row), f"{name}: {told}")


def recorded(table: Table) -> Column[Any] | None:
    """The column that says when a row of a table was recorded; None where none does."""
    return next((table.c[name] for name in _MOMENTS if name in table.c), None)


def is_before(one: str, other: str) -> bool:
    """Is one moment before another by more than clocks differ? No where either is none."""
    try:
        return datetime.fromisoformat(one) < datetime.fromisoformat(other) - SKEW
    except (ValueError, TypeError):
        return False
