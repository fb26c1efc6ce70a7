"""Adding a ruling: what a person decided about a statement."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.adding import insert_statements
from trucewatch.record.blind import refuse_coder
from trucewatch.record.incoming import check_statement
from trucewatch.record.lookup import report_in_force, statement_as_last_seen
from trucewatch.record.overlap import told
from trucewatch.record.rows import content_text
from trucewatch.record.schema import RULING, STATEMENT, moment_text
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement


def add_ruling(connection: Connection, ruling: Ruling, replacement: AnyStatement | None, recorded_at: str) -> bool:
    """Add a ruling; the very same one twice is kept once. Was it new?

    Raises:
        UnknownIdError: the record holds no such statement, or no such replacement and none was given.
        RecordError: no author, a replacement where there can be none, one of another report, or somebody who codes the
            report in an open round.
    """
    put = check_ruling(connection, ruling, replacement)
    refuse_coder(connection, ruling.author, _report_of(connection, ruling.statement_id))
    if put is not None:
        keep_statement(connection, put)
    row = {
        "statement_id": ruling.statement_id,
        "verdict": ruling.verdict,
        "author": ruling.author,
        "at": moment_text(ruling.at),
        "reason": ruling.reason,
        "replacement_id": ruling.replacement_id,
        "replacement": content_text(put.content) if put else None,
    }
    same = [RULING.c[name].is_not_distinct_from(value) for name, value in row.items()]
    if connection.execute(select(RULING.c.id).where(*same)).first():
        return False
    connection.execute(insert(RULING).values(**row, recorded_at=recorded_at))
    return True


def check_ruling(connection: Connection, ruling: Ruling, replacement: AnyStatement | None) -> AnyStatement | None:
    """Refuse a ruling that does not fit; gives what a correction puts in place.

    Raises:
        UnknownIdError: the record holds no such statement, or no such replacement and none was given.
        RecordError: no author, a replacement where there can be none, or one of another report.
    """
    _check(ruling, replacement)
    report_id = _report_of(connection, ruling.statement_id)
    if ruling.replacement_id is None:
        return None
    put = replacement or _kept(connection, ruling.replacement_id)
    check_statement(put, report_id, report_in_force(connection, report_id).text)
    if put.id == ruling.statement_id and told(put.content) == told(_kept(connection, put.id).content):
        raise RecordError(
            "a statement cannot replace itself",
            expected="another value, another passage, or another view of who or when is meant",
            advice="Use the verdict accept to keep it.",
        )
    return put


def keep_statement(connection: Connection, statement: AnyStatement) -> None:
    """Add what never changes about a statement, where the record does not know it."""
    if not connection.execute(select(STATEMENT.c.id).where(STATEMENT.c.id == statement.id)).first():
        insert_statements(connection, [statement])


def _check(ruling: Ruling, replacement: AnyStatement | None) -> None:
    if not ruling.author.strip():
        raise RecordError("a ruling came without an author", expected="the name of whoever decided")
    if (ruling.verdict == "correct") != (ruling.replacement_id is not None):
        raise RecordError(
            f"a ruling to {ruling.verdict} came {'with' if ruling.replacement_id else 'without'} a replacement",
            expected="a replacement for a correction, and for nothing else",
        )
    if replacement is not None and replacement.id != ruling.replacement_id:
        raise RecordError(
            f"the ruling names the replacement {ruling.replacement_id}, but came with {replacement.id}",
            expected="the statement that it names",
        )


def _report_of(connection: Connection, statement_id: str) -> str:
    found = connection.execute(select(STATEMENT.c.report_id).where(STATEMENT.c.id == statement_id)).scalar()
    if found is None:
        raise UnknownIdError(f"the record holds no statement {statement_id}", advice="Give the full id as listed.")
    return str(found)


def _kept(connection: Connection, statement_id: str) -> AnyStatement:
    _report_of(connection, statement_id)
    return statement_as_last_seen(connection, statement_id)
