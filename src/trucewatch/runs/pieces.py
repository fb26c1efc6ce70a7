"""Large files are cut into pieces that workers read at the same time; small ones go whole, many to a shard.

A piece begins where a report begins and knows its number, so nobody reads a file's beginning to find its middle. Where
the pieces end depends on the files and the size of a shard alone, never on how many workers there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

from trucewatch.errors import ReportError
from trucewatch.reports.columns import row_groups
from trucewatch.reports.details import Details
from trucewatch.reports.folders import ending_of
from trucewatch.reports.jsonl import MAX_LINE_BYTES
from trucewatch.reports.published import parse_published
from trucewatch.runs.places import is_remote, opened, size_and_time

Form = Literal["lines", "pages", "rows", "whole"]

_FORMS: dict[str, Form] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".warc": "pages",
    ".warc.gz": "pages",
    ".parquet": "rows",
}
_BEGINNINGS = (b"WARC/", b"\x1f\x8b")  # of a record that can be read from its own offset


@dataclass(frozen=True)
class Piece:
    """Part of a file, or all of it.

    Attributes:
        name: the file as it was named to the run, and as its reports are named.
        path: where it is, whatever folder a worker is in.
        form: "lines" of a JSON Lines file, "pages" of a web archive, "rows" of a Parquet file; "whole": of any file.
        size: bytes of the file when it was planned.
        changed: when it had been changed, in nanoseconds; 0: not known.
        declared: what is declared of its reports, by the names of `Details`; the day as YYYY-MM-DD.
        start: byte offset of the first line or page.
        length: bytes of the lines.
        first: number of the first line, page or row.
        count: how many pages.
        groups: the row groups of the rows.
    """

    name: str
    path: str
    form: Form
    size: int
    changed: int
    declared: dict[str, str]
    start: int = 0
    length: int = 0
    first: int = 1
    count: int = 0
    groups: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types; what says nothing is left out."""
        return {
            name: value for name, value in asdict(self).items() if value or name in ("name", "path", "form", "declared")
        }

    @classmethod
    def of(cls, row: dict[str, Any]) -> Piece:
        """The piece of a row that `to_json` made."""
        return cls(**{"size": 0, "changed": 0} | row | {"groups": tuple(row.get("groups", ()))})

    @property
    def details(self) -> Details:
        """What is declared of its reports."""
        values = dict(self.declared)
        day = values.pop("published", None)
        return Details(published=parse_published(day) if day else None, **values)

    @property
    def weight(self) -> int:
        """How much there is to read, in bytes of the file or what they unpack to."""
        return self.length or self.size


def pieces_of(path: Path, declared: dict[str, str], most: int) -> Iterator[Piece]:
    """A file in pieces of about `most` bytes; one that cannot be cut, or not be read, is one piece.

    Args:
        path: the file.
        declared: see `Piece`.
        most: bytes.

    Raises:
        ReportError: it cannot be opened.
    """
    size, changed = size_and_time(path)
    there = str(path) if is_remote(str(path)) else os.path.abspath(path)  # noqa: PTH100 - links stay as they are
    whole = Piece(str(path), there, "whole", size, changed, declared)
    form = _FORMS.get(ending_of(path))
    found = False
    if form == "rows":
        for piece in _rows(path, whole, most):
            found = True
            yield piece
    elif form is not None:
        with opened(path) as file:
            for piece in _lines(file, whole, most) if form == "lines" else _pages(file, whole, most):
                found = True
                yield piece
    if not found:
        yield whole


def _lines(file: BinaryIO, whole: Piece, most: int) -> Iterator[Piece]:
    head = file.read(4)
    file.seek(0)
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head or not head.strip():
        return  # the reader of whole files says what is wrong with it
    start = at = 0
    first = number = 1
    while line := file.readline(MAX_LINE_BYTES):
        at += len(line)
        if not line.endswith(b"\n"):
            continue  # the beginning of a line that is too long, or the last one
        number += 1
        if at - start >= most:
            yield replace(whole, form="lines", start=start, length=at - start, first=first)
            start, first = at, number
    if at > start:
        yield replace(whole, form="lines", start=start, length=at - start, first=first)


def _pages(file: BinaryIO, whole: Piece, most: int) -> Iterator[Piece]:
    """Pieces of a web archive; none where records cannot be found by their offset, or there are none."""
    places = _record_starts(file)
    beginnings = []
    for start, first, count in _grouped(places, whole.size, most):
        file.seek(start)
        beginnings.append((start, first, count, file.read(5)))
    if not beginnings or not all(head.startswith(_BEGINNINGS) for *_, head in beginnings):
        return
    ends = [start for start, *_ in beginnings[1:]] + [whole.size]
    for (start, first, count, _head), end in zip(beginnings, ends, strict=True):
        yield replace(whole, form="pages", start=start, length=max(1, end - start), first=first, count=count)


def _record_starts(file: BinaryIO) -> Iterator[int]:
    from fastwarc import FastWARCError, StreamError  # noqa: PLC0415 - only archives pay for it
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    try:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
            yield record.stream_pos
    except (FastWARCError, StreamError, OSError) as error:
        # Whoever reads the last piece meets the same, and says so.
        if isinstance(error, OSError) and error.errno is not None:
            raise


def _grouped(places: Iterator[int], size: int, most: int) -> list[tuple[int, int, int]]:
    """Start, number of the first page, and count of each piece."""
    out: list[tuple[int, int, int]] = []
    start, first, number = 0, 1, 0
    for number, at in enumerate(places, start=1):
        if number > first and at - start >= most:
            out.append((start, first, number - first))
            start, first = at, number
        elif number == first:
            start = at
    if number:
        # One more than were found: where the archive breaks off, the reader of the last piece has to see it.
        out.append((start, first, number - first + 2))
    return out if size else []


def _rows(path: Path, whole: Piece, most: int) -> Iterator[Piece]:
    try:
        with opened(path) as file:
            groups = row_groups(path, file)
    except ReportError:
        return  # the reader of whole files says what is wrong with it
    held: list[int] = []
    first, rows, weight = 1, 0, 0
    for number, (count, size) in enumerate(groups):
        held.append(number)
        rows, weight = rows + count, weight + size
        if weight >= most or number == len(groups) - 1:
            if rows:
                yield replace(whole, form="rows", length=max(1, weight), first=first, groups=tuple(held))
            held, first, rows, weight = [], first + rows, 0, 0
