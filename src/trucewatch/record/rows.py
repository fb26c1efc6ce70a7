"""Rows of the record into values and back, with a check that a row still says what it said."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Column, ColumnElement, RowMapping

from trucewatch.errors import RecordError
from trucewatch.record.schema import json_text
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.attributed import Attributed
from trucewatch.vocabulary.erasure import Erasure
from trucewatch.vocabulary.events import Event
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.judgement import Judged, Judgement, LinkedKind
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content, plain
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.ruling import Ruling, Verdict
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import Outline

ValueT = TypeVar("ValueT")

Rights = Literal["own", "licensed", "quotation_only", "unknown"]
RIGHTS: tuple[Rights, ...] = get_args(Rights)

META_FIELDS = ("published", "outlet", "process", "title", "byline", "language")
"""The metadata that a report and its `report_meta` rows share; `rights` stands in the rows alone."""

_ERASED = '{"erased":'
_CLASSES: dict[str, type[Content]] = {cls.KIND: cls for cls in CONTENT_CLASSES}


@dataclass(frozen=True)
class Layers:
    """What a reading gave beside statements and findings; see `Reading`.

    Rows of before revision 0003 lack the last three: what the report says of actors, events and incidents was not kept.
    """

    headline: Passage | None = None
    segments: tuple[Passage, ...] = ()
    other_timex: tuple[dict[str, Any], ...] = ()
    attributions: tuple[Attributed, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    actors: tuple[ReportActor, ...] = ()


LAYERS = tuple(field.name for field in fields(Layers))
"""Names of the layers, in a reading as in its row."""


@dataclass(frozen=True)
class MadeBy:
    """What made a reading; see `Reading`.

    Attributes:
        steps: "name version" of each step.
        models: name and digest or version of each model; () where none took part or none was recorded.
    """

    steps: tuple[str, ...]
    models: tuple[str, ...] = ()

    def row(self) -> dict[str, str]:
        """The columns of a run."""
        return {"steps": json_text(list(self.steps)), "models": json_text(list(self.models))}


@dataclass(frozen=True)
class Sighting:
    """One reading's sight of a statement.

    Attributes:
        statement_id: the statement.
        step: name of the step that made it, and `step_version`, both "" where unknown.
        models: name and digest or version of the models that the reading was made with; () where none was recorded.
        run_id: the run it was read in.
        seen_at: when the record learned of it, UTC.
        confidence: 0 to 1, None where the step gave none.
        content: the statement as that reading gave it.
    """

    statement_id: str
    step: str
    step_version: str
    models: tuple[str, ...]
    run_id: int
    seen_at: datetime
    confidence: float | None
    content: Content


@dataclass(frozen=True)
class FiledReport:
    """A report as the record files it.

    Attributes:
        report: with the metadata in force.
        rights: what may be done with its text.
        added_at: when it was added, UTC.
        statements: how many the reading in force gave.
        needs_reading: the reading in force was made with another date; read it again and add that reading.
        erasures: what was erased of its text, oldest first.
    """

    report: Report
    rights: Rights
    added_at: datetime
    statements: int
    needs_reading: bool
    erasures: tuple[Erasure, ...] = ()


@dataclass(frozen=True)
class MetaRow:
    """A report's metadata from a moment on.

    Attributes:
        values: all fields of `META_FIELDS` and `rights`; `published` is a date or None.
        at: from when on, UTC.
        author: who gave them.
        reason: why.
    """

    values: dict[str, date | str | None]
    at: datetime
    author: str
    reason: str


def corrupted(row: str, why: object) -> RecordError:
    """The error for a row that no longer says what it said; `row` names its table and key."""
    return RecordError(
        f"the record's row {row} is damaged ({why})",
        expected="a row as Trucewatch wrote it",
        advice="Restore the record from a backup, or export the rest and add the report again.",
    )


def day(text: str | None, row: str) -> date | None:
    """A day as kept; `row` names where it stood."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except (ValueError, TypeError) as error:
        raise corrupted(row, error) from error


def moment(text: str, row: str) -> datetime:
    """A moment as kept; `row` names where it stood."""
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise corrupted(row, error) from error


def report_of(row: RowMapping) -> Report:
    """A report from its row joined with the row of its metadata (columns `meta_...`).

    Raises:
        RecordError: text, outlet or address no longer give the report's id.
    """
    name = f"report {row['id']}"
    values = {field: row[f"meta_{field}"] for field in META_FIELDS}
    values["published"] = day(values["published"], name)
    report = Report(
        text=row["text"],
        url=row["url"],
        name=row["name"],
        given_id=row["given_id"],
        extracted=row["extracted"],
        declared=(row["outlet"], row["url"]) if values["outlet"] != row["outlet"] else None,
        first_id=row["id"] if row["erasure_id"] is not None else None,
        **values,
    )
    if report.id != row["id"]:
        raise corrupted(name, "its text, outlet or address is not the one its id was made of")
    return report


def is_erased(text: str) -> bool:
    """Does a kept content say that it was erased, and nothing else? See `redacting`."""
    return text.startswith(_ERASED)


def stands(column: Column[str]) -> ColumnElement[bool]:
    """The condition that a kept content was not erased."""
    return column.not_like(f"{_ERASED}%")


def content_of(kind: str, text: str, row: str) -> Content:
    """A content from its JSON; `row` names where it stood.

    Raises:
        RecordError: no such kind, no JSON, a missing field, or a value outside the field's type or closed list.
    """
    if kind not in _CLASSES:
        raise corrupted(row, f"it is of a kind {kind!r} that does not exist")
    return _from_json(_CLASSES[kind], text, row)


def statement_of(row: Mapping[str, Any] | RowMapping, report: Report, name: str) -> AnyStatement:
    """A statement from a row with kind, statement_id and content; `name` names the row.

    Raises:
        RecordError: the row is damaged: its content gives another id, or its passages are not in the report's text.
    """
    return kept_statement(report, row["kind"], row["statement_id"], row["content"], name)


def kept_statement(report: Report, kind: str, id_: str, content: str, name: str) -> AnyStatement:
    """A statement of a report from what its rows have of it; as `statement_of`, where many are read."""
    statement = Statement(report.id, content_of(kind, content, name), report.published)
    if not _has_id(statement, id_):
        raise corrupted(name, "its content is not the one its id was made of")
    if not all(p.is_verbatim_in(report.text) for p in statement.content.passages):
        raise corrupted(name, "a passage is not in the report's text")
    return statement


def _has_id(statement: AnyStatement, id_: str) -> bool:
    """Is this the statement's id?

    Most of what it takes to tell is the writing of the canonical JSON whose digest the id is. So it is written in a
    quick way first: a text that has the digest is that text. Where it is another one, since a number is written in
    another form or a nested value has hidden parts, the statement itself says what its id is.
    """
    content = statement.content
    held = vars(content)
    kind: Any = type(content)  # to mypy it is not hashable
    value = {name: _in_order(held[name]) for name in _stated(kind)}
    spans = [[p.start, p.end] for p in content.passages]
    try:
        written = to_json([statement.report_id, spans, content.KIND, content.subject, value])
    except PydanticSerializationError:  # half a character
        return statement.id == id_
    if hashlib.sha256(written).hexdigest() == id_:
        vars(statement)["id"] = id_  # where a cached property keeps its value
        return True
    return statement.id == id_


@functools.cache
def _stated(content_class: type[Content]) -> tuple[str, ...]:
    """The fields of a class that take part in ids, in the order of canonical JSON."""
    hidden = {f.name for f in fields(Content)} | {content_class.SPANS, *content_class.RESOLVED}
    return tuple(sorted(f.name for f in fields(content_class) if f.name not in hidden))


def _in_order(value: object) -> object:
    """Passages with their fields in the order of canonical JSON; everything else as it is."""
    if value.__class__ is tuple and value and value[0].__class__ is Passage:
        return [{"end": p.end, "start": p.start, "text": p.text} for p in value]
    return value


def finding_of(text: str, row: str) -> Finding:
    """A finding from its JSON."""
    return _from_json(Finding, text, row)


def layers_of(text: str, row: str) -> Layers:
    """What a reading gave beside statements, from its JSON."""
    return _from_json(Layers, text, row)


def actors_of(text: str, report: Report, row: str) -> tuple[ReportActor, ...]:
    """What a reading says of the actors of its report, from the JSON of that layer alone.

    Raises:
        RecordError: the row is damaged: no such JSON, an actor that is mentioned nowhere, or words that are not in the
            report's text.
    """
    actors = _from_json(tuple[ReportActor, ...], text, row)
    for actor in actors:
        if not actor.mentions:
            raise corrupted(row, f"the actor {actor.name!r} is mentioned nowhere")
        if not all(m.passage.is_verbatim_in(report.text) for m in actor.mentions):
            raise corrupted(row, "a mention of an actor is not in the report's text")
    return actors


def outline_of(layers: Mapping[str, str | None], report: Report, row: str) -> Outline:
    """How a report is built, from the JSON of the layers `headline` and `segments`; None, null or left out: not known.

    Raises:
        RecordError: the row is damaged: no such JSON, or words that are not in the report's text.
    """
    headline, segments = layers.get("headline"), layers.get("segments")
    found = Outline(
        _from_json(Passage, headline, row) if headline is not None and headline != "null" else None,
        _from_json(tuple[Passage, ...], segments, row) if segments is not None else (),
    )
    if not all(p.is_verbatim_in(report.text) for p in (found.headline, *found.segments) if p is not None):
        raise corrupted(row, "a headline or a segment is not in the report's text")
    return found


def made_by_of(row: Mapping[str, Any] | RowMapping, name: str) -> MadeBy:
    """The steps and models of a run, from its columns; `name` names the row."""
    names = tuple[str, ...]
    models = _from_json(names, row["models"], name) if row["models"] is not None else ()
    return MadeBy(_from_json(names, row["steps"], name), models)


def ruling_of(row: RowMapping) -> Ruling:
    """A ruling from its row.

    Raises:
        RecordError: its verdict or its time is none.
    """
    if row["verdict"] not in get_args(Verdict):
        raise corrupted(f"ruling {row['id']}", f"the verdict {row['verdict']!r} does not exist")
    return Ruling(
        statement_id=row["statement_id"],
        verdict=row["verdict"],
        author=row["author"],
        at=moment(row["at"], f"ruling {row['id']}"),
        reason=row["reason"],
        replacement_id=row["replacement_id"],
    )


def judgement_of(row: RowMapping) -> Judgement:
    """A judgement from its row, the smaller id on the left.

    Raises:
        RecordError: its kind, its verdict or its time is none.
    """
    name = f"judgement {row['id']}"
    if row["kind"] not in get_args(LinkedKind) or row["verdict"] not in get_args(Judged):
        raise corrupted(name, f"there is no verdict {row['verdict']!r} on two of the kind {row['kind']!r}")
    at = moment(row["at"], name)
    return Judgement(row["kind"], row["left_id"], row["right_id"], row["verdict"], row["author"], at, row["reason"])


def content_text(content: Content) -> str:
    """A content as the record keeps it."""
    return json_text(plain(content))


@functools.cache
def _validator(kind: Any) -> Any:
    """What turns JSON into a value; taken out of its adapter, whose own call costs more than many a row."""
    return TypeAdapter(kind).validator.validate_json


def _from_json(kind: type[ValueT], text: str, row: str) -> ValueT:
    key: Any = kind  # to mypy a type variable is not hashable
    try:
        value: ValueT = _validator(key)(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise corrupted(row, f"{where}: {first['msg']}" if where else first["msg"]) from error
    return value


def sighting_name(row: Mapping[str, Any] | RowMapping) -> str:
    """What to call a row of `sighting` in a message."""
    return f"sighting (reading {row['reading_id']}, statement {row['statement_id']})"
