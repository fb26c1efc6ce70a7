"""Adding a reading: the rows it makes, inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from trucewatch import __version__
from trucewatch.record.incoming import Incoming
from trucewatch.record.metadata import Origin, fill_gaps, insert_meta
from trucewatch.record.rows import MadeBy, Rights
from trucewatch.record.schema import ACTOR, NOTICE, READING, REPORT, RUN, SIGHTING, STATEMENT
from trucewatch.record.tombstones import refuse_erased
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement


@dataclass(frozen=True)
class Added:
    """What adding a reading did.

    Attributes:
        report_id: the report.
        is_new: the record did not hold it before.
        is_changed: the reading is a new one; False: the record held this very reading, and nothing was written for it.
        new: statements no reading had given before.
        again: statements an earlier reading had given.
        gone: statements of the reading in force until now that this one does not give; views show them no more.
    """

    report_id: str
    is_new: bool
    is_changed: bool
    new: int
    again: int
    gone: int


def add_report(connection: Connection, report: Report, rights: Rights, origin: Origin) -> bool:
    """Add a report, or fill gaps in what is known of it; was it new?"""
    known = connection.execute(select(REPORT.c.id).where(REPORT.c.id == report.id)).first()
    if known:
        refuse_erased(connection, report)
        fill_gaps(connection, report, origin)
        return False
    outlet, url = report.declared or (report.outlet, report.url)
    row = {"name": report.name, "given_id": report.given_id, "extracted": report.extracted, "added_at": origin.at}
    connection.execute(insert(REPORT).values(id=report.id, text=report.text, outlet=outlet, url=url, **row))
    insert_meta(connection, report, rights, origin)
    return True


def is_in_force(connection: Connection, incoming: Incoming) -> bool:
    """Is this very reading the one in force of its report?"""
    mine = READING.c.report_id == incoming.reading.report.id
    newest = select(READING.c.digest).where(mine).order_by(READING.c.id.desc()).limit(1)
    return connection.execute(newest).scalar() == incoming.digest


def add_run(connection: Connection, made_by: MadeBy, at: str) -> int:
    """Add a run and give its number."""
    row = insert(RUN).values(started_at=at, program=__version__, **made_by.row())
    return _key(connection.execute(row).inserted_primary_key)


def add_reading(connection: Connection, incoming: Incoming, run_id: int, at: str) -> Added:
    """Add a reading with all it gave; it is in force from now on."""
    report = incoming.reading.report
    before = _last_seen(connection, report.id)
    ever = set(connection.execute(select(STATEMENT.c.id).where(STATEMENT.c.report_id == report.id)).scalars())
    row = insert(READING).values(
        report_id=report.id,
        run_id=run_id,
        published=report.published.isoformat() if report.published else None,
        layers=incoming.layers,
        digest=incoming.digest,
        at=at,
    )
    reading_id = _key(connection.execute(row).inserted_primary_key)
    new = [s for id_, s in incoming.statements.items() if id_ not in ever]
    insert_statements(connection, new)
    _insert_sightings(connection, incoming, reading_id)
    _insert_actors(connection, incoming)
    notices = zip(incoming.reading.findings, incoming.notices, strict=True)
    rows = [
        {"reading_id": reading_id, "position": position, "code": finding.code, "content": content}
        for position, (finding, content) in enumerate(notices)
    ]
    if rows:
        connection.execute(insert(NOTICE), rows)
    seen = incoming.statements.keys()
    return Added(report.id, False, True, new=len(new), again=len(seen) - len(new), gone=len(before - seen))


def insert_statements(connection: Connection, statements: list[AnyStatement]) -> None:
    """Add what never changes about statements that the record does not know."""
    rows = [
        {
            "id": s.id,
            "report_id": s.report_id,
            "kind": s.content.KIND,
            "subject": s.content.subject,
            "start": s.start,
        }
        for s in statements
    ]
    if rows:
        connection.execute(insert(STATEMENT), rows)


def _insert_sightings(connection: Connection, incoming: Incoming, reading_id: int) -> None:
    rows: list[dict[str, Any]] = [
        {
            "reading_id": reading_id,
            "statement_id": id_,
            "position": position,
            "step": statement.content.step,
            "step_version": incoming.version_of(statement.content.step),
            "confidence": statement.content.confidence,
            "content": incoming.contents[id_],
        }
        for position, (id_, statement) in enumerate(incoming.statements.items())
    ]
    if rows:
        connection.execute(insert(SIGHTING), rows)


def _insert_actors(connection: Connection, incoming: Incoming) -> None:
    """Add what never changes about actors that the record does not know."""
    report_id = incoming.reading.report.id
    known = set(connection.execute(select(ACTOR.c.id).where(ACTOR.c.report_id == report_id)).scalars())
    rows = [
        {"id": id_, "report_id": report_id, "start": actor.mentions[0].passage.start}
        for id_, actor in incoming.actors.items()
        if id_ not in known
    ]
    if rows:
        connection.execute(insert(ACTOR), rows)


def _last_seen(connection: Connection, report_id: str) -> set[str]:
    newest = (
        select(READING.c.id).where(READING.c.report_id == report_id).order_by(READING.c.id.desc()).limit(1)
    ).scalar_subquery()
    return set(connection.execute(select(SIGHTING.c.statement_id).where(SIGHTING.c.reading_id == newest)).scalars())


def _key(inserted: Any) -> int:
    return int(inserted[0])
