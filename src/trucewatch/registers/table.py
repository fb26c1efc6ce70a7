"""The one way a register's table is read: package data, comma-separated, with the source told on its "#" lines."""

from __future__ import annotations

import csv
from importlib import resources

from trucewatch.errors import TrucewatchError

PACKAGE = "trucewatch.registers"


def rows_of(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """All rows of the table `name`, in its order, as column -> stripped cell.

    Args:
        name: file name inside this package, e.g. "states.csv".
        columns: the columns the caller reads, all of them.

    Raises:
        TrucewatchError: the table's columns are not the ones asked for, or a row has too few or too many cells.
    """
    lines = resources.files(PACKAGE).joinpath(name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(kept)
    if tuple(reader.fieldnames or ()) != columns:
        raise TrucewatchError(
            f"register table {name} has the columns {list(reader.fieldnames or ())}", expected=str(list(columns))
        )
    rows: list[dict[str, str]] = []
    for number, row in enumerate(reader, start=1):
        # csv puts cells too many under the key None and gives cells too few the value None.
        if None in row or None in row.values():
            raise TrucewatchError(
                f"row {number} of register table {name} ({kept[number]!r}) has a wrong number of cells",
                expected=f"{len(columns)} cells",
                advice="Quote a cell that holds a comma",
            )
        rows.append({column: cell.strip() for column, cell in row.items()})
    return tuple(rows)


def forms_in(cell: str) -> tuple[str, ...]:
    """The forms in one cell, parted by "|"; an empty cell has none."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
