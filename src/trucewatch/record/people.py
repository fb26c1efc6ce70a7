"""What people did with statements, asked of a record as a whole."""

from __future__ import annotations

from sqlalchemy import func, select

from trucewatch.record.changes import statements_given
from trucewatch.record.lookup import find_id, report_in_force, statement_as_last_seen
from trucewatch.record.person_statements import ReadByPerson, add_person_statement, read_by_people
from trucewatch.record.rows import ruling_of
from trucewatch.record.ruled import Ruled, load_person_statements, person_order, ruling_order
from trucewatch.record.schema import PERSON_STATEMENT, READING, RULING, STATEMENT, moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement


def add_own_statement(record: Record, statement: AnyStatement, author: str, reason: str) -> bool:
    """Add a statement that a person read in a report of the record; see `person_statements`. Was it new?

    Raises:
        RecordError: no author, no passage, a passage that is not in the text, or the reading in force gives the very
            same already.
    """
    with record.writing() as connection:
        now = record.now()
        return add_person_statement(connection, statement, (author, now, reason), moment_text(now))


def people_who_read(record: Record, statement_id: str) -> tuple[ReadByPerson, ...]:
    """Who read a statement themselves, oldest first; () where readers and rulings alone gave it."""
    with record.looking() as connection:
        return read_by_people(connection, statement_id)


def rulings_by_statement(record: Record) -> dict[str, tuple[Ruling, ...]]:
    """Every ruling of a record by the statement it is on, each statement's by the time they were taken."""
    with record.looking() as connection:
        rows = sorted(connection.execute(select(RULING)).mappings(), key=ruling_order)
    out: dict[str, list[Ruling]] = {}
    for row in rows:
        out.setdefault(row["statement_id"], []).append(ruling_of(row))
    return {id_: tuple(held) for id_, held in out.items()}


def readers_by_statement(record: Record) -> dict[str, tuple[str, ...]]:
    """The people who read a statement themselves, by the statement."""
    with record.looking() as connection:
        rows = sorted(connection.execute(select(PERSON_STATEMENT)).mappings(), key=person_order)
    out: dict[str, list[str]] = {}
    for row in rows:
        out.setdefault(row["statement_id"], []).append(row["author"])
    return {id_: tuple(dict.fromkeys(held)) for id_, held in out.items()}


def standing_in(record: Record, report_id: str) -> dict[str, AnyStatement]:
    """What stands in one report, by id: what its reading in force and people give, as ruled; the full id is needed."""
    with record.looking() as connection:
        report = report_in_force(connection, report_id)
        newest = select(func.max(READING.c.id)).where(READING.c.report_id == report_id)
        given = statements_given(connection, report, connection.execute(newest).scalar_one())
        reports = {report_id: report}
        by_people = load_person_statements(connection, None, reports)
        return Ruled.load(connection, None, reports).applied({**given, **by_people})


def statement_as_ruled(record: Record, prefix: str) -> tuple[AnyStatement, AnyStatement | None]:
    """A statement as it was last seen, and what stands in its place under the rulings; None: it was withdrawn.

    Raises:
        UnknownIdError: no statement, or several, has that id.
    """
    with record.looking() as connection:
        statement = statement_as_last_seen(connection, find_id(connection, STATEMENT.c.id, prefix))
        report = report_in_force(connection, statement.report_id)
        ruled = Ruled.load(connection, None, {report.id: report})
        return statement, ruled.follow(statement, {})
