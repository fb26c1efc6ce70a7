"""Reading reports without keeping them: one, or all that files and folders hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trucewatch.checks.all_checks import run_checks
from trucewatch.errors import ReportError, TrucewatchError
from trucewatch.reports.details import Refusal
from trucewatch.reports.folders import list_files
from trucewatch.reports.intake import IntakeOptions, intake
from trucewatch.reports.language import is_read
from trucewatch.reports.notices import notices
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView

Reader = Callable[[Report], Reading]
"""What turns one English report into a reading; the same report always gives the same one."""

_NOTHING = IntakeOptions()


@dataclass(frozen=True)
class LoadedReader:
    """The reader of this program, ready for use.

    Attributes:
        read: what reads.
        steps: "name version" of each of its steps.
        models: name and digest or version of each of its models.
    """

    read: Reader
    steps: tuple[str, ...]
    models: tuple[str, ...]

    def __call__(self, report: Report) -> Reading:
        return self.read(report)


@dataclass(frozen=True)
class Progress:
    """How far a call has come.

    Attributes:
        name: the report in hand.
        reports: how many reports (and refusals) came before it.
        file: number of the file in hand, counted from 0.
        files: how many files there are.
    """

    name: str
    reports: int
    file: int
    files: int


OnProgress = Callable[[Progress], None]


def load_reader(pipeline: str | None = None) -> LoadedReader:
    """The reader, ready for use; its models are loaded here and not at the first report.

    Args:
        pipeline: package name of another spaCy pipeline for English; None: the default one.

    Raises:
        ReadingError: the pipeline or the learned model is not installed or does not fit.
    """
    # Imported at the first report, for spaCy takes a second or more and nothing else needs it.
    from trucewatch.reading.reader import models_of, names_of, read, with_pipeline  # noqa: PLC0415
    from trucewatch.reading.steps import DEFAULT_STEPS  # noqa: PLC0415

    steps = with_pipeline(DEFAULT_STEPS, pipeline) if pipeline else DEFAULT_STEPS
    return LoadedReader(lambda report: read(report, steps), names_of(steps), models_of(steps))


def read_report(
    report: Report, *, pipeline: str | None = None, reader: Reader | None = None, checks: bool = True
) -> Reading:
    """Read one report.

    Args:
        report: the report (`report_of` makes one of a text).
        pipeline: package name of another spaCy pipeline.
        reader: what reads; None: the reader of this program.
        checks: run the checks over this one report and add what they find. A record runs its own over all reports.

    Returns:
        The reading, with findings about what the report lacks first. A report in a language that is not read comes
        back with the finding that says so, and nothing read in it.

    Raises:
        ReadingError: the reader is set up wrongly, or a step broke its word.
    """
    found = notices(report)
    if not is_read(report.language):
        return Reading(report, findings=found)
    if report.published is None:
        found = _with_suggestion(found, report)
    reading = (reader or load_reader(pipeline))(report).with_findings(*found)
    if not checks:
        return reading
    return reading.with_findings(*run_checks(MemoryView((report,), reading.statements)))


def _with_suggestion(found: tuple[Finding, ...], report: Report) -> tuple[Finding, ...]:
    """The findings, that of the missing date with the day that the text suggests; nothing is read with it."""
    # What finds dates reads its word lists when it is imported; a report that has its day needs none of it here.
    from trucewatch.reading.date_suggestion import with_suggestion  # noqa: PLC0415

    return tuple(with_suggestion(finding, report) for finding in found)


def read_paths(
    paths: Sequence[Path],
    options: IntakeOptions = _NOTHING,
    *,
    pipeline: str | None = None,
    reader: Reader | None = None,
    on_progress: OnProgress | None = None,
) -> Iterator[Reading | Refusal]:
    """Read everything that files and folders hold; nothing is kept.

    Args:
        paths: text, HTML and JSON Lines files, and folders of these.
        options: what is declared of the reports, and the CSV that declares more.
        pipeline: package name of another spaCy pipeline.
        reader: what reads; None: the reader of this program.
        on_progress: called before each report.

    Returns:
        A reading or a refusal for each report, one after the other, in a stable order; one that fails stops no other.

    Raises:
        ReportError: the CSV cannot be read or does not fit; raised at the call.
        ReadingError: the pipeline cannot be used; raised at the first report.
    """
    items = incoming(paths, options, on_progress)
    ready = LazyReader(pipeline, reader)
    return (item if isinstance(item, Refusal) else read_safely(item, ready) for item in items)


def incoming(
    paths: Sequence[Path], options: IntakeOptions, on_progress: OnProgress | None = None
) -> Iterator[Report | Refusal]:
    """What comes in, with word of how far it has come; the CSV is read at the call.

    Raises:
        ReportError: the CSV cannot be read or does not fit.
    """
    items = intake(paths, options)
    return items if on_progress is None else _told(items, len(list_files(paths)), on_progress)


def _told(items: Iterator[Report | Refusal], files: int, on_progress: OnProgress) -> Iterator[Report | Refusal]:
    place, seen = -1, None
    for number, item in enumerate(items):
        file = _file(item.name or "")
        if file != seen:
            place, seen = place + 1, file
        on_progress(Progress(item.name or "", number, min(place, files), files))
        yield item


def _file(name: str) -> str:
    """The file of a report's name: "notes.jsonl:12" comes from "notes.jsonl"."""
    head, _, line = name.rpartition(":")
    return head if head and line.isdigit() else name


class LazyReader:
    """A reader that is loaded once, when the first report needs it."""

    def __init__(self, pipeline: str | None = None, reader: Reader | None = None) -> None:
        self._pipeline = pipeline
        self._reader = reader

    def __call__(self, report: Report) -> Reading:
        return self.load()(report)

    def load(self) -> Reader:
        """The reader; ReadingError where it is set up wrongly."""
        if self._reader is None:
            self._reader = load_reader(self._pipeline)
        return self._reader


def read_safely(report: Report, ready: LazyReader, *, checks: bool = True) -> Reading | Refusal:
    """Read one report of many; what fails in it becomes a refusal.

    Raises:
        ReadingError: the reader itself cannot be loaded: that is no matter of this report.
    """
    reader = ready.load() if is_read(report.language) else None
    try:
        return read_report(report, reader=reader, checks=checks)
    except TrucewatchError as error:
        return refusal(report, error)
    except Exception as error:  # a fault met in one text must not cost the thousands behind it
        return refusal(report, ReportError(f"the reader failed with {type(error).__name__}: {error}", advice=_FAULT))


_FAULT = "This is a fault of Trucewatch, not of the report. Please report it with the text, if you may share it."


def refusal(report: Report, error: TrucewatchError) -> Refusal:
    """A report left out, with the error's sentence behind its name."""
    name = report.name or f"report {report.id[:12]}"
    return Refusal(name, ReportError(f"{name}: {error.found}", expected=error.expected, advice=error.advice))
