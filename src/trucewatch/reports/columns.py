"""Tables of reports come in: CSV and Parquet files with a report a row, and a map of which column holds what."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, Entry, located, stated
from trucewatch.reports.language import declared_language
from trucewatch.reports.plain import MAX_TEXT_BYTES, bad_encoding, check_text, unreadable
from trucewatch.reports.published import parse_published

FIELDS = ("text", "id", "published", "outlet", "url", "process", "title", "byline", "language")
_BATCH = 256  # rows of a Parquet file that are held at a time
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Rows:
    """Some rows of a Parquet file, so that several can read one file at once.

    Attributes:
        groups: the row groups that hold them, by number from 0; None: all.
        first: the number of the first row there, from 1.
        wanted: asked for the number of each row; one that is not wanted is not looked into.
        file: the file, where it is open already; the path is then its name alone.
    """

    groups: Sequence[int] | None = None
    first: int = 1
    wanted: Callable[[int], bool] | None = None
    file: BinaryIO | None = None


_ALL_ROWS = Rows()


def parse_columns(value: str) -> dict[str, str]:
    """The map that an option gives, such as "text=body,published=date": field -> column.

    Raises:
        ReportError: a part without "=", an unknown field, one named twice.
    """
    out: dict[str, str] = {}
    for part in value.split(","):
        field, mark, column = (piece.strip() for piece in part.partition("="))
        if not mark or field not in FIELDS or not column or field in out:
            why = "is named twice" if field in out else "cannot be read"
            raise ReportError(
                f'the column map "{value[:120]}": "{part.strip()[:60]}" {why}',
                expected=f"FIELD=COLUMN, parted by commas; the fields are {', '.join(FIELDS)}",
                advice='For example: "text=body,published=date"',
            )
        out[field] = column
    return out


def read_csv(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a CSV file.

    Args:
        path: UTF-8 with a header, parted by comma, semicolon, tab or bar, as the header is.
        columns: field -> column; a field that is not in it is looked for under its own name.

    Yields:
        The row's number from 1, without the header, and its report or what is wrong with it; empty rows are left out.

    Raises:
        ReportError: the file cannot be read, or has no column for the text.
    """
    limit = csv.field_size_limit(MAX_TEXT_BYTES)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            separator = max(_SEPARATORS, key=head.count)
            names = [name.strip() for name in next(csv.reader([head], delimiter=separator), [])]
            places = _places(path, names, columns)
            reader = csv.reader(file, delimiter=separator, strict=True)
            for number, row in enumerate(reader, start=1):
                if any(cell.strip() for cell in row):
                    cells = {field: row[at] if at < len(row) else None for field, at in places.items()}
                    yield number, _entry(cells, f"{path}:{number}")
    except UnicodeDecodeError as error:
        raise bad_encoding(error.object, error.start, "UTF-8", str(path)) from error
    except csv.Error as error:
        raise ReportError(f"{path} is not valid CSV: {error}", expected="a report a row, under a header") from error
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        csv.field_size_limit(limit)


def row_groups(path: Path, file: BinaryIO | None = None) -> tuple[tuple[int, int], ...]:
    """Rows and bytes, as they come out of their compression, of each row group of a Parquet file.

    Args:
        path: the file.
        file: the same, where it is open already.

    Raises:
        ReportError: as `read_parquet`.
    """
    with _opened(path, file) as opened:
        about = opened.metadata
        groups = (about.row_group(at) for at in range(about.num_row_groups))
        return tuple((group.num_rows, group.total_byte_size) for group in groups)


def read_parquet(
    path: Path, columns: Mapping[str, str] | None = None, rows: Rows = _ALL_ROWS
) -> Iterator[tuple[int, Entry | ReportError]]:
    """The reports of a Parquet file; as `read_csv`, in batches, so that the file may be larger than memory.

    Args:
        path: the file.
        columns: as in `read_csv`.
        rows: which of its rows.

    Raises:
        ReportError: the extra `tables` is not installed; the file cannot be read, or has no column for the text.
    """
    with _opened(path, rows.file) as file:
        from pyarrow import ArrowException  # noqa: PLC0415 - an extra, and there, since the file is open

        names = file.schema_arrow.names
        places = _places(path, names, columns)
        held = [names[at] for at in places.values()]
        number = rows.first - 1
        groups = None if rows.groups is None else list(rows.groups)
        try:
            for batch in file.iter_batches(batch_size=_BATCH, columns=held, row_groups=groups):
                for row in batch.to_pylist():
                    number += 1
                    if rows.wanted is None or rows.wanted(number):
                        cells = {field: row[name] for field, name in zip(places, held, strict=True)}
                        yield number, _entry(cells, f"{path}:{number}")
        except ArrowException as error:
            yield number + 1, ReportError(f"{path} breaks off behind row {number:,}: {error}")


def _opened(path: Path, file: BinaryIO | None) -> Any:
    """The Parquet file, opened."""
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ReportError(
            f"{path} is a Parquet file, and what reads these is not installed",
            expected="the extra tables",
            advice="pip install 'trucewatch[tables]'",
        ) from error
    try:
        return parquet.ParquetFile(path if file is None else file)
    except (OSError, pyarrow.ArrowException) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise unreadable(path, error) from error
        raise ReportError(f"{path} is damaged or no Parquet file", expected="a Parquet file") from error


def _places(path: Path, names: Sequence[str], columns: Mapping[str, str] | None) -> dict[str, int]:
    """Field -> place of its column; those told must be there, the others are taken where they are."""
    told = dict(columns or {})
    places: dict[str, int] = {}
    missing = []
    for field in FIELDS:
        name = told.get(field, field)
        if name in names:
            places[field] = names.index(name)
        elif field in told or field == "text":
            missing.append(f'"{name}" for {field}')
    if missing:
        shown = ", ".join(f'"{name}"' for name in names[:20]) or "none"
        raise ReportError(
            f"{path} has no column {', '.join(missing)}; its columns are {shown}",
            expected="a column with the text of each report",
            advice='Say which column holds what: --columns "text=body,published=date"',
        )
    return places


def _entry(cells: Mapping[str, Any], name: str) -> Entry | ReportError:
    try:
        text = cells["text"]
        if not isinstance(text, str):
            kind = "nothing" if text is None else f"a value of type {type(text).__name__}"
            return ReportError(f"{name}: the text is {kind}", expected="the words of a report")
        check_text(text, name)
        return Entry(text, _details(cells), _words(cells.get("id")))
    except ReportError as error:
        return error if name in error.found else located(error, name)


def _details(cells: Mapping[str, Any]) -> Details:
    return Details(
        published=_day(cells.get("published")),
        outlet=_words(cells.get("outlet")),
        url=_words(cells.get("url")),
        process=_words(cells.get("process")),
        title=_words(cells.get("title")),
        byline=_words(cells.get("byline")),
        language=declared_language(_words(cells.get("language"))),
    )


def _words(value: Any) -> str | None:
    return None if value is None else stated(str(value))


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = _words(value)
    return parse_published(words) if words else None
