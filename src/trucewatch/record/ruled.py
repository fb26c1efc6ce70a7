"""Rulings as they act on statements, and the statements that people read themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from trucewatch.record.rows import is_erased, ruling_of, stands, statement_of
from trucewatch.record.schema import PERSON_STATEMENT, RULING, STATEMENT, moment_text
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement


def ruling_order(row: RowMapping | Mapping[str, Any]) -> tuple[str, ...]:
    """What rulings are sorted by: the time they were taken, then what they say; the last is in force.

    It never depends on the order in which they were recorded: of two taken in the very same moment, one that
    withdraws counts over one that corrects, and that over one that accepts.
    """
    names = ("at", "verdict", "author", "reason", "replacement_id", "replacement")
    return tuple(row[name] or "" for name in names)


@dataclass(frozen=True)
class Ruled:
    """What was ruled, as recorded by a moment.

    Attributes:
        verdicts: the ruling in force on each statement.
        put: what a correction in force puts in place, by the id of the statement that it corrects.
    """

    verdicts: Mapping[str, Ruling]
    put: Mapping[str, AnyStatement]

    @classmethod
    def load(
        cls,
        connection: Connection,
        recorded_by: datetime | None,
        reports: Mapping[str, Report],
        up_to: int | None = None,
    ) -> Ruled:
        """The rulings of a record; corrections in the reports given alone.

        Args:
            connection: in a transaction.
            recorded_by: only what the record had learned of by then.
            reports: by id.
            up_to: the key of the last ruling that counts; None: all do.

        Raises:
            RecordError: a row is damaged.
        """
        query = select(RULING, STATEMENT.c.report_id, STATEMENT.c.kind).join(
            STATEMENT, STATEMENT.c.id == func.coalesce(RULING.c.replacement_id, RULING.c.statement_id)
        )
        if recorded_by is not None:
            query = query.where(RULING.c.recorded_at <= moment_text(recorded_by))
        if up_to is not None:
            query = query.where(RULING.c.id <= up_to)
        last = {row["statement_id"]: row for row in _in_order(connection.execute(query).mappings())}
        put = {}
        for row in last.values():
            report = reports.get(row["report_id"])
            if row["replacement_id"] is not None and report is not None and not is_erased(row["replacement"]):
                kept = {**row, "statement_id": row["replacement_id"], "content": row["replacement"]}
                put[row["statement_id"]] = statement_of(kept, report, f"ruling {row['id']}")
        return cls({id_: ruling_of(row) for id_, row in last.items()}, put)

    def applied(self, statements: Mapping[str, AnyStatement]) -> dict[str, AnyStatement]:
        """The statements as ruled, by id."""
        # Sorted: where two corrections put one statement in place, the order of rows must not decide whose words stand.
        ruled = (self.follow(statements[id_], statements) for id_ in sorted(statements))
        return {s.id: s for s in ruled if s is not None}

    def follow(self, statement: AnyStatement, statements: Mapping[str, AnyStatement]) -> AnyStatement | None:
        """What stands in a statement's place; None where it was withdrawn.

        Args:
            statement: the statement.
            statements: those that the readings in force and people give, by id.
        """
        current, passed = statement, {statement.id}
        while (ruling := self.verdicts.get(current.id)) and ruling.verdict != "accept":
            if ruling.verdict == "withdraw" or ruling.replacement_id is None:
                return None
            put = self.put.get(current.id)
            if put is None:
                return None  # its words were erased
            if put.id == current.id:
                return put  # the same statement, with another view of who or when is meant
            if put.id in passed:
                return statement  # corrections in a circle cancel each other
            passed.add(put.id)
            current = statements.get(put.id) or put
        return current


def load_person_statements(
    connection: Connection, recorded_by: datetime | None, reports: Mapping[str, Report], up_to: int | None = None
) -> dict[str, AnyStatement]:
    """The statements that people read in the reports given, by id; of two rows on one statement the later counts.

    Args:
        connection: in a transaction.
        recorded_by: only what the record had learned of by then.
        reports: by id.
        up_to: the key of the last row that counts; None: all do.

    Raises:
        RecordError: a row is damaged.
    """
    query = select(PERSON_STATEMENT, STATEMENT.c.report_id, STATEMENT.c.kind).join(
        STATEMENT, STATEMENT.c.id == PERSON_STATEMENT.c.statement_id
    )
    query = query.where(stands(PERSON_STATEMENT.c.content))
    if recorded_by is not None:
        query = query.where(PERSON_STATEMENT.c.recorded_at <= moment_text(recorded_by))
    if up_to is not None:
        query = query.where(PERSON_STATEMENT.c.id <= up_to)
    rows = sorted(connection.execute(query).mappings(), key=person_order)
    found = {}
    for row in rows:
        if report := reports.get(row["report_id"]):
            found[row["statement_id"]] = statement_of(row, report, f"person_statement {row['id']}")
    return found


def person_order(row: RowMapping | Mapping[str, Any]) -> tuple[str, ...]:
    """What rows on one statement are sorted by; the last counts."""
    return (row["at"], row["author"], row["reason"], row["content"])


def _in_order(rows: Iterable[RowMapping]) -> list[RowMapping]:
    return sorted(rows, key=ruling_order)
