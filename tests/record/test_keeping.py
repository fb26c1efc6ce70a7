"""Backups of a record in use, restored into a new place, and upgrades that keep the old form beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trucewatch.errors import RecordError
from trucewatch.record.chain import last_link
from trucewatch.record.erasing import erase
from trucewatch.record.keeping import DamagedBackupError, back_up, restore, upgrade_record
from trucewatch.record.revision import current_form
from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record

from .making import DELTA, ISLAND, VALLEY, Clock, dump, read, report_of, rows, spoil

AT = Clock(datetime(2031, 5, 2, 9, 30, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(ISLAND)))
        record.add(read(report_of(VALLEY)))
    return path


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    back_up(path, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_backup_is_the_whole_record_in_one_file(path: Path, tmp_path: Path) -> None:
    end = back_up(path, tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(path)
    assert (end.number, end.chain) == rows(path, "SELECT id, chain FROM append ORDER BY id DESC LIMIT 1")[0]
    assert names(tmp_path) == ["copy.db", "record.db"]
    with open_record(tmp_path / "copy.db", read_only=True) as record:
        assert list(verify(record)) == []


def test_a_record_in_use_is_copied_as_of_one_moment(path: Path, tmp_path: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(DELTA)))  # still in the log
        with record.writing() as connection:
            before = last_link(connection)
            assert back_up(path, tmp_path / "copy.db") == before
        record.add(read(report_of(DELTA, outlet="Other")))
    assert len(rows(tmp_path / "copy.db", "SELECT id FROM report")) == 3


def test_a_backup_takes_nothings_place(path: Path, copy: Path, tmp_path: Path) -> None:
    content = copy.read_bytes()
    with pytest.raises(RecordError, match="is there already"):
        back_up(path, copy)
    with pytest.raises(RecordError, match="is there already"):
        back_up(path, path)
    with pytest.raises(RecordError, match=r"folder .* does not exist"):
        back_up(path, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(RecordError, match="no record at"):
        back_up(tmp_path / "none.db", tmp_path / "other.db")
    assert copy.read_bytes() == content
    assert names(tmp_path) == ["copy.db", "record.db"]


def test_a_record_on_a_server_is_for_its_own_tools(tmp_path: Path, copy: Path) -> None:
    place = "postgresql://noor@server/talks"
    acts: list[Callable[[], object]] = [lambda: back_up(place, tmp_path / "new.db"), lambda: restore(copy, place)]
    for act in acts:
        with pytest.raises(RecordError, match="kept by a server") as caught:
            act()
        assert "pg_dump" in caught.value.advice


def test_a_backup_is_restored_into_a_new_place(path: Path, copy: Path, tmp_path: Path) -> None:
    done = restore(copy, tmp_path / "new.db")
    assert (done.kept, done.end.number, done.unerased) == (None, 2, ())
    assert dump(tmp_path / "new.db") == dump(path)
    with open_record(tmp_path / "new.db", clock=Clock(datetime(2031, 5, 3, tzinfo=UTC))) as record:
        assert record.add(read(report_of(DELTA))).is_new
        assert list(verify(record)) == []
    assert names(tmp_path) == ["copy.db", "new.db", "record.db"]


def test_a_record_is_never_overwritten(path: Path, copy: Path, tmp_path: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(DELTA)))
    held = dump(path)
    with pytest.raises(RecordError, match="already") as caught:
        restore(copy, path)
    assert "--replace" in caught.value.advice
    assert dump(path) == held
    done = restore(copy, path, replace=True, clock=AT)
    assert done.kept == tmp_path / "record.db.before-20310502T093000Z"
    assert dump(done.kept) == held
    assert dump(path) == dump(copy)
    assert names(tmp_path) == ["copy.db", "record.db", done.kept.name]


def test_a_record_in_use_is_not_replaced(path: Path, copy: Path, tmp_path: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        record.add(read(report_of(DELTA)))
        held = dump(path)
        with pytest.raises(RecordError, match="is being written by another program"):
            restore(copy, path, replace=True, wait=0.1)
        assert record.add(read(report_of(DELTA, outlet="Other"))).is_new
    assert len(dump(path)) > len(held)
    assert names(tmp_path) == ["copy.db", "record.db"]


def test_a_backup_that_is_not_sound_is_refused(path: Path, copy: Path, tmp_path: Path) -> None:
    spoil(copy, "UPDATE report SET text = text || '!'")
    held = dump(path)
    with pytest.raises(DamagedBackupError, match=r"not sound: .*trigger.* is missing.*; and more") as caught:
        restore(copy, path, replace=True)
    assert caught.value.troubles
    assert dump(path) == held
    assert names(tmp_path) == ["copy.db", "record.db"]


@pytest.mark.parametrize("content", [b"", b"no record\n" * 100])
def test_what_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(RecordError, match="is not a Trucewatch record"):
        restore(tmp_path / "copy.db", tmp_path / "new.db")
    with pytest.raises(RecordError, match="no record at"):
        restore(tmp_path / "none.db", tmp_path / "new.db")
    assert names(tmp_path) == ["copy.db"]


def test_a_damaged_record_is_kept_beside_as_it_is(path: Path, copy: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"?" * 5000)
    done = restore(copy, path, replace=True, clock=AT)
    assert done.kept is not None
    assert done.kept.read_bytes().endswith(b"?" * 5000)
    assert dump(path) == dump(copy)


def test_words_erased_since_a_backup_are_named(path: Path, copy: Path) -> None:
    with open_record(path, clock=Clock()) as record:
        erase(record, report_of(ISLAND).id, author="Noor", reason="withdrawn")
    assert restore(copy, path, replace=True).unerased == (report_of(ISLAND).id,)


@pytest.fixture
def older(tmp_path: Path, older_form: Callable[[Path], None]) -> Path:
    path = tmp_path / "older.db"
    older_form(path)
    return path


@pytest.fixture
def older_form() -> Callable[[Path], None]:
    """Makes a record as revision 0003 made it, with one run."""
    from alembic import command  # noqa: PLC0415

    from trucewatch.record.revision import settings  # noqa: PLC0415
    from trucewatch.record.sqlite import RecordFile  # noqa: PLC0415

    def make(path: Path) -> None:
        engine = RecordFile(path).engine()
        with engine.execution_options(writes=True).begin() as connection:
            command.upgrade(settings(connection), "0003")
            connection.exec_driver_sql(
                "INSERT INTO run (id, started_at, program, steps) VALUES (1, '2025-05-01T12:00:00.000000Z', 'x', '[]')"
            )
        engine.dispose()

    return make


def test_an_upgrade_keeps_the_old_form_beside(older: Path, tmp_path: Path) -> None:
    held = dump(older)
    done = upgrade_record(older)
    assert (done.before, done.after) == ("0003", current_form())
    assert done.backup == tmp_path / "older.db.form-0003"
    assert dump(done.backup) == held
    with open_record(older, read_only=True) as record:
        assert list(verify(record)) == []
    assert rows(older, "SELECT id FROM append") == [(1,)]
    assert rows(older, "SELECT append_id FROM run") == [(1,)]


def test_a_record_of_this_form_is_left_alone(path: Path, tmp_path: Path) -> None:
    held = path.read_bytes()
    done = upgrade_record(path)
    assert (done.before, done.after, done.backup) == (current_form(), current_form(), None)
    assert path.read_bytes() == held
    assert names(tmp_path) == ["record.db"]


def test_an_upgrade_without_a_backup_is_none(older: Path, tmp_path: Path) -> None:
    (tmp_path / "older.db.form-0003").touch()
    held = dump(older)
    with pytest.raises(RecordError, match="form-0003 is there already"):
        upgrade_record(older)
    assert dump(older) == held


def test_a_backup_of_an_older_form_is_restored_in_this_one(older: Path, tmp_path: Path) -> None:
    held = older.read_bytes()
    restore(older, tmp_path / "new.db")
    with open_record(tmp_path / "new.db", read_only=True) as record:
        assert list(verify(record)) == []
    assert older.read_bytes() == held


def test_a_record_that_is_too_new_is_no_matter_of_upgrades(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="newer Trucewatch"):
        upgrade_record(path)
