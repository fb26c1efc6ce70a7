"""The CSV that says what is known of the files of a call: publication date, outlet, address, process."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.reports.details import Details, located, stated
from trucewatch.reports.language import declared_language
from trucewatch.reports.plain import decode, read_bytes
from trucewatch.reports.published import parse_published

COLUMNS = ("file", "published", "outlet", "url", "process", "title", "byline", "language")
MAX_META_BYTES = 64_000_000  # some 200,000 rows

_SHOWN = 10  # problems listed in one error
_Row = dict[str, str | None]


@dataclass(frozen=True)
class MetaRow:
    """What one row says.

    Attributes:
        line: line of the file the row ends on, counted from 1, the header included.
        file: the file it is about, as written.
        details: what it declares; `ReportError` where it declares something that cannot be read.
    """

    line: int
    file: str
    details: Details | ReportError


@dataclass(frozen=True)
class MetaTable:
    """The rows of one CSV."""

    path: Path
    rows: tuple[MetaRow, ...]

    def match(self, files: Sequence[Path]) -> dict[Path, MetaRow]:
        """Which row is about which file.

        A row's file is looked for from the CSV's folder, then from the working folder; where neither is there, it is
        the one file of the call with its base name. A row about a file that exists and is not in the call is unused.

        Args:
            files: the files of the call.

        Raises:
            ReportError: two rows are about one file, or a row names a file that is not there; all of them listed.
        """
        by_place: dict[str, list[Path]] = {}
        by_name: dict[str, set[str]] = {}
        for file in files:
            place = os.path.realpath(file)
            by_place.setdefault(place, []).append(file)
            by_name.setdefault(file.name, set()).add(place)
        rows: dict[str, MetaRow] = {}
        problems: list[str] = []
        for row in self.rows:
            found = self._place(row.file, by_place, by_name)
            if found is None:
                problems.append(f'row {row.line} names "{row.file}", which is not there')
            elif found in rows:
                problems.append(f'rows {rows[found].line} and {row.line} are both about "{row.file}"')
            else:
                rows[found] = row
        if problems:
            expected = f"one row for a file, its name as seen from {self.path.parent}"
            raise _unusable(self.path, problems, expected)
        return {file: rows[place] for place, group in by_place.items() if place in rows for file in group}

    def _place(self, file: str, by_place: dict[str, list[Path]], by_name: dict[str, set[str]]) -> str | None:
        places = [os.path.realpath(self.path.parent / file), os.path.realpath(file)]
        for place in places:
            if place in by_place:
                return place
        for place in places:
            if Path(place).exists():
                return place
        named = by_name.get(Path(file).name, set())
        return next(iter(named)) if len(named) == 1 else None


def load_meta(path: Path) -> MetaTable:
    """The rows of a CSV with a column `file` and any of the others in `COLUMNS`, in any order.

    Args:
        path: UTF-8 (or UTF-16 with a byte order mark), separated by commas, semicolons or tabs, as the header is.

    Raises:
        ReportError: the file cannot be read, has no such header, or has rows without a file or with too many cells.
            A date or language that cannot be read is kept with its row instead: it concerns that file alone.
    """
    text = decode(read_bytes(path, MAX_META_BYTES), str(path))
    header = text.partition("\n")[0]
    separator = next((mark for mark in (",", ";", "\t") if mark in header), ",")
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = _columns(path, next(reader, []))
        cells = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise ReportError(
            f"{path}, row {reader.line_num} is not valid CSV: {error}", expected="one row a file"
        ) from error
    problems = [f"row {line} has more cells than the header" for line, row in cells if len(row) > len(columns)]
    named = [(line, {c: stated(v) for c, v in zip(columns, row, strict=False)}) for line, row in cells]
    problems += [f"row {line} names no file" for line, row in named if not row.get("file")]
    if problems:
        raise _unusable(path, problems, "a file in each row")
    return MetaTable(path, tuple(MetaRow(line, row["file"] or "", _details(path, line, row)) for line, row in named))


def _columns(path: Path, header: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    expected = f"a header with the column file and any of {', '.join(COLUMNS[1:])}"
    problems = [f'unknown column "{name}"' for name in columns if name not in COLUMNS]
    problems += [f'column "{name}" twice' for name in COLUMNS if columns.count(name) > 1]
    if not any(columns):
        problems = ["no header in its first row"]
    elif "file" not in columns:
        problems.append('no column "file"')
    if problems:
        raise _unusable(path, problems, expected)
    return columns


def _details(path: Path, line: int, row: _Row) -> Details | ReportError:
    try:
        published = row.get("published")
        return Details(
            published=parse_published(published) if published else None,
            outlet=row.get("outlet"),
            url=row.get("url"),
            process=row.get("process"),
            title=row.get("title"),
            byline=row.get("byline"),
            language=declared_language(row.get("language")),
        )
    except ReportError as error:
        return located(error, f"{path}, row {line}")


def _unusable(path: Path, problems: list[str], expected: str) -> ReportError:
    more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    return ReportError(f"{path}: {'; '.join(problems[:_SHOWN])}{more}", expected=expected)
