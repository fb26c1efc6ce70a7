"""Reading reports into a record, and correcting what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trucewatch.api.reader import (
    LazyReader,
    LoadedReader,
    OnProgress,
    Reader,
    incoming,
    read_report,
    read_safely,
    refusal,
)
from trucewatch.errors import ReadingError, TrucewatchError
from trucewatch.record.adding import Added
from trucewatch.record.rows import META_FIELDS, MadeBy, Rights
from trucewatch.record.writer import Corrected, Record
from trucewatch.reports.details import Refusal
from trucewatch.reports.intake import IntakeOptions
from trucewatch.reports.language import is_read
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

_QUIET_FIELDS = {"language"}  # identified rather than declared: a difference is no contradiction


@dataclass(frozen=True)
class AddOptions:
    """How reports are added.

    Attributes:
        intake: what is declared of them.
        pipeline: package name of another spaCy pipeline.
        reader: what reads; None: the reader of this program.
        author: who adds them.
        rights: what may be done with their texts.
        again: read known reports anew, even those that the same steps and models have read.
    """

    intake: IntakeOptions = field(default_factory=IntakeOptions)
    pipeline: str | None = None
    reader: Reader | None = None
    author: str = "trucewatch"
    rights: Rights = "unknown"
    again: bool = False


@dataclass(frozen=True)
class AddedReport:
    """One report that is in the record now.

    Attributes:
        report: with the metadata in force.
        added: what adding it did.
        statements: how many statements its reading holds.
        findings: sentences about what the report lacks ("no publication date").
        kept: sentences about metadata that the record has otherwise and kept.
    """

    report: Report
    added: Added
    statements: int
    findings: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddSummary:
    """What adding did.

    Attributes:
        added: reports new to the record, and known ones of which a new reading is in force now.
        known: reports that the record held with this very reading; nothing was written.
        refused: what could not be added, each with the reason; the record is as it was before each.
    """

    added: tuple[AddedReport, ...] = ()
    known: tuple[AddedReport, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def reports(self) -> tuple[AddedReport, ...]:
        """Added and known."""
        return self.added + self.known


def add_paths(
    record: Record,
    paths: Sequence[Path],
    options: AddOptions | None = None,
    on_progress: OnProgress | None = None,
) -> AddSummary:
    """Read everything that files and folders hold into a record; each report by itself, or not at all.

    A report that the record holds is read with the metadata the record has for it; differing metadata given now is
    not taken over but told (`AddedReport.kept`). It is not read again where this version of the program has read it
    with the same steps, models and metadata, for that would give the same reading.

    Args:
        record: a record open for writing.
        paths: text, HTML and JSON Lines files, and folders of these.
        options: what is declared of the reports, and how they are read.
        on_progress: called before each report.

    Returns:
        What was added, what was known, and what was refused and why; one failed report never stops the others.

    Raises:
        ReportError: the CSV with the metadata cannot be read or does not fit.
        ReadingError: the pipeline or the learned model cannot be used.
    """
    chosen = options or AddOptions()
    return add_reports(record, incoming(paths, chosen.intake, on_progress), chosen)


def add_reports(record: Record, items: Iterable[Report | Refusal], options: AddOptions) -> AddSummary:
    """Read reports into a record as they come in; as `add_paths`.

    Args:
        record: a record open for writing.
        items: reports, and what was refused before, in their order.
        options: how they are read; what is declared of them they carry already.

    Raises:
        ReadingError: the pipeline or the learned model cannot be used.
    """
    ready = LazyReader(options.pipeline, options.reader)
    added, known, refused = list[AddedReport](), list[AddedReport](), list[Refusal]()
    for item in items:
        done = item if isinstance(item, Refusal) else _add(record, item, ready, options)
        if isinstance(done, Refusal):
            refused.append(done)
        else:
            (added if done.added.is_changed else known).append(done)
    return AddSummary(tuple(added), tuple(known), tuple(refused))


def _add(record: Record, given: Report, ready: LazyReader, options: AddOptions) -> AddedReport | Refusal:
    try:
        report = record.as_known(given)
        held = None if options.again else _held(record, report, ready)
    except ReadingError:  # the reader cannot be loaded: that is no matter of this report
        raise
    except TrucewatchError as error:
        return refusal(given, error)
    if held is not None:
        count = len(held.statements)
        added = Added(report.id, False, False, new=0, again=count, gone=0)
        return AddedReport(report, added, count, _sentences(held), _kept(given, report))
    reading = read_safely(report, ready, checks=False)
    if isinstance(reading, Refusal):
        return reading
    try:
        added = record.add(reading, author=options.author, rights=options.rights)
    except TrucewatchError as error:
        return refusal(given, error)
    return AddedReport(report, added, len(reading.statements), _sentences(reading), _kept(given, report))


def _held(record: Record, report: Report, ready: LazyReader) -> Reading | None:
    """The reading in force, where reading the report again could give nothing else."""
    if not is_read(report.language):
        return None
    reader = ready.load()
    if not isinstance(reader, LoadedReader):  # one of the caller's: it does not say what it is made of
        return None
    return record.reading_if_made_by(report, MadeBy(reader.steps, reader.models))


def _sentences(reading: Reading) -> tuple[str, ...]:
    return tuple(f.sentence for f in reading.findings)


def _kept(given: Report, known: Report) -> tuple[str, ...]:
    """Sentences on metadata given now that the record has otherwise."""
    out = []
    for name in META_FIELDS:
        new, old = getattr(given, name), getattr(known, name)
        if new is not None and new != old and name not in _QUIET_FIELDS:
            out.append(
                f"{given.name or known.id[:12]}: the record keeps {name} {old}, not {new}. "
                f"To correct it: trucewatch report set {known.id[:12]} --{name} ... --why ..."
            )
    return tuple(out)


def set_report_meta(
    record: Record,
    report_id: str,
    changes: Mapping[str, date | str | None],
    *,
    author: str,
    reason: str,
    reader: Reader | None = None,
) -> Corrected:
    """Correct what is known of a report; the earlier values stay in its history, and it is read again.

    Args:
        record: a record open for writing.
        report_id: the report's id, or its first digits (at least 6).
        changes: new values of published (a date), outlet, process, title, byline, language, rights; None: unknown.
        author: who corrects it.
        reason: why.
        reader: what reads (`LazyReader` loads one with another pipeline); None: the reader of this program.

    Raises:
        UnknownIdError: no report, or several, has that id.
        RecordError: an unknown field, a value of the wrong form, a record that cannot be written.
        ReadingError: the pipeline cannot be used.
    """
    return record.set_meta(
        report_id,
        changes,
        author=author,
        reason=reason,
        reread=lambda report: read_report(report, reader=reader, checks=False),
    )
