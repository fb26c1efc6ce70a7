"""Tables as a folder of comma-separated files (RFC 4180, UTF-8), one a table, and one that explains the columns."""

from __future__ import annotations

import csv
from pathlib import Path

from trucewatch.exports.cells import text_of
from trucewatch.exports.tables import Table, Tables

COLUMNS_FILE = "columns.csv"


def write_csv(tables: Tables, folder: Path) -> tuple[str, ...]:
    """Write each table into a folder that is there; one without rows has its head alone.

    Returns:
        The names of the files.
    """
    for table in tables:
        _write(table, folder / f"{table.name}.csv")
    with (folder / COLUMNS_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "column", "type", "about"))
        writer.writerows((f"{t.name}.csv", c.key, c.type, c.about) for t in tables for c in t.columns)
    return (*(f"{table.name}.csv" for table in tables), COLUMNS_FILE)


def _write(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.keys)
        writer.writerows([text_of(value) for value in row.values] for row in table.rows)
