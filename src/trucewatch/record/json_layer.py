"""One layer of a reading out of the JSON in which its row keeps all of them, on either database.

The database cuts it out, since the other layers are the larger part of what would have to be carried.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Text, case, cast, func, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.exc import DBAPIError

from trucewatch.record.schema import READING, json_text

LayerRow = tuple[str, int, str | None]
"""Report, reading, and the layer as JSON: None where the row knows no such layer, all of a row that is no JSON."""


def layers_of_readings(connection: Connection, layer: str, readings: ColumnElement[bool]) -> Sequence[LayerRow]:
    """One layer of each of some readings.

    Args:
        connection: in a transaction.
        layer: its name, one of `rows.LAYERS`.
        readings: the condition on rows of `reading`.
    """
    if connection.dialect.name == "postgresql":
        return _in_postgres(connection, layer, readings)
    whole = func.json_valid(READING.c.layers) == 0
    member = case((whole, READING.c.layers), else_=func.json_extract(READING.c.layers, f"$.{layer}"))
    return _rows(connection, member, readings)


def _in_postgres(connection: Connection, layer: str, readings: ColumnElement[bool]) -> Sequence[LayerRow]:
    member = cast(cast(READING.c.layers, JSON).op("->")(layer), Text)
    try:
        with connection.begin_nested():
            return _rows(connection, member, readings)
    except DBAPIError as error:
        # 22...: some row is no JSON, or holds an escape that the server cannot undo. Only servers of late can be asked
        # which, so all rows are fetched and looked at here.
        if not str(getattr(error.orig, "sqlstate", "")).startswith("22"):
            raise
    found = _rows(connection, READING.c.layers, readings)
    return [(report_id, reading_id, _member(text, layer)) for report_id, reading_id, text in found]


def _rows(connection: Connection, member: ColumnElement[str], readings: ColumnElement[bool]) -> Sequence[LayerRow]:
    query = select(READING.c.report_id, READING.c.id, member).where(readings)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _member(text: str | None, layer: str) -> str | None:
    try:
        layers = json.loads(text or "")
    except ValueError:
        return text
    if not isinstance(layers, dict):
        return text
    return json_text(layers[layer]) if layer in layers else None
