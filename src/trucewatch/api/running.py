"""Archives: runs that read them unattended, with the reader of this program, and what they read brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trucewatch.api.reader import LazyReader, load_reader, read_safely
from trucewatch.record.writer import Record
from trucewatch.runs import driver
from trucewatch.runs.force import Force
from trucewatch.runs.hands import Hands, Ready
from trucewatch.runs.manifest import Account, account
from trucewatch.runs.merge import Merged, OnReading, merge_files, merge_into
from trucewatch.runs.plan import RunOptions, load_plan
from trucewatch.runs.progress import OnRunProgress

_PLAIN = RunOptions()
_HERE = Force()


@dataclass(frozen=True)
class ReaderForRuns:
    """Loads the reader of this program in the process that will read.

    Attributes:
        pipeline: package name of another spaCy pipeline; None: the default one.
    """

    pipeline: str | None = None

    def __call__(self) -> Ready:
        loaded = load_reader(self.pipeline)
        ready = LazyReader(reader=loaded)
        return Ready(lambda report: read_safely(report, ready, checks=False), loaded.steps, loaded.models)


def start_run(
    inputs: Sequence[str],
    out: Path,
    options: RunOptions = _PLAIN,
    *,
    prefilter: bool = True,
    force: Force = _HERE,
    on_progress: OnRunProgress | None = None,
) -> Account:
    """Read an archive into a folder of its own.

    Args:
        inputs: files and folders (WARC, Parquet, JSON Lines and all that `add` reads), here, or with the extra `remote`
            on any file system that fsspec reaches.
        out: a new or empty folder, which every worker must see.
        options: how reports are read, and what the merged files are written in.
        prefilter: turn away reports that are about other things before they are read; they are counted and sampled.
        force: which engine, how many workers.
        on_progress: called now and then.

    Returns:
        What came of it; also in `report.json` there.

    Raises:
        ReportError: an input is missing.
        ReadingError: the reader cannot be loaded.
        TrucewatchError: the folder is in use, or the workers cannot go on. What was read is kept: `resume_run`.
    """
    return driver.start(inputs, out, _hands(options.pipeline, prefilter=prefilter), options, force, on_progress)


def resume_run(out: Path, *, force: Force = _HERE, on_progress: OnRunProgress | None = None) -> Account:
    """Go on with a run that was stopped or killed; nothing that was read is read again.

    Raises:
        TrucewatchError: no run is there, another process has it in hand, or it was begun with another reader.
    """
    plan = load_plan(out)
    return driver.resume(out, _hands(plan.pipeline, prefilter=plan.relevance is not None), force, on_progress)


def run_status(out: Path) -> Account:
    """How far a run is, and what it cost; it may be at work.

    Raises:
        TrucewatchError: no run is there, or its journal is damaged.
    """
    return account(out, load_plan(out))


def merge_run(
    out: Path,
    record: Record | None = None,
    *,
    author: str = "trucewatch",
    workers: int | None = None,
    on_reading: OnReading | None = None,
) -> Merged:
    """Bring together what a complete run read, each report once; done again it changes nothing.

    Args:
        out: the run's folder.
        record: open for writing; None: files by day of publication are written into `merged` in the run's folder.
        author: who adds it to the record.
        workers: processes that write files at the same time; None: one, and for many readings one for each processor.
        on_reading: told how many readings are done, and how many there are.

    Raises:
        TrucewatchError: the run is not complete, its journal is damaged, or what is written to cannot be written.
    """
    if record is None:
        return merge_files(out, on_reading, workers=workers)
    return merge_into(out, record, author, on_reading)


def _hands(pipeline: str | None, *, prefilter: bool) -> Hands:
    if not prefilter:
        return Hands(ReaderForRuns(pipeline))
    from trucewatch.reports.relevance import judge, version  # noqa: PLC0415 - its word lists load as it is used

    return Hands(ReaderForRuns(pipeline), judge, version())
