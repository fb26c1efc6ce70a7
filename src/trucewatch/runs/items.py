"""What a piece of a file holds, report by report, each announced before anybody looks into it.

A report that ends the worker may do so while its page or document is still being taken apart, so the word that it is in
hand is given before that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.columns import Rows, read_parquet
from trucewatch.reports.details import Entry
from trucewatch.reports.formats import items_of
from trucewatch.reports.intake import report_in_file
from trucewatch.reports.jsonl import read_part_of_lines
from trucewatch.reports.plain import unreadable
from trucewatch.reports.warc import read_part_of_warc
from trucewatch.runs.pieces import Piece
from trucewatch.runs.places import at_hand, opened, place, size_and_time
from trucewatch.vocabulary.report import Report

Wanted = Callable[[int, str], bool]
"""Number and name of what comes next -> is it to be taken in hand? Whoever says so has written it down."""


@dataclass(frozen=True)
class Item:
    """Something out of a piece.

    Attributes:
        number: of the line, page or row in its file, or which of the reports of another file, from 0; of a trouble
            with the file, which of these.
        name: what to call it.
        found: the report, its language not identified yet; or what is wrong with it.
        of_file: the trouble is with the file, or with more than one item of it.
    """

    number: int
    name: str
    found: Report | ReportError
    of_file: bool = False


def items_in(piece: Piece, columns: Mapping[str, str] | None, wanted: Wanted) -> Iterator[Item]:
    """The items of a piece, in order.

    Args:
        piece: the piece.
        columns: field -> column of tables.
        wanted: asked before each item is looked into; one that is not wanted is passed over.

    Yields:
        What is wanted; an error that ends the piece comes last.
    """
    troubles = 0
    try:
        path = place(piece.path)
        _refuse_changed(path, piece)
        read = _whole if piece.form == "whole" else _part
        for item in read(path, piece, columns, wanted):
            yield replace(item, number=troubles) if item.of_file else item
            troubles += item.of_file
    except ReportError as error:
        yield Item(troubles, piece.name, error, of_file=True)
    except (OSError, ValueError) as error:
        yield Item(troubles, piece.name, unreadable(Path(piece.name), error), of_file=True)
    except Exception as error:  # whatever a broken file sets off in a library must not end the run
        found = ReportError(f"{piece.name} could not be taken apart ({type(error).__name__}: {error})"[:500])
        yield Item(troubles, piece.name, found, of_file=True)


def _refuse_changed(path: Path, piece: Piece) -> None:
    if size_and_time(path) != (piece.size, piece.changed):
        raise ReportError(
            f"{piece.name} has changed since the run was planned",
            expected=f"{piece.size:,} bytes as they were then",
            advice="Start a new run for the files that have changed.",
        )


def _part(path: Path, piece: Piece, columns: Mapping[str, str] | None, wanted: Wanted) -> Iterator[Item]:
    details = piece.details
    asked = -1

    def ask(number: int) -> bool:
        nonlocal asked
        asked = number
        return wanted(number, f"{piece.name}:{number}")

    with ExitStack() as stack:
        file = stack.enter_context(opened(path))
        if piece.form == "lines":
            file.seek(piece.start)
            entries = read_part_of_lines(file, piece.name, first=piece.first, length=piece.length, wanted=ask)
        elif piece.form == "pages":
            file.seek(piece.start)
            entries = read_part_of_warc(file, piece.name, first=piece.first, count=piece.count, wanted=ask)
        else:
            rows = Rows(piece.groups, piece.first, ask, file)
            entries = read_parquet(path, columns, rows)
        for number, entry in entries:
            name = f"{piece.name}:{number}"
            if isinstance(entry, Entry):
                yield Item(number, name, report_in_file(entry, details, name=name, of_many=True))
            else:
                yield Item(number, name, entry, of_file=number != asked)


def _whole(path: Path, piece: Piece, columns: Mapping[str, str] | None, wanted: Wanted) -> Iterator[Item]:
    """All of a file; nobody can look behind what is not wanted, so it ends there."""
    details = piece.details
    with at_hand(path) as local:
        entries = items_of(local, columns)
        at = 0
        while wanted(at, piece.name if at == 0 else f"{piece.name} (part {at + 1})"):
            try:
                number, entry = next(entries)
            except StopIteration:
                return
            name = piece.name if number is None else f"{piece.name}:{number}"
            if isinstance(entry, Entry):
                yield Item(at, name, report_in_file(entry, details, name=name, of_many=number is not None))
            else:
                yield Item(at, name, entry)
            at += 1
