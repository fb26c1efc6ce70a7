"""Which reader a file needs: by its ending, and where that says nothing by how it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.columns import read_csv, read_parquet
from trucewatch.reports.details import Details, Entry
from trucewatch.reports.email_message import read_mail
from trucewatch.reports.feeds import read_feed
from trucewatch.reports.folders import ending_of
from trucewatch.reports.html_page import MAX_PAGE_BYTES, markup_of, page_of
from trucewatch.reports.jsonl import read_lines
from trucewatch.reports.live_blog import live_entries
from trucewatch.reports.many_in_one import day_in_head, parts
from trucewatch.reports.pdf import read_pdf
from trucewatch.reports.plain import check_text, read_bytes, read_plain
from trucewatch.reports.warc import read_warc
from trucewatch.reports.wire import NEWSML, read_newsml, read_ninjs
from trucewatch.reports.word_document import read_docx

Items = Iterator[tuple[int | None, Entry | ReportError]]

_HEAD = 4096  # bytes that tell one XML or binary format from another


def read_text(path: Path) -> Items:
    """A plain text, or the single reports of a file from a press database."""
    text = read_plain(path)
    spans = parts(text)
    if len(spans) == 1:
        yield None, Entry(text, Details())
        return
    for number, (start, end) in enumerate(spans, start=1):
        part = text[start:end]
        try:
            check_text(part, f"{path}:{number}")
            yield number, Entry(part, Details(published=day_in_head(part)), extracted=True)
        except ReportError as error:
            yield number, error


def read_page(path: Path) -> Items:
    """A web page, or the entries of a live blog."""
    data = read_bytes(path, MAX_PAGE_BYTES)
    entries = live_entries(markup_of(data, str(path)))
    if entries:
        yield from enumerate(entries, start=1)
        return
    page = page_of(data, str(path))
    yield None, Entry(page.text, page.details, extracted=True)


def read_xml(path: Path) -> Items:
    """A feed or a wire, by what its root is."""
    yield from read_newsml(path) if NEWSML.encode() in _beginning(path) else read_feed(path)


def read_one_pdf(path: Path) -> Items:
    """A PDF document."""
    yield None, read_pdf(path)


def read_one_docx(path: Path) -> Items:
    """A DOCX document."""
    yield None, read_docx(path)


READERS: Mapping[str, Callable[[Path], Items]] = {
    ".txt": read_text,
    ".text": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".pdf": read_one_pdf,
    ".docx": read_one_docx,
    ".eml": read_mail,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_xml,
    ".newsml": read_newsml,
    ".ninjs": read_ninjs,
    ".json": read_ninjs,
}
"""By ending; `.csv` and `.parquet` need the map of columns as well (`items_of`)."""


def items_of(path: Path, columns: Mapping[str, str] | None = None) -> Items:
    """What a file holds, by its ending or, where that is none of ours, by how it begins.

    Args:
        path: the file.
        columns: field -> column of CSV and Parquet files.

    Yields:
        None and the report where the file is one report; else number and report or trouble, item by item.

    Raises:
        ReportError: the file as a whole cannot be read.
    """
    ending = ending_of(path)
    if ending == ".csv":
        return read_csv(path, columns)
    if ending == ".parquet":
        return read_parquet(path, columns)
    reader = READERS.get(ending)
    return reader(path) if reader else _by_beginning(path)


def _by_beginning(path: Path) -> Items:
    head = _beginning(path)
    if head.startswith(b"%PDF-"):
        return read_one_pdf(path)
    if head.startswith(b"PK\x03\x04") and b"word/" in head + _end(path):
        return read_one_docx(path)
    if head.startswith(b"WARC/"):
        return read_warc(path)
    return read_text(path)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""  # the reader says what is wrong with it


def _end(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 65_536))
            return file.read()
    except (OSError, ValueError):
        return b""
