"""Where a record is kept: a file of SQLite or a database of PostgreSQL; what the record needs of either."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from os import PathLike, fspath
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from trucewatch.errors import RecordError
from trucewatch.record.postgres import RecordServer
from trucewatch.record.sqlite import RecordFile

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_POSTGRES = ("postgresql", "postgres")


class Database(Protocol):
    """A place that holds one record, and how it is opened.

    Its engine begins transactions so that one with the execution option `writes` has its turn as the only writer and
    sees all that was written before, and any other one sees a single state of the record from beginning to end.
    """

    @property
    def name(self) -> str:
        """What messages call it; shows no password."""

    @property
    def path(self) -> Path | None:
        """The record's file, None where it has none of its own."""

    @property
    def read_only(self) -> bool:
        """The record is never changed."""

    def check(self) -> None:
        """Refuse what cannot be a record before it is touched.

        Raises:
            RecordError: saying what it is instead, or what is missing.
        """

    def engine(self) -> Engine:
        """Connections to it; those of a record that is read only can change nothing."""

    def make_writable(self, engine: Engine) -> None:
        """Whatever is to be done or known before rows are added to a record of this program's form.

        Args:
            engine: as `engine` gave it; its connections are idle.

        Raises:
            RecordError: rows cannot be added.
        """

    def translated(self) -> AbstractContextManager[None]:
        """Turns the driver's errors inside the block into RecordError."""


def record_name(place: str | PathLike[str]) -> str:
    """What to call the record at a place, without a password.

    Raises:
        RecordError: an address of something else.
    """
    return database_at(place, read_only=True, wait=0.0).name


def database_at(place: str | PathLike[str], *, read_only: bool, wait: float) -> Database:
    """The database that a path or an address names.

    Args:
        place: a path, or `postgresql://USER@HOST/DATABASE` as text.
        read_only: change nothing.
        wait: seconds to wait for another program that writes.

    Raises:
        RecordError: an address of something else.
    """
    given = fspath(place)
    address = _ADDRESS.match(given)
    if address is None:
        if given.lower().startswith(tuple(f"{scheme}:/" for scheme in _POSTGRES)):  # a path has no double slash
            raise RecordError("the address of a PostgreSQL database came as a path", advice="Give it as text.")
        return RecordFile(Path(place), read_only, wait)
    scheme, _, driver = address["scheme"].lower().partition("+")
    if scheme not in _POSTGRES or driver not in ("", "psycopg"):
        raise RecordError(
            f"no record can be kept at {address['scheme']}://",
            expected="the path of a file, or postgresql://USER@HOST/DATABASE",
            advice="Check the name given with --record.",
        )
    return RecordServer.of(given, read_only, wait)
