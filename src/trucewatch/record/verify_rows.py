"""Do rows say what they said? Ids against texts and contents, passages against texts, readings whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from trucewatch.errors import RecordError
from trucewatch.record.incoming import is_verbatim
from trucewatch.record.rows import (
    LAYERS,
    corrupted,
    day,
    finding_of,
    is_erased,
    layers_of,
    made_by_of,
    ruling_of,
    statement_of,
)
from trucewatch.record.schema import (
    ACTOR,
    CODING,
    ERASURE,
    NOTICE,
    PERSON_STATEMENT,
    READING,
    REPORT,
    REPORT_META,
    RULING,
    RUN,
    SIGHTING,
    STATEMENT,
)
from trucewatch.record.tombstones import BLOCK, spans_of
from trucewatch.record.verify_chain import Trouble, is_before, key_of, streamed
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.report import Report, digest


def row_troubles(connection: Connection) -> Iterator[Trouble]:
    """What the rows of reports, readings, statements and rulings no longer say, report by report."""
    for row in streamed(connection, select(REPORT).order_by(REPORT.c.id)):
        report = Report(row["text"], first_id=row["id"])
        yield from _text_troubles(connection, row, report)
        yield from _meta_troubles(connection, row["id"])
        yield from _reading_troubles(connection, report, is_whole=row["erasure_id"] is None)
    yield from _ruling_troubles(connection)


def _trouble(table: Table, row: RowMapping, what: str) -> Trouble:
    return Trouble(table.name, key_of(table, row), f"{table.name} {key_of(table, row)}: {what}")


def _said(table: Table, row: RowMapping, check: Callable[..., object], *values: object) -> Iterator[Trouble]:
    """The trouble that a check of some values raises."""
    try:
        check(*values)
    except RecordError as error:
        yield Trouble(table.name, key_of(table, row), error.found)


def _text_troubles(connection: Connection, row: RowMapping, report: Report) -> Iterator[Trouble]:
    if row["erasure_id"] is None:
        if digest([row["text"], row["outlet"], row["url"]]) != row["id"]:
            yield _trouble(REPORT, row, "its text, outlet or address is not the one its id was made of")
        return
    tombstones = list(connection.execute(select(ERASURE).where(ERASURE.c.report_id == row["id"])).mappings())
    if row["erasure_id"] not in {t["id"] for t in tombstones}:
        yield _trouble(REPORT, row, f"it was erased, and there is no tombstone {row['erasure_id']} of it")
    for tombstone in tombstones:
        try:
            spans = spans_of(tombstone)
        except RecordError as error:
            yield Trouble(ERASURE.name, str(tombstone["id"]), error.found)
            continue
        left = row["text"] if spans is None else "".join(report.text[a:b] for a, b in spans)
        if left.replace(BLOCK, "").strip():
            yield _trouble(REPORT, row, f"words stand where erasure {tombstone['id']} took them away")


def _meta_troubles(connection: Connection, report_id: str) -> Iterator[Trouble]:
    query = select(REPORT_META).where(REPORT_META.c.report_id == report_id).order_by(REPORT_META.c.id)
    before: RowMapping | None = None
    for row in connection.execute(query).mappings():
        yield from _said(REPORT_META, row, day, row["published"], f"report_meta {row['id']}")
        yield from _order(REPORT_META, row, before)
        before = row
    if before is None:
        yield Trouble("report", report_id, f"report {report_id}: it has no metadata")


def _order(table: Table, row: RowMapping, before: RowMapping | None) -> Iterator[Trouble]:
    if before is not None and is_before(row["at"], before["at"]):
        yield _trouble(table, row, f"it is dated {row['at']}, before {table.name} {before['id']} ({before['at']})")


def _reading_troubles(connection: Connection, report: Report, *, is_whole: bool) -> Iterator[Trouble]:
    query = select(READING, RUN.c.steps, RUN.c.models).outerjoin(RUN, RUN.c.id == READING.c.run_id)
    before: RowMapping | None = None
    told: set[str] = set()
    for row in connection.execute(query.where(READING.c.report_id == report.id).order_by(READING.c.id)).mappings():
        yield from _order(READING, row, before)
        before = row
        contents: list[list[str]] = []
        seen = (
            select(SIGHTING, STATEMENT.c.kind, STATEMENT.c.report_id)
            .outerjoin(STATEMENT, STATEMENT.c.id == SIGHTING.c.statement_id)
            .where(SIGHTING.c.reading_id == row["id"])
            .order_by(SIGHTING.c.position)
        )
        for one in streamed(connection, seen):
            contents.append([one["statement_id"], one["content"]])
            yield from _said(SIGHTING, one, _check_statement, SIGHTING, one, one["content"], report, is_whole)
        noticed = select(NOTICE).where(NOTICE.c.reading_id == row["id"]).order_by(NOTICE.c.position)
        notices = list(connection.execute(noticed).mappings())
        for one in notices:
            yield from _said(NOTICE, one, finding_of, one["content"], f"notice {key_of(NOTICE, one)}")
        yield from _said(READING, row, _check_layers, row, report, told)
        if is_whole and row["models"] is not None:  # before revision 0002 digests were made of less
            yield from _said(READING, row, _check_digest, row, contents, [one["content"] for one in notices])
    if before is None:
        yield Trouble("report", report.id, f"report {report.id}: it has no reading")
    if is_whole:
        yield from _actor_troubles(connection, report, told)


def _check_statement(table: Table, row: RowMapping, content: str, report: Report, is_whole: bool) -> None:
    name = f"{table.name} {key_of(table, row)}"
    if row["kind"] is None:
        raise corrupted(name, "its statement is not in the record")
    if row["report_id"] != report.id:
        raise corrupted(name, "its statement is one of another report")
    if not is_erased(content):
        statement_of({**row, "content": content}, report, name)
    elif is_whole:
        raise corrupted(name, "it was erased, and nothing of its report was")


def _check_layers(row: RowMapping, report: Report, told: set[str]) -> None:
    """Check what a reading gave beside statements; the ids of its actors are put to those told of."""
    name = f"reading {row['id']}"
    layers = layers_of(row["layers"], name)
    if not all(is_verbatim(getattr(layers, layer), report.text) for layer in LAYERS):
        raise corrupted(name, "a passage of its layers is not in the report's text")
    told.update(actor_id(actor, report) for actor in layers.actors if actor.mentions)


def _check_digest(row: RowMapping, contents: list[Any], notices: list[Any]) -> None:
    name = f"reading {row['id']}"
    made_by = made_by_of(row, f"run {row['run_id']}")
    parts = [row["published"], list(made_by.steps), list(made_by.models), contents, notices, row["layers"]]
    if digest(parts) != row["digest"]:
        raise corrupted(name, "its statements, notices or layers are not the ones its digest was made of")


def _actor_troubles(connection: Connection, report: Report, told: set[str]) -> Iterator[Trouble]:
    known = set(connection.execute(select(ACTOR.c.id).where(ACTOR.c.report_id == report.id)).scalars())
    for id_ in sorted(known - told):
        yield Trouble("actor", id_, f"actor {id_}: no reading of its report tells of it")
    for id_ in sorted(told - known):
        yield Trouble("actor", id_, f"actor {id_}: a reading of report {report.id} tells of it, and it is not there")


def _ruling_troubles(connection: Connection) -> Iterator[Trouble]:
    """Rulings, and the statements that people put in place or read themselves."""
    for row in streamed(connection, select(RULING)):
        yield from _said(RULING, row, ruling_of, row)
    kept = (
        (RULING, RULING.c.replacement_id, RULING.c.replacement),
        (CODING, CODING.c.replacement_id, CODING.c.replacement),
        (PERSON_STATEMENT, PERSON_STATEMENT.c.statement_id, PERSON_STATEMENT.c.content),
    )
    about = (STATEMENT.c.kind, STATEMENT.c.report_id, REPORT.c.text.label("report_text"), REPORT.c.erasure_id)
    for table, id_, content in kept:
        own = [column for column in table.c if column.name != "statement_id"]
        query = (
            select(*own, id_.label("statement_id"), *about)
            .join(STATEMENT, STATEMENT.c.id == id_)
            .join(REPORT, REPORT.c.id == STATEMENT.c.report_id)
            .where(content.is_not(None))
        )
        for row in streamed(connection, query):
            report = Report(row["report_text"], first_id=row["report_id"])
            is_whole = row["erasure_id"] is None
            yield from _said(table, row, _check_statement, table, row, row[content.name], report, is_whole)
