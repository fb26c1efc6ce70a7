"""A copy of a record, opened: its files are there and as they were written; their lines are read and checked.

Every mistake is found, with its file and line: what a program wrote or a person edited may be wrong in several places.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from sqlalchemy import Boolean, Column, Float, Integer, Table

from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.record.sealed import is_sealed, unsealed_files
from trucewatch.record.statement_checks import Known, check_row
from trucewatch.record.statement_form import (
    GROUPED,
    MANIFEST,
    NUMBER,
    PHRASE,
    SHA256,
    Manifest,
    Row,
    columns_of,
    exported_tables,
    file_of,
    forms,
    is_numbered,
    is_phrase,
    kept,
    target_of,
    text_digest,
    with_words,
)

FindText: TypeAlias = Callable[[str, str], str | None]
"""The text of a report, by its id and its text's SHA-256, None where it cannot be had."""

_SHOWN = 50  # mistakes that a message lists
_MOST = 5000  # after which no more are looked for: then the file is another thing altogether
_READ = 1 << 20  # bytes


@dataclass(frozen=True, order=True)
class LineMistake:
    """One mistake in a copy.

    Attributes:
        file: the file.
        line: from 1; 0 for the file as a whole.
        found: what is wrong.
    """

    file: str
    line: int
    found: str

    def __str__(self) -> str:
        return f"{self.file}{f' line {self.line}' if self.line else ''}: {self.found}"


class StatementFilesError(RecordError):
    """A copy cannot be taken in.

    Attributes:
        mistakes: all of them, by file and line.
    """

    def __init__(self, name: str, mistakes: Iterable[LineMistake], advice: str = "") -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        told = "\n".join(f"  {mistake}" for mistake in self.mistakes[:_SHOWN])
        more = f"\n  ... and {len(self.mistakes) - _SHOWN} more" if len(self.mistakes) > _SHOWN else ""
        number = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__(
            f"the copy {name} has {number}:\n{told}{more}\nNothing of it was taken in",
            advice=advice or "Mend the files, or export the statements again.",
        )


class StatementFiles:
    """A copy whose files are there, unaltered."""

    def __init__(self, name: str, manifest: Manifest, files: Mapping[str, IO[bytes]]) -> None:
        self.name = name
        self.manifest = manifest
        self._files = files

    def lines(self, table: Table) -> Iterator[tuple[int, int, bytes]]:
        """The lines of a table's file with their numbers, from 1, and where they begin; none where it has no file."""
        file = self._files.get(file_of(table))
        if file is None:
            return
        place = 0
        file.seek(0)
        for number, line in enumerate(file, 1):
            yield number, place, line
            place += len(line)
            file.seek(place)  # somebody may have read elsewhere meanwhile

    def line_at(self, table: Table, place: int) -> bytes:
        """The line of a table's file that begins at a place."""
        file = self._files[file_of(table)]
        file.seek(place)
        return file.readline()


@contextmanager
def opened_files(place: Path, passphrase: str | None = None) -> Iterator[StatementFiles]:
    """Open a folder or a sealed file that `export_statements` wrote.

    Raises:
        RecordError: it is no copy, it is sealed and no passphrase or a wrong one was given, or a newer Trucewatch
            wrote it.
        StatementFilesError: files are missing, altered or too many.
    """
    with ExitStack() as stack:
        files = stack.enter_context(_files_at(place, passphrase))
        if MANIFEST not in files:
            raise RecordError(
                f"{place} is not a copy of a record: it has no {MANIFEST}",
                expected="a folder or sealed file that `trucewatch export statements` wrote",
            )
        files[MANIFEST].seek(0)
        manifest = Manifest.of_bytes(files.pop(MANIFEST).read(), f"{place}/{MANIFEST}")
        if manifest.form not in forms():
            raise RecordError(
                f"{place} was written by a newer Trucewatch (form {manifest.form}, version {manifest.program})",
                expected=f"form {forms()[-1]} or older",
                advice="Install that newer Trucewatch to take it in.",
            )
        if mistakes := list(_file_mistakes(manifest, files)):
            raise StatementFilesError(
                str(place), mistakes, "Get the copy once more from where it came, or export it again."
            )
        yield StatementFiles(str(place), manifest, files)


@contextmanager
def _files_at(place: Path, passphrase: str | None) -> Iterator[dict[str, IO[bytes]]]:
    with ExitStack() as stack:
        if place.is_dir():
            names = sorted(path for path in place.iterdir() if path.suffix == ".jsonl" or path.name == MANIFEST)
            yield {path.name: stack.enter_context(path.open("rb")) for path in names}
            return
        if not is_sealed(place):
            raise RecordError(
                f"{place} is not a copy of a record" if place.exists() else f"there is nothing at {place}",
                expected="a folder or sealed file that `trucewatch export statements` wrote",
            )
        if passphrase is None:
            raise RecordError(f"{place} is sealed", expected="the passphrase it was sealed with")
        yield stack.enter_context(unsealed_files(place, passphrase))


def _file_mistakes(manifest: Manifest, files: Mapping[str, IO[bytes]]) -> Iterator[LineMistake]:
    listed, known = {entry.name: entry for entry in manifest.files}, {file_of(table) for table in exported_tables()}
    for name in sorted(listed.keys() | files.keys()):
        if name not in listed:
            yield LineMistake(name, 0, "the manifest does not list it")
        elif name not in files:
            yield LineMistake(name, 0, "it is missing")
        elif name not in known:
            yield LineMistake(name, 0, "no record has a table of this name")
        else:
            yield from _altered(name, files[name], listed[name].sha256, listed[name].rows)
    if manifest.form == forms()[-1]:
        for name in sorted(known - listed.keys()):
            yield LineMistake(name, 0, "the manifest does not list it, and every copy of this form has it")


def _altered(name: str, file: IO[bytes], sha256: str, rows: int) -> Iterator[LineMistake]:
    sha, lines, last = hashlib.sha256(), 0, b"\n"
    file.seek(0)
    while piece := file.read(_READ):
        sha.update(piece)
        lines += piece.count(b"\n")
        last = piece[-1:]
    lines += last != b"\n"
    if sha.hexdigest() != sha256:
        told = f"; it has {lines} lines, {rows} were written" if lines != rows else ""
        yield LineMistake(name, 0, f"it was altered: its SHA-256 is not the one of the manifest{told}")
    elif lines != rows:
        yield LineMistake(name, 0, f"it has {lines} lines, the manifest says {rows}")


class Words:
    """The texts of the reports of a copy: its own, and those found elsewhere."""

    def __init__(self, copy: StatementFiles, reports: Table, find: FindText) -> None:
        self._copy, self._reports, self._find = copy, reports, find
        self._places: dict[str, int] = {}
        self._found: dict[str, str] = {}
        self.of = functools.lru_cache(maxsize=16)(self._of)  # files are sorted by report: the next row has the same

    def take(self, row: Row, place: int) -> bool:
        """Remember where a report's text is; False where there is none that has its digest."""
        id_, text = row["id"], row["text"]
        if text is None:
            text = self._find(id_, row[SHA256])
            if text is None or text_digest(text) != row[SHA256]:
                return False
            row["text"] = self._found[id_] = text
        else:
            self._places[id_] = place
        return True

    def _of(self, report: str) -> str | None:
        if report in self._found:
            return self._found[report]
        if report not in self._places:
            return None
        text: str = json.loads(self._copy.line_at(self._reports, self._places[report]))["text"]
        return text


class FileRows:
    """The rows of a copy, checked one by one and made ready for the record's tables.

    Attributes:
        mistakes: those found so far.
        wordless: reports whose words are neither in the copy nor found elsewhere, id to what is known of them.
    """

    def __init__(self, copy: StatementFiles, find: FindText) -> None:
        self.copy = copy
        self.mistakes: list[LineMistake] = []
        self.wordless: dict[str, str] = {}
        self._tables = exported_tables()
        self._words = Words(copy, next(t for t in self._tables if t.name == "report"), find)
        self._known = Known()
        self._is_checked, self._is_newest = False, copy.manifest.form == forms()[-1]

    def check(self) -> None:
        """Go through all rows.

        Raises:
            StatementFilesError: with every mistake found.
            RecordError: the words of a report are neither in the copy nor found elsewhere; it lists the reports.
        """
        for table in self._tables:
            for _ in self.rows(table):
                if len(self.mistakes) > _MOST:
                    raise StatementFilesError(self.copy.name, self.mistakes)
            if self.wordless and not self.mistakes:
                raise self._without_words()
        self.mistakes.extend(LineMistake(*found) for found in self._known.left_over())
        if self.mistakes:
            raise StatementFilesError(self.copy.name, self.mistakes)
        self._is_checked = True

    def holds_report(self, report: str) -> bool:
        """Does the copy hold a report?"""
        return report in self._known.reports.get("report", {})

    def reports_named(self, table: Table, row: Row) -> set[str | None]:
        """The reports that a row hangs on, by whatever way; names still stand for numbers in it."""
        return self._known.reports_named(table, row)

    def rows(self, table: Table) -> Iterator[tuple[int, Row]]:
        """The rows of a table with their lines' numbers, as the record keeps them; numbers of rows stay names."""
        for number, place, line in self.copy.lines(table):
            try:
                yield number, self._row(table, number, place, line)
            except TrucewatchError as error:
                self._known.last[table.name] = None  # the number of the next row cannot be told
                self.mistakes.append(LineMistake(file_of(table), number, error.found))

    def _row(self, table: Table, number: int, place: int, line: bytes) -> Row:
        row = _parsed(line)
        if (
            self._is_checked and not self.copy.manifest.without_text and self._is_newest
        ):  # then all is there as it goes in
            row.pop(SHA256, None)
            return {name: kept(value) for name, value in row.items()}
        _check_columns(table, row, self._is_newest)
        if table.name == "report" and not self._words.take(row, place):
            self.wordless[row["id"]] = row["name"] or row["outlet"] or ""
            return row
        report = self._known.report_of(table, row)
        filled: Row = with_words(row, report, self._filled)
        ready = {name: kept(value) for name, value in filled.items()}
        if not self._is_checked:
            check_row(table, ready, number, self._known)
        if table.name == "report":
            del ready[SHA256]
        return ready

    def _filled(self, report: str | None, value: Any) -> Any:
        """A passage or phrase with its words, which are those of its report."""
        text = self._words.of(report) if report is not None and not isinstance(value, str) else None
        if text is None:
            return value
        place = value[PHRASE] if is_phrase(value) else [value["start"], value["end"]]
        is_pair = isinstance(place, list) and len(place) == 2 and all(type(offset) is int for offset in place)
        start, end = place if is_pair else (0, 0)
        if not 0 <= start < end <= len(text) or value.get("text") not in (None, text[start:end]):
            raise RecordError(f"the words at {place} are not in the text of report {str(report)[:12]}")
        return text[start:end] if is_phrase(value) else value | {"text": text[start:end]}

    def _without_words(self) -> RecordError:
        listed = [f"{id_[:12]}{f' ({name})' if name else ''}" for id_, name in sorted(self.wordless.items())]
        told = ", ".join(listed[:_SHOWN]) + (f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else "")
        return RecordError(
            f"{self.copy.name} is no full copy: it lacks the words of {len(listed)} of its reports: {told}",
            expected="the words of every report; their rights did not let them leave",
            advice="Give their texts with --texts, or take it into a record that holds these reports.",
        )


def _parsed(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise RecordError(f"it is not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise RecordError(f"it is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise RecordError("it is no JSON object")
    return row


def _check_columns(table: Table, row: Row, is_newest: bool) -> None:
    """Refuse other columns than the table's, and values of other types; those of an older form may lack columns."""
    wanted = {column.name: column for column in columns_of(table)}
    if is_numbered(table):
        del wanted["id"]
        if type(row.get(NUMBER)) is not int:
            raise RecordError(f"it has no {NUMBER}")
    beside = {NUMBER} if is_numbered(table) else {SHA256} if table.name == "report" else set()
    if unknown := sorted(row.keys() - wanted.keys() - beside):
        raise RecordError(f"a {table.name} has no {unknown[0]!r}")
    for name, column in wanted.items():
        if name not in row:
            if is_newest or not column.nullable:
                raise RecordError(f"{name} is missing")
            row[name] = None
        _check_type(table, column, row)
    if table.name == "report" and not isinstance(row.get(SHA256), str):
        raise RecordError(f"it has no {SHA256}")


def _check_type(table: Table, column: Column[Any], row: Row) -> None:
    name, value = column.name, row[column.name]
    target = target_of(column)
    if value is None:
        if not column.nullable and (table.name, name) != ("report", "text"):
            raise RecordError(f"{name} is null")
    elif target is not None and is_numbered(target):
        if type(value) is not (str if target.name in GROUPED else int):
            raise RecordError(f"{name} is {value!r}, no name of a {target.name}")
    elif isinstance(column.type, Boolean):
        if type(value) is not bool:
            raise RecordError(f"{name} is {value!r}, neither true nor false")
    elif isinstance(column.type, Integer):
        if type(value) is not int:
            raise RecordError(f"{name} is {value!r}, no whole number")
    elif isinstance(column.type, Float):
        if type(value) not in (int, float):
            raise RecordError(f"{name} is {value!r}, no number")
        row[name] = float(value)
    elif not isinstance(value, str) and not (isinstance(value, (list, dict)) and _can_be_nested(table, column)):
        raise RecordError(f"{name} is no text")


def _can_be_nested(table: Table, column: Column[Any]) -> bool:
    """May its text be shown as a list or an object? That of a report, and what names a row, never is."""
    return table.name != "report" and not column.primary_key and not column.foreign_keys
