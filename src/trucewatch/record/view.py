"""The record as it stood, behind the protocol that everything that folds reads through.

What a view shows is decided by three clocks, by nothing else, and never by the order in which reports were added:

- `recorded_by`: of each report the newest metadata and the newest reading recorded by then, and the rulings recorded
  by then. Statements that only earlier readings gave stay in the record and are not shown. Likewise the judgements
  recorded by then on which actors, proposals and agreements are one.
- `known_on`: the reports published by that day; a report without a date counts from the day it was added.
- `as_of` is carried along for the folds: a statement about a later day is still a statement.

Beside what readings give stand the statements that people read themselves; no reading takes them away. A withdrawn
statement is not shown, a corrected one gives its place to its replacement (and that one may be ruled on in turn). A
ruling acts where the reading in force, or a person, gives the statement; one whose statement a newer reader moved waits
for a person's decision (`carrying`). Rulings of a coding round are none until the round is closed (`coding`).

A report that its publisher put in another's place hides that one as soon as it is itself in the view's clocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, Table, func, select

from trucewatch.record.json_layer import layers_of_readings
from trucewatch.record.rows import META_FIELDS, actors_of, finding_of, judgement_of, report_of, stands, statement_of
from trucewatch.record.ruled import Ruled, load_person_statements
from trucewatch.record.schema import (
    JUDGEMENT,
    NOTICE,
    READING,
    REPORT,
    REPORT_META,
    SIGHTING,
    STATEMENT,
    moment_text,
)
from trucewatch.record.tombstones import erased_findings
from trucewatch.record.versions import replaced
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.report import Report
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
class ActorsRow:
    """What a reading says of actors, as its row has it."""

    reading_id: int
    text: str


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
    _judgements: tuple[Judgement, ...] = ()
    _actors: Mapping[str, ActorsRow] = field(default_factory=dict)

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

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided about which actors, proposals and agreements are one; the last on a pair is in force."""
        return self._judgements

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors that one report of the view tells of; () where its reading knew no actors.

        Raises:
            KeyError: the view does not hold the report.
            RecordError: the reading's row is damaged.
        """
        if report_id not in self._parsed:
            report, row = self._reports[report_id], self._actors.get(report_id)
            self._parsed[report_id] = actors_of(row.text, report, f"reading {row.reading_id}") if row else ()
        return self._parsed[report_id]

    @cached_property
    def _parsed(self) -> dict[str, tuple[ReportActor, ...]]:
        """What was asked for already: a board asks for no actors, and theirs is the larger part of a reading."""
        return {}

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
    given = _load_statements(connection, question, reports)
    by_people = load_person_statements(connection, question.recorded_by, reports)
    statements = Ruled.load(connection, question.recorded_by, reports).applied({**given, **by_people})
    ordered = tuple(sorted(statements.values(), key=lambda s: s.order_key))
    return RecordView(
        question,
        reports,
        ordered,
        _load_findings(connection, question, reports),
        load_judgements(connection, question.recorded_by),
        _load_actors(connection, question),
    )


def load_judgements(
    connection: Connection, recorded_by: datetime | None = None, kind: LinkedKind | None = None
) -> tuple[Judgement, ...]:
    """The judgements recorded by a moment, by the time they were taken; the last on a pair is in force.

    Their order is one of what they say alone: it never depends on the order in which they were recorded.

    Raises:
        RecordError: a row is damaged, or the moment has no time zone.
    """
    query = select(JUDGEMENT)
    if recorded_by is not None:
        query = query.where(JUDGEMENT.c.recorded_at <= moment_text(recorded_by))
    found = [judgement_of(row) for row in connection.execute(query).mappings()]
    kept = [j for j in found if kind is None or j.kind == kind]
    return tuple(sorted(kept, key=lambda j: (j.at, j.pair, j.verdict, j.author, j.reason, j.kind)))


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
        conditions.append(_known_from(REPORT, REPORT_META) <= question.known_on.isoformat())
    if question.process is not None:
        conditions.append(REPORT_META.c.process == question.process)
    return [*conditions, REPORT.c.id.not_in(replaced(_known(question), question.recorded_by))]


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
        .where(SIGHTING.c.reading_id.in_(_readings(question)), stands(SIGHTING.c.content))
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
    for finding in erased_findings(connection, reports):
        found[finding.places[0].report_id].append(finding)
    return tuple(finding for findings in found.values() for finding in findings)


def _load_actors(connection: Connection, question: Question) -> dict[str, ActorsRow]:
    """What the readings in force say of actors, as their rows have it, by report."""
    layers = layers_of_readings(connection, "actors", READING.c.id.in_(_readings(question)))
    return {report_id: ActorsRow(reading_id, text) for report_id, reading_id, text in layers if text is not None}


def sighting_name(row: RowMapping) -> str:
    """What to call a row of `sighting` in a message."""
    return f"sighting (reading {row['reading_id']}, statement {row['statement_id']})"
