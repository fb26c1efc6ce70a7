"""The one entrance for reports: files and folders in, reports and refusals out, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, Refusal, located
from trucewatch.reports.folders import list_files
from trucewatch.reports.formats import items_of
from trucewatch.reports.language import identify_language
from trucewatch.reports.meta import MetaRow, load_meta
from trucewatch.reports.plain import check_text
from trucewatch.vocabulary.report import Report


@dataclass(frozen=True)
class IntakeOptions:
    """What the caller declares of all reports of a call, and where more is declared.

    Whoever stands closest to the report is believed first, field by field: a JSON Lines object, then the row of the
    CSV, then these options, and last what a page, document, mail or feed says of itself.

    Attributes:
        published: day of publication.
        outlet: who published them.
        url: their address.
        process: the peace process to file them under.
        meta: a CSV with a row a file (see `meta.COLUMNS`).
        columns: which column of CSV and Parquet files holds what (see `columns.parse_columns`).
    """

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    process: str | None = None
    meta: Path | None = None
    columns: Mapping[str, str] | None = None

    @property
    def details(self) -> Details:
        """What the options declare."""
        return Details(published=self.published, outlet=self.outlet, url=self.url, process=self.process)


_NOTHING = IntakeOptions()


def intake(paths: Sequence[Path], options: IntakeOptions = _NOTHING) -> Iterator[Report | Refusal]:
    """The reports that files and folders hold; what cannot become a report is refused, and the rest goes on.

    The files are listed and the CSV is read at the call, so that a wrong CSV stops it before anything is added; each
    file is opened only when its turn comes.

    Args:
        paths: files and folders (see `folders.list_files` for what a folder gives, and its order).
        options: what is declared of them.

    Returns:
        Reports, their language identified where it is not declared, and refusals, in a stable order.

    Raises:
        ReportError: the CSV cannot be read or does not fit the files.
    """
    listed = list_files(paths)
    rows: dict[Path, MetaRow] = {}
    if options.meta is not None:
        rows = load_meta(options.meta).match([item for item in listed if isinstance(item, Path)])
    return _reports(listed, rows, options)


def report_of(text: str, options: IntakeOptions = _NOTHING, *, name: str | None = None) -> Report:
    """The report of a text that is in memory already; `options.meta` is not looked at.

    Args:
        text: the text, kept exactly.
        options: what is declared of it.
        name: what to call it in errors and listings.

    Raises:
        ReportError: the text is empty, too large or binary.
    """
    check_text(text, name or "the text")
    return _report(text, options.details, Report(text, name=name))


def report_of_entry(entry: Entry, options: IntakeOptions = _NOTHING, *, name: str) -> Report:
    """The report of an item of a feed or archive; what the item declares goes before the options.

    Args:
        entry: the item.
        options: what is declared besides.
        name: what to call it in listings.
    """
    bare = Report(entry.text, name=name, given_id=entry.given_id, extracted=entry.extracted)
    return _report(entry.text, entry.details.over(options.details), bare)


def _reports(
    listed: Sequence[Path | Refusal], rows: dict[Path, MetaRow], options: IntakeOptions
) -> Iterator[Report | Refusal]:
    for item in listed:
        if isinstance(item, Refusal):
            yield item
            continue
        row = rows[item].details if item in rows else Details()
        if isinstance(row, ReportError):
            yield Refusal(str(item), located(row, str(item)))
            continue
        try:
            yield from _from_file(item, row.over(options.details), options.columns)
        except ReportError as error:
            yield Refusal(str(item), error)
        except Exception as error:  # whatever a broken file sets off in a library must not end the batch
            found = f"{item} could not be taken apart ({type(error).__name__}: {error})"
            yield Refusal(str(item), ReportError(found[:500], advice="Save its words as a plain text file"))


def _from_file(path: Path, declared: Details, columns: Mapping[str, str] | None) -> Iterator[Report | Refusal]:
    for number, entry in items_of(path, columns):
        name = str(path) if number is None else f"{path}:{number}"
        if isinstance(entry, ReportError):
            yield Refusal(name, entry)
            continue
        yield identified(report_in_file(entry, declared, name=name, of_many=number is not None))


def report_in_file(entry: Entry, declared: Details, *, name: str, of_many: bool) -> Report:
    """The report of an item of a file, with what is declared of it; its language only where that is declared as well.

    Args:
        entry: the item.
        declared: what is declared of the file.
        name: what to call the report in errors and listings.
        of_many: the file may hold others beside it.
    """
    # What a document says of itself counts for less than what its collector says of it. An item of many has its own
    # day and address, though, and what is said of the file is said of them all.
    own = not entry.extracted or (of_many and entry.details.dated_by is None)
    details = entry.details.over(declared) if own else declared.over(entry.details)
    bare = Report(entry.text, name=name, given_id=entry.given_id, extracted=entry.extracted)
    return _with_details(bare, details)


def identified(report: Report) -> Report:
    """The report with its language, identified where none is declared."""
    return report if report.language else replace(report, language=identify_language(report.text))


def _report(text: str, details: Details, bare: Report) -> Report:
    """A report with what is declared of it, and its language."""
    return replace(_with_details(bare, details), language=details.language or identify_language(text))


def _with_details(bare: Report, details: Details) -> Report:
    return replace(bare, **{f.name: getattr(details, f.name) for f in fields(details)})
