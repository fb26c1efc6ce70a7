"""The chain of appends: what every writing transaction added, so that no row can be changed, added or lost unseen.

A transaction that adds rows is one append. Its number is taken at its start, while no other program can write, and
every row carries it. At its end the rows are read back as the database holds them: `append.added` says of each table
how many they are and gives a digest over them, and `append.chain` is a digest over all this and the chain of the append
before. Whoever noted the last chain elsewhere can show that nothing up to it was changed or cut off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from trucewatch.record.schema import APPEND, METADATA, Append, json_text, moment_text
from trucewatch.vocabulary.report import digest

Added = Mapping[str, tuple[int, str]]
"""Of each table that rows were added to: how many, and the digest over them."""


@dataclass(frozen=True)
class Link:
    """The end of the chain.

    Attributes:
        number: how many appends there are.
        chain: the digest over all of them; "" where there is none.
    """

    number: int
    chain: str


@contextmanager
def appending(connection: Connection, clock: Callable[[], datetime]) -> Iterator[None]:
    """Make the rows that are added in this block one append; nothing is written where no row is.

    Args:
        connection: in a transaction that keeps other writers out.
        clock: gives the moment of the append, when its rows are there.
    """
    end = last_link(connection)
    append = Append(end.number + 1)
    connection.execution_options(append=append)
    yield
    if append.tables:
        tables = [METADATA.tables[name] for name in sorted(append.tables)]
        add_link(connection, tables, end, moment_text(clock()))


def last_link(connection: Connection) -> Link:
    """The end of the chain as it is now."""
    row = connection.execute(select(APPEND.c.id, APPEND.c.chain).order_by(APPEND.c.id.desc()).limit(1)).first()
    return Link(row.id, row.chain) if row else Link(0, "")


def add_link(connection: Connection, tables: Iterable[Table], end: Link, at: str) -> None:
    """Close an append: read its rows of these tables back, and put their digests at the end of the chain."""
    number = end.number + 1
    added: dict[str, tuple[int, str]] = {}
    for table in tables:
        rows = connection.execute(select(table).where(table.c.append_id == number)).mappings()
        if found := [row_digest(table.name, row) for row in rows]:
            added[table.name] = (len(found), digest_over(found))
    row = {"id": number, "at": at, "added": json_text(added), "chain": next_chain(end.chain, number, at, added)}
    connection.execute(insert(APPEND).values(**row))


def next_chain(before: str, number: int, at: str, added: Added) -> str:
    """The chain after an append: SHA-256 of canonical JSON over the chain before it, its number, moment and rows."""
    return digest([before, number, at, added])


def row_digest(table: str, row: Mapping[Any, Any]) -> bytes:
    """SHA-256 of canonical JSON over a table's name and a row's values.

    Columns without a value are left out, so that one that a later revision adds changes no digest, and so is the number
    of the append.
    """
    values = {name: value for name, value in row.items() if value is not None and name != "append_id"}
    return hashlib.sha256(json_text([table, values]).encode("utf-8", "surrogatepass")).digest()


def digest_over(rows: Iterable[bytes]) -> str:
    """SHA-256 over the digests of one append's rows of one table, smallest first: no database's order plays a part."""
    return hashlib.sha256(b"".join(sorted(rows))).hexdigest()
