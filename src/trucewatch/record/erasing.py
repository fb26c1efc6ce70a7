"""Erasing words of a report from the record, with a tombstone in their place.

The words go from the report's text, from everything that readings and people made of it, and from the search index.
What remains: the report and its metadata, the ids of all that was read in it, the tombstone (who, when, why, which
places) and the digests of the changed rows, so that the chain of appends still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, or_, select, update

from trucewatch.errors import RecordError
from trucewatch.record import lookup
from trucewatch.record.chain import row_digest
from trucewatch.record.redacting import Redaction, Spans
from trucewatch.record.rows import is_erased
from trucewatch.record.schema import (
    ACTOR,
    CARRIED,
    CODING,
    DISMISSAL,
    ERASED_ROW,
    ERASURE,
    JUDGEMENT,
    NOTE,
    NOTICE,
    PERSON_STATEMENT,
    READING,
    REPORT,
    REPORT_META,
    REPORT_VERSION,
    RULING,
    SIGHTING,
    STATEMENT,
    json_text,
    moment_text,
)
from trucewatch.record.search import forget
from trucewatch.record.tombstones import BLOCK, erasures
from trucewatch.record.wiping import wipe
from trucewatch.record.writer import Record
from trucewatch.vocabulary.erasure import Erasure

_Change = Callable[[Mapping[Any, Any]], dict[str, Any]]

HOLDS_WORDS: dict[str, tuple[str, ...]] = {
    "report": ("text",),
    "report_meta": ("title", "byline"),
    "reading": ("layers",),
    "statement": ("subject",),
    "sighting": ("content",),
    "notice": ("content",),
    "ruling": ("reason", "replacement"),
    "judgement": ("reason",),
    "person_statement": ("content", "reason"),
    "carried": ("reason",),
    "coding": ("reason", "replacement"),
    "report_version": ("reason",),
    "dismissal": ("reason",),
    "note": ("text",),
}
"""The columns that can hold words of a report; a test holds every other column with text to be known as well."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did.

    Attributes:
        report_id: the report.
        erasure: the tombstone; None where nothing was left to erase.
        rows: of each table, how many rows lost words.
        is_wiped: the words are gone from the file as well; False: another program keeps its log open.
    """

    report_id: str
    erasure: Erasure | None
    rows: Mapping[str, int]
    is_wiped: bool


def erase(record: Record, report_id: str, spans: Spans | None = None, *, author: str, reason: str) -> Erased:
    """Erase a report's text, or the words at some places in it.

    What was erased before is not erased again, but the file is wiped again; so a wipe that failed is made good.

    Args:
        record: a record open for writing.
        report_id: the report's id, or its first digits (at least 6).
        spans: places (start, end) in its text; None: the whole text with title and byline.
        author: who erases.
        reason: why; kept and shown.

    Raises:
        UnknownIdError: no report, or several, has that id.
        RecordError: no author or reason, a place outside the text, a record that cannot be written.
    """
    if not author.strip() or not reason.strip():
        raise RecordError("an erasure came without its author or reason", expected="both, for the tombstone")
    with record.writing() as connection:
        id_ = lookup.find_id(connection, REPORT.c.id, report_id)
        text = connection.execute(select(REPORT.c.text).where(REPORT.c.id == id_)).scalar_one()
        _check(spans, text, id_)
        done = None
        if _is_left(text, spans):
            at = moment_text(record.now())
            done = _Erasing(connection, Redaction(text, spans, _next_number(connection)), id_).run(at, author, reason)
            forget(connection, [id_])
        tombstone = erasures(connection, id_)[-1] if done is not None else None
    return Erased(id_, tombstone, done or {}, wipe(record))


def _check(spans: Spans | None, text: str, id_: str) -> None:
    for start, end in spans or ():
        if not 0 <= start < end <= len(text):
            raise RecordError(
                f"report {id_[:12]} has no characters {start}:{end}", expected=f"a place within 0:{len(text)}"
            )


def _is_left(text: str, spans: Spans | None) -> bool:
    found = (text[start:end] for start, end in spans) if spans else iter([text])
    return any(part.replace(BLOCK, "").strip() for part in found) or (spans is None and bool(text))


def _next_number(connection: Connection) -> int:
    return int(connection.execute(select(ERASURE.c.id).order_by(ERASURE.c.id.desc()).limit(1)).scalar() or 0) + 1


@dataclass
class _Erasing:
    """One erasure in its transaction: the changes are collected, then the tombstone is set, then they are made."""

    connection: Connection
    redaction: Redaction
    report_id: str
    changes: dict[tuple[str, str], tuple[Table, Mapping[Any, Any], dict[str, Any]]] = field(default_factory=dict)

    def run(self, at: str, author: str, reason: str) -> dict[str, int]:
        number = _next_number(self.connection)
        gone = self._collect(number)
        spans = None if self.redaction.is_whole else json_text([list(s) for s in self.redaction.spans])
        stone = {"report_id": self.report_id, "spans": spans, "author": author, "at": at, "reason": reason}
        self.connection.execute(insert(ERASURE).values(id=number, **stone, statements=gone))
        digests = [
            {
                "erased_table": name,
                "erased_key": key,
                "erasure_id": number,
                "before": row_digest(table.name, row).hex(),
                "after": row_digest(table.name, {**row, **change}).hex(),
            }
            for (name, key), (table, row, change) in self.changes.items()
        ]
        self.connection.execute(insert(ERASED_ROW), digests)
        counts: dict[str, int] = {}
        for table, row, change in self.changes.values():
            own = [column == row[column.name] for column in table.primary_key]
            self.connection.execute(update(table).where(*own).values(**change))
            counts[table.name] = counts.get(table.name, 0) + 1
        return counts

    def _collect(self, number: int) -> int:
        """Note all changes; gives how many statements rested on the words."""
        redaction, report_id = self.redaction, self.report_id
        statements = select(STATEMENT.c.id).where(STATEMENT.c.report_id == report_id)
        readings = select(READING.c.id).where(READING.c.report_id == report_id)
        for layers in self.connection.execute(select(READING.c.layers).where(READING.c.report_id == report_id)):
            for name in redaction.names_in(layers[0]):
                redaction.also(name)
        self._note(REPORT, REPORT.c.id == report_id, lambda _: {"text": redaction.text, "erasure_id": number})
        titles = ("title", "byline")
        self._note(REPORT_META, REPORT_META.c.report_id == report_id, _each(titles, redaction.declared))
        self._note(READING, READING.c.report_id == report_id, lambda row: {"layers": redaction.layers(row["layers"])})
        self._note(NOTICE, NOTICE.c.reading_id.in_(readings), _each(("content",), redaction.notice))
        gone: set[str] = set()
        known = select(STATEMENT.c.id, STATEMENT.c.kind).where(STATEMENT.c.report_id == report_id)
        kinds = {row.id: row.kind for row in self.connection.execute(known)}
        for table, id_, content in (
            (SIGHTING, "statement_id", "content"),
            (PERSON_STATEMENT, "statement_id", "content"),
            (RULING, "replacement_id", "replacement"),
        ):
            self._note(table, table.c[id_].in_(statements), self._contents(kinds, id_, content, gone))
        self._note(CODING, CODING.c.statement_id.in_(statements), self._coding(kinds))
        self._note(
            STATEMENT,
            STATEMENT.c.report_id == report_id,
            lambda row: {"subject": None if row["id"] in gone else redaction.subject(row["subject"])},
        )
        self._note_words(statements, readings)
        return len(gone)

    def _contents(self, kinds: Mapping[str, str], id_: str, content: str, gone: set[str]) -> _Change:
        def change(row: Mapping[Any, Any]) -> dict[str, Any]:
            kept = row[content]
            if kept is None or is_erased(kept):
                return {}
            left = self.redaction.content(kinds[row[id_]], kept, self.report_id)
            if is_erased(left):
                gone.add(row[id_])
            return {content: left}

        return change

    def _coding(self, kinds: Mapping[str, str]) -> _Change:
        def change(row: Mapping[Any, Any]) -> dict[str, Any]:
            kept = row["replacement"]
            if kept is None or is_erased(kept):
                return {}
            return {"replacement": self.redaction.content(kinds[row["statement_id"]], kept, self.report_id)}

        return change

    def _note_words(self, statements: Any, readings: Any) -> None:
        """Note what people wrote on the report, its statements and its actors."""
        actors = select(ACTOR.c.id).where(ACTOR.c.report_id == self.report_id)
        own = (statements, actors)
        said = self.redaction.said
        reason = _each(("reason",), said)
        self._note(RULING, RULING.c.statement_id.in_(statements), reason)
        self._note(JUDGEMENT, _either((JUDGEMENT.c.left_id, JUDGEMENT.c.right_id), own), reason)
        self._note(PERSON_STATEMENT, PERSON_STATEMENT.c.statement_id.in_(statements), reason)
        rulings = select(RULING.c.id).where(RULING.c.statement_id.in_(statements))  # carried to a newer version as well
        self._note(CARRIED, or_(CARRIED.c.reading_id.in_(readings), CARRIED.c.ruling_id.in_(rulings)), reason)
        self._note(CODING, CODING.c.statement_id.in_(statements), reason)
        versions = or_(REPORT_VERSION.c.old_id == self.report_id, REPORT_VERSION.c.new_id == self.report_id)
        self._note(REPORT_VERSION, versions, reason)
        self._note(DISMISSAL, DISMISSAL.c.report_id == self.report_id, reason)
        about = or_(NOTE.c.target == self.report_id, _either((NOTE.c.target,), own))
        answered = NOTE.alias()
        answers = NOTE.c.answers.in_(select(answered.c.id).where(_either((answered.c.target,), own)))
        on_report = NOTE.c.answers.in_(select(answered.c.id).where(answered.c.target == self.report_id))
        self._note(NOTE, or_(about, answers, on_report), _each(("text",), said))

    def _note(self, table: Table, rows: ColumnElement[bool], change: _Change) -> None:
        """Note the rows of a table that a change changes; two changes of one row become one."""
        for row in self.connection.execute(select(table).where(rows)).mappings().all():
            changed = {name: value for name, value in change(row).items() if value != row[name]}
            if changed:
                key = "/".join(str(row[column.name]) for column in table.primary_key)
                self.changes.setdefault((table.name, key), (table, row, {}))[2].update(changed)


def _each(columns: Iterable[str], change: Callable[[str], str | None]) -> _Change:
    """The same change to some columns, where they hold something."""
    return lambda row: {name: change(row[name]) for name in columns if row[name] is not None}


def _either(columns: Iterable[ColumnElement[Any]], ids: Iterable[Any]) -> ColumnElement[bool]:
    return or_(*(column.in_(query) for column in columns for query in ids))
