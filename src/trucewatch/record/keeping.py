"""Backing a record up while it is in use, restoring a backup, and bringing a record to this program's form."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from trucewatch.errors import RecordError
from trucewatch.record.chain import Link, last_link
from trucewatch.record.database import database_at
from trucewatch.record.redacting import Spans
from trucewatch.record.revision import current_form, form_of, is_current
from trucewatch.record.sqlite import RecordFile
from trucewatch.record.tombstones import erasures
from trucewatch.record.verify_chain import Trouble
from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record, utc_now

_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file that is in use
_SHOWN = 5  # troubles that a message lists
_STAMP = "%Y%m%dT%H%M%SZ"


class DamagedBackupError(RecordError):
    """A backup is not sound, so that nothing was put in a record's place.

    Attributes:
        troubles: some of what is wrong with it.
    """

    def __init__(self, path: Path, troubles: list[Trouble]) -> None:
        self.troubles = tuple(troubles)
        told = "; ".join(trouble.sentence for trouble in troubles[:_SHOWN])
        more = "; and more" if len(troubles) > _SHOWN else ""
        super().__init__(f"the backup {path} is not sound: {told}{more}", advice="Take another backup.")


@dataclass(frozen=True)
class Restored:
    """Where a backup went.

    Attributes:
        path: the record.
        kept: where the record that stood there before is now, None where none did.
        end: the end of the chain of appends that came back.
        unerased: ids of reports of which words were erased in the record that stood there, and not in the backup.
    """

    path: Path
    kept: Path | None
    end: Link
    unerased: tuple[str, ...]


@dataclass(frozen=True)
class Upgraded:
    """What bringing a record to this program's form did.

    Attributes:
        before: the form it had.
        after: the form it has.
        backup: a copy in the form that it had; None where nothing was to be done.
    """

    before: str
    after: str
    backup: Path | None


def back_up(place: str | PathLike[str], target: Path, *, wait: float = 10.0) -> Link:
    """Copy a record as it is at one moment; other programs may go on reading and writing.

    Args:
        place: the record.
        target: the file to write; nothing may be there yet. It is there when the copy is whole, and not before.
        wait: seconds to wait for another program.

    Returns:
        The end of the chain of appends in the copy; noted elsewhere it shows later that nothing was changed.

    Raises:
        RecordError: no record, a record on a server, a file there already, a full disk.
    """
    source = _file_of(place, wait)
    source.check()
    with _made_beside(target) as partial:
        _copy(source, partial)
        return _end_of(partial)


def restore(
    backup: Path,
    place: str | PathLike[str],
    *,
    replace: bool = False,
    wait: float = 10.0,
    clock: Callable[[], datetime] = utc_now,
) -> Restored:
    """Make a record of a backup, after the backup was verified.

    Args:
        backup: the backup; it is not changed. One of an older form is brought to this program's.
        place: where the record is to be.
        replace: a record that is there already is kept beside, under a name with the moment; else it is refused.
        wait: seconds to wait for another program.
        clock: gives that moment.

    Raises:
        DamagedBackupError: the backup is not sound.
        RecordError: no backup, a record there already or in use, a server's record, a full disk.
    """
    source = RecordFile(backup, read_only=True, wait=wait)
    source.check()
    if not backup.stat().st_size:
        raise RecordError(f"{backup} is not a Trucewatch record: it is empty", expected="a file made by a backup")
    target = _file_of(place, wait).path
    if target.exists() and not replace:
        raise RecordError(
            f"there is a record at {target} already", advice="Name a new file, or give --replace: it is kept beside."
        )
    kept = target.with_name(f"{target.name}.before-{clock().strftime(_STAMP)}") if target.exists() else None
    if kept is not None and kept.exists():
        raise RecordError(f"{kept} is there already", advice="Try again in a second.")
    with _made_beside(target, over=True) as partial:
        _copy(source, partial)
        with open_record(partial, clock=clock) as copied:
            if troubles := list(islice(verify(copied), _SHOWN + 1)):
                raise DamagedBackupError(backup, troubles)
            with copied.looking() as connection:
                gone = {(e.report_id, e.spans) for e in erasures(connection)}
        unerased = sorted({id_ for id_, spans in _erased_in(target, wait) if (id_, spans) not in gone})
        end = _end_of(partial)
        if kept is not None:
            _put_aside(target, kept, wait)
    return Restored(target, kept, end, tuple(unerased))


def upgrade_record(
    place: str | PathLike[str], *, wait: float = 10.0, clock: Callable[[], datetime] = utc_now
) -> Upgraded:
    """Bring a record to this program's form, after a copy of it was put beside.

    A record on a server is upgraded without a copy: pg_dump makes one.

    Raises:
        RecordError: no record, one of a newer program, a full disk, a copy under that name already.
    """
    database = database_at(place, read_only=True, wait=wait)
    database.check()
    engine = database.engine()
    try:
        with database.translated(), engine.begin() as connection:
            done = is_current(connection, database.name)
            before = form_of(connection)
    finally:
        engine.dispose()
    backup = None
    if not done and before and database.path is not None:
        backup = database.path.with_name(f"{database.path.name}.form-{before}")
        back_up(place, backup, wait=wait)
    open_record(place, wait=wait, clock=clock).close()
    return Upgraded(before or "none", current_form(), backup)


def _file_of(place: str | PathLike[str], wait: float) -> RecordFile:
    """The file of a record.

    Raises:
        RecordError: it is kept on a server.
    """
    database = database_at(place, read_only=True, wait=wait)
    if not isinstance(database, RecordFile):
        raise RecordError(
            f"the record {database.name} is kept by a server, not in a file",
            expected="the file of a record",
            advice="Use pg_dump and pg_restore there, or `trucewatch export statements` for a copy of its own form.",
        )
    if fspath(place) == ":memory:":
        raise RecordError("a record in memory has no file", expected="the file of a record")
    return database


@contextmanager
def _made_beside(target: Path, *, over: bool = False) -> Iterator[Path]:
    """A name beside a target; what stands there in the end is moved to the target, or taken away where that failed."""
    if not target.parent.is_dir():
        raise RecordError(f"the folder {target.parent} does not exist", advice="Make it, or name another file.")
    if not over and (target.exists() or target.is_symlink()):
        raise RecordError(f"{target} is there already", expected="a new name", advice="Name another file.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(target)
    except sqlite3.Error as error:
        raise RecordFile(target).trouble(error) from error
    finally:
        for name in ("", *_BESIDE):
            partial.with_name(partial.name + name).unlink(missing_ok=True)


def _copy(source: RecordFile, target: Path) -> None:
    """Copy a file's content as of one moment into a new file, and see it safely on the disk."""
    engine = source.engine()
    try:
        with source.translated(), closing(engine.raw_connection()) as opened, closing(sqlite3.connect(target)) as copy:
            held: Any = opened.driver_connection
            held.backup(copy)  # in one step: it waits for no writer, and none waits for it
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    finally:
        engine.dispose()
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def _end_of(path: Path) -> Link:
    file = RecordFile(path, read_only=True)
    engine = file.engine()
    try:
        with file.translated(), engine.begin() as connection:
            known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'append'").first()
            return last_link(connection) if known else Link(0, "")
    finally:
        engine.dispose()


def _erased_in(path: Path, wait: float) -> set[tuple[str, Spans | None]]:
    """What was erased in a record, as far as it can be told of what stands there."""
    if not path.exists():
        return set()
    try:
        with open_record(path, read_only=True, wait=wait) as record, record.looking() as connection:
            return {(e.report_id, e.spans) for e in erasures(connection)}
    except RecordError:
        return set()


def _put_aside(path: Path, kept: Path, wait: float) -> None:
    """Move a record that nobody uses to another name, with its log."""
    try:
        with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as connection:
            # Works only where no other program has the file open, and brings its log home.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise RecordFile(path).trouble(error) from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is kept as it is
    for name in ("", *_BESIDE):
        old = path.with_name(path.name + name)
        if old.exists():
            old.rename(kept.with_name(kept.name + name))
