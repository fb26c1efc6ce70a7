"""What a view fixes when it is made: its reports, the reading in force of each, and how far the record went."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from trucewatch.record.question import Question, load_metas, load_readings, load_reports
from trucewatch.record.schema import (
    ERASURE,
    JUDGEMENT,
    PERSON_STATEMENT,
    READING,
    REPORT_META,
    REPORT_VERSION,
    RULING,
)
from trucewatch.vocabulary.report import Report

Looking = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction that sees one state of the record."""


@dataclass(frozen=True)
class Ends:
    """The greatest keys of all tables that decide what views show; while they stay, every view stays.

    What else is added (what people note, look at or dismiss) changes no view.
    """

    report_meta: int
    reading: int
    report_version: int
    ruling: int
    person_statement: int
    judgement: int
    erasure: int

    @classmethod
    def of(cls, connection: Connection) -> Ends:
        """How far the record goes now."""
        return cls(*connection.execute(_ends()).one())


@dataclass(frozen=True)
class Scope:
    """What a view is made of.

    Attributes:
        reports: by id, in their order.
        metas: of each report the key of its metadata.
        readings: of each report the key of the reading in force.
        recorded_by: see `Question`.
        ends: how far the record went.
        replaced: the keys of the metadata of reports in whose place others stand, which the question's clocks and
            process let through otherwise.
    """

    reports: dict[str, Report]
    metas: Mapping[str, int]
    readings: Mapping[str, int]
    recorded_by: datetime | None
    ends: Ends
    replaced: frozenset[int] = frozenset()

    @classmethod
    def load(cls, connection: Connection, question: Question, earlier: Scope | None = None) -> Scope:
        """What a question's clocks and process let through.

        Args:
            connection: in a transaction.
            question: the question.
            earlier: another view's; its reports are not read again, unless something was erased since.

        Raises:
            RecordError: a row is damaged.
        """
        ends = Ends.of(connection)
        known = {}
        if earlier is not None and earlier.ends.erasure == ends.erasure:
            known = {meta_id: earlier.reports[id_] for id_, meta_id in earlier.metas.items()}
        reports, metas = load_reports(connection, question, known)
        readings = load_readings(connection, reports, question.recorded_by)
        hidden = load_metas(connection, replace(question, replaced=True)).values() if ends.report_version else ()
        return cls(reports, metas, readings, question.recorded_by, ends, frozenset(hidden))

    def part(self, report_ids: Collection[str]) -> Scope:
        """Some of its reports."""
        reports = {id_: report for id_, report in self.reports.items() if id_ in report_ids}
        return replace(self, reports=reports, metas={id_: self.metas[id_] for id_ in reports})


@functools.cache
def _ends() -> Select[Any]:
    tables = (REPORT_META, READING, REPORT_VERSION, RULING, PERSON_STATEMENT, JUDGEMENT, ERASURE)
    return select(*(select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in tables))
