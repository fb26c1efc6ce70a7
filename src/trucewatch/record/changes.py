"""What changed between two readings of one report: nothing that an earlier one gave is gone from the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from trucewatch.errors import RecordError
from trucewatch.record import lookup
from trucewatch.record.overlap import pair_off, told
from trucewatch.record.rows import MadeBy, made_by_of, moment, sighting_name, stands, statement_of
from trucewatch.record.schema import READING, REPORT, RUN, SIGHTING, STATEMENT
from trucewatch.record.writer import Record
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class ReadingMark:
    """One of the readings of a report.

    Attributes:
        number: its place among them, from 1.
        at: when it was recorded, UTC.
        program: version of the program that read.
        made_by: the steps and models.
        statements: how many it gave.
    """

    number: int
    at: datetime
    program: str
    made_by: MadeBy
    statements: int


@dataclass(frozen=True)
class Pair:
    """A statement as the older reading has it, and what the newer one has instead."""

    old: AnyStatement
    new: AnyStatement


@dataclass(frozen=True)
class ReadingChanges:
    """Two readings of one report side by side; statements in the one order.

    Attributes:
        report: the report, with the metadata in force.
        older, newer: the two readings.
        same: statements that both give, values and all.
        resolved: the same statements (same id) of which the newer reading knows otherwise who or when is meant.
        moved: statements of one kind on overlapping passages, with other values or other bounds.
        gone: statements that only the older reading gives; they stay in the record.
        new: statements that only the newer reading gives.
    """

    report: Report
    older: ReadingMark
    newer: ReadingMark
    same: tuple[AnyStatement, ...]
    resolved: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    gone: tuple[AnyStatement, ...]
    new: tuple[AnyStatement, ...]


def reading_changes(
    record: Record, report_id: str, older: int | None = None, newer: int | None = None
) -> ReadingChanges:
    """What changed between two readings of a report.

    Args:
        record: an open record.
        report_id: the report's id, or its first digits (at least 6).
        older: number of the older reading, from 1; None: the one before the newer.
        newer: number of the newer reading; None: the one in force.

    Raises:
        UnknownIdError: no report, or several, has that id.
        RecordError: the report was read once only, or has no reading of that number.
    """
    with record.looking() as connection:
        id_ = lookup.find_id(connection, REPORT.c.id, report_id)
        marks = _marks(connection, id_)
        numbers = _chosen(id_, len(marks), older, newer)
        report = lookup.report_in_force(connection, id_)
        keys = list(marks)
        before, after = (statements_given(connection, report, keys[number - 1]) for number in numbers)
    held = list(marks.values())
    return _compared(report, (held[numbers[0] - 1], held[numbers[1] - 1]), before, after)


def statements_given(connection: Connection, report: Report, reading_id: int) -> dict[str, AnyStatement]:
    """The statements that one reading of a report gave, by id, in its order."""
    seen = (
        select(SIGHTING, STATEMENT.c.kind)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .where(SIGHTING.c.reading_id == reading_id, stands(SIGHTING.c.content))
        .order_by(SIGHTING.c.position)
    )
    rows = connection.execute(seen).mappings()
    return {row["statement_id"]: statement_of(row, report, sighting_name(row)) for row in rows}


def _marks(connection: Connection, report_id: str) -> dict[int, ReadingMark]:
    """The readings of a report by their keys, oldest first."""
    counts = select(SIGHTING.c.reading_id, func.count().label("given")).group_by(SIGHTING.c.reading_id).subquery()
    query = (
        select(READING.c.id, READING.c.at, RUN.c.program, RUN.c.steps, RUN.c.models, counts.c.given)
        .join(RUN, RUN.c.id == READING.c.run_id)
        .outerjoin(counts, counts.c.reading_id == READING.c.id)
        .where(READING.c.report_id == report_id)
        .order_by(READING.c.id)
    )
    out = {}
    for number, row in enumerate(connection.execute(query).mappings(), 1):
        name = f"reading {row['id']}"
        made_by = made_by_of(row, name)
        out[row["id"]] = ReadingMark(number, moment(row["at"], name), row["program"], made_by, row["given"] or 0)
    return out


def _chosen(report_id: str, count: int, older: int | None, newer: int | None) -> tuple[int, int]:
    """The numbers of the two readings."""
    last = count if newer is None else newer
    first = last - 1 if older is None else older
    if count < 2:
        raise RecordError(
            f"report {report_id[:12]} was read {'once only' if count else 'never'}",
            expected="two readings to compare",
            advice="`trucewatch add --again` reads a report anew.",
        )
    for number in (last, first):
        if not 1 <= number <= count:
            raise RecordError(
                f"report {report_id[:12]} has no reading {number}", expected=f"a number from 1 to {count}"
            )
    if first == last:
        raise RecordError(f"reading {first} was to be compared with itself", expected="two different readings")
    return first, last


def _compared(
    report: Report,
    marks: tuple[ReadingMark, ReadingMark],
    before: dict[str, AnyStatement],
    after: dict[str, AnyStatement],
) -> ReadingChanges:
    both = [Pair(before[id_], after[id_]) for id_ in before if id_ in after]
    lost = [s for id_, s in before.items() if id_ not in after]
    fresh = [s for id_, s in after.items() if id_ not in before]
    moved = pair_off(lost, fresh)
    taken = set(moved.values())
    return ReadingChanges(
        report,
        *marks,
        same=_ordered([p.new for p in both if told(p.old.content) == told(p.new.content)]),
        resolved=_in_order([p for p in both if told(p.old.content) != told(p.new.content)]),
        moved=_in_order([Pair(before[old], after[new]) for old, new in moved.items()]),
        gone=_ordered([s for s in lost if s.id not in moved]),
        new=_ordered([s for s in fresh if s.id not in taken]),
    )


def _ordered(statements: list[AnyStatement]) -> tuple[AnyStatement, ...]:
    return tuple(sorted(statements, key=lambda s: s.order_key))


def _in_order(pairs: list[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda p: p.old.order_key))
