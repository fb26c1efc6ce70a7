"""Tables as a folder of Parquet files, one a table, with the columns explained in their metadata."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from trucewatch.errors import TrucewatchError
from trucewatch.exports.tables import Column, Table, Tables, Value

_HALF = re.compile(r"[\ud800-\udfff]")  # UTF-8 has no halves of characters


def write_parquet(tables: Tables, folder: Path) -> tuple[str, ...]:
    """Write each table into a folder that is there; one without rows has its columns alone.

    Returns:
        The names of the files.

    Raises:
        TrucewatchError: pyarrow is not installed.
    """
    arrow, parquet = _arrow()
    for table in tables:
        parquet.write_table(_table(arrow, table), folder / f"{table.name}.parquet", compression="zstd")
    return tuple(f"{table.name}.parquet" for table in tables)


def arrow_table(table: Table) -> Any:
    """One table as a `pyarrow.Table`, each column of its own type.

    Raises:
        TrucewatchError: pyarrow is not installed.
    """
    return _table(_arrow()[0], table)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise TrucewatchError(
            "Parquet files need pyarrow, which is not installed",
            advice='Install the extra `tables` (pip install "trucewatch[tables]"), or export csv.',
        ) from error
    return pyarrow, parquet


def _table(arrow: Any, table: Table) -> Any:
    types = {
        "text": arrow.string(), "number": arrow.float64(), "whole": arrow.int64(), "flag": arrow.bool_(),
        "day": arrow.date32(), "list": arrow.list_(arrow.string()),
    }  # fmt: skip
    schema = arrow.schema(
        [arrow.field(c.key, types[c.type], metadata={"about": c.about}) for c in table.columns],
        metadata={"table": table.name, "about": table.about},
    )
    columns = [[_held(c, row.values[n]) for row in table.rows] for n, c in enumerate(table.columns)]
    arrays = [arrow.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _held(column: Column, value: Value) -> object:
    if isinstance(value, str):
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, tuple):
        return [_HALF.sub("\N{REPLACEMENT CHARACTER}", part) for part in value]
    if isinstance(value, int) and not isinstance(value, bool) and column.type == "number":
        return float(value)
    return value
