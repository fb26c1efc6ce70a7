"""A disk that takes no more: nothing half-written stays, the message says what to do, and the same call works later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trucewatch.errors import RecordError
from trucewatch.record.erasing import erase
from trucewatch.record.keeping import back_up
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import opened_files
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record

from .filling import fresh
from .making import ISLAND, VALLEY, dump, largest_file, read, report_of

LONG = report_of(VALLEY * 300)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with fresh(path) as opened:
        for report in (report_of(ISLAND), LONG):
            opened.add(read(report))
        yield opened


def folder_of(record: Record, place: Path) -> object:
    return export_statements(record, place, ExportOptions(with_text="all"))


def sealed_file_of(record: Record, place: Path) -> object:
    return export_statements(record, place, ExportOptions(with_text="all", passphrase="a long passphrase"))  # noqa: S106


def backup_of(record: Record, place: Path) -> object:
    assert record.path is not None
    return back_up(record.path, place)


@pytest.mark.parametrize("write", [folder_of, sealed_file_of, backup_of])
def test_a_copy_that_finds_no_room_is_not_there(
    record: Record, tmp_path: Path, write: Callable[[Record, Path], object]
) -> None:
    before = {p.name for p in tmp_path.iterdir()}
    with largest_file(4096), pytest.raises(RecordError) as caught:
        write(record, tmp_path / "copy")
    assert "space" in caught.value.advice
    assert {p.name for p in tmp_path.iterdir()} == before
    write(record, tmp_path / "copy")
    assert (tmp_path / "copy").exists()


def test_a_copy_that_the_record_has_no_room_for_leaves_it_as_it_was(record: Record, tmp_path: Path) -> None:
    folder_of(record, tmp_path / "copy")
    with fresh(tmp_path / "new.db") as new:
        before = dump(tmp_path / "new.db")
        with largest_file(32 * 1024), opened_files(tmp_path / "copy") as files, pytest.raises(RecordError) as caught:
            import_statements(new, files)
        assert "space" in caught.value.advice
        assert dump(tmp_path / "new.db") == before
        with opened_files(tmp_path / "copy") as files:
            assert import_statements(new, files).added["report"] == 2
        assert list(verify(new)) == []


def test_an_erasure_whose_file_cannot_be_written_anew_says_so_and_is_made_good(record: Record, path: Path) -> None:
    island = report_of(ISLAND).id
    record.close()  # its log goes into the file
    room = 256 * 1024  # bytes: for the erasure, not for the whole once more
    assert path.stat().st_size > 2 * room
    with largest_file(room), pytest.raises(RecordError, match="the words are erased, but the file") as caught:
        erase(record, island, author="Ana", reason="asked for")
    assert "give the same command again" in caught.value.advice
    assert record.find_report(island).is_erased
    assert erase(record, island, author="Ana", reason="asked for").is_wiped
    assert b"reef plan" not in path.read_bytes()
    assert list(verify(record)) == []
