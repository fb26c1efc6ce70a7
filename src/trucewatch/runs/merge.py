"""What a finished run read, brought together: sorted, each report once, as files by day or into a record."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trucewatch.errors import TrucewatchError
from trucewatch.record.writer import Record
from trucewatch.runs.files import locked, write_whole
from trucewatch.runs.force import processors
from trucewatch.runs.index import Index, indexed
from trucewatch.runs.journal import read_seal
from trucewatch.runs.merged_files import file_of_day, only_these, writer_of
from trucewatch.runs.plan import Plan, load_plan
from trucewatch.vocabulary.reading import Reading

_FEW = 2_000  # readings below which the start of processes costs more than it saves


@dataclass(frozen=True)
class Merged:
    """What merging did.

    Attributes:
        readings: how many reports were brought together.
        repeated: how often a report came in again.
        files: written, by name; none where it went into a record.
        added: reports of which a new reading is in force in the record.
        known: reports that the record held with this very reading.
        kept: name and reason of those that the record knows otherwise, and that were left out.
    """

    readings: int
    repeated: int
    files: tuple[str, ...] = ()
    added: int = 0
    known: int = 0
    kept: tuple[tuple[str, str], ...] = ()


OnReading = Callable[[int, int], None]
"""Told how many readings are done, and how many there are."""


def merge_files(root: Path, on_reading: OnReading | None = None, *, workers: int | None = None) -> Merged:
    """Write what a run read as files by day of publication into its folder `merged`; written twice they are the same.

    Args:
        root: the run's folder; the run must be complete.
        on_reading: see `OnReading`.
        workers: processes that write days at the same time; None: one, and for many readings one for each processor.

    Raises:
        TrucewatchError: the run is not complete, its journal is damaged, or Parquet is asked for without pyarrow.
    """
    plan = _complete(root)
    writer_of(plan.format)
    told = on_reading or _nobody
    with locked(root), indexed(root, plan) as index:
        folder = root / "merged"
        folder.mkdir(exist_ok=True)
        days = index.days()
        count = sum(number for _day, number in days)
        files: dict[str, str] = {}
        done = 0
        written = _written(
            index, plan, [day for day, _number in days], workers or (processors() if count > _FEW else 1)
        )
        for (name, sha256), (_day, number) in zip(written, days, strict=True):
            files[name] = sha256
            done += number
            told(done, count)
        only_these(folder, files)
        row = {"readings": count, "repeated": index.repeated, "files": files}
        write_whole(folder / "contents.json", json.dumps(row, indent=2) + "\n")
        return Merged(count, index.repeated, tuple(files))


def _written(index: Index, plan: Plan, days: list[str | None], workers: int) -> Iterator[tuple[str, str]]:
    """Write the file of each day; its name and SHA-256, in order."""
    folder = index.root / "merged"
    if workers == 1:
        for day in days:
            yield file_of_day(folder, plan.format, day, index.of_day(day))
        return
    write = partial(_write_day, index.root, index.place, plan.format)
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            yield from pool.map(write, days, chunksize=max(1, min(32, len(days) // (4 * workers))))
    except BrokenProcessPool as error:
        raise TrucewatchError(
            "a process that merged was ended", expected="memory for each of them", advice="Try --workers 1."
        ) from error


def _write_day(root: Path, place: Path, form: str, day: str | None) -> tuple[str, str]:
    with closing(Index(root, place)) as index:
        return file_of_day(root / "merged", form, day, index.of_day(day))


def merge_into(root: Path, record: Record, author: str, on_reading: OnReading | None = None) -> Merged:
    """Add what a run read to a record, oldest first; done again it adds nothing.

    Args:
        root: the run's folder; the run must be complete.
        record: open for writing.
        author: who adds it.
        on_reading: see `OnReading`.

    Raises:
        TrucewatchError: the run is not complete, its journal is damaged, or the record cannot be written.
    """
    plan = _complete(root)
    added = known = 0
    kept: list[tuple[str, str]] = []
    with locked(root), indexed(root, plan) as index:
        days = index.days()
        count = sum(number for _day, number in days)
        for number, reading in enumerate((r for day, _number in days for r in index.of_day(day)), start=1):
            try:
                if _added(record, reading, author):
                    added += 1
                else:
                    known += 1
            except TrucewatchError as error:
                kept.append((reading.report.name or reading.report.id, str(error)))
            (on_reading or _nobody)(number, count)
        return Merged(count, index.repeated, added=added, known=known, kept=tuple(kept))


def _added(record: Record, reading: Reading, author: str) -> bool:
    """Add a reading; was it new?"""
    report = reading.report
    held = record.as_known(report)
    if (held.published, held.outlet, held.process) != (report.published, report.outlet, report.process):
        raise TrucewatchError("the record has other details for it", advice="Add it with `trucewatch add`.")
    return record.add(reading, author=author).is_changed


def _nobody(_done: int, _all: int) -> None:
    pass


def _complete(root: Path) -> Plan:
    plan = load_plan(root)
    left = sum(1 for number in range(plan.shards) if read_seal(root, number) is None)
    if left:
        raise TrucewatchError(
            f"{left:,} of {plan.shards:,} shards of the run in {root} are not read yet",
            expected="a complete run",
            advice=f"Go on with it first: trucewatch run resume {root}",
        )
    return plan
