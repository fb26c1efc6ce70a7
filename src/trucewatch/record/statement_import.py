"""Taking a copy into a record, all of it or nothing.

A record is a set of dated rows, so a copy is taken in by adding those that the record lacks, with the times at which
they were first recorded: into an empty record it brings the whole history, and every view answers as in the record it
was made of. A row that the record holds is kept once.

Of a report's metadata and readings the newest is in force. Where two records have gone on with the same report since
they parted, rows of the copy come too late: the record has shown other ones since. Such rows are dated with the moment
they are taken in, so that what the record showed before stays as it was; and where what the record has is the newest,
it is added once more behind them, so that it stays in force.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, tuple_
from sqlalchemy.exc import IntegrityError

from trucewatch.errors import RecordError
from trucewatch.record.rows import is_erased
from trucewatch.record.schema import (
    ERASURE,
    NOTICE,
    READING,
    REPORT,
    REPORT_META,
    REPORT_VERSION,
    RETENTION,
    SIGHTING,
    json_text,
    moment_text,
)
from trucewatch.record.statement_form import (
    GROUPED,
    NUMBER,
    Row,
    columns_of,
    exported_tables,
    file_of,
    is_numbered,
    is_referred_to,
    name_of,
    target_of,
    text_digest,
)
from trucewatch.record.statement_rows import FileRows, FindText, LineMistake, StatementFiles, StatementFilesError
from trucewatch.record.versions import check_pair, load_versions
from trucewatch.record.writer import Record

_BATCH = 500
_SUCCESSIONS = (REPORT_META, READING, RETENTION)
"""Tables of which the newest row of a report or a process is in force."""
_PARTS = {"reading": (SIGHTING, NOTICE)}
"""Tables whose rows are parts of a row."""
_TOMBSTONE = ("spans", "author", "at", "reason")
_SAID = {"report_version": ("old_id", "new_id")}
"""What makes two rows of a table one, where it is less than all but `recorded_at`: whoever said it, when and why."""

Line: TypeAlias = tuple[int, Row]
"""A line's number and its row."""
RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Imported:
    """What taking a copy in did.

    Attributes:
        added: table to how many rows were added.
        held: table to how many rows of the copy the record held.
        late: ids of reports whose metadata or readings came too late, and are dated with this moment.
        erased: ids of reports that were left out, since their words were erased in the record or in the copy alone:
            what was erased does not come back by a copy, and a copy erases nothing.
    """

    added: dict[str, int]
    held: dict[str, int]
    late: tuple[str, ...]
    erased: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Was anything added?"""
        return any(self.added.values())


def import_statements(record: Record, copy: StatementFiles, find: FindText | None = None) -> Imported:
    """Take a copy into a record, in one transaction.

    Args:
        record: a record open for writing; it may hold reports already.
        copy: an open copy.
        find: gives texts of reports whose words the copy lacks; the record's own are found by themselves.

    Raises:
        StatementFilesError: mistakes in the copy, all of them, or rows that contradict the record's.
        RecordError: the words of a report are missing; the record cannot be written.
    """

    def text_of(report: str, sha256: str) -> str | None:
        given = find(report, sha256) if find is not None else None
        if given is not None:
            return given
        with record.looking() as connection:
            text = connection.execute(select(REPORT.c.text).where(REPORT.c.id == report)).scalar()
        return text if text is not None and text_digest(text) == sha256 else None

    rows = FileRows(copy, text_of)
    rows.check()
    with record.writing() as connection:
        taking = _Taking(connection, rows, moment_text(record.now()))
        for table in exported_tables():
            taking.take(table)
            if rows.mistakes:
                raise StatementFilesError(copy.name, rows.mistakes, "Take it into a record of its own.")
    return Imported(dict(taking.added), dict(taking.held), tuple(sorted(taking.late)), tuple(sorted(taking.erased)))


class _Taking:
    """One copy on its way into a record."""

    def __init__(self, connection: Connection, rows: FileRows, at: str) -> None:
        self._connection, self._rows, self._at = connection, rows, at
        self._ids: dict[str, dict[str | int, int]] = {ERASURE.name: {}}
        self._new_reports: set[str] = set()
        self._new_readings: set[int] = set()
        self.added: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.late: set[str] = set()
        self.erased: set[str] = set()
        self._number_erasures()

    def take(self, table: Table) -> None:
        """Add the rows of a table that the record lacks."""
        rows = self._resolved(table)
        if table in _SUCCESSIONS:
            of = GROUPED[table.name]
            for _, group in groupby(rows, key=lambda item: item[1][of]):
                self._take_succession(table, list(group))
        elif table is ERASURE:
            self._take_erasures(rows)
        elif is_numbered(table):
            self._take_numbered(table, rows)
        else:
            while batch := list(islice(rows, _BATCH)):
                self._take_named(table, batch)

    def _resolved(self, table: Table) -> Iterator[Line]:
        """The rows of a table's file with the record's numbers in place of names."""
        columns = [(column.name, target_of(column)) for column in columns_of(table)]
        erasures = self._ids[ERASURE.name]
        numbered = [(name, target.name) for name, target in columns if target is not None and is_numbered(target)]
        for number, row in self._rows.rows(table):
            if self.erased and not self.erased.isdisjoint(self._rows.reports_named(table, row)):
                continue
            named = [(column, target) for column, target in numbered if row[column] is not None]
            if any(row[column] not in self._ids.get(target, {}) for column, target in named):
                continue  # it hangs on a row that was left out
            for column, target in named:
                row[column] = self._ids[target][row[column]]
            for column, value in row.items():
                if erasures and isinstance(value, str) and is_erased(value):
                    row[column] = json_text({"erased": erasures.get(json.loads(value)["erased"])})
            yield number, row

    def _number_erasures(self) -> None:
        """Give the erasures of the copy their numbers, and leave reports out that were erased here or there alone."""
        there = self._erasures((row["report_id"], row) for row in self._connection.execute(select(ERASURE)).mappings())
        given = self._erasures((row["report_id"], row) for _, row in self._rows.rows(ERASURE))
        held = set(self._connection.execute(select(REPORT.c.id).where(REPORT.c.id.in_({*there, *given}))).scalars())
        told = {id_: [_said(row, _TOMBSTONE) for row in rows] for id_, rows in there.items()}
        last = self._connection.execute(select(func.max(ERASURE.c.id))).scalar() or 0
        for report, rows in given.items():
            if report in held and told.get(report) != [_said(row, _TOMBSTONE) for row in rows]:
                self.erased.add(report)
                continue
            for place, row in enumerate(rows):
                last += report not in held
                number = there[report][place]["id"] if report in held else last
                self._ids[ERASURE.name][name_of(ERASURE, row, row[NUMBER])] = number
        self.erased |= {report for report in there if report not in given and self._rows.holds_report(report)}

    @staticmethod
    def _erasures(rows: Iterable[tuple[str, RowT]]) -> dict[str, list[RowT]]:
        found: dict[str, list[RowT]] = {}
        for report, row in rows:
            found.setdefault(report, []).append(row)
        return found

    def _take_erasures(self, rows: Iterable[Line]) -> None:
        for number, row in rows:
            if row["report_id"] in self._new_reports:
                id_ = self._ids[ERASURE.name][name_of(ERASURE, row, row.pop(NUMBER))]
                self._insert_one(ERASURE, number, row | {"id": id_})
            else:
                self.held[ERASURE.name] += 1

    def _take_named(self, table: Table, batch: Sequence[Line]) -> None:
        """Rows that have an id of their own making, or are told apart by what they refer to."""
        key = [column.name for column in table.primary_key]
        held = {}
        if self._may_hold(table, batch):
            wanted = [tuple(row[name] for name in key) for _, row in batch]
            query = select(*columns_of(table)).where(tuple_(*(table.c[name] for name in key)).in_(wanted))
            held = {tuple(row[name] for name in key): row for row in self._connection.execute(query).mappings()}
        lacking = []
        for number, row in batch:
            there = held.get(tuple(row[name] for name in key))
            if there is None:
                lacking.append((number, row))
                continue
            self.held[table.name] += 1
            # Of a report the id says all that matters: it may have come from another file.
            if table is not REPORT and (other := next((name for name in row if row[name] != there[name]), None)):
                self._mistake(table, number, f"the record has another {other} for the same {table.name}")
        if table is REPORT:
            self._new_reports.update(row["id"] for _, row in lacking)
        self._insert(table, lacking)

    def _may_hold(self, table: Table, batch: Sequence[Line]) -> bool:
        """Could the record hold one of these rows? None of those that hang on a reading new to it."""
        named = [column.name for column in table.primary_key if target_of(column) is READING]
        return not named or any(row[name] not in self._new_readings for _, row in batch for name in named)

    def _take_numbered(self, table: Table, rows: Iterable[Line]) -> None:
        """Rows that are told apart by all they say: of several that say the same the first is the first."""
        columns = [column.name for column in columns_of(table) if column.name not in ("id", "recorded_at")]
        says = _SAID.get(table.name, columns)
        there: dict[str, list[int]] = {}
        for kept in self._connection.execute(select(*columns_of(table)).order_by(table.c.id)).mappings():
            there.setdefault(_said(kept, says), []).append(kept["id"])
        names = self._ids.setdefault(table.name, {})
        lacking = []
        for number, row in rows:
            name = name_of(table, row, row.pop(NUMBER))
            if same := there.get(_said(row, says)):
                names[name] = same.pop(0)
                self.held[table.name] += 1
            elif table is REPORT_VERSION and (found := self._circle(row)):
                self._mistake(table, number, found)
            elif is_referred_to(table):
                names[name] = self._insert_one(table, number, row)
            else:
                lacking.append((number, row))
        for start in range(0, len(lacking), _BATCH):
            self._insert(table, lacking[start : start + _BATCH])

    def _circle(self, row: Row) -> str | None:
        """What is wrong with a report's version: in the record the old report stands in the new one's place."""
        try:
            check_pair(load_versions(self._connection), row["old_id"], row["new_id"])
        except RecordError as error:
            return error.found
        return None

    def _take_succession(self, table: Table, rows: list[Line]) -> None:
        """Rows of one report or process of which the newest is in force."""
        there: list[RowMapping] = []
        of = GROUPED[table.name]
        owner = rows[0][1][of]
        if owner not in self._new_reports:
            query = select(*columns_of(table)).where(table.c[of] == owner).order_by(table.c.id)
            there = list(self._connection.execute(query).mappings())
        left = list(there)
        lacking = [line for line in rows if not self._is_held(table, line, left, exactly=True)]
        if there and lacking and min(row["at"] for _, row in lacking) < there[-1]["at"]:
            lacking = [line for line in lacking if not self._is_held(table, line, left, exactly=False)]
            self._insert_late(table, lacking, rows[-1], there)
        else:
            for line in lacking:
                self._insert_one_of(table, line, line[1]["at"])

    def _is_held(self, table: Table, line: Line, left: list[RowMapping], *, exactly: bool) -> bool:
        """Does the record hold a row? If so it is taken out of those left, so that it counts once.

        One that came late was dated with the moment it came: it is found where it is not looked for `exactly`.
        """
        _, row = line
        for there in left:
            if (there["at"] == row["at"] or not exactly) and _same(table, there) == _same(table, row):
                left.remove(there)
                self._ids.setdefault(table.name, {})[name_of(table, row, row[NUMBER])] = there["id"]
                self.held[table.name] += 1
                return True
        return False

    def _insert_late(self, table: Table, lacking: list[Line], last: Line, there: Sequence[RowMapping]) -> None:
        """Add rows that come too late, and behind them once more the newest row of all, if it is another."""
        if not lacking:
            return
        for line in lacking:
            self._insert_one_of(table, line, self._at)
        if "report_id" in last[1]:
            self.late.add(last[1]["report_id"])
        newest: Row | RowMapping = there[-1] if there[-1]["at"] >= last[1]["at"] else last[1]
        if _same(table, newest) == _same(table, lacking[-1][1]):
            return
        self._add_again(table, next(row for row in reversed(there) if _same(table, row) == _same(table, newest)))

    def _add_again(self, table: Table, row: RowMapping) -> None:
        """Add a row of the record once more, now, with all that hangs on it."""
        values = {column.name: row[column.name] for column in columns_of(table) if column.name != "id"}
        id_ = self._insert_one(table, 0, values | {"at": self._at})
        for other in _PARTS.get(table.name, ()):
            given = self._connection.execute(
                select(*columns_of(other)).where(other.c.reading_id == row["id"])
            ).mappings()
            if again := [(0, {**part, "reading_id": id_}) for part in given]:
                self._insert(other, again)

    def _insert_one_of(self, table: Table, line: Line, at: str) -> None:
        number, row = line
        name = name_of(table, row, row[NUMBER])
        values = {key: value for key, value in row.items() if key != NUMBER} | {"at": at}
        id_ = self._insert_one(table, number, values)
        self._ids.setdefault(table.name, {})[name] = id_
        if table is READING:
            self._new_readings.add(id_)

    def _insert_one(self, table: Table, number: int, row: Row) -> int:
        try:
            with self._connection.begin_nested():
                inserted = self._connection.execute(insert(table).values(**row)).inserted_primary_key
        except IntegrityError as error:
            self._mistake(table, number, f"the record refuses it ({error.orig})")
            return 0
        self.added[table.name] += 1
        return int(inserted[0]) if inserted is not None else 0

    def _insert(self, table: Table, lines: Sequence[Line]) -> None:
        if not lines:
            return
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(table), [row for _, row in lines])
        except IntegrityError:
            for number, row in lines:  # which of them is it?
                self._insert_one(table, number, row)
        else:
            self.added[table.name] += len(lines)

    def _mistake(self, table: Table, number: int, found: str) -> None:
        self._rows.mistakes.append(LineMistake(file_of(table), number, found))


def _said(row: Mapping[str, Any] | RowMapping, names: Iterable[str]) -> str:
    """What a row says, to compare it with others."""
    return json_text([row[name] for name in names])


def _same(table: Table, row: Row | RowMapping) -> tuple[object, ...]:
    """What makes two rows of one report the same, whenever they were recorded."""
    if table is READING:  # the digest is over all that the reading gave, and what made it
        return (row["published"], row["digest"])
    return tuple(row[column.name] for column in columns_of(table) if column.name not in ("id", "at"))
