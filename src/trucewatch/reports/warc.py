"""Web archives come in (WARC, plain or compressed): each archived page is a report, by fastwarc."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry
from trucewatch.reports.html_page import MAX_PAGE_BYTES, page_of
from trucewatch.reports.pdf import MAX_PDF_BYTES, pdf_of
from trucewatch.reports.plain import check_text, decode, unreadable

_OK = 200
_LEAST_WORDS = 20  # of an archived page; front pages and lists of links have a few left when their menus are gone
_LIMITS = {
    "text/html": MAX_PAGE_BYTES,
    "application/xhtml+xml": MAX_PAGE_BYTES,
    "text/plain": MAX_PAGE_BYTES,
    "application/pdf": MAX_PDF_BYTES,
}


def read_warc(path: Path) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a web archive.

    Args:
        path: a WARC file, plain, or compressed with gzip, lz4 or zstd.

    Yields:
        The number of the record among the archive's responses, from 1, and its report: HTML, plain text, PDF that were
        answered with 200; the day of publication is the page's own, never that of the crawl. Last, one trouble that
        counts what held no article (front pages, search pages), which is usual, and what could not be read.

    Raises:
        ReportError: the file cannot be read, or holds no response.
    """
    met = 0

    def count(number: int) -> bool:
        nonlocal met
        met = number
        return True

    try:
        with path.open("rb") as file:
            yield from read_part_of_warc(file, str(path), wanted=count)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not met:
        raise ReportError(f"{path} holds no archived page", expected="a WARC file with responses")


def read_part_of_warc(
    file: BinaryIO,
    name: str,
    *,
    first: int = 1,
    count: int | None = None,
    wanted: Callable[[int], bool] | None = None,
) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of some records of an open web archive, so that several can read one file at once.

    Args:
        file: open for reading bytes, at the beginning of a record.
        name: what the file is called in errors.
        first: the number of the first response there.
        count: how many responses there are to the range; None: all that are left.
        wanted: asked for the number of each response; one that is not wanted is not looked into.

    Yields:
        As `read_warc`.
    """
    from fastwarc import FastWARCError, StreamError  # noqa: PLC0415 - only archives pay for it
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    passed: Counter[str] = Counter()
    last = first - 1
    try:
        for number, record in enumerate(
            ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"), first
        ):
            last = number
            entry = _entry(record, f"{name}:{number}") if wanted is None or wanted(number) else None
            if isinstance(entry, Entry):
                yield number, entry
            elif entry:
                passed[entry] += 1
            if count is not None and number - first + 1 >= count:
                break
    except (FastWARCError, StreamError, OSError) as error:
        # An OSError without a number is fastwarc's own: what follows is no record.
        if isinstance(error, OSError) and (error.errno is not None or last < first):
            raise
        yield (
            last + 1,
            ReportError(f"{name} breaks off behind {last:,} pages: {error}", expected="a whole WARC file"),
        )
    if passed:
        told = ", ".join(f"{found:,} {why}" for why, found in passed.most_common())
        pages = f"{last:,} pages" if first == 1 else f"the pages {first:,} to {last:,}"
        yield last + 1, ReportError(f"{name}: of {pages} were passed over: {told}")


def _entry(record: Any, name: str) -> Entry | str | None:
    """The report of a response; a word on why there is none; None where nothing was to be expected."""
    headers = record.http_headers
    if headers is None or headers.status_code != _OK:
        return None
    kind = (record.http_content_type or "").lower()
    limit = _LIMITS.get(kind)
    if limit is None:
        return None
    try:
        data = record.reader.read(limit + 1)
    except Exception:  # a body whose compression is broken; the records behind it are whole
        return "with a damaged body"
    if len(data) > limit:
        return "too large"
    address = record.headers.get("WARC-Target-URI")
    try:
        entry = _read(kind, data, name)
        check_text(entry.text, name)
        if kind != "text/plain" and len(entry.text.split()) < _LEAST_WORDS:
            return "without an article"
    except ReportError as error:
        return "without an article" if "no article text" in error.found else "that could not be read"
    return replace(entry, details=Details(url=address).over(entry.details))


def _read(kind: str, data: bytes, name: str) -> Entry:
    if kind == "application/pdf":
        return pdf_of(data, name)
    if kind == "text/plain":
        return Entry(decode(data, name), Details())
    page = page_of(data, name)
    return Entry(page.text, page.details, extracted=True)
