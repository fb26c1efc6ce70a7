"""Looking single things up in the record: by the beginning of an id, with their history."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

from trucewatch import __version__
from trucewatch.errors import UnknownIdError
from trucewatch.record.rows import (
    META_FIELDS,
    FiledReport,
    MadeBy,
    MetaRow,
    Rights,
    Sighting,
    content_of,
    day,
    finding_of,
    layers_of,
    made_by_of,
    moment,
    report_of,
    ruling_of,
    statement_of,
)
from trucewatch.record.schema import NOTICE, READING, REPORT, REPORT_META, RULING, RUN, SIGHTING, STATEMENT
from trucewatch.record.view import in_force, sighting_name, with_metadata
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import AnyStatement

_PREFIX = re.compile(r"[0-9a-f]{6,64}")
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
    return tuple(
        FiledReport(
            report=report_of(row),
            rights=row["meta_rights"],
            added_at=moment(row["added_at"], f"report {row['id']}"),
            statements=row["statements"] or 0,
            needs_reading=row["read_with"] != row["meta_published"],
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
        .where(SIGHTING.c.statement_id == statement_id)
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
    query = select(RULING).where(RULING.c.statement_id == statement_id).order_by(RULING.c.at, RULING.c.id)
    return tuple(ruling_of(row) for row in connection.execute(query).mappings())


def statement_as_last_seen(connection: Connection, statement_id: str) -> AnyStatement:
    """A statement by its full id, as the newest reading that gave it has it, else as a ruling put it in place."""
    seen = (
        select(SIGHTING, STATEMENT.c.kind, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .where(SIGHTING.c.statement_id == statement_id)
        .order_by(SIGHTING.c.reading_id.desc())
    )
    if row := connection.execute(seen.limit(1)).mappings().first():
        return statement_of(row, report_in_force(connection, row["report_id"]), sighting_name(row))
    ruled = (
        select(RULING, STATEMENT.c.kind, STATEMENT.c.report_id)
        .join(STATEMENT, STATEMENT.c.id == RULING.c.replacement_id)
        .where(STATEMENT.c.id == statement_id)
        .order_by(RULING.c.id.desc())
    )
    row = connection.execute(ruled.limit(1)).mappings().one()
    kept = {**row, "statement_id": statement_id, "content": row["replacement"]}
    return statement_of(kept, report_in_force(connection, row["report_id"]), f"ruling {row['id']}")


def reading_in_force(connection: Connection, report_id: str) -> Reading:
    """The reading in force of a report, whole, with the metadata in force; rulings change nothing in it."""
    report = report_in_force(connection, report_id)
    row = connection.execute(_newest_reading(report_id)).mappings().one()
    made_by = made_by_of(row, f"run {row['run_id']}")
    layers = layers_of(row["layers"], f"reading {row['id']}")
    seen = (
        select(SIGHTING, STATEMENT.c.kind)
        .join(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
        .where(SIGHTING.c.reading_id == row["id"])
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
        layers.headline,
        layers.segments,
        layers.other_timex,
        layers.attributions,
    )


def reading_if_made_by(connection: Connection, report: Report, made_by: MadeBy) -> Reading | None:
    """The reading in force of a report, if this program made it with these steps and models from the same metadata.

    Then reading the report again could give nothing else. None: it might, or the record does not hold the report.
    """
    row = connection.execute(_newest_reading(report.id)).mappings().first()
    if row is None or row["program"] != __version__ or made_by_of(row, f"run {row['run_id']}") != made_by:
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
