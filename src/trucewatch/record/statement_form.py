"""What a copy of a record looks like: a folder with one JSON Lines file a table, and a manifest.

A line is a row: its columns by name, keys sorted, nested values as JSON. Files hold their rows in one order, so that
equal records give equal files:

- A row that has an id of its own making (a report, a statement, an actor) keeps it; the file is sorted by it.
- A row that is numbered as it comes loses its number, which means something in its own record only. Of metadata and
  readings it is the order within a report that means something (the newest is in force), and likewise with the others
  of `GROUPED`: their files are sorted by report, statement or process, and `number` counts from 1 within it. A reading
  is then called `REPORT/NUMBER` wherever another file speaks of it. All other rows keep the order in which they were
  added, `number` counts from 1 through the file, and a row is called by it (`"run_id": 3`).

Where a report's words may not leave, its `text` is null beside the `text_sha256` that every report has, and so is the
`text` of every passage of it; start and end stay. A statement's values stay too, its names and short phrases; one of
`LONG` words or more that the report has in this form is given by its place alone, as `{"words_at": [start, end]}`.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, get_args

from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, Table

from trucewatch.errors import RecordError
from trucewatch.record.revision import settings
from trucewatch.record.schema import METADATA, json_text

Row: TypeAlias = dict[str, Any]
"""Column to value; in a file with references in place of numbers."""
WithText = Literal["rights", "all", "none"]
"""Whose words a copy holds: of reports whose rights allow it, of all, of none."""
WITH_TEXT: tuple[WithText, ...] = get_args(WithText)

MANIFEST = "manifest.json"
NUMBER = "number"
PHRASE = "words_at"
LONG = 6
"""Words from which a phrase of the report is part of its text rather than a name for something in it."""
SHA256 = "text_sha256"
GROUPED = {
    "report_meta": "report_id",
    "reading": "report_id",
    "erasure": "report_id",
    "ruling": "statement_id",
    "retention": "process",
}
"""Numbered tables whose order means something within a report, statement or process alone, and the column of it."""
PASSING = ("own", "licensed")
"""Rights that let a report's words leave."""
_OWN_TABLES, _OWN_COLUMNS = ("append", "erased_row"), ("append_id",)
"""What speaks of the record's own chain of appends: a record that takes a copy in goes on with its own."""


@functools.cache
def forms() -> tuple[str, ...]:
    """The revisions of the record's tables that this program knows, oldest first."""
    script = ScriptDirectory.from_config(settings())
    return tuple(reversed([revision.revision for revision in script.walk_revisions()]))


def exported_tables() -> tuple[Table, ...]:
    """The tables of a copy, each behind those it refers to."""
    return tuple(table for table in METADATA.sorted_tables if table.name not in _OWN_TABLES)


@functools.cache
def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that a copy holds."""
    return tuple(column for column in table.columns if column.name not in _OWN_COLUMNS)


def file_of(table: Table) -> str:
    """The name of a table's file."""
    return f"{table.name}.jsonl"


@functools.cache
def is_numbered(table: Table) -> bool:
    """Are its rows numbered as they come?"""
    key = list(table.primary_key)
    return len(key) == 1 and isinstance(key[0].type, Integer) and not key[0].foreign_keys


@functools.cache
def target_of(column: Column[Any]) -> Table | None:
    """The table whose rows a column names, None where it names none."""
    if (column.table.name, column.name) == ("report", "erasure_id"):  # each of the two names rows of the other
        return METADATA.tables["erasure"]
    return next((key.column.table for key in column.foreign_keys), None)


@functools.cache
def is_referred_to(table: Table) -> bool:
    """Does a column of a copied table name its rows?"""
    return any(target_of(column) is table for other in exported_tables() for column in other.columns)


@functools.cache
def way_to_report(table: Table) -> tuple[Column[Any], ...]:
    """The columns that lead from a row to its report, by the shortest way; () where none does, and for a report."""
    ways: list[tuple[Table, tuple[Column[Any], ...]]] = [(table, ())]
    seen = {table.name}
    while ways:
        here, way = ways.pop(0)
        if here.name == "report":
            return way
        for column in here.columns:
            target = target_of(column)
            if target is not None and target.name not in seen:
                seen.add(target.name)
                ways.append((target, (*way, column)))
    return ()


def name_of(table: Table, row: Row, number: int) -> str | int:
    """What other files call a row of a numbered table."""
    group = GROUPED.get(table.name)
    return f"{row[group]}/{number}" if group else number


def shown(text: str) -> Any:
    """A text of the record as a line shows it: canonical JSON of a list or an object as its value, else as it is."""
    if text[:1] not in ("{", "["):
        return text
    try:
        value = json.loads(text)
        return value if json_text(value) == text else text
    except (ValueError, RecursionError):
        return text


def kept(value: Any) -> Any:
    """A value of a line as the record keeps it; the reverse of `shown`."""
    return json_text(value) if isinstance(value, (dict, list)) else value


def is_passage(value: object) -> bool:
    """Is a value of a line a passage?"""
    return isinstance(value, dict) and value.keys() == {"start", "end", "text"}


def is_phrase(value: object) -> bool:
    """Does a value of a line stand for words of the report that stayed at home?"""
    return isinstance(value, dict) and value.keys() == {PHRASE}


def is_mark(value: object) -> bool:
    """Is a value of a line the mark of an erased content? It names the erasure."""
    return isinstance(value, dict) and value.keys() == {"erased"}


def with_words(value: Any, report: str | None, change: Callable[[str | None, Any], Any]) -> Any:
    """A value of a line with whatever holds words changed.

    Args:
        value: any JSON.
        report: the id of the report it stands in; a part that names another one (`report_id`) stands in that one.
        change: gives what to put in place of a passage, a phrase or a text of a report.
    """
    if isinstance(value, str) or is_passage(value) or is_phrase(value):
        return change(report, value)
    if isinstance(value, list):
        return [with_words(item, report, change) for item in value]
    if not isinstance(value, dict):
        return value
    named = value.get("report_id")
    inside = named if isinstance(named, str) else report
    return {key: with_words(item, inside, change) for key, item in value.items()}


def text_digest(text: str) -> str:
    """The SHA-256 of a report's text in UTF-8; 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class FileEntry:
    """One file of a copy.

    Attributes:
        name: the file.
        rows: how many lines it has.
        sha256: over its bytes, 64 hex digits.
    """

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a copy holds.

    Attributes:
        form: revision of the record's tables.
        program: version of the Trucewatch that wrote it.
        process: the one process whose reports it holds, None for a whole record.
        texts: whose words it holds.
        without_text: ids of the reports whose words it lacks, sorted.
        files: one a table.
    """

    form: str
    program: str
    process: str | None
    texts: WithText
    without_text: tuple[str, ...]
    files: tuple[FileEntry, ...]

    def to_bytes(self) -> bytes:
        """As the file of a copy has it."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> Manifest:
        """The manifest that a file holds.

        Raises:
            RecordError: it is none; `name` names it.
        """
        try:
            values = json.loads(data)
            files = tuple(FileEntry(**entry) for entry in values.pop("files"))
            manifest = cls(files=files, without_text=tuple(values.pop("without_text")), **values)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise RecordError(
                f"{name} is not the manifest of a copy", expected="the file that `trucewatch export statements` wrote"
            ) from error
        manifest.check(name)
        return manifest

    def check(self, name: str) -> None:
        """Refuse values of other types than these.

        Raises:
            RecordError: naming the first.
        """
        wrong = next((what for what, is_right in self._parts() if not is_right), None)
        if wrong is not None:
            raise RecordError(f"{name} has no right {wrong}", advice="Export the statements again.")

    def _parts(self) -> Iterator[tuple[str, bool]]:
        yield "form", isinstance(self.form, str)
        yield "program", isinstance(self.program, str)
        yield "process", self.process is None or isinstance(self.process, str)
        yield "texts", self.texts in WITH_TEXT
        yield "without_text", all(isinstance(id_, str) for id_ in self.without_text)
        for entry in self.files:
            is_right = isinstance(entry.name, str) and type(entry.rows) is int and isinstance(entry.sha256, str)
            yield f"entry of the file {entry.name!r}", is_right
