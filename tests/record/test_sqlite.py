"""Files that cannot be opened, read or written, and several programs at one file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from trucewatch.errors import RecordError
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.reading import Reading

from .making import DELTA, ISLAND, VALLEY, Clock, dump, largest_file, read, report_of, rows

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def long_reading() -> Reading:
    return read(report_of(VALLEY * 200))


def test_the_record_keeps_a_log_and_its_settings(path: Path) -> None:
    with open_record(path) as record:
        with record._engine.connect() as connection:
            for name, value in (
                ("journal_mode", "wal"),
                ("foreign_keys", 1),
                ("synchronous", 1),
                ("busy_timeout", 10_000),
            ):
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value
        record.add(read(report_of(ISLAND)))
        assert path.with_name("record.db-wal").exists()
    assert [p.name for p in path.parent.iterdir()] == ["record.db"]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("name", ["a b", "50%", "what?", "no#1", "ümlaut", "it's", "mode=ro"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with open_record(folder / f"{name}.db") as record:
        record.add(read(report_of(ISLAND)))
    with open_record(str(folder / f"{name}.db"), read_only=True) as record:
        assert record.view().reports()
    assert [p.name for p in folder.iterdir()] == [f"{name}.db"]


def refusal(path: Path, *, read_only: bool = False) -> RecordError:
    with pytest.raises(RecordError) as caught:
        open_record(path, read_only=read_only, wait=0.05)
    assert str(path.name) in caught.value.found or str(path.parent) in caught.value.found
    assert caught.value.advice
    return caught.value


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).found


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none" / "record.db").found
    assert not list(tmp_path.iterdir())


def test_reading_asks_for_a_file_that_is_there(path: Path) -> None:
    assert "no record" in refusal(path, read_only=True).found
    assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"Minutes of the third round of talks.\n", b"\x89PNG\r\n\x1a\n" + bytes(5000), b"SQLite format 3"]
)
def test_a_file_of_another_kind_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for read_only in (False, True):
        assert "not a Trucewatch record" in refusal(path, read_only=read_only).found
    assert path.read_bytes() == content


def test_a_device_is_no_record() -> None:
    assert "not a Trucewatch record" in refusal(Path(os.devnull)).found


def test_a_name_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    assert "too long" in refusal(tmp_path / ("r" * 300)).found


def test_a_header_alone_is_no_record(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert "not a Trucewatch record" in refusal(path).found


def test_a_damaged_file_is_told(path: Path) -> None:
    with open_record(path) as record:
        record.add(long_reading())
    content = bytearray(path.read_bytes())
    content[8192 : len(content) - 4096] = b"\xa5" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged") as caught, open_record(path) as record:
        record.view()
    assert "backup" in caught.value.advice


def test_a_full_disk_leaves_the_record_as_it_was(path: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(ISLAND)))
        before = dump(path)
        pages = _limit_pages(record, 4)
        with pytest.raises(RecordError, match="full disk") as caught:
            record.add(long_reading())
        assert "space" in caught.value.advice
        assert dump(path) == before
        assert record.add(replace(read(report_of(DELTA)), statements=())).is_new  # what still fits goes on
        _limit_pages(record, 10_000)
        assert record.add(long_reading()).is_new
        assert len(record.view().reports()) == 3
    assert pages > 4


def _limit_pages(record: Record, more: int) -> int:
    """Let the file grow by so many pages, as a quota would; holds for the record's one connection."""
    with record._engine.connect() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")
    return pages


def test_a_write_that_the_system_refuses_leaves_the_record_as_it_was(path: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(ISLAND)))
        before = dump(path)
        with largest_file(256 * 1024), pytest.raises(RecordError, match=r"cannot be read or written|full disk"):
            record.add(long_reading())
        assert dump(path) == before
        assert record.add(long_reading()).is_new


def test_a_record_that_could_not_be_made_can_be_made_later(path: Path) -> None:
    with largest_file(8192):
        refusal(path)
    assert not path.exists() or path.stat().st_size == 0
    with open_record(path) as record:
        assert record.add(read(report_of(ISLAND))).is_new


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may enter (pytest's own is closed to others)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Take away the right to write in a folder; root, whom modes do not bind, becomes nobody for the while."""
    for entry in (folder, *folder.iterdir()):
        entry.chmod(0o555 if entry.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_record_without_the_right_to_write_is_told_at_once(shared: Path) -> None:
    path = shared / "record.db"
    with open_record(path) as record:
        record.add(read(report_of(ISLAND)))
    content = path.read_bytes()
    with without_rights(shared):
        assert "cannot be written" in refusal(path).found
        assert "cannot be written" in refusal(shared / "new.db").found
        with open_record(path, read_only=True) as record:
            assert len(record.view().reports()) == 1
    assert path.read_bytes() == content
    assert [p.name for p in shared.iterdir()] == ["record.db"]


def test_a_closed_folder_is_told(shared: Path) -> None:
    closed = shared / "closed"
    closed.mkdir()
    open_record(closed / "record.db").close()
    closed.chmod(0o700)
    if os.geteuid() != 0:
        closed.chmod(0)
        assert "cannot be opened" in refusal(closed / "record.db").found
    else:
        os.seteuid(NOBODY)
        try:
            assert "cannot be opened" in refusal(closed / "record.db").found
        finally:
            os.seteuid(0)
    closed.chmod(0o755)


def test_a_record_being_written_elsewhere_is_read_without_the_right_to_write(shared: Path) -> None:
    path = shared / "record.db"
    with open_record(path) as writer:
        writer.add(read(report_of(ISLAND)))
        with without_rights(shared), open_record(path, read_only=True) as reader:
            assert len(reader.view().reports()) == 1


def test_a_file_that_loses_its_rights_while_open(shared: Path) -> None:
    path = shared / "record.db"
    open_record(path).close()
    with open_record(path, clock=Clock()) as record:
        before = dump(path)
        with record._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(RecordError, match="cannot be written"):
            record.add(read(report_of(ISLAND)))
        assert dump(path) == before
