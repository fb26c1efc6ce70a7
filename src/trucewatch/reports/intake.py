"""The one entrance for reports: files and folders in, reports and refusals out, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Refusal, located
from trucewatch.reports.folders import LINES_SUFFIXES, PAGE_SUFFIXES, list_files
from trucewatch.reports.html_page import read_html
from trucewatch.reports.jsonl import read_lines
from trucewatch.reports.language import identify_language
from trucewatch.reports.meta import MetaRow, load_meta
from trucewatch.reports.plain import check_text, read_plain
from trucewatch.vocabulary.report import Report


@dataclass(frozen=True)
class IntakeOptions:
    """What the caller declares of all reports of a call, and where more is declared.

    Whoever stands closest to the report is believed first, field by field: a JSON Lines object, then the row of the
    CSV, then these options, and last what a web page says of itself.

    Attributes:
        published: day of publication.
        outlet: who published them.
        url: their address.
        process: the peace process to file them under.
        meta: a CSV with a row a file (see `meta.COLUMNS`).
    """

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    process: str | None = None
    meta: Path | None = None

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
    return _reports(listed, rows, options.details)


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


def _reports(
    listed: Sequence[Path | Refusal], rows: dict[Path, MetaRow], declared: Details
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
            yield from _from_file(item, row.over(declared))
        except ReportError as error:
            yield Refusal(str(item), error)


def _from_file(path: Path, declared: Details) -> Iterator[Report | Refusal]:
    suffix, name = path.suffix.lower(), str(path)
    if suffix in LINES_SUFFIXES:
        for number, entry in read_lines(path):
            line = f"{name}:{number}"
            if isinstance(entry, ReportError):
                yield Refusal(line, entry)
            else:
                bare = Report(entry.text, name=line, given_id=entry.given_id)
                yield _report(entry.text, entry.details.over(declared), bare)
    elif suffix in PAGE_SUFFIXES:
        page = read_html(path)
        yield _report(page.text, declared.over(page.details), Report(page.text, name=name, extracted=True))
    else:
        text = read_plain(path)
        yield _report(text, declared, Report(text, name=name))


def _report(text: str, details: Details, bare: Report) -> Report:
    """A report with what is declared of it, and its language."""
    language = details.language or identify_language(text)
    declared = {f.name: getattr(details, f.name) for f in fields(details)} | {"language": language}
    return replace(bare, **declared)
