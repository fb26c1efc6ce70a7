"""What a person reads in a report, in whatever language it is written.

Such a statement is kept in rows of its own. It is no reading of a step "person": of readings the newest is in force, so
that a person's would hide the reader's, and the next model's the person's. It is no ruling either: a ruling is about a
statement that somebody else made, waits for it to be given, and is carried over when that one moves; what a person
read depends on no reader. It is ruled on, corrected and withdrawn as every other statement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from trucewatch.errors import RecordError
from trucewatch.record.blind import refuse_coder
from trucewatch.record.incoming import check_statement
from trucewatch.record.lookup import report_in_force
from trucewatch.record.overlap import told
from trucewatch.record.rows import content_of, content_text, moment, stands
from trucewatch.record.ruled import person_order
from trucewatch.record.rulings import keep_statement
from trucewatch.record.schema import PERSON_STATEMENT, READING, SIGHTING, STATEMENT, moment_text
from trucewatch.vocabulary.content import Content
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class ReadByPerson:
    """That a person read a statement.

    Attributes:
        content: the statement's content as that person has it.
        author: who read it.
        at: when it was read.
        reason: a remark on why it is added, "" for none.
    """

    content: Content
    author: str
    at: datetime
    reason: str


def by_person(content: Content, author: str) -> Content:
    """A content as a person's: the person stands where the step stood, and nothing was measured of the confidence."""
    return replace(content, step=f"person {author}", confidence=None)


def add_person_statement(
    connection: Connection, statement: AnyStatement, act: tuple[str, datetime, str], recorded_at: str
) -> bool:
    """Add a statement that a person read; the very same row twice is kept once. Was it new?

    Args:
        connection: to the record, in a transaction that writes.
        statement: the statement.
        act: who read it, when, and why it is added.
        recorded_at: the moment as the record keeps it.

    Raises:
        RecordError: no author, no passage, a passage that is not in the text, the reading in force gives the very
            same already, or somebody who codes the report in an open round.
    """
    author, at, reason = act
    if not author.strip():
        raise RecordError("a statement came without an author", expected="the name of whoever read it")
    if not statement.content.passages:
        raise RecordError("a statement came without a passage", expected="the words of the report that carry it")
    check_statement(statement, statement.report_id, report_in_force(connection, statement.report_id).text)
    refuse_coder(connection, author, statement.report_id)
    if told(statement.content) == _as_read(connection, statement):
        raise RecordError(
            f"the reading in force gives this statement already ({statement.id[:12]})",
            advice=f"`trucewatch review accept {statement.id[:12]}` confirms it.",
        )
    keep_statement(connection, statement)
    row = {
        "statement_id": statement.id,
        "content": content_text(statement.content),
        "author": author,
        "at": moment_text(at),
        "reason": reason,
    }
    same = [PERSON_STATEMENT.c[name] == value for name, value in row.items()]
    if connection.execute(select(PERSON_STATEMENT.c.id).where(*same)).first():
        return False
    connection.execute(insert(PERSON_STATEMENT).values(**row, recorded_at=recorded_at))
    return True


def read_by_people(connection: Connection, statement_id: str) -> tuple[ReadByPerson, ...]:
    """Who read a statement, oldest first; the last one's content counts. () where readers alone gave it."""
    query = select(PERSON_STATEMENT, STATEMENT.c.kind).join(
        STATEMENT, STATEMENT.c.id == PERSON_STATEMENT.c.statement_id
    )
    query = query.where(STATEMENT.c.id == statement_id, stands(PERSON_STATEMENT.c.content))
    rows = connection.execute(query).mappings()
    out = []
    for row in sorted(rows, key=person_order):
        name = f"person_statement {row['id']}"
        content = content_of(row["kind"], row["content"], name)
        out.append(ReadByPerson(content, row["author"], moment(row["at"], name), row["reason"]))
    return tuple(out)


def _as_read(connection: Connection, statement: AnyStatement) -> Content | None:
    """What the reading in force says of a statement; None where it does not give it."""
    newest = (
        select(READING.c.id).where(READING.c.report_id == statement.report_id).order_by(READING.c.id.desc()).limit(1)
    )
    query = select(SIGHTING.c.content, STATEMENT.c.kind).join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
    query = query.where(SIGHTING.c.statement_id == statement.id, SIGHTING.c.reading_id == newest.scalar_subquery())
    query = query.where(stands(SIGHTING.c.content))
    row = connection.execute(query).mappings().first()
    return told(content_of(row["kind"], row["content"], f"statement {statement.id}")) if row else None
