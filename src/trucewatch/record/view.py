"""The record as it stood, behind the protocol that everything that folds reads through.

What a view shows is decided by three clocks, by nothing else, and never by the order in which reports were added:

- `recorded_by`: of each report the newest metadata and the newest reading recorded by then, and the rulings recorded
  by then. Statements that only earlier readings gave stay in the record and are not shown.
- `known_on`: the reports published by that day; a report without a date counts from the day it was added.
- `as_of` is carried along for the folds: a statement about a later day is still a statement.

A withdrawn statement is not shown, a corrected one gives its place to its replacement (and that one may be ruled on
in turn). A ruling acts where the reading in force still gives the statement; carrying rulings over to statements
whose span a newer reader moved is the work of review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, select

from trucewatch.record.rows import META_FIELDS, finding_of, report_of, ruling_of, statement_of
from trucewatch.record.schema import NOTICE, READING, REPORT, REPORT_META, RULING, SIGHTING, STATEMENT, moment_text
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import ContentT, statements_of


@dataclass(frozen=True)
class Question:
    """Which view is asked for; None: no bound.

    Attributes:
        as_of: the day in the world.
        known_on: only what had been published by this day.
        recorded_by: only what was in the record by then, with time zone.
        process: only reports filed under this process.
    """

    as_of: date | None = None
    known_on: date | None = None
    recorded_by: datetime | None = None
    process: str | None = None


@dataclass(frozen=True)
class RecordView:
    """Reports and statements of a record at one moment; obeys `vocabulary.view.View`.

    It is read in one transaction and does not change when the record does.

    Attributes:
        question: what was asked for.
    """

    question: Question
    _reports: Mapping[str, Report]
    _statements: tuple[AnyStatement, ...]
    _findings: tuple[Finding, ...]

    @property
    def as_of(self) -> date | None:
        """The day in the world that is asked about; None: no bound."""
        return self.question.as_of

    @property
    def known_on(self) -> date | None:
        """Only what had been published by this day is in the view; None: everything."""
        return self.question.known_on

    def reports(self) -> tuple[Report, ...]:
        """The reports of the view, by publication, then id."""
        return tuple(self._reports.values())

    def report(self, report_id: str) -> Report:
        """One report of the view; KeyError where the view does not hold it."""
        return self._reports[report_id]

    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements of the view in the one order."""
        return self._statements

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the same order."""
        found = self._by_class.get(content_class, ())
        return statements_of(found, content_class)

    def findings(self) -> tuple[Finding, ...]:
        """What came up while the reports of the view were read, by report, in the order of the reading."""
        return self._findings

    @cached_property
    def _by_class(self) -> dict[type, list[AnyStatement]]:
        found: dict[type, list[AnyStatement]] = {}
        for statement in self._statements:
            found.setdefault(type(statement.content), []).append(statement)
        return found


def load_view(connection: Connection, question: Question) -> RecordView:
    """Read a view in the connection's transaction.

    Raises:
        RecordError: a row is damaged; the message names it.
    """
    reports = load_reports(connection, question)
    rulings = _Rulings.load(connection, question, reports)
    statements = rulings.applied(_load_statements(connection, question, reports))
    ordered = tuple(sorted(statements.values(), key=lambda s: s.order_key))
    return RecordView(question, reports, ordered, _load_findings(connection, question, reports))


def load_reports(connection: Connection, question: Question) -> dict[str, Report]:
    """The reports of a view by id, in order of publication, then id; undated ones last."""
    rows = connection.execute(with_metadata().where(*_visible(question))).mappings()
    reports = [report_of(row) for row in rows]
    reports.sort(key=lambda r: (r.published or date.max, r.id))
    return {r.id: r for r in reports}


def with_metadata(*columns: ColumnElement[Any]) -> Select[Any]:
    """Reports joined with rows of their metadata (columns `meta_...`); which of these rows, the caller says."""
    meta = [REPORT_META.c[name].label(f"meta_{name}") for name in (*META_FIELDS, "rights")]
    return select(REPORT, *meta, *columns).join(REPORT_META, REPORT_META.c.report_id == REPORT.c.id)


def in_force(table: Table, recorded_by: datetime | None = None) -> Select[tuple[int]]:
    """The keys of the newest row of each report in `report_meta` or `reading`, as recorded by a moment."""
    query = select(func.max(table.c.id)).group_by(table.c.report_id)
    return query if recorded_by is None else query.where(table.c.at <= moment_text(recorded_by))


def _visible(question: Question) -> list[ColumnElement[bool]]:
    """The conditions on `report` and `report_meta` that a question makes."""
    conditions: list[ColumnElement[bool]] = [REPORT_META.c.id.in_(in_force(REPORT_META, question.recorded_by))]
    if question.known_on is not None:
        known = func.coalesce(REPORT_META.c.published, func.substr(REPORT.c.added_at, 1, len("YYYY-MM-DD")))
        conditions.append(known <= question.known_on.isoformat())
    if question.process is not None:
        conditions.append(REPORT_META.c.process == question.process)
    return conditions


def _readings(question: Question) -> Select[tuple[int]]:
    """The keys of the readings in force of the reports of a view."""
    reports = select(REPORT.c.id).join(REPORT_META, REPORT_META.c.report_id == REPORT.c.id)
    return select(READING.c.id).where(
        READING.c.id.in_(in_force(READING, question.recorded_by)),
        READING.c.report_id.in_(reports.where(*_visible(question))),
    )


def _load_statements(
    connection: Connection, question: Question, reports: Mapping[str, Report]
) -> dict[str, AnyStatement]:
    query = (
        select(STATEMENT.c.report_id, STATEMENT.c.kind, SIGHTING)
        .join(SIGHTING, SIGHTING.c.statement_id == STATEMENT.c.id)
        .where(SIGHTING.c.reading_id.in_(_readings(question)))
    )
    found = {}
    for row in connection.execute(query).mappings():
        found[row["statement_id"]] = statement_of(row, reports[row["report_id"]], sighting_name(row))
    return found


def _load_findings(connection: Connection, question: Question, reports: Mapping[str, Report]) -> tuple[Finding, ...]:
    query = (
        select(NOTICE, READING.c.report_id)
        .join(READING, READING.c.id == NOTICE.c.reading_id)
        .where(NOTICE.c.reading_id.in_(_readings(question)))
        .order_by(NOTICE.c.reading_id, NOTICE.c.position)
    )
    found: dict[str, list[Finding]] = {report_id: [] for report_id in reports}
    for row in connection.execute(query).mappings():
        name = f"notice (reading {row['reading_id']}, {row['position']})"
        found[row["report_id"]].append(finding_of(row["content"], name))
    return tuple(finding for findings in found.values() for finding in findings)


def sighting_name(row: RowMapping) -> str:
    """What to call a row of `sighting` in a message."""
    return f"sighting (reading {row['reading_id']}, statement {row['statement_id']})"


@dataclass(frozen=True)
class _Rulings:
    """The ruling in force on each statement, and what the corrections among them put in place."""

    verdicts: dict[str, Ruling]
    replacements: dict[str, AnyStatement]

    @classmethod
    def load(cls, connection: Connection, question: Question, reports: Mapping[str, Report]) -> _Rulings:
        query = (
            select(RULING, STATEMENT.c.report_id, STATEMENT.c.kind)
            .join(STATEMENT, STATEMENT.c.id == func.coalesce(RULING.c.replacement_id, RULING.c.statement_id))
            .order_by(RULING.c.at, RULING.c.id)
        )
        if question.recorded_by is not None:
            query = query.where(RULING.c.recorded_at <= moment_text(question.recorded_by))
        verdicts, replacements = {}, {}
        for row in connection.execute(query).mappings():
            ruling = ruling_of(row)
            verdicts[ruling.statement_id] = ruling
            report = reports.get(row["report_id"])
            if ruling.replacement_id is not None and report is not None:
                kept = {**row, "statement_id": ruling.replacement_id, "content": row["replacement"]}
                replacements[ruling.replacement_id] = statement_of(kept, report, f"ruling {row['id']}")
        return cls(verdicts, replacements)

    def applied(self, statements: Mapping[str, AnyStatement]) -> dict[str, AnyStatement]:
        """The statements as ruled, by id."""
        ruled = (self._follow(statement, statements) for statement in statements.values())
        return {s.id: s for s in ruled if s is not None}

    def _follow(self, statement: AnyStatement, statements: Mapping[str, AnyStatement]) -> AnyStatement | None:
        current, passed = statement, {statement.id}
        while (ruling := self.verdicts.get(current.id)) and ruling.verdict != "accept":
            if ruling.verdict == "withdraw" or ruling.replacement_id is None:
                return None
            if ruling.replacement_id in passed:
                return statement  # corrections in a circle cancel each other
            passed.add(ruling.replacement_id)
            current = statements.get(ruling.replacement_id) or self.replacements[ruling.replacement_id]
        return current
