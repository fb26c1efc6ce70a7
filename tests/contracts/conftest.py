"""Each test of the contract runs on a record in a file and on one in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from record.making import Clock
from trucewatch.record.writer import Record, open_record

from .places import InFile, InServer, Kept, Server, running_server

Places = Callable[[], Kept]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of PostgreSQL, started when the first test asks for it."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file with a new record lies that others are copied from."""
    return tmp_path_factory.mktemp("model") / "record.db"


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path, model_file: Path) -> Iterator[Places]:
    """Gives new places, all of one sort."""
    with ExitStack() as stack:
        numbers = iter(range(10_000))

        def new() -> Kept:
            if request.param == "sqlite":
                return InFile.copied(model_file, tmp_path / f"record-{next(numbers)}.db")
            server: Server = request.getfixturevalue("server")
            return InServer(stack.enter_context(server.database()))

        yield new


@pytest.fixture
def kept(places: Places) -> Kept:
    """A new place for a record."""
    return places()


@pytest.fixture
def empty(request: pytest.FixtureRequest, places: Places, tmp_path: Path) -> Iterator[Kept]:
    """A place where a record can be made and none is yet."""
    if isinstance(places(), InFile):
        yield InFile(str(tmp_path / "new.db"))
        return
    server: Server = request.getfixturevalue("server")
    with server.database(empty=True) as address:
        yield InServer(address)


@pytest.fixture
def record(kept: Kept) -> Iterator[Record]:
    """A new record there, with a clock of its own."""
    with open_record(kept.place, clock=Clock()) as opened:
        yield opened
