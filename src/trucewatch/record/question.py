"""Which reports a view is asked about, and which rows of the record say what is in force of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, func, select

from trucewatch.record.rows import META_FIELDS, report_of
from trucewatch.record.schema import READING, REPORT, REPORT_META, moment_text
from trucewatch.record.versions import replaced
from trucewatch.vocabulary.report import Report

KeyT = TypeVar("KeyT")

BATCH = 400
"""Keys named in one query: far below what any build of SQLite takes."""


@dataclass(frozen=True)
class Question:
    """Which view is asked for; None or (): no bound.

    Attributes:
        as_of: the day in the world.
        known_on: only what had been published by this day.
        recorded_by: only what was in the record by then, with time zone.
        process: only reports filed under this process.
        parties: only reports that name one of these, by a name of the report's or the registers' (`concerning`).
        text: only reports with a paragraph that holds this, written as for a search (`search_query`).
        replaced: the reports in whose place others stand, instead of these.
    """

    as_of: date | None = None
    known_on: date | None = None
    recorded_by: datetime | None = None
    process: str | None = None
    parties: tuple[str, ...] = ()
    text: str | None = None
    replaced: bool = False


def load_reports(
    connection: Connection, question: Question, known: Mapping[int, Report]
) -> tuple[dict[str, Report], dict[str, int]]:
    """The reports that a question's clocks and process let through, and the keys of their metadata.

    Args:
        connection: in a transaction.
        question: the question.
        known: reports that need not be read again, by the keys of their metadata; no words of theirs were erased since.

    Returns:
        The reports by id, in order of publication, then id, undated ones last; and of each its row of `report_meta`.
    """
    metas = load_metas(connection, question)
    reports = [known[meta_id] for meta_id in metas.values() if meta_id in known]
    for batch in batches(meta_id for meta_id in metas.values() if meta_id not in known):
        reports += reports_with(connection, batch)
    reports.sort(key=lambda r: (r.published or date.max, r.id))
    return {r.id: r for r in reports}, metas


def load_metas(connection: Connection, question: Question) -> dict[str, int]:
    """The keys of the metadata of the reports that a question's clocks and process let through, by report."""
    asked = select(REPORT_META.c.report_id, REPORT_META.c.id).join(REPORT, REPORT.c.id == REPORT_META.c.report_id)
    return {row[0]: row[1] for row in connection.execute(asked.where(*_visible(question)))}


def reports_with(connection: Connection, metas: Collection[int]) -> list[Report]:
    """The reports with these rows of metadata, in no order.

    Raises:
        RecordError: a row is damaged.
    """
    return [report_of(row) for row in connection.execute(with_metadata().where(REPORT_META.c.id.in_(metas))).mappings()]


def load_readings(connection: Connection, report_ids: Iterable[str], recorded_by: datetime | None) -> dict[str, int]:
    """The keys of the readings in force of some reports, as recorded by a moment, by report."""
    newest = in_force(READING, recorded_by).add_columns(READING.c.report_id)
    found: dict[str, int] = {}
    for batch in batches(report_ids):
        rows = connection.execute(newest.where(READING.c.report_id.in_(batch)))
        found.update((report_id, reading_id) for reading_id, report_id in rows)
    return found


def batches(keys: Iterable[KeyT]) -> Iterator[list[KeyT]]:
    """The keys in lists of at most `BATCH`, in their order."""
    waiting = iter(keys)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def with_metadata(*columns: ColumnElement[Any]) -> Select[Any]:
    """Reports joined with rows of their metadata (columns `meta_...`); which of these rows, the caller says."""
    meta = [REPORT_META.c[name].label(f"meta_{name}") for name in (*META_FIELDS, "rights")]
    return select(REPORT, *meta, *columns).join(REPORT_META, REPORT_META.c.report_id == REPORT.c.id)


def in_force(table: Table, recorded_by: datetime | None = None) -> Select[Any]:
    """The keys of the newest row of each report in `report_meta` or `reading`, as recorded by a moment."""
    query = select(func.max(table.c.id)).group_by(table.c.report_id)
    return query if recorded_by is None else query.where(table.c.at <= moment_text(recorded_by))


def _visible(question: Question) -> list[ColumnElement[bool]]:
    """The conditions on `report` and `report_meta` that a question makes."""
    conditions: list[ColumnElement[bool]] = [REPORT_META.c.id.in_(in_force(REPORT_META, question.recorded_by))]
    if question.known_on is not None:
        conditions.append(_known_from(REPORT, REPORT_META) <= question.known_on.isoformat())
    if question.process is not None:
        conditions.append(REPORT_META.c.process == question.process)
    hidden = replaced(_known(question), question.recorded_by)
    return [*conditions, REPORT.c.id.in_(hidden) if question.replaced else REPORT.c.id.not_in(hidden)]


def _known(question: Question) -> Select[tuple[str]]:
    """The ids of all reports known by a question's clocks, whatever their process."""
    report, meta = REPORT.alias(), REPORT_META.alias()
    query = select(report.c.id).join(meta, meta.c.report_id == report.c.id)
    query = query.where(meta.c.id.in_(in_force(REPORT_META, question.recorded_by)))
    if question.known_on is not None:
        query = query.where(_known_from(report, meta) <= question.known_on.isoformat())
    return query


def _known_from(report: FromClause, meta: FromClause) -> ColumnElement[str]:
    """The day from which a report counts as known: that of its publication, else that on which it was added."""
    return func.coalesce(meta.c.published, func.substr(report.c.added_at, 1, len("YYYY-MM-DD")))
