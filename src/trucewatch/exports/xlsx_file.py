"""Tables as one workbook: a sheet a table, its head frozen, with filters, and the passages of a row in a note."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from trucewatch.exports.cells import cell_text, text_of
from trucewatch.exports.tables import Column, Row, Table, Tables, Value

_LONGEST = 32_000  # characters of a cell; Excel takes no more than 32,767
_NOTE = 2_000  # characters of a note; a longer one covers the sheet
_CUT = " […]"
_AUTHOR = "Trucewatch"
_WIDTHS = {"text": 24, "list": 24, "number": 11, "whole": 9, "flag": 9, "day": 12}


def write_xlsx(tables: Tables, path: Path) -> None:
    """Write a workbook.

    Its properties name the program and no person, and no moment at which somebody worked.

    Args:
        tables: each becomes a sheet; one without rows has its head alone.
        path: the new file.
    """
    book = Workbook(write_only=True)
    for table in tables:
        _sheet(book, table)
    moment = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same tables give the same file
    book.properties.creator = book.properties.lastModifiedBy = _AUTHOR
    book.properties.created = book.properties.modified = moment
    book.save(path)


def _sheet(book: Any, table: Table) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 60 if column.key == "words" else _WIDTHS[column.type]
    sheet.append([_head(sheet, column) for column in table.columns])
    noted = _noted(table)
    for row in table.rows:
        cells = [_cell(sheet, value) for value in row.values]
        if (words := _note(row)) is not None:
            cells[noted].comment = words
        sheet.append(cells)


def _head(sheet: WriteOnlyWorksheet, column: Column) -> Any:
    cell = _cell(sheet, column.title)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.comment = Comment(column.about, _AUTHOR)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Any:
    """A cell of the value's own type; a text is text whatever it begins with."""
    if value is None or isinstance(value, bool | int | float) or not isinstance(value, str | tuple):
        return WriteOnlyCell(sheet, value)
    text = text_of(value)
    cell = WriteOnlyCell(sheet, text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT)
    cell.data_type = "s"  # openpyxl takes what begins with an equals sign for a formula
    return cell


def _noted(table: Table) -> int:
    """The column whose cells carry the notes: the first that tells something a reader knows, else the first."""
    told = (n for n, c in enumerate(table.columns) if c.holds in ("name", "words") and c.key != "speaker")
    return next(told, 0)


def _note(row: Row) -> Comment | None:
    """The passages of a row, in a note that is wide enough to read."""
    words = "\n\n".join(dict.fromkeys(f"“{p.passage.text}”" for p in row.places if p.passage is not None))
    if not words:
        return None
    text = cell_text(words)
    return Comment(text if len(text) <= _NOTE else text[:_NOTE] + _CUT, _AUTHOR, width=420, height=160)
