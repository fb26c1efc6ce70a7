"""Writing a copy of a record: a folder of JSON Lines files, or one sealed file; see `statement_form` for its form."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, null, or_, select, union_all

from trucewatch import __version__
from trucewatch.errors import RecordError
from trucewatch.record.coding import blind_rounds
from trucewatch.record.question import in_force
from trucewatch.record.schema import (
    ACTOR,
    CODING,
    ERASURE,
    JUDGEMENT,
    NOTE,
    READING,
    REPORT,
    REPORT_META,
    RETENTION,
    RUN,
    STATEMENT,
    VISIT,
    json_text,
)
from trucewatch.record.sealed import seal_files
from trucewatch.record.statement_form import (
    GROUPED,
    LONG,
    MANIFEST,
    NUMBER,
    PASSING,
    PHRASE,
    SHA256,
    FileEntry,
    Manifest,
    Row,
    WithText,
    columns_of,
    exported_tables,
    file_of,
    forms,
    is_mark,
    is_numbered,
    is_referred_to,
    name_of,
    shown,
    target_of,
    text_digest,
    way_to_report,
    with_words,
)
from trucewatch.record.writer import Record

_BATCH = 500  # rows fetched at a time
_REPORT = "report of the row"  # label of a column; no table has one of this name

Names = dict[str, dict[int, str | int]]
"""Table to the numbers of its rows, and what the copy calls each."""


@dataclass(frozen=True)
class ExportOptions:
    """What goes into a copy.

    Attributes:
        process: only the reports filed under it, and what hangs on them; None: the whole record.
        with_text: whose words it holds.
        passphrase: seals the copy, which then is one file; None: a folder.
        open_rounds: also what was ruled in coding rounds that some coder has not finished; whoever gets such a copy
            can see it.
    """

    process: str | None = None
    with_text: WithText = "rights"
    passphrase: str | None = field(default=None, repr=False)
    open_rounds: bool = False


@dataclass(frozen=True)
class Exported:
    """What a copy holds.

    Attributes:
        place: the folder or the sealed file.
        manifest: its files, their rows, and the reports whose words it lacks.
        beyond_rights: ids of the reports whose words it holds though their rights do not let them leave.
        blind: names of the coding rounds of which it has no ruling, since some coder has not finished.
    """

    place: Path
    manifest: Manifest
    beyond_rights: tuple[str, ...]
    blind: tuple[str, ...] = ()


def export_statements(record: Record, place: Path, options: ExportOptions | None = None) -> Exported:
    """Write a copy of a record as it is now; other programs may go on writing to it meanwhile.

    It is written beside its place and moved there when it is whole, so that nothing half stands there ever.

    Args:
        record: the record.
        place: the folder, or the sealed file; nothing may be there yet but an empty folder.
        options: what goes into it.

    Raises:
        RecordError: something is there already, no report is filed under the process, the disk is full, or a row of
            the record is damaged.
    """
    chosen, whole = options or ExportOptions(), place.absolute()
    with _beside(whole, is_file=chosen.passphrase is not None) as partial:
        if chosen.passphrase is None:
            partial.mkdir()
            with _written(record, chosen, partial, whole.parent) as (copied, _):
                pass
        else:
            with _written(record, chosen, None, whole.parent) as (copied, files):
                seal_files(partial, files, chosen.passphrase)
    return replace(copied, place=place)


@contextmanager
def _beside(place: Path, *, is_file: bool) -> Iterator[Path]:
    """A name beside a place; what stands there in the end is moved to the place, or taken away where that failed."""
    if (place.exists() or place.is_symlink()) and (is_file or not place.is_dir() or any(place.iterdir())):
        raise RecordError(
            f"{place} is there already", expected="a new name", advice="Name another one, or move it away."
        )
    if not place.parent.is_dir():
        raise RecordError(f"the folder {place.parent} does not exist", advice="Make it, or name another place.")
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.rename(place)
    except OSError as error:
        raise RecordError(
            f"the copy could not be written to {place} ({error.strerror or error})",
            advice="Check the disk's free space, and the rights on the folder.",
        ) from error
    finally:
        if partial.is_dir():
            shutil.rmtree(partial)
        else:
            partial.unlink(missing_ok=True)


@contextmanager
def _written(
    record: Record, options: ExportOptions, folder: Path | None, beside: Path
) -> Iterator[tuple[Exported, dict[str, IO[bytes]]]]:
    """The files of a copy, written and open, with what it holds.

    Without a folder they have no names on the disk (the one of `beside`), and are gone as soon as they are closed.
    """
    with ExitStack() as stack:

        def make(name: str) -> IO[bytes]:
            return stack.enter_context((folder / name).open("xb") if folder else tempfile.TemporaryFile(dir=beside))

        files: dict[str, IO[bytes]] = {}
        with record.looking() as connection:
            writing = _Writing(connection, options)
            entries = []
            for table in exported_tables():
                file = files[file_of(table)] = make(file_of(table))
                entries.append(writing.write(table, file))
        manifest = Manifest(
            form=forms()[-1],
            program=__version__,
            process=options.process,
            texts=options.with_text,
            without_text=tuple(sorted(writing.withheld)),
            files=tuple(sorted(entries, key=lambda entry: entry.name)),
        )
        # Last: a folder without it is no copy, whatever stopped the program.
        last = files[MANIFEST] = make(MANIFEST)
        last.write(manifest.to_bytes())
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())
        yield Exported(beside, manifest, tuple(sorted(writing.beyond)), tuple(sorted(writing.blind.values()))), files


class _Writing:
    """One copy on its way to its files."""

    def __init__(self, connection: Connection, options: ExportOptions) -> None:
        self._connection = connection
        self._process = options.process
        self._names: Names = {}
        self._text = lru_cache(maxsize=16)(self._load_text)  # most files are sorted by report
        rights = select(REPORT_META.c.report_id, REPORT_META.c.rights, REPORT_META.c.process)
        rows = connection.execute(rights.where(REPORT_META.c.id.in_(in_force(REPORT_META)))).all()
        chosen = [row for row in rows if options.process in (None, row.process)]
        if options.process is not None and not chosen:
            known = ", ".join(sorted({row.process for row in rows if row.process})) or "none"
            raise RecordError(
                f"no report is filed under the process {options.process!r}", expected=f"one of the record's: {known}"
            )
        closed = {row.report_id for row in chosen if row.rights not in PASSING}
        everything = {row.report_id for row in chosen}
        erasures = connection.execute(select(ERASURE.c.id, ERASURE.c.report_id).order_by(ERASURE.c.id)).all()
        told = Counter[str]()
        for erasure in erasures:  # reports name them, and their file comes later
            told[erasure.report_id] += 1
            row = {"report_id": erasure.report_id}
            self._names.setdefault("erasure", {})[erasure.id] = name_of(ERASURE, row, told[erasure.report_id])
        self.withheld: set[str] = {"rights": closed, "all": set[str](), "none": everything}[options.with_text]
        self.beyond: set[str] = closed if options.with_text == "all" else set()
        self.blind = {} if options.open_rounds else blind_rounds(connection)

    def write(self, table: Table, file: IO[bytes]) -> FileEntry:
        """Write the rows of one table."""
        sha, count = hashlib.sha256(), 0
        for row in self._rows(table):
            line = (json_text(row) + "\n").encode()
            sha.update(line)
            file.write(line)
            count += 1
        return FileEntry(file_of(table), count, sha.hexdigest())

    def _rows(self, table: Table) -> Iterator[Row]:
        names = self._names.setdefault(table.name, {})
        group, number, before = GROUPED.get(table.name), 0, None
        numbered, referred = is_numbered(table), is_referred_to(table)
        result = self._connection.execute(self._query(table), execution_options={"yield_per": _BATCH})
        for kept in result.mappings():
            row: Row = {column.name: kept[column.name] for column in columns_of(table)}
            if numbered:
                id_ = row.pop("id")
                number = 1 if group and row[group] != before else number + 1
                before = row[group] if group else None
                if referred:
                    names[id_] = name_of(table, row, number)
            yield self._line(table, row, kept[_REPORT]) | ({NUMBER: number} if numbered else {})

    def _line(self, table: Table, row: Row, report: str | None) -> Row:
        """A row as its line shows it."""
        for column in columns_of(table):
            target = target_of(column)
            if target is not None and is_numbered(target) and row[column.name] is not None:
                row[column.name] = self._names[target.name][row[column.name]]
        if table is REPORT:
            row[SHA256] = text_digest(row["text"])
            if not row["text"]:  # erased: nothing stays here that others could go without
                self.withheld.discard(row["id"])
            return row | ({"text": None} if report in self.withheld else {})
        line = {name: shown(value) if isinstance(value, str) else value for name, value in row.items()}
        for name, value in line.items():
            if is_mark(value) and value["erased"] in self._names.get("erasure", {}):
                line[name] = {"erased": self._names["erasure"][value["erased"]]}
        return with_words(line, report, self._without_words) if self.withheld and table is not REPORT_META else line

    def _without_words(self, report: str | None, value: Any) -> Any:
        """What a copy has in place of a passage or a text; words of no known report stay where any have to."""
        if report is not None and report not in self.withheld:
            return value
        if not isinstance(value, str):
            return value | {"text": None}
        if report is None or value.count(" ") + 1 < LONG:
            return value
        start = self._text(report).find(value)
        return {PHRASE: [start, start + len(value)]} if start >= 0 else value

    def _load_text(self, report: str) -> str:
        return str(self._connection.execute(select(REPORT.c.text).where(REPORT.c.id == report)).scalar_one())

    def _query(self, table: Table) -> Select[Any]:
        """The rows of a table that go into the copy, in its order, with the report of each."""
        source: Any = table
        way = way_to_report(table)
        for column in way:
            target = target_of(column)
            source = source.outerjoin(target, target.c[_key(target)] == column)  # type: ignore[union-attr,arg-type]
        report = way[-1] if way else REPORT.c.id if table is REPORT else None
        query = select(*columns_of(table), (null() if report is None else report).label(_REPORT))
        query = query.select_from(source)
        if self._process is not None:
            query = query.where(self._chosen(table))
        if table is CODING:
            query = query.where(CODING.c.round_id.not_in(self.blind))
        return query.order_by(*self._order(table))

    def _order(self, table: Table) -> Iterator[ColumnElement[Any]]:
        if group := GROUPED.get(table.name):
            yield self._by_text(table.c[group])
        for column in table.primary_key:
            target = target_of(column)
            if target is not None and target.name in GROUPED and way_to_report(table)[0] is column:
                yield self._by_text(target.c[GROUPED[target.name]])
            yield column if isinstance(column.type.python_type(), int) else self._by_text(column)

    def _by_text(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """By the characters' numbers, as SQLite sorts by itself and PostgreSQL where it is told to."""
        return column.collate("C") if self._connection.dialect.name == "postgresql" else column

    def _chosen(self, table: Table) -> ColumnElement[bool]:
        """Which rows hang on reports of the process: each of their references leads to a row that does, and one is."""
        if table is REPORT:
            filed = select(REPORT_META.c.report_id).where(
                REPORT_META.c.id.in_(in_force(REPORT_META)), REPORT_META.c.process == self._process
            )
            return REPORT.c.id.in_(filed)
        if table is JUDGEMENT:
            known = (
                select(ACTOR.c.id)
                .where(self._chosen(ACTOR))
                .union_all(select(STATEMENT.c.id).where(self._chosen(STATEMENT)))
            )
            return and_(JUDGEMENT.c.left_id.in_(known), JUDGEMENT.c.right_id.in_(known))
        if table is RUN:
            return RUN.c.id.in_(select(READING.c.run_id).where(self._chosen(READING)))
        if table in (VISIT, RETENTION):
            return table.c.process == self._process
        if table is NOTE:  # an answer names what the question names
            ids = (select(other.c.id).where(self._chosen(other)) for other in (REPORT, STATEMENT, ACTOR))
            return or_(NOTE.c.process == self._process, NOTE.c.target.in_(union_all(*ids)))
        leads = [column for column in columns_of(table) if target_of(column) not in (None, RUN)]
        through = [or_(column.is_(None), column.in_(self._ids(target_of(column)))) for column in leads]
        return and_(or_(false(), *(column.is_not(None) for column in leads)), *through)

    def _ids(self, table: Table | None) -> Select[Any]:
        assert table is not None  # noqa: S101 - the caller asks for tables that columns name
        return select(table.c[_key(table)]).where(self._chosen(table))


def _key(table: Table) -> str:
    return next(iter(table.primary_key)).name
