"""Tables: the one shape of every listing, from which the page, the CSV and the JSON are made."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from io import StringIO
from typing import Literal

from trucewatch.vocabulary.finding import Place

SHOWN = 200
"""Rows of a table on a page unless all are asked for; CSV and JSON have all."""


@dataclass(frozen=True)
class TableCell:
    """One cell.

    Attributes:
        text: what is shown.
        statements: ids of the statements it came from.
        places: the passages it came from; the first is what it opens.
        href: a page of the desk that it leads to, where that is not its passage.
        note: a remark under it, such as by how many reports since it was not mentioned.
        stale: since when it was not reported on, in words; "" where it is fresh. The row is greyed and says so.
    """

    text: str
    statements: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    href: str | None = None
    note: str = ""
    stale: str = ""


@dataclass(frozen=True)
class Column:
    """One column: its key in CSV, and its title; numbers and days are set in tabular figures."""

    key: str
    title: str
    sort: Literal["text", "number"] = "text"


@dataclass(frozen=True)
class TableRow:
    """One row; `group` stands above it and its neighbours of the same group, "" for none."""

    cells: tuple[TableCell, ...]
    group: TableCell | None = None

    @property
    def stale(self) -> str:
        """Since when it was not reported on, in words; "" where it is fresh."""
        return next((cell.stale for cell in self.cells if cell.stale), "")


@dataclass(frozen=True)
class Table:
    """A listing.

    Attributes:
        id: name in addresses: letters, digits and hyphens.
        caption: what it lists.
        columns: its columns.
        rows: its rows, each with as many cells as there are columns.
        remark: what must be known to read it, such as its order.
        empty: what is said where it has no rows.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...] = ()
    remark: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table {self.id} has not {len(self.columns)} cells")


def tables_of(data: object) -> Iterator[Table]:
    """The tables of a page's data, in the order of its fields; also those in tuples and inner records."""
    if isinstance(data, Table):
        yield data
    elif isinstance(data, tuple):
        for item in data:
            yield from tables_of(item)
    elif is_dataclass(data) and not isinstance(data, type):
        for field in fields(data):
            yield from tables_of(getattr(data, field.name))


def csv_of(table: Table) -> str:
    """A table as CSV (RFC 4180): group, its columns, ids of the statements, and passages as report:start-end.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = StringIO()
    writer = csv.writer(out)
    grouped = any(row.group for row in table.rows)
    writer.writerow([*(["group"] if grouped else []), *(c.key for c in table.columns), "statements", "passages"])
    for row in table.rows:
        cells = [*([row.group or TableCell("")] if grouped else []), *row.cells]
        ids = dict.fromkeys(i for cell in cells for i in cell.statements)
        places = dict.fromkeys(place_text(p) for cell in cells for p in cell.places)
        told = [_harmless("; ".join(filter(None, (c.text, c.stale, c.note)))) for c in cells]
        writer.writerow([*told, " ".join(ids), " ".join(places)])
    return out.getvalue()


def place_text(place: Place) -> str:
    """A place in one word: "REPORT:START-END"."""
    passage = place.passage
    return place.report_id + (f":{passage.start}-{passage.end}" if passage else "")


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
