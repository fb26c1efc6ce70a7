"""Reports that come without a file of their own: fetched by their address, uploaded, pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from trucewatch.api.reader import OnProgress, Progress
from trucewatch.api.records import AddOptions, AddSummary, add_reports
from trucewatch.errors import ReportError
from trucewatch.record.writer import Record
from trucewatch.reports.details import Refusal, located
from trucewatch.reports.fetch import Fetched, FetchOptions, fetch
from trucewatch.reports.fetch_address import shown_address
from trucewatch.reports.folders import NAMED_ENDINGS, READABLE, ending_of
from trucewatch.reports.intake import IntakeOptions, intake, report_of
from trucewatch.vocabulary.report import Report

UPLOAD_SUFFIXES = tuple(sorted(READABLE | NAMED_ENDINGS))
MAX_UPLOAD = 20_000_000  # bytes of one file
MAX_NAME = 120  # characters

PASTED = "pasted text"

_NOTHING = IntakeOptions()
_FETCH = FetchOptions()


@dataclass(frozen=True)
class Upload:
    """A file as it was sent.

    Attributes:
        name: as the sender calls it; shown, and looked at for its ending, never used as a path.
        content: its bytes.
    """

    name: str
    content: bytes


def fetch_reports(
    address: str, options: IntakeOptions = _NOTHING, how: FetchOptions = _FETCH
) -> tuple[Fetched, tuple[Report | Refusal, ...]]:
    """Fetch a page and take the report out of it, or the entries of a live blog; feeds are fetched by `follow` alone.

    Args:
        address: http or https; it has to lead to a host on the public network, and so have all that it leads on to.
        options: what is declared of the report; its address is the one at which the page was found.
        how: how it is fetched.

    Returns:
        The page as it came, and what it holds.

    Raises:
        ReportError: the address is refused, or nothing or no page came.
    """
    page = fetch(address, how)
    declared = replace(options, url=page.address, meta=None)
    return page, tuple(_taken_in(Upload(page.address, page.body), page.suffix, declared))


def add_address(
    record: Record, address: str, options: AddOptions | None = None, how: FetchOptions = _FETCH
) -> AddSummary:
    """Fetch a page, and read its report into a record.

    Args:
        record: a record open for writing.
        address: see `fetch_reports`.
        options: what is declared of the report, and how it is read.
        how: how it is fetched.

    Returns:
        What was done; an address that is refused or cannot be fetched is a refusal.

    Raises:
        ReadingError: the pipeline or the learned model cannot be used.
    """
    chosen = options or AddOptions()
    try:
        items: tuple[Report | Refusal, ...] = fetch_reports(address, chosen.intake, how)[1]
    except ReportError as error:
        items = (Refusal(shown_address(address.strip()), error),)
    return add_reports(record, items, chosen)


def add_text(record: Record, text: str, options: AddOptions | None = None, *, title: str | None = None) -> AddSummary:
    """Read a text that is in memory into a record.

    Args:
        record: a record open for writing.
        text: the text, kept exactly.
        options: what is declared of the report, and how it is read.
        title: its headline, where that is not part of the text.

    Raises:
        ReadingError: the pipeline or the learned model cannot be used.
    """
    chosen = options or AddOptions()
    try:
        item: Report | Refusal = replace(report_of(text, chosen.intake, name=PASTED), title=title)
    except ReportError as error:
        item = Refusal(PASTED, error)
    return add_reports(record, [item], chosen)


def add_uploads(
    record: Record,
    uploads: Sequence[Upload],
    options: AddOptions | None = None,
    on_progress: OnProgress | None = None,
) -> AddSummary:
    """Read files that were sent into a record, as `add_paths` reads those of a folder; each by itself, or not at all.

    Args:
        record: a record open for writing.
        uploads: files whose ending is in `UPLOAD_SUFFIXES`; others are refused by their ending.
        options: what is declared of them, and how they are read; a CSV (`intake.meta`) is not looked at.
        on_progress: called before each report.

    Raises:
        ReadingError: the pipeline or the learned model cannot be used.
    """
    chosen = options or AddOptions()
    items = _uploaded(uploads, replace(chosen.intake, meta=None), on_progress)
    return add_reports(record, items, chosen)


def _uploaded(
    uploads: Sequence[Upload], declared: IntakeOptions, on_progress: OnProgress | None
) -> Iterator[Report | Refusal]:
    number = 0
    for place, upload in enumerate(uploads):
        name = _shown_name(upload.name)
        suffix = ending_of(Path(name))
        for item in _taken_in(replace(upload, name=name), suffix, declared):
            if on_progress:
                on_progress(Progress(item.name or name, number, place, len(uploads)))
            number += 1
            yield item


def _taken_in(upload: Upload, suffix: str, declared: IntakeOptions) -> Iterator[Report | Refusal]:
    """What a file holds, through the one entrance; named as the upload is, wherever it lay meanwhile."""
    if suffix not in UPLOAD_SUFFIXES or len(upload.content) > MAX_UPLOAD:
        yield Refusal(upload.name, _refused(upload, suffix))
        return
    with TemporaryDirectory(prefix="trucewatch-") as folder:
        path = Path(folder) / f"report{suffix}"
        path.write_bytes(upload.content)
        for item in intake([path], declared):
            name = (item.name or "").replace(str(path), upload.name)
            if isinstance(item, Report):
                yield replace(item, name=name)
            else:
                error = item.error
                found = error.found.replace(str(path), upload.name)
                yield Refusal(name, ReportError(found, expected=error.expected, advice=error.advice))


def _refused(upload: Upload, suffix: str) -> ReportError:
    if len(upload.content) > MAX_UPLOAD:
        error = ReportError(f"it has {len(upload.content):,} bytes", expected=f"at most {MAX_UPLOAD:,}")
    else:
        found = f'files ending in "{suffix}" are not read' if suffix else "its name has no ending that says what it is"
        error = ReportError(
            found,
            expected=f"one of {', '.join(UPLOAD_SUFFIXES)}",
            advice="Save its words as a plain text file, or paste them",
        )
    return located(error, upload.name)


def _shown_name(name: str) -> str:
    """The last part of a name, short and without invisible characters; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(c for c in last if c.isprintable()).strip() or "unnamed"
    if len(clean) <= MAX_NAME:
        return clean
    stem, suffix = Path(clean).stem, Path(clean).suffix[:20]
    return f"{stem[: MAX_NAME - len(suffix) - 1]}…{suffix}"
