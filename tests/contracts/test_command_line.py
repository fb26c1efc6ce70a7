"""The command line works alike on a record in a file and on one in PostgreSQL."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from desk.cli import cli_case
from desk.cli.cli_case import ID, Desk, flat
from trucewatch.record.database import record_name

from .places import Kept, Server

SECRET = "open-reef-42"  # noqa: S105 - a word of this test


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("trucewatch.api.reader.load_reader", lambda pipeline=None: cli_case.read)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def test_reports_are_added_and_shown(desk: Desk, kept: Kept) -> None:
    option = ("--record", kept.place)
    added = desk.out("add", desk.reports, "--meta", desk.meta, *option)
    assert "2 reports" in flat(added)
    assert f"Record: {record_name(kept.place)}" in flat(added)
    assert "2 reports" in desk.out("report", "list", TRUCEWATCH_RECORD=kept.place)
    board = desk.out("board", *option)
    assert "ferry offer" in board
    id_ = ID.findall(board)[0]
    assert "Harbour Post" in desk.out("why", id_, *option)
    assert desk.out("board", "--json", *option) == desk.out("board", "--json", TRUCEWATCH_RECORD=kept.place)
    assert not desk.record.exists()


def test_a_file_and_a_server_give_the_same_board(desk: Desk, server: Server) -> None:
    with server.database() as address:
        boards = set()
        for place in (address, str(desk.record)):
            desk.run("add", desk.reports, "--meta", desk.meta, "--record", place)
            boards.add(tuple(desk.out(*words, "--json", "--record", place) for words in (("board",), ("findings",))))
    assert len(boards) == 1


def test_no_password_comes_on_the_screen(desk: Desk, server: Server) -> None:
    with server.database() as address, socket.socket() as taken:
        known = address.replace("postgres:@", f"postgres:{SECRET}@")
        assert SECRET in known
        added = desk.run("add", desk.reports, "--meta", desk.meta, "--record", known)
        listed = desk.run("report", "list", "--record", known)
        taken.bind(("127.0.0.1", 0))  # nobody listens
        nowhere = f"postgresql://noor:{SECRET}@127.0.0.1:{taken.getsockname()[1]}/talks"
        failed = desk.run("report", "list", "--record", nowhere, rc=2)
        wrong = desk.run("report", "list", "--record", f"postgresql://noor:{SECRET}@x@y/talks", rc=2)
    assert "cannot be reached" in flat(failed.output)
    assert "cannot be read" in flat(wrong.output)
    assert "Record: postgresql://" in flat(added.output)
    assert not any(SECRET in result.output for result in (added, listed, failed, wrong))
