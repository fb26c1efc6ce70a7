"""Looking single things up in the record: by the beginning of an id, with their history."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, select

from trucewatch import __version__
from trucewatch.errors import ErasedError, RecordError, UnknownIdError
from trucewatch.record.question import in_force, with_metadata
from trucewatch.record.rows import (
    LAYERS,
    META_FIELDS,
    FiledReport,
    MadeBy,
    MetaRow,
    Rights,
    Sighting,
    content_of,
    corrupted,
    day,
    finding_of,
    judgement_of,
    layers_of,
    made_by_of,
    moment,
    report_of,
    ruling_of,
    sighting_name,
    stands,
    statement_of,
)
from trucewatch.record.ruled import person_order, ruling_order
from trucewatch.record.schema import (
    ACTOR,
    JUDGEMENT,
    NOTICE,
    PERSON_STATEMENT,
    READING,
    REPORT,
    REPORT_META,
    RULING,
    RUN,
    SIGHTING,
    STATEMENT,
    moment_text,
)
from trucewatch.record.tombstones import erasures
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.erasure import Erasure
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement

_PREFIX = re.compile(r"[0-9a-f]{6,64}")
_WITH_ACTORS = '{"actors":'  # how the layers of a reading begin that says what it found of actors, be it nothing
_SHOWN = 5  # candidates listed where a prefix fits several ids


def find_id(connection: Connection, column: Column[str], prefix: str) -> str:
    """The one id of a table's `id` column that begins with a prefix.

    Raises:
        UnknownIdError: no id begins so, or several do (some are listed), or it is no id.
    """
    what, wanted = column.table.name, prefix.strip().lower()
    if not _PREFIX.fullmatch(wanted):
        raise UnknownIdError(
            f"{prefix!r} is no {what} id", expected="at least the first 6 of an id's 64 digits (0-9, a-f)"
        )
    # "g" sorts behind every digit of an id: the range is read from the index.
    query = select(column).where(column >= wanted, column < wanted + "g").order_by(column).limit(_SHOWN + 1)
    found = list(connection.execute(query).scalars())
    if not found:
        raise UnknownIdError(f"the record holds no {what} {prefix}", advice="List the ids with --json.")
    if len(found) > 1:
        listed = ", ".join(id_[: len(wanted) + 6] for id_ in found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
        raise UnknownIdError(f"several {what} ids begin with {prefix}: {listed}", advice="Give more digits.")
    return found[0]


def report_in_force(connection: Connection, report_id: str) -> Report:
    """A report by its full id, with the metadata in force."""
    return report_and_rights(connection, report_id)[0]


def report_and_rights(connection: Connection, report_id: str) -> tuple[Report, Rights]:
    """A report by its full id with the metadata in force, and what may be done with its text."""
    newest = with_metadata().where(REPORT.c.id == report_id).order_by(REPORT_META.c.id.desc()).limit(1)
    row = connection.execute(newest).mappings().one()
    return report_of(row), row["meta_rights"]


def list_reports(connection: Connection) -> tuple[FiledReport, ...]:
    """All reports, by publication, then id; undated ones last."""
    counts = select(SIGHTING.c.reading_id, func.count().label("statements")).group_by(SIGHTING.c.reading_id).subquery()
    query = (
        with_metadata(READING.c.published.label("read_with"), counts.c.statements)
        .join(READING, READING.c.report_id == REPORT.c.id)
        .outerjoin(counts, counts.c.reading_id == READING.c.id)
        .where(REPORT_META.c.id.in_(in_force(REPORT_META)), READING.c.id.in_(in_force(READING)))
        .order_by(func.coalesce(REPORT_META.c.published, "9999-12-31"), REPORT.c.id)
    )
    erased: dict[str, tuple[Erasure, ...]] = {}
    for one in erasures(connection):
        erased[one.report_id] = (*erased.get(one.report_id, ()), one)
    return tuple(
        FiledReport(
            report=report_of(row),
            rights=row["meta_rights"],
            added_at=moment(row["added_at"], f"report {row['id']}"),
            statements=row["statements"] or 0,
            needs_reading=row["read_with"] != row["meta_published"]
            and (row["erasure_id"] is None or bool(row["text"])),
            erasures=erased.get(row["id"], ()),
        )
        for row in connection.execute(query).mappings()
    )


def meta_history(connection: Connection, report_id: str) -> tuple[MetaRow, ...]:
    """A report's metadata through time, oldest first; the last is in force."""
    query = select(REPORT_META).where(REPORT_META.c.report_id == report_id).order_by(REPORT_META.c.id)
    history = []
    for row in connection.execute(query).mappings():
        name = f"report_meta {row['id']}"
        values = {field: row[field] for field in (*META_FIELDS, "rights")}
        values["published"] = day(values["published"], name)
        history.append(MetaRow(values, moment(row["at"], name), row["author"], row["reason"]))
    return tuple(history)


def sightings_of(connection: Connection, statement_id: str) -> tuple[Sighting, ...]:
    """Every reading's sight of a statement, oldest first."""
    query = (
        select(SIGHTING, STATEMENT.c.kind, READING.c.run_id, READING.c.at, RUN.c.steps, RUN.c.models)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .join(READING, READING.c.id == SIGHTING.c.reading_id)
        .join(RUN, RUN.c.id == READING.c.run_id)
        .where(SIGHTING.c.statement_id == statement_id, stands(SIGHTING.c.content))
        .order_by(SIGHTING.c.reading_id)
    )
    return tuple(
        Sighting(
            statement_id=row["statement_id"],
            step=row["step"],
            step_version=row["step_version"],
            models=made_by_of(row, f"run {row['run_id']}").models,
            run_id=row["run_id"],
            seen_at=moment(row["at"], f"reading {row['reading_id']}"),
            confidence=row["confidence"],
            content=content_of(row["kind"], row["content"], sighting_name(row)),
        )
        for row in connection.execute(query).mappings()
    )


def rulings_on(connection: Connection, statement_id: str) -> tuple[Ruling, ...]:
    """Every ruling on a statement, by the time it was taken; the last is in force."""
    query = select(RULING).where(RULING.c.statement_id == statement_id)
    return tuple(ruling_of(row) for row in sorted(connection.execute(query).mappings(), key=ruling_order))


def statement_as_last_seen(connection: Connection, statement_id: str) -> AnyStatement:
    """A statement by its full id, as a person read it, else as the newest reading that gave it or a ruling has it."""
    by_people = (
        select(PERSON_STATEMENT, STATEMENT.c.kind, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == PERSON_STATEMENT.c.statement_id)
        .where(STATEMENT.c.id == statement_id, stands(PERSON_STATEMENT.c.content))
    )
    if held := sorted(connection.execute(by_people).mappings(), key=person_order):
        report = report_in_force(connection, held[-1]["report_id"])
        return statement_of(held[-1], report, f"person_statement {held[-1]['id']}")
    seen = (
        select(SIGHTING, STATEMENT.c.kind, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .where(SIGHTING.c.statement_id == statement_id, stands(SIGHTING.c.content))
        .order_by(SIGHTING.c.reading_id.desc())
    )
    if row := connection.execute(seen.limit(1)).mappings().first():
        return statement_of(row, report_in_force(connection, row["report_id"]), sighting_name(row))
    ruled = (
        select(RULING, STATEMENT.c.kind, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == RULING.c.replacement_id)
        .where(STATEMENT.c.id == statement_id, stands(RULING.c.replacement))
    )
    row = max(connection.execute(ruled).mappings(), key=ruling_order, default=None)
    if row is None:
        raise _erased(connection, STATEMENT, statement_id)
    kept = {**row, "statement_id": statement_id, "content": row["replacement"]}
    return statement_of(kept, report_in_force(connection, row["report_id"]), f"ruling {row['id']}")


def is_statement_erased(connection: Connection, statement_id: str) -> bool:
    """Did a statement rest on words that were erased?"""
    query = select(SIGHTING.c.content).where(SIGHTING.c.statement_id == statement_id, ~stands(SIGHTING.c.content))
    return connection.execute(query.limit(1)).first() is not None


def load_judgements(
    connection: Connection,
    recorded_by: datetime | None = None,
    kind: LinkedKind | None = None,
    up_to: int | None = None,
) -> tuple[Judgement, ...]:
    """The judgements recorded by a moment, by the time they were taken; the last on a pair is in force.

    Their order is one of what they say alone: it never depends on the order in which they were recorded.

    Args:
        connection: in a transaction.
        recorded_by: only what the record had learned of by then.
        kind: only those on this kind of things.
        up_to: the key of the last one that counts; None: all do.

    Raises:
        RecordError: a row is damaged, or the moment has no time zone.
    """
    query = select(JUDGEMENT)
    if recorded_by is not None:
        query = query.where(JUDGEMENT.c.recorded_at <= moment_text(recorded_by))
    if up_to is not None:
        query = query.where(JUDGEMENT.c.id <= up_to)
    found = [judgement_of(row) for row in connection.execute(query).mappings()]
    kept = [j for j in found if kind is None or j.kind == kind]
    return tuple(sorted(kept, key=lambda j: (j.at, j.pair, j.verdict, j.author, j.reason, j.kind)))


def actor_as_last_seen(connection: Connection, actor_id_: str) -> tuple[Report, ReportActor]:
    """An actor by its full id with its report, as the newest reading that tells of it has it; see `find_id`."""
    report_id = connection.execute(select(ACTOR.c.report_id).where(ACTOR.c.id == actor_id_)).scalar_one()
    report = report_in_force(connection, report_id)
    query = select(READING.c.id, READING.c.layers).where(READING.c.report_id == report_id)
    for row in connection.execute(query.order_by(READING.c.id.desc())).mappings():
        for actor in layers_of(row["layers"], f"reading {row['id']}").actors:
            if actor.mentions and actor_id(actor, report) == actor_id_:
                return report, actor
    if report.is_erased:
        raise _erased(connection, ACTOR, actor_id_)
    raise corrupted(f"actor {actor_id_}", "no reading tells of it")


def _erased(connection: Connection, table: Table, id_: str) -> RecordError:
    """The error for a statement or actor that rested on erased words."""
    report_id = connection.execute(select(table.c.report_id).where(table.c.id == id_)).scalar_one()
    if not (stones := erasures(connection, report_id)):
        return corrupted(f"{table.name} {id_}", "nothing in the record says what it states")
    found = f"{table.name} {id_[:12]} of report {report_id[:12]} went with erased words: {stones[-1].told}"
    return ErasedError(found, id_, report_id)


def reading_in_force(connection: Connection, report_id: str) -> Reading:
    """The reading in force of a report, whole, with the metadata in force; rulings change nothing in it."""
    report = report_in_force(connection, report_id)
    row = connection.execute(_newest_reading(report_id)).mappings().one()
    made_by = made_by_of(row, f"run {row['run_id']}")
    layers = layers_of(row["layers"], f"reading {row['id']}")
    seen = (
        select(SIGHTING, STATEMENT.c.kind)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .where(SIGHTING.c.reading_id == row["id"], stands(SIGHTING.c.content))
        .order_by(SIGHTING.c.position)
    )
    noticed = select(NOTICE).where(NOTICE.c.reading_id == row["id"]).order_by(NOTICE.c.position)
    return Reading(
        report,
        tuple(statement_of(s, report, sighting_name(s)) for s in connection.execute(seen).mappings()),
        tuple(
            finding_of(n["content"], f"notice (reading {row['id']}, {n['position']})")
            for n in connection.execute(noticed).mappings()
        ),
        made_by.steps,
        made_by.models,
        **{name: getattr(layers, name) for name in LAYERS},
    )


def reading_if_made_by(connection: Connection, report: Report, made_by: MadeBy) -> Reading | None:
    """The reading in force of a report, if this program made it with these steps and models from the same metadata.

    Then reading the report again could give nothing else. None: it might, or the record does not hold the report. It
    might, too, where the reading was kept before the record kept what a report says of actors (revision 0003).
    """
    row = connection.execute(_newest_reading(report.id)).mappings().first()
    if row is None or not row["layers"].startswith(_WITH_ACTORS):
        return None
    if row["program"] != __version__ or made_by_of(row, f"run {row['run_id']}") != made_by:
        return None
    published = report.published.isoformat() if report.published else None
    kept = report_in_force(connection, report.id)
    if row["published"] != published or any(getattr(kept, name) != getattr(report, name) for name in META_FIELDS):
        return None
    return reading_in_force(connection, report.id)


def _newest_reading(report_id: str) -> Select[Any]:
    """The row of the reading in force of a report, with what its run says of how it was made."""
    query = select(READING, RUN.c.program, RUN.c.steps, RUN.c.models).join(RUN, RUN.c.id == READING.c.run_id)
    return query.where(READING.c.report_id == report_id).order_by(READING.c.id.desc()).limit(1)
