"""Merged readings as files by day of publication: JSON Lines, or Parquet for those who ask tables."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.reading import Reading

UNDATED = "undated"
_BATCH = 500  # readings of a Parquet file that are held at a time


def file_of_day(folder: Path, form: str, day: str | None, readings: Iterator[Reading]) -> tuple[str, str]:
    """Write the file of a day, whole or not at all.

    Args:
        folder: where to.
        form: "jsonl" (a reading a line, in the form of `trucewatch read --json`) or "parquet" (a row a report, with its
            reading as JSON in a column).
        day: YYYY-MM-DD; None: reports without a day.
        readings: those of the day, in the order in which they are to stand.

    Returns:
        Its name and SHA-256.

    Raises:
        TrucewatchError: Parquet is asked for, and pyarrow is not installed.
    """
    path = folder / f"{day or UNDATED}.{form}"
    beside = folder / f".{path.name}"
    writer_of(form)(beside, readings)
    with beside.open("rb") as file:
        os.fsync(file.fileno())
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    beside.replace(path)
    return path.name, sha256


def only_these(folder: Path, names: Collection[str]) -> None:
    """Remove what an earlier merging, of which nothing holds any more, left in a folder."""
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()


def writer_of(form: str) -> Callable[[Path, Iterator[Reading]], None]:
    """What writes files of a form.

    Raises:
        TrucewatchError: Parquet is asked for, and pyarrow is not installed.
    """
    return _parquet_writer() if form == "parquet" else _write_lines


def _text(reading: Reading) -> str:
    row = reading.to_json()
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # the name of a file, or a title, holds half a character
        return json.dumps(row, separators=(",", ":"))
    return text


def _write_lines(path: Path, readings: Iterator[Reading]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for reading in readings:
            file.write(_text(reading) + "\n")


def _parquet_writer() -> Callable[[Path, Iterator[Reading]], None]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise TrucewatchError(
            "Parquet files need pyarrow, which is not installed",
            expected="the extra tables",
            advice="pip install 'trucewatch[tables]'",
        ) from error
    text = pyarrow.string()
    fields = [(name, text) for name in ("report_id", "outlet", "url", "title", "process", "language", "file")]
    schema = pyarrow.schema(
        [("published", pyarrow.date32()), *fields, ("statements", pyarrow.int32()), ("reading", text)]
    )

    def write(path: Path, readings: Iterator[Reading]) -> None:
        with parquet.ParquetWriter(path, schema, compression="zstd") as file:
            while rows := [_row(reading) for reading in itertools.islice(readings, _BATCH)]:
                file.write_table(pyarrow.Table.from_pylist(rows, schema))

    return write


def _row(reading: Reading) -> dict[str, Any]:
    report = reading.report
    words = {name: getattr(report, name) for name in ("outlet", "url", "title", "process", "language")}
    return {
        "published": report.published,
        "report_id": report.id,
        **{name: _whole(value) for name, value in words.items()},
        "file": _whole(report.name),
        "statements": len(reading.statements),
        "reading": _text(reading),
    }


def _whole(value: str | None) -> str | None:
    """A value without halves of characters, which no column can hold."""
    return value.encode("utf-8", "replace").decode("utf-8") if value else value
