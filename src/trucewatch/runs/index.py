"""Where each reading of a complete run lies: an index on disk, so that memory does not grow with the archive.

A report that came in several times counts once, the first time by its place in the archive, never by who was quicker.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from trucewatch.errors import TrucewatchError
from trucewatch.runs.journal import read_seal, row_at, sealed_ends
from trucewatch.runs.plan import Plan, load_plan
from trucewatch.runs.reading_form import reading_of
from trucewatch.vocabulary.reading import Reading

_TABLE = "CREATE TABLE item (id TEXT PRIMARY KEY, published TEXT, file TEXT, start INTEGER) WITHOUT ROWID"
_BY_DAY = "CREATE INDEX item_day ON item (published, id)"
_DAYS = "SELECT published, count(*) FROM item GROUP BY published ORDER BY published IS NULL, published"
_OF_DAY = "SELECT id, file, start FROM item WHERE published IS ? ORDER BY id"
_FOLDER = ".merging-"
_OPEN = 64  # journals that are held open at a time


@contextmanager
def indexed(root: Path, plan: Plan) -> Iterator[Index]:
    """The index of a run, made anew and taken away afterwards; the run must be locked and complete.

    Raises:
        TrucewatchError: a journal is not what was sealed.
    """
    # What is there was left by somebody who was killed: nobody else is at it, since the run is locked.
    for left in root.glob(f"{_FOLDER}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=root) as folder:
        place = Path(folder, "index.sqlite")
        repeated = _fill(place, root, plan)
        with closing(Index(root, place, repeated)) as index:
            yield index


def _fill(place: Path, root: Path, plan: Plan) -> int:
    """Make an index; how often did a report come in again?"""
    repeated = 0
    with closing(sqlite3.connect(place, isolation_level=None)) as rows:
        rows.execute("PRAGMA journal_mode = OFF")
        rows.execute("PRAGMA synchronous = OFF")
        rows.execute(_TABLE)
        for shard in range(plan.shards):
            found = _found(root, shard)
            rows.execute("BEGIN")
            before = rows.total_changes
            rows.executemany("INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?)", (row[2:] for row in found))
            repeated += len(found) - (rows.total_changes - before)
            rows.execute("COMMIT")
        rows.execute(_BY_DAY)
    return repeated


def _found(root: Path, shard: int) -> list[tuple[int, int, str, str | None, str, int]]:
    """The readings of a shard in the order of the archive: piece, number, id, day, file, byte offset."""
    seal = read_seal(root, shard)
    found = []
    for path, line in sealed_ends(root, seal) if seal is not None else ():
        row = line.row
        if row["as"] == "read":
            piece, _, number = row["ended"].partition(":")
            where = str(path.relative_to(root))
            found.append((int(piece), int(number), row["id"], row["published"], where, line.start))
    return sorted(found)


class Index:
    """An index that is there, open for reading; several processes may hold it at once.

    Args:
        root: the run's folder.
        place: the index.
        repeated: how often a report came in again.
    """

    def __init__(self, root: Path, place: Path, repeated: int = 0) -> None:
        self.root = root
        self.place = place
        self.repeated = repeated
        self._plan = load_plan(root)
        self._rows = sqlite3.connect(place)
        self._held: dict[str, BinaryIO] = {}

    def close(self) -> None:
        """Close it, and the journals that it looked into."""
        self._rows.close()
        for file in self._held.values():
            file.close()

    def days(self) -> list[tuple[str | None, int]]:
        """Each day of publication and how many readings it has, in order; None, the last, are those without a day."""
        return self._rows.execute(_DAYS).fetchall()

    def of_day(self, day: str | None) -> Iterator[Reading]:
        """The readings of a day, by id of the report."""
        with closing(self._rows.execute(_OF_DAY, (day,))) as rows:
            for id_, name, start in rows:
                yield self._reading(id_, name, start)

    def _reading(self, id_: str, name: str, start: int) -> Reading:
        row = row_at(self._file(name), start)
        reading = reading_of(row["reading"], self._plan.steps, self._plan.models, f"{name} at {start}")
        if reading.report.id != id_:
            raise TrucewatchError(f"{name} at {start} holds another report than its line says")
        return reading

    def _file(self, name: str) -> BinaryIO:
        if name not in self._held:
            if len(self._held) >= _OPEN:
                self._held.pop(next(iter(self._held))).close()
            self._held[name] = (self.root / name).open("rb")
        return self._held[name]
